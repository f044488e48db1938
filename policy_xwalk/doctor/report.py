"""An examination as lines of text, and the pieces of wording that the page shares with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policy_xwalk.doctor.examine import Examination, GlyphSeen, HeadingSeen, Place, TableSeen
from policy_xwalk.reading.document import ReadingWarning, SourceDocument
from policy_xwalk.wording import Lang, error_message, warning_message
from policy_xwalk.wording.doctor import kind_name, label, problem_text, zone_name
from policy_xwalk.wording.errors import FORMATS

_PLACES_SHOWN = 12
_RECOGNISED = {"ocr_page"}
_NOT_READ = {"scanned_page", "scanned_pages", "ocr_limit", "broken_page"}


def as_text(examination: Examination, lang: Lang) -> str:
    """The whole report of one file."""
    colon = "：" if lang == "zh" else ": "
    lines = [printable(examination.file)]
    for name, value in facts(examination, lang):
        lines.append(f"  {name}{colon}{value}")
    if examination.tables:
        lines.append(f"  {label('tables', lang)}{colon}{len(examination.tables)}")
        lines += [f"    {table_line(table, lang)}" for table in examination.tables]
    if examination.headings:
        lines.append(f"  {label('outline', lang)}{colon}{len(examination.headings)}")
        lines += [f"    {'  ' * heading.depth}{heading_line(heading, lang)}" for heading in examination.headings]
    notes = problems(examination, lang)
    if examination.error is not None:
        lines.append(f"  {label('unusable', lang)}{colon}{error_message(examination.error, lang)}")
    if notes:
        lines.append(f"  {label('problems', lang)}{colon}{len(notes)}")
        lines += [f"    ! {note}" for note in notes]
    elif examination.error is None:
        lines.append(f"  {label('problems', lang)}{colon}{label('no_problems', lang)}")
    return "\n".join(lines)


def facts(examination: Examination, lang: Lang) -> Iterator[tuple[str, str]]:
    """Name and value of what is known of the file as a whole."""
    document, records = examination.document, examination.records
    if document is not None:
        shown = FORMATS[document.format][lang] if document.format in FORMATS else document.format
        yield label("format", lang), shown
        if document.pages:
            yield label("pages", lang), page_text(document, lang)
        if document.encoding:
            yield label("encoding", lang), document.encoding
        yield label("characters", lang), f"{len(document.text):,}"
    elif records is not None:
        yield label("format", lang), label("framework", lang)
    if records is not None:
        yield label("plan", lang), printable(records.plan.title or label("unknown", lang))
        yield label("records", lang), counts(examination, lang)
    if examination.glyphs:
        yield (
            label("glyphs", lang),
            ("；" if lang == "zh" else "; ").join(glyph_text(g, lang) for g in examination.glyphs),
        )


def page_text(document: SourceDocument, lang: Lang) -> str:
    """How many pages there are, which of them were recognised from a picture, and which not read at all."""
    said = [str(len(document.pages))]
    for code, codes in (("recognised", _RECOGNISED), ("not_read", _NOT_READ)):
        pages = [
            Place(page, 0) for warning in document.warnings if warning.code in codes for page in _pages_of(warning)
        ]
        if pages:
            said.append(label(code, lang, pages=where(pages, lang)))
    return ("，" if lang == "zh" else ", ").join(said)


def _pages_of(warning: ReadingWarning) -> list[int]:
    """The pages a warning is about: one, or a list of pages and runs of pages (3, 5-9)."""
    if warning.page is not None:
        return [warning.page]
    pages: list[int] = []
    given = warning.params.get("pages", "")
    text = " ".join(map(str, given)) if isinstance(given, list | tuple) else str(given)
    for match in re.finditer(r"(\d{1,6})(?:\s*[-–—]\s*(\d{1,6}))?", text):
        first = int(match[1])
        pages += range(first, min(int(match[2] or first), first + 9_999) + 1)
    return pages


def glyph_text(glyph: GlyphSeen, lang: Lang) -> str:
    """Code, number, what it was read as, and where an unknown one stands."""
    if glyph.read_as is None:
        return f"{glyph.code} ×{glyph.count} ({label('unexplained', lang)}, {where(glyph.places, lang)})"
    return f"{glyph.code} ×{glyph.count} ({label('read_as', lang, plain=glyph.read_as)})"


def counts(examination: Examination, lang: Lang) -> str:
    """How many records of each kind there are."""
    records = examination.records
    if records is None:
        return label("none", lang)
    numbers = {
        "indicator": len(records.indicators),
        "target": len(records.targets),
        "status": len(records.status),
        "action": len(records.actions),
        "box": len(records.boxes),
    }
    pairs = [label("count", lang, name=kind_name(kind, lang), count=count) for kind, count in numbers.items()]
    return ("，" if lang == "zh" else ", ").join(pairs)


def problems(examination: Examination, lang: Lang) -> list[str]:
    """Every warning of the reader and every doubt of the examination, in that order."""
    document = examination.document
    notes = [warning_message(warning, examination.file, lang) for warning in document.warnings] if document else []
    notes += [problem_text(p.code, p.params, where(p.places, lang), lang) for p in examination.problems]
    return list(dict.fromkeys(printable(note) for note in notes))


def table_line(table: TableSeen, lang: Lang) -> str:
    """Number, place, size and kind of a table."""
    if table.columns is None:
        size = label("rows_only", lang, rows=table.rows)
    else:
        size = label("size", lang, rows=table.rows, columns=table.columns)
    kind = label("indicator_table" if table.indicator else "other_table", lang)
    pieces = [label("table", lang, number=table.number), _span(table.first, table.last, lang), size, kind]
    separator = "，" if lang == "zh" else ", "
    title = f"{'：' if lang == 'zh' else ': '}{printable(table.title)}" if table.title else ""
    return separator.join(pieces) + title


def heading_line(heading: HeadingSeen, lang: Lang) -> str:
    """A heading with what its part is for and where it stands."""
    title = printable(f"{heading.label} {heading.title}".strip())
    return f"{title} [{zone_name(heading.zone, lang)}, {where((heading.place,), lang)}]"


def where(places: Sequence[Place], lang: Lang) -> str:
    """Pages where the format has them, else lines; each once, runs of pages drawn together."""
    separator = "、" if lang == "zh" else ", "
    pages = sorted({place.page for place in places if place.page is not None})
    if pages:
        runs: list[tuple[int, int]] = []
        for page in pages:
            if runs and runs[-1][1] == page - 1:
                runs[-1] = (runs[-1][0], page)
            else:
                runs.append((page, page))
        shown = [_pages(first, last, lang) for first, last in runs]
    else:
        shown = [label("line", lang, line=line) for line in sorted({place.line for place in places})]
    more = " …" if len(shown) > _PLACES_SHOWN else ""
    return separator.join(shown[:_PLACES_SHOWN]) + more


def printable(text: str) -> str:
    """One line without control characters, which a hostile file could send to the terminal."""
    return "".join(character for character in " ".join(text.split()) if character.isprintable())


def _span(first: Place, last: Place, lang: Lang) -> str:
    if first.page is not None and last.page is not None:
        return _pages(first.page, last.page, lang)
    return where((first,), lang)


def _pages(first: int, last: int, lang: Lang) -> str:
    if first == last:
        return label("page", lang, page=first)
    return label("page_range", lang, first=first, last=last)
