"""Spreadsheets that are plans' tables, not frameworks: headers of several rows, merged cells, titles and notes around.

A framework (:mod:`policy_xwalk.reading.framework`) has one indicator a row under one simple header row, and is read
into records directly. Everything else, above all the annex table of a plan saved as a workbook, becomes a document:
titles and notes are lines, the rest are tables, and extraction reads them as it reads the tables of any plan.
"""

from __future__ import annotations

import csv
import io
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from policy_xwalk.errors import UnreadableFile
from policy_xwalk.reading.builder import GridCell, TextBuilder
from policy_xwalk.reading.document import SourceDocument
from policy_xwalk.reading.encoding import decode
from policy_xwalk.reading.framework_table import find_header, hidden_cells, printed_cell
from policy_xwalk.reading.limits import DEFAULT_LIMITS, ReadLimits
from policy_xwalk.reading.package import guard_workbook
from policy_xwalk.reading.unseen import hidden_text

_MAX_ROWS = 50_000
_MAX_COLUMNS = 200
_MAX_MERGED = 100_000
_CSV_SUFFIXES = {".csv", ".tsv"}


@dataclass(slots=True)
class Sheet:
    """The printed cells of a sheet by place (from 0), with the extents of the merged ones."""

    name: str
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    spans: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    hidden: str = ""
    """Text of its hidden rows and columns, or of all of it where the sheet is hidden; not among the cells."""

    def rows(self) -> int:
        return max((row + self.span(row, column)[0] for row, column in self.cells), default=0)

    def span(self, row: int, column: int) -> tuple[int, int]:
        """Rows and columns that a cell covers."""
        return self.spans.get((row, column), (1, 1))


def reads_as_csv(name: str) -> bool:
    """Whether a text file is a table of separated values; only its name can say."""
    return Path(name).suffix.lower() in _CSV_SUFFIXES


def simple_sheet(sheet: Sheet) -> bool:
    """Whether a sheet is a framework's: a header row that names indicator and value, each cell of it one column.

    A header cell over several columns (目标 over 2020年 and 2025年), or a row below that goes on naming columns, makes
    it the table of a plan.
    """
    width = max((column for _, column in sheet.cells), default=0) + 1
    height = min(sheet.rows(), 40)
    rows = [[sheet.cells.get((row, column), "") for column in range(width)] for row in range(height)]
    header = find_header(rows)
    if header is None:
        return False
    names = [place for place, column in header.columns.items() if column.field == "name"]
    if not names:
        return bool(header.columns)
    if any(sheet.span(header.row, column)[1] > 1 for column in range(width) if (header.row, column) in sheet.cells):
        return False
    below = rows[header.row + 1] if header.row + 1 < height else []
    deeper = find_header([[*below]]) if below and not below[names[0]] else None
    return deeper is None or not any(column.field != "no" for column in deeper.columns.values())


def read_xlsx(data: bytes, file: str, limits: ReadLimits = DEFAULT_LIMITS) -> SourceDocument:
    """Read a workbook as a document, sheet after sheet; formulas give their last value.

    Hidden sheets, rows and columns are left out (warning ``hidden_text``). Raises :class:`UnreadableFile`:
    ``unreadable_file``, ``zip_bomb``, ``forbidden_xml``, ``no_text``.
    """
    return _document(data, file, limits, xlsx_sheets(data, file, limits), "xlsx", None)


def read_csv(data: bytes, file: str, limits: ReadLimits = DEFAULT_LIMITS) -> SourceDocument:
    """Read separated values as a document; raises :class:`UnreadableFile` where the bytes are no text or no table."""
    decoded = decode(data, file)
    sheet = csv_sheet(decoded.text, file, limits)
    return _document(data, file, limits, [sheet], "csv", decoded.encoding)


def csv_sheet(text: str, file: str, limits: ReadLimits = DEFAULT_LIMITS) -> Sheet:
    """Separated values as a sheet; the separator is the one that divides most of the first lines."""
    longest = max(map(len, text.splitlines()), default=0)
    if longest > limits.line_characters:
        raise UnreadableFile("line_too_long", file=file, size=longest, limit=limits.line_characters)
    head = text.splitlines()[:40]
    mark = max(",\t;，", key=lambda candidate: sum(line.count(candidate) for line in head))
    sheet = Sheet("")
    try:
        for row, cells in enumerate(islice(csv.reader(io.StringIO(text, newline=""), delimiter=mark), _MAX_ROWS)):
            for column, cell in enumerate(cells[:_MAX_COLUMNS]):
                if cell.strip():
                    sheet.cells[row, column] = cell.strip()
    except csv.Error as error:
        raise UnreadableFile("unreadable_file", file=file, found=f"csv: {error}") from error
    return sheet


def xlsx_sheets(data: bytes, file: str, limits: ReadLimits = DEFAULT_LIMITS) -> list[Sheet]:
    """The sheets of a workbook as printed: values only, 0.8 shown as a percentage is 80%; hidden ones have no cells."""
    from openpyxl import load_workbook

    guard_workbook(data, file, limits)
    try:
        book = load_workbook(io.BytesIO(data), read_only=False, data_only=True, keep_links=False)
        return [_sheet(sheet) for sheet in book.worksheets]
    except Exception as error:  # openpyxl raises whatever a broken part makes it trip over
        raise UnreadableFile("unreadable_file", file=file, found=f"xlsx: {type(error).__name__}") from error


def _sheet(source: Any) -> Sheet:
    sheet = Sheet(str(source.title))
    # The cells that exist, not the rectangle that they span: one cell in the last corner must not cost a million.
    hides = hidden_cells(source)
    hidden: list[str] = []
    for row, column in sorted(source._cells):
        if row > _MAX_ROWS or column > _MAX_COLUMNS or not (text := printed_cell(source._cells[row, column])):
            continue
        if source.sheet_state != "visible" or hides(row, column):
            hidden.append(text)
        else:
            sheet.cells[row - 1, column - 1] = text
    sheet.hidden = "".join(hidden)
    for merged in islice(source.merged_cells.ranges, _MAX_MERGED):
        rows = min(merged.max_row, _MAX_ROWS) - merged.min_row + 1
        columns = min(merged.max_col, _MAX_COLUMNS) - merged.min_col + 1
        if rows > 0 and columns > 0:
            sheet.spans[merged.min_row - 1, merged.min_col - 1] = (rows, columns)
    return sheet


def _document(
    data: bytes, file: str, limits: ReadLimits, sheets: list[Sheet], form: str, encoding: str | None
) -> SourceDocument:
    builder = TextBuilder(file, limits)
    for sheet in sheets:
        for first, last in _pieces(sheet):
            _write(builder, sheet, first, last)
    text = builder.text()
    if not text.strip():
        raise UnreadableFile("no_text", file=file, format=form)
    return SourceDocument(
        file=file,
        sha256=sha256(data).hexdigest(),
        format=form,
        text=text,
        tables=builder.closed_tables(),
        hints=tuple(builder.hints),
        encoding=encoding,
        warnings=hidden_text("".join(sheet.hidden for sheet in sheets)),
    )


def _pieces(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """Runs of rows (first, last) without an empty row between them; a merged cell bridges the rows it covers."""
    reach: dict[int, int] = {}
    for row, column in sheet.cells:
        reach[row] = max(reach.get(row, 0), row + sheet.span(row, column)[0] - 1)
    first = last = -2
    for row in sorted(reach):
        if row > last + 1 and first >= 0:
            yield first, last
            first = row
        elif first < 0:
            first = row
        last = max(last, reach[row])
    if first >= 0:
        yield first, last


def _write(builder: TextBuilder, sheet: Sheet, first: int, last: int) -> None:
    """Write one piece: rows with a single cell at its top and bottom as lines, what is between as a table.

    A single cell in the first column with rows of the table below it is a group heading (一、经济发展) and stays.
    """
    by_row: dict[int, list[int]] = {}
    for row, column in sorted(sheet.cells):
        if first <= row <= last:
            by_row.setdefault(row, []).append(column)
    wide = [row for row, columns in by_row.items() if len(columns) > 1]
    if len(wide) < 2:
        for row, columns in by_row.items():
            builder.line("\t".join(_flat(sheet.cells[row, column]) for column in columns))
        return
    top, bottom = wide[0], max(wide[-1], *(row + sheet.span(row, c)[0] - 1 for row in wide for c in by_row[row]))
    _lines(builder, sheet, [(row, by_row[row]) for row in by_row if row < top])
    _table(builder, sheet, {row: by_row.get(row, []) for row in range(top, bottom + 1)})
    _lines(builder, sheet, [(row, by_row[row]) for row in by_row if row > bottom])


def _lines(builder: TextBuilder, sheet: Sheet, rows: list[tuple[int, list[int]]]) -> None:
    for row, columns in rows:
        for column in columns:
            for line in sheet.cells[row, column].splitlines():
                if line.strip():
                    builder.line(line.strip())


def _table(builder: TextBuilder, sheet: Sheet, by_row: dict[int, list[int]]) -> None:
    begun = sorted({column for columns in by_row.values() for column in columns})
    place = {column: index for index, column in enumerate(begun)}
    kept = [row for row, columns in by_row.items() if columns]
    row_place = {row: index for index, row in enumerate(kept)}
    grid: list[GridCell] = []
    for row in kept:
        for column in by_row[row]:
            height, width = sheet.span(row, column)
            rows = bisect_left(kept, row + height) - row_place[row]
            columns = bisect_left(begun, column + width) - place[column]
            lines = sheet.cells[row, column].splitlines()
            grid.append(GridCell(row_place[row], place[column], lines, rows, columns))
    builder.table(grid, len(kept), len(begun))


def _flat(text: str) -> str:
    return " ".join(text.split())
