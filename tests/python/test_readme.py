"""The Python program of the README runs as it stands."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_program_of_the_readme_runs(capsys, monkeypatch):
    program = re.search(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)[1]
    monkeypatch.chdir(ROOT)
    exec(compile(program, "README.md", "exec"), {})
    said = capsys.readouterr().out
    # ALS as it is shipped: tunes 14.25 and 8.20 (docs/reference/machines.md).
    assert re.search(r"tunes \[14\.25\d* +8\.20?\d* *\]", said), said
