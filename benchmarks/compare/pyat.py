"""The same jobs in Courant and in pyAT, on one core, in one run: checks the physics, then prints ratios.

    python benchmarks/compare/pyat.py [LATTICE] [--repeat 5] [--json FILE]

The times are medians; the ratio (pyAT over Courant) is what counts, a machine's own speed is noise. Numerical
response: central differences of the closed orbit, timed on a few columns and scaled to all.
"""

import argparse
import json
import statistics
import time
from pathlib import Path

import at
import courant
import numpy as np
from at_lattice import at_ring

DEFAULT = Path(__file__).parents[2] / "data/lattices/esrf_ebs.json"
COLUMNS = 4  # of the numerical response that pyAT is timed on


def median_time(job, repeat):
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        job()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def bunch(count):
    random = np.random.default_rng(1)
    particles = np.zeros((count, 6))
    particles[:, :4] = random.normal(size=(count, 4)) * [1e-5, 1e-6, 1e-5, 1e-6]
    particles[:, 5] = 1e-4
    return particles


def at_order(particles):
    """(n, 6) Courant to (6, n) AT: x px y py delta ct; z starts at 0."""
    return np.asfortranarray(particles[:, [0, 1, 2, 3, 5, 4]].T.copy())


def tracking(lattice, ring, count, turns):
    """Seconds per particle and turn of both codes are compared by the time of the same work."""
    start = bunch(count)

    def ours():
        return courant.track(lattice, start, turns=turns, rf=False, threads=1).particles

    def theirs():
        return ring.track(at_order(start), nturns=turns, in_place=True, use_mp=False)[0][:, :, 0, -1]

    difference = np.abs(ours()[:, :4] - theirs().T[:, :4]).max()
    return ours, theirs, difference


def closed_orbit(lattice, ring):
    def ours():
        return courant.closed_orbit(lattice, delta=1e-3).orbit[0]

    def theirs():
        return at.find_orbit4(ring, dp=1e-3)[0]

    return ours, theirs, np.abs(ours()[:4] - theirs()[:4]).max()


def optics(lattice, ring):
    places = np.arange(len(ring) + 1)

    def ours():
        return courant.twiss(lattice)

    def theirs():
        return at.get_optics(ring, refpts=places, get_chrom=True, method=at.linopt4)

    beta = theirs()[2].beta
    ours_beta = np.column_stack([ours().beta_x, ours().beta_y])
    return ours, theirs, np.abs(beta / ours_beta - 1.0).max()


def response(lattice, ring, monitors, correctors):
    def ours():
        return courant.orbit_response(lattice, monitors, correctors, vertical=False).values

    def theirs():
        columns = []
        for place in correctors[:COLUMNS]:
            element = ring[place]
            rest = np.array(getattr(element, "KickAngle", np.zeros(2)), dtype=float)
            orbits = []
            for step in (1e-5, -1e-5):
                element.KickAngle = rest + np.array([step, 0.0])
                orbits.append(at.find_orbit4(ring, refpts=monitors)[1])
            element.KickAngle = rest
            columns.append((orbits[0] - orbits[1]) / 2e-5)
        return np.array(columns)

    numeric, exact = theirs(), ours()
    difference = np.abs(numeric[:, :, 0].T - exact[: len(monitors), :COLUMNS]).max() / np.abs(exact).max()
    return ours, theirs, difference


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("lattice", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()

    lattice = courant.read_lattice(options.lattice)
    ring = at_ring(lattice)
    monitors = [i for i, e in enumerate(lattice) if e.type == "Monitor"]
    correctors = [i for i, e in enumerate(lattice) if e.type in ("Corrector", "Sextupole")][:224]
    jobs = {
        "tracking 4D, 64 particles x 20 turns": (tracking(lattice, ring, 64, 20), 1.0, "m, rad"),
        "tracking 4D, 1 particle x 100 turns": (tracking(lattice, ring, 1, 100), 1.0, "m, rad"),
        "closed orbit 4D, delta = 1e-3": (closed_orbit(lattice, ring), 1.0, "m, rad"),
        "coupled optics at all elements + chromaticity": (optics(lattice, ring), 1.0, "beta, relative"),
        f"orbit response, {len(monitors)} x {len(correctors)}, one plane": (
            response(lattice, ring, monitors, correctors),
            len(correctors) / COLUMNS,
            "of largest entry",
        ),
    }
    print(
        f"{lattice.name}: {len(lattice)} elements; courant {courant.__version__}, pyAT {at.__version__}, one core"
    )
    print(f"{'job':<52}{'Courant':>11}{'pyAT':>11}{'ratio':>8}  largest difference")
    results = []
    for job, ((ours, theirs, difference), scale, unit) in jobs.items():
        mine, peer = median_time(ours, options.repeat), scale * median_time(theirs, options.repeat)
        print(
            f"{job:<52}{1e3 * mine:>9.2f}ms{1e3 * peer:>9.1f}ms{peer / mine:>8.1f}  {difference:.1e} ({unit})"
        )
        results.append(
            {"job": job, "courant_s": mine, "pyat_s": peer, "ratio": peer / mine, "difference": difference}
        )
    if options.json:
        options.json.write_text(
            json.dumps({"lattice": lattice.name, "elements": len(lattice), "jobs": results}, indent=1)
        )


if __name__ == "__main__":
    main()
