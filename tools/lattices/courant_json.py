"""Writes a machine as a Courant JSON file, one element per line, shared by the make_*.py generators."""

import json
from pathlib import Path

ELECTRON_REST_ENERGY = 0.51099895069e6  # [eV], CODATA 2022
PROTON_REST_ENERGY = 938.27208943e6  # [eV], CODATA 2022
SPEED_OF_LIGHT = 299792458.0  # [m/s], exact
LATTICES = Path(__file__).resolve().parents[2] / "data" / "lattices"


class Machine:
    """Collects elements and their order; one name always means one element."""

    def __init__(self, name, description, citation, notes, species, energy, superperiods=1):
        self.head = {
            "schema": "courant-lattice/1",
            "name": name,
            "description": description,
            "citation": citation,
            "notes": notes,
            "reference": {"species": species, "energy": energy},
            "superperiods": superperiods,
        }
        self.elements = {}
        self.line = []

    def add(self, name, kind, **fields):
        """Appends one element; lengths in m, angles in rad, strengths in MAD units."""
        element = {"type": kind, **fields}
        if self.elements.setdefault(name, element) != element:
            raise ValueError(f"{name} is defined twice with different fields")
        self.line.append(name)

    def drift(self, length):
        """Appends a drift whose name is its length in micrometres, so that equal drifts share one entry."""
        self.add(f"DR_{round(length * 1e6):07d}", "Drift", length=round(length, 9))

    def length(self):
        """Length of one superperiod [m]."""
        return sum(self.elements[name].get("length", 0.0) for name in self.line)

    def text(self):
        """The whole file."""
        rows = [f" {json.dumps(key)}: {json.dumps(value)}" for key, value in self.head.items()]
        elements = ",\n".join(f"  {json.dumps(n)}: {json.dumps(e)}" for n, e in self.elements.items())
        names = [json.dumps(name) for name in self.line]
        lines = ",\n".join("  " + ", ".join(names[i : i + 8]) for i in range(0, len(names), 8))
        rows += [f' "elements": {{\n{elements}\n }}', f' "line": [\n{lines}\n ]']
        return "{\n" + ",\n".join(rows) + "\n}\n"

    def write(self, file_name):
        """Writes data/lattices/<file_name>."""
        LATTICES.mkdir(parents=True, exist_ok=True)
        (LATTICES / file_name).write_text(self.text(), encoding="utf-8")
