"""Old Word, WPS and Excel files by way of LibreOffice; and what is said where it is not installed or fails."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from packed_samples import xlsx_bytes
from reading_samples import table_texts, word_document

from policy_xwalk.errors import UnreadableFile
from policy_xwalk.reading import ReadLimits, is_framework, read_document, read_document_bytes, read_framework
from policy_xwalk.reading.office import find_office

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
needs_office = pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")
CALC = bool(find_office()) and any(Path(str(find_office())).resolve().parent.glob("*sclo.*"))


def converted(source: Path, form: str) -> Path:
    """The file as LibreOffice saves it in another format."""
    office = find_office()
    assert office is not None
    folder = source.parent
    command = [office, f"-env:UserInstallation={(folder / 'maker').as_uri()}", "--headless", "--convert-to", form]
    subprocess.run([*command, "--outdir", str(folder), str(source)], check=True, capture_output=True, timeout=180)
    return source.with_suffix("." + form.split(":")[0])


@needs_office
@pytest.mark.parametrize("form", ["doc", "rtf"])
def test_an_old_document_reads_as_the_new_one(tmp_path: Path, form: str) -> None:
    word = word_document(tmp_path / "plan.docx")
    one, other = read_document(word), read_document(converted(word, form))
    assert other.format == form
    assert other.text.split() == one.text.split()
    assert [table_texts(other, t) for t in other.tables] == [table_texts(one, t) for t in one.tables]
    assert [h.heading for h in other.hints] == [h.heading for h in one.hints]


@needs_office
def test_wps_is_told_by_suffix_and_read_by_content(tmp_path: Path) -> None:
    old = converted(word_document(tmp_path / "plan.docx"), "doc")
    document = read_document(old.rename(tmp_path / "plan.wps"))
    assert document.format == "wps"
    assert "到2025年，覆盖率达到80%¹" in document.text


@needs_office
@pytest.mark.skipif(not CALC, reason="LibreOffice Calc is not installed")
def test_an_old_workbook_reads_as_the_new_one(tmp_path: Path) -> None:
    book = tmp_path / "table.xlsx"
    book.write_bytes(
        xlsx_bytes([["序号", "指标", "目标", ""], ["", "", "2020年", "2025年"], [1, "覆盖率", "70%", "80%"]], ["C1:D1"])
    )
    one = read_document(book)
    for form in ("xls", "ods"):
        other = read_document(converted(book, form))
        assert other.format == form
        assert [table_texts(other, t) for t in other.tables] == [table_texts(one, t) for t in one.tables]


@needs_office
@pytest.mark.skipif(not CALC, reason="LibreOffice Calc is not installed")
@pytest.mark.parametrize("form", ["xls", "ods", "fods"])
def test_a_workbook_with_one_indicator_a_row_is_a_framework_in_every_form(tmp_path: Path, form: str) -> None:
    book = tmp_path / "facts.xlsx"
    book.write_bytes(xlsx_bytes([["序号", "指标", "2020年", "2025年"], [1, "城市社区覆盖率（%）", 70, 80]]))
    other = converted(book, form)
    assert is_framework(other)
    one, same = read_framework(book), read_framework(other)
    assert [(row.name, row.baseline, row.target) for row in same.indicators] == [
        (row.name, row.baseline, row.target) for row in one.indicators
    ]
    assert same.plan.source is not None
    assert same.plan.source.format == form


@needs_office
def test_a_flat_open_document_reads_as_the_packed_one(tmp_path: Path) -> None:
    word = word_document(tmp_path / "plan.docx")
    one, flat = read_document(converted(word, "odt")), read_document(converted(word, "fodt"))
    assert flat.format == "fodt"
    assert flat.text == one.text
    assert [table_texts(flat, t) for t in flat.tables] == [table_texts(one, t) for t in one.tables]
    assert flat.hints == one.hints


@needs_office
def test_a_broken_old_document_is_one_clear_error(tmp_path: Path) -> None:
    whole = converted(word_document(tmp_path / "plan.docx"), "doc").read_bytes()
    for data in (OLE + b"\x00" * 600, whole[: len(whole) // 3], whole[:-2_000]):
        with pytest.raises(UnreadableFile) as caught:
            read_document_bytes(data, "plan.doc")
        assert caught.value.code in {"conversion_failed", "unreadable_file"}
        assert "plan.doc" in str(caught.value)


@needs_office
def test_the_time_is_bounded(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_document_bytes(b"{\\rtf1 plan}", "plan.rtf", limits=ReadLimits(convert_seconds=0))
    assert caught.value.code == "conversion_timeout"


def test_without_libreoffice_the_message_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("policy_xwalk.reading.office._ELSEWHERE", ())
    with pytest.raises(UnreadableFile) as caught:
        read_document_bytes(b"{\\rtf1 plan}", "plan.doc")
    assert caught.value.code == "needs_office"
    assert "LibreOffice" in str(caught.value)


def test_other_old_formats_are_named() -> None:
    for mark, code in (("EncryptedPackage", "encrypted_office"), ("PowerPoint Document", "unsupported_format")):
        with pytest.raises(UnreadableFile) as caught:
            read_document_bytes(OLE + b"\x00" * 600 + mark.encode("utf-16-le"), "plan.doc")
        assert caught.value.code == code
    with pytest.raises(UnreadableFile) as caught:
        read_document_bytes(b"Rar!\x1a\x07\x01\x00" + b"\x00" * 50, "plan.rar")
    assert caught.value.code == "unsupported_format"
