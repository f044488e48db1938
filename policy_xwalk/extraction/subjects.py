"""What a number measures, and where or among whom: subject and scope of a quantity, in the words of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from policy_xwalk.language.dates import find_times
from policy_xwalk.language.quantities import find_quantities
from policy_xwalk.language.words import HEDGES, PLACE_AT_END, PREDICATE, SCOPES

_TAIL = re.compile(
    rf"(?:{PREDICATE}|平均|均|都|已|再|拟按|拟|按照?|共|总计|累计|合计|分别|不得|应当|一般|原则上|基本|全面|普遍|增长|提高|提升|增加|下降|降低|减少|上升|年均|平均每年|每年|新增|每天|每日|大约|左右|[，、：（“])+$"
)
_HEAD = re.compile(
    r"^(?:(?:其中|同时|此外|并|且|而|即|对|把|将|使|让|以|按照|通过|以及|及|和|与|到|为|要|应|须|需|在(?![线校职岗建园读编])|力争|争取|努力|确保|保证|预计|预期|计划|规划|实现|推动|推进|促进|带动|保持|力求|做到|进一步|加快|全面|逐步|基本(?=实现|完成|建成|形成|达到|消除)|大力|积极|持续|深入|着力|有效|不断|统筹|组织|开展|加大|强化|加强|提升|提高|扩大|继续|稳步|切实|严格|年均|每年|累计|新增|实施|拟|按照?)(?![率量数额面]))+"
)
_MEASURED = re.compile(
    r"(?:率|比例|比重|占比|面积|数量|总数|人数|总量|规模|强度|水平|产值|收入|总值|增加值|投入|投资|时间|年限|寿命|数|量|额|度|床位|密度|指数|贡献|长度|里程|里程数|产量|能力|容量|户数|浓度|支出|总额|经费|价格|幅度|时长|间隔|次数|距离|覆盖面|得分|满意度)$"
)
_VERBS = r"(?:建设|建成|新建|新增|打造|培育|孵化|支持|扶持|指导|跟踪指导扶持|设置|设立|配备|配建|招聘|招收|培养|培训|改造|完成|开展|实施|创建|引进|认定|组建|选派|选树|投入|安排|筹措|举办|(?<!社会)(?<!党)(?<!字)组织|发放|布局|开发|修建|治理|修复|推广|提供|形成|发展|建立|遴选|评选|聘用|推出|拥有|有|集聚|聚集|突破|研发|制定|发布|开工|投用|投产|落地|新开|吸引|带动|吸纳|转化|入库|储备|实现|推动|推进|争创|申报|争取|盘活|开工建设|开通|新培育|加快建设|规划建设|力争建成|计划建成)"
_LEADING_VERB = re.compile(rf"^(?:{_VERBS}(?![率量数额]))+(?:了|约|近|至少|不少于)?")
_TRAILING_VERB = re.compile(rf"(?:{_VERBS})+(?:了|约|近|至少|不少于)?$")
_JOIN = re.compile(r"、|和|与|以及|及")


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject as read, its scope, and the offset at which the passage that carries it begins."""

    text: str
    scope: str | None
    start: int


def tidy(text: str) -> str:
    """A noun phrase without times, verbs of aiming and loose marks at its edges."""
    for time in reversed(find_times(text)):
        text = text[: time.start] + text[time.end :]
    text = text.strip("，、；：。—-·“ ")
    for _ in range(3):
        text = _TAIL.sub("", _HEAD.sub("", text)).strip("，、；：。—-· ")
    if text.count("”") > text.count("“"):
        text = "“" + text if not text.startswith("”") else text[1:]
    elif text.count("“") > text.count("”"):
        text = text.replace("“", "", 1)
    text = HEDGES.sub("", text) if HEDGES.match(text) else text
    return text.removeprefix("的").removesuffix("的")


_TERRITORY_HEAD = re.compile(
    r"^(?:全(?:国|省|市|县|区|州|盟|旗)|我(?:国|省|市|县|区|州|旗))(?:共有|共|现有|有|各类|的)?(?=[^，。]{2})"
)


def without_territory(subject: str) -> str:
    """A subject without the name of the whole territory before it: 全县共有社区工作者 → 社区工作者."""
    return re.sub(r"^(?:共有|现有)(?=..)", "", _TERRITORY_HEAD.sub("", subject))


def scope_of(text: str) -> str | None:
    """The place or group that a passage limits itself to, the narrowest wording first; None where it names none."""
    for pattern in SCOPES:
        # A place inside a list (中心、乡镇社工站、服务点) belongs to its own member only.
        for match in pattern.finditer(text):
            if "、" not in text[: match.start()]:
                return match[0]
    return None


def place_at_end(subject: str) -> tuple[str, str | None]:
    """Take the place from the end of a covered subject: 政务代办服务城乡社区 → 政务代办服务, 城乡社区."""
    match = PLACE_AT_END.search(subject)
    if not match or not match[0] or match.start() < 2:
        return subject, None
    rest = re.sub(r"(?:实现|做到|在|达到)$", "", subject[: match.start()])
    # 易地搬迁集中安置社区: what stands before is no noun of its own.
    return (rest, match[0].removeprefix("在")) if len(rest) >= 2 else (subject, None)


_MEASURE_TAIL = re.compile(
    r"(?:人均|年均|平均|增加值|产量|总产值|产值|占[^，。]{2,12}的?(?:比重|比例)|(?:覆|普|完|参|入|达|满|就|增)[^，。]{1,3}率|数量|总量|面积|规模|收入|标准|比例|比重|占比|增速)[^，。]{0,10}$"
)


def split_subjects(text: str, count: int) -> list[tuple[str, str]] | None:
    """Distribute a coordinate subject over ``count`` numbers: (subject, member) for each, None where it cannot.

    “城市社区和农村社区建立服务点比例” over two gives 城市社区建立服务点比例 and 农村社区建立服务点比例.
    """
    if count == 2 and (match := re.search(r"城乡(?=居民|社区|低保|学校|教师|收入|人均)", text)):
        return [(f"{text[: match.start()]}{member}{text[match.end() :]}", member) for member in ("城镇", "农村")]
    parts = _JOIN.split(text)
    if len(parts) < count:
        return None
    if len(parts) > count:
        parts = ["、".join(parts[: len(parts) - count + 1]), *parts[len(parts) - count + 1 :]]
    first, last = parts[0], parts[-1]
    tail = first[-2:]
    measure = _MEASURE_TAIL.search(last)
    if len(tail) == 2 and tail in last:
        cut = last.find(tail) + len(tail)
    elif len(parts[-2]) == 1 or (max(len(first), len(parts[-2])) <= 2 and not measure):
        # 第一、二、三产业增加值; 城市、农村社区: short members of one length.
        cut = min(len(parts[-2]), len(last))
    else:
        shared = measure[0] if measure else ""
        return [*((part if part.endswith(shared) else part + shared, part) for part in parts[:-1]), (last, last)]
    rest = last[cut:]
    members = [*parts[:-1], last[:cut]]
    return [(member + rest, member) for member in members]


def subject_before(before: str) -> str:
    """The noun phrase that stands before a value: “养老服务中心覆盖率达到” → 养老服务中心覆盖率."""
    return tidy(before)


def subject_after(after: str) -> str:
    """The noun phrase behind a counted number: “个城镇社区养老项目，…” → 城镇社区养老项目."""
    text = re.split(r"[，；。：]", after, maxsplit=1)[0]
    # A second number opens a second commitment.
    text = re.split(r"[、和及](?=[^、和及]{0,8}\d)", text, maxsplit=1)[0]
    text = re.sub(r"（[^（）]*\d[^（）]*）", "", text)
    return tidy(re.sub(r"^(?:以上|左右)?的?(?:(?:比例|标准|速度|幅度|规模|增速)(?:用于|安排|增长)?)?", "", text))


def ends_in_measure(text: str) -> bool:
    """Whether a phrase ends in the name of something measured (率, 面积, 人数 …)."""
    return _MEASURED.search(text) is not None


def without_verbs(text: str) -> str:
    """A phrase without verbs of building or granting at its edges."""
    return _TRAILING_VERB.sub("", _LEADING_VERB.sub("", text)).strip("，、 ")


def object_of(clause: str) -> str:
    """What a clause deals with: the noun phrase behind its last verb (制定｜村级议事协商目录)."""
    text = tidy(clause)
    for quantity in reversed(find_quantities(text)):
        text = text[: quantity.start] + text[quantity.end :]
    match = _ACTS.match(text)
    rest = text[match.end() :] if match else text
    return without_verbs(rest if len(rest) >= 2 else text)


_ACTS = re.compile(
    r".*(?:制定|编制|建立|健全|完善|推广|推行|配建|建设|开展|实施|推进|提供|建成|培育|发展|加强|落实|提高|提升|优化|打造)(?=[^了的]{2})"
)


def is_counted(unit: str | None) -> bool:
    """Whether a unit is a measure word for things counted (个, 家, 所 …), not a physical unit or money."""
    return unit in _COUNTERS


_COUNTERS = frozenset(
    "个 家 所 处 座 项 件 支 套 台 辆 艘 架 部 条 本 册 种 类 门 场 次 篇 例 间 栋 幢 只 头 株 块 片 段 道 口 对 批 份 名 人 位 户 人次 人天 场次 期 班 届 遍 张 个村 村 校 厂 站 点 颗 盏 双 组 款 级 万 亿 档 轮 班次 户次 架次 床".split()
)
