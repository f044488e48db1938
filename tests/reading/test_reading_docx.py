"""Word documents: order, merged cells, frames, automatic numbers; and what hostile ones get."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from reading_samples import SHARED, add_list_number, docx_bytes, table_texts, word_document

from policy_xwalk.errors import UnreadableFile
from policy_xwalk.reading import ReadLimits, read_document, read_document_bytes
from policy_xwalk.reading.docx_numbering import chinese_number, format_number

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BODY = f"<w:document {NAMESPACE}><w:body><w:p><w:r><w:t>正文</w:t></w:r></w:p></w:body></w:document>"


def test_paragraphs_frames_and_tables_in_document_order(tmp_path: Path) -> None:
    document = read_document(word_document(tmp_path / "plan.docx"))
    lines = document.text.splitlines()
    assert lines[:5] == ["一、总体要求", "到2025年，覆盖率达到80%¹", "专栏1 补短板工程", "1.新建设施。", "2.改造设施。"]
    assert lines[-1] == "表后的段落"
    assert [(document.text[h.start : h.end], h.heading) for h in document.hints] == [("一、总体要求", 1)]
    assert document.title == "某县规划"
    (table,) = document.tables
    assert table_texts(document, table) == [
        ["类别", "指标", "目标值", ""],
        ["设施", "覆盖率", "70%", "80%"],
        ["", "面积", "20", "30"],
        ["队伍", "人数", "9", "18"],
    ]
    spans = {(cell.row, cell.column): (cell.rowspan, cell.colspan) for cell in table.cells}
    assert spans[0, 2] == (1, 2)
    assert spans[1, 0] == (2, 1)
    assert document.text[table.start : table.end].splitlines()[1] == "设施\t覆盖率\t70%\t80%"


def test_automatic_numbers_are_reconstructed(tmp_path: Path) -> None:
    document = Document()
    levels = [("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3.")]
    xml = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text) in enumerate(levels)
    )
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{xml}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="90"/></w:num>'))
    outline = [("总体要求", 0), ("指导思想", 1), ("基本原则", 1), ("坚持党建引领", 2), ("重点任务", 0), ("完善体系", 1)]
    for text, level in outline:
        add_list_number(document.add_paragraph(text), 91, level)
    path = tmp_path / "numbers.docx"
    document.save(str(path))
    assert read_document(path).text.splitlines() == [
        "一、总体要求",
        "（一）指导思想",
        "（二）基本原则",
        "1.坚持党建引领",
        "二、重点任务",
        "（一）完善体系",
    ]


@pytest.mark.parametrize(
    ("number", "expected"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (105, "一百零五"), (110, "一百一十")]
)
def test_chinese_list_numbers(number: int, expected: str) -> None:
    assert chinese_number(number) == expected


def test_other_number_formats() -> None:
    assert format_number(3, "decimalEnclosedCircleChinese") == "③"
    assert format_number(12, "decimalFullWidth") == "１２"
    assert format_number(4, "upperRoman") == "IV"
    assert format_number(28, "lowerLetter") == "bb"
    assert format_number(2, "ideographTraditional") == "乙"


def test_deleted_and_hidden_text_is_left_out_and_text_boxes_are_kept(tmp_path: Path) -> None:
    body = f"""<w:document {NAMESPACE} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>
    <w:p><w:r><w:t>保留</w:t></w:r><w:del><w:r><w:delText>删去</w:delText></w:r></w:del>
    <w:ins><w:r><w:t>加入</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r></w:p>
    <w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent>
    </mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent></mc:Fallback>
    </mc:AlternateContent></w:r></w:p></w:body></w:document>"""
    path = tmp_path / "a.docx"
    path.write_bytes(docx_bytes({"word/document.xml": body}))
    assert read_document(path).text.split() == ["保留加入", "框内"]


BOMB = (
    '<!DOCTYPE d [<!ENTITY a "发展"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>' + BODY.replace("正文", "&c;")
)
OUTSIDE = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + BODY.replace("正文", "&x;")


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"word/document.xml": BOMB}, "forbidden_xml"),
        ({"word/document.xml": OUTSIDE}, "forbidden_xml"),
        ({"word/document.xml": BODY, "word/styles.xml": OUTSIDE}, "forbidden_xml"),
        ({"word/document.xml": BODY.encode()[:-40]}, "damaged_docx"),
        ({"word/document.xml": BODY.replace("正文", "")}, "no_text"),
        ({"word/document.xml": f"<w:document {NAMESPACE}/>"}, "damaged_docx"),
        ({"word/document.xml": BODY, "word/media/a.bin": b"\x00" * 60_000_000}, "zip_bomb"),
        ({"word/document.xml": BODY.replace("正文", "发" * 11_000_000)}, None),
        ({"ppt/presentation.xml": "<p/>"}, "unsupported_format"),
        ({"OFD.xml": "<p/>"}, "damaged_ofd"),
    ],
    ids=["bomb", "outside", "style", "cut-xml", "empty", "no-body", "zip-bomb", "huge-run", "pptx", "ofd"],
)
def test_hostile_or_broken_documents_are_refused(tmp_path: Path, parts: dict[str, str | bytes], code: str) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(docx_bytes(parts))
    with pytest.raises(UnreadableFile) as caught:
        read_document(path)
    assert code in {None, caught.value.code}
    assert "plan.docx" in str(caught.value)


def test_truncated_document_is_damaged(tmp_path: Path) -> None:
    whole = word_document(tmp_path / "whole.docx").read_bytes()
    for share in (0.1, 0.5, 0.95):
        path = tmp_path / "cut.docx"
        path.write_bytes(whole[: int(len(whole) * share)])
        with pytest.raises(UnreadableFile) as caught:
            read_document(path)
        assert caught.value.code == "damaged_docx"


def test_an_archive_that_understates_its_size_is_stopped_while_unpacking(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(docx_bytes({"word/document.xml": BODY, "word/styles.xml": b" " * 300_000}))
    with pytest.raises(UnreadableFile) as caught:
        read_document(path, limits=ReadLimits(unpacked_bytes=100_000))
    assert caught.value.code == "zip_bomb"


def test_wrong_suffix_does_not_matter(tmp_path: Path) -> None:
    path = word_document(tmp_path / "plan.docx").rename(tmp_path / "plan.txt")
    assert read_document(path).format == "docx"


def test_encrypted_office_files_say_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "old.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(UnreadableFile) as caught:
        read_document(path)
    assert caught.value.code == "encrypted_office"


def read_body(tmp_path: Path, body: str, **parts: str) -> list[str]:
    path = tmp_path / "a.docx"
    document = f"<w:document {NAMESPACE} {OTHERS}><w:body>{body}</w:body></w:document>"
    path.write_bytes(docx_bytes({"word/document.xml": document, **parts}))
    return read_document(path).text.splitlines()


OTHERS = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def test_changes_are_seen_as_accepted(tmp_path: Path) -> None:
    deleted = "<w:r><w:delText>删去</w:delText></w:r>"
    body = (
        f"<w:p><w:moveFrom>{run('移走')}</w:moveFrom>{run('甲')}</w:p>"
        f"<w:p><w:moveTo>{run('移来')}</w:moveTo>{run('乙')}</w:p>"
        # The end of this paragraph is deleted: it is one with the next.
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('覆盖率达到')}<w:del>{deleted}</w:del></w:p>"
        f"<w:p>{run('80%')}</w:p>"
        # A whole paragraph is deleted.
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del>{deleted}</w:del></w:p><w:p>{run('丙')}</w:p>"
        f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p>{run('旧行')}</w:p></w:tc><w:tc><w:p/></w:tc></w:tr>"
        f"<w:tr><w:trPr><w:ins/></w:trPr><w:tc><w:p>{run('指标')}</w:p></w:tc><w:tc><w:p>{run('目标')}</w:p></w:tc></w:tr>"
        f"<w:tr><w:tc><w:p>{run('面积')}</w:p></w:tc><w:tc><w:p>{run('30')}</w:p></w:tc></w:tr></w:tbl>"
    )
    assert read_body(tmp_path, body) == ["甲", "移来乙", "覆盖率达到80%", "丙", "指标\t目标", "面积\t30"]


def test_pinyin_is_left_out_and_formulas_are_kept(tmp_path: Path) -> None:
    ruby = f"<w:r><w:ruby><w:rt>{run('zhì')}</w:rt><w:rubyBase>{run('治')}</w:rubyBase></w:ruby></w:r>"
    body = f"<w:p>{ruby}{run('理')}<m:oMath><m:r><m:t>≥30</m:t></m:r></m:oMath></w:p>"
    assert read_body(tmp_path, body) == ["治理≥30"]


def test_title_and_note_rows_of_a_table_stand_around_it(tmp_path: Path) -> None:
    def row(*texts: str) -> str:
        span = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' if len(texts) == 1 else ""
        return f"<w:tr>{''.join(f'<w:tc>{span}<w:p>{run(text)}</w:p></w:tc>' for text in texts)}</w:tr>"

    rows = row("表1 主要指标") + row("指标", "目标") + row("一、设施") + row("面积", "30") + row("注：常住人口。")
    path = tmp_path / "a.docx"
    document = f"<w:document {NAMESPACE}><w:body><w:tbl>{rows}</w:tbl></w:body></w:document>"
    path.write_bytes(docx_bytes({"word/document.xml": document}))
    read = read_document(path)
    assert read.text.splitlines()[0] == "表1 主要指标"
    assert read.text.splitlines()[-1] == "注：常住人口。"
    (table,) = read.tables
    assert table_texts(read, table) == [["指标", "目标"], ["一、设施", ""], ["面积", "30"]]


def test_the_text_part_may_have_another_name_and_the_strict_namespace(tmp_path: Path) -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r"'
        ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
        ' Target="/word/document2.xml"/></Relationships>'
    )
    strict = BODY.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    path = tmp_path / "a.docx"
    path.write_bytes(docx_bytes({"_rels/.rels": relations, "word/document2.xml": strict}))
    assert read_document(path).text == "正文\n"


def test_real_reports_are_read_whole() -> None:
    paths = sorted((SHARED / "real" / "work_reports_2025").glob("*.docx")) if SHARED.is_dir() else []
    if not paths:
        pytest.skip("the folder of real documents (../shared) is absent")
    for path in paths:
        document = read_document(path)
        assert len(document.text) > 10_000
        assert "2025年" in document.text


def with_chunks(body: str, relations: str, **parts: str | bytes) -> bytes:
    """A document that holds other files whole."""
    names = f'{NAMESPACE} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    kind = "http://schemas.openxmlformats.org/package/2006/relationships"
    return docx_bytes(
        {
            "word/document.xml": f"<w:document {names}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{kind}">{relations}</Relationships>',
            **parts,
        }
    )


def relation(identifier: str, target: str, mode: str = "Internal") -> str:
    return f'<Relationship Id="{identifier}" Type="aFChunk" Target="{target}" TargetMode="{mode}"/>'


def test_files_within_a_document_are_read_in_their_place(tmp_path: Path) -> None:
    page = (
        "<html><body><h2>二、重点任务</h2><p>推进建设。</p><table><tr><td>指标</td><td>目标</td></tr>"
        "<tr><td>覆盖率</td><td>80%</td></tr></table></body></html>"
    )
    before, after = (f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in ("一、总体要求", "三、保障措施"))
    body = f'{before}<w:altChunk r:id="a"/><w:altChunk r:id="b"/>{after}'
    data = with_chunks(
        body,
        relation("a", "page.html") + relation("b", "../parts/inner.docx"),
        **{
            "word/page.html": page.encode(),
            "parts/inner.docx": word_document(tmp_path / "inner.docx").read_bytes(),
        },
    )
    document = read_document_bytes(data, "plan.docx")
    lines = document.text.splitlines()
    assert lines[:3] == ["一、总体要求", "二、重点任务", "推进建设。"]
    assert lines[-2:] == ["表后的段落", "三、保障措施"]
    assert table_texts(document, document.tables[0]) == [["指标", "目标"], ["覆盖率", "80%"]]
    assert document.tables[1].rows == 4
    headings = [document.text[hint.start : hint.end] for hint in document.hints]
    assert headings == ["二、重点任务", "一、总体要求"]
    assert document.warnings == ()


def test_files_within_that_cannot_be_read_are_told() -> None:
    outer = '<w:p><w:r><w:t>正文</w:t></w:r></w:p><w:altChunk r:id="a"/><w:altChunk r:id="b"/><w:altChunk r:id="c"/>'
    relations = (
        relation("a", "https://example.com/a.html", "External") + relation("b", "b.docx") + relation("c", "c.docx")
    )
    data = with_chunks(outer, relations, **{"word/b.docx": b"PK\x03\x04 broken"})
    document = read_document_bytes(data, "plan.docx")
    assert document.text.split() == ["正文"]
    assert [(warning.code, warning.params["part"]) for warning in document.warnings] == [
        ("part_not_read", "altChunk"),
        ("part_not_read", "word/b.docx"),
        ("part_not_read", "word/c.docx"),
    ]


def test_documents_within_documents_end_somewhere() -> None:
    data = with_chunks("<w:p><w:r><w:t>0</w:t></w:r></w:p>", "")
    for depth in range(1, 7):
        data = with_chunks(
            f'<w:p><w:r><w:t>{depth}</w:t></w:r></w:p><w:altChunk r:id="a"/>',
            relation("a", "inner.docx"),
            **{"word/inner.docx": data},
        )
    document = read_document_bytes(data, "plan.docx")
    assert document.text.split() == ["6", "5", "4"]
    assert [warning.code for warning in document.warnings] == ["part_not_read"]
