"""What the rows above a table of indicators, and the name of its file, say of the plan."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

_KEY_VALUE = re.compile(r"\s*#?\s*([^:：\s][^:：]{0,19}?)\s*[:：]\s*(.*\S)\s*\Z", re.DOTALL)
_PLAN_KEYS = {
    "标题": "title", "名称": "title", "规划名称": "title", "规划": "title", "文件名称": "title", "title": "title",
    "发文机关": "issuer", "发布机关": "issuer", "印发机关": "issuer", "发文单位": "issuer", "issuer": "issuer",
    "文号": "doc_number", "发文字号": "doc_number", "doc_number": "doc_number", "number": "doc_number",
    "印发日期": "issued", "发文日期": "issued", "成文日期": "issued", "发布日期": "issued",
    "issued": "issued", "date": "issued",
    "层级": "level", "级别": "level", "level": "level",
    "地区": "region", "区域": "region", "行政区": "region", "region": "region",
    "行政区划代码": "region_code", "地区代码": "region_code", "region_code": "region_code",
    "主题": "topic", "领域": "topic", "topic": "topic",
    "规划期": "period", "规划期限": "period", "期间": "period", "起止年份": "period", "period": "period",
}  # fmt: skip
_LEVELS = {
    "国家": "nation", "国家级": "nation", "全国": "nation", "省": "province", "省级": "province",
    "市": "city", "市级": "city",
    "县": "county", "县级": "county", "区县": "county", "乡镇": "town", "乡": "town", "镇": "town", "乡镇级": "town",
}  # fmt: skip


def plan_facts(rows: Iterable[list[str]]) -> dict[str, Any]:
    """What rows above the header say of the plan: ``标题: …`` in one cell, or key and value in two."""
    facts: dict[str, Any] = {}
    for row in rows:
        cells = [cell for cell in row if cell]
        pairs = [(m[1], m[2]) for cell in cells if (m := _KEY_VALUE.match(cell)) and m[1].lower() in _PLAN_KEYS]
        if not pairs and len(cells) == 2:
            pairs = [(cells[0].strip(" :：#"), cells[1])]
        for key, value in pairs:
            if (name := _PLAN_KEYS.get(key.strip().lower())) is not None:
                facts.setdefault(name, value.strip())
    if "level" in facts:
        facts["level"] = _LEVELS.get(facts["level"], facts["level"])
    if "period" in facts:
        years = re.findall(r"(?:19|20)\d{2}", facts["period"])
        facts["period"] = {"start": int(years[0]), "end": int(years[-1])} if years else None
    if "issued" in facts and (day := re.match(r"(\d{4})[年/.-](\d{1,2})[月/.-](\d{1,2})日?\Z", facts["issued"])):
        facts["issued"] = f"{day[1]}-{int(day[2]):02d}-{int(day[3]):02d}"
    if code := facts.pop("region_code", None):
        facts["region"] = {"name": facts.get("region", code), "code": code}
    return facts


def title_from(file: str) -> str | None:
    """The file's name where it is a title: a plan named by its document."""
    stem = Path(file).stem.strip()
    return stem if re.search(r"规划|纲要|计划|方案|行动|意见", stem) else None
