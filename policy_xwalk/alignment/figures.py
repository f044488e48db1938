"""Links of indicators and targets: paired figures, vanished numbers, what has no counterpart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from policy_xwalk.alignment.assign import abstention
from policy_xwalk.alignment.commitments import Commitment
from policy_xwalk.alignment.compare import Findings, Setting, compare, relation_of, unconfirmed
from policy_xwalk.alignment.coverage import Coverage
from policy_xwalk.alignment.drafts import Draft
from policy_xwalk.alignment.facets import conflict
from policy_xwalk.alignment.features import Weights
from policy_xwalk.alignment.matching import THRESHOLDS, Pair, match_figures
from policy_xwalk.alignment.owed import owed
from policy_xwalk.alignment.passages import has_number
from policy_xwalk.alignment.topics import Mention, Spoken, find_mentions
from policy_xwalk.alignment.wholes import contains
from policy_xwalk.records import Action, Difference, ItemKind, Level, PlanRecords, Target

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sides:
    """Both plans as the linking of figures needs them."""

    upper: PlanRecords
    local: PlanRecords
    upper_figures: list[Commitment]
    local_figures: list[Commitment]
    upper_spoken: Spoken
    local_spoken: Spoken
    counterparts: dict[str, tuple[str, ...]]
    """Local action id to the ids of the upper actions that it answers."""


def link_figures(weights: Weights, sides: Sides, setting: Setting) -> tuple[list[Draft], list[Draft]]:
    """Drafts for all upper figures, then those for local figures without an upper one."""
    pairs, scores = match_figures(weights, sides.upper_figures, sides.local_figures)
    around = _Around(sides)
    drafts = _paired(pairs, sides, around, setting)
    answered = {pair.upper for pair in pairs}
    alone = [n for n in range(len(sides.upper_figures)) if n not in answered]
    kept_series = {
        _series_key(sides.upper_figures[pair.upper]) for pair in pairs if not sides.upper_figures[pair.upper].milestone
    }
    passed = {n for n in alone if (figure := sides.upper_figures[n]).milestone and _series_key(figure) in kept_series}
    covered = Coverage(sides.local)
    # Only a plan whose actions are known is asked what it speaks of.
    asked = [n for n in alone if n not in passed] if covered.covers("action") else []
    figures = [sides.upper_figures[n] for n in asked]
    mentions = dict(zip(asked, find_mentions(weights, figures, sides.local_spoken, 1), strict=True))
    best = _best(scores, axis=1)
    for n in alone:
        figure = sides.upper_figures[n]
        if (mention := mentions.get(n)) is not None:
            draft = _spoken_of(figure, mention, sides.local.actions, setting)
        else:
            draft = _unanswered(figure, best[n], covered, setting.upper_level)
            if n in passed:
                draft.reasons.append("milestone_not_found")
        drafts.append((n, draft))
    drafts.sort(key=lambda entry: entry[0])
    added = _added(weights, sides, around, {pair.local for pair in pairs}, _best(scores, axis=0))
    return [draft for _, draft in drafts], added


def _best(scores: Matrix, axis: int) -> list[float]:
    """The best score of each figure with any of the other plan; ``-inf`` where none shares enough with it."""
    import numpy as np

    return [float(best) for best in scores.max(axis=axis, initial=-np.inf)]


class _Around:
    """Which actions stand around targets, and whether two such actions answer each other."""

    def __init__(self, sides: Sides) -> None:
        self._counterparts = sides.counterparts
        self._answered = {u for uppers in sides.counterparts.values() for u in uppers}
        self._upper, self._local = (
            {action.number: action for action in reversed(side.actions)} for side in (sides.upper, sides.local)
        )

    def local(self, target: Target) -> Action | None:
        """The innermost local action in which a target stands."""
        return _innermost(target, self._local)

    def moved(self, upper: Commitment, local: Commitment) -> bool:
        """The action around the local figure answers another one than the action around the upper figure."""
        if not isinstance(upper.item, Target) or not isinstance(local.item, Target):
            return False
        first = _innermost(upper.item, self._upper)
        if first is None or first.id not in self._answered:
            return False
        second = self.local(local.item)
        return second is not None and first.id not in self._counterparts.get(second.id, ())


def _innermost(target: Target, numbered: Mapping[str, Action]) -> Action | None:
    """The action with the longest number that the section of a target begins with."""
    number = target.section or ""
    while number:
        if (action := numbered.get(number)) is not None:
            return action
        number = number.rpartition("/")[0]
    return None


def _series_key(figure: Commitment) -> tuple[str, str]:
    scope = figure.item.scope if isinstance(figure.item, Target) else None
    return figure.topic, scope or ""


def _paired(pairs: list[Pair], sides: Sides, around: _Around, setting: Setting) -> list[tuple[int, Draft]]:
    by_upper: dict[int, list[Pair]] = {}
    by_local: dict[int, list[Pair]] = {}
    for pair in pairs:
        by_upper.setdefault(pair.upper, []).append(pair)
        by_local.setdefault(pair.local, []).append(pair)
    drafts = []
    folded: set[int] = set()
    for group in (by_local[v] for v in sorted(by_local)):
        if _folds(group, by_upper, sides.upper_figures, sides.local_figures[group[0].local]):
            drafts.append((group[0].upper, _merged(group, sides, around, setting)))
            folded.update(pair.upper for pair in group)
    for u, group in sorted(by_upper.items()):
        if u in folded:
            continue
        upper = sides.upper_figures[u]
        pieces = _pieces(upper, group, sides.local_figures)
        rest = [pair for pair in group if pair not in pieces]
        if pieces:
            drafts.append((u, _split(upper, pieces, sides, setting)))
        numbered = any(sides.local_figures[pair.local].measure is not None for pair in group)
        for pair in rest:
            local = sides.local_figures[pair.local]
            found = compare(upper, local, setting)
            if numbered and "number_only_in_words" in found.reasons:
                found = _numbered_elsewhere(found)
            if "by_figure" in pair.features:
                found.reasons.append("by_figure")
            draft = _draft((upper,), (local,), found, pair, setting.upper_level)
            if around.moved(upper, local):
                draft.flags.add("moved")
            drafts.append((u, draft))
    return drafts


def _folds(group: list[Pair], by_upper: dict[int, list[Pair]], upper: list[Commitment], whole: Commitment) -> bool:
    """Upper items for scopes that exclude each other, or parts of one enumeration, that one local item answers."""
    if len(group) < 2 or any(len(by_upper[pair.upper]) > 1 for pair in group):
        return False
    items = [upper[pair.upper] for pair in group]
    if len({item.kind for item in items}) > 1 or len({item.subject for item in items}) < len(items):
        return False
    return all(one is other or _apart(one, other, whole) for one in items for other in items)


def _apart(first: Commitment, second: Commitment, whole: Commitment) -> bool:
    """Two parts of one whole: of scopes that exclude each other, or two members that the whole takes in."""
    if first.subject == second.subject:
        return False
    if conflict(first.facets, second.facets) is not None:
        return True
    return contains(whole.subject, first.subject) and contains(whole.subject, second.subject)


def _merged(group: list[Pair], sides: Sides, around: _Around, setting: Setting) -> Draft:
    uppers = tuple(sides.upper_figures[pair.upper] for pair in group)
    local = sides.local_figures[group[0].local]
    whole = Findings()
    for upper in uppers:
        # Each part is compared with its share of the whole; together they have all of its scope.
        whole.take(compare(upper, replace(local, facets=upper.facets, topic=upper.topic), setting))
    whole.flags.add("merged")
    whole.reasons.append("merged")
    best = max(group, key=lambda pair: (pair.score, -pair.upper))
    draft = _draft(uppers, (local,), whole, best, setting.upper_level)
    draft.confidence = min(pair.confidence for pair in group)
    if any(around.moved(upper, local) for upper in uppers):
        draft.flags.add("moved")
    return draft


def _numbered_elsewhere(found: Findings) -> Findings:
    """Words beside a figure that answers the same item elsewhere take nothing from it."""
    found.votes = [vote for vote in found.votes if vote != "weaker"]
    found.flags.discard("unquantified")
    found.reasons = [reason for reason in found.reasons if reason != "number_only_in_words"] + ["number_elsewhere"]
    found.differences = []
    return found


def _pieces(upper: Commitment, group: list[Pair], local: list[Commitment]) -> list[Pair]:
    """Local items that share one upper item out among scopes that exclude each other."""
    pieces: list[Pair] = []
    for pair in group:
        for other in group:
            if pair is not other and _apart(local[pair.local], local[other.local], upper):
                pieces.append(pair)
                break
    return pieces


def _split(upper: Commitment, pieces: list[Pair], sides: Sides, setting: Setting) -> Draft:
    locals_ = tuple(sides.local_figures[pair.local] for pair in pieces)
    whole = Findings()
    for local in locals_:
        # Each piece is compared as if it had the whole scope; together they do.
        whole.take(compare(upper, replace(local, facets=upper.facets, topic=upper.topic), setting))
    whole.flags.add("split")
    whole.reasons.append("split")
    best = max(pieces, key=lambda pair: (pair.score, -pair.local))
    draft = _draft((upper,), locals_, whole, best, setting.upper_level)
    draft.confidence = min(pair.confidence for pair in pieces)
    return draft


def _draft(
    uppers: tuple[Commitment, ...], locals_: tuple[Commitment, ...], found: Findings, pair: Pair, level: Level | None
) -> Draft:
    return Draft(
        kind=_kind(uppers[0]),
        upper=tuple(upper.item.id for upper in uppers),
        local=tuple(local.item.id for local in locals_),
        relation=relation_of(found.votes),
        confidence=pair.confidence,
        flags=found.flags,
        differences=found.differences,
        reasons=found.reasons,
        features=pair.features,
        owed=owed(uppers[0].item, level),
        unconfirmed=found.unconfirmed,
    )


def _kind(figure: Commitment) -> ItemKind:
    return "indicator" if figure.kind == "indicator" else "target"


def _spoken_of(figure: Commitment, mention: Mention, actions: tuple[Action, ...], setting: Setting) -> Draft:
    rests = unconfirmed(figure.item)
    return Draft(
        kind=_kind(figure),
        upper=(figure.item.id,),
        local=(actions[mention.action].id,),
        # The amount of a whole territory is never stronger or weaker for one of its parts.
        relation="changed" if figure.total and setting.descends else "weakened",
        confidence=round(0.3 + 0.4 * mention.cover, 3),
        flags={"unquantified"},
        differences=[
            Difference(
                "changed",
                "number",
                figure.item.quote,
                mention.passage.quote,
                figure.item.spans,
                mention.passage.spans,
            )
        ],
        reasons=["topic_found", *(["unconfirmed"] if rests else [])],
        features={"topic": mention.cover},
        owed=owed(figure.item, setting.upper_level),
        unconfirmed=rests,
    )


def _unanswered(figure: Commitment, best: float, covered: Coverage, level: Level | None) -> Draft:
    kind = _kind(figure)
    # What a table row commits to may also stand in prose: a plan known only for its table says nothing of the latter.
    known = covered.covers(kind)
    rests = unconfirmed(figure.item) and known
    reasons = ["not_found" if known else "not_covered"]
    if rests:
        reasons.append("unconfirmed")
    return Draft(
        kind=kind,
        upper=(figure.item.id,),
        local=(),
        relation="dropped" if known else "unknown",
        confidence=abstention(best, THRESHOLDS[kind]) if known else 1.0,
        reasons=reasons,
        features={"best": round(max(0.0, best), 3)},
        owed=owed(figure.item, level),
        unconfirmed=rests,
    )


def _added(weights: Weights, sides: Sides, around: _Around, answered: set[int], best: Sequence[float]) -> list[Draft]:
    covered = Coverage(sides.upper)
    alone = [n for n in range(len(sides.local_figures)) if n not in answered]
    # Only what is known to be added can elaborate anything.
    asked = [n for n in alone if covered.covers(_kind(sides.local_figures[n]))]
    figures = [sides.local_figures[n] for n in asked]
    mentions = dict(zip(asked, find_mentions(weights, figures, sides.upper_spoken, 0), strict=True))
    drafts = []
    for n in alone:
        figure = sides.local_figures[n]
        kind, known = _kind(figure), n in mentions
        basis = _basis(figure, mentions[n], sides, around) if known else ()
        draft = Draft(
            kind=kind,
            upper=(),
            local=(figure.item.id,),
            relation="added" if known else "unknown",
            confidence=abstention(best[n], THRESHOLDS[kind]) if known else 1.0,
            reasons=[("elaborates" if basis else "only_local") if known else "not_covered"],
            features={"best": round(max(0.0, best[n]), 3)},
            basis=basis,
        )
        if basis and figure.measure is not None and _wordless(basis, sides):
            draft.flags.add("quantified")
        drafts.append(draft)
    return drafts


def _basis(figure: Commitment, mention: Mention | None, sides: Sides, around: _Around) -> tuple[str, ...]:
    """The upper action that speaks of the subject, or that the box item around the figure answers."""
    if mention is not None:
        return (sides.upper.actions[mention.action].id,)
    if isinstance(figure.item, Target):
        action = around.local(figure.item)
        if action is not None and action.kind in ("box_item", "project"):
            return sides.counterparts.get(action.id, ())
    return ()


def _wordless(basis: Sequence[str], sides: Sides) -> bool:
    return any(action.id in basis and not has_number(action.text) for action in sides.upper.actions)
