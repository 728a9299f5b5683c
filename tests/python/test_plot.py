"""Figures: each kind is written as a picture with something in it, from results and from the JSON of commands."""

import json
import subprocess
import sys

import courant
import numpy as np
import pytest
from courant import elements as e
from small_lattices import fodo_cells

plot = pytest.importorskip("courant.plot")
pytest.importorskip("matplotlib")


def is_picture(path):
    """A PNG of some size in which not all points are alike."""
    from matplotlib.image import imread

    image = imread(path)
    return min(image.shape[:2]) > 200 and image[..., :3].std() > 0.02


def json_of(optics):
    table = {
        name: list(map(str if name in ("name", "type") else float, c)) for name, c in optics.table().items()
    }
    return {"lattice": {"name": "FODO"}, "tune": optics.tune.tolist(), "table": table}


def test_twiss_figure_from_result_and_json(fodo, tmp_path):
    optics = courant.twiss(fodo)
    optics.plot().savefig(tmp_path / "result.png")
    assert plot.save("twiss", json_of(optics), tmp_path / "json.png") == [tmp_path / "json.png"]
    assert is_picture(tmp_path / "result.png")
    assert is_picture(tmp_path / "json.png")


def test_a_notebook_gets_a_picture(fodo):
    assert courant.twiss(fodo).plot()._repr_png_().startswith(b"\x89PNG")


def test_curves_between_places_are_those_of_the_sliced_ring(fodo):
    from courant._figure import smooth

    coarse = courant.twiss(fodo)
    fine = courant.twiss(fodo.edit().slice("~type:Dipole & ~type:Monitor & ~type:Corrector", 4).freeze())
    s, beta = smooth(coarse.s, coarse.beta_x, -2 * coarse.alpha_x)
    # cubic curve over 0.5 m quadrupoles with k = 0.6: fourth order, (k L^2)^2/24 of beta is 1e-3
    assert np.interp(fine.s, s, beta) == pytest.approx(fine.beta_x, rel=3e-3)


def test_gradient_signs_follow_from_the_optics(fodo):
    from courant._figure import gradient_sign

    table = courant.twiss(fodo).table()
    signs = [gradient_sign(table, i) for i in fodo.select("type:Quadrupole")]
    assert signs == [1.0, -1.0] * 8


def test_a_ring_of_many_cells_shows_one_of_them():
    from courant._figure import period

    optics = courant.twiss(fodo_cells(cells=32, k1=0.6))
    assert period(optics.table()) == pytest.approx(6.0, rel=1e-9)


def test_orbit_and_matrix_figures(fodo, tmp_path):
    ring = fodo.set("COR_F#1", kick_x=1e-5, kick_y=1e-5)
    orbit = courant.closed_orbit(ring)
    orbit.plot(s=ring.s).savefig(tmp_path / "orbit.png")
    matrix = courant.orbit_response(fodo, "BPM_*", "COR_*")
    matrix.plot().savefig(tmp_path / "matrix.png")
    data = {
        "matrix": matrix.values.tolist(),
        "rows": [row.label for row in matrix.rows],
        "columns": [column.label for column in matrix.columns],
    }
    plot.save("orm", data, tmp_path / "json.png")
    for name in ("orbit", "matrix", "json"):
        assert is_picture(tmp_path / f"{name}.png")


def test_response_figure_gives_the_rf_its_own_scale(tmp_path):
    values = np.c_[np.outer([1.0, -2.0, 3.0, 1.0], [1.0, 2.0]), 1e-8 * np.ones(4)]
    values[2, 1] = np.nan  # a reading that was masked
    data = {"matrix": values, "rows": ["A.x", "B.x", "A.y", "B.y"], "columns": ["C.kick_x", "C.kick_y", "rf"]}
    figure = plot.plot_response_matrix(data)
    scales = [axes.images[0].get_clim()[1] for axes in figure.axes if axes.images]
    assert len(scales) == 2
    assert scales[1] == 1e-8


def test_module_runs_as_a_program(tmp_path):
    s = np.linspace(0, 100, 50)
    orbit = {"x": (1e-3 * np.sin(s)).tolist(), "y": (5e-4 * np.cos(s)).tolist()}
    data = {
        "s": s.tolist(),
        "orbit_before": orbit,
        "orbit_after": {plane: [v / 50 for v in values] for plane, values in orbit.items()},
        "tune": {"before": [0.21, 0.33], "after": [0.2, 0.34], "target": [0.2, 0.34]},
        "chromaticity": {"before": [0.5, 0.4], "after": [1.0, 1.0], "target": [1.0, 1.0]},
        "twiss": json_of(courant.twiss(courant.Lattice(
            [e.Quadrupole("QF", 0.2, 1.0), e.Drift("D", 1.0), e.Quadrupole("QD", 0.2, -1.0), e.Drift("D", 1.0)],
            energy=1e9))),
    }  # fmt: skip
    source = tmp_path / "data.json"
    source.write_text(json.dumps(data))
    program = [sys.executable, "-m", "courant.plot"]
    subprocess.run([*program, "demo", source, tmp_path / "demo"], check=True)
    made = sorted(path.name for path in (tmp_path / "demo").iterdir())
    assert made == ["optics.png", "orbit.png", "tune.png"]
    assert all(is_picture(tmp_path / "demo" / name) for name in made)
    assert subprocess.run([*program, "twiss"], capture_output=True, check=False).returncode == 2


def test_an_unknown_picture_is_an_error(tmp_path):
    with pytest.raises(ValueError, match="twiss, orbit, orm, demo"):
        plot.save("portrait", {}, tmp_path / "a.png")
