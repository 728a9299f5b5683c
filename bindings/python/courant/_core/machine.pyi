"""
Machines of a facility: lattice on one side, devices on the other.
"""

from __future__ import annotations
import collections.abc
import courant._core.control
import courant._core.lattice
import courant._core.lattice.errors
import numpy.typing
import os
import typing

__all__: list[str] = [
    "Facility",
    "Knob",
    "Machine",
    "MachineDescription",
    "MachineModes",
    "ModelControlSystem",
    "Observable",
    "describe",
]

class Knob:
    """
    A named direction in the space of setpoints; steps add.
    """
    def __repr__(self) -> str: ...
    def get(self) -> float:
        """
        Setpoints projected on the direction [unit]
        """
    def headroom(self) -> tuple[float, float]:
        """
        Largest changes down and up that keep every setpoint in its range [unit]
        """
    def settings(self, delta: typing.Any) -> courant._core.control.Settings:
        """
        Wishes that move the knob by `delta` [unit], a number or a text with unit.
        """
    @property
    def name(self) -> str: ...
    @property
    def terms(self) -> list[tuple[str, str, float]]:
        """
        Device, field, weight [field unit per knob unit]
        """
    @property
    def unit(self) -> str:
        """
        SI
        """

class Observable:
    """
    A named source of Readings.
    """
    def get(
        self,
        samples: typing.SupportsInt | typing.SupportsIndex = 1,
        timeout: typing.SupportsFloat | typing.SupportsIndex = 1.0,
    ) -> courant._core.control.Readings:
        """
        Average of the samples with its standard error; masked where there is no number.

        samples: how many are averaged
        timeout: of one sample [s]

        Failed with code no_valid_data.
        """
    @property
    def labels(self) -> list[str]: ...
    @property
    def name(self) -> str: ...
    @property
    def unit(self) -> str:
        """
        SI
        """

class MachineDescription:
    """
    What a facility file says about one machine.
    """
    def set_knobs(self, knobs: collections.abc.Mapping[str, collections.abc.Sequence[str]]) -> None:
        """
        Groups of families that move as one each: {"tune": ["QF", "QD"]}.
        """
    def set_twin(
        self,
        errors: collections.abc.Iterable,
        seed: typing.SupportsInt | typing.SupportsIndex = 1,
        lag: typing.SupportsFloat | typing.SupportsIndex = 0.0,
    ) -> None:
        """
        What makes the twin differ from the design.

        errors: list of dicts as errors.apply takes them
        seed: of errors and noise
        lag: from a setpoint to its effect [s]
        """
    @property
    def families(self) -> list[str]: ...
    @property
    def lattice(self) -> courant._core.lattice.Lattice: ...
    @property
    def name(self) -> str: ...

class ModelControlSystem:
    """
    The lattice behind the channels.
    """
    def beam(self) -> None:
        """
        Failed with code beam_lost without a beam.
        """
    @property
    def errors(self) -> list[courant._core.lattice.errors.Applied]:
        """
        The errors that were drawn.
        """
    @property
    def lattice(self) -> courant._core.lattice.Lattice:
        """
        As it is now, errors and setpoints included.
        """

class Machine:
    """
    One accelerator in one mode: its lattice on one side, its devices on the other.
    """
    def __repr__(self) -> str: ...
    def family(self, name: str) -> courant._core.control.Family: ...
    def field_of(self, family: str) -> str:
        """
        What a family moves, e.g. k1l.
        """
    def knob(self, name: str) -> Knob: ...
    def knobs(self, glob: str) -> list[Knob]:
        """
        Knobs whose name matches, "tune.*".
        """
    def observable(self, name: str) -> Observable:
        """
        orbit, tune, current or rf.
        """
    def settings(
        self, columns: collections.abc.Sequence[str], delta: numpy.typing.ArrayLike
    ) -> courant._core.control.Settings:
        """
        Wishes for a solution of a ResponseMatrix: settings(solution.columns, solution.delta).
        """
    def snapshot(self, note: str = "") -> courant._core.control.Snapshot:
        """
        Every setpoint as it is.
        """
    def transaction(
        self, purpose: str, guard: courant._core.control.Guard = None
    ) -> courant._core.control.Transaction:
        """
        Transaction on this machine, for a `with`.
        """
    @property
    def energy(self) -> float:
        """
        [eV]
        """
    @property
    def family_names(self) -> list[str]: ...
    @property
    def lattice(self) -> courant._core.lattice.Lattice:
        """
        As designed.
        """
    @property
    def mode(self) -> str:
        """
        design or twin
        """
    @property
    def model(self) -> ModelControlSystem:
        """
        The model behind the channels.
        """
    @property
    def name(self) -> str: ...
    @property
    def orbit(self) -> Observable:
        """
        x of each monitor, then y [m]
        """
    @property
    def rf(self) -> Observable:
        """
        Frequency [Hz]
        """
    @property
    def rigidity(self) -> float:
        """
        B rho, with the sign of the charge [T m]
        """
    @property
    def session(self) -> courant._core.control.Session: ...
    @property
    def tune(self) -> Observable:
        """
        Fractional, x and y [-]
        """

class MachineModes:
    """
    One accelerator in all its modes; each is made once, when asked for.
    """
    def __init__(self, description: MachineDescription) -> None: ...
    def make_twin(self, seed: typing.SupportsInt | typing.SupportsIndex) -> Machine:
        """
        A twin of one's own with another seed.
        """
    @property
    def description(self) -> MachineDescription: ...
    @property
    def design(self) -> Machine:
        """
        Exact and without noise.
        """
    @property
    def twin(self) -> Machine:
        """
        With the errors and noise of its description.
        """

class Facility:
    """
    Machines by name: facility["SR"].twin
    """
    @staticmethod
    def of(name: str, machines: collections.abc.Sequence[MachineDescription]) -> Facility:
        """
        Facility of machines that are described in the program.
        """
    def __getitem__(self, machine: str) -> MachineModes: ...
    def __init__(self, path: os.PathLike | str | bytes) -> None:
        """
        Facility in a YAML file.

        ConfigError with file:line:column; NotAvailable without yaml-cpp.
        """
    def __repr__(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def names(self) -> list[str]: ...

def describe(lattice: courant._core.lattice.Lattice, name: str = "SR") -> MachineDescription:
    """
    A working description from the lattice alone: monitors as BPM, correctors as HCOR and VCOR, quadrupoles and
    sextupoles by name, RF, tune and current.
    """
