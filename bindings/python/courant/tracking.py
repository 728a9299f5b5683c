"""Particles through the lattice."""

from ._core.tracking import *  # noqa: F403
