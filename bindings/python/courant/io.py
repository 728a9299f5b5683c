"""Lattice files: read, write, formats."""

from ._core.io import *  # noqa: F403
