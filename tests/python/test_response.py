"""Responses from Python: against differences, and used to correct."""

import courant
import numpy as np
import pytest


def test_orbit_response_agrees_with_differences(fodo):
    ring = fodo.set("SF", k2=5.0)
    matrix = courant.orbit_response(ring, "BPM_*", "COR_*")
    assert matrix.values.shape == (32, 32)
    assert (matrix.rows[0].label, matrix.columns[0].label) == ("BPM_F#1.x", "COR_F#1.kick_x")
    bpm, step = ring.select("BPM_*"), 1e-6
    for column in (0, 17):
        name, field = matrix.columns[column].label.split(".")
        orbits = [courant.closed_orbit(ring.set(name, **{field: sign * step})).orbit[bpm] for sign in (1, -1)]
        difference = (orbits[0] - orbits[1]) / (2 * step)
        # central differences: 1e-12 (closed orbit) over 2e-6 (step)
        assert matrix.values[:, column] == pytest.approx(np.r_[difference[:, 0], difference[:, 2]], abs=2e-6)


def test_values_are_a_view_of_the_matrix(fodo):
    matrix = courant.orbit_response(fodo, "BPM_*", "COR_*", vertical=False)
    values = matrix.values
    assert not values.flags.writeable
    assert values.ctypes.data == matrix.values.ctypes.data
    one = values[3, 4]
    del matrix
    assert values[3, 4] == one


def test_places_come_in_three_forms(fodo):
    by_name = courant.orbit_response(fodo, "BPM_*", "COR_*").values
    places = fodo.select("BPM_*"), fodo.select("COR_*")
    assert np.array_equal(by_name, courant.orbit_response(fodo, *places).values)
    assert np.array_equal(by_name, courant.orbit_response(fodo, fodo["BPM_*"], places[1].tolist()).values)


def test_solve_corrects_an_orbit(fodo):
    ring, _ = courant.errors.apply(fodo, [{"select": "Q*", "field": "dx", "sigma": 1e-4}], seed=2)
    matrix = courant.orbit_response(fodo, "BPM_*", "COR_*")
    bpm = ring.select("BPM_*")
    before = courant.closed_orbit(ring).orbit[bpm]
    solution = matrix.solve(np.r_[before[:, 0], before[:, 2]], cut=1e-6)
    assert solution.kept == 32
    assert matrix.predict(solution.delta) == pytest.approx(
        solution.predicted - np.r_[before[:, 0], before[:, 2]]
    )
    builder = ring.edit()
    for label, kick in zip(solution.columns, solution.delta, strict=True):
        name, field = label.split(".")
        builder.add(ring.find(name), **{field: kick})
    after = courant.closed_orbit(builder.freeze()).orbit[bpm]
    # a linear machine without sextupoles: what is left is the second order of 1e-4 m and the singular cut
    assert np.abs(after[:, 0]).max() < 1e-2 * np.abs(before[:, 0]).max()


def test_masks_flags_and_bounds_reach_the_solver(fodo):
    matrix = courant.orbit_response(fodo, "BPM_*", "COR_*", vertical=False)
    error = np.full(len(matrix.rows), 1e-4)
    error[3] = np.nan
    matrix.columns[0].enabled = False
    solution = matrix.solve(error, keep=5)
    assert (solution.kept, len(solution.columns)) == (5, 15)
    assert matrix.columns[0].label not in solution.columns
    assert np.isnan(solution.predicted[3])
    limit = np.abs(solution.delta).max() / 2
    bounds = {"lower": np.full(16, -limit), "upper": np.full(16, limit)}
    held = matrix.solve(error, keep=5, **bounds)
    assert np.abs(held.delta).max() <= limit * (1 + 1e-12)
    assert held.saturated


def test_inverse_is_the_linear_part_of_solve(fodo):
    matrix = courant.orbit_response(fodo, "BPM_*", "COR_*", vertical=False)
    inverse = matrix.inverse(keep=10)
    assert inverse.shape == (len(matrix.columns), len(matrix.rows))
    error = np.linspace(-1e-4, 1e-4, len(matrix.rows))
    # the same factorisation in another order of sums
    assert -inverse @ error == pytest.approx(matrix.solve(error, keep=10).delta, rel=1e-9, abs=1e-15)
    assert np.linalg.matrix_rank(inverse) == 10


def test_tune_and_chromaticity_responses_agree_with_differences(fodo):
    ring = fodo.set("SF", k2=5.0).set("SD", k2=-8.0)
    step = 1e-4
    for response, families, field, quantity in (
        (courant.tune_response, ["QF", "QD"], "k1", "tune"),
        (courant.chromaticity_response, ["SF", "SD"], "k2", "chromaticity"),
    ):
        matrix = response(ring, families)
        assert matrix.values.shape == (2, 2)
        for column, family in enumerate(families):
            changed = [
                getattr(courant.twiss(ring.edit().add(family, **{field: sign * step}).freeze()), quantity)
                for sign in (1, -1)
            ]
            difference = (changed[0] - changed[1]) / (2 * step)
            # second order of the step, 1e-8 times third derivatives of order 10, and rounding 1e-10/1e-4
            assert matrix.values[:, column] == pytest.approx(difference, abs=2e-5)


@pytest.mark.parametrize(
    ("work", "error"),
    [
        (lambda ring, m: courant.orbit_response(ring, "XYZ", "COR_*"), courant.UnknownName),
        (lambda ring, m: courant.orbit_response(ring, "BPM_*", []), courant.InvalidArgument),
        (lambda ring, m: courant.orbit_response(ring, "BPM_*", [9999]), courant.InvalidArgument),
        (lambda ring, m: courant.orbit_response(ring, "BPM_*", "BPM_*"), courant.UnknownName),
        (lambda ring, m: courant.orbit_response(ring, "BPM_*", "COR_*", rf=True), courant.InvalidArgument),
        (lambda ring, m: courant.orbit_response(ring, "BPM_*", "COR_*", mode="5d"), courant.InvalidArgument),
        (lambda ring, m: courant.orbit_response(ring, 1.5, "COR_*"), courant.WrongType),
        (lambda ring, m: m.solve([1e-4]), courant.MismatchError),
        (lambda ring, m: m.solve("orbit"), courant.WrongType),
        (lambda ring, m: m.solve(np.zeros(32), method="magic"), courant.InvalidArgument),
        (lambda ring, m: m.solve(np.zeros(32), gain=3.0), courant.InvalidArgument),
        (lambda ring, m: m.solve(np.full(32, np.nan)), courant.Failed),
        (lambda ring, m: m.row("BPM_X.x"), courant.UnknownName),
        (lambda ring, m: courant.tune_response(ring, [3]), courant.WrongType),
        (lambda ring, m: courant.tune_response(ring, ["QF"], field="k7"), courant.UnknownName),
    ],
)
def test_bad_input_has_its_typed_exception(fodo, work, error):
    with pytest.raises(error):
        work(fodo, courant.orbit_response(fodo, "BPM_*", "COR_*"))
