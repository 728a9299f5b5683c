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

__all__: list[str] = ["elements", "io", "lattice", "optics", "provenance", "response", "tracking"]

def provenance() -> str:
    """
    What this build is made of.
    """

__version__: str = "0.1.0"
