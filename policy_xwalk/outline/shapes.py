"""Headings without a number, told by their shape: a short line before running text, a name and a colon in a box."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from policy_xwalk.language.flow import Paragraph
from policy_xwalk.language.fold import CJK
from policy_xwalk.outline.numbering import Number, read_ordinal
from policy_xwalk.outline.sections import Section
from policy_xwalk.outline.zones import begins_with_act, gathers, names_part

_PLAIN_HEADING = re.compile(rf"^[{CJK}“”《》（）、，·\w]{{2,32}}$")
_TASK_HEADING = re.compile(rf"^[{CJK}“”（）、，·+A-Za-z]{{4,28}}$")
_NOT_HEADING = re.compile(
    r"年\d{1,2}月|来源|时间：|作者|人民政府$|办公(?:厅|室)$|委员会$|局$|日印发|公开|字号|打印|关闭|分享|：$|^各位代表|[〔\[]20\d\d"
)
_ENDS = re.compile(r"[。！？；][”’）]*$")
#: An item of a box: a bullet or dash if any, a short name, a colon and what is to be done.
_BOX_ITEM = re.compile(
    rf"(?P<mark>[—–-]{{1,2}}|[●■◆▲★□○※·•])?(?P<title>[{CJK}“”《》（）、·+\w]{{2,24}}?)(?P<stop>[：。])(?=.)"
)
_MARKED_ITEM = re.compile(rf"(?P<mark>[—–-]{{1,2}}|[●■◆▲★□○※·•])(?P<title>[{CJK}“”《》（）、·+\w]{{2,30}})[。；]?$")
_NOT_ITEM = re.compile(
    r"^(?:到|至|截至|其中|注|备注|说明|来源|资料来源|责任|牵头|配合|实施|单位)|\d{4}年|责任(?:单位|部门)|(?:如下|包括|为)$"
)


def heads_part(paragraph: Paragraph, following: Paragraph | None, *, before_number: bool) -> bool:
    """A short line that names a part of the plan and leads to text or to a numbered heading."""
    text = paragraph.text
    return (
        len(text) <= 32
        and following is not None
        and (len(following.text) > 45 or following.text.endswith("：") or before_number)
        and _PLAIN_HEADING.match(text) is not None
        and not _NOT_HEADING.search(text)
        and names_part(text)
    )


def unnumbered_headings(paragraphs: Sequence[Paragraph], numbers: Sequence[Number | None]) -> dict[int, bool]:
    """Headings of a document that numbers none: short lines before text; True for one that names a part.

    Before the first line that names a part stand title and masthead, of which only what begins like a task counts.
    """
    if any(number is not None and number.style != "arabic_bracket" for number in numbers):
        return {}
    found: dict[int, bool] = {}
    candidates = [p.kind == "prose" and p.heading is None and _short(p.text) for p in paragraphs]
    for index, paragraph in enumerate(paragraphs[:-1]):
        following = paragraphs[index + 1]
        if not candidates[index] or following.kind != "prose":
            continue
        part = names_part(paragraph.text) and (gathers(paragraph.text) or not begins_with_act(paragraph.text))
        leads = _ENDS.search(following.text) is not None and len(following.text) > len(paragraph.text)
        if part and (leads or candidates[index + 1]):
            found[index] = True
        elif leads and (found or begins_with_act(paragraph.text)):
            found[index] = False
    return found if len(found) >= 3 else {}


def _short(text: str) -> bool:
    return _TASK_HEADING.match(text) is not None and not _NOT_HEADING.search(text) and text.count("，") <= 1


def ordinal_headings(paragraphs: Sequence[Paragraph]) -> dict[int, Number]:
    """一是…, 二是… that stand at the head of paragraphs one after the other: a list of work, not one in a sentence."""
    found = {index: number for index, p in enumerate(paragraphs) if p.kind == "prose" and (number := read_ordinal(p))}
    listed = list(found)
    kept: dict[int, Number] = {}
    for first, second in pairwise(listed):
        if found[first].label != found[second].label and second - first <= 12:
            kept[first], kept[second] = found[first], found[second]
    return kept


def box_item(paragraph: Paragraph, following: Paragraph | None) -> Number | None:
    """An item of a box without a number: a name and a colon, a name behind a bullet, a name above its text."""
    text = paragraph.text
    match = _BOX_ITEM.match(text) or _MARKED_ITEM.match(text)
    if (
        match is not None
        and not _NOT_ITEM.search(match["title"])
        and (match["mark"] or ":" in text or "：" in text[: match.end()])
    ):
        return Number("unnumbered", "", paragraph.start + match.start("title"))
    if (
        following is not None
        and following.kind == "prose"
        and _short(text)
        and len(text) <= 20
        and _ENDS.search(following.text)
        and len(following.text) > len(text)
    ):
        return Number("unnumbered", "", paragraph.start)
    return None


def box_item_beside(paragraph: Paragraph, box: Section) -> Number | None:
    """An item that lost its number among numbered ones: it runs into its text as they do.

    Text that goes on below the box may begin in the same way; it is longer, or begins with what is to be done where
    the items of the box are names.
    """
    match = _BOX_ITEM.match(paragraph.text)
    if match is None or _NOT_ITEM.search(match["title"]):
        return None
    siblings = [child for child in box.children if child.style != "unnumbered"]
    if any(child.untitled or not child.body or child.body[0][0] != child.title_end for child in siblings):
        return None
    if len(paragraph.text) > 2 * max(child.body[-1][1] - child.start for child in siblings):
        return None
    if begins_with_act(match["title"]) and not all(begins_with_act(child.title) for child in siblings):
        return None
    return Number("unnumbered", "", paragraph.start + match.start("title"))
