"""Seeded errors of magnets: errors.apply(lattice, spec, seed)."""

from ._core.lattice.errors import Applied, apply

__all__ = ["Applied", "apply"]
