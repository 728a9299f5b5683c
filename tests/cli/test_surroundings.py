"""What the program finds around itself: data, Python for pictures."""

import importlib.util
import json
import shutil
import sys

import pytest
from conftest import FODO, ROOT, lattice_text


def test_shipped_machines_have_names(courant, tmp_path):
    assert courant("info", "als", "--json", cwd=tmp_path).json()["lattice"]["name"] == "ALS"
    (tmp_path / "als").write_text("")  # a file of that name comes first
    assert courant("info", "als", "--format", "courant", cwd=tmp_path).status == 1


def test_data_is_found_by_the_variable_then_beside_the_program(courant, program, tmp_path):
    lattices = tmp_path / "share/courant/lattices"
    lattices.mkdir(parents=True)
    (lattices / "mine.json").write_text(lattice_text(FODO, superperiods=8))
    chosen = courant("info", "mine", "--json", COURANT_DATA=str(tmp_path / "share/courant"))
    assert chosen.json()["lattice"]["name"] == "TEST"
    assert courant("info", "mine", COURANT_DATA=None).status == 1

    (tmp_path / "bin").mkdir()
    copy = tmp_path / "bin/courant"
    shutil.copy(program, copy)
    assert courant("info", "mine", program=copy, COURANT_DATA=None).status == 0
    assert courant("info", "als", program=copy, COURANT_DATA=None).status == 1  # the installed data count

    wrong = courant("demo", "--out", tmp_path / "out", COURANT_DATA=str(tmp_path / "nothing"))
    assert wrong.status == 1
    assert "COURANT_DATA" in wrong.err


@pytest.fixture
def stub(tmp_path):
    """A program that stands in for Python and does what the text says."""

    def make(text):
        path = tmp_path / "python-stub"
        path.write_text(f"#!{sys.executable}\nimport sys\n{text}\n")
        path.chmod(0o755)
        return str(path)

    return make


def test_a_missing_package_is_named_and_the_old_picture_stays(courant, fodo, stub, tmp_path):
    old = tmp_path / "old.png"
    old.write_text("kept")
    for package in ("matplotlib", "courant"):
        python = stub(f"sys.exit(\"ModuleNotFoundError: No module named '{package}'\")")
        ended = courant("twiss", fodo, "--plot", old, COURANT_PYTHON=python)
        assert ended.status == 1
        assert f"has no package '{package}'" in ended.err
        assert "COURANT_PYTHON" in ended.err
        assert "beta_x" in ended.out  # the numbers are there nevertheless
    nowhere = courant("twiss", fodo, "--plot", old, COURANT_PYTHON="/no/such/python")
    assert nowhere.status == 1
    assert "/no/such/python" in nowhere.err
    assert courant("twiss", fodo, "--plot", "x.bmp").status == 1
    assert old.read_text() == "kept"


def test_no_shell_sees_the_name_of_the_picture(courant, fodo, stub, tmp_path):
    python = stub("open(sys.argv[5], 'w').write(' '.join(sys.argv[1:4]))")
    name = "a; touch b $(touch c).png"
    ended = courant("orbit", fodo, "--plot", name, cwd=tmp_path, COURANT_PYTHON=python)
    assert ended.status == 0, ended.err
    assert (tmp_path / name).read_text() == "-m courant.plot orbit"
    assert sorted(p.name for p in tmp_path.iterdir()) == [name, "fodo.json", "python-stub"]


def test_pictures_are_drawn_from_the_documents(courant, fodo, stub, tmp_path):
    python = stub("import json; json.dump(json.load(open(sys.argv[4])), open(sys.argv[5], 'w'))")
    for command in ("twiss", "orbit", "orm"):
        out = tmp_path / f"{command}.svg"
        ended = courant(command, fodo, "--json", "--plot", out, COURANT_PYTHON=python)
        assert json.loads(out.read_text()) == ended.json()


@pytest.mark.skipif(not importlib.util.find_spec("matplotlib"), reason="matplotlib is not installed")
def test_a_real_picture_is_drawn(courant, fodo, tmp_path):
    assert importlib.util.find_spec("courant"), "the package must be on PYTHONPATH"
    for command in ("twiss", "orbit", "orm"):
        out = tmp_path / f"{command}.png"
        ended = courant(command, fodo, "--plot", out, COURANT_PYTHON=sys.executable)
        assert ended.status == 0, ended.err
        assert out.read_bytes().startswith(b"\x89PNG")


def test_data_folder_of_the_source_tree_holds_the_demo(courant):
    assert (ROOT / "data/facilities/esrf_ebs.yaml").exists()
    assert courant("check", ROOT / "data/facilities/esrf_ebs.yaml", "--json").json()["findings"] == []
