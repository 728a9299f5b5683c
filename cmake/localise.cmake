# cmake -D OUTPUT=… -D LD=… -D NM=… -D OBJCOPY=… -P localise.cmake -- <objects>: joins objects to one whose only global
# symbols are its plain functions. Inline functions and instances of templates (weak symbols) become local.
set(objects "")
set(found OFF)
math(EXPR last "${CMAKE_ARGC} - 1")
foreach(i RANGE ${last})
  if(found)
    list(APPEND objects ${CMAKE_ARGV${i}})
  elseif(CMAKE_ARGV${i} STREQUAL "--")
    set(found ON)
  endif()
endforeach()

# A group is what the linker chooses between objects; without groups nothing of another object replaces its members.
execute_process(COMMAND ${LD} -r --force-group-allocation -o ${OUTPUT}.joined ${objects} COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${NM} --defined-only --extern-only ${OUTPUT}.joined OUTPUT_VARIABLE symbols
                COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "[^\n]* T [^\n]*" entries "${symbols}")
list(TRANSFORM entries REPLACE "^.* T " "")
if(NOT entries)
  message(FATAL_ERROR "${OUTPUT} has no entry point (nothing but inline functions and templates) define a function")
endif()
list(JOIN entries "\n" text)
file(WRITE ${OUTPUT}.entries "${text}\n")
execute_process(COMMAND ${OBJCOPY} --keep-global-symbols=${OUTPUT}.entries ${OUTPUT}.joined ${OUTPUT}
                COMMAND_ERROR_IS_FATAL ANY)
file(REMOVE ${OUTPUT}.joined ${OUTPUT}.entries)
