"""The layer check finds each kind of wrong include, and accepts a right tree."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

GOOD = {
    "include/courant/base/error.hpp": "#pragma once\n#include <string>\n",
    "include/courant/math/matrix.hpp": '#include <Eigen/Core>\n#include "courant/base/error.hpp"\n',
    "lib/math/matrix.cpp": '#include "courant/math/matrix.hpp"\n#include <fmt/format.h>\n',
    "include/courant/optics/twiss.hpp": '#include "courant/math/matrix.hpp"\n',
}


def check(tree: Path, files: dict[str, str]) -> tuple[int, str]:
    """Write the files below `tree` with the project's own rules and run the checker there."""
    rules = tree / "docs/develop/layers.toml"
    rules.parent.mkdir(parents=True)
    rules.write_text((ROOT / "docs/develop/layers.toml").read_text())
    for name, text in files.items():
        path = tree / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    run = subprocess.run(
        [sys.executable, ROOT / "tools/check_layers.py", tree], capture_output=True, text=True, check=False
    )
    return run.returncode, run.stdout


def test_a_right_tree_passes(tmp_path):
    status, said = check(tmp_path, GOOD)
    assert status == 0, said
    assert "0 two-way pairs, 0 violations" in said


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        (
            "lib/optics/twiss.cpp",
            "#include <tbb/parallel_for.h>\n",
            "lib/optics/twiss.cpp:1: optics may not include <tbb/parallel_for.h>",
        ),
        (
            "include/courant/math/wrong.hpp",
            '#pragma once\n#  include "courant/optics/twiss.hpp"\n',
            "include/courant/math/wrong.hpp:2: math may not include",
        ),
        ("include/courant/base/text.ipp", "#include <fmt/format.h>\n", "base may not include <fmt/format.h>"),
        ("include/courant/math/plot.hpp", "#include <pybind11/pybind11.h>\n", "math may not include"),
        ("lib/nonsense/a.cpp", "\n", "module nonsense is not in docs/develop/layers.toml"),
        ("lib/control/a.cpp", '#include "courant/lattice/lattice.hpp"\n', "control may not include"),
    ],
)
def test_a_wrong_include_is_named(tmp_path, name, text, complaint):
    status, said = check(tmp_path, {**GOOD, name: text})
    assert status == 1
    assert complaint in said


def test_a_two_way_pair_and_a_longer_circle_are_named(tmp_path):
    # cli may include everything, so only the search for circles can find these.
    status, said = check(
        tmp_path,
        {
            **GOOD,
            "include/courant/cli/a.hpp": '#include "courant/optics/twiss.hpp"\n',
            "include/courant/base/loop.hpp": '#include "courant/cli/a.hpp"\n',
        },
    )
    assert status == 1
    assert "circle base -> cli -> optics -> math -> base" in said


def test_the_project_itself_has_no_violation():
    run = subprocess.run(
        [sys.executable, ROOT / "tools/check_layers.py"], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout
