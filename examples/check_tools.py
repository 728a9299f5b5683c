"""What the checks of the examples share: the JSON at the end of each output, and the agreement of the programs."""

import json
import math
import sys
from pathlib import Path


def results():
    """The last line of every output that is named on the command line, as dicts; the C++ program is the first."""
    return [
        json.loads(Path(name).read_text(encoding="utf-8").strip().splitlines()[-1]) for name in sys.argv[1:]
    ]


def agree(first, second, tolerance, where=""):
    """Fails where the two differ by more than `tolerance`, relative for numbers above 1."""
    if isinstance(first, dict):
        assert first.keys() == second.keys(), f"{where}: {first.keys()} and {second.keys()}"
        for key in first:
            agree(first[key], second[key], tolerance, f"{where}/{key}")
    elif isinstance(first, list):
        assert len(first) == len(second), where
        for i, (a, b) in enumerate(zip(first, second, strict=True)):
            agree(a, b, tolerance, f"{where}[{i}]")
    elif isinstance(first, float) or isinstance(second, float):
        assert math.isclose(first, second, rel_tol=tolerance, abs_tol=tolerance), (
            f"{where}: {first} and {second}"
        )
    else:
        assert first == second, f"{where}: {first} and {second}"


def check(test, tolerance):
    """Runs `test` on each result and compares the programs with each other."""
    found = results()
    for result in found:
        test(result)
    for other in found[1:]:
        agree(found[0], other, tolerance)
    print(f"{len(found)} programs agree: {found[0]}")
