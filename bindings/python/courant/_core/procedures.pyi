"""
Measure and correct; every write is a transaction.
"""

from __future__ import annotations
import collections.abc
import courant._core.control
import courant._core.machine
import courant._core.response
import numpy
import numpy.typing
import typing

__all__: list[str] = [
    "Chromaticity",
    "ChromaticityResult",
    "MeasuredResponse",
    "OrbitResult",
    "OrbitStep",
    "Outcome",
    "TuneResult",
    "catalogue",
    "correct_chromaticity",
    "correct_orbit",
    "correct_tune",
    "design_chromaticity",
    "design_tune",
    "measure_chromaticity",
    "measure_orbit_response",
    "measure_tune_response",
    "model_chromaticity_response",
    "model_orbit_response",
    "model_tune_response",
    "run",
]

class MeasuredResponse:
    """
    A response that was measured.
    """
    @property
    def matrix(self) -> courant._core.response.ResponseMatrix: ...
    @property
    def run(self) -> str:
        """
        Uid of the record.
        """
    @property
    def step(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        Either way, by column [column unit]
        """

class OrbitStep:
    """
    One attempt to correct.
    """
    @property
    def achieved(self) -> float:
        """
        rms of both planes together; NaN: no beam [m]
        """
    @property
    def gain(self) -> float: ...
    @property
    def kept(self) -> bool:
        """
        Else rolled back.
        """
    @property
    def predicted(self) -> float:
        """
        rms of both planes together [m]
        """
    @property
    def rms_x(self) -> float:
        """
        After it [m]
        """
    @property
    def rms_y(self) -> float:
        """
        After it [m]
        """

class OrbitResult:
    """
    What an orbit correction did.
    """
    def __repr__(self) -> str: ...
    @property
    def after(self) -> courant._core.control.Readings:
        """
        Orbit minus reference [m]
        """
    @property
    def after_x(self) -> float:
        """
        rms of orbit minus reference [m]
        """
    @property
    def after_y(self) -> float:
        """
        rms of orbit minus reference [m]
        """
    @property
    def before(self) -> courant._core.control.Readings:
        """
        Orbit minus reference [m]
        """
    @property
    def before_x(self) -> float:
        """
        rms of orbit minus reference [m]
        """
    @property
    def before_y(self) -> float:
        """
        rms of orbit minus reference [m]
        """
    @property
    def columns(self) -> list[str]:
        """
        What was moved.
        """
    @property
    def delta(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        Change of each in all [column unit]
        """
    @property
    def kept_values(self) -> int:
        """
        Singular values used.
        """
    @property
    def masked(self) -> list[str]:
        """
        Rows without number.
        """
    @property
    def run(self) -> str:
        """
        Uid of the record.
        """
    @property
    def saturated(self) -> list[str]:
        """
        Columns that met their range.
        """
    @property
    def steps(self) -> list[OrbitStep]: ...

class Outcome:
    """
    What a procedure found and did.
    """
    @property
    def matrix(self) -> courant._core.response.ResponseMatrix | None:
        """
        Response that was measured, or None.
        """
    @property
    def numbers(self) -> list[tuple[str, float]]:
        """
        Name with unit, and value.
        """
    @property
    def run(self) -> str:
        """
        Uid of the record.
        """
    @property
    def summary(self) -> str: ...

class TuneResult:
    """
    What a tune correction did; fractional tunes.
    """
    @property
    def after(self) -> numpy.typing.NDArray[numpy.float64]: ...
    @property
    def before(self) -> numpy.typing.NDArray[numpy.float64]: ...
    @property
    def columns(self) -> list[str]:
        """
        Knobs that were moved.
        """
    @property
    def delta(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        Change of each in all [knob unit]
        """
    @property
    def reached(self) -> bool:
        """
        Within the tolerance.
        """
    @property
    def run(self) -> str:
        """
        Uid of the record.
        """
    @property
    def steps(self) -> int: ...
    @property
    def target(self) -> numpy.typing.NDArray[numpy.float64]: ...

class Chromaticity:
    """
    Chromaticity from tunes at several RF frequencies.
    """
    @property
    def delta(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        Of the points [-]
        """
    @property
    def run(self) -> str: ...
    @property
    def second(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        (2,) [-]
        """
    @property
    def sigma(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        (2,) one sigma [-]
        """
    @property
    def tune(self) -> list[typing.Annotated[list[float], "FixedSize(2)"]]:
        """
        At the points, made continuous [-]
        """
    @property
    def value(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        (2,) d tune/d delta [-]
        """

class ChromaticityResult:
    """
    What a correction of chromaticity did.
    """
    @property
    def after(self) -> Chromaticity: ...
    @property
    def before(self) -> Chromaticity: ...
    @property
    def columns(self) -> list[str]:
        """
        Knobs that were moved.
        """
    @property
    def delta(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        Change of each in all [knob unit]
        """
    @property
    def reached(self) -> bool:
        """
        Within the tolerance.
        """
    @property
    def run(self) -> str:
        """
        Uid of the record.
        """
    @property
    def steps(self) -> int: ...
    @property
    def target(self) -> numpy.typing.NDArray[numpy.float64]: ...

def catalogue() -> dict:
    """
    Every procedure by name: what it does, and its parameters as (name, unit, default, limits, text).
    """

def correct_chromaticity(
    machine: courant._core.machine.Machine,
    target: typing.Annotated[
        collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex], "FixedSize(2)"
    ]
    | None = None,
    group: str = "chromaticity",
    matrix: courant._core.response.ResponseMatrix = None,
    gain: typing.SupportsFloat | typing.SupportsIndex = 0.9,
    tolerance: typing.SupportsFloat | typing.SupportsIndex = 0.05,
    largest_step: typing.SupportsFloat | typing.SupportsIndex = 2.0,
    iterations: typing.SupportsInt | typing.SupportsIndex = 5,
    largest_delta: typing.SupportsFloat | typing.SupportsIndex = 0.001,
    points: typing.SupportsInt | typing.SupportsIndex = 5,
    order: typing.SupportsInt | typing.SupportsIndex = 2,
    samples: typing.SupportsInt | typing.SupportsIndex = 1,
    progress: collections.abc.Callable[[int, int, str], bool | None] | None = None,
    guard: courant._core.control.Guard = None,
) -> ChromaticityResult:
    """
    Bring the chromaticity to its target with families of sextupoles.

    target: two numbers; None: those of the design [-]
    group: of knobs
    matrix: response to use; None: that of the design lattice
    gain: of each step, in (0, 1.5] [-]
    tolerance: |chromaticity - target| that is good enough [-]
    largest_step: change in one step [-]
    iterations: at most
    largest_delta, points, order, samples: as measure_chromaticity
    progress: called with (done, total, what); False cancels, then everything is restored
    guard: asked by every transaction besides the range; None: that of the session

    Failed with the code of what went wrong; the record of the run is kept in every case.
    """

def correct_orbit(
    machine: courant._core.machine.Machine,
    matrix: courant._core.response.ResponseMatrix = None,
    horizontal: str = "HCOR",
    vertical: str = "VCOR",
    rf: bool = True,
    reference: courant._core.control.Readings | None = None,
    method: str = "svd",
    cut: typing.SupportsFloat | typing.SupportsIndex = 0.001,
    keep: typing.SupportsInt | typing.SupportsIndex | None = None,
    alpha: typing.SupportsFloat | typing.SupportsIndex = 0.001,
    gain: typing.SupportsFloat | typing.SupportsIndex = 0.7,
    iterations: typing.SupportsInt | typing.SupportsIndex = 4,
    least_gain: typing.SupportsFloat | typing.SupportsIndex = 0.03,
    samples: typing.SupportsInt | typing.SupportsIndex = 1,
    timeout: typing.SupportsFloat | typing.SupportsIndex = 1.0,
    progress: collections.abc.Callable[[int, int, str], bool | None] | None = None,
    guard: courant._core.control.Guard = None,
) -> OrbitResult:
    """
    Correct the orbit in both planes and the energy; a step that makes it worse is rolled back.

    matrix: response to use; None: that of the design lattice
    horizontal, vertical: families that steer
    rf: a column for the RF frequency
    reference: wanted orbit as Readings [m]; None: 0
    method, cut, keep, alpha: as ResponseMatrix.solve
    gain: of each step, in (0, 1.5] [-]
    iterations: at most
    least_gain: stop when the rms falls by less than this part of it [-]
    samples: of each orbit
    timeout: of one orbit [s]
    progress: called with (done, total, what); False cancels, then everything is restored
    guard: asked by every transaction besides the range; None: that of the session

    Failed with the code of what went wrong; the record of the run is kept in every case.
    """

def correct_tune(
    machine: courant._core.machine.Machine,
    target: typing.Annotated[
        collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex], "FixedSize(2)"
    ]
    | None = None,
    group: str = "tune",
    matrix: courant._core.response.ResponseMatrix = None,
    gain: typing.SupportsFloat | typing.SupportsIndex = 0.9,
    tolerance: typing.SupportsFloat | typing.SupportsIndex = 0.0002,
    largest_step: typing.SupportsFloat | typing.SupportsIndex = 0.03,
    iterations: typing.SupportsInt | typing.SupportsIndex = 12,
    samples: typing.SupportsInt | typing.SupportsIndex = 1,
    progress: collections.abc.Callable[[int, int, str], bool | None] | None = None,
    guard: courant._core.control.Guard = None,
) -> TuneResult:
    """
    Bring the tunes to their target.

    target: two fractional tunes; None: those of the design [-]
    group: of knobs
    matrix: response to use; None: that of the design lattice
    gain: of each step, in (0, 1.5] [-]
    tolerance: |tune - target| that is good enough [-]
    largest_step: tune change in one step [-]
    iterations: at most
    samples: of each tune
    progress: called with (done, total, what); False cancels, then everything is restored
    guard: asked by every transaction besides the range; None: that of the session

    Failed with the code of what went wrong; the record of the run is kept in every case.
    """

def design_chromaticity(machine: courant._core.machine.Machine) -> numpy.typing.NDArray[numpy.float64]:
    """
    Chromaticity of the design lattice (2,) [-]
    """

def design_tune(machine: courant._core.machine.Machine) -> numpy.typing.NDArray[numpy.float64]:
    """
    Fractional tunes of the design lattice (2,) [-]
    """

def measure_chromaticity(
    machine: courant._core.machine.Machine,
    largest_delta: typing.SupportsFloat | typing.SupportsIndex = 0.001,
    points: typing.SupportsInt | typing.SupportsIndex = 5,
    order: typing.SupportsInt | typing.SupportsIndex = 2,
    samples: typing.SupportsInt | typing.SupportsIndex = 1,
    progress: collections.abc.Callable[[int, int, str], bool | None] | None = None,
    guard: courant._core.control.Guard = None,
) -> Chromaticity:
    """
    Chromaticity from tunes at several RF frequencies; the RF is put back.

    largest_delta: momentum deviation at both ends, at most 4e-3 [-]
    points: 3 or more
    order: of the polynomial, below points
    samples: of each tune
    progress: called with (done, total, what); False cancels, then everything is restored
    guard: asked by every transaction besides the range; None: that of the session

    Failed with the code of what went wrong; the record of the run is kept in every case.
    """

def measure_orbit_response(
    machine: courant._core.machine.Machine,
    horizontal: str = "HCOR",
    vertical: str = "VCOR",
    rf: bool = True,
    peak_orbit: typing.SupportsFloat | typing.SupportsIndex = 3e-05,
    step: typing.SupportsFloat | typing.SupportsIndex = 0.0,
    samples: typing.SupportsInt | typing.SupportsIndex = 1,
    timeout: typing.SupportsFloat | typing.SupportsIndex = 1.0,
    progress: collections.abc.Callable[[int, int, str], bool | None] | None = None,
    guard: courant._core.control.Guard = None,
) -> MeasuredResponse:
    """
    Measure the orbit response; every setpoint is put back.

    horizontal, vertical: families that steer
    rf: a column for the RF frequency
    peak_orbit: largest orbit change either way that the model predicts, which sets the step [m]
    step: kick either way instead [rad]; 0: by peak_orbit
    samples: of each orbit
    timeout: of one orbit [s]
    progress: called with (done, total, what); False cancels, then everything is restored
    guard: asked by every transaction besides the range; None: that of the session

    Failed with the code of what went wrong; the record of the run is kept in every case.
    """

def measure_tune_response(
    machine: courant._core.machine.Machine,
    group: str = "tune",
    tune_step: typing.SupportsFloat | typing.SupportsIndex = 0.005,
    samples: typing.SupportsInt | typing.SupportsIndex = 1,
    progress: collections.abc.Callable[[int, int, str], bool | None] | None = None,
    guard: courant._core.control.Guard = None,
) -> courant._core.response.ResponseMatrix:
    """
    The same measured; every setpoint is put back.

    group: of knobs
    tune_step: largest tune change either way that the model predicts [-]
    samples: of each tune
    progress: called with (done, total, what); False cancels, then everything is restored
    guard: asked by every transaction besides the range; None: that of the session

    Failed with the code of what went wrong; the record of the run is kept in every case.
    """

def model_chromaticity_response(
    machine: courant._core.machine.Machine, group: str = "chromaticity"
) -> courant._core.response.ResponseMatrix:
    """
    Response of both chromaticities to the knobs of a group, by the model.
    """

def model_orbit_response(
    machine: courant._core.machine.Machine, horizontal: str = "HCOR", vertical: str = "VCOR", rf: bool = True
) -> courant._core.response.ResponseMatrix:
    """
    Orbit response of the design lattice with the names of the devices.
    """

def model_tune_response(
    machine: courant._core.machine.Machine, group: str = "tune"
) -> courant._core.response.ResponseMatrix:
    """
    Response of both tunes to the knobs of a group, by the model.
    """

def run(
    machine: courant._core.machine.Machine,
    name: str,
    parameters: collections.abc.Mapping[str, str] = {},
    progress: collections.abc.Callable[[int, int, str], bool | None] | None = None,
    guard: courant._core.control.Guard = None,
) -> Outcome:
    """
    Run a procedure of the catalogue.

    parameters: values as a person writes them, {"step": "10 urad"}
    progress: called with (done, total, what); False cancels, then everything is restored
    guard: asked by every transaction besides the range; None: that of the session

    Failed with the code of what went wrong; the record of the run is kept in every case.
    """
