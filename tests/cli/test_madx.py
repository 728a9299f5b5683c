"""MAD-X files at the command line."""

import pytest

PARTS = """
qf: quadrupole, l=0.3, k1:=kf; qd: quadrupole, l=0.3, k1:=-kf; b: rbend, l=1, angle=twopi/16;
a: sequence, l=4, refer=entry; qf, at=0; b, at=0.8; qd, at=2; b, at=2.8; endsequence;
c: sequence, l=5, refer=entry; qf, at=0; endsequence;
"""


@pytest.fixture
def job(tmp_path):
    """A job without `use` that calls its sequences."""
    (tmp_path / "parts.seq").write_text(PARTS)
    path = tmp_path / "job.madx"
    path.write_text("call, file='parts.seq';\nkf = 1.5;\nbeam, particle=proton, pc=2;\n")
    return path


def test_several_sequences_and_none_chosen_end_with_their_names(courant, job):
    done = courant("twiss", job)
    assert done.status == 1
    assert "a, c" in done.err
    assert "--line" in done.err


def test_a_sequence_is_chosen_by_line_or_use(courant, job):
    by_line = courant("info", job, "--line", "a", "--json").json()
    job.write_text(job.read_text() + "use, sequence=a;\n")
    by_use = courant("info", job, "--json").json()
    assert by_line == by_use
    assert by_line["lattice"]["name"] == "a"
    assert by_line["count"]["Dipole"] == 2


def test_convert_to_madx_and_back_keeps_the_optics(courant, job, tmp_path):
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    assert courant("convert", job, first, "--line", "a").status == 0
    assert courant("convert", first, tmp_path / "out.madx").status == 0
    assert courant("convert", tmp_path / "out.madx", second).status == 0
    a, b = (courant("twiss", path, "--json").json() for path in (first, second))
    assert a["tune"] == pytest.approx(b["tune"], rel=1e-13)  # lengths and strengths are the same to rounding
    assert a["table"]["name"] == b["table"]["name"]


def test_check_names_every_error_with_its_file_and_line(courant, job, tmp_path):
    (tmp_path / "parts.seq").write_text("x = (1;\n\nq: quadrupole, l = sqrt(-1);\n" + PARTS)
    done = courant("check", job, "--line", "a")
    assert done.status == 1
    assert "parts.seq:1: expression '(1'" in done.out
    assert "parts.seq:3: expression 'sqrt(-1)'" in done.out
