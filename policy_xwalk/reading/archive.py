"""Zip archives of plans: their members as bytes, never written to the disk, within limits whatever the archive claims.

A member's name is only a label here: nothing is unpacked to a path, so that no name can lead out of the archive; names
that try to are refused all the same, because whoever made them is not to be trusted.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from policy_xwalk.errors import UnreadableFile
from policy_xwalk.reading.detect import detect_format
from policy_xwalk.reading.files import read_bytes
from policy_xwalk.reading.limits import DEFAULT_LIMITS, ReadLimits

OnError = Callable[[str, UnreadableFile], None]

_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError, KeyError)
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
# What systems and editors leave beside the files of people.
_LITTER = re.compile(r"(?:^|/)(?:__MACOSX(?:/|$)|\.(?!\.)|~\$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)


def is_archive(data: bytes, name: str) -> bool:
    """Whether a file is an archive of other files, not one of the formats that are packed themselves."""
    return detect_format(data, name) == "zip"


def open_archive(
    path: Path, limits: ReadLimits = DEFAULT_LIMITS, on_error: OnError | None = None
) -> Iterator[tuple[str, bytes]]:
    """Files of a zip archive by name, those of archives within it as ``inner.zip/name``; sorted by name.

    A member that cannot be had (encrypted, damaged, a name that leads out of the archive) is given to ``on_error``
    with its name and the rest goes on; without ``on_error`` the error is raised. What is wrong with the archive itself
    is always raised: ``damaged_archive``, ``zip_bomb``, ``too_many_members``, ``archive_too_deep``.
    """
    yield from archive_members(read_bytes(path, limits), path.name, limits, on_error)


def archive_members(
    data: bytes, name: str, limits: ReadLimits = DEFAULT_LIMITS, on_error: OnError | None = None
) -> Iterator[tuple[str, bytes]]:
    """As :func:`open_archive`, for an archive in memory."""
    yield from _Unpacking(name, limits, on_error).members(data, "", 1)


def read_member(path: Path, member: str, limits: ReadLimits = DEFAULT_LIMITS) -> bytes:
    """One member by the name that :func:`open_archive` gave it; ``no_such_member`` where there is none."""
    refused: list[tuple[str, UnreadableFile]] = []

    def note(name: str, error: UnreadableFile) -> None:
        refused.append((name, error))

    for name, data in open_archive(path, limits, note):
        if name == member:
            return data
    for name, error in refused:
        if name == member:
            raise error
    raise UnreadableFile("no_such_member", file=path.name, found=member)


class _Unpacking:
    """One pass over an archive and those within it; the limits hold for all of them together."""

    def __init__(self, file: str, limits: ReadLimits, on_error: OnError | None) -> None:
        self._file = file
        self._limits = limits
        self._on_error = on_error
        self._left = limits.unpacked_bytes
        self._count = 0

    def members(self, data: bytes, prefix: str, depth: int) -> Iterator[tuple[str, bytes]]:
        label = f"{self._file}/{prefix}".rstrip("/")
        if depth > self._limits.archive_depth:
            raise UnreadableFile("archive_too_deep", file=self._file, limit=self._limits.archive_depth)
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
            # Folders end in a slash; a part without any name (damaged files have them) is nothing that can be read.
            named = ((_name(part), part) for part in archive.infolist())
            parts = sorted((entry for entry in named if entry[0] and not entry[0].endswith("/")), key=_place)
        except _BROKEN as error:
            raise UnreadableFile("damaged_archive", file=label, found=_told(error)) from error
        self._weigh(parts, len(data))
        seen: set[str] = set()
        for name, part in parts:
            if _LITTER.search(name):
                continue
            inner = prefix + name
            try:
                if name in seen:
                    raise UnreadableFile("duplicate_member", file=f"{self._file}/{inner}")
                seen.add(name)
                content = self._read(archive, part, inner)
            except UnreadableFile as error:
                if error.code == "zip_bomb" or self._on_error is None:
                    raise
                self._on_error(inner, error)
                continue
            if is_archive(content, name):
                yield from self._nested(content, inner, depth)
            else:
                yield inner, content

    def _nested(self, content: bytes, inner: str, depth: int) -> Iterator[tuple[str, bytes]]:
        try:
            yield from self.members(content, f"{inner}/", depth + 1)
        except UnreadableFile as error:
            if error.code != "damaged_archive" or self._on_error is None:
                raise
            self._on_error(inner, error)

    def _weigh(self, parts: list[tuple[str, zipfile.ZipInfo]], packed: int) -> None:
        """Refuse by what the archive says of itself, before anything is unpacked."""
        limits = self._limits
        self._count += len(parts)
        if self._count > limits.members:
            raise UnreadableFile("too_many_members", file=self._file, size=self._count, limit=limits.members)
        total = sum(part.file_size for _, part in parts)
        excessive = total > limits.ratio_from and total > limits.ratio * packed
        if total > self._left or excessive:
            raise UnreadableFile("zip_bomb", file=self._file, size=total, limit=limits.unpacked_bytes)

    def _read(self, archive: zipfile.ZipFile, part: zipfile.ZipInfo, inner: str) -> bytes:
        label = f"{self._file}/{inner}"
        if part.flag_bits & _ENCRYPTED:
            raise UnreadableFile("encrypted_archive", file=label)
        if _leads_out(inner):
            raise UnreadableFile("member_outside", file=self._file, found=inner)
        try:
            with archive.open(part) as stream:
                data = stream.read(self._left + 1)
        except _BROKEN as error:
            raise UnreadableFile("damaged_archive", file=label, found=_told(error)) from error
        if len(data) > self._left:
            raise UnreadableFile("zip_bomb", file=self._file, size=len(data), limit=self._limits.unpacked_bytes)
        self._left -= len(data)
        if len(data) > self._limits.file_bytes:
            raise UnreadableFile("file_too_large", file=label, size=len(data), limit=self._limits.file_bytes)
        return data


def _place(entry: tuple[str, zipfile.ZipInfo]) -> tuple[str, int]:
    return entry[0], entry[1].header_offset


def _name(part: zipfile.ZipInfo) -> str:
    """Name of a member; without the mark of UTF-8 it is what Chinese Windows writes, GB18030, or really cp437."""
    name = part.orig_filename
    if not part.flag_bits & _UTF8_NAME:
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            raw = b""
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding) or name
                break
            except UnicodeDecodeError:
                continue
    name = name.split("\x00")[0].replace("\\", "/")
    return "".join(character for character in name if character.isprintable())


def _leads_out(name: str) -> bool:
    return name.startswith("/") or re.match(r"[A-Za-z]:", name) is not None or ".." in name.split("/")


def _told(error: BaseException) -> str:
    return str(error) or type(error).__name__


def only_member(data: bytes, name: str, limits: ReadLimits = DEFAULT_LIMITS) -> tuple[str, bytes]:
    """The one file of an archive that holds one, with its name; ``archive_of_many`` where it holds more or none."""
    found: list[tuple[str, bytes]] = []
    for member, content in archive_members(data, name, limits):
        if found:
            raise UnreadableFile("archive_of_many", file=name)
        found.append((member, content))
    if not found:
        raise UnreadableFile("empty_archive", file=name)
    return f"{name}/{found[0][0]}", found[0][1]
