"""A Dask scheduler and workers, each a process."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.scale.folders import environment, wait_for


class Dask:
    """A scheduler with workers, each a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.processes: list[subprocess.Popen[bytes]] = []
        where = folder / "scheduler.json"
        self._start(
            "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(where)
        )
        wait_for(lambda: where.is_file() and where.stat().st_size > 10)
        self.address = str(json.loads(where.read_text())["address"])

    def _start(self, module: str, *options: str, **more: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", module, *options, "--no-dashboard"],
            env=environment(**more),
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.processes.append(process)
        return process

    def worker(self, **more: str) -> subprocess.Popen[bytes]:
        """One more worker of one thread, without a nurse that would bring it back to life."""
        number = str(len(self.processes))
        options = ("--nthreads", "1", "--no-nanny", "--local-directory", str(self.folder / f"w{number}"))
        return self._start("distributed.cli.dask_worker", self.address, *options, **more)

    def wait_for_workers(self, count: int) -> None:
        """Wait until so many workers have registered."""
        from distributed import Client

        with Client(self.address, set_as_default=False) as client:
            client.wait_for_workers(count, timeout=60)

    def close(self) -> None:
        """End every process."""
        for process in self.processes:
            process.kill()
            process.wait()
