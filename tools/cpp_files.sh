#!/bin/sh
# Prints the C++ files of the project, one a line.
cd "$(dirname "$0")/.."
find include lib bindings tests examples benchmarks docs \
  \( -name '*.hpp' -o -name '*.ipp' -o -name '*.cpp' \) -print 2>/dev/null | sort
