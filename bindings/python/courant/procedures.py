"""Measure and correct; every write is a transaction."""

from ._core.procedures import *  # noqa: F403
