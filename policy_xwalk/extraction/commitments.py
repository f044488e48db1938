"""Is a quantity a commitment, a report, or neither (part of a name, a condition, a date)?

Each test is a small named function; :data:`NEITHER` lists those that throw a quantity out, in order. The decision
between target and status weighs the time the sentence names, the words around the number and the part of the plan.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from policy_xwalk.language.dates import TimeExpression
from policy_xwalk.language.fold import CJK
from policy_xwalk.language.quantities import Quantity, split_magnitude
from policy_xwalk.language.words import AIM
from policy_xwalk.outline import Zone

Reading = Literal["target", "status", "neither"]


@dataclass(frozen=True, slots=True)
class Context:
    """Where a quantity stands: its paragraph, clause and sentence, and the horizon of the plan."""

    text: str
    quantity: Quantity
    clause: tuple[int, int]
    sentence: tuple[int, int]
    times: tuple[TimeExpression, ...]
    """Times named in the sentence."""
    zone: Zone
    now: int | None
    """The first year that is not yet past: the first of the plan's period, else the year of issue."""
    single_years: bool = False
    """The plan is for one year (a work report): years up to the one before it are past."""

    @property
    def before(self) -> str:
        """The clause up to the quantity."""
        return self.text[self.clause[0] : self.quantity.start]

    @property
    def after(self) -> str:
        """The rest of the clause behind the quantity."""
        return self.text[self.quantity.end : self.clause[1]]


_MONEY_OR_SIZE = re.compile(r"元|美元|平方米|㎡|吨|千瓦|瓦|公里|米|亩|公顷|岁|蒸吨|千伏|人$|万吨")
BUILDING = r"(?:建成|新建|建设|打造|培育|创建|新增|完成|改造|实施|支持|扶持|引进|组建|设立|选树|认定|形成|布局|发展|培养|开展|推出|推广|建强|做强|争创|遴选|研发|制定|开工|投用|获批|建立|配备|设置|举办|拓展|开放|储备|落地|集聚)"
_BUILDER = re.compile(rf"{BUILDING}[^，。；]{{0,12}}$")
_QUALIFIED = re.compile(
    rf"^(?:的|级|级的|规模(?:的)?|[{CJK}]{{0,2}}标准)?[^，。；、\d]{{0,8}}?(?:企业|项目|园区|产业(?:集群|链)?|集群|单位|县(?:域|区|市)?|乡镇|村(?!庄)|人群|人口|家庭|群体|老年人|老人|儿童|婴幼儿|劳动力|学生|大学生"
    r"|毕业生|医院|学校|医疗机构|湖泊|河流|城市|机组|锅炉|灌区|水库|公司|合作社|基地|品牌|景区|居民|用户|客户|车辆|船舶|干部|青年|青少年|女性|妇女|患者|建筑|工业|法人|市场|商圈|综合体|的单体|平台企业|独角兽)"
)


def inside_title(c: Context) -> bool:
    """Between 《 and 》, or in a short name in quotes (“四议两公开”); coverage words in quotes are none."""
    q, text = c.quantity, c.text
    left = text.rfind("《", c.sentence[0], q.core)
    if left >= 0 and text.find("》", left, q.core) < 0:
        return True
    if q.form in ("coverage", "clearance"):
        return False
    left = text.rfind("“", c.sentence[0], q.core)
    if left >= 0 and text.find("”", left, q.core) < 0:
        right = text.find("”", q.end)
        return right - left <= 16
    return False


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
        or re.match(r"[日时]", c.quantity.unit or "") is not None
        and not c.quantity.suffix
        and c.quantity.comparator == "="
    )


def date_or_year(c: Context) -> bool:
    """A year or a month of the calendar, or digits that stand inside an expression of time."""
    q = c.quantity
    if any(t.start <= q.core < t.end for t in c.times):
        return True
    return q.unit in ("月", "年") and 1900 <= q.value <= 2100 or q.unit == "月"


def span_of_time(c: Context) -> bool:
    """A duration that says when or how long (三年行动, 5年内), unless the duration itself is what is set."""
    q = c.quantity
    if q.unit not in ("年", "个月", "天", "日", "周", "学年", "个季度", "学期", "期"):
        return False
    if q.unit == "年" and re.search(r"(?:年限|寿命|期限|周期|工期)(?:[^，。；]{0,6})$", c.before):
        return False
    if q.comparator != "=" and q.unit in ("天", "日", "个月"):
        return False
    return not re.search(r"(?:压缩|缩短|压减|比例|天数)[^，。；]{0,8}$", c.before)


def name_of_circle(c: Context) -> bool:
    """15分钟生活圈, 1小时交通圈: the time names the circle."""
    return c.quantity.unit in ("分钟", "小时", "公里") and bool(
        re.match(r"”?[^，。；、]{0,8}?(?:圈|通达|通勤|到达|可达|步行|经济带)", c.after)
    )


def age_or_condition(c: Context) -> bool:
    """30周岁及以下, 投资500万元以上的项目, 超10亿元的企业: the size describes what is counted elsewhere."""
    q = c.quantity
    if q.form != "number" or not q.unit:
        return False
    if q.unit in ("岁", "周岁"):
        return not re.search(r"(?:寿命|年龄)[^，。；]{0,10}$", c.before)
    unit = split_magnitude(q.unit)[1] or q.unit
    if not _MONEY_OR_SIZE.search(unit):
        return False
    if unit in ("元", "美元") and re.search(
        r"(?:最高|给予|奖励|补助|补贴|投入|安排|筹措|总投资|完成投资)[^，。；]{0,6}$", c.before
    ):
        return bool(q.suffix) and bool(_QUALIFIED.match(c.after)) and "给予" not in c.before
    if unit == "人":
        sized = q.suffix or q.comparator != "="
        return bool(
            sized and re.match(r"(?:规模)?的?[^，。；、\d]{0,6}(?:企业|村|社区|乡镇|学校|单位|城市|县)", c.after)
        )
    if c.after.startswith("的") and re.search(r"\d", c.after):
        # 收入超10亿元的供应商达40家: the size picks out what the next number counts.
        return True
    return bool(_QUALIFIED.match(c.after)) and bool(
        q.suffix
        or q.comparator != "="
        or c.after.startswith(("的", "级", "企业", "项目", "产业"))
        or not _BUILDER.search(c.before)
    )


def base_of_ratio(c: Context) -> bool:
    """每5所幼儿园配备1名督学, 每10万人18人: the first number is what the second is reckoned on."""
    return bool(re.search(r"[每按]$", c.text[max(0, c.quantity.core - 1) : c.quantity.core]))


def counts_a_list(c: Context) -> bool:
    """金昌、白银、庆阳3个城市: the number only sums up the names before it."""
    q = c.quantity
    return (
        q.form == "number"
        and q.comparator == "="
        and q.unit in ("个", "类", "种", "项", "家", "所", "大", "方面", "市", "县", "省")
        and bool(re.search(r"、(?:[^、，。；：\d]{1,6}|[^、，。；：\d]{1,10}等)$", c.before))
        and not re.search(rf"(?:{BUILDING}|累计|达到|分别|各|共|[量数率])[^、]{{0,4}}$", c.before)
        and bool(re.match(r"[^，。；、\d]{2}", c.after))
    )


def counts_the_text(c: Context) -> bool:
    """3个方面, 5项要求, 4个坚持: counts of the text itself, of principles and of kinds."""
    q = c.quantity
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
            r"”?(?:方面|坚持|维度|层面|层次|环节|统筹|关系|转变|不变|不减|原则|阶段|步骤|意识|自信|维护|确立|要求|特点|领域和|指标(?!体系)|部分|章节|关键词)",
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
    if q.form != "coverage" or not q.raw.endswith("覆盖"):
        return False
    if re.match(
        r"”?(?:的|式|、[^，。；]{0,6}(?:的|监管|管理|体系|格局)|(?:监管|检查|排查|巡察|管理|督导|整治|覆盖|服务体系|网络|体系|格局|监督|格式))",
        c.after,
    ):
        return True
    return bool(re.search(r"(?:全链条|全方位|全过程|多层次|全天候|立体化|无死角|全周期|保基本)[、，]?$", c.before))


def starting_point(c: Context) -> bool:
    """由60%提高到80%: the first number is where it starts, not where it goes."""
    return bool(re.search(r"(?:由|从)[^，。；到至]{0,10}$", c.before)) and bool(
        re.match(
            r"[^，。；]{0,6}(?:提高|提升|增加|上升|下降|降低|扩大|缩短|压缩|增长|降|升|减少|压减|拓展|增|变)(?:了)?(?:到|至|为)",
            c.after,
        )
    )


NEITHER: tuple[Callable[[Context], bool], ...] = (
    inside_title,
    date_or_year,
    part_of_number_name,
    span_of_time,
    name_of_circle,
    age_or_condition,
    base_of_ratio,
    counts_a_list,
    counts_the_text,
    kind_word,
    bare_number,
    coverage_as_adjective,
)

_PAST_WORDS = re.compile(
    r"(?<![力竞])已(?!有条件|建成区)(?:经)?|(?:完成|达到|实现|建成|取得|增长|提高|下降|新增|培育|建立|获得|突破|超过|引进|解决|打造|改造|兑现)了|累计(?:已|完成|建成|实现|下达|发放|投入|培训)|同比|位居|居[^，。；]{0,6}第|荣获|获批|获评|成功(?:创建|举办|入选|获批|获评)|入选|首次突破|连续\d+年|圆满完成|顺利完成|现有|共有|拥有[^，。；]{0,4}$|上榜|排名"
)
_FUTURE_WORDS = re.compile(
    r"确保|力争|努力|争取|预计|预期|目标(?:是|为)|计划(?!经济)|拟|(?<![即必])将(?![^，。；]{0,10}(?:纳入|作为))|要(?=[^素点求件塞害领地道])|不(?:得)?低于|不(?:得)?少于|不(?:得)?超过|至少|规划(?:建设|新建)|谋划"
)
_IMPERATIVE = re.compile(
    r"^(?:[^，。；]{0,3}(?:、|并|再|要|全面|加快|深入|扎实|大力|积极|持续|着力|统筹|重点|分批|全力|稳步|有序|高标准|高质量|系统|同步|继续|支持))*(?:建设|推进|推动|实施|打造|新建|培育|完成|支持|开展|提高|加快|改造|组织|建立|健全|引进|培养|创建|新增|设立|发展|扩大|优化|提升|布局|选派|选树|招聘|建成|实现|开工|投放|落实|做好|抓好|强化|加强|整治|治理|修复|发放|安排|筹措|争取|促进|深化|完善|巩固|保持|稳定|降低|压减|配备|配建|设置|办好|遴选|认定|评选|推广|举办|加大|开发|拓展|延伸|盘活|鼓励|引导|为[^，。；]{1,10}(?:提供|配备|招聘))"
)


def read(c: Context) -> Reading:
    """Target, status or neither, for one quantity in its context."""
    if any(test(c) for test in NEITHER):
        return "neither"
    if starting_point(c):
        return "status"
    past, future = _times(c)
    clause = c.text[c.clause[0] : c.clause[1]]
    lead = c.text[c.sentence[0] : c.quantity.start]
    if c.zone in ("background", "principle", "preamble"):
        # A chapter on what was reached: only an outspoken aim for a year to come is a target.
        if future and not past and not _PAST_WORDS.search(clause):
            return "target"
        if AIM.search(clause) and not past:
            return "target"
        if c.zone == "background":
            return "status"
        return "status" if past or _PAST_WORDS.search(clause) else "neither"
    if past and not future:
        return (
            "target" if _FUTURE_WORDS.search(clause) and not re.search(r"已|了", clause) and not _as_of(c) else "status"
        )
    if past and future:
        return "target" if _last_is_future(c) else "status"
    if future:
        return "target"
    if _PAST_WORDS.search(clause) and not _FUTURE_WORDS.search(clause) and not _IMPERATIVE.match(clause):
        return "status"
    if (
        re.search(r"(?<![力竞])已经?|累计已|截至", lead)
        and not _FUTURE_WORDS.search(clause)
        and not _IMPERATIVE.match(clause)
    ):
        return "status"
    return "target"


def is_past(time: TimeExpression, now: int | None) -> bool | None:
    """Whether a time lies before the plan; None for one that says neither."""
    if time.role in ("as_of", "past"):
        return True
    if time.role in ("base", "annual"):
        return None
    if time.role in ("now", "span"):
        return False
    if time.since:
        return True
    if time.year is None or now is None:
        return None
    return time.year < now


def _times(c: Context) -> tuple[bool, bool]:
    """Whether the sentence names a past and a future time before the number (or after it in its clause)."""
    past = future = False
    for time in c.times:
        if time.start > c.quantity.start and not c.clause[0] <= time.start < c.clause[1]:
            continue
        verdict = is_past(time, c.now)
        past |= verdict is True
        future |= verdict is False
    return past, future


def _as_of(c: Context) -> bool:
    return any(t.role == "as_of" and t.start < c.quantity.start for t in c.times)


def _last_is_future(c: Context) -> bool:
    """The time named last before the number decides where a sentence names both."""
    verdicts = [v for t in c.times if t.start < c.quantity.start and (v := is_past(t, c.now)) is not None]
    return not verdicts[-1] if verdicts else True
