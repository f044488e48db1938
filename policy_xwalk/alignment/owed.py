"""Did the upper plan ask this of the level below, or does it keep it for itself?"""

from __future__ import annotations

import re
from typing import Literal

from policy_xwalk.records import Action, Indicator, Level, Target

Owed = Literal["yes", "no", "unknown"]

#: 各级政府、各级各部门 are the levels below; 各级各类学校 are schools of all kinds, whoever keeps them.
_EVERY_LEVEL = r"各级(?!各类)"
#: 县级领导干部 and 县级以上职务 are ranks of officials and no level that is asked for anything.
_RANK = r"(?!(?:及?以[上下]|党政|党员|后备|少数民族|女|的){0,3}(?:干部|领导(?!小组|机构|机制|体制)|职务|职级|公务员))"
_COUNTY_LEVEL = rf"(?<!地)县级{_RANK}"
_CITY_LEVEL = rf"市级{_RANK}"
_BODY = r"[\u4e00-\u9fff]{1,10}?"
_ASKED: dict[Level, str] = {
    "nation": rf"各(?:省|地区?|市)|{_EVERY_LEVEL}|各省（?区|省级{_RANK}|省（区、市）|地方(?:各级)?(?:人民)?政府"
    rf"|县级以上{_RANK}|以县级?为单位|市、县|县（市",
    "province": rf"各市|各设区|各地|{_EVERY_LEVEL}|各县|{_CITY_LEVEL}|{_COUNTY_LEVEL}|市、县|市县|县（市"
    r"|以[市县]级?为单位|每个(?:市|县|村|乡|社区)|乡镇（街道）党|所有(?:村|市|县|社区|乡)",
    "city": rf"各县|各区|各地|{_EVERY_LEVEL}|{_COUNTY_LEVEL}|区县|县（市|县区|以县级?为单位|每个(?:县|区|村|乡|社区)"
    r"|所有(?:村|县|区|社区|乡)",
    "county": rf"各乡|各镇|各街道|各村|各社区|{_EVERY_LEVEL}|乡镇|每个(?:乡|镇|村|社区)|所有(?:村|乡|镇|社区)",
    "town": r"各村|各社区|每个(?:村|社区)|所有(?:村|社区)",
}
_OWN: dict[Level, str] = {
    "nation": rf"国务院|国家(?:发展改革委|卫生健康委|{_BODY}(?:局|总局|委员会))"
    r"|(?:民政|教育|财政|工业和信息化|人力资源社会保障|自然资源|生态环境|住房城乡建设|交通运输|水利|农业农村|商务"
    r"|文化和旅游|科技|公安|司法|应急管理)部|中央财政|中央预算|国家(?:级|层面)|制修?定法律|行政法规|立法",
    "province": rf"省(?:级|委|政府|直|属|财政|本级|{_BODY}(?:厅|委|局|办|院|中心|公司)(?!长))"
    rf"|自治区(?:级|党委|政府|{_BODY}(?:厅|委|局))|地方性法规|立法",
    "city": rf"市(?:级|委|政府|直|属|财政|本级|{_BODY}(?:局|委(?!员)|办|中心)(?!长))|立法",
    "county": rf"县(?:级|委|政府|直|属|财政|本级|{_BODY}(?:局|委(?!员)|办|中心)(?!长))",
    "town": r"镇(?:政府|党委)",
}
_ASKED_PATTERNS = {level: re.compile(pattern) for level, pattern in _ASKED.items()}
_OWN_PATTERNS = {level: re.compile(pattern) for level, pattern in _OWN.items()}


def owed(item: Indicator | Target | Action, upper_level: Level | None) -> Owed:
    """``yes`` for a row of the table and for what is addressed to the levels below, ``no`` for what names itself."""
    if isinstance(item, Indicator):
        return "yes"
    if upper_level is None:
        return "unknown"
    text = f"{item.scope or ''}{item.quote}" if isinstance(item, Target) else f"{item.title}，{item.text}"
    if _ASKED_PATTERNS[upper_level].search(text):
        return "yes"
    named = (
        any(_OWN_PATTERNS[upper_level].search(d.name) for d in item.departments) if isinstance(item, Action) else False
    )
    lead = text if isinstance(item, Target) else f"{item.title}，{re.split('[。；]', item.text)[0]}"
    if named or _OWN_PATTERNS[upper_level].search(lead):
        return "no"
    return "unknown"


def keeps(clause: str, level: Level | None) -> bool:
    """True for a clause by which the upper level charges itself or its own bodies."""
    return level is not None and bool(_OWN_PATTERNS[level].search(clause)) and not _ASKED_PATTERNS[level].search(clause)
