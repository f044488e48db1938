"""The running text of a plan, range by range, each with the part of the plan and the time that govern it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policy_xwalk.extraction.plantext import PlanText
from policy_xwalk.language.dates import TimeExpression, find_times
from policy_xwalk.outline import Section, Zone
from policy_xwalk.outline.zones import reports_and_aims, zone_of

_BULLET = re.compile(r"[—–-]{2,}|[●■◆▲★□○※·①-⑳]|[一二三四五六七八九十]{1,3}是")
_OPENING = re.compile(r"(?:第[一二三四五]步|[—–-]{2,})?[，：]?")
#: What a paragraph must hold to matter here: a digit, or a word that stands for a number or a relation.
_NUMERIC = re.compile(
    r"[\d一二两三四五六七八九十百]|覆盖|清零|同步|[高低快好优]于|完成|番|半|平均水平|达到国家|控制在|相当|持平|不减|恢复到"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """One range of running text (offsets of what is found in it count within ``text``)."""

    text: str
    start: int
    """Offset of ``text`` in the flow."""
    section: Section | None
    zone: Zone
    lead: tuple[TimeExpression, ...]
    """The time of the heading, or of a paragraph before that governs the passage (到2025年：)."""
    times: tuple[TimeExpression, ...]
    opening: TimeExpression | None
    """A year the passage itself begins with; it may hold for later sentences too (到2025年，…。…。)."""
    mixed: bool = False
    """Whether it stands in a part that both reports and aims (现状与目标)."""


def passages(plan: PlanText) -> Iterator[Passage]:
    """Every range of prose outside tables and headings that may hold a figure."""
    lead: tuple[TimeExpression, ...] = ()
    lead_section: Section | None = None
    headings: dict[int, tuple[TimeExpression, ...]] = {}
    for start, end, section in plan.prose():
        text = plan.flow.text[start:end]
        zone: Zone = section.zone if section else "preamble"
        bullet = _BULLET.match(text) is not None
        times = tuple(find_times(text))
        if section is not lead_section or not (bullet or zone == "background"):
            lead = ()
        if section is not None and id(section) not in headings:
            headings[id(section)] = _heading_times(section)
        opening = _opening(text, times)
        if _NUMERIC.search(text):
            heading = headings[id(section)] if section is not None else ()
            mixed = zone == "background" and _mixed(section)
            yield Passage(text, start, section, zone, lead or heading, times, opening, mixed)
        governing = _governing(text, times, opening)
        if governing is not None and not (bullet and lead):
            lead, lead_section = (governing,), section


def _mixed(section: Section | None) -> bool:
    """Whether the nearest heading that says what its part is for says both (现状与目标)."""
    while section is not None and zone_of(section.title) is None:
        section = section.parent
    return section is not None and reports_and_aims(section.title)


def _governing(text: str, times: tuple[TimeExpression, ...], opening: TimeExpression | None) -> TimeExpression | None:
    """The time that a paragraph sets for the list below it."""
    if text.endswith("："):
        years = [t for t in times if t.role == "year"]
        return years[-1] if years else None
    return opening


def _opening(text: str, times: tuple[TimeExpression, ...]) -> TimeExpression | None:
    """The year a text begins with (到2025年，…; 第一步，到2020年…; “十三五”期间，…)."""
    match = _OPENING.match(text)
    at = match.end() if match else 0
    return times[0] if times and times[0].start <= at and times[0].role in ("year", "as_of") else None


def _heading_times(section: Section) -> tuple[TimeExpression, ...]:
    node: Section | None = section
    while node is not None:
        times = [t for t in find_times(node.title) if t.role in ("year", "now", "as_of")]
        if times and not node.untitled:
            return (times[-1],)
        node = node.parent
    return ()
