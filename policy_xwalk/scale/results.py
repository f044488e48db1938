"""The folder of results, on this machine or behind an fsspec URL: its parts, its state, and who may write to it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Container, Iterator
from contextlib import contextmanager
from pathlib import Path

from policy_xwalk.errors import PlanError
from policy_xwalk.scale.remote import RemoteFolder, is_url
from policy_xwalk.scale.state import State, decode_state, encode_state, used_lines, used_parts
from policy_xwalk.scale.store import FolderStore, RemoteStore, Store, prove_writable

WORK = ".work"
"""Folder of the parts within the results; it may be deleted at any time, the next run makes it anew."""
COLUMNS = "parquet"
"""Folder of the Parquet pieces within the results."""
_STATE, _USED, _LOCK = "state.json", "used.txt", "lock"
_ORPHAN_SECONDS = 3600


class Results:
    """Where a run writes. ``address`` is a path or a URL."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/") if is_url(address) else address
        self.remote = is_url(address)
        self._there = RemoteFolder(self.address) if self.remote else None
        self.store: Store = (
            RemoteStore(f"{self.address}/{WORK}") if self.remote else FolderStore(Path(address).absolute() / WORK)
        )
        self._existed = self.remote or Path(address).exists()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the results against other runs; raises :class:`~policy_xwalk.errors.PlanError` where one is at work.

        The system lets go of the lock when the process ends, however it ends. There is none behind a URL: there each
        file is put whole, and of two runs at once the later one stands. Whether one may write there is tried out.
        """
        if self.remote:
            prove_writable(self.store)
            yield
            return
        from filelock import FileLock, Timeout

        folder = Path(self.address)
        if folder.exists() and not folder.is_dir():
            raise PlanError("output_not_a_folder", file=self.address)
        with self.errors():
            (folder / WORK).mkdir(parents=True, exist_ok=True)
            lock = FileLock(folder / WORK / _LOCK, timeout=0)
        try:
            with self.errors():
                lock.acquire()
        except Timeout as error:
            raise PlanError("output_in_use", file=self.address) from error
        try:
            yield
        finally:
            lock.release()

    @contextmanager
    def errors(self) -> Iterator[None]:
        """What the disk refuses, as one clear error."""
        import errno

        try:
            yield
        except TimeoutError:
            raise
        except OSError as error:
            full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
            found = error.strerror or type(error).__name__
            raise PlanError("no_space" if full else "cannot_write", file=self.address, found=found) from error

    def forget(self) -> None:
        """Take back what a run made that found no plan at all."""
        if not self.remote:
            shutil.rmtree(Path(self.address) / WORK, ignore_errors=True)
            if not self._existed:
                try:
                    Path(self.address).rmdir()
                except OSError:
                    return

    def state(self) -> State:
        """What the last run left."""
        return decode_state(self._get(_STATE))

    def keep_state(self, state: State) -> None:
        """Leave the state for the next run."""
        self._put(_STATE, encode_state(state))

    def prune(self, used: set[tuple[str, str]]) -> int:
        """Drop parts that neither this finished run nor the one before it used, and give their number.

        Called under the lock. What a process left half written goes after an hour: until then its writer may live.
        """
        before = used_parts(self._get(_USED))
        dropped = 0
        if before:
            from policy_xwalk.scale.store import KINDS

            for kind in KINDS:
                for key in sorted(self.store.keys(kind)):
                    if (kind, key) not in used and (kind, key) not in before:
                        self.store.drop(kind, key)
                        dropped += 1
        self.store.tidy(_ORPHAN_SECONDS)
        if used != before:
            self._put(_USED, used_lines(used))
        return dropped

    def _get(self, name: str) -> bytes | None:
        if self._there is not None:
            return self._there.get(f"{WORK}/{name}")
        try:
            return (Path(self.address) / WORK / name).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def _put(self, name: str, data: bytes) -> None:
        if self._there is not None:
            self._there.put(f"{WORK}/{name}", data)
            return
        with self.errors():
            path = Path(self.address) / WORK / name
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_name(f".{name}.{os.getpid()}")
            part.write_bytes(data)
            os.replace(part, path)

    @contextmanager
    def folder(self) -> Iterator[Path]:
        """A folder on this machine to write the final files into; behind a URL they are put there afterwards.

        Each file is put whole, one after the other. Where there are pieces of columns among them, those of an
        earlier, larger run go: a question in SQL is asked to all that are there.
        """
        if self._there is None:
            path = Path(self.address)
            path.mkdir(parents=True, exist_ok=True)
            yield path
            return
        with tempfile.TemporaryDirectory(prefix="policy-xwalk-") as made:
            yield Path(made)
            files = {path.relative_to(made).as_posix(): path for path in Path(made).rglob("*") if path.is_file()}
            for name in sorted(files):
                self._there.put(name, files[name])
            if any(name.startswith(f"{COLUMNS}/") for name in files):
                self.remove(COLUMNS, but=files)

    def remove(self, folder: str, but: Container[str] = ()) -> None:
        """Remove a file or all files of a folder among results behind a URL."""
        if self._there is not None:
            for name in self._there.names(folder):
                if name not in but:
                    self._there.remove(name)
