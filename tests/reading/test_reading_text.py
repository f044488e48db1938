"""Text and Markdown: encodings as they are, noise refused, marks of Markdown kept as hints."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_samples import SHARED, table_texts

from policy_xwalk.errors import UnreadableFile
from policy_xwalk.reading import read_document
from policy_xwalk.reading.encoding import decode

PROSE = "一、发展目标\r\n到2025年末，农村社区综合服务设施覆盖率达到80%以上，社区工作者队伍不断壮大。\r\n二、重点任务\n"


@pytest.mark.parametrize(
    ("encoding", "mark", "expected"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8"),
        ("gb18030", b"", "gb18030"),
        ("gbk", b"", "gb18030"),
        ("utf-16-le", b"\xff\xfe", "utf-16-le"),
        ("utf-16-be", b"\xfe\xff", "utf-16-be"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
    ],
)
def test_text_is_the_decoded_file_without_its_mark(tmp_path: Path, encoding: str, mark: bytes, expected: str) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(mark + PROSE.encode(encoding))
    document = read_document(path)
    assert document.text == PROSE
    assert document.encoding == expected
    assert document.format == "txt"
    assert document.warnings == ()


def test_traditional_text_in_big5_is_recognised() -> None:
    text = "為進一步推進社會發展，實現經濟與社會協調發展，對各縣的工作提出這樣的要求。這是我們的業務。" * 3
    assert decode(text.encode("big5"), "a.txt").text == text


@given(st.text(alphabet="的一是不了在人有我社区服务建设发展，。、0123456789%\r\n", min_size=1, max_size=400))
def test_any_chinese_text_survives_utf8(text: str) -> None:
    if text.strip():
        assert decode(text.encode(), "a.txt").text == text


def test_a_cut_off_character_at_the_end_is_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "cut.txt"
    path.write_bytes((PROSE * 3).encode()[:-2].rstrip(b"\n") + "县".encode()[:2])
    document = read_document(path)
    assert [warning.code for warning in document.warnings] == ["broken_bytes"]
    assert document.text.startswith("一、发展目标")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b" \n\t\n", "empty_file"),
        (b"\xef\xbb\xbf", "empty_file"),
        (random.Random(1).randbytes(50_000), "binary_file"),
        (b"\x00\x01\x02\x03" * 500, "binary_file"),
        (PROSE.encode().decode("gb18030", "replace").encode() * 5, "mojibake"),
        (PROSE.encode().decode("cp1252", "replace").encode() * 5, "mojibake"),
        (b"a" * 10_000_000, "line_too_long"),
        (("发展" * 2_000_000).encode(), "line_too_long"),
    ],
    ids=["empty", "blank", "mark-only", "noise", "zeros", "mojibake-gbk", "mojibake-latin", "long-line", "long-cjk"],
)
def test_unreadable_text_is_one_clear_error(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile) as caught:
        read_document(path)
    assert caught.value.code == code
    assert "plan.txt" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_markdown_headings_and_pipe_tables(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(
        "# 某县规划\n\n## 一、目标\n\n| 指标 | 目标值 |\n|---|---:|\n| 覆盖率 | 80% |\n| **面积** | ≥30 |\n\n后文\n",
        encoding="utf-8",
    )
    document = read_document(path)
    assert document.format == "md"
    assert [(document.text[h.start : h.end], h.heading) for h in document.hints] == [
        ("# 某县规划", 1),
        ("## 一、目标", 2),
    ]
    (table,) = document.tables
    assert table_texts(document, table) == [["指标", "目标值"], ["覆盖率", "80%"], ["**面积**", "≥30"]]


def test_real_seeds_are_read_byte_for_byte() -> None:
    if not SHARED.is_dir():
        pytest.skip("the folder of real documents (../shared) is absent")
    for path in sorted(SHARED.glob("seeds/*.txt")):
        document = read_document(path)
        assert document.text.encode() == path.read_bytes().removeprefix(b"\xef\xbb\xbf")


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_document(tmp_path / "none.txt")
    assert caught.value.code == "file_not_found"
    with pytest.raises(UnreadableFile) as caught:
        read_document(tmp_path)
    assert caught.value.code == "not_a_file"
