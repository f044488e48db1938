"""Gaps and repeats in the numbering of headings: 一、二、四; 1. 2. 2."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from policy_xwalk.outline.numbering import count_of
from policy_xwalk.outline.sections import HeadingStyle, Section

if TYPE_CHECKING:
    from policy_xwalk.extraction.plantext import PlanText
    from policy_xwalk.extraction.remarks import Note

_COUNTED: frozenset[HeadingStyle] = frozenset(
    {"part", "chapter", "section", "han", "han_bracket", "arabic", "arabic_bracket", "decimal", "box"}
)
_LABEL = re.compile(r"第|专栏|[篇编章节部分条]")
#: A jump over more numbers is another list, or a number that is none.
_WIDEST_GAP = 2
_HAN: tuple[str, ...] = ("", *"一二三四五六七八九")


def odd_numbers(plan: PlanText) -> Iterator[Note]:
    """Headings whose number does not follow the one before, where the missing number stands nowhere between them.

    Numbers that go on over the headings above them (chapters through the parts of a plan) and lists that begin anew
    are in order.
    """
    last: dict[HeadingStyle, int] = {}
    lists: dict[tuple[int, HeadingStyle, str], Section] = {}
    for section in plan.outline.walk():
        style = section.style
        if style not in _COUNTED or not section.label:
            continue
        count = counted(section.label)
        if count is None:
            continue
        # Boxes are counted through the document, whatever they stand under; 2.1 and 3.1 begin lists of their own.
        parent = 0 if style == "box" or section.parent is None else id(section.parent)
        key = (parent, style, section.label.rpartition(".")[0] if style == "decimal" else "")
        before = lists.get(key)
        lists[key] = section
        through, last[style] = last.get(style, 0), count
        if before is None or count in (1, through + 1):
            continue
        previous = counted(before.label) or 0
        if count == previous:
            if section.title != before.title and "-" not in section.label:
                yield "numbering_repeat", section.start, section.title_end, _params(plan, section, before)
        elif previous + 1 < count <= previous + 1 + _WIDEST_GAP:
            missing = [label_of(section, number) for number in range(previous + 1, count)]
            between = _between(plan, before.start, section.start)
            if not any(stands_in(label, between, style) for label in missing):
                params = _params(plan, section, before)
                yield "numbering_gap", section.start, section.title_end, {**params, "missing": "、".join(missing)}


def _params(plan: PlanText, section: Section, before: Section) -> dict[str, int | float | str | bool | None]:
    return {"label": section.label, "previous": plan.flow.text[before.start : min(before.title_end, before.start + 40)]}


def counted(label: str) -> int | None:
    """The count that any printed number stands for: 第三章, 专栏4, （二）, 5."""
    return count_of(_LABEL.sub("", label))


def in_han(number: int) -> str:
    """A number up to 99 in Chinese: 12 is 十二."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else ("十" if tens == 1 else _HAN[tens] + "十")) + _HAN[ones]


def label_of(like: Section, number: int) -> str:
    """The label a heading with another number would have beside ``like``."""
    printed = like.label
    if like.style == "decimal":
        return f"{printed.rpartition('.')[0]}.{number}"
    if re.search(r"\d", printed):
        return re.sub(r"\d+(?!.*\d)", str(number), printed)
    return re.sub(r"[一二三四五六七八九十]+", in_han(number), printed)


def _between(plan: PlanText, start: int, end: int) -> str:
    """Everything the source has between two places of the flow, tables and what the flow leaves out included."""
    flow = plan.flow
    return "".join(plan.folded.text[flow.source_offset(start) : flow.source_offset(end)].split())


def stands_in(label: str, text: str, style: HeadingStyle) -> bool:
    if style == "han":
        return f"{label}、" in text
    if style == "arabic":
        return re.search(rf"(?<!\d)0?{label}(?:[.、．)）]|(?=[\u4e00-\u9fff“]))", text) is not None
    return label in text


def run_of(sections: Sequence[Section]) -> int | None:
    """How many headings stand in one list that counts 1, 2, 3 …; None where it does not count so."""
    counts = [counted(section.label) for section in sections]
    return len(counts) if counts == list(range(1, len(counts) + 1)) else None
