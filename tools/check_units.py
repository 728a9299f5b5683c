"""Fail when a public number has no unit.

Usage: check_units.py [ROOT]. Looked at are the members of type double (also optional, a list, or a strength S) of the
public types in ROOT/include. The comment behind a member, the one in front of it or that of its type must name the unit
in brackets, such as [m], [1/m^2], [-]. Exit status 1 when something was found.
"""

import re
import sys
from pathlib import Path

NUMBER = r"(?:double|S|std::optional<double>|std::vector<double>|std::array<(?:double|S), \w+>)"
MEMBER = re.compile(rf"^\s+(?:static |inline |constexpr |const )*{NUMBER}\s+[^()]*;\s*(//.*)?$")
TYPE = re.compile(r"^\s*(?:template\s*<.*>\s*)?(?:requires .*)?(struct|class|union)\b[^;()]*$")
ACCESS = re.compile(r"^\s*(public|protected|private):")
UNIT = re.compile(r"\[[^\]]+\]")


def code(line: str) -> str:
    """The line without comment and without what stands in quotes."""
    return re.sub(r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'', '""', line).split("//")[0]


class Scope:
    """What a pair of braces holds: the members of a type, or anything else."""

    def __init__(self, head: str, comment: str):
        kind = TYPE.match(head)
        self.is_type = bool(kind)
        self.is_public = bool(kind) and kind[1] != "class"
        self.comment = comment


def numbers(text: str):
    """Line number, text and whether a unit is said, of each public number."""
    scopes: list[Scope] = []
    head, comment = "", ""  # what was read since the last statement, and the comment in front of it
    for count, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith("//"):
            comment += line
            continue
        inner = scopes[-1] if scopes else None
        if inner and (access := ACCESS.match(line)):
            inner.is_public = access[1] == "public"
        if (
            inner
            and inner.is_type
            and all(s.is_public for s in scopes if s.is_type)
            and (member := MEMBER.match(line))
        ):
            said = f"{member[1] or ''} {comment} {inner.comment}"
            yield count, line.strip(), bool(UNIT.search(said))
        plain = code(line)
        for sign in re.findall(r"[{}]", plain):
            if sign == "{":
                scopes.append(Scope((head + plain).split("{")[0], comment))
            elif scopes:
                scopes.pop()
        if re.search(r"[{};:]\s*$", plain):
            head, comment = "", ""
        else:
            head += plain


def main() -> int:
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1]
    seen, lines = 0, []
    for file in sorted((root / "include").rglob("*.hpp")):
        for count, line, said in numbers(file.read_text(encoding="utf-8")):
            seen += 1
            if not said:
                lines.append(f"{file.relative_to(root)}:{count}: no unit: {line}")
    print("\n".join([*lines, f"units: {seen} public numbers, {len(lines)} without unit"]))
    return 1 if lines or not seen else 0


if __name__ == "__main__":
    sys.exit(main())
