"""
The lattice: an immutable sequence of elements, and its Builder.
"""

from __future__ import annotations
import collections.abc
import courant._core.elements
import numpy
import numpy.typing
import typing
from . import errors

__all__: list[str] = [
    "Builder",
    "Girder",
    "Lattice",
    "MachineGraph",
    "Particle",
    "Remark",
    "Selection",
    "Survey",
    "errors",
    "find_girders",
    "move_girder",
    "survey",
]

class Particle:
    """
    Species of the beam and its reference energy.
    """

    __hash__: typing.ClassVar[None] = None
    def __eq__(self, arg0: Particle) -> bool: ...
    def __init__(
        self,
        species: str,
        energy: typing.SupportsFloat | typing.SupportsIndex,
        mass: typing.SupportsFloat | typing.SupportsIndex | None = None,
        charge: typing.SupportsFloat | typing.SupportsIndex | None = None,
    ) -> None:
        """
        species: electron, positron, proton, antiproton, muon, relativistic (mass 0)
        energy: total [eV]
        mass: rest energy, only for other species [eV]
        charge: only for other species [e]
        """
    def __repr__(self) -> str: ...
    @property
    def beta(self) -> float:
        """
        v/c [-]
        """
    @property
    def charge(self) -> float:
        """
        [e]; electrons: -1
        """
    @property
    def energy(self) -> float:
        """
        Total energy [eV]
        """
    @property
    def gamma(self) -> float:
        """
        [-]; mass 0: infinite
        """
    @property
    def mass(self) -> float:
        """
        Rest energy [eV]
        """
    @property
    def p0c(self) -> float:
        """
        Momentum times c [eV]
        """
    @property
    def species(self) -> str: ...

class Remark:
    """
    Something that a reader did not understand or changed.
    """
    def __repr__(self) -> str: ...
    @property
    def action(self) -> str:
        """
        What was done instead
        """
    @property
    def file(self) -> str: ...
    @property
    def line(self) -> int:
        """
        From 1; 0: unknown
        """
    @property
    def problem(self) -> str:
        """
        What was found
        """

class Builder:
    """
    Makes a lattice, or a changed copy of one. Every step checks its input and raises before it
    changes anything; steps can be chained. `freeze` gives the lattice.
    """
    @typing.overload
    def __init__(self) -> None: ...
    @typing.overload
    def __init__(self, lattice: Lattice) -> None: ...
    def add(self, where: str | int | collections.abc.Iterable[int], **kwargs) -> Builder:
        """
        Add to fields: add("BPM*", dx=1e-5).
        """
    def alias(self, selector: str, alias: str) -> Builder:
        """
        Other name of the selected elements, such as that of the device.
        """
    def aperture(self, selector: str, opening: typing.Any) -> Builder:
        """
        Opening of the vacuum chamber of the selected elements: an Aperture, None for open.

        Tracking loses what is outside at the entrance or exit.
        """
    def append(self, element: typing.Any) -> Builder:
        """
        Element, or all elements of a lattice, at the end.
        """
    def cycle(self, index: typing.SupportsInt | typing.SupportsIndex) -> Builder:
        """
        The element at `index` becomes the first.
        """
    def describe(self, name: str, text: str = "") -> Builder:
        """
        Name and description of the lattice.
        """
    def freeze(self) -> Lattice:
        """
        The lattice as it stands.

        InvalidArgument without elements or energy.
        """
    def insert(
        self, before: typing.SupportsInt | typing.SupportsIndex, element: courant._core.elements.Element
    ) -> Builder:
        """
        Element in front of the place `before`.
        """
    def particle(self, particle: Particle) -> Builder: ...
    def radiation(self, radiation: str) -> Builder:
        """
        Synchrotron radiation of every magnet: off, mean or quantum.
        """
    def remove(self, selector: str) -> Builder: ...
    def replace(self, selector: str, element: courant._core.elements.Element) -> Builder:
        """
        Another body for the selected elements; their names stay.
        """
    def reverse(self) -> Builder:
        """
        The line as passed from its end.
        """
    def scale(self, selector: str, **kwargs) -> Builder:
        """
        Multiply fields: scale("QF*", k1=1.01).
        """
    def set(self, where: str | int | collections.abc.Iterable[int], **kwargs) -> Builder:
        """
        Change fields: set("QF*", k1=1.2). where: selector, place or places

        UnknownName for a field that doesn't exist or a selector that matches nothing.
        """
    def slice(self, selector: str, parts: typing.SupportsInt | typing.SupportsIndex) -> Builder:
        """
        Cut each selected element with length into equal parts.
        """
    def superperiods(self, count: typing.SupportsInt | typing.SupportsIndex) -> Builder: ...
    def unroll(self) -> Builder:
        """
        The whole ring as one line of one superperiod.
        """

class Selection:
    """
    Places of a lattice that match a selector, in order.
    """
    def __getitem__(
        self, arg0: typing.SupportsInt | typing.SupportsIndex
    ) -> courant._core.elements.Element: ...
    def __len__(self) -> int: ...
    def __repr__(self) -> str: ...
    def get(self, field: str) -> numpy.typing.NDArray[numpy.float64]:
        """
        Values of a field that is a number, e.g. get("k1") [unit of the field]
        """
    @property
    def names(self) -> list[str]:
        """
        Name of each; NAME#k, the k-th, where a name stands several times.
        """
    @property
    def places(self) -> numpy.typing.NDArray[numpy.int64]:
        """
        Index of each in the lattice.
        """
    @property
    def s(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        Position of each entrance [m]
        """

class Lattice:
    """
    Immutable sequence of elements with its reference particle: a ring, a line, or one
    superperiod of a ring. An edit makes a new lattice that shares what did not change.
    """

    __hash__: typing.ClassVar[None] = None
    def __eq__(self, arg0: Lattice) -> bool: ...
    @typing.overload
    def __getitem__(
        self, place: typing.SupportsInt | typing.SupportsIndex
    ) -> courant._core.elements.Element: ...
    @typing.overload
    def __getitem__(self, places: slice) -> list: ...
    @typing.overload
    def __getitem__(self, selector: str) -> Selection:
        """
        By place, slice or selector: a glob on names ("QF*"), "type:Quadrupole", "re:…", "NAME#2";
        `&` both, `|` either, a leading `~` not. UnknownName if nothing matches.
        """
    def __init__(
        self,
        elements: collections.abc.Iterable,
        *,
        energy: typing.SupportsFloat | typing.SupportsIndex,
        species: str = "electron",
        superperiods: typing.SupportsInt | typing.SupportsIndex = 1,
        name: str = "",
        mass: typing.SupportsFloat | typing.SupportsIndex | None = None,
        charge: typing.SupportsFloat | typing.SupportsIndex | None = None,
    ) -> None:
        """
        elements: in the order in which the beam meets them
        energy: total energy of the reference particle [eV]
        species: electron, positron, proton, antiproton, muon, relativistic
        superperiods: how often the elements stand in the ring
        mass, charge: for other species [eV], [e]

        InvalidArgument for a bad element or energy.
        """
    def __len__(self) -> int: ...
    def __reduce__(self) -> tuple: ...
    def __repr__(self) -> str: ...
    def edit(self) -> Builder:
        """
        Builder that starts from this lattice.
        """
    def find(self, name: str) -> int:
        """
        Place of one element by its name, NAME#k or an index as text.
        """
    def scale(self, selector: str, **kwargs) -> Lattice:
        """
        New lattice with multiplied fields: scale("QF*", k1=1.01).
        """
    def select(self, selector: str) -> numpy.typing.NDArray[numpy.int64]:
        """
        Places that match, in order.
        """
    def set(self, where: str | int | collections.abc.Iterable[int], **kwargs) -> Lattice:
        """
        New lattice with changed fields: set("QF*", k1=1.2).

        UnknownName for a field that doesn't exist or a selector that matches nothing.
        """
    def unique_name(self, place: typing.SupportsInt | typing.SupportsIndex) -> str:
        """
        NAME, or NAME#k where it stands several times.
        """
    @property
    def circumference(self) -> float:
        """
        Length times superperiods [m]
        """
    @property
    def citation(self) -> list[str]: ...
    @property
    def length(self) -> float:
        """
        Of what the file holds: line or superperiod [m]
        """
    @property
    def name(self) -> str: ...
    @property
    def names(self) -> list[str]:
        """
        Name of every element, in order.
        """
    @property
    def particle(self) -> Particle:
        """
        The same as `reference`.
        """
    @property
    def reference(self) -> Particle:
        """
        Species, energy, mass and charge of the beam.
        """
    @property
    def report(self) -> list[Remark]:
        """
        What the reader did not understand, with file and line.
        """
    @property
    def s(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        Positions of the entrances and of the end, n + 1 numbers; a view [m]
        """
    @property
    def superperiods(self) -> int: ...
    @property
    def text(self) -> str:
        """
        Description.
        """

class MachineGraph:
    """
    Rings, lines and branches of a site joined at named points, with girders and power
    supplies. The way from one point to another is a lattice.
    """
    def __copy__(self) -> MachineGraph: ...
    def __init__(self) -> None: ...
    def __repr__(self) -> str: ...
    def add_girder(self, name: str) -> MachineGraph:
        """
        A girder that holds nothing yet.
        """
    def add_line(
        self,
        name: str,
        line: Lattice,
        start: str,
        stop: str,
        joints: collections.abc.Sequence[tuple[str, typing.SupportsInt | typing.SupportsIndex | str]] = [],
    ) -> MachineGraph:
        """
        A line, linac or branch from one point to another, in this direction only.

        joints: points on the way as (point, element); an element is a name, NAME#k or an index

        InvalidArgument for a used name or two points at one place, UnknownName for an element.
        """
    def add_ring(
        self,
        name: str,
        ring: Lattice,
        joints: collections.abc.Sequence[tuple[str, typing.SupportsInt | typing.SupportsIndex | str]],
    ) -> MachineGraph:
        """
        A ring with all its superperiods; joints: its points as (point, element), at least one.
        """
    def add_supply(self, name: str) -> MachineGraph:
        """
        A power supply that feeds nothing yet.
        """
    def held_by(self, holder: str) -> list[tuple[str, int]]:
        """
        (part, place) of each element that a girder or supply holds, also through others.
        """
    @typing.overload
    def hold(self, holder: str, part: str, selector: str) -> MachineGraph:
        """
        Elements of a part on a girder or fed by a supply.
        """
    @typing.overload
    def hold(self, holder: str, held: str) -> MachineGraph:
        """
        A girder on a girder, a supply fed by a supply.
        """
    def holders_of(self, part: str, place: typing.SupportsInt | typing.SupportsIndex) -> list[str]:
        """
        Girders and supplies that hold an element, also through others.
        """
    def part(self, name: str) -> Lattice:
        """
        Lattice of a part.
        """
    def path(
        self,
        start: str,
        stop: str,
        *,
        via: collections.abc.Sequence[str] = [],
        particle: Particle | None = None,
    ) -> Lattice:
        """
        The elements met from one point to another; from a point of a ring to itself one turn.

        via: points and parts that the path must meet, in this order
        particle: of the path, needed only if its parts differ

        InvalidArgument for no path, several paths, or parts of different particles.
        """
    def route(self, start: str, stop: str, *, via: collections.abc.Sequence[str] = []) -> list[str]:
        """
        Points and parts met from one point to another.
        """
    @property
    def girders(self) -> list[str]:
        """
        Names of the girders.
        """
    @property
    def parts(self) -> list[str]:
        """
        Names of the lines and rings.
        """
    @property
    def points(self) -> list[str]:
        """
        Names of the points.
        """
    @property
    def supplies(self) -> list[str]:
        """
        Names of the power supplies.
        """

class Survey:
    """
    Place and direction of the design orbit at the entrance of each element and at the
    end, n + 1 of each; angles of MAD-X.
    """
    def __len__(self) -> int: ...
    def table(self) -> dict:
        """
        Dict of equally long columns.
        """
    def to_dataframe(self) -> typing.Any:
        """
        The table as a pandas DataFrame.
        """
    @property
    def names(self) -> list[str]:
        """
        Name of each element, then "end".
        """
    @property
    def phi(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        Elevation [rad]
        """
    @property
    def psi(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        Roll, from x to y [rad]
        """
    @property
    def rotation(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        (n + 1, 3, 3): columns are the axes x, y, s of the beam in the hall
        """
    @property
    def s(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        Along the design orbit [m]
        """
    @property
    def theta(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        Azimuth, from Z towards X [rad]
        """
    @property
    def x(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        X, to the left of a beam along Z [m]
        """
    @property
    def y(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        Y, up [m]
        """
    @property
    def z(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        Z [m]
        """

class Girder:
    """
    Elements [first, last) of a lattice on one rigid support.
    """
    def __init__(
        self,
        name: str,
        first: typing.SupportsInt | typing.SupportsIndex,
        last: typing.SupportsInt | typing.SupportsIndex,
    ) -> None:
        """
        first: place of the first element, from 0
        last: place behind the last one
        """
    def __repr__(self) -> str: ...
    @property
    def first(self) -> int:
        """
        Place of the first element
        """
    @property
    def last(self) -> int:
        """
        Place behind the last element
        """
    @property
    def name(self) -> str: ...

def find_girders(lattice: Lattice, start: str, end: str) -> list[Girder]:
    """
    Girders between pairs of marks, e.g. "GS*" and "GE*"; each has the name of its start.

    start, end: selectors of the marks, which do not belong to the girder

    InvalidArgument for a mark without partner, UnknownName for a selector that matches nothing.
    """

def move_girder(
    lattice: Lattice,
    girder: Girder,
    *,
    dx: typing.SupportsFloat | typing.SupportsIndex = 0.0,
    dy: typing.SupportsFloat | typing.SupportsIndex = 0.0,
    ds: typing.SupportsFloat | typing.SupportsIndex = 0.0,
    roll: typing.SupportsFloat | typing.SupportsIndex = 0.0,
    pitch: typing.SupportsFloat | typing.SupportsIndex = 0.0,
    yaw: typing.SupportsFloat | typing.SupportsIndex = 0.0,
) -> Lattice:
    """
    Lattice with a girder moved as a rigid body about its centre: the point of the design orbit half
    way along it, with the axes of the design orbit there. What its elements had before rides on it.

    dx, dy, ds: shift of the centre [m]
    roll: about the beam, positive from x to y [rad]
    pitch: positive moves the exit to +y [rad]
    yaw: positive moves the exit to +x [rad]

    InvalidArgument for a girder without elements, outside the lattice or over its end.
    """

def survey(lattice: Lattice, start: dict | None = None) -> Survey:
    """
    Places of the elements in the hall; of a ring those of one superperiod.

    start: dict of x, y, z [m], theta, phi, psi [rad]; what is missing is 0

    InvalidArgument for an empty lattice, UnknownName for another key.
    """
