"""Confidence as a probability."""

from __future__ import annotations

from itertools import pairwise

import pytest

from policy_xwalk.alignment import align
from policy_xwalk.alignment.certainty import curves, probability, sort_of

from .plans import records, row


@pytest.mark.parametrize("sort", ["pair.figure", "pair.action", "gap.figure", "gap.action", "words"])
def test_probability_rises_with_the_evidence_and_is_never_certain(sort: str) -> None:
    values = [probability(sort, step / 10) for step in range(11)]
    assert all(low <= high for low, high in pairwise(values))
    assert 0.0 < values[0] < values[-1] < 1.0
    assert all(value == round(value, 3) for value in values)


def test_every_sort_of_link_has_a_curve() -> None:
    sorts = {
        sort_of(kind, paired=paired, in_words=words)
        for kind in ("indicator", "target", "action")
        for paired in (True, False)
        for words in (True, False)
    }
    assert sorts == set(curves())


def test_a_link_carries_the_evidence_of_its_confidence() -> None:
    upper, local = row("森林覆盖率", "24.1%"), row("森林覆盖率", "24.1%")
    (link,) = align(records("省", [upper], "province"), records("县", [local], "county"), comparison="direct")
    assert link.confidence == probability("pair.figure", float(link.features["evidence"]))


def test_a_pair_that_rests_on_its_figure_alone_says_so_and_is_unsure() -> None:
    upper, local = row("农村自来水普及率", "92%"), row("农村居民用上管网供水的比例", "92%")
    (link,) = align(records("省", [upper], "province"), records("县", [local], "county"), comparison="direct")
    assert "by_figure" in link.reasons
    sure = row("森林覆盖率", "24.1%"), row("森林覆盖率", "24.1%")
    (other,) = align(records("省", [sure[0]], "province"), records("县", [sure[1]], "county"), comparison="direct")
    assert link.confidence < other.confidence - 0.1
