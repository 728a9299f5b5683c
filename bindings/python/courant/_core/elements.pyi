"""
One class per element; fields with units and signs.
"""

from __future__ import annotations
import collections.abc
import courant._core.lattice
import numpy
import numpy.typing
import typing

__all__: list[str] = [
    "AcceleratingCavity",
    "Aperture",
    "BeamBeam",
    "Cavity",
    "Corrector",
    "CrabCavity",
    "Dipole",
    "DipoleEdge",
    "Drift",
    "Element",
    "KickMap",
    "LinearMap",
    "Marker",
    "Monitor",
    "Multipole",
    "Octupole",
    "Patch",
    "Quadrupole",
    "Separator",
    "Sextupole",
    "Solenoid",
    "ThinMultipole",
    "Wiggler",
]

class Element:
    """
    Any element: immutable, shared between lattices. `replace` makes a changed copy;
    `lattice.set` a changed lattice.
    """

    __hash__: typing.ClassVar[None] = None
    def __eq__(self, arg0: Element) -> bool: ...
    def __repr__(self) -> str: ...
    def get(self, field: str) -> typing.Any:
        """
        Value of a field by name, also of one multipole: "normal[2]".
        """
    def replace(self, **kwargs) -> Element:
        """
        Copy with other fields (and `name`, `aperture`, `alias`).

        UnknownName for a field that the type doesn't have.
        """
    def track(
        self, particles: numpy.typing.NDArray[numpy.float64], reference: courant._core.lattice.Particle = None
    ) -> None:
        """
        Advance `particles` (n, 6) in place: float64, C order; WrongType otherwise.

        reference: beam (species, energy); None: massless, so no slip of z with momentum
        """
    @property
    def alias(self) -> str:
        """
        Other name, such as that of the device; empty if it has none.
        """
    @property
    def aperture(self) -> typing.Any:
        """
        Opening of its vacuum chamber as an Aperture, None if open.
        """
    @property
    def length(self) -> float:
        """
        Along the reference orbit; 0 for a thin element [m]
        """
    @property
    def name(self) -> str:
        """
        How it is called.
        """
    @property
    def type(self) -> str:
        """
        Name of its class.
        """

class Drift(Element):
    """
    Free space.
    """
    @staticmethod
    def fields() -> list[tuple[str, str, str]]:
        """
        Name, unit and meaning of every field.
        """
    def __init__(self, name: str, length: float = 0.0, model: str = "expanded") -> None:
        """
        name: how the element is called
        length: length [m]
        model: Hamiltonian: expanded or exact [-]
        """
    @property
    def length(self) -> float:
        """
        length [m]
        """
    @property
    def model(self) -> str:
        """
        Hamiltonian: expanded or exact [-]
        """

class Quadrupole(Element):
    """
    Straight magnet with a uniform gradient.
    """
    @staticmethod
    def fields() -> list[tuple[str, str, str]]:
        """
        Name, unit and meaning of every field.
        """
    def __init__(
        self,
        name: str,
        length: float = 0.0,
        k1: float = 0.0,
        k1s: float = 0.0,
        fringe: str = "none",
        fq1: float = 0.0,
        fq2: float = 0.0,
        kick_x: float = 0.0,
        kick_y: float = 0.0,
        normal: collections.abc.Sequence[float] = (),
        skew: collections.abc.Sequence[float] = (),
        model: str = "expanded",
        integrator: str = "dkd4",
        steps: int = 10,
        radiation: str = "off",
        taper: float = 0.0,
        dx: float = 0.0,
        dy: float = 0.0,
        ds: float = 0.0,
        roll: float = 0.0,
        pitch: float = 0.0,
        yaw: float = 0.0,
    ) -> None:
        """
        name: how the element is called
        length: magnetic length [m]
        k1: normal strength, (dBy/dx)/(B rho), k1 > 0 focuses x [1/m^2]
        k1s: skew strength [1/m^2]
        fringe: fringe of the gradient: none, hard_edge, soft_edge, full, and each with _entrance, _exit [-]
        fq1: moment of a soft fringe: minus the mean distance outwards of what it adds to a hard edge, below 0 for a profile that rises [m^2]
        fq2: second moment of a soft fringe, 0 for a symmetric one [m^3]
        kick_x: steering, positive raises px [rad]
        kick_y: steering, positive raises py [rad]
        normal: further normal multipoles b_n, n from 0, no factorials [1/m^(n+1)]
        skew: further skew multipoles a_n, n from 0, no factorials [1/m^(n+1)]
        model: Hamiltonian: expanded, exact, for a dipole also at_curvilinear [-]
        integrator: dkd2, dkd4 (Forest-Ruth), dkd6 (Yoshida) with drifts, mkm2, mkm4, mkm6 with matrices [-]
        steps: integration steps [-]
        radiation: synchrotron radiation: off, mean, quantum [-]
        taper: all fields are stronger by the factor 1 + taper [-]
        dx: shift of the centre along x [m]
        dy: shift of the centre along y [m]
        ds: shift of the centre along the beam [m]
        roll: about the beam, positive from x to y [rad]
        pitch: about x, positive moves the exit to +y [rad]
        yaw: about y, positive moves the exit to +x [rad]
        """
    @property
    def ds(self) -> float:
        """
        shift of the centre along the beam [m]
        """
    @property
    def dx(self) -> float:
        """
        shift of the centre along x [m]
        """
    @property
    def dy(self) -> float:
        """
        shift of the centre along y [m]
        """
    @property
    def fq1(self) -> float:
        """
        moment of a soft fringe: minus the mean distance outwards of what it adds to a hard edge, below 0 for a profile that rises [m^2]
        """
    @property
    def fq2(self) -> float:
        """
        second moment of a soft fringe, 0 for a symmetric one [m^3]
        """
    @property
    def fringe(self) -> str:
        """
        fringe of the gradient: none, hard_edge, soft_edge, full, and each with _entrance, _exit [-]
        """
    @property
    def integrator(self) -> str:
        """
        dkd2, dkd4 (Forest-Ruth), dkd6 (Yoshida) with drifts, mkm2, mkm4, mkm6 with matrices [-]
        """
    @property
    def k1(self) -> float:
        """
        normal strength, (dBy/dx)/(B rho), k1 > 0 focuses x [1/m^2]
        """
    @property
    def k1s(self) -> float:
        """
        skew strength [1/m^2]
        """
    @property
    def kick_x(self) -> float:
        """
        steering, positive raises px [rad]
        """
    @property
    def kick_y(self) -> float:
        """
        steering, positive raises py [rad]
        """
    @property
    def length(self) -> float:
        """
        magnetic length [m]
        """
    @property
    def model(self) -> str:
        """
        Hamiltonian: expanded, exact, for a dipole also at_curvilinear [-]
        """
    @property
    def normal(self) -> list[float]:
        """
        further normal multipoles b_n, n from 0, no factorials [1/m^(n+1)]
        """
    @property
    def pitch(self) -> float:
        """
        about x, positive moves the exit to +y [rad]
        """
    @property
    def radiation(self) -> str:
        """
        synchrotron radiation: off, mean, quantum [-]
        """
    @property
    def roll(self) -> float:
        """
        about the beam, positive from x to y [rad]
        """
    @property
    def skew(self) -> list[float]:
        """
        further skew multipoles a_n, n from 0, no factorials [1/m^(n+1)]
        """
    @property
    def steps(self) -> int:
        """
        integration steps [-]
        """
    @property
    def taper(self) -> float:
        """
        all fields are stronger by the factor 1 + taper [-]
        """
    @property
    def yaw(self) -> float:
        """
        about y, positive moves the exit to +x [rad]
        """

class Dipole(Element):
    """
    Bending magnet in the horizontal plane; a positive angle bends to negative x.
    """
    @staticmethod
    def fields() -> list[tuple[str, str, str]]:
        """
        Name, unit and meaning of every field.
        """
    def __init__(
        self,
        name: str,
        length: float = 0.0,
        angle: float = 0.0,
        e1: float = 0.0,
        e2: float = 0.0,
        fint1: float = 0.0,
        fint2: float = 0.0,
        gap: float = 0.0,
        dk0: float = 0.0,
        k1: float = 0.0,
        k2: float = 0.0,
        tilt: float = 0.0,
        edge1: str = "linear",
        edge2: str = "linear",
        fringe: str = "none",
        kick_x: float = 0.0,
        kick_y: float = 0.0,
        normal: collections.abc.Sequence[float] = (),
        skew: collections.abc.Sequence[float] = (),
        model: str = "expanded",
        integrator: str = "dkd4",
        steps: int = 10,
        radiation: str = "off",
        taper: float = 0.0,
        dx: float = 0.0,
        dy: float = 0.0,
        ds: float = 0.0,
        roll: float = 0.0,
        pitch: float = 0.0,
        yaw: float = 0.0,
    ) -> None:
        """
        name: how the element is called
        length: arc length [m]
        angle: bending angle [rad]
        e1: entrance pole-face angle [rad]
        e2: exit pole-face angle [rad]
        fint1: fringe field integral at the entrance [-]
        fint2: fringe field integral at the exit [-]
        gap: full gap [m]
        dk0: field beyond angle/length [1/m]
        k1: gradient (dBy/dx)/(B rho), k1 > 0 focuses x [1/m^2]
        k2: (d2By/dx2)/(B rho) [1/m^3]
        tilt: of the plane of bending, positive from x to y [rad]
        edge1: entrance face: none, linear, hard_edge, at_linear, trackcpp, at_e2 [-]
        edge2: exit face: none, linear, hard_edge, at_linear, trackcpp, at_e2 [-]
        fringe: fringe of the gradient: none, hard_edge, hard_edge_entrance, hard_edge_exit [-]
        kick_x: steering, positive raises px [rad]
        kick_y: steering, positive raises py [rad]
        normal: further normal multipoles b_n, n from 0, no factorials [1/m^(n+1)]
        skew: further skew multipoles a_n, n from 0, no factorials [1/m^(n+1)]
        model: Hamiltonian: expanded, exact, for a dipole also at_curvilinear [-]
        integrator: dkd2, dkd4 (Forest-Ruth), dkd6 (Yoshida) with drifts, mkm2, mkm4, mkm6 with matrices [-]
        steps: integration steps [-]
        radiation: synchrotron radiation: off, mean, quantum [-]
        taper: all fields are stronger by the factor 1 + taper [-]
        dx: shift of the centre along x [m]
        dy: shift of the centre along y [m]
        ds: shift of the centre along the beam [m]
        roll: about the beam, positive from x to y [rad]
        pitch: about x, positive moves the exit to +y [rad]
        yaw: about y, positive moves the exit to +x [rad]
        """
    @property
    def angle(self) -> float:
        """
        bending angle [rad]
        """
    @property
    def dk0(self) -> float:
        """
        field beyond angle/length [1/m]
        """
    @property
    def ds(self) -> float:
        """
        shift of the centre along the beam [m]
        """
    @property
    def dx(self) -> float:
        """
        shift of the centre along x [m]
        """
    @property
    def dy(self) -> float:
        """
        shift of the centre along y [m]
        """
    @property
    def e1(self) -> float:
        """
        entrance pole-face angle [rad]
        """
    @property
    def e2(self) -> float:
        """
        exit pole-face angle [rad]
        """
    @property
    def edge1(self) -> str:
        """
        entrance face: none, linear, hard_edge, at_linear, trackcpp, at_e2 [-]
        """
    @property
    def edge2(self) -> str:
        """
        exit face: none, linear, hard_edge, at_linear, trackcpp, at_e2 [-]
        """
    @property
    def fint1(self) -> float:
        """
        fringe field integral at the entrance [-]
        """
    @property
    def fint2(self) -> float:
        """
        fringe field integral at the exit [-]
        """
    @property
    def fringe(self) -> str:
        """
        fringe of the gradient: none, hard_edge, hard_edge_entrance, hard_edge_exit [-]
        """
    @property
    def gap(self) -> float:
        """
        full gap [m]
        """
    @property
    def integrator(self) -> str:
        """
        dkd2, dkd4 (Forest-Ruth), dkd6 (Yoshida) with drifts, mkm2, mkm4, mkm6 with matrices [-]
        """
    @property
    def k1(self) -> float:
        """
        gradient (dBy/dx)/(B rho), k1 > 0 focuses x [1/m^2]
        """
    @property
    def k2(self) -> float:
        """
        (d2By/dx2)/(B rho) [1/m^3]
        """
    @property
    def kick_x(self) -> float:
        """
        steering, positive raises px [rad]
        """
    @property
    def kick_y(self) -> float:
        """
        steering, positive raises py [rad]
        """
    @property
    def length(self) -> float:
        """
        arc length [m]
        """
    @property
    def model(self) -> str:
        """
        Hamiltonian: expanded, exact, for a dipole also at_curvilinear [-]
        """
    @property
    def normal(self) -> list[float]:
        """
        further normal multipoles b_n, n from 0, no factorials [1/m^(n+1)]
        """
    @property
    def pitch(self) -> float:
        """
        about x, positive moves the exit to +y [rad]
        """
    @property
    def radiation(self) -> str:
        """
        synchrotron radiation: off, mean, quantum [-]
        """
    @property
    def roll(self) -> float:
        """
        about the beam, positive from x to y [rad]
        """
    @property
    def skew(self) -> list[float]:
        """
        further skew multipoles a_n, n from 0, no factorials [1/m^(n+1)]
        """
    @property
    def steps(self) -> int:
        """
        integration steps [-]
        """
    @property
    def taper(self) -> float:
        """
        all fields are stronger by the factor 1 + taper [-]
        """
    @property
    def tilt(self) -> float:
        """
        of the plane of bending, positive from x to y [rad]
        """
    @property
    def yaw(self) -> float:
        """
        about y, positive moves the exit to +x [rad]
        """

class Sextupole(Element):
    """
    Straight magnet with k2 and skew k2s.
    """
    @staticmethod
    def fields() -> list[tuple[str, str, str]]:
        """
        Name, unit and meaning of every field.
        """
    def __init__(
        self,
        name: str,
        length: float = 0.0,
        k2: float = 0.0,
        k2s: float = 0.0,
        fringe: str = "none",
        kick_x: float = 0.0,
        kick_y: float = 0.0,
        normal: collections.abc.Sequence[float] = (),
        skew: collections.abc.Sequence[float] = (),
        model: str = "expanded",
        integrator: str = "dkd4",
        steps: int = 10,
        radiation: str = "off",
        taper: float = 0.0,
        dx: float = 0.0,
        dy: float = 0.0,
        ds: float = 0.0,
        roll: float = 0.0,
        pitch: float = 0.0,
        yaw: float = 0.0,
    ) -> None:
        """
        name: how the element is called
        length: magnetic length [m]
        k2: normal strength, (d2By/dx2)/(B rho) [1/m^3]
        k2s: skew strength [1/m^3]
        fringe: fringe of the gradient: none, hard_edge, hard_edge_entrance, hard_edge_exit [-]
        kick_x: steering, positive raises px [rad]
        kick_y: steering, positive raises py [rad]
        normal: further normal multipoles b_n, n from 0, no factorials [1/m^(n+1)]
        skew: further skew multipoles a_n, n from 0, no factorials [1/m^(n+1)]
        model: Hamiltonian: expanded, exact, for a dipole also at_curvilinear [-]
        integrator: dkd2, dkd4 (Forest-Ruth), dkd6 (Yoshida) with drifts, mkm2, mkm4, mkm6 with matrices [-]
        steps: integration steps [-]
        radiation: synchrotron radiation: off, mean, quantum [-]
        taper: all fields are stronger by the factor 1 + taper [-]
        dx: shift of the centre along x [m]
        dy: shift of the centre along y [m]
        ds: shift of the centre along the beam [m]
        roll: about the beam, positive from x to y [rad]
        pitch: about x, positive moves the exit to +y [rad]
        yaw: about y, positive moves the exit to +x [rad]
        """
    @property
    def ds(self) -> float:
        """
        shift of the centre along the beam [m]
        """
    @property
    def dx(self) -> float:
        """
        shift of the centre along x [m]
        """
    @property
    def dy(self) -> float:
        """
        shift of the centre along y [m]
        """
    @property
    def fringe(self) -> str:
        """
        fringe of the gradient: none, hard_edge, hard_edge_entrance, hard_edge_exit [-]
        """
    @property
    def integrator(self) -> str:
        """
        dkd2, dkd4 (Forest-Ruth), dkd6 (Yoshida) with drifts, mkm2, mkm4, mkm6 with matrices [-]
        """
    @property
    def k2(self) -> float:
        """
        normal strength, (d2By/dx2)/(B rho) [1/m^3]
        """
    @property
    def k2s(self) -> float:
        """
        skew strength [1/m^3]
        """
    @property
    def kick_x(self) -> float:
        """
        steering, positive raises px [rad]
        """
    @property
    def kick_y(self) -> float:
        """
        steering, positive raises py [rad]
        """
    @property
    def length(self) -> float:
        """
        magnetic length [m]
        """
    @property
    def model(self) -> str:
        """
        Hamiltonian: expanded, exact, for a dipole also at_curvilinear [-]
        """
    @property
    def normal(self) -> list[float]:
        """
        further normal multipoles b_n, n from 0, no factorials [1/m^(n+1)]
        """
    @property
    def pitch(self) -> float:
        """
        about x, positive moves the exit to +y [rad]
        """
    @property
    def radiation(self) -> str:
        """
        synchrotron radiation: off, mean, quantum [-]
        """
    @property
    def roll(self) -> float:
        """
        about the beam, positive from x to y [rad]
        """
    @property
    def skew(self) -> list[float]:
        """
        further skew multipoles a_n, n from 0, no factorials [1/m^(n+1)]
        """
    @property
    def steps(self) -> int:
        """
        integration steps [-]
        """
    @property
    def taper(self) -> float:
        """
        all fields are stronger by the factor 1 + taper [-]
        """
    @property
    def yaw(self) -> float:
        """
        about y, positive moves the exit to +x [rad]
        """

class Octupole(Element):
    """
    Straight magnet with k3 and skew k3s.
    """
    @staticmethod
    def fields() -> list[tuple[str, str, str]]:
        """
        Name, unit and meaning of every field.
        """
    def __init__(
        self,
        name: str,
        length: float = 0.0,
        k3: float = 0.0,
        k3s: float = 0.0,
        fringe: str = "none",
        kick_x: float = 0.0,
        kick_y: float = 0.0,
        normal: collections.abc.Sequence[float] = (),
        skew: collections.abc.Sequence[float] = (),
        model: str = "expanded",
        integrator: str = "dkd4",
        steps: int = 10,
        radiation: str = "off",
        taper: float = 0.0,
        dx: float = 0.0,
        dy: float = 0.0,
        ds: float = 0.0,
        roll: float = 0.0,
        pitch: float = 0.0,
        yaw: float = 0.0,
    ) -> None:
        """
        name: how the element is called
        length: magnetic length [m]
        k3: normal strength, (d3By/dx3)/(B rho) [1/m^4]
        k3s: skew strength [1/m^4]
        fringe: fringe of the gradient: none, hard_edge, hard_edge_entrance, hard_edge_exit [-]
        kick_x: steering, positive raises px [rad]
        kick_y: steering, positive raises py [rad]
        normal: further normal multipoles b_n, n from 0, no factorials [1/m^(n+1)]
        skew: further skew multipoles a_n, n from 0, no factorials [1/m^(n+1)]
        model: Hamiltonian: expanded, exact, for a dipole also at_curvilinear [-]
        integrator: dkd2, dkd4 (Forest-Ruth), dkd6 (Yoshida) with drifts, mkm2, mkm4, mkm6 with matrices [-]
        steps: integration steps [-]
        radiation: synchrotron radiation: off, mean, quantum [-]
        taper: all fields are stronger by the factor 1 + taper [-]
        dx: shift of the centre along x [m]
        dy: shift of the centre along y [m]
        ds: shift of the centre along the beam [m]
        roll: about the beam, positive from x to y [rad]
        pitch: about x, positive moves the exit to +y [rad]
        yaw: about y, positive moves the exit to +x [rad]
        """
    @property
    def ds(self) -> float:
        """
        shift of the centre along the beam [m]
        """
    @property
    def dx(self) -> float:
        """
        shift of the centre along x [m]
        """
    @property
    def dy(self) -> float:
        """
        shift of the centre along y [m]
        """
    @property
    def fringe(self) -> str:
        """
        fringe of the gradient: none, hard_edge, hard_edge_entrance, hard_edge_exit [-]
        """
    @property
    def integrator(self) -> str:
        """
        dkd2, dkd4 (Forest-Ruth), dkd6 (Yoshida) with drifts, mkm2, mkm4, mkm6 with matrices [-]
        """
    @property
    def k3(self) -> float:
        """
        normal strength, (d3By/dx3)/(B rho) [1/m^4]
        """
    @property
    def k3s(self) -> float:
        """
        skew strength [1/m^4]
        """
    @property
    def kick_x(self) -> float:
        """
        steering, positive raises px [rad]
        """
    @property
    def kick_y(self) -> float:
        """
        steering, positive raises py [rad]
        """
    @property
    def length(self) -> float:
        """
        magnetic length [m]
        """
    @property
    def model(self) -> str:
        """
        Hamiltonian: expanded, exact, for a dipole also at_curvilinear [-]
        """
    @property
    def normal(self) -> list[float]:
        """
        further normal multipoles b_n, n from 0, no factorials [1/m^(n+1)]
        """
    @property
    def pitch(self) -> float:
        """
        about x, positive moves the exit to +y [rad]
        """
    @property
    def radiation(self) -> str:
        """
        synchrotron radiation: off, mean, quantum [-]
        """
    @property
    def roll(self) -> float:
        """
        about the beam, positive from x to y [rad]
        """
    @property
    def skew(self) -> list[float]:
        """
        further skew multipoles a_n, n from 0, no factorials [1/m^(n+1)]
        """
    @property
    def steps(self) -> int:
        """
        integration steps [-]
        """
    @property
    def taper(self) -> float:
        """
        all fields are stronger by the factor 1 + taper [-]
        """
    @property
    def yaw(self) -> float:
        """
        about y, positive moves the exit to +x [rad]
        """

class Multipole(Element):
    """
    Straight thick magnet with multipoles of any order.
    """
    @staticmethod
    def fields() -> list[tuple[str, str, str]]:
        """
        Name, unit and meaning of every field.
        """
    def __init__(
        self,
        name: str,
        length: float = 0.0,
        fringe: str = "none",
        kick_x: float = 0.0,
        kick_y: float = 0.0,
        normal: collections.abc.Sequence[float] = (),
        skew: collections.abc.Sequence[float] = (),
        model: str = "expanded",
        integrator: str = "dkd4",
        steps: int = 10,
        radiation: str = "off",
        taper: float = 0.0,
        dx: float = 0.0,
        dy: float = 0.0,
        ds: float = 0.0,
        roll: float = 0.0,
        pitch: float = 0.0,
        yaw: float = 0.0,
    ) -> None:
        """
        name: how the element is called
        length: magnetic length [m]
        fringe: fringe of the gradient: none, hard_edge, hard_edge_entrance, hard_edge_exit [-]
        kick_x: steering, positive raises px [rad]
        kick_y: steering, positive raises py [rad]
        normal: further normal multipoles b_n, n from 0, no factorials [1/m^(n+1)]
        skew: further skew multipoles a_n, n from 0, no factorials [1/m^(n+1)]
        model: Hamiltonian: expanded, exact, for a dipole also at_curvilinear [-]
        integrator: dkd2, dkd4 (Forest-Ruth), dkd6 (Yoshida) with drifts, mkm2, mkm4, mkm6 with matrices [-]
        steps: integration steps [-]
        radiation: synchrotron radiation: off, mean, quantum [-]
        taper: all fields are stronger by the factor 1 + taper [-]
        dx: shift of the centre along x [m]
        dy: shift of the centre along y [m]
        ds: shift of the centre along the beam [m]
        roll: about the beam, positive from x to y [rad]
        pitch: about x, positive moves the exit to +y [rad]
        yaw: about y, positive moves the exit to +x [rad]
        """
    @property
    def ds(self) -> float:
        """
        shift of the centre along the beam [m]
        """
    @property
    def dx(self) -> float:
        """
        shift of the centre along x [m]
        """
    @property
    def dy(self) -> float:
        """
        shift of the centre along y [m]
        """
    @property
    def fringe(self) -> str:
        """
        fringe of the gradient: none, hard_edge, hard_edge_entrance, hard_edge_exit [-]
        """
    @property
    def integrator(self) -> str:
        """
        dkd2, dkd4 (Forest-Ruth), dkd6 (Yoshida) with drifts, mkm2, mkm4, mkm6 with matrices [-]
        """
    @property
    def kick_x(self) -> float:
        """
        steering, positive raises px [rad]
        """
    @property
    def kick_y(self) -> float:
        """
        steering, positive raises py [rad]
        """
    @property
    def length(self) -> float:
        """
        magnetic length [m]
        """
    @property
    def model(self) -> str:
        """
        Hamiltonian: expanded, exact, for a dipole also at_curvilinear [-]
        """
    @property
    def normal(self) -> list[float]:
        """
        further normal multipoles b_n, n from 0, no factorials [1/m^(n+1)]
        """
    @property
    def pitch(self) -> float:
        """
        about x, positive moves the exit to +y [rad]
        """
    @property
    def radiation(self) -> str:
        """
        synchrotron radiation: off, mean, quantum [-]
        """
    @property
    def roll(self) -> float:
        """
        about the beam, positive from x to y [rad]
        """
    @property
    def skew(self) -> list[float]:
        """
        further skew multipoles a_n, n from 0, no factorials [1/m^(n+1)]
        """
    @property
    def steps(self) -> int:
        """
        integration steps [-]
        """
    @property
    def taper(self) -> float:
        """
        all fields are stronger by the factor 1 + taper [-]
        """
    @property
    def yaw(self) -> float:
        """
        about y, positive moves the exit to +x [rad]
        """

class ThinMultipole(Element):
    """
    Multipole kick without length.
    """
    @staticmethod
    def fields() -> list[tuple[str, str, str]]:
        """
        Name, unit and meaning of every field.
        """
    def __init__(
        self,
        name: str,
        angle: float = 0.0,
        lrad: float = 0.0,
        kick_x: float = 0.0,
        kick_y: float = 0.0,
        normal: collections.abc.Sequence[float] = (),
        skew: collections.abc.Sequence[float] = (),
        radiation: str = "off",
        dx: float = 0.0,
        dy: float = 0.0,
        ds: float = 0.0,
        roll: float = 0.0,
        pitch: float = 0.0,
        yaw: float = 0.0,
    ) -> None:
        """
        name: how the element is called
        angle: bend of the design orbit [rad]
        lrad: length of the magnet it stands for, 0: no weak focusing [m]
        kick_x: steering, positive raises px [rad]
        kick_y: steering, positive raises py [rad]
        normal: integrated normal multipoles b_n L, n from 0 [1/m^n]
        skew: integrated skew multipoles a_n L, n from 0 [1/m^n]
        radiation: synchrotron radiation along lrad: off, mean, quantum [-]
        dx: shift of the centre along x [m]
        dy: shift of the centre along y [m]
        ds: shift of the centre along the beam [m]
        roll: about the beam, positive from x to y [rad]
        pitch: about x, positive moves the exit to +y [rad]
        yaw: about y, positive moves the exit to +x [rad]
        """
    @property
    def angle(self) -> float:
        """
        bend of the design orbit [rad]
        """
    @property
    def ds(self) -> float:
        """
        shift of the centre along the beam [m]
        """
    @property
    def dx(self) -> float:
        """
        shift of the centre along x [m]
        """
    @property
    def dy(self) -> float:
        """
        shift of the centre along y [m]
        """
    @property
    def kick_x(self) -> float:
        """
        steering, positive raises px [rad]
        """
    @property
    def kick_y(self) -> float:
        """
        steering, positive raises py [rad]
        """
    @property
    def lrad(self) -> float:
        """
        length of the magnet it stands for, 0: no weak focusing [m]
        """
    @property
    def normal(self) -> list[float]:
        """
        integrated normal multipoles b_n L, n from 0 [1/m^n]
        """
    @property
    def pitch(self) -> float:
        """
        about x, positive moves the exit to +y [rad]
        """
    @property
    def radiation(self) -> str:
        """
        synchrotron radiation along lrad: off, mean, quantum [-]
        """
    @property
    def roll(self) -> float:
        """
        about the beam, positive from x to y [rad]
        """
    @property
    def skew(self) -> list[float]:
        """
        integrated skew multipoles a_n L, n from 0 [1/m^n]
        """
    @property
    def yaw(self) -> float:
        """
        about y, positive moves the exit to +x [rad]
        """

class Wiggler(Element):
    """
    Element.
    """
    @staticmethod
    def fields() -> list[tuple[str, str, str]]:
        """
        Name, unit and meaning of every field.
        """
    def __init__(
        self,
        name: str,
        length: float = 0.0,
        period: float = 0.0,
        vertical: collections.abc.Sequence[float] = (),
        kx: float = 0.0,
        steps: int = 100,
        integrator: str = "dkd4",
        radiation: str = "off",
        taper: float = 0.0,
        dx: float = 0.0,
        dy: float = 0.0,
        ds: float = 0.0,
        roll: float = 0.0,
        pitch: float = 0.0,
        yaw: float = 0.0,
    ) -> None:
        """
        name: how the element is called
        length: length, whole periods [m]
        period: period [m]
        vertical: peak B_y/(B rho) of harmonic n, n from 1 [1/m]
        kx: wave number of the field across the poles, 0: wide poles [1/m]
        steps: integration steps, 20 for a period are usual [-]
        integrator: of order 2, 4 or 6 by its name [-]
        radiation: synchrotron radiation: off, mean, quantum [-]
        taper: all fields are stronger by the factor 1 + taper [-]
        dx: shift of the centre along x [m]
        dy: shift of the centre along y [m]
        ds: shift of the centre along the beam [m]
        roll: about the beam, positive from x to y [rad]
        pitch: about x, positive moves the exit to +y [rad]
        yaw: about y, positive moves the exit to +x [rad]
        """
    @property
    def ds(self) -> float:
        """
        shift of the centre along the beam [m]
        """
    @property
    def dx(self) -> float:
        """
        shift of the centre along x [m]
        """
    @property
    def dy(self) -> float:
        """
        shift of the centre along y [m]
        """
    @property
    def integrator(self) -> str:
        """
        of order 2, 4 or 6 by its name [-]
        """
    @property
    def kx(self) -> float:
        """
        wave number of the field across the poles, 0: wide poles [1/m]
        """
    @property
    def length(self) -> float:
        """
        length, whole periods [m]
        """
    @property
    def period(self) -> float:
        """
        period [m]
        """
    @property
    def pitch(self) -> float:
        """
        about x, positive moves the exit to +y [rad]
        """
    @property
    def radiation(self) -> str:
        """
        synchrotron radiation: off, mean, quantum [-]
        """
    @property
    def roll(self) -> float:
        """
        about the beam, positive from x to y [rad]
        """
    @property
    def steps(self) -> int:
        """
        integration steps, 20 for a period are usual [-]
        """
    @property
    def taper(self) -> float:
        """
        all fields are stronger by the factor 1 + taper [-]
        """
    @property
    def vertical(self) -> list[float]:
        """
        peak B_y/(B rho) of harmonic n, n from 1 [1/m]
        """
    @property
    def yaw(self) -> float:
        """
        about y, positive moves the exit to +x [rad]
        """

class KickMap(Element):
    """
    Insertion device as tables of its kicks on a uniform grid.
    """
    @staticmethod
    def fields() -> list[tuple[str, str, str]]:
        """
        Name, unit and meaning of every field.
        """
    def __init__(
        self,
        name: str,
        length: float = 0.0,
        nx: int = 2,
        ny: int = 2,
        x_first: float = -1.0,
        x_last: float = 1.0,
        y_first: float = -1.0,
        y_last: float = 1.0,
        kick_x: collections.abc.Sequence[float] = (),
        kick_y: collections.abc.Sequence[float] = (),
        kick_x1: collections.abc.Sequence[float] = (),
        kick_y1: collections.abc.Sequence[float] = (),
        interpolation: str = "cubic",
        steps: int = 10,
        peak: float = 0.0,
        radiation: str = "off",
        dx: float = 0.0,
        dy: float = 0.0,
        ds: float = 0.0,
        roll: float = 0.0,
        pitch: float = 0.0,
        yaw: float = 0.0,
    ) -> None:
        """
        name: how the element is called
        length: length [m]
        nx: points of the grid in x [-]
        ny: points of the grid in y [-]
        x_first: x of the first point [m]
        x_last: x of the last point; beyond, particles are lost [m]
        y_first: y of the first point [m]
        y_last: y of the last point; beyond, particles are lost [m]
        kick_x: kicks of second order in 1/p at (x_i, y_j), i + nx j; positive raises px [rad]
        kick_y: kicks of second order, positive raises py [rad]
        kick_x1: kicks of first order in 1/p, none if empty [rad]
        kick_y1: kicks of first order in 1/p, none if empty [rad]
        interpolation: between the points: linear or cubic [-]
        steps: slices [-]
        peak: peak B/(B rho) of a sinusoidal field, for radiation alone [1/m]
        radiation: synchrotron radiation: off, mean, quantum [-]
        dx: shift of the centre along x [m]
        dy: shift of the centre along y [m]
        ds: shift of the centre along the beam [m]
        roll: about the beam, positive from x to y [rad]
        pitch: about x, positive moves the exit to +y [rad]
        yaw: about y, positive moves the exit to +x [rad]
        """
    @property
    def ds(self) -> float:
        """
        shift of the centre along the beam [m]
        """
    @property
    def dx(self) -> float:
        """
        shift of the centre along x [m]
        """
    @property
    def dy(self) -> float:
        """
        shift of the centre along y [m]
        """
    @property
    def interpolation(self) -> str:
        """
        between the points: linear or cubic [-]
        """
    @property
    def kick_x(self) -> list[float]:
        """
        kicks of second order in 1/p at (x_i, y_j), i + nx j; positive raises px [rad]
        """
    @property
    def kick_x1(self) -> list[float]:
        """
        kicks of first order in 1/p, none if empty [rad]
        """
    @property
    def kick_y(self) -> list[float]:
        """
        kicks of second order, positive raises py [rad]
        """
    @property
    def kick_y1(self) -> list[float]:
        """
        kicks of first order in 1/p, none if empty [rad]
        """
    @property
    def length(self) -> float:
        """
        length [m]
        """
    @property
    def nx(self) -> int:
        """
        points of the grid in x [-]
        """
    @property
    def ny(self) -> int:
        """
        points of the grid in y [-]
        """
    @property
    def peak(self) -> float:
        """
        peak B/(B rho) of a sinusoidal field, for radiation alone [1/m]
        """
    @property
    def pitch(self) -> float:
        """
        about x, positive moves the exit to +y [rad]
        """
    @property
    def radiation(self) -> str:
        """
        synchrotron radiation: off, mean, quantum [-]
        """
    @property
    def roll(self) -> float:
        """
        about the beam, positive from x to y [rad]
        """
    @property
    def steps(self) -> int:
        """
        slices [-]
        """
    @property
    def x_first(self) -> float:
        """
        x of the first point [m]
        """
    @property
    def x_last(self) -> float:
        """
        x of the last point; beyond, particles are lost [m]
        """
    @property
    def y_first(self) -> float:
        """
        y of the first point [m]
        """
    @property
    def y_last(self) -> float:
        """
        y of the last point; beyond, particles are lost [m]
        """
    @property
    def yaw(self) -> float:
        """
        about y, positive moves the exit to +x [rad]
        """

class Corrector(Element):
    """
    Steering magnet, thin or with its kick spread over the length.
    """
    @staticmethod
    def fields() -> list[tuple[str, str, str]]:
        """
        Name, unit and meaning of every field.
        """
    def __init__(
        self,
        name: str,
        length: float = 0.0,
        kick_x: float = 0.0,
        kick_y: float = 0.0,
        model: str = "expanded",
        radiation: str = "off",
    ) -> None:
        """
        name: how the element is called
        length: length [m]
        kick_x: kick, positive raises px [rad]
        kick_y: kick, positive raises py [rad]
        model: Hamiltonian: expanded or exact [-]
        radiation: synchrotron radiation: off, mean, quantum [-]
        """
    @property
    def kick_x(self) -> float:
        """
        kick, positive raises px [rad]
        """
    @property
    def kick_y(self) -> float:
        """
        kick, positive raises py [rad]
        """
    @property
    def length(self) -> float:
        """
        length [m]
        """
    @property
    def model(self) -> str:
        """
        Hamiltonian: expanded or exact [-]
        """
    @property
    def radiation(self) -> str:
        """
        synchrotron radiation: off, mean, quantum [-]
        """

class Cavity(Element):
    """
    Accelerating gap of a storage ring; the reference energy stays.
    """
    @staticmethod
    def fields() -> list[tuple[str, str, str]]:
        """
        Name, unit and meaning of every field.
        """
    def __init__(
        self,
        name: str,
        length: float = 0.0,
        voltage: float = 0.0,
        frequency: float = 0.0,
        phase: float = 0.0,
        model: str = "expanded",
    ) -> None:
        """
        name: how the element is called
        length: length [m]
        voltage: peak voltage [V]
        frequency: frequency [Hz]
        phase: phase: the reference particle gains voltage sin(phase) [rad]
        model: Hamiltonian of the half drifts: expanded or exact [-]
        """
    @property
    def frequency(self) -> float:
        """
        frequency [Hz]
        """
    @property
    def length(self) -> float:
        """
        length [m]
        """
    @property
    def model(self) -> str:
        """
        Hamiltonian of the half drifts: expanded or exact [-]
        """
    @property
    def phase(self) -> float:
        """
        phase: the reference particle gains voltage sin(phase) [rad]
        """
    @property
    def voltage(self) -> float:
        """
        peak voltage [V]
        """

class AcceleratingCavity(Element):
    """
    Element.
    """
    @staticmethod
    def fields() -> list[tuple[str, str, str]]:
        """
        Name, unit and meaning of every field.
        """
    def __init__(
        self,
        name: str,
        length: float = 0.0,
        whole: float = 0.0,
        offset: float = 0.0,
        active_length: float = 0.0,
        voltage: float = 0.0,
        frequency: float = 0.0,
        phase: float = 0.0,
        standing_wave: float = 0.0,
        end_focusing: float = 1.0,
        kicks: int = 100,
        model: str = "expanded",
        dx: float = 0.0,
        dy: float = 0.0,
        ds: float = 0.0,
        roll: float = 0.0,
        pitch: float = 0.0,
        yaw: float = 0.0,
    ) -> None:
        """
        name: how the element is called
        length: length of this piece [m]
        whole: length of the structure, 0: this is all of it [m]
        offset: start of this piece in the structure [m]
        active_length: length of the field, in the middle [m]
        voltage: peak voltage of the structure [V]
        frequency: frequency [Hz]
        phase: phase: the reference particle gains voltage sin(phase) [rad]
        standing_wave: share of the backward wave: 1 standing, 0 travelling [-]
        end_focusing: strength of the kicks at the ends of the field [-]
        kicks: parts of the field, each with its energy kick [-]
        model: Hamiltonian of the drifts: expanded or exact [-]
        dx: shift of the centre along x [m]
        dy: shift of the centre along y [m]
        ds: shift of the centre along the beam [m]
        roll: about the beam, positive from x to y [rad]
        pitch: about x, positive moves the exit to +y [rad]
        yaw: about y, positive moves the exit to +x [rad]
        """
    @property
    def active_length(self) -> float:
        """
        length of the field, in the middle [m]
        """
    @property
    def ds(self) -> float:
        """
        shift of the centre along the beam [m]
        """
    @property
    def dx(self) -> float:
        """
        shift of the centre along x [m]
        """
    @property
    def dy(self) -> float:
        """
        shift of the centre along y [m]
        """
    @property
    def end_focusing(self) -> float:
        """
        strength of the kicks at the ends of the field [-]
        """
    @property
    def frequency(self) -> float:
        """
        frequency [Hz]
        """
    @property
    def kicks(self) -> int:
        """
        parts of the field, each with its energy kick [-]
        """
    @property
    def length(self) -> float:
        """
        length of this piece [m]
        """
    @property
    def model(self) -> str:
        """
        Hamiltonian of the drifts: expanded or exact [-]
        """
    @property
    def offset(self) -> float:
        """
        start of this piece in the structure [m]
        """
    @property
    def phase(self) -> float:
        """
        phase: the reference particle gains voltage sin(phase) [rad]
        """
    @property
    def pitch(self) -> float:
        """
        about x, positive moves the exit to +y [rad]
        """
    @property
    def roll(self) -> float:
        """
        about the beam, positive from x to y [rad]
        """
    @property
    def standing_wave(self) -> float:
        """
        share of the backward wave: 1 standing, 0 travelling [-]
        """
    @property
    def voltage(self) -> float:
        """
        peak voltage of the structure [V]
        """
    @property
    def whole(self) -> float:
        """
        length of the structure, 0: this is all of it [m]
        """
    @property
    def yaw(self) -> float:
        """
        about y, positive moves the exit to +x [rad]
        """

class CrabCavity(Element):
    """
    Element.
    """
    @staticmethod
    def fields() -> list[tuple[str, str, str]]:
        """
        Name, unit and meaning of every field.
        """
    def __init__(
        self,
        name: str,
        length: float = 0.0,
        voltage: float = 0.0,
        frequency: float = 0.0,
        phase: float = 0.0,
        model: str = "expanded",
        dx: float = 0.0,
        dy: float = 0.0,
        ds: float = 0.0,
        roll: float = 0.0,
        pitch: float = 0.0,
        yaw: float = 0.0,
    ) -> None:
        """
        name: how the element is called
        length: length [m]
        voltage: peak transverse voltage [V]
        frequency: frequency [Hz]
        phase: phase: the reference particle is kicked by voltage sin(phase) [rad]
        model: Hamiltonian of the half drifts: expanded or exact [-]
        dx: shift of the centre along x [m]
        dy: shift of the centre along y [m]
        ds: shift of the centre along the beam [m]
        roll: about the beam, positive from x to y [rad]
        pitch: about x, positive moves the exit to +y [rad]
        yaw: about y, positive moves the exit to +x [rad]
        """
    @property
    def ds(self) -> float:
        """
        shift of the centre along the beam [m]
        """
    @property
    def dx(self) -> float:
        """
        shift of the centre along x [m]
        """
    @property
    def dy(self) -> float:
        """
        shift of the centre along y [m]
        """
    @property
    def frequency(self) -> float:
        """
        frequency [Hz]
        """
    @property
    def length(self) -> float:
        """
        length [m]
        """
    @property
    def model(self) -> str:
        """
        Hamiltonian of the half drifts: expanded or exact [-]
        """
    @property
    def phase(self) -> float:
        """
        phase: the reference particle is kicked by voltage sin(phase) [rad]
        """
    @property
    def pitch(self) -> float:
        """
        about x, positive moves the exit to +y [rad]
        """
    @property
    def roll(self) -> float:
        """
        about the beam, positive from x to y [rad]
        """
    @property
    def voltage(self) -> float:
        """
        peak transverse voltage [V]
        """
    @property
    def yaw(self) -> float:
        """
        about y, positive moves the exit to +x [rad]
        """

class Solenoid(Element):
    """
    Element.
    """
    @staticmethod
    def fields() -> list[tuple[str, str, str]]:
        """
        Name, unit and meaning of every field.
        """
    def __init__(
        self,
        name: str,
        length: float = 0.0,
        ks: float = 0.0,
        ksi: float = 0.0,
        model: str = "expanded",
        radiation: str = "off",
        dx: float = 0.0,
        dy: float = 0.0,
        ds: float = 0.0,
        roll: float = 0.0,
        pitch: float = 0.0,
        yaw: float = 0.0,
    ) -> None:
        """
        name: how the element is called
        length: length [m]
        ks: B_s/(B rho), positive turns momentum from y to x [1/m]
        ksi: integrated strength of one without length [-]
        model: Hamiltonian: expanded or exact [-]
        radiation: synchrotron radiation: off, mean, quantum [-]
        dx: shift of the centre along x [m]
        dy: shift of the centre along y [m]
        ds: shift of the centre along the beam [m]
        roll: about the beam, positive from x to y [rad]
        pitch: about x, positive moves the exit to +y [rad]
        yaw: about y, positive moves the exit to +x [rad]
        """
    @property
    def ds(self) -> float:
        """
        shift of the centre along the beam [m]
        """
    @property
    def dx(self) -> float:
        """
        shift of the centre along x [m]
        """
    @property
    def dy(self) -> float:
        """
        shift of the centre along y [m]
        """
    @property
    def ks(self) -> float:
        """
        B_s/(B rho), positive turns momentum from y to x [1/m]
        """
    @property
    def ksi(self) -> float:
        """
        integrated strength of one without length [-]
        """
    @property
    def length(self) -> float:
        """
        length [m]
        """
    @property
    def model(self) -> str:
        """
        Hamiltonian: expanded or exact [-]
        """
    @property
    def pitch(self) -> float:
        """
        about x, positive moves the exit to +y [rad]
        """
    @property
    def radiation(self) -> str:
        """
        synchrotron radiation: off, mean, quantum [-]
        """
    @property
    def roll(self) -> float:
        """
        about the beam, positive from x to y [rad]
        """
    @property
    def yaw(self) -> float:
        """
        about y, positive moves the exit to +x [rad]
        """

class Separator(Element):
    """
    Element.
    """
    @staticmethod
    def fields() -> list[tuple[str, str, str]]:
        """
        Name, unit and meaning of every field.
        """
    def __init__(
        self,
        name: str,
        length: float = 0.0,
        ex: float = 0.0,
        ey: float = 0.0,
        dx: float = 0.0,
        dy: float = 0.0,
        ds: float = 0.0,
        roll: float = 0.0,
        pitch: float = 0.0,
        yaw: float = 0.0,
    ) -> None:
        """
        name: how the element is called
        length: length [m]
        ex: electric field, positive pushes a positive charge to +x [V/m]
        ey: electric field, positive pushes a positive charge to +y [V/m]
        dx: shift of the centre along x [m]
        dy: shift of the centre along y [m]
        ds: shift of the centre along the beam [m]
        roll: about the beam, positive from x to y [rad]
        pitch: about x, positive moves the exit to +y [rad]
        yaw: about y, positive moves the exit to +x [rad]
        """
    @property
    def ds(self) -> float:
        """
        shift of the centre along the beam [m]
        """
    @property
    def dx(self) -> float:
        """
        shift of the centre along x [m]
        """
    @property
    def dy(self) -> float:
        """
        shift of the centre along y [m]
        """
    @property
    def ex(self) -> float:
        """
        electric field, positive pushes a positive charge to +x [V/m]
        """
    @property
    def ey(self) -> float:
        """
        electric field, positive pushes a positive charge to +y [V/m]
        """
    @property
    def length(self) -> float:
        """
        length [m]
        """
    @property
    def pitch(self) -> float:
        """
        about x, positive moves the exit to +y [rad]
        """
    @property
    def roll(self) -> float:
        """
        about the beam, positive from x to y [rad]
        """
    @property
    def yaw(self) -> float:
        """
        about y, positive moves the exit to +x [rad]
        """

class DipoleEdge(Element):
    """
    Element.
    """
    @staticmethod
    def fields() -> list[tuple[str, str, str]]:
        """
        Name, unit and meaning of every field.
        """
    def __init__(
        self, name: str, h: float = 0.0, angle: float = 0.0, fint: float = 0.0, gap: float = 0.0
    ) -> None:
        """
        name: how the element is called
        h: curvature of the orbit in the magnet [1/m]
        angle: rotation of the pole face [rad]
        fint: fringe field integral [-]
        gap: full gap [m]
        """
    @property
    def angle(self) -> float:
        """
        rotation of the pole face [rad]
        """
    @property
    def fint(self) -> float:
        """
        fringe field integral [-]
        """
    @property
    def gap(self) -> float:
        """
        full gap [m]
        """
    @property
    def h(self) -> float:
        """
        curvature of the orbit in the magnet [1/m]
        """

class BeamBeam(Element):
    """
    Thin kick by one Gaussian bunch of an opposing beam.
    """
    @staticmethod
    def fields() -> list[tuple[str, str, str]]:
        """
        Name, unit and meaning of every field.
        """
    def __init__(
        self,
        name: str,
        sigma_x: float = 0.001,
        sigma_y: float = 0.001,
        particles: float = 0.0,
        charge: float = 1.0,
        centre_x: float = 0.0,
        centre_y: float = 0.0,
    ) -> None:
        """
        name: how the element is called
        sigma_x: rms width of the opposing beam [m]
        sigma_y: rms height of the opposing beam [m]
        particles: particles of the opposing bunch [-]
        charge: charge of one of them in e; a charge like the beam's repels [-]
        centre_x: centre of the opposing beam [m]
        centre_y: centre of the opposing beam [m]
        """
    @property
    def centre_x(self) -> float:
        """
        centre of the opposing beam [m]
        """
    @property
    def centre_y(self) -> float:
        """
        centre of the opposing beam [m]
        """
    @property
    def charge(self) -> float:
        """
        charge of one of them in e; a charge like the beam's repels [-]
        """
    @property
    def particles(self) -> float:
        """
        particles of the opposing bunch [-]
        """
    @property
    def sigma_x(self) -> float:
        """
        rms width of the opposing beam [m]
        """
    @property
    def sigma_y(self) -> float:
        """
        rms height of the opposing beam [m]
        """

class LinearMap(Element):
    """
    Element.
    """
    @staticmethod
    def fields() -> list[tuple[str, str, str]]:
        """
        Name, unit and meaning of every field.
        """
    def __init__(
        self,
        name: str,
        length: float = 0.0,
        matrix: collections.abc.Sequence[float] = (),
        kick: collections.abc.Sequence[float] = (),
    ) -> None:
        """
        name: how the element is called
        length: length [m]
        matrix: 36 numbers, rows one after the other, in (x, px, y, py, z, delta) [-]
        kick: 6 numbers added behind the matrix [m, -, m, -, m, -] [-]
        """
    @property
    def kick(self) -> list[float]:
        """
        6 numbers added behind the matrix [m, -, m, -, m, -] [-]
        """
    @property
    def length(self) -> float:
        """
        length [m]
        """
    @property
    def matrix(self) -> list[float]:
        """
        36 numbers, rows one after the other, in (x, px, y, py, z, delta) [-]
        """

class Patch(Element):
    """
    Element.
    """
    @staticmethod
    def fields() -> list[tuple[str, str, str]]:
        """
        Name, unit and meaning of every field.
        """
    def __init__(
        self,
        name: str,
        dx: float = 0.0,
        dy: float = 0.0,
        ds: float = 0.0,
        roll: float = 0.0,
        pitch: float = 0.0,
        yaw: float = 0.0,
    ) -> None:
        """
        name: how the element is called
        dx: origin of the new frame along x [m]
        dy: origin of the new frame along y [m]
        ds: origin of the new frame along the beam [m]
        roll: about the beam, positive from x to y [rad]
        pitch: about x, positive turns the beam axis to +y [rad]
        yaw: about y, positive turns the beam axis to +x [rad]
        """
    @property
    def ds(self) -> float:
        """
        origin of the new frame along the beam [m]
        """
    @property
    def dx(self) -> float:
        """
        origin of the new frame along x [m]
        """
    @property
    def dy(self) -> float:
        """
        origin of the new frame along y [m]
        """
    @property
    def pitch(self) -> float:
        """
        about x, positive turns the beam axis to +y [rad]
        """
    @property
    def roll(self) -> float:
        """
        about the beam, positive from x to y [rad]
        """
    @property
    def yaw(self) -> float:
        """
        about y, positive turns the beam axis to +x [rad]
        """

class Monitor(Element):
    """
    Place where the orbit is read; a drift if it has a length.
    """
    @staticmethod
    def fields() -> list[tuple[str, str, str]]:
        """
        Name, unit and meaning of every field.
        """
    def __init__(self, name: str, length: float = 0.0, model: str = "expanded") -> None:
        """
        name: how the element is called
        length: length [m]
        model: Hamiltonian: expanded or exact [-]
        """
    @property
    def length(self) -> float:
        """
        length [m]
        """
    @property
    def model(self) -> str:
        """
        Hamiltonian: expanded or exact [-]
        """

class Marker(Element):
    """
    A named place without length or effect.
    """
    @staticmethod
    def fields() -> list[tuple[str, str, str]]:
        """
        Name, unit and meaning of every field.
        """
    def __init__(self, name: str) -> None:
        """
        name: how the element is called
        """

class Aperture(Element):
    """
    Thin collimator: a particle outside the opening is lost.
    """
    @staticmethod
    def fields() -> list[tuple[str, str, str]]:
        """
        Name, unit and meaning of every field.
        """
    def __init__(
        self,
        name: str,
        shape: str = "rectangular",
        half_x: float = ...,
        half_y: float = ...,
        centre_x: float = 0.0,
        centre_y: float = 0.0,
        x_min: float = ...,
        x_max: float = ...,
        y_min: float = ...,
        y_max: float = ...,
        polygon: collections.abc.Sequence[float] = (),
    ) -> None:
        """
        name: how the element is called
        shape: rectangular, elliptic or polygon [-]
        half_x: half width; infinite: open [m]
        half_y: half height; infinite: open [m]
        centre_x: centre of the opening [m]
        centre_y: centre of the opening [m]
        x_min: limit on this side alone [m]
        x_max: limit on this side alone [m]
        y_min: limit on this side alone [m]
        y_max: limit on this side alone [m]
        polygon: corners x, y, x, y, … about the centre, of shape polygon [m]
        """
    @property
    def centre_x(self) -> float:
        """
        centre of the opening [m]
        """
    @property
    def centre_y(self) -> float:
        """
        centre of the opening [m]
        """
    @property
    def half_x(self) -> float:
        """
        half width; infinite: open [m]
        """
    @property
    def half_y(self) -> float:
        """
        half height; infinite: open [m]
        """
    @property
    def polygon(self) -> list[float]:
        """
        corners x, y, x, y, … about the centre, of shape polygon [m]
        """
    @property
    def shape(self) -> str:
        """
        rectangular, elliptic or polygon [-]
        """
    @property
    def x_max(self) -> float:
        """
        limit on this side alone [m]
        """
    @property
    def x_min(self) -> float:
        """
        limit on this side alone [m]
        """
    @property
    def y_max(self) -> float:
        """
        limit on this side alone [m]
        """
    @property
    def y_min(self) -> float:
        """
        limit on this side alone [m]
        """
