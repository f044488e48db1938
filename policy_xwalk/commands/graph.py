"""``graph became | additions | chains | sections``: questions to the results of a run."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from policy_xwalk.cli_help import PATH, Argument, HelpedGroup, command, out_file
from policy_xwalk.errors import PlanError
from policy_xwalk.terminal import deliver, tell
from policy_xwalk.wording import Lang
from policy_xwalk.wording.cli import say
from policy_xwalk.wording.graph import GRAPH_COLUMNS

if TYPE_CHECKING:
    from policy_xwalk.graph.questions import Questions, Row

Format = Literal["table", "csv", "jsonl"]


def commands(lang: Lang) -> tuple[click.Command, ...]:
    """The group of questions with its help in one language."""
    group = HelpedGroup("graph", help=say("graph_group", lang))
    group.lang = lang
    results = Argument("results", say("graph_results", lang), type=PATH, metavar="OUT")
    form = click.Option(
        ["--format", "form"],
        type=click.Choice(["table", "csv", "jsonl"]),
        default="table",
        show_default=True,
        help=say("graph_format", lang),
    )

    def add(name: str, callback: object, *parameters: click.Parameter) -> None:
        made = command(f"graph_{name}", lang, callback, results, *parameters, form, out_file(lang))  # type: ignore[arg-type]
        group.add_command(made, name)

    add(
        "became",
        lambda results, name, form, output: _show(_load(results).became(name), form, output, lang, name),
        Argument("name", say("graph_name", lang), metavar="NAME"),
    )
    add(
        "additions",
        lambda results, plan, form, output: _show(_load(results).additions(plan), form, output, lang, plan),
        click.Option(["--plan"], metavar="ID", help=say("graph_plan", lang)),
    )
    add(
        "chains",
        lambda results, name, form, output: _show(_load(results).chains(name), form, output, lang, name),
        Argument("name", say("graph_name", lang), required=False, metavar="[NAME]"),
    )
    add("sections", lambda results, form, output: _show(_load(results).sections(), form, output, lang, None))
    return (group,)


def _load(results: Path) -> Questions:
    """The records and links of a finished run."""
    from policy_xwalk.crosswalk import read_records
    from policy_xwalk.graph.questions import Questions
    from policy_xwalk.records import Link, group

    files = results / "records.jsonl", results / "links.jsonl"
    for file in files:
        if not file.is_file():
            raise PlanError("not_results", file=str(results), expected=file.name)
    links = [record for record in read_records(files[1]) if isinstance(record, Link)]
    return Questions(group(read_records(files[0])), links)


def _show(rows: Sequence[Row], form: Format, output: Path | None, lang: Lang, asked: str | None) -> None:
    if not rows and asked:
        tell(say("graph_none", lang, found=asked))
    if form == "jsonl":
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    elif form == "csv":
        text = _csv(rows)
    else:
        text = _table(rows, lang)
    deliver(text, output)


def _csv(rows: Sequence[Row]) -> str:
    """With a byte order mark, by which Excel knows UTF-8; no cell is taken for a formula."""
    from policy_xwalk.reporting.matrix_csv import harmless

    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    if rows:
        writer.writerow(rows[0])
    for row in rows:
        writer.writerow([harmless(value) if isinstance(value, str) else value for value in row.values()])
    return "\ufeff" + buffer.getvalue()


def _table(rows: Sequence[Row], lang: Lang) -> str:
    """For the eye: the columns that have a title; ids, quotes and the rest are in the other forms."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    if not rows:
        return ""
    names = [name for name in rows[0] if name in GRAPH_COLUMNS]
    table = Table(show_lines=False)
    for name in names:
        table.add_column(Text(GRAPH_COLUMNS[name][lang]), overflow="fold")
    for row in rows:
        table.add_row(*(Text(_cell(name, row[name], lang)) for name in names))
    buffer = io.StringIO()
    Console(file=buffer, width=160, force_terminal=False).print(table)
    return buffer.getvalue()


def _cell(name: str, value: object, lang: Lang) -> str:
    """A value in the words of the interface: codes as terms, shares in percent."""
    from policy_xwalk.wording.terms import term

    if value is None:
        return ""
    if name == "relation":
        return term("relation", str(value), lang)
    if name == "comparison":
        return term("comparison_label", str(value), lang)
    if isinstance(value, float):
        return f"{value:.0%}" if name == "share" else f"{value:.2f}"
    return str(value)
