"""Optics of a ring: read its lattice, print tunes, chromaticities and the extremes of beta and dispersion."""

import json
import os
from pathlib import Path

import courant

data = Path(os.environ.get("COURANT_DATA", "data"))
ring = courant.read_lattice(data / "lattices" / "als.json")
optics = courant.twiss(ring)

print(f"{ring.name}: {len(ring)} elements, {ring.circumference:.1f} m, {ring.reference.energy / 1e9:.2f} GeV")
print(f"tune                {optics.tune[0]:10.6f} {optics.tune[1]:10.6f}")
print(f"chromaticity        {optics.chromaticity[0]:10.4f} {optics.chromaticity[1]:10.4f}")
print(f"largest beta [m]    {optics.beta_x.max():10.3f} {optics.beta_y.max():10.3f}")
print(f"largest eta_x [m]   {optics.eta_x.max():10.4f}")
print(f"momentum compaction {optics.momentum_compaction:10.3e}")

result = {
    "tune": optics.tune.tolist(),
    "chromaticity": optics.chromaticity.tolist(),
    "beta_max": [optics.beta_x.max(), optics.beta_y.max()],
    "eta_max": optics.eta_x.max(),
    "momentum_compaction": optics.momentum_compaction,
}
print(json.dumps(result))
