"""Frameworks as tables: CSV or Excel with one indicator a row, and what is said of the plan in rows above them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, cast, get_args

from policy_xwalk.errors import BadFramework, UnreadableFile
from policy_xwalk.reading.encoding import decode
from policy_xwalk.reading.framework import FactRow, make_indicators, make_plan
from policy_xwalk.reading.framework_plan import plan_facts, title_from
from policy_xwalk.reading.framework_toml import parsed_value
from policy_xwalk.records import Attribute, Basis, Direction, PlanRecords, Source, Value

Rows = list[list[str]]

_MAX_ROWS = 5_000
_MAX_COLUMNS = 60
_HEADER_WITHIN = 40

# What a column is called, by the field it fills; matched on the header without blanks and years, lower case.
_COLUMNS: tuple[tuple[str, str], ...] = (
    ("no", r"序号|编号|no\.?|number|#|id"),
    ("unconfirmed", r"待核实|未核实|是否待核实|待确认|unconfirmed"),
    ("sources", r"来源|资料来源|数据来源|出处|sources?"),
    ("attribute", r"(?:指标)?(?:属性|性质|类型)|attribute|nature"),
    ("category", r"类别|指标类别|类型|分类|领域|维度|一级指标|大类|category|group|domain"),
    ("unit", r"(?:计量)?单位|units?"),
    ("direction", r"方向|direction"),
    ("note", r"备注|说明|注|注释|notes?|remarks?"),
    ("basis", r"年均/累计|年均／累计|年均增长|年均|累计|年均增速|annual|cumulative|basis"),
    ("baseline_year", r"基期年份?|基期年度|基准年份?|基年|baseline_?year|base_?year"),
    ("target_year", r"目标年份?|目标年度|完成年份?|target_?year"),
    ("year", r"年份|年度|year"),
    (
        "baseline",
        r"(?:指标)?(?:基期|基准|基础|现状|基年)(?:值|数据|数|水平|情况)?|现值|当前值|baseline(?:_?value)?|base|current",
    ),
    ("target", r"(?:规划|发展|预期|指标)?目标(?:值|数|水平)?|规划值|预期值|指标值|target(?:_?value)?|goal"),
    ("name", r"指标(?:名称|内容)?|主要指标|发展指标|名称|二级指标|三级指标|具体指标|indicators?|(?:indicator_?)?name"),
)
_PATTERNS = tuple((name, re.compile(rf"(?:{pattern})\Z", re.IGNORECASE)) for name, pattern in _COLUMNS)
_YEAR = re.compile(r"((?:19|20)\d{2})\s*年?[末底]?")
_UNIT_IN_HEADER = re.compile(r"[（(]\s*(?:单位[:：]?)?([^（）()]*)[)）]")
_DASH = re.compile(r"[-—–―－/／\\\s]*\Z")
_NUMBERED = re.compile(r"[（(]?(\d{1,3})[)）]?\s*(?:[.、．]|\s)\s*(?=\D)")
_TAIL = re.compile(r"[（(]([^（）()]{1,12})[)）]\Z")
_YES = {"是", "y", "yes", "true", "1", "√", "✓", "待核实", "未核实", "x", "unconfirmed", "待确认"}
_NO = {"", "否", "n", "no", "false", "0", "已核实", "无", "-", "—"}


@dataclass(slots=True)
class Column:
    """What a column holds, with the year and unit that its header states."""

    field: str
    year: int | None = None
    unit: str | None = None
    averaged: bool = False
    """The header of a basis column names the yearly average (年均), alone or beside 累计."""


@dataclass(slots=True)
class Header:
    """The header row of a table of indicators."""

    row: int
    columns: dict[int, Column] = field(default_factory=dict)
    printed: list[str] = field(default_factory=list)

    @property
    def certain(self) -> bool:
        """Enough to take a file without a telling name for a framework: indicator, a value, and one column more."""
        fields = {column.field for column in self.columns.values()}
        return "name" in fields and bool(fields & {"target", "baseline"}) and len(self.columns) >= 3


def separated_rows(text: str) -> Rows:
    """Rows of separated values; the separator (comma, semicolon, tab) is the one that divides most lines."""
    lines = [line for line in text.splitlines()[:_HEADER_WITHIN] if line.strip()]
    counts = {mark: sum(line.count(mark) for line in lines) for mark in (",", "\t", ";", "，")}
    mark = max(counts, key=lambda candidate: counts[candidate])
    rows: Rows = []
    try:
        for row in islice(csv.reader(io.StringIO(text, newline=""), delimiter=mark), _MAX_ROWS):
            rows.append([cell.strip() for cell in row[:_MAX_COLUMNS]])
    except csv.Error:
        return []
    return rows


def csv_rows(data: bytes, file: str) -> Rows:
    """Rows of a CSV file in any of the encodings that :func:`decode` knows; raises :class:`BadFramework`."""
    rows = separated_rows(decode(data, file).text)
    if not rows:
        raise BadFramework("framework_syntax", file=file, format="csv", found="csv")
    return rows


def xlsx_rows(data: bytes, file: str) -> Rows:
    """Rows of the first sheet that has a header of indicators, else of the first one; values only, no formulas.

    Raises :class:`UnreadableFile` for a damaged or over-large workbook.
    """
    from openpyxl import load_workbook

    from policy_xwalk.reading.package import guard_workbook

    guard_workbook(data, file)
    try:
        book = load_workbook(io.BytesIO(data), read_only=False, data_only=True, keep_links=False)
        sheets = [_sheet_rows(sheet) for sheet in book.worksheets if sheet.sheet_state == "visible"]
    except UnreadableFile:
        raise
    except Exception as error:  # openpyxl raises whatever a broken part makes it trip over
        raise UnreadableFile("unreadable_file", file=file, found=f"xlsx: {type(error).__name__}") from error
    if not sheets:
        raise UnreadableFile("no_text", file=file, format="xlsx")
    return next((rows for rows in sheets if find_header(rows) is not None), sheets[0])


def _sheet_rows(sheet: Any) -> Rows:
    rows: Rows = []
    hidden = hidden_cells(sheet)
    for cells in sheet.iter_rows(max_row=min(sheet.max_row, _MAX_ROWS), max_col=min(sheet.max_column, _MAX_COLUMNS)):
        rows.append(["" if hidden(cell.row, cell.column) else printed_cell(cell) for cell in cells])
    for merged in sheet.merged_cells.ranges:
        # A merged category holds for every row that it spans.
        if merged.min_col == merged.max_col and merged.max_row <= len(rows) and merged.max_col <= _MAX_COLUMNS:
            value = rows[merged.min_row - 1][merged.min_col - 1]
            for row in range(merged.min_row, merged.max_row):
                rows[row][merged.min_col - 1] = value
    return rows


def hidden_cells(sheet: Any) -> Callable[[int, int], bool]:
    """Whether the cell at a row and column (from 1) of an openpyxl sheet stands in a hidden row or column.

    The first cell of merged ones is what all of them show, so it is not hidden with its own row or column alone.
    """
    from openpyxl.utils import column_index_from_string

    rows = {number for number, row in sheet.row_dimensions.items() if row.hidden}
    columns: set[int] = set()
    for letter, column in sheet.column_dimensions.items():
        if column.hidden:
            first = column.min or column_index_from_string(letter)
            columns.update(range(first, min(column.max or first, _MAX_COLUMNS) + 1))
    merged = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges} if rows or columns else {}

    def hides(row: int, column: int) -> bool:
        area = merged.get((row, column))
        if area is None:
            return row in rows or column in columns
        return rows.issuperset(range(row, area.max_row + 1)) or columns.issuperset(range(column, area.max_col + 1))

    return hides


def printed_cell(cell: Any) -> str:
    """A cell as Excel shows it: 0.8 formatted as a percentage is 80%."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        if "%" in str(cell.number_format):
            return f"{round(value * 100, 6):g}%"
        return f"{value:.12g}"
    if hasattr(value, "isoformat"):
        return str(value.isoformat())[:10]
    return str(value).strip()


def find_header(rows: Rows) -> Header | None:
    """The first row that names an indicator column and at least one other; None where there is none."""
    best: Header | None = None
    for index, row in enumerate(rows[:_HEADER_WITHIN]):
        header = Header(index, printed=[cell for cell in row if cell])
        for place, cell in enumerate(row):
            column = _column(cell)
            if column is not None:
                header.columns[place] = column
        fields = {column.field for column in header.columns.values()}
        if "name" in fields and len(header.columns) >= 2:
            return header
        if len(header.columns) >= 2 and best is None:
            best = header
    return best


def _column(cell: str) -> Column | None:
    plain = "".join(cell.split())
    if not plain or len(plain) > 30:
        return None
    unit = None
    if match := _UNIT_IN_HEADER.search(plain):
        unit = match[1] if _is_unit(match[1]) else None
        if unit or not _YEAR.search(match[1]):
            plain = plain.replace(match[0], "")
    year = int(match[1]) if (match := _YEAR.search(plain)) else None
    bare = _YEAR.sub("", plain).strip("（）()[]【】_-:：")
    if year is not None and not bare:
        return Column("dated", year, unit)
    for name, pattern in _PATTERNS:
        if pattern.match(bare):
            return Column(name, year, unit, averaged="累计" not in bare or "年均" in bare)
    return Column("dated", year, unit) if year is not None and re.match(r"实际|完成|数值|value|值", bare) else None


def table_framework(rows: Rows, source: Source, plan_id: str) -> PlanRecords:
    """Records from a table of indicators; raises :class:`BadFramework` where name or target column lacks."""
    file = source.file
    header = find_header(rows)
    if header is None:
        first = next((row for row in rows if any(row)), [])
        raise BadFramework(
            "framework_columns", file=file, expected="指标（name）", found=[cell for cell in first if cell]
        )
    _settle_years(header)
    fields = {column.field for column in header.columns.values()}
    for needed, label in (("name", "指标（name）"), ("target", "目标值（target）")):
        if needed not in fields and not (needed == "target" and "basis" in fields):
            raise BadFramework("framework_columns", file=file, expected=label, found=header.printed)
    facts = plan_facts(rows[: header.row])
    facts.setdefault("title", title_from(file))
    period = facts.get("period") or {}
    facts_rows: list[FactRow] = []
    category: str | None = None
    for row in rows[header.row + 1 :]:
        cells = {place: (row[place] if place < len(row) else "") for place in header.columns}
        if row == rows[header.row]:
            continue  # the header repeated
        built = _fact_row(header, cells, period, file)
        if built is None:
            alone = [cell for cell in row if cell]
            category = (
                re.sub(r"^[（(]?[一二三四五六七八九十]+[)）]?[、.]?", "", alone[0]) if len(alone) == 1 else category
            )
            continue
        built.category = built.category or category
        built.no = built.no if built.no is not None else len(facts_rows) + 1
        facts_rows.append(built)
    if not facts_rows:
        raise BadFramework("bad_framework", file=file, expected="指标（每行一个）", found=header.printed)
    plan = make_plan(facts, source, plan_id, ("indicator",))
    return PlanRecords(plan=plan, indicators=make_indicators(facts_rows, plan_id))


def _settle_years(header: Header) -> None:
    """Columns headed by a year alone: the earliest is the baseline, the last the target, those between milestones."""
    dated = sorted((c for c in header.columns.values() if c.field == "dated"), key=lambda c: c.year or 0)
    fields = {column.field for column in header.columns.values()}
    if dated and "baseline" not in fields and (len(dated) > 1 or "target" in fields):
        dated.pop(0).field = "baseline"
    if dated and "target" not in fields:
        dated.pop().field = "target"
    targets = sorted((c for c in header.columns.values() if c.field == "target"), key=lambda c: c.year or 0)
    for column in [*dated, *targets[:-1]]:
        column.field = "milestone"


def _fact_row(header: Header, cells: dict[int, str], period: dict[str, int], file: str) -> FactRow | None:
    by_field = {column.field: (cells[place], column) for place, column in reversed(header.columns.items())}

    def text(name: str) -> str:
        return by_field[name][0] if name in by_field else ""

    printed = "".join(text("name").split())
    valued = any(text(name) for name in ("target", "baseline", "basis", "attribute", "unit"))
    if not printed or not valued:
        return None
    name, number, unit_in_name = split_name(printed)
    unit = text("unit") or unit_in_name
    common = _year(text("year"))

    def value(field_name: str, year: int | None) -> Value | None:
        content, column = by_field.get(field_name, ("", None))
        if column is None or _DASH.match(content):
            return None
        return parsed_value(content, unit or column.unit, column.year or year)

    baseline = value("baseline", _year(text("baseline_year")))
    target_year = _year(text("target_year")) or common or period.get("end")
    target = value("target", target_year)
    if target is None and (target := value("basis", target_year)) is not None:
        target = _with_basis(target, by_field["basis"][1])
    marked = text("unconfirmed").strip().lower()
    row = FactRow(name=name, no=_integer(text("no")) if text("no") else number, category=text("category") or None)
    row.baseline, row.target = baseline, target
    row.attribute = _attribute(text("attribute"))
    row.direction = _direction(text("direction"), name, baseline, target)
    row.note = text("note") or None
    row.milestones = tuple(
        parsed
        for place, column in header.columns.items()
        if column.field == "milestone"
        and not _DASH.match(cells[place])
        and (parsed := parsed_value(cells[place], unit or column.unit, column.year)) is not None
    )
    _confirm(row, marked)
    if sources := tuple(part for part in re.split(r"[;；、,，\s]+", text("sources")) if part):
        stated = {"name": True, "baseline": baseline, "target": target, "attribute": row.attribute}
        row.sources = {key: sources for key, given in stated.items() if given}
    return row


def _with_basis(value: Value, column: Column) -> Value:
    """A value of a column 年均/累计: over the period in brackets 〔〕 or under 累计 alone, else a yearly average."""
    import msgspec

    if value.value is None or value.basis is not msgspec.UNSET:
        return value
    basis: Basis = "annual_average" if column.averaged else "cumulative"
    return msgspec.structs.replace(value, basis=basis)


def _confirm(row: FactRow, marked: str) -> None:
    """Set what is unconfirmed: named fields (目标值、属性), or with a plain yes every value and the attribute."""
    import msgspec

    if marked in _NO:
        return
    named = [key for key, words in _FIELD_WORDS if re.search(words, marked)]
    fields = named or ["baseline", "target", "attribute"]
    for key in fields:
        given = getattr(row, key)
        if given is None:
            continue
        row.unconfirmed.append(key)
        if isinstance(given, Value):
            setattr(row, key, msgspec.structs.replace(given, unconfirmed=True))


_FIELD_WORDS = (
    ("name", r"名称|指标名|\bname"),
    ("baseline", r"基期|基准|现状|baseline"),
    ("target", r"目标|target"),
    ("attribute", r"属性|性质|attribute"),
)


def split_name(printed: str) -> tuple[str, int | None, str | None]:
    """``3.常住人口城镇化率（%）`` → 常住人口城镇化率, 3, %; a bracket that holds no unit stays in the name."""
    number = None
    if match := _NUMBERED.match(printed):
        number = int(match[1])
        printed = printed[match.end() :]
    if (match := _TAIL.search(printed)) and _is_unit(match[1]):
        return printed[: match.start()], number, match[1]
    return printed, number, None


def _is_unit(text: str) -> bool:
    from policy_xwalk.language.quantities import find_quantities

    found = find_quantities(f"1{text}")
    return len(found) == 1 and found[0].start == 0 and found[0].end == len(text) + 1 and bool(found[0].unit)


def _attribute(printed: str) -> Attribute | None:
    plain = "".join(printed.split()).lower()
    for attribute, english in zip(get_args(Attribute), ("expected", "binding"), strict=True):
        if attribute[:2] in plain or english in plain:
            return cast("Attribute", attribute)
    return None


def _direction(printed: str, name: str, baseline: Value | None, target: Value | None) -> Direction:
    from policy_xwalk.language.direction import direction_of

    plain = printed.strip().lower()
    if plain in get_args(Direction):
        return cast("Direction", plain)
    return direction_of(name, baseline=baseline, target=target)


def _year(text: str) -> int | None:
    return int(match[1]) if (match := _YEAR.search(text)) else None


def _integer(text: str) -> int | None:
    match = re.match(r"[（(]?(\d{1,6})", text.strip())
    return int(match[1]) if match else None
