"""The command line as a person meets it: real processes, real files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from policy_xwalk.records import Link, Plan, from_json


def call(*arguments: str | Path, lang: str | None = None) -> subprocess.CompletedProcess[bytes]:
    options = ["--lang", lang] if lang else []
    command = [sys.executable, "-m", "policy_xwalk", *options, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, timeout=120)


def lines(data: bytes) -> list[str]:
    return data.decode("utf-8").splitlines()


@pytest.mark.parametrize("command", ["run", "extract", "align", "text", "audit", "rules", "doctor", "evaluate"])
def test_help_is_chinese_and_english_on_demand(command: str) -> None:
    chinese, english = call(command, "--help"), call(command, "--help", lang="en")
    assert chinese.returncode == english.returncode == 0
    assert "示例" in chinese.stdout.decode()
    assert "Example" in english.stdout.decode()
    assert not any("\u4e00" <= c <= "\u9fff" for c in english.stdout.decode())


def test_help_loads_no_heavy_library() -> None:
    heavy = "xml.sax spacy sklearn scipy networkx pandas pdfplumber pypdfium2 jinja2 xlsxwriter rjieba lxml rapidfuzz"
    code = (
        "import sys; from policy_xwalk.cli import main; main(['--help']); "
        f"print([m for m in {heavy.split()!r} if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stderr.decode().strip() == "[]"


def test_extract_prints_records_that_validate(corpora: Path) -> None:
    done = call("extract", corpora / "zhengning-2022-38.txt")
    assert done.returncode == 0
    records = [from_json(line) for line in lines(done.stdout)]
    assert isinstance(records[0], Plan)
    assert records[0].id == "621025-2022-38"
    assert done.stderr == b""


def test_align_takes_files_and_printed_records_alike(corpora: Path, tmp_path: Path) -> None:
    upper, local = corpora / "shanxi-2022-55.txt", corpora / "zhengning-2022-38.txt"
    for plan, name in ((upper, "u.jsonl"), (local, "l.jsonl")):
        assert call("extract", plan, "-o", tmp_path / name).returncode == 0
    from_files = call("align", upper, local)
    from_records = call("align", tmp_path / "u.jsonl", tmp_path / "l.jsonl")
    assert from_files.returncode == 0
    assert from_files.stdout == from_records.stdout
    links = [from_json(line) for line in lines(from_files.stdout)]
    assert all(isinstance(link, Link) and link.comparison == "cross" for link in links)


def test_a_plan_aligned_with_itself_keeps_everything(corpora: Path) -> None:
    plan = corpora / "zhengning-2022-38.txt"
    done = call("align", plan, plan)
    assert done.returncode == 0
    relations = {json.loads(line)["relation"] for line in lines(done.stdout)}
    assert relations == {"same"}


def test_text_prints_what_offsets_count_in(corpora: Path) -> None:
    done = call("text", corpora / "shanxi-2022-55.txt")
    assert done.stdout == (corpora / "shanxi-2022-55.txt").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nosuch"], "run、extract、align、text"),
        (["extract"], "PLAN"),
        (["align", "one"], "UPPER LOCAL"),
        (["extract", "--nosuch", "a"], "--nosuch"),
        (["extract", "no-such-file.txt"], "no-such-file.txt"),
        (["run", "no-such-folder"], "no-such-folder"),
        (["judge", "--accept"], "--accept ID"),
        (["judge", "--link", "one"], "--link UPPER LOCAL"),
        (["--lang", "fr", "rules"], "--lang zh|en"),
        (["rules", "--format", "pdf"], "--format [text|json|md]"),
        (["run", ".", "--workers", "0"], "--workers N (>= 1)"),
        (["graph", "nosuch"], "became、additions、chains、sections"),
        (["graph", "became", "out"], "policy-xwalk graph became [OPTIONS] OUT NAME"),
    ],
)
def test_a_wrong_call_gets_one_line_and_exit_2(arguments: list[str], said: str) -> None:
    done = call(*arguments)
    assert done.returncode == 2
    assert done.stdout == b""
    assert len(lines(done.stderr)) == 1
    assert said in lines(done.stderr)[0]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.txt", b""),
        ("blank.txt", "\n　\n".encode()),
        ("noise.txt", bytes(range(256)) * 40),
        ("noise.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 40),
        ("cut.docx", b"PK\x03\x04" + b"\x00" * 200),
        ("story.txt", "从前有座山，山里有座庙。庙里有个老和尚在讲故事。".encode()),
        ("story-gb.txt", "从前有座山，山里有座庙。庙里有个老和尚在讲故事。".encode("gb18030")),
        ("wrong.jsonl", b'{"record":"plan","id":3}\n'),
        ("nothing.toml", b"[plan]\n"),
    ],
)
def test_an_unusable_file_gets_one_line_and_exit_2(name: str, data: bytes, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    for lang in ("zh", "en"):
        done = call("extract", file, lang=lang)
        assert done.returncode == 2
        assert done.stdout == b""
        assert len(lines(done.stderr)) == 1
        assert name in lines(done.stderr)[0]
        assert "Traceback" not in done.stderr.decode()


def test_one_bad_file_does_not_end_a_batch(corpora: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.docx"
    bad.write_bytes(b"PK\x03\x04 not a document")
    done = call("extract", corpora / "shanxi-2022-55.txt", bad, corpora / "zhengning-2022-38.txt")
    plans = [record for line in lines(done.stdout) if isinstance(record := from_json(line), Plan)]
    assert [plan.level for plan in plans] == ["province", "county"]
    assert done.returncode == 2
    assert len(lines(done.stderr)) == 1
    assert "bad.docx" in lines(done.stderr)[0]


def test_two_files_of_one_plan_get_two_ids(corpora: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_bytes((corpora / "zhengning-2022-38.txt").read_bytes())
    done = call("extract", corpora / "zhengning-2022-38.txt", copy)
    plans = [record.id for line in lines(done.stdout) if isinstance(record := from_json(line), Plan)]
    assert plans == ["621025-2022-38", "621025-2022-38-2"]


def test_output_is_utf8_whatever_the_terminal(corpora: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    command = [sys.executable, "-m", "policy_xwalk", "extract", str(corpora / "zhengning-2022-38.txt")]
    done = subprocess.run(command, capture_output=True, env=environment, check=True)
    assert "正宁县" in done.stdout.decode("utf-8")


def test_an_output_that_cannot_be_written_is_said(corpora: Path, tmp_path: Path) -> None:
    done = call("extract", corpora / "zhengning-2022-38.txt", "-o", tmp_path / "no" / "such" / "folder.jsonl")
    assert done.returncode == 2
    assert len(lines(done.stderr)) == 1


def test_an_output_that_is_a_link_or_a_device_stays_one(tmp_path: Path) -> None:
    target, link, pipe = tmp_path / "target.txt", tmp_path / "link.txt", tmp_path / "pipe"
    target.write_text("old", "utf-8")
    link.symlink_to(target)
    assert call("rules", "-o", link).returncode == 0
    assert link.is_symlink()
    assert "PX101" in target.read_text("utf-8")
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE) as reader:
        assert call("rules", "-o", pipe).returncode == 0
        assert reader.communicate(timeout=60)[0] == target.read_bytes()
    assert pipe.is_fifo()


@pytest.mark.parametrize("place", [0, 1, 2])
def test_the_language_may_stand_anywhere(place: int) -> None:
    arguments = ["extract", "no-such-file.txt"]
    done = call(*arguments[:place], "--lang", "en", *arguments[place:])
    assert done.returncode == 2
    assert "no-such-file.txt: " in lines(done.stderr)[0]


def test_an_unknown_language_is_named() -> None:
    done = call("rules", "--lang", "fr")
    assert done.returncode == 2
    assert "fr" in lines(done.stderr)[0]
