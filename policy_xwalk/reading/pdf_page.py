"""One page of a PDF: its lines and tables in reading order, from its text layer or from its picture."""

from __future__ import annotations

import io
import logging
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from typing import Any

from policy_xwalk.reading.document import ReadingWarning
from policy_xwalk.reading.ocr import OcrPage, read_page
from policy_xwalk.reading.pdf_aligned import aligned_tables, may_hold_header, resumed_rules
from policy_xwalk.reading.pdf_chars import Char, clean_text, page_chars
from policy_xwalk.reading.pdf_columns import columns_in_order, may_have_columns
from policy_xwalk.reading.pdf_fonts import system_fonts
from policy_xwalk.reading.pdf_hidden import unseen_text
from policy_xwalk.reading.pdf_layout import PageContent, content_of, last_table
from policy_xwalk.reading.pdf_lines import plain_segments
from policy_xwalk.reading.pdf_tables import PdfTable, drawn_tables, page_tables
from policy_xwalk.reading.pdf_usable import has_rulings, is_scan
from policy_xwalk.reading.recognised import Recogniser
from policy_xwalk.reading.unseen import hidden_text


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


@dataclass(frozen=True, slots=True)
class Drawing:
    """The file as it is drawn, for pages that are read as pictures."""

    data: bytes
    password: str | None

    def read(self, index: int) -> OcrPage:
        """What recognition reads of a page; raises whatever a strange picture makes the engine trip over."""
        import pypdfium2

        with system_fonts(), pypdfium2.PdfDocument(self.data, password=self.password) as document:
            return read_page(document[index])


@dataclass(slots=True)
class PageReader:
    """Reads the pages of a file one after the other; what is odd about them gathers in its lists."""

    document: Any
    plumber: Plumber
    drawing: Drawing
    recogniser: Recogniser
    warnings: list[ReadingWarning] = field(default_factory=list)
    layers: list[int] = field(default_factory=list)
    """Pages whose text is an invisible layer over a picture, the reading of another program."""
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
            if is_scan(text, page):
                content = self.recogniser.page(number, lambda: self.drawing.read(index), self._before)
            else:
                content = self._seen(page, text_page, text, number)
        finally:
            text_page.close()
            page.close()
        self._before = last_table(content)
        return content

    def _seen(self, page: Any, text_page: Any, text: str, number: int) -> PageContent:
        """The text layer of a page without what nobody sees."""
        unseen = unseen_text(page, text_page)
        if unseen.layer:
            self.layers.append(number)
        if unseen.hidden:
            text = "".join(char.text for char in page_chars(page, text_page, unseen.hidden))
            self.warnings += hidden_text(unseen.text, number)
        return self._text(page, text_page, text, number, unseen.hidden)

    def _text(self, page: Any, text_page: Any, text: str, number: int, hidden: frozenset[int]) -> PageContent:
        ruled = bool(text.strip()) and has_rulings(page)
        headed = may_hold_header(text)
        two_columns = may_have_columns(page, text_page)
        if not (ruled or headed or two_columns or self._before):
            return _plain(text, number)
        chars = page_chars(page, text_page, hidden)
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
        return content_of(number, chars if ordered is None else ordered, tables)


def _plain(text: str, number: int) -> PageContent:
    return PageContent(number, [line for line in text.split("\n") if line.strip()])


def _outside(chars: list[Char], tables: list[PdfTable]) -> list[Char]:
    return [char for char in chars if not any(table.holds(char) for table in tables)]
