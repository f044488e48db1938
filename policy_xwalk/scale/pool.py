"""Who does the units on one machine: this process, or a pool of processes that may lose a worker and go on."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Protocol

from policy_xwalk.scale.steps import do, work
from policy_xwalk.scale.store import Store
from policy_xwalk.scale.units import Died, Job, Outcome, Unit, pack, unpack_outcome
from policy_xwalk.scale.versions import whole_digest

DEATHS = 3
"""A unit over which so many workers died is given up and reported."""


class Doer(Protocol):
    """Does units, in any order, and tells what came of each."""

    def each(self, units: Iterable[Unit]) -> Iterator[tuple[Unit, Outcome]]:
        """Every unit once, with its outcome, as they are done."""

    def close(self) -> None:
        """Let go of processes and connections."""


class Here:
    """Does units in this process."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def each(self, units: Iterable[Unit]) -> Iterator[tuple[Unit, Outcome]]:
        for unit in units:
            yield unit, do(unit, self._store)

    def close(self) -> None:
        return


class Processes:
    """Does units in a pool of processes, which get paths and keys and keep the parts themselves.

    Where a worker dies (killed, out of memory, a library that crashes) all units then at work are suspect; they are
    done again one at a time, so that only the one that kills is charged, and given up after :data:`DEATHS` deaths.
    """

    def __init__(self, store: Store, workers: int) -> None:
        self._address = store.address
        self._workers = workers
        self._code = whole_digest()
        self._pool: ProcessPoolExecutor | None = None

    def _open(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # Spawned, not forked: the same on every system, and safe where the caller has threads.
            self._pool = ProcessPoolExecutor(self._workers, multiprocessing.get_context("spawn"))
        return self._pool

    def _submit(self, unit: Unit) -> Future[bytes]:
        return self._open().submit(work, pack(Job(self._address, self._code, unit)))

    def each(self, units: Iterable[Unit]) -> Iterator[tuple[Unit, Outcome]]:
        waiting = iter(units)
        suspects: deque[Unit] = deque()
        deaths: dict[Unit, int] = {}
        running: dict[Future[bytes], Unit] = {}
        while True:
            # Few at a time: what is handed out is what a death puts under suspicion, and what memory holds.
            most = 1 if suspects else 2 * self._workers
            while len(running) < most:
                unit = suspects.popleft() if suspects else next(waiting, None)
                if unit is None:
                    break
                try:
                    running[self._submit(unit)] = unit
                except BrokenProcessPool:
                    self._discard()
                    suspects.appendleft(unit)
            if not running:
                if not suspects:
                    return
                continue
            alone = len(running) == 1
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            broken = [future for future in done if isinstance(future.exception(), BrokenProcessPool)]
            for future in done:
                if future not in broken:
                    yield running.pop(future), unpack_outcome(future.result())
            if broken:
                fallen = list(running.values())
                running.clear()
                self._discard()
                if alone:
                    deaths[fallen[0]] = deaths.get(fallen[0], 0) + 1
                    if deaths[fallen[0]] >= DEATHS:
                        yield fallen[0], Died(DEATHS)
                        continue
                suspects.extendleft(reversed(fallen))

    def _discard(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def close(self) -> None:
        """End the workers; a unit at work is broken off, its part is made by the next run."""
        if self._pool is None:
            return
        processes = list((getattr(self._pool, "_processes", None) or {}).values())
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.terminate()
        for process in processes:
            process.join()
        self._pool = None


def processors() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1
