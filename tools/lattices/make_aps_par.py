"""Writes data/lattices/aps_par.json: a 31 m ring with strong edge focusing after the published APS PAR
parameters.

Published: energy, circumference, two superperiods of two mirrored quadrants, eight equal bends whose wedges
do all the vertical focusing, sixteen horizontally focusing quadrupoles, ten combined sextupole-corrector
magnets, tunes, momentum compaction, extremes of the beta functions and of the dispersion, radiation
integrals. The bending radius follows from the second integral. Chosen here: gaps, quadrupole and sextupole
lengths, fringe integral, gap height. Matched here: the wedge angle and the four quadrupole families.
"""

import math

from courant_json import Machine

CIRCUMFERENCE = 30.666  # [m]
ENERGY = 450.0e6  # [eV]
ANGLE = math.pi / 4  # [rad]
SECOND_INTEGRAL = 6.162  # [1/m] = 2 pi / rho
BEND = ANGLE * 2 * math.pi / SECOND_INTEGRAL  # [m], arc

CITATION = [
    "PAR Parameters, Main Parameters, Advanced Photon Source (ops.aps.anl.gov/ParParameters)",
    "APS Injector particle accumulator ring, Lattice Definitions, Advanced Photon Source "
    "(ParParameters/node2.html)",
    "H. M. Bizek (ed.), The Advanced Photon Source List of Parameters, ANL/APS/TB-26 (1996)",
]
DESCRIPTION = "Small ring with strong edge focusing, 450 MeV, two superperiods, 30.67 m, after APS PAR"
NOTES = (
    "Not the operation lattice of the APS. Published: energy, circumference, superperiods, numbers of bends"
    " (8), quadrupoles (16) and sextupole-corrector magnets (10), bending radius (from the second radiation"
    " integral), tunes 2.18/1.21, first, fourth and fifth radiation integral, extremes of beta (0.98 to "
    "4.68 m, 0.43 to 14.08 m) and dispersion (3.11 m). Chosen by us: gaps, quadrupole length 0.23 m, "
    "sextupole length 0.20 m, fint 0.5, gap 45 mm, places of monitors. Matched by us: wedge angle and Q1 to"
    " Q4. Sextupoles are off, as their strengths are not published. No cavity: the file holds one of two "
    "superperiods and the harmonic number is 1."
)

# Lengths [m]
QUADRUPOLE, SEXTUPOLE = 0.23, 0.20
FINT, GAP = 0.5, 0.045  # [-], [m]
# Matched: wedge angle [rad], k1 [1/m^2]
WEDGE = 0.4479
K1 = {"Q1": 2.468943199, "Q2": 0.1244, "Q3": 1.4782, "Q4": 2.536506417}


def quadrant(ring, name, away_from_straight):
    """From the middle of the long straight section to the middle of the dispersive one, or back."""

    def bend(label):
        edges = {"e1": WEDGE, "e2": WEDGE, "fint1": FINT, "fint2": FINT, "gap": GAP}
        ring.add(f"{name}_{label}", "Dipole", length=BEND, angle=ANGLE, **edges, steps=40)

    def quadrupole(family):
        ring.add(f"{name}_{family}", "Quadrupole", length=QUADRUPOLE, k1=K1[family], steps=10)

    def sextupole(label):
        ring.add(f"{name}_{label}", "Sextupole", length=SEXTUPOLE, k2=0.0, steps=10)

    def bpm(number):
        ring.add(f"{name}_BPM_{number}", "Monitor")

    d = ring.drift
    steps = [
        lambda: d(HALF_STRAIGHT - 0.64),
        lambda: bpm(1),
        lambda: d(0.20),
        lambda: sextupole("S1"),
        lambda: d(0.24),
        lambda: quadrupole("Q4"),
        lambda: d(0.16),
        lambda: bend("B2"),
        lambda: d(0.18),
        lambda: quadrupole("Q3"),
        lambda: d(0.24),
        lambda: bpm(2),
        lambda: d(0.20),
        lambda: sextupole("SD"),
        lambda: d(0.20),
        lambda: bpm(3),
        lambda: d(0.23),
        lambda: quadrupole("Q2"),
        lambda: d(0.48),
        lambda: bend("B1"),
        lambda: d(0.18),
        lambda: quadrupole("Q1"),
        lambda: d(0.30),
        lambda: bpm(4),
        lambda: d(0.40),
    ]
    for step in steps if away_from_straight else reversed(steps):
        step()


GAPS = 0.16 + 0.18 + (0.24 + 0.20 + SEXTUPOLE + 0.20 + 0.23) + 0.48 + 0.18 + (0.70 + SEXTUPOLE / 2)
HALF_STRAIGHT = CIRCUMFERENCE / 4 - 2 * BEND - 4 * QUADRUPOLE - GAPS


def build():
    """One superperiod with the strengths WEDGE and K1 of this module."""
    ring = Machine("APS-PAR", DESCRIPTION, CITATION, NOTES, "electron", ENERGY, superperiods=2)
    quadrant(ring, "A", True)
    ring.add("SF", "Sextupole", length=SEXTUPOLE, k2=0.0, steps=10)
    quadrant(ring, "B", False)
    if abs(2 * ring.length() - CIRCUMFERENCE) > 1e-6:
        raise ValueError(f"the superperiod is {ring.length()} m long, expected {CIRCUMFERENCE / 2} m")
    return ring


if __name__ == "__main__":
    build().write("aps_par.json")
