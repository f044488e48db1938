"""CSV and Markdown, and that LibreOffice opens workbook and report."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from pathlib import Path

import msgspec
import pytest
from report_findings import findings
from report_sample import links, records

from policy_xwalk.reporting.csv_tables import findings_csv, links_csv, tasks_csv
from policy_xwalk.reporting.dossier import Dossier, build_dossier
from policy_xwalk.reporting.excel import render_workbook
from policy_xwalk.reporting.markdown import escape, render_markdown
from policy_xwalk.reporting.tables import RunInfo
from policy_xwalk.reporting.word import render_report


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return build_dossier(records(), links(), "zh", RunInfo(findings=findings()))


def read(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_links_csv_has_a_row_a_link_with_both_passages(dossier: Dossier) -> None:
    rows = read(links_csv(dossier))
    assert len(rows) == len(links())
    assert {row["编号"] for row in rows} == {made.id for made in links()}
    row = next(row for row in rows if row["上级事项"] == "特殊困难老年人月探访率")
    assert row["关系"] == "降低"
    assert "100%" in row["上级目标值"]
    assert "定期探访" in row["本级原文"]


def test_findings_csv_has_a_row_a_finding_and_no_column_to_fill_in(dossier: Dossier) -> None:
    rows = read(findings_csv(dossier))
    assert len(rows) == len(findings())
    assert {"规则", "情况", "上级原文", "本级出处", "建议", "指纹"} <= set(rows[0])
    assert not {"人工判定", "说明"} & set(rows[0])


def test_tasks_csv_names_the_plan_of_each_row(dossier: Dossier) -> None:
    rows = read(tasks_csv(dossier))
    assert {row["规划"] for row in rows} == {"山西省", "正宁县"}
    assert len(rows) == sum(len(ledger.rows) for ledger in dossier.ledgers)


def hostile() -> Dossier:
    zhengning, *others = records()
    row = msgspec.structs.replace(zhengning.indicators[0], name="=1+1|[x](http://x.example)<b>", quote="@SUM(A1)")
    action = msgspec.structs.replace(zhengning.actions[0], title="+cmd", text="-2+3", number="")
    entry = msgspec.structs.replace(
        zhengning, indicators=(row, *zhengning.indicators[1:]), actions=(action, *zhengning.actions[1:])
    )
    return build_dossier([entry, *others], links())


def test_no_cell_of_a_csv_file_is_a_formula() -> None:
    for render in (links_csv, findings_csv, tasks_csv):
        for row in csv.reader(io.StringIO(render(hostile()).decode("utf-8-sig"), newline="")):
            assert not [cell for cell in row if cell.startswith(("=", "+", "@", "-2"))]


def test_markdown_has_figures_and_findings_and_keeps_its_columns(dossier: Dossier) -> None:
    text = render_markdown(dossier)
    assert text.startswith("# 城乡社区服务体系建设规划衔接情况审核报告\n")
    for part in ("## 所收规划", "## 总体情况", "## 疑似问题", "## 未见对应", "## 细化和新增"):
        assert part in text
    tables = [block.splitlines() for block in text.split("\n\n") if block.startswith("|")]
    for table in tables:
        assert len({line.replace(r"\|", "").count("|") for line in table}) == 1
    assert "▲ 重点核实 1" in text


def test_text_of_a_plan_makes_no_markdown() -> None:
    text = render_markdown(hostile())
    assert "](http" not in text
    assert "<b>" not in text
    assert escape("a|b\n# *c*") == r"a\|b \# \*c\*"


def test_libreoffice_opens_workbook_and_report(dossier: Dossier, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("needs LibreOffice (soffice), which is not installed")
    render_workbook(dossier, tmp_path / "book.xlsx")
    (tmp_path / "report.docx").write_bytes(render_report(dossier))
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
        + [str(tmp_path / name) for name in ("book.xlsx", "report.docx")],
        check=True,
        capture_output=True,
        timeout=180,
    )
    import pypdfium2

    report = pypdfium2.PdfDocument(tmp_path / "report.pdf")
    pages = [page.get_textpage().get_text_range() for page in report]
    assert "衔接情况审核报告" in pages[0]
    assert "— 1 —" in pages[0]
    assert [round(size / 72 * 25.4) for size in report[0].get_size()] == [210, 297]
    assert round(report[len(report) - 1].get_size()[0] / 72 * 25.4) == 297
    book = pypdfium2.PdfDocument(tmp_path / "book.pdf")
    text = "".join(page.get_textpage().get_text_range() for page in book)
    assert "任务清单" in text
    assert "特殊困难老年人" in text
