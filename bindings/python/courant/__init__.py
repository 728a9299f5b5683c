"""Courant: accelerator physics and middle layer.

Units are SI, radians and electronvolts. The coordinates are x, px = Px/P0, y, py, z = -beta c (t - t0) and
delta = (P - P0)/P0. Modules have the names of the C++ namespaces; the everyday names are here as well.
"""

from .exceptions import (  # noqa: I001  (the extension raises these)
    CalibrationError,
    ConfigError,
    Error,
    Failed,
    InvalidArgument,
    MismatchError,
    NotAvailable,
    ParseError,
    UnitError,
    UnknownName,
    WrongType,
)
from ._core import __version__, provenance
from . import control, elements, errors, io, lattice, machine, optics, procedures, response, tracking
from .io import read_lattice, write_lattice
from .lattice import Builder, Lattice, MachineGraph, Particle, Survey, survey
from .machine import Facility, Machine
from .optics import ClosedOrbit, Twiss, closed_orbit, energy_loss, tapered, transfer_matrix, twiss
from .procedures import correct_chromaticity, correct_orbit, correct_tune, measure_orbit_response
from .response import ResponseMatrix, chromaticity_response, orbit_response, tune_response
from .tracking import TrackResult, track, track_in_place

__all__ = [
    "Builder",
    "CalibrationError",
    "ClosedOrbit",
    "ConfigError",
    "Error",
    "Facility",
    "Failed",
    "InvalidArgument",
    "Lattice",
    "Machine",
    "MachineGraph",
    "MismatchError",
    "NotAvailable",
    "ParseError",
    "Particle",
    "ResponseMatrix",
    "Survey",
    "TrackResult",
    "Twiss",
    "UnitError",
    "UnknownName",
    "WrongType",
    "__version__",
    "chromaticity_response",
    "closed_orbit",
    "control",
    "correct_chromaticity",
    "correct_orbit",
    "correct_tune",
    "elements",
    "energy_loss",
    "errors",
    "io",
    "lattice",
    "machine",
    "measure_orbit_response",
    "optics",
    "orbit_response",
    "procedures",
    "provenance",
    "read_lattice",
    "response",
    "survey",
    "tapered",
    "track",
    "track_in_place",
    "tracking",
    "transfer_matrix",
    "tune_response",
    "twiss",
    "write_lattice",
]


def __getattr__(name):
    """`courant.plot` is imported when it is first used: matplotlib takes longer than all the rest."""
    if name == "plot":
        import importlib

        return importlib.import_module(".plot", __name__)
    raise AttributeError(f"module 'courant' has no attribute {name!r}")
