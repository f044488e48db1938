"""The outline of a plan: the tree of its headings and boxes, and what each part of it is for.

Headings are read by their numbering (第一章, 一、, （一）, 1., （1）, ①, 专栏1, 附件), by what the file format marks,
and, where neither is there, by their shape: a short line without a stop before running text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from policy_xwalk.language.flow import Paragraph
from policy_xwalk.language.fold import CJK

Zone = Literal["preamble", "background", "principle", "goal", "task", "safeguard", "attachment"]
HeadingStyle = Literal[
    "part", "chapter", "section", "han", "han_bracket", "arabic", "arabic_bracket", "circle", "box", "plain", "marked"
]

_NUM = "一二三四五六七八九十百零〇"
_STYLES: tuple[tuple[HeadingStyle, int, re.Pattern[str]], ...] = (
    ("part", 0, re.compile(rf"(?P<no>第[{_NUM}\d]{{1,4}}(?:篇|编|部分))[、：: ]?(?=\S|$)")),
    ("chapter", 1, re.compile(rf"(?P<no>第[{_NUM}\d]{{1,4}}章)[、：: ]?")),
    ("section", 2, re.compile(rf"(?P<no>第[{_NUM}\d]{{1,4}}节)[、：: ]?")),
    ("box", 9, re.compile(rf"(?P<no>专栏[{_NUM}\d]{{0,3}}(?:[-—.]\d+)?)[：:、.]?(?=[{CJK}“《]|$)")),
    ("part", 0, re.compile(rf"(?P<no>附[件表][{_NUM}\d]{{0,3}})(?:[：:、.]|$|(?=[{CJK}“《]))")),
    ("han", 3, re.compile(rf"(?P<no>[{_NUM}]{{1,3}})[、.．](?![{_NUM}]{{1,2}}[、是要产])")),
    ("han_bracket", 4, re.compile(rf"（(?P<no>[{_NUM}]{{1,3}})）、?")),
    ("arabic", 5, re.compile(rf"(?P<no>\d{{1,2}})(?:[.、．](?!\d)|[.、．](?=(?:19|20)\d\d年)|(?<=0\d)(?=[{CJK}]))")),
    ("arabic_bracket", 6, re.compile(r"（(?P<no>\d{1,2})）")),
    ("circle", 7, re.compile(r"(?P<no>[①-⑳])")),
)
_RANK: dict[HeadingStyle, int] = {style: rank for style, rank, _ in _STYLES} | {"plain": 2, "marked": 2}

_BACKGROUND = re.compile(
    r"(?:规划|编制|发展|工作|现实|政策|时代|实施|主要|改革)?(?:背景|现状|形势|态势|成就|成效|成绩)(?:及|和|与|、|分析|研判|$|。)"
    r"|(?:发展|工作|现实|建设|前期|主要|良好|实施)(?:的)?(?:基础|条件|环境|现状|成效|成就)(?:及|和|与|、|$|。|不断)"
    r"|^(?:基础|环境|现状)(?:与|和|及)|现状与|面临(?:的)?(?:形势|机遇|挑战|问题|困难|环境)|存在(?:的)?(?:主要)?(?:问题|不足|困难|短板)|(?:工作|发展|实施|情况)(?:回顾"
    r"|总结)$"
    r"|回顾$|^回顾|取得(?:的|了)?(?:显著|重大|积极|新的)?(?:成就|成效|进展|成绩)$|(?:基本|执行|完成)情况$|(?:一年|五年|过去).*(?:来|工作)$|战略态势|国内外形势"
)
_PRINCIPLE = re.compile(
    r"指导(?:思想|方针)|(?:基本|工作|发展|总体|实施|建设)原则|原则$|(?:总体|基本|发展|工作|战略)(?:思路|理念|导向|定位|方针|取向|布局$)|^(?:总体)?(?:思路|定位|要求)$"
    r"|战略(?:意义|方向)|重要意义|总体部署$|总则$|名词解释|术语|^注释$|有关说明$"
)
_GOAL = re.compile(r"目标|预期指标|主要指标|愿景")
_SAFEGUARD = re.compile(
    r"保障措施|保障机制$|^.{0,6}保障$|组织(?:实施|领导)|(?:规划|计划)(?:的)?(?:实施|落实)|保障.{0,8}(?:规划|计划).{0,4}(?:实施|落实|落地)|实施(?:机制|保障)"
    r"|监测评估|督导(?:评估|考核)|加强(?:党的)?(?:组织)?领导$"
)
_REACHED = re.compile(r"取得(?:的|了)?(?:显著|重大|积极|新的|决定性|突破性|实质性|明显)*(?:成就|成效|进展|成绩)$")
_AHEAD = re.compile(r"目标|任务|安排")
_PERIOD = r"(?:“?十[一二三四五六七八九]五”?(?:时期|期间)?|20\d\d年|今年|当前|下一步|今后(?:五|5|一个)[年时]期?)(?:的)?"
_WORK = r"(?:任务|工作|措施|举措|工程|行动|项目|要求|安排|部署|政策|内容|领域|分工|清单|建议|重点)"
_CONTAINER = re.compile(
    rf"^(?:{_PERIOD}(?:及|和|与)?)*(?:政府|经济社会发展)?(?:几项|各项|总体|主要|重点|重大|具体|核心|工作)*{_WORK}(?:[和与及、]?(?:主要|重点|重大"
    rf"|具体)*{_WORK})?$"
    r"|^(?:(?:组织|实施|政策|规划|强化)?保障(?:措施|机制|体系)?|组织实施|总体要求|附则|结束语|有关要求|规划实施|组织领导(?:与|和)?(?:保障措施|实施))$"
)

#: What stands below the end of a document: who gets copies, who printed it when, how public it is.
_COLOPHON = re.compile(
    r"抄送|主送：|公开(?:属性|方式)|（此件|信息公开选项|.{2,20}\d{4}年\d{1,2}月\d{1,2}日印发$|共印\d+份|（?联系人|（信息来源|责任编辑|扫一扫|主办单位|版权所有|相关(?:链接"
    r"|文章|附件)"
)
# A heading that begins with what is to be done is a task, whatever it names.
_ACTS = re.compile(
    r"(?:进一步|更加?|更好|不断|持续|继续|努力|坚定不移)*(?:深化|落实|深入|贯彻|全面|加快|推进|推动|着力|大力|坚决|积极|切实|扎实"
    r"|健全|完善|强化|加强|构建|优化|改善|营造|夯实|筑牢|打造|提升|提高|创新|创造|促进|扩大|巩固|聚焦|聚力|锚定|持续用力|用力"
    r"|以[^，。]{2,12}(?:引领|推动|促进))"
)
#: A short line of this shape opens a part of a report: “十五五”时期的主要目标任务, 2026年重点工作.
_PART_LINE = re.compile(
    r"^(?:“?十[一二三四五六]五”?|20\d\d年|今年|今后).{0,24}(?:工作|任务|目标|安排|要求|部署|考虑|实事|举措|取向|建议)$"
)
_STOP = re.compile(r"[。！？]")
_PLAIN_HEADING = re.compile(rf"^[{CJK}“”《》（）、，·\w]{{2,32}}$")
_NOT_HEADING = re.compile(
    r"年\d{1,2}月|来源|时间：|作者|人民政府$|办公(?:厅|室)$|委员会$|局$|日印发|公开|字号|打印|关闭|分享|：$|^各位代表|[〔\[]20\d\d"
)


@dataclass(slots=True)
class Section:
    """A heading or box and what stands under it.

    ``label`` is the printed number (一, （一）, 1, 专栏3); ``title`` its wording without number and stop. ``start`` and
    ``title_end`` delimit the heading as printed in the flow, ``body`` the ranges of its own text (without the
    sections below it).
    """

    style: HeadingStyle
    rank: int
    label: str
    title: str
    start: int
    title_end: int
    zone: Zone
    parent: Section | None
    untitled: bool = False
    end: int = 0
    body: list[tuple[int, int]] = field(default_factory=list)
    children: list[Section] = field(default_factory=list)

    @property
    def box(self) -> Section | None:
        """The box this section is or stands in."""
        node: Section | None = self
        while node is not None and node.style != "box":
            node = node.parent
        return node

    @property
    def path(self) -> str:
        """Printed numbers from the top (or from the box) down, joined by ``/``."""
        parts: list[str] = []
        node: Section | None = self
        while node is not None:
            parts.append(node.label or node.title)
            if node.style == "box":
                break
            node = node.parent
        return "/".join(reversed(parts))

    @property
    def is_container(self) -> bool:
        """A heading that only gathers others (三、重点任务; 四、保障措施)."""
        return _CONTAINER.search(self.title) is not None and any(c.style != "box" for c in self.children)

    def walk(self) -> Iterator[Section]:
        """This section and all below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Outline:
    """All top sections of a plan, and a quick way from an offset to its section."""

    sections: tuple[Section, ...]
    preamble: tuple[tuple[int, int], ...]
    """Ranges of the text before the first heading."""
    starts: tuple[int, ...]
    owners: tuple[Section | None, ...]

    def walk(self) -> Iterator[Section]:
        """Every section in document order."""
        for section in self.sections:
            yield from section.walk()

    def at(self, offset: int) -> Section | None:
        """The innermost section whose heading or own text holds a flow offset."""
        index = bisect_right(self.starts, offset) - 1
        return self.owners[index] if index >= 0 else None


def zone_of(title: str) -> Zone | None:
    """What a heading says its part is for; None where it says nothing (a task, or the zone of its parent)."""
    acts = _ACTS.match(title) is not None
    if _BACKGROUND.search(title) and not acts:
        return "background"
    if (
        _GOAL.search(title)
        and not acts
        and not re.search(r"目标(?:责任|考核|管理)|(?:落实|分解|强化).*目标|任务|重点工作", title)
    ):
        return "goal"
    if _PRINCIPLE.search(title) and not acts:
        return "principle"
    if _SAFEGUARD.search(title):
        return "safeguard"
    return None


def read_outline(paragraphs: Sequence[Paragraph]) -> Outline:
    """Build the outline of a plan from the paragraphs of its flow."""
    builder = _Builder()
    for index, paragraph in enumerate(paragraphs):
        following = next((p for p in paragraphs[index + 1 : index + 3] if p.kind == "prose"), None)
        builder.take(paragraph, following)
    return builder.finish()


class _Builder:
    """Takes paragraphs in order and keeps the stack of open sections."""

    def __init__(self) -> None:
        self.top: list[Section] = []
        self.stack: list[Section] = []
        self.preamble: list[tuple[int, int]] = []
        self.marks: list[tuple[int, Section | None]] = []

    def take(self, paragraph: Paragraph, following: Paragraph | None) -> None:
        if paragraph.kind == "table":
            self.marks.append((paragraph.start, self.stack[-1] if self.stack else None))
            return
        if _COLOPHON.match(paragraph.text) and len(paragraph.text) < 120:
            self.stack.clear()
        found = _numbered(paragraph)
        leads_on = following is not None and _numbered(following) is None
        if found is None:
            found = self._unnumbered(paragraph, following)
        if found is None:
            self._text(paragraph.start, paragraph.end)
            return
        style, label, title_start = found
        self._open(paragraph, style, label, title_start, leads_on)

    def _text(self, start: int, end: int) -> None:
        if not self.stack:
            self.preamble.append((start, end))
            self.marks.append((start, None))
            return
        node = self.stack[-1]
        if node.parent is not None and node.parent.style == "box" and node.body and node.style == "arabic":
            # An item of a box has its own text already: a further paragraph without number leaves the box.
            self._leave_box(node.parent)
            if not self.stack:
                self.preamble.append((start, end))
                self.marks.append((start, None))
                return
            node = self.stack[-1]
        node.body.append((start, end))
        self.marks.append((start, node))

    def _leave_box(self, box: Section) -> None:
        while self.stack and self.stack[-1] is not box:
            self.stack.pop()
        if self.stack:
            self.stack.pop()

    def _open(self, paragraph: Paragraph, style: HeadingStyle, label: str, title_start: int, leads_on: bool) -> None:
        rank = _RANK[style]
        if (
            style == "plain"
            and not _PART_LINE.match(label or paragraph.text)
            and any(n.style == "han" for n in self.stack)
        ):
            # A line without number between （一）, （二） stands beside these, not above 一、二、.
            rank = _RANK["han_bracket"]
        box = self.stack[-1].box if self.stack else None
        if box is not None and (rank < 5 or style == "box" or self._continues_outside(box, style, label)):
            self._leave_box(box)
            box = None
        while self.stack and self.stack[-1] is not box and self.stack[-1].rank >= rank:
            self.stack.pop()
        parent = self.stack[-1] if self.stack else None
        title, title_end, body_start, untitled = _title(paragraph, title_start, style, leads_on)
        zone = self._zone(title, style, parent)
        node = Section(
            style, 4 if style == "box" else rank, label, title, paragraph.start, title_end, zone, parent, untitled
        )
        (parent.children if parent else self.top).append(node)
        self.stack.append(node)
        self.marks.append((paragraph.start, node))
        if body_start < paragraph.end:
            node.body.append((body_start, paragraph.end))

    def _continues_outside(self, box: Section, style: HeadingStyle, label: str) -> bool:
        """A number that goes on with the list around the box, and not with the list in it."""
        if not label.isdigit():
            return False
        outer = box.parent
        siblings = [c for c in (outer.children if outer else self.top) if c.style == style]
        if outer is not None and outer.style == style and outer.label.isdigit():
            expected_outside = int(outer.label) + 1
        elif siblings and siblings[-1].label.isdigit():
            expected_outside = int(siblings[-1].label) + 1
        else:
            return False
        inside = [c for c in box.children if c.style == style and c.label.isdigit()]
        expected_inside = int(inside[-1].label) + 1 if inside else 1
        return int(label) == expected_outside != expected_inside

    def _zone(self, title: str, style: HeadingStyle, parent: Section | None) -> Zone:
        own = zone_of(title)
        if own == "background" and parent is not None and _REACHED.search(title) and _AHEAD.search(parent.title):
            # Among goals, 取得重大进展 is what is to be reached.
            own = "goal"
        if style == "part" and title == "" and parent is None:
            return "attachment"
        if parent is None:
            return own or "task"
        if parent.style == "box" or style == "box":
            return "safeguard" if parent.zone == "safeguard" else "task"
        if parent.zone in ("background", "principle", "goal"):
            # Under 总体要求 stand guiding thought, principles and goals; each says so itself.
            return own if own in ("background", "principle", "goal") else parent.zone
        if parent.zone == "safeguard" or own == "safeguard":
            return parent.zone if parent.rank > 0 else "safeguard"
        return own or "task"

    def _unnumbered(self, paragraph: Paragraph, following: Paragraph | None) -> tuple[HeadingStyle, str, int] | None:
        text = paragraph.text
        if paragraph.heading is not None:
            return ("marked", "", paragraph.start)
        if (
            len(text) <= 32
            and following is not None
            and (len(following.text) > 45 or following.text.endswith("：") or _numbered(following) is not None)
            and _PLAIN_HEADING.match(text)
            and not _NOT_HEADING.search(text)
            and (zone_of(text) is not None or _CONTAINER.search(text) or _PART_LINE.match(text))
        ):
            return ("plain", "", paragraph.start)
        return None

    def finish(self) -> Outline:
        nodes = [node for top in self.top for node in top.walk()]
        for node in reversed(nodes):
            node.end = max([node.title_end, *(end for _, end in node.body), *(child.end for child in node.children)])
        for node in reversed(nodes):
            _settle(node)
        ordered = sorted(self.marks, key=lambda mark: mark[0])
        return Outline(
            tuple(self.top), tuple(self.preamble), tuple(m[0] for m in ordered), tuple(m[1] for m in ordered)
        )


def _settle(node: Section) -> None:
    """A chapter named like a task is background or goal if all its sections are."""
    if node.zone != "task" or node.style == "box" or not node.children or "任务" in node.title:
        return
    zones = {child.zone for child in node.children}
    if zones <= {"background", "principle", "goal"}:
        node.zone = "goal" if "goal" in zones else ("principle" if "principle" in zones else "background")


def _numbered(paragraph: Paragraph) -> tuple[HeadingStyle, str, int] | None:
    text = paragraph.text
    for style, _rank, pattern in _STYLES:
        if match := pattern.match(text):
            label = match["no"]
            if style in ("han_bracket", "arabic_bracket"):
                label = f"（{label}）"
            elif style == "arabic":
                label = label.lstrip("0") or label
            return style, label, paragraph.start + match.end()
    return None


def _title(paragraph: Paragraph, start: int, style: HeadingStyle, leads_on: bool) -> tuple[str, int, int, bool]:
    """Title, end of the heading as printed, start of the text behind it, and whether there is no printed title.

    A heading that runs into its text ends at its first stop. Where the first sentence is too long for a heading, or is
    the whole paragraph (``leads_on`` is False where no text follows), the item is untitled: its first clause stands
    for a title and belongs to the text.
    """
    text = paragraph.text[start - paragraph.start :]
    stop = _STOP.search(text)
    first, rest = (text, "") if stop is None else (text[: stop.start()], text[stop.end() :].lstrip("”’）"))
    named = style not in ("arabic", "arabic_bracket", "circle")
    if stop is None:
        titled = len(text) <= 60 and (named or leads_on or "，" not in text)
    elif rest or named:
        titled = len(first) <= (45 if rest else 60) and first.count("，") <= 2 and "；" not in first
    else:
        titled = len(first) <= 30 and "，" not in first
    if titled:
        end = start + (len(text) if stop is None else stop.end())
        return first.strip(" ：:"), end, end, False
    clause = re.split(r"[，。；：]", first, maxsplit=1)[0]
    return clause.strip(), start + len(clause), start, True
