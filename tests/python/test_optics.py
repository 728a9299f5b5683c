"""Optics from Python: known answers, and the numbers that another code gave for the shipped rings."""

import json
from pathlib import Path

import courant
import numpy as np
import pytest
from courant import elements as e

REFERENCE = json.loads((Path(__file__).parents[1] / "reference" / "machines.json").read_text())["machines"]


def thin_fodo(focal=2.0, half=1.5):
    """Half quadrupole, drift, quadrupole, drift, half quadrupole: thin lenses."""
    half_f = e.ThinMultipole("HF", normal=[0, 0.5 / focal])
    d = e.ThinMultipole("D", normal=[0, -1.0 / focal])
    drift = e.Drift("L", length=half)
    return courant.Lattice([half_f, drift, d, drift, half_f], energy=1e9, species="relativistic")


def test_thin_fodo_cell_has_the_textbook_optics():
    focal, half = 2.0, 1.5
    optics = courant.twiss(thin_fodo(focal, half))
    sine = half / (2 * focal)  # sin(mu/2) = L/(4 f) with the cell length L = 2 half
    # 1e-12: a dozen operations on numbers of order one
    assert optics.tune == pytest.approx([np.arcsin(sine) / np.pi] * 2, abs=1e-12)
    beta = 2 * half * np.array([1 + sine, 1 - sine]) / np.sin(2 * np.arcsin(sine))
    assert [optics.beta_x[0], optics.beta_y[0]] == pytest.approx(beta, rel=1e-12)
    assert optics.alpha_x[0] == pytest.approx(0.0, abs=1e-12)


@pytest.mark.parametrize("name", ["als", "esrf_ebs"])
def test_shipped_rings_have_the_tunes_of_another_code(data, name):
    expected = REFERENCE[name]
    ring = courant.read_lattice(data / "lattices" / f"{name}.json")
    optics = courant.twiss(ring)
    # the bounds of the reference: its one-turn matrix by differences (tune 1e-8), beta 1e-6, five-point chromaticity
    assert optics.tune == pytest.approx(expected["tune"], abs=1e-8)
    assert optics.chromaticity == pytest.approx(expected["chromaticity"], abs=1e-4)
    assert optics.momentum_compaction == pytest.approx(expected["momentum_compaction"], rel=1e-6)
    for place, values in expected["entrance"].items():
        i = ring.find(place)
        assert [optics.beta_x[i], optics.beta_y[i]] == pytest.approx(values["beta"], rel=1e-6)
        assert optics.s[i] == pytest.approx(values["s"], abs=1e-9)


def test_arrays_are_views_with_the_length_of_the_lattice(fodo):
    optics = courant.twiss(fodo)
    for name, column in optics.table().items():
        assert len(column) == len(fodo) + 1, name
    assert not optics.beta_x.flags.writeable
    assert optics.beta_x.ctypes.data == optics.beta_x.ctypes.data
    assert optics.x.strides == (48,)
    beta = optics.beta_x
    first = beta[0]
    del optics
    assert beta[0] == first
    assert courant.twiss(fodo).table()["type"][-1] == "End"


def test_closed_orbit_returns_to_itself(fodo):
    ring = fodo.set("COR_F#1", kick_x=1e-4, kick_y=-5e-5)
    found = courant.closed_orbit(ring, delta=1e-3)
    assert found.orbit.shape == (len(ring) + 1, 6)
    assert found.residual < 1e-12
    assert found.orbit[0, 5] == 1e-3
    tracked = courant.track(ring, found.orbit[:1].copy(), rf=False).particles[0]
    assert tracked[:4] == pytest.approx(found.orbit[0, :4], abs=1e-12)  # the tolerance of the solver
    optics = courant.twiss(ring, delta=1e-3)
    assert optics.x == pytest.approx(found.orbit[:, 0], abs=1e-12)
    assert np.array_equal(optics.delta, np.full(len(ring) + 1, 1e-3))


def test_six_d_needs_a_cavity_and_then_has_a_synchrotron_tune(fodo, als):
    with pytest.raises(courant.InvalidArgument, match="cavity"):
        courant.closed_orbit(fodo, mode="6d")
    optics = courant.twiss(als, mode="6d")
    assert 1e-3 < optics.synchrotron_tune < 0.1
    four = courant.twiss(als)
    # tunes of the whole turn differ by the small coupling of the planes to the RF
    assert optics.tune == pytest.approx(four.tune, abs=1e-3)


def test_transfer_matrix_of_a_stretch(fodo):
    whole = courant.transfer_matrix(fodo)
    first, second = courant.transfer_matrix(fodo, stop=20), courant.transfer_matrix(fodo, start=20)
    assert second @ first == pytest.approx(
        whole, rel=1e-10, abs=1e-10
    )  # products of 6 x 6 with entries of order 100
    by_name = courant.transfer_matrix(fodo, "QF#1", "QD#1")
    assert np.array_equal(by_name, courant.transfer_matrix(fodo, fodo.find("QF#1"), fodo.find("QD#1")))
    assert np.linalg.det(whole) == pytest.approx(1.0, abs=1e-9)


def test_a_line_starts_from_initial_values():
    line = courant.Lattice([e.Drift("D", length=3.0)], energy=1e9, species="relativistic")
    optics = courant.twiss(
        line, initial={"beta_x": 2.0, "beta_y": 4.0, "alpha_x": -1.0, "eta_x": 0.1, "etap_x": 0.2}
    )
    assert not optics.ring
    # beta(s) = beta - 2 alpha s + gamma s^2; eta(s) = eta + etap s
    assert optics.beta_x[-1] == pytest.approx(2.0 + 6.0 + (1 + 1) / 2.0 * 9.0, rel=1e-12)
    assert optics.beta_y[-1] == pytest.approx(4.0 + 9.0 / 4.0, rel=1e-12)
    assert optics.eta_x[-1] == pytest.approx(0.7, rel=1e-12)


def test_frame_needs_pandas_and_says_so(fodo):
    optics = courant.twiss(fodo)
    try:
        import pandas
    except ImportError:
        with pytest.raises(courant.NotAvailable, match="pandas"):
            optics.to_dataframe()
    else:
        frame = optics.to_dataframe()
        assert isinstance(frame, pandas.DataFrame)
        assert frame.shape[0] == len(fodo) + 1
