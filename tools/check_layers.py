"""Fail when a file includes something its layer may not, or when modules include each other in a circle.

Usage: check_layers.py [ROOT]. The rules stand in ROOT/docs/develop/layers.toml: which module may include which,
and which files may name a third-party header. The layers of include/courant and lib are read; whatever module is
not in the rules is an error too. Exit status 1 when something was found.
"""

import itertools
import re
import sys
import tomllib
from collections import defaultdict
from pathlib import Path

OWN = re.compile(r'\s*#\s*include\s+["<]courant/(\w+)/')
ANY = re.compile(r'\s*#\s*include\s+["<]([\w-]+)[/.>"]')


def violations(root: Path, rules: dict) -> tuple[list[str], dict[str, dict[str, str]]]:
    """Lines to report, and for each module the modules it includes with one place as evidence."""
    allowed, third = rules["modules"], rules["third_party"]
    found: list[str] = []
    edges: dict[str, dict[str, str]] = defaultdict(dict)
    for top in ("include/courant", "lib"):
        base, side = root / top, top.split("/")[0]
        for file in sorted(base.rglob("*.[chi]pp")):
            parts = file.relative_to(base).parts
            if len(parts) == 1:  # courant.hpp, fwd.hpp
                continue
            module, name = parts[0], file.relative_to(root)
            if module not in allowed:
                found.append(f"{name}:1: module {module} is not in docs/develop/layers.toml")
                continue
            for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
                place = f"{name}:{number}"
                if m := OWN.match(line):
                    if m[1] != module:
                        edges[module].setdefault(m[1], place)
                    ok = m[1] == module or bool({m[1], "*"} & set(allowed[module]))
                elif (m := ANY.match(line)) and m[1] in third:
                    ok = bool({f"{side}:{module}", f"{side}:*"} & set(third[m[1]]))
                else:
                    continue
                if not ok:
                    found.append(f"{place}: {module} may not include {line.split(None, 1)[1]}")
    return found, edges


def cycles(edges: dict[str, dict[str, str]]) -> list[str]:
    """One line for each pair of modules that reach each other, shortest way first."""

    def path(start: str, goal: str) -> list[str] | None:
        queue, seen = [[start]], {start}
        for way in queue:
            for following in edges.get(way[-1], {}):
                if following == goal:
                    return [*way, goal]
                if following not in seen:
                    seen.add(following)
                    queue.append([*way, following])
        return None

    lines = []
    reported: set[frozenset[str]] = set()
    for module in sorted(edges):
        way = path(module, module)
        if way and frozenset(way) not in reported:
            reported.add(frozenset(way))
            places = ", ".join(edges[a][b] for a, b in itertools.pairwise(way))
            lines.append(f"circle {' -> '.join(way)} ({places})")
    return lines


def main() -> int:
    root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent)
    rules = tomllib.loads((root / "docs/develop/layers.toml").read_text(encoding="utf-8"))
    found, edges = violations(root, rules)
    circles = cycles(edges)
    for line in found + circles:
        print(line)
    pairs = sum(a in edges.get(b, {}) for a in edges for b in edges[a] if a < b)
    count = sum(len(targets) for targets in edges.values())
    print(f"layers: {len(edges)} modules, {count} edges, {pairs} two-way pairs, {len(found)} violations")
    return bool(found or circles)


if __name__ == "__main__":
    sys.exit(main())
