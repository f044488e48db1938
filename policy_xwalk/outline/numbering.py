"""How headings are numbered, in which order the numberings nest, and where a heading ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from policy_xwalk.language.flow import HAN_COUNT, Paragraph
from policy_xwalk.language.fold import CJK
from policy_xwalk.outline.sections import HeadingStyle
from policy_xwalk.outline.zones import begins_with_act

_NUM = "一二三四五六七八九十百零〇"
#: What a title counts: 六大工程, 十项重点任务, 三年行动. The blank between the number of a box and its title is closed.
_COUNTED = (
    r"(?:大(?=重[点大]|主要|核心|关键|专项|[^，。；]{0,6}(?:工程|行动|计划|任务|体系|举措|战略|项目))(?!气|数据|型|学|健康|宗|中|众)"
    r"|(?:项(?!目)|个(?![人体性])|类(?![别型])|年(?!度))(?=[^，。；]{0,12}(?:工程|行动|计划|任务|举措|措施|工作|项目|实事|制度|机制|服务)))"
)
_STYLES: tuple[tuple[HeadingStyle, re.Pattern[str]], ...] = (
    ("part", re.compile(rf"(?P<no>第[{_NUM}\d]{{1,4}}(?:篇|编|部分))[、：: ]?(?=\S|$)")),
    ("chapter", re.compile(rf"(?P<no>第[{_NUM}\d]{{1,4}}章)[、：: ]?")),
    ("section", re.compile(rf"(?P<no>第[{_NUM}\d]{{1,4}}节)[、：: ]?")),
    (
        "box",
        re.compile(
            rf"(?P<no>专栏(?:{HAN_COUNT}(?={HAN_COUNT}{_COUNTED})|(?={HAN_COUNT}{_COUNTED})|[一二]〇|{HAN_COUNT}|\d{{1,3}})?"
            rf"(?:[-—.]\d+)?)(?:[：:、.]?(?=[{CJK}“《]|$)|[：:、.]? ?(?=\d{{1,2}}{_COUNTED}))"
        ),
    ),
    ("attachment", re.compile(rf"(?P<no>附[件表][{_NUM}\d]{{0,3}})(?:[：:、.]|$|(?=[{CJK}“《]))")),
    ("han", re.compile(rf"(?P<no>{HAN_COUNT})[、.．](?![{_NUM}]{{1,2}}[、是要产])")),
    ("han_bracket", re.compile(rf"（(?P<no>{HAN_COUNT})）、?")),
    (
        "decimal",
        re.compile(
            rf"(?P<no>\d{{1,2}}(?:[.．]\d{{1,2}}){{1,3}})[.、．]?(?=[{CJK}“《])(?![万亿千百个元米公平吨亩倍度年人立])"
        ),
    ),
    ("arabic", re.compile(r"(?P<no>\d{1,2})(?:[.、．](?!\d)|[.、．](?=(?:19|20)\d\d年)|(?<=0\d)(?=[" + CJK + "]))")),
    ("arabic_bracket", re.compile(r"（(?P<no>\d{1,2})）")),
    ("circle", re.compile(r"(?P<no>[①-⑳])")),
)
#: The usual order from the whole to the parts; the numbering of the document may say otherwise (:func:`ranks`).
USUAL: dict[HeadingStyle, int] = {
    "part": 0,
    "attachment": 0,
    "chapter": 10,
    "section": 20,
    "plain": 20,
    "marked": 20,
    "han": 30,
    "han_bracket": 40,
    "box": 80,
    "unnumbered": 45,
    "arabic": 50,
    "decimal": 55,
    "arabic_bracket": 60,
    "ordinal": 65,
    "circle": 70,
}
_MOVABLE: tuple[HeadingStyle, ...] = ("han", "han_bracket", "arabic", "arabic_bracket", "circle")
_ABOVE: frozenset[HeadingStyle] = frozenset({"part", "attachment", "chapter", "section"})

_ORDINAL = re.compile(rf"(?P<no>{HAN_COUNT}是)[：:]?(?=[{CJK}“])")
#: An item of a box whose number stands before a blank that the flow has closed (1 普惠性幼儿园), or is of the box
#: itself (专栏4: 4-1, 4-2).
_BARE = re.compile(rf"(?P<no>\d{{1,2}})(?=[{CJK}“])")
_BOX_PART = re.compile(rf"(?P<no>\d{{1,2}}[-—–]\d{{1,2}})[.、．]?(?=[{CJK}“])")
_STOP = re.compile(r"[。！？]")
_COLON = re.compile(r"[^，。；：！？\d]{2,20}：.")
_NAME_STOP = re.compile(r"[：。！？]")
#: Where a sentence begins that an extraction ran into the heading above it: 稳定粮食生产能力|严格执行基本农田保护制度.
_SENTENCE = re.compile(
    r"(?<![和与及、的是，])(?:严格|加快|通过|(?<![需主重必纲])要(?!素|求|点|害|件)|积极|组织实施|继续|进一步|坚持|根据|(?<![存潜内现所])在|打破|更好地|确立"
    r"|依法|充分|巩固|按照|着力|强化|鼓励|抓住|保持|引进|切实|大力|努力|逐步)"
)
_TWICE = re.compile(r"([一-鿿]{3,})(?=\1)")
#: A line that is more than a name in a list: it has clauses or figures, or is closed by a semicolon.
_SAYS_WHAT = re.compile(r"，|\d+(?:\.\d+)?[%个所座处家名人万亿]|；$")
_HAN = "一二三四五六七八九"
#: Styles whose headings have a title of their own, however long; the others may number whole sentences.
_NAMED: frozenset[HeadingStyle] = frozenset(
    {
        "part",
        "attachment",
        "chapter",
        "section",
        "han",
        "han_bracket",
        "box",
        "plain",
        "marked",
        "unnumbered",
        "decimal",
    }
)


@dataclass(frozen=True, slots=True)
class Number:
    """The printed number of a heading; ``title_start`` is where its wording begins in the flow."""

    style: HeadingStyle
    label: str
    title_start: int


def read_number(paragraph: Paragraph) -> Number | None:
    """The number with which a paragraph begins."""
    for style, pattern in _STYLES:
        if match := pattern.match(paragraph.text):
            label = match["no"]
            if style in ("han_bracket", "arabic_bracket"):
                label = f"（{label}）"
            return Number(style, label, paragraph.start + match.end())
    return None


def read_numbers(paragraphs: Sequence[Paragraph]) -> list[Number | None]:
    """The numbers of all paragraphs.

    1.1 is a number only in a document that counts so from 1.1 on (else it is an amount); there the line above 1.1 is
    1 总则, with a blank behind its number that the flow has closed.
    """
    numbers = [read_number(p) if p.kind == "prose" else None for p in paragraphs]
    decimals = [index for index, number in enumerate(numbers) if number is not None and number.style == "decimal"]
    if not decimals:
        return numbers
    labels = {number.label for number in numbers if number is not None}
    if len(decimals) < 3 or "1.1" not in labels:
        for index in decimals:
            numbers[index] = None
        return numbers
    for index in decimals:
        number = numbers[index]
        if index and number is not None and numbers[index - 1] is None and number.label.endswith(".1"):
            match = _BARE.match(paragraphs[index - 1].text)
            if match and f"{match['no']}.1" == number.label:
                above = paragraphs[index - 1]
                numbers[index - 1] = Number("arabic", match["no"], above.start + match.end())
    return numbers


def read_ordinal(paragraph: Paragraph) -> Number | None:
    """一是, 二是 at the head of a paragraph; whether it heads anything depends on its neighbours."""
    match = _ORDINAL.match(paragraph.text)
    return Number("ordinal", match["no"], paragraph.start + match.end()) if match else None


def read_box_number(paragraph: Paragraph, expected: int) -> Number | None:
    """A number that only the list of a box makes one: 1 before a closed blank, 4-1."""
    if match := _BOX_PART.match(paragraph.text):
        return Number("arabic", match["no"], paragraph.start + match.end())
    match = _BARE.match(paragraph.text)
    if match and int(match["no"]) == expected:
        return Number("arabic", match["no"], paragraph.start + match.end())
    return None


def count_of(label: str) -> int | None:
    """The count a label stands for: 三, （三）, 3, 03, 4-3, ③, 三是."""
    text = label.strip("（）").removesuffix("是")
    if text.isascii():
        tail = re.split(r"\D", text)[-1]
        return int(tail) if tail else None
    if len(text) == 1 and "①" <= text <= "⑳":
        return ord(text) - ord("①") + 1
    tens, ten, ones = text.rpartition("十")
    if (ten and tens and tens not in _HAN) or (ones and ones not in _HAN):
        return None
    return (10 * (_HAN.index(tens) + 1 if tens else 1) if ten else 0) + (_HAN.index(ones) + 1 if ones else 0)


def ranks(numbers: Sequence[Number]) -> dict[HeadingStyle, int]:
    """The depth of each style in a document, from the numbers of its paragraphs in order.

    一、（一）1.（1） is usual; 一、1.（一） is found too. A numbering contains another where it goes on counting
    although the other began anew in between, or where the other begins directly below its headings.
    """
    contains: dict[tuple[HeadingStyle, HeadingStyle], int] = {}
    last: dict[HeadingStyle, tuple[int, int]] = {}
    begun: dict[HeadingStyle, int] = {}
    above, boxed = -1, False
    previous: Number | None = None
    for index, number in enumerate(numbers):
        style = number.style
        boxed = style == "box" or (boxed and style not in _ABOVE and style != "han")
        if style in _ABOVE:
            above = index
        if boxed or style not in _MOVABLE:
            previous = None
            continue
        count = count_of(number.label) or 0
        before = last.get(style)
        for other in _MOVABLE:
            if other == style:
                continue
            anew = begun.get(other, -1)
            higher = [last[s][0] for s in _MOVABLE if s in last and USUAL[s] < min(USUAL[style], USUAL[other])]
            goes_on = count > 1 and before is not None and before[1] == count - 1
            if goes_on and before is not None and max([above, *higher]) < before[0] < anew:
                contains[style, other] = contains.get((style, other), 0) + 1
        if count == 1 and previous is not None and previous.style != style:
            key = (previous.style, style)
            contains[key] = contains.get(key, 0) + 1
        if count == 1:
            begun[style] = index
        last[style] = (index, count)
        previous = number
    order = list(_MOVABLE)
    for _ in order:
        for at in range(len(order) - 1):
            upper, lower = order[at], order[at + 1]
            if contains.get((lower, upper), 0) > contains.get((upper, lower), 0):
                order[at], order[at + 1] = lower, upper
    places = sorted(USUAL[style] for style in _MOVABLE)
    return USUAL | dict(zip(order, places, strict=True))


def read_title(paragraph: Paragraph, number: Number, *, leads_on: bool) -> tuple[str, int, int, bool]:
    """Title, end of the heading as printed, start of the text behind it, and whether there is no printed title.

    A heading that runs into its text ends at its first stop. Where the first sentence is too long for a heading, or is
    all there is to say (``leads_on`` is False where neither text nor parts follow), the item is untitled: its first
    clause stands for a title and belongs to the text.
    """
    start = number.title_start
    text = paragraph.text[start - paragraph.start :]
    stop = (_NAME_STOP if number.style == "unnumbered" or _COLON.match(text) else _STOP).search(text)
    first, rest = (text, "") if stop is None else (text[: stop.start()], text[stop.end() :].lstrip("”’）"))
    if number.style in _ABOVE and (cut := _run_in(first)):
        return first[:cut], start + cut, start + cut, False
    if rest:
        titled = len(first) <= 45 and first.count("，") <= 2 and "；" not in first
    elif number.style in _NAMED:
        titled = len(first) <= 60 and (stop is None or (first.count("，") <= 2 and "；" not in first))
    elif stop is None:
        titled = len(first) <= 60 and (leads_on or not _SAYS_WHAT.search(first))
    else:
        titled = leads_on and len(first) <= 30 and "，" not in first
    if titled:
        end = start + (len(text) if stop is None else stop.end())
        return first.strip(" ：:；"), end, end, False
    clause = re.split(r"[，。；：]", first, maxsplit=1)[0]
    return clause.strip(), start + len(clause), start, True


def _run_in(first: str) -> int:
    """Where the sentence begins that was run into the heading of a chapter or section; 0 where none was.

    These have lines of their own, so a long first clause is heading and sentence in one.
    """
    clause = first.split("，", maxsplit=1)[0]
    if len(first) <= 24 or len(first) == len(clause) <= 30:
        return 0
    if twice := _TWICE.search(clause):
        return twice.end()
    begins = _SENTENCE.search(clause, 4)
    if begins is None or begins.start() > 24:
        return 0
    if begins[0] != "要":
        return begins.start()
    # 要 has its subject before it, which takes up a word of the heading: 优化能源结构|能源建设要发挥资源优势.
    words = (at for at in range(4, begins.start() - 1) if clause[at : at + 2] in clause[:at])
    subject = next(words, begins.start())
    return subject - 2 if subject > 6 and begins_with_act(clause[subject - 2 : subject]) else subject
