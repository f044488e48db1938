"""A plan known only as facts: TOML with its sources, or a CSV or Excel table with one indicator a row."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, cast, get_args

from policy_xwalk.errors import BadFramework
from policy_xwalk.identifiers import item_id
from policy_xwalk.reading.files import read_bytes
from policy_xwalk.records import (
    Attribute,
    Direction,
    Indicator,
    ItemKind,
    Level,
    Period,
    Plan,
    PlanRecords,
    Region,
    Source,
    Value,
)

_WORKBOOKS = ("xlsx", "xls", "ods", "fods")
_NATION = Region(code="000000", name="全国", path=())


@dataclass(slots=True)
class FactValue:
    """A baseline or target as a framework states it."""

    value: Value | None
    sources: tuple[str, ...] = ()
    unconfirmed: bool = False


@dataclass(slots=True)
class FactRow:
    """An indicator as a framework states it, whatever the file format."""

    name: str
    no: int | None = None
    category: str | None = None
    baseline: Value | None = None
    target: Value | None = None
    attribute: Attribute | None = None
    direction: Direction = "unknown"
    note: str | None = None
    milestones: tuple[Value, ...] = ()
    unconfirmed: list[str] = field(default_factory=list)
    sources: dict[str, tuple[str, ...]] = field(default_factory=dict)


def _workbook(data: bytes, name: str, form: str) -> bytes:
    """A workbook as XLSX; those of old and other formats are converted by LibreOffice, which must be installed."""
    from policy_xwalk.reading.office import convert

    return data if form == "xlsx" else convert(data, name, form)


def is_framework(path: Path) -> bool:
    """Whether a file is a framework, told from its content; a file that cannot be read is none."""
    from policy_xwalk.errors import UnreadableFile

    try:
        return is_framework_bytes(read_bytes(path), path.name)
    except UnreadableFile:
        return False


def is_framework_bytes(data: bytes, name: str) -> bool:
    """As :func:`is_framework`, for a file in memory.

    A table is a framework only with one simple header row: the annex table of a plan, with its header of several rows
    and merged cells, is a document (:mod:`policy_xwalk.reading.spreadsheet`).
    """
    from policy_xwalk.errors import UnreadableFile
    from policy_xwalk.reading.encoding import decode
    from policy_xwalk.reading.spreadsheet import csv_sheet, simple_sheet, xlsx_sheets

    try:
        form = framework_format(data, name)
        if form in _WORKBOOKS:
            return any(simple_sheet(sheet) for sheet in xlsx_sheets(_workbook(data, name, form), name))
        if form == "csv":
            return simple_sheet(csv_sheet(decode(data, name).text, name))
    except UnreadableFile:
        return False
    return form is not None


def framework_format(data: bytes, name: str) -> str | None:
    """``toml``, ``csv``, ``xlsx``, ``xls``, ``ods`` or ``fods`` for a framework, None for anything else.

    TOML counts with a table ``[plan]`` or ``[[indicator]]`` (a corpus file has neither), or where its name says TOML
    and it cannot be parsed; separated values count with a header that names the indicator and a value.
    """
    import tomllib

    from policy_xwalk.reading.detect import detect_format
    from policy_xwalk.reading.encoding import decode
    from policy_xwalk.reading.framework_table import find_header, separated_rows

    suffix = Path(name).suffix.lower()
    if (form := detect_format(data, name)) != "txt":
        return form if form in _WORKBOOKS else None
    text = decode(data, name).text
    if suffix == ".toml" or "[plan]" in text or "[[indicator]]" in text:
        try:
            content = tomllib.loads(text)
        except tomllib.TOMLDecodeError:
            return "toml" if suffix == ".toml" else None
        if isinstance(content.get("plan"), dict) or isinstance(content.get("indicator"), list):
            return "toml"
        return None
    if suffix in {".csv", ".tsv"}:
        return "csv"
    header = find_header(separated_rows("\n".join(text.splitlines()[:40])))
    return "csv" if header is not None and header.certain else None


def read_framework(path: Path, *, plan_id: str | None = None) -> PlanRecords:
    """Read a framework into records of the contract, its facts marked with sources and what is unconfirmed.

    Raises :class:`BadFramework` naming what was expected and what came, :class:`UnreadableFile` for a broken file.
    """
    return read_framework_bytes(read_bytes(path), path.name, plan_id=plan_id)


def read_framework_bytes(data: bytes, name: str, *, plan_id: str | None = None) -> PlanRecords:
    """As :func:`read_framework`, for a file in memory (a member of an archive)."""
    from policy_xwalk.reading.framework_table import csv_rows, table_framework, xlsx_rows
    from policy_xwalk.reading.framework_toml import toml_framework

    form = framework_format(data, name)
    source = Source(file=name, sha256=sha256(data).hexdigest(), format=form or "", pages=None)
    identifier = plan_id or Path(name).stem
    if form == "toml":
        return toml_framework(data, source, identifier)
    if form == "csv":
        return table_framework(csv_rows(data, name), source, identifier)
    if form in _WORKBOOKS:
        return table_framework(xlsx_rows(_workbook(data, name, form), name), source, identifier)
    raise BadFramework(
        "bad_framework",
        file=name,
        expected="TOML [plan] / [[indicator]], CSV, XLSX",
        found=Path(name).suffix or "?",
    )


def make_plan(facts: dict[str, Any], source: Source, plan_id: str, covers: tuple[ItemKind, ...]) -> Plan:
    """The plan record of a framework; ``facts`` are the fields of ``[plan]``, all optional but for their types."""

    def text(key: str) -> str | None:
        value = facts.get(key)
        if value is None or value == "":
            return None
        if isinstance(value, datetime):
            return value.date().isoformat()
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, str | int):
            return str(value).strip()
        raise field_error(source.file, f"plan.{key}", "text", value)

    level = text("level")
    if level is not None and level not in get_args(Level):
        raise field_error(source.file, "plan.level", " | ".join(get_args(Level)), level)
    return Plan(
        id=plan_id,
        title=text("title"),
        issuer=text("issuer"),
        doc_number=text("doc_number"),
        issued=text("issued"),
        level=cast("Level | None", level),
        region=_region(facts, level, source.file),
        period=_period(facts.get("period"), source.file),
        topic=text("topic"),
        cites=(),
        covers=covers,
        inferred=(),
        source=source,
        form="framework",
        unconfirmed=tuple(strings(facts.get("unconfirmed"), source.file, "plan.unconfirmed")),
    )


def _region(facts: dict[str, Any], level: str | None, file: str) -> Region | None:
    given = facts.get("region")
    if isinstance(given, dict):
        name, code = given.get("name"), given.get("code")
        path = tuple(strings(given.get("path"), file, "plan.region.path"))
        if isinstance(name, str) and (code is None or isinstance(code, str)):
            return Region(code=code, name=name, path=path)
        raise field_error(file, "plan.region", "{ name = …, code = … }", given)
    if isinstance(given, str) and given.strip():
        return Region(code=None, name=given.strip(), path=())
    if given not in (None, ""):
        raise field_error(file, "plan.region", "text", given)
    return _NATION if level == "nation" else None


def _period(given: Any, file: str) -> Period | None:
    if given is None:
        return None
    if isinstance(given, dict) and isinstance(given.get("start"), int) and isinstance(given.get("end"), int):
        return Period(start=given["start"], end=given["end"])
    raise field_error(file, "plan.period", "{ start = 2021, end = 2025 }", given)


def make_indicators(rows: list[FactRow], plan_id: str) -> tuple[Indicator, ...]:
    """Indicator records; a framework has no text, so the quote is the name and there are no spans."""
    seen: dict[str, int] = {}
    indicators = []
    for row in rows:
        occurrence = seen.get(row.name, 0)
        seen[row.name] = occurrence + 1
        indicators.append(
            Indicator(
                id=item_id(plan_id, "I", row.name, occurrence),
                plan=plan_id,
                no=row.no,
                name=row.name,
                category=row.category,
                baseline=row.baseline,
                target=row.target,
                attribute=row.attribute,
                direction=row.direction,
                section=None,
                quote="".join(row.name.split()),
                spans=(),
                milestones=row.milestones,
                unconfirmed=tuple(row.unconfirmed),
                **({"note": row.note} if row.note else {}),  # type: ignore[arg-type]
                **({"sources": row.sources} if row.sources else {}),  # type: ignore[arg-type]
            )
        )
    return tuple(indicators)


def strings(value: Any, file: str, place: str) -> list[str]:
    """A list of texts; a single text counts as one."""
    if value is None:
        return []
    items = value if isinstance(value, list) else [value]
    if all(isinstance(item, str) for item in items):
        return [item.strip() for item in items if item.strip()]
    raise field_error(file, place, "text", value)


def field_error(file: str, place: str, expected: str, found: object) -> BadFramework:
    """The error for one field that has the wrong type or value."""
    return BadFramework("framework_field", file=file, place=place, expected=expected, found=str(found)[:80])
