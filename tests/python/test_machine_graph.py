"""Machine graphs in Python: joined parts, paths, girders and supplies. Also the code of the guide."""

import copy

import courant
import pytest
from courant.elements import Drift
from courant.lattice import MachineGraph


def straight(*names, energy=1e9):
    return courant.Lattice([Drift(name, length=1.0) for name in names], energy=energy)


@pytest.fixture
def site():
    linac, transfer = straight("GUN", "ACC"), straight("Q1", "Q2")
    positrons, beamline = straight("SRC"), straight("U20")
    ring = straight("QF", "SEPTUM", "QD", "KICKER")
    # [join]
    site = courant.lattice.MachineGraph()
    site.add_line("linac", linac, "gun", "linac end")
    site.add_line("transfer", transfer, "linac end", "injection")
    site.add_line("positrons", positrons, "source", "injection")
    site.add_ring("ring", ring, [("injection", "SEPTUM"), ("extraction", "KICKER")])
    site.add_line("beamline", beamline, "extraction", "target")

    way = site.path("gun", "target")
    # [join]
    assert way.names == ["GUN", "ACC", "Q1", "Q2", "SEPTUM", "QD", "U20"]
    return site


def test_paths(site):
    assert site.path("source", "target").names == ["SRC", "SEPTUM", "QD", "U20"]
    assert site.path("injection", "injection").names == ["SEPTUM", "QD", "KICKER", "QF"]
    assert site.route("source", "extraction") == ["source", "positrons", "injection", "ring", "extraction"]
    assert site.points == ["gun", "linac end", "injection", "source", "extraction", "target"]
    assert site.parts == ["linac", "transfer", "positrons", "ring", "beamline"]
    assert site.part("ring").names == ["QF", "SEPTUM", "QD", "KICKER"]
    assert repr(site) == "<machine graph of 5 parts and 6 points>"


def test_several_paths_and_none(site):
    with pytest.raises(courant.InvalidArgument, match="no path"):
        site.path("target", "gun")
    with pytest.raises(courant.UnknownName, match="did you mean 'target'"):
        site.path("gun", "tarket")
    site.add_line("bypass", straight("BP"), "linac end", "injection")
    with pytest.raises(courant.InvalidArgument, match="several paths"):
        site.path("gun", "target")
    assert "BP" in site.path("gun", "target", via=["bypass"]).names


def test_an_index_names_a_joint_and_a_particle_a_path(site):
    site.add_line("spill", straight("S1", "S2", "S3", energy=3e9), "target", "dump", [("screen", 1)])
    assert site.path("screen", "dump").names == ["S2", "S3"]
    with pytest.raises(courant.InvalidArgument, match="no one reference particle"):
        site.path("gun", "dump")
    top = courant.Particle("electron", 3e9)
    assert site.path("gun", "dump", particle=top).reference == top


def test_girders_and_supplies(site):
    site.add_girder("girder 1").hold("girder 1", "ring", "Q*")
    site.add_girder("plinth").hold("plinth", "girder 1")
    site.add_supply("PS").hold("PS", "ring", "QF").hold("PS", "transfer", "Q1")
    assert site.held_by("plinth") == [("ring", 0), ("ring", 2)]
    assert site.holders_of("ring", 0) == ["PS", "girder 1", "plinth"]
    assert site.girders == ["girder 1", "plinth"]
    assert site.supplies == ["PS"]
    with pytest.raises(courant.InvalidArgument, match="hold itself"):
        site.hold("girder 1", "plinth")


def test_a_copy_goes_its_own_way(site):
    other = copy.copy(site)
    other.add_girder("G")
    assert site.girders == []
    assert isinstance(other, MachineGraph)
