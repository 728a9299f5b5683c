#!/bin/bash
# check_sanitizers.sh <preset> [modules]: builds the tests of these modules (all without names) with the sanitizers
# of the preset and runs them.
set -euo pipefail
cd "$(dirname "$0")/.."
preset=$1
shift
cmake --preset "$preset" >/dev/null
if [ $# -gt 0 ]; then
  targets=()
  for module in "$@"; do
    [ -z "$(compgen -G "tests/$module/*_test.cpp")" ] || targets+=("test_$module")
  done
  cmake --build --preset "$preset" --target "${targets[@]}"
  only=(--tests-regex "^($(IFS='|'; echo "$*"))\$")
else
  cmake --build --preset "$preset"
  only=()
fi
export UBSAN_OPTIONS=print_stacktrace=1 ASAN_OPTIONS=detect_stack_use_after_return=1
ctest --preset "$preset" --parallel 2 "${only[@]}"
