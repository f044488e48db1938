"""``graph became | additions | chains | sections``: questions to the results of a run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policy_xwalk.cli_help import PATH, Argument, HelpedGroup, command, out_file
from policy_xwalk.commands.rows import Format, Row, form_option, show_rows
from policy_xwalk.errors import BadRecord, PlanError
from policy_xwalk.terminal import tell
from policy_xwalk.wording import Lang
from policy_xwalk.wording.cli import say

if TYPE_CHECKING:
    from policy_xwalk.graph.questions import Questions


def commands(lang: Lang) -> tuple[click.Command, ...]:
    """The group of questions with its help in one language."""
    group = HelpedGroup("graph", help=say("graph_group", lang))
    group.lang = lang
    results = Argument("results", say("graph_results", lang), type=PATH, metavar="OUT")
    form = form_option(lang)

    def add(name: str, callback: object, *parameters: click.Parameter) -> None:
        made = command(f"graph_{name}", lang, callback, results, *parameters, form, out_file(lang))  # type: ignore[arg-type]
        group.add_command(made, name)

    add(
        "became",
        lambda results, name, form, output: _answer(load_results(results).became(name), form, output, lang, name),
        Argument("name", say("graph_name", lang), metavar="NAME"),
    )
    add(
        "additions",
        lambda results, plan, form, output: _answer(load_results(results).additions(plan), form, output, lang, plan),
        click.Option(["--plan"], metavar="ID", help=say("graph_plan", lang)),
    )
    add(
        "chains",
        lambda results, name, form, output: _answer(load_results(results).chains(name), form, output, lang, name),
        Argument("name", say("graph_name", lang), required=False, metavar="[NAME]"),
    )
    add("sections", lambda results, form, output: _answer(load_results(results).sections(), form, output, lang, None))
    return (group,)


def load_results(results: Path) -> Questions:
    """The records and links of a finished run.

    Raises :class:`~policy_xwalk.errors.PlanError` where files are missing or hold something else.
    """
    from policy_xwalk.crosswalk import read_records
    from policy_xwalk.graph.questions import Questions
    from policy_xwalk.records import Link, group

    files = results / "records.jsonl", results / "links.jsonl"
    for file in files:
        if not file.is_file():
            raise PlanError("not_results", file=str(results), expected=file.name)
    try:
        links = [record for record in read_records(files[1]) if isinstance(record, Link)]
        return Questions(group(read_records(files[0])), links)
    except BadRecord as error:
        where = {"file": str(results / str(error.params["file"])), "line": error.params["line"]}
        raise PlanError("broken_results", **where, found=error.params["found"]) from error


def _answer(rows: Sequence[Row], form: Format, output: Path | None, lang: Lang, asked: str | None) -> None:
    if not rows and asked:
        tell(say("graph_none", lang, found=asked))
    show_rows(rows, form, output, lang)
