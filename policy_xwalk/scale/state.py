"""What a run leaves for the next one and for ``status``: which file gave which part, and from what."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import msgspec
from msgspec import Struct

from policy_xwalk.scale.store import is_url, open_url
from policy_xwalk.scale.units import Fault

#: A file changed less than so many nanoseconds before it was looked at may change again within the same time stamp.
RACY_NS = 2_000_000_000


class FileState(Struct, frozen=True):
    """One file as the last run saw it."""

    stamp: str
    """Size and time of change; empty where it cannot be trusted."""
    sha256: str
    described: str
    """Digest of what ``corpus.toml`` states of it."""
    code: str
    """Digest of the code that read it."""
    key: str
    fault: Fault | None = None
    died: bool = False


class State(Struct):
    """The last run on a folder of results."""

    files: dict[str, FileState] = {}
    finished: bool = False
    plans: int = 0
    pairs: int = 0
    broken: list[tuple[str, Fault]] = []
    """Pairs and plans that could not be compared or audited, by name."""


_decoder = msgspec.json.Decoder(State)


def encode_state(state: State) -> bytes:
    """The state as JSON, in order."""
    return msgspec.json.encode(state, order="sorted")


def decode_state(data: bytes | None) -> State:
    """The state; an empty one where there is none or it cannot be read: then everything is looked at again."""
    try:
        return _decoder.decode(data) if data else State()
    except (msgspec.DecodeError, msgspec.ValidationError):
        return State()


def stamp_of(place: str, now_ns: int) -> str:
    """Size and time of change of a file, to tell whether it is the one seen before; empty where that is unsure."""
    if is_url(place):
        files, path = open_url(place)
        try:
            return str(files.ukey(path))
        except (OSError, NotImplementedError, AttributeError, TypeError):
            return ""
    try:
        found = os.stat(place)
    except OSError:
        return ""
    return f"{found.st_size}-{found.st_mtime_ns}-{found.st_ino}" if now_ns - found.st_mtime_ns > RACY_NS else ""


def size_of(place: str) -> int:
    """Bytes of a file; 0 where they are not known."""
    if is_url(place):
        files, path = open_url(place)
        try:
            return int(files.size(path) or 0)
        except (OSError, NotImplementedError):
            return 0
    try:
        return Path(place).stat().st_size
    except OSError:
        return 0


def used_lines(parts: Iterable[tuple[str, str]]) -> bytes:
    """Kinds and keys of the parts of a run, a line each."""
    return "".join(f"{kind}/{key}\n" for kind, key in sorted(set(parts))).encode()


def used_parts(data: bytes | None) -> set[tuple[str, str]]:
    """The parts that such lines name."""
    found: set[tuple[str, str]] = set()
    for line in (data or b"").decode("ascii", "replace").splitlines():
        kind, _, key = line.partition("/")
        found.add((kind, key))
    return found
