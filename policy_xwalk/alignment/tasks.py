"""Which local action answers which upper one: by title, text and place, with splits and merges in a second pass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policy_xwalk.alignment.assign import assign, confidence
from policy_xwalk.alignment.clause_pairs import SAME_THING, ClausePairs, Neighbours
from policy_xwalk.alignment.facets import conflict, excludes, facets_of
from policy_xwalk.alignment.features import Weights, alike, make_plain, plain_title, title_parts
from policy_xwalk.alignment.letters import exchanged_in_pairs, pairs_in_any_order
from policy_xwalk.alignment.passages import Passage
from policy_xwalk.alignment.scoring import best_part
from policy_xwalk.records import Action, Number

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]
    Places = NDArray[np.int64]

THRESHOLD = 0.37
"""Likeness above which two actions are the same work; set as the thresholds of :mod:`matching`."""

FOLDED = 0.45
"""Share of an action's clauses that must stand in another for it to have been folded into it or split off it."""

_TITLE_WORDS = 0.45
"""Share of the cosine in the likeness of titles, which are too short for it to rule."""

_UNRELATED = 0.08
"""Likeness of titles below which only a text that is mostly the same speaks for two actions."""

_LEAD = 0.66
_TELLING = 40
"""Length of a text from which it may speak for an action whose title does not."""

_ANY_TEXT, _SAME_CHARACTERS = 0.12, 0.68
"""Likeness of texts from which they are looked at character by character, and the share that makes them one."""

_PLACES = {"settlement", "layer", "age_of_building"}
"""Facets that say where: one title may leave them open."""

_SHORT = 30
"""A text shorter than this says less than the texts below its heading."""


@dataclass(frozen=True, slots=True)
class Group:
    """Upper and local actions that answer each other; several on one side after a split or merge."""

    upper: tuple[int, ...]
    local: tuple[int, ...]
    score: float
    confidence: float
    features: dict[str, Number | str | bool]


@dataclass(slots=True)
class Work:
    """The actions of a plan with what their comparison needs."""

    actions: tuple[Action, ...]
    passages: list[list[Passage]]
    texts: list[str]
    cores: list[str]
    """The texts without the small words that plans add and leave out freely."""
    bare: list[bool]
    """True for a heading that speaks through the texts below it."""
    titles: list[tuple[str, ...]]
    """What the heading says without what plans vary freely: the whole, and each of its clauses."""
    places: list[str]
    """What the heading above it says."""
    owning: Places
    """The actions of each clause, clause by clause: a clause also belongs to the bare headings above it."""
    starts: Places
    """Where those of each clause begin; one more at the end."""
    characters: NDArray[np.float64]
    """Characters of each clause."""
    lengths: NDArray[np.float64]
    """Characters of all clauses of each action."""

    @classmethod
    def of(cls, actions: tuple[Action, ...], passages: Sequence[Passage]) -> Work:
        """Gather clauses by action; a heading with little text of its own speaks with the texts below it."""
        import numpy as np

        own: list[list[Passage]] = [[] for _ in actions]
        for passage in passages:
            own[passage.action].append(passage)
        whole = [list(clauses) for clauses in own]
        bare = [False] * len(actions)
        for index, action in enumerate(actions):
            if sum(len(clause.text) for clause in own[index]) < _SHORT:
                below = f"{action.number}/"
                for other, child in enumerate(actions):
                    if other != index and child.number.startswith(below):
                        whole[index].extend(own[other])
                        bare[index] = True
        make_plain([part for action in actions for part in (*title_parts(action.title), _above(action))])
        owners = np.asarray([index for index, clauses in enumerate(whole) for _ in clauses], dtype=np.int64)
        owned = np.asarray([clause.place for clauses in whole for clause in clauses], dtype=np.int64)
        characters = np.asarray([len(clause.plain) for clause in passages], dtype=np.float64)
        by_clause = np.argsort(owned, kind="stable")
        return cls(
            actions,
            whole,
            ["，".join([clause.plain for clause in clauses]) for clauses in whole],
            ["，".join([clause.core for clause in clauses]) for clauses in whole],
            bare,
            [tuple(map(plain_title, title_parts(action.title))) for action in actions],
            [plain_title(_above(action)) for action in actions],
            owners[by_clause],
            np.searchsorted(owned[by_clause], np.arange(len(passages) + 1)),
            characters,
            np.bincount(owners, weights=characters[owned], minlength=len(actions)).astype(np.float64),
        )

    def owners(self, clauses: Places) -> tuple[Places, Places]:
        """The actions of some clauses, given by their places: index into ``clauses``, and number of the action."""
        import numpy as np

        counts = (self.starts[1:] - self.starts[:-1])[clauses]
        index = np.repeat(np.arange(len(clauses)), counts)
        within = np.arange(len(index)) - np.repeat(np.cumsum(counts) - counts, counts)
        return index, self.owning[self.starts[clauses][index] + within]


def _above(action: Action) -> str:
    """The heading above an action."""
    return action.parent or action.section or ""


def match_actions(weights: Weights, upper: Work, local: Work, pairs: ClausePairs) -> tuple[list[Group], Matrix]:
    """Groups of actions that answer each other, and the likeness of every pair."""
    import numpy as np

    if not upper.actions or not local.actions:
        return [], np.full((len(upper.actions), len(local.actions)), -np.inf)
    titles = best_part(weights, upper.titles, local.titles, _TITLE_WORDS)
    texts = weights.cosine(upper.texts, local.texts)
    same = pairs.values >= SAME_THING
    rows, columns = pairs.rows[same], pairs.columns[same]
    held, holding = _shares(upper, local, rows, columns), _shares(local, upper, columns, rows)
    _lead_untitled(pairs.upper, local, pairs.near_local, holding)
    _lead_untitled(pairs.local, upper, pairs.near_upper, held)
    holding = holding.T
    places = alike(weights, upper.places, local.places)
    scores = _scores(upper, local, titles, texts, held, holding, places)
    groups = []
    for u, v in assign(scores, THRESHOLD):
        features: dict[str, Number | str | bool] = {
            "title": round(float(titles[u, v]), 3),
            "text": round(float(texts[u, v]), 3),
            "held": round(float(held[u, v]), 3),
            "place": round(float(places[u, v]), 3),
            "score": round(float(scores[u, v]), 3),
        }
        groups.append(Group((u,), (v,), float(scores[u, v]), confidence(scores, u, v, THRESHOLD), features))
    return _regroup(upper, local, groups, scores, titles, held, holding), scores


def _shares(side: Work, other: Work, own: Places, others: Places) -> Matrix:
    """Share of the clauses of each action of one plan that stand in each action of another, by length of clause.

    ``own`` and ``others`` are the places of the clauses of both plans that speak of the same thing, pair by pair.
    """
    import numpy as np

    shape = len(side.actions), len(other.actions)
    # Each clause once for each action of the other plan in which it stands, then once for each of its own actions.
    pairs, actions = other.owners(others)
    cells = np.unique(own[pairs] * shape[1] + actions)
    clauses, columns = np.divmod(cells, shape[1])
    pairs, actions = side.owners(clauses)
    cells, lengths = actions * shape[1] + columns[pairs], side.characters[clauses[pairs]]
    held = np.bincount(cells, weights=lengths, minlength=shape[0] * shape[1]).reshape(shape)
    return np.asarray(held / np.maximum(1.0, side.lengths)[:, None])


def _lead_untitled(whole: list[Passage], parts: Work, near: Neighbours, shares: Matrix) -> None:
    """An item without a title is named by its first clause: where that stands in another text, the item does.

    ``shares`` has a row for each of the parts and a column for each action of the whole.
    """
    for index, action in enumerate(parts.actions):
        if action.untitled is not True or not parts.passages[index]:
            continue
        place, value = next(iter(near[parts.passages[index][0].place]), (0, 0.0))
        if value >= _LEAD:
            owner = whole[place].action
            shares[index, owner] = max(shares[index, owner], FOLDED + 0.15)


def _scores(
    upper: Work, local: Work, titles: Matrix, texts: Matrix, held: Matrix, holding: Matrix, places: Matrix
) -> Matrix:
    import numpy as np

    both = np.maximum(held, holding) * 0.6 + np.minimum(held, holding) * 0.4
    scores = 0.5 * titles + 0.27 * texts + 0.13 * both + 0.1 * places
    # Headings that are nearly the same are the same work though every level writes its own text below them.
    scores = np.maximum(scores, 0.72 * titles + 0.13 * texts + 0.1 * both + 0.05 * places)
    bare = np.logical_or.outer([not text for text in upper.texts], [not text for text in local.texts])
    scores = np.where(bare, 0.9 * titles + 0.1 * places, scores)
    untitled = np.logical_or.outer(
        [action.untitled is True for action in upper.actions], [action.untitled is True for action in local.actions]
    )
    scores = np.where(untitled & ~bare, 0.25 * titles + 0.4 * texts + 0.3 * both + 0.05 * places, scores)
    scores = np.where(titles >= 0.97, np.maximum(scores, 0.8 + 0.1 * texts + 0.1 * places), scores)
    scores = np.maximum(scores, _reworded(upper, local, texts, scores))
    result = np.full(scores.shape, -np.inf)
    rows, columns = np.nonzero((scores > THRESHOLD * 0.6) | (held > 0.3) | (holding > 0.3))
    change = _distances(upper, local, rows, columns, titles[rows, columns], texts[rows, columns])
    result[rows, columns] = np.minimum(1.0, scores[rows, columns] + change)
    return result


def _distances(upper: Work, local: Work, rows: Places, columns: Places, titles: Matrix, texts: Matrix) -> Matrix:
    """What other kinds, facets left open and words exchanged in the titles take off some pairs of actions.

    Numbers not above zero; ``-inf`` where the titles exclude each other. The first pair is that of the first of
    ``rows`` and of ``columns``, and so on; ``titles`` and ``texts`` are the likeness of each pair.
    """
    import numpy as np

    change = np.zeros(len(rows))
    for kinds, less in ((("safeguard",), 0.12), (("box_item", "project"), 0.06)):
        of_kind = [np.asarray([action.kind in kinds for action in work.actions]) for work in (upper, local)]
        change -= np.where(of_kind[0][rows] != of_kind[1][columns], less, 0.0)
    facets = [[facets_of(action.title) for action in work.actions] for work in (upper, local)]
    names = [[frozenset(name for name, _ in found.values) for found in side] for side in facets]
    opened, apart = np.zeros(len(rows)), np.zeros(len(rows), dtype=bool)
    for n, (row, column) in enumerate(zip(rows.tolist(), columns.tolist(), strict=True)):
        first, second = names[0][row], names[1][column]
        if first or second:
            opened[n] = len((first ^ second) - _PLACES)
            apart[n] = not first.isdisjoint(second) and conflict(facets[0][row], facets[1][column]) is not None
    other = titles < 0.97
    change -= np.where(other, 0.05 * np.minimum(2, opened), 0.0)
    worded = other & (texts < 0.25)
    bare = [title[0] for title in upper.titles], [title[0] for title in local.titles]
    change[worded] -= 0.25 * exchanged_in_pairs(*bare, rows[worded], columns[worded])
    return np.where(apart, -np.inf, change)


def _reworded(upper: Work, local: Work, texts: Matrix, scores: Matrix) -> Matrix:
    """Score of texts made of the same characters in another order (为独居老人送餐上门, 对独居老人上门送餐).

    Zero where they name groups or fields that exclude each other: then the same words do not say the same; and where
    it would not exceed ``scores``.
    """
    import numpy as np

    reworded = np.zeros_like(texts)
    first, second = upper.cores, local.cores
    sizes = [np.asarray([len(text) for text in side], dtype=np.float64) for side in (first, second)]
    lengths = (sizes[0] + 1)[:, None] / (sizes[1] + 1)
    # No more than the shorter text can be shared.
    highest = 2 * np.minimum.outer(*sizes) / np.maximum(1, np.add.outer(*sizes))
    likely = (highest >= _SAME_CHARACTERS) & (0.6 * highest > scores)
    rows, columns = np.nonzero(likely & (texts > _ANY_TEXT) & (lengths > 0.5) & (lengths < 2.0))
    both = pairs_in_any_order(first, second, rows, columns)
    shares = 2 * both / np.maximum(1, sizes[0][rows] + sizes[1][columns])
    for n in np.flatnonzero((shares >= _SAME_CHARACTERS) & (0.6 * shares > scores[rows, columns])):
        u, v = int(rows[n]), int(columns[n])
        if not excludes(facets_of(upper.texts[u]), local.texts[v]):
            reworded[u, v] = 0.6 * shares[n]
    return reworded


def _regroup(
    upper: Work,
    local: Work,
    groups: list[Group],
    scores: Matrix,
    titles: Matrix,
    held: Matrix,
    holding: Matrix,
) -> list[Group]:
    """Second pass: an upper action left alone whose clauses stand in a local one was merged into it; or split off."""
    import numpy as np

    of_upper = {group.upper[0]: n for n, group in enumerate(groups)}
    of_local = {group.local[0]: n for n, group in enumerate(groups)}
    merged: dict[int, list[int]] = {}
    split: dict[int, list[int]] = {}
    extra: dict[tuple[int, int], float] = {}
    # A bare heading holds what stands below it, so everything below its counterpart would seem to be split off it.
    leaf = ~np.logical_xor.outer(upper.bare, local.bare) & np.isfinite(scores)
    for shares, side, answered in ((held, upper, of_upper), (holding.T, local, of_local)):
        titled = titles if side is upper else titles.T
        allowed = leaf if side is upper else leaf.T
        for index in range(len(side.actions)):
            if index in answered or not allowed[index].any():
                continue
            share = np.where(allowed[index], shares[index] + 0.2 * titled[index], -np.inf)
            other = int(share.argmax())
            telling = 0 if side.actions[index].untitled is True else _TELLING
            if _folds(float(shares[index, other]), float(titled[index, other]), side.texts[index], telling):
                cell = (index, other) if side is upper else (other, index)
                extra[cell] = max(extra.get(cell, 0.0), float(share[other]))
    lone: list[tuple[int, int]] = []
    for (u, v), _ in sorted(extra.items(), key=lambda cell: (-cell[1], cell[0])):
        if u in of_upper and v in of_local:
            continue
        if v in of_local:
            if of_local[v] not in split:
                merged.setdefault(of_local[v], []).append(u)
        elif u in of_upper:
            if of_upper[u] not in merged:
                split.setdefault(of_upper[u], []).append(v)
        else:
            lone.append((u, v))
    result = []
    for n, group in enumerate(groups):
        uppers = (*group.upper, *sorted(merged.get(n, [])))
        locals_ = (*group.local, *sorted(split.get(n, [])))
        result.append(_grown(group, uppers, locals_, held))
    result.extend(_lone_groups(lone, held, titles, scores))
    return sorted(result, key=lambda group: (group.upper[0], group.local[0]))


def _folds(share: float, title: float, text: str, telling: int = _TELLING) -> bool:
    if len(text) < (8 if share > 0.95 else 12):
        return False
    if title < _UNRELATED and (share < FOLDED + 0.15 or len(text) < telling):
        return False
    return share + 0.3 * title >= FOLDED + 0.05 and share >= FOLDED * 0.75


def _grown(group: Group, uppers: tuple[int, ...], locals_: tuple[int, ...], held: Matrix) -> Group:
    if uppers == group.upper and locals_ == group.local:
        return group
    features = {**group.features, "held": round(float(max(held[u, v] for u in uppers for v in locals_)), 3)}
    return Group(tuple(sorted(uppers)), tuple(sorted(locals_)), group.score, round(group.confidence * 0.9, 3), features)


def _lone_groups(lone: list[tuple[int, int]], held: Matrix, titles: Matrix, scores: Matrix) -> list[Group]:
    """Pairs of two items that the first pass left alone: gathered by their upper or their local item."""
    groups: list[tuple[set[int], set[int]]] = []
    for u, v in lone:
        for uppers, locals_ in groups:
            if (u in uppers and len(uppers) == 1) or (v in locals_ and len(locals_) == 1):
                uppers.add(u)
                locals_.add(v)
                break
        else:
            groups.append(({u}, {v}))
    result = []
    for uppers, locals_ in groups:
        best = max(float(scores[u, v]) for u in uppers for v in locals_)
        share = max(float(held[u, v]) for u in uppers for v in locals_)
        title = max(float(titles[u, v]) for u in uppers for v in locals_)
        features: dict[str, Number | str | bool] = {
            "title": round(title, 3),
            "held": round(share, 3),
            "score": round(best, 3),
        }
        sure = round(0.3 + 0.3 * min(1.0, share), 3)
        result.append(Group(tuple(sorted(uppers)), tuple(sorted(locals_)), best, sure, features))
    return result
