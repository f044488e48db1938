"""One file a format; every reader returns the same :class:`SourceDocument`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from policy_xwalk.reading.document import SourceDocument
from policy_xwalk.reading.limits import DEFAULT_LIMITS, ReadLimits

if TYPE_CHECKING:
    from policy_xwalk.records import PlanRecords

__all__ = ["ReadLimits", "SourceDocument", "is_framework", "read_document", "read_framework"]


def read_document(path: Path, *, password: str | None = None, limits: ReadLimits = DEFAULT_LIMITS) -> SourceDocument:
    """Read any plan file into text, pages and tables; the format is told from the content, not from the suffix.

    Raises :class:`~policy_xwalk.errors.UnreadableFile` for a file that cannot be read; its code says why.
    """
    from policy_xwalk.errors import UnreadableFile
    from policy_xwalk.reading.detect import detect_format
    from policy_xwalk.reading.files import read_bytes

    data = read_bytes(path, limits)
    file = path.name
    match detect_format(data, file):
        case "txt":
            from policy_xwalk.reading.text import read_text

            return read_text(data, file, limits)
        case "html":
            from policy_xwalk.reading.html import read_html

            return read_html(data, file, limits)
        case "docx":
            from policy_xwalk.reading.docx import read_docx

            return read_docx(data, file, limits)
        case "pdf":
            from policy_xwalk.reading.pdf import read_pdf

            return read_pdf(data, file, limits, password)
        case "encrypted_office":
            raise UnreadableFile("encrypted_office", file=file)
        case "xlsx":
            raise UnreadableFile("framework_only", file=file, found="xlsx")
        case other:
            raise UnreadableFile("unsupported_format", file=file, found=other)


def is_framework(path: Path) -> bool:
    """Whether a file is a plan known only as facts: TOML, CSV or XLSX with one indicator a row."""
    from policy_xwalk.reading.framework import is_framework

    return is_framework(path)


def read_framework(path: Path, *, plan_id: str | None = None) -> PlanRecords:
    """Read a framework into records; raises :class:`~policy_xwalk.errors.BadFramework` where something lacks."""
    from policy_xwalk.reading.framework import read_framework

    return read_framework(path, plan_id=plan_id)
