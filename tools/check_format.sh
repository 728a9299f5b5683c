#!/bin/bash
# Fails when clang-format would change a C++ file; names each.
set -euo pipefail
cd "$(dirname "$0")/.."
tools/cpp_files.sh | xargs -r -P 2 -n 40 clang-format --dry-run -Werror
echo "format: $(tools/cpp_files.sh | wc -l) files"
