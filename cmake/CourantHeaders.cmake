# Target check_headers: each public header compiled alone and twice, so that it includes what it uses and may be
# included again. Not part of `all`; the ctest entry `headers` builds it.
file(GLOB_RECURSE public_headers CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}/include
     ${PROJECT_SOURCE_DIR}/include/courant/*.hpp)
list(APPEND public_headers courant/version.hpp)
set(header_sources "")
foreach(header IN LISTS public_headers)
  string(REPLACE ".hpp" ".cpp" file ${PROJECT_BINARY_DIR}/headers/${header})
  file(CONFIGURE OUTPUT ${file} CONTENT "#include \"${header}\"\n#include \"${header}\"\n")
  list(APPEND header_sources ${file})
endforeach()
add_library(check_headers OBJECT EXCLUDE_FROM_ALL ${header_sources})
target_compile_options(check_headers PRIVATE -O0)
target_link_libraries(check_headers PRIVATE courant::courant courant_warnings)
