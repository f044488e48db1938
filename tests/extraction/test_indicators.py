"""Main indicators of real documents, exact to the row, and of one table rendered in every form."""

from __future__ import annotations

import io
import tomllib
from pathlib import Path

import pytest
from indicator_support import brief, indicators_of, say, tables_of, text_document
from msgspec import UNSET

from policy_xwalk.extraction.indicators import find_other_tables
from policy_xwalk.language.fold import fold
from policy_xwalk.reading import read_document
from policy_xwalk.reading.document import SourceDocument
from policy_xwalk.records import Indicator

SHARED = Path(__file__).resolve().parents[3] / "shared"

SHANXI = [
    (1, "农村社区综合服务设施覆盖率", "=70%@2020", "=80%@2025"),
    (2, "城市社区综合服务设施覆盖率", "=100%@2020", "=100%@2025"),
    (3, "社区商业和综合服务设施面积占社区总建筑面积的比例", None, ">=10%@2025"),
    (4, "每百户居民拥有社区综合服务设施面积", "=25.4平方米@2020", ">=30平方米@2025"),
    (5, "居民活动区域面积占社区综合服务设施总建筑面积比例", None, ">=60%@2025"),
    (6, "城市社区政务通用自助服务覆盖率", None, "=100%@2025"),
    (7, "每万城镇常住人口拥有社区工作者", None, "=18人@2025"),
    (8, "每个城市社区平均拥有社区社会组织", "=5.1个@2020", ">=10个@2025"),
    (9, "每个农村社区平均拥有社区社会组织", "=2.2个@2020", ">=5个@2025"),
    (10, "城市社区工作者持有全国社会工作者职业水平资格证书的比例", "=11%@2020", ">=20%@2025"),
]
ZHENGNING = [
    (1, "农村社区综合服务设施覆盖率", "=60%@2020", "=80%@2025"),
    (2, "城市社区综合服务设施覆盖率", "=100%@2020", "=100%@2025"),
    (3, "社区商业和综合服务设施面积占社区总建筑面积的比例", None, ">=10%@2025"),
    (4, "每百户居民拥有社区综合服务设施面积", "=27.3平方米@2020", ">=30平方米@2025"),
    (5, "城市社区政务通用自助服务一体机覆盖率", None, "=100%@2025"),
    (6, "每万城镇常住人口拥有社区工作者", "=15人@2020", "=18人@2025"),
    (7, "居民活动区域面积占社区综合服务设施总建筑面积比例", None, ">=60%@2025"),
    (8, "城市社区养老服务设施覆盖率", "=85%@2020", "=100%@2025"),
]
# 20 rows of the national outline: number, name, category, baseline, target, direction.
OUTLINE = [
    (1, "国内生产总值（GDP）增长", "=2.3%@2020", "保持在合理区间、各年度视情提出", UNSET),
    (2, "全员劳动生产率增长", "=2.5%@2020", "高于GDP增长", UNSET),
    (3, "常住人口城镇化率", "=60.6%@2019", "=65%", UNSET),
    (4, "全社会研发经费投入增长", None, ">7%", "annual_average"),
    (5, "每万人口高价值发明专利拥有量", "=6.3件@2020", "=12件", UNSET),
    (6, "数字经济核心产业增加值占GDP比重", "=7.8%@2020", "=10%", UNSET),
    (7, "居民人均可支配收入增长", "=2.1%@2020", "与GDP增长基本同步", UNSET),
    (8, "城镇调查失业率", "=5.2%@2020", "<5.5%", "annual_average"),
    (9, "劳动年龄人口平均受教育年限", "=10.8年@2020", "=11.3年", UNSET),
    (10, "每千人口拥有执业（助理）医师数", "=2.9人@2020", "=3.2人", UNSET),
    (11, "基本养老保险参保率", "=91%@2020", "=95%", UNSET),
    (12, "每千人口拥有3岁以下婴幼儿托位数", "=1.8个@2020", "=4.5个", UNSET),
    (13, "人均预期寿命", "=77.3岁@2019", "=1岁", "cumulative"),
    (14, "单位GDP能源消耗降低", None, "=13.5%", "cumulative"),
    (15, "单位GDP二氧化碳排放降低", None, "=18%", "cumulative"),
    (16, "地级及以上城市空气质量优良天数比率", "=87%@2020", "=87.5%", UNSET),
    (17, "地表水达到或好于Ⅲ类水体比例", "=83.4%@2020", "=85%", UNSET),
    (18, "森林覆盖率", "=23.2%@2019", "=24.1%", UNSET),
    (19, "粮食综合生产能力", None, ">6.5亿吨", UNSET),
    (20, "能源综合生产能力", None, ">46亿吨标准煤", UNSET),
]
NOTE = "注：①〔〕内为5年累计数。②＊为2019年数据。"
CAPTION = "专栏1 “十四五”时期经济社会发展主要指标"


def seed(pattern: str) -> SourceDocument:
    if not SHARED.is_dir():
        pytest.skip("the shared documents stand beside the repository and are absent here")
    (path,) = (SHARED / "seeds").glob(pattern)
    return read_document(path)


def outline() -> list[list[str]]:
    if not SHARED.is_dir():
        pytest.skip("the shared documents stand beside the repository and are absent here")
    facts = tomllib.loads((SHARED / "facts" / "outline_2021_2025.toml").read_text(encoding="utf-8"))
    return [facts["columns"], *facts["rows"]]


@pytest.mark.parametrize(("pattern", "expected"), [("001_*", SHANXI), ("004_*", ZHENGNING)])
def test_rows_of_the_two_plans(pattern: str, expected: list[tuple[object, ...]]) -> None:
    found = indicators_of(seed(pattern))
    assert [brief(i) for i in found] == [(*row, "预期性") for row in expected]
    assert {i.direction for i in found} == {"higher_is_better"}


def test_region_of_the_torn_table_holds_its_caption_and_ends_with_its_last_row() -> None:
    document = seed("001_*")
    (table,) = tables_of(document)
    region = document.text[table.start : table.end]
    assert region.startswith("“十四五”城乡社区服务体系建设主要发展指标")
    assert region.endswith("１１％ ≥２０％ 预期性")


def check_outline(found: tuple[Indicator, ...]) -> None:
    rows = outline()[1:]
    assert len(found) == len(rows)
    for indicator, row, (no, name, baseline, target, basis) in zip(found, rows, OUTLINE, strict=True):
        assert (indicator.no, indicator.name, indicator.category) == (no, name, row[0])
        assert indicator.attribute == row[5]
        assert say(indicator.baseline) == baseline
        assert indicator.target is not None
        value = indicator.target
        printed = value.qualitative if value.value is None else f"{value.comparator}{value.value}{value.unit or ''}"
        assert (printed, value.year) == (target, 2025)
        if value.value is not None:
            assert value.basis == basis
        low = name == "城镇调查失业率"
        assert indicator.direction == ("lower_is_better" if low else "higher_is_better")


def write(tmp_path: Path, name: str, data: bytes) -> SourceDocument:
    path = tmp_path / name
    path.write_bytes(data)
    return read_document(path)


@pytest.mark.parametrize("separator", ["\t", " ", "   ", "\u3000"])
def test_outline_as_text(separator: str) -> None:
    lines = [CAPTION, *(separator.join(row) for row in outline()), NOTE, "", "第二章 任务", ""]
    document = text_document("\n".join(lines))
    check_outline(indicators_of(document))
    (table,) = tables_of(document)
    assert document.text[table.start : table.end].startswith(CAPTION)
    assert document.text[table.start : table.end].endswith(NOTE)


@pytest.mark.parametrize("width", [8, 14])
def test_outline_as_torn_text(width: int) -> None:
    rows = outline()
    lines = [CAPTION, "类　别", "指　标", "２０２０年", "２０２５年", "年均/累计", "属　性"]
    group = None
    for row in rows[1:]:
        if row[0] != group:
            group = row[0]
            lines += [group[:2], group[2:]]
        name = row[1]
        lines += [name[i : i + width] for i in range(0, len(name), width)]
        lines.append(" ".join(row[2:]))
    check_outline(indicators_of(text_document("\n".join([*lines, NOTE, "", "第二章 任务", ""]))))


def test_outline_as_pipes(tmp_path: Path) -> None:
    rows = outline()
    lines = ["# 规划纲要", "", CAPTION, "", "| " + " | ".join(rows[0]) + " |", "|" + " --- |" * len(rows[0])]
    lines += ["| " + " | ".join(row) + " |" for row in rows[1:]] + ["", NOTE, ""]
    check_outline(indicators_of(write(tmp_path, "plan.md", "\n".join(lines).encode())))


def test_outline_as_web_page(tmp_path: Path) -> None:
    rows = outline()
    groups = [row[0] for row in rows[1:]]
    body = []
    for index, row in enumerate(rows[1:]):
        first = index == 0 or groups[index - 1] != row[0]
        head = f'<td rowspan="{groups.count(row[0])}">{row[0][:2]}<br>{row[0][2:]}</td>' if first else ""
        body.append(f"<tr>{head}" + "".join(f"<td><p>{c}</p></td>" for c in row[1:]) + "</tr>")
    page = (
        f"<html><head><meta charset='utf-8'></head><body><p>一、目标</p><p>{CAPTION}</p><table><tr>"
        + "".join(f"<th>{c}</th>" for c in rows[0])
        + f"</tr>{''.join(body)}</table><p>{NOTE}</p><p>二、任务</p><p>{'正文内容。' * 40}</p></body></html>"
    )
    check_outline(indicators_of(write(tmp_path, "plan.html", page.encode())))


def test_outline_as_word_document(tmp_path: Path) -> None:
    from docx import Document

    rows = outline()
    word = Document()
    word.add_paragraph(CAPTION)
    table = word.add_table(len(rows), len(rows[0]))
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            if j or i == 0 or rows[i - 1][0] != text:
                table.cell(i, j).text = text
    first = 1
    for i in range(2, len(rows) + 1):
        if i == len(rows) or rows[i][0] != rows[first][0]:
            table.cell(first, 0).merge(table.cell(i - 1, 0))
            first = i
    word.add_paragraph(NOTE)
    stream = io.BytesIO()
    word.save(stream)
    check_outline(indicators_of(write(tmp_path, "plan.docx", stream.getvalue())))


def test_outline_as_pdf_over_two_pages(tmp_path: Path) -> None:
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("cell", fontName="STSong-Light", fontSize=11, leading=15, wordWrap="CJK")
    rows = [[Paragraph(c, style) for c in row] for row in outline()]
    table = Table(rows, colWidths=[60, 150, 55, 55, 90, 55], repeatRows=1)
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.6, "black"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]))
    stream = io.BytesIO()
    SimpleDocTemplate(stream, pagesize=A4, invariant=1).build(
        [Paragraph(CAPTION, style), table, Paragraph(NOTE, style)]
    )
    check_outline(indicators_of(write(tmp_path, "plan.pdf", stream.getvalue())))


def test_catalogue_of_hospital_indicators_is_a_table_but_promises_nothing() -> None:
    if not SHARED.is_dir():
        pytest.skip("the shared documents stand beside the repository and are absent here")
    document = read_document(SHARED / "real" / "web_pages" / "state_council_2019_hospital_indicators.html")
    assert indicators_of(document) == ()
    ranges = find_other_tables(document, fold(document.text))
    assert any("门诊人次数与出院人次数比" in document.text[a:b] for a, b in ranges)


@pytest.mark.parametrize(
    "folder", ["smart_manufacturing", "artificial_intelligence", "education", "tenth_plan", "work_reports_2026"]
)
def test_documents_without_such_a_table_give_none(folder: str) -> None:
    if not SHARED.is_dir():
        pytest.skip("the shared documents stand beside the repository and are absent here")
    for path in sorted((SHARED / "real" / folder).glob("*.txt")):
        assert [i.name for i in indicators_of(read_document(path), None)] == [], path.name
