"""The head of a document: what stands above the first heading, and the signature.

The forms follow 党政机关公文格式 (GB/T 9704—2012: red header, 发文字号, title, addressee, signature, 成文日期) and
the tables with which government sites head a page (索引号, 发布机构, 成文日期 …).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from policy_xwalk.extraction.periods import DATE, find_date


class Paragraph(Protocol):
    """A paragraph of the clean text; ``start`` and ``end`` are its offsets there."""

    @property
    def text(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


GENRE = (
    "规划纲要|计划纲要|规划|行动计划|计划|纲要|基本思路|行动方案|实施方案|工作方案|方案|工作报告|实施意见|指导意见|意见|工作要点|要点|"
    "若干措施|措施|任务清单|清单|目标任务|重点任务|工作安排|安排|决定|建议|办法"
)
"""Kinds of documents that set tasks; the end of their titles."""

DOC_NUMBER = re.compile(
    r"(?P<organ>[\u4e00-\u9fff]{1,12})\s*[〔\[［【（(]\s*(?P<year>(?:19|20)\d{2})\s*[〕\]］】）)]\s*第?\s*(?P<no>\d{1,4})\s*号"
)
"""发文字号: the organ's sign, the year in 〔〕, the number."""

HEADING = re.compile(
    r"(?:[一二三四五六七八九十]+、|第[一二三四五六七八九十]+[章编篇部]|（[一二三]）|各位代表|目录$|目录|序言|前言|引言$)"
)
_TITLE_GOES_ON = re.compile(r"和|与|及|暨|纲要|(?:20\d{2}|二[〇○零一-九]{3})年?远景")
_SENTENCE = re.compile(r"[。；！？，]|：$")
_FURNITURE = re.compile(
    r"(?:下载|打印|全屏|收藏|分享|字号|【|】|加大|还原|减小|首页|当前位置|您现在|浏览次数|视力保护|扫一扫|附件下载|相关)"
)
_LABELS: dict[str, str] = {
    "发文字号": "doc_number", "发布文号": "doc_number", "文件编号": "doc_number", "文号": "doc_number",
    "发布机构": "issuer", "发文机关": "issuer", "发文机构": "issuer", "制发机关": "issuer", "发文单位": "issuer",
    "发布单位": "issuer", "公开主体": "issuer",
    "成文日期": "issued", "成文时间": "issued", "发文日期": "issued", "生成日期": "issued", "印发日期": "issued",
    "发布日期": "published", "发布时间": "published", "公布日期": "published", "公开日期": "published",
    "发稿时间": "published", "时间": "published", "日期": "published",
    "标题": "title", "文件名称": "title", "名称": "title",
    "索引号": "", "主题分类": "", "主题词": "", "有效性": "", "来源": "", "信息来源": "", "公文种类": "",
    "体裁分类": "", "关键词": "", "责任编辑": "", "分类号": "", "组配分类": "",
}  # fmt: skip
_SPACED = {label: r"\s*".join(label) for label in _LABELS}
# A short label is a word too (时间, 来源): it counts only at the start; the cells of a table may have run together.
_LABEL = re.compile(
    "(?P<label>"
    + "|".join(
        rf"(?:^|(?<=[\s|\]】])){p}" if len(k) < 4 and k != "索引号" else p
        for k, p in sorted(_SPACED.items(), key=lambda kv: -len(kv[0]))
    )
    + r")\s*[：:]\s*"
)
_ORGAN_END = (
    r"(?:政府|人民代表大会|办公厅|办公室|委员会|管委会|国务院|中央|常务委员会|领导小组|指挥部|联合会|总工会|总局|"
    r"[部委厅局署院])"
)
ORGAN = re.compile(rf"[\u4e00-\u9fff（）、]{{0,36}}{_ORGAN_END}")
_NOT_ORGAN = re.compile(r"^各|关于|同意|印发|部门|单位$|全部|本部|局部|党委和|根据|为了")
_NOTICE = re.compile(r"关于(?:印发|转发|批转|发布|公布|下达|颁布)(?P<what>.{2,90}?)的(?:通知|公告|通告|函)")


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the head of a document states; None for what it does not."""

    title: str | None = None
    issuer: str | None = None
    doc_number: str | None = None
    issued: str | None = None
    published: str | None = None
    lead: str = ""
    """All text above the first heading, without whitespace."""
    body: int = 0
    """Index of the first paragraph of the body."""


def compact(text: str) -> str:
    """Text without whitespace."""
    return re.sub(r"\s", "", text)


def organ_name(text: str) -> str | None:
    """The text, if it is the name of an organ and nothing else."""
    text = compact(text)
    if text.endswith("文件"):
        text = text[:-2]
    if not 2 < len(text) <= 40 or not ORGAN.fullmatch(text) or _NOT_ORGAN.search(text):
        return None
    # Organs printed side by side with a blank, which cleaning takes out between characters.
    return re.sub(
        r"^(中共中央(?:办公厅)?|中共[\u4e00-\u9fff]{2,12}?委(?:员会)?)(?=国务院|[\u4e00-\u9fff]+政府)", r"\1 ", text
    )


def normal_doc_number(match: re.Match[str]) -> str:
    """A document number in the form of the standard."""
    return f"{match['organ']}〔{match['year']}〕{int(match['no'])}号"


def read_masthead(paragraphs: Sequence[Paragraph]) -> Masthead:
    """Title, issuer, number and dates from the head of a document and from its signature."""
    texts = [p.text.strip() for p in paragraphs]
    body = next((i for i, text in enumerate(texts[:120]) if _opens_body(text)), min(len(texts), 40))
    head = texts[:body]
    fields = _fields(head)
    notice = _notice(head)
    signature = _signature(head) or _signature(texts[body:])
    standing = _standing_title(head, after=notice.last + 1 if notice else 0, notice=notice is not None)
    field_title = fields.get("title")
    title = standing or (notice.title if notice else None) or (field_title and _inner_title(field_title))
    issuer = (
        _organ_of_field(fields.get("issuer"))
        or next((name for t in head if t.endswith("文件") and (name := organ_name(t))), None)
        or (notice.issuer if notice else None)
        or (signature[0] if signature else None)
        or (_organ_before_about(title) if title else None)
        or _organ_on_cover(head)
    )
    number = DOC_NUMBER.search(fields.get("doc_number", "")) or _own_number(head)
    return Masthead(
        title=title,
        issuer=issuer,
        doc_number=normal_doc_number(number) if number else None,
        issued=find_date(fields.get("issued", ""))
        or (signature[1] if signature else None)
        or _date_under_title(head)
        or next((day for t in head if notice and "年" in t and (day := _date_alone(t))), None),
        published=find_date(fields.get("published", ""))
        or next((d for t in head if (d := _date_alone(t, r"[\d: ]*"))), None),
        lead=compact("".join(head)),
        body=body,
    )


def _opens_body(text: str) -> bool:
    return bool(HEADING.match(compact(text)))


def _fields(head: Sequence[str]) -> dict[str, str]:
    """The labelled facts that a web page puts above the document; the value may stand in the next paragraph."""
    found: dict[str, str] = {}
    for index, text in enumerate(head):
        marks = list(_LABEL.finditer(text))
        for mark, following in itertools.zip_longest(marks, marks[1:]):
            value = text[mark.end() : following.start() if following else len(text)].strip(" \t|")
            if not value and following is None and index + 1 < len(head) and not _LABEL.search(head[index + 1]):
                value = head[index + 1]
            kind = _LABELS[compact(mark["label"])]
            if kind and value and len(value) <= 120:
                found.setdefault(kind, value)
    return found


def _organ_of_field(value: str | None) -> str | None:
    return (organ_name(value) or None) if value else None


@dataclass(frozen=True, slots=True)
class _Notice:
    title: str
    issuer: str | None
    last: int
    """Index of the paragraph in which the notice's title ends."""


def _notice(head: Sequence[str]) -> _Notice | None:
    """“X关于印发《Y》的通知”, over as many lines as it takes."""
    flat, owner = "", []
    for index, text in enumerate(head):
        piece = compact(text)
        flat += piece
        owner += [index] * len(piece)
    match = _NOTICE.search(flat)
    if match is None or "。" in match["what"]:
        return _release(head)
    first = owner[match.start()]
    before = flat[owner.index(first) : match.start()]
    # A page title may put the number before the issuer.
    before = before[m.end() :] if (m := DOC_NUMBER.match(before)) else before
    issuers = [name] if (name := organ_name(before)) else []
    index = first - 1
    while not before and index >= 0 and (above := organ_name(head[index])) and not head[index].endswith("文件"):
        issuers.insert(0, above)
        index -= 1
    return _Notice(_inner_title(match["what"]), "、".join(issuers) or None, owner[match.end() - 1])


def _release(head: Sequence[str]) -> _Notice | None:
    """中共中央 国务院印发《…》: the headline under which a plan is released."""
    for index, text in enumerate(head):
        match = re.fullmatch(
            r"(?P<organ>[\u4e00-\u9fff、]{3,40}?)(?:联合)?(?:印发|发布)(?P<what>《[^《》]{4,90}》)", compact(text)
        )
        if match is not None and (issuer := organ_name(match["organ"])) is not None:
            return _Notice(_inner_title(match["what"]), issuer, index)
    return None


def _inner_title(what: str) -> str:
    what = compact(what)
    if (notice := _NOTICE.search(what)) is not None:
        what = notice["what"]
    inner = re.search(r"《(.+)》", what)
    return inner[1] if inner else what.strip("《》")


def _is_title_line(text: str) -> bool:
    return bool(
        2 <= len(text) <= 60
        and not _SENTENCE.search(text)
        and not _FURNITURE.match(text)
        and not _LABEL.match(text)
        and "/" not in text
        and not DATE.search(text)
        and not DOC_NUMBER.search(text)
        and not re.match(r"[（(—–―]", text)
        and not text.endswith(("文件", "日报", "记者"))
    )


def _standing_title(head: Sequence[str], after: int, *, notice: bool) -> str | None:
    """A title that stands alone above the text, over up to four lines, after the notice that brings the plan."""
    if not notice:  # what stands below the first sentences is no title of theirs
        prose = (i for i, text in enumerate(head) if len(text) > 40 and text.endswith(("。", "；")))
        head = head[: next(prose, len(head))]
    genre = re.compile(rf"[^。；：]{{2,76}}?(?:{GENRE})(?:（[^（）]{{1,24}}）)?")
    for start in range(after, len(head)):
        for stop in range(start + 1, min(start + 5, len(head) + 1)):
            lines = head[start:stop]
            if not all(_is_title_line(line) for line in lines) or (stop - start > 1 and organ_name(lines[0])):
                break
            title = compact("".join(lines))
            if len(title) <= 80 and genre.fullmatch(title) and not _NOTICE.search(title):
                if stop < len(head) and _TITLE_GOES_ON.match(compact(head[stop])) and _is_title_line(head[stop]):
                    title += compact(head[stop])
                    stop += 1
                if stop < len(head) and re.fullmatch(r"（[^（）]*(?:年|稿|草案)[^（）]*）", compact(head[stop])):
                    below = compact(head[stop])
                    title += below if not DATE.search(below) else ""
                return title
    return None


def _organ_on_cover(head: Sequence[str]) -> str | None:
    """The organ above the month on a cover: 正宁县人民政府 / 二〇二一年十二月."""
    for above, below in itertools.pairwise(head):
        if re.fullmatch(
            r"(?:20\d{2}|二[〇○零O一二三四五六七八九]{3})年(?:\d{1,2}|[一二三四五六七八九十]{1,2})月", compact(below)
        ):
            return organ_name(above)
    return None


def _organ_before_about(title: str) -> str | None:
    """国务院关于…的意见: the organ whose document it is."""
    before, about, _rest = title.partition("关于")
    return organ_name(before) if about else None


def _own_number(head: Sequence[str]) -> re.Match[str] | None:
    """The document's own number: on a line of its own, or between its issuer and its title; not a cited one."""
    for text in head:
        line = compact(text)
        match = DOC_NUMBER.search(line)
        if match is None or len(line) > 90 or "。" in line:
            continue
        before, after = line[: match.start()], line[match.end() :]
        alone = not before and (not after or organ_name(after) or _NOTICE.search(after) or after.startswith("签发人"))
        # 红头 and number run together: the organ's sign is what follows 文件.
        if alone or before.endswith("文件") or re.search(r"(?:文号|字号)[：:]?$", before):
            return match
        if (run_on := re.search(r"文件([\u4e00-\u9fff]{1,10})$", match["organ"])) is not None:
            return DOC_NUMBER.search(line, match.start() + run_on.start(1))
    return None


def _date_alone(text: str, tail: str = r"(?:印发)?") -> str | None:
    match = DATE.match(text)
    return find_date(text) if match and re.fullmatch(tail, compact(text[match.end() :])) else None


def _signature(texts: Sequence[str]) -> tuple[str, str] | None:
    """Organ and date where they stand under each other or on one line (signature of a notice)."""
    for index, text in enumerate(texts):
        if (day := _date_alone(text)) is not None:
            names: list[str] = []
            above = index - 1
            while above >= 0 and (name := organ_name(texts[above])) is not None and not texts[above].endswith("文件"):
                names.insert(0, name)
                above -= 1
            if names:
                return "、".join(names), day
        match = DATE.search(text)
        if match and (name := organ_name(text[: match.start()])) and not text[match.end() :].strip("印发 "):
            return name, find_date(text) or ""
    return None


def _date_under_title(head: Sequence[str]) -> str | None:
    """（2021年3月11日…通过） or （2022年7月5日） under a title."""
    for index, text in enumerate(head):
        joined = compact(text + (head[index + 1] if index + 1 < len(head) else ""))
        match = re.match(rf"[（(]{DATE.pattern}[^（）()]*[）)]", joined)
        if match is not None:
            return find_date(match[0])
    return None
