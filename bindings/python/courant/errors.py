"""Seeded errors of magnets and girders: errors.apply, errors.apply_girders."""

from ._core.lattice.errors import Applied, apply, apply_girders

__all__ = ["Applied", "apply", "apply_girders"]
