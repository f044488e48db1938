"""The words of table headers, and the grammar of units and values in cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from policy_xwalk.extraction.table_model import Column, ColumnRole, ValueKind

_UNIT_WORDS = """
% ‰ 百分点 个百分点 个 人 名 位 户 家 所 处 座 项 件 支 张 套 台 辆 艘 架 部 条 本 册 卷 种 类 门 场 期 次 篇
例 间 栋 幢 只 头 羽 株 棵 根 块 片 段 道 口 眼 孔 组 对 双 批 份 宗 起 款 届 轮 倍 番 级 床 天 日 周 月 年 岁
周岁 小时 学时 课时 学分 分钟 分 秒 个月 工作日 个工作日 人次 人天 人年 户次 架次 车次 班次 件次 场次 台次 标箱
标台 标准箱 元 美元 米 公里 千米 海里 公顷 亩 平方公里 平方千米 平方米 立方米 立方 平米 ㎡ m² km² m³ km 吨
公斤 千克 斤 克 升 毫克 微克 毫升 千瓦 千瓦时 兆瓦 吉瓦 瓦 度 kW kWh GW MW GWh 吨标准煤 标准煤 吨标煤 标煤 村 镇
乡 县 区 市 省 国 社区 街道 校 班 席 尾 箱 桶 瓶 TEU Mbps Gbps Tbps EFLOPS PFLOPS Pflops EFlops TB PB EB GB MB
兆 比特 分贝 ℃ 摄氏度 名次 位次 厘米 毫米 标准机架 机架 床位 学位 岗 岗位 车 端口 核 芯公里 车公里 人公里
吨公里 人·天 人/平方公里 微克/立方米 毫克/升 人日 台套 台（套） 家（次） 公里/小时 点 成 档 枚 票 单 艘次 列
列车 机 标方 方 千卡 焦 吉焦 帧 辆次 个（家）
"""
_ALTERNATIVES = "|".join(re.escape(u) for u in sorted(set(_UNIT_WORDS.split()), key=lambda u: (-len(u), u)))
_MAGNITUDE = r"(?:[十百千]?[万亿]{1,2}|[十百千])"
UNIT = rf"(?:(?:{_MAGNITUDE})?(?:{_ALTERNATIVES})(?:[/／每·](?:{_MAGNITUDE})?(?:{_ALTERNATIVES}))*|{_MAGNITUDE})"
"""A unit as printed: 万人, 平方米, 元/人, 微克/立方米, 亿."""
_PER = rf"[/／每:](?:每|\d{{1,6}})?(?:{_MAGNITUDE})?(?:{_ALTERNATIVES})?"
_UNIT_ONLY = re.compile(rf"{UNIT}(?:[、/或]{UNIT}|（{UNIT}）)?|(?:{UNIT}(?:（{UNIT}）)?|1|每)?{_PER}(?<![/／每:])")

_NUMBER = r"[-+−]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?"
_COMPARATOR = (
    r"(?:≥|≤|≧|≦|⩾|⩽|>=|<=|>|<|=|±|≈|约为?|近|大约|不低于|不少于|不小于|不超过|不高于|不大于|不突破|大于|小于|高于|低于|超过|超|达到|达|突破|至少|"
    r"(?:基本|力争|确保|实现|继续|稳定)?(?:控制|保持|稳定|维持)在?|力争|确保|实现|完成|不少于|基本|累计达到|年均增长|年均下降|年均|累计|每年|五年累计|增长|下降|降低|提高|减少|增加|新增)"
)
_BASE_YEAR = r"(?:19|20)\d\d年(?:底|末)?|上年|基期|[“\"]?十[一二三四五六七八]五[”\"]?(?:末|期末|时期)?"
_SUFFIX = r"(?:\+|全覆盖|[及或]?以上|[及或]?以下|以内|之内|左右|上下|之间)"
MARK = r"(?:\*{1,3}+|#{1,3}+|[※▲△▼▽☆★◆◇●○◎■□①-⑳]|\[\d\]|【\d】|[¹²³⁴⁵])"
"""A reference mark that leads to a note under the table."""
_PLAIN_VALUE = (
    rf"(?:[较比](?:{_BASE_YEAR}))?{_COMPARATOR}{{0,3}}{_NUMBER}(?:{UNIT})?"
    rf"(?:[-—–~至到]{{1,2}}{_NUMBER}(?:{UNIT})?)?{_SUFFIX}?"
)
_DASHES = "-‐‑‒–—―−─━┄┅┈┉╌╍⸺⸻ー﹘﹣－_＿~～/／\\\\＼…⋯·•×"
DASH = (
    rf"(?:[{_DASHES}]{{1,6}}|\*|(?:暂|尚|缺)?无(?:数据|统计|此项)?|暂缺|空缺?|未统计|未开展|未监测|不适用|[Nn]/?[Aa])"
)
"""A cell that says nothing: dashes of every kind, slashes, words for none."""
_ABOVE = r"(?:国家|省|自治区|市|州|县|区|上级|有关|相关)(?:和?(?:省|市|县))?(?:级|里|定|委)?"
_WORD_VALUE = (
    r"(?:[一二三四五六七八九]成|翻[一两二三]番(?:以上|左右)?|百分(?:之)?百|零|清零|\d+(?:\.\d+)?[:∶]\d+(?:\.\d+)?(?:以内|以上|以下)?"
    r"|[每各]个?(?:省|市|州|县|区|乡|镇|街道|村|社区)[^\s\d，。；|]{0,10}(?:至少|不少于|≥|建成|建有|建设)\d{1,3}[^\s\d，。；|]{1,3}"
    r"|(?:优于|达到|好于|不低于)?(?:[ⅠⅡⅢⅣⅤⅥ]{1,3}|[A1-5]{1,5}|[一二三四五])[级类](?:标准)?(?:以上)?"
    r"|(?:进入|位居|保持|达到)?(?:全[国省市县区州])?前(?:\d{1,2}|[一二三四五六七八九十]+)(?:名|位|列)?"
    r"|(?:基本|全面|力争|实现|努力|保持)*(?:全覆盖|动态清零|清零|消除|达标|建成|完成|实现|稳定|持平|同步|形成)"
    r"|(?:持续|稳步|逐步|逐年|逐渐|明显|显著|大幅|进一步|不断|稳中|稳定|有所|较大)(?:度|幅度?)?"
    r"(?:提升|提高|上升|下降|降低|减少|改善|优化|好转|向好|有进|增长|增加|扩大|增强|完善|加强|有升|有降|趋好)"
    rf"|(?:完成|落实|达到|执行|按照?|以|符合)?{_ABOVE}(?:下达|核定|确定|规定|要求|考核|标准|控制|分解)的?"
    r"(?:任务|指标|目标|计划|标准|要求|数|值|限额)*(?:以内|执行|为准|要求)?"
    r"|(?:略|明显)?(?:不)?(?:高于|低于|优于|快于|少于|超过|好于)(?:同期|上年|当年)?(?:全[国省市县区州]|国家|GDP|地区生产总值|经济|现状|上年|周边)"
    r"[^\s，。；|\d]{0,10}"
    r"|(?:与|和|同)[^\s，。；|\d]{2,12}(?:同步|持平|相当|一致|相适应)"
    r"|不(?:再)?(?:减少|降低|下降|增加|上升|增长|发生|突破)|只[增减]不[增减]|(?:零|负|正)(?:增长|发生)|杜绝|(?:合理|有效|严格)控制"
    r"|保持(?:现状|不变|优良|良好|合理|基本稳定|在?合理[区水][间平]|全[国省市]前列)|(?:进入|位居|保持)?(?:全[国省市县])(?:前列|领先|先进水平)"
    r"|应[保种检查收建治救纳改]尽[保种检查收建治救纳改])"
)
VALUE = rf"(?:(?:年均|累计)?[〔\[【［（]{_PLAIN_VALUE}[〕\]】］）]{UNIT}?|{_PLAIN_VALUE}|{_WORD_VALUE}|{DASH}){MARK}*"
"""A cell that holds a value: number with comparator, unit and range; a bracketed sum; a dash; a set phrase."""
#: What is longer is neither value nor unit, and is not searched.
_MAX_CELL = 200
_VALUE_ONLY = re.compile(VALUE)
_DASH_ONLY = re.compile(DASH)

ATTRIBUTE = re.compile(r"(?:[（【\[]?(?:预期性?|约束性?)(?:指标)?[）】\]]?)")
MEASURED = re.compile(r"\d+(?:岁|年|个|小时|分钟|公里|级|类|天|[A-Za-z%])")
"""How a name begins that itself begins with a number: 3岁以下, 5G, 15分钟."""
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_FIVE = re.compile(r"[“\"]?(十[一二三四五六七八])五[”\"]?")
_NUMERALS = "一二三四五六七八"

_NAME = (
    r"(?:[^\d，。；、“”]{0,6}指标(?:名称?|内容|项目?|事项)?(?:[（及与和](?:计量)?单位[）]?)?"
    r"|项目(?:名称)?|名称|内容|指标体系|主要内容|主要目标)"
)
_CATEGORY = (
    r"(?:类别|分类|领域|指标(?:类别|类型|分类|领域)|目标(?:类别|领域|分类)|一级指标|二级指标|方面|维度|类型"
    r"|板块|主要方面|准则层|目标层|项目类别|大类)"
)
_UNIT_HEADER = r"(?:计量|指标|数据)?单位"
_ATTRIBUTE_HEADER = (
    r"(?:(?:指标|目标|考核|管控|管理)?(?:属性|性质)(?:类别|分类)?|指标类[型别]（属性）|指标类型|类型|约束类型)(?:（[^（）]{1,8}）)?"
    r"|预期性?[/、或]约束性?|约束性?[/、或]预期性?|(?:预期|约束)性(?:指标)?"
)
_DEPARTMENTS = (
    r"(?:(?:主要)?(?:责任|牵头|主管|主责|负责|实施|落实|配合|承担|参与|协同|考核)(?:（[^）]*）)?[/、和及]?"
    r"(?:责任|牵头|配合|落实)?(?:部门|单位|科室|处室|主体|股室))"
)
_NOTE = r"备\s*注|(?:指标)?(?:说明|解释|释义|定义|来源)|注释?|数据来源|计算方法|统计口径"
_NUMBER_HEADER = r"序号|编号|序|No\.?|№|代码"
_PAST = (
    r"(?:目前|当前|现有|现阶段|现今|已有|已达到?)(?:水平|情况|状况|数?值|数)?|基期(?:年)?(?:数?值|数|水平)?|基准(?:年)?(?:数?值|数)?|基础(?:数?值|数)|基数|现状(?:数?值|数|水平|情况)?|现有值|现值|当前值"
    r"|起始值|初始值|实际(?:数?值|数|完成(?:数?值|数|情况)?)?|(?:预计)?完成(?:数?值|数|情况)?|预计(?:数?值|数)?|实绩|实现值|已实现"
)
_PROMISED = (
    r"(?:规划|发展|总体|预期|远景|控制|力争|年度|工作|阶段性?|考核|奋斗|终期|[近中远]期|中长期){0,2}目标(?:数?值|数|要求|水平|年(?!均|平均))?"
    r"|(?:[近中远]期|远景)(?:规划)?(?:数?值|数|年(?!均|平均))?|第[一二三]阶段|规划(?:期)?(?:数?值|数|末)?"
    r"|预期(?:数?值|数)?(?!性)|预测值|展望|计划(?:数?值|数)?|达标值|到期值|力争达到|达到"
)
_PLAIN = r"指标值|指标数值|数值|标准值|数据|值"
_SUM = r"[〔\[（]?(?:五年)?累计(?:变化|增长|增速|增加|新增|下降)?(?:值|数)?[〕\]）]?"
_RATE = (
    rf"年(?:均|平均)(?:增长|增速|变化|下降)?(?:率|速度|幅度|值|数)?(?:[/、或]?{_SUM})?"
    rf"|(?:五年)?(?:增长率?|增速|增幅)|{_SUM}|(?:累计)?变化(?:幅度|情况)?|增减(?:幅度|率)?|提高幅度"
)
_ROLES: tuple[tuple[ColumnRole, re.Pattern[str]], ...] = (
    ("no", re.compile(_NUMBER_HEADER)),
    ("departments", re.compile(_DEPARTMENTS)),
    ("unit", re.compile(_UNIT_HEADER)),
    ("attribute", re.compile(_ATTRIBUTE_HEADER)),
    ("category", re.compile(_CATEGORY)),
    ("name", re.compile(_NAME)),
    ("note", re.compile(_NOTE)),
)
_YEAR_PART = (
    r"(?:[“\"]?十[一二三四五六七八]五[”\"]?(?:时期|期间|期末|末|规划)?"
    r"|(?:到|至|截至)?(?:19|20)\d\d年?(?:度|末|底)?)"
)
_PLACE = r"(?:全[省市县区州盟旗]|[我本][省市县区州盟旗])"
_SPREAD = re.compile(r"(?:19|20)\d\d年?[-—–~至到](?:19|20)\d\d年?")
_VALUE_PARTS = re.compile(
    rf"{_PLACE}?(?>{_RATE}|{_PROMISED}|{_PAST}|{_PLAIN}|{_YEAR_PART}"
    r"|[—\-~至/、（）()\[\]〔〕“”\"]|水平|期末|末|底|年|期|值|数|的|较|比)+"
)
#: Columns of tables that list projects, money or duties; a table of indicators has none of them.
NOT_INDICATORS = re.compile(
    r"投资|资金|建设(?:内容|地点|规模|性质|年限|期限|单位|周期)|起止年|项目(?:单位|业主|内容|类型|性质|概况)"
    r"|实施地点|任务|措施|时间(?:节点|安排|进度)|完成时限|完成时间|姓名|职务|电话|地址"
)


@lru_cache(maxsize=4096)
def is_unit(text: str) -> bool:
    """Whether a text is nothing but a unit."""
    return len(text) <= _MAX_CELL and _UNIT_ONLY.fullmatch(text) is not None


@lru_cache(maxsize=4096)
def is_value(text: str) -> bool:
    """Whether a text is a value and nothing else; a dash is one."""
    return len(text) <= _MAX_CELL and _VALUE_ONLY.fullmatch(text) is not None


def is_dash(text: str) -> bool:
    """Whether a text stands for an empty cell."""
    return _DASH_ONLY.fullmatch(text) is not None


def period_end(text: str) -> int | None:
    """Last year of the five-year plan a text names: “十四五” ends in 2025."""
    if (match := _FIVE.search(text)) is None:
        return None
    number = 10 + _NUMERALS.index(match[1][1]) + 1
    return 1955 + 5 * number


def read_header(text: str) -> Column | None:
    """What a header cell says its column holds; None where it says nothing known.

    ``text`` is folded and free of blanks. A unit in brackets (面积（平方米）, 2025年（%）) becomes the column's unit.
    """
    header = text
    unit = None
    if match := re.search(r"[（\[]([^（）\[\]]+)[）\]]$", text):
        inside = match[1].removeprefix("单位").lstrip("：:")
        if is_unit(inside):
            unit, text = inside, text[: match.start()]
    text = re.sub(rf"{MARK}+$|[：:]$", "", text)
    for role, pattern in _ROLES:
        if pattern.fullmatch(text):
            return Column(role, header, unit=unit)
    return _value_header(text, header, unit)


def _value_header(text: str, header: str, unit: str | None) -> Column | None:
    if not text or len(text) > 30 or not _VALUE_PARTS.fullmatch(text):
        return None
    years = [int(y) for y in YEAR.findall(text)]
    rate = re.search(r"年均|年平均|累计|增速|增长|增幅|变化|增减|提高幅度", text)
    # 2021—2025年年均增长 stands for the span; its last year counts.
    year = (max(years) if rate or _SPREAD.search(text) else years[0]) if years else period_end(text)
    kind: ValueKind | None = None
    if re.search(_PROMISED, text) and not re.search("实际|已|完成", text):
        kind = "target"
    elif re.search(_PAST, text):
        kind = "baseline"
    if not (years or kind or rate or year or re.fullmatch(_PLAIN, text)):
        return None
    column = Column("value", header, year=year, kind=kind, unit=unit)
    if rate:
        average, total = re.search(r"年均|年平均|增速|增长|增幅", text), re.search("累计|变化|增减|提高|比|较", text)
        both = bool(re.search("年均|年平均", text)) and bool(re.search("累计", text))
        column = replace(column, basis="cumulative" if total and not both else "annual_average" if average else None)
        column = replace(column, both_bases=both)
    return column


def is_header_row(columns: Sequence[Column | None], filled: int) -> bool:
    """Whether the cells of a row say what columns hold: a name, a value, and nearly all of the others."""
    known = [c for c in columns if c is not None]
    roles = {c.role for c in known}
    return bool(roles & {"name", "category"}) and "value" in roles and len(known) * 3 >= filled * 2


_HEADER_TOKEN = re.compile(
    rf"(?P<span>{_SPREAD.pattern}(?:[末底])?)|(?P<year>{_YEAR_PART}(?:（[^（）]{{1,6}}）)?)|(?P<dept>{_DEPARTMENTS})"
    rf"|(?P<no>{_NUMBER_HEADER})|(?P<category>类别|分类|领域|指标类别|指标分类|一级指标)|(?P<rate>{_RATE})"
    r"|(?P<note>备注|(?:指标)?(?:说明|解释)|数据来源)"
    rf"|(?P<unit>{_UNIT_HEADER})|(?P<attribute>(?:指标|目标)?(?:属性|性质)|指标类型)|(?P<plain>指标值|指标数值|数值)"
    r"|(?P<name>(?:主要|具体|规划|发展|主要发展|核心|考核|监测|评价|重点|量化)?指标(?:名称|内容|项目)?|二级指标|三级指标"
    r"|项目(?:名称)?|名称)"
    rf"|(?P<role>{_PROMISED}|{_PAST})|(?P<bracket>（(?:{UNIT}|{_YEAR_PART})）)"
)


@lru_cache(maxsize=4096)
def header_tokens(text: str) -> tuple[tuple[str, str], ...] | None:
    """Cut a header line without blanks into its words; None unless it holds nothing but header words."""
    tokens: list[tuple[str, str]] = []
    position = 0
    while position < len(text):
        match = _HEADER_TOKEN.match(text, position)
        if match is None or match.end() == position:
            return None
        tokens.append((match.lastgroup or "", match[0]))
        position = match.end()
    return tuple(tokens)


def columns_of_tokens(tokens: Sequence[tuple[str, str]]) -> tuple[Column, ...]:
    """Put the words of a torn header together to columns: 2020年 基期值 2025年 目标值 属性 are three."""
    words = _paired(list(tokens))
    cells: list[list[tuple[str, str]]] = []
    for kind, text in words:
        open_value = cells[-1] if cells and cells[-1][0][0] in ("year", "span", "role", "plain", "rate") else None
        kinds = {k for k, _ in open_value} if open_value else set()
        if kind == "bracket" and cells:
            cells[-1].append((kind, text))
        elif open_value and kind in ("role", "plain") and kinds <= {"year", "span"}:
            open_value.append((kind, text))
        elif (
            open_value
            and kind == "rate"
            and kinds == {"rate"}
            and (text[0] in "〔[（" or re.fullmatch(r"年(?:均|平均)", open_value[-1][1]))
        ):
            # 年均增速 over 〔累计〕 is one column, and brackets in the cell tell which; 年均 over 增长 was torn.
            open_value.append((kind, text))
        elif (
            open_value and kind == "rate" and kinds <= {"year", "span"} and not re.match(r"\d{4}年?$", open_value[0][1])
        ):
            # A rate belongs to a span of years, not to one year: 2025年 | 年均增长 are two columns.
            open_value.append((kind, text))
        elif (
            open_value
            and kind == "year"
            and kinds == {"role"}
            and YEAR.search(open_value[0][1]) is None
            and not _later_pairs(words)
        ):
            open_value.append((kind, text))
        else:
            cells.append([(kind, text)])
    columns = [read_header("".join(text for _, text in cell)) for cell in cells]
    return tuple(
        c if c is not None else Column("other", "".join(t for _, t in cell))
        for c, cell in zip(columns, cells, strict=True)
    )


def _later_pairs(words: Sequence[tuple[str, str]]) -> bool:
    """Whether years stand before their role words (2020年 基期值 …), not behind them."""
    kinds = [k for k, _ in words if k in ("year", "role")]
    return bool(kinds) and kinds[0] == "year"


def _paired(tokens: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Headers of two storeys read line by line: years then roles are zipped, a heading over years gives way to them."""
    kinds = "".join({"year": "Y", "role": "R", "plain": "P"}.get(k, "x") for k, _ in tokens)
    if match := re.search(r"(YY+)(RR+)", kinds):
        a, b = match.span(1), match.span(2)
        if a[1] - a[0] == b[1] - b[0]:
            zipped = [t for pair in zip(tokens[slice(*a)], tokens[slice(*b)], strict=True) for t in pair]
            return [*tokens[: a[0]], *zipped, *tokens[b[1] :]]
    if match := re.search(r"^([^YRP]*)([RP])([^YRP]+)(Y{2,})$", kinds):
        at, years = match.start(2), match.start(4)
        return [*tokens[:at], *tokens[years:], *tokens[at + 1 : years]]
    if match := re.search(r"[RP](?=YY)", kinds):
        # 指标值 over 2020年 and 2025年.
        return tokens[: match.start()] + tokens[match.end() :]
    return tokens
