"""Machines in Python: families, transactions in a `with`, procedures, records; on design and twin."""

from pathlib import Path

import courant
import numpy as np
import pytest
from courant import control

FACILITY = Path(__file__).resolve().parents[2] / "examples" / "05_control_room" / "als.yaml"


@pytest.fixture(scope="module")
def facility():
    return courant.Facility(FACILITY)


@pytest.fixture
def twin(facility):
    """A twin of its own for each test that writes."""
    return facility["SR"].make_twin(seed=7)


def test_a_facility_has_machines_by_name(facility):
    assert facility.names == ["SR"]
    design = facility["SR"].design
    assert (design.name, design.mode) == ("SR", "design")
    assert design is facility["SR"].design
    assert set(design.family_names) >= {"BPM", "HCOR", "VCOR", "QF", "QD"}
    assert design.energy == design.lattice.reference.energy
    assert design.rigidity < 0  # of electrons
    with pytest.raises(courant.UnknownName):
        facility["LINAC"]
    with pytest.raises(courant.UnknownName, match="HCOR"):
        design.family("HCORR")


def test_a_facility_outlives_its_name_as_long_as_a_machine_is_held():
    machine = courant.Facility(FACILITY)["SR"].design
    assert len(machine.family("BPM")) == 96
    observable = machine.orbit
    del machine
    assert len(observable.get()) == 192


def test_the_orbit_of_the_design_is_zero_and_of_the_twin_is_not(facility, twin):
    orbit = facility["SR"].design.orbit.get()
    assert orbit.unit == "m"
    assert orbit.label[0] == "C01_BPM_01.x"
    assert orbit.valid.all()
    assert orbit.max_abs() < 1e-9  # closed orbit of an ideal ring on its RF frequency
    assert 1e-5 < twin.orbit.get().rms() < 5e-3


def test_readings_carry_masks_and_units():
    readings = control.Readings("m", ["A.x", "B.x", "A.y"], [1e-3, np.nan, -2e-3], sigma=1e-6)
    assert readings.valid.tolist() == [True, False, True]
    assert (readings.valid_count, readings.quality[1]) == (2, "invalid")
    assert readings.rms() == pytest.approx(np.sqrt(2.5e-6), rel=1e-15)
    assert (readings - readings).max_abs() == 0.0
    assert (2 * readings)[0].value == 2e-3
    assert len(readings.select("*.x")) == 2
    assert not readings.value.flags.writeable
    value = readings.value
    del readings
    assert value[0] == 1e-3
    with pytest.raises(courant.UnitError):
        control.Readings("mm", ["A"], [1.0])
    with pytest.raises(courant.MismatchError):
        control.Readings("m", ["A"], [1.0, 2.0])
    with pytest.raises(courant.Failed) as caught:
        control.Readings("m", ["A"], [np.nan]).rms()
    assert caught.value.code == "no_valid_data"


def test_families_select_and_combine(facility):
    bpm = facility["SR"].design.family("BPM")
    arc = bpm["C01*"] | bpm["C02*"]
    assert (len(arc), len(bpm - arc), len(arc & bpm["C02*"])) == (16, 80, 8)
    assert bpm[0].name == bpm.names[0] == "C01_BPM_01"
    assert np.all(np.diff(bpm.s) > 0)
    assert [device.name for device in bpm["C01_BPM_0[12]"]] == ["C01_BPM_01", "C01_BPM_02"]
    with pytest.raises(courant.UnknownName):
        bpm["C99*"]
    with pytest.raises(IndexError):
        bpm[96]


def test_a_disabled_device_is_masked(twin):
    bpm = twin.family("BPM")
    assert bpm["C01_BPM_01"].disable("noise 14 times the usual") == 1
    readings = bpm.get("x")
    assert not readings.valid[0]
    assert readings.valid_count == 95
    assert (bpm[0].enabled, bpm[0].reason) == (False, "noise 14 times the usual")
    assert bpm.enable() == 1


def test_set_and_step_take_numbers_and_texts_with_unit(twin):
    correctors = twin.family("HCOR")
    correctors.set("kick_x", 1e-5)
    correctors.step("kick_x", "20 urad")
    # an ampere setpoint through a calibration and back
    assert correctors.get("kick_x", setpoint=True).value == pytest.approx(np.full(24, 3e-5), rel=1e-12)
    correctors.set("kick_x", np.zeros(24))
    with pytest.raises(courant.MismatchError):
        correctors.set("kick_x", np.zeros(3))
    with pytest.raises(courant.UnitError):
        correctors.set("kick_x", "20 mm")
    with pytest.raises(courant.Failed) as caught:
        correctors.set("kick_x", 1.0)
    assert caught.value.code in ("refused_by_guard", "out_of_domain")
    assert correctors.get("kick_x", setpoint=True).max_abs() < 1e-18


def test_leaving_a_with_restores_what_was_not_committed(twin):
    before = twin.snapshot("before")
    first = twin.family("HCOR")["C01_HV1"]
    with twin.transaction("look") as t:
        t.step(first.settings("kick_x", 5e-5))
        assert t.state == "open"
        assert before.diff(twin.snapshot()) != []
    assert t.state == "restored"
    assert before.diff(twin.snapshot()) == []

    def breaks():
        with twin.transaction("break") as t:
            t.step(first.settings("kick_x", 5e-5))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        breaks()
    assert before.diff(twin.snapshot()) == []
    with twin.transaction("keep") as t:
        t.step(first.settings("kick_x", 5e-5))
        t.commit()
    (change,) = before.diff(twin.snapshot())
    assert change.unit == "A"
    assert change.after - change.before == pytest.approx(5e-5 / 30e-6, rel=1e-12)  # 30 urad/A of the file


def test_a_guard_refuses_before_anything_is_written(twin):
    before = twin.snapshot()
    guard = control.StepGuard({"kick_x": 1e-5})
    with twin.transaction("too much", guard) as t:
        plan = t.preview(twin.family("HCOR").settings("kick_x", 5e-5))
        assert plan.refusals
        assert plan.refusals[0].rule == "step"
        with pytest.raises(courant.Failed) as caught:
            t.step(twin.family("HCOR").settings("kick_x", 5e-5))
        assert caught.value.code == "refused_by_guard"
    assert before.diff(twin.snapshot()) == []


def test_knobs_move_a_family_as_one(twin):
    knob = twin.knob("tune.QF")
    assert knob.unit == "1/m"
    assert len(knob.terms) == 24
    before = knob.get()
    low, high = knob.headroom()
    assert low < 0 < high
    with twin.transaction("knob") as t:
        t.step(knob.settings(1e-4))
        assert knob.get() == pytest.approx(before + 1e-4, rel=1e-9)  # mean of 24 numbers of order 0.6
    assert [k.name for k in twin.knobs("tune.*")] == ["tune.QF", "tune.QD"]


def test_orbit_and_tune_are_corrected_and_recorded(twin):
    told = []
    result = courant.correct_orbit(twin, keep=40, progress=lambda done, total, what: told.append(done))
    assert told
    assert result.after_x < 0.5 * result.before_x
    assert result.after_y < 0.5 * result.before_y
    assert result.after.rms() < result.before.rms()
    assert set(twin.session.runs()) >= {result.run}
    record = twin.session.run(result.run)
    assert (record.status, record.mode) == ("success", "twin")
    assert record.stream("orbit")
    tune = courant.correct_tune(twin)
    assert tune.reached
    assert np.abs(tune.after - tune.target).max() < 2e-4
    assert len(tune.delta) == 2


def test_a_measured_response_agrees_with_the_model_of_the_design(facility):
    design = facility["SR"].make_twin(seed=1)
    model = courant.procedures.model_orbit_response(design)
    measured = courant.measure_orbit_response(design, peak_orbit=1e-4)
    assert [c.label for c in measured.matrix.columns] == [c.label for c in model.columns]
    difference = measured.matrix.values - model.values
    kicks = slice(0, 48)
    # gradient errors of 3e-4 and feed-down in the sextupoles change the response by a few per cent
    assert np.sqrt(np.mean(difference[:, kicks] ** 2)) < 0.2 * np.sqrt(np.mean(model.values[:, kicks] ** 2))


def test_a_cancelled_procedure_puts_everything_back(twin):
    before = twin.snapshot()
    with pytest.raises(courant.Failed) as caught:
        courant.measure_orbit_response(twin, progress=lambda done, total, what: done < 5)
    assert caught.value.code == "cancelled"
    assert before.diff(twin.snapshot()) == []


def test_a_snapshot_brings_setpoints_back(twin, tmp_path):
    saved = tmp_path / "before.json"
    twin.snapshot("before").save(str(saved))
    twin.family("VCOR").step("kick_y", 1e-5)
    before = control.Snapshot.load(str(saved))
    with twin.transaction("restore") as t:
        t.step(before.settings())
        t.commit()
    assert before.diff(twin.snapshot()) == []


def test_a_lattice_alone_gives_a_machine(als):
    description = courant.machine.describe(als, "ALS")
    description.set_twin([{"select": "type:Quadrupole", "field": "dx", "sigma": 2e-5}], seed=3)
    twin = courant.machine.MachineModes(description).twin
    assert twin.orbit.get().select("*.x").rms() > 1e-6
    assert len(twin.model.errors) == 72
    twin.model.beam()


def test_the_catalogue_lists_and_runs_procedures(twin):
    assert {"correct_orbit", "correct_tune"} <= set(courant.procedures.catalogue())
    outcome = courant.procedures.run(twin, "correct_orbit")
    assert outcome.summary
    assert twin.session.run(outcome.run).status == "success"
    with pytest.raises(courant.Error):
        courant.procedures.run(twin, "correct_everything")
    with pytest.raises(courant.Error):
        courant.procedures.run(twin, "correct_orbit", {"gian": "0.5"})


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("facility: X\nmachines: {}\n", ""),
        ("facility: X\nmachines:\n  SR: {lattice: nowhere.json}\n", "nowhere.json"),
        ("facility: [\n", "facility.yaml:"),
        (
            "facility: X\nmachines:\n  SR:\n    lattice: LATTICE\n    families:\n"
            '      BPM: {from: "NOPE*", fields: {x: "{name}:x m"}}\n',
            "NOPE",
        ),
        (
            "facility: X\nmachines:\n  SR:\n    lattice: LATTICE\n    families:\n"
            '      BPM: {form: "type:Monitor", fields: {x: "{name}:x m"}}\n',
            "did you mean",
        ),
    ],
)
def test_a_bad_facility_file_is_a_config_error(data, tmp_path, content, text):
    path = tmp_path / "facility.yaml"
    path.write_text(content.replace("LATTICE", str(data / "lattices" / "als.json")))
    with pytest.raises(courant.Error) as caught:
        courant.Facility(path)
    assert text in str(caught.value)
