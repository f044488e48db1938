"""What every reader returns, whatever the format: text, pages and tables with their places in that text."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the source; ``start`` and ``end`` delimit it in :attr:`SourceDocument.text`."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a ruled table.

    ``ranges`` are the pieces of the document text that stand in it, in reading order (several lines are several
    ranges). A merged cell stands once, at its first row and column, with its extent.
    """

    row: int
    column: int
    ranges: tuple[tuple[int, int], ...]
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True, slots=True)
class SourceTable:
    """A ruled table; ``start`` and ``end`` delimit it in the text, ``number`` counts from 1 in the document."""

    number: int
    start: int
    end: int
    rows: int
    columns: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class LineHint:
    """What the format says about a line that its text does not: heading level (1 = topmost), or furniture.

    ``furniture`` is text that is not the plan's: navigation, running headers, page numbers of a PDF. ``confidence``
    is that of text recognition (0 to 1, of a table row that of its least certain cell); None for text as stored.
    """

    start: int
    end: int
    heading: int | None = None
    furniture: bool = False
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class ReadingWarning:
    """Something about the file that the user should know; ``code`` names its wording."""

    code: str
    page: int | None = None
    params: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A file as read. Offsets everywhere count characters of ``text``.

    For a text file ``text`` is the decoded file without its byte order mark, line ends untouched. Lines end in
    ``\\n`` (or as in the file); the rows of a ruled table are lines, its cells separated by tabs. Pages follow each
    other; what separates them belongs to no page's content.
    """

    file: str
    sha256: str
    format: str
    """txt, md, html, docx, pdf."""
    text: str
    pages: tuple[Page, ...] = ()
    """Empty where the format has no pages."""
    tables: tuple[SourceTable, ...] = ()
    hints: tuple[LineHint, ...] = ()
    encoding: str | None = None
    warnings: tuple[ReadingWarning, ...] = ()
    title: str | None = None
    """Title from the file's metadata or page title; a fallback where the text has none."""

    def page_at(self, offset: int) -> int | None:
        """Number of the page on which a character stands."""
        low, high = 0, len(self.pages)
        while low < high:
            middle = (low + high) // 2
            if self.pages[middle].end <= offset:
                low = middle + 1
            else:
                high = middle
        return self.pages[low].number if low < len(self.pages) else None
