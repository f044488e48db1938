"""``judgements.jsonl``: one decision a line, only ever added to.

Many people and programs may add to one file at once: each call takes an exclusive lock, writes whole lines in one go
and waits until they are on the disk. A line cut short by a crash stays where it is and is reported; nothing in the
file is ever rewritten.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from hashlib import blake2s
from pathlib import Path
from typing import BinaryIO

import msgspec
from msgspec.structs import replace

from policy_xwalk.errors import PlanError
from policy_xwalk.reading.limits import DEFAULT_LIMITS
from policy_xwalk.records import Judgement, from_json, to_json

JUDGEMENTS_FILE = "judgements.jsonl"
CHINA = timezone(timedelta(hours=8))
"""Offset of a time that names none: all of China keeps one time."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The judgements of one or more files, in the order of the lines, and the lines that are none."""

    judgements: tuple[Judgement, ...] = ()
    problems: tuple[PlanError, ...] = field(default=())


def judgement_id(judgement: Judgement) -> str:
    """Id of a judgement: a digest of all it says."""
    stated = "\x1f".join(_stated(judgement))
    return f"J-{blake2s(stated.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def content_key(judgement: Judgement) -> tuple[str, ...]:
    """What a judgement says, without the time: two that share it are one decision given twice.

    ``follows`` belongs to it: who goes back to an earlier verdict after having changed her mind does say something.
    """
    given = (
        judgement.subject,
        judgement.verdict,
        judgement.relation,
        judgement.who,
        judgement.why,
        judgement.seen,
        judgement.follows,
        judgement.field,
        judgement.value,
    )
    return tuple("" if part is None else part for part in given)


def moment(when: str) -> datetime:
    """The time of a judgement, a day being its first moment; raises ``ValueError`` for what is no ISO 8601."""
    if len(when) <= 10:
        day = date.fromisoformat(when)
        return datetime(day.year, day.month, day.day, tzinfo=CHINA)
    parsed = datetime.fromisoformat(when)
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=CHINA)


def now() -> str:
    """This moment, ISO 8601 with the offset of this machine."""
    return datetime.now().astimezone().isoformat(timespec="milliseconds")


def read_judgements(path: Path) -> Judged:
    """The judgements of a file; lines that are none are told in ``problems`` and hinder nothing.

    Raises :class:`~policy_xwalk.errors.PlanError` where the file itself cannot be read.
    """
    if not path.is_file():
        raise PlanError("judgements_unreadable", file=str(path), found="–")
    try:
        with path.open("rb") as file, _locked(file, shared=True):
            data = file.read(DEFAULT_LIMITS.file_bytes + 1)
    except OSError as error:
        raise PlanError("judgements_unreadable", file=str(path), found=error.strerror or str(error)) from error
    if len(data) > DEFAULT_LIMITS.file_bytes:
        raise PlanError("file_too_large", file=str(path), size=len(data), limit=DEFAULT_LIMITS.file_bytes)
    return _parse(data, path.name)


def read_all(paths: Iterable[Path]) -> Judged:
    """The judgements of several files, each counted once; a file that cannot be read is a problem like a bad line."""
    parts: list[Judged] = []
    for path in dict.fromkeys(paths):
        try:
            parts.append(read_judgements(path))
        except PlanError as error:
            parts.append(Judged(problems=(error,)))
    problems = tuple(problem for part in parts for problem in part.problems)
    return Judged(merge(part.judgements for part in parts), problems)


def merge(parts: Iterable[Iterable[Judgement]]) -> tuple[Judgement, ...]:
    """All judgements of several files by time, each once; equal times stay in the order in which they came.

    Merging is the union of what was decided: nothing is lost, and a file merged with itself is itself. Of two that
    say different things under one id the second gets an id of its own.
    """
    once: dict[str, Judgement] = {}
    for part in parts:
        for judgement in part:
            first = once.setdefault(judgement.id, judgement)
            if _stated(first) != _stated(judgement):
                own = replace(judgement, id=judgement_id(judgement))
                once.setdefault(own.id, own)
            elif first != judgement:
                # An empty text and none say the same: the choice must not depend on which file came first.
                once[judgement.id] = min(first, judgement, key=to_json)
    return tuple(sorted(once.values(), key=lambda judgement: moment(judgement.when)))


def _stated(judgement: Judgement) -> tuple[str, ...]:
    return (*content_key(judgement), judgement.when)


def append_judgements(path: Path, new: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """Add judgements at the end of a file, made where it is not there, and give those that were added.

    What the file says already is not added again, at another time neither. One that says something else under the id
    of one there gets an id of its own. Raises :class:`~policy_xwalk.errors.PlanError` where the disk does not take
    them.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = not path.exists()
        with path.open("a+b", buffering=0) as file, _locked(file):
            file.seek(0)
            data = file.read()
            known = _parse(data, path.name).judgements
            ids, said = {judgement.id for judgement in known}, {content_key(judgement) for judgement in known}
            added: list[Judgement] = []
            for judgement in new:
                if not judgement.id or judgement.id in ids:
                    judgement = replace(judgement, id=judgement_id(judgement))
                if content_key(judgement) not in said:
                    added.append(judgement)
                    ids.add(judgement.id)
                    said.add(content_key(judgement))
            if added:
                # A line that a crash cut short stays, and is ended so that the next one stands alone.
                end = b"\n" if data and not data.endswith(b"\n") else b""
                _write(file, end + "".join(to_json(judgement) + "\n" for judgement in added).encode())
        if fresh:
            _keep_name(path.parent)
    except OSError as error:
        raise PlanError("cannot_write", file=str(path), found=error.strerror or str(error)) from error
    return tuple(added)


def _write(file: BinaryIO, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(file.fileno(), view) :]
    os.fsync(file.fileno())


def _keep_name(folder: Path) -> None:
    """Have the name of a new file on the disk too; a system whose folders cannot be opened does that itself."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _parse(data: bytes, name: str) -> Judged:
    judgements: list[Judgement] = []
    problems: list[PlanError] = []
    lines = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        torn = number == len(lines)
        try:
            record = from_json(line)
            if not isinstance(record, Judgement):
                raise ValueError(type(record).__name__.lower())
            if not record.subject.strip() or not record.who.strip():
                # Nobody's word, or one about nothing, is none.
                raise ValueError("subject" if record.who.strip() else "who")
            moment(record.when)
        except (msgspec.MsgspecError, ValueError) as error:
            code = "judgement_torn" if torn else "judgement_line"
            problems.append(PlanError(code, file=name, line=number, found=str(error)))
        else:
            judgements.append(record if record.id else replace(record, id=judgement_id(record)))
    return Judged(tuple(judgements), tuple(problems))


@contextmanager
def _locked(file: BinaryIO, *, shared: bool = False) -> Iterator[None]:
    """Hold the file against other programs that lock it too; ``shared`` lets other readers in.

    Windows has no locks that readers share; there a reader may find a line half written, which it reports as torn.
    """
    if shared and sys.platform == "win32":
        yield
        return
    lock, unlock = _locks(shared)
    lock(file.fileno())
    try:
        yield
    finally:
        unlock(file.fileno())


def _locks(shared: bool) -> tuple[Callable[[int], object], Callable[[int], object]]:
    if sys.platform == "win32":
        import msvcrt

        # A byte beyond the end: Windows forbids to read what is locked.
        far = 1 << 40

        def at(mode: int) -> Callable[[int], object]:
            def call(handle: int) -> None:
                place = os.lseek(handle, 0, os.SEEK_CUR)
                os.lseek(handle, far, os.SEEK_SET)
                msvcrt.locking(handle, mode, 1)
                os.lseek(handle, place, os.SEEK_SET)

            return call

        return at(msvcrt.LK_LOCK), at(msvcrt.LK_UNLCK)
    import fcntl

    mode = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    return lambda handle: fcntl.flock(handle, mode), lambda handle: fcntl.flock(handle, fcntl.LOCK_UN)
