"""Records of any origin: a spreadsheet, another program, turned into JSON Lines.

Such records need say no more than is to be scored. What they leave out becomes null or an empty list; a code that
cannot be null (``kind`` and ``modality`` of a target) becomes the first of its list in the order of the alphabet,
which is seldom the right one.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

import msgspec
from msgspec import inspect

from policy_xwalk.errors import BadRecord
from policy_xwalk.evaluation.goldset import read_lines
from policy_xwalk.records import AnyRecord, Plan

_TYPES = {kind.__struct_config__.tag: kind for kind in get_args(AnyRecord)}


def read_foreign(path: Path) -> list[AnyRecord]:
    """The records of a file; a plan that is only named gets a record, an item without an id its place in the file.

    Raises :class:`~policy_xwalk.errors.BadRecord` for a line that is no record or holds a value of a wrong type.
    """
    records: list[AnyRecord] = []
    named: dict[str, None] = {}
    for number, line in enumerate(read_lines(path), start=1):
        try:
            records.append(completed({"id": f"{line.get('plan') or path.stem}/{number}", **line}))
        except (KeyError, AttributeError, msgspec.ValidationError) as error:
            found = str(error) if isinstance(error, msgspec.ValidationError) else str(line)[:80]
            raise BadRecord(file=path.name, line=number, expected=" | ".join(_TYPES), found=found) from error
        if isinstance(line.get("plan"), str):
            named.setdefault(line["plan"])
    stated = {record.id for record in records if isinstance(record, Plan)}
    plans = [completed({"record": "plan", "id": name}) for name in named if name not in stated]
    return [*plans, *records]


def completed(line: Mapping[str, Any]) -> AnyRecord:
    """A record with what it does not say filled in; raises :class:`KeyError` for an unknown kind of record."""
    kind = _TYPES[line["record"]]
    return msgspec.convert(_filled(inspect.type_info(kind), line), kind, strict=True)  # type: ignore[no-any-return]


def _filled(kind: inspect.Type, value: Any) -> Any:
    """The value with the missing required fields of every record inside it."""
    if isinstance(kind, inspect.UnionType):
        return next((_filled(t, value) for t in kind.types if isinstance(t, inspect.StructType) and value), value)
    if isinstance(kind, inspect.VarTupleType) and isinstance(value, list):
        return [_filled(kind.item_type, item) for item in value]
    if not isinstance(kind, inspect.StructType) or not isinstance(value, Mapping):
        return value
    filled = dict(value)
    for field in kind.fields:
        if field.encode_name in filled:
            filled[field.encode_name] = _filled(field.type, filled[field.encode_name])
        elif field.required:
            filled[field.encode_name] = _empty(field.type)
    return filled


def _empty(kind: inspect.Type) -> Any:
    match kind:
        case inspect.UnionType() if kind.includes_none:
            return None
        case inspect.VarTupleType():
            return []
        case inspect.DictType():
            return {}
        case inspect.LiteralType():
            return "unknown" if "unknown" in kind.values else kind.values[0]
        case inspect.FloatType():
            return 1.0
        case inspect.StructType():
            return _filled(kind, {})
        case _:
            return ""
