#!/bin/bash
# check.sh <test> <build tree>: one packaging test (README.md). COURANT_FLAGS and CXX are the compiler flags and the
# compiler of the build tree, so that ccache answers for whatever that tree has compiled already.
set -euo pipefail
name=$1 build=$2
source=$(cd "$(dirname "$0")/../.." && pwd)
here=$source/tests/packaging/$name
work=$build-$name
flags=(-G Ninja -D CMAKE_BUILD_TYPE=Release "-DCMAKE_CXX_FLAGS_RELEASE=${COURANT_FLAGS:--O2}")
! command -v ccache >/dev/null || export CMAKE_CXX_COMPILER_LAUNCHER=ccache  # for the downstream projects
venv_python=$source/.venv/bin/python

configure() {  # configure <source> <build> <options…>
  local from=$1 to=$2
  shift 2
  cmake -S "$from" -B "$to" "${flags[@]}" "$@" >"$to.log" 2>&1 || { cat "$to.log"; return 1; }
}

# A downstream project against an installation that was moved after `cmake --install`.
use_installed() {
  local tree=$1
  rm -rf "$work-prefix" "$work-moved" "$work-use"
  cmake --install "$tree" --prefix "$work-prefix" >/dev/null
  mv "$work-prefix" "$work-moved"
  if grep -rlF -e "$source" -e "$work-prefix" "$work-moved" --include='*.cmake'; then
    echo "the files above name a folder of the build machine" >&2
    return 1
  fi
  configure "$here" "$work-use" -D "CMAKE_PREFIX_PATH=$work-moved" -D "COURANT_SOURCE=$source"
  cmake --build "$work-use"
  "$work-use/downstream"
}

case $name in
  find_package)
    use_installed "$build"
    cd "$source"  # the README says so
    "$work-use/readme" ;;
  add_subdirectory)
    rm -rf "$work-use"
    configure "$here" "$work-use" -D "COURANT_SOURCE=$source"
    cmake --build "$work-use"
    "$work-use/downstream" ;;
  minimal)
    hidden=()
    for package in yaml-cpp ZLIB CLI11 Catch2 Boost spdlog pybind11 Python; do
      hidden+=(-D "CMAKE_DISABLE_FIND_PACKAGE_$package=ON")
    done
    env -u CMAKE_CXX_COMPILER_LAUNCHER cmake -S "$source" -B "$work" --preset minimal "${flags[@]}" "${hidden[@]}" >"$work.log" 2>&1 ||
      { cat "$work.log"; exit 1; }
    cmake --build "$work"
    use_installed "$work" ;;
  wheel)
    unset CMAKE_CXX_COMPILER_LAUNCHER  # the project's own knows the source tree: its objects are in the cache
    rm -rf "$work-dist" "$work-venv" "$work-editable"
    options=(--no-build-isolation --no-deps --quiet --config-settings "build-dir=$work"
             --config-settings "cmake.define.CMAKE_CXX_FLAGS_RELEASE=${COURANT_FLAGS:--O2}")
    "$venv_python" -m pip wheel "$source" -w "$work-dist" "${options[@]}"
    ls -l "$work-dist"
    "$venv_python" -m venv "$work-venv"
    "$work-venv/bin/python" -m pip install --quiet --constraint "$source/tools/constraints.txt" "$work-dist"/*.whl
    cd "$work-venv"
    bin/python "$here/check_installed.py"
    # The editable install needs the build back end; it is borrowed from the project's environment.
    "$venv_python" -m venv "$work-editable"
    "$venv_python" -c 'import site; print(site.getsitepackages()[0])' \
      >"$(echo "$work-editable"/lib/python3.*/site-packages)/borrowed.pth"
    "$work-editable/bin/python" -m pip install -e "$source" "${options[@]}"
    "$work-editable/bin/python" "$here/check_installed.py" ;;
  *) echo "check.sh: unknown test '$name'" >&2; exit 2 ;;
esac
