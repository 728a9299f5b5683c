"""The installed distribution works: version, import, the extension, the program and its data."""

import importlib.metadata
import json
import subprocess
import sys
from pathlib import Path

import courant
import courant._core

version = importlib.metadata.version("courant-accelerator")
assert courant.__version__ == version, (courant.__version__, version)

program = Path(sys.executable).parent / "courant"
said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
assert version in said, said

lattices = sorted((Path(sys.prefix) / "share/courant/lattices").glob("*.json"))
assert lattices, "the shipped lattices are not beside the program"
info = subprocess.run(
    [program, "info", lattices[0], "--json"], capture_output=True, text=True, check=True
).stdout
assert json.loads(info)["lattice"], info
print(f"{version}: import, program and {len(lattices)} lattices are there")
