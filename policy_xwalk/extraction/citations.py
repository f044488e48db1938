"""The documents that a plan names as its basis, with the level that issued them.

Only documents in a sentence of basis count (根据, 依据, 按照, 贯彻落实 …), above the first heading or where the
sentence itself says that the plan is made (编制, 制定), and those quoted for what they demand (《…》提出，要 …).
“省、市《…》” names one plan of each level.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from msgspec import UNSET

from policy_xwalk.extraction.masthead import DOC_NUMBER, Paragraph, normal_doc_number
from policy_xwalk.records import Citation, Level, Region, Span
from policy_xwalk.regions import leading_region, level_of

_BASIS = re.compile(r"根据|依据|按照|遵照|贯彻|落实|衔接|结合|对照|为实施|执行")
_MADE = re.compile(
    r"(?:编制|制定|制订|拟定|形成|提出|出台|研究起草)[^。；]{0,24}(?:规划|计划|方案|纲要|意见|措施|要点)?"
)
_DEMANDS = re.compile(
    r"》(?:中)?(?:已|也|都|均)?(?:明确|专门)?(?:提出|要求|部署|规定|强调|明确)(?!了?[^，。]{0,6}(?:成效|进展))"
)
_TITLE = re.compile(r"《(?P<title>(?:[^《》]|〈[^〉]*〉|《[^《》]*》)+)》")
_SHORT_CALL = re.compile(r"(?:以下)?(?:简称|称)[“\"《]*$")
_WORD_LEVELS: tuple[tuple[str, Level], ...] = (
    (r"国家|中央|国务院|全国|党中央|中华人民共和国", "nation"),
    (r"自治区|全区|我区党委|省", "province"),
    (r"市|州|盟|地区", "city"),
    (r"县|旗|区", "county"),
    (r"乡|镇|街道", "town"),
)
_MINISTRY = re.compile(
    r"^(?:国家[\u4e00-\u9fff]+|[\u4e00-\u9fff]{2,8}总局|[\u4e00-\u9fff]{2,8}总署|审计署|中国人民银行|人民银行|中央[\u4e00-\u9fff]+|"
    r"(?:外交|国防|发展改革|教育|科技|科学技术|工业和信息化|工信|公安|安全|民政|司法|财政|人力资源和?社会保障|自然资源|国土资源|"
    r"生态环境|环境保护|住房和?城乡建设|交通运输|铁道|水利|农业农村|农业|商务|文化和旅游|文化|卫生|应急管理|退役军人事务)部)"
)
_SUBNATIONAL = re.compile(
    r"^(?:[\u4e00-\u9fff]{0,10}?)(?:自治区|省|市|州|盟|县|旗|区)(?:委|政府|人民政府|人大|级|[\u4e00-\u9fff]{2,12}[厅局委办])"
)


def organ_level(organ: str) -> Level | None:
    """Level of an organ by its name; None for one that names neither a place nor a kind of place."""
    if re.match(r"(?:中共中央|中央|党中央|国务院|全国人民代表大会|全国人大|最高人民)", organ) or _MINISTRY.match(organ):
        return "nation"
    organ = organ.removeprefix("中共")
    length, region, _candidates = leading_region(organ)
    if length:
        return level_of(region) if region is not None else None
    words = re.match(r"(?:中共)?(?:我|本)?(自治区|省|市|州|盟|县|旗|区|乡|镇)", organ)
    return _level_of_word(words[1]) if words else None


def _level_of_word(word: str) -> Level | None:
    return next((level for pattern, level in _WORD_LEVELS if re.fullmatch(pattern, word)), None)


def read_citations(
    paragraphs: Sequence[Paragraph],
    *,
    body: int,
    own_title: str | None,
    own_level: Level | None,
    own_region: Region | None,
    spans_of: Callable[[int, int], tuple[Span, ...]] | None = None,
    quote_of: Callable[[int, int], str] | None = None,
) -> tuple[Citation, ...]:
    """Cited documents in the order of the text, each level and title once.

    ``body`` is the index of the first heading; ``spans_of`` and ``quote_of`` lead from the clean text to the source.
    """
    found: list[Citation] = []
    seen: set[tuple[str, Level | None]] = set()
    for sentence, offset in _basis_sentences(paragraphs, body):
        for start, end, title, level, issuer, number in _in_sentence(sentence, own_level, own_region):
            own = level in (None, own_level) and _names_itself(title, own_title, own_region, sentence[:start])
            if level is None and not own and _is_namesake(title, own_title, own_region):
                level = "nation"
            if own or (title, level) in seen:
                continue
            seen.add((title, level))
            found.append(
                Citation(
                    title=title,
                    level=level,
                    issuer=issuer,
                    doc_number=number,
                    quote=quote_of(offset + start, offset + end) if quote_of else UNSET,
                    spans=spans_of(offset + start, offset + end) if spans_of else UNSET,
                )
            )
    return tuple(found)


def _basis_sentences(paragraphs: Sequence[Paragraph], body: int) -> Iterator[tuple[str, int]]:
    """Sentences of basis with their offsets: above the first heading, and near it those that say the plan is made."""
    for index, paragraph in enumerate(paragraphs[: body + 25]):
        for match in re.finditer(r"[^。；\n]+[。；]?", paragraph.text):
            sentence = match[0]
            if "《" not in sentence:
                continue
            made = index < body or _MADE.search(sentence[sentence.rfind("》") :])
            if (made and _BASIS.search(sentence)) or _DEMANDS.search(sentence):
                yield sentence, paragraph.start + match.start()


def _in_sentence(
    sentence: str, own_level: Level | None, own_region: Region | None
) -> Iterator[tuple[int, int, str, Level | None, str | None, str | None]]:
    before_end = 0
    carried: tuple[tuple[Level | None, ...], str | None] = ((), None)
    for match in _TITLE.finditer(sentence):
        lead = sentence[before_end : match.start()]
        before_end = match.end()
        if _SHORT_CALL.search(lead) or len(match["title"]) < 5:
            continue
        number = re.match(r"\s*（?[^（）《》。，]{0,12}?" + DOC_NUMBER.pattern, sentence[match.end() :])
        if number is not None:
            before_end = match.end() + number.end()
        # The two highest organs stand side by side with a blank, which cleaning takes out between characters.
        title = re.sub(r"\s+", " ", match["title"]).strip().replace("中共中央国务院", "中共中央 国务院")
        levels, issuer = _from_lead(lead, own_level)
        levels = _as_spoken_here(levels, lead, own_level, own_region)
        if not levels and re.fullmatch(r"[）)]?[、和及与以]*及?", lead.strip()) and carried[0]:
            levels, issuer = carried
        carried = (levels, issuer)
        own = _from_title(title)
        if own[0] is not None:
            levels, issuer = (own[0],), own[1] or (issuer if levels == (own[0],) else None)
        for level in levels or (None,):
            # An issuer shared by two levels (省、市政府) belongs to neither alone.
            yield (
                match.start(),
                match.end(),
                title,
                level,
                issuer if len(levels) < 2 else None,
                normal_doc_number(number) if number else None,
            )


def _from_lead(lead: str, own_level: Level | None) -> tuple[tuple[Level | None, ...], str | None]:
    """Levels and issuer from the words right before a title: 国务院办公厅《, 我省《, 省、市《, 省委、省政府《."""
    words = re.split(
        r"[，。；：）]|》|根据|依据|按照|遵照|贯彻落实|贯彻|落实|执行|衔接|结合|对照|印发的?|发布的?|出台的?|关于", lead
    )[-1]
    words = re.sub(r"^(?:和|及|以及|与|、|了|好)+|(?:的|有关|相关|文件|精神)+$", "", words.strip())
    words = re.sub(r"^.*(?:深入|全面|认真|切实|衔接|实施)", "", words)
    if not words:
        return (), None
    plural = re.fullmatch(r"(?:(?:国家|中央|自治区|省|市|州|盟|县|区)[级]?(?:[、和及与]|以及)?){2,}", words)
    if plural:
        return tuple(_level_of_word(w) for w in re.findall(r"国家|中央|自治区|省|市|州|盟|县|区", words)), None
    if re.match(r"我国|国家|全国|中央$", words) and not _MINISTRY.match(words):
        return ("nation",), None
    if (own := re.match(r"(?:我|本)(自治区|省|市|州|盟|县|旗|区|乡|镇)", words)) is not None:
        # 我市 of a county-level city and 我区 of a district are the plan's own level.
        word_level = _level_of_word(own[1])
        return (own_level if own[1] in "市区" and own_level else word_level,), None
    level = organ_level(words)
    if level is None and _SUBNATIONAL.match(words):
        head = re.search(r"自治区|省|市|州|盟|县|旗|区", words)
        level = _level_of_word(head[0]) if head else None
    if level is None:
        return (), None
    # 国务院办公厅, 省政府, 民政部等五部门 are issuers; 甘肃省 alone is a place.
    is_organ = re.search(r"(?:国务院|中共中央|政府|办公厅|办公室|委员会|[部委厅局署]|部门)$", words)
    return (level,), words if is_organ else None


def _as_spoken_here(
    levels: tuple[Level | None, ...], lead: str, own_level: Level | None, own_region: Region | None
) -> tuple[Level | None, ...]:
    """What a bare 市 means here: in 北京市 and its districts the province's level, in a county-level city that city.

    省、市 side by side are the two levels above, in a county-level city too; a city called by its name is that city.
    """
    if (
        "city" not in levels
        or own_region is None
        or not re.search(r"(?<![\u4e00-\u9fff])市|[、和及与，根据照实]市", lead)
    ):
        return levels
    if own_region.path and own_region.path[0].endswith("市"):
        here: Level = "province"
    elif own_level == "county" and own_region.name.endswith("市") and "province" not in levels:
        here = "county"
    else:
        return levels
    return tuple(here if level == "city" else level for level in levels)


def _from_title(title: str) -> tuple[Level | None, str | None]:
    """Level and issuer that the title itself states."""
    before, about, _rest = title.partition("关于")
    if about and (level := organ_level(before)) is not None:
        is_place = leading_region(before)[0] == len(before)
        return level, None if is_place else before
    length, region, _candidates = leading_region(title)
    if length and region is not None:
        return level_of(region), None
    if title.startswith(("国家", "全国")):
        return "nation", None
    return None, None


_BEING_MADE = re.compile(
    r"(?:编制|制定|制订|拟定|起草|形成|印发|出台|发布|推出|现将|这[份部个]|本)(?:了|的|本|我[省市县区州盟旗])?$"
)


def _names_itself(title: str, own_title: str | None, own_region: Region | None, before: str) -> bool:
    """Whether a plan calls itself by its title: with its region, or bare where the sentence says that it is made."""
    if own_title is None:
        return False
    named = own_region is None or leading_region(own_title)[0] > 0
    if named and re.sub(r"\s", "", title) == re.sub(r"\s", "", own_title):
        return True
    return _is_namesake(title, own_title, own_region) and _BEING_MADE.search(before) is not None


def _is_namesake(title: str, own_title: str | None, own_region: Region | None) -> bool:
    """A title that is the plan's own without its region: as a basis, the nation's plan of the same name."""
    if own_title is None or own_region is None:
        return False
    return re.sub(r"\s", "", title) == re.sub(r"\s", "", own_title).removeprefix(own_region.name)
