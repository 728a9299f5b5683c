"""Make the files of a new subject in a module, with the boilerplate of the house.

Usage: new_file.py MODULE SUBJECT [--header-only]. Writes include/courant/MODULE/SUBJECT.hpp, lib/MODULE/SUBJECT.cpp
and tests/MODULE/SUBJECT_test.cpp; CMake finds them by itself. Refuses to overwrite and refuses unknown modules.
"""

import argparse
import re
import sys
import tomllib
from pathlib import Path

HEADER = """\
#pragma once

namespace courant::{module} {{

// {title}.

}}  // namespace courant::{module}
"""

SOURCE = """\
#include "courant/{module}/{subject}.hpp"

namespace courant::{module} {{

// {title}.

}}  // namespace courant::{module}
"""

TEST = """\
#include "courant/{module}/{subject}.hpp"

#include "support/catch.hpp"

namespace {module} = courant::{module};

TEST_CASE("{title}: statement that is true", "[{module}][{subject}]") {{
  CHECK(false);  // a test that fails first
}}
"""


def plan(root: Path, module: str, subject: str, header_only: bool) -> dict[Path, str]:
    """Path and text of each file."""
    words = {
        "module": module,
        "subject": subject,
        "title": subject.replace("_", " ").capitalize(),
    }
    files = {root / f"include/courant/{module}/{subject}.hpp": HEADER}
    if not header_only:
        files[root / f"lib/{module}/{subject}.cpp"] = SOURCE
    files[root / f"tests/{module}/{subject}_test.cpp"] = TEST
    return {path: text.format(**words) for path, text in files.items()}


def main() -> int:
    parser = argparse.ArgumentParser(description="header, source and test of a new subject")
    parser.add_argument("module")
    parser.add_argument("subject", help="snake_case")
    parser.add_argument("--header-only", action="store_true")
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parent.parent)
    options = parser.parse_args()
    rules = tomllib.loads((options.root / "docs/develop/layers.toml").read_text(encoding="utf-8"))
    if options.module not in rules["modules"]:
        print(
            f"new_file: no module '{options.module}' (known: {', '.join(rules['modules'])})", file=sys.stderr
        )
        return 2
    if not re.fullmatch(r"[a-z][a-z0-9_]*", options.subject):
        print(f"new_file: '{options.subject}' is not snake_case", file=sys.stderr)
        return 2
    files = plan(options.root, options.module, options.subject, options.header_only)
    for path in files:
        if path.exists():
            print(f"new_file: {path} exists already", file=sys.stderr)
            return 1
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(path.relative_to(options.root))
    return 0


if __name__ == "__main__":
    sys.exit(main())
