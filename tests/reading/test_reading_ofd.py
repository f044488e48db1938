"""OFD: lines and tables from places, running heads, pictures of pages; and what hostile ones get."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from packed_samples import OFD_NAMES, ofd_bytes, ofd_page, ofd_table, ofd_text
from pdf_forms import FLAT, pictures_of, whole
from PIL import Image
from reading_samples import HEADER, ROWS, table_texts, write_pdf

from policy_xwalk.errors import UnreadableFile
from policy_xwalk.reading import ReadLimits, read_document_bytes
from policy_xwalk.reading.document import SourceDocument

WIDTHS = [14.0, 60.0, 28.0, 28.0, 24.0]


def read(pages: list[str], template: str = "", **parts: str) -> SourceDocument:
    return read_document_bytes(ofd_bytes(pages, template, **parts), "plan.ofd")


def lines(document: SourceDocument) -> list[str]:
    furniture = {(hint.start, hint.end) for hint in document.hints if hint.furniture}
    found: list[str] = []
    position = 0
    for line in document.text.split("\n"):
        if line and (position, position + len(line)) not in furniture:
            found.append(line)
        position += len(line) + 1
    return found


def test_lines_come_in_the_order_of_their_places() -> None:
    page = (
        ofd_text(25, 60, "到2025年，覆盖率达到80%。") + ofd_text(60, 30, "某县规划", 6) + ofd_text(25, 50, "一、目标")
    )
    document = read([page])
    assert document.format == "ofd"
    assert document.title == "某县规划"
    assert lines(document) == ["某县规划", "一、目标", "到2025年，覆盖率达到80%。"]
    assert [(p.number, document.text[p.start : p.end].count("\n")) for p in document.pages] == [(1, 3)]


def test_ruled_tables_are_tables() -> None:
    page = ofd_text(80, 30, "主要指标") + ofd_table(40, [HEADER, *ROWS], WIDTHS) + ofd_text(25, 200, "表后的段落")
    document = read([page])
    (table,) = document.tables
    assert table_texts(document, table) == [[cell.replace("\n", "") for cell in row] for row in [HEADER, *ROWS]]
    assert lines(document)[0] == "主要指标"
    assert lines(document)[-1] == "表后的段落"


def test_a_table_goes_on_over_the_page_break() -> None:
    first = ofd_text(25, 20, "说明") + ofd_table(230, [HEADER, *ROWS[:2]], WIDTHS) + ofd_text(100, 285, "— 1 —")
    second = ofd_table(30, [HEADER, *ROWS[2:]], WIDTHS) + ofd_text(100, 285, "— 2 —")
    document = read([first, second])
    (table,) = document.tables
    assert [row[0] for row in table_texts(document, table)] == ["序号", "1", "2", "3", "4"]
    last = next(cell for cell in table.cells if (cell.row, cell.column) == (4, 0))
    assert document.page_at(last.ranges[0][0]) == 2
    assert "— 1 —" not in lines(document)


def test_matrices_repeated_steps_and_several_codes_place_the_characters() -> None:
    page = (
        '<ofd:TextObject ID="1" Boundary="20 20 100 10" CTM="2 0 0 2 5 0" Size="3"><ofd:TextCode X="0" Y="4"'
        ' DeltaX="g 3 3.0">发展目标</ofd:TextCode><ofd:TextCode X="12" Y="4">：80%</ofd:TextCode></ofd:TextObject>'
        '<ofd:TextObject ID="2" Boundary="20 60 10 50" Size="4"><ofd:TextCode X="0" Y="4" DeltaY="g 1 8">上下'
        "</ofd:TextCode></ofd:TextObject>"
        '<ofd:TextObject ID="3" Boundary="20 90 10 10" Size="4" Visible="false"><ofd:TextCode X="0" Y="4">隐'
        "</ofd:TextCode></ofd:TextObject>"
    )
    assert lines(read([page])) == ["发展目标：80%", "上", "下"]


def test_templates_are_drawn_and_running_heads_marked() -> None:
    pages = [ofd_text(25, 60, f"第{n}条，推进社区服务体系建设。") for n in "一二三四"]
    document = read(pages, template=ofd_text(60, 15, "某市人民政府文件汇编"))
    assert document.text.count("某市人民政府文件汇编") == 4
    assert lines(document)[-3:] == [f"第{n}条，推进社区服务体系建设。" for n in "二三四"]


def test_pages_of_pictures_are_told() -> None:
    picture = '<ofd:ImageObject ID="9" Boundary="0 0 210 297" ResourceID="5"/>'
    document = read([ofd_text(25, 60, "到2025年，覆盖率达到80%，继续推进。"), picture])
    assert [(warning.code, warning.page) for warning in document.warnings] == [("scanned_page", 2)]
    with pytest.raises(UnreadableFile) as caught:
        read([picture])
    assert caught.value.code == "unreadable_pictures"


RESOURCES = (
    f"<ofd:Res {OFD_NAMES} BaseLoc='Res'><ofd:MultiMedias><ofd:MultiMedia ID='5' Type='Image'>"
    "<ofd:MediaFile>scan.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>"
)


def scanned_ofd(objects: str, picture: bytes) -> bytes:
    """A page with a picture of the whole page, and these objects over it."""
    document = (
        f"<ofd:Document {OFD_NAMES}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
        "</ofd:PageArea><ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes></ofd:CommonData>"
        "<ofd:Pages><ofd:Page ID='0' BaseLoc='Pages/Page_0/Content.xml'/></ofd:Pages></ofd:Document>"
    )
    image = '<ofd:ImageObject ID="9" Boundary="0 0 210 297" ResourceID="5" CTM="210 0 0 297 0 0"/>'
    parts = {"Doc_0/Document.xml": document, "Doc_0/DocumentRes.xml": RESOURCES, "Doc_0/Res/scan.png": picture}
    return ofd_bytes([image + objects], **parts)  # type: ignore[arg-type]


def test_scanned_pages_are_recognised(tmp_path: Path) -> None:
    source = write_pdf(tmp_path / "source.pdf", whole("bordered"))
    stream = io.BytesIO()
    pictures_of(source, dpi=300, angle=0.6)[0].save(stream, "PNG")
    document = read_document_bytes(scanned_ofd("", stream.getvalue()), "plan.ofd")
    (table,) = document.tables
    assert [[cell or "—" for cell in row] for row in table_texts(document, table)] == FLAT
    assert [(warning.code, warning.page) for warning in document.warnings][:1] == [("ocr_page", 1)]
    assert all(hint.confidence is not None for hint in document.hints)


def blank_picture() -> bytes:
    stream = io.BytesIO()
    Image.new("L", (210, 297), 240).save(stream, "PNG")
    return stream.getvalue()


@pytest.mark.parametrize("how", ['Visible="false"', 'Alpha="0"', 'Fill="false"'])
def test_text_that_is_not_seen_is_hidden_text_or_the_layer_of_a_picture(how: str) -> None:
    unseen = ofd_text(25, 90, "到2025年，覆盖率达到95%。").replace("<ofd:TextObject", f"<ofd:TextObject {how}")
    document = read([ofd_text(25, 60, "到2025年，覆盖率达到80%，继续推进。") + unseen])
    assert "95%" not in document.text
    assert [(warning.code, warning.page) for warning in document.warnings] == [("hidden_text_page", 1)]
    layer = "".join(
        ofd_text(25, 60 + 8 * n, "到2025年，全县社区综合服务设施覆盖率达到80%。").replace(
            "<ofd:TextObject", f"<ofd:TextObject {how}"
        )
        for n in range(4)
    )
    document = read_document_bytes(scanned_ofd(layer, blank_picture()), "plan.ofd")
    assert document.text.count("80%") == 4
    assert [warning.code for warning in document.warnings] == ["text_layer"]


def test_an_encrypted_document_is_told_and_not_called_damaged() -> None:
    locked = {"Doc_0/Document.xml": "\x8fj\x02\x9d", "Encryptions.xml": f"<ofd:Encryptions {OFD_NAMES}/>"}
    with pytest.raises(UnreadableFile) as caught:
        read([ofd_text(25, 60, "正文")], **locked)
    assert caught.value.code == "encrypted_ofd"
    plain = ofd_bytes([ofd_text(25, 60, "正文")])
    # The flag of an encrypted part in the directory of the archive and before the part itself (APPNOTE 4.4.4).
    flagged = re.sub(rb"(PK\x01\x02.{4}|PK\x03\x04..)\x00\x00", lambda m: m[1] + b"\x01\x00", plain, flags=re.DOTALL)
    with pytest.raises(UnreadableFile) as caught:
        read_document_bytes(flagged, "plan.ofd")
    assert caught.value.code == "encrypted_ofd"


def test_missing_pages_are_a_warning() -> None:
    common = f"<ofd:Document {OFD_NAMES}><ofd:Pages><ofd:Page ID='1' BaseLoc='Pages/Page_0/Content.xml'/>"
    common += "<ofd:Page ID='2' BaseLoc='../../../../etc/passwd'/></ofd:Pages></ofd:Document>"
    document = read([ofd_text(25, 60, "正文")], **{"Doc_0/Document.xml": common})
    assert [(warning.code, warning.page) for warning in document.warnings] == [("broken_page", 2)]


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"OFD.xml": "<a"}, "damaged_ofd"),
        ({"OFD.xml": "<a/>"}, "damaged_ofd"),
        ({"OFD.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}, "forbidden_xml"),
        ({"Doc_0/Document.xml": f"<ofd:Document {OFD_NAMES}><ofd:Pages/></ofd:Document>"}, "damaged_ofd"),
        ({"Doc_0/Pages/Page_0/Content.xml": ofd_page("")}, "no_text"),
        ({"Doc_0/Res/a": b"\x00" * 60_000_000}, "zip_bomb"),
    ],
)
def test_broken_and_hostile_documents(parts: dict[str, str], code: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read([ofd_text(25, 60, "正文")], **parts)
    assert caught.value.code == code
    assert "plan.ofd" in str(caught.value)


def test_nonsense_numbers_do_no_harm() -> None:
    page = (
        '<ofd:TextObject ID="1" Boundary="nan inf -1 x" CTM="1e308 0 0 1e308 0 0" Size="1e308"><ofd:TextCode X="1e308"'
        ' Y="nan" DeltaX="g 999999999 1 g g g -5 x">正文内容</ofd:TextCode></ofd:TextObject>'
        '<ofd:PathObject ID="2" Boundary="0 0 0 0"><ofd:AbbreviatedData>M L 1 C 5 5 Q 1 B A S M 1 1 L 1e999 1 L -.5 . 4'
        "</ofd:AbbreviatedData></ofd:PathObject>"
    )
    assert "可读" in read([page + ofd_text(25, 60, "可读")]).text


def test_too_many_pages() -> None:
    data = ofd_bytes([ofd_text(25, 60, "正文")] * 12)
    with pytest.raises(UnreadableFile) as caught:
        read_document_bytes(data, "plan.ofd", limits=ReadLimits(pages=10))
    assert caught.value.code == "too_many_pages"
