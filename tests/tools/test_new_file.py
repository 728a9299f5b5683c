"""new_file.py makes three files that belong together and never overwrites."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def run(tree: Path, *arguments: str) -> subprocess.CompletedProcess:
    rules = tree / "docs/develop/layers.toml"
    rules.parent.mkdir(parents=True, exist_ok=True)
    rules.write_text((ROOT / "docs/develop/layers.toml").read_text())
    command = [sys.executable, ROOT / "tools/new_file.py", *arguments, "--root", tree]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_header_source_and_test_are_made_once(tmp_path):
    made = run(tmp_path, "optics", "beam_envelope")
    assert made.returncode == 0, made.stderr
    assert made.stdout.split() == [
        "include/courant/optics/beam_envelope.hpp",
        "lib/optics/beam_envelope.cpp",
        "tests/optics/beam_envelope_test.cpp",
    ]
    assert (
        '#include "courant/optics/beam_envelope.hpp"'
        in (tmp_path / "lib/optics/beam_envelope.cpp").read_text()
    )
    again = run(tmp_path, "optics", "beam_envelope")
    assert again.returncode == 1
    assert "exists already" in again.stderr


def test_unknown_modules_and_names_are_refused(tmp_path):
    assert "no module 'optic'" in run(tmp_path, "optic", "twiss").stderr
    assert run(tmp_path, "optics", "BeamEnvelope").returncode == 2


def test_the_files_are_formatted(tmp_path):
    run(tmp_path, "optics", "beam_envelope")
    files = [str(f) for f in tmp_path.rglob("*.?pp")]
    style = f"--style=file:{ROOT / '.clang-format'}"
    assert (
        subprocess.run(["clang-format", style, "--dry-run", "-Werror", *files], check=False).returncode == 0
    )
