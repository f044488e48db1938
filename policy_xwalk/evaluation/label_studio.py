"""Label Studio: tasks in its JSON format, with regions, per-region notes and relations.

Format: https://labelstud.io/guide/task_format and https://labelstud.io/guide/export (JSON). The records of a passage
stand as JSON in a text area of its region, one entry a record, where they can be read and corrected; records without
a passage and the order of all stand in the task's data. A number is a region of its own, with a relation from its
passage.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import quoteattr

from policy_xwalk.errors import PlanError
from policy_xwalk.evaluation.matching import Json
from policy_xwalk.evaluation.sheet import KINDS, NUMBER, NUMBER_COLOUR, Mark, Range, Sheet, place_in, squeezed

#: Names of the controls of the labelling configuration, and the key of our data in a task.
_LABELS, _TEXT, _RECORD, _DATA = "kind", "text", "record", "policy_xwalk"


def setup() -> tuple[str, str]:
    """The labelling configuration."""
    colours = [*((kind, colour) for kind, (_, colour) in KINDS.items()), (NUMBER, NUMBER_COLOUR)]
    labels = "\n".join(
        f'    <Label value={quoteattr(label)} background={quoteattr(colour)} hotkey="{place}"/>'
        for place, (label, colour) in enumerate(colours, start=1)
    )
    return (
        ".xml",
        f"""<View>
  <Relations>
    <Relation value="{NUMBER}"/>
  </Relations>
  <Labels name="{_LABELS}" toName="{_TEXT}">
{labels}
  </Labels>
  <Text name="{_TEXT}" value="$text" granularity="symbol"/>
  <TextArea name="{_RECORD}" toName="{_TEXT}" perRegion="true" editable="true" rows="8"/>
</View>
""",
    )


def write(sheet: Sheet) -> str:
    """A list of one task with one annotation."""
    result: list[dict[str, Any]] = []
    relations: list[dict[str, Any]] = []
    for place, mark in enumerate(sheet.marks, start=1):
        region = f"passage-{place}"
        result.append(_region(sheet, region, mark.place, "labels", _LABELS, {"labels": [mark.label]}))
        notes = [json.dumps(record, ensure_ascii=False) for record in mark.records]
        result.append(_region(sheet, region, mark.place, "textarea", _RECORD, {"text": notes}))
        for index, number in enumerate(mark.numbers, start=1):
            name = f"number-{place}-{index}"
            result.append(_region(sheet, name, number, "labels", _LABELS, {"labels": [NUMBER]}))
            relations.append(
                {"type": "relation", "from_id": region, "to_id": name, "direction": "right", "labels": [NUMBER]}
            )
    data = {"text": sheet.text, _DATA: {"kept": list(sheet.kept), "order": list(sheet.order)}}
    task = {"data": data, "annotations": [{"result": [*result, *relations]}]}
    return json.dumps([task], ensure_ascii=False, indent=1) + "\n"


def _region(sheet: Sheet, name: str, place: Range, kind: str, control: str, value: Json) -> dict[str, Any]:
    start, end = place
    words = {} if "text" in value else {"text": sheet.text[start:end]}
    return {
        "id": name,
        "from_name": control,
        "to_name": _TEXT,
        "type": kind,
        "value": {"start": start, "end": end, **words, **value},
    }


def read(exported: str, source: str, file: str) -> Sheet:
    """The marks of the one annotation of this text; raises :class:`~policy_xwalk.errors.PlanError` otherwise."""
    try:
        tasks = json.loads(exported)
        task = _task(tasks if isinstance(tasks, list) else [tasks], source, file)
        result = _annotation(task, file)["result"]
        extra = task["data"].get(_DATA) or {}
        extra = json.loads(extra) if isinstance(extra, str) else extra
        marks = _marks(result, str(task["data"]["text"]), source, file)
        return Sheet(source, tuple(marks), tuple(extra.get("kept") or ()), tuple(extra.get("order") or ()))
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise PlanError("exchange_format", file=file, expected="Label Studio JSON", found=repr(error)) from error


def _task(tasks: Sequence[Json], source: str, file: str) -> Json:
    for task in tasks:
        if squeezed(str(task["data"]["text"])) == squeezed(source):
            return task
    raise PlanError("exchange_text", file=file, found=f"{len(tasks)} × task")


def _annotation(task: Json, file: str) -> Json:
    """The annotation; of several the one marked as ground truth. A skipped one does not count."""
    done = [entry for entry in task.get("annotations") or () if not entry.get("was_cancelled")]
    chosen = [entry for entry in done if entry.get("ground_truth")] or done
    if len(chosen) != 1:
        raise PlanError("exchange_several", file=file, found=len(chosen))
    only: Json = chosen[0]
    return only


def _marks(result: Sequence[Json], text: str, source: str, file: str) -> list[Mark]:
    labels: dict[str, str] = {}
    places: dict[str, Range] = {}
    records: dict[str, tuple[Json, ...]] = {}
    owner: dict[str, str] = {}
    for entry in result:
        if entry["type"] in ("labels", "hypertextlabels"):
            value = entry["value"]
            (labels[entry["id"]],) = value.get("labels") or value["hypertextlabels"]
            at = value.get("globalOffsets") or value
            places[entry["id"]] = place_in(source, text, (int(at["start"]), int(at["end"])), value.get("text"), file)
        elif entry["type"] == "textarea" and entry["from_name"] == _RECORD:
            notes = entry["value"]["text"]
            records[entry["id"]] = tuple(_record(note) for note in ([notes] if isinstance(notes, str) else notes))
        elif entry["type"] == "relation":
            owner[entry["to_id"]] = entry["from_id"]
    numbers: dict[str, list[Range]] = {}
    for name, label in labels.items():
        if label == NUMBER:
            if labels.get(owner.get(name, ""), NUMBER) == NUMBER:
                raise PlanError("exchange_number", file=file, start=places[name][0], end=places[name][1])
            numbers.setdefault(owner[name], []).append(places[name])
        elif label not in KINDS:
            raise ValueError(label)
    return [
        Mark(label, places[name], records.get(name, ()), tuple(numbers.get(name, ())))
        for name, label in labels.items()
        if label != NUMBER
    ]


def _record(note: str) -> Json:
    record: Any = json.loads(note)
    if not isinstance(record, dict) or record.get("record") not in KINDS:
        raise ValueError(note)
    return record
