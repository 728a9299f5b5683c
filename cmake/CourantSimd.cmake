# courant_simd(<target> <source>… LINKS <targets>): each source once per level of instruction set, in <target>.
#
# A source sees COURANT_ISA, the tag of its level in courant::isa (Baseline, V3 or V4; include/courant/math/isa.hpp), and
# defines its entry points as plain functions that take this tag. Everything else in the object (inline functions,
# instances of templates) becomes local to it: a function compiled for AVX-512 can't be chosen by the linker for the
# rest of the program. <target> is compiled with COURANT_HAS_V3 and COURANT_HAS_V4 where these levels were built; the
# caller asks isa::runs(level) before it calls. Baseline has the flags of the whole build; wider levels need x86-64 and
# the binutils of an ELF system, elsewhere baseline is the only one. See docs/develop/instruction_sets.md.
set(COURANT_SIMD_LEVELS Baseline)
set(COURANT_SIMD_FLAGS_Baseline "")
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64" AND CMAKE_EXECUTABLE_FORMAT STREQUAL "ELF"
   AND CMAKE_OBJCOPY AND CMAKE_NM AND CMAKE_LINKER)
  list(APPEND COURANT_SIMD_LEVELS V3 V4)
  set(COURANT_SIMD_FLAGS_V3 -mavx2 -mfma)
  set(COURANT_SIMD_FLAGS_V4 ${COURANT_SIMD_FLAGS_V3} -mavx512f -mavx512bw -mavx512cd -mavx512dq -mavx512vl)
endif()

function(courant_simd target)
  cmake_parse_arguments(ARG "" "" "LINKS" ${ARGN})
  foreach(level IN LISTS COURANT_SIMD_LEVELS)
    set(objects ${target}_${level})
    add_library(${objects} OBJECT ${ARG_UNPARSED_ARGUMENTS})
    target_link_libraries(${objects} PRIVATE ${ARG_LINKS} $<BUILD_INTERFACE:courant_warnings>)
    target_include_directories(${objects} PRIVATE $<TARGET_PROPERTY:${target},INCLUDE_DIRECTORIES>)
    target_compile_definitions(${objects} PRIVATE COURANT_ISA=${level})
    # fused operations across functions, which Clang would leave apart; unique symbols can't be made local
    target_compile_options(${objects} PRIVATE ${COURANT_SIMD_FLAGS_${level}} -ffp-contract=fast
                           $<$<CXX_COMPILER_ID:GNU>:-fno-gnu-unique>)
    set_target_properties(${objects} PROPERTIES INTERPROCEDURAL_OPTIMIZATION OFF)
    if(level STREQUAL Baseline)
      target_sources(${target} PRIVATE $<TARGET_OBJECTS:${objects}>)
      continue()
    endif()
    set(joined ${CMAKE_CURRENT_BINARY_DIR}/${objects}.o)
    add_custom_command(OUTPUT ${joined} DEPENDS ${objects} $<TARGET_OBJECTS:${objects}> VERBATIM COMMAND_EXPAND_LISTS
                       COMMENT "Keeping the functions of ${objects} to themselves"
                       COMMAND ${CMAKE_COMMAND} -D OUTPUT=${joined} -D LD=${CMAKE_LINKER} -D NM=${CMAKE_NM}
                               -D OBJCOPY=${CMAKE_OBJCOPY} -P ${PROJECT_SOURCE_DIR}/cmake/localise.cmake --
                               $<TARGET_OBJECTS:${objects}>)
    target_sources(${target} PRIVATE ${joined})
    set_source_files_properties(${joined} PROPERTIES EXTERNAL_OBJECT TRUE GENERATED TRUE)
    string(TOUPPER ${level} upper)
    target_compile_definitions(${target} PRIVATE COURANT_HAS_${upper})
  endforeach()
endfunction()
