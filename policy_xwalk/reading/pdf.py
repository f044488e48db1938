"""PDF: lines as typeset or recognised, tables as tables, page numbers and running heads marked."""

from __future__ import annotations

from contextlib import ExitStack
from hashlib import sha256
from typing import Any

from policy_xwalk.errors import UnreadableFile
from policy_xwalk.reading.builder import TextBuilder
from policy_xwalk.reading.document import ReadingWarning, SourceDocument
from policy_xwalk.reading.limits import DEFAULT_LIMITS, ReadLimits
from policy_xwalk.reading.pdf_fonts import plain_fonts
from policy_xwalk.reading.pdf_layout import write_pages
from policy_xwalk.reading.pdf_page import Drawing, PageReader, Plumber
from policy_xwalk.reading.recognised import Recogniser, listed


def read_pdf(
    data: bytes, file: str, limits: ReadLimits = DEFAULT_LIMITS, password: str | None = None
) -> SourceDocument:
    """Read a PDF. Text comes from pdfium; pdfplumber is asked for rulings pdfium cannot tell.

    Text that nobody sees is left out (warning ``hidden_text_page``), but for the layer of text over a scan
    (``text_layer``). A page without usable text is read as a picture where the extra ``ocr`` is installed (warning
    ``ocr_page``, and ``ocr_uncertain`` for each line to check); else one warning ``scanned_pages`` names them all.
    Raises :class:`UnreadableFile`: ``damaged_pdf``, ``encrypted_pdf``, ``wrong_password``, ``scanned_pdf`` (nothing but
    scans, the extra missing), ``no_text``, ``too_many_pages``.
    """
    with plain_fonts(), ExitStack() as stack:
        document = _open(data, file, password, stack)
        count = len(document)
        if count > limits.pages:
            raise UnreadableFile("too_many_pages", file=file, size=count, limit=limits.pages)
        warnings: list[ReadingWarning] = []
        scans = Recogniser(limits, warnings)
        reader = PageReader(document, Plumber(data, password, stack), Drawing(data, password), scans, warnings)
        pages = [reader.read(index) for index in range(count)]
        title = " ".join(str(document.get_metadata_dict().get("Title") or "").split())
    if not any(page.blocks for page in pages):
        if scans.unread:
            raise UnreadableFile("scanned_pdf", file=file, pages=listed(scans.unread), count=len(scans.unread))
        if any(warning.code == "broken_page" for warning in warnings):
            raise UnreadableFile("damaged_pdf", file=file, found="no readable page")
        raise UnreadableFile("no_text", file=file, format="pdf")
    warnings += scans.missing()
    if reader.layers:
        which = {"pages": listed(reader.layers), "count": len(reader.layers)}
        warnings.append(ReadingWarning("text_layer", None, which))
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
