"""The loss is that of the ring, the tapered orbit is flat, photons spread the energy."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from check_tools import check


def test(result):
    assert 2.4e6 < result["loss"] < 2.7e6  # 2.5 MeV a turn is published for the ring at 6 GeV
    assert result["x"] > 1e-6
    assert result["x_tapered"] < 0.1 * result["x"]
    # equilibrium 9.5e-4 (published), damping in delta within some 1600 turns: sqrt(2 * 5 / 1600) of it
    assert 3e-5 < result["spread"] < 1.5e-4


check(test, 1e-12)  # sums in another order
