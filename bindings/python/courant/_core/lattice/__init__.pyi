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

__all__: list[str] = ["Builder", "Lattice", "Particle", "Remark", "Selection", "errors"]

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
