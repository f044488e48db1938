"""All pairs of figures at once: what the arrays say is what is found by reading pair by pair."""

from __future__ import annotations

from functools import cache
from itertools import product
from math import inf
from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from policy_xwalk.alignment.agreeing import comparable, equal_figures, most_alike
from policy_xwalk.alignment.assign import assign
from policy_xwalk.alignment.commitments import Commitment, commitments_of
from policy_xwalk.alignment.facets import conflict, unshared
from policy_xwalk.alignment.features import Weights
from policy_xwalk.alignment.figure_cells import Cells, facets_between, takes_in, worth_of
from policy_xwalk.alignment.figure_facts import Facts, facts_of
from policy_xwalk.alignment.letters import in_any_order
from policy_xwalk.alignment.measures import order
from policy_xwalk.alignment.prepared import prepare
from policy_xwalk.alignment.refining import another_head, put_otherwise, refined, same_characters, spelt_out
from policy_xwalk.alignment.scoring import exchanged_words, pair_scores
from policy_xwalk.alignment.wholes import contains
from policy_xwalk.extraction.pipeline import extract
from policy_xwalk.reading import read_document
from policy_xwalk.records import Indicator, PlanRecords

from .cases import CASES
from .plans import records, row

CORPORA = Path(__file__).resolve().parents[2] / "corpora"
NAMES = (
    "义务教育学校大班额占比",
    "小学大班额占比",
    "城乡社区综合服务设施覆盖率",
    "农村社区综合服务设施覆盖率",
    "高血压、糖尿病患者规范管理率",
    "高血压患者规范管理率",
    "糖尿病患者规范管理率",
    "乡镇卫生院和村卫生室标准化率",
    "村卫生室标准化率",
    "残疾人两项补贴目标人群覆盖率",
    "重度残疾人护理补贴覆盖率",
    "新增城镇就业人数",
    "城镇新增就业数量",
    "居民收入增长",
    "居民人均可支配收入增长",
    "药品抽检合格率",
    "食品抽检合格率",
    "村综合服务设施",
    "社区综合服务设施",
)
"""Wholes and parts, names put in another way, names with another head."""

BASE = 0.5
"""The score that every pair begins with."""


@cache
def plans() -> tuple[PlanRecords, PlanRecords]:
    upper, local = (extract(read_document(CORPORA / f"{name}.txt")) for name in ("shanxi-2022-55", "zhengning-2022-38"))
    return upper, local


@cache
def sides() -> tuple[Facts, Facts]:
    """The figures of two plans and of all cases made by hand."""
    found = []
    for side, plan in enumerate(plans()):
        items = [case[side] for cases in CASES.values() for case in cases] + [row(name, "90%") for name in NAMES]
        rows = [item for item in items if isinstance(item, Indicator)]
        made = records("某地", items, "county")
        assert len(made.indicators) == len(rows)
        found.append(facts_of([figure for of in (plan, made) for kind in commitments_of(of) for figure in kind]))
    return found[0], found[1]


@cache
def every() -> Cells:
    upper, local = sides()
    rows, columns = np.indices((len(upper), len(local))).reshape(2, -1)
    return Cells(upper, local, rows, columns)


def pairs() -> list[tuple[Commitment, Commitment]]:
    upper, local = sides()
    return [*product(upper.figures, local.figures)]


def test_facets_exclude_and_are_left_open_as_pair_by_pair() -> None:
    excluded, off = facets_between(*(side.named for side in sides()))
    for (first, second), apart, taken in zip(pairs(), excluded.flat, off.flat, strict=True):
        assert apart == (conflict(first.facets, second.facets) is not None)
        if not apart:
            assert taken == pytest.approx(sum(worth_of(facet) for facet in unshared(first.facets, second.facets)) / 100)
    assert 0.05 < excluded.mean() < 0.95


def test_measures_are_comparable_and_equal_as_pair_by_pair() -> None:
    first, second = every().measures
    both, equal = first.comparable(second), first.equal(second)
    found = 0
    for (one, other), same_kind, same_size in zip(pairs(), both, equal, strict=True):
        if one.measure is None or other.measure is None:
            continue
        assert same_kind == comparable(one, other)
        if same_kind:
            assert same_size == (order(one.measure, other.measure) == "equal"), (one.measure, other.measure)
        found += equal_figures(one, other)
    assert found > 20


def read(upper: Facts, local: Facts, u: int, v: int) -> float:
    """The score of a pair, read character by character."""
    first, second = upper.figures[u], local.figures[v]
    score, one, other = BASE, first.measure, second.measure
    exchanged = one is not None and other is not None and not comparable(first, second)
    if contains(first.subject, second.subject) or contains(second.subject, first.subject):
        if not exchanged:
            return 0.8
    elif another_head(first, second):
        return -inf
    elif same_characters(upper.wording.heavy[u], local.wording.heavy[v]):
        score = 0.7
    elif spelt_out(upper.wording.placeless[u], local.wording.placeless[v]):
        score = 0.64
    if one is not None and other is not None:
        if exchanged:
            score -= 0.15
        elif order(one, other) == "equal":
            score += 0.03 if one.low in (1, 100) else 0.08
        score -= 0.06 if (one.per is None) != (other.per is None) else 0.0
    if first.deadline and second.deadline:
        score += 0.03 if first.deadline[0] == second.deadline[0] else -0.02
    score -= 0.08 if first.milestone != second.milestone else 0.0
    if (one is None) == (other is None):
        score -= exchanged_words(first.subject, second.subject)
    return score


def test_scores_are_those_read_pair_by_pair() -> None:
    cells = every()
    scores = refined(cells, np.full(len(cells.rows), BASE), np.zeros(len(cells.rows)))
    first, second = cells.measures
    exchanged = first.known & second.known & ~cells.comparable
    for place, (u, v) in enumerate(zip(cells.rows.tolist(), cells.columns.tolist(), strict=True)):
        if exchanged[place] and scores[place] == -inf:
            continue  # another thing, of another name
        assert scores[place] == pytest.approx(read(cells.upper, cells.local, u, v)), cells.upper.figures[u].name
    assert (scores == 0.8).sum() > 5


def test_a_pair_of_little_likeness_is_lifted_by_its_names_only() -> None:
    cells = every()
    little = refined(cells, np.full(len(cells.rows), 0.11), np.zeros(len(cells.rows)))
    for place in np.flatnonzero(little == -inf).tolist():
        u, v = int(cells.rows[place]), int(cells.columns[place])
        first, second = cells.upper.figures[u], cells.local.figures[v]
        exchanged = first.measure is not None and second.measure is not None and not comparable(first, second)
        assert (
            exchanged
            or another_head(first, second)
            or not (
                contains(first.subject, second.subject)
                or contains(second.subject, first.subject)
                or put_otherwise(cells.upper.wording, u, cells.local.wording, v)
            )
        )


def test_letters_are_shared_as_pair_by_pair() -> None:
    for (first, second), shared in zip(pairs(), every().shared, strict=True):
        assert shared == in_any_order(first.subject, second.subject)


def test_one_takes_in_another_by_its_facets() -> None:
    upper, local = sides()
    wider = takes_in(upper.wording.named, local.wording.named)
    assert wider.any()
    for u, v in np.argwhere(wider).tolist():
        values = dict(
            local.wording.named.sets[n] for n in local.wording.named.places[v] if n < len(local.wording.named.sets)
        )
        own = [upper.wording.named.sets[n] for n in upper.wording.named.places[u] if n < len(upper.wording.named.sets)]
        assert any(facet in values and values[facet] < named for facet, named in own)


def test_no_score_within_a_plan_is_higher_than_said() -> None:
    for plan in map(prepare, plans()):
        facts = facts_of(plan.figures)
        names, scores = pair_scores(Weights(plan.grams), facts, facts)
        for u, v in np.argwhere(scores > 0).tolist():
            first, second = facts.figures[u], facts.figures[v]
            known = first.measure is not None and second.measure is not None
            if u != v and first.milestone == second.milestone and not (known and not comparable(first, second)):
                assert scores[u, v] <= most_alike(facts, u, v) + 1e-9
                assert scores[u, v] <= most_alike(facts, u, v, float(names[u, v])) + 1e-9


def test_an_assignment_is_as_good_as_one_over_all_items() -> None:
    chance = np.random.default_rng(7)
    for _ in range(200):
        scores = chance.random((chance.integers(1, 9), chance.integers(1, 9)))
        scores[chance.random(scores.shape) < 0.3] = -inf
        gained = sum(scores[pair] - 0.6 for pair in assign(scores, 0.6))
        gains = np.maximum(0.0, scores - 0.6)
        assert gained == pytest.approx(gains[linear_sum_assignment(-gains)].sum())
