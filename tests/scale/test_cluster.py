"""Real scheduler, real workers as processes: one killed, one slow, one of another version, none at all."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scale.dask_processes import Dask
from tests.scale.folders import ROOT, STREAMED, command, outputs, parts, run, wait_for

pytest.importorskip("distributed", reason="dask distributed is an extra")


@pytest.fixture
def dask(tmp_path: Path) -> Iterator[Dask]:
    """A scheduler without workers."""
    cluster = Dask(tmp_path)
    yield cluster
    cluster.close()


def test_killed_and_slow_workers_change_no_byte(dask: Dask, plans: Path, results: Path, tmp_path: Path) -> None:
    victim, slow, _ = dask.worker(), dask.worker(), dask.worker()
    dask.wait_for_workers(3)
    out = tmp_path / "out"
    process = subprocess.Popen(
        command(f"file://{plans}", f"file://{out}", "--scheduler", dask.address, *STREAMED), stderr=subprocess.PIPE
    )
    over = threading.Event()

    def hinder() -> None:
        # At work for a tenth of the time, as on a machine that others use.
        while not over.is_set():
            os.kill(slow.pid, signal.SIGSTOP)
            time.sleep(0.9)
            os.kill(slow.pid, signal.SIGCONT)
            time.sleep(0.1)

    thread = threading.Thread(target=hinder)
    try:
        wait_for(lambda: len(parts(out)) >= 1 or process.poll() is not None)
        victim.kill()
        thread.start()
        _, said = process.communicate(timeout=180)
    finally:
        over.set()
        if thread.ident is not None:
            thread.join()
    assert process.returncode == 0, said.decode()
    assert outputs(out) == outputs(results)


def test_worker_of_another_version_is_refused(dask: Dask, plans: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(ROOT / "policy_xwalk", other / "policy_xwalk", ignore=shutil.ignore_patterns("__pycache__"))
    with open(other / "policy_xwalk" / "records.py", "a", encoding="utf-8") as file:
        file.write("\n# a later version\n")
    dask.worker()
    dask.worker(PYTHONPATH=str(other))
    dask.wait_for_workers(2)
    done = run(plans, tmp_path / "out", "--scheduler", dask.address, *STREAMED)
    assert done.returncode == 2
    assert "与本机不同" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "out" / "records.jsonl").exists()


def test_scheduler_without_workers_and_no_scheduler_are_said(dask: Dask, plans: Path, tmp_path: Path) -> None:
    done = run(plans, tmp_path / "out", "--scheduler", dask.address)
    assert done.returncode == 2
    assert "没有工作进程" in done.stderr
    address = dask.address
    dask.close()
    done = run(plans, tmp_path / "out", "--scheduler", address)
    assert done.returncode == 2
    assert "连接不上调度器" in done.stderr
