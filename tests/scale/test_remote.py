"""File systems that are no disk: renaming that refuses, names that lead out, and what people decided there."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from policy_xwalk.cli import main
from policy_xwalk.corpus import load_corpus
from policy_xwalk.errors import Unreachable
from tests.judgements.small_plans import Results, fill, write_plans
from tests.scale.folders import STREAMED, outputs, run_here

fsspec = pytest.importorskip("fsspec", reason="fsspec is an extra")

from fsspec.implementations.local import LocalFileSystem  # noqa: E402

from policy_xwalk.scale.remote import RemoteFolder, open_url, reaching  # noqa: E402
from policy_xwalk.scale.remote_path import RemotePath, url_path  # noqa: E402
from policy_xwalk.scale.state import stamp_of  # noqa: E402
from policy_xwalk.scale.store import RemoteStore  # noqa: E402


class Refusing(LocalFileSystem):  # type: ignore[misc]
    """Renames over nothing that is there, as HDFS and SFTP."""

    protocol = ("refusing",)

    def mv(self, path1: str, path2: str, **more: Any) -> None:
        if self.exists(path2):
            raise FileExistsError(path2)
        super().mv(path1, path2, **more)


class Silent(LocalFileSystem):  # type: ignore[misc]
    """The same, without a word, as WebHDFS."""

    protocol = ("silent",)

    def mv(self, path1: str, path2: str, **more: Any) -> None:
        if not self.exists(path2):
            super().mv(path1, path2, **more)


@pytest.fixture(params=[Refusing, Silent])
def protocol(request: pytest.FixtureRequest) -> str:
    """A URL's protocol for a real file system with such a renaming."""
    (name,) = request.param.protocol
    fsspec.register_implementation(name, request.param, clobber=True)
    return str(name)


@pytest.fixture
def memory() -> Iterator[Any]:
    """The file system in memory, empty again afterwards."""
    files = fsspec.filesystem("memory")
    yield files
    for name in files.ls("/", detail=False):
        files.rm(name, recursive=True)


def test_files_are_replaced_where_renaming_refuses(protocol: str, tmp_path: Path) -> None:
    folder = RemoteFolder(f"{protocol}://{tmp_path}/kept")
    for data in (b"one", b"one", b"another"):
        folder.put("a/part", data)
        assert folder.get("a/part") == data
    source = tmp_path / "source"
    for text in ("first", "second"):
        source.write_text(text)
        folder.put("whole", source)
        assert folder.get("whole") == text.encode()
    assert folder.get("a/part", 3) == b"ano"
    assert folder.names() == ["a/part", "whole"], "nothing half-written is left"
    folder.remove("a/part")
    folder.remove("a/part")
    assert folder.get("a/part") is None
    assert folder.names("nowhere") == []


def test_what_a_killed_process_left_goes_after_a_while(protocol: str, tmp_path: Path) -> None:
    store = RemoteStore(f"{protocol}://{tmp_path}")
    store.put("plan", "ab12", b"part")
    shelf = tmp_path / "plan" / "ab"
    for name, age in ((".cd34.1.x", 10_000), (".ef56.2.y", 10)):
        (shelf / name).write_bytes(b"ha")
        os.utime(shelf / name, (time.time() - age, time.time() - age))
    assert store.keys("plan") == {"ab12"}
    store.tidy(3600)
    assert sorted(path.name for path in shelf.iterdir()) == [".ef56.2.y", "ab12"]


def test_a_run_through_such_a_file_system_gives_the_same(
    protocol: str, plans: Path, results: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    for _ in range(2):
        assert run_here(f"{protocol}://{plans}", f"{protocol}://{out}", "--workers", "1", *STREAMED) == 0
        assert outputs(out) == outputs(results)


def test_a_corpus_file_behind_a_url_is_read_and_leads_nowhere_else(memory: Any) -> None:
    rows = "".join(
        f'[[plan]]\nfile = "{name}"\n' for name in ("sub/a.txt", "b.txt", "../c.txt", "sub/../d.txt", "e.txt")
    )
    files = {"plans/corpus.toml": rows.encode(), "plans/sub/a.txt": b"a", "plans/b.txt": b"b", "c.txt": b"c"}
    for name, data in {**files, "plans/d.txt": b"d"}.items():
        memory.pipe_file(f"/{name}", data)
    corpus = load_corpus(url_path("memory://plans/"))
    assert [entry.file for entry in corpus.entries] == ["sub/a.txt", "b.txt", "sub/../d.txt"]
    assert [error.code for error in corpus.errors] == ["corpus_file_outside", "corpus_file_not_found"]
    assert str(corpus.entries[0].path) == "memory://plans/sub/a.txt"
    memory.rm_file("/plans/corpus.toml")
    memory.pipe_file("/plans/out/records.jsonl", b"")
    memory.pipe_file("/plans/out/links.jsonl", b"")
    memory.pipe_file("/plans/out/note.txt", b"?")
    assert [entry.file for entry in load_corpus(url_path("memory://plans")).entries] == ["b.txt", "d.txt", "sub/a.txt"]


def test_host_and_port_stay_in_the_names_of_files() -> None:
    folder = RemotePath("webhdfs://namenode:9870/plans")
    assert str(folder / "市/甲.txt") == "webhdfs://namenode:9870/plans/市/甲.txt"
    assert ((folder / "市/甲.txt").name, (folder / "市/甲.txt").suffix, folder.name) == ("甲.txt", ".txt", "plans")
    assert not (folder / "../other").resolve().is_relative_to(folder)
    assert not (folder / "/etc/passwd").resolve().is_relative_to(folder)
    assert (folder / "a/../b").resolve().relative_to(folder).as_posix() == "b"


def test_stamp_changes_with_the_file_and_is_not_given_too_early(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("one")
    now = path.stat().st_mtime_ns
    url = f"file://{path}"
    assert stamp_of(url, now + 1_000_000_000) == ""
    first = stamp_of(url, now + 10_000_000_000)
    assert first
    assert stamp_of(url, now + 20_000_000_000) == first
    os.utime(path, ns=(now + 1, now + 1_000_000))
    assert stamp_of(url, now + 10_000_000_000) != first
    assert stamp_of(f"file://{tmp_path}/none", now) == ""


def test_errors_of_a_library_become_one_and_those_of_the_program_stay() -> None:
    class Refused(Exception):
        """An error of a library; its module is that of these tests."""

    for error, code in (
        (PermissionError("no"), "url_refused"),
        (FileNotFoundError("no"), "url_not_found"),
        (RuntimeError("Name node is in safe mode."), "url_unreachable"),
        (TimeoutError("slow"), "url_unreachable"),
        (Refused("what\nhappened"), "url_unreachable"),
    ):
        with pytest.raises(Unreachable) as told, reaching("s3://bucket/plans"):
            raise error
        assert told.value.code == code
        assert "\n" not in str(told.value)
    with pytest.raises(KeyError), reaching("s3://bucket/plans"):
        raise KeyError("a fault of the program")
    with pytest.raises(PermissionError), reaching("/a/path"):
        raise PermissionError("on this machine")


@pytest.mark.parametrize("url", ["nosuch://place/out", "webhdfs:///no-host"])
def test_a_url_that_cannot_be_opened_is_said(url: str) -> None:
    with pytest.raises(Unreachable) as told:
        open_url(url)
    assert told.value.code == "no_file_system"


def test_what_people_decided_behind_a_url_is_followed_and_never_overwritten(
    memory: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plans = write_plans(tmp_path / "plans")
    for path in plans.iterdir():
        memory.pipe_file(f"/shelf/plans/{path.name}", path.read_bytes())

    def run() -> Results:
        place = ("run", "memory://shelf/plans", "-o", "memory://shelf/out")
        assert main([*place, "--workers", "1", "--outputs", "lines,workbook"]) == 0
        copy = tmp_path / "copy"
        for name in memory.find("/shelf/out", maxdepth=1):
            target = copy / name.rpartition("/")[2]
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(memory.cat_file(name))
        return Results(copy)

    before = run()
    beds, gap = before.link("护理型床位", "护理型床位"), before.link("加强医养结合")
    assert beds.relation == "weakened"
    # The workbook is taken home, filled in, one entry wrong, and laid back.
    book = before.out / "crosswalk.xlsx"
    fill(book, {beds.id: {"人工判定": "应为一致"}, gap.id: {"人工判定": "待定"}}, who="李四")
    filled = book.read_bytes()
    memory.pipe_file("/shelf/out/crosswalk.xlsx", filled)
    capsys.readouterr()
    after = run()
    said = capsys.readouterr().err
    assert "memory://shelf/out/judgements.jsonl" in said
    assert "memory://shelf/out/crosswalk.kept-1.xlsx" in said
    assert after.link("护理型床位", "护理型床位").relation == "same"
    assert {judgement.who for judgement in after.judgements()} == {"李四"}
    assert memory.cat_file("/shelf/out/crosswalk.kept-1.xlsx") == filled
    decided = memory.cat_file("/shelf/out/judgements.jsonl")
    run()
    assert memory.cat_file("/shelf/out/judgements.jsonl") == decided
    assert not memory.exists("/shelf/out/crosswalk.kept-2.xlsx")
    # Those beside the plans are followed too.
    memory.mv("/shelf/out/judgements.jsonl", "/shelf/plans/judgements.jsonl")
    assert run().link("护理型床位", "护理型床位").relation == "same"
