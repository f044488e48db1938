"""What holds for every pair of plans: completeness, order, ids, frameworks, and the words of the reasons."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_xwalk.alignment import align
from policy_xwalk.records import Box, Indicator, PlanRecords, to_json
from policy_xwalk.wording.reasons import REASONS, reason_text

from .cases import CASES
from .plans import answers, prose, records, row, task

ROOT = Path(__file__).resolve().parents[2]
ITEMS = [item for cases in CASES.values() for case in cases for item in case[:2]]


def _items(plan: PlanRecords) -> list[str]:
    return [item.id for item in (*plan.indicators, *plan.targets, *plan.actions)]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, len(ITEMS) - 1), max_size=14, unique=True), st.randoms(use_true_random=False))
def test_every_item_stands_in_a_link_and_the_order_of_the_plan_decides_nothing(
    chosen: list[int], random: object
) -> None:
    half = len(chosen) // 2
    upper = records("省", [ITEMS[n] for n in chosen[:half]], "province")
    local = records("县", [ITEMS[n] for n in chosen[half:]], "county")
    links = align(upper, local, comparison="direct")
    assert {item for link in links for item in link.upper} == set(_items(upper))
    assert {item for link in links for item in link.local} == set(_items(local))
    assert len({link.id for link in links}) == len(links)
    for link in links:
        assert 0 <= link.confidence <= 1
        assert (link.relation == "dropped") <= (not link.local)
        assert (link.relation == "added") <= (not link.upper)
        assert set(link.reasons) <= set(REASONS)
        assert link.reasons
        assert (link.predicate == "sssom:NoTermFound") == (not link.upper or not link.local)


def test_empty_plans_and_plans_without_a_counterpart() -> None:
    nothing, something = (
        records("省", [], "province"),
        records("县", [row("森林覆盖率", "24%"), task("造林")], "county"),
    )
    assert align(nothing, nothing, comparison="cross") == ()
    assert {link.relation for link in align(nothing, something, comparison="direct")} == {"added"}
    assert {link.relation for link in align(something, nothing, comparison="direct")} == {"dropped"}


def test_plan_against_itself_is_the_same_throughout() -> None:
    seen: dict[str, Indicator] = {}
    for item in ITEMS[::2]:
        if isinstance(item, Indicator):
            seen.setdefault(item.name, item)
    plan = records("省", list(seen.values()), "province")
    links = align(plan, plan, comparison="version")
    assert {(link.relation, link.upper == link.local) for link in links} == {("same", True)}


FRAMEWORK_BOX = Box("B1", "", "专栏1", "健康促进行动计划", None, "", (), items_known=True)


def test_what_a_framework_does_not_cover_is_unknown() -> None:
    upper = records(
        "国",
        [row("人均预期寿命", "78.3岁"), task("家庭医生签约行动", "", "专栏1/1", "健康促进行动计划", "box_item")],
        "nation",
        covers=("indicator",),
        form="framework",
        boxes=(FRAMEWORK_BOX,),
    )
    own = Box("B2", "", "专栏3", "健康促进行动", None, "", ())
    known = task("家庭医生签约行动计划", "扩大签约覆盖面。", "专栏3/1", "专栏3 健康促进行动", "box_item")
    extra = task("无偿献血行动计划", "引导居民献血。", "专栏3/2", "专栏3 健康促进行动", "box_item")
    outside = task("加强执法监督", "规范执法行为。")
    figure, other = row("人均预期寿命", "78.3岁"), row("居民健康素养水平", "25%")
    target = prose("重点人群签约率", "80%")
    local = records("县", [figure, other, target, known, extra, outside], "county", boxes=(own,))
    links = align(upper, local, comparison="skip", skipped=("某省", "某市"))
    relations = {item.id: answers(links, item)[0].relation for item in (figure, other, target, known, extra, outside)}
    assert list(relations.values()) == ["same", "added", "unknown", "same", "added", "unknown"]
    assert "only_title_known" in answers(links, known)[0].reasons
    assert all(link.skipped == ("某省", "某市") for link in links)


def test_unconfirmed_fact_makes_the_link_unconfirmed() -> None:
    fact = row("人均预期寿命", "78.3岁")
    fact = Indicator(
        **{f: getattr(fact, f) for f in fact.__struct_fields__ if f != "unconfirmed"}, unconfirmed=("target",)
    )
    upper = records("国", [fact], "nation", covers=("indicator",), form="framework")
    (link,) = align(upper, records("县", [row("人均预期寿命", "77岁")], "county"), comparison="skip")
    assert (link.relation, link.unconfirmed) == ("weakened", True)
    assert "待核实" in reason_text(link, [fact], [], "zh")[-1]
    (gone,) = align(upper, records("县", [], "county"), comparison="skip")
    assert (gone.relation, gone.unconfirmed) == ("dropped", True)


@pytest.mark.parametrize(
    ("text", "owed"),
    [
        ("各市、各县要建立目录清单", "yes"),
        ("省民政厅牵头制定办法", "no"),
        ("推动制定地方性法规", "no"),
        ("完善服务设施", "unknown"),
    ],
)
def test_owed_says_of_whom_the_upper_plan_asks_it(text: str, owed: str) -> None:
    (link,) = align(
        records("省", [task("完善制度", text)], "province"), records("县", [], "county"), comparison="direct"
    )
    assert link.owed == owed


def test_rows_of_the_table_are_owed() -> None:
    (link,) = align(
        records("省", [row("森林覆盖率", "24%")], "province"), records("县", [], "county"), comparison="direct"
    )
    assert link.owed == "yes"


def test_reasons_are_words_an_auditor_accepts() -> None:
    upper, local = row("每百户居民拥有面积", "≥30平方米"), row("每百户居民拥有面积", "≥25平方米")
    (link,) = align(records("省", [upper], "province"), records("县", [local], "county"), comparison="direct")
    assert reason_text(link, [upper], [local], "zh") == ["名称一致", "上级目标为≥30平方米，本级为≥25平方米，低于上级"]
    for code, words in REASONS.items():
        assert set(words) == {"zh", "en"}, code
        assert not any(word in words["zh"] for word in ("遗漏", "违反", "违规")), code


def test_braces_in_a_plan_do_not_disturb_the_words() -> None:
    upper, local = row("人均{面积}0.5", "30平方米"), row("人均{面积}0.6", "25平方米")
    links = align(records("省", [upper], "province"), records("县", [local], "county"), comparison="direct")
    assert all(reason_text(link, [upper], [local], lang) for link in links for lang in ("zh", "en"))


_SCRIPT = """
import sys
sys.path.insert(0, "tests")
from alignment.cases import CASES
from alignment.plans import records
from policy_xwalk.alignment import align
from policy_xwalk.records import to_json
cases = [case for group in CASES.values() for case in group]
upper = records("省", [case[0] for case in cases], "province")
local = records("县", [case[1] for case in cases], "county")
sys.stdout.write("\\n".join(map(to_json, align(upper, local, comparison="direct"))))
"""


def test_same_bytes_under_any_hash_seed() -> None:
    outputs = set()
    for seed in ("0", "1", "31337"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"}
        run = subprocess.run(
            [sys.executable, "-c", _SCRIPT], cwd=ROOT, env=environment, capture_output=True, check=True, timeout=120
        )
        outputs.add(run.stdout)
    assert len(outputs) == 1
    assert len(next(iter(outputs))) > 1000


def test_importing_the_room_loads_no_heavy_library() -> None:
    heavy = "('numpy', 'scipy', 'sklearn', 'rapidfuzz')"
    code = f"import sys, policy_xwalk.alignment; print([m for m in {heavy} if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True, timeout=60)
    assert run.stdout.strip() == "[]"


def test_links_are_valid_records() -> None:
    from policy_xwalk.records import from_json

    links = align(records("省", ITEMS[::2], "province"), records("县", ITEMS[1::2], "county"), comparison="direct")
    assert all(from_json(to_json(link)) == link for link in links)
