#!/bin/bash
# run_benchmarks.sh <build tree>: every micro-benchmark of that tree, then the comparisons with other codes.
set -euo pipefail
cd "$(dirname "$0")/.."
tree=$1
for program in "$tree"/benchmarks/bench_*; do
  [ -x "$program" ] || continue
  "$program" "[bench]" --benchmark-samples 20 --benchmark-no-analysis
done
PYTHONPATH=$tree/python .venv/bin/python benchmarks/compare/pyat.py
PYTHONPATH=$tree/python .venv/bin/python benchmarks/compare/codes.py
