"""Collects the text of a document line by line and keeps the places of its tables, headings and furniture."""

from __future__ import annotations

from dataclasses import dataclass, field

from policy_xwalk.errors import UnreadableFile
from policy_xwalk.reading.document import Cell, LineHint, SourceTable
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

    def line(self, text: str, *, heading: int | None = None, furniture: bool = False) -> Range:
        """Append one line and return where its characters stand, without the line end."""
        if len(text) > self._limits.line_characters:
            raise UnreadableFile("line_too_long", file=self._file, size=len(text), limit=self._limits.line_characters)
        start = self._append(text)
        end = self.length
        self._append("\n")
        if text and (heading is not None or furniture):
            self.hints.append(LineHint(start, end, heading, furniture))
        return start, end

    def table(self, grid: list[GridCell], rows: int, columns: int) -> OpenTable:
        """Append a table as lines, one a row, cells separated by tabs."""
        table = OpenTable(len(self.tables) + 1, self.length, self.length, 0, columns)
        self.tables.append(table)
        self.extend(table, grid, rows)
        return table

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
