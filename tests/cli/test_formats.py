"""Every format that is written comes back with the same optics, whichever way it goes."""

import itertools

import pytest

EXTENSIONS = {
    "courant": ".json",
    "madx": ".madx",
    "elegant": ".lte",
    "at_m": ".m",
    "at_json": ".json",
    "pals": ".pals.yaml",
}


@pytest.mark.parametrize(("first", "second"), list(itertools.permutations(EXTENSIONS, 2)))
def test_convert_through_two_formats_keeps_the_tunes(courant, fodo, tmp_path, first, second):
    one, two = tmp_path / f"one{EXTENSIONS[first]}", tmp_path / f"two{EXTENSIONS[second]}"
    beam = ["--particle", "electron", "--energy", "1GeV"]
    model = ["--model", "expanded", "--steps-for", "1e-12"]  # each format has its own
    assert courant("convert", fodo, one, "--to", first).status == 0
    assert courant("convert", one, two, "--format", first, "--to", second, *beam).status == 0
    ring = courant("twiss", two, "--format", second, "--json", *beam, *model)
    assert ring.status == 0, ring.err
    cell = courant("twiss", fodo, "--json", *model).json()
    # MAD-X and elegant have no superperiods: there the ring is written out; strengths are the same to rounding
    assert ring.json()["tune"] == pytest.approx(cell["tune"], abs=1e-11)


def test_check_takes_a_pals_file_for_a_lattice(courant, fodo, tmp_path):
    path = tmp_path / "ring.pals.yaml"
    assert courant("convert", fodo, path).status == 0
    done = courant("check", path)
    assert done.status == 0, done.out
    path.write_text(path.read_text().replace("length: 0.5", "length: half"))
    done = courant("check", path)
    assert done.status == 1
    assert "attribute LENGTH must be a number ('half' is unknown" in done.out.replace("expression ", "")
