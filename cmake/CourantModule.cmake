# courant_module(<name> DEPENDS <modules> PUBLIC <targets> PRIVATE <targets>)
#
# One folder, one target, one namespace: lib/<name>/*.cpp becomes courant_<name> (courant::<name>). A module
# without source files is an interface library over its headers. A main.cpp belongs to courant_program().
# What is noted here as a property of the target is what CourantInstall.cmake exports.
function(courant_module name)
  cmake_parse_arguments(ARG "" "" "DEPENDS;PUBLIC;PRIVATE" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/lib/${name}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
  set(target courant_${name})
  if(sources)
    add_library(${target} STATIC ${sources})
    set(scope PUBLIC)
    target_link_libraries(${target} PRIVATE ${ARG_PRIVATE} $<BUILD_INTERFACE:courant_warnings>)
  else()
    add_library(${target} INTERFACE)
    set(scope INTERFACE)
  endif()
  add_library(courant::${name} ALIAS ${target})
  target_compile_features(${target} ${scope} cxx_std_20)
  target_include_directories(${target} ${scope} $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>
                             $<BUILD_INTERFACE:${PROJECT_BINARY_DIR}/include>
                             $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
  list(TRANSFORM ARG_DEPENDS PREPEND courant_ OUTPUT_VARIABLE modules)
  target_link_libraries(${target} ${scope} ${modules} ${ARG_PUBLIC})
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${name} COURANT_DEPENDS "${ARG_DEPENDS}"
                        COURANT_LINKS "${ARG_PUBLIC};${ARG_PRIVATE}")
  set_property(GLOBAL APPEND PROPERTY COURANT_MODULES ${name})
endfunction()

# courant_program(<module>): lib/<module>/main.cpp becomes the program `courant` over that module, in bin/ of the
# build tree. Without a main.cpp there is no program.
function(courant_program module)
  set(main ${PROJECT_SOURCE_DIR}/lib/${module}/main.cpp)
  if(NOT EXISTS ${main})
    return()
  endif()
  add_executable(courant_program ${main})
  target_link_libraries(courant_program PRIVATE courant_${module} $<BUILD_INTERFACE:courant_warnings>)
  set_target_properties(courant_program PROPERTIES OUTPUT_NAME courant
                        RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
endfunction()
