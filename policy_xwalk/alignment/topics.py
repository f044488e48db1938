"""Whether a plan speaks of a subject at all, where it gives no figure for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policy_xwalk.alignment.commitments import Commitment
from policy_xwalk.alignment.facets import excludes
from policy_xwalk.alignment.features import Asked, Weights, make_plain, plain_title
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
    texts: list[str]
    """All of these, each once."""
    clauses: Places
    """For each clause the place among the texts of the clause itself; the next three: of what stands around it."""
    sentences: Places
    headings: Places
    titles: Places
    numbered: NDArray[np.bool_]
    """True for a clause that prints a figure."""

    @classmethod
    def of(cls, actions: Sequence[Action], passages: list[Passage]) -> Spoken:
        """Gather what is searched."""
        import numpy as np

        titles = make_plain([action.title for action in actions])
        below: list[list[str]] = [[title] for title in titles]
        sentences: dict[tuple[int, int], list[str]] = {}
        for passage in passages:
            below[passage.action].append(passage.neutral)
            sentences.setdefault((passage.action, passage.sentence), []).append(passage.plain)
        # No pair of characters reaches over a comma: those of the clauses together are those of the sentence.
        joined = ["，".join(clauses) for clauses in sentences.values()]
        headings = ["，".join(parts) for parts in below]
        clauses = [passage.plain for passage in passages]
        texts = [*dict.fromkeys([*clauses, *joined, *headings, *titles])]
        places = {text: place for place, text in enumerate(texts)}

        def placed(some: Sequence[str]) -> Places:
            return np.asarray([*map(places.__getitem__, some)], dtype=np.int64)

        owners = [passage.action for passage in passages]
        sizes = [*map(len, sentences.values())]
        numbered = np.asarray([has_number(passage.text) for passage in passages], dtype=bool)
        return cls(
            passages,
            texts,
            placed(clauses),
            np.repeat(placed(joined), sizes),
            placed(headings)[owners],
            placed(titles)[owners],
            numbered,
        )


@dataclass(frozen=True, slots=True)
class Mention:
    """A passage that speaks of a subject; ``cover`` is the share of the subject that it carries."""

    action: int
    passage: Passage
    cover: float


def find_mentions(weights: Weights, topics: Sequence[Commitment], spoken: Spoken) -> list[Mention | None]:
    """For each figure the passage without a figure that speaks most of its subject, or None.

    A clause counts with the sentence around it and the heading above it.
    """
    import numpy as np

    passages = spoken.passages
    if not topics or not passages:
        return [None] * len(topics)
    each = _Asked(weights, [topic.topic for topic in topics]).cover(weights.pairs(spoken.texts))
    total = 0.6 * each[:, spoken.clauses] + 0.25 * each[:, spoken.sentences] + 0.15 * each[:, spoken.headings]
    total[:, spoken.numbered] = 0.0
    # Of two passages that speak of it alike, the one under a heading of that name.
    preferred = total + 0.08 * each[:, spoken.titles]
    found: list[Mention | None] = []
    for row, topic in enumerate(topics):
        wanted = SPOKEN_OF_RATIO if isinstance(topic.item, Indicator) else SPOKEN_OF_TOTAL if topic.total else SPOKEN_OF
        if topic.measure is None or len(_SCOPE_WORDS.sub("", topic.topic)) < _SHORTEST:
            found.append(None)
            continue
        places = [int(place) for place in np.argsort(-preferred[row], kind="stable")[:3]]
        mention = None
        for place in places:
            passage = passages[place]
            if total[row, place] < wanted or excludes(topic.facets, passage.text):
                continue
            if total[row, place] < _SCATTERED and unbroken(topic.topic, passage.plain) < UNBROKEN:
                continue
            mention = Mention(passage.action, passage, round(float(total[row, place]), 3))
            break
        found.append(mention)
    return found


def members_of(topic: str) -> list[str]:
    """The members of an enumeration (助餐服务、生活照料等日间照料服务); the topic itself where it is none."""
    members = [part for part in re.split(r"、|，|等|以及|和|与|及", topic) if len(part) > 1]
    return members if len(members) > 1 else [topic]


class _Asked:
    """Subjects that passages are searched for, with the members of those that are enumerations."""

    def __init__(self, weights: Weights, subjects: Sequence[str]) -> None:
        import numpy as np

        members = [members_of(subject) for subject in subjects]
        self._weights = weights
        self._count = len(subjects)
        self._sizes = np.asarray([len(parts) for parts in members])
        self._pairs = weights.pairs([*subjects, *(part for parts in members for part in parts)])

    def cover(self, passages: Asked) -> Matrix:
        """Cover of each subject, or the mean cover of its members where that is more."""
        import numpy as np

        each = self._weights.cover(self._pairs, passages)
        whole, parts = each[: self._count], each[self._count :]
        mean = np.add.reduceat(parts, np.cumsum(self._sizes) - self._sizes, axis=0) / self._sizes[:, None]
        return np.asarray(np.maximum(mean, whole))


def unbroken(topic: str, passage: str) -> float:
    """Length of the longest run of characters that a subject shares with a passage, by the subject's length."""
    if len(members := members_of(topic)) > 1:
        return max(unbroken(member, passage) for member in members)
    best = 0
    for start in range(len(topic)):
        while start + best < len(topic) and topic[start : start + best + 1] in passage:
            best += 1
    return best / len(topic)
