"""OpenDocument text: numbers that the program counts, tables, notes, tracked changes; and what hostile ones get."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from packed_samples import ODT_NAMES, odt_bytes
from reading_samples import docx_bytes, table_texts, word_document

from policy_xwalk.errors import UnreadableFile
from policy_xwalk.reading import read_document, read_document_bytes
from policy_xwalk.reading.document import SourceDocument


def read(body: str, **parts: str) -> SourceDocument:
    return read_document_bytes(odt_bytes(body, **parts), "plan.odt")


def item(*content: str) -> str:
    return f"<text:list-item>{''.join(content)}</text:list-item>"


def test_list_numbers_are_reconstructed_and_go_on_after_text_between() -> None:
    heading = '<text:h text:outline-level="1">总体要求</text:h>'
    inner = f"<text:list>{item('<text:p>指导思想</text:p>')}{item('<text:p>基本原则</text:p>')}</text:list>"
    # The third level stands in lists of which the outer ones have no text of their own.
    third = f"<text:list>{item('<text:list>' + item('<text:p>第一</text:p>') + '</text:list>')}</text:list>"
    body = (
        f'<text:list text:style-name="L1">{item(heading, inner)}</text:list>'
        "<text:p>到2025年，覆盖率达到80%。</text:p>"
        f'<text:list text:style-name="L1" text:continue-numbering="true">{item("<text:p>重点任务</text:p>", third)}'
        "</text:list>"
    )
    document = read(body)
    assert document.text.splitlines() == [
        "一、总体要求",
        "（一）指导思想",
        "（二）基本原则",
        "到2025年，覆盖率达到80%。",
        "二、重点任务",
        "1.第一",
    ]
    assert [(document.text[h.start : h.end], h.heading) for h in document.hints] == [("一、总体要求", 1)]


def test_outline_numbers_of_headings() -> None:
    styles = (
        f"<office:document-styles {ODT_NAMES}><office:styles><text:outline-style style:name='Outline'>"
        "<text:outline-level-style text:level='1' style:num-format='一, 二, 三, ...' style:num-prefix='第'"
        " style:num-suffix='章'/>"
        "<text:outline-level-style text:level='2' style:num-format='1' text:display-levels='2'/>"
        "</text:outline-style></office:styles></office:document-styles>"
    )
    heads = ((1, "总则"), (2, "背景"), (1, "任务"), (2, "设施"), (2, "队伍"))
    body = "".join(f'<text:h text:outline-level="{level}">{text}</text:h>' for level, text in heads)
    document = read(body, **{"styles.xml": styles})
    assert document.text.splitlines() == ["第一章 总则", "一.1 背景", "第二章 任务", "二.1 设施", "二.2 队伍"]


def test_changes_are_seen_as_accepted_and_hidden_text_is_left_out() -> None:
    body = (
        "<text:tracked-changes><text:changed-region text:id='c'><text:deletion><text:p>删去</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        "<text:p>保留<text:change text:change-id='c'/><text:change-start text:change-id='d'/>加入"
        "<text:change-end text:change-id='d'/><text:span text:style-name='T1'>隐藏</text:span>"
        "<office:annotation><text:p>批注</text:p></office:annotation>80%<text:span text:style-name='T2'>1</text:span>"
        "<text:s text:c='2'/>a<text:tab/>b<text:line-break/>次行\n   接</text:p>"
    )
    assert read(body).text == "保留加入80%¹  a\tb\n次行 接\n"


def test_notes_stand_at_the_end_and_text_boxes_after_their_paragraph() -> None:
    note = (
        "<text:note text:note-class='footnote'><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>指常住人口。</text:p></text:note-body></text:note>"
    )
    body = (
        f"<text:p>人口{note}达到5万人<draw:frame><draw:text-box><text:p>专栏1 工程</text:p><text:p>1.新建。</text:p>"
        "</draw:text-box></draw:frame>。</text:p><text:p>后文</text:p>"
    )
    assert read(body).text.splitlines() == [
        "人口（注1）达到5万人。",
        "专栏1 工程",
        "1.新建。",
        "后文",
        "（注1）指常住人口。",
    ]


def test_tables_with_merged_cells_frames_and_group_rows() -> None:
    def cell(text: str, spans: str = "") -> str:
        return f"<table:table-cell {spans}><text:p>{text}</text:p></table:table-cell>"

    covered = "<table:covered-table-cell/>"
    wide = 'table:number-columns-spanned="2"'
    tall = 'table:number-rows-spanned="2"'
    rows = [
        cell("表1 主要指标", 'table:number-columns-spanned="3"') + covered * 2,
        cell("类别") + cell("目标", wide) + covered,
        cell("设施", tall) + cell("70%") + cell("80%"),
        covered + cell("20") + cell("30"),
    ]
    body = "<table:table><table:table-header-rows><table:table-row>" + rows[0]
    body += "</table:table-row></table:table-header-rows>"
    body += "".join(f"<table:table-row>{row}</table:table-row>" for row in rows[1:]) + "</table:table>"
    frame = (
        f"<table:table><table:table-row>{cell('专栏1 工程</text:p><text:p>1.新建。')}</table:table-row></table:table>"
    )
    document = read(body + frame)
    assert document.text.splitlines()[0] == "表1 主要指标"
    assert document.text.splitlines()[-2:] == ["专栏1 工程", "1.新建。"]
    (table,) = document.tables
    assert table_texts(document, table) == [["类别", "目标", ""], ["设施", "70%", "80%"], ["", "20", "30"]]
    spans = {(c.row, c.column): (c.rowspan, c.colspan) for c in table.cells}
    assert spans[0, 1] == (1, 2)
    assert spans[1, 0] == (2, 1)


def test_the_table_of_contents_is_furniture() -> None:
    body = "<text:table-of-content><text:index-body><text:p>一、总体要求 1</text:p></text:index-body>"
    document = read(body + "</text:table-of-content><text:p>一、总体要求</text:p>")
    assert [(document.text[h.start : h.end], h.furniture) for h in document.hints] == [("一、总体要求 1", True)]


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"content.xml": "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/hostname'>]><a>&b;</a>"}, "forbidden_xml"),
        ({"content.xml": "<a"}, "damaged_odt"),
        ({"content.xml": "<a/>"}, "damaged_odt"),
        (
            {
                "META-INF/manifest.xml": "<m:manifest xmlns:m='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'>"
                "<m:file-entry><m:encryption-data/></m:file-entry></m:manifest>"
            },
            "encrypted_office",
        ),
        ({"Pictures/a": b"\x00" * 60_000_000}, "zip_bomb"),
        ({}, "no_text"),
    ],
)
def test_broken_and_hostile_documents(parts: dict[str, str], code: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read("<text:p/>", **parts)
    assert caught.value.code == code
    assert "plan.odt" in str(caught.value)


def test_repetition_beyond_reason_is_bounded() -> None:
    body = (
        "<table:table><table:table-row table:number-rows-repeated='999999999'>"
        "<table:table-cell table:number-columns-repeated='999999999'/></table:table-row><table:table-row>"
        "<table:table-cell table:number-columns-spanned='99999999' table:number-rows-spanned='99999999'>"
        "<text:p>甲</text:p></table:table-cell><table:table-cell><text:p>乙</text:p></table:table-cell>"
        "</table:table-row></table:table><text:p><text:s text:c='999999999'/>文</text:p>"
    )
    assert len(read(body).text) < 1_000


def test_the_same_document_through_libreoffice_reads_the_same(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    word = word_document(tmp_path / "plan.docx")
    profile = (tmp_path / "profile").as_uri()
    command = [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "odt", "--outdir"]
    subprocess.run([*command, str(tmp_path), str(word)], check=True, capture_output=True, timeout=180)
    one, other = read_document(word), read_document(tmp_path / "plan.odt")
    assert other.format == "odt"
    assert other.text.split() == one.text.split()
    assert [table_texts(other, t) for t in other.tables] == [table_texts(one, t) for t in one.tables]
    assert [(h.heading) for h in other.hints] == [h.heading for h in one.hints]


def test_a_template_and_a_wrong_suffix_are_read(tmp_path: Path) -> None:
    content = f"<office:document-content {ODT_NAMES}><office:body><office:text><text:p>正文</text:p></office:text>"
    content += "</office:body></office:document-content>"
    mimetype = "application/vnd.oasis.opendocument.text-template"
    path = tmp_path / "plan.doc"
    path.write_bytes(docx_bytes({"mimetype": mimetype, "content.xml": content}))
    assert read_document(path).text == "正文\n"
