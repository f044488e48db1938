"""Counts that a plan announces, against what stands there: 以下14个方面 and the list below, A、B、C“四大行动”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from policy_xwalk.extraction.remark_numbers import counted, label_of, run_of, stands_in
from policy_xwalk.language.numerals import parse_chinese
from policy_xwalk.outline.sections import Section
from policy_xwalk.records import Attribute, Indicator

if TYPE_CHECKING:
    from policy_xwalk.extraction.plantext import PlanText
    from policy_xwalk.extraction.remarks import Note

_COUNT = r"(?P<count>\d{1,2}|[二两三四五六七八九十]{1,3})"
_NOUN = r"(?:工程|行动|计划|任务|措施|举措|战略|体系|工作|目标|要求|原则|内容|制度|机制|项目)"
_MEASURE = r"(?:个方面|方面|大|项|个|条|类)"
#: A sentence that ends in an announcement: its list stands in the paragraphs below.
_ANNOUNCED = re.compile(
    rf"(?P<these>以下|下列|如下|这)?{_COUNT}(?P<what>{_MEASURE}(?:的)?(?:重点|主要|重大|具体|专项)*{_NOUN}?)(?P<these2>如下)?[：。]?$"
)
_TO_DO = re.compile(
    r"(?:抓好|做好|办好|把握好|把握|突出|聚焦|实施|开展|落实|做到|实现|坚持|推进|完成|部署)(?:了|以下|下列|这)?$"
)
_ORDINAL = re.compile(r"(?:^|[，。；：！])(?P<no>[一二三四五六七八九十]{1,3})(?:是|要)")
#: 重点抓好五个方面： right before 一是…: the list stands in the paragraph itself.
_LEADS_TO_ORDINALS = re.compile(rf"{_COUNT}(?P<what>{_MEASURE}[\u4e00-\u9fff]{{0,8}})[：。]$")
_GREAT = re.compile(r"[大项](?:重点|重大|主要|专项)*(?:工程|行动|计划|任务|战略|体系|攻坚战)")
_COUNT_BEFORE = re.compile(
    r"(?P<open>“)?(?P<count>(?<!\d)\d{1,2}|(?<![一二三四五六七八九十百第])[二三四五六七八九十]{1,3})$"
)
_GLOSS = re.compile(r"”?(?:：|，?(?:即|包括|分别是|分别为)：?)(?P<list>[^。；：\n]+)(?=[。；\n])")
_TITLED = re.compile(
    rf"(?:实施|开展|推进|抓好|打好|落实|做好)[^，。]{{0,12}}?{_COUNT}(?P<what>(?:大|项)(?:重点|重大|主要|专项)*(?P<noun>工程|行动|计划|任务|攻坚战|战略))”?$"
)
_INDICATORS = re.compile(
    r"(?P<count>\d{1,2}|[一二三四五六七八九十]{1,3})(?:项|个)(?P<kind>约束性|预期性)?(?:主要|核心|具体|发展|规划|量化)*指标(?!体系)"
)
#: 约束性指标3项
_INDICATORS_AFTER = re.compile(r"(?P<kind>约束性|预期性)指标(?P<count>\d{1,2}|[一二三四五六七八九十]{1,3})(?:项|个)")
_OPEN = re.compile(r"等(?![级待候同])|……|其他|其它")
_MASKED = re.compile(r"（[^（）]*）|“[^“”]*”|《[^《》]*》")
_VERB = re.compile(
    r"^(?:(?:深入|全面|大力|扎实|持续|积极|加快|统筹|重点|组织|深入|继续|抓好)*(?:实施|开展|展开|推进|推动|打造|打好|落实|抓好)好?)"
)
_ACT_INSIDE = re.compile(
    r"实施|开展|推进|推动|加强|建设好|围绕|通过|依托|按照|根据|针对|面向|聚焦|坚持|纳入|完善|健全|落实|为|对|将|把|在|以"
)
_ALSO = re.compile(r"[和与及并]|以及|或")


def number_of(printed: str) -> int | None:
    """The count a printed number says, in digits or in Chinese."""
    value = int(printed) if printed.isdecimal() else parse_chinese(printed)
    return value if isinstance(value, int) else None


def announced_counts(plan: PlanText, indicators: Sequence[Indicator]) -> Iterator[Note]:
    """Announcements whose count is not that of the list they announce; nothing where the list cannot be counted."""
    text = plan.flow.text
    lists = _lists(plan.outline.sections)
    for section in plan.outline.walk():
        yield from _by_headings(section)
        for start, end in section.body:
            # The list begins behind the line break.
            yield from _by_list_below(text, lists.get(end + 1, ()), start, end)
            if indicators and section.zone != "background" and text.find("指标", start, end) >= 0:
                yield from _of_rows(text, start, end, indicators)
    yield from _by_ordinals(text)
    yield from _by_words(text)


def _by_headings(section: Section) -> Iterator[Note]:
    """三、实施“八大行动” over headings that are such actions each."""
    match = _TITLED.search(section.title) if section.children else None
    if match is None:
        return
    count = number_of(match["count"])
    listed = [
        c for c in section.children if c.style == section.children[0].style and c.style not in ("box", "unnumbered")
    ]
    run = run_of(listed)
    named = sum(match["noun"] in child.title for child in listed)
    if count is None or run is None or run < 2 or run == count or named < 0.8 * run:
        return
    yield "count_differs", section.start, section.title_end, _params(count, run, match["what"], "headings")


def _lists(sections: Sequence[Section]) -> dict[int, Sequence[Section]]:
    """Every list of headings by where its first one begins: it counts from 1 and ends where another begins."""
    lists: dict[int, Sequence[Section]] = {}
    styles = {section.style for section in sections} - {"box", "unnumbered", "plain", "marked"}
    for style in styles:
        listed = [section for section in sections if section.style == style]
        firsts = [index for index, section in enumerate(listed) if counted(section.label) == 1]
        for first, after in pairwise([*firsts, len(listed)]):
            lists[listed[first].start] = listed[first:after]
    for section in sections:
        lists.update(_lists(section.children))
    return lists


def _by_list_below(text: str, listed: Sequence[Section], start: int, end: int) -> Iterator[Note]:
    """重点抓好以下14个方面的工作： at the end of a paragraph, right above numbered headings."""
    sentence = text.rfind("。", start, end - 1) + 1 or start
    match = _ANNOUNCED.search(text[sentence:end]) if listed else None
    if match is None:
        return
    these = match["these"] or match["these2"] or _TO_DO.search(text[sentence : sentence + match.start()])
    if not these and not text[sentence:end].endswith("："):
        return
    count, run = number_of(match["count"]), run_of(listed)
    if count is None or run is None or run < 2 or run == count:
        return
    last = listed[-1]
    if stands_in(label_of(last, run + 1), text[last.start : last.end], last.style):
        # The list goes on inside a paragraph.
        return
    yield "count_differs", sentence, end, _params(count, run, match["what"], "headings")


def _by_ordinals(text: str) -> Iterator[Note]:
    """主要有五个方面：一是…；二是…, in one paragraph."""
    at = -1
    while (at := text.find("一是", at + 1)) > 0:
        match = _LEADS_TO_ORDINALS.search(text, max(0, at - 24), at)
        if match is None:
            continue
        end = text.find("\n", at)
        found = _ordinals(text[at : end if end >= 0 else len(text)])
        count = number_of(match["count"])
        if count is not None and found is not None and found != count:
            yield "count_differs", *_clause(text, match.start(), at), _params(count, found, match["what"], "ordinals")


def _by_words(text: str) -> Iterator[Note]:
    """A、B、C“四大行动”, and 五大工程：A、B、C."""
    for great in _GREAT.finditer(text):
        counted_at = _COUNT_BEFORE.search(text, max(0, great.start() - 4), great.start())
        if counted_at is None:
            continue
        count = number_of(counted_at["count"])
        start, end = counted_at.start(), great.end()
        if glossed := _GLOSS.match(text, end):
            bounds = _items(glossed["list"])
            place = (start, glossed.end())
        else:
            end += text.startswith("”", end)
            bounds = _named_before(text, start, quoted=counted_at["open"] is not None)
            place = (_clause_start(text, start), end)
        if count is not None and bounds is not None and not bounds[0] <= count <= bounds[1]:
            found = bounds[0] if count < bounds[0] else bounds[1]
            yield "count_differs", *place, _params(count, found, great[0], "words")


def _ordinals(text: str) -> int | None:
    """How far 一是…二是… counts in a passage; None where it skips or begins anew (that is another oddity)."""
    last = 0
    for match in _ORDINAL.finditer("。" + text):
        if counted(match["no"]) != last + 1:
            return None
        last += 1
    return last if last > 1 else None


def _items(listed: str) -> tuple[int, int] | None:
    """The least and the most items a list may have: 和 may join two of them or belong to one."""
    plain = _MASKED.sub("", listed).strip("“”：")
    if _OPEN.search(plain) or "，" in plain:
        return None
    parts = plain.split("、")
    if len(parts) < 2 or any(_ALSO.search(part) for part in parts[:-1]):
        return None
    return len(parts), len(parts) + len(_ALSO.findall(parts[-1]))


def _named_before(text: str, end: int, *, quoted: bool) -> tuple[int, int] | None:
    """The list right before 四大行动, where the clause is that list and a verb only, or “A、B、C”四大行动."""
    if not quoted and text[end - 1] == "”":
        opening = text.rfind("“", max(0, end - 200), end)
        return _items(text[opening + 1 : end - 1]) if opening >= 0 else None
    clause = _MASKED.sub(lambda m: "·" * len(m[0]), text[_clause_start(text, end) : end])
    verb = _VERB.match(clause)
    if verb is None:
        return None
    listed = clause[verb.end() :]
    bounds = _items(listed)
    if bounds is None or bounds[0] < 3 or _ACT_INSIDE.search(listed) or listed.endswith("的"):
        return None
    return bounds


_SETS_OUT = re.compile(r"设置|设定|设立|确定|提出|明确|共|表|专栏|以下|如下|分为|包括|其中")


def _of_rows(text: str, start: int, end: int, indicators: Sequence[Indicator]) -> Iterator[Note]:
    """设置20项主要指标 where the table has another number of rows."""
    rows = [row for row in indicators if row.part_of is None or not isinstance(row.part_of, str)]
    if any(row.doubts for row in rows):
        return
    for match in (*_INDICATORS.finditer(text, start, end), *_INDICATORS_AFTER.finditer(text, start, end)):
        sentence = _sentence(text, match.start(), start, end)
        if not _SETS_OUT.search(text, sentence[0], match.start()):
            continue
        kind: Attribute | None = {"约束性": "约束性", "预期性": "预期性"}.get(match["kind"] or "")  # type: ignore[assignment]
        if kind is not None and any(row.attribute is None for row in rows):
            continue
        found = len(rows) if kind is None else sum(row.attribute == kind for row in rows)
        count = number_of(match["count"])
        top = max((row.no for row in rows if row.no is not None), default=found) if kind is None else found
        if count is not None and found > 0 and count not in (found, top):
            yield "count_differs", *sentence, _params(count, found, f"项{match['kind'] or ''}指标", "rows")


def _clause_start(text: str, at: int) -> int:
    """Where the clause begins in which something stands; commas in brackets and quotes do not end it."""
    begin = max(0, at - 200)
    masked = _MASKED.sub(lambda m: "·" * len(m[0]), text[begin:at])
    return begin + max(masked.rfind(stop) for stop in "，。；：\n") + 1


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    return max(text.rfind(stop, max(0, start - 60), start) for stop in "，。；\n") + 1, end


def _sentence(text: str, at: int, start: int, end: int) -> tuple[int, int]:
    first = text.rfind("。", start, at) + 1 or start
    stops = [stop + 1 for mark in "。：" if (stop := text.find(mark, at, end)) >= 0]
    return first, min(stops, default=end)


def _params(announced: int, found: int, what: str, listed: str) -> dict[str, int | float | str | bool | None]:
    return {"announced": announced, "found": found, "what": what, "listed": listed}
