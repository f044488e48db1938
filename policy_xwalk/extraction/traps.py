"""Numbers and coverage words that are neither commitment nor report: names, dates, conditions, counts of the text.

Each test is a small named function whose docstring shows what it throws out; :data:`NEITHER` lists them in order.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from policy_xwalk.language.dates import TimeExpression
from policy_xwalk.language.fold import CJK
from policy_xwalk.language.quantities import Quantity, split_magnitude
from policy_xwalk.outline import Zone


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

    @property
    def before(self) -> str:
        """The clause up to the quantity."""
        return self.text[self.clause[0] : self.quantity.start]

    @property
    def after(self) -> str:
        """The rest of the clause behind the quantity."""
        return self.text[self.quantity.end : self.clause[1]]


_MONEY_OR_SIZE = re.compile(r"元|美元|平方米|㎡|吨|千瓦|瓦|公里|米|亩|公顷|岁|蒸吨|千伏|^伏$|^级$|人$|^人次$|^单$")
#: Verbs of building, making and supporting that stand before what is counted.
BUILDING = (
    r"(?:建成|新建|建设|打造|培育|创建|新增|完成|改造|实施|支持|扶持|引进|组建|设立|选树|认定|形成|布局|发展|培养|开展|推出|推广|建强|做强|争创|遴选|研发|制定|开工|投用"
    r"|获批|建立|配备|设置|举办|拓展|开放|储备|落地|集聚)"
)
_BUILDER = re.compile(rf"{BUILDING}[^，。；]{{0,12}}$")
_QUALIFIED = re.compile(
    rf"^(?:的|级|级的|规模(?:的)?|[{CJK}]{{0,2}}标准)?[^，。；、\d]{{0,8}}?(?:企业|项目|园区|产业(?:集群|链)?|集群|单位|县(?:域|区|市)?|乡镇|村(?!庄)"
    rf"|人群|人口|家庭|群体|老年人|老人|儿童|婴幼儿|劳动力|学生|大学生"
    r"|毕业生|医院|学校|医疗机构|湖泊|河流|城市|机组|锅炉|灌区|水库|公司|合作社|基地|品牌|景区|居民|用户|客户|车辆|船舶|干部|青年|青少年|女性|妇女|患者|建筑|工业|法人|市场|商圈|综合体"
    r"|经营主体|的单体|平台企业|独角兽)"
)


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


_FORBIDDEN = re.compile(r"禁止|严禁|淘汰|关停|取缔|不得(?:使用|生产|新建)")
#: 开工120万吨乙烯项目, 建成500千伏输变电工程: the size is part of what the project is called.
_SET = re.compile(rf"(?:{BUILDING}|等|共|合计|规模|达到)$")
_CAPACITY = re.compile(r"(?:级|的)?[^，。；、\d]{0,10}?(?:项目|工程|机组|装置|生产线|电站|电厂|线路|变电站)")


def age_or_condition(c: Context) -> bool:
    """30周岁及以下, 投资500万元以上的项目, 超10亿元的企业: the size describes what is counted elsewhere."""
    q = c.quantity
    if q.form != "number" or not q.unit:
        return False
    if q.unit in ("岁", "周岁"):
        return not re.search(r"(?:寿命|年龄)[^，。；]{0,10}$", c.before)
    unit = split_magnitude(q.unit)[1] or q.unit
    if unit == "小时" and q.value == 24 and re.search(r"\d", c.after):
        # 24小时不打烊站点80个.
        return True
    if not _MONEY_OR_SIZE.search(unit):
        return False
    if re.match(r"且|并且", c.after) or _FORBIDDEN.search(c.before):
        # 销售额2万元以上且…的经营主体; 禁止使用厚度低于0.01毫米的地膜.
        return bool(q.suffix or q.comparator != "=")
    if re.fullmatch(r"千伏|伏|蒸吨", unit) or (unit == "级" and unit != q.unit):
        # 500千伏输变电工程, 100亿级产业集群: a class, never an amount.
        return True
    if re.fullmatch(r"吨|千瓦|兆瓦|吉瓦|千伏|伏|蒸吨|吨标准煤", unit) and _CAPACITY.match(c.after):
        return _SET.search(c.before) is None
    if unit in ("元", "美元") and re.search(
        r"(?:最高|给予|奖励|补助|补贴|投入|安排|筹措|总投资|完成投资)[^，。；]{0,6}$", c.before
    ):
        sized = bool(q.suffix) or q.comparator in (">", ">=")
        return sized and bool(_QUALIFIED.match(c.after)) and "给予" not in c.before
    if unit == "亿" and re.search(r"(?:产值|营收|收入|投资|规模)$", c.before):
        return bool(_QUALIFIED.match(re.sub(r"^(?:[、和或][\d.]+[百千万]?亿元?(?:级|以上)?)+", "", c.after)))
    if unit == "人":
        sized = bool(q.suffix) or q.comparator != "="
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
    if q.form != "coverage" or not q.raw.endswith("覆盖"):
        return False
    if re.match(
        r"”?(?:的|式|、[^，。；]{0,6}(?:的|监管|管理|体系|格局)|(?:监管|检查|排查|巡察|管理|督导|整治|覆盖|服务体系|网络|体系|格局|监督|格式))",
        c.after,
    ):
        return True
    return bool(re.search(r"(?:全链条|全方位|全过程|多层次|全天候|立体化|无死角|全周期|保基本)[、，]?$", c.before))


def clearance_as_name(c: Context) -> bool:
    """动态清零行动: the name of a campaign."""
    return c.quantity.form == "clearance" and bool(
        re.match(r"”?(?:专项|攻坚)?(?:行动|工程|计划|机制|管理|活动)", c.after)
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


def definition(c: Context) -> bool:
    """日间手术是指…24小时内入、出院: a number inside the meaning of a term."""
    return bool(re.search(r"是指|系指|指的是|^[^，。；：]{2,20}：指", c.text[c.sentence[0] : c.quantity.start]))


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
    counted_coverage,
    clearance_as_name,
    place_in_ranking,
    meetings,
    definition,
)
