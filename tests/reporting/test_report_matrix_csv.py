"""The matrix as CSV."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from report_sample import links, records

from policy_xwalk.reporting.matrix_csv import harmless, write_matrix


def test_file_has_bom_and_one_row_an_indicator_one_column_a_present_plan(tmp_path: Path) -> None:
    write_matrix(records(), links(), tmp_path / "matrix.csv")
    data = (tmp_path / "matrix.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert len(rows) == 12
    assert rows[0][:4] == ["序号", "指标", "类别", "首见于"]
    assert [head.split(" ")[0] for head in rows[0][4:]] == ["国家", "山西省", "正宁县"]
    assert rows[4][5] == "25.4平方米 → ≥30平方米　预期性；＝ 一致（待核实）"


@pytest.mark.parametrize("cell", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\tx", "\rx", "＝1+1", "＠x", "-"])
def test_cell_that_begins_like_a_formula_gets_an_apostrophe(cell: str) -> None:
    assert harmless(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["-3.5", "+2%", "-10", "— → 80%", "70% → 80%", "", "社区"])
def test_plain_numbers_and_words_stay(cell: str) -> None:
    assert harmless(cell) == cell
