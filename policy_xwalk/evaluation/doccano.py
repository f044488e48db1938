"""doccano: JSON Lines of a sequence labelling project with relations.

Format: https://doccano.github.io/doccano/tutorial/ and the import dialogue of doccano 1.8 (JSONL(Relation)):
``text``, ``entities`` (``id``, ``label``, ``start_offset``, ``end_offset``) and ``relations`` (``id``, ``from_id``,
``to_id``, ``type``). Entities hold nothing but a label and get new ids in doccano, so the records travel in a side
column, ``policy_xwalk``, which doccano keeps as metadata of the text and writes out again; they are found by label
and offsets, and for a moved passage by the most overlap. The project must allow overlapping spans.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from policy_xwalk.errors import PlanError
from policy_xwalk.evaluation.matching import Json
from policy_xwalk.evaluation.sheet import (
    KINDS,
    NUMBER,
    NUMBER_COLOUR,
    Mark,
    Range,
    Sheet,
    place_in,
    sheet_of,
    squeezed,
)

_DATA = "policy_xwalk"


def setup() -> tuple[str, str]:
    """The labels of entities, as doccano's label page imports them; the one relation type is ``number``."""
    labels = [*((kind, colour) for kind, (_, colour) in KINDS.items()), (NUMBER, NUMBER_COLOUR)]
    keys = [
        {"text": label, "suffix_key": str(place), "background_color": colour, "text_color": "#ffffff"}
        for place, (label, colour) in enumerate(labels, start=1)
    ]
    return ".labels.json", json.dumps(keys, ensure_ascii=False, indent=1) + "\n"


def write(sheet: Sheet) -> str:
    """One line: the text, its entities and relations, and the records beside them."""
    entities: list[dict[str, Any]] = []
    relations: list[dict[str, Any]] = []

    def entity(label: str, place: Range) -> int:
        number = len(entities) + 1
        entities.append({"id": number, "label": label, "start_offset": place[0], "end_offset": place[1]})
        return number

    for mark in sheet.marks:
        passage = entity(mark.label, mark.place)
        for number in mark.numbers:
            relations.append(
                {"id": len(relations) + 1, "from_id": passage, "to_id": entity(NUMBER, number), "type": NUMBER}
            )
    by_id = {record["id"]: record for mark in sheet.marks for record in mark.records}
    by_id |= {record["id"]: record for record in sheet.kept}
    aside = json.dumps([by_id[name] for name in sheet.order], ensure_ascii=False)
    line = {"text": sheet.text, "entities": entities, "relations": relations, _DATA: aside}
    return json.dumps(line, ensure_ascii=False) + "\n"


def read(exported: str, source: str, file: str) -> Sheet:
    """The marks of the line of this text; raises :class:`~policy_xwalk.errors.PlanError` where there is not one."""
    try:
        # Not splitlines: a text inside JSON may hold U+2028 unescaped.
        lines = [json.loads(line) for line in exported.split("\n") if line.strip()]
        mine = [line for line in lines if squeezed(str(line["text"])) == squeezed(source)]
        if not mine:
            raise PlanError("exchange_text", file=file, found=f"{len(lines)} × text")
        if len(mine) > 1:
            raise PlanError("exchange_several", file=file, found=len(mine))
        aside = mine[0].get(_DATA) or []
        before = sheet_of(json.loads(aside) if isinstance(aside, str) else aside, source, file)
        marks = _with_records(_marks(mine[0], source, file), before.marks)
        return Sheet(source, tuple(marks), before.kept, before.order)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise PlanError("exchange_format", file=file, expected="doccano JSONL", found=repr(error)) from error


def _marks(line: Json, source: str, file: str) -> list[Mark]:
    labels: dict[int, str] = {}
    places: dict[int, Range] = {}
    for name, label, start, end in _entities(line):
        labels[name] = label
        places[name] = place_in(source, str(line["text"]), (start, end), None, file)
    owner = {relation["to_id"]: relation["from_id"] for relation in line.get("relations") or ()}
    numbers: dict[int, list[Range]] = {}
    for name, label in labels.items():
        if label == NUMBER:
            if labels.get(owner.get(name, -1), NUMBER) == NUMBER:
                raise PlanError("exchange_number", file=file, start=places[name][0], end=places[name][1])
            numbers.setdefault(owner[name], []).append(places[name])
        elif label not in KINDS:
            raise ValueError(label)
    return [
        Mark(label, places[name], (), tuple(numbers.get(name, ()))) for name, label in labels.items() if label != NUMBER
    ]


def _entities(line: Mapping[str, Any]) -> list[tuple[int, str, int, int]]:
    """Entities as they are with relations, or the triples of a project without."""
    if "entities" in line:
        return [(int(e["id"]), str(e["label"]), int(e["start_offset"]), int(e["end_offset"])) for e in line["entities"]]
    return [(place, str(label), int(a), int(b)) for place, (a, b, label) in enumerate(line["label"])]


def _with_records(marks: Sequence[Mark], before: Sequence[Mark]) -> list[Mark]:
    """Each mark with the records that stood there; then, for those that moved, the ones that met it most."""
    known = {(mark.label, mark.place): mark for mark in before}
    made: dict[int, Mark] = {}
    for index, mark in enumerate(marks):
        old = known.pop((mark.label, mark.place), None)
        if old is not None:
            made[index] = Mark(mark.label, mark.place, old.records, mark.numbers)
    meetings = sorted(
        (-_shared(mark.place, old.place), index, key)
        for index, mark in enumerate(marks)
        if index not in made
        for key, old in known.items()
        if mark.label == old.label or mark.place == old.place
    )
    for shared, index, key in meetings:
        if shared < 0 and index not in made and key in known:
            records = known.pop(key).records
            made[index] = Mark(marks[index].label, marks[index].place, records, marks[index].numbers, sure=False)
    return [made.get(index, mark) for index, mark in enumerate(marks)]


def _shared(first: Range, second: Range) -> int:
    return max(0, min(first[1], second[1]) - max(first[0], second[0]))
