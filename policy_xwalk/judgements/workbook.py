"""What people filled into a workbook: only what they filled in, row by row, and where it cannot be understood.

The workbook may have been saved by Excel, WPS or LibreOffice, sorted, filtered, and have columns moved or added. It
comes from a stranger's machine: its size is bounded, it is read without formulas, and no cell can do anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from policy_xwalk.errors import PlanError
from policy_xwalk.identifiers import link_id
from policy_xwalk.judgements.seen import Shown, joined_seen
from policy_xwalk.judgements.standing import with_id
from policy_xwalk.judgements.workbook_rows import FILLED, Row, SheetRows, load_sheets
from policy_xwalk.records import ItemKind, Judgement, Relation
from policy_xwalk.reporting.judgement_columns import SUBJECT, Choice, RowKind, choice_of, choices, row_kind
from policy_xwalk.reporting.judgement_text import verdict_text
from policy_xwalk.wording import Lang, language
from policy_xwalk.wording.judge import COLUMNS, FIELDS, SIDES
from policy_xwalk.wording.terms import COLUMNS as ALL_COLUMNS

_FIX_MARK = re.compile(r"应?[：:=＝]|应为|should be")


@dataclass(frozen=True, slots=True)
class BookRead:
    """What a workbook says: judgements, what could not be understood, and the name on the first sheet."""

    judgements: tuple[Judgement, ...]
    problems: tuple[PlanError, ...]
    who: str | None
    sheets: int
    """How many sheets can be judged in."""


def read_workbook(path: Path, *, who: str | None, default_who: Callable[[], str], when: str) -> BookRead:
    """The judgements in a workbook that a run wrote and people filled in.

    ``who`` goes before the name on the first sheet, ``default_who`` is asked where neither is given. Raises
    :class:`~policy_xwalk.errors.PlanError` where the file is no such workbook; a row that cannot be understood is
    told in ``problems`` and hinders no other.
    """
    sheets, name = load_sheets(path)
    if all(sheet.kind == "orphans" for sheet in sheets):
        raise PlanError("judge_no_columns", file=path.name)
    given = (who or name or default_who()).strip()
    reading = _Reading(path.name, given, when)
    # Corrections name items by their ids, which the other sheets explain.
    for sheet in sorted(sheets, key=lambda sheet: sheet.kind == "fixes"):
        reading.sheet(sheet)
    judgements = tuple({judgement.id: judgement for judgement in map(with_id, reading.judgements)}.values())
    usable = sum(1 for sheet in sheets if sheet.kind != "orphans")
    return BookRead(judgements, tuple(reading.problems), name, usable)


class _Reading:
    """Turns filled rows into judgements."""

    def __init__(self, file: str, who: str, when: str) -> None:
        self.file, self.who, self.when = file, who, when
        self.judgements: list[Judgement] = []
        self.problems: list[PlanError] = []
        self._digests: dict[str, tuple[str, str]] = {}
        self._said: dict[tuple[str, str | None], Judgement] = {}

    def sheet(self, sheet: SheetRows) -> None:
        if sheet.kind == "fixes":
            self._fixes(sheet)
            return
        if sheet.kind == "orphans":
            rows = [row.number for row in sheet.rows]
            params = {"file": self.file, "sheet": sheet.title, "column": SUBJECT}
            self.problems.append(PlanError("judge_no_subjects", **params, count=len(rows), row=rows[0]))
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
            if any(key in row.cells for key in FILLED):
                self._row(sheet, row, by_no)

    def _wrong(self, sheet: SheetRows, row: Row, column: str, expected: object) -> None:
        lang: Lang = language()
        title = COLUMNS[column][lang] if column in COLUMNS else SUBJECT
        found = row.cells.get(column, "") or "–"
        params = {"file": self.file, "sheet": sheet.title, "row": row.number, "column": title}
        self.problems.append(PlanError("judge_cell", **params, expected=expected, found=found[:80]))

    def _row(self, sheet: SheetRows, row: Row, by_no: Mapping[str, list[Shown]]) -> None:
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
            self._add(sheet, row, shown.id, choice, relation, shown)

    def _keep(self, sheet: SheetRows, row: Row, column: str, given: Judgement) -> None:
        """Take a judgement over, unless another row of this book says something else of the same: nobody could tell
        which of two copies of a row is meant.
        """
        first = self._said.setdefault((given.subject, given.field), given)
        if (first.verdict, first.relation, first.value) == (given.verdict, given.relation, given.value):
            self.judgements.append(given)
        else:
            before = verdict_text(first.verdict, first.relation, language()) if first.value is None else first.value
            params = {"file": self.file, "sheet": sheet.title, "row": row.number, "column": COLUMNS[column][language()]}
            found = row.cells.get(column, "")[:80]
            self.problems.append(PlanError("judge_twice", **params, expected=before, found=found))

    def _add(
        self, sheet: SheetRows, row: Row, subject: str, choice: Choice, relation: Relation | None, shown: Shown
    ) -> None:
        self._keep(
            sheet,
            row,
            "verdict",
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
            ),
        )

    def _item(self, sheet: SheetRows, row: Row, shown: Shown, choice: Choice) -> None:
        """A row's item that is none: this must be one item, or nobody could say which."""
        items = shown.upper if choice.about == "upper" else shown.local
        if len(items) != 1 or items[0] not in self._digests:
            self._wrong(sheet, row, "verdict", "policy-xwalk judge --reject ID")
            return
        self._about_item(sheet, row, items[0], shown, None, None)

    def _about_item(
        self, sheet: SheetRows, row: Row, item: str, shown: Shown | None, field: str | None, value: str | None
    ) -> None:
        digest, plan = self._digests[item]
        column = "verdict" if field is None else "value" if sheet.kind == "fixes" else "fix"
        self._keep(
            sheet,
            row,
            column,
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
            ),
        )

    def _joined(
        self, sheet: SheetRows, row: Row, shown: Shown, choice: Choice, by_no: Mapping[str, list[Shown]]
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
            self._add(sheet, row, subject, choice, choice.relation, made)

    def _fix(self, sheet: SheetRows, row: Row, shown: Shown, text: str) -> None:
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
            self._about_item(sheet, row, items[0], shown, parsed[1], parsed[2])

    def _fixes(self, sheet: SheetRows) -> None:
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
                self._about_item(sheet, row, item, None, code, value)


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
