"""Units on many machines, with Dask Distributed.

Dask sends what it is given with pickle. It is given one function of this package, by name, and bytes that this
package packs and unpacks itself (msgpack); nothing else travels and nothing pickled is kept. As with any Dask cluster,
scheduler and workers must be reachable by trusted machines only.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

from policy_xwalk.errors import MissingExtra, PlanError
from policy_xwalk.scale.remote import is_url, open_url, reaching
from policy_xwalk.scale.steps import work
from policy_xwalk.scale.store import Store, open_store, prove_writable
from policy_xwalk.scale.units import Died, Job, Outcome, Unit, pack, unpack_outcome
from policy_xwalk.scale.versions import whole_digest

_CONNECT_SECONDS = 10
_WITHOUT_WORKERS_SECONDS = 60
"""So long a run waits for workers to come back after the last one has gone."""
_PATIENCE = 10
"""A unit that takes so many times the median, while others have nothing to do, is given to a second worker."""
_LEAST_PATIENCE_SECONDS = 3.0
_AHEAD = 4
"""Units handed out per thread of the cluster."""


def greet(store: str, folder: str) -> str:
    """Run by each worker at the start: the digest of its code, and what it cannot reach and why, a line each."""
    missing = []
    for place, reach in ((folder, _see), (store, _write_to)):
        try:
            reach(place)
        except (OSError, PlanError) as error:
            reason = error.params.get("found") if isinstance(error, PlanError) else error.strerror
            missing.append(f"{place}\t{reason or type(error).__name__}")
    return "\n".join([whole_digest(), *missing])


def _write_to(store: str) -> None:
    prove_writable(open_store(store))


def _see(folder: str) -> None:
    if not is_url(folder):
        Path(folder).stat()
        return
    files, path = open_url(folder)
    with reaching(folder):
        files.info(path)


class Cluster:
    """Does units on the workers of a Dask scheduler.

    Raises :class:`~policy_xwalk.errors.PlanError` where no scheduler or no worker answers, a worker runs other code,
    or does not see the folder of plans and that of the results.
    """

    def __init__(self, store: Store, address: str, folder: str) -> None:
        try:
            import distributed
        except ImportError as error:
            raise MissingExtra(library="distributed", feature="--scheduler", extra="scale") from error
        self._dask: Any = distributed
        self._address = address
        self._store = store.address
        self._code = whole_digest()
        try:
            self._client = distributed.Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            found = str(error).strip() or type(error).__name__
            raise PlanError("no_scheduler", file=address, found=found) from error
        try:
            self._greet_all(folder)
        except BaseException:
            self._client.close()
            raise

    def _threads(self) -> int:
        workers = self._client.scheduler_info(n_workers=-1)["workers"]
        return sum(int(worker["nthreads"]) for worker in workers.values())

    def _greet_all(self, folder: str) -> None:
        if not self._threads():
            raise PlanError("no_workers", file=self._address)
        # A worker without this package, or with one that has no such function, answers with an error.
        answers = self._client.run(greet, self._store, folder, on_error="return")
        for worker, answer in sorted(answers.items()):
            if not isinstance(answer, str):
                found = type(answer).__name__
                raise PlanError("worker_other_version", file=worker, found=found, expected=self._code)
            code, *missing = answer.split("\n")
            if code != self._code:
                raise PlanError("worker_other_version", file=worker, found=code, expected=self._code)
            if missing:
                place, _, reason = missing[0].partition("\t")
                raise PlanError("worker_cannot_see", file=place, found=worker, reason=reason)

    def each(self, units: Iterable[Unit]) -> Iterator[tuple[Unit, Outcome]]:
        waiting = iter(units)
        running: dict[Any, Unit] = {}
        started: dict[Unit, float] = {}
        copied: set[Unit] = set()
        took: list[float] = []
        last_seen = time.monotonic()
        most = max(2, _AHEAD * self._threads())
        try:
            while True:
                while len(started) < most and (fresh := next(waiting, None)) is not None:
                    running[self._submit(fresh)] = fresh
                    started[fresh] = time.monotonic()
                if not running:
                    return
                done = self._finished(list(running))
                if self._threads():
                    last_seen = time.monotonic()
                elif time.monotonic() - last_seen > _WITHOUT_WORKERS_SECONDS:
                    raise PlanError("no_workers", file=self._address)
                for future in done:
                    unit = running.pop(future, None)
                    if unit is None:
                        continue
                    took.append(time.monotonic() - started.pop(unit))
                    for other in [other for other, same in running.items() if same == unit]:
                        running.pop(other)
                        other.cancel()
                    yield unit, self._outcome(future)
                if len(started) < most:
                    self._help_slow(running, started, copied, took)
        finally:
            for future in running:
                future.cancel()

    def _submit(self, unit: Unit) -> Any:
        order = pack(Job(self._store, self._code, unit))
        return self._client.submit(work, order, pure=False)

    def _finished(self, futures: list[Any]) -> list[Any]:
        try:
            with self._client.as_current():
                found = self._dask.wait(futures, timeout=1, return_when="FIRST_COMPLETED")
        except (TimeoutError, self._dask.TimeoutError):
            return []
        # In the order in which they were handed out: a set would give them in any.
        return [future for future in futures if future in found.done]

    def _outcome(self, future: Any) -> Outcome:
        error = future.exception()
        if isinstance(error, self._dask.KilledWorker):
            return Died(int(getattr(error, "allowed_failures", 0)) + 1)
        outcome: Outcome = unpack_outcome(future.result())
        return outcome

    def _help_slow(
        self, running: dict[Any, Unit], started: dict[Unit, float], copied: set[Unit], took: list[float]
    ) -> None:
        """Give units that take very long to a second worker, when there is nothing else to hand out.

        Two workers may make one part at once; it is the same part.
        """
        if not took:
            return
        limit = max(_LEAST_PATIENCE_SECONDS, _PATIENCE * median(took))
        for unit in [unit for unit, begun in started.items() if time.monotonic() - begun > limit]:
            if unit not in copied:
                copied.add(unit)
                busy = [future for future, same in running.items() if same == unit]
                running[self._elsewhere(unit, busy)] = unit

    def _elsewhere(self, unit: Unit, busy: list[Any]) -> Any:
        """Submit a unit to any worker but the one that has it."""
        keys = {future.key for future in busy}
        has = {worker for worker, tasks in self._client.processing().items() if keys & set(map(_key, tasks))}
        others = [worker for worker in self._client.scheduler_info(n_workers=-1)["workers"] if worker not in has]
        order = pack(Job(self._store, self._code, unit))
        return self._client.submit(work, order, pure=False, workers=others or None, allow_other_workers=True)

    def close(self) -> None:
        self._client.close()


def _key(task: object) -> str:
    return str(task[0] if isinstance(task, tuple) else task)
