"""Hostile and broken files of every format: each ends within bounds of time and memory with one clear message.

The bounds are the system's limits on the reading process (:mod:`hostile_child`), not measured times.
"""

from __future__ import annotations

import functools
import io
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hostile_child import SECONDS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from packed_samples import (
    ODT_NAMES,
    mht_bytes,
    odt_bytes,
    ofd_bytes,
    ofd_page,
    ofd_table,
    ofd_text,
    xlsx_bytes,
    zip_bytes,
)
from PIL import Image
from reading_samples import HEADER, ROWS, docx_bytes, draw_table
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from policy_xwalk.errors import PlanError
from policy_xwalk.reading import ReadLimits, read_document_bytes
from policy_xwalk.reading.archive import archive_members
from policy_xwalk.reading.framework import is_framework_bytes, read_framework_bytes
from policy_xwalk.run import run_folder

CHILD = str(Path(__file__).with_name("hostile_child.py"))
FOUND = Path(__file__).resolve().parents[1] / "data" / "hostile"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
ENTITIES = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(1, 9))
BOMB = f'<!DOCTYPE a [<!ENTITY e1 "发展发展">{ENTITIES}]>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY e9 SYSTEM "file:///etc/passwd">]>'
PLAN = "某县“十四五”规划\n一、总体要求\n到2025年，农村社区综合服务设施覆盖率达到80%。\n二、重点任务\n推进建设。\n"


def word(body: str, before: str = "", **parts: str | bytes) -> bytes:
    document = f"{before}<w:document {W}><w:body>{body}</w:body></w:document>"
    return docx_bytes({"word/document.xml": document, **parts})


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(text: str) -> str:
    return f"<w:tc>{paragraph(text)}</w:tc>"


def word_table(rows: int) -> bytes:
    body = "".join(f"<w:tr>{cell(f'{n}')}{cell('面积')}{cell('30')}</w:tr>" for n in range(rows))
    return word(f"<w:tbl>{body}</w:tbl>")


def web_table(rows: int) -> bytes:
    body = "".join(f"<tr><td rowspan=2>{n}</td><td>面积</td><td>30</td></tr>" for n in range(rows))
    return f"<html><body><p>{'正文内容。' * 50}</p><table>{body}</table></body></html>".encode()


def open_document_table(rows: int) -> bytes:
    made = "".join(
        f"<table:table-row><table:table-cell><text:p>{n}</text:p></table:table-cell><table:table-cell><text:p>30"
        "</text:p></table:table-cell></table:table-row>"
        for n in range(rows)
    )
    return odt_bytes(f"<table:table>{made}</table:table>")


def looped_styles() -> bytes:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{(n + 1) % 3}"/></w:style>' for n in range(3)
    )
    body = '<w:p><w:pPr><w:pStyle w:val="s0"/></w:pPr><w:r><w:t>正文</w:t></w:r></w:p>'
    return word(body, **{"word/styles.xml": f"<w:styles {W}>{styles}</w:styles>"})


def sheet_of_bytes(content: bytes) -> bytes:
    """A whole workbook whose sheet holds this content."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx_bytes([["a"]]))) as whole, zipfile.ZipFile(stream, "w") as made:
        for part in whole.namelist():
            sheet = f"<worksheet {S}>".encode() + content + b"</worksheet>"
            made.writestr(part, sheet if part.startswith("xl/worksheets/sheet") else whole.read(part))
    return stream.getvalue()


def blank_pages(count: int) -> bytes:
    """An OFD of thousands of pages that are all one part of the file."""
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_0/Content.xml"/>' for n in range(count))
    document = f'<ofd:Document xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Pages>{listed}</ofd:Pages></ofd:Document>'
    return ofd_bytes([""], **{"Doc_0/Document.xml": document})


def pdf(count: int) -> bytes:
    """A PDF of blank pages, written by hand; its page tree may point back to itself."""
    kids = " ".join(f"{n + 3} 0 R" for n in range(count))
    objects = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count {count}/Kids[{kids}]>>"]
    objects += ["<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"] * count
    return write_pdf_objects(objects)


def write_pdf_objects(objects: list[str]) -> bytes:
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj{content}endobj\n".encode()
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{at:010d} 00000 n \n" for at in places)
    return data + f"{table}trailer<</Size {len(objects) + 1}/Root 1 0 R>>startxref\n{len(data)}\n%%EOF".encode()


ALL_MERGED = b'<sheetData/><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
SMALL_TABLE = [["1", "2"]] * 3
NESTED_BOXES = "<w:p><w:r><w:txbxContent>" * 60 + paragraph("底") + "</w:txbxContent></w:r></w:p>" * 60
NESTED_TABLES = "<w:tbl><w:tr><w:tc>" * 60 + paragraph("底") + "</w:tc></w:tr></w:tbl>" * 60
LOOP = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 9/Kids[2 0 R 2 0 R 2 0 R]/Parent 2 0 R>>"]

HOSTILE: dict[str, tuple[str, Callable[[], bytes], set[str]]] = {
    "empty": ("a.txt", lambda: b"", {"empty_file"}),
    "blank": ("a.docx", lambda: b" \n" * 50, {"empty_file"}),
    "noise": ("a.docx", lambda: random.Random(7).randbytes(3_000_000), {"binary_file", "unknown_encoding"}),
    "zeros": ("a.pdf", lambda: b"\x00" * 5_000_000, {"empty_file"}),
    "long-line": ("a.txt", lambda: ("发展" * 1_700_000).encode(), {"line_too_long"}),
    "long-line-html": ("a.html", lambda: b"<html><body>" + b"a" * 10_000_000, {"line_too_long"}),
    "long-line-docx": ("a.docx", lambda: word(paragraph("a" * 9_000_000)), {"line_too_long"}),
    "long-line-csv": ("a.csv", lambda: b"a,b\n" + b"a" * 10_000_000, {"line_too_long"}),
    "rows-docx": ("a.docx", lambda: word_table(10_000), {"document"}),
    "rows-html": ("a.html", lambda: web_table(10_000), {"document"}),
    "rows-odt": ("a.odt", lambda: open_document_table(10_000), {"document"}),
    "rows-xlsx": ("a.xlsx", lambda: xlsx_bytes([[n, "面积", 30] for n in range(10_000)]), {"document"}),
    "rows-csv": ("a.csv", lambda: b"1,2,3\n" * 60_000, {"document"}),
    "rows-markdown": ("a.md", lambda: b"|a|b|\n|--|--|\n" + b"|1|2|\n" * 10_000, {"document"}),
    "deep-html": ("a.html", lambda: b"<html>" + b"<div>" * 100_000 + b"x", {"nested_too_deep"}),
    "deep-tables-html": ("a.html", lambda: b"<html>" + b"<table><tr><td>" * 900 + PLAN.encode(), {"document"}),
    "deep-tables-docx": ("a.docx", lambda: word(NESTED_TABLES), {"document", "damaged_docx"}),
    "deep-boxes-docx": ("a.docx", lambda: word(NESTED_BOXES), {"document", "damaged_docx"}),
    "deep-xml": ("a.docx", lambda: word("<w:sdt><w:sdtContent>" * 100_000), {"damaged_docx"}),
    "loop-styles": ("a.docx", looped_styles, {"document"}),
    "entities-docx": ("a.docx", lambda: word(paragraph("&e9;"), BOMB), {"forbidden_xml"}),
    "outside-docx": ("a.docx", lambda: word(paragraph("&e9;"), OUTSIDE), {"forbidden_xml"}),
    "outside-odt": ("a.odt", lambda: odt_bytes("", **{"content.xml": f"{OUTSIDE}<a>&e9;</a>"}), {"forbidden_xml"}),
    "entities-ofd": ("a.ofd", lambda: ofd_bytes([""], **{"OFD.xml": f"{BOMB}<a>&e9;</a>"}), {"forbidden_xml"}),
    "entities-xlsx": ("a.xlsx", lambda: docx_bytes({"xl/workbook.xml": f"{BOMB}<a/>"}), {"forbidden_xml"}),
    "merged-xlsx": ("a.xlsx", lambda: sheet_of_bytes(ALL_MERGED),
                    {"xml_too_large"}),
    "elements-docx": ("a.docx", lambda: word("<w:p/>" * 4_100_000), {"xml_too_large", "zip_bomb"}),
    "zip-bomb": ("a.docx", lambda: word("", **{"word/a.bin": b"\x00" * 80_000_000}), {"zip_bomb"}),
    "zip-bomb-archive": ("a.zip", lambda: zip_bytes({"a.txt": b"\x00" * 80_000_000}), {"zip_bomb"}),
    "zip-in-zip": ("a.zip", lambda: functools.reduce(lambda d, _: zip_bytes({"a.zip": d}), range(30), b"x"),
                   {"archive_too_deep"}),
    "traversal": ("a.zip", lambda: zip_bytes({"../../etc/passwd": b"x"}), {"member_outside"}),
    "zero-pages-ofd": ("a.ofd", lambda: blank_pages(0), {"damaged_ofd"}),
    "blank-pages-ofd": ("a.ofd", lambda: blank_pages(4_000), {"no_text"}),
    "too-many-pages-ofd": ("a.ofd", lambda: blank_pages(100_000), {"too_many_pages"}),
    "many-characters-ofd": ("a.ofd", lambda: ofd_bytes([ofd_text(10, 10, "发展" * 100_000)]), {"document"}),
    "many-lines-ofd": (
        "a.ofd",
        lambda: ofd_bytes(["".join(ofd_table(20 + n / 9, SMALL_TABLE, [9, 9]) for n in range(900))]),
        {"document"},
    ),
    "zero-pages-pdf": ("a.pdf", lambda: pdf(0), {"damaged_pdf"}),
    "blank-pages-pdf": ("a.pdf", lambda: pdf(4_000), {"no_text", "scanned_pdf"}),
    "loop-pdf": ("a.pdf", lambda: write_pdf_objects(LOOP), {"damaged_pdf", "no_text", "scanned_pdf"}),
    "cut-pdf": ("a.pdf", lambda: pdf(3)[:150], {"damaged_pdf"}),
    "wrong-suffix": ("a.pdf", lambda: PLAN.encode(), {"document"}),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
def test_ends_within_bounds_and_with_one_message(case: str, tmp_path: Path) -> None:
    name, make, expected = HOSTILE[case]
    path = tmp_path / name
    path.write_bytes(make())
    done = subprocess.run(
        [sys.executable, CHILD, str(path)], capture_output=True, text=True, timeout=20 * SECONDS, check=False
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    said = done.stdout.split()
    assert (said[1] if said[0] == "error" else said[0]) in expected
    assert said[0] != "error" or said[2] == "one-line"


def test_a_plan_of_a_thousand_pages_stays_under_a_gigabyte(tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    page = Canvas(str(path), invariant=1)
    for number in range(1000):
        page.setFont("STSong-Light", 10)
        if number % 20 == 10:
            draw_table(page, 40, 780, [HEADER, *ROWS])
        for line in range(8):
            page.drawString(40, 400 - 20 * line, f"推进社区服务设施建设，完善服务体系，第{number}页第{line}行。")
        page.showPage()
    page.save()
    done = subprocess.run(
        [sys.executable, CHILD, str(path), "1000000000"],
        capture_output=True,
        text=True,
        timeout=20 * SECONDS,
        check=False,
    )
    assert done.stdout.startswith("document "), (done.stdout, done.stderr[-400:])


def test_one_bad_file_leaves_the_batch_untouched(tmp_path: Path) -> None:
    good = tmp_path / "plan.txt"
    good.write_text(PLAN * 3, encoding="utf-8")
    bad = {"entities-docx", "zip-bomb", "deep-xml", "noise", "zero-pages-ofd", "cut-pdf", "empty", "merged-xlsx"}
    for case in sorted(bad):
        name, make, _ = HOSTILE[case]
        (tmp_path / f"{case}{Path(name).suffix}").write_bytes(make())
    result = run_folder(tmp_path)
    assert [records.plan.source.file for records in result.crosswalk.records] == ["plan.txt"]
    assert {Path(failure.file).stem for failure in result.failures} == bad
    assert all("\n" not in str(failure.error) for failure in result.failures)


WEB = f"<html><head><meta charset=utf-8><title>规划</title></head><body><p>{PLAN * 3}</p><table><tr><td>指标</td>"
WEB += "<td rowspan=2>目标</td></tr><tr><td colspan=2>覆盖率</td></tr></table></body></html>"
FLAT_ODT = (
    f'<?xml version="1.0"?><office:document {ODT_NAMES} office:mimetype="application/vnd.oasis.opendocument.text">'
    "<office:body><office:text><text:p>正文<text:hidden-text text:string-value='x' text:is-hidden='true'/></text:p>"
    "</office:text></office:body></office:document>"
)
UNSEEN = '<ofd:ImageObject ID="9" Boundary="0 0 210 297" ResourceID="5" CTM="1 0 0 1 0 0"/>' + ofd_text(
    25, 280, "看不见"
).replace("<ofd:TextObject", '<ofd:TextObject Alpha="0"')


def drawn_pdf() -> bytes:
    """A page with a ruled table, white text, invisible text and a picture, its stream not packed."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    stream = io.BytesIO()
    page = Canvas(stream, pagesize=(300, 200), pageCompression=0, invariant=1)
    page.setFont("STSong-Light", 10)
    draw_table(page, 10, 190, [HEADER, *ROWS[:2]])
    page.drawString(10, 60, "到2025年，覆盖率达到80%", mode=3)
    page.drawInlineImage(Image.new("L", (4, 4), 90), 10, 10, 40, 20)
    page.setFillGray(1)
    page.drawString(10, 40, "白字")
    page.save()
    return stream.getvalue()


SMALL: dict[str, bytes] = {
    "a.txt": PLAN.encode(),
    "b.txt": PLAN.encode("gb18030"),
    "a.html": WEB.encode(),
    "a.mht": mht_bytes(WEB),
    "a.csv": "序号,指标,目标,\n,,2020年,2025年\n1,覆盖率,70%,80%\n".encode(),
    "a.xlsx": xlsx_bytes([["序号", "指标", "目标"], [1, "覆盖率", "80%"]], ["A1:A2"]),
    "a.odt": odt_bytes("<text:h text:outline-level='1'>总则</text:h><text:p>正文</text:p>"),
    "a.fodt": FLAT_ODT.encode(),
    "a.ofd": ofd_bytes(
        [UNSEEN + ofd_text(25, 20, "某县规划") + ofd_table(40, [HEADER, *ROWS], [14.0, 60.0, 28.0, 28.0, 24.0])]
    ),
    "a.docx": word(f"<w:tbl><w:tr>{cell('指标')}{cell('目标')}</w:tr></w:tbl>" + paragraph("正文")),
    "a.zip": zip_bytes({"规划.txt": PLAN.encode(), "b.zip": zip_bytes({"c.txt": PLAN.encode()})}),
    "a.pdf": pdf(2),
    "b.pdf": drawn_pdf(),
}
# Parts of packed files, changed before they are packed: changes to packed bytes mostly stop at the checksum.
PARTS: dict[str, tuple[Callable[[bytes], bytes], bytes]] = {
    "part.docx": (
        lambda data: docx_bytes({"word/document.xml": data}),
        (
            f"<w:document {W}><w:body><w:tbl><w:tr>{cell('指标')}{cell('目标')}</w:tr><w:tr>"
            '<w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr></w:tc></w:tr></w:tbl>'
            '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
            '<w:r><w:rPr><w:vanish/></w:rPr><w:t>正文</w:t></w:r></w:p><w:altChunk/></w:body></w:document>'
        ).encode(),
    ),
    "part.odt": (
        lambda data: docx_bytes({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": data}),
        (
            f"<office:document-content {ODT_NAMES}><office:body><office:text><text:list text:style-name='L1'>"
            "<text:list-item text:start-value='3'><text:h text:outline-level='1'>总则</text:h></text:list-item>"
            "</text:list>"
            "<table:table><table:table-row><table:table-cell table:number-columns-spanned='2'><text:p>甲</text:p>"
            "</table:table-cell></table:table-row></table:table></office:text></office:body></office:document-content>"
        ).encode(),
    ),
    "part.ofd": (
        lambda data: ofd_bytes([""], **{"Doc_0/Pages/Page_0/Content.xml": data.decode("latin-1")})
        if data.isascii()
        else ofd_bytes([ofd_text(25, 20, "正文")]),
        ofd_page(ofd_text(25, 20, "A plan") + ofd_table(40, [["No", "Name"], ["1", "80%"]], [20.0, 40.0])).encode(),
    ),
    "part.xlsx": (sheet_of_bytes, b'<sheetData><row r="1"><c r="A1" t="str"><v>1</v></c></row></sheetData>'
                  b'<mergeCells><mergeCell ref="A1:C4"/></mergeCells>'),
}  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn, sources: dict[str, bytes]) -> tuple[str, bytes]:
    """A file with a few of its bytes changed, taken out, doubled or cut off, perhaps under another suffix."""
    name = draw(st.sampled_from(sorted(sources)))
    data = bytearray(sources[name])
    for _ in range(draw(st.integers(0, 5))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        size = draw(st.integers(1, 40))
        match draw(st.sampled_from(["set", "drop", "repeat", "insert", "cut"])):
            case "set":
                data[at : at + 1] = bytes([draw(st.integers(0, 255))])
            case "drop":
                del data[at : at + size]
            case "repeat":
                data[at:at] = data[at : at + size] * draw(st.integers(1, 30))
            case "insert":
                data[at:at] = draw(
                    st.sampled_from([b"-1", b"99999999999", b"<", b">", b"&#0;", b"\xff\xfe", b"NaN", b"\x00"])
                )
            case "cut":
                del data[at:]
    suffix = draw(st.sampled_from(["", ".txt", ".csv", ".docx", ".pdf", ".doc"]))
    return name + suffix, bytes(data)


def use(name: str, data: bytes) -> None:
    """Read a file in every way there is: a document, one clear error, and nothing else."""
    limits = ReadLimits(convert_seconds=1, pages=500, ocr_pages=1)
    ways: list[Callable[[], object]] = [
        lambda: read_document_bytes(data, name, limits=limits),
        lambda: read_framework_bytes(data, name) if is_framework_bytes(data, name) else None,
        lambda: list(archive_members(data, name, limits)),
    ]
    for way in ways:
        message = ""
        try:
            way()
        except PlanError as error:
            message = str(error)
        assert "\n" not in message


@settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(mutated(SMALL))
def test_changed_files_are_read_or_refused(file: tuple[str, bytes]) -> None:
    use(*file)


@settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(mutated({name: content for name, (_, content) in PARTS.items()}))
def test_changed_parts_of_packed_files_are_read_or_refused(file: tuple[str, bytes]) -> None:
    name, data = file
    wrap, _ = PARTS[".".join(name.split(".")[:2])]
    use(name, wrap(data))


@pytest.mark.parametrize("path", sorted(FOUND.glob("*")) if FOUND.is_dir() else [], ids=lambda path: path.name)
def test_what_fuzzing_found_stays_mended(path: Path) -> None:
    use(path.name, path.read_bytes())
