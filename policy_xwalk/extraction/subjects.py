"""What a number measures, and where or among whom: subject and scope of a quantity, in the words of the text."""

from __future__ import annotations

import re

from policy_xwalk.language.dates import find_times
from policy_xwalk.language.quantities import find_quantities
from policy_xwalk.language.units import COUNTERS
from policy_xwalk.language.words import HEDGES, PLACE_AT_END, PREDICATE, SCOPES

_TAIL = re.compile(
    rf"(?:{PREDICATE}|平均|(?<![人户])均|都|已|再|拟按|拟|按照?|共|总计|累计|合计|分别|不得"
    r"|应当|一般|原则上|基本|全面|普遍|增长|提高|提升|增加|下降|降低|减少|上升|缩短|缩减|削减|(?<=..)五年(?:累计)?|年均|平均每年|每年|新增|每天|每日|大约|左右"
    r"|继续|仍|预计|预期|同比|给予|每人|每月|每生|每户|每立方米|已经|从|由|了|和|及|以及|环比|(?:同|可比)口径|不折不扣|[，、：（“])+$"
)
_HEAD = re.compile(
    r"^(?:(?:[一二三四五六七八九十]{1,3}是|我们|其中|同时|此外|并(?![网联轨购])|且|而|即|对|把|将|使|让|以|按照|通过|以及|及|和(?![美谐平睦解])|与|到|为|要"
    r"|应(?![届急用收对])|须|需(?!求)|可(?!再生|支配|持续)|在(?![线校职岗建园读编])|包括|力争|争取|努力|确保|保证|预计|预期(?!性|目标|寿命)"
    r"|计划(?!生育)|规划|实现|推动|推进|促进|带动|保持|力求|做到|进一步|尽快|加快|安排|抓好|做好|办好|完成|全面|逐步|基本(?=实现|完成|建成|形成|达到|消除)|大力|积极|持续"
    r"|深入|深化|着力|有效(?!灌溉|发明|专利|供给|投资)|不断|统筹|组织|开展|加大|强化|加强|提升|提高|扩大|继续|稳步|切实|严格|年均|每年"
    r"|累计|新增|实施|拟|按(?:可比|现行|不变)?(?:价格)?计算的?|计算的|按照?|共(?=招|引|建成|调))(?![率量数额面]))+"
)
_MEASURED = re.compile(
    r"(?:率|比例|比重|占比|面积|数量|总数|人数|总量|规模|强度|水平|产值|收入|总值|增加值|投入|投资|时间|年限|寿命|数|量|额|度|床位|密度|指数|贡献|长度|里程|里程数|产量|能力|容量|户数"
    r"|浓度|支出|总额|经费|价格|幅度|时长|间隔|次数|距离|覆盖面|得分|满意度)$"
)
_VERBS = (
    r"(?:建设|建成|新建|新增|打造|培育|孵化|支持|扶持|指导|跟踪指导扶持|设置|设立|配备|配建|招聘|招收|培养|完成|开展|实施"
    r"|创建|引进|认定|组建|选派|选树|投入|安排|筹措|举办|(?<!社会)(?<!党)(?<!字)组织|发放|布局|开发|修建|推广|提供|形成|发展"
    r"|建立|遴选|评选|聘用|推出|拥有|有|集聚|聚集|突破|制定|发布|开工|投用|投产|落地|新开|吸引|带动|吸纳|入库|储备|实现"
    r"|推动|推进|争创|申报|争取|盘活|开通)"
)
# What is built, run or given; what is fought (治理、化解) stays with its noun, for without it more would seem worse.
_LEADING = (
    r"(?:(?:提档|提质|提能|转型)?升级(?![版率])|滚动推进|保护提升|加密建设|再(?=完成|建|新|增|推|培|改)|建设(?!用地)|建成|新建|改建|扩建|改扩建|新改建|兴建|续建|新增(?!长)|打造|培育|孵化|引育|支持|扶持|跟踪指导扶持|指导|设置|设立|配备|配建"
    r"|招聘|招收|招募|招录|招引|培养|培训|改造提升|提升改造|升级改造|更新改造|改造|完成|开展|实施|创建|引进|认定|认证|组建|选派|选树|选送|投入(?!产出)|安排|筹措|筹集|募集|举办"
    r"|(?<!社会)组织|发放|布局|部署|开发|开设|修建|推广|提供|形成|建立|遴选|评选|聘用|推出|拥有|有(?![线机效序色关])|集聚|聚集|突破|制定|发布"
    r"|开工|投用|投产|投运|启动|落地|取得|释放|新开(?!工)|新(?=布局|培育|认定|认证|建|增|引)|吸引|带动|吸纳|入库|实现|推动|推进|争创|申报|争取|盘活|开通|交付|资助|惠及|规范)"
)
_LEADING_VERB = re.compile(rf"^(?:{_LEADING}(?:和|并|、)?(?![率量额的]|数(?![字据控智])))+(?:了|约|近|至少|不少于)?")
_TRAILING_VERB = re.compile(rf"(?:{_VERBS})+(?:了|约|近|至少|不少于)?$")
_JOIN = re.compile(r"、|和|与|以及|及")


def tidy(text: str) -> str:
    """A noun phrase without times, verbs of aiming and loose marks at its edges."""
    for time in reversed(find_times(text)):
        text = text[: time.start] + text[time.end :]
    text = text.strip("，、；：。—-·“ ")
    for _ in range(3):
        bare = _TAIL.sub("", _HEAD.sub("", text)).strip("，、；：。—-· ")
        if bare == text:
            break
        text = bare
    if text.count("”") > text.count("“"):
        text = "“" + text if not text.startswith("”") else text[1:]
    elif text.count("“") > text.count("”"):
        text = text.replace("“", "", 1)
    text = HEDGES.sub("", text) if HEDGES.match(text) else text
    return text.removeprefix("的").removesuffix("的")


_TERRITORY_HEAD = re.compile(
    r"^(?:全(?:国|省|市|县|区|州|盟|旗)|我(?:国|省|市|县|区|州|旗))(?:共有|共|现有|有(?![线机效色])|各类|的)?(?=[^，。]{2})"
)


def without_territory(subject: str) -> str:
    """A subject without the name of the whole territory before it: 全县共有社区工作者 → 社区工作者."""
    return re.sub(r"^(?:共有|现有)(?=..)", "", _TERRITORY_HEAD.sub("", subject))


_QUOTED = re.compile(r"“[^“”]*”")


def scope_of(text: str) -> str | None:
    """The place or group that a passage limits itself to, the narrowest wording first; None where it names none."""
    if "“" in text:
        text = _QUOTED.sub(lambda m: "·" * len(m[0]), text)
    for pattern in SCOPES:
        # A place inside a list (中心、乡镇社工站、服务点) belongs to its own member only.
        for match in pattern.finditer(text):
            if "、" not in text[: match.start()]:
                return match[0]
    return None


#: 和美乡村实现省域（全覆盖）
_WITHIN = re.compile(r"(?<=..)(?:实现|做到)((?:省|市|县|镇|区|州)域)(?:基本)?$")


def place_at_end(subject: str) -> tuple[str, str | None]:
    """Take the place from the end of a covered subject: 政务代办服务城乡社区 → 政务代办服务, 城乡社区."""
    if (within := _WITHIN.search(subject)) is not None:
        return subject[: within.start()], within[1]
    match = PLACE_AT_END.search(subject)
    if not match or not match[0] or match.start() < 2:
        return subject, None
    rest = re.sub(r"(?:实现|做到|在|达到)$", "", subject[: match.start()])
    # 易地搬迁集中安置社区: what stands before is no noun of its own.
    return (rest, match[0].removeprefix("在")) if len(rest) >= 2 else (subject, None)


_STARTING_POINT = re.compile(r"(?:分别)?(?:从|由)[^，。；到至]{0,14}\d[^，。；]*$")
#: 普及率在2020年（45%的）基础上提高: what a change is reckoned from is no part of the subject.
_UPON_TAIL = re.compile(
    r"(?<![存所内潜])在(?:[^，。；]{0,8}基础上)?$|(?:原有|现有|此)?的?基础上$|^(?:原有|现有|此)?基础上(?=..)"
)
#: 智算规模从年初的: the time that only dates where a change starts.
_AT_FIRST = re.compile(r"(?<=..)[从由](?:年初|期初|原[来先]|[最起]初|[^，。；从由\d]{0,4}初期)的?$")
#: 社区食堂由5个增加至20个: what changes is named before.
_CHANGE = re.compile(r"(?<=..)(?:分别)?[由从][^，。；\d]{0,8}\d[^，。；]{0,12}?(?:提高|提升|增|升|降|减|扩大|缩).*$")
_UPON_HEAD = re.compile(r"的?基础上.*$")
#: 标准不低于当地低保标准的1.3倍: what the limit is reckoned on is no part of the subject.
_LIMIT_TAIL = re.compile(r"(?<=..)(?:不低于|不少于|不超过|不高于|高于|低于|多于)[^，。；、\d]{2,20}$")
_MEASURE_TAIL = re.compile(
    r"(?:[年月日]?(?:出栏|发电|吞吐|交易|零售|进出口|销售|成交|装机|周转|运输|产销|贷款|存款)(?:量|额|总额|总量|容量|余额|规模))$|"
    r"(?:人均|年均|平均|增加值|产量|总产值|产值|占[^，。]{2,12}的?(?:比重|比例)|(?:覆|普|完|参|入|达|满|就|增)[^，。]{1,3}率|数量|总量|面积|规模|收入|标准|比例|比重|占比"
    r"|增速)[^，。]{0,10}$"
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
    if parts[0].startswith("第") and (match := re.match(r"第?[一二三四五六七八九十](?=..)", parts[-1])):
        # 第一、二、三产业占比: what stands before the first member belongs to each, what behind the last too.
        members = [f"第{part.removeprefix('第')}" for part in (*parts[:-1], match[0])]
        return [(member + parts[-1][match.end() :], member) for member in members] if len(parts) == count else None
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
    named = tidy(_AT_FIRST.sub("", _LIMIT_TAIL.sub("", _STARTING_POINT.sub("", before))))
    return _UPON_TAIL.sub("", named) if named.endswith("在") or "基础上" in named else named


def subject_after(after: str) -> str:
    """The noun phrase behind a counted number: “个城镇社区养老项目，…” → 城镇社区养老项目."""
    text = _UPON_HEAD.sub("", _STOP.split(_UNIT_BRACKET.sub("", after), maxsplit=1)[0])
    if text.startswith(("、", "等")):
        # The list goes on with what is counted next.
        return ""
    # A second number opens a second commitment.
    text = _NUMBERED_BRACKET.sub("", _SECOND.split(text, maxsplit=1)[0])
    return tidy(_MEASURE_HEAD.sub("", _NEXT_NUMBER.sub("", text)))


_STOP = re.compile(r"[，；。：]")
_SECOND = re.compile(r"[、和及](?=[^、和及]{0,12}\d)")
_NUMBERED_BRACKET = re.compile(r"（[^（）]*\d[^（）]*）")
_MEASURE_HEAD = re.compile(
    r"^(?:以上|左右)?的?(?:(?:比例|标准(?!化)|速度|幅度|规模(?![以化])|增速)(?:用于|安排|增长)?)?"
)


def ends_in_measure(text: str) -> bool:
    """Whether a phrase ends in the name of something measured (率, 面积, 人数 …)."""
    return _MEASURED.search(text) is not None


def without_verbs(text: str) -> str:
    """A phrase without verbs of building or granting at its edges."""
    return _TAIL.sub("", _TRAILING_VERB.sub("", _LEADING_VERB.sub("", text))).strip("，、 ")


def object_of(clause: str) -> str:
    """What a clause deals with: the noun phrase behind its last verb (制定｜村级议事协商目录)."""
    text = _CHANGE.sub("", _UPON_HEAD.sub("", tidy(clause)))
    for quantity in reversed(find_quantities(text)):
        text = text[: quantity.start] + text[quantity.end :]
    match = _ACTS.match(text)
    rest = text[match.end() :] if match else text
    return without_verbs(rest if len(rest) >= 2 else text)


#: 14.2万台（套）、180座（含…）: a bracket behind the unit belongs to the unit.
_UNIT_BRACKET = re.compile(r"^（[^（）]{1,40}）次?")
#: 11个项目投资突破2000亿元: where the phrase reaches the next number it has become another statement.
_NEXT_NUMBER = re.compile(
    rf"(?:{PREDICATE}|(?:跃升|攀升|调整|[上下]调)[到至为]|增长|提高|下降|完成|给予|补助|每人|投资|聘任|削减|减少|降低|上升|压减)+\d(?!G|分钟).*$"
)
_ACTS = re.compile(
    r".*(?:制定|编制|建立|健全|完善|推广|推行|配建|建设|开展|实施|推进|提供|建成|培育|发展|加强|落实|提高|提升|优化|打造)(?=[^了的]{2})"
)


def is_counted(unit: str | None) -> bool:
    """Whether a unit is a measure word for things counted (个, 家, 所 …), not a physical unit or money."""
    return unit is not None and unit.partition("（")[0] in _COUNTERS


_COUNTERS = COUNTERS | frozenset(
    re.split(
        r"\s+",
        """次 列 名 人 位 户 人次 人天 场次 批次 遍 单 颗 枚 幅 匹 级 万 亿 档 轮 班次 户次 架次""",
    )
)
