"""PDF with a text layer: lines as typeset, ruled tables as tables, page numbers and running heads marked."""

from __future__ import annotations

import io
import logging
from contextlib import ExitStack, suppress
from hashlib import sha256
from typing import Any

from policy_xwalk.errors import UnreadableFile
from policy_xwalk.reading.builder import TextBuilder
from policy_xwalk.reading.document import ReadingWarning, SourceDocument
from policy_xwalk.reading.limits import DEFAULT_LIMITS, ReadLimits
from policy_xwalk.reading.pdf_chars import Char, clean_text, page_chars
from policy_xwalk.reading.pdf_layout import Block, PageContent, write_pages
from policy_xwalk.reading.pdf_tables import PdfTable, page_tables

_FEW_CHARACTERS = 10
_LONG_RULE = 100.0


def read_pdf(
    data: bytes, file: str, limits: ReadLimits = DEFAULT_LIMITS, password: str | None = None
) -> SourceDocument:
    """Read a PDF. Text comes from pdfium; pdfplumber is asked for rulings, only on pages that have any.

    Raises :class:`UnreadableFile`: ``damaged_pdf``, ``encrypted_pdf``, ``wrong_password``, ``scanned_pdf`` (no page has
    text), ``no_text``, ``too_many_pages``. A page without usable text gives the warning ``scanned_page``.
    """
    with ExitStack() as stack:
        document = _open(data, file, password, stack)
        count = len(document)
        if count > limits.pages:
            raise UnreadableFile("too_many_pages", file=file, size=count, limit=limits.pages)
        plumber = _Plumber(data, password, stack)
        warnings: list[ReadingWarning] = []
        pages = [_read_page(document, index, plumber, warnings) for index in range(count)]
        title = " ".join(str(document.get_metadata_dict().get("Title") or "").split())
    unusable = [warning for warning in warnings if warning.code == "scanned_page"]
    if not any(page.blocks for page in pages):
        if unusable:
            raise UnreadableFile("scanned_pdf", file=file, pages=count)
        if warnings:
            raise UnreadableFile("damaged_pdf", file=file, found="no readable page")
        raise UnreadableFile("no_text", file=file, format="pdf")
    builder = TextBuilder(file, limits)
    ranges = write_pages(builder, pages)
    return SourceDocument(
        file=file,
        sha256=sha256(data).hexdigest(),
        format="pdf",
        text=builder.text(),
        pages=ranges,
        tables=builder.closed_tables(),
        hints=tuple(builder.hints),
        warnings=tuple(warnings),
        title=title or None,
    )


def _open(data: bytes, file: str, password: str | None, stack: ExitStack) -> Any:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data, password=password)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableFile("wrong_password" if password else "encrypted_pdf", file=file) from error
        raise UnreadableFile("damaged_pdf", file=file, found=str(error)) from error
    stack.callback(document.close)
    if not len(document):
        raise UnreadableFile("damaged_pdf", file=file, found="0 pages")
    return document


class _Plumber:
    """pdfplumber's view of the file, opened when the first page needs it."""

    def __init__(self, data: bytes, password: str | None, stack: ExitStack) -> None:
        self._data = data
        self._password = password
        self._stack = stack
        self._document: Any = None

    def tables(self, index: int, chars: list[Char]) -> list[PdfTable] | None:
        """Tables of a page; None where pdfplumber cannot read it."""
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


def _read_page(document: Any, index: int, plumber: _Plumber, warnings: list[ReadingWarning]) -> PageContent:
    import pypdfium2

    number = index + 1
    try:
        page = document[index]
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError:
        warnings.append(ReadingWarning("broken_page", number))
        return PageContent(number, [])
    try:
        text = clean_text(text_page.get_text_range())
        if _unusable(text, page):
            warnings.append(ReadingWarning("scanned_page", number))
            return PageContent(number, [])
        tables: list[PdfTable] | None = []
        chars: list[Char] = []
        if text.strip() and _has_rulings(page):
            chars = page_chars(page, text_page)
            tables = plumber.tables(index, chars)
            if tables is None:
                warnings.append(ReadingWarning("table_not_read", number))
        if not tables:
            return PageContent(number, [line for line in text.split("\n") if line.strip()])
        return PageContent(number, _blocks(chars, tables))
    finally:
        text_page.close()
        page.close()


def _unusable(text: str, page: Any) -> bool:
    """A page of pictures with next to no text, or with text that is mostly unmapped glyphs."""
    visible = [character for character in text if not character.isspace()]
    unmapped = sum(
        character == "\ufffd" or "\ue000" <= character <= "\uf8ff" or character > "\U000effff" for character in visible
    )
    if visible and unmapped > 0.5 * len(visible):
        return True
    return len(visible) < _FEW_CHARACTERS and _is_picture(page)


def _is_picture(page: Any) -> bool:
    """Whether pictures cover at least a third of the page."""
    import pypdfium2.raw as raw

    width, height = page.get_size()
    covered = 0.0
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = item.get_bounds()
        covered += max(0.0, right - left) * max(0.0, top - bottom)
    return bool(covered > width * height / 3)


def _has_rulings(page: Any) -> bool:
    """Whether a page has lines that may rule a table: an upright one, three level ones, or a shape of such size.

    Two level ones are the rules under the head and over the foot that many plans have on every page.
    """
    import pypdfium2.raw as raw

    width, height = page.get_size()
    level = 0
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = item.get_bounds()
        across, along = right - left, top - bottom
        if across > 0.97 * width and along > 0.97 * height:
            continue
        level += across > _LONG_RULE and along < 3
        if level >= 3 or (along > 15 and across < 3) or (across > _LONG_RULE and along > 15):
            return True
    return False


def _blocks(chars: list[Char], tables: list[PdfTable]) -> list[Block]:
    """Lines and tables of a page in stream order; a table stands where its first character does."""
    blocks: list[Block] = []
    placed: set[int] = set()
    line: list[str] = []

    def flush() -> None:
        text = "".join(line)
        line.clear()
        if text.strip():
            blocks.append(text)

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
        line.append(char.text)
    flush()
    return blocks
