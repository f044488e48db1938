"""Web pages: the article only, real charsets, spanning cells, layout tables as text."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading_samples import SHARED, cell_text

from policy_xwalk.errors import UnreadableFile
from policy_xwalk.reading import read_document

PARAGRAPH = "到2025年末，农村社区综合服务设施覆盖率达到80%以上，社区工作者队伍不断壮大，服务能力进一步提升。"
PAGE = f"""<!DOCTYPE html><html><head><meta charset="{{charset}}"><title>某县规划 - 某县人民政府</title>
<script>var a = "脚本";</script><style>p {{{{ color: red }}}}</style></head><body>
<div class="header"><a href="/">首页</a><a href="/zw">政务公开</a></div>
<div class="breadcrumb">您当前的位置：<a href="/">首页</a> &gt; <a>规划</a></div>
<div class="main"><h1>某县“十四五”城乡社区服务规划</h1>
<div class="tools">字号：[<a>大</a> <a>中</a> <a>小</a>] <a>打印</a> <a>收藏</a></div>
<div class="content"><h2>一、发展目标</h2><p>{PARAGRAPH}</p><p>{PARAGRAPH}</p>
<table border="1"><tr><th rowspan="2">类别</th><th rowspan="2">指标</th><th colspan="2">目标</th></tr>
<tr><th>2020年</th><th>2025年</th></tr>
<tr><td rowspan="2">设施</td><td>覆盖<br>率</td><td>70%</td><td>80%</td></tr>
<tr><td>面积<sup>1</sup></td><td>20</td><td>30</td></tr></table>
<table><tr><td>专栏1 补短板工程</td></tr><tr><td><p>1.新建。</p></td></tr></table>
<p>{PARAGRAPH}</p><p>【打印本页】 【关闭窗口】</p></div></div>
<div class="footer">主办单位：某县人民政府办公室 网站标识码 6210250001</div>
</body></html>"""


def read_page(tmp_path: Path, content: bytes, name: str = "page.html"):  # type: ignore[no-untyped-def]
    path = tmp_path / name
    path.write_bytes(content)
    return read_document(path)


def test_article_without_the_page_around_it(tmp_path: Path) -> None:
    document = read_page(tmp_path, PAGE.format(charset="utf-8").encode())
    assert document.format == "html"
    assert document.title == "某县规划 - 某县人民政府"
    for outside in ("脚本", "color", "首页", "位置", "字号", "打印", "收藏", "关闭", "网站标识码", "政务公开"):
        assert outside not in document.text
    assert document.text.startswith("某县“十四五”城乡社区服务规划\n一、发展目标\n")
    assert [(document.text[h.start : h.end], h.heading) for h in document.hints] == [
        ("某县“十四五”城乡社区服务规划", 1),
        ("一、发展目标", 2),
    ]
    assert "专栏1 补短板工程\n1.新建。\n" in document.text


def test_spanning_cells_keep_their_place_and_extent(tmp_path: Path) -> None:
    document = read_page(tmp_path, PAGE.format(charset="utf-8").encode())
    (table,) = document.tables
    assert (table.rows, table.columns) == (4, 4)
    spans = {(cell.row, cell.column): (cell.rowspan, cell.colspan) for cell in table.cells}
    assert spans[0, 0] == (2, 1)
    assert spans[0, 2] == (1, 2)
    assert spans[2, 0] == (2, 1)
    assert cell_text(document, table, 2, 1) == "覆盖率"
    assert cell_text(document, table, 3, 1) == "面积¹"
    assert cell_text(document, table, 3, 3) == "30"


@pytest.mark.parametrize(
    ("declared", "real", "warned"),
    [
        ("gb2312", "gb18030", False),
        ("gb2312", "utf-8", True),
        ("utf-8", "gbk", True),
    ],
)
def test_declared_charset_is_checked_against_the_bytes(tmp_path: Path, declared: str, real: str, warned: bool) -> None:
    document = read_page(tmp_path, PAGE.format(charset=declared).replace("¹", "").encode(real))
    assert PARAGRAPH in document.text
    assert [warning.code for warning in document.warnings] == (["charset_mismatch"] if warned else [])


def test_layout_table_is_text_and_the_table_inside_it_a_table(tmp_path: Path) -> None:
    inner = "<table><tr><td>指标</td><td>目标</td></tr><tr><td>覆盖率</td><td>80%</td></tr></table>"
    page = f"<html><body><table><tr><td>左栏</td><td><p>{PARAGRAPH}</p>{inner}</td></tr></table></body></html>"
    document = read_page(tmp_path, page.encode())
    (table,) = document.tables
    assert (table.rows, table.columns) == (2, 2)
    assert PARAGRAPH in document.text


def test_page_with_a_wrong_suffix_is_still_a_page(tmp_path: Path) -> None:
    assert read_page(tmp_path, PAGE.format(charset="utf-8").encode(), "plan.doc").format == "html"


def test_hostile_pages_end_quickly(tmp_path: Path) -> None:
    deep = b"<html><body>" + b"<div>" * 2_000 + PARAGRAPH.encode() + b"</body></html>"
    assert PARAGRAPH in read_page(tmp_path, deep).text
    with pytest.raises(UnreadableFile) as caught:
        read_page(tmp_path, b"<html><body>" + b"<div>" * 100_000 + PARAGRAPH.encode())
    assert caught.value.code == "nested_too_deep"
    wide = (
        "<html><body><p>正文</p><table><tr><td colspan=999999999 rowspan=65534>指标</td><td>目标</td></tr>"
        "<tr><td>面积</td><td>80</td></tr></table></body></html>"
    )
    assert "指标" in read_page(tmp_path, wide.encode()).text
    with pytest.raises(UnreadableFile) as caught:
        read_page(tmp_path, b"<html><head><script>x</script></head><body></body></html>")
    assert caught.value.code == "no_text"


def test_real_page_with_an_indicator_table_of_spanning_rows() -> None:
    path = SHARED / "real" / "web_pages" / "state_council_2019_hospital_indicators.html"
    if not path.is_file():
        pytest.skip("the folder of real documents (../shared) is absent")
    document = read_document(path)
    (table,) = document.tables
    assert (table.rows, table.columns) == (56, 5)
    assert cell_text(document, table, 1, 0) == "一、医疗质量"
    first = next(cell for cell in table.cells if (cell.row, cell.column) == (1, 0))
    assert first.rowspan == 24
    names = [cell_text(document, table, row, 2) for row in range(1, 56)]
    assert [name.split(".")[0] for name in names] == [str(number) for number in range(1, 56)]


def test_title_and_note_rows_of_a_table_stand_around_it(tmp_path: Path) -> None:
    rows = (
        "<tr><td colspan=2>表1 主要指标</td></tr><tr><td>指标</td><td>目标</td></tr><tr><td>面积</td><td>30</td></tr>"
        "<tr><td colspan=2>注：常住人口。</td></tr>"
    )
    document = read_page(tmp_path, f"<html><body><p>{PARAGRAPH}</p><table>{rows}</table></body></html>".encode())
    (table,) = document.tables
    assert (table.rows, table.columns) == (2, 2)
    assert document.text.splitlines()[1] == "表1 主要指标"
    assert document.text.splitlines()[-1] == "注：常住人口。"
