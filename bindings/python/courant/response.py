"""Exact response matrices and their inverses."""

from ._core.response import *  # noqa: F403
