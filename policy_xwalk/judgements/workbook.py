"""What people filled into a workbook: only what they filled in, row by row, and where it cannot be understood.

The workbook may have been saved by Excel, WPS or LibreOffice, sorted, filtered, and have columns moved or added. It
comes from a stranger's machine: its size is bounded, it is read without formulas, and no cell can do anything.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policy_xwalk.errors import PlanError, UnreadableFile
from policy_xwalk.identifiers import link_id
from policy_xwalk.judgements.seen import Shown, joined_seen
from policy_xwalk.judgements.standing import with_id
from policy_xwalk.reading.files import read_bytes
from policy_xwalk.reading.package import guard_workbook
from policy_xwalk.records import ItemKind, Judgement, Relation
from policy_xwalk.reporting.judgement_columns import (
    SUBJECT,
    Choice,
    RowKind,
    choice_of,
    choices,
    read_subject,
    row_kind,
)
from policy_xwalk.wording import Lang, language
from policy_xwalk.wording.judge import COLUMNS, FIELDS, SIDES
from policy_xwalk.wording.terms import COLUMNS as ALL_COLUMNS

_MAX_SHEETS = 1_000
_MAX_ROWS = 200_000
_MAX_COLUMNS = 300
_HEADER_WITHIN = 60
_LONGEST = 4_000
_TITLES: Mapping[str, str] = {
    **{words: key for key, texts in COLUMNS.items() for words in texts.values()},
    **dict.fromkeys(ALL_COLUMNS["row"].values(), "no"),
    SUBJECT: "subject",
}
_FILLED = ("verdict", "counterpart", "why", "fix")
_FIX_MARK = re.compile(r"应?[：:=＝]|应为|should be")


@dataclass(frozen=True, slots=True)
class BookRead:
    """What a workbook says: judgements, what could not be understood, and the name on the first sheet."""

    judgements: tuple[Judgement, ...]
    problems: tuple[PlanError, ...]
    who: str | None
    sheets: int
    """How many sheets can be judged in."""


@dataclass(slots=True)
class _Row:
    number: int
    cells: dict[str, str]
    shown: Shown | None


@dataclass(slots=True)
class _SheetRows:
    title: str
    kind: str
    """``rows`` where rows are judged, ``fixes`` where items are corrected."""
    rows: list[_Row]


def read_workbook(path: Path, *, who: str | None, default_who: Callable[[], str], when: str) -> BookRead:
    """The judgements in a workbook that a run wrote and people filled in.

    ``who`` goes before the name on the first sheet, ``default_who`` is asked where neither is given. Raises
    :class:`~policy_xwalk.errors.PlanError` where the file is no such workbook; a row that cannot be understood is
    told in ``problems`` and hinders no other.
    """
    sheets, name = _load(path)
    if not sheets:
        raise PlanError("judge_no_columns", file=path.name)
    given = (who or name or default_who()).strip()
    reading = _Reading(path.name, given, when)
    # Corrections name items by their ids, which the other sheets explain.
    for sheet in sorted(sheets, key=lambda sheet: sheet.kind == "fixes"):
        reading.sheet(sheet)
    judgements = tuple({judgement.id: judgement for judgement in map(with_id, reading.judgements)}.values())
    return BookRead(judgements, tuple(reading.problems), name, len(sheets))


def _load(path: Path) -> tuple[list[_SheetRows], str | None]:
    from openpyxl import load_workbook

    data = read_bytes(path)
    guard_workbook(data, path.name)
    sheets: list[_SheetRows] = []
    who: str | None = None
    try:
        with warnings.catch_warnings():
            # openpyxl warns of drop-down lists in a newer notation, which it leaves out; nobody reads them here.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            for worksheet in book.worksheets[:_MAX_SHEETS]:
                found, named = _sheet(worksheet)
                who = who or named
                if found is not None:
                    sheets.append(found)
            book.close()
    except Exception as error:  # openpyxl raises whatever a broken part makes it trip over
        raise UnreadableFile("unreadable_file", file=path.name, found=f"xlsx: {type(error).__name__}") from error
    return sheets, who


def _sheet(worksheet: Any) -> tuple[_SheetRows | None, str | None]:
    """The filled rows of a sheet in which people judge; of any other the name beside 判定人."""
    worksheet.reset_dimensions()
    places: dict[str, int] = {}
    found: _SheetRows | None = None
    who: str | None = None
    rows = worksheet.iter_rows(max_row=_MAX_ROWS, max_col=_MAX_COLUMNS, values_only=True)
    for number, values in enumerate(rows, start=1):
        texts = [_text(value) for value in values]
        if found is None:
            if number > _HEADER_WITHIN:
                break
            places = {_TITLES[text]: place for place, text in reversed(list(enumerate(texts))) if text in _TITLES}
            if "subject" in places:
                found = _SheetRows(str(worksheet.title), "rows", [])
            elif {"item", "field", "value"} <= places.keys():
                found = _SheetRows(str(worksheet.title), "fixes", [])
            elif who is None:
                who = _name(texts)
            continue
        cells = {key: texts[place] for key, place in places.items() if place < len(texts) and texts[place]}
        if found.kind == "fixes" and cells:
            found.rows.append(_Row(number, cells, None))
        elif "subject" in cells or any(key in cells for key in _FILLED):
            shown = read_subject(cells["subject"]) if "subject" in cells else None
            found.rows.append(_Row(number, cells, shown))
    return found, who


def _text(value: object) -> str:
    """What a cell says: 37.0 is 37, blanks around and beyond measure are left out."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, float) and value == int(value) and abs(value) < 1e15:
        value = int(value)
    text = str(value).strip()
    return text if text.startswith("{") else text[:_LONGEST]


def _name(texts: Sequence[str]) -> str | None:
    """The name in the first filled cell right of 判定人; in the same cell where it stands behind a colon."""
    for place, text in enumerate(texts):
        label, _, behind = text.replace("：", ":").partition(":")
        if label.strip() in COLUMNS["who"].values():
            named = behind.strip() or next((other for other in texts[place + 1 :] if other), "")
            return named[:100] or None
    return None


class _Reading:
    """Turns filled rows into judgements."""

    def __init__(self, file: str, who: str, when: str) -> None:
        self.file, self.who, self.when = file, who, when
        self.judgements: list[Judgement] = []
        self.problems: list[PlanError] = []
        self._digests: dict[str, tuple[str, str]] = {}

    def sheet(self, sheet: _SheetRows) -> None:
        if sheet.kind == "fixes":
            self._fixes(sheet)
            return
        by_no: dict[str, list[Shown]] = {}
        for row in sheet.rows:
            if row.shown is not None:
                by_no.setdefault(row.cells.get("no", ""), []).append(row.shown)
                for item, digest in zip((*row.shown.upper, *row.shown.local), row.shown.digests, strict=False):
                    plans = row.shown.plans
                    plan = plans[0 if item in row.shown.upper else -1] if plans else ""
                    self._digests[item] = (digest, plan)
        for row in sheet.rows:
            if any(key in row.cells for key in _FILLED):
                self._row(sheet, row, by_no)

    def _wrong(self, sheet: _SheetRows, row: _Row, column: str, expected: object) -> None:
        lang: Lang = language()
        title = COLUMNS[column][lang] if column in COLUMNS else SUBJECT
        found = row.cells.get(column, "") or "–"
        params = {"file": self.file, "sheet": sheet.title, "row": row.number, "column": title}
        self.problems.append(PlanError("judge_cell", **params, expected=expected, found=found[:80]))

    def _row(self, sheet: _SheetRows, row: _Row, by_no: Mapping[str, list[Shown]]) -> None:
        shown = row.shown
        if shown is None:
            self._wrong(sheet, row, "subject", "{…}")
            return
        if fix := row.cells.get("fix"):
            self._fix(sheet, row, shown, fix)
        kind: RowKind = (
            "finding" if shown.kind == "finding" else row_kind(upper=bool(shown.upper), local=bool(shown.local))
        )
        verdict = row.cells.get("verdict", "")
        if not verdict:
            if "counterpart" in row.cells or ("why" in row.cells and "fix" not in row.cells):
                self._wrong(sheet, row, "verdict", choices(kind, language()))
            return
        choice = choice_of(verdict, kind)
        if choice is None:
            self._wrong(sheet, row, "verdict", choices(kind, language()))
        elif choice.about != "link":
            self._item(sheet, row, shown, choice)
        elif row.cells.get("counterpart"):
            self._joined(sheet, row, shown, choice, by_no)
        elif kind == "gap" and choice.verdict == "change" and choice.relation != "unknown":
            self._wrong(sheet, row, "counterpart", ALL_COLUMNS["row"][language()])
        else:
            relation = shown.relation if choice.verdict == "accept" else choice.relation
            self._add(row, shown.id, choice, relation, shown)

    def _add(self, row: _Row, subject: str, choice: Choice, relation: Relation | None, shown: Shown) -> None:
        self.judgements.append(
            Judgement(
                subject,
                choice.verdict,
                relation,
                self.who,
                self.when,
                row.cells.get("why"),
                kind=shown.kind,
                seen=shown.seen,
                follows=shown.follows,
                plans=shown.plans,
                upper=shown.upper,
                local=shown.local,
                shown=shown.text,
                source=self.file,
            )
        )

    def _item(self, sheet: _SheetRows, row: _Row, shown: Shown, choice: Choice) -> None:
        """A row's item that is none: this must be one item, or nobody could say which."""
        items = shown.upper if choice.about == "upper" else shown.local
        if len(items) != 1 or items[0] not in self._digests:
            self._wrong(sheet, row, "verdict", "policy-xwalk judge --reject ID")
            return
        self._about_item(row, items[0], shown, None, None)

    def _about_item(self, row: _Row, item: str, shown: Shown | None, field: str | None, value: str | None) -> None:
        digest, plan = self._digests[item]
        self.judgements.append(
            Judgement(
                item,
                "reject" if field is None else "change",
                None,
                self.who,
                self.when,
                row.cells.get("why"),
                kind="item",
                seen=digest,
                plans=(plan,) if plan else (),
                upper=(item,),
                shown=shown.text if shown is not None else "",
                field=field,
                value=value,
                source=self.file,
            )
        )

    def _joined(
        self, sheet: _SheetRows, row: _Row, shown: Shown, choice: Choice, by_no: Mapping[str, list[Shown]]
    ) -> None:
        """A link between this row's item and those of the rows that answer it."""
        numbers = [number for number in re.split(r"[\s、，,；;]+", row.cells["counterpart"]) if number]
        rows = [found[0] for number in numbers if len(found := by_no.get(number, [])) == 1]
        sided = [other for other in rows if other.plans == shown.plans and other.id != shown.id]
        above = [shown] if shown.upper else sided
        below = sided if shown.upper else [shown]
        upper = _sides(above, "upper")
        local = _sides(below, "local")
        if choice.verdict != "change" or choice.relation is None or shown.kind != "link":
            self._wrong(sheet, row, "counterpart", "–")
        elif len(sided) != len(numbers) or not upper or not local:
            self._wrong(sheet, row, "counterpart", ALL_COLUMNS["row"][language()])
        else:
            kind: ItemKind = _kind(next(iter(upper)))
            halves = ([o.text.split(" → ")[end] for o in rows] for rows, end in ((above, 0), (below, -1)))
            text = " → ".join("；".join(half) for half in halves)
            subject = link_id(shown.plans[0], shown.plans[1], kind, upper, local)
            made = Shown(
                "link",
                subject,
                joined_seen(upper.values(), local.values()),
                None,
                shown.follows,
                shown.plans,
                tuple(upper),
                tuple(local),
                (),
                text[:200],
            )
            self._add(row, subject, choice, choice.relation, made)

    def _fix(self, sheet: _SheetRows, row: _Row, shown: Shown, text: str) -> None:
        """本级目标值：30平方米；上级名称：……: one field of the row's one item on that side."""
        for part in re.split(r"[；;\n]", text):
            if not part.strip():
                continue
            parsed = parse_fix(part)
            sides = {"upper": shown.upper, "local": shown.local}
            side = parsed[0] if parsed else None
            if parsed and side is None and not (shown.upper and shown.local):
                side = "upper" if shown.upper else "local"
            items = sides[side] if side else ()
            if parsed is None or len(items) != 1 or items[0] not in self._digests:
                example = f"{SIDES['local'][language()]} {FIELDS['value'][language()]}: 30"
                self._wrong(sheet, row, "fix", example)
                continue
            self._about_item(row, items[0], shown, parsed[1], parsed[2])

    def _fixes(self, sheet: _SheetRows) -> None:
        for row in sheet.rows:
            item, field, value = (row.cells.get(key, "") for key in ("item", "field", "value"))
            code = field_code(field)
            if item not in self._digests:
                self._wrong(sheet, row, "item", "621025-2022-38/I-7f3a9c")
            elif code is None:
                self._wrong(sheet, row, "field", [words[language()] for words in FIELDS.values()])
            elif not value:
                self._wrong(sheet, row, "value", FIELDS[code][language()])
            else:
                self._about_item(row, item, None, code, value)


def field_code(words: str) -> str | None:
    """The code of a field by its name in either language, or by the code itself."""
    wanted = "".join(words.split()).casefold()
    return next((code for code, texts in FIELDS.items() if wanted in (code, *texts.values())), None)


def parse_fix(text: str) -> tuple[str | None, str, str] | None:
    """Side (None where it is not named), field and right text of 本级目标值：30平方米; None where it says nothing such.

    Without a field the target value is meant.
    """
    head, mark, value = _halves(text)
    if not mark or not value:
        return None
    side: str | None = None
    for code, words in SIDES.items():
        for word in words.values():
            if head.casefold().startswith(word):
                side, head = code, head[len(word) :].strip(" 的'’s")
    field = field_code(head) if head else "value"
    return None if field is None else (side, field, value)


def _halves(text: str) -> tuple[str, str, str]:
    match = _FIX_MARK.search(text)
    if match is None:
        return "", "", ""
    return text[: match.start()].strip(), match[0], text[match.end() :].strip()


def _sides(rows: Iterable[Shown], side: str) -> dict[str, str]:
    """Items of one side of rows with their digests."""
    found: dict[str, str] = {}
    for shown in rows:
        start = 0 if side == "upper" else len(shown.upper)
        items: tuple[str, ...] = getattr(shown, side)
        found.update(zip(items, shown.digests[start : start + len(items)], strict=False))
    return found


def _kind(item: str) -> ItemKind:
    letter = item.rpartition("/")[2][:1]
    return "indicator" if letter == "I" else "action" if letter == "A" else "target"
