# Tests of the project itself, beside those of its code (option COURANT_BUILD_CHECKS, on in preset dev).
find_package(Python 3.11 COMPONENTS Interpreter REQUIRED)
include(CourantHeaders)
cmake_host_system_information(RESULT cores QUERY NUMBER_OF_LOGICAL_CORES)

# courant_check(<name> [COST <c>] [ALONE] COMMAND …): one entry with label `project`, run in the source tree. COST
# starts the long ones first; ALONE is for those that use every core themselves.
function(courant_check name)
  cmake_parse_arguments(ARG "ALONE" "COST;LABEL" "COMMAND;ENVIRONMENT" ${ARGN})
  if(NOT ARG_LABEL)
    set(ARG_LABEL project)
  endif()
  add_test(NAME ${name} COMMAND ${ARG_COMMAND} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  set_tests_properties(${name} PROPERTIES LABELS ${ARG_LABEL} TIMEOUT 2400 ENVIRONMENT "${ARG_ENVIRONMENT}")
  if(ARG_COST)
    set_tests_properties(${name} PROPERTIES COST ${ARG_COST})
  endif()
  if(ARG_ALONE)
    set_tests_properties(${name} PROPERTIES PROCESSORS ${cores})
  endif()
endfunction()

set(tools ${PROJECT_SOURCE_DIR}/tools)
courant_check(format COMMAND ${tools}/check_format.sh)
courant_check(layers COMMAND ${Python_EXECUTABLE} ${tools}/check_layers.py)
courant_check(units COMMAND ${Python_EXECUTABLE} ${tools}/check_units.py)
courant_check(paths COMMAND ${Python_EXECUTABLE} ${tools}/check_paths.py)
courant_check(ruff COMMAND ${tools}/check_ruff.sh ${Python_EXECUTABLE})
courant_check(tools COMMAND ${Python_EXECUTABLE} -m pytest tests/tools)
courant_check(headers ALONE COST 800 COMMAND ${CMAKE_COMMAND} --build ${PROJECT_BINARY_DIR} --target check_headers)
courant_check(docs COST 600 COMMAND ${tools}/build_docs.sh ${PROJECT_BINARY_DIR}-docs)
# Modules that own memory or read files; the kernels of the others run through them. All of them: make check-all.
courant_check(sanitizers ALONE COST 1000 LABEL sanitizers
              COMMAND ${tools}/check_sanitizers.sh asan-ubsan base lattice io tracking optics)

set(packaging find_package add_subdirectory minimal)
if(TARGET courant_python AND TARGET courant_program)
  list(APPEND packaging wheel)
  courant_check(stubs COMMAND ${tools}/check_stubs.sh ${Python_EXECUTABLE} ${PROJECT_BINARY_DIR}/python)
endif()
foreach(name IN LISTS packaging)
  courant_check(packaging_${name} ALONE COST 700 LABEL packaging
                COMMAND ${PROJECT_SOURCE_DIR}/tests/packaging/check.sh ${name} ${PROJECT_BINARY_DIR}
                ENVIRONMENT "COURANT_FLAGS=${CMAKE_CXX_FLAGS_RELEASE};CXX=${CMAKE_CXX_COMPILER}")
endforeach()
