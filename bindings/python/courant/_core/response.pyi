"""
Exact response matrices and their inverses.
"""

from __future__ import annotations
import collections.abc
import courant._core.lattice
import numpy
import numpy.typing
import typing

__all__: list[str] = [
    "Axis",
    "ResponseMatrix",
    "Solution",
    "StrengthKnob",
    "Term",
    "chromaticity_response",
    "family_knob",
    "orbit_response",
    "tune_response",
]

class Axis:
    """
    One row or column of a response matrix.
    """
    def __repr__(self) -> str: ...
    @property
    def enabled(self) -> bool:
        """
        A disabled row or column takes no part in solve and inverse.
        """
    @enabled.setter
    def enabled(self, arg0: bool) -> None: ...
    @property
    def label(self) -> str:
        """
        E.g. BPM_03.x, COR_07.kick_x, rf
        """
    @property
    def unit(self) -> str: ...
    @property
    def weight(self) -> float:
        """
        Rows: weight of the squared error.
        """
    @weight.setter
    def weight(self, arg0: typing.SupportsFloat | typing.SupportsIndex) -> None: ...

class Solution:
    """
    Change of the knobs that answers an error.
    """
    def __repr__(self) -> str: ...
    @property
    def columns(self) -> list[str]:
        """
        Labels of the enabled columns.
        """
    @property
    def delta(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        Change of each column [column unit]
        """
    @property
    def kept(self) -> int:
        """
        Singular values used.
        """
    @property
    def predicted(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        error + M delta for all rows; NaN where masked [row unit]
        """
    @property
    def saturated(self) -> list[str]:
        """
        Columns at a bound.
        """
    @property
    def singular_values(self) -> numpy.typing.NDArray[numpy.float64]: ...

class ResponseMatrix:
    """
    Linear relation between changes of knobs (columns) and of readings (rows).
    """
    def __repr__(self) -> str: ...
    def column(self, label: str) -> int:
        """
        Place of a column by label.
        """
    def inverse(
        self,
        method: str = "svd",
        cut: typing.SupportsFloat | typing.SupportsIndex = 0.001,
        keep: typing.SupportsInt | typing.SupportsIndex | None = None,
        alpha: typing.SupportsFloat | typing.SupportsIndex = 0.001,
    ) -> numpy.typing.NDArray[numpy.float64]:
        """
        (enabled columns, enabled rows): what `solve` does without bounds is -inverse @ error.

        method, cut, keep, alpha: as solve
        """
    def plot(self, **kwargs) -> typing.Any:
        """
        Figure of the matrix; options as courant.plot.plot_response_matrix.
        """
    def predict(self, delta: numpy.typing.ArrayLike) -> numpy.typing.NDArray[numpy.float64]:
        """
        M delta for all rows [row unit]
        """
    def row(self, label: str) -> int:
        """
        Place of a row by label.
        """
    def solve(
        self,
        error: numpy.typing.ArrayLike,
        method: str = "svd",
        cut: typing.SupportsFloat | typing.SupportsIndex = 0.001,
        keep: typing.SupportsInt | typing.SupportsIndex | None = None,
        alpha: typing.SupportsFloat | typing.SupportsIndex = 0.001,
        gain: typing.SupportsFloat | typing.SupportsIndex = 1.0,
        lower: numpy.typing.ArrayLike | None = None,
        upper: numpy.typing.ArrayLike | None = None,
    ) -> Solution:
        """
        Change of the columns that brings the error to zero: minimises |W^1/2 (M delta + error)|.

        error: measured minus wanted, one per row; NaN masks a row [row unit]
        method: "svd" keeps the `keep` largest singular values, or those above `cut` times the largest;
            "tikhonov" damps with `alpha` in units of the largest singular value [-]
        gain: share of the correction that is applied, in (0, 1.5] [-]
        lower, upper: bounds of delta per column [column unit]

        Failed with code no_valid_data when no row is left; MismatchError for a wrong number of entries.
        """
    @property
    def columns(self) -> list: ...
    @property
    def rows(self) -> list: ...
    @property
    def values(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        (rows, columns), a view in Fortran order that keeps this object alive [row unit/column unit]
        """

class Term:
    """
    A strength of one element as part of a knob.
    """
    def __init__(
        self,
        place: typing.SupportsInt | typing.SupportsIndex,
        field: str,
        weight: typing.SupportsFloat | typing.SupportsIndex = 1.0,
    ) -> None:
        """
        place: index of the element
        field: strength, e.g. "k1"
        weight: field unit per knob unit
        """
    @property
    def field(self) -> str: ...
    @property
    def place(self) -> int: ...
    @property
    def weight(self) -> float: ...

class StrengthKnob:
    """
    A named direction in the space of strengths.
    """
    def __init__(self, label: str, terms: collections.abc.Sequence[Term], unit: str = "1/m^2") -> None: ...
    @property
    def label(self) -> str: ...
    @property
    def terms(self) -> list[Term]: ...
    @property
    def unit(self) -> str: ...

def chromaticity_response(
    lattice: courant._core.lattice.Lattice,
    knobs: typing.Any,
    field: str = "k2",
    delta: typing.SupportsFloat | typing.SupportsIndex = 0.0,
) -> ResponseMatrix:
    """
    Derivative of both chromaticities of the ring by knobs, exact.

    knobs: selectors, each a family moved together in `field`, or StrengthKnob objects
    field: strength that a selector moves
    delta: momentum deviation [-]

    Rows chromaticity_x, chromaticity_y; one column per knob.
    """

def family_knob(
    lattice: courant._core.lattice.Lattice, selector: str, field: str = "k1", unit: str = "1/m^2"
) -> StrengthKnob:
    """
    All elements of a selector moved together in one field.
    """

def orbit_response(
    lattice: courant._core.lattice.Lattice,
    monitors: str | int | collections.abc.Iterable[int],
    correctors: str | int | collections.abc.Iterable[int],
    mode: str = "4d",
    rf: bool = False,
    delta: typing.SupportsFloat | typing.SupportsIndex = 0.0,
    horizontal: bool = True,
    vertical: bool = True,
) -> ResponseMatrix:
    """
    Derivative of the closed orbit by corrector kicks, exact.

    monitors, correctors: selector, places or Selection; correctors need kick_x and kick_y
    mode: "4d": delta fixed; "6d": the RF keeps the circumference
    rf: append a column for the RF frequency
    delta: momentum deviation in 4D [-]
    horizontal, vertical: planes of the correctors

    Rows x of every monitor, then y [m]; columns kick_x of every corrector, then kick_y [rad], then the RF [Hz].
    Failed with the codes of closed_orbit.
    """

def tune_response(
    lattice: courant._core.lattice.Lattice,
    knobs: typing.Any,
    field: str = "k1",
    delta: typing.SupportsFloat | typing.SupportsIndex = 0.0,
) -> ResponseMatrix:
    """
    Derivative of both tunes of the ring by knobs, exact.

    knobs: selectors, each a family moved together in `field`, or StrengthKnob objects
    field: strength that a selector moves
    delta: momentum deviation [-]

    Rows tune_x, tune_y; one column per knob.
    """
