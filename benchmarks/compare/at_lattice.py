"""A Courant lattice as a pyAT ring, element by element, so that both codes do the same physics."""

import at
import courant
import numpy as np


def _polynomials(element):
    """PolynomB, PolynomA of all fields of a magnet; AT has no factorials either."""
    b, a = np.zeros(21), np.zeros(21)
    b[: len(element.normal)] = element.normal
    a[: len(element.skew)] = element.skew
    for order, name, factor in ((1, "k1", 1.0), (2, "k2", 0.5), (3, "k3", 1.0 / 6.0)):
        b[order] += factor * getattr(element, name, 0.0)
        a[order] += factor * getattr(element, name + "s", 0.0)
    used = max(1, *(np.flatnonzero(b).tolist() or [0]), *(np.flatnonzero(a).tolist() or [0])) + 1
    return b[:used], a[:used]


def _element(element):
    kind, name = element.type, element.name
    length = getattr(element, "length", 0.0)
    if kind in ("Drift", "Monitor") and length > 0.0:
        return at.Drift(name, length)
    if kind in ("Marker", "Monitor"):
        return at.Marker(name)
    if kind == "Cavity":
        return (
            at.Drift(name, length) if length > 0.0 else at.Marker(name)
        )  # 4D: cavities are off in both codes
    if kind == "Corrector":
        return at.Corrector(name, length, [element.kick_x, element.kick_y])
    if kind in ("Quadrupole", "Sextupole", "Octupole", "Multipole"):
        b, a = _polynomials(element)
        kick = np.arcsin([element.kick_x, element.kick_y])  # AT's pass takes the sine
        return at.Multipole(name, length, a, b, NumIntSteps=element.steps, KickAngle=kick)
    if kind == "Dipole":
        b, a = _polynomials(element)
        extra = {"FringeInt1": element.fint1, "FringeInt2": element.fint2, "FullGap": element.gap}
        return at.Dipole(
            name,
            length,
            element.angle,
            PolynomB=b,
            PolynomA=a,
            MaxOrder=len(b) - 1,
            EntranceAngle=element.e1,
            ExitAngle=element.e2,
            NumIntSteps=element.steps,
            **(extra if element.gap > 0.0 else {}),
        )
    raise courant.InvalidArgument(f"element type {kind} ({name}) has no counterpart in this comparison")


def at_ring(lattice):
    """pyAT ring of the same elements; at.Lattice with the energy of the reference particle."""
    return at.Lattice(
        [_element(e) for e in lattice],
        energy=lattice.reference.energy,
        periodicity=lattice.superperiods,
        name=lattice.name,
    )
