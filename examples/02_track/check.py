"""Particles outside the chamber are lost in the first turn; those near the axis stay."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from check_tools import check


def test(result):
    assert result["particles"] == 26
    # rows 20 to 25 start at or beyond the half width of 20 mm; more are lost later, none within 2 mm of the axis
    assert 6 <= result["lost"] < 24
    assert result["first_lost"] > 2
    assert result["largest_x"] < 0.05


check(test, 0.0)  # one library in both languages: the same numbers, bit for bit
