"""OFD, the fixed-layout format of Chinese offices (GB/T 33190-2016): own reading of its zip and XML.

A page is a set of text objects with places; what a person reads as lines and tables is put together from these places,
with the same geometry as for PDF. Lengths in the file are millimetres and become points here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from policy_xwalk.errors import UnreadableFile
from policy_xwalk.reading.builder import TextBuilder
from policy_xwalk.reading.document import ReadingWarning, SourceDocument
from policy_xwalk.reading.limits import DEFAULT_LIMITS, ReadLimits
from policy_xwalk.reading.ocr import OcrPage
from policy_xwalk.reading.ofd_page import OfdPage
from policy_xwalk.reading.ofd_picture import media_files, recognise, resolved
from policy_xwalk.reading.package import Package
from policy_xwalk.reading.pdf_layout import PageContent, last_table, write_pages
from policy_xwalk.reading.recognised import Recogniser, listed
from policy_xwalk.reading.unseen import hidden_text

_FEW_CHARACTERS = 10
_STAMP_CHARACTERS = 60
"""Less than this over a picture of the whole page is what a scanning program prints on it, not the page's text."""
_LOCKS = {"encryptions.xml", "entriesmap.dat", "decryptseed.dat"}
"""Parts that an encrypted file has (GM/T 0099-2020); what they lock can then not be parsed."""


@dataclass(slots=True)
class _Body:
    """One document of the file: where its pages and templates stand."""

    pages: list[str] = field(default_factory=list)
    templates: dict[str, str] = field(default_factory=dict)
    box: str = ""
    media: dict[str, str] = field(default_factory=dict)


def read_ofd(data: bytes, file: str, limits: ReadLimits = DEFAULT_LIMITS) -> SourceDocument:
    """Read an OFD: lines top to bottom, ruled tables as tables, running heads and page numbers marked.

    A page of pictures is recognised as a scanned page of a PDF is, and warned of alike; so are text that is not seen
    (``hidden_text_page``) and text under the picture of a page (``text_layer``). A page that cannot be found gives the
    warning ``broken_page``. Raises :class:`UnreadableFile`: ``damaged_ofd``, ``encrypted_ofd``, ``scanned_ofd`` (only
    pictures, the extra ``ocr`` missing), ``unreadable_pictures``, ``zip_bomb``, ``forbidden_xml``, ``no_text``,
    ``too_many_pages``.
    """
    package = Package(data, file, limits, damaged="damaged_ofd")
    try:
        return _read(package, data, file, limits)
    except UnreadableFile as error:
        locked = any(name.rpartition("/")[2].lower() in _LOCKS for name in package.names())
        if error.code == "damaged_ofd" and (locked or package.encrypted):
            raise UnreadableFile("encrypted_ofd", file=file) from error
        raise


def _read(package: Package, data: bytes, file: str, limits: ReadLimits) -> SourceDocument:
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
    layers: list[int] = []
    scans = Recogniser(limits, warnings)
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
            hidden, layer = page.settle()
            warnings += hidden_text(hidden, number)
            if _is_scan(page):
                look = _look(page, package, {**body.media, **media_files(package, place, content)})
                pages.append(scans.page(number, look, last_table(pages[-1]) if pages else None))
                continue
            if layer:
                layers.append(number)
            pages.append(PageContent(number, page.blocks()))
    if not any(page.blocks for page in pages):
        if scans.unread:
            raise UnreadableFile("scanned_ofd", file=file, pages=count)
        if any(warning.code == "scanned_page" for warning in warnings):
            raise UnreadableFile("unreadable_pictures", file=file, pages=count)
        raise UnreadableFile("no_text", file=file, format="ofd")
    warnings += scans.missing()
    if layers:
        warnings.append(ReadingWarning("text_layer", None, {"pages": listed(layers), "count": len(layers)}))
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


def _is_scan(page: OfdPage) -> bool:
    count = sum(not char.text.isspace() for char in page.chars)
    if count < _FEW_CHARACTERS:
        return bool(page.pictures)
    return count < _STAMP_CHARACTERS and page.covered > 0.8


def _look(page: OfdPage, package: Package, media: dict[str, str]) -> Callable[[], OcrPage]:
    return lambda: recognise(page, lambda resource: package.read(media.get(resource, "")))


def _bodies(package: Package, root: Any, file: str) -> Iterator[_Body]:
    for node in root.iter("{*}DocRoot"):
        place = resolved("", node.text)
        document = package.xml(place)
        if document is None:
            raise UnreadableFile("damaged_ofd", file=file, found=place or "DocRoot")
        box = next((box.text or "" for box in document.iter("{*}PhysicalBox")), "")
        templates = {
            template.get("ID", ""): resolved(place, template.get("BaseLoc"))
            for template in document.iter("{*}TemplatePage")
        }
        pages = document.find("{*}Pages")
        named = pages.iter("{*}Page") if pages is not None else ()
        places = [resolved(place, page.get("BaseLoc")) for page in named]
        yield _Body(places, templates, box, media_files(package, place, document))


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
