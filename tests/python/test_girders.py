"""Girders in Python: found between marks, moved, with seeded errors. Also the code of the guide."""

import courant
import pytest
from courant import elements as e
from courant.lattice import Girder, find_girders, move_girder


@pytest.fixture
def ring():
    girder = [
        e.Marker("GS"),
        e.Quadrupole("QF", length=0.5, k1=0.6),
        e.Drift("D", length=0.5),
        e.Monitor("BPM"),
        e.Quadrupole("QD", length=0.5, k1=-0.6),
        e.Marker("GE"),
        e.Drift("DG", length=0.2),
        e.Dipole("B", length=1.5, angle=3.141592653589793 / 4),
    ]
    return courant.Lattice(girder * 8, energy=1e9, name="girders")


def test_a_girder_moves_what_stands_on_it(ring):
    # [move]
    girders = find_girders(ring, "GS*", "GE*")
    moved = move_girder(ring, girders[2], dx=1e-4, yaw=2e-4)
    # [move]
    assert len(girders) == 8
    assert (girders[2].name, girders[2].first, girders[2].last) == ("GS", 17, 21)
    assert repr(girders[0]) == "Girder('GS', 1, 5)"
    # centres half a metre before and behind that of the girder; sin(yaw) = yaw to 1e-12
    assert moved[17].dx == pytest.approx(1e-4 - 0.5 * 2e-4, abs=1e-11)
    assert moved[20].dx == pytest.approx(1e-4 + 0.5 * 2e-4, abs=1e-11)
    assert moved[20].yaw == pytest.approx(2e-4, rel=1e-15)
    assert moved[4].dx == 0.0
    assert move_girder(ring, Girder("all", 0, len(ring))) == ring


def test_errors_per_girder_have_a_seed(ring):
    # [errors]
    magnets = [{"select": "type:Quadrupole", "field": "dx", "sigma": 10e-6}]
    supports = [{"select": "GS*", "field": field, "sigma": 50e-6} for field in ("dx", "dy", "roll")]
    aligned, _ = courant.errors.apply(ring, magnets, seed=7)
    machine, applied = courant.errors.apply_girders(aligned, find_girders(ring, "GS", "GE"), supports, seed=7)
    # [errors]
    assert len(applied) == 24
    assert applied[9].element == "GS#2"
    assert applied[9].field == "dy"
    assert applied[9].place == 9
    # the roll of the girder turns the magnet's own shift: products of 50 urad and 20 um
    assert machine[12].dy == pytest.approx(applied[9].value, abs=2e-9)
    assert machine[9].roll == machine[12].roll == pytest.approx(applied[17].value, rel=1e-12)
    girders = find_girders(ring, "GS", "GE")
    assert courant.errors.apply_girders(aligned, girders, supports, seed=7)[0] == machine
    assert courant.errors.apply_girders(aligned, girders, supports, seed=8)[0] != machine
    per = [{**spec, "per": "girder"} for spec in supports]
    assert courant.errors.apply_girders(aligned, girders, per, seed=7)[0] == machine


def test_what_can_not_be_moved_is_refused(ring):
    with pytest.raises(courant.InvalidArgument, match="over the end"):
        move_girder(ring, Girder("G", 6, 2), dx=1e-4)
    with pytest.raises(courant.InvalidArgument, match="begins inside"):
        find_girders(ring, "GS", "GE#8")
    with pytest.raises(courant.UnknownName):
        find_girders(ring, "GX", "GE")
    girders = find_girders(ring, "GS", "GE")
    with pytest.raises(courant.UnknownName, match="no girder"):
        courant.errors.apply_girders(ring, girders, [{"select": "QF", "field": "dx", "sigma": 1e-6}], seed=1)
    spec = {"select": "GS", "field": "dx", "sigma": 1e-6, "per": "element"}
    with pytest.raises(courant.NotAvailable, match="errors per 'element' are not available"):
        courant.errors.apply_girders(ring, girders, [spec], seed=1)
