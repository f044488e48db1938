"""Whether a plan speaks of a subject at all, where it gives no figure for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from policy_xwalk.alignment.commitments import Commitment
from policy_xwalk.alignment.facets import conflict, facets_of
from policy_xwalk.alignment.features import Weights, plain
from policy_xwalk.alignment.passages import Passage, has_number
from policy_xwalk.records import Action, Indicator

SPOKEN_OF = 0.52
"""Share of a subject's weight that a passage must carry to speak of it."""

SPOKEN_OF_RATIO = 0.85
"""The same for a figure such as a share or a number per head: naming what it counts is not yet speaking of it."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A passage that speaks of a subject; ``cover`` is the share of the subject that it carries."""

    action: int
    passage: Passage
    cover: float


def find_mentions(
    weights: Weights, topics: Sequence[Commitment], actions: tuple[Action, ...], passages: Sequence[Passage]
) -> list[Mention | None]:
    """For each figure the passage without a figure that speaks most of its subject, or None.

    A clause counts with the sentence around it and the heading above it.
    """
    import numpy as np

    if not topics or not passages:
        return [None] * len(topics)
    subjects = [topic.topic for topic in topics]
    clauses = weights.cover(subjects, [passage.plain for passage in passages])
    sentences: dict[tuple[int, int], list[str]] = {}
    for passage in passages:
        sentences.setdefault((passage.action, passage.sentence), []).append(passage.plain)
    keys = {key: place for place, key in enumerate(sentences)}
    around = weights.cover(subjects, ["，".join(parts) for parts in sentences.values()])
    around = around[:, [keys[passage.action, passage.sentence] for passage in passages]]
    headings = [plain(action.title) + "，" + plain(action.text) for action in actions]
    above = weights.cover(subjects, headings)[:, [passage.action for passage in passages]]
    total = 0.6 * clauses + 0.25 * around + 0.15 * above
    numbered = np.asarray([has_number(passage.text) for passage in passages])
    total = np.where(numbered, 0.0, total)
    found: list[Mention | None] = []
    for row, topic in enumerate(topics):
        wanted = SPOKEN_OF_RATIO if isinstance(topic.item, Indicator) else SPOKEN_OF
        places = [int(place) for place in np.argsort(-total[row], kind="stable")[:3]]
        mention = None
        for place in places:
            passage = passages[place]
            if total[row, place] < wanted or conflict(topic.facets, facets_of(passage.text)):
                continue
            mention = Mention(passage.action, passage, round(float(total[row, place]), 3))
            break
        found.append(mention)
    return found
