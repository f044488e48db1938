"""Numbers of a qualifier: sizes, ages and limits that say which ones are meant, not what is to be reached."""

from __future__ import annotations

import re

from policy_xwalk.extraction.context import BUILDING, Context
from policy_xwalk.language.fold import CJK
from policy_xwalk.language.quantities import split_magnitude

_MONEY_OR_SIZE = re.compile(r"元|美元|平方米|㎡|吨|千瓦|瓦|公里|米|亩|公顷|岁|蒸吨|千伏|^伏$|^级$|人$|^人次$|^单$")
_BUILDER = re.compile(rf"{BUILDING}[^，。；]{{0,12}}$")
_QUALIFIED = re.compile(
    rf"^(?:的|级|级的|规模(?:的)?|[{CJK}]{{0,2}}标准)?[^，。；、\d]{{0,8}}?(?:企业|项目|园区|产业(?:集群|链)?|集群|单位|县(?:域|区|市)?|乡镇|镇(?!级)|村(?!庄)"
    rf"|人群|人口|家庭|群体|老年人|老人|儿童|婴幼儿|劳动力|学生|大学生"
    r"|毕业生|医院|学校|医疗机构|湖泊|河流|城市|机组|锅炉|灌区|水库|公司|合作社|基地|品牌|景区|居民|用户|客户|车辆|船舶|干部|青年|青少年|女性|妇女|患者|建筑|工业|法人|市场|商圈|综合体"
    r"|经营主体|的单体|平台企业|独角兽)"
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
    if re.fullmatch(r"千伏|伏|蒸吨", unit) or (
        unit == "级" and (unit != q.unit or (q.suffix and not _SETS.search(c.before)))
    ):
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
    if unit == "人口":
        return True
    if c.after.startswith("的") and re.search(r"\d", c.after):
        # 收入超10亿元的供应商达40家: the size picks out what the next number counts.
        return True
    return bool(_QUALIFIED.match(c.after)) and bool(
        q.suffix
        or q.comparator != "="
        or c.after.startswith(("的", "级", "企业", "项目", "产业"))
        or not _BUILDER.search(c.before)
    )


_GIVES = re.compile(r"的[^，。；]{0,40}?(?:给予|予以|实行|发放|安排|落实|减免|免|补助|奖励|优先|纳入)")
_MEASURE_AFTER = re.compile(
    r"的?(?:比例|标准|速度|幅度|规模|增速|增长|增幅|水平|投入|资金|目标|覆盖|占比|份额|比重|要求|差距|力度|降幅|资助|奖|补|支持|贷款|就业|岗位)"
)
_GRANTED = re.compile(r"给予|奖励|补助|补贴|实行|安排|提高|降低|按")
_ENDED = re.compile(r"(?:消除|淘汰|化解|取缔|清理|整治|关停)$")
_SETS = re.compile(
    rf"(?:{BUILDING}|带动|吸纳|投入|提供|辐射|惠及|达到?|为|按照?|实现|保持|完成|建成|新增|培育|打造|建设|有|近|约|在|于|至|到|占|给予|最高)$"
)


def picks_out(c: Context) -> bool:
    """床位数100张以上的机构, 保有量8000辆以上的货车: a limit that says which ones are meant."""
    q = c.quantity
    if q.form not in ("number", "share") or (q.comparator not in (">=", "<=", ">", "<")) or q.unit in ("%", "‰"):
        return False
    named = re.search(r"(?:^|，)对[^，。；]{0,60}$", c.before) and not _GRANTED.search(c.before)
    if named and (_GIVES.search(c.after) or (q.suffix and "的" in c.after) or c.after.startswith("的")):
        return True
    if q.suffix and _ENDED.search(c.before):
        return True
    if q.form == "number" and q.suffix and _sizes_a_group(c):
        return True
    if q.form == "share" or not q.suffix or _SETS.search(c.text[c.clause[0] : q.start]):
        return False
    if re.match(r"[^，。；、\d的]{2,10}的[^，。；、]{2,}(?:应|要|须|必须|可以|设|配|建|开展|给予)", c.after):
        return True
    return re.match(r"的[^，。；、]{2,}", c.after) is not None and _MEASURE_AFTER.match(c.after) is None


_GROUP = (
    r"(?:自然村|行政村|建制村|村(?:组|庄|民小组|屯)?|屯|社区|乡镇|街道|县(?:城|市|区)?|城市|镇|学校|小区|安置[点区]"
    r"|居民点|聚居点|场所|企业|机构|医院|景区|灌区|水库|单位)"
)
#: 25户以上自然村｜通水泥路率, 20户以上自然村｜实现: something is said of the places so picked out.
_SIZED_GROUP = re.compile(rf"的?[^，。；、\d]{{0,4}}?{_GROUP}(?:（[^（）]{{1,6}}）)?[^，。；、\d]{{2,}}")
#: 50户以上的集中安置点3个: how large the things counted are.
_SIZED_THINGS = re.compile(r"的[^，。；、\d]{2,12}?\d+(?:\.\d+)?[个处所座家片]")


def _sizes_a_group(c: Context) -> bool:
    """25户以上自然村通水泥路率, 50户以上的集中安置点3个: the size of the places or things that the figure is about."""
    if c.quantity.unit not in ("户", "人", "名", "张", "口人", "头", "万人", "个班", "亩", "万亩"):
        return False
    if _SIZED_THINGS.match(c.after):
        return True
    opens = re.search(r"(?:^|[对在于将把、：]|覆盖|人口|实现|推动|推进|支持|确保)$", c.before.strip("，"))
    return opens is not None and _SIZED_GROUP.match(c.after) is not None


def share_of_voters(c: Context) -> bool:
    """三分之二以上的业主参与表决: how a body decides."""
    return (
        c.quantity.unit == "%"
        and re.search(r"表决|投票|经[^，。；]{0,12}同意", c.text[c.clause[0] : c.clause[1]]) is not None
    )


_OBEYED = re.compile(r"(?:落实|执行|贯彻|遵守|坚持|严守|恪守|遵循)[^，。；]{0,30}$")
_RULES = re.compile(r"的?[^，。；、\d]{0,8}?(?:制度|标准|规定|要求|纪律|原则|措施|政策|禁令|规范|机制|条例)")


def names_rules(c: Context) -> bool:
    """落实18项核心制度, 执行4项强制性标准: how many rules there are, none of them is a goal."""
    q = c.quantity
    return (
        q.unit in ("项", "条", "个", "类", "大", "%")
        and q.comparator == "="
        and bool(_OBEYED.search(c.before) and _RULES.match(c.after))
    )


def base_of_ratio(c: Context) -> bool:
    """每5所幼儿园配备1名督学, 按100户配建: the first number is what the second is reckoned on."""
    before = c.text[max(0, c.quantity.core - 1) : c.quantity.core]
    return before == "每" or (before == "按" and c.quantity.unit not in ("%", "‰") and not c.quantity.suffix)
