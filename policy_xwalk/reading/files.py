"""Bytes of a file, with every way in which a path can fail turned into one clear error."""

from __future__ import annotations

from pathlib import Path

from policy_xwalk.errors import UnreadableFile
from policy_xwalk.reading.limits import DEFAULT_LIMITS, ReadLimits


def read_bytes(path: Path, limits: ReadLimits = DEFAULT_LIMITS) -> bytes:
    """Content of a regular file within the limits; raises :class:`UnreadableFile` with the code that fits."""
    file = path.name or str(path)
    try:
        if not path.exists():
            raise UnreadableFile("file_not_found", file=str(path))
        if not path.is_file():
            raise UnreadableFile("not_a_file", file=str(path))
        size = path.stat().st_size
        if size > limits.file_bytes:
            raise UnreadableFile("file_too_large", file=file, size=size, limit=limits.file_bytes)
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        raise UnreadableFile("no_permission", file=file, found=type(error).__name__) from error
    if not data:
        raise UnreadableFile("empty_file", file=file)
    return data
