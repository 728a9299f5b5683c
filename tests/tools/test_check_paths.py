"""The check of paths finds names of files that don't exist, in sources and pages."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def check(tree: Path, page: str) -> tuple[int, str]:
    for name, text in {"docs/page.md": page, "lib/math/a.cpp": "// see tests/math/a_test.cpp\n"}.items():
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text(text)
    run = subprocess.run(
        [sys.executable, ROOT / "tools/check_paths.py", tree], capture_output=True, text=True, check=False
    )
    return run.returncode, run.stdout


def test_a_name_that_leads_nowhere_is_reported_with_its_line(tmp_path):
    status, said = check(tmp_path, "one\n`lib/math/b.cpp` and /usr/lib/math/c.cpp\n")
    assert status == 1
    assert "docs/page.md:2: lib/math/b.cpp does not exist" in said
    assert "lib/math/a.cpp:1: tests/math/a_test.cpp does not exist" in said
    assert "2 names of files, 2 lead nowhere" in said


def test_names_of_files_that_are_there_pass(tmp_path):
    (tmp_path / "tests/math").mkdir(parents=True)
    (tmp_path / "tests/math/a_test.cpp").touch()
    assert check(tmp_path, "see `lib/math/a.cpp`\n") == (0, "paths: 2 names of files, 0 lead nowhere\n")
