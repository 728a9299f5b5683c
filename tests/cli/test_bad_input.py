"""Bad input: one clear message, the right exit status, no file touched."""

import json

import pytest
from conftest import FODO, lattice_text
from matlab import mat_file, ring

QUADRUPOLE = {"type": "Quadrupole", "length": 0.5, "k1": 0.6}


def element(**fields):
    return lattice_text({"A": {"type": "Drift", "length": 1.0}, "B": fields})


FILES = {
    "broken syntax": (lattice_text(FODO)[:-30], ["bad.json:", "JSON"]),
    "unknown element": (element(type="Quadrupol", length=0.5), ["bad.json:", "Quadrupol", "did you mean 'Quadrupole'"]),
    "unknown field": (element(type="Drift", length=0.5, k3=1.0), ["bad.json:", "no field 'k3'"]),
    "negative length": (element(type="Monitor", length=-0.5), ["bad.json:", "'B'", "length"]),
    "NaN strength": (element(**QUADRUPOLE).replace("0.6", "NaN"), ["bad.json:"]),
    "infinite strength": (element(**QUADRUPOLE).replace("0.6", "1e999"), ["bad.json:"]),
    "zero energy": (lattice_text(FODO, reference={"species": "electron", "energy": 0.0}), ["bad.json:", "energy"]),
    "unknown species": (lattice_text(FODO, reference={"species": "electrom", "energy": 1e9}), ["did you mean"]),
    "name without element": (lattice_text(FODO, line=["QF", "QX"]), ["bad.json:", "'QX'", "not defined"]),
    "other schema": (lattice_text(FODO).replace("courant-lattice/1", "courant-lattice/9"), ["courant-lattice/9"]),
    "empty file": ("", ["bad.json"]),
}  # fmt: skip


def assert_failed(ended, status, words=()):
    """One message on standard error, nothing on standard output."""
    assert ended.status == status, ended.err
    assert ended.out == ""
    assert ended.err.count("\n") == 1, ended.err
    assert ended.err.startswith("courant")
    for word in words:
        assert word in ended.err


@pytest.mark.parametrize("name", FILES)
def test_a_broken_lattice_is_refused_with_file_and_line_and_nothing_is_written(courant, tmp_path, name):
    content, words = FILES[name]
    bad = tmp_path / "bad.json"
    bad.write_text(content)
    old = tmp_path / "old.json"
    old.write_text("kept")
    for arguments in (["info"], ["twiss", "--json"], ["orbit"], ["orm"], ["rmatrix"]):
        places = ["start", "end"] if arguments == ["rmatrix"] else []
        assert_failed(courant(*arguments, bad, *places), 1, words)
    for out in (old, tmp_path / "new.json"):
        assert_failed(courant("convert", bad, out), 1, words)
    assert old.read_text() == "kept"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bad.json", "old.json"]
    checked = courant("check", bad)
    assert checked.status == 1
    assert "bad.json" in checked.out


def test_a_missing_file_is_named_with_similar_ones(courant, fodo):
    assert_failed(
        courant("twiss", fodo.with_name("fod.json")), 1, ["fod.json", "does not exist", "fodo.json"]
    )
    assert_failed(courant("info", fodo.parent), 1, ["folder"])
    assert courant("check", fodo.with_name("nothing.yaml")).status == 1


def test_a_ring_without_closed_orbit_says_why(courant, tmp_path):
    path = tmp_path / "drifts.json"
    path.write_text(lattice_text({"C": {"type": "Corrector", "length": 0.0, "kick_x": 1e-3},
                                  "D": {"type": "Drift", "length": 1.0}}))  # fmt: skip
    for command in ("orbit", "twiss", "orm"):
        selection = ["--monitors", "D", "--correctors", "C"] if command == "orm" else []
        assert_failed(courant(command, path, *selection), 1, ["closed orbit"])


def test_an_unstable_plane_is_named(courant, tmp_path):
    path = tmp_path / "strong.json"
    path.write_text(lattice_text({**FODO, "QF": {**QUADRUPOLE, "k1": 3.0}}))
    ended = courant("twiss", path)
    assert_failed(ended, 1, ["unstable", "plane", "--initial"])


def test_six_dimensions_need_a_cavity(courant, fodo):
    assert_failed(courant("orbit", fodo, "--6d"), 1, ["cavity"])


@pytest.mark.parametrize(
    "arguments",
    [
        ["twiss", "{}", "--at", "XX*"],
        ["orbit", "{}", "--at", "type:Octupole"],
        ["orm", "{}", "--monitors", "BPMX*"],
        ["orm", "{}", "--correctors", "nothing"],
        ["rmatrix", "{}", "QF", "QX"],
        ["twiss", "{}", "--line", "RINGG"],
    ],
)
def test_a_selection_that_matches_nothing_is_an_error(courant, fodo, arguments):
    ended = courant(*[word.format(fodo) for word in arguments])
    assert_failed(ended, 1, [arguments[-1].replace("type:", "")])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], ["command is missing"]),
        (["twis"], ["'twis'", "did you mean 'twiss'"]),
        (["twiss"], ["LATTICE"]),
        (["twiss", "{}", "--jsn"], ["--jsn", "did you mean '--json'"]),
        (["twiss", "{}", "{}"], ["not expected"]),
        (["twiss", "{}", "--delta", "much"], ["delta"]),
        (["twiss", "{}", "--delta", "nan"], ["delta"]),
        (["twiss", "{}", "--delta", "1e-3", "--6d"], ["--6d"]),
        (["twiss", "{}", "--energy", "0"], ["energy"]),
        (["twiss", "{}", "--energy", "3 m"], ["energy"]),
        (["twiss", "{}", "--format", "curant"], ["did you mean 'courant'"]),
        (["twiss", "{}", "--particle", "protn"], ["did you mean 'proton'"]),
        (["twiss", "{}", "--model", "exakt"], ["expanded, exact"]),
        (["twiss", "{}", "--steps-for", "0"], ["steps-for"]),
        (["twiss", "{}", "--initial", "beta_x=1"], ["beta_y"]),
        (["twiss", "{}", "--initial", "beta_z=1"], ["did you mean"]),
        (["twiss", "{}", "--initial", "beta_x=one,beta_y=1"], ["beta_x=one"]),
        (["rmatrix", "{}"], ["FROM"]),
        (["demo", "--seed", "-1"], ["seed"]),
        (["convert", "{}", "out.json", "--to", "x"], ["format 'x'"]),
    ],
)
def test_wrong_use_ends_with_status_2_and_points_to_the_help(courant, fodo, arguments, words, tmp_path):
    ended = courant(*[word.format(fodo) for word in arguments], cwd=tmp_path)
    assert_failed(ended, 2, [*words, "--help'"])
    assert [p.name for p in tmp_path.iterdir()] == ["fodo.json"]


def test_a_matlab_file_is_read_and_every_truncation_of_it_is_refused(courant, tmp_path):
    whole = mat_file(RING=ring())
    path = tmp_path / "ring.mat"
    path.write_bytes(whole)
    assert courant("info", path, "--json").json()["count"] == {"Drift": 1, "Quadrupole": 1}
    out = tmp_path / "out.json"
    for length in (*range(100, len(whole) - 1, 97), len(whole) - 1):
        path.write_bytes(whole[:length])
        assert_failed(courant("convert", path, out), 1, ["ring.mat"])
    assert not out.exists()


def test_check_lists_all_errors_of_a_file_in_one_go(courant, tmp_path):
    path = tmp_path / "bad.json"
    path.write_text(
        element(type="Monitor", length=-0.5).replace('"A"', '"X"', 1).replace('"line": [', '"line": ["Y",')
    )
    ended = courant("check", path, "--json")
    assert ended.status == 1
    findings = ended.json()["findings"]
    assert len(findings) == 3
    assert all(f["line"] > 0 and f["severity"] == "error" and "bad.json:" in f["text"] for f in findings)


def test_output_that_cannot_be_written_is_an_error(courant, fodo, tmp_path):
    assert_failed(courant("convert", fodo, tmp_path / "no" / "such" / "x.json"), 1, ["can't be written"])
    assert_failed(courant("convert", fodo, tmp_path / "x.txt"), 1, ["format"])
    taken = tmp_path / "taken"
    taken.write_text("a file")
    assert_failed(courant("demo", "--out", taken), 1, ["taken"])
    assert taken.read_text() == "a file"


def test_every_document_is_one_line_of_json(courant, fodo):
    for arguments in (["info"], ["twiss"], ["orbit"], ["orm"], ["check"], ["rmatrix"]):
        places = ["start", "end"] if arguments == ["rmatrix"] else []
        ended = courant(*arguments, fodo, *places, "--json")
        assert (ended.status, ended.err, ended.out.count("\n")) == (0, "", 1)
        json.loads(ended.out)
