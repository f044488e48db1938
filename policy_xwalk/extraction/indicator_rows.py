"""One row of a main-indicator table as the fields of a record."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from msgspec import UNSET, UnsetType

from policy_xwalk.extraction.indicator_cells import (
    Name,
    read_attribute,
    read_departments,
    read_name,
    read_notes,
    strip_marks,
)
from policy_xwalk.extraction.table_model import Column, IndicatorTable, TableRow
from policy_xwalk.extraction.table_words import ATTRIBUTE, MARK, YEAR, is_dash, period_end
from policy_xwalk.extraction.value_cells import read_value, share_unit, split_years
from policy_xwalk.language.direction import direction_of
from policy_xwalk.records import Attribute, Department, Direction, Period, Value

_GROUP_NUMBER = re.compile(r"^(?:[（]?[一二三四五六七八九十]{1,3}[）、.．]|第[一二三四五六七八九十]+[类部])\s*")
_GROUP_COUNT = re.compile(r"（(?:共)?\d+(?:项|个)(?:指标)?）$")
#: What is longer is no name and no value, and is not searched for marks and units.
_MAX_NAME = 200
#: An average over the years of the plan; the yearly mean of a measurement (年均浓度) is a value like any other.
_PER_YEAR = re.compile(
    r"年(?:均|平均)(?:增|降(?![水雨])|下降|减|新增|提高|变化)|^年(?:均|平均)(?!值|浓度|[气水]温|温度|降[水雨]|径流|日照|湿度|PM)"
)


@dataclass(frozen=True, slots=True)
class RowContent:
    """The fields of one indicator."""

    no: int | None
    name: str
    part_of: str | None
    """The indicator above of which this one is a part (其中：…)."""
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

    def __init__(self, table: IndicatorTable, period: Period | None, before: RowReader | None = None) -> None:
        self.columns = table.columns
        self.unit = table.unit
        self.notes = read_notes(table.notes)
        self.period = period or _period_of(table)
        self.caption_attribute = read_attribute(table.caption or "")
        self.plan_end = self._plan_end()
        self.baseline_column, self.targets, self.rates = self._choose_columns(table.caption or "")
        # A table that goes on over a page goes on with its number, its group and the whole of its parts.
        goes_on = before if table.continues else None
        self.last_no: int = goes_on.last_no if goes_on else 0
        self.parent: Name | None = goes_on.parent if goes_on else None
        self.group: str | None = goes_on.group if goes_on else None

    @property
    def has_target(self) -> bool:
        """Whether any column holds what is promised."""
        return bool(self.targets or self.rates)

    def _plan_end(self) -> int | None:
        if self.period is not None:
            return self.period.end
        if self.notes.target_year is not None:
            return self.notes.target_year
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
            elif column.role == "attribute" and ATTRIBUTE.fullmatch(column.header) and read_attribute(column.header):
                # A column for each of the two, ticked in one of them.
                if cell.text and not is_dash(cell.text):
                    texts["attribute"] = column.header
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
        earlier: list[Value] = []
        for index, (cell, column) in enumerate(zip(row.cells, self.columns, strict=True)):
            if column.role != "value":
                continue
            text, found = strip_marks(cell.text)
            marks.extend(found)
            year = self._year(index, found, name.marks)
            stated = unit or column.unit or self.unit
            read = [
                v for piece in split_years(text) if (v := self._value(piece, stated, year, column, name)) is not None
            ]
            if read:
                values[index] = read[-1]
                earlier.extend(read[:-1])
        baseline = values.pop(self.baseline_column, None) if self.baseline_column is not None else None
        target, milestones = self._target(values)
        baseline, target = share_unit(baseline, target)
        attribute = (
            read_attribute(texts["attribute"])
            or name.attribute
            or self.notes.attribute([*re.findall(MARK, texts["attribute"]), *marks])
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
        part_of = self.parent.text if name.part and self.parent is not None else None
        if not name.part:
            self.parent = name if name.unit else replace(name, unit=unit)
        return RowContent(
            no=no,
            name=name.text,
            part_of=part_of,
            category=category,
            baseline=baseline,
            target=target,
            attribute=attribute,
            direction=direction_of(name.text, target.comparator if target else None, baseline, target),
            departments=tuple(departments),
            milestones=(*earlier, *milestones),
            note="；".join(dict.fromkeys(remarks)) if remarks else UNSET,
            doubts=(row.problem,) if row.problem else (),
        )

    def _year(self, index: int, marks: Sequence[str], name_marks: Sequence[str]) -> int | None:
        column = self.columns[index]
        if index == self.baseline_column:
            year = self.notes.year(marks) or self.notes.year(name_marks) or column.year or self.notes.base_year
            return year or (self.period.start - 1 if self.period is not None else None)
        if column.year is None and (index in self.targets or index in self.rates):
            return self.plan_end
        return column.year

    def _value(self, text: str, unit: str | None, year: int | None, column: Column, name: Name) -> Value | None:
        basis = column.basis or name.basis
        if column.both_bases:
            basis = "annual_average"
        if column is self._baseline():
            basis = None
        elif basis is None and _PER_YEAR.search(name.text):
            basis = "annual_average"
        return read_value(text, unit, year, column_basis=basis, sums_in_round=self.notes.sums_in_round)

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
