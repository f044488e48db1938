"""The tables of a finished run for SQL: one list of columns for each, which is their documentation too.

``policy-xwalk query`` shows them as the views ``plans``, ``items``, ``links`` and ``findings``.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal, NamedTuple

import msgspec
from msgspec import UNSET

from policy_xwalk.records import Action, Box, Finding, Indicator, Link, Plan, PlanRecords, Span, Status, Target, Value

Type = Literal["text", "number", "integer", "flag", "list"]
TableName = Literal["plans", "items", "links", "findings"]
ItemRecord = Indicator | Target | Status | Action | Box


class Column(NamedTuple):
    """A column: its name, its type, and what stands in it for a record."""

    name: str
    type: Type
    get: Callable[[Any], object]


def _plain(value: object) -> object:
    return None if value is UNSET else value


def _field(name: str) -> Callable[[Any], object]:
    return lambda record: _plain(getattr(record, name, None))


def _aim(item: ItemRecord) -> Value | Target | Status | None:
    """Where the figure of an item stands: in the target cell of a row, or in the record itself."""
    if isinstance(item, Indicator):
        return item.target
    return item if isinstance(item, Target | Status) else None


def _figure(name: str) -> Callable[[Any], object]:
    return lambda item: _plain(getattr(_aim(item), name, None))


def _normalized(name: str) -> Callable[[Any], object]:
    return lambda item: _plain(getattr(_figure("normalized")(item), name, None))


def _baseline(name: str) -> Callable[[Any], object]:
    return lambda item: getattr(item.baseline, name, None) if isinstance(item, Indicator) else None


def _name(item: ItemRecord) -> str:
    if isinstance(item, Indicator):
        return item.name
    return item.subject if isinstance(item, Target | Status) else item.title


def _number(item: ItemRecord) -> str | None:
    if isinstance(item, Indicator):
        return None if item.no is None else str(item.no)
    return None if isinstance(item, Target | Status) else item.number


def _deadline(item: ItemRecord) -> str | None:
    if isinstance(item, Indicator):
        value: object = item.target.year if item.target else None
    else:
        value = getattr(item, "as_of", None) if isinstance(item, Status) else getattr(item, "deadline", None)
    return None if value is None else str(value)


def _departments(item: ItemRecord) -> list[str]:
    return [department.name for department in getattr(item, "departments", ())]


def _spans(item: ItemRecord) -> tuple[Span, ...]:
    return item.spans


def _region(name: str) -> Callable[[Any], object]:
    return lambda plan: getattr(plan.region, name, None)


def _above(place: int) -> Callable[[Any], object]:
    return lambda plan: plan.region.path[place] if plan.region and len(plan.region.path) > place else None


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _kind_of(item: ItemRecord) -> str:
    return str(item.__struct_config__.tag)


PLANS: tuple[Column, ...] = (
    Column("id", "text", _field("id")),
    Column("title", "text", _field("title")),
    Column("issuer", "text", _field("issuer")),
    Column("doc_number", "text", _field("doc_number")),
    Column("issued", "text", _field("issued")),
    Column("level", "text", _field("level")),
    Column("region_code", "text", _region("code")),
    Column("region", "text", _region("name")),
    Column("province", "text", _above(0)),
    Column("region_path", "text", lambda plan: "/".join(plan.region.path) if plan.region else None),
    Column("period_start", "integer", lambda plan: plan.period.start if plan.period else None),
    Column("period_end", "integer", lambda plan: plan.period.end if plan.period else None),
    Column("topic", "text", _field("topic")),
    Column("form", "text", _field("form")),
    Column("inferred", "list", _field("inferred")),
    Column("file", "text", lambda plan: plan.source.file),
    Column("sha256", "text", lambda plan: plan.source.sha256),
    Column("format", "text", lambda plan: plan.source.format),
    Column("pages", "integer", lambda plan: plan.source.pages),
)
ITEMS: tuple[Column, ...] = (
    Column("id", "text", _field("id")),
    Column("plan", "text", _field("plan")),
    Column("kind", "text", _kind_of),
    Column("number", "text", _number),
    Column("name", "text", _name),
    Column("category", "text", _field("category")),
    Column("section", "text", _field("section")),
    Column("raw", "text", _figure("raw")),
    Column("comparator", "text", _figure("comparator")),
    Column("value", "number", _figure("value")),
    Column("value_high", "number", _figure("value_high")),
    Column("unit", "text", _figure("unit")),
    Column("normalized_value", "number", _normalized("value")),
    Column("normalized_unit", "text", _normalized("unit")),
    Column("deadline", "text", _deadline),
    Column("baseline_raw", "text", _baseline("raw")),
    Column("baseline_value", "number", _baseline("value")),
    Column("baseline_year", "integer", _baseline("year")),
    Column("attribute", "text", _field("attribute")),
    Column("direction", "text", _field("direction")),
    Column("measure", "text", lambda item: item.kind if isinstance(item, Target | Status) else None),
    Column("scope", "text", _field("scope")),
    Column("modality", "text", _field("modality")),
    Column("hedges", "list", lambda item: getattr(item, "hedges", ())),
    Column("basis", "text", _figure("basis")),
    Column("restates", "text", _field("restates")),
    Column("action_kind", "text", lambda item: item.kind if isinstance(item, Action) else None),
    Column("parent", "text", _field("parent")),
    Column("departments", "list", _departments),
    Column("text", "text", _field("text")),
    Column("quote", "text", _field("quote")),
    Column("page", "integer", lambda item: next((span.page for span in _spans(item)), None)),
    Column("start", "integer", lambda item: next((span.start for span in _spans(item)), None)),
)
LINKS: tuple[Column, ...] = (
    Column("id", "text", _field("id")),
    Column("upper_plan", "text", _field("upper_plan")),
    Column("local_plan", "text", _field("local_plan")),
    Column("comparison", "text", _field("comparison")),
    Column("kind", "text", _field("kind")),
    Column("relation", "text", _field("relation")),
    Column("upper_item", "text", lambda link: next(iter(link.upper), None)),
    Column("local_item", "text", lambda link: next(iter(link.local), None)),
    Column("upper", "list", _field("upper")),
    Column("local", "list", _field("local")),
    Column("flags", "list", _field("flags")),
    Column("owed", "text", _field("owed")),
    Column("confidence", "number", _field("confidence")),
    Column("unconfirmed", "flag", _field("unconfirmed")),
    Column("judgement", "text", _field("judgement")),
    Column("basis", "list", _field("basis")),
    Column("skipped", "list", _field("skipped")),
    Column("reasons", "list", _field("reasons")),
    Column("predicate", "text", _field("predicate")),
    Column("differences", "text", lambda link: _json(link.differences)),
)
FINDINGS: tuple[Column, ...] = (
    Column("fingerprint", "text", _field("fingerprint")),
    Column("rule", "text", _field("rule")),
    Column("severity", "text", _field("severity")),
    Column("plan", "text", _field("plan")),
    Column("against", "text", _field("against")),
    Column("items", "list", _field("items")),
    Column("hint", "flag", _field("hint")),
    Column("waived", "flag", lambda finding: _plain(finding.waiver) is not None),
    Column("params", "text", lambda finding: _json(finding.params)),
    Column("quote", "text", lambda finding: next((part.quote for part in finding.evidence), None)),
)
TABLES: dict[TableName, tuple[Column, ...]] = {
    "plans": PLANS,
    "items": ITEMS,
    "links": LINKS,
    "findings": FINDINGS,
}
KINDS: dict[str, str] = {
    "indicators": "indicator",
    "targets": "target",
    "status": "status",
    "actions": "action",
    "boxes": "box",
}
"""Views on the items of one kind."""


def items_of(records: PlanRecords) -> tuple[ItemRecord, ...]:
    """Everything of a plan that is a row of ``items``."""
    return (*records.indicators, *records.targets, *records.status, *records.actions, *records.boxes)


def arrow_table(name: TableName, records: Iterable[Plan | ItemRecord | Link | Finding]) -> Any:
    """The records as an Arrow table with the columns of that name, also where there are none."""
    import pyarrow as pa

    types = {
        "text": pa.string(),
        "number": pa.float64(),
        "integer": pa.int64(),
        "flag": pa.bool_(),
        "list": pa.list_(pa.string()),
    }
    rows = tuple(records)
    columns = {column.name: pa.array(_values(column, rows), types[column.type]) for column in TABLES[name]}
    return pa.table(columns)


def _values(column: Column, rows: Sequence[object]) -> list[Any]:
    get = column.get
    if column.type == "number":
        return [None if (value := get(row)) is None else float(value) for row in rows]  # type: ignore[arg-type]
    return [get(row) for row in rows]


def parquet_bytes(name: TableName, records: Iterable[Plan | ItemRecord | Link | Finding]) -> bytes:
    """The records as a Parquet file."""
    import pyarrow.parquet as pq

    data = io.BytesIO()
    pq.write_table(arrow_table(name, records), data, compression="zstd")
    return data.getvalue()
