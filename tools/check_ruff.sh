#!/bin/sh
# check_ruff.sh <python>: fails when ruff has a complaint or would reformat a Python file.
set -eu
cd "$(dirname "$0")/.."
"$1" -m ruff check
"$1" -m ruff format --check
