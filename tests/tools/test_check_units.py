"""The check of units sees public numbers alone, and each of them."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

GOOD = """
/// Drift of some length.
struct Drift {
  double length = 0.0;  ///< [m]
  /// Of the reference particle,
  /// [eV].
  double energy = 0.0;
  double half(double part) const {
    double local = part;
    return 0.5 * local;
  }
};

/// Half axes [m].
template <class S>
struct Ellipse {
  S a{}, b{};
};

class Ring {
 public:
  std::optional<double> tune;  ///< [-]

 private:
  struct Turn {
    double phase = 0.0;
  };
  double phase_ = 0.0;
};
"""


def check(tree: Path, text: str) -> tuple[int, str]:
    (tree / "include").mkdir()
    (tree / "include/element.hpp").write_text(text)
    run = subprocess.run(
        [sys.executable, ROOT / "tools/check_units.py", tree], capture_output=True, text=True, check=False
    )
    return run.returncode, run.stdout


def test_units_behind_in_front_and_of_the_type_count(tmp_path):
    assert check(tmp_path, GOOD) == (0, "units: 4 public numbers, 0 without unit\n")


@pytest.mark.parametrize(
    ("said", "line"),
    [("  ///< [m]", 4), ("  /// [eV].", 7), ("/// Half axes [m].", 17), ("  ///< [-]", 22)],
)
def test_a_missing_unit_is_named_with_its_line(tmp_path, said, line):
    status, output = check(tmp_path, GOOD.replace(said, "  // nothing"))
    assert status == 1
    assert f"include/element.hpp:{line}: no unit:" in output


def test_a_tree_without_numbers_is_no_pass(tmp_path):
    assert check(tmp_path, "struct Nothing {};\n")[0] == 1
