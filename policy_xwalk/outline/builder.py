"""Builds the tree of sections from the paragraphs of a plan."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from policy_xwalk.language.flow import Paragraph
from policy_xwalk.outline.contents import contents
from policy_xwalk.outline.numbering import Number, count_of, ranks, read_box_number, read_numbers, read_title
from policy_xwalk.outline.sections import HeadingStyle, Outline, Section
from policy_xwalk.outline.shapes import box_item, box_item_beside, heads_part, ordinal_headings, unnumbered_headings
from policy_xwalk.outline.zones import Zone, opens_part, tells_outcome, zone_below

#: What stands below the end of a document: who gets copies, who printed it when, how public it is.
_COLOPHON = re.compile(
    r"抄送|主送：|公开(?:属性|方式)|（此件|信息公开选项|.{2,20}\d{4}年\d{1,2}月\d{1,2}日印发$|共印\d+份|（?联系人|（信息来源|责任编辑|扫一扫|主办单位|版权所有|相关(?:链接"
    r"|文章|附件)"
)
_ADDRESS = re.compile(r"(?:各位代表|同志们)[！!：:，]")


def read_outline(paragraphs: Sequence[Paragraph]) -> Outline:
    """Build the outline of a plan from the paragraphs of its flow."""
    numbers = read_numbers(paragraphs)
    skipped = contents(paragraphs, numbers)
    builder = _Builder(paragraphs, numbers, skipped)
    for index in range(len(paragraphs)):
        if index not in skipped:
            builder.take(index)
    return builder.finish()


class _Builder:
    """Takes paragraphs in order and keeps the stack of open sections."""

    def __init__(self, paragraphs: Sequence[Paragraph], numbers: Sequence[Number | None], skipped: set[int]) -> None:
        self.paragraphs = paragraphs
        self.numbers = numbers
        self.ranks: Mapping[HeadingStyle, int] = ranks(
            [n for i, n in enumerate(numbers) if n is not None and i not in skipped]
        )
        self.unnumbered = unnumbered_headings(paragraphs, numbers)
        self.ordinals = ordinal_headings(paragraphs)
        self.tabled: list[Section] = []
        self.top: list[Section] = []
        self.stack: list[Section] = []
        self.preamble: list[tuple[int, int]] = []
        self.marks: list[tuple[int, Section | None]] = []

    def take(self, index: int) -> None:
        """Open a section with the paragraph at ``index``, or add it to the text of the open one."""
        paragraph = self.paragraphs[index]
        if paragraph.kind == "table":
            self.marks.append((paragraph.start, self.stack[-1] if self.stack else None))
            self.tabled.extend(self.stack[-1:])
            return
        if _COLOPHON.match(paragraph.text) and len(paragraph.text) < 120:
            self.stack.clear()
        if self.stack and _ADDRESS.match(paragraph.text):
            # In a report these words end the list before them.
            del self.stack[1:]
        after = next((i for i in range(index + 1, index + 3) if self._is_prose(i)), None)
        number = self._number(index, after)
        if number is None:
            self._text(paragraph.start, paragraph.end)
        else:
            self._open(paragraph, number, leads_on=after is not None and self._leads_to(number, after))

    def _leads_to(self, number: Number, after: int) -> bool:
        """Whether the next paragraph is text of a heading or begins its parts."""
        following = self.numbers[after] or self.ordinals.get(after)
        if following is None:
            return True
        return following.style != "box" and self.ranks[following.style] > self.ranks[number.style]

    def _is_prose(self, index: int) -> bool:
        return index < len(self.paragraphs) and self.paragraphs[index].kind == "prose"

    def _number(self, index: int, after: int | None) -> Number | None:
        """The number of the heading at ``index``; one with an empty label where the heading shows otherwise."""
        number = self.numbers[index] or self.ordinals.get(index)
        paragraph = self.paragraphs[index]
        if number is not None:
            return number
        if paragraph.heading is not None:
            return Number("marked", "", paragraph.start)
        if index in self.unnumbered:
            return Number("plain" if self.unnumbered[index] else "unnumbered", "", paragraph.start)
        following = self.paragraphs[after] if after is not None else None
        if heads_part(
            paragraph,
            following,
            before_number=after is not None and (self.numbers[after] or self.ordinals.get(after)) is not None,
        ):
            return Number("plain", "", paragraph.start)
        return self._in_box(paragraph, following)

    def _in_box(self, paragraph: Paragraph, following: Paragraph | None) -> Number | None:
        box = self.stack[-1].box if self.stack else None
        if box is None:
            return None
        listed = [c for c in box.children if c.style == "arabic"]
        if number := read_box_number(paragraph, _next(listed)):
            return number
        numbered = [child for child in box.children if child.style != "unnumbered"]
        if numbered:
            return box_item_beside(paragraph, box) if numbered[-1] is self.stack[-1] else None
        return box_item(paragraph, following)

    def _text(self, start: int, end: int) -> None:
        node = self.stack[-1] if self.stack else None
        if node is not None and node.box is not None and node.style != "box" and node.body:
            # An item of a box has its own text already: a further paragraph without number leaves the box.
            self._leave_box(node.box)
            node = self.stack[-1] if self.stack else None
        if node is None:
            self.preamble.append((start, end))
        else:
            node.body.append((start, end))
        self.marks.append((start, node))

    def _leave_box(self, box: Section) -> None:
        while self.stack and self.stack[-1] is not box:
            self.stack.pop()
        if self.stack:
            self.stack.pop()

    def _open(self, paragraph: Paragraph, number: Number, *, leads_on: bool) -> None:
        style = number.style
        rank = self.ranks[style]
        if (
            style == "plain"
            and not opens_part(number.label or paragraph.text)
            and any(n.style == "han" for n in self.stack)
        ):
            # A line without number between （一）, （二） stands beside these, not above 一、二、.
            rank = self.ranks["han_bracket"]
        elif style == "decimal":
            rank += number.label.count(".") - 1
        box = self.stack[-1].box if self.stack else None
        if box is not None and self._outside(box, number):
            self._leave_box(box)
            box = None
        while self.stack and self.stack[-1] is not box and self.stack[-1].rank >= rank:
            self.stack.pop()
        parent = self.stack[-1] if self.stack else None
        title, title_end, body_start, untitled = read_title(paragraph, number, leads_on=leads_on)
        zone = _zone(title, style, parent)
        if style == "box":
            rank = self.ranks["han_bracket"]
        node = Section(style, rank, number.label, title, paragraph.start, title_end, zone, parent, untitled)
        (parent.children if parent else self.top).append(node)
        self.stack.append(node)
        self.marks.append((paragraph.start, node))
        if body_start < paragraph.end:
            node.body.append((body_start, paragraph.end))

    def _outside(self, box: Section, number: Number) -> bool:
        """Whether a heading goes on with what is around the box, and not with the list in it.

        A number belongs to the box where it is next in the list of the box and not next around it; 1. goes on in the
        box in any case, and what is above （一） never stands in one.
        """
        style = number.style
        if style == "unnumbered":
            return False
        count = count_of(number.label)
        if style not in ("han_bracket", "arabic", "arabic_bracket", "circle", "ordinal", "decimal") or count is None:
            return True
        around = box.parent
        while around is not None and around.style != style and self.ranks[around.style] > self.ranks[style]:
            around = around.parent
        if around is not None and around.style == style:
            expected = (count_of(around.label) or 0) + 1
        else:
            expected = _next([c for c in (around.children if around else self.top) if c.style == style])
        inside = _next([c for c in box.children if c.style == style])
        if (
            style == "han_bracket"
            and count == 1
            and not (box.body or box.children or any(box is t for t in self.tabled[-1:]))
        ):
            # A box holds something: directly below its heading begins its own list.
            return False
        if style == "han_bracket":
            return not count == inside != expected
        if expected == 1 and not (around is not None and around.style == style):
            return False
        return count == expected != inside

    def finish(self) -> Outline:
        """The outline of all that was taken."""
        nodes = [node for top in self.top for node in top.walk()]
        for node in reversed(nodes):
            node.end = max([node.title_end, *(end for _, end in node.body), *(child.end for child in node.children)])
        for node in reversed(nodes):
            _settle(node)
        ordered = sorted(self.marks, key=lambda mark: mark[0])
        return Outline(
            tuple(self.top), tuple(self.preamble), tuple(m[0] for m in ordered), tuple(m[1] for m in ordered)
        )


def _next(listed: Sequence[Section]) -> int:
    """The number that comes next in a list."""
    return (count_of(listed[-1].label) or 0) + 1 if listed else 1


def _zone(title: str, style: HeadingStyle, parent: Section | None) -> Zone:
    if style == "attachment" and title == "" and parent is None:
        return "attachment"
    if parent is None:
        return zone_below(title, None, None, in_box=False, deep=False)
    in_box = style == "box" or parent.style == "box"
    return zone_below(title, parent.title, parent.zone, in_box=in_box, deep=parent.rank > 0)


def _settle(node: Section) -> None:
    """A chapter named like a task is background or goal if all its sections are, and among outcomes all are goals."""
    goals = sum(child.zone == "goal" for child in node.children)
    if goals * 2 > len(node.children):
        for child in node.children:
            if child.zone == "task" and tells_outcome(child.title):
                child.zone = "goal"
    if node.zone != "task" or node.style == "box" or not node.children or "任务" in node.title:
        return
    zones = {child.zone for child in node.children}
    if zones <= {"background", "principle", "goal"}:
        node.zone = "goal" if "goal" in zones else ("principle" if "principle" in zones else "background")
