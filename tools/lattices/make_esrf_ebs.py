"""Writes data/lattices/esrf_ebs.json: a hybrid seven-bend-achromat ring after the published ESRF-EBS
parameters.

Published: circumference, number of cells, energy, order of the magnets in the cell, magnet lengths, fields
of the dipole-quadrupoles, range of the DL fields, tunes, beta at the straight sections, phase advance
between the dispersion bumps. Chosen here: gaps between magnets, split of the bend between DL1 and DL2.
Matched here: the seven quadrupole gradients (seven conditions, see docs/reference/machines.md) and two
sextupole strengths.
"""

import math

from courant_json import ELECTRON_REST_ENERGY, SPEED_OF_LIGHT, Machine

CELLS = 32
CIRCUMFERENCE = 843.977  # [m]
ENERGY = 6.0e9  # [eV]
HARMONIC = 992
RF_VOLTAGE = 6.5e6  # [V], all cavities together
CAVITIES = {5: 5, 7: 5, 25: 3}  # cell: number of cavities
RIGIDITY = ENERGY / SPEED_OF_LIGHT  # [T m], within 4e-9 of p/e

CITATION = [
    "P. Raimondi et al., Commissioning of the hybrid multibend achromat lattice at the European Synchrotron"
    " Radiation Facility, Phys. Rev. Accel. Beams 24, 110701 (2021)",
    "P. Raimondi et al., The Extremely Brilliant Source storage ring of the European Synchrotron Radiation "
    "Facility, Commun. Phys. 6, 82 (2023)",
    "L. Farvacque et al., A low-emittance lattice for the ESRF, Proc. IPAC 2013, MOPEA008",
    "ESRF Upgrade Programme Phase II (2015-2022), Technical Design Study, ESRF, Grenoble (2014)",
]
DESCRIPTION = "Hybrid seven-bend-achromat storage ring, 6 GeV, 32 equal cells, 844 m, after ESRF-EBS"
NOTES = (
    "Not the operation lattice of the ESRF. Published (quoted from general knowledge of the literature, not "
    "compared with a printed table): circumference, cell number, energy, magnet order and"
    " lengths (rounded to mm), DQ fields and gradients, range of the DL fields, harmonic number, tunes "
    "76.21/27.34, beta 6.9 and 2.7 m in the straight sections, phase advance 3 pi and pi between the "
    "sextupole pairs. Chosen by us: all gaps, the DL module fields inside the published range, places of "
    "monitors, correctors and cavities; all 32 cells are standard cells (the real ring has two injection "
    "cells). Matched by us: gradients of QF1 QD2 QD3 QF4 QD5 QF6 QF8, sextupoles SD1 and SF2. Octupole "
    "strength chosen by us. Families by name: *_QF1?, *_QD2? (tune), *_SD1?, *_SF2? (chromaticity), *_SH? "
    "with *_SD1? and *_SF2? (steering in both planes), *_BPM_*, *_CAV_*."
)

# Lengths [m]
QUADRUPOLES = {"QF1": 0.295, "QD2": 0.212, "QD3": 0.162, "QF4": 0.212, "QD5": 0.212}
QUADRUPOLES |= {"QF6": 0.388, "QF8": 0.484}
SD_LENGTH, SF_LENGTH, OCTUPOLE_LENGTH, CORRECTOR_LENGTH = 0.166, 0.200, 0.090, 0.100
DL_LENGTH, DQ1_LENGTH, DQ2_LENGTH = 1.784, 1.028, 0.800

# Bends [rad]: DQ1 0.57 T, DQ2 0.39 T; the rest goes to DL1 and DL2, five modules each, strongest first.
DQ1_ANGLE = 0.57 * DQ1_LENGTH / RIGIDITY
DQ2_ANGLE = 0.39 * DQ2_LENGTH / RIGIDITY
DL_ANGLES = math.pi / CELLS - DQ1_ANGLE - DQ2_ANGLE / 2
DL1_SHARE = 0.525
DL_PROFILE = [0.62, 0.43, 0.31, 0.24, 0.20]  # [T] before scaling to the angle
DQ_GRADIENT = {"DQ1": -37.1 / RIGIDITY, "DQ2": -31.4 / RIGIDITY}  # k1 [1/m^2]

# Matched strengths: k1 [1/m^2], k2 [1/m^3]
K1 = {
    "QF1": 2.660703414,
    "QD2": -2.793076449,
    "QD3": -2.764894326,
    "QF4": 2.677493314,
    "QD5": -2.971241437,
    "QF6": 4.562928509,
    "QF8": 4.339038504,
}
K2 = {"SD1": -228.496, "SF2": 295.528}
K3 = -2.0e4  # [1/m^4], chosen here: it widens the dynamic aperture by 1 mm


class Cell:
    """One cell from the middle of a straight section to the middle of the next."""

    def __init__(self, ring, number):
        self.ring, self.prefix, self.monitor = ring, f"C{number:02d}_", 0
        self.number = number

    def quadrupole(self, name):
        length, k1 = QUADRUPOLES[name[:3]], K1[name[:3]]
        self.ring.add(self.prefix + name, "Quadrupole", length=length, k1=k1, steps=10)

    def sextupole(self, name):
        length = SD_LENGTH if name.startswith("SD") else SF_LENGTH
        self.ring.add(self.prefix + name, "Sextupole", length=length, k2=K2[name[:3]], steps=10)

    def octupole(self, name):
        self.ring.add(self.prefix + name, "Octupole", length=OCTUPOLE_LENGTH, k3=K3, steps=10)

    def corrector(self, name):
        self.ring.add(self.prefix + name, "Corrector", length=CORRECTOR_LENGTH, kick_x=0.0, kick_y=0.0)

    def bpm(self):
        self.monitor += 1
        self.ring.add(f"{self.prefix}BPM_{self.monitor:02d}", "Monitor")

    def dipole(self, name, length, angle, **fields):
        faces = {"e1": angle / 2, "e2": angle / 2}
        self.ring.add(self.prefix + name, "Dipole", length=length, angle=angle, **faces, **fields, steps=10)

    def dl(self, name, share, strongest_first):
        order = range(5) if strongest_first else range(4, -1, -1)
        for place, module in enumerate(order, 1):
            angle = DL_ANGLES * share * DL_PROFILE[module] / sum(DL_PROFILE)
            self.dipole(f"{name}_{place}", DL_LENGTH / 5, angle)

    def straight(self, length, cavities):
        """Half straight section that begins in the middle; cavities are thin and 0.45 m apart."""
        step, first = 0.45, 0.30
        if cavities:
            for place in range(cavities):
                self.ring.drift(step if place else first)
                voltage = RF_VOLTAGE / sum(CAVITIES.values())
                frequency = HARMONIC * BETA * SPEED_OF_LIGHT / CIRCUMFERENCE
                name = f"{self.prefix}CAV_{place + 1:02d}"
                self.ring.add(name, "Cavity", length=0.0, voltage=voltage, frequency=frequency, phase=0.0)
            length -= first + step * (cavities - 1)
        self.ring.drift(length)

    def outer(self, forward):
        """Straight section to QF4 at the entrance side (forward) or the same backwards at the exit side."""
        d, x = self.ring.drift, "A" if forward else "E"
        steps = [
            lambda: self.straight(HALF_STRAIGHT, CAVITIES.get(self.number, 0) if forward else 0),
            self.bpm,
            lambda: self.quadrupole("QF1" + x),
            lambda: d(0.20),
            lambda: self.corrector("SH1A" if forward else "SH3E"),
            lambda: d(0.14),
            lambda: self.quadrupole("QD2" + x),
            lambda: d(0.12),
            lambda: self.dl("DL1" + x, DL1_SHARE, forward),
            lambda: d(0.07),
            self.bpm,
            lambda: d(0.08),
            lambda: self.quadrupole("QD3" + x),
            lambda: d(0.36),
            lambda: self.sextupole("SD1" + x),
            lambda: d(0.12),
            lambda: self.quadrupole("QF4A" if forward else "QF4E"),
            lambda: d(0.06),
            self.bpm,
            lambda: d(0.06),
            lambda: self.sextupole("SF2" + x),
            lambda: d(0.12),
        ]
        for step in steps if forward else reversed(steps):
            step()

    def inner(self, forward):
        """QF4 to QF8 in the dispersion bump and the inner bends, or the same backwards."""
        d, x = self.ring.drift, "B" if forward else "D"
        steps = [
            lambda: self.quadrupole("QF4" + x),
            lambda: d(0.12),
            lambda: self.octupole("OF1" + x),
            lambda: d(0.12),
            lambda: self.sextupole("SD1" + x),
            lambda: d(0.23),
            self.bpm,
            lambda: d(0.23),
            lambda: self.quadrupole("QD5" + x),
            lambda: d(0.14),
            lambda: self.dl("DL2" + x, 1 - DL1_SHARE, not forward),
            lambda: d(0.13),
            self.bpm,
            lambda: d(0.13),
            lambda: self.quadrupole("QF6" + x),
            lambda: d(0.10),
            lambda: self.dipole("DQ1" + x, DQ1_LENGTH, DQ1_ANGLE, k1=DQ_GRADIENT["DQ1"]),
            lambda: d(0.10),
            lambda: self.quadrupole("QF8" + x),
        ]
        for step in steps if forward else reversed(steps):
            step()

    def write(self):
        self.outer(True)
        self.inner(True)
        self.ring.drift(0.05)
        self.corrector("SH2B")
        self.ring.drift(0.05)
        self.dipole("DQ2C", DQ2_LENGTH, DQ2_ANGLE, k1=DQ_GRADIENT["DQ2"])
        self.ring.drift(0.20)
        self.inner(False)
        self.outer(False)


MAGNETS = sum(QUADRUPOLES.values()) + QUADRUPOLES["QF4"] + 2 * SD_LENGTH + SF_LENGTH + OCTUPOLE_LENGTH
GAPS = 0.44 + 0.12 + 0.15 + 0.36 + 5 * 0.12 + 0.46 + 0.14 + 0.26 + 0.10 + 0.10 + 0.20
HALF_STRAIGHT = CIRCUMFERENCE / CELLS / 2 - MAGNETS - 2 * DL_LENGTH - DQ1_LENGTH - DQ2_LENGTH / 2 - GAPS
BETA = math.sqrt(1 - (ELECTRON_REST_ENERGY / ENERGY) ** 2)


def build():
    """The ring with the strengths K1, K2 of this module."""
    ring = Machine("ESRF-EBS", DESCRIPTION, CITATION, NOTES, "electron", ENERGY)
    for number in range(1, CELLS + 1):
        Cell(ring, number).write()
    if abs(ring.length() - CIRCUMFERENCE) > 1e-6:
        raise ValueError(f"the ring is {ring.length()} m long, expected {CIRCUMFERENCE} m")
    return ring


if __name__ == "__main__":
    build().write("esrf_ebs.json")
