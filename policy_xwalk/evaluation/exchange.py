"""Gold to and from annotation tools that others know: Label Studio and doccano.

``export_gold`` marks every record of a plan in the plan's text, ``import_gold`` makes records of the marks that come
back. A passage that a person left as it was gives the very same record. A moved one keeps its id and its other
fields; where its number was moved, its kind changed, or nothing but the mark is known, the record says
``"check": true`` and its unknown fields are null: a person fills them in and takes the mark away.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Literal, get_args

from policy_xwalk.evaluation import doccano, label_studio
from policy_xwalk.evaluation.goldset import read_lines
from policy_xwalk.evaluation.matching import Json
from policy_xwalk.evaluation.sheet import KINDS, Mark, Range, Sheet, sheet_of, squeezed, whole
from policy_xwalk.reading import read_document
from policy_xwalk.reading.document import SourceDocument

Tool = Literal["label-studio", "doccano"]
TOOLS: tuple[str, ...] = get_args(Tool)

_FIGURE = ("section", "subject", "scope", "comparator", "value", "value_high", "unit", "raw")
#: Fields of a new record by its kind, in the order of the gold; all null until a person fills them in.
_FIELDS: dict[str, tuple[str, ...]] = {
    "indicator": ("no", "name", "category", "baseline", "target", "attribute", "direction", "section"),
    "target": (*_FIGURE, "deadline", "deadline_from", "kind", "modality", "hedges", "basis", "restates"),
    "status": (*_FIGURE, "as_of", "kind", "hedges", "basis"),
    "action": ("number", "title", "deadline", "kind", "parent", "departments"),
    "box": ("number", "section", "title"),
    "trap": ("raw", "why"),
}
_LISTS = frozenset({"hedges", "departments"})


def export_gold(gold_file: Path, plan_file: Path, tool: Tool) -> str:
    """A plan and its records in the format that a tool imports: a JSON list of tasks, or JSON Lines.

    The records may be gold or what ``policy-xwalk extract`` printed. Raises
    :class:`~policy_xwalk.errors.PlanError` where the records do not belong to the plan.
    """
    document = read_document(plan_file)
    sheet = sheet_of(read_lines(gold_file), document.text, plan_file.name)
    return label_studio.write(sheet) if tool == "label-studio" else doccano.write(sheet)


def import_gold(text: str, plan_file: Path, tool: Tool) -> list[dict[str, Any]]:
    """The records in what a tool exported for a plan, known ones first in their order, then new ones as they stand.

    Raises :class:`~policy_xwalk.errors.PlanError` where ``text`` is not the tool's format, holds no or several
    annotations of the plan, or marks a number that belongs to no passage.
    """
    document = read_document(plan_file)
    read = label_studio.read if tool == "label-studio" else doccano.read
    return _records(read(text, document.text, plan_file.name), document)


def setup(tool: Tool) -> tuple[str, str]:
    """What the tool has to know of our labels: a suffix for the file, and its content (XML or JSON)."""
    return label_studio.setup() if tool == "label-studio" else doccano.setup()


def _records(sheet: Sheet, document: SourceDocument) -> list[dict[str, Any]]:
    known: list[dict[str, Any]] = [dict(record) for record in sheet.kept]
    new: list[dict[str, Any]] = []
    plan = _plan_id(sheet, document)
    for mark in sorted(sheet.marks, key=lambda mark: mark.place):
        for record in _of_mark(mark, document):
            (known if record.get("id") else new).append(record)
    taken = [str(record["id"]) for record in known] + list(sheet.order)
    for record in new:
        record["id"], record["plan"] = _free_id(plan, str(record["record"]), taken), plan
        taken.append(record["id"])
    places = {name: place for place, name in enumerate(sheet.order)}
    known.sort(key=lambda record: places.get(str(record["id"]), len(places)))
    return known + new


def _of_mark(mark: Mark, document: SourceDocument) -> Iterable[dict[str, Any]]:
    """The records of one mark: each keeps its number, takes one that is left, or goes with it."""
    own = {number for record in mark.records if (number := whole(record.get("raw_spans"))) in mark.numbers}
    left = [number for number in sorted(mark.numbers) if number not in own]
    for record in mark.records:
        number = whole(record.get("raw_spans"))
        if number is None or number in own:
            yield _kept(record, mark, number, document)
        elif left:
            yield _kept(record, mark, left.pop(0), document)
        elif not mark.numbers:
            yield _kept(record, mark, None, document)
    if not mark.records and not left:
        yield _new(mark, None, document)
    for number in left:
        yield _new(mark, number, document)


def _kept(record: Json, mark: Mark, number: Range | None, document: SourceDocument) -> dict[str, Any]:
    made = dict(record)
    doubtful = not mark.sure
    if mark.place != whole(record.get("spans")):
        made["spans"], made["quote"] = _spans(mark.place, document)
    if number != whole(record.get("raw_spans")):
        doubtful = True
        made.pop("raw_spans", None)
        if number is not None:
            made["raw_spans"], made["raw"] = _spans(number, document)
    if number is not None and not (mark.place[0] <= number[0] and number[1] <= mark.place[1]):
        doubtful = True
    if mark.label != record["record"]:
        doubtful = True
        empty = _new(mark, number, document)
        made = {key: made.get(key, value) if key != "record" else value for key, value in empty.items()}
        made["id"] = None
        if "kind" in made and {mark.label, record["record"]} != {"target", "status"}:
            made["kind"] = None
    return {**made, "check": True} if doubtful else made


def _new(mark: Mark, number: Range | None, document: SourceDocument) -> dict[str, Any]:
    spans, quote = _spans(mark.place, document)
    fields: dict[str, Any] = {name: [] if name in _LISTS else None for name in _FIELDS[mark.label]}
    made: dict[str, Any] = {"record": mark.label, "id": None, "plan": None, **fields, "quote": quote, "spans": spans}
    if number is not None:
        made["raw_spans"], made["raw"] = _spans(number, document)
    return {**made, "check": True}


def _spans(place: Range, document: SourceDocument) -> tuple[list[dict[str, Any]], str]:
    """A range as spans, one a page and without blanks at the ends, and the quote of them."""
    pieces: list[tuple[int | None, int, int]] = [(None, *place)]
    if document.pages:
        pieces = [
            (page.number, max(place[0], page.start), min(place[1], page.end))
            for page in document.pages
            if page.start < place[1] and place[0] < page.end
        ]
    spans = []
    for page, start, end in pieces:
        words = document.text[start:end]
        if words.strip():
            first = start + len(words) - len(words.lstrip())
            spans.append({"page": page, "start": first, "end": first + len(words.strip())})
    return spans, squeezed("".join(document.text[span["start"] : span["end"]] for span in spans))


def _plan_id(sheet: Sheet, document: SourceDocument) -> str:
    for record in (*sheet.kept, *(record for mark in sheet.marks for record in mark.records)):
        name = record.get("id") if record["record"] == "plan" else record.get("plan")
        if name:
            return str(name)
    return Path(document.file).stem


def _free_id(plan: str, kind: str, taken: Sequence[str]) -> str:
    prefix = f"{plan}/{KINDS[kind][0]}"
    numbers = [int(rest) for name in taken if name.startswith(prefix) and (rest := name[len(prefix) :]).isdigit()]
    return f"{prefix}{max(numbers, default=0) + 1}"
