"""The program is run as a user runs it; COURANT_PROGRAM says which one."""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ELECTRON = {"species": "electron", "energy": 1e9}


@dataclass
class Ended:
    """How the program ended."""

    status: int
    out: str
    err: str

    def json(self):
        """The one document on standard output."""
        return json.loads(self.out)


@pytest.fixture(scope="session")
def program():
    """Path of the program."""
    return Path(os.environ["COURANT_PROGRAM"])


@pytest.fixture(scope="session")
def courant(program):
    """Run `courant ARGUMENTS…` with variables of the environment replaced (None: unset)."""

    def run(*arguments, cwd=None, program=program, **variables):
        environment = {k: v for k, v in {**os.environ, **variables}.items() if v is not None}
        done = subprocess.run(
            [program, *map(str, arguments)],
            cwd=cwd,
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
        )
        return Ended(done.returncode, done.stdout, done.stderr)

    return run


def lattice_text(elements, line=None, reference=ELECTRON, superperiods=1):
    """Courant JSON of elements {name: {...}} in the order of `line` (default: as they stand)."""
    return json.dumps(
        {
            "schema": "courant-lattice/1",
            "name": "TEST",
            "reference": reference,
            "superperiods": superperiods,
            "elements": elements,
            "line": line or list(elements),
        },
        indent=1,
    )


FODO = {
    "BPM": {"type": "Monitor"},
    "QF": {"type": "Quadrupole", "length": 0.5, "k1": 0.6},
    "D1": {"type": "Drift", "length": 1.0},
    "B1": {"type": "Dipole", "length": 1.0, "angle": 0.39269908169872414},
    "COR": {"type": "Corrector", "length": 0.0},
    "QD": {"type": "Quadrupole", "length": 0.5, "k1": -0.6},
    "D2": {"type": "Drift", "length": 1.0},
    "B2": {"type": "Dipole", "length": 1.0, "angle": 0.39269908169872414},
}


@pytest.fixture
def fodo(tmp_path):
    """File of a ring of eight equal cells, one of which it holds."""
    path = tmp_path / "fodo.json"
    path.write_text(lattice_text(FODO, superperiods=8))
    return path
