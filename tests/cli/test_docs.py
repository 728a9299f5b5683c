"""The guide shows what the program prints."""

import os
import re
import subprocess

import pytest
from conftest import ROOT

BLOCKS = re.findall(
    r"^```console\n(.*?)^```$", (ROOT / "docs/guide/command_line.md").read_text(), re.DOTALL | re.MULTILINE
)


def sessions(block):
    """Pairs of a command and what is shown below it."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        yield command, shown


@pytest.mark.parametrize("block", BLOCKS)
def test_the_guide_shows_what_is_printed(block, program, tmp_path):
    environment = {**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}"}
    for command, shown in sessions(block):
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=tmp_path,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        printed = done.stdout + (f"[{done.returncode}]\n" if done.returncode else "")
        pattern = re.escape(shown).replace(re.escape("...\n"), "(.*\n)*").replace(re.escape("..."), ".*")
        assert re.fullmatch(pattern, printed), f"$ {command}\n{printed}"


def test_the_reference_names_every_command_and_key(courant, fodo):
    text = (ROOT / "docs/reference/commands.md").read_text()
    keys = text[text.index("## Keys") :]
    for command in re.findall(r"^  (\w+)  ", courant("--help").out, re.MULTILINE):
        assert f"| `{command} " in text
        row = next(line for line in keys.splitlines() if line.startswith(f"| `{command}` |"))
        if command in ("info", "twiss", "orbit", "orm"):
            for key in courant(command, fodo, "--json").json():
                assert f"`{key}`" in row or key == "courant", f"{command}: {key}"
