"""The page of an official document after GB/T 9704-2012: paper, margins, fonts, headings and page numbers.

The standard's figures: A4; top margin 37 mm and binding margin 28 mm; the type area is 156 × 225 mm, hence 26 mm to the
right and 35 mm below; 22 lines a page; body 3号 仿宋, title 2号 小标宋, first headings 3号 黑体, second 3号 楷体; page
numbers 4号 宋体 between dashes, 7 mm below the type area, to the right on odd pages and to the left on even ones.
Fonts stand by name with the names to take in their place where they are not installed (``w:altName``).
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import quoteattr

from policy_xwalk.wording import Lang

PAPER = (210.0, 297.0)
"""Millimetres."""
TOP, BOTTOM, LEFT, RIGHT = 37.0, 35.0, 28.0, 26.0
TYPE_WIDTH = PAPER[0] - LEFT - RIGHT
LANDSCAPE_WIDTH = PAPER[1] - TOP - BOTTOM
FOOTER = 24.5
"""From the lower edge of the paper, so that the dashes stand 7 mm below the type area."""
LANDSCAPE_FOOTER = 14.0
_EPOCH = (1980, 1, 1, 0, 0, 0)

SONG, FANGSONG, KAI, HEI, TITLE = "宋体", "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体"
LATIN = "Times New Roman"
_FALLBACKS: dict[str, tuple[str, ...]] = {
    FANGSONG: ("仿宋", "FangSong", "STFangsong", "方正仿宋_GBK", "FandolFang"),
    KAI: ("楷体", "KaiTi", "STKaiti", "方正楷体_GBK", "FandolKai"),
    TITLE: ("方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "华文中宋", "STZhongsong", "宋体"),
    HEI: ("SimHei", "STHeiti", "Noto Sans CJK SC", "Source Han Sans SC"),
    SONG: ("SimSun", "STSong", "Noto Serif CJK SC", "Source Han Serif SC"),
}


@dataclass(frozen=True, slots=True)
class Sizes:
    """Points: body, title, page number, and the exact pitch of the lines of body and title."""

    body: float
    title: float
    number: float
    pitch: float
    title_pitch: float
    spacing: float
    """Between characters, so that 28 of them fill a line."""


SIZES: dict[Lang, Sizes] = {
    "zh": Sizes(16, 22, 14, 28.9, 36, -0.2),
    "en": Sizes(12, 18, 12, 20, 26, 0),
}
"""3号, 2号, 4号; 225 mm are 22 lines of 28.9 points. English is set smaller on the same page."""


def new_document(lang: Lang) -> Any:
    """An empty document with page, styles, fonts and page numbers."""
    import docx

    document = docx.Document()
    for paragraph in list(document.element.body):
        if paragraph.tag.endswith("}p"):
            document.element.body.remove(paragraph)
    _defaults(document, lang)
    _styles(document, lang)
    _fonts(document)
    _page(document.sections[0])
    _numbers(document, lang)
    return document


def landscape_section(document: Any) -> None:
    """Go on with pages on their side, their head towards the binding edge; page numbers run on."""
    from docx.enum.section import WD_ORIENT, WD_SECTION
    from docx.shared import Mm

    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(PAPER[1]), Mm(PAPER[0])
    section.top_margin, section.bottom_margin = Mm(LEFT), Mm(RIGHT)
    section.left_margin, section.right_margin = Mm(BOTTOM), Mm(TOP)
    section.footer_distance = Mm(LANDSCAPE_FOOTER)


def portrait_section(document: Any) -> None:
    """Go on with upright pages."""
    from docx.enum.section import WD_SECTION

    _page(document.add_section(WD_SECTION.NEW_PAGE))


def document_bytes(document: Any) -> bytes:
    """The file, with fixed times in the archive."""
    made = io.BytesIO()
    document.save(made)
    fixed = io.BytesIO()
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, source.read(name))
    return fixed.getvalue()


def _page(section: Any) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(PAPER[0]), Mm(PAPER[1])
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.header_distance, section.footer_distance = Mm(15), Mm(FOOTER)
    section.gutter = 0


def _defaults(document: Any, lang: Lang) -> None:
    """Fonts and language that hold where a style says nothing; no colours or fonts of a theme."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for child in list(defaults):
        defaults.remove(child)
    fonts = OxmlElement("w:rFonts")
    for attribute, name in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", FANGSONG)):
        fonts.set(qn(f"w:{attribute}"), name)
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), "en-US")
    spoken.set(qn("w:eastAsia"), "zh-CN")
    defaults.append(fonts)
    defaults.append(spoken)


def _styles(document: Any, lang: Lang) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
    from docx.shared import Pt

    sizes, styles = SIZES[lang], document.styles
    made = [
        ("Table Text", SONG),
        ("Table Head", HEI),
        ("Caption Line", HEI),
        ("Annex Mark", HEI),
        ("Plain Line", FANGSONG),
    ]
    for name, _ in made:
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    for name, font, size, bold in (
        ("Normal", FANGSONG, sizes.body, False),
        ("Title", TITLE, sizes.title, lang == "en"),
        ("Heading 1", HEI, sizes.body, lang == "en"),
        ("Heading 2", KAI, sizes.body, lang == "en"),
        ("Heading 3", FANGSONG, sizes.body, True),
        ("Table Text", SONG, 12 if lang == "zh" else 10, False),
        ("Table Head", HEI, 12 if lang == "zh" else 10, lang == "en"),
        ("Caption Line", HEI, 14 if lang == "zh" else 11, lang == "en"),
        ("Annex Mark", HEI, sizes.body, lang == "en"),
        ("Plain Line", FANGSONG, sizes.body, False),
        ("Footer", SONG, sizes.number, False),
    ):
        style = styles[name]
        _set_font(style.element, font, size, bold)
        form = style.paragraph_format
        form.space_before = form.space_after = Pt(0)
        form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        form.line_spacing = Pt(sizes.pitch)
        if name.startswith("Table"):
            form.line_spacing_rule = WD_LINE_SPACING.SINGLE
        if name in ("Title", "Caption Line", "Table Head"):
            form.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif name == "Normal":
            form.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            form.widow_control = True
        elif name in ("Table Text", "Annex Mark", "Plain Line"):
            form.alignment = WD_ALIGN_PARAGRAPH.LEFT
        indented = name in ("Normal", "Heading 1", "Heading 2", "Heading 3")
        _indent(style.element, 200 if indented else 0, sizes.body * 2 if indented else 0)
        if name.startswith("Heading") or name in ("Title", "Caption Line", "Annex Mark"):
            form.keep_with_next = True
        if name in ("Normal", "Heading 1", "Heading 2", "Heading 3") and sizes.spacing:
            _spacing(style.element, sizes.spacing)
    styles["Title"].paragraph_format.line_spacing = Pt(sizes.title_pitch)
    styles["Footer"].paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE


def _set_font(element: Any, font: str, size: float, bold: bool) -> None:
    """Fonts, size and weight of a style; borders, colours and fonts of the template's theme go."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph, run = element.get_or_add_pPr(), element.get_or_add_rPr()
    for child in list(run):
        run.remove(child)
    for child in list(paragraph):
        if child.tag in {qn("w:pBdr"), qn("w:tabs"), qn("w:contextualSpacing"), qn("w:ind"), qn("w:spacing")}:
            paragraph.remove(child)
    fonts = OxmlElement("w:rFonts")
    for attribute, name in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", font)):
        fonts.set(qn(f"w:{attribute}"), name)
    run.append(fonts)
    for tag in ("w:b", "w:bCs"):
        weight = OxmlElement(tag)
        weight.set(qn("w:val"), "1" if bold else "0")
        run.append(weight)
    for tag, value in (
        ("w:color", "000000"),
        ("w:kern", "2"),
        ("w:sz", f"{size * 2:.0f}"),
        ("w:szCs", f"{size * 2:.0f}"),
    ):
        child = OxmlElement(tag)
        child.set(qn("w:val"), value)
        run.append(child)


def _spacing(element: Any, points: float) -> None:
    """Space between characters, before the size as the schema orders them."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run = element.get_or_add_rPr()
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), f"{points * 20:.0f}")
    run.find(qn("w:color")).addnext(spacing)


def _indent(element: Any, characters: int, points: float) -> None:
    """First-line indent in hundredths of a character, with points for programs that do not count characters."""
    from docx.oxml.ns import qn

    indent = element.get_or_add_pPr().get_or_add_ind()
    indent.set(qn("w:firstLineChars"), str(characters))
    indent.set(qn("w:firstLine"), f"{points * 20:.0f}")


def _fonts(document: Any) -> None:
    """The font table, with the names that may stand in for each font."""
    entries = []
    for name, others in _FALLBACKS.items():
        family = "swiss" if name == HEI else "roman" if name in (SONG, TITLE) else "modern"
        entries.append(
            f"<w:font w:name={quoteattr(name)}><w:altName w:val={quoteattr(','.join(others))}/>"
            f'<w:charset w:val="86"/><w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
        )
    entries.append(
        f'<w:font w:name={quoteattr(LATIN)}><w:altName w:val="Liberation Serif,Tinos,Times"/>'
        '<w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>'
    )
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:fonts xmlns:w="{namespace}">' + "".join(entries) + "</w:fonts>"
    )
    for part in document.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            part._blob = xml.encode()


def _numbers(document: Any, lang: Lang) -> None:
    """Page numbers between dashes, outside: right on odd pages, left on even ones, one character in."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document.settings.odd_and_even_pages_header_footer = True
    section, size = document.sections[0], SIZES[lang].number
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.style = document.styles["Footer"]
        paragraph.alignment = side
        if side == WD_ALIGN_PARAGRAPH.RIGHT:
            paragraph.paragraph_format.right_indent = Pt(size)
        else:
            paragraph.paragraph_format.left_indent = Pt(size)
        paragraph.add_run("— ")
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        run = OxmlElement("w:r")
        shown = OxmlElement("w:t")
        shown.text = "1"
        run.append(shown)
        field.append(run)
        paragraph._p.append(field)
        paragraph.add_run(" —")
