"""The optics of ALS as it is shipped (docs/reference/machines.md, computed with another code)."""

import math
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from check_tools import check


def near(a, b, tolerance):
    return math.isclose(a, b, rel_tol=0.0, abs_tol=tolerance)


def test(result):
    # tests/reference/machines.json; the other code's matrix comes from differences: 1e-8
    assert near(result["tune"][0], 14.25000000139803, 1e-8)
    assert near(result["tune"][1], 8.199999998847074, 1e-8)
    assert near(result["chromaticity"][0], 0.99999, 1e-4)
    assert near(result["chromaticity"][1], 1.00002, 1e-4)
    assert near(result["beta_max"][0], 14.06635, 1e-4)
    assert near(result["eta_max"], 0.181118, 1e-5)


check(test, 1e-14)  # one library in both languages: the same numbers
