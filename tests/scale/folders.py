"""Small folders of plans, made and run as a person does."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))

import synthetic  # noqa: E402  (the generator of the benchmarks, which are no package)

from policy_xwalk.cli import main  # noqa: E402

#: What a run over many plans writes: few plans for a test are many where two are few.
STREAMED = ("--limit", "2")


def make_plans(folder: Path, plans: int, *, length: int = 2_500, topics: int = 1) -> Path:
    """So many short county plans and their upper plans."""
    synthetic.make(folder, plans, topics, 7, length)
    return folder


def command(folder: Path | str, out: Path | str, *options: str) -> list[str]:
    """The call of a run."""
    return [sys.executable, "-m", "policy_xwalk", "run", str(folder), "-o", str(out), *options]


def run(folder: Path | str, out: Path | str, *options: str, **settings: object) -> subprocess.CompletedProcess[str]:
    """A run as a process."""
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        command(folder, out, *options), capture_output=True, text=True, encoding="utf-8", check=False, **settings
    )


def run_here(folder: Path | str, out: Path | str, *options: str) -> int:
    """A run in this process; gives its exit code."""
    return main(command(folder, out, *options)[3:])


def outputs(out: Path) -> dict[str, bytes]:
    """Every result by name, the kept steps left out."""
    files = (path for path in out.rglob("*") if path.is_file())
    found = {path.relative_to(out).as_posix(): path for path in files}
    return {name: path.read_bytes() for name, path in sorted(found.items()) if not name.startswith(".work/")}


def parts(out: Path) -> dict[str, int]:
    """Every kept step with the time at which it was made."""
    work = out / ".work"
    kinds = ("plan", "inside", "links", "between", "export")
    files = (path for kind in kinds for path in (work / kind).rglob("*") if path.is_file())
    return {path.relative_to(work).as_posix(): path.stat().st_mtime_ns for path in files}


def wait_for(condition: object, seconds: float = 60) -> None:
    """Wait until a condition holds."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():  # type: ignore[operator]
            return
        time.sleep(0.02)
    raise AssertionError("waited in vain")


def children(pid: int) -> Sequence[int]:
    """Processes that a process started, at any depth."""
    import psutil

    return [child.pid for child in psutil.Process(pid).children(recursive=True)]


def environment(**more: str) -> dict[str, str]:
    """The environment of a process with some variables set."""
    return {**os.environ, **more}
