# Install and export. Each module is one component with its own target file, so that a user of a few modules needs
# the packages of those modules only. The wheel takes the install component `python` alone.
include(CMakePackageConfigHelpers)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/courant)

# The package that a linked target comes from; static libraries hand their private ones on to the user.
set(package_of_Eigen3::Eigen Eigen3)
set(package_of_fmt::fmt fmt)
set(package_of_TBB::tbb TBB)
set(package_of_tl::expected tl-expected)
set(package_of_nlohmann_json::nlohmann_json nlohmann_json)
set(package_of_ZLIB::ZLIB ZLIB)
set(package_of_yaml-cpp yaml-cpp)
set(package_of_CLI11::CLI11 CLI11)
set(package_of_Threads::Threads Threads)

# A module without public headers (cli) is part of the program only.
get_property(all_modules GLOBAL PROPERTY COURANT_MODULES)
set(COURANT_BUILT "")
foreach(module IN LISTS all_modules)
  if(EXISTS ${PROJECT_SOURCE_DIR}/include/courant/${module})
    list(APPEND COURANT_BUILT ${module})
  endif()
endforeach()
set(COURANT_NEEDS "")
foreach(module IN LISTS COURANT_BUILT)
  get_target_property(depends courant_${module} COURANT_DEPENDS)
  set(closure ${depends})
  foreach(other IN LISTS depends)
    list(APPEND closure ${closure_of_${other}})
  endforeach()
  list(REMOVE_DUPLICATES closure)
  set(closure_of_${module} ${closure})
  get_target_property(links courant_${module} COURANT_LINKS)
  list(REMOVE_ITEM links "")
  set(packages "")
  foreach(link IN LISTS links)
    if(NOT DEFINED package_of_${link})
      message(FATAL_ERROR "courant_${module} links ${link} (its package is unknown) "
              "name it in cmake/CourantInstall.cmake")
    endif()
    list(APPEND packages ${package_of_${link}})
  endforeach()
  list(REMOVE_DUPLICATES packages)
  string(APPEND COURANT_NEEDS "set(_courant_${module}_modules ${closure})\n"
         "set(_courant_${module}_packages ${packages})\n")

  install(TARGETS courant_${module} EXPORT courant-${module} COMPONENT development)
  install(EXPORT courant-${module} NAMESPACE courant:: DESTINATION ${package_dir} COMPONENT development)
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/courant/${module}
          DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/courant COMPONENT development)
endforeach()

add_library(courant_courant INTERFACE)
add_library(courant::courant ALIAS courant_courant)
list(TRANSFORM COURANT_BUILT PREPEND courant_ OUTPUT_VARIABLE built)
target_link_libraries(courant_courant INTERFACE ${built})

file(GLOB top_headers CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/include/courant/*.hpp)
install(FILES ${top_headers} ${PROJECT_BINARY_DIR}/include/courant/version.hpp
        DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/courant COMPONENT development)
configure_package_config_file(cmake/config.cmake.in ${PROJECT_BINARY_DIR}/courant-config.cmake
                              INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/courant-config-version.cmake
                                 COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/courant-config.cmake ${PROJECT_BINARY_DIR}/courant-config-version.cmake
        DESTINATION ${package_dir} COMPONENT development)

# The program and its data; the program finds the data as ../share/courant beside itself.
if(DEFINED SKBUILD_SCRIPTS_DIR)
  set(program_dir ${SKBUILD_SCRIPTS_DIR})
  set(data_dir ${SKBUILD_DATA_DIR}/share/courant)
  set(program_component python)
else()
  set(program_dir ${CMAKE_INSTALL_BINDIR})
  set(data_dir ${CMAKE_INSTALL_DATADIR}/courant)
  set(program_component program)
endif()
if(TARGET courant_program)
  install(TARGETS courant_program RUNTIME DESTINATION ${program_dir} COMPONENT ${program_component})
endif()
if(EXISTS ${PROJECT_SOURCE_DIR}/data)
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/data/ DESTINATION ${data_dir} COMPONENT ${program_component})
endif()
