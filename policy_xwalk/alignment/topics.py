"""Whether a plan speaks of a subject at all, where it gives no figure for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policy_xwalk.alignment.commitments import Commitment
from policy_xwalk.alignment.facets import excludes
from policy_xwalk.alignment.features import Weights, make_plain, plain_title
from policy_xwalk.alignment.grams import Nested
from policy_xwalk.alignment.passages import Passage, has_number
from policy_xwalk.records import Action, Indicator

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]
    Places = NDArray[np.int64]

SPOKEN_OF = 0.52
"""Share of a subject's weight that a passage must carry to speak of it."""

SPOKEN_OF_RATIO = 0.85
"""The same for a figure such as a share or a number per head: naming what it counts is not yet speaking of it."""

SPOKEN_OF_TOTAL = 0.68
"""The same for an amount: a plan that trains some of many need not speak of the same ones."""

_SHORTEST = 3
_SCOPE_WORDS = re.compile(r"城市|农村|城乡|城镇|乡村|社区|行政村|自然村|建制村|乡镇|街道|[省市县区]级|国家级|每个|所有")
UNBROKEN = 0.38
_SCATTERED = 0.72


_VAGUE = re.compile(r"(?:总体|覆盖|整体|综合)?(?:水平|层次|队伍|供给|能力|规模|力度|质量|程度|结构|体系)$")
"""What words without a figure say is to grow (壮大…队伍, 提升…水平)."""


def spoken_words(figure: Commitment) -> str:
    """What a commitment without a figure is about: 壮大社会体育指导员队伍 → 社会体育指导员."""
    words = plain_title(figure.subject)
    return _VAGUE.sub("", words) or words


def searched_for(figures: Sequence[Commitment]) -> Iterator[str]:
    """All that passages of another plan are searched for."""
    for figure in figures:
        yield figure.topic
        yield from members_of(figure.topic)
        if figure.measure is None:
            yield spoken_words(figure)


@dataclass(frozen=True, slots=True)
class Spoken:
    """What is searched for what a plan speaks of: each clause with its sentence, its heading and the heading's text."""

    passages: list[Passage]
    nested: Nested
    """Headings and clauses in order; around them sentences, and each heading with all that stands below it."""
    clauses: Places
    """For each clause its place among all these; the next three: the places of what stands around it."""
    sentences: Places
    headings: Places
    titles: Places
    numbered: NDArray[np.bool_]
    """True for a clause that prints a figure."""

    @classmethod
    def of(cls, actions: Sequence[Action], passages: list[Passage]) -> Spoken:
        """Gather what is searched."""
        import numpy as np

        below: list[list[Passage]] = [[] for _ in actions]
        for passage in passages:
            below[passage.action].append(passage)
        texts: list[str] = []
        sentence_of: list[int] = []
        for title, clauses in zip(make_plain([action.title for action in actions]), below, strict=True):
            texts += [title, *(clause.plain for clause in clauses)]
            # The heading counts as a sentence of its own.
            first = sentence_of[-1] + 1 if sentence_of else 0
            sentence_of.append(first)
            for n, clause in enumerate(clauses):
                first += n == 0 or clause.sentence != clauses[n - 1].sentence
                sentence_of.append(first)
        action_of = np.repeat(np.arange(len(actions)), [1 + len(clauses) for clauses in below])
        sentences = np.asarray(sentence_of, dtype=np.int64)
        owners = np.asarray([passage.action for passage in passages], dtype=np.int64)
        # A clause stands behind the headings of its own action and of those before it.
        places = np.arange(len(passages)) + owners + 1
        titles = np.searchsorted(action_of, np.arange(len(actions)))
        longer = len(texts), len(texts) + (sentence_of[-1] + 1 if sentence_of else 0)
        numbered = np.asarray([has_number(passage.text) for passage in passages], dtype=bool)
        nested = Nested(texts, (sentences, action_of))
        return cls(
            passages, nested, places, longer[0] + sentences[places], longer[1] + owners, titles[owners], numbered
        )


@dataclass(frozen=True, slots=True)
class Mention:
    """A passage that speaks of a subject; ``cover`` is the share of the subject that it carries."""

    action: int
    passage: Passage
    cover: float


def find_mentions(weights: Weights, topics: Sequence[Commitment], spoken: Spoken, side: int) -> list[Mention | None]:
    """For each figure the passage without a figure that speaks most of its subject, or None.

    A clause counts with the sentence around it and the heading above it. ``side`` is the number of the table of
    ``weights`` that counts what is ``spoken``.
    """
    import numpy as np

    found: list[Mention | None] = [None] * len(topics)
    asked = [n for n, topic in enumerate(topics) if _is_telling(topic)]
    if not asked or not spoken.passages:
        return found
    each = _cover(weights, [topics[n].topic for n in asked], side)
    wanted = [_wanted(topics[n]) for n in asked]
    # No mean is higher than the highest of all.
    for row in np.flatnonzero(each.max(axis=1) > np.asarray(wanted) - 1e-9).tolist():
        cover = each[row]
        total = 0.6 * cover[spoken.clauses] + 0.25 * cover[spoken.sentences] + 0.15 * cover[spoken.headings]
        total[spoken.numbered] = 0.0
        if total.max() >= wanted[row]:
            # Of two passages that speak of it alike, the one under a heading of that name.
            preferred = total + 0.08 * cover[spoken.titles]
            found[asked[row]] = _most_spoken(topics[asked[row]], wanted[row], spoken.passages, total, preferred)
    return found


def _is_telling(topic: Commitment) -> bool:
    """True for a figure whose subject names more than a place."""
    return topic.measure is not None and len(_SCOPE_WORDS.sub("", topic.topic)) >= _SHORTEST


def _wanted(topic: Commitment) -> float:
    if isinstance(topic.item, Indicator):
        return SPOKEN_OF_RATIO
    return SPOKEN_OF_TOTAL if topic.total else SPOKEN_OF


def _most_spoken(
    topic: Commitment, wanted: float, passages: Sequence[Passage], total: Matrix, preferred: Matrix
) -> Mention | None:
    """The passage that speaks of a subject, among the three that do most likely; the earlier first among equals."""
    for _ in range(min(3, len(passages))):
        place = int(preferred.argmax())
        preferred[place] = -1.0
        passage, cover = passages[place], float(total[place])
        if cover < wanted or excludes(topic.facets, passage.text):
            continue
        if cover >= _SCATTERED or unbroken(topic.topic, passage.plain) >= UNBROKEN:
            return Mention(passage.action, passage, round(cover, 3))
    return None


def _cover(weights: Weights, subjects: Sequence[str], side: int) -> Matrix:
    """Share of each subject that each nested text carries, or the mean of its members if that is more."""
    import numpy as np

    members = {row: parts for row, subject in enumerate(subjects) if (parts := members_of(subject)) != [subject]}
    asked = weights.pairs([*subjects, *(part for parts in members.values() for part in parts)])
    each = weights.cover_nested(asked, side)
    start = len(subjects)
    for row, parts in members.items():
        each[row] = np.maximum(each[row], each[start : start + len(parts)].sum(axis=0) / len(parts))
        start += len(parts)
    return each[: len(subjects)]


def members_of(topic: str) -> list[str]:
    """The members of an enumeration (助餐服务、生活照料等日间照料服务); the topic itself where it is none."""
    members = [part for part in re.split(r"、|，|等|以及|和|与|及", topic) if len(part) > 1]
    return members if len(members) > 1 else [topic]


def unbroken(topic: str, passage: str) -> float:
    """Length of the longest run of characters that a subject shares with a passage, by the subject's length."""
    if len(members := members_of(topic)) > 1:
        return max(unbroken(member, passage) for member in members)
    best = 0
    for start in range(len(topic)):
        while start + best < len(topic) and topic[start : start + best + 1] in passage:
            best += 1
    return best / len(topic)
