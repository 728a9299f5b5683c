"""Lattices that are built in a few lines."""

import courant
from courant import elements as e


def fodo_cells(cells=8, k1=0.6, k2=0.0, extra=()):
    """Ring of FODO cells with bends, monitors and correctors: 8 cells of 6 m, an electron beam of 1 GeV."""
    angle = 3.141592653589793 / cells
    cell = [
        e.Monitor("BPM_F"),
        e.Corrector("COR_F"),
        e.Quadrupole("QF", length=0.5, k1=k1, steps=20),
        e.Sextupole("SF", length=0.1, k2=k2),
        e.Drift("D1", length=0.4),
        e.Dipole("B", length=1.5, angle=angle, steps=20),
        e.Drift("D2", length=0.5),
        e.Monitor("BPM_D"),
        e.Corrector("COR_D"),
        e.Quadrupole("QD", length=0.5, k1=-k1, steps=20),
        e.Sextupole("SD", length=0.1, k2=-k2),
        e.Drift("D3", length=0.4),
        e.Dipole("B", length=1.5, angle=angle, steps=20),
        e.Drift("D4", length=0.5),
    ]
    return courant.Lattice([*cell * cells, *extra], energy=1e9, name="FODO")
