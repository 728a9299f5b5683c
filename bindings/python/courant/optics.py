"""Closed orbit, transfer matrix and optics functions."""

from ._core.optics import *  # noqa: F403
