"""The shipped machines are exactly what their generators write, and their lines are whole."""

import importlib
import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GENERATORS = ROOT / "tools" / "lattices"
MACHINES = {
    "make_esrf_ebs": ("esrf_ebs.json", 843.977, 2 * 3.141592653589793),
    "make_als": ("als.json", 196.8, 2 * 3.141592653589793),
    "make_aps_par": ("aps_par.json", 30.666, 2 * 3.141592653589793),
    "make_aps_ptb": ("aps_ptb.json", 19.92, 0.013),
}


@pytest.fixture
def generators(monkeypatch):
    monkeypatch.syspath_prepend(str(GENERATORS))
    yield importlib.import_module
    for name in [*MACHINES, "courant_json"]:
        sys.modules.pop(name, None)


@pytest.mark.parametrize("generator", MACHINES)
def test_committed_file_is_what_the_generator_writes(generators, generator):
    file_name = MACHINES[generator][0]
    text = (ROOT / "data" / "lattices" / file_name).read_text(encoding="utf-8")
    assert text == generators(generator).build().text()


@pytest.mark.parametrize(("file_name", "length", "angle"), MACHINES.values())
def test_length_and_bend_of_the_whole_machine_are_the_published_ones(file_name, length, angle):
    lattice = json.loads((ROOT / "data" / "lattices" / file_name).read_text(encoding="utf-8"))
    elements = [lattice["elements"][name] for name in lattice["line"]]
    turns = lattice["superperiods"]
    # sums of a few thousand rounded lengths: 1e-9 m is far above rounding, far below a printed digit
    assert turns * sum(e.get("length", 0.0) for e in elements) == pytest.approx(length, abs=1e-9)
    assert turns * sum(e.get("angle", 0.0) for e in elements) == pytest.approx(angle, abs=1e-12)


def test_demo_ring_has_the_device_counts_of_its_page():
    lattice = json.loads((ROOT / "data" / "lattices" / "esrf_ebs.json").read_text(encoding="utf-8"))
    count = lambda part: sum(part in name for name in lattice["line"])  # noqa: E731
    assert [count(part) for part in ("_BPM_", "_SH", "_SD1", "_SF2", "_CAV_")] == [320, 96, 128, 64, 13]
