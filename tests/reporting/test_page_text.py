"""A plan laid out for reading: nothing of the text is lost, every item is found again, headings are headings."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_sample import records

from policy_xwalk.crosswalk import extract
from policy_xwalk.reading import read_document
from policy_xwalk.records import Item, Plan, PlanRecords, Source, Span
from policy_xwalk.reporting.display import readable
from policy_xwalk.reporting.page.reading import Reading, read_plan_text
from policy_xwalk.run import RunResult


def bare(text: str) -> str:
    return "".join(text.split())


def items_of(entry: PlanRecords) -> list[Item]:
    return [*entry.indicators, *entry.targets, *entry.actions]


def shown(reading: Reading) -> str:
    return bare("".join(paragraph.text for paragraph in reading.paragraphs))


@pytest.fixture(scope="module", params=["140000-2022-55", "621025-2022-38"])
def plan(request: pytest.FixtureRequest, corpora_run: RunResult) -> tuple[PlanRecords, str]:
    entry = next(entry for entry in corpora_run.crosswalk.records if entry.plan.id == request.param)
    return entry, corpora_run.texts[request.param]


def test_whole_text_stands_in_the_paragraphs(plan: tuple[PlanRecords, str]) -> None:
    entry, text = plan
    reading = read_plan_text(entry, text)
    assert reading.whole
    assert shown(reading) == bare(readable(text)).replace("**", "")


def test_every_item_is_shown_where_its_spans_say(plan: tuple[PlanRecords, str]) -> None:
    entry, text = plan
    reading = read_plan_text(entry, text)
    for item in items_of(entry):
        assert bare(reading.text_at(reading.items[item.id])).replace("**", "") == readable(item.quote).replace("**", "")


def test_hard_wraps_are_gone_and_chapters_are_headings(plan: tuple[PlanRecords, str]) -> None:
    entry, text = plan
    paragraphs = read_plan_text(entry, text).paragraphs
    chapters = [paragraph.text for paragraph in paragraphs if paragraph.tag == "h1"]
    assert chapters[0].startswith("一、")
    assert len(chapters) in (4, 7)
    assert max(len(paragraph.text) for paragraph in paragraphs) > 200
    assert not any("\n" in paragraph.text for paragraph in paragraphs)
    assert [p.text for p in paragraphs if p.tag == "title"] == [entry.plan.title]


def test_rows_of_a_table_broken_over_lines_are_rows_again(corpora_run: RunResult) -> None:
    entry = next(entry for entry in corpora_run.crosswalk.records if entry.plan.level == "province")
    rows = [p.text for p in read_plan_text(entry, corpora_run.texts[entry.plan.id]).paragraphs if p.tag == "row"]
    assert len(rows) == 10
    assert bare(rows[2]) == "３社区商业和综合服务设施面积占社区总建筑面积的比例－≥１０％预期性"


def test_chapter_of_an_item_is_known(corpora_run: RunResult) -> None:
    entry = next(entry for entry in corpora_run.crosswalk.records if entry.plan.level == "province")
    reading = read_plan_text(entry, corpora_run.texts[entry.plan.id])
    assert reading.chapters[entry.indicators[0].id] == ("二、总体要求", "（三）主要目标")
    box_item = next(action for action in entry.actions if action.number == "专栏2/2")
    assert reading.chapters[box_item.id][:2] == ("三、重点任务", "（二）扩大城乡社区服务供给")


def test_framework_shows_its_items(corpora_run: RunResult) -> None:
    entry = next(entry for entry in corpora_run.crosswalk.records if entry.plan.level == "nation")
    reading = read_plan_text(entry, None)
    assert not reading.whole
    assert set(reading.items) == {item.id for item in items_of(entry)}
    first = reading.text_at(reading.items[entry.indicators[0].id])
    assert first == "1 农村社区综合服务设施覆盖率  65.7% → 80%"


def test_plan_without_its_text_shows_its_items_with_their_text() -> None:
    entry = records()[0]
    reading = read_plan_text(entry, None)
    assert {item.id for item in entry.actions if item.text} == set(reading.bodies)


def test_offsets_count_as_scripts_count() -> None:
    """𠮷 is two units of UTF-16; what follows it must not be cut too early."""
    text = "𠮷村养老服务设施覆盖率达到80%。"
    reading = read_plan_text(_plan(), text)
    at = text.index("达到")
    assert reading.locate([Span(None, at, at + 2)]) == [(0, at + 1, at + 3)]
    assert reading.text_at([(0, at + 1, at + 3)]) == "达到"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from("一、（）1．。,，县村建设80%𠮷\U001001b0 \t\u3000\n\r*－专栏附件第章"), max_size=120).map(
        "".join
    )
)
def test_no_character_is_lost_and_none_is_shown_twice(text: str) -> None:
    reading = read_plan_text(_plan(), text)
    kept = [character for character in bare(readable(text)) if character.isalnum()]
    assert sorted(character for character in shown(reading) if character.isalnum()) == sorted(kept)
    for place, character in enumerate(text):
        ranges = reading.locate([Span(None, place, place + 1)])
        if character.isalnum():
            assert len(ranges) == 1


def test_real_documents_of_other_formats_are_whole(real: Path) -> None:
    suffixes = {".docx", ".html", ".pdf", ".txt"}
    files = sorted(path for path in real.rglob("*") if path.suffix in suffixes and path.stat().st_size < 400_000)
    assert files
    for path in files[:: max(1, len(files) // 6)][:6]:
        document = read_document(path)
        entry = extract(document)
        reading = read_plan_text(entry, document.text)
        for item in items_of(entry):
            wanted = readable(bare("".join(document.text[span.start : span.end] for span in item.spans)))
            assert bare(reading.text_at(reading.items[item.id])).replace("*", "") == wanted.replace("*", "")


def _plan() -> PlanRecords:
    source = Source("a.txt", "0" * 64, "txt", None)
    return PlanRecords(Plan("a", None, None, None, None, None, None, None, None, (), (), (), source))
