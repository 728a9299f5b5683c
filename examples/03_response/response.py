"""Orbit correction on the model: misalign a ring, compute the exact response of the design, solve, apply."""

import json
import os
from pathlib import Path

import courant
import numpy as np

data = Path(os.environ.get("COURANT_DATA", "data"))
design = courant.read_lattice(data / "lattices" / "als.json")
monitors, correctors = design["type:Monitor"], design["type:Corrector"]


def orbit_at(ring):
    """x of every monitor, then y [m]."""
    orbit = courant.closed_orbit(ring).orbit[monitors.places]
    return np.concatenate([orbit[:, 0], orbit[:, 2]])


def rms(values):
    return float(np.sqrt(np.mean(values**2)))


# Quadrupoles 30 um off in both planes, cut at two sigma; the seed makes it the same ring each time.
spec = [{"select": "type:Quadrupole", "field": field, "sigma": 30e-6} for field in ("dx", "dy")]
machine, _ = courant.errors.apply(design, spec, seed=7)
before = orbit_at(machine)

matrix = courant.orbit_response(design, monitors, correctors)
solution = matrix.solve(before, keep=40)

corrected = machine.edit()
for label, kick in zip(solution.columns, solution.delta, strict=True):
    name, field = label.split(".")
    corrected.add(machine.find(name), **{field: kick})
after = orbit_at(corrected.freeze())

largest = float(np.abs(solution.delta).max())  # [rad]
used = f"{solution.kept} of {len(solution.singular_values)} singular values"
print(f"{len(monitors)} monitors, {len(correctors)} correctors, {used}")
print(f"orbit rms before {1e6 * rms(before):8.2f} um")
print(f"orbit rms after  {1e6 * rms(after):8.2f} um, largest kick {1e6 * largest:.1f} urad")
summary = {
    "rows": len(matrix.rows),
    "columns": len(matrix.columns),
    "kept": solution.kept,
    "before": rms(before),
    "after": rms(after),
    "largest_kick": largest,
}
print(json.dumps(summary))
