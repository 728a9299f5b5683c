#!/bin/bash
# build_docs.sh <folder>: the manual as <folder>/html, which needs no network to read. Every warning is an error.
# MathJax comes once from npm and is kept in build/mathjax; without npm formulas stay TeX source.
set -euo pipefail
cd "$(dirname "$0")/.."
mathjax=3.2.2
mkdir -p "$1"
out=$(cd "$1" && pwd)
export COURANT_DOCS_ROOT=$PWD COURANT_DOCS_OUT=$out

kept=build/mathjax/node_modules/mathjax/es5/tex-svg.js
if [ ! -f $kept ]; then
  if command -v npm >/dev/null; then
    npm install --silent --no-audit --no-fund --prefix build/mathjax "mathjax@$mathjax"
  else
    echo "docs: npm is missing, so formulas are shown as TeX source" >&2
  fi
fi

sed -e "s#@OUT@#$out#" -e "s#@ROOT@#$PWD#" docs/Doxyfile.in >"$out/Doxyfile"
doxygen "$out/Doxyfile"
.venv/bin/python tools/stage_docs.py "$out"
[ ! -f $kept ] || cp $kept "$out/tree/docs/_static/"
# Anew each time (-E): 40 s; to find what changed took Sphinx up to 320 s.
.venv/bin/python -m sphinx -W --keep-going -q -j 2 -E -b html "$out/tree/docs" "$out/html"

# Nothing in a page may be loaded from elsewhere.
if grep -rlE '<(script|img|iframe)[^>]*src="(https?:)?//|<link[^>]*rel="stylesheet"[^>]*href="(https?:)?//' \
  --include='*.html' "$out/html"; then
  echo "docs: the pages above load something from the network" >&2
  exit 1
fi
echo "docs: $(find "$out/html" -name '*.html' | wc -l) pages in $out/html"
