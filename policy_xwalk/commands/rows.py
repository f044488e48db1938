"""Rows of plain values as a table for the eye, as CSV for a spreadsheet, or as JSON Lines."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

import click

from policy_xwalk.terminal import deliver
from policy_xwalk.wording import Lang
from policy_xwalk.wording.cli import say
from policy_xwalk.wording.graph import COLUMN_TITLES

Format = Literal["table", "csv", "jsonl"]
Row = Mapping[str, str | int | float | bool | None]


def form_option(lang: Lang) -> click.Option:
    """``--format``."""
    forms = click.Choice(["table", "csv", "jsonl"])
    return click.Option(
        ["--format", "form"], type=forms, default="table", show_default=True, help=say("rows_format", lang)
    )


def show_rows(rows: Sequence[Row], form: Format, output: Path | None, lang: Lang) -> None:
    """Rows of one shape to standard output or a file."""
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
    names = [name for name in rows[0] if name in COLUMN_TITLES]
    table = Table(show_lines=False)
    for name in names:
        table.add_column(Text(COLUMN_TITLES[name][lang]), overflow="fold")
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
        return f"{value:.0%}" if name in ("share", "answered") else f"{value:.2f}"
    return str(value)
