"""One class per element; every field has a unit and a sign in its docstring."""

from ._core.elements import *  # noqa: F403
