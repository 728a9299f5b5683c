"""The lattice in Python: a value with selection, edits and files."""

import pickle

import courant
import numpy as np
import pytest
from courant import elements as e


def test_a_lattice_is_a_sequence_of_elements(fodo):
    assert len(fodo) == len(fodo.names) == len(list(fodo)) == 8 * 14
    assert fodo[0].name == "BPM_F"
    assert fodo[-1] == fodo[len(fodo) - 1]
    assert isinstance(fodo[2], e.Quadrupole)
    assert [element.name for element in fodo[:3]] == ["BPM_F", "COR_F", "QF"]
    with pytest.raises(IndexError):
        fodo[len(fodo)]


def test_positions_are_a_view_that_keeps_the_lattice(fodo):
    s = fodo.s
    assert s.shape == (len(fodo) + 1,)
    assert not s.flags.writeable
    assert fodo.s.ctypes.data == s.ctypes.data
    circumference = fodo.circumference
    del fodo
    assert s[-1] == circumference == pytest.approx(8 * 6.0, abs=1e-12)  # 112 sums of rounded lengths


def test_reference_has_species_mass_charge_and_energy(fodo):
    beam = fodo.reference
    assert (beam.species, beam.energy, beam.charge) == ("electron", 1e9, -1.0)
    assert beam.mass == pytest.approx(0.51099895e6, abs=1.0)  # CODATA to 1 eV
    assert beam.gamma == pytest.approx(beam.energy / beam.mass, rel=1e-12)  # 1/sqrt of a rounded square


def test_selection_by_glob_type_and_place(fodo):
    quads = fodo["type:Quadrupole"]
    assert len(quads) == 16
    assert quads.places.tolist() == fodo.select("type:Quadrupole").tolist()
    assert quads.get("k1").tolist() == [0.6, -0.6] * 8
    assert quads.names[0] == "QF#1"
    assert quads.s.tolist() == fodo.s[quads.places].tolist()
    assert fodo.find("QF#2") == quads.places[2]
    assert [element.name for element in fodo["QF#3"]] == ["QF"]


def test_set_and_scale_give_a_new_lattice(fodo):
    changed = fodo.set("QF", k1=0.7, steps=12).scale("QD", k1=1.1)
    assert changed["QF"].get("k1").tolist() == [0.7] * 8
    assert changed["QD"].get("k1").tolist() == [-0.6 * 1.1] * 8
    assert fodo["QF"].get("k1").tolist() == [0.6] * 8
    assert changed[4] is not fodo[4]
    assert changed[4] == fodo[4]


def test_set_takes_places_too(fodo):
    places = fodo["QF"]
    assert fodo.set(places, k1=0.7) == fodo.set("QF", k1=0.7) == fodo.set(places.places.tolist(), k1=0.7)
    assert fodo.set(2, k1=0.7)["QF"].get("k1").tolist() == [0.7] + [0.6] * 7


def test_builder_edits_in_chains(fodo):
    builder = (
        fodo.edit()
        .remove("type:Sextupole")
        .slice("QF", 2)
        .append(e.Marker("END"))
        .insert(0, e.Marker("START"))
    )
    changed = builder.add("BPM_F", length=0.0).freeze()
    assert changed.names[0] == "START"
    assert changed.names[-1] == "END"
    assert len(changed["QF"]) == 16
    assert changed.circumference == pytest.approx(fodo.circumference - 16 * 0.1, abs=1e-12)  # rounded sums
    assert fodo.edit().cycle(2).freeze().names[0] == "QF"
    assert fodo.edit().reverse().reverse().freeze() == fodo


def test_superperiods_multiply_the_ring_and_unroll(fodo):
    cell = courant.Lattice(list(fodo[:14]), energy=1e9, superperiods=8)
    assert (len(cell), cell.superperiods) == (14, 8)
    assert cell.circumference == pytest.approx(fodo.circumference, abs=1e-12)  # rounded sums
    whole = cell.edit().unroll().freeze()
    assert (len(whole), whole.superperiods) == (112, 1)


def test_a_failed_edit_changes_nothing(fodo):
    builder = fodo.edit()
    with pytest.raises(courant.UnknownName):
        builder.set("QF", k1=0.7, k9=1.0)
    assert builder.freeze() == fodo


@pytest.mark.parametrize(
    ("work", "error", "text"),
    [
        (lambda ring: ring["XYZ*"], courant.UnknownName, "XYZ"),
        (lambda ring: ring["QG"], KeyError, "did you mean"),
        (lambda ring: ring.set("QF", k2=1.0), courant.UnknownName, "did you mean"),
        (lambda ring: ring.set("QX*", k1=1.0), courant.UnknownName, "QX"),
        (lambda ring: ring.set("QF"), courant.InvalidArgument, "no field"),
        (lambda ring: ring.set("QF", k1=float("nan")), courant.InvalidArgument, "NaN"),
        (lambda ring: ring.set("QF", length=-1.0), courant.InvalidArgument, "negative"),
        (lambda ring: ring.set(5000, k1=1.0), courant.InvalidArgument, "5000"),
        (lambda ring: ring.set(1.5, k1=1.0), courant.WrongType, "float"),
        (lambda ring: courant.Lattice([], energy=1e9), courant.InvalidArgument, "no element"),
        (lambda ring: courant.Lattice(list(ring), energy=0.0), courant.InvalidArgument, "energy"),
        (
            lambda ring: courant.Lattice(list(ring), energy=1e9, species="elektron"),
            courant.UnknownName,
            "electron",
        ),
        (lambda ring: courant.Lattice(["QF"], energy=1e9), courant.WrongType, "got str"),
        (
            lambda ring: courant.Lattice(list(ring), energy=1e9, superperiods=0),
            courant.InvalidArgument,
            "superperiod",
        ),
    ],
)
def test_bad_input_has_its_typed_exception(fodo, work, error, text):
    with pytest.raises(error) as caught:
        work(fodo)
    assert text in str(caught.value)


def test_errors_are_the_same_for_the_same_seed(fodo):
    spec = [
        {"select": "type:Quadrupole", "field": "dx", "sigma": 50e-6},
        {"select": "type:Quadrupole", "field": "k1_relative", "sigma": 1e-3, "distribution": "uniform"},
    ]
    first, applied = courant.errors.apply(fodo, spec, seed=3)
    assert courant.errors.apply(fodo, spec, seed=3)[0] == first
    assert courant.errors.apply(fodo, spec, seed=4)[0] != first
    assert len(applied) == 32
    assert first[applied[0].place].dx == applied[0].value
    assert np.abs(first["type:Quadrupole"].get("dx")).max() <= 2 * 50e-6  # the default cut of 2 sigma


@pytest.mark.parametrize(
    ("spec", "error"),
    [
        ({"select": "QF", "field": "dx"}, courant.InvalidArgument),
        ({"select": "QF", "field": "dx", "sigma": -1.0}, courant.InvalidArgument),
        ({"select": "QF", "field": "dx", "sigma": 1e-6, "sede": 1}, courant.UnknownName),
        ({"select": "QF", "field": "dx", "sigma": 1e-6, "distribution": "flat"}, courant.InvalidArgument),
        ({"select": "QF", "field": "dx", "sigma": 1e-6, "per": "girder"}, courant.NotAvailable),
        ({"select": "NOPE", "field": "dx", "sigma": 1e-6}, courant.UnknownName),
        ("QF", courant.WrongType),
    ],
)
def test_a_bad_error_specification_is_refused(fodo, spec, error):
    with pytest.raises(error):
        courant.errors.apply(fodo, [spec], seed=1)


def test_files_and_pickles_give_the_same_lattice(fodo, tmp_path):
    path = tmp_path / "ring.json"
    courant.write_lattice(fodo, path)
    again = courant.read_lattice(path)
    assert again == fodo == pickle.loads(pickle.dumps(fodo))
    assert again.report == []
    assert courant.io.parse_lattice(path.read_text(), "ring.json") == fodo


def test_an_element_has_a_chamber_and_an_alias(fodo):
    chamber = e.Aperture("CH", shape="elliptic", half_x=0.02, half_y=0.004)
    changed = fodo.edit().aperture("type:Dipole", chamber).alias("type:Dipole", "SR/B").freeze()
    place = changed.select("type:Dipole")[0]
    assert changed[place].aperture.half_y == 0.004
    assert changed[place].alias == "SR/B"
    assert fodo[place].aperture is None
    assert changed[place] != fodo[place]
    open_again = changed.edit().aperture("type:Dipole", None).freeze()
    assert open_again[place].aperture is None
    with pytest.raises(courant.WrongType):
        fodo.edit().aperture("type:Dipole", e.Drift("D", 1.0))


def test_the_text_of_an_element_with_a_chamber_makes_it_again():
    chamber = e.Aperture("Q1", shape="polygon", polygon=[0, 0, 0.01, 0, 0, 0.01])
    magnet = e.Quadrupole("Q1", 0.5, k1=1.2, aperture=chamber, alias="SR/Q1")
    again = eval(repr(magnet), vars(e) | {"inf": float("inf")})
    assert again == magnet
    assert again.replace(aperture=None, alias="").aperture is None


def test_name_and_alias_are_texts():
    with pytest.raises(courant.WrongType, match="alias: expected a text, got int"):
        e.Drift("D", 1.0, alias=3)
    with pytest.raises(courant.WrongType, match="name: expected a text, got int"):
        e.Drift("D", 1.0).replace(name=3)


def test_counts_are_whole_numbers():
    cavity = e.AcceleratingCavity("C", length=1.0, frequency=3e9)
    table = e.KickMap("K", length=1.0)
    for value in (cavity.kicks, table.nx, table.steps, e.Quadrupole("Q", 0.3).steps):
        assert type(value) is int
