"""What radiation does to a ring: loss, sawtooth, tapering, photons."""

import json
import os
from pathlib import Path

import courant
import numpy as np

data = Path(os.environ.get("COURANT_DATA", "data"))
quiet = courant.read_lattice(data / "lattices" / "esrf_ebs.json")
ring = quiet.edit().radiation("mean").freeze()

loss = courant.energy_loss(ring)
orbit = courant.closed_orbit(ring, mode="6d").orbit
flat = courant.closed_orbit(courant.tapered(ring), mode="6d").orbit
x, x_tapered = np.abs(orbit[:, 0]).max(), np.abs(flat[:, 0]).max()
print(
    f"a turn costs {loss * 1e-3:.1f} keV; orbit beside the axis: {x * 1e6:.2f} um, tapered {x_tapered * 1e6:.3f} um"
)

photons = quiet.edit().radiation("quantum").freeze()
particles = courant.track(photons, np.tile(orbit[0], (200, 1)), turns=5, seed=11).particles
squares = 0.0
for delta in particles[:, 5]:
    squares += (delta - orbit[0, 5]) ** 2 / 200
print(f"after 5 turns of photons delta is spread by {squares**0.5:.2g}")
print(json.dumps({"loss": loss, "x": float(x), "x_tapered": float(x_tapered), "spread": float(squares**0.5)}))
