"""Saved web pages: the page within is read as a page, whatever program saved it."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from packed_samples import mht_bytes
from reading_samples import table_texts

from policy_xwalk.errors import UnreadableFile
from policy_xwalk.reading import read_document, read_document_bytes

PARAGRAPH = "到2025年，农村社区综合服务设施覆盖率达到80%以上，社区工作者队伍不断壮大，服务能力明显提升。" * 3
PAGE = (
    '<html><head><meta charset="{charset}"><title>某县规划</title></head><body><div class="nav"><a>首页</a></div>'
    f"<h1>某县城乡社区服务规划</h1><p>{PARAGRAPH}</p>"
    "<table><tr><td>指标</td><td>目标</td></tr><tr><td>覆盖率</td><td>80%</td></tr></table></body></html>"
)


MANY = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n"


@pytest.mark.parametrize(("charset", "declared"), [("utf-8", None), ("gb18030", "gb2312"), ("gb18030", "utf-8")])
def test_the_page_is_read_in_its_real_encoding(tmp_path: Path, charset: str, declared: str | None) -> None:
    path = tmp_path / "page.mht"
    path.write_bytes(mht_bytes(PAGE.replace("{charset}", declared or charset), charset, declared))
    document = read_document(path)
    assert document.format == "mht"
    assert document.title == "某县规划"
    assert PARAGRAPH in document.text
    assert "首页" not in document.text
    (table,) = document.tables
    assert table_texts(document, table) == [["指标", "目标"], ["覆盖率", "80%"]]


def test_a_saved_page_with_the_suffix_of_word_is_read() -> None:
    data = mht_bytes(PAGE.replace("{charset}", "utf-8"))
    assert read_document_bytes(data, "plan.doc").format == "mht"


def test_base64_parts_and_frames_give_the_page_with_most_text() -> None:
    def part(page: str) -> str:
        body = base64.encodebytes(page.encode()).decode()
        return f"--B\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n{body}\r\n"

    frame = "<html><body><p>目录</p><p>栏目</p></body></html>"
    text = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n"
    text += part(frame) + part(PAGE.replace("{charset}", "utf-8")) + "--B--\r\n"
    assert PARAGRAPH in read_document_bytes(text.encode(), "a.mhtml").text


def test_a_single_part_and_text_with_a_colon() -> None:
    head = "MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    assert read_document_bytes((head + PAGE).encode(), "a.mht").format == "mht"
    text = "标题: 某县规划\nContent-Type 是网页的类型，text/html\n一、目标\n到2025年，覆盖率达到80%。\n"
    assert read_document_bytes(text.encode(), "a.txt").format == "txt"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (mht_bytes("<html><body></body></html>"), "no_text"),
        (mht_bytes(PAGE)[:390], "no_text"),
        (MANY + b"--B\r\n" * 50_000 + b"text/html", "damaged_mht"),
        (b"MIME-Version: 1.0\r\nContent-Type: image/png\r\n\r\ntext/html", "damaged_mht"),
    ],
    ids=["empty", "cut", "many-parts", "no-page"],
)
def test_broken_archives_of_pages(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_document_bytes(data, "page.mht")
    assert caught.value.code in {code, "damaged_mht"}


def test_parts_within_parts_without_end() -> None:
    data = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(4_000))
    with pytest.raises(UnreadableFile) as caught:
        read_document_bytes(b"MIME-Version: 1.0\r\n" + data + b"Content-Type: text/html\r\n\r\n<p>x</p>", "page.mht")
    assert caught.value.code == "damaged_mht"
