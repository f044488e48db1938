"""Frameworks in TOML: every fact with its sources, and ``unconfirmed`` where no document at hand shows it."""

from __future__ import annotations

import tomllib
from typing import Any, cast, get_args

from policy_xwalk.errors import BadFramework
from policy_xwalk.identifiers import item_id
from policy_xwalk.language.direction import direction_of
from policy_xwalk.reading.encoding import decode
from policy_xwalk.reading.framework import FactRow, field_error, make_indicators, make_plan, strings
from policy_xwalk.records import (
    Action,
    ActionKind,
    Attribute,
    Basis,
    Box,
    Comparator,
    Direction,
    ItemKind,
    PlanRecords,
    Source,
    Value,
)

_COMPARATOR_SIGNS: dict[str, str] = {"=": "", ">=": "≥", "<=": "≤", ">": "＞", "<": "＜", "~": "约", "range": ""}


def toml_framework(data: bytes, source: Source, plan_id: str) -> PlanRecords:
    """Read ``[plan]``, ``[[indicator]]`` and ``[[action]]``; raises :class:`BadFramework` for a wrong field."""
    file = source.file
    try:
        content = tomllib.loads(decode(data, file).text)
    except tomllib.TOMLDecodeError as error:
        raise BadFramework("framework_syntax", file=file, format="toml", found=str(error)) from error
    facts = content.get("plan", {})
    indicators = _tables(content, "indicator", file)
    entries = _tables(content, "action", file)
    if not isinstance(facts, dict):
        raise field_error(file, "plan", "[plan]", facts)
    if not indicators and not entries:
        raise BadFramework("bad_framework", file=file, expected="[[indicator]] / [[action]]", found=sorted(content))
    covers = strings(facts.get("covers", ["indicator"] if indicators else []), file, "plan.covers")
    if wrong := [kind for kind in covers if kind not in get_args(ItemKind)]:
        raise field_error(file, "plan.covers", " | ".join(get_args(ItemKind)), wrong)
    plan = make_plan(facts, source, plan_id, cast("tuple[ItemKind, ...]", tuple(covers)))
    rows = [_row(entry, index, file) for index, entry in enumerate(indicators, 1)]
    boxes, actions = _actions(entries, plan_id, file)
    return PlanRecords(plan=plan, indicators=make_indicators(rows, plan_id), actions=actions, boxes=boxes)


def _tables(content: dict[str, Any], key: str, file: str) -> list[dict[str, Any]]:
    entries = content.get(key, [])
    if isinstance(entries, list) and all(isinstance(entry, dict) for entry in entries):
        return entries
    raise field_error(file, key, f"[[{key}]]", type(entries).__name__)


def _row(entry: dict[str, Any], index: int, file: str) -> FactRow:
    place = f"[[indicator]] {index}"
    name = _fact(entry.get("name"), f"{place}.name", file)
    if name is None or not str(name.get("text", "")).strip():
        raise field_error(file, f"{place}.name", "{ text = … }", entry.get("name"))
    no = entry.get("no", index)
    if not isinstance(no, int):
        raise field_error(file, f"{place}.no", "1, 2, 3 …", no)
    row = FactRow(name=str(name["text"]).strip(), no=no)
    facts = {"name": name}
    for key in ("baseline", "target", "attribute"):
        fact = _fact(entry.get(key), f"{place}.{key}", file)
        if fact is not None:
            facts[key] = fact
    row.baseline = _value(facts.get("baseline"), f"{place}.baseline", file)
    row.target = _value(facts.get("target"), f"{place}.target", file)
    row.attribute = _one_of(facts.get("attribute", {}).get("text"), Attribute, f"{place}.attribute", file)
    stated = _one_of(entry.get("direction"), Direction, f"{place}.direction", file)
    row.direction = stated or direction_of(row.name, baseline=row.baseline, target=row.target)
    row.category = entry.get("category")
    notes = [entry.get("note"), *(fact.get("note") for fact in facts.values())]
    row.note = "; ".join(str(note) for note in notes if note) or None
    for key, fact in facts.items():
        if fact.get("unconfirmed") is True:
            row.unconfirmed.append(key)
        if sources := strings(fact.get("sources"), file, f"{place}.{key}.sources"):
            row.sources[key] = tuple(sources)
    return row


def _fact(given: Any, place: str, file: str) -> dict[str, Any] | None:
    """A fact as a table; a bare text or number is a fact without sources."""
    if given is None:
        return None
    if isinstance(given, dict):
        return given
    if isinstance(given, str):
        return {"text": given}
    if isinstance(given, int | float) and not isinstance(given, bool):
        return {"value": given}
    raise field_error(file, place, "{ value = …, unit = … }", given)


def _value(fact: dict[str, Any] | None, place: str, file: str) -> Value | None:
    if fact is None:
        return None
    unconfirmed = fact.get("unconfirmed") is True
    year = fact.get("year")
    if year is not None and not isinstance(year, int):
        raise field_error(file, f"{place}.year", "2025", year)
    unit = fact.get("unit")
    number = fact.get("value")
    extra: dict[str, Any] = {"unconfirmed": True} if unconfirmed else {}
    if number is None:
        printed = fact.get("raw", fact.get("text"))
        return parsed_value(str(printed), unit, year, unconfirmed=unconfirmed) if printed else None
    if isinstance(number, bool) or not isinstance(number, int | float):
        raise field_error(file, f"{place}.value", "80", number)
    comparator = _one_of(fact.get("comparator", "="), Comparator, f"{place}.comparator", file)
    if (high := fact.get("value_high")) is not None:
        extra["value_high"] = high
    if (basis := _one_of(fact.get("basis"), Basis, f"{place}.basis", file)) is not None:
        extra["basis"] = basis
    if qualitative := fact.get("qualitative"):
        extra["qualitative"] = str(qualitative)
    figure = f"{number}—{high}" if high is not None else f"{number}"
    raw = fact.get("raw") or f"{_COMPARATOR_SIGNS.get(comparator or '=', '')}{figure}{unit or ''}"
    return Value(raw=raw, comparator=comparator, value=number, unit=unit, year=year, **extra)


def parsed_value(raw: str, unit: str | None, year: int | None, *, unconfirmed: bool = False) -> Value | None:
    """A printed value (≥30平方米, 70％) read by the grammar of quantities; None where nothing is stated (—)."""
    import msgspec

    from policy_xwalk.language.quantities import parse_value

    value = parse_value(raw, unit=unit, year=year)
    return msgspec.structs.replace(value, unconfirmed=True) if value is not None and unconfirmed else value


def _one_of(given: Any, allowed: Any, place: str, file: str) -> Any:
    if given is None or given in get_args(allowed):
        return given
    raise field_error(file, place, " | ".join(get_args(allowed)), given)


def _actions(entries: list[dict[str, Any]], plan_id: str, file: str) -> tuple[tuple[Box, ...], tuple[Action, ...]]:
    """Each entry is a frame of items; those of them that are known are its actions, in their order."""
    boxes: list[Box] = []
    actions: list[Action] = []
    seen: dict[tuple[str, str], int] = {}

    def identifier(letter: Any, title: str) -> str:
        occurrence = seen.get((letter, title), 0)
        seen[letter, title] = occurrence + 1
        return item_id(plan_id, letter, title, occurrence)

    for index, entry in enumerate(entries, 1):
        place = f"[[action]] {index}"
        title = entry.get("title")
        if not isinstance(title, str) or not title.strip():
            raise field_error(file, f"{place}.title", "text", title)
        title = title.strip()
        items = strings(entry.get("items"), file, f"{place}.items")
        known = entry.get("items_known", bool(items))
        if not isinstance(known, bool):
            raise field_error(file, f"{place}.items_known", "true | false", known)
        named = strings(entry.get("sources"), file, f"{place}.sources")
        extra: dict[str, Any] = {"sources": {"title": tuple(named)}} if named else {}
        extra["unconfirmed"] = ("title",) if entry.get("unconfirmed") is True else ()
        boxes.append(
            Box(
                id=identifier("B", title),
                plan=plan_id,
                number=str(entry.get("number", "")),
                title=title,
                section=None,
                quote="".join(title.split()),
                spans=(),
                items_known=known,
                **extra,
            )
        )
        kind: ActionKind = _one_of(entry.get("item_kind", "box_item"), ActionKind, f"{place}.item_kind", file)
        actions.extend(
            Action(
                id=identifier("A", item),
                plan=plan_id,
                number=str(number),
                title=item,
                kind=kind,
                parent=title,
                departments=(),
                deadline=None,
                text="",
                quote="".join(item.split()),
                spans=(),
                **extra,
            )
            for number, item in enumerate(items, 1)
        )
    return tuple(boxes), tuple(actions)
