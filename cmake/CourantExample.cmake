# courant_example(<NN_name> LINKS <targets>): examples/<NN_name>/ is a page (README.md), a program in two languages
# and a test. Entries in ctest, with label `examples`:
#
#   example_<NN_name>_cpp     runs <name>.cpp          output kept as <build>/examples/<NN_name>/cpp.out
#   example_<NN_name>_python  runs <name>.py           output kept as …/python.out  (needs COURANT_BUILD_PYTHON)
#   example_<NN_name>_check   runs check.py cpp.out [python.out]
#
# Each program ends its output with one line of JSON; check.py asserts on the numbers and that both agree. The
# source files are called <name>.cpp and <name>.py, where NN_name is the number, an underscore and <name>.
function(courant_example folder)
  cmake_parse_arguments(ARG "" "" "LINKS" ${ARGN})
  string(REGEX REPLACE "^[0-9]+_" "" name ${folder})
  set(source ${CMAKE_CURRENT_SOURCE_DIR}/${folder})
  set(outputs ${CMAKE_CURRENT_BINARY_DIR}/${folder})
  file(MAKE_DIRECTORY ${outputs})
  if(NOT ARG_LINKS)
    set(ARG_LINKS courant::courant)
  endif()

  add_executable(example_${folder} ${source}/${name}.cpp)
  target_link_libraries(example_${folder} PRIVATE ${ARG_LINKS} $<BUILD_INTERFACE:courant_warnings>)
  set(run ${PROJECT_SOURCE_DIR}/cmake/run_to_file.cmake)
  set(data COURANT_DATA=${PROJECT_SOURCE_DIR}/data)
  add_test(NAME example_${folder}_cpp
           COMMAND ${CMAKE_COMMAND} -D OUTPUT=${outputs}/cpp.out -P ${run} -- $<TARGET_FILE:example_${folder}>)
  set(results ${outputs}/cpp.out)
  set(runs example_${folder}_cpp)
  if(TARGET courant_python)
    add_test(NAME example_${folder}_python
             COMMAND ${CMAKE_COMMAND} -D OUTPUT=${outputs}/python.out -P ${run} --
                     ${Python_EXECUTABLE} ${source}/${name}.py)
    list(APPEND results ${outputs}/python.out)
    list(APPEND runs example_${folder}_python)
  endif()
  set_tests_properties(${runs} PROPERTIES FIXTURES_SETUP example_${folder} LABELS examples TIMEOUT 120
                       ENVIRONMENT "${data};PYTHONPATH=${PROJECT_BINARY_DIR}/python;MPLBACKEND=Agg"
                       WORKING_DIRECTORY ${outputs})
  find_package(Python 3.11 COMPONENTS Interpreter REQUIRED)
  add_test(NAME example_${folder}_check COMMAND ${Python_EXECUTABLE} ${source}/check.py ${results})
  set_tests_properties(example_${folder}_check PROPERTIES FIXTURES_REQUIRED example_${folder} LABELS examples
                       ENVIRONMENT "${data}" TIMEOUT 120)
endfunction()
