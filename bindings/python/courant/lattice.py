"""Lattice, Builder and what they are made of."""

from ._core.lattice import *  # noqa: F403
