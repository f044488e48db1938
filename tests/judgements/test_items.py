"""Items follow what people corrected, keep their quote, and say what the program had read."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import UNSET
from msgspec.structs import replace

from policy_xwalk.crosswalk import build
from policy_xwalk.judgements.corrections import Unfit, correct
from policy_xwalk.judgements.items import correct_items
from policy_xwalk.judgements.seen import item_seen, link_seen, show_item
from policy_xwalk.judgements.standing import with_id
from policy_xwalk.records import Indicator, Item, Judgement, PlanRecords, from_json, group, to_json
from policy_xwalk.reporting.judgement_text import judgement_text
from policy_xwalk.wording.judge import FIELDS


def on(item: Item, verdict: str, field: str | None = None, value: str | None = None, **more: Any) -> Judgement:
    """What a person says of an item as it stands."""
    shown = show_item(item)
    stated: dict[str, Any] = {
        "who": "张三",
        "when": "2026-11-21",
        "why": None,
        "kind": "item",
        "seen": shown.seen,
        "plans": shown.plans,
        "upper": shown.upper,
        "shown": shown.text,
    } | more
    return with_id(Judgement(item.id, verdict, None, field=field, value=value, **stated))  # type: ignore[arg-type]


def find(records: PlanRecords, item: str) -> Item:
    return next(each for each in (*records.items, *records.rejected) if each.id == item)


def test_records_nobody_judged_are_given_back_as_they_are(shanxi: PlanRecords, zhengning: PlanRecords):
    assert correct_items([shanxi, zhengning], []).records == (shanxi, zhengning)
    item = zhengning.indicators[0]
    corrected = correct_items([shanxi, zhengning], [on(item, "change", "value", "99%")])
    assert corrected.records[0] is shanxi
    others = [each for each in corrected.records[1].items if each.id != item.id]
    assert others == [each for each in zhengning.items if each.id != item.id]


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("value", "≥85%", {"comparator": ">=", "value": 85, "unit": "%", "raw": "≥85%"}),
        ("value", "85", {"comparator": "=", "value": 85}),
        ("value", "70%—80%", {"comparator": "range", "value": 70, "value_high": 80}),
        ("value", "九成", {"value": 90, "unit": "%"}),
        ("baseline", "—", None),
        ("baseline", "27.3%", {"value": 27.3}),
    ],
)
def test_a_cell_is_read_as_a_plan_prints_it(
    field: str, value: str, expected: dict[str, Any] | None, shanxi: PlanRecords
):
    item = next(each for each in shanxi.indicators if each.target and each.target.unit == "%" and each.baseline)
    corrected, before = correct(item, field, value)
    assert isinstance(corrected, Indicator)
    read, old = (corrected.target, item.target) if field == "value" else (corrected.baseline, item.baseline)
    assert before == old.raw
    if expected is None:
        assert read is None
    else:
        assert {name: getattr(read, name) for name in expected} == expected
        assert read.year == old.year
    assert (corrected.quote, corrected.spans, corrected.id) == (item.quote, item.spans, item.id)


def test_other_fields_of_every_kind(shanxi: PlanRecords):
    row, target, action = shanxi.indicators[0], shanxi.targets[0], shanxi.actions[0]
    for item, field, text, name, stands in (
        (row, "name", "新名称", "name", "新名称"),
        (row, "attribute", "约束性", "attribute", "约束性"),
        (row, "attribute", "/", "attribute", None),
        (row, "direction", "越低越好", "direction", "lower_is_better"),
        (row, "category", "设施", "category", "设施"),
        (target, "name", "新主语", "subject", "新主语"),
        (target, "scope", "", "scope", None),
        (target, "deadline", "2024年底", "deadline", 2024),
        (target, "deadline", "2024年6月底", "deadline", "2024-06"),
        (target, "deadline", "无", "deadline", None),
        (target, "modality", "鼓励", "modality", "encourage"),
        (action, "name", "新任务", "title", "新任务"),
        (action, "deadline", "2023", "deadline", 2023),
    ):
        corrected, _ = correct(item, field, text)
        assert getattr(corrected, name) == stands
    led, _ = correct(action, "departments", "民政局（牵头）、教育局(配合)，财政局")
    assert [(d.name, d.role) for d in led.departments] == [("民政局", "lead"), ("教育局", "support"), ("财政局", None)]
    scaled, _ = correct(target, "value", "3.5万人")
    assert (scaled.value, scaled.unit, scaled.normalized.value) == (3.5, "万人", 35000)
    renamed, _ = correct(scaled, "unit", "万人次")
    assert (renamed.unit, renamed.normalized.unit) == ("万人次", "人次")
    due, _ = correct(target, "deadline", "2023")
    assert due.deadline_effective == 2023


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("departments", "民政局", "no_field"),
        ("颜色", "红", "no_field"),
        ("deadline", "明年", "no_value"),
        ("deadline", "2024-13", "no_value"),
        ("value", "", "no_value"),
        ("name", " ", "no_value"),
        ("name", "长" * 3000, "no_value"),
        ("modality", "也许", "no_value"),
    ],
)
def test_what_does_not_fit_is_not_followed_and_says_why(field: str, value: str, reason: str, shanxi: PlanRecords):
    target = shanxi.targets[0]
    with pytest.raises(Unfit):
        correct(target, field, value)
    corrected = correct_items([shanxi], [on(target, "change", field, value)])
    assert corrected.records == (shanxi,)
    assert [entry.reason for entry in corrected.stale] == [reason]


def test_a_corrected_item_says_what_was_read_and_keeps_its_digest(shanxi: PlanRecords):
    item = next(each for each in shanxi.indicators if each.target)
    words = [on(item, "change", "value", "99%", why="看错一行"), on(item, "change", "name", "甲")]
    (records,) = correct_items([shanxi], words).records
    corrected = find(records, item.id)
    assert [(c.field, c.machine, c.value, c.why) for c in corrected.corrections] == [
        ("value", item.target.raw, "99%", "看错一行"),
        ("name", item.name, "甲", None),
    ]
    assert item_seen(corrected) == item_seen(item)
    assert link_seen([corrected], []) == link_seen([item], [])
    assert from_json(to_json(corrected)) == corrected
    # Who corrects again has the corrected item before her; the passage is the same.
    again = on(corrected, "change", "value", "98%", when="2026-11-22", who="李四")
    result = correct_items([shanxi], [*words, again])
    assert find(result.records[0], item.id).target.value == 98
    (conflict,) = result.conflicts
    assert [other.who for other in conflict.others] == ["张三"]
    assert find(result.records[0], item.id).corrections[0].disputed == (words[0].id,)


def test_a_changed_passage_makes_a_correction_stale(shanxi: PlanRecords):
    item = shanxi.targets[0]
    result = correct_items([shanxi], [on(item, "change", "value", "99%", seen="another")])
    assert result.records == (shanxi,)
    (entry,) = result.stale
    assert (entry.reason, entry.now[0].text) == ("changed", show_item(item).text)


def test_corrections_of_what_is_not_here_are_told(shanxi: PlanRecords):
    item = shanxi.targets[0]
    word = on(item, "change", "value", "99%")
    gone = replace(word, subject=f"{shanxi.plan.id}/T-000000", id="J-1")
    elsewhere = replace(word, subject="other/T-000000", plans=("other",), id="J-2")
    assert [entry.reason for entry in correct_items([shanxi], [gone, elsewhere]).stale] == ["gone", "plan_absent"]


def test_an_item_that_is_none_is_kept_and_compared_with_nothing(shanxi: PlanRecords, zhengning: PlanRecords):
    restated = next(target for target in shanxi.targets if target.restates)
    row = next(each for each in shanxi.indicators if each.id == restated.restates)
    (records,) = correct_items([shanxi], [on(row, "reject", why="是现状")]).records
    assert row.id not in {item.id for item in records.items}
    (kept,) = records.rejected
    assert (kept.id, kept.rejected.who, kept.rejected.why) == (row.id, "张三", "是现状")
    assert find(records, restated.id).restates is None
    links = build([records, zhengning], pairs=[(shanxi.plan.id, zhengning.plan.id)]).links
    assert not any(row.id in link.upper for link in links)
    # It stands among the records, and is set aside again when they are read.
    (read,) = group(from_json(to_json(record)) for record in records)
    assert read == records
    # Another person may take it back.
    words = [on(row, "reject"), on(row, "accept", who="李四", when="2026-11-22")]
    result = correct_items([shanxi], words)
    assert result.records[0].rejected == ()
    assert len(result.conflicts) == 1


def test_a_corrected_value_changes_what_became_of_it(shanxi: PlanRecords, zhengning: PlanRecords):
    pairs = [(shanxi.plan.id, zhengning.plan.id)]
    link = next(
        link
        for link in build([shanxi, zhengning], pairs=pairs).links
        if link.kind == "indicator" and link.relation == "same" and all("/I-" in i for i in (*link.upper, *link.local))
    )
    row = find(zhengning, link.local[0])
    (corrected,) = correct_items([zhengning], [on(row, "change", "value", f"1{row.target.unit}")]).records
    after = next(each for each in build([shanxi, corrected], pairs=pairs).links if each.id == link.id)
    assert after.relation in ("weakened", "changed")


@settings(max_examples=200, deadline=None)
@given(field=st.sampled_from([*FIELDS, "x"]), text=st.text(max_size=30), place=st.integers(0, 10_000))
def test_no_text_breaks_a_correction(field: str, text: str, place: int, shanxi: PlanRecords):
    item = shanxi.items[place % len(shanxi.items)]
    try:
        corrected, before = correct(item, field, text)
    except Unfit:
        return
    assert isinstance(before, str)
    assert (corrected.id, corrected.quote, corrected.spans) == (item.id, item.quote, item.spans)
    assert from_json(to_json(corrected)) == corrected


def test_words_for_verdicts_on_items(shanxi: PlanRecords):
    item = shanxi.targets[0]
    assert judgement_text(on(item, "reject"), "zh") == "不是承诺，张三 2026-11-21"
    assert judgement_text(on(item, "change", "value", "99%"), "zh") == "目标值应为“99%”，张三 2026-11-21"
    assert judgement_text(on(item, "change", "value", "99%"), "en") == "value should be “99%”, 张三 2026-11-21"
    assert item.corrections is UNSET
