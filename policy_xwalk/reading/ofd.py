"""OFD, the fixed-layout format of Chinese offices (GB/T 33190-2016): own reading of its zip and XML.

A page is a set of text objects with places; what a person reads as lines and tables is put together from these places,
with the same geometry as for PDF. Lengths in the file are millimetres and become points here.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from policy_xwalk.errors import UnreadableFile
from policy_xwalk.reading.builder import TextBuilder
from policy_xwalk.reading.document import ReadingWarning, SourceDocument
from policy_xwalk.reading.limits import DEFAULT_LIMITS, ReadLimits
from policy_xwalk.reading.ofd_page import OfdPage
from policy_xwalk.reading.package import Package
from policy_xwalk.reading.pdf_layout import PageContent, write_pages

_FEW_CHARACTERS = 10


@dataclass(slots=True)
class _Body:
    """One document of the file: where its pages and templates stand."""

    pages: list[str] = field(default_factory=list)
    templates: dict[str, str] = field(default_factory=dict)
    box: str = ""


def read_ofd(data: bytes, file: str, limits: ReadLimits = DEFAULT_LIMITS) -> SourceDocument:
    """Read an OFD: lines top to bottom, ruled tables as tables, running heads and page numbers marked.

    Raises :class:`UnreadableFile`: ``damaged_ofd``, ``scanned_ofd`` (only pictures), ``zip_bomb``, ``forbidden_xml``,
    ``no_text``, ``too_many_pages``. A page of pictures without text gives the warning ``scanned_page``, one that
    cannot be found ``broken_page``.
    """
    package = Package(data, file, limits, damaged="damaged_ofd")
    root = package.xml("OFD.xml")
    if root is None:
        raise UnreadableFile("damaged_ofd", file=file, found="OFD.xml")
    bodies = list(_bodies(package, root, file))
    count = sum(len(body.pages) for body in bodies)
    if count > limits.pages:
        raise UnreadableFile("too_many_pages", file=file, size=count, limit=limits.pages)
    if not count:
        raise UnreadableFile("damaged_ofd", file=file, found="0 pages")
    pages: list[PageContent] = []
    warnings: list[ReadingWarning] = []
    for body in bodies:
        templates: dict[str, Any | None] = {}
        for place in body.pages:
            number = len(pages) + 1
            content = package.xml(place)
            if content is None:
                warnings.append(ReadingWarning("broken_page", number))
                pages.append(PageContent(number, []))
                continue
            page = OfdPage(content, body.box)
            for template in _templates(content, body, package, templates):
                page.draw(template)
            page.draw(content)
            if len(page.chars) < _FEW_CHARACTERS and page.pictures:
                warnings.append(ReadingWarning("scanned_page", number))
            pages.append(PageContent(number, page.blocks()))
    if not any(page.blocks for page in pages):
        scanned = sum(warning.code == "scanned_page" for warning in warnings)
        raise UnreadableFile("scanned_ofd" if scanned else "no_text", file=file, format="ofd", pages=count)
    builder = TextBuilder(file, limits)
    ranges = write_pages(builder, pages)
    title = next((node.text for node in root.iter("{*}Title") if node.text and node.text.strip()), None)
    return SourceDocument(
        file=file,
        sha256=sha256(data).hexdigest(),
        format="ofd",
        text=builder.text(),
        pages=ranges,
        tables=builder.closed_tables(),
        hints=tuple(builder.hints),
        warnings=tuple(warnings),
        title=" ".join(title.split()) if title else None,
    )


def _bodies(package: Package, root: Any, file: str) -> Iterator[_Body]:
    for node in root.iter("{*}DocRoot"):
        place = _resolved("", node.text)
        document = package.xml(place)
        if document is None:
            raise UnreadableFile("damaged_ofd", file=file, found=place or "DocRoot")
        box = next((box.text or "" for box in document.iter("{*}PhysicalBox")), "")
        templates = {
            template.get("ID", ""): _resolved(place, template.get("BaseLoc"))
            for template in document.iter("{*}TemplatePage")
        }
        pages = document.find("{*}Pages")
        listed = pages.iter("{*}Page") if pages is not None else ()
        yield _Body([_resolved(place, page.get("BaseLoc")) for page in listed], templates, box)


def _templates(content: Any, body: _Body, package: Package, known: dict[str, Any | None]) -> Iterator[Any]:
    """Templates that a page stands on (letterheads, running heads); a template's own templates are not drawn."""
    for node in content.findall("{*}Template"):
        place = body.templates.get(node.get("TemplateID", ""))
        if place is None:
            continue
        if place not in known:
            known[place] = package.xml(place)
        if (template := known[place]) is not None:
            yield template


def _resolved(base: str, location: str | None) -> str:
    """A location in the file: absolute from the root of the package, else relative to the part that names it."""
    text = (location or "").strip().replace("\\", "/")
    joined = text if text.startswith("/") else posixpath.join(posixpath.dirname(base), text)
    return posixpath.normpath("/" + joined).lstrip("/")
