"""The correction takes most of the orbit away, with kicks that a corrector has."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from check_tools import check


def test(result):
    assert (result["rows"], result["columns"], result["kept"]) == (192, 48, 40)
    assert 1e-4 < result["before"] < 2e-3  # [m]
    # 24 correctors per plane for 72 quadrupoles: more than half of the orbit goes
    assert result["after"] < 0.5 * result["before"]
    assert result["largest_kick"] < 5e-4  # [rad]


check(test, 1e-9)  # sums of numpy and of the C++ loop in other order
