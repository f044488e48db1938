"""Links of indicators and targets: paired figures, vanished numbers, what has no counterpart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

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
    drafts = _paired(pairs, sides, setting)
    answered_upper = {pair.upper for pair in pairs}
    answered_local = {pair.local for pair in pairs}
    alone = [n for n in range(len(sides.upper_figures)) if n not in answered_upper]
    mentions = find_mentions(weights, [sides.upper_figures[n] for n in alone], sides.local_spoken)
    covered = Coverage(sides.local)
    kept_series = {
        _series_key(sides.upper_figures[pair.upper]) for pair in pairs if not sides.upper_figures[pair.upper].milestone
    }
    for n, mention in zip(alone, mentions, strict=True):
        best = float(scores[n].max()) if scores.shape[1] else 0.0
        figure = sides.upper_figures[n]
        if figure.milestone and _series_key(figure) in kept_series:
            mention = None
            draft = _unanswered(figure, best, covered, setting.upper_level)
            draft.reasons.append("milestone_not_found")
        elif mention is not None and covered.covers("action"):
            draft = _spoken_of(figure, mention, sides.local.actions, setting)
        else:
            draft = _unanswered(figure, best, covered, setting.upper_level)
        drafts.append((n, draft))
    drafts.sort(key=lambda entry: entry[0])
    return [draft for _, draft in drafts], _added(weights, sides, answered_local, scores)


def _series_key(figure: Commitment) -> tuple[str, str]:
    scope = figure.item.scope if isinstance(figure.item, Target) else None
    return figure.topic, scope or ""


def _paired(pairs: list[Pair], sides: Sides, setting: Setting) -> list[tuple[int, Draft]]:
    by_upper: dict[int, list[Pair]] = {}
    by_local: dict[int, list[Pair]] = {}
    for pair in pairs:
        by_upper.setdefault(pair.upper, []).append(pair)
        by_local.setdefault(pair.local, []).append(pair)
    drafts = []
    folded: set[int] = set()
    for group in (by_local[v] for v in sorted(by_local)):
        if _folds(group, by_upper, sides.upper_figures, sides.local_figures[group[0].local]):
            drafts.append((group[0].upper, _merged(group, sides, setting)))
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
            if _moved(upper, local, sides):
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


def _merged(group: list[Pair], sides: Sides, setting: Setting) -> Draft:
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
    if any(_moved(upper, local, sides) for upper in uppers):
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


def _moved(upper: Commitment, local: Commitment, sides: Sides) -> bool:
    """The action around the local figure answers another one than the action around the upper figure."""
    if not isinstance(upper.item, Target) or not isinstance(local.item, Target):
        return False
    first = _around(upper.item, sides.upper.actions)
    second = _around(local.item, sides.local.actions)
    if first is None or second is None:
        return False
    answered = {u for uppers in sides.counterparts.values() for u in uppers}
    return first.id in answered and first.id not in sides.counterparts.get(second.id, ())


def _around(target: Target, actions: tuple[Action, ...]) -> Action | None:
    """The innermost action in which a target stands."""
    best = None
    for action in actions:
        section = target.section or ""
        if (
            action.number
            and (section == action.number or section.startswith(f"{action.number}/"))
            and (best is None or len(action.number) > len(best.number))
        ):
            best = action
    return best


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


def _added(weights: Weights, sides: Sides, answered: set[int], scores: object) -> list[Draft]:
    import numpy as np

    matrix = np.asarray(scores)
    alone = [n for n in range(len(sides.local_figures)) if n not in answered]
    mentions = find_mentions(weights, [sides.local_figures[n] for n in alone], sides.upper_spoken)
    covered = Coverage(sides.upper)
    drafts = []
    for n, mention in zip(alone, mentions, strict=True):
        figure = sides.local_figures[n]
        kind = _kind(figure)
        best = float(matrix[:, n].max()) if matrix.shape[0] else 0.0
        known = covered.covers(kind)
        basis = _basis(figure, mention, sides) if known else ()
        draft = Draft(
            kind=kind,
            upper=(),
            local=(figure.item.id,),
            relation="added" if known else "unknown",
            confidence=abstention(best, THRESHOLDS[kind]) if known else 1.0,
            reasons=[("elaborates" if basis else "only_local") if known else "not_covered"],
            features={"best": round(max(0.0, best), 3)},
            basis=basis,
        )
        if basis and figure.measure is not None and _wordless(basis, sides):
            draft.flags.add("quantified")
        drafts.append(draft)
    return drafts


def _basis(figure: Commitment, mention: Mention | None, sides: Sides) -> tuple[str, ...]:
    """The upper action that speaks of the subject, or that the box item around the figure answers."""
    if mention is not None:
        return (sides.upper.actions[mention.action].id,)
    if isinstance(figure.item, Target):
        around = _around(figure.item, sides.local.actions)
        if around is not None and around.kind in ("box_item", "project"):
            return sides.counterparts.get(around.id, ())
    return ()


def _wordless(basis: Sequence[str], sides: Sides) -> bool:
    return any(action.id in basis and not has_number(action.text) for action in sides.upper.actions)
