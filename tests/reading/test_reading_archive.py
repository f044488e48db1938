"""Zip archives of plans: names and bytes of members; nothing leaves the archive, nothing unpacks beyond the limits."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest
from packed_samples import zip_bytes
from reading_samples import SHARED, docx_bytes, word_document

from policy_xwalk.errors import UnreadableFile
from policy_xwalk.reading import ReadLimits, read_document, read_document_bytes
from policy_xwalk.reading.archive import archive_members, is_archive, open_archive, read_member

PLAN = "某县规划\n一、总体要求\n到2025年，覆盖率达到80%。\n".encode()


def members(data: bytes, **limits: int) -> tuple[dict[str, bytes], dict[str, str]]:
    refused: dict[str, str] = {}
    found = dict(
        archive_members(data, "a.zip", ReadLimits(**limits), lambda name, error: refused.update({name: error.code}))
    )
    return found, refused


@pytest.mark.parametrize("encoding", [None, "gb18030", "utf-8"])
def test_names_are_read_in_whatever_encoding_they_were_written(encoding: str | None) -> None:
    data = zip_bytes({"甘肃省/正宁县规划.txt": PLAN, "国务院.txt": PLAN}, encoding)
    assert list(archive_members(data, "a.zip")) == [("国务院.txt", PLAN), ("甘肃省/正宁县规划.txt", PLAN)]


def test_archives_within_archives_and_litter(tmp_path: Path) -> None:
    inner = zip_bytes({"市.txt": PLAN, "__MACOSX/._市.txt": b"x"})
    path = tmp_path / "a.zip"
    path.write_bytes(zip_bytes({"县/b.zip": inner, ".DS_Store": b"x", "省.txt": PLAN}))
    assert sorted(name for name, _ in open_archive(path)) == sorted(["省.txt", "县/b.zip/市.txt"])
    assert read_member(path, "县/b.zip/市.txt") == PLAN
    with pytest.raises(UnreadableFile) as caught:
        read_member(path, "无.txt")
    assert caught.value.code == "no_such_member"


def test_packed_documents_are_members_not_archives(tmp_path: Path) -> None:
    word = word_document(tmp_path / "w.docx").read_bytes()
    assert not is_archive(word, "w.docx")
    ((name, content),) = archive_members(zip_bytes({"规划.docx": word}), "a.zip")
    assert read_document_bytes(content, name).format == "docx"


def test_an_archive_of_one_plan_is_read_as_that_plan(tmp_path: Path) -> None:
    path = tmp_path / "plan.zip"
    path.write_bytes(zip_bytes({"规划.txt": PLAN}))
    assert read_document(path).text == PLAN.decode()
    assert read_document(path).file == "plan.zip/规划.txt"
    for content, code in (({"a.txt": PLAN, "b.txt": PLAN}, "archive_of_many"), ({}, "empty_archive")):
        path.write_bytes(zip_bytes(content))
        with pytest.raises(UnreadableFile) as caught:
            read_document(path)
        assert caught.value.code == code


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "C:/windows/a.txt", "..\\..\\a.txt", "a/../../b"])
def test_names_that_lead_out_are_refused_and_the_rest_goes_on(name: str) -> None:
    found, refused = members(zip_bytes({name: PLAN, "plan.txt": PLAN}))
    assert found == {"plan.txt": PLAN}
    assert list(refused.values()) == ["member_outside"]


def test_bombs_are_refused() -> None:
    with pytest.raises(UnreadableFile) as caught:
        members(zip_bytes({"a.txt": b"0" * 50_000_000}))
    assert caught.value.code == "zip_bomb"
    # Each inner archive stands within its own ratio; together they are over the limit of the whole.
    inner = zip_bytes({"a.txt": b"0" * 400_000})
    with pytest.raises(UnreadableFile) as caught:
        members(zip_bytes({f"{n}.zip": inner for n in range(20)}), unpacked_bytes=5_000_000)
    assert caught.value.code == "zip_bomb"


def test_an_understated_size_is_stopped_while_unpacking() -> None:
    data = bytearray(zip_bytes({"a.txt": b"0" * 1_000_000}))
    at = data.index(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 10)
    found, refused = members(bytes(data), unpacked_bytes=100_000)
    assert found == {}
    assert refused == {"a.txt": "damaged_archive"}


def test_depth_and_count_are_bounded() -> None:
    data = zip_bytes({"plan.txt": PLAN})
    for _ in range(5):
        data = zip_bytes({"inner.zip": data})
    with pytest.raises(UnreadableFile) as caught:
        members(data)
    assert caught.value.code == "archive_too_deep"
    with pytest.raises(UnreadableFile) as caught:
        members(zip_bytes({f"{n}.txt": b"x" for n in range(30)}), members=20)
    assert caught.value.code == "too_many_members"


def test_overlapping_members_are_not_read_twice() -> None:
    """Two entries of the directory that share one body: the second is told, not unpacked."""
    data = zip_bytes({"a.txt": PLAN})
    start = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    entry, tail = data[start:end], bytearray(data[end:])
    struct.pack_into("<HHI", tail, 8, 2, 2, 2 * len(entry))
    found, refused = members(data[:start] + entry + entry + bytes(tail))
    assert found == {"a.txt": PLAN} or refused == {"a.txt": "damaged_archive"}


def test_encrypted_and_damaged_members_leave_the_others() -> None:
    data = bytearray(zip_bytes({"a.txt": PLAN, "b.txt": PLAN}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    found, refused = members(bytes(data))
    assert (found, refused) == ({"b.txt": PLAN}, {"a.txt": "encrypted_archive"})
    data = bytearray(zip_bytes({"a.txt": PLAN * 50, "b.txt": PLAN}))
    data[60:70] = b"\xff" * 10
    found, refused = members(bytes(data))
    assert (found, refused) == ({"b.txt": PLAN}, {"a.txt": "damaged_archive"})
    with pytest.raises(UnreadableFile) as caught:
        list(archive_members(bytes(data), "a.zip"))
    assert caught.value.code == "damaged_archive"
    found, refused = members(zip_bytes({"inner.zip": b"PK\x03\x04broken", "b.txt": PLAN}))
    assert (found, refused) == ({"b.txt": PLAN}, {"inner.zip": "damaged_archive"})


def test_a_cut_off_archive_is_damaged() -> None:
    with pytest.raises(UnreadableFile) as caught:
        members(zip_bytes({"a.txt": PLAN})[:-30])
    assert caught.value.code == "damaged_archive"
    assert "a.zip" in str(caught.value)


def test_real_documents_come_out_as_they_went_in() -> None:
    if not SHARED.is_dir():
        pytest.skip("the folder of real documents (../shared) is absent")
    paths = sorted(SHARED.glob("real/work_reports_2025/*"))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for path in paths:
            archive.write(path, path.name)
    found = dict(archive_members(stream.getvalue(), "reports.zip"))
    assert found == {path.name: path.read_bytes() for path in paths}


def test_a_zip_that_only_calls_itself_a_document_is_still_an_archive() -> None:
    assert is_archive(docx_bytes({"note.txt": "x"}), "plan.docx")
