"""The pages about Python say the truth: their blocks run in order, and print what is shown below them."""

import contextlib
import io
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    "start/first_hour.md",
    "guide/python.md",
    "guide/optics.md",
    "guide/tracking.md",
    "guide/response.md",
]
BLOCK = re.compile(r"^```(python|text)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def run_page(text):
    """Pairs (printed, shown) of each Python block; shown is None where the page shows no output."""
    names, found = {"__name__": "page"}, []
    for kind, body in BLOCK.findall(text):
        if kind == "python":
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed):
                exec(compile(body, "page", "exec"), names)
            found.append([printed.getvalue(), None])
        elif found:
            found[-1][1] = body
    return found


@pytest.mark.parametrize("page", PAGES)
def test_the_page_prints_what_it_shows(page, tmp_path, monkeypatch):
    for folder in ("data", "examples"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    monkeypatch.chdir(tmp_path)
    found = run_page((ROOT / "docs" / page).read_text(encoding="utf-8"))
    assert found
    for printed, shown in found:
        assert printed == (shown or ""), "the page shows something else"
