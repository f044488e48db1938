"""Collects the text of a document line by line and keeps the places of its tables, headings and furniture."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from policy_xwalk.errors import UnreadableFile
from policy_xwalk.reading.document import Cell, LineHint, SourceDocument, SourceTable
from policy_xwalk.reading.limits import ReadLimits

Range = tuple[int, int]


@dataclass(slots=True)
class GridCell:
    """A cell before it has a place in the text: its lines as read, and how far it reaches."""

    row: int
    column: int
    lines: list[str]
    rowspan: int = 1
    colspan: int = 1


@dataclass(slots=True)
class OpenTable:
    """A table under construction; it may continue on a later page."""

    number: int
    start: int
    end: int
    rows: int
    columns: int
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)

    def close(self) -> SourceTable:
        cells = tuple(self.cells[place] for place in sorted(self.cells))
        return SourceTable(self.number, self.start, self.end, self.rows, self.columns, cells)


class TextBuilder:
    """The growing text. Lines end in ``\\n``; offsets handed out stay valid."""

    def __init__(self, file: str, limits: ReadLimits) -> None:
        self._file = file
        self._limits = limits
        self._parts: list[str] = []
        self.length = 0
        self.hints: list[LineHint] = []
        self.tables: list[OpenTable] = []

    def line(
        self, text: str, *, heading: int | None = None, furniture: bool = False, confidence: float | None = None
    ) -> Range:
        """Append one line and return where its characters stand, without the line end."""
        if len(text) > self._limits.line_characters:
            raise UnreadableFile("line_too_long", file=self._file, size=len(text), limit=self._limits.line_characters)
        start = self._append(text)
        end = self.length
        self._append("\n")
        if text and (heading is not None or furniture or confidence is not None):
            self.hints.append(LineHint(start, end, heading, furniture, confidence))
        return start, end

    def table(self, grid: list[GridCell], rows: int, columns: int) -> OpenTable:
        """Append a table as lines, one a row, cells separated by tabs."""
        table = OpenTable(len(self.tables) + 1, self.length, self.length, 0, columns)
        self.tables.append(table)
        self.extend(table, grid, rows)
        return table

    def framed_table(self, grid: list[GridCell], rows: int, columns: int) -> None:
        """Append a table whose first and last rows may be one cell over all columns: these become lines around it.

        Such a row is the title or the note of the table, or a box (专栏) beside it: Word makes two tables without a
        paragraph between them into one.
        """
        by_row: dict[int, list[GridCell]] = {}
        for cell in grid:
            by_row.setdefault(cell.row, []).append(cell)

        def alone(row: int) -> bool:
            cells = by_row.get(row, [])
            return len(cells) == 1 and cells[0].colspan >= columns and cells[0].rowspan == 1

        first, last = 0, rows
        while first < last and alone(first):
            first += 1
        while last > first and alone(last - 1):
            last -= 1
        if last - first < 2:
            first, last = 0, rows
        self._lines_of(by_row, 0, first)
        kept = [replace(cell, row=cell.row - first) for cell in grid if first <= cell.row < last]
        self.table(kept, last - first, columns)
        self._lines_of(by_row, last, rows)

    def include(self, document: SourceDocument) -> None:
        """Append everything that stands in another document, its tables as tables (a part of another format)."""
        text = document.text
        hints = {hint.start: hint for hint in document.hints}
        at = 0
        for table in (*document.tables, None):
            until = len(text) if table is None else table.start
            for line in text[at:until].splitlines(keepends=True):
                hint = hints.get(at)
                heading, furniture = (hint.heading, hint.furniture) if hint else (None, False)
                self.line(line.rstrip("\r\n"), heading=heading, furniture=furniture)
                at += len(line)
            if table is not None:
                grid = [
                    GridCell(cell.row, cell.column, [text[a:b] for a, b in cell.ranges], cell.rowspan, cell.colspan)
                    for cell in table.cells
                ]
                self.table(grid, table.rows, table.columns)
                at = min(table.end + 1, len(text))

    def _lines_of(self, by_row: dict[int, list[GridCell]], first: int, last: int) -> None:
        for row in range(first, last):
            for line in by_row[row][0].lines:
                if line.strip():
                    self.line(line.strip())

    def extend(self, table: OpenTable, grid: list[GridCell], rows: int, *, onto_last: bool = False) -> None:
        """Append further rows to a table; ``onto_last``: the first of them continues the last row before."""
        offset = table.rows - 1 if onto_last and table.rows else table.rows
        by_place = {(cell.row, cell.column): cell for cell in grid}
        for row in range(rows):
            for column in range(table.columns):
                if column:
                    self._append("\t")
                if (cell := by_place.get((row, column))) is not None:
                    self._put(table, cell, row + offset)
            table.end = self.length
            self._append("\n")
        table.rows = max(table.rows, offset + rows)

    def _put(self, table: OpenTable, cell: GridCell, row: int) -> None:
        ranges: list[Range] = []
        for line in cell.lines:
            clean = " ".join(line.split())
            if not clean:
                continue
            if ranges:
                self._append(" ")
            start = self._append(clean)
            ranges.append((start, self.length))
        before = table.cells.get((row, cell.column))
        if before is not None:
            ranges = [*before.ranges, *ranges]
        rowspan = max(cell.rowspan, before.rowspan if before else 1)
        table.cells[row, cell.column] = Cell(row, cell.column, tuple(ranges), rowspan, cell.colspan)

    def _append(self, text: str) -> int:
        start = self.length
        self._parts.append(text)
        self.length += len(text)
        if self.length > self._limits.text_characters:
            raise UnreadableFile("text_too_long", file=self._file, limit=self._limits.text_characters)
        return start

    def text(self) -> str:
        """Everything appended so far."""
        return "".join(self._parts)

    def closed_tables(self) -> tuple[SourceTable, ...]:
        """The tables in the order in which they begin."""
        return tuple(table.close() for table in self.tables)
