"""Pages that are read as pictures, of whatever format: their lines and tables, and what to say about the reading."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import groupby

from policy_xwalk.reading.document import ReadingWarning
from policy_xwalk.reading.limits import ReadLimits
from policy_xwalk.reading.ocr import SURE, OcrLine, OcrPage, available
from policy_xwalk.reading.pdf_aligned import aligned_tables, may_hold_header, resumed_rules
from policy_xwalk.reading.pdf_columns import columns_in_order
from policy_xwalk.reading.pdf_layout import PageContent, content_of
from policy_xwalk.reading.pdf_tables import PdfTable, drawn_tables


@dataclass(slots=True)
class Recogniser:
    """Reads the scanned pages of one file, as many as the limits allow, and gathers what is odd about them."""

    limits: ReadLimits
    warnings: list[ReadingWarning]
    unread: list[int] = field(default_factory=list)
    """Pages that were not recognised because the engine is not installed or the limit was reached."""
    _done: int = 0

    def page(self, number: int, look: Callable[[], OcrPage], before: PdfTable | None) -> PageContent:
        """A page as ``look`` reads it; ``before`` is the table that it may continue."""
        if not available() or self._done >= self.limits.ocr_pages:
            self.unread.append(number)
            return PageContent(number, [])
        self._done += 1
        try:
            picture = look()
        except Exception:  # the engine raises whatever a strange picture makes it trip over
            self.warnings.append(ReadingWarning("scanned_page", number))
            return PageContent(number, [])
        lines, confidence = len(picture.lines), round(picture.confidence, 2)
        self.warnings.append(ReadingWarning("ocr_page", number, {"lines": lines, "confidence": confidence}))
        if picture.quarters:
            self.warnings.append(ReadingWarning("turned_page", number, {"degrees": 90 * picture.quarters}))
        for line in picture.lines:
            if line.confidence < SURE:
                found = {"text": line.text, "confidence": round(line.confidence, 2)}
                self.warnings.append(ReadingWarning("ocr_uncertain", number, found))
        return _content(picture, number, before)

    def missing(self) -> tuple[ReadingWarning, ...]:
        """One warning for all pages that were not recognised."""
        if not self.unread:
            return ()
        which = {"pages": listed(self.unread), "count": len(self.unread)}
        if self._done:
            return (ReadingWarning("ocr_limit", None, {**which, "limit": self.limits.ocr_pages}),)
        return (ReadingWarning("scanned_pages", None, which),)


def listed(numbers: list[int]) -> str:
    """Page numbers, those in a row as from–to."""
    runs = [[n for _, n in run] for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])]
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _content(picture: OcrPage, number: int, before: PdfTable | None) -> PageContent:
    chars = picture.chars
    drawn = drawn_tables(list(picture.horizontals), list(picture.verticals), chars)
    tables = resumed_rules(drawn, chars, before)
    if before or may_hold_header("".join(char.text for char in chars)):
        tables = [*tables, *aligned_tables(chars, tables, before)]
    for table in tables:
        table.confidences = _row_confidences(table, picture.lines)
    ordered = columns_in_order(chars, picture.width, picture.height) if not tables else None
    return content_of(number, ordered or chars, tables)


def _row_confidences(table: PdfTable, lines: tuple[OcrLine, ...]) -> dict[int, float]:
    """Of each row the confidence of its least certain cell; lines of the same words count alike."""
    known: dict[str, float] = {}
    for line in lines:
        if table.x0 - 1 <= (line.x0 + line.x1) / 2 <= table.x1 + 1 and table.top - 1 <= line.top <= table.bottom + 1:
            text = "".join(line.text.split())
            known[text] = min(known.get(text, 1.0), line.confidence)
    rows: dict[int, float] = {}
    for cell in table.cells:
        for text in ("".join(line.split()) for line in cell.lines):
            sure = known.get(text)
            if sure is None:
                # Two readings side by side make one line of the cell.
                sure = min((value for part, value in known.items() if part in text), default=None)
            if sure is not None:
                rows[cell.row] = min(rows.get(cell.row, 1.0), sure)
    return rows
