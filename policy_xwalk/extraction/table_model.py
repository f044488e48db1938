"""Tables of a plan between reading and records: cells with their places, columns with their roles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from policy_xwalk.records import Basis

Range = tuple[int, int]
ColumnRole = Literal["no", "category", "name", "unit", "value", "attribute", "departments", "note", "other"]
ValueKind = Literal["baseline", "target"]


@dataclass(frozen=True, slots=True)
class TextCell:
    """The folded text of a cell without blanks, and the pieces of the source it was read from."""

    text: str = ""
    ranges: tuple[Range, ...] = ()
    carried: bool = False
    """True where a merged cell that begins in an earlier row or column reaches here."""


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds. The last fields are for values: the year they stand for, and whether past or promised."""

    role: ColumnRole
    header: str
    year: int | None = None
    kind: ValueKind | None = None
    basis: Basis | None = None
    unit: str | None = None
    both_bases: bool = False
    """The header says 年均/累计: brackets in the cell tell which."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row under the header; ``cells`` stand in the order of the columns."""

    cells: tuple[TextCell, ...]
    ranges: tuple[Range, ...]
    row: int
    category: str | None = None
    """The group that stands over the row where no column holds it."""
    problem: str | None = None
    """Code of what could not be read with certainty in torn text."""


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of a table before its header is known."""

    cells: tuple[TextCell, ...]
    row: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table whose cells are known: ruled, of a Markdown pipe table, or separated by tabs."""

    number: int
    start: int
    end: int
    rows: tuple[GridRow, ...]
    ruled: bool


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """A table of main indicators; ``start`` to ``end`` is its whole region: caption, header, rows, notes."""

    number: int
    start: int
    end: int
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    caption: str | None = None
    unit: str | None = None
    """Unit that stands over the whole table (单位：%)."""
    notes: tuple[str, ...] = ()
    continues: bool = False
    """Whether it is the rest of the table before it, after a page break."""


def join_pieces(pieces: list[str]) -> str:
    """Join the lines of a cell and drop blanks; between two Latin words of a line one blank stays."""
    lines: list[str] = []
    for piece in pieces:
        joined = ""
        for word in piece.split():
            latin = joined[-1:].isascii() and joined[-1:].isalpha() and word[0].isascii() and word[0].isalpha()
            joined += f" {word}" if latin else word
        lines.append(joined)
    return "".join(lines)
