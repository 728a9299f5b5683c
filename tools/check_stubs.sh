#!/bin/bash
# check_stubs.sh <python> <package path> [--write]: fails when bindings/python/courant/_core/*.pyi are not what
# pybind11-stubgen makes of the extension in the package path; --write replaces them.
set -euo pipefail
cd "$(dirname "$0")/.."
python=$1 packages=$2 stubs=bindings/python/courant/_core
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
PYTHONPATH=$packages "$python" -m pybind11_stubgen courant._core --output-dir "$made" --exit-code \
  --numpy-array-use-type-var --enum-class-locations '.*:courant._core' >"$made/log" 2>&1 || { cat "$made/log"; exit 1; }
new=$made/courant/_core
"$python" -m ruff format --quiet --isolated --line-length 110 "$new"
if [ "${3:-}" = --write ]; then
  rm -rf $stubs
  cp -r "$new" $stubs
elif ! diff -ru $stubs "$new"; then
  echo "stubs: $stubs is out of date; run: make stubs" >&2
  exit 1
fi
