#!/bin/bash
# check_tidy.sh <build tree by Clang> [files]: clang-tidy over lib and bindings, and the headers they include; a file
# that has not changed since it was found clean is skipped (stamps in <build tree>/tidy).
set -euo pipefail
tree=$1
shift
cd "$(dirname "$0")/.."
mkdir -p "$tree/tidy"
export TREE=$tree
# The key holds everything that decides the result: the preprocessed text, the rules and the tool.
check_one() {
  local file=$1 command key stamp
  command=$(python3 - "$TREE" "$file" <<'PY'
import json, os, shlex, sys
tree, file = sys.argv[1:]
for entry in json.load(open(f"{tree}/compile_commands.json")):
    if os.path.samefile(entry["file"], file):
        words = shlex.split(entry["command"])
        start = next(i for i, word in enumerate(words) if word.endswith("clang++"))
        words = [word for word in words[start:] if word != "-MD"]
        for option in ("-MT", "-MF", "-o"):
            if option in words:
                place = words.index(option)
                del words[place:place + 2]
        print(shlex.join("-E" if word == "-c" else word for word in words))
        break
PY
  )
  [ -n "$command" ] || { echo "$file: not part of $TREE"; return 0; }
  key=$({ cat .clang-tidy; clang-tidy --version; (cd "$TREE" && eval "$command" 2>/dev/null); } | sha256sum | cut -c1-32)
  stamp=$TREE/tidy/$(echo "$file" | tr / _).$key
  [ ! -f "$stamp" ] || return 0
  clang-tidy --quiet -p "$TREE" "$file" 2>/dev/null || { echo "clang-tidy: $file" >&2; return 1; }
  touch "$stamp"
}
export -f check_one
if [ $# = 0 ]; then
  mapfile -t files < <(find lib bindings -name '*.cpp' | sort)
else
  files=("$@")
fi
printf '%s\0' "${files[@]}" | xargs -0 -P 2 -n 1 bash -c 'check_one "$0"'
echo "clang-tidy: ${#files[@]} files, no warning"
