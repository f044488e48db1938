"""Writing rows of a worksheet: styles by name, and row heights estimated from the width of Chinese text.

Excel and LibreOffice do not fit the height of rows that were written by a program with a set height, nor of merged
cells; so every height is estimated here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from policy_xwalk.reporting.judgement_columns import RowKind, choice_help, choices
from policy_xwalk.reporting.palette import PALETTE
from policy_xwalk.reporting.sheets import Cell, Table
from policy_xwalk.wording import Lang
from policy_xwalk.wording.documents import phrase
from policy_xwalk.wording.terms import Outcome, term

A3, A4 = 8, 9
"""Paper sizes by Excel's numbers."""
MOST_ROWS = 1_048_576
"""Rows of a sheet, Excel's limit; XlsxWriter drops what is beyond without a word."""
TALLEST_ROW = 409.0
"""Excel's limit, in points."""
_LONGEST_CELL = 32_000
_LEADING = 1.42
_PADDING = 7.0

_BASE: dict[str, Any] = {"font_name": "微软雅黑", "font_size": 10, "valign": "top", "text_wrap": True}
_GRID: dict[str, Any] = {**_BASE, "border": 1, "border_color": "#C9CDD3"}
_STYLES: dict[str, dict[str, Any]] = {
    "title": {"font_name": "黑体", "font_size": 16, "font_color": "#1F2A3A", "valign": "vcenter"},
    "heading": {"font_name": "黑体", "font_size": 12, "font_color": "#1F3A5F", "valign": "vcenter"},
    "note": {**_BASE, "font_size": 9, "font_color": "#4A5260", "text_wrap": False, "valign": "vcenter"},
    "plain": {**_BASE, "text_wrap": False},
    "link": {**_BASE, "font_color": "#1C4E80", "underline": 1, "text_wrap": False},
    "grid_link": {**_GRID, "font_color": "#1C4E80", "underline": 1},
    "group": {**_GRID, "bold": True, "bg_color": "#E4E8EF", "align": "center", "valign": "vcenter"},
    "head": {
        **_GRID,
        "bold": True,
        "bg_color": "#2B3F5C",
        "font_color": "#FFFFFF",
        "align": "center",
        "valign": "vcenter",
    },
    "text": _GRID,
    "strong": {**_GRID, "bold": True},
    "quote": {**_GRID, "font_name": "宋体", "font_size": 9.5},
    "muted": {**_GRID, "font_size": 9, "font_color": "#5B6370"},
    "name": {**_GRID, "font_size": 9, "font_color": "#1F2A3A"},
    "value": {**_GRID, "bold": True, "font_size": 10.5, "font_color": "#1F2A3A"},
    "figure": {**_GRID, "align": "center"},
    "number": {**_GRID, "align": "center", "num_format": "0.00"},
    "fill": {**_GRID, "bg_color": "#FFFDEB"},
    "percent": {**_GRID, "bg_color": "#FFFDEB", "align": "center", "num_format": "0%"},
    "chapter": {**_GRID, "bold": True, "bg_color": "#F1F3F6"},
}
"""Cells to fill in are faintly yellow on the screen and white on paper."""
_SEVERITY: dict[str, Outcome] = {"error": "weakened", "warning": "changed", "info": "unknown"}
"""Findings take the colours of the outcomes that weigh alike; their sign tells them apart without colour."""


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell to write; ``parts`` are pieces of the text with their own style."""

    value: str | int | float
    style: str
    span: int = 1
    link: str | None = None
    parts: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of_lines(cls, lines: Sequence[Sequence[tuple[str, str]]], style: str) -> SheetCell:
        """A cell of several lines, each of pieces in their own style."""
        parts: list[tuple[str, str]] = []
        for place, line in enumerate(lines):
            parts += line
            if place < len(lines) - 1:
                parts[-1] = (parts[-1][0] + "\n", parts[-1][1])
        return cls("".join(text for text, _ in parts), style, parts=tuple(parts))


class Styles:
    """Formats of the workbook, each made once."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[str, Any] = {}

    def get(self, name: str) -> Any:
        """The format of a style; ``relation:same`` is the text style in the colours of that outcome."""
        if name not in self._made:
            self._made[name] = self._workbook.add_format(self.properties(name))
        return self._made[name]

    @staticmethod
    def properties(name: str) -> dict[str, Any]:
        """What a style is made of."""
        role, _, result = name.partition(":")
        if result:
            result = _SEVERITY.get(result, result)
            shade = PALETTE[result]  # type: ignore[index]
            ink = {**_GRID, "font_color": shade.ink, "bold": True}
            return ink if role == "mark" else {**ink, "bg_color": shade.fill}
        return _STYLES[name]


@lru_cache(maxsize=1 << 15)
def display_width(text: str) -> float:
    """Width in half-width characters: Chinese characters and full-width signs are two."""
    return sum(2.0 if unicodedata.east_asian_width(character) in "WFA" else 1.08 for character in text)


def wrapped_lines(text: str, width: float, size: float) -> int:
    """Lines that the text takes in a column ``width`` half-width characters (of 10.5 points) wide."""
    room = max(2.0, (width - 0.6) * 10.5 / size)
    return sum(max(1, -(-int(display_width(line) * 100) // int(room * 100))) for line in text.split("\n"))


def row_height(cells: Sequence[tuple[str, float, float]]) -> float:
    """Height in points for cells given as text, column width and font size."""
    return (
        max((wrapped_lines(text, width, size) * size * _LEADING for text, width, size in cells), default=0) + _PADDING
    )


def fitted(text: str, width: float, size: float, lang: Lang) -> str:
    """The text, or as much of it as the tallest row shows, with a note of what is left out and where it stands."""
    most = int((TALLEST_ROW - _PADDING) / (size * _LEADING))
    if wrapped_lines(text, width, size) <= most and len(text) <= _LONGEST_CELL:
        return text
    note = term("label", "shortened", lang).format(len(text))
    low, high = 0, min(len(text), _LONGEST_CELL)
    while low < high:
        middle = (low + high + 1) // 2
        if wrapped_lines(text[:middle] + note, width, size) <= most:
            low = middle
        else:
            high = middle - 1
    return text[:low] + note


_WORD = re.compile(r"\(?[A-Za-z][A-Za-z-]*\)?")
_LONGEST_WORD = 16
"""Longer runs of letters are no words of the interface, and may break."""


def word_width(text: str) -> float:
    """Width of a column in which no English word of the text breaks, bold ones included."""
    words = (len(found) for found in _WORD.findall(text))
    return max((length * 1.15 + 1.2 for length in words if length <= _LONGEST_WORD), default=0.0)


def column_widths(table: Table, lang: Lang) -> list[float]:
    """Widths of the columns: Chinese breaks anywhere, English words have to stay whole."""
    if lang == "zh":
        return [column.width for column in table.columns]
    return [
        column.width
        if column.hidden
        else max(column.width, word_width(column.title), *(word_width(row[place].text) for row in table.rows))
        for place, column in enumerate(table.columns)
    ]


class Sheet:
    """A worksheet written from the top down."""

    def __init__(self, worksheet: Any, styles: Styles, lang: Lang = "zh") -> None:
        self._sheet = worksheet
        self._styles = styles
        self._lang: Lang = lang
        self._widths: list[float] = []
        self._hidden: frozenset[int] = frozenset()
        self._at = 0
        self._filter: int | None = None
        self._groups: int | None = None

    def set_up(self, widths: Sequence[float], paper: int) -> None:
        """Column widths, and the page for printing: landscape, one page wide, numbered."""
        self._widths = list(widths)
        for column, width in enumerate(widths):
            self._sheet.set_column(column, column, width)
        self._sheet.set_landscape()
        self._sheet.set_paper(paper)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self._sheet.set_footer(f"&L&A&R{term('label', 'page_of', self._lang)}")
        self._sheet.hide_gridlines(2)
        self._sheet.center_horizontally()

    def gap(self) -> None:
        """An empty row."""
        self._at += 1

    def line(self, text: str, style: str) -> None:
        """A line over the whole width."""
        size = Styles.properties(style)["font_size"]
        width = sum(self._widths)
        lines = wrapped_lines(text, width, size)
        self._sheet.set_row(self._at, lines * size * _LEADING + (10 if style in ("title", "heading") else 3))
        if lines > 1:
            name = f"{style}+wrap"
            _STYLES.setdefault(name, {**Styles.properties(style), "text_wrap": True})
            self._sheet.merge_range(self._at, 0, self._at, len(self._widths) - 1, "", self._styles.get(name))
            self._sheet.write_string(self._at, 0, text, self._styles.get(name))
        else:
            self._sheet.write_string(self._at, 0, text, self._styles.get(style))
        self._at += 1

    def link(self, text: str, sheet: str) -> None:
        """A link to another sheet."""
        self._sheet.write_url(self._at, 0, _inside(sheet), self._styles.get("link"), text)
        self._at += 1

    def blank(self, label: str) -> None:
        """A label with an empty cell beside it, to write in."""
        self._sheet.write_string(self._at, 0, label, self._styles.get("strong"))
        self._sheet.merge_range(self._at, 1, self._at, 3, "", self._styles.get("fill"))
        self._sheet.set_row(self._at, 22)
        self._at += 1

    def pair(self, name: str, outcome: str | None, text: str) -> None:
        """A line of the legend: the sign in its colour, and what it means."""
        self._sheet.write_string(self._at, 0, name, self._styles.get(f"relation:{outcome}" if outcome else "text"))
        self._sheet.write_string(self._at, 1, text, self._styles.get("plain"))
        self._sheet.set_row(self._at, row_height([(name, self._widths[0], 10)]))
        self._at += 1

    def groups(self, groups: Sequence[tuple[str, int]]) -> None:
        """Headings over several columns each."""
        column = 0
        self._groups = self._at
        self._sheet.set_row(self._at, 20)
        for title, span in groups:
            if title and span > 1:
                self._sheet.merge_range(self._at, column, self._at, column + span - 1, "", self._styles.get("group"))
            if title:
                self._sheet.write_string(self._at, column, title, self._styles.get("group"))
            column += span
        self._at += 1

    def row(self, cells: Sequence[SheetCell], filters: bool = False) -> None:
        """A row of cells; ``filters`` makes it the header that is filtered by and repeated on every printed page."""
        sized = []
        column = 0
        for cell in cells:
            made = self._styles.get(cell.style)
            size = Styles.properties(cell.style)["font_size"]
            width = sum(self._widths[column : column + cell.span])
            if cell.span > 1:
                self._sheet.merge_range(self._at, column, self._at, column + cell.span - 1, "", made)
            if column in self._hidden:
                # Read back by the program: never cut, and no reason for a tall row.
                self._sheet.write_string(self._at, column, str(cell.value), made)
            elif isinstance(cell.value, str):
                text = fitted(cell.value, width, size, self._lang)
                sized.append((text, width, size))
                self._write(column, text, cell, made)
            else:
                self._sheet.write_number(self._at, column, cell.value, made)
            column += cell.span
        self._sheet.set_row(self._at, min(TALLEST_ROW, row_height(sized) + (6 if filters else 0)))
        if filters:
            self._filter = self._at
        self._at += 1

    def table(self, table: Table, frozen: int, unprinted: Sequence[str] = ()) -> None:
        """A table with its header: filtered by, repeated on every printed page, with lists to choose verdicts from.

        The first ``frozen`` columns stay in view; columns named in ``unprinted``, which come last, are for the screen.
        Of more rows than a sheet holds the first ones are written, and a line above says so.
        """
        room = MOST_ROWS - self._at - 2
        if len(table.rows) > room:
            self.line(phrase("rows_left_out", self._lang, shown=room, n=len(table.rows)), "note")
            table = replace(table, rows=table.rows[:room], choices=table.choices[:room])
        self._hidden = frozenset(place for place, column in enumerate(table.columns) if column.hidden)
        self.row([SheetCell(column.title, "head") for column in table.columns], filters=True)
        first = self._at
        for row in table.rows:
            self.row([_cell_of(cell) for cell in row])
        for place, column in enumerate(table.columns):
            if column.hidden:
                self._sheet.set_column(place, place, column.width, None, {"hidden": True})
            if column.choices:
                for kind in dict.fromkeys(table.choices):
                    rows = [first + number for number, found in enumerate(table.choices) if found == kind]
                    self._offer(place, kind, _runs(rows))
        printed = [column.key not in unprinted and not column.hidden for column in table.columns]
        self.freeze(columns=frozen, printed=printed.index(False) if False in printed else None)

    def _offer(self, column: int, kind: RowKind, runs: Sequence[tuple[int, int]]) -> None:
        """The drop-down list of a column in these rows, with a word of help beside the cell."""
        title, message, wrong = choice_help(self._lang)
        (start, end), *others = runs
        self._sheet.data_validation(
            start,
            column,
            end,
            column,
            {
                "validate": "list",
                "source": choices(kind, self._lang),
                "input_title": title,
                "input_message": message,
                "error_title": title,
                "error_message": wrong,
                "other_cells": [[top, column, bottom, column] for top, bottom in others],
            },
        )

    def _write(self, column: int, text: str, cell: SheetCell, made: Any) -> None:
        if not text:
            self._sheet.write_blank(self._at, column, None, made)
        elif cell.link:
            self._sheet.write_url(self._at, column, _inside(cell.link), made, text)
        elif len(cell.parts) > 1 and text == cell.value:
            fragments = [fragment for part, style in cell.parts for fragment in (self._styles.get(style), part)]
            self._sheet.write_rich_string(self._at, column, *fragments, made)
        else:
            self._sheet.write_string(self._at, column, text, made)

    def freeze(self, columns: int, printed: int | None = None) -> None:
        """Keep header and first columns in view, put filters on the header, repeat it on every printed page.

        ``printed`` columns are printed; those after them are for the screen.
        """
        if self._filter is None:
            return
        self._sheet.freeze_panes(self._filter + 1, columns)
        if self._at > self._filter + 1:
            self._sheet.autofilter(self._filter, 0, self._at - 1, len(self._widths) - 1)
        self._sheet.repeat_rows(self._filter if self._groups is None else self._groups, self._filter)
        self._sheet.print_area(0, 0, max(self._at - 1, self._filter), (printed or len(self._widths)) - 1)


def _cell_of(cell: Cell) -> SheetCell:
    """A cell of a table in the style of its kind; what has an outcome wears its colours."""
    value = cell.text if cell.number is None else cell.number
    if cell.outcome is not None:
        return SheetCell(value, f"relation:{cell.outcome}")
    return SheetCell(value, "figure" if cell.kind == "muted" and cell.number is not None else cell.kind)


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Ascending numbers as ranges without gaps."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs


def _inside(sheet: str) -> str:
    return "internal:'" + sheet.replace("'", "''") + "'!A1"
