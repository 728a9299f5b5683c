# courant_test(<module> LINKS <targets>): tests/<module>/*_test.cpp becomes one program and one ctest entry.
function(courant_test module)
  cmake_parse_arguments(ARG "" "" "LINKS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${module}/*_test.cpp)
  if(NOT sources)
    return()
  endif()
  add_executable(test_${module} ${sources})
  target_link_libraries(test_${module} PRIVATE courant_${module} courant_test_main ${ARG_LINKS})
  target_compile_definitions(test_${module} PRIVATE
                             COURANT_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
                             COURANT_DATA_DIR="${PROJECT_SOURCE_DIR}/data"
                             COURANT_TEST_DIR="${CMAKE_CURRENT_SOURCE_DIR}")
  add_test(NAME ${module} COMMAND test_${module})
  set_tests_properties(${module} PROPERTIES TIMEOUT 600 LABELS cpp)
endfunction()
