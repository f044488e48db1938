"""One row of a main-indicator table as the fields of a record."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from msgspec import UNSET, UnsetType, structs

from policy_xwalk.extraction.indicator_cells import (
    Name,
    read_attribute,
    read_departments,
    read_name,
    read_notes,
    strip_marks,
)
from policy_xwalk.extraction.table_model import Column, IndicatorTable, TableRow
from policy_xwalk.extraction.table_words import YEAR, is_dash, period_end
from policy_xwalk.language.direction import direction_of
from policy_xwalk.language.quantities import parse_value
from policy_xwalk.records import Attribute, Department, Direction, Period, Value

_GROUP_NUMBER = re.compile(r"^(?:[（]?[一二三四五六七八九十]{1,3}[）、.．]|第[一二三四五六七八九十]+[类部])\s*")
_GROUP_COUNT = re.compile(r"（(?:共)?\d+(?:项|个)(?:指标)?）$")
#: What is longer is no name and no value, and is not searched for marks and units.
_MAX_NAME = 200
_BRACKETED = re.compile(r"^[\[【［](?P<inside>[^\]】］]+)[\]】］](?P<unit>.*)$")


@dataclass(frozen=True, slots=True)
class RowContent:
    """The fields of one indicator."""

    no: int | None
    name: str
    category: str | None
    baseline: Value | None
    target: Value | None
    attribute: Attribute | None
    direction: Direction
    departments: tuple[Department, ...]
    milestones: tuple[Value, ...]
    note: str | UnsetType
    doubts: tuple[str, ...]
    """Codes of what could not be told apart in a torn row."""


class RowReader:
    """Reads the rows of one table in order; it remembers the running number and the indicator a part belongs to."""

    def __init__(self, table: IndicatorTable, period: Period | None) -> None:
        self.columns = table.columns
        self.unit = table.unit
        self.notes = read_notes(table.notes)
        self.period = period or _period_of(table)
        self.caption_attribute = read_attribute(table.caption or "")
        self.plan_end = self._plan_end()
        self.baseline_column, self.targets, self.rates = self._choose_columns(table.caption or "")
        self.last_no = 0
        self.parent: Name | None = None
        self.group: str | None = None

    @property
    def has_target(self) -> bool:
        """Whether any column holds what is promised."""
        return bool(self.targets or self.rates)

    def _plan_end(self) -> int | None:
        if self.period is not None:
            return self.period.end
        years = [c.year for c in self.columns if c.role == "value" and c.year is not None]
        return max(years) if len(years) > 1 or any(c.kind == "target" for c in self.columns) else None

    def _choose_columns(self, caption: str) -> tuple[int | None, list[int], list[int]]:
        """Which column is the baseline, which hold targets by year, and which hold rates or sums over the period."""
        values = [(i, c) for i, c in enumerate(self.columns) if c.role == "value"]
        plain = [(i, c) for i, c in values if c.basis is None and not c.both_bases]
        rates = [i for i, c in values if (c.basis or c.both_bases) and not self._is_past(c, len(values))]
        start = self.period.start if self.period is not None else None
        past = [i for i, c in plain if self._is_past(c, len(plain))]
        ahead = [i for i, c in plain if i not in past]
        if len(ahead) > 1 and not past:
            # No column calls itself the baseline: the first one is, unless its year lies within the period.
            first = self.columns[ahead[0]]
            years = [self.columns[i].year for i in ahead]
            yearly = first.year is not None and first.year + 1 in years
            if first.kind is None and (start is None or first.year is None or (first.year <= start and not yearly)):
                past.append(ahead.pop(0))
        if re.search("完成情况|实现情况|执行情况|回顾", caption) and not any(
            self.columns[i].kind == "target" for i in ahead
        ):
            return None, [], []
        return (self._latest(past) if past else None), ahead, rates

    def _is_past(self, column: Column, count: int) -> bool:
        if column.year is not None and self.period is not None:
            if column.year < self.period.start:
                return True
            if column.year > self.period.start:
                return column.kind == "baseline" and column.year < self.period.end
        return column.kind == "baseline"

    def _latest(self, columns: Sequence[int]) -> int:
        """The baseline among columns of the past: what was achieved, in the latest year."""
        achieved = [i for i in columns if self.columns[i].kind != "target"] or list(columns)
        return max(achieved, key=lambda i: (self.columns[i].year or 0, i))

    def read(self, row: TableRow) -> RowContent | None:
        """The fields of a row; None for a row without a name."""
        texts = dict.fromkeys(("no", "unit", "attribute", "name"), "")
        departments: list[Department] = []
        remarks: list[str] = []
        groups: list[str] = []
        grouped = any(c.role == "category" for c in self.columns)
        for cell, column in zip(row.cells, self.columns, strict=True):
            if column.role == "category" and cell.text and not is_dash(cell.text):
                groups.append(cell.text)
            elif column.role == "departments" and cell.text:
                departments.extend(read_departments(cell.text, column.header))
            elif column.role == "note" and cell.text and not is_dash(cell.text):
                remarks.append(cell.text)
            elif column.role == "no" and cell.carried:
                # One number for an indicator and its parts is printed once.
                continue
            elif column.role in texts:
                texts[column.role] = cell.text
        if len(texts["name"]) > _MAX_NAME:
            return None
        number = re.match(r"(\d{1,3})(?!\d|[.．]\d)", texts["no"])
        name = read_name(texts["name"], None if number else self.last_no + 1)
        if not name.text:
            return None
        no = int(number[1]) if number else name.no
        groups = [g for g in groups if g != texts["name"]]
        if grouped and not groups and row.category is None and not self._spans_groups(row):
            # A group's cell is left empty in the rows below it where the format cannot merge cells.
            groups = [self.group] if self.group else []
        self.group = groups[-1] if groups else None
        category = _category(groups[-1] if groups else row.category)
        return self._content(row, texts, name, no, category, departments, remarks)

    def _spans_groups(self, row: TableRow) -> bool:
        """Whether the name reaches over the column of groups: the indicator stands in none."""
        cells = {c.role: cell for cell, c in zip(row.cells, self.columns, strict=True)}
        return "category" in cells and bool(cells["category"].text)

    def _content(
        self,
        row: TableRow,
        texts: dict[str, str],
        name: Name,
        no: int | None,
        category: str | None,
        departments: Sequence[Department],
        remarks: list[str],
    ) -> RowContent | None:
        unit = None if is_dash(texts["unit"]) else texts["unit"].strip("（）") or None
        unit = unit or name.unit
        if name.part and unit is None and self.parent is not None:
            unit = self.parent.unit
        marks = list(name.marks)
        values: dict[int, Value] = {}
        for index, (cell, column) in enumerate(zip(row.cells, self.columns, strict=True)):
            if column.role != "value":
                continue
            text, found = strip_marks(cell.text)
            marks.extend(found)
            year = self._year(index, found, name.marks)
            if (value := self._value(text, unit or column.unit or self.unit, year, column, name)) is not None:
                values[index] = value
        baseline = values.pop(self.baseline_column, None) if self.baseline_column is not None else None
        target, milestones = self._target(values)
        attribute = (
            read_attribute(texts["attribute"])
            or name.attribute
            or self.notes.attribute(marks)
            or read_attribute(row.category or "")
            or self.caption_attribute
        )
        if not values and target is None and baseline is None and attribute is None and no is None and not name.part:
            # A name alone is a heading over the rows below it.
            self.parent = name
            if not any(c.text for c, col in zip(row.cells, self.columns, strict=True) if col.role == "value"):
                return None
        remarks += [f"{self.columns[i].header}：{v.raw}" for i, v in values.items()]
        if (note := self.notes.text(marks)) is not None:
            remarks.append(note)
        if no is not None:
            self.last_no = no
        text = name.text
        if name.part and self.parent:
            text = f"{self.parent.text}（其中：{name.text}）"
        elif not name.part:
            self.parent = name if name.unit else replace(name, unit=unit)
        return RowContent(
            no=no,
            name=text,
            category=category,
            baseline=baseline,
            target=target,
            attribute=attribute,
            direction=direction_of(name.text, target.comparator if target else None, baseline, target),
            departments=tuple(departments),
            milestones=milestones,
            note="；".join(dict.fromkeys(remarks)) if remarks else UNSET,
            doubts=(row.problem,) if row.problem else (),
        )

    def _year(self, index: int, marks: Sequence[str], name_marks: Sequence[str]) -> int | None:
        column = self.columns[index]
        if index == self.baseline_column:
            return self.notes.year(marks) or self.notes.year(name_marks) or column.year
        if column.year is None and (index in self.targets or index in self.rates):
            return self.plan_end
        return column.year

    def _value(self, text: str, unit: str | None, year: int | None, column: Column, name: Name) -> Value | None:
        if not text or is_dash(text) or len(text) > _MAX_NAME:
            return None
        printed = text
        if match := _BRACKETED.match(text):
            # [13.5] and 【13.5】 are written for 〔13.5〕.
            text = f"〔{match['inside']}〕" if not match["unit"] else text
        value = parse_value(text, unit, year)
        if value is None:
            return None
        basis = column.basis or name.basis
        if column.both_bases:
            basis = "annual_average"
        if basis is not None and value.basis is UNSET and value.value is not None and column is not self._baseline():
            value = structs.replace(value, basis=basis)
        return structs.replace(value, raw=printed)

    def _baseline(self) -> Column | None:
        return None if self.baseline_column is None else self.columns[self.baseline_column]

    def _target(self, values: dict[int, Value]) -> tuple[Value | None, tuple[Value, ...]]:
        """The target is the last value within the period; what is left of ``values`` has no place in the record."""
        ahead = [(i, values.pop(i)) for i in self.targets if i in values]
        end = self.period.end if self.period is not None else None
        within = [v for _, v in ahead if v.year is None or end is None or v.year <= end]
        target = within[-1] if within else None
        if target is None:
            rate = next((i for i in self.rates if i in values), None)
            if rate is not None:
                target = values.pop(rate)
        if target is None and ahead:
            target = ahead[0][1]
        return target, tuple(v for _, v in ahead if v is not target)


def _category(text: str | None) -> str | None:
    if not text:
        return None
    return _GROUP_COUNT.sub("", _GROUP_NUMBER.sub("", text)) or None


def _period_of(table: IndicatorTable) -> Period | None:
    """The period that caption or header name, where the plan itself states none."""
    for text in (table.caption or "", *(c.header for c in table.columns)):
        if (end := period_end(text)) is not None:
            return Period(end - 4, end)
    years = sorted({int(y) for c in table.columns if c.role == "value" for y in YEAR.findall(c.header)})
    if len(years) == 2 and years[1] - years[0] == 5 and years[1] % 5 == 0:
        return Period(years[0] + 1, years[1])
    return None
