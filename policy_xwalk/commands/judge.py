"""``judge``: what people decided, read from workbooks and mapping files or given by id, kept in judgements.jsonl."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from policy_xwalk.cli_help import PATH, Argument, command
from policy_xwalk.errors import PlanError
from policy_xwalk.terminal import print_records, tell
from policy_xwalk.wording import Lang, error_message
from policy_xwalk.wording.cli import say

if TYPE_CHECKING:
    from policy_xwalk.judgements.apply import Review
    from policy_xwalk.judgements.standing import Conflict
    from policy_xwalk.judgements.store import Judged
    from policy_xwalk.records import Judgement

_SHOWN = 20
"""So many conflicts and verdicts not followed are printed; all of them stand in the outputs."""


def commands(lang: Lang) -> tuple[click.Command, ...]:
    """The commands with their help in one language."""
    relations = click.Choice(["same", "strengthened", "weakened", "changed", "unknown"])
    return (
        command(
            "judge",
            lang,
            lambda **given: _judge(lang=lang, **given),
            Argument("files", say("judge_files", lang), type=PATH, nargs=-1, metavar="[FILE]..."),
            click.Option(["--accept"], multiple=True, metavar="ID", help=say("judge_accept", lang)),
            click.Option(["--reject"], multiple=True, metavar="ID", help=say("judge_reject", lang)),
            click.Option(["--change"], multiple=True, metavar="ID", help=say("judge_change", lang)),
            click.Option(["--link"], nargs=2, multiple=True, metavar="UPPER LOCAL", help=say("judge_link", lang)),
            click.Option(["--relation"], type=relations, metavar="NAME", help=say("judge_relation", lang)),
            click.Option(["--field"], metavar="NAME", help=say("judge_field", lang)),
            click.Option(["--value"], metavar="TEXT", help=say("judge_value", lang)),
            click.Option(["--why"], metavar="TEXT", help=say("judge_why", lang)),
            click.Option(["--who"], metavar="NAME", help=say("judge_who", lang)),
            click.Option(
                ["--run", "folder"],
                type=PATH,
                default=Path("out"),
                show_default=True,
                metavar="FOLDER",
                help=say("judge_run", lang),
            ),
            click.Option(["--to", "target"], type=PATH, metavar="FILE", help=say("judge_to", lang)),
            click.Option(["--merge"], is_flag=True, help=say("judge_merge", lang)),
            click.Option(["-o", "--output"], type=PATH, metavar="FILE", help=say("out_file", lang)),
        ),
    )


def _judge(
    files: Sequence[Path],
    folder: Path,
    target: Path | None,
    merge: bool,
    output: Path | None,
    who: str | None,
    lang: Lang,
    **orders: Any,
) -> None:
    from policy_xwalk.judgements.by_id import Orders, judge_by_id
    from policy_xwalk.judgements.store import JUDGEMENTS_FILE, now

    if merge:
        _merge(files, output, lang)
        return
    given: dict[str, Any] = {key: _text(value) if isinstance(value, str) else value for key, value in orders.items()}
    ordered = Orders(**given)
    who = " ".join(_text(who).split()) if who else None
    if not files and not ordered:
        raise PlanError("judge_nothing")
    problems: list[str] = []
    for path in files:
        try:
            problems += _read(path, target or path.parent / JUDGEMENTS_FILE, who, lang)
        except PlanError as error:
            problems.append(error_message(error))
    if ordered:
        store = target or folder / JUDGEMENTS_FILE
        name = who or user_name()
        _keep(store, judge_by_id(ordered, folder, store, who=name, when=now()), str(folder), lang)
    for line in problems:
        tell(line)
    if problems:
        raise click.exceptions.Exit(2)


def _text(given: str) -> str:
    """What was typed as text: bytes that are none in the terminal's encoding become question marks, marks that only
    steer a terminal go.
    """
    text = given.encode("utf-8", "replace").decode()
    return "".join(sign for sign in text if sign.isspace() or unicodedata.category(sign) != "Cc")


def _read(path: Path, store: Path, who: str | None, lang: Lang) -> list[str]:
    """Take a file's judgements over; gives a line for each part that could not be understood."""
    from policy_xwalk.judgements.sssom import read_sssom
    from policy_xwalk.judgements.store import now, read_judgements
    from policy_xwalk.judgements.workbook import read_workbook

    suffix = path.suffix.lower()
    problems: tuple[PlanError, ...]
    if suffix in (".xlsx", ".xlsm"):
        book = read_workbook(path, who=who, default_who=user_name, when=now())
        given, problems = book.judgements, book.problems
    elif suffix == ".tsv":
        given, problems = read_sssom(path, who=who, default_who=user_name, when=now())
    elif suffix in (".jsonl", ".ndjson"):
        judged = read_judgements(path)
        given, problems = judged.judgements, judged.problems
    else:
        raise PlanError("judge_kind", file=path.name)
    _keep(store, given, path.name, lang)
    return [error_message(problem) for problem in problems]


def _keep(store: Path, given: Sequence[Judgement], source: str, lang: Lang) -> None:
    from policy_xwalk.judgements.standing import conflicts_among
    from policy_xwalk.judgements.store import append_judgements, read_judgements

    added = append_judgements(store, given) if given else ()
    if added:
        names = "、".join(dict.fromkeys(judgement.who for judgement in added))
        tell(say("judge_added", lang, count=len(added), who=names, file=store))
    else:
        tell(say("judge_none", lang, file=source))
    if known := len(given) - len(added):
        tell(say("judge_known", lang, count=known))
    if added:
        subjects = {judgement.subject for judgement in added}
        every = conflicts_among(read_judgements(store).judgements)
        tell_conflicts([conflict for conflict in every if conflict.subject in subjects], lang)


def _merge(files: Sequence[Path], output: Path | None, lang: Lang) -> None:
    from policy_xwalk.judgements.standing import conflicts_among
    from policy_xwalk.judgements.store import merge, read_judgements

    if not files:
        raise PlanError("judge_nothing")
    if output is not None and (output.resolve() in {path.resolve() for path in files} or output.exists()):
        # Whatever stands there may be what a person decided.
        raise PlanError("judge_merge_output", found=str(output))
    parts = [read_judgements(path) for path in files]
    merged = merge(part.judgements for part in parts)
    print_records(merged, output)
    conflicts = conflicts_among(merged)
    tell(say("judge_merged", lang, files=len(files), count=len(merged), conflicts=len(conflicts)))
    tell_conflicts(conflicts, lang)
    problems = [error_message(problem) for part in parts for problem in part.problems]
    for line in problems:
        tell(line)
    if problems:
        raise click.exceptions.Exit(2)


def followed(folder: Path, out: Path | None, named: Sequence[Path], lang: Lang, shown: str = "") -> Judged:
    """The judgements that a run follows, those in the workbook that it will replace taken over first.

    ``shown`` is what people are told of where ``out`` is, where that is another name.
    """
    from policy_xwalk.judgements.collect import WORKBOOK, collect_workbook, followed_files
    from policy_xwalk.judgements.store import JUDGEMENTS_FILE

    if out is not None:
        collected = collect_workbook(out, user_name, followed_files(folder, out, named).judgements)
        if collected.added:
            store = f"{shown}/{JUDGEMENTS_FILE}" if shown else out / JUDGEMENTS_FILE
            tell(say("judge_collected", lang, count=collected.added, who=collected.who, book=WORKBOOK, file=store))
        for problem in collected.problems:
            tell(error_message(problem))
        if collected.kept is not None:
            kept = f"{shown}/{collected.kept.name}" if shown else collected.kept
            tell(say("judge_kept", lang, book=WORKBOOK, file=kept))
    return followed_files(folder, out, named)


def tell_review(review: Review, lang: Lang) -> None:
    """What people decided that a run could not follow, and where they differ."""
    from policy_xwalk.reporting.judgement_text import stale_text

    lines = [stale_text(entry, lang) for entry in review.stale[:_SHOWN]]
    tell_some("judge_stale", lines, len(review.stale), lang)
    tell_conflicts(review.conflicts, lang)


def tell_conflicts(conflicts: Sequence[Conflict], lang: Lang) -> None:
    """Where people differ, a line each."""
    from policy_xwalk.reporting.judgement_text import conflict_text

    tell_some(
        "judge_conflicts", [conflict_text(conflict, lang) for conflict in conflicts[:_SHOWN]], len(conflicts), lang
    )


def tell_some(title: str, lines: Sequence[str], count: int, lang: Lang) -> None:
    """The first lines of a list under its title, and how many more there are."""
    if not count:
        return
    tell(say(title, lang, count=count))
    for line in lines[:_SHOWN]:
        tell(f"  {line}")
    if count > _SHOWN:
        tell(f"  {say('judge_more', lang, count=count - _SHOWN)}")


def user_name() -> str:
    """The name under which the person works on this machine.

    Raises :class:`~policy_xwalk.errors.PlanError` where the system knows none: a judgement without a name is none.
    """
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError) as error:
        raise PlanError("judge_no_name") from error
