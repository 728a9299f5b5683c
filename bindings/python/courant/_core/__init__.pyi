"""
The C++ library; each submodule is the C++ namespace of its name.
"""

from __future__ import annotations
from . import lattice
from . import elements
from . import io
from . import tracking
from . import optics
from . import response
from . import control
from . import machine
from . import procedures

__all__: list[str] = [
    "control",
    "elements",
    "io",
    "lattice",
    "machine",
    "optics",
    "procedures",
    "provenance",
    "response",
    "tracking",
]

def provenance() -> str:
    """
    What this build is made of.
    """

__version__: str = "0.1.0"
