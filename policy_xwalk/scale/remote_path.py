"""A folder of plans behind a URL, with as much of the interface of :class:`pathlib.Path` as reading a corpus needs.

universal-pathlib has more of it and loses host and port of ``hdfs://host:port/…`` and ``webhdfs://host:port/…``: what
it lists there no other process can open.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any

from policy_xwalk.scale.remote import open_url, reaching, read_url


@dataclass(frozen=True, slots=True)
class RemotePath:
    """A file or folder below a URL. Whatever asks the service raises :class:`~policy_xwalk.errors.Unreachable` where
    that does not answer.
    """

    url: str
    """The folder as the user named it, without a slash at the end."""
    parts: tuple[str, ...] = ()
    """The way from there."""
    listed: bool = field(default=False, compare=False)
    """Whether a listing named it as a file, so that nobody has to ask again."""

    def __str__(self) -> str:
        return "/".join((self.url, *self.parts))

    def __truediv__(self, name: str) -> RemotePath:
        # An object store takes ".." for a name like any other.
        return RemotePath(self.url, (*self.parts, *PurePosixPath(name).parts)).resolve()

    @property
    def name(self) -> str:
        """The last part."""
        return (self.parts or (self.url,))[-1].rpartition("/")[2]

    @property
    def suffix(self) -> str:
        """The ending of the name, with its point."""
        return PurePosixPath(self.name).suffix

    def absolute(self) -> RemotePath:
        """The path itself: a URL is absolute."""
        return self

    def resolve(self) -> RemotePath:
        """The path without ``..``; one that leads out of the folder keeps it at the beginning."""
        parts: list[str] = []
        for part in self.parts:
            if part == ".." and parts and parts[-1] != "..":
                parts.pop()
            else:
                parts.append(part)
        return replace(self, parts=tuple(parts))

    def is_relative_to(self, other: RemotePath) -> bool:
        """Whether it lies in another folder; for resolved paths."""
        rest = self.parts[len(other.parts) :]
        inside = self.url == other.url and self.parts[: len(other.parts)] == other.parts
        return inside and not {"..", "/"} & set(rest[:1])

    def relative_to(self, other: RemotePath) -> PurePosixPath:
        """The way from another folder to it."""
        return PurePosixPath(*self.parts[len(other.parts) :])

    def exists(self) -> bool:
        """Whether anything is there; of an object store's folder: whether it holds anything."""
        return bool(self._info())

    def is_dir(self) -> bool:
        """Whether it is a folder."""
        return self._info().get("type") == "directory"

    def is_file(self) -> bool:
        """Whether it is a file."""
        return self.listed or self._info().get("type") == "file"

    def stat(self) -> os.stat_result:
        """Its size and nothing else; raises :class:`FileNotFoundError`."""
        found = self._info()
        if not found:
            raise FileNotFoundError(str(self))
        return os.stat_result((0, 0, 0, 0, 0, 0, int(found.get("size") or 0), 0, 0, 0))

    def read_bytes(self) -> bytes:
        """Its bytes; raises as :func:`~policy_xwalk.scale.remote.read_url` does."""
        return read_url(str(self))

    def rglob(self, pattern: str) -> Iterator[RemotePath]:
        """All files below the folder, whatever their names; ``pattern`` is ``*``."""
        files, root = open_url(str(self))
        with reaching(str(self)):
            found = files.find(root)
        for path in found:
            # Some file systems give whole URLs back; a name with a slash at the end marks a folder that may be empty.
            name = str(path).partition(f"{root}/")[2]
            if name and not name.endswith("/"):
                yield RemotePath(self.url, (*self.parts, *name.split("/")), listed=True)

    def _info(self) -> dict[str, Any]:
        files, path = open_url(str(self))
        with reaching(str(self)):
            try:
                return dict(files.info(path))
            except (FileNotFoundError, NotADirectoryError):
                return {}


def url_path(url: str) -> Any:
    """A folder behind a URL with the interface of a path; raises what :func:`~policy_xwalk.scale.remote.open_url`
    raises.
    """
    open_url(url)
    return RemotePath(url.rstrip("/"))
