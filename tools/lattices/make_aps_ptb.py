"""Writes data/lattices/aps_ptb.json: a transfer line after the published parameters of the APS PTB line.

PTB takes the beam from the accumulator ring PAR to the booster. Published: energy, eleven quadrupoles and
two bends of opposite sign with their lengths and angles, the fact that bends and four quadrupoles form an
achromat, greatest gradient, numbers of monitors and screens. Chosen here: gaps, optics at both ends, places
of monitors and correctors. Matched here: the eleven gradients.
"""

from courant_json import Machine

ENERGY = 450.0e6  # [eV]
CITATION = [
    "APS Magnetic Devices, Accelerator Magnets, Low Energy Transport lines, sections 2.4.1 and 2.4.2 "
    "(www.aps.anl.gov/Accelerator_Systems_Division/Magnetic_Devices/AccelMagnets/LET/letmgnt.html)",
    "H. M. Bizek (ed.), The Advanced Photon Source List of Parameters, ANL/APS/TB-26 (1996)",
]
DESCRIPTION = "Transfer line with a dog-leg achromat, 450 MeV, 20 m, ring to booster, after APS PTB"
NOTES = (
    "Not the operation lattice of the APS. Published: energy, eleven quadrupoles of 0.3 m below 12.7 T/m, "
    "two bends of 0.4 m with opposite polarity, 0.200 rad and 0.187 rad, achromatic with four quadrupoles "
    "between them, five position monitors per plane, one current monitor, three screens. Chosen by us: all "
    "gaps, parallel bend faces, optics at the exit, places of monitors and five correctors. Matched by us: "
    "all gradients. Start with beta_x = 2.0063518 m, beta_y = 7.9570003 m, alpha = 0, dispersion = 0 (the "
    "middle of the straight section of aps_par.json, whose dispersion of 14 mm is left out); the exit has "
    "beta_x = 10 m, beta_y = 6 m, alpha = 0, dispersion = 0."
)

# Lengths [m], angles [rad]
QUADRUPOLE, BEND, CORRECTOR = 0.300, 0.400, 0.100
ANGLES = (0.200, -0.187)
# Matched k1 [1/m^2] of Q1 to Q11
K1 = (
    -1.511767172,
    3.405288329,
    -1.595933497,
    3.3387975,
    -1.443900824,
    -1.361398417,
    3.344288385,
    -1.54120668,
    2.081600889,
    1.319121582,
    -1.83734069,
)


def build():
    """The line with the strengths K1 of this module."""
    line = Machine("APS-PTB", DESCRIPTION, CITATION, NOTES, "electron", ENERGY)

    def bend(number):
        angle = ANGLES[number - 1]
        line.add(f"B{number}", "Dipole", length=BEND, angle=angle, e1=angle / 2, e2=angle / 2, steps=10)

    def quadrupole(number):
        line.add(f"Q{number}", "Quadrupole", length=QUADRUPOLE, k1=K1[number - 1], steps=10)

    def steered(number, before, after):
        """A gap with a corrector and, behind it, a monitor."""
        line.drift(before)
        line.add(f"HV{number}", "Corrector", length=CORRECTOR, kick_x=0.0, kick_y=0.0)
        line.drift(after - 0.10)
        line.add(f"BPM_{number}", "Monitor")
        line.drift(0.10)

    def watched(name, before, after):
        """A gap with a screen or another device that does not act on the beam."""
        line.drift(before)
        line.add(name, "Marker")
        line.drift(after)

    watched("CURRENT_MONITOR", 0.40, 0.09)
    steered(1, 0.90, 0.30)
    quadrupole(1)
    line.drift(0.88)
    quadrupole(2)
    watched("SCREEN_1", 0.30, 0.37)
    quadrupole(3)
    line.drift(0.58)
    bend(1)
    steered(2, 1.15, 0.60)
    quadrupole(4)
    steered(3, 0.97, 0.50)
    quadrupole(5)
    line.drift(0.42)
    quadrupole(6)
    watched("SCREEN_2", 0.50, 0.55)
    quadrupole(7)
    steered(4, 1.23, 0.80)
    bend(2)
    line.drift(0.57)
    quadrupole(8)
    line.drift(0.60)
    quadrupole(9)
    line.drift(0.38)
    quadrupole(10)
    line.drift(0.49)
    quadrupole(11)
    steered(5, 0.74, 1.00)
    watched("SCREEN_3", 0.50, 0.50)
    return line


if __name__ == "__main__":
    build().write("aps_ptb.json")
