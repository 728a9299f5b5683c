"""Set tune and chromaticity with two families each; the responses are exact, so few steps are enough."""

import json
import os
from pathlib import Path

import courant
import numpy as np

data = Path(os.environ.get("COURANT_DATA", "data"))
ring = courant.read_lattice(data / "lattices" / "als.json")


def set_by(ring, target, families, field, quantity, response):
    """Newton's method in two families; the ring and the steps that it took."""
    for steps in range(10):
        error = getattr(courant.twiss(ring), quantity) - target
        if np.abs(error).max() < 1e-9:
            return ring, steps
        solution = response(ring, families, field).solve(error, keep=2)
        changed = ring.edit()
        for family, delta in zip(families, solution.delta, strict=True):
            changed.add(family, **{field: delta})
        ring = changed.freeze()
    raise RuntimeError(f"{quantity} is not reached")


ring, tune_steps = set_by(ring, [14.27, 8.18], ["*_QF?", "*_QD?"], "k1", "tune", courant.tune_response)
ring, chromaticity_steps = set_by(
    ring, [2.0, 3.0], ["*_SF?", "*_SD?"], "k2", "chromaticity", courant.chromaticity_response
)

optics = courant.twiss(ring)
print(f"tune         {optics.tune[0]:.9f} {optics.tune[1]:.9f} after {tune_steps} steps")
print(
    f"chromaticity {optics.chromaticity[0]:.9f} {optics.chromaticity[1]:.9f} after {chromaticity_steps} steps"
)
summary = {
    "tune": optics.tune.tolist(),
    "chromaticity": optics.chromaticity.tolist(),
    "steps": [tune_steps, chromaticity_steps],
    "k1": [ring[ring.find(name)].k1 for name in ("C01_QF1", "C01_QD1")],
    "k2": [ring[ring.find(name)].k2 for name in ("C01_SF1", "C01_SD1")],
}
print(json.dumps(summary))
