"""A row of particles over many turns: who is lost where, and why."""

import json
import os
from pathlib import Path

import courant
import numpy as np
from courant import elements

data = Path(os.environ.get("COURANT_DATA", "data"))
ring = courant.read_lattice(data / "lattices" / "als.json")
chamber = elements.Aperture("CHAMBER", shape="elliptic", half_x=0.020, half_y=0.004)  # [m]
with_chamber = ring.edit().insert(0, chamber).freeze()

particles = np.zeros((26, 6))  # x, px, y, py, z, delta
particles[:, 0] = 1e-3 * np.arange(26)  # x from 0 to 25 mm, a little off in y
particles[:, 2] = 1e-4
result = courant.track(with_chamber, particles, turns=200)

for lost in result.lost:
    print(f"particle {lost.particle:2d} lost in turn {lost.turn:3d} in {lost.element}: {lost.cause}")
first = result.lost[0]
summary = {
    "particles": len(particles),
    "lost": len(result.lost),
    "first_lost": first.particle,
    "turn": first.turn,
    "cause": first.cause,
    "largest_x": float(np.nanmax(np.abs(result.particles[:, 0]))),
}
print(json.dumps(summary))
