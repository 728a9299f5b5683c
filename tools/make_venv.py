"""Create or refresh the virtual environment .venv; called by tools/bootstrap.sh with the name of the set.

What is installed stands in pyproject.toml (build-system.requires and the extras); the exact versions stand in
tools/constraints.txt. A stamp per set makes the next run instant while neither file nor interpreter has changed.
"""

import hashlib
import subprocess
import sys
import tomllib
from pathlib import Path

EXTRAS = {"demo": ["plot"], "test": ["plot", "dev"], "all": ["plot", "dev", "bench"]}


def requirements(root: Path, name: str) -> list[str]:
    """All requirement lines of the set, sorted."""
    data = tomllib.loads((root / "pyproject.toml").read_text())
    project = data["project"]
    lines = [*data["build-system"]["requires"], *project["dependencies"]]
    for extra in EXTRAS[name]:
        lines += project["optional-dependencies"][extra]
    return sorted(set(lines))


def is_fresh(venv: Path) -> bool:
    """True when .venv was made from this very interpreter and still starts."""
    config = venv / "pyvenv.cfg"
    if not config.exists() or f"executable = {Path(sys.executable).resolve()}\n" not in config.read_text():
        return False
    code = "import sys; sys.exit(sys.version_info[:3] != tuple(map(int, sys.argv[1:])))"
    version = [str(n) for n in sys.version_info[:3]]
    return subprocess.run([venv / "bin/python", "-c", code, *version], check=False).returncode == 0


def main() -> None:
    root = Path(__file__).resolve().parent.parent
    name = sys.argv[1]
    venv = root / ".venv"
    wanted = requirements(root, name)
    constraints = root / "tools/constraints.txt"
    key = hashlib.sha256("\n".join([sys.version, *wanted, constraints.read_text()]).encode()).hexdigest()
    stamp = venv / f"courant-{name}.stamp"
    fresh = is_fresh(venv)
    if fresh and stamp.exists() and stamp.read_text() == key:
        return
    if not fresh:
        print(f"bootstrap: new virtual environment .venv with Python {sys.version.split()[0]}", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", venv], check=True)
    print(f"bootstrap: installing {len(wanted)} Python packages and what they need", flush=True)
    pip = [venv / "bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--constraint", constraints, *wanted], check=True)
    stamp.write_text(key)


if __name__ == "__main__":
    main()
