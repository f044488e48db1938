"""From a document to its records: whole plans, their passages, and the same bytes every time."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_xwalk.errors import NotAPlan, PlanError
from policy_xwalk.extraction.pipeline import extract
from policy_xwalk.reading import read_document
from policy_xwalk.reading.document import SourceDocument
from policy_xwalk.records import AnyRecord, Plan, PlanRecords, Span, Target, to_json

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "tests" / "data"
SHARED = ROOT.parent / "shared"
OWN = ("elderly_care_city_plan", "county_ecology_action_plan", "work_report_2026")


def passages(record: AnyRecord) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """Every quote of a record with its spans."""
    if isinstance(record, Plan):
        return
    yield record.quote, record.spans  # type: ignore[union-attr]
    for clause in getattr(record, "clauses", ()):
        yield clause.quote, clause.spans


def assert_every_quote_is_where_it_says(records: PlanRecords, text: str) -> None:
    for record in records:
        for quote, spans in passages(record):
            assert "".join("".join(text[s.start : s.end].split()) for s in spans) == quote, record


def number(value: object) -> str:
    if value is None:
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)


@pytest.mark.parametrize("name", OWN)
def test_every_figure_of_a_plan_is_read_and_no_other(name: str) -> None:
    records = extract(read_document(DATA / f"{name}.txt"))
    found = [
        (
            "target" if isinstance(r, Target) else "status",
            r.raw,
            r.comparator or "",
            number(r.value),
            number(r.value_high),
            r.unit or "",
            number(r.deadline if isinstance(r, Target) else r.as_of),
            r.kind,
        )
        for r in (*records.status, *records.targets)
    ]
    lines = (DATA / f"{name}.expected.tsv").read_text("utf-8").splitlines()[1:]
    assert sorted(found) == sorted(tuple(line.split("\t")) for line in lines)


def documents() -> list[Path]:
    files = [*(ROOT / "corpora").glob("*.txt"), *(DATA / f"{name}.txt" for name in OWN)]
    if SHARED.is_dir():
        kinds = (".txt", ".docx", ".html", ".htm", ".pdf")
        files += [p for p in (SHARED / "real").rglob("*") if p.suffix in kinds]
    return sorted(files)


@pytest.mark.parametrize("path", documents(), ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_every_quote_of_a_real_document_stands_where_it_says(path: Path) -> None:
    document = read_document(path)
    records = extract(document)
    assert_every_quote_is_where_it_says(records, document.text)
    ids = [r.id for r in records]  # type: ignore[union-attr]
    assert len(ids) == len(set(ids))


PIECES = st.sampled_from(
    [
        "一、发展目标",
        "二、重点任务",
        "（一）完善设施",
        "第一章　总则",
        "专栏1 提升工程",
        "1.助餐行动。建设助餐点20个。",
        "到2025年，",
        "覆盖率达到８０％以上，",
        "由60%提高到75%。",
        "新增学位1万个、",
        "教师500名。",
        "实现全覆盖。",
        "分别增长5%和\n7%左右；",
        "**力争**",
        "每年投入３０００万元",
        "（责任单位：市教育局）",
        "\n",
        "\r\n",
        "\n\n",
        "　　",
        "— 3 —\n",
        "截至2020年底，",
        "已建成2\U001001b04万套。",
        "居民收入和经济增长同步，",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=30))
def test_every_quote_of_any_document_stands_where_it_says(pieces: list[str]) -> None:
    text = "".join(pieces)
    document = SourceDocument(file="any.txt", sha256="0" * 64, format="txt", text=text)
    try:
        records = extract(document, plan="p")
    except NotAPlan:
        return
    assert_every_quote_is_where_it_says(records, text)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_no_text_breaks_the_pipeline(text: str) -> None:
    try:
        extract(SourceDocument(file="any.txt", sha256="0" * 64, format="txt", text=text), plan="p")
    except PlanError:
        return


def test_the_records_are_the_same_under_any_hash_seed() -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "from policy_xwalk.extraction.pipeline import extract\n"
        "from policy_xwalk.reading import read_document\n"
        "from policy_xwalk.records import to_json\n"
        "for line in map(to_json, extract(read_document(Path(sys.argv[1])))): print(line)\n"
    )
    printed = set()
    for seed in ("0", "1", "4711"):
        done = subprocess.run(
            [sys.executable, "-c", script, str(DATA / "elderly_care_city_plan.txt")],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        )
        printed.add(done.stdout)
    assert len(printed) == 1
    assert printed.pop()


def test_another_paragraph_leaves_the_ids_of_the_others() -> None:
    document = read_document(DATA / "county_ecology_action_plan.txt")
    added = document.text.replace("（二）打好碧水保卫战", "3.发展清洁能源。新增装机20万千瓦。\n\n（二）打好碧水保卫战")
    before = {r.id for r in extract(document, plan="p")}  # type: ignore[union-attr]
    after = {
        r.id  # type: ignore[union-attr]
        for r in extract(SourceDocument(file="b.txt", sha256="1" * 64, format="txt", text=added), plan="p")
    }
    assert before < after
    assert len(after - before) == 2


def test_records_of_a_plan_are_lines_of_json() -> None:
    for record in extract(read_document(DATA / "work_report_2026.txt")):
        assert "\n" not in to_json(record)


def test_a_text_that_is_no_plan_is_refused() -> None:
    document = SourceDocument(file="a.txt", sha256="0" * 64, format="txt", text="今天天气很好。\n我们去公园。\n")
    with pytest.raises(NotAPlan):
        extract(document)
