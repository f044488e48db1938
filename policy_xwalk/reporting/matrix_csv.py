"""The indicator matrix as CSV: UTF-8 with BOM, so that Excel opens it with Chinese characters."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path

from policy_xwalk.records import Link, PlanRecords
from policy_xwalk.reporting.matrix import cell_lines, column_title
from policy_xwalk.reporting.tables import Report, RunInfo, build_report
from policy_xwalk.wording import Lang
from policy_xwalk.wording.terms import term

_FORMULA = "=+-@\t\r\n＝＋－＠"
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?%?")


def write_matrix(
    records: Sequence[PlanRecords],
    links: Sequence[Link],
    path: Path,
    lang: Lang = "zh",
    run_info: RunInfo | None = None,
) -> None:
    """Write the matrix, one row an indicator and one column a plan."""
    path.write_bytes(render_matrix(build_report(records, links, lang, run_info)))


def render_matrix(report: Report) -> bytes:
    """The file's bytes."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in row] for row in matrix_rows(report))
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def matrix_rows(report: Report) -> list[list[str]]:
    """The header and a row an indicator. The lines of a cell are joined by “；”; absent plans have no column."""
    lang, matrix = report.lang, report.matrix
    present = [place for place, column in enumerate(matrix.columns) if column.plan is not None]
    heads = [term("column", key, lang) for key in ("row", "indicator", "category", "origin")]
    separator = term("label", "semicolon", lang)
    titles = [column_title(matrix.columns[place], lang).replace("\n", separator) for place in present]
    rows = [[*heads, *titles]]
    for number, row in enumerate(matrix.rows, 1):
        lines = [cell_lines(row.cells[place], lang) for place in present]
        cells = [separator.join("".join(text for text, _ in line) for line in cell) for cell in lines]
        rows.append([str(number), row.name, row.category, row.origin, *cells])
    return rows


def harmless(cell: str) -> str:
    """The cell, which no spreadsheet takes for a formula.

    Rule of OWASP (CSV Injection): a cell that begins with ``= + - @``, a tab or a line end, or with the full-width
    form of one of these, is given an apostrophe in front. A plain number (-3.5, +2%) is no formula and stays.
    """
    if cell[:1] and cell[0] in _FORMULA and not _NUMBER.fullmatch(cell):
        return "'" + cell
    return cell
