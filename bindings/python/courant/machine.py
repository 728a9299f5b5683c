"""Machines of a facility: lattice on one side, devices on the other."""

from ._core.machine import *  # noqa: F403
