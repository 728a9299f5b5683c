"""Files written for AT, read by pyAT where it is installed: it finds the tunes that Courant has."""

import courant
import numpy as np
import pytest
from courant import elements as e

at = pytest.importorskip("at", reason="pyAT is not installed: AT's files are not compared with AT itself")

# AT tells that it takes v for c
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")
SHIPPED = ["als", "aps_par", "esrf_ebs"]
FORMATS = ["at_json", "at_m"]
EXTENSION = {"at_json": "json", "at_m": "m"}


def in_at(lattice, format, folder):
    """The ring as pyAT reads it from our file."""
    path = folder / f"ring.{EXTENSION[format]}"
    courant.write_lattice(lattice, path, format)
    return at.Lattice.load(str(path))


def tunes(ring):
    """Fractions of both tunes of the whole ring by pyAT, cavities off."""
    ring.disable_6d()
    return np.mod(ring.periodicity * ring.linopt4(dp=0.0)[1].tune, 1.0)


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("format", FORMATS)
def test_pyat_finds_our_tunes(name, format, data, tmp_path):
    lattice = courant.read_lattice(data / "lattices" / f"{name}.json")
    ring = in_at(lattice, format, tmp_path)
    assert len(ring) == len(lattice)
    assert ring.periodicity == lattice.superperiods
    assert ring.circumference == pytest.approx(
        lattice.circumference, rel=1e-14
    )  # sums of hundreds of lengths
    ours = np.mod(courant.twiss(lattice).tune, 1.0)
    # pyAT differentiates with steps of 3e-8 m: its tunes are good to 1e-8
    assert tunes(ring) == pytest.approx(ours, abs=1e-8)


ELEMENTS = [
    e.Drift("D", 1.0),
    e.Drift("DX", 1.0, model="exact"),
    e.Quadrupole("Q", 0.5, k1=1.2, k1s=0.1, kick_x=1e-3, kick_y=-2e-3, fringe="hard_edge"),
    e.Quadrupole("QX", 0.5, k1=1.2, model="exact", fringe="hard_edge"),
    e.Quadrupole("QD", 0.5, k1=1.2, dx=1e-4, dy=2e-4, roll=0.03),
    e.Quadrupole("QR", 0.5, k1=1.2, radiation="mean"),
    e.Quadrupole("QT", 0.5, k1=1.2, taper=0.25),
    e.Dipole("BR", 1.0, 0.1, k1=0.3, e1=0.05, edge1="at_linear", edge2="at_linear", radiation="mean"),
    e.Wiggler("W", 0.9, 0.09, vertical=[0.12], steps=200),
    e.KickMap(
        "ID", 2.0, 3, 2, -0.01, 0.01, -0.01, 0.01,
        kick_x=[1e-5, 2e-6, -1e-5, 2e-5, 0.0, -3e-5], kick_y=[2e-5, 1e-5, 2e-5, -1e-5, 0.0, -2e-5],
        kick_x1=[0.0, 1e-6, 0.0, 0.0, 2e-6, 0.0], kick_y1=[0.0] * 6, interpolation="linear", steps=4,
    ),
    e.Sextupole("S", 0.3, k2=12.0, model="exact"),
    e.Octupole("O", 0.3, k3=500.0),
    e.Multipole("M", 0.3, normal=[0.0, 0.3, 2.0], skew=[0.0, 0.1]),
    e.Dipole("B", 1.0, 0.1, k1=0.3, e1=0.05, e2=0.04, gap=0.03, fint1=0.5, edge1="at_linear", edge2="at_linear"),
    e.Dipole("BT", 1.0, 0.1, k2=3.0, e1=0.05, e2=0.05, tilt=0.3),
    e.Dipole("BN", 1.0, 0.1, k1=0.3, e1=0.05, edge1="none", edge2="none"),
    e.Dipole("E2", 1.0, 0.1, k1=0.3, e1=0.1, gap=0.03, fint2=0.5, edge1="at_e2", edge2="at_e2", model="at_curvilinear"),
    e.Dipole("BX", 1.0, 0.1, e1=0.05, edge1="hard_edge", edge2="none", model="exact"),
    e.ThinMultipole("T", normal=[0.0, 0.1, 2.0], skew=[0.0, 0.05], kick_x=1e-4, dx=1e-3),
    e.Corrector("C", 0.2, kick_x=1e-3, kick_y=-2e-3),
    e.Solenoid("SOL", 0.5, ks=0.1),
    e.Cavity("RF", 0.3, voltage=1e6, frequency=5e8, phase=2.5),
    e.LinearMap("MAP", matrix=list((np.eye(6) + 0.01 * np.arange(36).reshape(6, 6)).ravel())),
]  # fmt: skip


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("element", ELEMENTS, ids=lambda item: item.name)
def test_pyat_moves_a_particle_as_we_do(element, format, tmp_path):
    if element.name == "W" and format == "at_m":
        pytest.skip("pyAT's reader of .m takes the energy of atwiggler for the name of an option")
    if element.name == "ID" and format == "at_json":
        pytest.skip("pyAT leaves the axes of a kick map in JSON lists, which its pass method refuses")
    lattice = courant.Lattice([element], energy=3e9)
    x, px, y, py, delta = 1e-3, 2e-3, -1.5e-3, 1e-3, 3e-3
    ours = courant.track(lattice, np.array([[x, px, y, py, 0.0, delta]])).particles[0]
    theirs = in_at(lattice, format, tmp_path).track(np.array([[x, px, y, py, delta, 0.0]]).T)[0].ravel()
    # the same steps in another order of operations: a few roundings of 1e-3; AT's cavity takes v = c: 1/gamma^2 = 3e-8,
    # its radiating bend too: that part of the loss of 4e-6
    tolerance = {"RF": 3e-8, "BR": 4e-11}.get(element.name, 1e-12)
    assert theirs[:5] == pytest.approx(ours[[0, 1, 2, 3, 5]], abs=1e-15, rel=tolerance)
