"""The right value of a field, from the text that a person wrote, put into a frozen item.

A value is read as the table of a plan is read (≥30平方米, 80%以上), so a person writes it as the plan prints it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Literal, TypeVar, cast

from msgspec import UNSET
from msgspec.structs import replace

from policy_xwalk.records import (
    Action,
    Attribute,
    Department,
    DepartmentRole,
    Direction,
    Indicator,
    Item,
    Modality,
    Target,
    Value,
)

FieldCode = Literal[
    "name",
    "value",
    "baseline",
    "unit",
    "deadline",
    "attribute",
    "direction",
    "category",
    "scope",
    "modality",
    "departments",
]
"""What can be corrected; ``name`` is the title of an action, ``value`` the target value of a table row."""

_NOTHING = {"", "-", "—", "——", "–", "/", "无", "none"}
_YEAR = re.compile(r"((?:19|20)\d\d)年?(?:底|末)?")
_MONTH = re.compile(r"((?:19|20)\d\d)(?:年|-|/|\.)(\d{1,2})月?(?:底|末)?")
_ROLE = re.compile(r"[（(]\s*(牵头|共同|配合|lead|joint|support)[^）)]*[）)]$")
_ROLES: Mapping[str, DepartmentRole] = {
    "牵头": "lead",
    "共同": "joint",
    "配合": "support",
    "lead": "lead",
    "joint": "joint",
    "support": "support",
}
_DIRECTIONS: Mapping[str, Direction] = {
    "越高越好": "higher_is_better",
    "越低越好": "lower_is_better",
    "不明": "unknown",
    "higher_is_better": "higher_is_better",
    "lower_is_better": "lower_is_better",
    "unknown": "unknown",
}
_MODALITIES: Mapping[str, Modality] = {
    "承诺": "commit",
    "力争": "aim",
    "鼓励": "encourage",
    "commit": "commit",
    "aim": "aim",
    "encourage": "encourage",
}
_ATTRIBUTES: Mapping[str, Attribute] = {
    "预期性": "预期性",
    "约束性": "约束性",
    "anticipatory": "预期性",
    "binding": "约束性",
}
_LONGEST = 2000
Code = TypeVar("Code", bound=str)


class Unfit(Exception):
    """A correction that does not fit its item; ``reason`` is ``no_field`` or ``no_value``."""

    def __init__(self, reason: Literal["no_field", "no_value"]) -> None:
        self.reason: Literal["no_field", "no_value"] = reason
        super().__init__(reason)


def correct(item: Item, field: str, text: str) -> tuple[Item, str]:
    """The item with one field as the text says, and what stood there before as text.

    ``quote`` and ``spans`` stay. Raises :class:`Unfit` where the item has no such field or the text is no value for
    it; an empty text or a dash empties a field that may be empty.
    """
    setters = _INDICATOR if isinstance(item, Indicator) else _TARGET if isinstance(item, Target) else _ACTION
    setter = setters.get(cast(FieldCode, field))
    if setter is None:
        raise Unfit("no_field")
    text = " ".join(text.split())
    if len(text) > _LONGEST:
        raise Unfit("no_value")
    return setter(item, None if text.casefold() in _NOTHING else text)


_Setter = Callable[[Item, str | None], tuple[Item, str]]


def _named(field: str) -> _Setter:
    """A field of plain text that is never empty."""

    def put(item: Item, text: str | None) -> tuple[Item, str]:
        if text is None:
            raise Unfit("no_value")
        return replace(item, **{field: text}), str(getattr(item, field))

    return put


def _free(field: str) -> _Setter:
    """A field of plain text that may be empty."""

    def put(item: Item, text: str | None) -> tuple[Item, str]:
        return replace(item, **{field: text}), getattr(item, field) or ""

    return put


def _coded(field: str, codes: Mapping[str, Code], *, empty: bool) -> _Setter:
    def put(item: Item, text: str | None) -> tuple[Item, str]:
        code = None if text is None else codes.get("".join(text.split()).casefold())
        if code is None and not (empty and text is None):
            raise Unfit("no_value")
        return replace(item, **{field: code}), getattr(item, field) or ""

    return put


def _cell(field: str) -> _Setter:
    """Baseline or target value of a table row."""

    def put(item: Item, text: str | None) -> tuple[Item, str]:
        assert isinstance(item, Indicator)
        before: Value | None = getattr(item, field)
        other = item.baseline if field == "target" else item.target
        known = before or other
        value = None
        if text is not None:
            value = _read(text, known.unit if known else None, before.year if before else None)
        # A cell that was read wrongly no longer leaves doubts; the person has looked at it.
        return replace(item, **{field: value, "doubts": ()}), before.raw if before else ""

    return put


def _read(text: str, unit: str | None, year: int | None) -> Value:
    from policy_xwalk.language.quantities import parse_value

    value = parse_value(text, unit, year)
    if value is None or (value.value is None and value.qualitative is UNSET):
        raise Unfit("no_value")
    return value


def _row_unit(item: Item, text: str | None) -> tuple[Item, str]:
    assert isinstance(item, Indicator)
    known = item.target or item.baseline
    if known is None:
        raise Unfit("no_value")
    return (
        replace(item, baseline=_with_unit(item.baseline, text), target=_with_unit(item.target, text)),
        known.unit or "",
    )


def _with_unit(value: Value | None, unit: str | None) -> Value | None:
    from policy_xwalk.language.quantities import normalize

    if value is None:
        return None
    high = None if value.value_high is UNSET else value.value_high
    scaled = None if value.value is None else normalize(value.value, unit, high)
    return replace(value, unit=unit, normalized=UNSET if scaled is None else scaled)


def _target_value(item: Item, text: str | None) -> tuple[Item, str]:
    assert isinstance(item, Target)
    if text is None:
        raise Unfit("no_value")
    value = _read(text, item.unit, None)
    return (
        replace(
            item,
            raw=text,
            comparator=value.comparator,
            value=value.value,
            value_high=None if value.value_high is UNSET else value.value_high,
            unit=value.unit,
            normalized=value.normalized,
            qualitative=value.qualitative if value.value is None else UNSET,
        ),
        item.raw,
    )


def _target_unit(item: Item, text: str | None) -> tuple[Item, str]:
    from policy_xwalk.language.quantities import normalize

    assert isinstance(item, Target)
    scaled = None if item.value is None else normalize(item.value, text, item.value_high)
    return replace(item, unit=text, normalized=UNSET if scaled is None else scaled), item.unit or ""


def _deadline(item: Item, text: str | None) -> tuple[Item, str]:
    assert isinstance(item, Target | Action)
    deadline = None if text is None else _date(text)
    before = "" if item.deadline is None else str(item.deadline)
    if isinstance(item, Action):
        return replace(item, deadline=deadline), before
    # Without a deadline of its own the item is due when the plan ends, as the program had it.
    effective = item.deadline_effective if deadline is None else deadline
    return replace(item, deadline=deadline, deadline_effective=effective), before


def _date(text: str) -> int | str:
    if match := _YEAR.fullmatch("".join(text.split())):
        return int(match[1])
    if (match := _MONTH.fullmatch("".join(text.split()))) and 1 <= int(match[2]) <= 12:
        return f"{match[1]}-{int(match[2]):02d}"
    raise Unfit("no_value")


def _departments(item: Item, text: str | None) -> tuple[Item, str]:
    """民政局（牵头）、教育局（配合）; without a bracket the role is not stated."""
    assert isinstance(item, Indicator | Action)
    made = []
    for part in re.split(r"[、，,；;]", text or ""):
        name = _ROLE.sub("", part.strip()).strip()
        if name:
            role = _ROLE.search(part.strip())
            made.append(Department(name, _ROLES[role[1]] if role else None, name))
    before = "、".join(department.name for department in item.departments)
    return replace(item, departments=tuple(made)), before


_INDICATOR: Mapping[FieldCode, _Setter] = {
    "name": _named("name"),
    "value": _cell("target"),
    "baseline": _cell("baseline"),
    "unit": _row_unit,
    "attribute": _coded("attribute", _ATTRIBUTES, empty=True),
    "direction": _coded("direction", _DIRECTIONS, empty=False),
    "category": _free("category"),
    "departments": _departments,
}
_TARGET: Mapping[FieldCode, _Setter] = {
    "name": _named("subject"),
    "value": _target_value,
    "unit": _target_unit,
    "deadline": _deadline,
    "scope": _free("scope"),
    "modality": _coded("modality", _MODALITIES, empty=False),
    "direction": _coded("direction", _DIRECTIONS, empty=False),
}
_ACTION: Mapping[FieldCode, _Setter] = {
    "name": _named("title"),
    "deadline": _deadline,
    "departments": _departments,
}
