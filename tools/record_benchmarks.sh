#!/bin/bash
# record_benchmarks.sh <build tree>: the times of run_benchmarks.sh with machine, compiler and commit, kept in
# benchmarks/results/<machine>/<date>-<commit>.txt. For a machine with nothing else to do.
set -euo pipefail
cd "$(dirname "$0")/.."
tree=$1
setting() { sed -n "s/^$1:[A-Z]*=//p" "$tree/CMakeCache.txt"; }
processor=$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -n 1)
machine=$(echo "$processor" | tr '[:upper:]' '[:lower:]' | sed 's/([a-z]*)//g; s/[^a-z0-9]\+/-/g; s/^-//; s/-$//')
folder=benchmarks/results/$machine
mkdir -p "$folder"
file=$folder/$(date -u +%Y-%m-%d)-$(git rev-parse --short=8 HEAD).txt
{
  echo "date      $(date -u +%Y-%m-%d)"
  echo "commit    $(git rev-parse HEAD)$(git diff --quiet HEAD || echo ' and changes')"
  echo "machine   $processor, $(nproc) cores, $(awk '/MemTotal/ {printf "%.0f", $2/1e6}' /proc/meminfo) GB"
  echo "system    $(sed -n 's/^PRETTY_NAME="\(.*\)"/\1/p' /etc/os-release)"
  echo "compiler  $("$(setting CMAKE_CXX_COMPILER)" --version | head -n 1)"
  echo "flags     $(setting CMAKE_CXX_FLAGS_RELEASE)"
  echo "load      $(cut -d ' ' -f 1 /proc/loadavg) before the run"
  echo
  tools/run_benchmarks.sh "$tree" | sed '/^# /,$d'  # without the page of optics by several codes
} | tee "$file"
echo "recorded in $file"
