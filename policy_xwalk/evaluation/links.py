"""Links against gold links: pairs with abstention, dropped and added, relations, scope traps, calibration.

A pair is an upper and a local item that one link joins; a link with several items on a side gives each combination.
An item that the gold calls dropped or added is right when the tool links it to nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from policy_xwalk.evaluation.matching import Json, plain
from policy_xwalk.evaluation.scores import Count, Figure, accuracy, calibration_error, figures

Pair = tuple[str | None, str | None]
KINDS = ("indicator", "target", "action")


@dataclass(slots=True)
class LinkScore:
    """Counts of one comparison."""

    pairs: dict[str, list[Count]] = field(default_factory=dict)
    relations: dict[str, list[bool]] = field(default_factory=dict)
    gaps: dict[str, list[bool]] = field(default_factory=dict)
    """``dropped`` and ``added``: whether each item of the gold was found to have no counterpart."""
    wording: dict[str, list[Count]] = field(default_factory=dict)
    """Pairs with the same name on both sides (verbatim) and with another (renamed)."""
    sure: list[tuple[float, bool]] = field(default_factory=list)
    """Confidence of each link and whether it is right."""
    errors: list[str] = field(default_factory=list)


def pairs_of(link: Json) -> set[Pair]:
    """The pairs a link states; with an empty side, one pair with None for each item."""
    upper: Sequence[str | None] = link["upper"] or (None,)
    local: Sequence[str | None] = link["local"] or (None,)
    return {(u, v) for u in upper for v in local}


def score_links(
    gold: Sequence[Json], found: Sequence[Json], to_gold: Mapping[str, str], names: Mapping[str, str]
) -> LinkScore:
    """Compare links whose items are named by gold ids on one side and by the tool's ids on the other.

    ``to_gold`` translates the tool's ids; an item the gold does not have cannot be right and is left out, since its
    own record was counted wrong already. ``names`` gives the name of each gold item.
    """
    score = LinkScore()
    expected, neutral = _by_pair(gold)
    accepted = _also_right(gold)
    # 无从比对 of one side claims nothing, so there is nothing to score; of two items it still pairs them.
    claims = [link for link in found if link["relation"] != "unknown" or (link["upper"] and link["local"])]
    translated = [_translated(link, to_gold) for link in claims]
    answered: dict[Pair, Json] = {}
    for link in translated:
        for pair in pairs_of(link):
            if pair != (None, None):
                answered.setdefault(pair, link)
    for pair, link in sorted(expected.items(), key=str):
        kind = link["kind"]
        alternatives = accepted.get(pair, set())
        hit = pair in answered or any(other in answered for other in alternatives)
        unit = Count(right=1) if hit else Count(missed=1)
        score.pairs.setdefault(kind, []).append(unit)
        if not hit:
            score.errors.append(f"missed {kind} {link['relation']}: {_said(pair, names)}")
        if None in pair:
            score.gaps.setdefault("dropped" if pair[1] is None else "added", []).append(hit)
        else:
            same = plain(names.get(pair[0] or "")) == plain(names.get(pair[1] or ""))
            score.wording.setdefault("verbatim" if same else "renamed", []).append(unit)
        if pair in answered:
            relation = answered[pair]["relation"]
            fine = relation == link["relation"] or relation in _relations(link, pair)
            score.relations.setdefault(kind, []).append(fine)
            if not fine:
                score.errors.append(f"relation {kind}: {_said(pair, names)}: {link['relation']}, found {relation}")
    known = set(expected) | neutral | {pair for others in accepted.values() for pair in others}
    uncertain = {item for pair in neutral for item in pair if item is not None}
    for pair, link in sorted(answered.items(), key=str):
        if pair not in known and not uncertain.intersection(pair):
            score.pairs.setdefault(link["kind"], []).append(Count(wrong=1))
            score.errors.append(f"wrong {link['kind']} {link['relation']}: {_said(pair, names)}")
    for link in translated:
        stated = pairs_of(link) - {(None, None)}
        if stated and not uncertain.intersection(i for pair in stated for i in pair if i):
            score.sure.append((float(link.get("confidence", 1.0)), bool(stated & known)))
    return score


def _translated(link: Json, to_gold: Mapping[str, str]) -> Json:
    sides = {side: [to_gold[i] for i in link[side] if i in to_gold] for side in ("upper", "local")}
    lost = any(link[side] and not sides[side] for side in sides)
    # A link to an item that the gold does not have says nothing of its other side.
    return {**link, **({"upper": [], "local": []} if lost else sides)}


def _by_pair(gold: Sequence[Json]) -> tuple[dict[Pair, Json], set[Pair]]:
    """Pairs that count, and pairs of borderline links, which count neither way."""
    expected: dict[Pair, Json] = {}
    neutral: set[Pair] = set()
    for link in gold:
        for pair in pairs_of(link):
            if link.get("borderline"):
                neutral.add(pair)
            else:
                expected[pair] = link
    return expected, neutral


def _also_right(gold: Sequence[Json]) -> dict[Pair, set[Pair]]:
    """For each pair the pairs of a second reading that is right as well."""
    accepted: dict[Pair, set[Pair]] = {}
    for link in gold:
        for other in link.get("also") or ():
            for pair in pairs_of(link):
                local = other.get("local", link["local"]) or (None,)
                accepted.setdefault(pair, set()).update((pair[0], v) for v in local)
    return accepted


def _relations(link: Json, pair: Pair) -> set[str]:
    return {other["relation"] for other in link.get("also") or () if other.get("relation")}


def _said(pair: Pair, names: Mapping[str, str]) -> str:
    return " -> ".join("none" if item is None else names.get(item, item) for item in pair)


def link_figures(name: str, scores: Sequence[LinkScore]) -> list[Figure]:
    """The figures of several comparisons together."""
    table: list[Figure] = []
    for kind in KINDS:
        table += figures(f"{name}.{kind}.pairs", [u for score in scores for u in score.pairs.get(kind, ())])
    for kind in KINDS:
        right = [r for score in scores for r in score.relations.get(kind, ())]
        table.append(accuracy(f"{name}.{kind}.relation", right))
    table.append(accuracy(f"{name}.relation", [r for s in scores for kind in KINDS for r in s.relations.get(kind, ())]))
    for gap in ("dropped", "added"):
        table.append(accuracy(f"{name}.{gap}.recall", [r for score in scores for r in score.gaps.get(gap, ())]))
    for wording in ("verbatim", "renamed"):
        table.append(
            accuracy(f"{name}.{wording}.recall", [bool(u.right) for s in scores for u in s.wording.get(wording, ())])
        )
    sure = [pair for score in scores for pair in score.sure]
    error = calibration_error([c for c, _ in sure], [r for _, r in sure])
    table.append(Figure(f"{name}.calibration_error", error, error, error, len(sure)))
    return table
