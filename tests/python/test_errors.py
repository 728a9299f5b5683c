"""Errors in Python: one exception each, with problem, reason and remedy; nothing is loaded that isn't needed."""

import pickle
import subprocess
import sys

import courant
import pytest
from courant import elements as e

PARENTS = {
    courant.InvalidArgument: ValueError,
    courant.WrongType: TypeError,
    courant.UnknownName: KeyError,
    courant.UnitError: ValueError,
    courant.MismatchError: ValueError,
    courant.ConfigError: ValueError,
    courant.CalibrationError: ValueError,
    courant.ParseError: ValueError,
    courant.NotAvailable: courant.Error,
    courant.Failed: RuntimeError,
}


@pytest.mark.parametrize(("error", "parent"), PARENTS.items())
def test_each_exception_is_a_courant_error_and_what_python_expects(error, parent):
    assert issubclass(error, courant.Error)
    assert issubclass(error, parent)
    assert str(error("problem (why) suggestion")) == "problem (why) suggestion"


def test_a_parse_error_names_file_and_line(tmp_path):
    path = tmp_path / "broken.json"
    path.write_text('{\n  "courant_lattice": 1,\n  "elements": {,}\n}\n')
    with pytest.raises(courant.ParseError) as caught:
        courant.read_lattice(path)
    assert caught.value.file == str(path)
    assert caught.value.line == 3
    assert str(caught.value).startswith(f"{path}:3:")
    again = pickle.loads(pickle.dumps(caught.value))
    assert (again.file, again.line, str(again)) == (caught.value.file, 3, str(caught.value))


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("", "broken.json:1"),
        ("not a lattice", "broken.json:1"),
        ("[1, 2, 3]", "broken.json"),
        ('{"courant_lattice": 1}', "broken.json"),
    ],
)
def test_a_broken_file_is_a_parse_error(tmp_path, content, text):
    path = tmp_path / "broken.json"
    path.write_text(content)
    with pytest.raises(courant.ParseError) as caught:
        courant.read_lattice(path)
    assert text in str(caught.value)


def test_a_missing_file_and_an_unknown_format(tmp_path):
    with pytest.raises(courant.ParseError, match="missing"):
        courant.read_lattice(tmp_path / "missing.json")
    with pytest.raises(courant.UnknownName, match="courant"):
        courant.read_lattice(tmp_path / "missing.json", format="curant")


def test_an_unwritable_file_is_reported_and_nothing_is_left(tmp_path, fodo):
    with pytest.raises(courant.Error):
        courant.write_lattice(fodo, tmp_path / "no" / "folder" / "ring.json")
    assert list(tmp_path.iterdir()) == []


def test_a_failure_has_its_code():
    quad = e.Quadrupole("QF", length=1.0, k1=3.0)
    ring = courant.Lattice([quad, e.Drift("D", length=5.0)], energy=1e9)
    with pytest.raises(courant.Failed) as caught:
        courant.twiss(ring)
    assert caught.value.code == "unstable"
    assert pickle.loads(pickle.dumps(caught.value)).code == "unstable"
    drift = courant.Lattice([e.Drift("D", 1.0), e.Corrector("C", kick_x=1e-4)], energy=1e9)
    with pytest.raises(courant.Failed) as caught:
        courant.closed_orbit(drift)
    assert caught.value.code in ("no_convergence", "particle_lost")


@pytest.mark.parametrize(
    "work",
    [
        lambda ring: courant.twiss(ring, mode="4D"),
        lambda ring: courant.twiss(ring, initial={"beta_x": -1.0, "beta_y": 1.0}),
        lambda ring: courant.twiss(ring, initial={"beta_x": 1.0, "beta_y": 1.0, "eta": 0.0}),
        lambda ring: courant.twiss(ring, initial={"beta_x": "large", "beta_y": 1.0}),
        lambda ring: courant.closed_orbit(ring, tolerance=-1.0),
        lambda ring: courant.closed_orbit(ring, guess=[0.0] * 5),
        lambda ring: courant.closed_orbit(ring, guess="here"),
        lambda ring: courant.transfer_matrix(ring, start=10, stop=5),
        lambda ring: courant.transfer_matrix(ring, start=-3),
        lambda ring: courant.transfer_matrix(ring, start="QZ"),
        lambda ring: courant.transfer_matrix(ring, orbit=[[0.0] * 6]),
    ],
)
def test_bad_arguments_of_solvers_are_courant_errors_with_a_message(fodo, work):
    with pytest.raises(courant.Error) as caught:
        work(fodo)
    assert not isinstance(caught.value, courant.Failed)
    assert len(str(caught.value)) > 15


def test_a_message_has_problem_reason_and_remedy():
    with pytest.raises(courant.InvalidArgument) as caught:
        e.Monitor("D", length=-1.0)
    problem, _, rest = str(caught.value).partition(" (")
    reason, _, remedy = rest.partition(") ")
    assert (problem, bool(reason), bool(remedy)) == ("length of Monitor 'D' is -1", True, True)


def test_import_loads_neither_matplotlib_nor_numpy():
    code = "import sys, courant; print([m for m in ('numpy', 'matplotlib', 'pandas', 'plotly') if m in sys.modules])"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
