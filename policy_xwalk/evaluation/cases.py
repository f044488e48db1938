"""Small hand-made cases: quantity phrases, sentences, tables, outlines and pairs that two plans cannot give.

Each case is run through the same code as a plan, on a text made of its own words, and gives one unit of counts.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from policy_xwalk.evaluation.matching import Json, figure_likeness, heading_likeness, pair_up, plain, row_likeness
from policy_xwalk.evaluation.plans import plain_or
from policy_xwalk.evaluation.scores import Count, Figure, accuracy, figures
from policy_xwalk.extraction.pipeline import Draft, extract_actions, extract_indicators, extract_targets, prepare
from policy_xwalk.language.fold import fold
from policy_xwalk.language.quantities import find_quantities
from policy_xwalk.reading.document import Cell, SourceDocument, SourceTable
from policy_xwalk.records import Period, to_builtins


@dataclass(slots=True)
class CaseScore:
    """Counts of one kind of cases, a unit a case, with accuracies of fields and a line for each error."""

    name: str
    units: list[Count] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    fields: dict[str, list[bool]] = field(default_factory=dict)
    traps_taken: int = 0
    status_as_target: int = 0
    errors: list[str] = field(default_factory=list)

    def add(self, case: Json, unit: Count, wrong: Iterable[str]) -> None:
        """One case: its counts and what was wrong about it."""
        self.units.append(unit)
        self.topics.append(str(case.get("topic") or ""))
        self.errors.extend(f"{case['id']}: {line}" for line in wrong)


def _document(text: str, tables: Sequence[SourceTable] = ()) -> SourceDocument:
    return SourceDocument(file="case.txt", sha256="", format="txt", text=text, tables=tuple(tables))


def draft_of(text: str, period: Sequence[int] | None, issued: str | None, tables: Sequence[SourceTable] = ()) -> Draft:
    """A case as the extractor sees a plan: identity is given, not read."""
    draft = prepare(_document(text, tables), "case")
    span = Period(period[0], period[1]) if period else None
    draft.text = replace(draft.text, period=span, issued=issued)
    return draft


def score_quantities(cases: Sequence[Json]) -> CaseScore:
    """Every quantity of a phrase: value, unit, comparator and range must all be right.

    A phrase that holds none (a name, a date) is right where no record comes of it.
    """
    score = CaseScore("quantities")
    for case in cases:
        if case.get("borderline"):
            continue
        expected = [_quantity_key(q) for q in case["expect"]]
        found = [
            (q.comparator, q.value, q.value_high, unit_of(q.unit)) for q in find_quantities(fold(case["text"]).text)
        ]
        rest, right, wrong = list(found), 0, []
        for key in expected:
            if key in rest:
                rest.remove(key)
                right += 1
            else:
                wrong.append(f"{case['text']}: {key} expected, found {found}")
        extra = 0
        if not expected:
            draft = draft_of(f"（一）主要目标\n{case['text']}。\n", (2021, 2025), None)
            extract_targets(draft)
            extra = len(draft.targets) + len(draft.status)
            raws = [record.raw for record in draft.targets] + [record.raw for record in draft.status]
            wrong += [f"{case['text']}: nothing expected, found {raw}" for raw in raws]
        score.add(case, Count(right, extra, len(expected) - right), wrong)
    return score


def unit_of(unit: str | None) -> str:
    """A unit as it is compared: width and blanks aside."""
    return unicodedata.normalize("NFKC", "".join((unit or "").split()))


def _quantity_key(quantity: Json) -> tuple[Any, ...]:
    return quantity["comparator"], quantity["value"], quantity.get("value_high"), unit_of(quantity.get("unit"))


def score_sentences(cases: Sequence[Json]) -> CaseScore:
    """Targets and status of a sentence under its heading; a target where the gold has status is wrong twice."""
    score = CaseScore("sentences")
    for case in cases:
        if case.get("borderline"):
            continue
        draft = draft_of(_under_heading(case), case.get("period"), case.get("issued"))
        extract_targets(draft)
        found = [*map(to_builtins, draft.targets), *map(to_builtins, draft.status)]
        _score_figures(score, case, [{**e, "quote": case["text"]} for e in case["expect"]], found)
    return score


def _under_heading(case: Json) -> str:
    heading = case.get("heading") or ""
    return f"{heading}\n{case['text']}\n" if heading else f"{case['text']}\n"


def _score_figures(score: CaseScore, case: Json, expected: Sequence[Json], found: Sequence[Json]) -> None:
    total, wrong = Count(), []
    for kind in ("target", "status"):
        gold = [e for e in expected if e["record"] == kind and not e.get("borderline")]
        given = [r for r in found if r["record"] == kind]
        pairs = pair_up(gold, given, _case_likeness)
        neutral = [e for e in expected if e.get("borderline")]
        unmatched = [given[j] for j in range(len(given)) if j not in {j for _, j in pairs}]
        unmatched = [r for r in unmatched if not any(_case_likeness(e, r) for e in neutral)]
        if kind == "target":
            total += Count(len(pairs), len(unmatched), len(gold) - len(pairs))
            for record in unmatched:
                wrong.append(f"wrong target {record['subject']} {record['raw']}: {case['text'][:60]}")
                status = [e for e in expected if e["record"] == "status"]
                score.status_as_target += any(_case_likeness(e, record) for e in status)
                score.traps_taken += any(plain(trap) in plain(record["raw"]) for trap in case.get("traps") or ())
            for i, j in pairs:
                _case_fields(score, case, gold[i], given[j], wrong)
        matched = {i for i, _ in pairs}
        wrong += [
            f"missed {kind} {e['subject']} {e.get('value')}{e.get('unit') or ''}: {case['text'][:60]}"
            for i, e in enumerate(gold)
            if i not in matched
        ]
    score.add(case, total, wrong)


def _case_likeness(expected: Json, record: Json) -> float:
    """As for plans, but the unit has to agree too, since all passages of a case meet."""
    if unit_of(expected.get("unit")) != unit_of(record.get("unit")):
        return 0.0
    return figure_likeness(expected, record)


def _case_fields(score: CaseScore, case: Json, expected: Json, record: Json, wrong: list[str]) -> None:
    for name in ("comparator", "unit", "deadline", "kind", "modality"):
        if name not in expected:
            continue
        right = expected[name] == record.get(name)
        score.fields.setdefault(name, []).append(right)
        if not right:
            wrong.append(
                f"{name} of {expected['subject']}: {expected[name]!r}, found {record.get(name)!r}: {case['text'][:50]}"
            )


def score_tables(cases: Sequence[Json]) -> CaseScore:
    """Rows of tables: a row is right where every field is."""
    score = CaseScore("tables")
    for case in cases:
        if case.get("borderline"):
            continue
        if case["form"] == "ruled":
            draft = draft_of(*ruled_tables(case))
        else:
            draft = draft_of(f"{case['text']}\n{case.get('notes') or ''}\n", case.get("period"), None)
        extract_indicators(draft)
        found = [to_builtins(record) for record in draft.indicators]
        expected = [row for row in case["expect"] if not row.get("borderline")]
        pairs = pair_up(case["expect"], found, _part_or_row)
        right, wrong = 0, []
        matched = dict(pairs)
        for i, row in enumerate(case["expect"]):
            if row.get("borderline"):
                continue
            if i not in matched:
                wrong.append(f"missed row {row['name']}")
                continue
            differences = row_differences(row, found[matched[i]])
            right += not differences
            wrong += [f"{row['name']}: {line}" for line in differences]
        extra = len(found) - len(pairs)
        wrong += [f"wrong row {found[j]['name']}" for j in range(len(found)) if j not in matched.values()]
        score.add(case, Count(right, extra, len(expected) - right), wrong)
    return score


def _part_or_row(expected: Json, record: Json) -> float:
    """The same name; a part (其中：风电) may be given with or without the whole it belongs to."""
    if expected.get("sub_row") and f"其中{plain(expected['name'])}" in plain(record["name"]):
        return 1.0
    return row_likeness(expected, record)


_DEFAULTS = {"basis": "end_of_period"}


def row_differences(expected: Json, record: Json) -> list[str]:
    """What of a row was read otherwise than expected."""
    wrong = [
        f"{name} {expected[name]!r}, found {record.get(name)!r}"
        for name in ("no", "category", "attribute", "direction")
        if name in expected and plain_or(expected[name]) != plain_or(record.get(name))
    ]
    for name in ("baseline", "target"):
        want, got = expected.get(name), record.get(name)
        if (want is None) != (got is None):
            wrong.append(f"{name} {want!r}, found {got!r}")
        elif want is not None and got is not None:
            words_only = want.get("value") is None
            for part in ("comparator", "value", "value_high", "unit", "year", "basis"):
                if (part not in want and part != "value_high") or (words_only and part in ("comparator", "unit")):
                    continue
                if part == "year" and want.get("year_printed") is False:
                    continue
                a, b = (plain_or(side.get(part) or _DEFAULTS.get(part)) for side in (want, got))
                if a != b:
                    wrong.append(f"{name}.{part} {want.get(part)!r}, found {got.get(part)!r}")
    return wrong


def ruled_tables(case: Json) -> tuple[str, Sequence[int] | None, None, list[SourceTable]]:
    """Ruled tables as a reader gives them: rows as lines, cells parted by tabs, merged cells at their first place.

    A case with ``pieces`` is a table that a page break cut in two.
    """
    text = f"{case['title']}\n" if case.get("title") else ""
    tables: list[SourceTable] = []
    for piece in case.get("pieces") or [case]:
        head = piece["columns"]
        rows = [*(head if head and isinstance(head[0], list) else [head]), *piece["rows"]]
        extents = {
            (m["row"], m["column"]): (m.get("rowspan", 1), m.get("colspan", 1)) for m in piece.get("merged") or ()
        }
        covered = {
            (r, c)
            for (row, column), (height, width) in extents.items()
            for r in range(row, row + height)
            for c in range(column, column + width)
            if (r, c) != (row, column)
        }
        start, cells = len(text), []
        for r, row in enumerate(rows):
            for c, content in enumerate(row):
                text += "\t" if c else ""
                if (r, c) in covered:
                    continue
                ranges = ((len(text), len(text) + len(content)),) if content else ()
                cells.append(Cell(r, c, ranges, *extents.get((r, c), (1, 1))))
                text += content
            text += "\n"
        width = max(map(len, rows))
        tables.append(SourceTable(len(tables) + 1, start, len(text) - 1, len(rows), width, tuple(cells)))
    return f"{text}{case.get('notes') or ''}\n", case.get("period"), None, tables


def score_outlines(cases: Sequence[Json]) -> CaseScore:
    """Actions and boxes of small documents."""
    score = CaseScore("outlines")
    for case in cases:
        if case.get("borderline"):
            continue
        draft = draft_of(case["text"], case.get("period"), None)
        extract_actions(draft)
        total, wrong = Count(), []
        for kind, records in (("actions", draft.actions), ("boxes", draft.boxes)):
            expected = case["expect"].get(kind) or []
            found = [to_builtins(record) for record in records]
            pairs = pair_up(expected, found, heading_likeness)
            total += Count(len(pairs), len(found) - len(pairs), len(expected) - len(pairs))
            left, right = {i for i, _ in pairs}, {j for _, j in pairs}
            wrong += [f"missed {e['number']} {e['title']}" for i, e in enumerate(expected) if i not in left]
            wrong += [f"wrong {r['number']} {r['title']}" for j, r in enumerate(found) if j not in right]
            for i, j in pairs:
                if kind == "actions":
                    _outline_fields(score, expected[i], found[j], wrong)
        score.add(case, total, wrong)
    return score


def _outline_fields(score: CaseScore, expected: Json, record: Json, wrong: list[str]) -> None:
    checks = {
        "kind": (expected.get("kind"), record.get("kind")),
        "departments": tuple(
            sorted((d["name"], d.get("role") or "") for d in side.get("departments") or ())
            for side in (expected, record)
        ),
    }
    for name, (want, got) in checks.items():
        score.fields.setdefault(name, []).append(want == got)
        if want != got:
            wrong.append(f"{name} of {expected['number']} {expected['title']}: {want!r}, found {got!r}")


SCORERS: dict[str, Callable[[Sequence[Json]], CaseScore]] = {
    "quantities": score_quantities,
    "sentences": score_sentences,
    "tables": score_tables,
    "outlines": score_outlines,
}


def case_figures(score: CaseScore) -> list[Figure]:
    """Precision, recall and F1 over all cases, then the fields and what was taken for a target."""
    table = figures(f"cases.{score.name}", score.units)
    table += [accuracy(f"cases.{score.name}.{name}", right) for name, right in sorted(score.fields.items())]
    if score.name == "sentences":
        for name in ("status_as_target", "traps_taken"):
            number = getattr(score, name)
            table.append(Figure(f"cases.sentences.{name}", number, number, number, len(score.units)))
    return table
