"""``run``, ``extract``, ``align`` and ``text``: from files to records and links."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policy_xwalk.cli_help import PATH, Argument, command, out_file, password
from policy_xwalk.commands.run_job import run_command
from policy_xwalk.errors import PlanError
from policy_xwalk.terminal import print_records, progress_bars, tell, write_out
from policy_xwalk.wording import Lang, error_message, warning_message
from policy_xwalk.wording.cli import say

if TYPE_CHECKING:
    from policy_xwalk.records import AnyRecord


def commands(lang: Lang) -> tuple[click.Command, ...]:
    """The commands with their help in one language."""
    return (
        run_command(lang),
        command(
            "extract",
            lang,
            lambda plans, output, password: _extract(plans, output, password, lang),
            Argument("plans", say("plans", lang), type=PATH, nargs=-1, required=True, metavar="PLAN..."),
            out_file(lang),
            password(lang),
        ),
        command(
            "align",
            lang,
            _align,
            Argument("upper", say("upper", lang), type=PATH, metavar="UPPER"),
            Argument("local", say("local", lang), type=PATH, metavar="LOCAL"),
            out_file(lang),
        ),
        command(
            "text",
            lang,
            _text,
            Argument("file", say("file", lang), type=PATH, metavar="FILE"),
            password(lang),
        ),
    )


def _extract(plans: Sequence[Path], output: Path | None, password: str | None, lang: Lang) -> None:
    from policy_xwalk.crosswalk import extract
    from policy_xwalk.run import free_id

    records: list[AnyRecord] = []
    failed: list[str] = []
    taken: set[str] = set()
    with progress_bars(lang) as progress:
        if len(plans) > 1:
            progress.start("read", len(plans))
        for path in plans:
            try:
                found = extract(path, password=password)
                if found.plan.id in taken:
                    found = extract(path, plan=free_id(found.plan.id, taken), password=password)
                taken.add(found.plan.id)
                records.extend(found)
            except PlanError as error:
                failed.append(error_message(error))
            progress.step(path.name)
    if records:
        print_records(records, output)
    for line in failed:
        tell(line)
    if failed:
        raise click.exceptions.Exit(2)


def _align(upper: Path, local: Path, output: Path | None) -> None:
    from policy_xwalk.crosswalk import align

    print_records(align(upper, local).links, output)


def _text(file: Path, password: str | None) -> None:
    from policy_xwalk.reading import read_document

    document = read_document(file, password=password)
    write_out(document.text.encode("utf-8", "surrogatepass"))
    for warning in document.warnings:
        tell(warning_message(warning, str(file)))
