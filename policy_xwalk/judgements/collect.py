"""Judgements around a run: the files it follows, and what people filled into the workbook that it will replace."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from shutil import copyfile

from msgspec.structs import replace

from policy_xwalk.errors import PlanError
from policy_xwalk.judgements.store import JUDGEMENTS_FILE, Judged, append_judgements, content_key, now, read_all
from policy_xwalk.records import Judgement

WORKBOOK = "crosswalk.xlsx"
NOTE = ".work/workbook.sha256"
"""What the run noted of the workbook that it wrote."""
KEPT = f"{WORKBOOK.removesuffix('.xlsx')}.kept-{{}}.xlsx"
"""Name of a workbook that was put aside, with a number."""


@dataclass(frozen=True, slots=True)
class Collected:
    """What was read back from the workbook of the run before."""

    added: int = 0
    who: str = ""
    kept: Path | None = None
    """Where the workbook went that holds entries which could not be read back."""
    problems: tuple[PlanError, ...] = field(default=())


def followed_files(folder: Path, out: Path | None, named: Iterable[Path] = ()) -> Judged:
    """The judgements that a run follows: those in the folder of plans, in the results, and in files named besides.

    Raises :class:`~policy_xwalk.errors.PlanError` for a named file that is not there.
    """
    named = list(named)
    for path in named:
        if not path.is_file():
            raise PlanError("judgements_unreadable", file=str(path), found="–")
    places = [place / JUDGEMENTS_FILE for place in (folder, out) if isinstance(place, Path)]
    return read_all([*(path for path in places if path.is_file()), *named])


def collect_workbook(out: Path, default_who: Callable[[], str], known: Iterable[Judgement] = ()) -> Collected:
    """Take over what people filled into the workbook of the last run, before it is replaced.

    What is among the ``known`` judgements already is not taken again, whoever gave it: the workbook has been read
    with ``judge --who`` then, and nobody becomes the author of another's verdict.

    Nothing is done where the workbook is as the run wrote it (:func:`remember_workbook`). Where something in it
    cannot be read back, the workbook is kept under another name too, so that nothing a person wrote is lost.
    """
    from policy_xwalk.judgements.workbook import read_workbook

    book = out / WORKBOOK
    try:
        if not book.is_file() or _digest(book) == _written(out):
            return Collected()
        try:
            read = read_workbook(book, who=None, default_who=default_who, when=now())
            given = {_given(judgement) for judgement in known}
            fresh = [judgement for judgement in read.judgements if _given(judgement) not in given]
            added = append_judgements(out / JUDGEMENTS_FILE, fresh) if fresh else ()
            problems = read.problems
        except PlanError as error:
            return Collected(kept=_put_aside(book), problems=(error,))
        kept = _put_aside(book) if problems else None
    except OSError as error:
        raise PlanError("cannot_write", file=str(book), found=error.strerror or str(error)) from error
    return Collected(len(added), "、".join(dict.fromkeys(judgement.who for judgement in added)), kept, problems)


def _given(judgement: Judgement) -> tuple[str, ...]:
    """What a judgement says, whoever says it."""
    return content_key(replace(judgement, who="", follows=None))


def remember_workbook(out: Path) -> None:
    """Note what the run wrote, so that the next one can tell whether anybody touched it."""
    book = out / WORKBOOK
    if book.is_file():
        (out / NOTE).parent.mkdir(exist_ok=True)
        (out / NOTE).write_text(_digest(book), "ascii")


def _written(out: Path) -> str:
    note = out / NOTE
    return note.read_text("ascii", errors="replace").strip() if note.is_file() else ""


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        digest = sha256()
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _put_aside(book: Path) -> Path:
    """Copy the workbook to a free name beside it; one of the same content that is there already is enough."""
    number = 1
    while True:
        aside = book.with_name(KEPT.format(number))
        if not aside.exists():
            copyfile(book, aside)
            return aside
        if _digest(aside) == _digest(book):
            return aside
        number += 1
