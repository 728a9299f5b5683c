"""The trial leaves no trace, the guard refuses, orbit and tune are corrected."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from check_tools import agree, check


def test(result):
    assert result["restored"]
    assert result["refusal"] == "refused_by_guard"
    for before, after in zip(result["before"], result["after"], strict=True):
        assert after < 0.5 * before  # 24 correctors per plane for 72 quadrupoles
    assert result["reached"]
    agree(result["tune"], result["target"], 2e-4)  # the default tolerance of correct_tune
    assert result["changed"] == 24 + 24 + 1 + 48  # correctors, RF, quadrupoles of the two knobs


check(test, 1e-9)  # one library, one seed: the same numbers; texts of 17 digits
