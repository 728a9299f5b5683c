#!/bin/bash
# check_fuzz.sh [RUNS [SEED]]: feeds every reader of tests/fuzz/corpus RUNS damaged files, a million without a number.
# Two readers at a time. The input of a failure is kept in build/fuzz-runs.
set -euo pipefail
cd "$(dirname "$0")/.."
runs=${1:-1000000} seed=${2:-7} build="${COURANT_BUILD_DIR:-build/dev}"
[ -f "$build/CMakeCache.txt" ] || cmake --preset dev >/dev/null
cmake --build "$build" --target fuzz_lattice_reader >/dev/null
program="$(realpath "$build")/tests/fuzz/fuzz_lattice_reader" corpus="$PWD/tests/fuzz/corpus"
mkdir -p build/fuzz-runs
cd build/fuzz-runs
find "$corpus" -mindepth 1 -maxdepth 1 -type d -printf '%f\n' | sort |
  xargs -P 2 -I{} "$program" {} "$corpus/{}" "$runs" "$seed"
