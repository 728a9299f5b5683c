"""Readings, families, transactions and records; knows no lattice."""

from ._core.control import *  # noqa: F403
