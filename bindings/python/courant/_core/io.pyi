"""
Lattice files.
"""

from __future__ import annotations
import courant._core.lattice
import os
import typing

__all__: list[str] = [
    "courant_json_schema",
    "format_lattice",
    "formats",
    "parse_lattice",
    "read_lattice",
    "write_lattice",
]

def courant_json_schema() -> str:
    """
    JSON schema of Courant JSON.
    """

def format_lattice(lattice: courant._core.lattice.Lattice, format: str = "courant") -> str:
    """
    Text of the file that write_lattice would make.
    """

def formats() -> list[tuple[str, str, bool]]:
    """
    Name, title and whether it can be written, of every format.
    """

def parse_lattice(
    content: str,
    file: str = "text.json",
    format: str | None = None,
    line: str | None = None,
    energy: typing.SupportsFloat | typing.SupportsIndex | None = None,
    particle: str | None = None,
    model: str | None = None,
    steps_for: typing.SupportsFloat | typing.SupportsIndex = 0.0,
) -> courant._core.lattice.Lattice:
    """
    Lattice in a text; `file` is what messages call it and what the format is guessed from.
    """

def read_lattice(
    path: os.PathLike | str | bytes,
    format: str | None = None,
    line: str | None = None,
    energy: typing.SupportsFloat | typing.SupportsIndex | None = None,
    particle: str | None = None,
    model: str | None = None,
    steps_for: typing.SupportsFloat | typing.SupportsIndex = 0.0,
) -> courant._core.lattice.Lattice:
    """
    Lattice in a file.

    path: the file
    format: name from `formats()`; None: from extension and content
    line: which line or variable of the file; None: the only one
    energy: total energy [eV] instead of the file's; some formats hold none
    particle: species instead of the file's
    model: 'expanded' or 'exact' for every element; None: that of the file's code
    steps_for: relative error of each magnet's map [-], sets its steps; 0: as the file's code

    What was not understood stands in `lattice.report`. ParseError with file and line for a broken file.
    """

def write_lattice(
    lattice: courant._core.lattice.Lattice, path: os.PathLike | str | bytes, format: str | None = None
) -> None:
    """
    Write a lattice; the file is complete or not there.

    format: name from `formats()`; None: from the extension
    """
