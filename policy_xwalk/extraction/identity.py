"""Who issued a plan, when, for which region and years, on what topic, and on what basis.

What the text states is taken as stated; what is concluded is listed in ``inferred``; what cannot be known is None.
The name of the file is asked last, and whatever comes from it is listed as inferred. The folder is never asked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from policy_xwalk.extraction.citations import organ_level, read_citations
from policy_xwalk.extraction.masthead import GENRE, Masthead, Paragraph, compact, read_masthead
from policy_xwalk.extraction.periods import find_date, five_year_plans, title_period, without_period
from policy_xwalk.identifiers import plan_id_from
from policy_xwalk.records import Citation, Level, Period, Region, Span
from policy_xwalk.regions import NATION, find_regions, leading_region, level_of

_REPORT = re.compile(
    r"代表(?P<organ>国务院|[\u4e00-\u9fff]{0,14}?人民政府)[，,]?(?:现在)?(?:向|作|报告)[^。]{0,30}?工作"
)
_CONGRESS = re.compile(
    r"(?P<organ>[\u4e00-\u9fff]{0,16}?)第?[一二三四五六七八九十\d]{1,4}届(?P<nation>全国)?(?:人民代表大会|人大)"
)
_REVIEWED_YEAR = re.compile(r"(?P<y>20\d{2}|19\d{2})年(?:主要)?(?:政府)?工作(?:回顾|情况|总结)")
_GENERIC_TAIL = re.compile(
    rf"(?:的?(?:(?:中长期|三年|五年|年度|专项|总体|工作|重点|主要|远景|发展纲要)?(?:{GENRE})|通知|行动|任务|目标))+(?:（[^（）]*）)?$"
)
# “我省”, “全省”: the plan speaks of its own territory.
_SELF: tuple[tuple[Level, re.Pattern[str]], ...] = (
    ("province", re.compile(r"[我全]省|(?<![各、省族])自治区(?!域|[、和州])")),
    ("city", re.compile(r"[我全](?:市|州|盟)")),
    ("county", re.compile(r"[我全](?:县|旗)")),
    ("town", re.compile(r"[我全](?:乡|镇|街道)")),
)
_OWN_AREA = re.compile(r"[我全]区")
_NATION_SELF = re.compile(r"我国")


@dataclass(frozen=True, slots=True)
class Identity:
    """The fields of :class:`policy_xwalk.records.Plan` that say what a document is."""

    title: str | None = None
    issuer: str | None = None
    doc_number: str | None = None
    issued: str | None = None
    level: Level | None = None
    region: Region | None = None
    period: Period | None = None
    topic: str | None = None
    cites: tuple[Citation, ...] = ()
    inferred: tuple[str, ...] = ()
    region_candidates: tuple[Region, ...] = ()
    """The places that carry the region's name, where the text does not say which of them is meant."""


def read_identity(
    paragraphs: Sequence[Paragraph],
    *,
    file: str = "",
    title_hint: str | None = None,
    spans_of: Callable[[int, int], tuple[Span, ...]] | None = None,
    quote_of: Callable[[int, int], str] | None = None,
) -> Identity:
    """Read what a document is from its clean paragraphs.

    ``title_hint`` is the title in the file's metadata; ``file`` its name, the last resort for title, region and
    period. ``spans_of`` and ``quote_of`` give the place and the words of a range of the clean text in the source.
    """
    inferred: set[str] = set()
    text = "\n".join(p.text for p in paragraphs)
    head = read_masthead(paragraphs)
    is_report = _is_work_report(head, text)
    title = _title(head, title_hint, file, is_report, inferred)
    issued = _issued(head, paragraphs, is_report, inferred)
    period = _period(title, head, issued, text, file, is_report, inferred)
    year = int(issued[:4]) if issued else period.start if period else None
    level, region, open_candidates = _place(title, head, text, file, year, is_report, inferred)
    issuer = _issuer(head, text, region, is_report, inferred)
    cites = read_citations(
        paragraphs,
        body=head.body,
        own_title=title,
        own_level=level,
        own_region=region,
        spans_of=spans_of,
        quote_of=quote_of,
    )
    topic = topic_of(title, region) if title else None
    if topic is not None and "title" in inferred:
        inferred.add("topic")
    return Identity(
        title, issuer, head.doc_number, issued, level, region, period, topic, cites, _ordered(inferred), open_candidates
    )


def _ordered(inferred: set[str]) -> tuple[str, ...]:
    order = ("title", "issuer", "doc_number", "issued", "level", "region", "period", "topic")
    return tuple(name for name in order if name in inferred)


def _is_work_report(head: Masthead, text: str) -> bool:
    return bool((head.title and head.title.endswith("政府工作报告")) or _REPORT.search(text[:1500]))


def _stem(file: str) -> str:
    """The file's name without folder and suffix, if it says anything in Chinese or in years."""
    return PurePath(file.replace("\\", "/")).stem


def _title(head: Masthead, hint: str | None, file: str, is_report: bool, inferred: set[str]) -> str | None:
    if head.title:
        return head.title
    for guess in (hint or "", _stem(file)):
        guess = compact(guess)
        if re.search(rf"[\u4e00-\u9fff].*(?:{GENRE})(?:（[^（）]*）)?$", guess) and len(guess) <= 80:
            inferred.add("title")
            return guess
    if is_report:
        inferred.add("title")
        return "政府工作报告"
    return None


def _issued(head: Masthead, paragraphs: Sequence[Paragraph], is_report: bool, inferred: set[str]) -> str | None:
    """成文日期; of a work report the day on which it was given; the day of publication only as a conclusion."""
    if is_report:
        for index, paragraph in enumerate(paragraphs[: head.body]):
            line = paragraph.text + (paragraphs[index + 1].text if index + 1 < len(paragraphs) else "")
            if _CONGRESS.search(compact(line)) and (day := find_date(line)):
                return day
    if head.issued:
        return head.issued
    if head.published:
        inferred.add("issued")
    return head.published


def _period(
    title: str | None, head: Masthead, issued: str | None, text: str, file: str, is_report: bool, inferred: set[str]
) -> Period | None:
    if title and (stated := title_period(title)) is not None:
        if "title" in inferred:
            inferred.add("period")
        return stated
    if is_report:
        if issued:
            return Period(int(issued[:4]), int(issued[:4]))
        if (reviewed := _REVIEWED_YEAR.search(text[:3000])) is not None:
            inferred.add("period")
            return Period(int(reviewed["y"]) + 1, int(reviewed["y"]) + 1)
        return None
    stated_in_text = re.search(
        r"(?:规划|计划|方案|实施|行动)(?:期限?|时限|期间)[为是：:]?[^。；]{0,6}?(?=20\d\d|“)", text
    )
    if stated_in_text and (period := title_period(text[stated_in_text.end() : stated_in_text.end() + 16])):
        return period
    inferred.add("period")
    if (from_name := title_period(_stem(file).replace("_", "-"))) is not None:
        return from_name
    if title is None and (own := _plan_of_five_years(text)) is not None:
        return own
    inferred.discard("period")
    return None


def _plan_of_five_years(text: str) -> Period | None:
    """The five-year plan that a text without a title calls itself: “十五”计划, named throughout."""
    named = Counter((p.start, p.end) for _at, p in five_year_plans(text))
    if not named:
        return None
    (years, count), *others = named.most_common(2)
    ahead = not others or count >= 2 * others[0][1]
    return Period(*years) if count >= 4 and ahead else None


def _place(
    title: str | None,
    head: Masthead,
    text: str,
    file: str,
    year: int | None,
    is_report: bool,
    inferred: set[str],
) -> tuple[Level | None, Region | None, tuple[Region, ...]]:
    """Level and region: from title, issuer or congress as stated; else from how the text speaks of its territory."""
    named = [re.sub(r"^(?:19|20)\d{2}年(?:度)?", "", title)] if title and "title" not in inferred else []
    named += [head.issuer] if head.issuer else []
    session = _CONGRESS.search(head.lead) if is_report or "通过" in head.lead else None
    if session is not None:
        named.append("全国" if session["nation"] else _last_region_name(session["organ"]))
    if (report := _REPORT.search(text[:1500])) is not None:
        named.append(report["organ"])
    named += _addressed_by(head.lead)
    named = [name.removeprefix("中共") for name in named]
    ambiguous: tuple[Region, ...] = ()
    for name in named:
        if organ_level(name) == "nation" and not leading_region(name)[0]:
            return "nation", NATION, ()
        length, region, open_candidates = leading_region(name, year=year)
        if region is None and open_candidates:
            region = _told_apart(name[:length], open_candidates, text)
            ambiguous = ambiguous or open_candidates
        if region is not None:
            return _stated(region, text, inferred)
    if ambiguous:
        inferred.update(("level", "region"))
        unnamed = Region(None, ambiguous[0].name, (ambiguous[0].name,))
        return level_of(ambiguous[0]), unnamed, ambiguous
    if title is not None and (town := _town(title, text, year)) is not None:
        inferred.update(("level", "region"))
        return "town", town, ()
    return _from_body(text, file, year, inferred)


def _town(title: str, text: str, year: int | None) -> Region | None:
    """山河镇“十四五”…: a town under the one county that the text names; without such a county by its name alone."""
    match = re.match(r"[\u4e00-\u9fff]{2,7}?(?:镇|乡|苏木|街道)(?=[“\"\d第])", title)
    if match is None:
        return None
    counties = {
        m.region for m in find_regions(text, year=year) if m.region is not None and level_of(m.region) == "county"
    }
    parent = counties.pop() if len(counties) == 1 else None
    return Region(None, match[0], (*(parent.path if parent else ()), match[0]))


def _addressed_by(lead: str) -> list[str]:
    """Names of organs with a place in the head: a red header or signature that no other rule has read."""
    return [m[0] for m in re.finditer(r"[\u4e00-\u9fff]{2,14}人民政府(?:办公厅|办公室)?(?=文件|20\d\d年)", lead)]


def _last_region_name(words: str) -> str:
    """The region at the end of the words before 第…届人民代表大会."""
    mentions = find_regions(words, short=True)
    return words[mentions[-1].start :] if mentions else ""


def _stated(region: Region, text: str, inferred: set[str]) -> tuple[Level | None, Region, tuple[Region, ...]]:
    """A region that the text names; what stands above it may come from the table alone, and then is a conclusion."""
    if any(name not in text for name in region.path) or region.code is None:
        inferred.update(("level", "region"))
    return level_of(region), region, ()


def _told_apart(name: str, places: Sequence[Region], text: str) -> Region | None:
    """The one of several places of a name whose city or province the text names; None if none or several."""
    last = find_regions(name)[-1:] or ()
    names = {name[m.start : m.end] for m in last} or {name}
    for depth in (-2, 0):
        named = [p for p in places if len(p.path) > 1 and p.path[depth] in text and p.name in names]
        if len(named) == 1:
            return named[0]
    return None


def _from_body(
    text: str, file: str, year: int | None, inferred: set[str]
) -> tuple[Level | None, Region | None, tuple[Region, ...]]:
    """Level by how the text calls its territory; region if one of that level is named far more than any other."""
    inferred.update(("level", "region"))
    counts = {level: len(pattern.findall(text)) for level, pattern in _SELF}
    level = max(counts, key=lambda k: counts[k])
    areas = len(_OWN_AREA.findall(text))
    if counts[level] < 2:
        if len(_NATION_SELF.findall(text)) >= max(2, 3 * counts[level]) and areas < 2:
            return "nation", NATION, ()
        from_name = _from_file_name(file, year)
        if from_name is None:
            inferred.difference_update(("level", "region"))
            return None, None, ()
        return level_of(from_name), from_name, ()
    # 全市 may be a county-level city, 全区 a district or an autonomous region: the place named most decides.
    kinds: set[Level] = {"city", "county"} if level == "city" else {level}
    region = _dominant(text, kinds, year) or _from_file_name(file, year)
    if region is not None:
        return level_of(region), region, ()
    inferred.discard("region")
    if level == "city":
        inferred.discard("level")
        return None, None, ()
    return level, None, ()


def _dominant(text: str, kinds: set[Level], year: int | None) -> Region | None:
    mentions = Counter(
        m.region
        for m in find_regions(text, short=True, year=year)
        if m.region is not None and level_of(m.region) in kinds
    )
    if not mentions:
        return None
    (region, count), *others = mentions.most_common(2)
    return region if count >= 3 and (not others or count >= 3 * others[0][1]) else None


def _from_file_name(file: str, year: int | None) -> Region | None:
    mentions = find_regions(_stem(file), short=True, year=year)
    return mentions[0].region if mentions else None


def _issuer(head: Masthead, text: str, region: Region | None, is_report: bool, inferred: set[str]) -> str | None:
    if head.issuer and not is_report:
        return head.issuer
    if is_report:
        report = _REPORT.search(text[:1500])
        if report is None:
            inferred.add("issuer")
        if region == NATION:
            return "国务院"
        if region is not None:
            return f"{region.name}人民政府"
        inferred.discard("issuer")
        return report["organ"] if report and len(report["organ"]) > 6 else None
    adopted = re.search(
        r"[（(][^（）]*?日(?P<organ>[\u4e00-\u9fff]{2,14}?)第[^（）]{1,4}届(?P<nation>全国)?人民代表大会[^（）]*通过",
        head.lead,
    )
    if adopted is not None:
        return f"{'全国' if adopted['nation'] else adopted['organ']}人民代表大会"
    if head.title and (organ := re.match(r"[\u4e00-\u9fff]{3,20}?(?:局|厅|委员会|人民政府)(?=[“\d])", head.title)):
        inferred.add("issuer")
        return organ[0]
    return None


def topic_of(title: str, region: Region | None) -> str | None:
    """The topic of a title: without region, period and the words that every plan bears.

    正宁县“十四五”城乡社区服务体系建设规划 → 城乡社区服务体系建设; a 政府工作报告 has the topic 政府工作.
    A five-year plan that names no topic (正宁县“十四五”规划) is the one of 国民经济和社会发展.
    """
    rest = compact(title)
    if rest.endswith("政府工作报告"):
        return "政府工作"
    rest = re.sub(r"^[\u4e00-\u9fff]{0,30}?关于(?:印发)?", "", rest)
    rest = re.sub(r"^(?:19|20)\d{2}年度?", "", rest)
    length = leading_region(rest)[0]
    rest = rest[length:]
    rest = re.sub(r"^(?:[我全][省市州盟县旗区镇乡]|(?:自治区|[省市州盟县旗区镇乡])(?=[“\"\d级]))级?", "", rest)
    of_five_years = bool(five_year_plans(rest))
    rest = without_period(rest)
    if region is not None:
        rest = rest.replace(region.name, "")
    rest = re.sub(r"^(?:推进|推动|加快|促进|加强|进一步|全面|深入|支持|做好)+", "", rest) or rest
    rest = re.sub(r"（[^（）]*）$", "", rest)
    rest = re.sub(r"(?<=[\u4e00-\u9fff]{2})(?:局|厅|委员会)$", "", _GENERIC_TAIL.sub("", rest))
    return rest.strip("的和、《》 ") or ("国民经济和社会发展" if of_five_years else None)


def plan_id(identity: Identity, source_file: str) -> str:
    """Region code, year and number (621025-2022-38) where all are known, else the stem of the file.

    Characters that a path, a graph or an item id gives a meaning to become ``-``. Two plans of one run may get the
    same id; the caller adds -2, -3 … to the later ones.
    """
    number = re.search(r"〔(\d{4})〕(\d+)号", identity.doc_number or "")
    if number is not None and identity.region is not None:
        known = plan_id_from(identity.region.code, int(number[1]), int(number[2]))
        if known is not None:
            return known
    stem = re.sub(r"[^\w.\-]+", "-", _stem(source_file)).strip("-._")
    return stem or "plan"
