"""PDF: lines as typeset or recognised, tables as tables, page numbers and running heads marked."""

from __future__ import annotations

from contextlib import ExitStack
from hashlib import sha256
from itertools import groupby
from typing import Any

from policy_xwalk.errors import UnreadableFile
from policy_xwalk.reading.builder import TextBuilder
from policy_xwalk.reading.document import ReadingWarning, SourceDocument
from policy_xwalk.reading.limits import DEFAULT_LIMITS, ReadLimits
from policy_xwalk.reading.pdf_layout import write_pages
from policy_xwalk.reading.pdf_page import PageReader, Plumber


def read_pdf(
    data: bytes, file: str, limits: ReadLimits = DEFAULT_LIMITS, password: str | None = None
) -> SourceDocument:
    """Read a PDF. Text comes from pdfium; pdfplumber is asked for rulings pdfium cannot tell.

    A page without usable text is read as a picture where the extra ``ocr`` is installed (warning ``ocr_page``, and
    ``ocr_uncertain`` for each line to check); else one warning ``scanned_pages`` names all such pages. Raises
    :class:`UnreadableFile`: ``damaged_pdf``, ``encrypted_pdf``, ``wrong_password``, ``scanned_pdf`` (nothing but scans,
    the extra missing), ``no_text``, ``too_many_pages``.
    """
    with ExitStack() as stack:
        document = _open(data, file, password, stack)
        count = len(document)
        if count > limits.pages:
            raise UnreadableFile("too_many_pages", file=file, size=count, limit=limits.pages)
        reader = PageReader(document, Plumber(data, password, stack), limits)
        pages = [reader.read(index) for index in range(count)]
        title = " ".join(str(document.get_metadata_dict().get("Title") or "").split())
    warnings = reader.warnings
    if not any(page.blocks for page in pages):
        if reader.unread:
            raise UnreadableFile("scanned_pdf", file=file, pages=_listed(reader.unread), count=len(reader.unread))
        if any(warning.code == "broken_page" for warning in warnings):
            raise UnreadableFile("damaged_pdf", file=file, found="no readable page")
        raise UnreadableFile("no_text", file=file, format="pdf")
    if reader.unread:
        which = {"pages": _listed(reader.unread), "count": len(reader.unread)}
        if reader.recognised:
            warnings.append(ReadingWarning("ocr_limit", None, {**which, "limit": limits.ocr_pages}))
        else:
            warnings.append(ReadingWarning("scanned_pages", None, which))
    builder = TextBuilder(file, limits)
    ranges = write_pages(builder, pages)
    return SourceDocument(
        file=file,
        sha256=sha256(data).hexdigest(),
        format="pdf",
        text=builder.text(),
        pages=ranges,
        tables=builder.closed_tables(),
        hints=tuple(sorted(builder.hints, key=lambda hint: (hint.start, hint.end))),
        warnings=tuple(warnings),
        title=title or None,
    )


def _listed(numbers: list[int]) -> str:
    """Page numbers, those in a row as from–to."""
    runs = [[n for _, n in run] for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])]
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


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
