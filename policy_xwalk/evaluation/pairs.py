"""Hand-made pairs of an upper and a local commitment: who answers whom, or nobody, and how they compare."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import msgspec

from policy_xwalk.alignment import align
from policy_xwalk.evaluation.cases import draft_of
from policy_xwalk.evaluation.links import LinkScore, score_links
from policy_xwalk.evaluation.matching import Json
from policy_xwalk.extraction.pipeline import extract_targets
from policy_xwalk.language.direction import direction_of
from policy_xwalk.language.sentences import split_sentences
from policy_xwalk.records import (
    Action,
    Clause,
    Comparison,
    Indicator,
    Item,
    ItemKind,
    Level,
    Period,
    Plan,
    PlanRecords,
    Region,
    Source,
    Target,
    Value,
    to_builtins,
)

_CODES = {"nation": "000000", "province": "990000", "city": "990100", "county": "990101", "town": None}
_PERIOD = Period(2021, 2025)


def score_pairs(cases: Sequence[Json]) -> dict[str, LinkScore]:
    """A score for each class of cases (renamed, rescaled, opposite scope, …)."""
    by_class: dict[str, LinkScore] = {}
    for case in cases:
        if case.get("borderline"):
            continue
        score = score_case(case)
        score.errors = [f"{case['id']} {case['class']}: {line}" for line in score.errors]
        _add(by_class.setdefault(case["class"], LinkScore()), score)
    return by_class


def score_case(case: Json) -> LinkScore:
    """Align both sides of one case and compare with what is expected."""
    upper = plan_of(case, "upper")
    local = plan_of(case, "local")
    comparison: Comparison = case.get("comparison", "direct")
    found = [to_builtins(link) for link in align(upper, local, comparison=comparison)]
    names = {item.id: _name(item) for entry in (upper, local) for item in items_of(entry)}
    sides = {side: [item.id for item in items_of(entry)] for side, entry in (("upper", upper), ("local", local))}
    gold = [
        {**link, "kind": case["kind"], **{side: [sides[side][i] for i in link[side]] for side in ("upper", "local")}}
        for link in case["expect"]
    ]
    return score_links(gold, found, {name: name for name in names}, names)


def items_of(entry: PlanRecords) -> list[Item]:
    """The items of a side in the order of the case."""
    items: list[Item] = [*entry.indicators, *entry.targets, *entry.actions]
    return sorted(items, key=lambda item: int(item.id.rpartition("/")[2]))


def _name(item: Item) -> str:
    if isinstance(item, Indicator):
        return item.name
    return item.title if isinstance(item, Action) else item.quote


def plan_of(case: Json, side: str) -> PlanRecords:
    """One side of a case as the records of a plan; targets are read from their sentences by the extractor."""
    level: Level = case[f"{side}_level"]
    path = {"nation": (), "province": ("某省",), "city": ("某省", "某市"), "county": ("某省", "某市", "某县")}
    plan = Plan(
        id=side,
        title=None,
        issuer=None,
        doc_number=None,
        issued=None,
        level=level,
        region=Region(
            _CODES[level],
            {"nation": "全国"}.get(level, path.get(level, ("",))[-1:][0] if path.get(level) else ""),
            path.get(level, ()),
        ),
        period=_PERIOD,
        topic=case["topic"],
        cites=(),
        covers=get_args(ItemKind),
        inferred=(),
        source=Source("case", "", "txt", None),
    )
    indicators, targets, actions = [], [], []
    for index, record in enumerate(case[side]):
        identifier = f"{side}/{index}"
        if "name" in record:
            indicators.append(_indicator(record, identifier, side))
        elif "title" in record:
            actions.append(_action(record, identifier, side))
        else:
            targets.append(_target(record, identifier, side))
    return PlanRecords(plan, tuple(indicators), tuple(targets), (), tuple(actions), ())


def _value(record: Json | None) -> Value | None:
    if record is None:
        return None
    return msgspec.convert({"unit": None, "year": None, "value": None, "comparator": None, **record}, Value)


def _indicator(record: Json, identifier: str, plan: str) -> Indicator:
    baseline, target = _value(record.get("baseline")), _value(record.get("target"))
    return Indicator(
        id=identifier,
        plan=plan,
        no=None,
        name=record["name"],
        category=None,
        baseline=baseline,
        target=target,
        attribute=record.get("attribute"),
        direction=direction_of(record["name"], target.comparator if target else None, baseline, target),
        section=None,
        quote=record["name"],
        spans=(),
    )


def _target(record: Json, identifier: str, plan: str) -> Target:
    """The first target of a sentence; a sentence of which none is read keeps its words and no number."""
    draft = draft_of(f"（一）主要目标\n{record['text']}\n", (_PERIOD.start, _PERIOD.end), None)
    extract_targets(draft)
    if draft.targets:
        return msgspec.structs.replace(draft.targets[0], id=identifier, plan=plan)
    return Target(
        id=identifier,
        plan=plan,
        section=None,
        subject=record["text"].rstrip("。"),
        scope=None,
        comparator=None,
        value=None,
        value_high=None,
        unit=None,
        raw="",
        deadline=None,
        deadline_from=None,
        kind="level",
        modality="commit",
        hedges=(),
        basis=None,
        restates=None,
        quote=record["text"],
        spans=(),
        qualitative=record["text"],
    )


def _action(record: Json, identifier: str, plan: str) -> Action:
    text = record.get("text") or ""
    clauses = tuple(
        Clause(text[c.start : c.end], text[c.start : c.end], ())
        for sentence in split_sentences(text)
        for c in sentence.clauses
    )
    return Action(
        id=identifier,
        plan=plan,
        number=str(int(identifier.rpartition("/")[2]) + 1),
        title=record["title"],
        kind="task",
        parent=record.get("parent"),
        departments=(),
        deadline=None,
        text=text,
        quote=record["title"],
        spans=(),
        clauses=clauses,
    )


def _add(whole: LinkScore, part: LinkScore) -> None:
    for name in ("pairs", "relations", "gaps", "wording"):
        for key, values in getattr(part, name).items():
            getattr(whole, name).setdefault(key, []).extend(values)
    whole.sure.extend(part.sure)
    whole.errors.extend(part.errors)
