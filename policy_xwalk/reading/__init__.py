"""One file a format; every reader returns the same :class:`SourceDocument`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from policy_xwalk.reading.document import SourceDocument
from policy_xwalk.reading.limits import DEFAULT_LIMITS, ReadLimits

if TYPE_CHECKING:
    from policy_xwalk.records import PlanRecords

__all__ = [
    "ReadLimits",
    "SourceDocument",
    "is_framework",
    "read_document",
    "read_document_bytes",
    "read_framework",
]


def read_document(path: Path, *, password: str | None = None, limits: ReadLimits = DEFAULT_LIMITS) -> SourceDocument:
    """Read any plan file into text, pages and tables; the format is told from the content, not from the suffix.

    Raises :class:`~policy_xwalk.errors.UnreadableFile` for a file that cannot be read; its code says why.
    """
    from policy_xwalk.reading.files import read_bytes

    return read_document_bytes(read_bytes(path, limits), path.name, password=password, limits=limits)


def read_document_bytes(
    data: bytes, name: str, *, password: str | None = None, limits: ReadLimits = DEFAULT_LIMITS
) -> SourceDocument:
    """Read a plan from memory (a member of an archive, an upload); ``name`` is shown in messages.

    Raises :class:`~policy_xwalk.errors.UnreadableFile` as :func:`read_document` does.
    """
    from policy_xwalk.errors import UnreadableFile
    from policy_xwalk.reading.detect import detect_format

    if not data:
        raise UnreadableFile("empty_file", file=name)
    if len(data) > limits.file_bytes:
        raise UnreadableFile("file_too_large", file=name, size=len(data), limit=limits.file_bytes)
    match detect_format(data, name):
        case "txt":
            from policy_xwalk.reading.spreadsheet import read_csv, reads_as_csv
            from policy_xwalk.reading.text import read_text

            return read_csv(data, name, limits) if reads_as_csv(name) else read_text(data, name, limits)
        case "html":
            from policy_xwalk.reading.html import read_html

            return read_html(data, name, limits)
        case "mht":
            from policy_xwalk.reading.mht import read_mht

            return read_mht(data, name, limits)
        case "docx":
            from policy_xwalk.reading.docx import read_docx

            return read_docx(data, name, limits)
        case "odt":
            from policy_xwalk.reading.odt import read_odt

            return read_odt(data, name, limits)
        case "fodt":
            from policy_xwalk.reading.odt import read_flat_odt

            return read_flat_odt(data, name, limits)
        case "ofd":
            from policy_xwalk.reading.ofd import read_ofd

            return read_ofd(data, name, limits)
        case "pdf":
            from policy_xwalk.reading.pdf import read_pdf

            return read_pdf(data, name, limits, password)
        case "xlsx":
            from policy_xwalk.reading.spreadsheet import read_xlsx

            return read_xlsx(data, name, limits)
        case "doc" | "rtf" | "wordml" | "xls" | "ods" | "fods" as old:
            from policy_xwalk.reading.office import read_through_office

            return read_through_office(data, name, old, limits)
        case "zip":
            from policy_xwalk.reading.archive import only_member

            member, content = only_member(data, name, limits)
            return read_document_bytes(content, member, password=password, limits=limits)
        case "encrypted_office":
            raise UnreadableFile("encrypted_office", file=name)
        case other:
            raise UnreadableFile("unsupported_format", file=name, found=other)


def is_framework(path: Path) -> bool:
    """Whether a file is a plan known only as facts: TOML, CSV or XLSX with one indicator a row."""
    from policy_xwalk.reading.framework import is_framework

    return is_framework(path)


def read_framework(path: Path, *, plan_id: str | None = None) -> PlanRecords:
    """Read a framework into records; raises :class:`~policy_xwalk.errors.BadFramework` where something lacks."""
    from policy_xwalk.reading.framework import read_framework

    return read_framework(path, plan_id=plan_id)
