"""Numbers and coverage words that are neither commitment nor report: names, dates, conditions, counts of the text.

Each test is a small named function whose docstring shows what it throws out; :data:`NEITHER` lists them in order.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from policy_xwalk.extraction.conditions import (
    age_or_condition,
    base_of_ratio,
    names_rules,
    picks_out,
    share_of_voters,
)
from policy_xwalk.extraction.context import BUILDING, Context

_BUILDER = re.compile(rf"{BUILDING}[^，。；]{{0,12}}$")


def inside_title(c: Context) -> bool:
    """Between 《 and 》, or in a short name in quotes (“四议两公开”); coverage words in quotes are none."""
    q, text = c.quantity, c.text
    left = text.rfind("《", c.sentence[0], q.core)
    if left >= 0 and text.find("》", left, q.core) < 0:
        return True
    left = text.rfind("“", c.sentence[0], q.core)
    if q.form in ("coverage", "clearance"):
        # “动态清零” in quotes is the word itself; “全覆盖两提升”行动 is a name.
        right = text.find("”", q.end)
        return left >= 0 and 0 <= right - q.end <= 10 and _NAMED.match(text, right + 1) is not None
    if left >= 0 and text.find("”", left, q.core) < 0:
        right = text.find("”", q.end)
        return right - left <= 16
    return False


_NAMED = re.compile(r"[^，。；、]{0,4}?(?:行动|工程|计划|活动|机制|模式|专项|目标|阶段)")


def part_of_number_name(c: Context) -> bool:
    """Document number, line number, standard, hotline, formula: digits that count nothing."""
    after = c.text[c.quantity.end : c.quantity.end + 3]
    before = c.text[max(0, c.quantity.core - 2) : c.quantity.core]
    return bool(
        re.match(
            r"号|〕|\]|条(?:规定|第)|[:：]\d|级(?:景区|旅游|医院|标准|公路|航道|联动|书记|网格)|线(?![上下])(?:城市)?|时代|版本|版",
            after,
        )
        or re.search(r"[第№〔\[]$|[A-Za-z]$", before)
        or (
            re.match(r"[日时]", c.quantity.unit or "") is not None
            and not c.quantity.suffix
            and c.quantity.comparator == "="
        )
    )


def date_or_year(c: Context) -> bool:
    """A year or a month of the calendar, or digits that stand inside an expression of time."""
    q = c.quantity
    if any(t.start <= q.core < t.end for t in c.times):
        return True
    return (q.unit in ("月", "年") and 1900 <= q.value <= 2100) or q.unit == "月"


def span_of_time(c: Context) -> bool:
    """A duration that says when or how long (三年行动, 5年内), unless the duration itself is what is set."""
    q = c.quantity
    if q.unit not in ("年", "个月", "天", "日", "周", "学年", "个季度", "学期", "期"):
        return False
    if q.unit == "年" and re.search(r"(?:年限|寿命|期限|周期|工期)[^，。；]{0,20}$", c.before):
        return False
    if q.unit in ("天", "日") and re.search(r"假[^，。；]{0,6}$", c.before):
        return False
    if q.comparator != "=" and q.unit in ("天", "日", "个月"):
        return False
    if q.unit == "年" and q.raw.startswith(("不低于", "不少于", "不得少于", "不超过", "不得超过")):
        return False
    return not re.search(r"(?:压缩|缩短|压减|比例|天数)[^，。；]{0,8}$", c.before)


def name_of_circle(c: Context) -> bool:
    """15分钟生活圈, 1小时交通圈: the time names the circle."""
    q = c.quantity
    if q.unit in ("米", "公里", "分钟") and re.match(r"(?:服务)?半径(?!不)|范围内", c.after):
        # 300米半径覆盖率: how far the circle reaches.
        return True
    return q.unit in ("分钟", "小时", "公里") and bool(
        re.match(r"”?[^，。；、]{0,8}?(?:圈|通达|通勤|到达|可达|步行|经济带)", c.after)
    )


_BRACKET = re.compile(r"（[^（）]*）")


def counts_a_list(c: Context) -> bool:
    """金昌、白银、庆阳3个城市: the number only sums up the names before it."""
    q, before = c.quantity, _BRACKET.sub("", c.before)
    return (
        q.form == "number"
        and q.comparator == "="
        and q.unit in ("个", "类", "种", "项", "家", "所", "大", "方面", "市", "县", "省", "条", "座", "处")
        and bool(re.search(r"、(?:[^、，。；：\d]{1,6}|[^、，。；：\d]{1,10}等|[A-Z]\d{1,4}等)$", before))
        and not re.search(rf"(?:{BUILDING}|办好|累计|达到|分别|各|共|[量数率])[^、]{{0,4}}$", before)
        and bool(re.match(r"[^，。；、\d]{2}", c.after))
    )


def counts_the_text(c: Context) -> bool:
    """3个方面, 5项要求, 4个坚持: counts of the text itself, of principles and of kinds."""
    q = c.quantity
    if q.unit in ("类", "项", "条", "个") and re.search(
        r"(?:本(?:规划|方案|意见|计划)|确定|明确|提出|部署)的?(?:\d+[类项个])?$", c.before
    ):
        # 本规划确定的4类22项重点任务.
        return True
    return q.unit in (
        "个",
        "项",
        "条",
        "类",
        "种",
        "大",
        "方面",
        "部",
        "章",
        "级",
        "组",
        "对",
        "双",
        "片",
        "点",
        "段",
    ) and bool(
        re.match(
            r"”?(?:方面|坚持|维度|层面|层次|环节|统筹|关系|转变|不变|不减|原则|阶段|步骤|意识|自信|维护|确立|要求|特点"
            r"|领域和|(?:主要|预期性|约束性|核心|具体|量化)*指标(?!体系)|部分|章节|关键词)",
            c.after,
        )
    )


def bare_number(c: Context) -> bool:
    """A number without unit counts only where the words before say that it is a value."""
    q = c.quantity
    if q.form != "number" or q.unit is not None:
        return False
    if re.match(r"[（(]?[A-Za-z/+—–-]|热线|平台|工程|行动|计划|模式|机制|网|国道|省道|高速|型|系列|规划", c.after):
        return True
    return q.comparator == "=" and not re.search(
        r"(?:达到|达|为|至|到|在|分别|突破|超过|保持|控制|提高|降低|[，、和]\d[\d.]*、?)$", c.text[c.clause[0] : q.core]
    )


def kind_word(c: Context) -> bool:
    """Units that more often name than count (4级, 三类, 一批, 3度): only with a comparator or a verb of building."""
    q = c.quantity
    if q.unit in ("类", "大类") and c.after[:1].isdigit():
        # 2类15个样板.
        return True
    return (
        q.form == "number"
        and q.unit
        in (
            "级",
            "类",
            "度",
            "档",
            "期",
            "成",
            "分",
            "代",
            "批",
            "团",
            "口",
            "节",
            "里",
            "番",
            "点",
            "国",
            "省",
            "机",
            "股",
            "段",
            "片",
            "盏",
            "瓦",
            "伏",
            "组",
            "头",
            "双",
            "对",
            "款",
            "市",
            "县",
            "区",
            "营",
            "队",
            "届",
            "轮",
            "面",
        )
        and not (q.comparator != "=" or _BUILDER.search(c.before) or re.search(r"(?:达到|达|提高到|降到)$", c.before))
    )


def coverage_as_adjective(c: Context) -> bool:
    """全覆盖的体系, 全链条、全覆盖监管, 广覆盖: the word describes, nothing is set."""
    q = c.quantity
    if q.form != "coverage" or not q.raw.endswith("覆盖") or re.search(r"(?:实现|达到|确保|做到)$", c.before):
        return False
    if re.match(
        r"”?(?:的|式|、[^，。；]{0,6}(?:的|监管|管理|体系|格局)|(?:监管|检查|排查|巡察|管理|督导|整治|覆盖|服务体系|网络|体系|格局|监督|格式)|等[^，。；]{0,6}(?:工程|项目|行动|任务|举措|试点))",
        c.after,
    ):
        return True
    return bool(re.search(r"(?:全链条|全方位|全过程|多层次|全天候|立体化|无死角|全周期|保基本)[、，]?$", c.before))


def clearance_as_name(c: Context) -> bool:
    """动态清零行动: the name of a campaign."""
    return c.quantity.form == "clearance" and bool(
        re.match(r"”?(?:专项|攻坚)?(?:行动|工程|计划|机制|管理|活动|要求|目标|任务)", c.after)
    )


def place_in_ranking(c: Context) -> bool:
    """排名后3位的乡镇, 前10强: an order, not a number of things."""
    before = c.text[c.clause[0] : c.quantity.core]
    return c.quantity.unit in ("位", "名", "强", None) and bool(re.search(r"(?<![底末月年之])[前后第]$", before))


def meetings(c: Context) -> bool:
    """每季度召开1次调度会议: how often people meet."""
    q = c.quantity
    clause = c.text[c.clause[0] : c.clause[1]]
    return (
        q.unit in ("次", "场", "个")
        and bool(re.search(r"召开|会议|例会|会商|约谈", c.before[-10:] + c.after[:10]))
        and ("培训" not in clause)
    )


def counted_coverage(c: Context) -> bool:
    """“两个全覆盖”: the words are counted, not reached."""
    return c.quantity.form == "coverage" and bool(re.search(r"[一二两三四五六七八九十\d]个“?$", c.before))


def explains_a_goal(c: Context) -> bool:
    """5.5%左右的预期增长目标与…衔接: the goal set before is only spoken of."""
    return not c.before.strip() and re.match(r"的(?:预期|增长|发展)*目标", c.after) is not None


def definition(c: Context) -> bool:
    """日间手术是指…24小时内入、出院: a number inside the meaning of a term."""
    return bool(re.search(r"是指|系指|指的是|^[^，。；：]{2,20}：指", c.text[c.sentence[0] : c.quantity.start]))


_QUOTES = re.compile(
    r"(?:^|[，。；：])(?:[^，。；：、]{0,12}?《[^《》]{4,60}》(?:（[^（）]{2,30}）)?(?:中|里)?|(?:国家|中央|国务院|上级|省委、?省政府|市委、?市政府))"
    r"(?:明确|也|均|都)*(?:提出|明确|规定|要求|指出|确定|强调)(?:了|的)?(?=[，：到“]|20\d\d)"
)
#: 按照《…》要求, 落实国家要求: who follows the quoted words makes them its own.
_FOLLOWS = re.compile(
    r"(?:按照?|根据|依据|依照|落实|贯彻|围绕|对照|对标|执行|结合|完成|实现|达到|为)[^，。；：]{0,12}$"
)
_ASSIGNED = re.compile(
    r"^(?:国家|中央|省|市|州|自治区|上级|省政府|市政府|(?:省|市)[^，。；、]{2,10}[厅局委])(?:已)?(?:下达|分解|分配|核定|确定|安排)(?:给|到)?(?:我|本|全)?[省市县区州旗]"
    r"[^，。；]{0,30}?(?:指标|目标|任务|计划)[^，。；]{0,6}(?:为|是)?$"
)
#: What makes a quoted figure one of the plan itself: 我县按此执行, 确保完成.
_OWN = re.compile(
    r"[我本][省市县区州旗]|结合实际|结合我|为此|据此|按此|照此|力争|确保|保证|全面完成|如期|参照执行|同步实现"
)


def quotes_another(c: Context) -> bool:
    """《…规划》提出，到2025年…达到65%; 省下达我市指标为42%: the aim of a plan above, unless it is taken over."""
    q = c.quantity
    ahead = c.text[q.end : c.sentence[1]]
    if _ASSIGNED.match(c.before):
        return _OWN.search(ahead) is None or re.search(r"\d", ahead) is not None
    lead = c.text[c.sentence[0] : q.start]
    if not re.search(r"[提明规要指确强]", lead):
        return False
    quotes = list(_QUOTES.finditer(lead))
    if not quotes:
        return False
    quoted = quotes[-1]
    head = re.split(r"《|国家|中央|国务院|上级|[省市]委", quoted[0].lstrip("，。；："), maxsplit=1)[0]
    if _FOLLOWS.search(head) or _OWN.search(lead, quoted.end()):
        return False
    return _OWN.search(ahead) is None or re.search(r"\d", ahead) is not None


NEITHER: tuple[Callable[[Context], bool], ...] = (
    inside_title,
    date_or_year,
    part_of_number_name,
    span_of_time,
    name_of_circle,
    age_or_condition,
    picks_out,
    share_of_voters,
    names_rules,
    base_of_ratio,
    counts_a_list,
    counts_the_text,
    kind_word,
    bare_number,
    coverage_as_adjective,
    counted_coverage,
    clearance_as_name,
    place_in_ranking,
    meetings,
    explains_a_goal,
    definition,
    quotes_another,
)
