"""Workbooks and separated values: annex tables become documents, simple tables stay frameworks."""

from __future__ import annotations

from pathlib import Path

import pytest
from packed_samples import xlsx_bytes
from reading_samples import table_texts

from policy_xwalk.errors import UnreadableFile
from policy_xwalk.extraction.pipeline import extract
from policy_xwalk.reading import is_framework, read_document, read_document_bytes, read_framework
from policy_xwalk.reading.document import SourceDocument

ANNEX = [
    ["某县“十四五”城乡社区服务体系建设主要指标", "", "", "", "", ""],
    [],
    ["类别", "序号", "指标", "目标", "", "属性"],
    ["", "", "", "2020年", "2025年", ""],
    ["设施", 1, "农村社区综合服务设施覆盖率", "65.7%", "80%", "预期性"],
    ["", 2, "每百户居民拥有社区综合服务设施面积", "27.3平方米", "≥30平方米", "约束性"],
    ["队伍", 3, "社区工作者", "", "18人", "预期性"],
    ["注：数据来源为民政局。", "", "", "", "", ""],
]
MERGED = ["A1:F1", "A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:F4", "A5:A6", "A8:F8"]


def indicators(document: SourceDocument) -> list[tuple[object, ...]]:
    return [
        (row.no, row.name, row.baseline and row.baseline.value, row.target and row.target.value)
        for row in extract(document).indicators
    ]


EXPECTED = [
    (1, "农村社区综合服务设施覆盖率", 65.7, 80),
    (2, "每百户居民拥有社区综合服务设施面积", 27.3, 30),
    (3, "社区工作者", None, 18),
]


def test_a_header_of_two_rows_and_merged_cells_is_a_table_of_a_document(tmp_path: Path) -> None:
    path = tmp_path / "annex.xlsx"
    path.write_bytes(xlsx_bytes(ANNEX, MERGED))
    assert not is_framework(path)
    document = read_document(path)
    assert document.format == "xlsx"
    assert document.text.splitlines()[0] == "某县“十四五”城乡社区服务体系建设主要指标"
    assert document.text.splitlines()[-1] == "注：数据来源为民政局。"
    (table,) = document.tables
    assert table_texts(document, table)[:3] == [
        ["类别", "序号", "指标", "目标", "", "属性"],
        ["", "", "", "2020年", "2025年", ""],
        ["设施", "1", "农村社区综合服务设施覆盖率", "65.7%", "80%", "预期性"],
    ]
    spans = {(c.row, c.column): (c.rowspan, c.colspan) for c in table.cells}
    assert (spans[0, 0], spans[0, 3], spans[2, 0]) == ((2, 1), (1, 2), (2, 1))
    assert indicators(document) == EXPECTED


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_separated_values_with_a_header_of_two_rows(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "annex.csv"
    path.write_text("\n".join(",".join(map(str, row)) for row in ANNEX), encoding=encoding)
    assert not is_framework(path)
    document = read_document(path)
    assert document.format == "csv"
    (table,) = document.tables
    assert (table.rows, table.columns) == (5, 6)
    assert indicators(document) == EXPECTED


def test_one_simple_header_row_stays_a_framework(tmp_path: Path) -> None:
    path = tmp_path / "facts.xlsx"
    rows = [["标题", "某省规划"], ["序号", "指标", "2020年", "2025年", "属性"], [1, "覆盖率", "70%", "80%", "预期性"]]
    path.write_bytes(xlsx_bytes(rows))
    assert is_framework(path)
    assert [row.name for row in read_framework(path).indicators] == ["覆盖率"]


def test_group_rows_stay_in_the_table_and_sheets_follow_each_other() -> None:
    rows = [["指标", "2020年", "2025年"], ["一、设施", "", ""], ["覆盖率", "70%", "80%"], [], ["说明"], []]
    document = read_document_bytes(xlsx_bytes(rows), "a.xlsx")
    (table,) = document.tables
    assert table_texts(document, table)[1] == ["一、设施", "", ""]
    assert document.text.splitlines()[-1] == "说明"


def test_a_cell_in_the_last_corner_costs_nothing() -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet["A1"], sheet["XFD1048576"] = "正文", "远处"
    path_bytes = __import__("io").BytesIO()
    book.save(path_bytes)
    assert read_document_bytes(path_bytes.getvalue(), "a.xlsx").text == "正文\n"


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (xlsx_bytes([]), "a.xlsx", "no_text"),
        (xlsx_bytes(ANNEX)[:-400], "a.xlsx", "unreadable_file"),
        (b",,,\n,,\n", "a.csv", "no_text"),
        (b"a,b\n" + b"x" * 2_000_000, "a.csv", "line_too_long"),
    ],
    ids=["empty", "cut", "empty-csv", "long-line"],
)
def test_broken_tables(data: bytes, name: str, code: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_document_bytes(data, name)
    assert caught.value.code == code
    assert name in str(caught.value)
