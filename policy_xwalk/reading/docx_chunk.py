"""Whole files within a Word document (``w:altChunk``, ECMA-376 part 1, 17.17.2): pages, texts, other documents.

Word takes them in when the document is opened; programs that put documents together leave them as they are.
"""

from __future__ import annotations

import posixpath
from dataclasses import replace
from typing import Any

from policy_xwalk.errors import UnreadableFile
from policy_xwalk.reading.document import ReadingWarning, SourceDocument
from policy_xwalk.reading.docx_numbering import W
from policy_xwalk.reading.limits import ReadLimits
from policy_xwalk.reading.package import Package

CHUNK = f"{W}altChunk"
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Chunks:
    """Reads the files that a document holds; one that cannot be read gives a warning."""

    def __init__(self, package: Package, main: str, file: str, limits: ReadLimits) -> None:
        self._package = package
        self._main = main
        self._file = file
        # A document within a document within a document is bounded as archives are.
        self._limits = replace(limits, archive_depth=limits.archive_depth - 1)
        self._read: dict[str, SourceDocument | None] = {}
        self._targets: dict[str, str] | None = None
        self.warnings: list[ReadingWarning] = []

    def read(self, node: Any) -> SourceDocument | None:
        """The file that an ``w:altChunk`` names."""
        name = self._target(node.get(_RELATION_ID, ""))
        if name not in self._read:
            self._read[name] = self._document(name)
        return self._read[name]

    def _document(self, name: str) -> SourceDocument | None:
        from policy_xwalk.reading import read_document_bytes

        data = self._package.read(name) if self._limits.archive_depth > 0 else None
        if data is None:
            self._warn(name, "—")
            return None
        try:
            document = read_document_bytes(data, posixpath.basename(name), limits=self._limits)
        except UnreadableFile as error:
            self._warn(name, error.code)
            return None
        self.warnings += document.warnings
        return document

    def _warn(self, name: str, found: str) -> None:
        self.warnings.append(ReadingWarning("part_not_read", None, {"part": name or "altChunk", "found": found}))

    def _target(self, identifier: str) -> str:
        """Name of the part behind a relation; empty for one outside the file, which is never fetched."""
        if self._targets is None:
            folder, base = posixpath.split(self._main)
            root = self._package.xml(f"{folder}/_rels/{base}.rels")
            self._targets = {
                relation.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))[1:]
                for relation in (root if root is not None else ())
                if isinstance(relation.tag, str) and relation.get("TargetMode") != "External"
            }
        return self._targets.get(identifier, "")
