#!/bin/bash
# check_stubs.sh <python> <package path> [--write]: fails when bindings/python/courant/_core.pyi is not what
# pybind11-stubgen makes of the extension in the package path; --write replaces the file.
set -euo pipefail
cd "$(dirname "$0")/.."
python=$1 packages=$2 stub=bindings/python/courant/_core.pyi
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
PYTHONPATH=$packages "$python" -m pybind11_stubgen courant._core --output-dir "$made" --exit-code \
  --numpy-array-use-type-var --enum-class-locations '.*:courant._core' >"$made/log" 2>&1 || { cat "$made/log"; exit 1; }
new=$made/courant/_core.pyi
[ -f "$new" ] || new=$made/courant/_core/__init__.pyi
"$python" -m ruff format --quiet "$new"
if [ "${3:-}" = --write ]; then
  cp "$new" $stub
elif ! diff -u $stub "$new"; then
  echo "stubs: $stub is out of date; run: make stubs" >&2
  exit 1
fi
