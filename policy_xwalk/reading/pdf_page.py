"""One page of a PDF: its lines and tables in reading order, from its text layer or from its picture."""

from __future__ import annotations

import io
import logging
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from typing import Any

from policy_xwalk.reading.document import ReadingWarning
from policy_xwalk.reading.limits import ReadLimits
from policy_xwalk.reading.ocr import SURE, OcrLine, OcrPage, available, read_page
from policy_xwalk.reading.pdf_aligned import aligned_tables, may_hold_header, resumed_rules
from policy_xwalk.reading.pdf_chars import Char, clean_text, page_chars
from policy_xwalk.reading.pdf_columns import columns_in_order, may_have_columns
from policy_xwalk.reading.pdf_layout import Block, PageContent
from policy_xwalk.reading.pdf_lines import plain_segments
from policy_xwalk.reading.pdf_tables import PdfTable, drawn_tables, page_tables
from policy_xwalk.reading.pdf_usable import has_rulings, is_scan


class Plumber:
    """pdfplumber's view of the file, opened when the first page needs it."""

    def __init__(self, data: bytes, password: str | None, stack: ExitStack) -> None:
        self._data = data
        self._password = password
        self._stack = stack
        self._document: Any = None

    def tables(self, index: int, chars: list[Char]) -> list[PdfTable] | None:
        """Ruled tables of a page; None where pdfplumber cannot read it."""
        import pdfplumber

        try:
            if self._document is None:
                # pdfminer reports every oddity of a broken font on the console; what matters becomes a warning here.
                logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
                self._document = pdfplumber.open(io.BytesIO(self._data), password=self._password)
                self._stack.callback(self._close)
            page = self._document.pages[index]
            tables = page_tables(page, chars)
            page.close()
        except Exception:  # pdfminer raises whatever a broken file makes it trip over
            return None
        return tables

    def _close(self) -> None:
        # Closing parses the pages again and trips over what reading them tripped over; nothing is left open by that.
        with suppress(Exception):
            self._document.close()


@dataclass(slots=True)
class PageReader:
    """Reads the pages of a file one after the other; what is odd about them gathers in its lists."""

    document: Any
    plumber: Plumber
    limits: ReadLimits
    warnings: list[ReadingWarning] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)
    """Scanned pages that were not recognised because the engine is not installed or the limit was reached."""
    recognised: int = 0
    _before: PdfTable | None = None

    def read(self, index: int) -> PageContent:
        """The content of a page; empty for one that cannot be read, with a warning that says so."""
        import pypdfium2

        number = index + 1
        try:
            page = self.document[index]
            text_page = page.get_textpage()
        except pypdfium2.PdfiumError:
            self.warnings.append(ReadingWarning("broken_page", number))
            return PageContent(number, [])
        try:
            text = clean_text(text_page.get_text_range())
            content = self._picture(page, number) if is_scan(text, page) else self._text(page, text_page, text, number)
        finally:
            text_page.close()
            page.close()
        self._before = _last_table(content)
        return content

    def _text(self, page: Any, text_page: Any, text: str, number: int) -> PageContent:
        ruled = bool(text.strip()) and has_rulings(page)
        headed = may_hold_header(text)
        two_columns = may_have_columns(page, text_page)
        if not (ruled or headed or two_columns or self._before):
            return _plain(text, number)
        chars = page_chars(page, text_page)
        tables: list[PdfTable] = []
        if ruled:
            segments = plain_segments(page)
            drawn = drawn_tables(*segments, chars) if segments else self.plumber.tables(number - 1, chars)
            if drawn is None:
                self.warnings.append(ReadingWarning("table_not_read", number))
            tables = resumed_rules(drawn or [], chars, self._before)
        if headed or self._before:
            tables = [*tables, *aligned_tables(chars, tables, self._before)]
        ordered = columns_in_order(_outside(chars, tables), *page.get_size()) if two_columns and not tables else None
        if not tables and ordered is None:
            return _plain(text, number)
        return _content(number, chars if ordered is None else ordered, tables)

    def _picture(self, page: Any, number: int) -> PageContent:
        if not available() or self.recognised >= self.limits.ocr_pages:
            self.unread.append(number)
            return PageContent(number, [])
        self.recognised += 1
        try:
            picture = read_page(page)
        except Exception:  # the engine raises whatever a strange picture makes it trip over
            self.warnings.append(ReadingWarning("scanned_page", number))
            return PageContent(number, [])
        lines, confidence = len(picture.lines), round(picture.confidence, 2)
        self.warnings.append(ReadingWarning("ocr_page", number, {"lines": lines, "confidence": confidence}))
        for line in picture.lines:
            if line.confidence < SURE:
                found = {"text": line.text, "confidence": round(line.confidence, 2)}
                self.warnings.append(ReadingWarning("ocr_uncertain", number, found))
        return self._recognised(picture, page, number)

    def _recognised(self, picture: OcrPage, page: Any, number: int) -> PageContent:
        chars = picture.chars
        drawn = drawn_tables(list(picture.horizontals), list(picture.verticals), chars)
        tables = resumed_rules(drawn, chars, self._before)
        if self._before or may_hold_header("".join(char.text for char in chars)):
            tables = [*tables, *aligned_tables(chars, tables, self._before)]
        for table in tables:
            table.confidences = _row_confidences(table, picture.lines)
        ordered = columns_in_order(chars, *page.get_size()) if not tables else None
        return _content(number, ordered or chars, tables)


def _plain(text: str, number: int) -> PageContent:
    return PageContent(number, [line for line in text.split("\n") if line.strip()])


def _outside(chars: list[Char], tables: list[PdfTable]) -> list[Char]:
    return [char for char in chars if not any(table.holds(char) for table in tables)]


def _last_table(content: PageContent) -> PdfTable | None:
    """The table at the foot of a page (a page number may follow it) that the next page may continue."""
    for block in reversed(content.blocks[-3:]):
        if isinstance(block, PdfTable):
            return None if block.closed else block
    return None


def _content(number: int, chars: list[Char], tables: list[PdfTable]) -> PageContent:
    """Lines and tables of a page in stream order; a table stands where its first character does."""
    content = PageContent(number, [])
    blocks: list[Block] = content.blocks
    placed: set[int] = set()
    line: list[Char] = []

    def flush() -> None:
        text = "".join(char.text for char in line)
        if text.strip():
            known = [char.confidence for char in line if char.confidence is not None]
            if known:
                content.confidences[len(blocks)] = min(known)
            blocks.append(text)
        line.clear()

    for char in chars:
        if char.text == "\n":
            flush()
            continue
        if not char.text.isspace():
            index = next((i for i, table in enumerate(tables) if table.holds(char)), None)
            if index is not None:
                if index not in placed:
                    flush()
                    placed.add(index)
                    blocks.append(tables[index])
                continue
        line.append(char)
    flush()
    return content


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
