#!/bin/bash
# The second gate (`make check-all`): `make test`, then what takes long. Goes on after a failure, ends with a table and
# a status other than 0 when any part failed.
set -uo pipefail
cd "$(dirname "$0")/.."
log=build/check-all
mkdir -p $log
table=() failed=0

part() {  # part <name> <command…>: runs it with its output in build/check-all/<name>.log
  local name=$1 begin=$SECONDS result=passed
  shift
  printf '%-14s ' "$name"
  if ! "$@" >"$log/$name.log" 2>&1; then
    result=FAILED
    failed=$((failed + 1))
  fi
  echo "$result, $((SECONDS - begin)) s ($log/$name.log)"
  [ $result = passed ] || tail -n 25 "$log/$name.log"
  table+=("$(printf '%-14s %-7s %6d s' "$name" $result $((SECONDS - begin)))")
}

clang_tree() {
  cmake --preset clang && cmake --build --preset clang && ctest --preset clang --parallel 2
}

benchmarks() {
  cmake --preset bench && cmake --build --preset bench && tools/run_benchmarks.sh build/bench
}

part test make test
part asan-ubsan tools/check_sanitizers.sh asan-ubsan
part tsan tools/check_sanitizers.sh tsan
part clang clang_tree
part fuzz tools/check_fuzz.sh
part clang-tidy tools/check_tidy.sh build/clang
part benchmarks benchmarks
if [ -d ../shared/reference ]; then
  part reference tools/verify_reference --reference ../shared/reference
  cat $log/reference.log
else
  echo "reference: ../shared/reference is not there, comparison with other codes left out"
fi

printf '\n'
printf '%s\n' "${table[@]}"
echo "check-all: $((${#table[@]} - failed)) passed, $failed failed"
exit $((failed > 0))
