"""
Particles through the lattice.
"""

from __future__ import annotations
import collections.abc
import courant._core.lattice
import numpy
import numpy.typing
import typing

__all__: list[str] = ["Lost", "TrackResult", "revolution_time", "track", "track_in_place"]

class Lost:
    """
    A lost particle.
    """
    def __repr__(self) -> str: ...
    @property
    def before(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        State at the entrance of that element [m, -, m, -, m, -]
        """
    @property
    def cause(self) -> str:
        """
        aperture, amplitude or not_finite
        """
    @property
    def element(self) -> str:
        """
        Its name
        """
    @property
    def particle(self) -> int:
        """
        Row in the input
        """
    @property
    def place(self) -> int:
        """
        Index of the element in which it was lost
        """
    @property
    def turn(self) -> int:
        """
        From 0
        """

class TrackResult:
    """
    Particles after tracking.
    """
    def __repr__(self) -> str: ...
    @property
    def cancelled(self) -> bool:
        """
        Whether progress stopped the run.
        """
    @property
    def lost(self) -> list[Lost]:
        """
        The lost particles, by row.
        """
    @property
    def particles(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        (n, 6); the array that was given, if tracked in place [m, -, m, -, m, -]
        """
    @property
    def recorded(self) -> typing.Any:
        """
        (turns, places, n, 6) states at the entrances of the places `at`; None without `at`
        """

def revolution_time(lattice: courant._core.lattice.Lattice) -> float:
    """
    Revolution time of the reference particle in the whole ring [s]
    """

def track(
    lattice: courant._core.lattice.Lattice,
    particles: numpy.typing.NDArray[numpy.float64],
    turns: typing.SupportsInt | typing.SupportsIndex = 1,
    at: str | int | collections.abc.Iterable[int] | None = None,
    threads: typing.SupportsInt | typing.SupportsIndex | None = None,
    rf: bool = True,
    max_amplitude: typing.SupportsFloat | typing.SupportsIndex = 1.0,
    seed: typing.SupportsInt | typing.SupportsIndex = 1,
    progress: collections.abc.Callable[[int, int, str], bool | None] | None = None,
) -> TrackResult:
    """
    Track a copy of the particles.

    particles: (n, 6) float64, C order: x, px, y, py, z, delta [m, -, m, -, m, -]
    turns: passes through the lattice
    at: selector or places whose entrance states are kept in `.recorded`
    threads: None: all; the result does not depend on it
    rf: whether cavities act and magnets radiate
    max_amplitude: |x| or |y| beyond it is a loss [m]
    seed: of the photons of quantum radiation
    progress: called with (done, total, what); False stops

    A lost particle becomes NaN and stands in `.lost` with element, turn and cause. The interpreter is free
    for other threads meanwhile. WrongType for another dtype or order, InvalidArgument for another shape.
    """

def track_in_place(
    lattice: courant._core.lattice.Lattice,
    particles: numpy.typing.NDArray[numpy.float64],
    turns: typing.SupportsInt | typing.SupportsIndex = 1,
    at: str | int | collections.abc.Iterable[int] | None = None,
    threads: typing.SupportsInt | typing.SupportsIndex | None = None,
    rf: bool = True,
    max_amplitude: typing.SupportsFloat | typing.SupportsIndex = 1.0,
    seed: typing.SupportsInt | typing.SupportsIndex = 1,
    progress: collections.abc.Callable[[int, int, str], bool | None] | None = None,
) -> TrackResult:
    """
    Track the particles in their own memory, without a copy.

    particles: (n, 6) float64, C order: x, px, y, py, z, delta [m, -, m, -, m, -]
    turns: passes through the lattice
    at: selector or places whose entrance states are kept in `.recorded`
    threads: None: all; the result does not depend on it
    rf: whether cavities act and magnets radiate
    max_amplitude: |x| or |y| beyond it is a loss [m]
    seed: of the photons of quantum radiation
    progress: called with (done, total, what); False stops

    A lost particle becomes NaN and stands in `.lost` with element, turn and cause. The interpreter is free
    for other threads meanwhile. WrongType for another dtype or order, InvalidArgument for another shape.
    """
