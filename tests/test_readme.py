"""The READMEs: their Python runs, their commands exist, and both say the same."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
READMES = ("README.md", "README.zh-CN.md")


@pytest.mark.parametrize("name", READMES)
def test_python_blocks_run(name: str) -> None:
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / name).read_text("utf-8"), re.DOTALL)
    assert len(blocks) == 2
    for block in blocks:
        done = subprocess.run([sys.executable, "-c", block], cwd=ROOT, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        assert done.stdout


@pytest.mark.parametrize("name", READMES)
def test_linked_files_exist(name: str) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", (ROOT / name).read_text("utf-8"))
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_both_name_the_same_commands_and_files() -> None:
    english, chinese = ((ROOT / name).read_text("utf-8") for name in READMES)
    code = re.compile(r"`([^`\n]+)`")
    assert set(code.findall(english)) == set(code.findall(chinese))


@pytest.mark.parametrize("name", [*READMES, "gold/README.md"])
def test_result_table_is_what_the_run_gives(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "scripts/readme_tables.py", "--check", name], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
