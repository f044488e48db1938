"""The scorer of passages of work reports: only the passage counts, borderline gold counts neither way."""

from __future__ import annotations

import pytest

from policy_xwalk.evaluation.matching import Json
from policy_xwalk.evaluation.reports import report_figures, score_report

TEXT = "去年粮食产量90万吨。\n主要目标是： 粮食产量100万吨，\n参保率95%。\n参保率90%。"
GOLD: list[Json] = [
    {
        "record": "source",
        "report": "x",
        "passage": {"start_quote": "主要目标是", "end_quote": "参保率95%。", "characters": 23},
    },
    {
        "record": "target",
        "index": 1,
        "subject": "粮食产量",
        "comparator": "=",
        "value": 100,
        "unit": "万吨",
        "raw": "100万吨",
        "quote": "粮食产量100万吨",
        "offset": 17,
    },
    {
        "record": "target",
        "index": 2,
        "subject": "参保率",
        "comparator": "=",
        "value": 95,
        "unit": "%",
        "raw": "95%",
        "quote": "参保率95%",
        "offset": 27,
    },
]


def found(name: str, value: float, unit: str, quote: str, comparator: str = "=") -> Json:
    start = TEXT.index(quote)
    spans = [{"page": None, "start": start, "end": start + len(quote)}]
    words = {"record": "target", "id": name, "subject": name, "raw": f"{value}{unit}", "quote": quote}
    return {**words, "value": value, "unit": unit, "comparator": comparator, "spans": spans}


def test_found_missed_and_wrong_are_counted_inside_the_passage_only() -> None:
    records = [
        found("粮食产量", 100, "万吨", "粮食产量100万吨"),
        found("外", 90, "%", "参保率90%"),
        found("错", 94, "%", "参保率95%"),
    ]
    score = score_report(GOLD, records, TEXT)
    assert [(u.right, u.wrong, u.missed) for u in score.units] == [(1, 0, 0), (0, 0, 1), (0, 1, 0)]
    assert score.to_gold == {"粮食产量": 1}


def test_fields_of_what_was_found() -> None:
    score = score_report(GOLD, [found("产量", 100, "万吨", "粮食产量100万吨", "~")], TEXT)
    assert (score.fields["comparator"], score.fields["unit"], score.fields["subject"]) == ([False], [True], [False])
    assert {figure.name for figure in report_figures([score])} >= {"reports.target.f1", "reports.target.subject"}


def test_borderline_gold_is_scored_neither_way() -> None:
    gold = [GOLD[0], {**GOLD[1], "borderline": True}]
    score = score_report(gold, [found("粮食产量", 100, "万吨", "粮食产量100万吨")], TEXT)
    assert (score.units, score.fields) == ([], {})


def test_a_text_without_the_passage_is_refused() -> None:
    with pytest.raises(ValueError, match="no passage"):
        score_report(GOLD, [], "别的文字。")
