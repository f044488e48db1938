"""Packed Office files: opened within limits, their XML parsed without entities, document types or the network."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Any

from policy_xwalk.errors import UnreadableFile
from policy_xwalk.reading.limits import DEFAULT_LIMITS, ReadLimits

_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError)
_STRICT = (
    b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
)
_MAX_MERGED_PLACES = 500_000


class Package:
    """Parts of a packed file; nothing is unpacked beyond the limits, whatever the archive claims of itself."""

    def __init__(self, data: bytes, file: str, limits: ReadLimits = DEFAULT_LIMITS, *, damaged: str) -> None:
        """Open the archive; ``damaged`` is the code of the error for one that is broken.

        Raises :class:`UnreadableFile`: ``zip_bomb`` where the parts together are over the limits, else ``damaged``.
        """
        self._file = file
        self._limits = limits
        self._damaged = damaged
        self._left = limits.unpacked_bytes
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            total = sum(part.file_size for part in self._archive.infolist())
        except _BROKEN as error:
            raise UnreadableFile(damaged, file=file, found=str(error) or type(error).__name__) from error
        excessive = total > limits.ratio_from and total > limits.ratio * len(data)
        if total > limits.unpacked_bytes or excessive:
            raise UnreadableFile("zip_bomb", file=file, size=total, limit=limits.unpacked_bytes)
        self._names = {part.filename.replace("\\", "/"): part for part in self._archive.infolist()}

    @property
    def encrypted(self) -> bool:
        """Whether parts of the archive are locked with a password."""
        return any(part.flag_bits & 0x1 for part in self._archive.infolist())

    def read(self, name: str) -> bytes | None:
        """Bytes of a part; None where the archive has no such part."""
        part = self._names.get(name)
        if part is None:
            return None
        try:
            with self._archive.open(part) as stream:
                data = stream.read(self._left + 1)
        except _BROKEN as error:
            raise UnreadableFile(self._damaged, file=self._file, found=f"{name}: {error}") from error
        if len(data) > self._left:
            raise UnreadableFile("zip_bomb", file=self._file, size=len(data), limit=self._limits.unpacked_bytes)
        self._left -= len(data)
        return data

    def xml(self, name: str) -> Any | None:
        """Root element of a part (lxml); None where there is no such part.

        Office Open XML forbids document types (ECMA-376 part 2, 8.1.4), so one that declares any is refused unread:
        ``forbidden_xml``.
        """
        data = self.read(name)
        if data is None:
            return None
        # Strict Office Open XML (ISO/IEC 29500) differs from the common one in its names only.
        return safe_xml(data.replace(*_STRICT), self._file, self._limits, damaged=self._damaged, part=name)

    def names(self) -> list[str]:
        """Names of all parts, sorted."""
        return sorted(self._names)


def safe_xml(data: bytes, file: str, limits: ReadLimits, *, damaged: str, part: str = "") -> Any:
    """Root element (lxml) of XML that is parsed without entities, document types and the network.

    Raises :class:`UnreadableFile`: ``forbidden_xml`` for a document type, ``xml_too_large``, else ``damaged``.
    """
    from lxml import etree

    # A tree takes some hundred bytes for an element of four: the count bounds the memory, not the size.
    if (elements := data.count(b"<")) > limits.xml_elements:
        raise UnreadableFile("xml_too_large", file=file, size=elements, limit=limits.xml_elements)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:4096]:
            raise UnreadableFile("forbidden_xml", file=file) from error
        found = f"{part}: {error.msg}" if part else str(error.msg)
        raise UnreadableFile(damaged, file=file, found=found) from error
    if root.getroottree().docinfo.doctype:
        raise UnreadableFile("forbidden_xml", file=file)
    return root


def guard_workbook(data: bytes, file: str, limits: ReadLimits = DEFAULT_LIMITS) -> None:
    """Refuse what openpyxl must not be given, which itself knows no bounds.

    Raises :class:`UnreadableFile`: ``zip_bomb``, ``forbidden_xml``, ``unreadable_file``, and ``xml_too_large`` for
    merged cells over more places than a table has (openpyxl makes an object for each).
    """
    package = Package(data, file, limits, damaged="unreadable_file")
    merged = 0
    for name in package.names():
        if not name.endswith((".xml", ".rels", ".vml")):
            continue
        root = package.xml(name)
        for node in root.iter("{*}mergeCell") if root is not None else ():
            merged += _places(str(node.get("ref") or ""))
            if merged > _MAX_MERGED_PLACES:
                raise UnreadableFile("xml_too_large", file=file, size=merged, limit=_MAX_MERGED_PLACES)


def _places(reference: str) -> int:
    """Number of cells in a range such as ``A1:C4``."""
    match = re.fullmatch(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})", reference)
    if match is None:
        return 1
    columns = abs(_column(match[3]) - _column(match[1])) + 1
    return columns * (abs(int(match[4]) - int(match[2])) + 1)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number
