"""How much a reader takes from one file: documents may be hostile, and a plan is never this large."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """Upper bounds for one file; beyond each of them the file is an :class:`~policy_xwalk.errors.UnreadableFile`."""

    file_bytes: int = 200_000_000
    unpacked_bytes: int = 300_000_000
    """Sum of all parts of a packed format (DOCX, ODT, OFD, XLSX) or of all files of an archive, as declared and as
    really unpacked."""
    ratio: int = 200
    """Packing ratio allowed beyond ``ratio_from`` unpacked bytes; honest XML reaches 20 to 60."""
    ratio_from: int = 20_000_000
    xml_elements: int = 4_000_000
    """Tags in one XML part of a packed format."""
    line_characters: int = 1_000_000
    text_characters: int = 20_000_000
    pages: int = 5_000
    ocr_pages: int = 300
    """Scanned pages of one file that are recognised; each takes seconds."""
    depth: int = 3_000
    """Elements of a web page within each other."""
    members: int = 5_000
    """Files in an archive, those of archives within it included."""
    archive_depth: int = 3
    """Archives within each other, the outermost counted."""
    convert_seconds: int = 120
    """How long LibreOffice may work on one file of an old format."""


DEFAULT_LIMITS = ReadLimits()
