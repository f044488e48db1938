"""Two short plans of one topic, the run over them, and a person who fills in its workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import load_workbook

from policy_xwalk.cli import main
from policy_xwalk.crosswalk import read_records
from policy_xwalk.records import Action, AnyRecord, Finding, Indicator, Judgement, Link, Target
from policy_xwalk.reporting.judgement_columns import SUBJECT, read_subject

PROVINCE = """# 山西省“十四五”养老服务体系建设规划

## 一、发展目标

到2025年，全省养老服务体系更加健全。全省新建社区养老服务中心500个，乡镇养老服务中心覆盖率达到60%。

表1 主要指标

| 序号 | 指标 | 2020年基期值 | 2025年目标值 | 属性 |
| --- | --- | --- | --- | --- |
| 1 | 护理型床位占比 | 40% | ≥55% | 约束性 |
| 2 | 每千名老年人配备社会工作者人数 | 0.5人 | 1人 | 预期性 |
| 3 | 养老护理员培训人次 | 1万人次 | 2万人次 | 预期性 |

## 二、重点任务

### （一）发展居家养老服务

支持家庭承担养老功能，建立家庭养老床位，开展助餐、助浴、助洁服务。

### （二）加强医养结合

推动医疗机构与养老机构签约合作，开展上门巡诊，建立老年健康档案。
"""
CITY = """# 太原市“十四五”养老服务体系建设规划

## 一、发展目标

到2025年，全市养老服务体系基本建成。乡镇养老服务中心覆盖率达到50%。

表1 主要指标

| 序号 | 指标 | 2020年基期值 | 2025年目标值 | 属性 |
| --- | --- | --- | --- | --- |
| 1 | 护理型床位占比 | 42% | ≥50% | 约束性 |
| 2 | 每千名老年人配备社会工作者人数 | 0.5人 | 1人 | 预期性 |
| 3 | 老年大学在校学员数 | 3000人 | 6000人 | 预期性 |

## 二、重点任务

### （一）发展居家养老服务

支持家庭承担养老功能，建立家庭养老床位，开展助餐、助洁服务。

### （二）建设老年友好城市

推进公共设施适老化改造，完善无障碍环境，建设老年友好社区。
"""
_CORPUS = """
[[plan]]
file = "province.md"
id = "upper"
level = "province"
region = "140000"
issued = 2021-10-01

[[plan]]
file = "city.md"
id = "local"
level = "city"
region = "140100"
issued = 2022-03-01
"""


def write_plans(folder: Path, *, city: str = CITY) -> Path:
    """The folder of both plans; ``city`` is the text of the local one."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "province.md").write_text(PROVINCE, "utf-8")
    (folder / "city.md").write_text(city, "utf-8")
    (folder / "corpus.toml").write_text(_CORPUS, "utf-8")
    return folder


def run(folder: Path, out: Path, *more: str) -> None:
    """The command, with the outputs that judging needs."""
    assert main(["run", str(folder), "-o", str(out), "--outputs", "lines,workbook", *more]) == 0


class Results:
    """What a run left, by id."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.links = [r for r in read_records(out / "links.jsonl") if isinstance(r, Link)]
        records = read_records(out / "records.jsonl")
        self.items = {r.id: r for r in records if isinstance(r, Indicator | Target | Action)}
        self.findings = [r for r in read_records(out / "findings.jsonl") if isinstance(r, Finding)]

    def item(self, name: str, plan: str) -> str:
        """Id of the item of a plan with this name."""
        (found,) = [i for i, item in self.items.items() if item.plan == plan and name in said(item)]
        return found

    def link(self, upper: str = "", local: str = "") -> Link:
        """The link between items with these names; an empty name stands for no item."""
        (found,) = self.links_of(upper, local)
        return found

    def links_of(self, upper: str = "", local: str = "") -> list[Link]:
        """All such links."""
        return [
            link
            for link in self.links
            if self._named(link.upper, upper, "upper") and self._named(link.local, local, "local")
        ]

    def _named(self, items: Sequence[str], name: str, plan: str) -> bool:
        return not items if not name else self.item(name, plan) in items

    def judgements(self) -> list[Judgement]:
        """What is kept beside the results."""
        return [r for r in read_records(self.out / "judgements.jsonl") if isinstance(r, Judgement)]


def said(item: AnyRecord) -> str:
    """Name of an item."""
    return str(getattr(item, "name", None) or getattr(item, "title", None) or getattr(item, "subject", ""))


def numbers(book: Path) -> dict[str, int]:
    """Subject to the number of its row in its sheet."""
    found: dict[str, int] = {}
    for sheet in load_workbook(book).worksheets:
        heads: dict[str, int] = {}
        for row in sheet.iter_rows(values_only=True):
            if not heads:
                heads = {str(v): n for n, v in enumerate(row)} if SUBJECT in row else {}
            elif (shown := read_subject(str(row[heads[SUBJECT]] or ""))) is not None:
                found[shown.id] = int(str(row[heads["序号"]]))
    return found


def fill(
    book: Path,
    rows: Mapping[str, Mapping[str, object]],
    *,
    who: str | None = None,
    fixes: Sequence[tuple[str, str, str]] = (),
) -> None:
    """Write into the workbook what a person would: by subject the cells by title, her name, and corrections."""
    workbook = load_workbook(book)
    left = list(fixes)
    written: set[str] = set()
    for sheet in workbook.worksheets:
        heads: dict[str, int] = {}
        for row in sheet.iter_rows():
            values = [cell.value for cell in row]
            if not heads:
                if SUBJECT in values or "条目编号" in values:
                    heads = {str(value): n for n, value in enumerate(values) if value}
                elif who and "判定人" in values:
                    row[values.index("判定人") + 1].value = who
            elif SUBJECT in heads:
                shown = read_subject(str(row[heads[SUBJECT]].value or ""))
                if shown is not None and shown.id in rows:
                    written.add(shown.id)
                    for title, value in rows[shown.id].items():
                        row[heads[title]].value = value
            elif left:
                for title, value in zip(("条目编号", "更正项", "更正为"), left.pop(0), strict=True):
                    row[heads[title]].value = value
    assert written == set(rows)
    assert not left
    workbook.save(book)
