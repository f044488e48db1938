"""Small plans written by hand: what the tests of the alignment put side by side."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from policy_xwalk.language.direction import direction_of
from policy_xwalk.language.quantities import parse_value
from policy_xwalk.records import (
    Action,
    Attribute,
    Box,
    Indicator,
    ItemKind,
    Level,
    Link,
    Period,
    Plan,
    PlanRecords,
    Region,
    Source,
    Target,
    TargetKind,
)

_numbers = count(1)


def plan(
    name: str, level: Level, *, covers: tuple[ItemKind, ...] = ("indicator", "target", "action"), form: str = "text"
) -> Plan:
    return Plan(
        id=name,
        title=name,
        issuer=None,
        doc_number=None,
        issued=None,
        level=level,
        region=Region(None, name),
        period=Period(2021, 2025),
        topic=None,
        cites=(),
        covers=covers,
        inferred=(),
        source=Source(name, "", "txt", None),
        form="framework" if form == "framework" else "text",
    )


def row(
    name: str, target: str, baseline: str = "", attribute: Attribute | None = "预期性", unit: str | None = None
) -> Indicator:
    """A table row; values are read as the extractor reads cells."""
    number = next(_numbers)
    value, base = parse_value(target, unit, 2025), parse_value(baseline, unit, 2020)
    return Indicator(
        id=f"I{number}",
        plan="",
        no=number,
        name=name,
        category=None,
        baseline=base,
        target=value,
        attribute=attribute,
        direction=direction_of(name, None, base, value),
        section=None,
        quote=f"{name}{baseline}{target}",
        spans=(),
    )


def prose(
    subject: str,
    raw: str,
    quote: str = "",
    *,
    scope: str | None = None,
    kind: TargetKind = "coverage",
    deadline: int | str | None = None,
    modality: str = "commit",
    hedges: tuple[str, ...] = (),
    section: str | None = None,
) -> Target:
    """A target of the prose; the value is read from ``raw``."""
    value = parse_value(raw)
    assert value is not None
    return Target(
        id=f"T{next(_numbers)}",
        plan="",
        section=section,
        subject=subject,
        scope=scope,
        comparator=value.comparator,
        value=value.value,
        value_high=value.value_high or None,
        unit=value.unit,
        raw=raw,
        deadline=deadline,
        deadline_from="sentence" if deadline else None,
        kind=kind,
        modality=modality,  # type: ignore[arg-type]
        hedges=hedges,
        basis=None,
        restates=None,
        quote=quote or f"{scope or ''}{subject}达到{raw}",
        spans=(),
        direction="lower_is_better" if value.comparator in ("<=", "<") else "unknown",
    )


def task(title: str, text: str = "", number: str = "", parent: str | None = None, kind: str = "task") -> Action:
    place = next(_numbers)
    return Action(
        id=f"A{place}",
        plan="",
        number=number or f"三/（{place}）",
        title=title,
        kind=kind,  # type: ignore[arg-type]
        parent=parent,
        departments=(),
        deadline=None,
        text=text,
        quote=title,
        spans=(),
    )


def records(
    name: str,
    items: Sequence[Indicator | Target | Action],
    level: Level,
    *,
    boxes: tuple[Box, ...] = (),
    covers: tuple[ItemKind, ...] = ("indicator", "target", "action"),
    form: str = "text",
) -> PlanRecords:
    return PlanRecords(
        plan(name, level, covers=covers, form=form),
        tuple(item for item in items if isinstance(item, Indicator)),
        tuple(item for item in items if isinstance(item, Target)),
        (),
        tuple(item for item in items if isinstance(item, Action)),
        boxes,
    )


def answers(links: tuple[Link, ...], item: Indicator | Target | Action) -> list[Link]:
    """Links in which an item stands, on either side."""
    return [link for link in links if item.id in link.upper or item.id in link.local]
