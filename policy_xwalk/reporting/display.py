"""Values and places of records as short text; every output shows them the same way."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import PurePosixPath, PureWindowsPath

from msgspec import UNSET

from policy_xwalk.language.fold import fold
from policy_xwalk.records import Action, Department, Indicator, Item, Number, Plan, Region, Span, Target, Value
from policy_xwalk.wording import Lang
from policy_xwalk.wording.terms import term

DASH = "—"
_SIGNS = {"=": "", ">=": "≥", "<=": "≤", ">": "＞", "<": "＜", "~": "", "range": ""}
_ABOUT = {"zh": "{}左右", "en": "about {}"}


def number_text(value: Number) -> str:
    """A number in plain digits: no exponent, no trailing zeros, no float noise (25.4, 80, 0.55)."""
    if isinstance(value, int):
        return str(value)
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.10f}".rstrip("0").rstrip(".")


def quantity_text(
    comparator: str | None, value: Number | None, high: Number | None, unit: str | None, lang: Lang
) -> str:
    """Comparator, number and unit as a plan prints them: ≥30平方米, 5%—6%, 500平方米左右; empty without a number."""
    if value is None:
        return ""
    unit = unit or ""
    if high is not None:
        low_unit = unit if unit == "%" else ""
        return f"{number_text(value)}{low_unit}—{number_text(high)}{unit}"
    text = f"{_SIGNS.get(comparator or '=', '')}{number_text(value)}{unit}"
    return _ABOUT[lang].format(text) if comparator == "~" else text


def parenthesis(text: str, lang: Lang) -> str:
    """The text in the brackets of the language; empty stays empty."""
    return term("label", "open", lang) + text + term("label", "close", lang) if text else ""


def value_text(value: Value | None, lang: Lang = "zh") -> str:
    """A table value: what was read, or the printed words where it is not a number; “—” where there is none."""
    if value is None:
        return DASH
    high = value.value_high if value.value_high is not UNSET else None
    text = quantity_text(value.comparator, value.value, high, value.unit, lang)
    if value.qualitative is not UNSET:
        text = value.qualitative
    text = text or value.raw or DASH
    if value.basis is not UNSET and value.basis != "end_of_period":
        text += parenthesis(term("basis", value.basis, lang), lang)
    return text


def target_text(target: Target, lang: Lang = "zh") -> str:
    """The value of a commitment in prose."""
    text = quantity_text(target.comparator, target.value, target.value_high, target.unit, lang)
    if not text and target.qualitative is not UNSET:
        text = target.qualitative
    text = text or target.raw or DASH
    if target.basis is not None and target.basis != "end_of_period":
        text += parenthesis(term("basis", target.basis, lang), lang)
    return text


def readable(quote: str) -> str:
    """A source passage for the eye: private-use glyphs, which no font shows, as what their context says they are.

    A glyph that the context does not explain is shown as □, the sign for a missing character (GB/T 15834).
    """
    if not any(unicodedata.category(character) == "Co" for character in quote):
        return quote
    shown = []
    for source, plain in zip(quote, fold(quote).text, strict=True):
        private = unicodedata.category(source) == "Co"
        shown.append((plain if plain != source else "□") if private else source)
    return "".join(shown)


def item_name(item: Item) -> str:
    """What the item is called."""
    if isinstance(item, Indicator):
        return item.name
    if isinstance(item, Target):
        return f"{item.scope}·{item.subject}" if item.scope and item.scope not in item.subject else item.subject
    return item.title


def item_number(item: Item) -> str:
    """The printed number, empty where there is none."""
    if isinstance(item, Indicator):
        return "" if item.no is None else str(item.no)
    return outline_text(item.number) if isinstance(item, Action) else ""


def outline_text(path: str) -> str:
    """A path of headings as one writes it: 三（一）/1, 专栏2/3."""
    return "/".join(part for part in path.split("/") if part).replace("/（", "（").replace("/(", "（")


def attribute_text(item: Item, lang: Lang) -> str:
    """预期性 or 约束性 of an indicator."""
    return term("attribute", item.attribute, lang) if isinstance(item, Indicator) and item.attribute else ""


def deadline_text(item: Item) -> str:
    """The stated deadline; of a table row the year of its target value."""
    if isinstance(item, Indicator):
        return str(item.target.year) if item.target and item.target.year is not None else ""
    return "" if item.deadline is None else str(item.deadline)


def manner_text(item: Item, lang: Lang) -> str:
    """How firmly a target is promised, with the printed words that loosen it."""
    if not isinstance(item, Target):
        return ""
    hedges = term("label", "comma", lang).join(f"“{hedge}”" for hedge in item.hedges)
    return term("modality", item.modality, lang) + parenthesis(hedges, lang)


def departments_text(departments: Sequence[Department], lang: Lang) -> str:
    """Bodies in charge, each with its role where one is printed."""
    return term("label", "comma", lang).join(
        body.name + parenthesis(term("role", body.role, lang) if body.role else "", lang) for body in departments
    )


def file_name(plan: Plan) -> str:
    """Last part of the file's path, whichever system wrote it."""
    return PureWindowsPath(PurePosixPath(plan.source.file).name).name


def pages_text(spans: Sequence[Span], lang: Lang) -> str:
    """Pages and table rows in which the spans stand; empty where the format has neither."""
    pages = sorted({span.page for span in spans if span.page is not None})
    parts = []
    if pages:
        numbers = str(pages[0]) if len(pages) == 1 else f"{pages[0]}–{pages[-1]}"
        parts.append(term("label", "page", lang).format(numbers))
    for span in spans:
        if span.table is not UNSET and span.row is not UNSET:
            parts.append(term("label", "table_row", lang).format(span.table, span.row))
            break
    return (" " if lang == "en" else "").join(parts)


def place_text(item: Item, plan: Plan, lang: Lang = "zh") -> str:
    """Section and page of an item; for a plan known only as facts, the documents that state them."""
    if plan.form == "framework":
        names: list[str] = []
        if not isinstance(item, Target) and item.sources is not UNSET:
            names = sorted({source for sources in item.sources.values() for source in sources})
        sources = term("label", "comma", lang).join(names)
        return term("label", "sources", lang) + term("label", "colon", lang) + sources if sources else ""
    section = outline_text(item.section or "")
    if isinstance(item, Action):
        section = item.parent or section
    parts = [part for part in (section, pages_text(item.spans, lang)) if part]
    return (", " if lang == "en" else "，").join(parts)


def region_text(region: Region | None) -> str:
    """The region with those above it (甘肃省庆阳市正宁县)."""
    if region is None:
        return ""
    return "".join(region.path) or region.name
