"""Time, memory and correctness of a run over a made corpus, and what they project to.

    python benchmarks/scale.py [--plans 300] [--workers 2] [--topics 1] [--keep FOLDER]

Prints, for plans of 15,000 characters against one upper plan: wall clock and processor seconds from text files to
matrix, the peak memory of all processes together (proportional set size, sampled every second), the size of what is
kept, the same for a second run that has nothing to do and for one with a single changed file, how right the links
are, and what 3,000 and 100,000 plans would take at this pace. Needs the extras ``scale`` and ``dev`` (psutil).
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil
from synthetic import make
from synthetic_check import check

_STEP = 1.0


@dataclass(frozen=True)
class Measured:
    """Seconds by the wall and of all processors, and megabytes at the peak."""

    wall: float
    processor: float
    peak: float


def measured(command: list[str]) -> Measured:
    """Run a command and watch it with all its children."""
    before = os.times()
    start = time.perf_counter()
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    watched = psutil.Process(process.pid)
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, _memory(watched))
        time.sleep(_STEP)
    wall = time.perf_counter() - start
    after = os.times()
    said = process.stderr.read() if process.stderr is not None else ""
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(command)}\n{said}")
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return Measured(wall, used, peak / 1e6)


def _memory(process: psutil.Process) -> float:
    """Memory of a process and its children, what they share counted once (PSS); RSS where the system has no PSS."""
    total = 0.0
    try:
        family = [process, *process.children(recursive=True)]
    except psutil.Error:
        return 0.0
    for member in family:
        try:
            full = member.memory_full_info()
            total += getattr(full, "pss", 0) or full.rss
        except psutil.Error:
            continue
    return total


def size(folder: Path) -> float:
    """Megabytes of a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def main() -> None:
    """Make, run, measure, compare, project."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plans", type=int, default=300)
    parser.add_argument("--topics", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--length", type=int, default=15_000)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        base = given.keep or Path(made)
        plans, out = base / "plans", base / "out"
        characters = make(plans, given.plans, given.topics, 7, given.length)
        load = psutil.getloadavg()[0]
        print(
            f"{given.plans} plans, {characters:,} characters, {given.workers} workers, {psutil.cpu_count()} processors"
        )
        print(f"load of the machine before the start: {load:.1f}")
        command = [sys.executable, "-m", "policy_xwalk", "run", str(plans), "-o", str(out)]
        command += ["--workers", str(given.workers), "--outputs", "lines,matrix,parquet"]
        first = measured(command)
        tell("first run", first, given.plans)
        tell("nothing to do", measured(command), given.plans)
        changed = sorted(plans.glob("*.txt"))[0]
        changed.write_text(changed.read_text("utf-8") + "本规划由民政部门负责解释。\n", "utf-8")
        tell("one changed file", measured(command), given.plans)
        kept = size(out / ".work")
        print(f"kept steps {kept:.0f} MB, results {size(out) - kept:.0f} MB")
        for line in check(plans, out):
            print(line)
        each = first.processor / given.plans
        for count in (3_000, 100_000):
            for cores in (2, 64):
                seconds = each * count / cores
                print(f"projected: {count:7,} plans on {cores:2} free processors: {seconds / 60:7.1f} min")


def tell(name: str, found: Measured, plans: int) -> None:
    """One line of figures."""
    print(
        f"{name:16} wall {found.wall:7.1f} s, processors {found.processor:7.1f} s "
        f"({1000 * found.processor / plans:.0f} ms a plan), peak {found.peak:6.0f} MB"
    )


if __name__ == "__main__":
    main()
