"""Tracking from Python: the buffer of numpy is tracked itself, other buffers are refused."""

import signal
import threading
import time

import courant
import numpy as np
import pytest
from courant import elements as e


def bunch(n, seed=1):
    return np.random.default_rng(seed).normal(0.0, 1e-5, (n, 6))


def test_track_in_place_moves_the_buffer_itself(fodo):
    particles = bunch(100)
    address, before = particles.ctypes.data, particles.copy()
    result = courant.track_in_place(fodo, particles, turns=3)
    assert result.particles is particles
    assert particles.ctypes.data == address
    assert not np.array_equal(particles, before)


def test_track_leaves_its_input_alone_and_agrees(fodo):
    particles = bunch(100)
    before = particles.copy()
    result = courant.track(fodo, particles, turns=3)
    assert np.array_equal(particles, before)
    courant.track_in_place(fodo, particles, turns=3)
    assert np.array_equal(result.particles, particles)


def test_one_turn_agrees_with_the_transfer_matrix(fodo):
    particles = 1e-7 * np.eye(6)
    matrix = courant.transfer_matrix(fodo)
    # second order in 1e-7 against first: relative 1e-7 times aberrations of order 100
    tracked = courant.track(fodo, particles).particles.T / 1e-7
    assert tracked == pytest.approx(matrix, abs=1e-4)


def test_threads_and_blocks_do_not_change_the_result(fodo):
    particles = bunch(257)
    one = courant.track(fodo, particles, turns=5, threads=1).particles
    assert np.array_equal(one, courant.track(fodo, particles, turns=5, threads=2).particles)
    assert np.array_equal(one[7:8], courant.track(fodo, particles[7:8].copy(), turns=5).particles)


def test_a_lost_particle_is_nan_and_listed():
    line = courant.Lattice(
        [e.Drift("D", length=1.0), e.Aperture("A", half_x=1e-3), e.Drift("D", 1.0)], energy=1e9
    )
    particles = np.zeros((3, 6))
    particles[1, 1] = 2e-3
    result = courant.track(line, particles, turns=2)
    assert np.isnan(result.particles[1]).all()
    assert np.isfinite(result.particles[[0, 2]]).all()
    (lost,) = result.lost
    assert (lost.particle, lost.turn, lost.element, lost.cause) == (1, 0, "A", "aperture")
    assert lost.before[0] == 2e-3


def test_the_lost_are_listed_by_particle():
    line = courant.Lattice([e.Drift("D", length=1.0), e.Aperture("A", half_x=5e-3)], energy=1e9)
    particles = np.zeros((200, 6))
    particles[:, 1] = np.linspace(1e-3, 6e-3, 200)  # the first ones stay longest
    lost = courant.track(line, particles, turns=10).lost
    assert [p.particle for p in lost] == list(range(200))
    assert lost[0].turn > lost[-1].turn


def test_recorded_states_have_turn_place_particle_coordinate(fodo):
    particles = bunch(4)
    result = courant.track(fodo, particles, turns=3, at=[0, len(fodo)])
    assert result.recorded.shape == (3, 2, 4, 6)
    assert np.array_equal(result.recorded[0, 0], particles)
    assert np.array_equal(result.recorded[-1, 1], result.particles)
    assert np.array_equal(result.recorded[1, 0], result.recorded[0, 1])
    assert courant.track(fodo, particles, at="BPM_*").recorded.shape == (1, 16, 4, 6)
    assert courant.track(fodo, particles).recorded is None


@pytest.mark.parametrize("track", [courant.track, courant.track_in_place])
@pytest.mark.parametrize(
    ("make", "kind", "text"),
    [
        (lambda p: p.astype(np.float32), TypeError, "float32"),
        (lambda p: p.astype(np.int64), TypeError, "int64"),
        (lambda p: p.astype(">f8"), TypeError, ">f8"),
        (np.asfortranarray, TypeError, "C order"),
        (lambda p: p[::2], TypeError, "C order"),
        (lambda p: p.tolist(), TypeError, "got list"),
        (lambda p: p[:, :5].copy(), ValueError, "expected shape (n, 6), got (8, 5)"),
        (lambda p: p[0].copy(), ValueError, "got (6,)"),
        (lambda p: p[None].copy(), ValueError, "got (1, 8, 6)"),
    ],
)
def test_another_dtype_order_or_shape_is_refused(fodo, track, make, kind, text):
    particles = make(bunch(8))
    with pytest.raises(courant.InvalidArgument) as caught:
        track(fodo, particles)
    assert isinstance(caught.value, kind)
    assert text in str(caught.value)


def test_a_read_only_array_is_not_overwritten(fodo):
    particles = bunch(2)
    particles.flags.writeable = False
    with pytest.raises(courant.InvalidArgument, match="read-only"):
        courant.track_in_place(fodo, particles)
    assert len(courant.track(fodo, particles).particles) == 2


def test_bad_options_are_refused(fodo):
    for options in ({"turns": -1}, {"at": [500]}, {"threads": 0}, {"at": "XYZ"}):
        with pytest.raises(courant.Error):
            courant.track(fodo, bunch(1), **options)


def test_progress_is_told_and_can_stop(fodo):
    calls = []
    courant.track(fodo, bunch(2), turns=4, progress=lambda done, total, what: calls.append((done, total)))
    assert calls[-1] == (4, 4)
    assert courant.track(fodo, bunch(2), turns=4, progress=lambda *_: False).cancelled

    def broken(done, total, what):
        raise RuntimeError("no more")

    with pytest.raises(RuntimeError, match="no more"):
        courant.track(fodo, bunch(2), turns=4, progress=broken)


def test_a_signal_stops_it(fodo):
    """Ctrl-C raises its exception after the turn in hand; here an alarm does."""

    def handler(signum, frame):
        raise KeyboardInterrupt

    old = signal.signal(signal.SIGALRM, handler)
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    try:
        with pytest.raises(KeyboardInterrupt):
            courant.track(fodo, bunch(64), turns=10**6, threads=1)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.signal(signal.SIGALRM, old)


def test_other_threads_run_meanwhile(fodo):
    """The interpreter lock is free: a Python thread counts while one call tracks."""
    stop, count = threading.Event(), [0]

    def counting():
        while not stop.wait(1e-4):
            count[0] += 1

    thread = threading.Thread(target=counting)
    thread.start()
    before, begin = count[0], time.perf_counter()
    courant.track(fodo, bunch(300), turns=20, threads=1)
    seconds, counted = time.perf_counter() - begin, count[0] - before
    stop.set()
    thread.join()
    assert counted > 3, f"counted {counted} in {seconds} s"
