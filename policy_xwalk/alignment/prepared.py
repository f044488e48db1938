"""What the comparison of a plan with any other needs of the plan itself: found once, used for every pair."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from policy_xwalk.alignment.commitments import Commitment, commitments_of
from policy_xwalk.alignment.features import plain
from policy_xwalk.alignment.grams import GramTable
from policy_xwalk.alignment.passages import Passage, passages_of
from policy_xwalk.alignment.tasks import Work
from policy_xwalk.alignment.topics import Spoken, searched_for
from policy_xwalk.records import PlanRecords
from policy_xwalk.sameness import Same


@dataclass(frozen=True, slots=True)
class Prepared:
    """A plan ready to be compared with others."""

    records: PlanRecords
    figures: list[Commitment]
    """Table rows, then targets."""
    passages: list[Passage]
    """The clauses of all actions."""
    work: Work
    spoken: Spoken
    grams: GramTable


def prepare(records: PlanRecords) -> Prepared:
    """Find what every comparison of a plan needs; the last few plans are kept, known by identity.

    So an upper plan that is compared with thousands is prepared once.
    """
    return _prepared(Same(records))


@lru_cache(maxsize=8)
def _prepared(same: Same) -> Prepared:
    records = same.records
    actions = records.actions
    rows, targets = commitments_of(records)
    figures = [*rows, *targets]
    passages = passages_of(actions)
    work = Work.of(actions, passages)
    spoken = Spoken.of(actions, passages)
    grams = GramTable(
        [
            *(figure.subject for figure in figures),
            *(figure.passage for figure in targets),
            *(passage.plain for passage in passages),
            *(plain(action.title) for action in actions),
        ],
        [
            *(name for figure in figures for name in figure.names),
            *(figure.passage for figure in rows),
            *work.texts,
            *(part for parts in work.titles for part in parts),
            *work.places,
        ],
        [
            *searched_for(figures),
            *(figure.passage for figure in figures),
            *(parts[0] for parts in work.titles),
        ],
        spoken.nested,
    )
    return Prepared(records, figures, passages, work, spoken, grams)
