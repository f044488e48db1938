"""Places behind fsspec URLs (``s3://``, ``hdfs://``, ``file://`` …): files put whole, and one clear error each.

What the libraries behind the URLs raise is their own (``botocore``, ``aiohttp``, ``ftplib`` …) and no other module
knows of it: here it becomes :class:`~policy_xwalk.errors.Unreachable`. Addresses and keys of a service are given as
those libraries take them (environment, their files); nothing of that passes through this program.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from policy_xwalk.errors import MissingExtra, PlanError, Unreachable

_OBJECTS = frozenset({"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "oss", "oci", "tos", "memory"})
"""Object stores: an object is there whole or not at all, nothing is renamed (that would be a copy), and there are no
folders."""
_PLAIN = (OSError, RuntimeError, ValueError)
"""Built-in errors that file systems raise: WebHDFS says with a RuntimeError that the name node is in safe mode."""
_SHOWN = 200


def is_url(place: str) -> bool:
    """Whether a place is named by a URL (``s3://…``) and not by a path."""
    return "://" in place


def open_url(url: str) -> tuple[Any, str]:
    """The file system of a URL and the path in it, without a slash at the end.

    Raises :class:`~policy_xwalk.errors.MissingExtra` without fsspec, and :class:`~policy_xwalk.errors.Unreachable`
    where the URL is none or the library of its protocol cannot be used.
    """
    try:
        from fsspec.core import url_to_fs
    except ImportError as reason:
        raise MissingExtra(library="fsspec", feature=url, extra="scale") from reason
    try:
        files, path = url_to_fs(url)
    except Exception as reason:
        # A library that is not there or wants another one, a host left out: whatever it is, no file was asked for yet.
        raise Unreachable("no_file_system", file=url, found=_first_line(reason)) from reason
    return files, str(path).rstrip("/")


@contextmanager
def reaching(place: str) -> Iterator[None]:
    """What a place behind a URL refuses, as one clear error; for a path on this machine nothing is done.

    Stands around what a file system is asked and around nothing else. Raises
    :class:`~policy_xwalk.errors.Unreachable`. Where a missing file is no error, it is caught inside.
    """
    if not is_url(place):
        yield
        return
    try:
        yield
    except Exception as error:
        foreign = type(error).__module__ != "builtins"
        if isinstance(error, PlanError) or not (foreign or isinstance(error, _PLAIN)):
            raise
        raise Unreachable(_code(error), file=place, found=_first_line(error)) from error


def _code(error: Exception) -> str:
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "no_space"
    if isinstance(error, FileNotFoundError):
        return "url_not_found"
    # botocore's NoCredentialsError and PartialCredentialsError are no PermissionError.
    refused = isinstance(error, PermissionError) or "Credential" in type(error).__name__
    return "url_refused" if refused else "url_unreachable"


def _first_line(error: Exception) -> str:
    lines = [" ".join(line.split()) for line in str(error).splitlines()]
    return next((line[:_SHOWN] for line in lines if line), type(error).__name__)


def read_url(url: str) -> bytes:
    """The bytes of one file; raises :class:`FileNotFoundError`, :class:`PermissionError` where this one file is
    refused, and :class:`~policy_xwalk.errors.Unreachable` where its folder is too or the service does not answer.

    The two are told apart because a run goes on without a file, and must not without all of them: keys that expire
    half-way would otherwise leave results without the plans that were not read by then.
    """
    files, path = open_url(url)
    missing = False
    with reaching(url):
        try:
            data: bytes = files.cat_file(path)
            return data
        except FileNotFoundError:
            missing = True
        except PermissionError:
            # What was listed before the keys expired is no answer.
            files.invalidate_cache()
            files.info(path.rpartition("/")[0])
    raise FileNotFoundError(url) if missing else PermissionError(url)


class RemoteFolder:
    """A folder behind a URL; names in it are relative, with ``/``.

    Every method raises :class:`~policy_xwalk.errors.Unreachable` where the service does not answer or refuses.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self._files, self._root = open_url(url)
        protocol = self._files.protocol
        self._objects = not _OBJECTS.isdisjoint((protocol,) if isinstance(protocol, str) else protocol)
        self._made: set[str] = set()

    def get(self, name: str, length: int | None = None) -> bytes | None:
        """The bytes of a file, or the first ``length`` of them; None where there is no such file."""
        with reaching(self.url):
            try:
                data: bytes = self._files.cat_file(f"{self._root}/{name}", start=None, end=length)
            except (FileNotFoundError, NotADirectoryError):
                return None
            return data

    def fetch(self, name: str, target: Path) -> bool:
        """Copy a file to this machine; False where there is no such file."""
        target.parent.mkdir(parents=True, exist_ok=True)
        with reaching(self.url):
            try:
                self._files.get_file(f"{self._root}/{name}", str(target))
            except FileNotFoundError:
                # Some make the file here before they ask for the one there.
                target.unlink(missing_ok=True)
                return False
            return True

    def put(self, name: str, data: bytes | Path) -> None:
        """Put a file in the place of one that may be there, whole or not at all; ``data`` are its bytes or a file."""
        path = f"{self._root}/{name}"
        with reaching(self.url):
            if self._objects:
                # No folder is made: s3fs would make the bucket, and a mistyped name would found a new one.
                self._write(path, data)
                return
            shelf = path.rpartition("/")[0]
            if shelf not in self._made:
                self._files.makedirs(shelf, exist_ok=True)
                self._made.add(shelf)
            part = f"{shelf}/.{name.rpartition('/')[2]}.{os.getpid()}.{uuid4().hex[:8]}"
            try:
                self._write(part, data)
                self._rename(part, path, data)
            except BaseException:
                if self._files.exists(part):
                    self._files.rm_file(part)
                raise

    def _write(self, path: str, data: bytes | Path) -> None:
        if isinstance(data, Path):
            self._files.put_file(str(data), path)
        else:
            self._files.pipe_file(path, data)

    def _rename(self, part: str, path: str, data: bytes | Path) -> None:
        """Rename over what is there. HDFS, SFTP and SMB refuse that, and WebHDFS does without a word."""
        try:
            self._files.mv(part, path)
        except Exception:
            if not self._files.exists(path):
                raise
        if not self._files.exists(part):
            return
        if isinstance(data, bytes) and self._files.cat_file(path) == data:
            # Another worker made the same part at the same time; who reads it is not disturbed.
            self._files.rm_file(part)
            return
        self._files.rm_file(path)
        self._files.mv(part, path)

    def names(self, below: str = "") -> list[str]:
        """All files of the folder or of one in it, in order, as they are now; none where there is no such folder."""
        start = f"{self._root}/{below}" if below else self._root
        with reaching(self.url):
            self._files.invalidate_cache()
            try:
                found = self._files.find(start)
            except FileNotFoundError:
                return []
            # Some file systems give whole URLs back.
            return sorted(str(path).partition(f"{self._root}/")[2] for path in found)

    def changed(self, name: str) -> float | None:
        """When a file was changed, in seconds since 1970; None where it is gone or the file system does not say."""
        with reaching(self.url):
            try:
                # Of times that name no zone, fsspec's file systems mean that of this machine, as this does.
                return float(self._files.modified(f"{self._root}/{name}").timestamp())
            except (FileNotFoundError, NotImplementedError):
                return None

    def remove(self, name: str) -> None:
        """Remove a file; nothing happens where it is not there."""
        with reaching(self.url):
            try:
                self._files.rm_file(f"{self._root}/{name}")
            except FileNotFoundError:
                return
