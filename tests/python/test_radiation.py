"""Synchrotron radiation and tapering from Python."""

import courant
import numpy as np
import pytest


@pytest.fixture(scope="module")
def ring():
    return courant.read_lattice("data/lattices/esrf_ebs.json")


def test_the_loss_of_a_turn_is_that_of_the_bends(ring):
    c_gamma = 8.846e-5  # m/GeV^3
    integral = sum(e.angle**2 / e.length for e in ring if type(e).__name__ == "Dipole" and e.length)
    expected = c_gamma * 6.0**4 / (2 * np.pi) * integral * ring.superperiods * 1e9
    assert courant.energy_loss(ring) == pytest.approx(expected, rel=1e-4)  # digits of the constant


def test_radiation_is_a_field_of_every_magnet(ring):
    loud = ring.edit().radiation("mean").freeze()
    magnets = [e for e in loud if hasattr(e, "radiation")]
    assert magnets
    assert {e.radiation for e in magnets} == {"mean"}
    assert {e.radiation for e in ring if hasattr(e, "radiation")} == {"off"}
    assert loud.edit().radiation("off").freeze() == ring


def test_the_tapered_ring_has_a_flat_orbit(ring):
    loud = ring.edit().radiation("mean").freeze()
    orbit = courant.closed_orbit(loud, mode="6d").orbit
    flat = courant.closed_orbit(courant.tapered(loud), mode="6d").orbit
    assert np.ptp(orbit[:, 5]) > 1e-6  # the sawtooth of the energy
    assert np.abs(flat[:, 0]).max() < 0.1 * np.abs(orbit[:, 0]).max()


def test_photons_follow_the_seed_and_not_the_threads(ring):
    loud = ring.edit().radiation("quantum").freeze()
    start = np.zeros((70, 6))
    one = courant.track(loud, start, threads=1, seed=3).particles
    assert np.array_equal(one, courant.track(loud, start, threads=2, seed=3).particles)
    assert not np.array_equal(one, courant.track(loud, start, seed=4).particles)
    assert np.array_equal(courant.track(loud, start, rf=False).particles[:, 5], np.zeros(70))


def test_bad_input_says_what_to_do(ring):
    with pytest.raises(courant.InvalidArgument, match="did you mean 'mean'"):
        ring.edit().radiation("meen")
    with pytest.raises(courant.InvalidArgument, match="no magnet of"):
        courant.tapered(ring)
    weak = ring.edit().radiation("mean").scale("type:Cavity", voltage=0.1).freeze()
    with pytest.raises(courant.Failed, match="the cavities give at most"):
        courant.closed_orbit(weak, mode="6d")
