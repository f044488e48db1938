"""Where parts are kept: a folder, an fsspec URL, or memory.

A part is written under a name of its own and then renamed, so that it is there whole or not at all; it carries
checksums, so that one torn by a power cut or a bad disk counts as absent and is made again. Two runs may write the
same part at once: what they write is the same.
"""

from __future__ import annotations

import os
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from struct import Struct, error
from typing import Literal, Protocol
from uuid import uuid4

from policy_xwalk.scale.remote import RemoteFolder, is_url

Kind = Literal["plan", "text", "blob", "inside", "links", "between", "export"]
"""A plan's records; its text; a file of an archive; findings inside a plan; links of a pair; findings on
it; pieces of the final files."""

KINDS: tuple[Kind, ...] = ("plan", "text", "blob", "inside", "links", "between", "export")
_MAGIC = b"PXW1"
_FRAME = Struct("<4sIIII")
"""Magic, length and checksum of the head, length and checksum of the packed body."""
_LEVEL = 1
"""Of zlib: parts of plans shrink to a sixth; higher levels take longer than making the part again would save."""


class LostPart(Exception):
    """A part that was there is gone or torn; it has to be made again."""

    def __init__(self, kind: Kind, key: str) -> None:
        super().__init__(kind, key)
        self.kind, self.key = kind, key


class Store(Protocol):
    """Bytes by kind and key. ``address`` opens the same store in another process."""

    address: str

    def get(self, kind: Kind, key: str, length: int | None = None) -> bytes | None:
        """The stored bytes, or the first ``length`` of them; None where there are none."""

    def put(self, kind: Kind, key: str, data: bytes) -> None:
        """Store bytes whole or not at all; raises :class:`OSError` where there is no room, and behind a URL
        :class:`~policy_xwalk.errors.Unreachable`."""

    def keys(self, kind: Kind) -> set[str]:
        """All keys of a kind."""

    def drop(self, kind: Kind, key: str) -> None:
        """Forget a part; nothing happens where it is not there."""

    def tidy(self, seconds: float) -> None:
        """Drop what killed processes left half written so long ago that no living one is still at it."""


def write_part(store: Store, kind: Kind, key: str, head: bytes, body: bytes = b"") -> None:
    """Keep a part: a small head, which can be read alone, and a body."""
    packed = zlib.compress(body, _LEVEL) if body else b""
    frame = _FRAME.pack(_MAGIC, len(head), zlib.crc32(head), len(packed), zlib.crc32(packed))
    store.put(kind, key, frame + head + packed)


def read_head(store: Store, kind: Kind, key: str) -> bytes | None:
    """The head of a part; None where the part is absent or torn."""
    data = store.get(kind, key, 4096)
    if data is None or len(data) < _FRAME.size:
        return None
    _, length, checksum, packed, _ = _FRAME.unpack_from(data)
    end = _FRAME.size + length
    if end > len(data):
        data = store.get(kind, key, end) or b""
    head = data[_FRAME.size : end]
    whole = data[:4] == _MAGIC and len(head) == length and zlib.crc32(head) == checksum
    return head if whole and packed < 1 << 31 else None


def read_part(store: Store, kind: Kind, key: str) -> tuple[bytes, bytes]:
    """Head and body of a part; raises :class:`LostPart` where it is absent or torn."""
    data = store.get(kind, key)
    try:
        magic, length, checksum, size, packed_checksum = _FRAME.unpack_from(data or b"")
    except error:
        raise LostPart(kind, key) from None
    head = data[_FRAME.size : _FRAME.size + length] if data else b""
    packed = data[_FRAME.size + length :] if data else b""
    if magic != _MAGIC or len(packed) != size or zlib.crc32(head) != checksum or zlib.crc32(packed) != packed_checksum:
        raise LostPart(kind, key)
    return head, zlib.decompress(packed) if packed else b""


class MemoryStore:
    """Parts of a run that keeps nothing."""

    def __init__(self) -> None:
        self.address = ""
        self._parts: dict[tuple[Kind, str], bytes] = {}

    def get(self, kind: Kind, key: str, length: int | None = None) -> bytes | None:
        data = self._parts.get((kind, key))
        return data if data is None or length is None else data[:length]

    def put(self, kind: Kind, key: str, data: bytes) -> None:
        self._parts[kind, key] = data

    def keys(self, kind: Kind) -> set[str]:
        return {key for found, key in self._parts if found == kind}

    def drop(self, kind: Kind, key: str) -> None:
        self._parts.pop((kind, key), None)

    def tidy(self, seconds: float) -> None:
        return


class FolderStore:
    """Parts in a folder: ``plan/3f/3f9a…``, a folder for each first byte of the keys."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.address = str(folder)

    def _path(self, kind: Kind, key: str) -> Path:
        return self.folder / kind / key[:2] / key

    def get(self, kind: Kind, key: str, length: int | None = None) -> bytes | None:
        try:
            with open(self._path(kind, key), "rb") as file:
                return file.read(-1 if length is None else length)
        except FileNotFoundError:
            return None

    def put(self, kind: Kind, key: str, data: bytes) -> None:
        path = self._path(kind, key)
        part = path.with_name(f".{key}.{os.getpid()}.{uuid4().hex[:8]}")
        try:
            try:
                part.write_bytes(data)
            except FileNotFoundError:
                path.parent.mkdir(parents=True, exist_ok=True)
                part.write_bytes(data)
            os.replace(part, path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise

    def _files(self, kind: Kind) -> Iterator[Path]:
        try:
            shelves = [shelf.path for shelf in os.scandir(self.folder / kind) if shelf.is_dir()]
        except FileNotFoundError:
            return
        for shelf in shelves:
            yield from (Path(file.path) for file in os.scandir(shelf))

    def keys(self, kind: Kind) -> set[str]:
        return {path.name for path in self._files(kind) if not path.name.startswith(".")}

    def tidy(self, seconds: float) -> None:
        for path in [path for kind in KINDS for path in self._files(kind) if path.name.startswith(".")]:
            if time.time() - path.stat().st_mtime > seconds:
                path.unlink(missing_ok=True)

    def drop(self, kind: Kind, key: str) -> None:
        self._path(kind, key).unlink(missing_ok=True)


class RemoteStore:
    """Parts under an fsspec URL."""

    def __init__(self, url: str) -> None:
        self.address = url
        self._folder = RemoteFolder(url)
        self._halves: dict[Kind, list[str]] = {}

    def get(self, kind: Kind, key: str, length: int | None = None) -> bytes | None:
        return self._folder.get(f"{kind}/{key[:2]}/{key}", length)

    def put(self, kind: Kind, key: str, data: bytes) -> None:
        self._folder.put(f"{kind}/{key[:2]}/{key}", data)

    def keys(self, kind: Kind) -> set[str]:
        paths = self._folder.names(kind)
        self._halves[kind] = [path for path in paths if path.rpartition("/")[2].startswith(".")]
        return {path.rpartition("/")[2] for path in paths} - {path.rpartition("/")[2] for path in self._halves[kind]}

    def drop(self, kind: Kind, key: str) -> None:
        self._folder.remove(f"{kind}/{key[:2]}/{key}")

    def tidy(self, seconds: float) -> None:
        # Of the parts listed last: listing them once more may be thousands of requests.
        for path in [path for paths in self._halves.values() for path in paths]:
            changed = self._folder.changed(path)
            if changed is not None and time.time() - changed > seconds:
                self._folder.remove(path)


def prove_writable(store: Store) -> None:
    """Write a part and drop it again: what cannot be written is better known before the work than after it.

    Raises what writing a part raises.
    """
    key = "00" * 20
    store.put("blob", key, b"0")
    store.drop("blob", key)


def open_store(address: str) -> Store:
    """The store at a path or a URL; the empty address is a new one in memory."""
    if not address:
        return MemoryStore()
    return RemoteStore(address) if is_url(address) else FolderStore(Path(address))
