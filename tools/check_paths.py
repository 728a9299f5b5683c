"""Fail when a file of the project speaks of another one that doesn't exist.

Usage: check_paths.py [ROOT]. Looked at are comments and pages (include, lib, bindings, cmake, docs and the pages at the
top): paths from the root such as tests/math/dual_test.cpp. Exit status 1 when one leads nowhere.
"""

import re
import sys
from pathlib import Path

FOLDERS = "benchmarks|bindings|cmake|data|docs|examples|include/courant|lib|tests|tools"
ENDS = "cmake|cpp|def|hpp|in|ipp|json|md|py|sh|svg|toml"
PATH = re.compile(rf"(?<![\w/.-])(?:{FOLDERS})/[\w./-]+\.(?:{ENDS})\b(?!\.\w)")
MADE = {"docs/reference/cpp.md"}  # by tools/stage_docs.py


def texts(root: Path):
    for folder in ("include", "lib", "bindings", "cmake", "docs"):
        yield from sorted(f for f in (root / folder).rglob("*") if f.suffix.lstrip(".") in ENDS.split("|"))
    yield from sorted(root.glob("*.md"))


def main() -> int:
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1]
    seen, lines = 0, []
    for file in texts(root):
        for count, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            for path in PATH.findall(line):
                seen += 1
                if "NNNN" not in path and path not in MADE and not (root / path).exists():
                    lines.append(f"{file.relative_to(root)}:{count}: {path} does not exist")
    print("\n".join([*lines, f"paths: {seen} names of files, {len(lines)} lead nowhere"]))
    return 1 if lines or not seen else 0


if __name__ == "__main__":
    sys.exit(main())
