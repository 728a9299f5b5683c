"""Writes data/lattices/als.json: a third-generation triple-bend light source after published ALS parameters.

Published: energy, circumference, cells, order of the magnets, magnet lengths, tunes, beta and dispersion in
the straight sections, harmonic number. Chosen here: gaps, bend gradient, places of monitors and correctors.
Matched here: QF, QD and QFA (two tunes and the dispersion in the straight sections), SD and SF
(chromaticity).
"""

import math

from courant_json import ELECTRON_REST_ENERGY, SPEED_OF_LIGHT, Machine

CELLS = 12
CIRCUMFERENCE = 196.8  # [m]
ENERGY = 1.9e9  # [eV]
HARMONIC = 328
RF_VOLTAGE = 1.2e6  # [V], two cavities together
RF_CELL = 3  # the straight section that this cell begins with holds the cavities
ANGLE = math.pi / 18  # [rad], three bends a cell
BEND_K1 = -0.788  # [1/m^2]

CITATION = [
    "Advanced Light Source, ALS Storage Ring Parameters (parameter page, LBNL), with Twiss parameters at "
    "the source points",
    "1-2 GeV Synchrotron Radiation Source, Conceptual Design Report, LBL PUB-5172 Rev. (1986)",
    "D. Robin, C. Steier, J. Laskar, L. Nadolski, Global dynamics of the Advanced Light Source revealed "
    "through experimental frequency map analysis, Phys. Rev. Lett. 85, 558 (2000)",
]
DESCRIPTION = "Third-generation triple-bend light source, 1.9 GeV, 12 equal cells, 196.8 m, after ALS"
NOTES = (
    "Not the operation lattice of the ALS; without superbends. Published (energy, circumference, beta and "
    "dispersion read in the parameter page, the rest quoted from general knowledge of the literature and not "
    "compared with a printed table): energy, circumference, cell "
    "number, magnet order, magnet lengths (rounded to mm), bend angle, harmonic number, tunes 14.25/8.20, "
    "dispersion 0.06 m in the straight sections. Chosen by us: gaps and bend gradient (so that beta in the "
    "straight sections and the emittance come near the published 13.6 m, 3.6 m, 6.75 nm), parallel bend "
    "faces, places of monitors, correctors and cavities. Matched by us: QF, QD, QFA, SD, SF. Families by "
    "name: *_QF?, *_QD? (tune), *_SF?, *_SD? (chromaticity and steering in both planes), *_HV? (steering in"
    " both planes), *_BPM_*, *_CAV_*."
)

# Lengths [m]
BEND, QF, QD, QFA, SEXTUPOLE, CORRECTOR = 0.865, 0.344, 0.187, 0.448, 0.203, 0.150
# Matched strengths: k1 [1/m^2], k2 [1/m^3]
K1 = {"QF": 1.667693571, "QD": -1.955226172, "QFA": 3.440754552}
K2 = {"SD": -164.3324, "SF": 311.5176}


class Cell:
    """One cell from the middle of a straight section to the middle of the next."""

    def __init__(self, ring, number):
        self.ring, self.prefix, self.monitor, self.number = ring, f"C{number:02d}_", 0, number

    def bpm(self):
        self.monitor += 1
        self.ring.add(f"{self.prefix}BPM_{self.monitor:02d}", "Monitor")

    def bend(self, name):
        faces = {"e1": ANGLE / 2, "e2": ANGLE / 2}
        self.ring.add(self.prefix + name, "Dipole", length=BEND, angle=ANGLE, **faces, k1=BEND_K1, steps=20)

    def quadrupole(self, family, place, length):
        self.ring.add(f"{self.prefix}{family}{place}", "Quadrupole", length=length, k1=K1[family], steps=10)

    def sextupole(self, family, place):
        self.ring.add(f"{self.prefix}{family}{place}", "Sextupole", length=SEXTUPOLE, k2=K2[family], steps=10)

    def corrector(self, place):
        self.ring.add(f"{self.prefix}HV{place}", "Corrector", length=CORRECTOR, kick_x=0.0, kick_y=0.0)

    def straight(self, with_cavities):
        length = HALF_STRAIGHT - CORRECTOR - 0.15
        for place in (1, 2) if with_cavities else ():
            self.ring.drift(0.60)
            frequency = HARMONIC * BETA * SPEED_OF_LIGHT / CIRCUMFERENCE
            name = f"{self.prefix}CAV_{place:02d}"
            self.ring.add(name, "Cavity", length=0.0, voltage=RF_VOLTAGE / 2, frequency=frequency, phase=0.0)
            length -= 0.60
        self.ring.drift(length)

    def half(self, first):
        d, place = self.ring.drift, 1 if first else 2
        steps = [
            lambda: self.straight(first and self.number == RF_CELL),
            lambda: self.corrector(place),
            lambda: d(0.10),
            self.bpm,
            lambda: d(0.05),
            lambda: self.quadrupole("QF", place, QF),
            lambda: d(0.77),
            lambda: self.quadrupole("QD", place, QD),
            lambda: d(0.28),
            self.bpm,
            lambda: d(0.32),
            lambda: self.bend("B1" if first else "B3"),
            lambda: d(0.12),
            self.bpm,
            lambda: d(0.18),
            lambda: self.sextupole("SD", place),
            lambda: d(0.10),
            lambda: self.quadrupole("QFA", place, QFA),
            lambda: d(0.10),
            lambda: self.sextupole("SF", place),
            lambda: d(0.12),
            self.bpm,
            lambda: d(0.19),
        ]
        for step in steps if first else reversed(steps):
            step()

    def write(self):
        self.half(True)
        self.bend("B2")
        self.half(False)


GAPS = 0.77 + 0.60 + 0.30 + 0.10 + 0.10 + 0.31
HALF_STRAIGHT = CIRCUMFERENCE / CELLS / 2 - 1.5 * BEND - QF - QD - QFA - 2 * SEXTUPOLE - GAPS
BETA = math.sqrt(1 - (ELECTRON_REST_ENERGY / ENERGY) ** 2)


def build():
    """The ring with the strengths K1, K2 of this module."""
    ring = Machine("ALS", DESCRIPTION, CITATION, NOTES, "electron", ENERGY)
    for number in range(1, CELLS + 1):
        Cell(ring, number).write()
    if abs(ring.length() - CIRCUMFERENCE) > 1e-6:
        raise ValueError(f"the ring is {ring.length()} m long, expected {CIRCUMFERENCE} m")
    return ring


if __name__ == "__main__":
    build().write("als.json")
