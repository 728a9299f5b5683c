"""
Seeded errors of magnets.
"""

from __future__ import annotations
import collections.abc
import courant._core.lattice
import typing

__all__: list[str] = ["Applied", "apply", "apply_girders"]

class Applied:
    """
    One error that was set.
    """
    def __repr__(self) -> str: ...
    @property
    def element(self) -> str:
        """
        Unique name
        """
    @property
    def field(self) -> str: ...
    @property
    def place(self) -> int:
        """
        Index of the element; of a girder: of its first one
        """
    @property
    def value(self) -> float:
        """
        What was added [SI], or the relative change [-]
        """

def apply(
    lattice: courant._core.lattice.Lattice,
    spec: collections.abc.Iterable,
    seed: typing.SupportsInt | typing.SupportsIndex,
) -> tuple[courant._core.lattice.Lattice, list[Applied]]:
    """
    Lattice with random errors, and the list of what was set.

    spec: list of dicts: select (selector), field ("dx", "roll", "k1_relative", "normal[2]", …),
        sigma [SI of the field], cut = 2 [sigma], distribution = "normal" or "uniform"
    seed: each (spec, place) has its own random stream; the same seed gives the same errors
    """

def apply_girders(
    lattice: courant._core.lattice.Lattice,
    girders: collections.abc.Sequence[courant._core.lattice.Girder],
    spec: collections.abc.Iterable,
    seed: typing.SupportsInt | typing.SupportsIndex,
) -> tuple[courant._core.lattice.Lattice, list[Applied]]:
    """
    Lattice with girders moved at random as rigid bodies, and the list of what was set.

    girders: from find_girders; moved in this order
    spec: list of dicts as of apply; select is a glob on names of girders or NAME#k, field one of
        dx, dy, ds [m], roll, pitch, yaw [rad]
    seed: each (spec, girder) has its own random stream

    Errors of elements set before ride on the girder; draw those first.
    """
