"""Lines per file: median, 90 %, largest, and the files beyond a limit.

Usage: line_stats.py [--limit N] [--json]. Counts every line of the C++ and Python files that people write, for
the library and for its tests apart, and the ratio of the two.
"""

import argparse
import json
from pathlib import Path

GROUPS = {
    "library": ("include", "lib"),
    "bindings": ("bindings",),
    "tests": ("tests",),
    "examples, benchmarks, tools": ("examples", "benchmarks", "tools"),
}
SUFFIXES = {".hpp", ".ipp", ".cpp", ".py", ".sh"}


def count(root: Path, folders: tuple[str, ...]) -> dict[str, int]:
    """Number of lines of each file below the folders."""
    files = [f for folder in folders for f in sorted((root / folder).rglob("*")) if f.suffix in SUFFIXES]
    return {str(f.relative_to(root)): len(f.read_text(encoding="utf-8").splitlines()) for f in files}


def summary(lines: dict[str, int]) -> dict[str, int | str]:
    """Median, ninetieth percentile and largest of the counts (lower of two middle values)."""
    ordered = sorted(lines.values())
    if not ordered:
        return {"files": 0, "lines": 0, "median": 0, "percentile_90": 0, "largest": 0, "largest_file": ""}
    largest = max(lines, key=lambda name: lines[name])
    return {
        "files": len(ordered),
        "lines": sum(ordered),
        "median": ordered[(len(ordered) - 1) // 2],
        "percentile_90": ordered[min(len(ordered) - 1, int(0.9 * len(ordered)))],
        "largest": ordered[-1],
        "largest_file": largest,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="lines per file of the project")
    parser.add_argument("--limit", type=int, default=300, help="list files with more lines than this")
    parser.add_argument("--json", action="store_true", help="one JSON document")
    options = parser.parse_args()
    root = Path(__file__).resolve().parent.parent
    counts = {name: count(root, folders) for name, folders in GROUPS.items()}
    stats = {name: summary(lines) for name, lines in counts.items()}
    ratio = stats["tests"]["lines"] / max(1, stats["library"]["lines"])
    long_files = {f: n for lines in counts.values() for f, n in lines.items() if n > options.limit}
    if options.json:
        print(json.dumps({"groups": stats, "tests_per_line": round(ratio, 3), "long_files": long_files}))
        return
    print(f"{'group':30} {'files':>6} {'lines':>7} {'median':>7} {'90 %':>6} {'max':>6}")
    for name, s in stats.items():
        print(
            f"{name:30} {s['files']:6} {s['lines']:7} {s['median']:7} {s['percentile_90']:6} {s['largest']:6}"
        )
    print(f"lines of test per line of library: {ratio:.2f}")
    for file, lines in sorted(long_files.items(), key=lambda item: -item[1]):
        print(f"over {options.limit}: {lines:5} {file}")


if __name__ == "__main__":
    main()
