"""
Readings, families, transactions and records; knows no lattice.
"""

from __future__ import annotations
import collections.abc
import numpy
import numpy.typing
import typing

__all__: list[str] = [
    "AllGuards",
    "ChannelReport",
    "Device",
    "Family",
    "Guard",
    "Plan",
    "PlanItem",
    "Reading",
    "Readings",
    "Refusal",
    "Report",
    "RunData",
    "Session",
    "Settings",
    "Snapshot",
    "SnapshotChange",
    "SnapshotItem",
    "StepGuard",
    "Transaction",
    "average",
    "load_run",
]

class Reading:
    """
    One number with everything that travels with it.
    """
    @property
    def label(self) -> str: ...
    @property
    def quality(self) -> str: ...
    @property
    def sigma(self) -> float:
        """
        One sigma [unit]; 0: unknown
        """
    @property
    def time(self) -> float:
        """
        [s, UTC since 1970]
        """
    @property
    def unit(self) -> str: ...
    @property
    def valid(self) -> bool: ...
    @property
    def value(self) -> float:
        """
        [unit]; NaN when it is not valid
        """

class Readings:
    """
    Many readings of one unit. A masked value reads as NaN, never as 0; norms use valid
    entries only. `value`, `sigma` and `time` are views that keep this object alive.
    """
    def __add__(self, arg0: Readings) -> Readings: ...
    def __getitem__(self, arg0: typing.SupportsInt | typing.SupportsIndex) -> Reading: ...
    def __init__(
        self,
        unit: str,
        labels: collections.abc.Sequence[str],
        values: numpy.typing.ArrayLike,
        sigma: typing.SupportsFloat | typing.SupportsIndex = 0.0,
        time: typing.SupportsFloat | typing.SupportsIndex = 0.0,
    ) -> None:
        """
        unit: SI, e.g. "m"
        labels, values: equally many [unit]
        sigma: one sigma of all [unit]
        time: of all [s, UTC since 1970]
        """
    def __len__(self) -> int: ...
    def __mul__(self, arg0: typing.SupportsFloat | typing.SupportsIndex) -> Readings: ...
    def __repr__(self) -> str: ...
    def __rmul__(self, arg0: typing.SupportsFloat | typing.SupportsIndex) -> Readings: ...
    def __sub__(self, arg0: Readings) -> Readings: ...
    def age(self, now: typing.SupportsFloat | typing.SupportsIndex) -> list[float]:
        """
        Age of each at a time [s]
        """
    def max_abs(self) -> float:
        """
        Of the valid entries [unit]
        """
    def mean(self) -> float:
        """
        Of the valid entries [unit]
        """
    def rms(self) -> float:
        """
        Of the valid entries [unit]
        """
    def select(self, glob: str) -> Readings:
        """
        Entries whose label matches.
        """
    @property
    def label(self) -> list[str]: ...
    @property
    def quality(self) -> list:
        """
        good, warning, alarm (usable), invalid, stale, saturated, disconnected, missing
        """
    @property
    def sigma(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        One sigma [unit]; NaN where masked
        """
    @property
    def time(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        [s, UTC since 1970]
        """
    @property
    def unit(self) -> str:
        """
        SI
        """
    @property
    def valid(self) -> numpy.typing.NDArray[numpy.bool]:
        """
        Whether each entry can be used.
        """
    @property
    def valid_count(self) -> int: ...
    @property
    def valid_fraction(self) -> float: ...
    @property
    def value(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        [unit]; NaN where masked
        """

class Refusal:
    """
    Why a guard said no.
    """
    def __repr__(self) -> str: ...
    @property
    def limit(self) -> float:
        """
        [SI]
        """
    @property
    def rule(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def value(self) -> float:
        """
        [SI]
        """

class PlanItem:
    """
    One setpoint that a step would change.
    """
    @property
    def as_found(self) -> float:
        """
        Setpoint before [SI of the channel]
        """
    @property
    def field(self) -> str: ...
    @property
    def field_found(self) -> float:
        """
        [SI of the field]
        """
    @property
    def field_target(self) -> float:
        """
        [SI of the field]
        """
    @property
    def label(self) -> str: ...
    @property
    def target(self) -> float:
        """
        Setpoint after [SI of the channel]
        """

class Plan:
    """
    What a step would do; nothing was written to get it.
    """
    @property
    def duration(self) -> float:
        """
        Ramp and settle delay at least [s]
        """
    @property
    def items(self) -> list[PlanItem]: ...
    @property
    def notes(self) -> list[str]: ...
    @property
    def purpose(self) -> str: ...
    @property
    def refusals(self) -> list[Refusal]:
        """
        Empty: the guards accept.
        """
    @property
    def sub_steps(self) -> int:
        """
        Puts per channel
        """

class ChannelReport:
    """
    How one channel came out.
    """
    @property
    def address(self) -> str: ...
    @property
    def as_found(self) -> float:
        """
        [SI]
        """
    @property
    def failure(self) -> str | None:
        """
        Code and message; None: well.
        """
    @property
    def label(self) -> str: ...
    @property
    def readback(self) -> float:
        """
        [SI]; NaN: none
        """
    @property
    def setpoint(self) -> float:
        """
        [SI]; NaN: not read
        """
    @property
    def target(self) -> float:
        """
        [SI]
        """

class Report:
    """
    What the last step or rollback did.
    """
    @property
    def channels(self) -> list[ChannelReport]: ...
    @property
    def notes(self) -> list[str]: ...
    @property
    def purpose(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def steps(self) -> int: ...
    @property
    def transaction(self) -> str: ...

class Guard:
    """
    Asked by every transaction; the range is always kept.
    """
    @property
    def name(self) -> str: ...

class StepGuard(Guard):
    """
    Limits the change of a field in one step.
    """
    def __init__(
        self, limits: collections.abc.Mapping[str, typing.SupportsFloat | typing.SupportsIndex]
    ) -> None:
        """
        limits: largest |change| by field name [SI of the field]; "*" for every other
        """

class AllGuards(Guard):
    """
    Asks all; the strictest wins.
    """
    def __init__(self, guards: collections.abc.Sequence[Guard]) -> None: ...

class Settings:
    """
    Wishes that belong together; `+` joins them.
    """
    def __add__(self, arg0: Settings) -> Settings: ...
    def __len__(self) -> int: ...
    @property
    def items(self) -> list[tuple[str, str, float]]:
        """
        Label, value or delta, number [SI]
        """

class Transaction:
    """
    The only way to write. Use it in a `with`: what is not committed at its end is restored,
    also when an exception leaves it.
    """
    def __enter__(self) -> Transaction: ...
    def __exit__(self, type: typing.Any, value: typing.Any, traceback: typing.Any) -> None: ...
    def commit(self) -> None:
        """
        Keep what is written.
        """
    def preview(self, settings: Settings) -> Plan:
        """
        Plan of a step with the answer of the guards; writes nothing.
        """
    def rollback(self) -> None:
        """
        Put back what was found.
        """
    def step(self, settings: Settings) -> None:
        """
        Carry out a step: check, ramp, settle, verify.

        Failed with code refused_by_guard, out_of_domain (nothing was written), or another after which
        everything is restored.
        """
    @property
    def report(self) -> Report:
        """
        Of the last step or rollback.
        """
    @property
    def state(self) -> str: ...

class Device:
    """
    A device of a machine. Its description never changes.
    """
    def __repr__(self) -> str: ...
    def unit(self, field: str) -> str:
        """
        SI unit of a field.
        """
    @property
    def cell(self) -> str: ...
    @property
    def element(self) -> str:
        """
        Label in the lattice.
        """
    @property
    def enabled(self) -> bool: ...
    @property
    def fields(self) -> list[str]:
        """
        What can be read or set.
        """
    @property
    def name(self) -> str: ...
    @property
    def reason(self) -> str:
        """
        Why it was last enabled or disabled.
        """
    @property
    def s(self) -> float:
        """
        Place [m]
        """
    @property
    def tags(self) -> list[str]: ...
    @property
    def type(self) -> str: ...

class Family:
    """
    Devices ordered along the machine, each once, never none.
    """
    def __and__(self, arg0: Family) -> Family: ...
    @typing.overload
    def __getitem__(self, arg0: typing.SupportsInt | typing.SupportsIndex) -> Device: ...
    @typing.overload
    def __getitem__(self, selector: typing.Any) -> Family:
        """
        By index: a device. By selector, glob over names, `type:`, `tag:`, `cell:`, `&`, `~`: a family.
        """
    def __len__(self) -> int: ...
    def __or__(self, arg0: Family) -> Family: ...
    def __repr__(self) -> str: ...
    def __sub__(self, arg0: Family) -> Family: ...
    def disable(self, reason: str) -> int:
        """
        Take devices out: read as masked, never written; how many changed.
        """
    def enable(self, reason: str = "") -> int:
        """
        Let devices take part again; how many changed.
        """
    def enabled(self) -> Family:
        """
        Those that take part.
        """
    def get(
        self, field: str, setpoint: bool = False, timeout: typing.SupportsFloat | typing.SupportsIndex = 1.0
    ) -> Readings:
        """
        Read a field in one batch, labelled by device. Disabled devices are masked.

        setpoint: the setpoint instead of the readback
        timeout: budget of the batch [s]
        """
    def nearest(
        self,
        s: typing.SupportsFloat | typing.SupportsIndex,
        count: typing.SupportsInt | typing.SupportsIndex = 1,
        circumference: typing.SupportsFloat | typing.SupportsIndex = 0.0,
    ) -> Family:
        """
        The `count` devices nearest to a place [m].
        """
    def neighbours(
        self,
        name: str,
        count: typing.SupportsInt | typing.SupportsIndex = 1,
        circumference: typing.SupportsFloat | typing.SupportsIndex = 0.0,
    ) -> Family:
        """
        The `count` devices before and after one; across the end of a ring of `circumference` [m].
        """
    def select(self, selector: typing.Any) -> Family:
        """
        Family of those that match; UnknownName if none does.
        """
    def set(self, field: str, values: typing.Any) -> None:
        """
        Set a field on every device through one transaction that commits: all or none.

        values: one for all or one per device [SI of the field]; one may be a text with unit, "50 urad"
        """
    def settings(self, field: str, values: typing.Any, kind: str = "value") -> Settings:
        """
        The wishes behind `set` (kind "value") and `step` ("delta"), for a transaction.
        """
    def step(self, field: str, deltas: typing.Any) -> None:
        """
        Change a field by a difference; as `set` in all else.
        """
    @property
    def name(self) -> str: ...
    @property
    def names(self) -> list[str]: ...
    @property
    def s(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        Places [m]
        """

class SnapshotItem:
    """
    One setpoint at one time.
    """
    @property
    def address(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def readback(self) -> float:
        """
        [unit]; NaN: none
        """
    @property
    def setpoint(self) -> float:
        """
        [unit]; NaN: missing
        """
    @property
    def unit(self) -> str: ...

class SnapshotChange:
    """
    What differs between two snapshots.
    """
    def __repr__(self) -> str: ...
    @property
    def after(self) -> float:
        """
        [unit]
        """
    @property
    def before(self) -> float:
        """
        [unit]
        """
    @property
    def label(self) -> str: ...
    @property
    def tolerances(self) -> float:
        """
        |change| in tolerances of the channel [-]
        """
    @property
    def unit(self) -> str: ...

class Snapshot:
    """
    Setpoints of a machine at one time; what could not be read is missing.
    """
    @staticmethod
    def load(path: str) -> Snapshot: ...
    def __len__(self) -> int: ...
    def diff(self, later: Snapshot) -> list[SnapshotChange]:
        """
        What changed from this one to `later`.
        """
    def save(self, path: str) -> None:
        """
        Write a JSON file, whole or not at all.
        """
    def select(self, glob: str) -> Snapshot: ...
    def settings(self, accept_missing: bool = False) -> Settings:
        """
        Wishes that bring these setpoints back.
        """
    @property
    def items(self) -> list[SnapshotItem]: ...
    @property
    def missing(self) -> int:
        """
        Items without a number.
        """
    @property
    def note(self) -> str: ...
    @property
    def time(self) -> float:
        """
        [s, UTC since 1970]
        """

class RunData:
    """
    The record of a procedure.
    """
    def stream(self, name: str) -> list[Readings]:
        """
        Readings of one stream in order.
        """
    @property
    def counts(self) -> dict[str, int]:
        """
        Events by stream.
        """
    @property
    def mode(self) -> str: ...
    @property
    def parameters(self) -> dict[str, str]: ...
    @property
    def procedure(self) -> str: ...
    @property
    def status(self) -> str:
        """
        success, aborted or failed
        """
    @property
    def time(self) -> float:
        """
        [s, UTC since 1970]
        """
    @property
    def uid(self) -> str: ...

class Session:
    """
    One control system with its records.
    """
    def now(self) -> float:
        """
        [s, UTC since 1970]
        """
    def run(self, uid: str) -> RunData: ...
    def runs(self) -> list[str]:
        """
        Uids of the records.
        """
    @property
    def author(self) -> str: ...
    @property
    def name(self) -> str: ...

def average(samples: collections.abc.Sequence[Readings], statistic: str = "mean") -> Readings:
    """
    One value per label from several samples, with its standard error; statistic: mean or median.
    """

def load_run(path: str) -> RunData:
    """
    Run from its file, up to the last whole line.
    """
