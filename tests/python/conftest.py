"""Small lattices that the tests share."""

from pathlib import Path

import courant
import pytest
from small_lattices import fodo_cells

DATA = Path(__file__).resolve().parents[2] / "data"


@pytest.fixture
def fodo():
    return fodo_cells()


@pytest.fixture(scope="session")
def als():
    return courant.read_lattice(DATA / "lattices" / "als.json")


@pytest.fixture
def data():
    return DATA
