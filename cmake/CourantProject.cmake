# Settings that hold for every target of the project.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()
# Paths below the source tree are made relative for ccache: every build tree at build/<name> of every clone shares
# the same results. The sloppiness is what a precompiled header needs.
if(PROJECT_IS_TOP_LEVEL AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  find_program(COURANT_CCACHE ccache)
  if(COURANT_CCACHE)
    cmake_path(GET PROJECT_SOURCE_DIR PARENT_PATH parent)  # build trees beside the source share the cache too
    set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_BASEDIR=${parent} CCACHE_NOHASHDIR=1
        CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${COURANT_CCACHE})
  endif()
endif()

include(GNUInstallDirs)
configure_file(${PROJECT_SOURCE_DIR}/include/courant/version.hpp.in
               ${PROJECT_BINARY_DIR}/include/courant/version.hpp @ONLY)
find_package(Eigen3 3.4 REQUIRED NO_MODULE)
find_package(fmt 9 REQUIRED)
find_package(tl-expected REQUIRED)
find_package(TBB REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)

# Warnings are errors in the project's own tree only: a user's compiler may know new ones.
add_library(courant_warnings INTERFACE)
target_compile_options(courant_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
                       -Wno-sign-conversion -Wnon-virtual-dtor -Wold-style-cast
                       -Wno-psabi)  # packs by value: their type names the instruction set, levels never call each other
if(COURANT_WERROR)
  target_compile_options(courant_warnings INTERFACE -Werror)
endif()
if(COURANT_SANITIZE)
  add_compile_options(-fsanitize=${COURANT_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all -g1)
  if(COURANT_SANITIZE MATCHES undefined)
    # The address sanitizer sees these too; they take up to a sixth of the compilation.
    add_compile_options(-fno-sanitize=null,object-size,vptr)
  endif()
  # GCC 12 sees uninitialised members in std::regex and std::vector once they are instrumented.
  target_compile_options(courant_warnings INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
  add_link_options(-fsanitize=${COURANT_SANITIZE})
endif()
