#!/bin/sh
# Times the parts of a make target: `start` forgets the last run, `run NAME COMMAND…` runs and notes the seconds,
# `times` prints the table. The notes stand in build/times.txt.
set -eu
cd "$(dirname "$0")/.."
notes=build/times.txt
case $1 in
  start) mkdir -p build; : > $notes ;;
  run)
    name=$2; shift 2
    begin=$(date +%s)
    status=0; "$@" || status=$?
    echo "$name $(($(date +%s) - begin))" >> $notes
    [ $status = 0 ] || { echo "make: step '$name' failed with status $status" >&2; exit $status; } ;;
  times) awk '{printf "  %-14s %5d s\n", $1, $2; sum += $2} END {printf "  %-14s %5d s\n", "together", sum}' $notes ;;
  *) echo "step: unknown verb '$1'" >&2; exit 2 ;;
esac
