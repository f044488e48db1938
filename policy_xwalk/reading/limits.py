"""How much a reader takes from one file: documents may be hostile, and a plan is never this large."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """Upper bounds for one file; beyond each of them the file is an :class:`~policy_xwalk.errors.UnreadableFile`."""

    file_bytes: int = 200_000_000
    unpacked_bytes: int = 300_000_000
    """Sum of all parts of a packed format (DOCX, XLSX), as declared and as really unpacked."""
    ratio: int = 200
    """Packing ratio allowed beyond ``ratio_from`` unpacked bytes; honest XML reaches 20 to 60."""
    ratio_from: int = 20_000_000
    line_characters: int = 1_000_000
    text_characters: int = 20_000_000
    pages: int = 5_000
    depth: int = 3_000
    """Elements of a web page within each other."""


DEFAULT_LIMITS = ReadLimits()
