"""The report as a Word document: layout after GB/T 9704-2012, contents, safety and sameness of bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
import msgspec
import openpyxl
import pytest
from docx.oxml.ns import qn
from report_findings import findings, many_plans
from report_items import SHANXI, ZHENGNING
from report_sample import links, records
from selectolax.lexbor import LexborHTMLParser

from policy_xwalk.record_parts import Correction, Decision, Rejection
from policy_xwalk.records import Finding, Judgement, Link, PlanRecords
from policy_xwalk.reporting.dossier import build_dossier
from policy_xwalk.reporting.output import write_all
from policy_xwalk.reporting.tables import RunInfo
from policy_xwalk.reporting.word import render_report
from policy_xwalk.reporting.word_parts import chinese_number
from policy_xwalk.wording import Lang


def report(
    plans: Sequence[PlanRecords] | None = None,
    made: Sequence[Link] | None = None,
    found: tuple[Finding, ...] = (),
    lang: Lang = "zh",
    **info: Any,
) -> Any:
    """A report opened again."""
    dossier = build_dossier(
        records() if plans is None else plans, links() if made is None else made, lang, RunInfo(findings=found, **info)
    )
    return docx.Document(io.BytesIO(render_report(dossier)))


@pytest.fixture(scope="module")
def document() -> Any:
    return report(found=findings(), version="9.9.9")


def headings(document: Any, level: int) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == f"Heading {level}"]


def texts(document: Any) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def test_page_has_the_measures_of_gb_t_9704(document: Any) -> None:
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    margins = section.top_margin, section.bottom_margin, section.left_margin, section.right_margin
    assert [round(margin.mm) for margin in margins] == [37, 35, 28, 26]
    width = section.page_width.mm - section.left_margin.mm - section.right_margin.mm
    assert round(width) == 156
    height = section.page_height - section.top_margin - section.bottom_margin
    pitch = document.styles["Normal"].paragraph_format.line_spacing
    assert height // pitch == 22
    assert document.styles["Normal"].paragraph_format.line_spacing_rule == 4  # exactly


@pytest.mark.parametrize(
    ("style", "font", "size", "bold"),
    [
        ("Normal", "仿宋_GB2312", 16, False),
        ("Title", "方正小标宋简体", 22, False),
        ("Heading 1", "黑体", 16, False),
        ("Heading 2", "楷体_GB2312", 16, False),
        ("Heading 3", "仿宋_GB2312", 16, True),
        ("Table Text", "宋体", 12, False),
        ("Footer", "宋体", 14, False),
    ],
)
def test_fonts_and_sizes_are_those_of_the_standard(
    document: Any, style: str, font: str, size: float, bold: bool
) -> None:
    made = document.styles[style]
    fonts = made.element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == font
    assert not any("Theme" in name for name in fonts.attrib)
    assert (made.font.size.pt, bool(made.font.bold)) == (size, bold)
    assert str(made.font.color.rgb) == "000000"


def test_every_font_has_others_to_take_in_its_place() -> None:
    data = render_report(build_dossier(records(), links()))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        table = archive.read("word/fontTable.xml").decode()
    for font in ("仿宋_GB2312", "楷体_GB2312", "方正小标宋简体", "黑体", "宋体"):
        assert re.search(f'w:name="{font}"><w:altName w:val="[^"]+,[^"]+"/>', table)


def test_page_numbers_stand_between_dashes_outside(document: Any) -> None:
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert (odd.alignment, even.alignment) == (2, 0)
    for footer in (odd, even):
        assert [part.text for part in footer._p.iter(qn("w:t"))] == ["— ", "1", " —"]
        assert 'w:instr="PAGE"' in footer._p.xml


def test_headings_are_numbered_and_have_real_styles(document: Any) -> None:
    assert headings(document, 1) == [
        "一、审核对象与方法",
        "二、总体情况",
        "三、疑似问题",
        "四、参照规划有而本级未见对应的事项",
        "五、本级细化和新增的事项",
        "六、人工判定情况",
        "七、已说明不再提示的问题",
    ]
    assert headings(document, 2)[:3] == ["（一）审核对象", "（二）比较关系", "（三）方法和局限"]
    assert headings(document, 3)[0].startswith("1. ")
    assert document.paragraphs[0].text == "城乡社区服务体系建设规划衔接情况审核报告"


def test_numbers_of_headings() -> None:
    assert [chinese_number(number) for number in (1, 10, 12, 20, 35)] == ["一", "十", "十二", "二十", "三十五"]


def test_findings_stand_by_severity_with_passages_places_and_suggestion(document: Any) -> None:
    lines = [paragraph.text for paragraph in document.paragraphs]
    first = next(place for place, line in enumerate(lines) if line.startswith("1. "))
    assert "正宁县，对照山西省" in lines[first]
    assert "特殊困难老年人" in lines[first + 2]
    assert lines[first + 2].startswith("上级原文（山西省）：“")
    assert lines[first + 3].startswith("本级原文（正宁县）：“")
    assert lines[first + 4].startswith("建议：")
    severities = [line for line in headings(document, 2) if line.endswith("条）")]
    assert severities == ["（一）重点核实（1条）", "（二）建议核实（1条）", "（三）提示（1条）"]


def test_finding_set_aside_stands_last_with_its_reason(document: Any) -> None:
    assert "已在县级专项方案中安排" in texts(document)
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert lines.index("七、已说明不再提示的问题") > lines.index("六、人工判定情况")
    assert any("列出疑似问题3条" in line for line in lines)


def test_figures_of_a_pair_are_items_and_add_up(document: Any) -> None:
    paragraph = next(p.text for p in document.paragraphs if p.text.startswith("主要指标方面，参照规划"))
    assert paragraph.startswith("主要指标方面，参照规划有10项：一致7项、未见对应3项。")
    table = next(table for table in document.tables if table.cell(0, 0).text == "比较")
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert ["山西省 ↔ 正宁县", "指标", "10", "7", "—", "—", "—", "3", "—", "1", "—"] in rows


def test_tables_repeat_their_header_and_rows_stay_whole(document: Any) -> None:
    for table in document.tables:
        first, *others = table.rows
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in (first, *others))


def test_annexes_lie_on_their_side_and_the_report_is_upright(document: Any) -> None:
    assert [section.orientation for section in document.sections] == [0, 1, 1]
    annexes = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Annex Mark"]
    assert annexes == ["附件1", "附件2"]
    titles = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Title"]
    assert titles[1:] == ["指标对照表", "任务清单"]


def test_words_point_and_do_not_judge(document: Any) -> None:
    assert not re.search("遗漏|违反|违规|不合格", texts(document))


def test_text_of_a_plan_stays_text() -> None:
    zhengning, *others = records()
    evil = '{ HYPERLINK "http://x.example" }<w:p>\x00\u0007&amp; PAGE'
    row = msgspec.structs.replace(zhengning.indicators[0], name=evil)
    plan = msgspec.structs.replace(zhengning.plan, title=evil)
    plans = [msgspec.structs.replace(zhengning, plan=plan, indicators=(row, *zhengning.indicators[1:])), *others]
    data = render_report(build_dossier(plans, links()))
    document = docx.Document(io.BytesIO(data))
    assert '{ HYPERLINK "http://x.example" }<w:p>&amp; PAGE' in texts(document)
    body = document.element.body.xml
    assert "w:hyperlink" not in body
    assert "w:instrText" not in body
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not any(b"x.example" in archive.read(name) for name in archive.namelist() if name.endswith(".rels"))


def test_same_input_gives_the_same_bytes_and_no_clock() -> None:
    first, second = (render_report(build_dossier(records(), links())) for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = docx.Document(io.BytesIO(first)).core_properties
    assert properties.created.isoformat()[:10] == properties.modified.isoformat()[:10] == "2022-07-05"


def test_decisions_disputes_corrections_and_stale_judgements_are_shown() -> None:
    decision = Decision(
        "change", "weakened", "张三", "2026-11-20T10:00:00+08:00", "数值确实降低", "same", "J-1", ("J-2",)
    )
    first, *others = links()
    made = [msgspec.structs.replace(first, decision=decision, relation="weakened"), *others]
    stale = Judgement("L-gone", "accept", None, "王五", "2026-01-02T00:00:00+08:00", "已核对")
    zhengning, *rest = records()
    put_right = Correction("value", "80%", "85%", "赵六", "2026-11-21T08:00:00+08:00", "原件为85%", "J-3", "x")
    row = msgspec.structs.replace(zhengning.indicators[0], corrections=(put_right,))
    entry = msgspec.structs.replace(zhengning, indicators=(row, *zhengning.indicators[1:]))
    shown = texts(report([entry, *rest], made, stale=(stale,)))
    assert "经人工更正的条目1处" in shown
    assert "赵六、2026-11-21：原件为85%" in shown
    assert "共有人工判定1条，其中与程序判断不同1条，判定人意见不一1条。" in shown
    assert "张三" in shown
    assert "数值确实降低" in shown
    assert "L-gone" in shown
    assert "王五" in shown


def test_items_that_people_set_aside_are_listed_in_every_document(tmp_path: Path) -> None:
    zhengning, *rest = records()
    gone = Rejection("钱七", "2026-11-21T08:00:00+08:00", "=是<现状>", "J-4", ("J-5",))
    row = msgspec.structs.replace(zhengning.indicators[-1], rejected=gone)
    entry = msgspec.structs.replace(zhengning, indicators=zhengning.indicators[:-1], rejected=(row,))
    made = [link for link in links() if row.id not in (*link.upper, *link.local)]
    shown = texts(report([entry, *rest], made))
    assert "经人工判定不是承诺的条目1处" in shown
    assert "钱七、2026-11-21：=是<现状>（意见不一）" in shown
    write_all(tmp_path, [entry, *rest], made, only=lambda name: name in ("crosswalk.xlsx", "index.html", "report.md"))
    sheet = openpyxl.load_workbook(tmp_path / "crosswalk.xlsx")["人工剔除"]
    cells = {cell.value: cell.data_type for row in sheet.iter_rows() for cell in row if cell.value}
    assert cells[row.name] == cells[row.id] == cells["钱七、2026-11-21：=是<现状>（意见不一）"] == "s"
    page = LexborHTMLParser((tmp_path / "index.html").read_text("utf-8"))
    (listed,) = [table for table in page.css("#overview table") if "钱七" in table.text()]
    assert row.name in listed.text()
    assert "=是<现状>" in listed.text()
    assert "## 人工剔除" in (tmp_path / "report.md").read_text("utf-8")


def test_long_lists_are_cut_with_where_the_rest_stands() -> None:
    plans, made = many_plans(30)
    hint = findings()[1]
    many = tuple(msgspec.structs.replace(hint, fingerprint=f"{n:016d}") for n in range(300))
    shown = texts(report(plans, made, many))
    assert "全部300条见 crosswalk.xlsx 的“疑似问题”表" in shown
    assert "部规划；全部30部见 crosswalk.xlsx 的“任务清单”表" in shown
    assert "其余10对比较的结果见表2" in shown


def test_comparison_across_chains_alone_is_no_audit() -> None:
    cross = [made for made in links() if (made.upper_plan, made.local_plan) == (SHANXI, ZHENGNING)]
    document = report([entry for entry in records() if entry.plan.id in (SHANXI, ZHENGNING)], cross)
    assert document.paragraphs[0].text == "城乡社区服务体系建设规划对照情况报告"


def test_report_of_one_plan_says_that_nothing_was_compared() -> None:
    assert "没有可以比较的规划" in texts(report(records()[:1], []))
    assert report([], []).paragraphs[0].text == "规划衔接情况审核报告"


def test_english_report_has_english_headings() -> None:
    document = report(found=findings(), lang="en")
    assert headings(document, 1)[:3] == ["1 What was examined, and how", "2 Overview", "3 Findings"]
    assert headings(document, 2)[0] == "1.1 Plans"
