"""Judgements in a SSSOM file: the rows that a person made or checked (``semapv:ManualMappingCuration``).

The file may be one that a run wrote and people worked on, or come from another tool; items are named by their ids
(:func:`policy_xwalk.exports.sssom.curie`). What ``other`` says of relation and verdict is followed; without it
``skos:exactMatch`` means 一致, any other match only that the two belong together.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, get_args

from policy_xwalk.errors import PlanError
from policy_xwalk.exports.sssom import CURIE_MAP, NO_TERM, identifier_of
from policy_xwalk.identifiers import link_id
from policy_xwalk.judgements.standing import with_id
from policy_xwalk.judgements.store import moment
from policy_xwalk.reading.files import read_bytes
from policy_xwalk.reading.limits import ReadLimits
from policy_xwalk.records import ItemKind, Judgement, Relation, Verdict

_LIMITS = ReadLimits(file_bytes=50_000_000)
_HEADER_BYTES = 1_000_000
_HEADER_BRACKETS = 300
_NEEDED = ("subject_id", "predicate_id", "object_id")
_KINDS: Mapping[str, ItemKind] = {"I": "indicator", "T": "target", "A": "action"}
_MATCHES = {"exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch", "mappingRelation"}


@dataclass(slots=True)
class _Group:
    """The rows of one link."""

    line: int
    row: Mapping[str, str]
    other: Mapping[str, str]
    upper: list[str] = field(default_factory=list)
    local: list[str] = field(default_factory=list)


def read_sssom(
    path: Path, *, who: str | None, default_who: Callable[[], str], when: str
) -> tuple[tuple[Judgement, ...], tuple[PlanError, ...]]:
    """The judgements of a file, and a problem for each row that cannot be understood.

    ``who`` goes before the row's ``author_label`` (else ``reviewer_label``, ``creator_label``), ``default_who`` is
    asked where there is none; ``when`` stands where a row has no date. Raises
    :class:`~policy_xwalk.errors.PlanError` where the file is no SSSOM table.
    """
    data = read_bytes(path, _LIMITS)
    text = _decoded(data, path.name)
    # Only a line end ends a line here; a label may hold other characters that str.splitlines() would break at.
    lines = io.StringIO(text, newline="").readlines()
    count = next((place for place, line in enumerate(lines) if not line.startswith("#")), len(lines))
    metadata = _metadata(path.name, "".join(line[1:] for line in lines[:count]))
    stated = metadata.get("curie_map")
    prefixes = dict(CURIE_MAP) | ({str(k): str(v) for k, v in stated.items()} if isinstance(stated, dict) else {})
    problems: list[PlanError] = []
    groups = _groups(path.name, lines[count:], count, prefixes, metadata, problems)
    found: list[Judgement] = []
    for group in groups:
        try:
            found.append(with_id(_judgement(group, path.name, who, default_who, when)))
        except _Wrong as wrong:
            problems.append(
                PlanError(
                    "sssom_row",
                    file=path.name,
                    row=group.line,
                    column=wrong.column,
                    expected=wrong.expected,
                    found=group.row.get(wrong.column, "")[:80] or "–",
                )
            )
    return tuple(found), tuple(problems)


def _decoded(data: bytes, file: str) -> str:
    """The text: UTF-8, or what Excel makes of it when it saves a table as text (UTF-16 with its mark, GB 18030)."""
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    for name in (encoding, "gb18030"):
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    raise PlanError("sssom_encoding", file=file)


class _Wrong(Exception):
    """A field that cannot be understood."""

    def __init__(self, column: str, expected: str) -> None:
        self.column, self.expected = column, expected
        super().__init__(column)


def _metadata(file: str, header: str) -> dict[str, Any]:
    import yaml

    # YAML reads brackets within brackets in quadratic time; metadata has a handful.
    if len(header) > _HEADER_BYTES or header.count("[") + header.count("{") > _HEADER_BRACKETS:
        raise PlanError("sssom_unusable", file=file, found=f"{len(header)} bytes of metadata")
    try:
        read = yaml.safe_load(header)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise PlanError("sssom_unusable", file=file, found="YAML") from error
    return read if isinstance(read, dict) else {}


def _groups(
    file: str,
    lines: list[str],
    before: int,
    prefixes: Mapping[str, str],
    metadata: Mapping[str, Any],
    problems: list[PlanError],
) -> list[_Group]:
    """Rows of manual mappings, those of one link together; slots of the whole set stand for empty ones of a row."""
    # A quotation mark that is never closed would swallow the rows behind it.
    reader = csv.DictReader(lines, delimiter="\t", strict=True)
    shared = {key: str(value) for key, value in metadata.items() if isinstance(value, str | int | float | date)}
    groups: dict[str, _Group] = {}
    try:
        names = reader.fieldnames or []
        if not set(_NEEDED) <= set(names):
            raise PlanError("sssom_unusable", file=file, found=", ".join(names)[:80] or "–")
        for raw in reader:
            row = shared | {key: value for key, value in raw.items() if key and isinstance(value, str) and value}
            if not row.get("mapping_justification", "").endswith("ManualMappingCuration"):
                continue
            line = before + reader.line_num
            other = dict(part.split("=", 1) for part in row.get("other", "").split("|") if "=" in part)
            ids: list[str | None] = []
            for column in ("subject_id", "object_id"):
                reference = row.get(column, "")
                missing = reference in (NO_TERM, prefixes["sssom"] + "NoTermFound")
                named = None if missing else identifier_of(reference, prefixes)
                if named is None and not missing:
                    problems.append(
                        PlanError(
                            "sssom_row",
                            file=file,
                            row=line,
                            column=column,
                            expected="item:…",
                            found=reference[:80] or "–",
                        )
                    )
                    break
                ids.append(named)
            if len(ids) != 2:
                continue
            key = other.get("link") or f"{ids[0]}\x1f{ids[1]}"
            key = f"{key}\x1f{row.get('author_label')}\x1f{row.get('predicate_modifier')}"
            group = groups.setdefault(key, _Group(line, row, other))
            for side, item in ((group.upper, ids[0]), (group.local, ids[1])):
                if item is not None and item not in side:
                    side.append(item)
    except csv.Error as error:
        raise PlanError("sssom_unusable", file=file, found=str(error)) from error
    return list(groups.values())


def _judgement(group: _Group, file: str, who: str | None, default_who: Callable[[], str], when: str) -> Judgement:
    row, other = group.row, group.other
    for column, side in (("subject_id", group.upper), ("object_id", group.local)):
        if any(_KINDS.get(item.rpartition("/")[2][:1]) is None or not item.rpartition("/")[0] for item in side):
            raise _Wrong(column, "item:621025-2022-38/I-7f3a9c")
        if len({item.rpartition("/")[0] for item in side}) > 1:
            raise _Wrong(column, "1")
    if not group.upper and not group.local:
        raise _Wrong("subject_id", "item:…")
    first = (group.upper or group.local)[0]
    kind = _KINDS[first.rpartition("/")[2][:1]]
    plans = tuple(
        side[0].rpartition("/")[0] if side else identifier_of(row.get(source, ""), CURIE_MAP) or ""
        for side, source in ((group.upper, "subject_source"), (group.local, "object_source"))
    )
    if not all(plans):
        raise _Wrong("object_source" if group.upper else "subject_source", "item:…")
    if plans[0] == plans[1]:
        raise _Wrong("object_id", f"≠ {plans[0]}")
    verdict, relation = _said(group)
    names = (
        row.get(column, "").split("|")[0].strip() for column in ("author_label", "reviewer_label", "creator_label")
    )
    given = other.get("when") or row.get("mapping_date") or when
    try:
        moment(given)
    except ValueError as error:
        raise _Wrong("mapping_date", "2026-11-21") from error
    # Judged on other items than those the link had, the digest of the whole is no longer theirs.
    subject = link_id(plans[0], plans[1], kind, group.upper, group.local)
    return Judgement(
        subject,
        verdict,
        relation,
        who or next((name for name in names if name), None) or default_who(),
        given,
        None,
        kind="link",
        seen=other.get("seen") if other.get("link") == subject else None,
        plans=plans,
        upper=tuple(group.upper),
        local=tuple(group.local),
        shown=f"{row.get('subject_label', '') or '—'} → {row.get('object_label', '') or '—'}"[:200],
        source=file,
    )


def _said(group: _Group) -> tuple[Verdict, Relation | None]:
    """Verdict and relation of a row."""
    row, other = group.row, group.other
    if row.get("predicate_modifier") == "Not":
        return "reject", None
    predicate = row["predicate_id"].rpartition(":")[2].rpartition("#")[2]
    if predicate not in _MATCHES:
        raise _Wrong("predicate_id", "skos:exactMatch …")
    relation = other.get("relation")
    if not (group.upper and group.local):
        return "accept", "dropped" if group.upper else "added"
    if relation in get_args(Relation) and relation not in ("dropped", "added"):
        verdict: Verdict = "accept" if other.get("verdict") == "accept" else "change"
        return verdict, relation  # type: ignore[return-value]
    return ("change", "same") if predicate == "exactMatch" else ("accept", None)
