"""Both targets are met to the tolerance of the loop; chromaticity is linear in sextupoles, so one step is enough."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from check_tools import agree, check


def test(result):
    agree(result["chromaticity"], [2.0, 3.0], 1e-8)  # the loop ends below 1e-9
    agree(result["tune"], [14.27, 8.18], 1e-8)
    assert 2 <= result["steps"][0] <= 5  # Newton's method: quadratic
    assert result["steps"][1] <= 2
    assert result["k1"][0] > 0 > result["k1"][1]


check(test, 1e-10)
