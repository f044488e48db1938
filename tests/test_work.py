"""How much work extraction and alignment do, counted and not timed: per character of a plan, and as plans grow.

The bounds stand a fifth above what was counted when they were set. A change that does more work fails here, on every
machine alike; how long it takes is for ``benchmarks/``.
"""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from policy_xwalk.alignment import align, prepare
from policy_xwalk.extraction.pipeline import extract
from policy_xwalk.reading.document import SourceDocument
from policy_xwalk.records import PlanRecords

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))

from counting import Work, counted, lengthened  # noqa: E402
from growth import Curve, Panel, picture, table  # noqa: E402

PLANS = ("shanxi-2022-55.txt", "zhengning-2022-38.txt")
GROWTH = 2.2
"""How many times the work twice the text may make."""


def document(name: str, times: int = 1) -> SourceDocument:
    text = (ROOT / "corpora" / name).read_text("utf-8")
    return SourceDocument(file=name, sha256="", format="txt", text=lengthened(text, times))


def extracted(name: str, times: int = 1) -> tuple[PlanRecords, Work, int]:
    source = document(name, times)
    with counted() as work:
        records = extract(source)
    return records, work, len(source.text)


@pytest.fixture(scope="module", autouse=True)
def _tables_are_read() -> None:
    """The table of regions is read once in a process, at the first plan."""
    extract(document(PLANS[0]))


@pytest.mark.parametrize("name", PLANS)
def test_extraction_scans_each_character_a_bounded_number_of_times(name: str) -> None:
    _records, work, characters = extracted(name)
    assert work.scans <= 1.2 * characters
    assert work.scanned <= 60 * characters
    assert work.quantities <= characters
    assert work.segmented == 0


@pytest.mark.parametrize("name", PLANS)
def test_twice_the_text_makes_about_twice_the_work_of_extraction(name: str) -> None:
    once, single, _ = extracted(name)
    twice, double, _ = extracted(name, 2)
    assert len(twice.targets) >= 2 * len(once.targets)
    assert max(double.times(single).values()) <= GROWTH


@pytest.mark.parametrize(
    ("part", "count"),
    [
        ("养老床位达到{}张、", 1500),
        ("{}、", 1500),
        ("养老床位达到{}张；", 1500),
        ("社区全覆盖，", 1500),
        ("居民收入与经济增长同步，", 1000),
        ("（责任单位：民政局、财政局）", 1000),
        ("到2025年、", 1500),
        ("指标 单位 2020年 2025年 属性\n", 500),
        ("养老床位服务", 1500),
        ("....", 4000),
        ("（", 4000),
    ],
)
def test_no_passage_makes_more_work_than_its_length(part: str, count: int) -> None:
    """Passages without end, as a garbled file has them: the work grows as their length does."""
    head = "某县“十四五”养老规划\n一、主要目标\n（一）目标\n到2025年，养老床位达到5张。\n护理员达到"

    def work_of(times: int) -> Work:
        body = "".join(part.format(n % 97 + 1) for n in range(times))
        with counted() as work:
            extract(SourceDocument(file="plan.txt", sha256="", format="txt", text=f"{head}{body}8人。\n"))
        return work

    growth = work_of(2 * count).times(work_of(count))
    assert max(growth.values()) <= GROWTH, growth


def aligned(upper: PlanRecords, local: PlanRecords) -> Work:
    with counted() as work:
        align(upper, local, comparison="cross")
    return work


def test_alignment_compares_few_of_all_pairs() -> None:
    upper, local = (extracted(name)[0] for name in PLANS)
    clauses = [sum(len(action.clauses) for action in side.actions) for side in (upper, local)]
    work = aligned(upper, local)
    assert work.compared <= 0.22 * clauses[0] * clauses[1]
    assert work.scans <= 25_000
    assert work.scanned <= 450_000


def test_twice_the_items_on_one_side_make_about_twice_the_work_of_alignment() -> None:
    upper, local = (extracted(name)[0] for name in PLANS)
    single, double = aligned(upper, local), aligned(upper, extracted(PLANS[1], 2)[0])
    growth = double.times(single)
    # What is left alone is also compared with what is answered in its own plan, by one call for all pairs.
    assert growth.pop("compared") <= 2.8
    assert max(growth.values()) <= GROWTH, growth


def test_a_plan_is_prepared_once_for_all_it_is_compared_with() -> None:
    upper, local = (extracted(name)[0] for name in PLANS)
    first = prepare(upper)
    align(upper, local, comparison="cross")
    align(upper, extracted(PLANS[1])[0], comparison="cross")
    assert prepare(upper) is not prepare(local)
    assert prepare(upper).records is first.records
    prepared = prepare(upper)
    align(upper, local, comparison="cross")
    assert prepare(upper) is prepared


def test_growth_is_drawn_and_printed() -> None:
    curve = Curve("提取 <extract>", (1, 2, 4), [[0.01, 0.02], [0.02, 0.03], [0.05, 0.04]])
    panels = [Panel("正文长度", [curve])]
    drawn = ElementTree.fromstring(picture(panels))
    assert any("提取 <extract>: ×4.0" in (element.text or "") for element in drawn.iter())
    assert "x2.00" in table(panels)
