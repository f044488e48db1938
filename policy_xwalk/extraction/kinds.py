"""What sort of commitment a figure is: share reached, amount, growth, rule, count of things, money."""

from __future__ import annotations

import re

from policy_xwalk.extraction.context import BUILDING
from policy_xwalk.extraction.mentions import Mention
from policy_xwalk.extraction.subjects import ends_in_measure, is_counted
from policy_xwalk.language.quantities import Quantity, split_magnitude
from policy_xwalk.language.words import GROWTH
from policy_xwalk.records import Number, TargetKind

#: Shares of places, people or bodies that a service, a facility or a duty reaches; rates of enrolment, treatment and
#: compliance are levels.
_COVERAGE_SUBJECT = re.compile(
    r"(?<!绿化)(?<!森林)(?<!林草)(?<!林木)(?<!植被)覆盖|普及率|参保率|入户率|通达率|接入率|开通率|探访率|制定(?:完成)?率|应用率|配备率|配套率|建成率|设置率|签约率"
    r"|筛查率|接种率|受益率|(?:建立|设立|配备|建成(?!区)|建有|开设|设置|接入|开通)[^，。；]{1,20}(?:比例|占比)"
    r"|[村乡镇组屯户）](?:全部|基本)?通|(?<![交流畅沟])通(?:宽带|电|水|公路|客车|邮|硬化路|5G|光纤|双车道)"
)
#: A share of a whole is a level, whatever it is a share of.
_SHARE = re.compile(r"占(?!地)|之比|参股|支出|自付|利用率")
_MONEY_LEVEL = re.compile(
    r"产值|收入|总值|增加值|GDP|价格|规模|营收|存款|贷款|销售额|交易额|成交额|零售额|进出口|赤字|余额|总量|财力|花费|消费|人均|生均|标准|/人"
)
#: Money paid by rule: a sum for each person or object, a grant that is given where its conditions hold.
_GRANT = re.compile(r"补助|补贴|奖励|奖补|资助|津贴|经费|奖金|补偿|抚恤")
_GIVEN = re.compile(r"给予|每(?![年季月千百万])[^，。；]{1,6}|最高|一次性|不超过|标准")
_FOR_EACH = re.compile(
    r"每(?:一|\d+)?[个所户名人村县]|均(?:设|配|建|应)|所有[^，。；]{0,14}(?:至少|均|都|设|配|建)|各[^，。；]{0,8}至少"
    r"|(?:的|各|每)(?:县|市|乡镇|村|社区|街道|学校|园区)[^，。；\d]{0,6}(?:独立|至少|设置|配备)"
)
_EACH = re.compile(r"每(?![年学季月])|新建(?!改)|所有|各|均|按照|标准|原则|不得|应|一[个座所处条]$")
_PER_MANY = re.compile(r"(?:每[百千万]|(?<!\d)[千万]人口?|人均|平均)")
#: 按照每千人口不少于10个托位配建: a rule for what is built, not the state of the whole.
_PER_RULE = re.compile(
    r"按照?每(?:\d+|[十百千万]+)[^，。；：、\d]{1,10}(?:不少于|不低于|至少|不超过)?\d[\d.—~至-]*[^，。；：、\d]{1,6}$"
)
_SERVED = re.compile(
    rf"{BUILDING}|培训|招|选派|指导|惠及|聘请|聘任|选聘|引育|吸引|动员|免费|帮扶|救助|资助|为[^，。；]*$|对[^，。；]*$"
)
_STOCK = re.compile(r"(?:饲养|存栏|出栏|保有|拥有|存|持有|库存)量$")
#: Area and length that are built or treated are counts, those that are kept are levels.
_WORKED = re.compile(
    rf"{BUILDING}|新改建|改扩建|配建|治理|营造|造林|营林|改良|修复|整治|铺设|种草|绿化|完善|植|疏浚|清淤|改建|扩建|加固|贯通|疏通|退出|回收"
)
_KEPT = re.compile(r"(?:总面积|保有量|播种面积|种植面积|保护面积|里程|绿地面积|稳定|不低于|保持|控制)[^，。；]{0,6}$")
_RULE_SHARE = re.compile(r"奖励|用于|份额|课时|提取|计提|报销|补助|配建|支付比例|收益")
_TIMES_RULE = re.compile(r"每(?:个)?(?:年|月|季度?|周|天|日|半年|学年|学期|\d年)|年均")
_FIRM_LIMIT = re.compile(r"^(?:不(?:得)?(?:少于|低于|超过|高于)|至少|最低|最多)")
#: 在50%以上的城市社区开展: the share is one of places or bodies.
_AMONG = re.compile(r"的[^，。；、\d]{0,4}(?:县|市|区|乡镇|街道|村|社区|学校|医院|卫生院|机构|企业|家庭|园区|单位)")
_HEDGED_RULE = re.compile(r"(?:一般|原则上)(?:应|要)?$")
_FULFILS = re.compile(r"满足$")


def value_and_kind(found: Mention) -> tuple[Number | None, Number | None, str | None, TargetKind]:
    """Value, upper value of a range, unit and kind of a mention; a stated relation has only a kind."""
    q = found.quantity
    if q is None:
        words = found.subject + (found.qualitative or "")
        return None, None, None, "growth" if re.search(r"增(?!加值)|同步|下降|降低|降幅|涨幅|减少", words) else "level"
    before = found.passage.text[found.clause[0] : found.anchor]
    value, high, unit = q.value, q.value_high, q.unit
    growth = GROWTH.search(before) is not None and not re.search(r"(?:到|至)$", before)
    base = split_magnitude(unit)[1] or unit or ""
    if growth and _adds_things(before, base):
        growth = False
    return value, high, unit, _kind(found, q, growth, before, base)


def _adds_things(before: str, base: str) -> bool:
    """改造提升200万亩, 增加1万个学位: things done or added, not a rate of growth."""
    if is_counted(base):
        return re.search(r"增长|比|较", before) is None
    return base in ("亩", "公顷", "公里", "平方公里", "平方米") and re.search(r"提升$|扩大$", before) is not None


def _kind(found: Mention, q: Quantity, growth: bool, before: str, base: str) -> TargetKind:
    if q.form == "coverage":
        return "coverage"
    if q.form == "clearance":
        return "level"
    if growth or q.form == "multiple":
        return "growth"
    clause = found.passage.text[found.clause[0] : found.clause[1]]
    if base.endswith("元") or base.startswith("元"):
        return _kind_of_money(found, q, clause, before, base)
    if q.unit in ("%", "‰"):
        return _kind_of_share(found, q, before)
    if base in ("小时", "分钟", "工作日", "个工作日", "天", "个月", "年", "日", "年一遇", "倍"):
        return "level" if re.search(r"平均住院|天数|年限$|寿命", found.subject) else "standard"
    return _kind_of_amount(found, q, clause, before, base)


def _kind_of_money(found: Mention, q: Quantity, clause: str, before: str, base: str) -> TargetKind:
    if _GRANT.search(clause) and _GIVEN.search(clause[: q.end - found.clause[0]]):
        return "standard"
    if re.search(rf"(?:{_GRANT.pattern})$", before) and "对" in found.passage.text[found.sentence.start : q.start]:
        # 对…的，奖励10万元.
        return "standard"
    if re.search(r"(?:标准|限额|起付线|封顶线|定额)$", found.subject) or re.search(r"每[人生户名]每", before):
        return "standard"
    return "level" if _MONEY_LEVEL.search(found.subject + before) or "/" in base else "funding"


def _kind_of_share(found: Mention, q: Quantity, before: str) -> TargetKind:
    if re.search(r"(?:增速|增幅|降幅|涨幅|下降率|增长率|降低率|递增)$", found.subject + before[-4:]) or (
        re.search(r"增长|增速|增幅|降幅", found.subject) and not re.search(r"率$|比重$|占比$", found.subject)
    ):
        return "growth"
    # A floor for what is built anew, or for each, is a standard whatever its unit.
    lead = found.passage.text[found.sentence.start : q.start]
    if _FIRM_LIMIT.match(q.raw) and re.search(r"新建|每个|各级", lead) and not found.times:
        return "standard"
    if _AMONG.match(found.passage.text, q.end):
        return "coverage"
    own = found.passage.text[found.clause[0] : found.clause[1]]
    ruled = _FIRM_LIMIT.match(q.raw) is not None or re.search(r"原则上|一般", before) is not None
    ruled = ruled or (q.comparator == ">=" and own[q.end - found.clause[0] :].startswith("用于"))
    if "原则上" in before and q.comparator in (">=", "<="):
        return "standard"
    if ruled and _RULE_SHARE.search(found.subject + own[: q.end - found.clause[0] + 4]):
        return "standard"
    if _COVERAGE_SUBJECT.search(found.subject + before[-8:]) and not _SHARE.search(found.subject):
        return "coverage"
    return "level"


def _kind_of_amount(found: Mention, q: Quantity, clause: str, before: str, base: str) -> TargetKind:
    counted = is_counted(base)
    if _FIRM_LIMIT.match(q.raw) and (
        _HEDGED_RULE.search(before)
        or (base == "平方米" and base == q.unit and "人均" not in found.subject)
        or "班额" in found.passage.text[max(found.sentence.start, q.start - 20) : q.start]
    ):
        return "standard"
    upto = clause[: q.end - found.clause[0]]
    if _PER_RULE.search(upto):
        return "standard"
    each_many = any(_PER_MANY.search(words) for words in (found.subject, before, q.raw))
    if _FULFILS.search(before):
        # 满足15万人紧急转移安置需要: what a store has to suffice for.
        return "standard"
    if counted and not each_many:
        firm = _FIRM_LIMIT.match(q.raw) is not None
        often = firm and _TIMES_RULE.search(before) and (base in ("次", "期") or re.search(r"一般|原则上", before))
        if often or _FOR_EACH.search(upto) or (q.raw.startswith(("至少建有", "至少设", "至少配")) and q.value == 1):
            return "standard"
    limited = q.comparator in (">=", "<=", "~") and not (counted and each_many)
    # 新建棚圈500万平方米以上 is how much is built, not how large each has to be.
    sized = (
        base == q.unit
        and base in ("平方米", "户", "公里", "米", "张", "人", "名")
        and ("人均" not in upto or "新建" in upto)
    )
    if sized and limited and _EACH.search(clause[: q.core - found.clause[0]]):
        return "standard"
    if counted and not each_many:
        if _STOCK.search(found.subject):
            return "level"
        return "level" if base in ("人", "名", "户", "人次") and _holds(found, before) else "count"
    if base in ("亩", "公顷", "公里", "平方公里", "平方米", "米") and _WORKED.search(found.subject + before):
        return "level" if _KEPT.search(before) and "新增" not in found.subject else "count"
    if base in ("亩", "公顷", "公里") and _SERVES_LIST.search(
        found.passage.text[max(found.sentence.start, q.start - _FAR) : q.start]
    ):
        return "count"
    return "level"


#: How far back the head of a list is looked for.
_FAR = 160
#: 每年完成营造林80万亩、种草改良30万亩: the verb at the head of a list is said of each member.
_SERVES_LIST = re.compile(
    rf"(?:^|[，；])[^，；]{{0,12}}(?:{BUILDING}|完成|治理|整治|修复)[^，；。]*\d[^，；。]*、[^，；。、]*$"
)


def _holds(found: Mention, before: str) -> bool:
    """Whether a number of people is a stock (总人口控制在…, 从业人员达到…) and not people to be trained or served."""
    if not before.strip() or re.search(r"新增|增加|转移就业|新增就业", before):
        return False
    return ends_in_measure(found.subject) or _SERVED.search(before) is None
