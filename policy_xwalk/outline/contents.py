"""Tables of contents: headings that are listed before they come with their text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policy_xwalk.language.flow import Paragraph
from policy_xwalk.outline.numbering import Number

_NUM = "一二三四五六七八九十百零〇\\d"
#: Two chapters in one line are the lines of a table of contents run together.
_SEVERAL = re.compile(rf"第[{_NUM}]{{1,4}}[篇章节][^。]*第[{_NUM}]{{1,4}}[篇章节][^。]*$")
_ALIKE = 6
"""So many characters of a wording make it the same heading, since either place may have lost the rest of its line."""


def contents(paragraphs: Sequence[Paragraph], numbers: Sequence[Number | None]) -> set[int]:
    """The lines of a table of contents without dot leaders: a run of headings that all come again, with their text."""
    heads = [
        number is not None and p.kind == "prose" and (len(p.text) <= 60 or _SEVERAL.match(p.text) is not None)
        for p, number in zip(paragraphs, numbers, strict=True)
    ]
    later: dict[tuple[str, str], list[int]] = {}
    for index, number in enumerate(numbers):
        if number is not None:
            later.setdefault((number.style, number.label), []).append(index)
    listed: set[int] = set()
    run: list[int] = []
    for index, is_head in enumerate([*heads, False]):
        if is_head:
            run.append(index)
            continue
        again = [at for at in run if _comes_again(at, paragraphs, numbers, later)]
        if len(again) >= 5 and len(again) * 4 >= len(run) * 3:
            listed.update(again)
        run.clear()
    return listed


def _comes_again(
    at: int,
    paragraphs: Sequence[Paragraph],
    numbers: Sequence[Number | None],
    later: dict[tuple[str, str], list[int]],
) -> bool:
    text, number = paragraphs[at].text, numbers[at]
    if _SEVERAL.match(text):
        return True
    if number is None:
        return False
    head = text[: number.title_start - paragraphs[at].start + _ALIKE]
    return any(other > at and paragraphs[other].text.startswith(head) for other in later[number.style, number.label])
