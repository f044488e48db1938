"""What a run leaves for the next one and for ``status``: which file gave which part, and from what."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import msgspec
from msgspec import Struct

from policy_xwalk.scale.remote import is_url, open_url, reaching
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
        return _stamp_behind_url(place, now_ns)
    try:
        found = os.stat(place)
    except OSError:
        return ""
    return f"{found.st_size}-{found.st_mtime_ns}-{found.st_ino}" if now_ns - found.st_mtime_ns > RACY_NS else ""


#: What a store says of an object's content, in the words of S3, Google, Azure and others.
_TAGS = ("ETag", "etag", "md5Hash", "content_md5", "content-md5")


def _stamp_behind_url(url: str, now_ns: int) -> str:
    """Size and the store's own mark of the content, else the time of change.

    fsspec's ``ukey`` will not do: it is a digest of all that is told of an object, and S3 tells more of one that is
    asked for than of one in a list, and its time to the second or to the millisecond.
    """
    files, path = open_url(url)
    with reaching(url):
        try:
            found = files.info(path)
        except (FileNotFoundError, PermissionError):
            # What is wrong with this one file is told by reading it.
            return ""
        size = found.get("size")
        tag = next((str(found[name]).strip('"') for name in _TAGS if found.get(name)), "")
        if tag:
            return f"{size}-{tag}"
        try:
            changed = files.modified(path)
        except (NotImplementedError, AttributeError, KeyError, TypeError):
            return ""
    # Of those that name no zone, fsspec's file systems mean the one of this machine, as this does.
    changed_ns = int(changed.timestamp() * 1e9)
    return f"{size}-{changed_ns}-{found.get('ino', '')}" if now_ns - changed_ns > RACY_NS else ""


def size_of(place: str) -> int:
    """Bytes of a file; 0 where they are not known."""
    if is_url(place):
        files, path = open_url(place)
        with reaching(place):
            try:
                return int(files.size(path) or 0)
            except (FileNotFoundError, PermissionError, NotImplementedError):
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
