"""Records of whole plans against their gold."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from policy_xwalk.evaluation.matching import (
    Json,
    figure_likeness,
    heading_likeness,
    overlap,
    pair_up,
    plain,
    row_likeness,
)
from policy_xwalk.evaluation.scores import Count, Figure, accuracy, figures

#: How records of a kind are recognised as the same.
LIKENESS: Mapping[str, Callable[[Json, Json], float]] = {
    "indicator": row_likeness,
    "target": figure_likeness,
    "status": figure_likeness,
    "action": heading_likeness,
    "box": heading_likeness,
}
_TARGET_FIELDS = ("comparator", "unit", "deadline", "kind", "modality", "basis", "hedges")
_IDENTITY_FIELDS = ("title", "issuer", "doc_number", "issued", "level", "region", "period", "topic", "cites")
_ROW_FIELDS = ("no", "name", "category", "baseline", "target", "attribute", "direction")
_VALUE_FIELDS = ("comparator", "value", "value_high", "unit", "year", "basis")


@dataclass(slots=True)
class PlanScore:
    """What came of one plan: units of counts for each kind, and right or wrong for each field."""

    plan: str
    units: dict[str, list[Count]] = field(default_factory=dict)
    fields: dict[str, list[bool]] = field(default_factory=dict)
    status_as_target: int = 0
    traps_as_target: int = 0
    to_gold: dict[str, str] = field(default_factory=dict)
    """Id of a found record to the id of the gold record that it is."""
    errors: list[str] = field(default_factory=list)
    """One line for each difference, for the eye."""


def score_plan(gold: Sequence[Json], found: Sequence[Json]) -> PlanScore:
    """Compare the records of one plan with its gold.

    A borderline gold record is scored neither way: finding it is no mistake, missing it none either.
    """
    score = PlanScore(next(record["id"] for record in gold if record["record"] == "plan"))
    for kind, likeness in LIKENESS.items():
        expected = [record for record in gold if record["record"] == kind]
        given = [record for record in found if record["record"] == kind]
        pairs = pair_up(expected, given, likeness)
        _count(score, kind, expected, given, pairs)
        for i, j in pairs:
            score.to_gold[given[j]["id"]] = expected[i]["id"]
            if not expected[i].get("borderline"):
                _fields(score, kind, expected[i], given[j])
    _identity(score, gold, found)
    _taken_for_targets(score, gold, found)
    return score


def _count(
    score: PlanScore, kind: str, gold: Sequence[Json], found: Sequence[Json], pairs: Sequence[tuple[int, int]]
) -> None:
    matched = dict(pairs)
    units = score.units.setdefault(kind, [])
    for i, record in enumerate(gold):
        if record.get("borderline"):
            continue
        if i in matched:
            units.append(Count(right=1))
        else:
            units.append(Count(missed=1))
            score.errors.append(f"missed {kind}: {_label(record)}")
    taken = set(matched.values())
    for j, record in enumerate(found):
        if j not in taken:
            units.append(Count(wrong=1))
            score.errors.append(f"wrong {kind}: {_label(record)}")


def _label(record: Json) -> str:
    words = record.get("name") or record.get("subject") or record.get("title") or ""
    return f"{words} {record.get('raw') or ''} ({record.get('section') or record.get('number') or ''})"


def _fields(score: PlanScore, kind: str, expected: Json, record: Json) -> None:
    def note(name: str, right: bool, want: object, got: object) -> None:
        score.fields.setdefault(f"{kind}.{name}", []).append(right)
        if not right:
            score.errors.append(f"{kind}.{name}: {_label(expected)}: {want!r}, found {got!r}")

    if kind == "target":
        for name in _TARGET_FIELDS:
            want, got = expected.get(name), record.get(name)
            if name == "hedges":
                want, got = sorted(want or ()), sorted(got or ())
            note(name, want == got, want, got)
    elif kind == "indicator":
        whole = True
        for name in _ROW_FIELDS:
            want, got = expected.get(name), record.get(name)
            right = _same_value(want, got) if name in ("baseline", "target") else plain_or(want) == plain_or(got)
            whole &= right
            note(name, right, want, got)
        score.fields.setdefault("indicator.row", []).append(whole)
    elif kind == "action":
        note("kind", expected.get("kind") == record.get("kind"), expected.get("kind"), record.get("kind"))
        want = sorted(d["name"] for d in expected.get("departments") or ())
        got = sorted(d["name"] for d in record.get("departments") or ())
        note("departments", want == got, want, got)


def plain_or(value: object) -> object:
    """Text as it is compared, anything else as it is."""
    return plain(value) if isinstance(value, str) else value


def _same_value(want: Json | None, got: Json | None) -> bool:
    if want is None or got is None:
        return want is None and got is None
    basis = {"end_of_period": None}
    return all(
        basis.get(want.get(name), want.get(name)) == basis.get(got.get(name), got.get(name))  # type: ignore[arg-type]
        for name in _VALUE_FIELDS
    )


def _identity(score: PlanScore, gold: Sequence[Json], found: Sequence[Json]) -> None:
    expected = next(record for record in gold if record["record"] == "plan")
    record = next((record for record in found if record["record"] == "plan"), {})
    for name in _IDENTITY_FIELDS:
        want, got = _identity_value(expected, name), _identity_value(record, name)
        score.fields.setdefault("identity", []).append(want == got)
        if want != got:
            score.errors.append(f"identity.{name}: {want!r}, found {got!r}")


def _identity_value(plan: Json, name: str) -> Any:
    value = plan.get(name)
    if name == "region" and value:
        return value.get("code"), tuple(value.get("path") or ())
    if name == "cites":
        return sorted((plain(cited["title"]), cited["level"] or "") for cited in value or ())
    return plain_or(value)


def _taken_for_targets(score: PlanScore, gold: Sequence[Json], found: Sequence[Json]) -> None:
    """Found targets that are status or traps in the gold."""
    status = [record for record in gold if record["record"] == "status" and not record.get("borderline")]
    traps = [record for record in gold if record["record"] == "trap" and not record.get("borderline")]
    for record in found:
        if record["record"] != "target" or record["id"] in score.to_gold:
            continue
        if any(figure_likeness(expected, record) > 0 for expected in status):
            score.status_as_target += 1
        elif any(_in_trap(trap, record) for trap in traps):
            score.traps_as_target += 1


def _in_trap(trap: Json, record: Json) -> bool:
    """The number itself lies in the trap; a trap may stand inside the passage of a target."""
    number = {**trap, "spans": trap.get("raw_spans") or trap.get("spans")}
    return plain(trap["raw"]) in plain(record.get("raw")) and overlap(number, record) > 0


def plan_figures(scores: Sequence[PlanScore]) -> list[Figure]:
    """The figures of several plans: each kind over all and for each plan, then the fields."""
    table: list[Figure] = []
    for kind in LIKENESS:
        table += figures(f"plans.{kind}", [unit for score in scores for unit in score.units[kind]])
        for score in scores:
            table += figures(f"plans.{score.plan}.{kind}", score.units[kind])
    for name in sorted({name for score in scores for name in score.fields}):
        table.append(accuracy(f"plans.{name}", [right for score in scores for right in score.fields.get(name, ())]))
    for name in ("status_as_target", "traps_as_target"):
        number = sum(getattr(score, name) for score in scores)
        table.append(Figure(f"plans.{name}", number, number, number, len(scores)))
    return table
