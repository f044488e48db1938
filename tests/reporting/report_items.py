"""Items of the three plans on community services, written by hand from their texts; see ``report_sample``."""

from __future__ import annotations

import hashlib
from typing import Any

from policy_xwalk.records import Indicator, Span, Target, Value

NATION, SHANXI, ZHENGNING = "000000-2021-56", "140000-2022-55", "621025-2022-38"
DOT = chr(0x1001B0)
"""The private-use glyph that the Shanxi file has for the decimal point."""


def item_id(plan: str, letter: str, text: str) -> str:
    return f"{plan}/{letter}-{hashlib.sha256(text.encode()).hexdigest()[:6]}"


def _value(raw: str | None, year: int, unconfirmed: bool = False) -> Value | None:
    if raw is None:
        return None
    comparator: Any = ">=" if raw.startswith("≥") else "="
    digits = raw.lstrip("≥").rstrip("%平方米人个")
    number = float(digits) if "." in digits else int(digits)
    unit = raw.lstrip("≥")[len(digits) :]
    extra: dict[str, Any] = {"unconfirmed": True} if unconfirmed else {}
    return Value(raw=raw, comparator=comparator, value=number, unit=unit, year=year, **extra)


def spans_of(text: str, page: int | None, start: int) -> tuple[Span, ...]:
    return (Span(page=page, start=start, end=start + len(text)),)


COUNTRYSIDE = "农村社区综合服务设施覆盖率"
TOWN = "城市社区综合服务设施覆盖率"
SHARE = "社区商业和综合服务设施面积占社区总建筑面积的比例"
AREA = "每百户居民拥有社区综合服务设施面积"
SELF_SERVICE = "城市社区政务通用自助服务覆盖率"
WORKERS = "每万城镇常住人口拥有社区工作者"
ACTIVITY = "居民活动区域面积占社区综合服务设施总建筑面积比例"

NATION_ROWS = [
    (1, COUNTRYSIDE, "65.7%", "80%"),
    (2, TOWN, "100%", "100%"),
    (3, SHARE, None, "≥10%"),
    (4, AREA, None, "≥30平方米"),
    (5, SELF_SERVICE, None, "100%"),
    (6, WORKERS, None, "18人"),
    (7, ACTIVITY, None, "≥60%"),
]
SHANXI_ROWS = [
    (1, COUNTRYSIDE, "70%", "80%", "１农村社区综合服务设施覆盖率７０％８０％预期性"),
    (2, TOWN, "100%", "100%", "２城市社区综合服务设施覆盖率１００％１００％预期性"),
    (3, SHARE, None, "≥10%", "３社区商业和综合服务设施面积占社区总建筑面积的比例－≥１０％预期性"),
    (4, AREA, "25.4平方米", "≥30平方米", f"４每百户居民拥有社区综合服务设施面积２５{DOT}４平方米≥３０平方米预期性"),
    (5, ACTIVITY, None, "≥60%", "５居民活动区域面积占社区综合服务设施总建筑面积比例－≥６０％预期性"),
    (6, SELF_SERVICE, None, "100%", "６城市社区政务通用自助服务覆盖率－１００％预期性"),
    (7, WORKERS, None, "18人", "７每万城镇常住人口拥有社区工作者－１８人预期性"),
    (
        8,
        "每个城市社区平均拥有社区社会组织",
        "5.1个",
        "≥10个",
        f"８每个城市社区平均拥有社区社会组织５{DOT}１个≥１０个预期性",
    ),
    (
        9,
        "每个农村社区平均拥有社区社会组织",
        "2.2个",
        "≥5个",
        f"９每个农村社区平均拥有社区社会组织２{DOT}２个≥５个预期性",
    ),
    (
        10,
        "城市社区工作者持有全国社会工作者职业水平资格证书的比例",
        "11%",
        "≥20%",
        "１０城市社区工作者持有全国社会工作者职业水平资格证书的比例１１％≥２０％预期性",
    ),
]
ZHENGNING_ROWS = [
    (1, COUNTRYSIDE, "60%", "80%", "1农村社区综合服务设施覆盖率60%80%预期性"),
    (2, TOWN, "100%", "100%", "2城市社区综合服务设施覆盖率100%100%预期性"),
    (3, SHARE, None, "≥10%", "3社区商业和综合服务设施面积占社区总建筑面积的比例--≥10%预期性"),
    (4, AREA, "27.3平方米", "≥30平方米", "4每百户居民拥有社区综合服务设施面积27.3平方米≥30平方米预期性"),
    (5, "城市社区政务通用自助服务一体机覆盖率", None, "100%", "5城市社区政务通用自助服务一体机覆盖率--100%预期性"),
    (6, WORKERS, "15人", "18人", "6每万城镇常住人口拥有社区工作者15人18人预期性"),
    (7, ACTIVITY, None, "≥60%", "7居民活动区域面积占社区综合服务设施总建筑面积比例--≥60%预期性"),
    (8, "城市社区养老服务设施覆盖率", "85%", "100%", "8城市社区养老服务设施覆盖率85%100%预期性"),
]


def nation_row(no: int, name: str, baseline: str | None, target: str) -> Indicator:
    known = ("A", "B", "C") if no <= 2 else ("C",)
    sources = {"name": known, **({"baseline": ("A", "B")} if baseline else {})}
    return Indicator(
        id=item_id(NATION, "I", name),
        plan=NATION,
        no=no,
        name=name,
        category=None,
        baseline=_value(baseline, 2020),
        target=_value(target, 2025, unconfirmed=True),
        attribute="预期性",
        direction="higher_is_better",
        section=None,
        quote=name,
        spans=(),
        unconfirmed=("target", "attribute"),
        sources=sources,
    )


def table_row(plan: str, section: str, page: int | None, row: tuple[int, str, str | None, str, str]) -> Indicator:
    no, name, baseline, target, quote = row
    return Indicator(
        id=item_id(plan, "I", quote),
        plan=plan,
        no=no,
        name=name,
        category=None,
        baseline=_value(baseline, 2020),
        target=_value(target, 2025),
        attribute="预期性",
        direction="higher_is_better",
        section=section,
        quote=quote,
        spans=spans_of(quote, page, 3000 + 60 * no),
    )


def _target(
    plan: str,
    section: str,
    subject: str,
    raw: str,
    quote: str,
    page: int | None = None,
    scope: str | None = None,
    deadline: int | str | None = None,
    **fields: Any,
) -> Target:
    value = fields.pop("value", None)
    return Target(
        id=item_id(plan, "T", subject + raw + quote),
        plan=plan,
        section=section,
        subject=subject,
        scope=scope,
        comparator=fields.pop("comparator", "="),
        value=value,
        value_high=None,
        unit=fields.pop("unit", "%"),
        raw=raw,
        deadline=deadline,
        deadline_from="sentence" if deadline else None,
        kind=fields.pop("kind", "coverage"),
        modality=fields.pop("modality", "commit"),
        hedges=fields.pop("hedges", ()),
        basis=fields.pop("basis", "end_of_period"),
        restates=None,
        quote=quote,
        spans=spans_of(quote, page, 9000),
        **fields,
    )


SHANXI_TARGETS = {
    "visit": _target(
        SHANXI,
        "三/（二）/专栏2",
        "特殊困难老年人月探访率",
        "１００％",
        "特殊困难老年人月探访率达到１００％.",
        12,
        value=100,
    ),
    "fitness": _target(
        SHANXI,
        "三/（二）/专栏2",
        "１５分钟健身圈",
        "全覆盖",
        "实现城市社区１５分钟健身圈全覆盖.",
        13,
        "城市社区",
        value=100,
    ),
    "disabled": _target(
        SHANXI, "三/（二）/专栏2", "残疾人协会", "全覆盖", "实现村(社区)残疾人协会全覆盖.", 13, "村（社区）", value=100
    ),
    "5g": _target(
        SHANXI, "三/（四）/专栏4", "行政村通5G网络", "８０％", "实现全省８０％行政村通５G网络.", 17, "全省", value=80
    ),
    "broadband": _target(
        SHANXI,
        "三/（四）/专栏4",
        "未通宽带行政村",
        "动态清零",
        "全省未通宽带行政村动态清零,",
        17,
        "全省",
        value=0,
        direction="lower_is_better",
    ),
    "hours": _target(
        SHANXI,
        "三/（六）/1",
        "社区服务设施开放和服务时间",
        "一般不少于每天８小时",
        "社区服务设施开放和服务时间一般不少于每天８小时,",
        20,
        comparator=">=",
        value=8,
        unit="小时",
        kind="standard",
        hedges=("一般",),
        basis="annual",
    ),
    "area": _target(
        SHANXI,
        "三/（三）/2",
        "城市社区综合服务设施面积",
        "不低于５００平方米",
        "新建城市社区综合服务设施面积不低于５００平方米.",
        15,
        "新建",
        comparator=">=",
        value=500,
        unit="平方米",
        kind="standard",
    ),
    "homes": _target(
        SHANXI,
        "三/（三）/1",
        "城镇社区养老幸福工程项目",
        "３０个",
        "到２０２４年,每年投入３０００万元支持建设３０个城镇社区养老幸福工程项目.",
        14,
        deadline=2024,
        value=30,
        unit="个",
        kind="count",
        basis="annual",
    ),
    "workers": _target(
        SHANXI,
        "三/（五）/1",
        "每万名城镇常住人口拥有社区工作者",
        "１６人",
        "到２０２３年底,努力推动实现每万名城镇常住人口拥有社区工作者１６人,",
        18,
        deadline=2023,
        value=16,
        unit="人",
        kind="level",
        modality="aim",
        hedges=("努力",),
    ),
    "officer": _target(
        SHANXI,
        "三/（二）/专栏2",
        "灾害信息员",
        "１名",
        "全省所有村(社区)均设置１名灾害信息员.",
        13,
        "全省",
        value=1,
        unit="名",
        kind="standard",
    ),
    "survey": _target(
        SHANXI,
        "三/（六）/1",
        "社区服务群众满意度调查",
        "全覆盖",
        "实现社区服务群众满意度调查村(社区)全覆盖.",
        21,
        "村（社区）",
        value=100,
    ),
}
ZHENGNING_TARGETS = {
    "fitness": _target(
        ZHENGNING,
        "三/（三）/专栏3",
        "“15分钟健身圈”",
        "全覆盖",
        "实现村（社区）“15分钟健身圈”全覆盖。",
        scope="村（社区）",
        value=100,
    ),
    "disabled": _target(
        ZHENGNING,
        "三/（一）",
        "残疾人协会",
        "全覆盖",
        "到2025年底，……实现城乡社区残疾人协会全覆盖。",
        scope="城乡社区",
        deadline=2025,
        value=100,
    ),
    "5g": _target(
        ZHENGNING,
        "五/（二）/专栏6",
        "村通5G",
        "80%",
        "2025年底实现全县80%村通5G。",
        scope="全县",
        deadline=2025,
        value=80,
    ),
    "broadband": _target(
        ZHENGNING,
        "五/（二）/专栏6",
        "村通宽带",
        "动态清零",
        "2021年底全县村通宽带动态清零，",
        scope="全县",
        deadline=2021,
        value=0,
        direction="lower_is_better",
    ),
    "hours": _target(
        ZHENGNING,
        "四/（二）",
        "社区综合服务设施开放时间",
        "不少于每天8小时",
        "社区综合服务设施开放时间不少于每天8小时，",
        comparator=">=",
        value=8,
        unit="小时",
        kind="standard",
        basis="annual",
    ),
    "area": _target(
        ZHENGNING,
        "四/（一）",
        "社区服务站",
        "800平方米左右",
        "按照完整居住社区建设标准，要配建一个800平方米左右的社区服务站，",
        comparator="~",
        value=800,
        unit="平方米",
        kind="standard",
    ),
    "care": _target(
        ZHENGNING,
        "三/（一）",
        "养老服务中心覆盖率",
        "50%",
        "到2025年底，全县养老服务中心城市全覆盖，乡镇覆盖率达到50%，",
        scope="乡镇",
        deadline=2025,
        value=50,
    ),
    "law": _target(
        ZHENGNING,
        "三/（三）/专栏3",
        "“法律之家”覆盖率",
        "60%",
        "预计2025年底实现城市、农村社区覆盖率为60%、30%。",
        scope="城市社区",
        deadline=2025,
        value=60,
        modality="aim",
        hedges=("预计",),
    ),
    "officer": _target(
        ZHENGNING,
        "三/（三）/专栏3",
        "灾害信息员",
        "1名",
        "全县所有村（社区）均设置1名灾害信息员。",
        scope="全县",
        value=1,
        unit="名",
        kind="standard",
    ),
    "survey": _target(
        ZHENGNING,
        "四/（二）",
        "社区服务群众满意度调查",
        "覆盖所有村（社区）",
        "实现组织开展社区服务群众满意度调查覆盖所有村（社区）。",
        scope="村（社区）",
        value=100,
    ),
    "workers": _target(
        ZHENGNING,
        "六/（一）",
        "每万城镇常住人口拥有社区工作者",
        "18人",
        "到2025年末实现每万城镇常住人口拥有社区工作者达到18人。",
        deadline=2025,
        value=18,
        unit="人",
        kind="level",
    ),
    "homes": _target(
        ZHENGNING,
        "四/（一）/专栏4",
        "城市社区综合服务设施建设",
        "3个",
        "“十四五”期间计划建成城市社区综合服务设施建设3个",
        value=3,
        unit="个",
        kind="count",
        basis="cumulative",
    ),
}
