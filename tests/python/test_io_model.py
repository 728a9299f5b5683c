"""The model of a lattice file can be chosen, from Python as from C++."""

import courant
import pytest

FODO = """beam, particle=proton, energy=2.0;
qf: quadrupole, l=0.4, k1=1.1; qd: quadrupole, l=0.4, k1=-1.1; b: sbend, l=1.2, angle=pi/8;
cell: line=(qf, b, qd, b); ring: line=(8*cell);
use, sequence=ring;
"""


def read(folder, **choices):
    path = folder / "ring.madx"
    path.write_text(FODO)
    return courant.read_lattice(path, **choices)


def test_a_madx_file_is_exact_and_expanded_on_demand(tmp_path):
    exact = read(tmp_path)
    expanded = read(tmp_path, model="expanded")
    assert {e.model for e in exact} == {"exact"}
    assert {e.model for e in expanded} == {"expanded"}
    a, b = courant.twiss(exact), courant.twiss(expanded)
    assert a.tune == pytest.approx(b.tune, abs=1e-9)  # closed maps: first order is one
    assert abs(a.chromaticity[0] - b.chromaticity[0]) > 0.1  # bends of 3 m radius


def test_steps_follow_the_accuracy(tmp_path):
    coarse, fine = (read(tmp_path, model="expanded", steps_for=x) for x in (1e-3, 1e-10))
    steps = [next(e.steps for e in lattice if e.type == "Dipole") for lattice in (coarse, fine)]
    assert steps[0] < steps[1]


def test_an_unknown_model_is_refused(tmp_path):
    with pytest.raises(courant.InvalidArgument, match="expanded, exact"):
        read(tmp_path, model="exakt")
