"""A folder of plans: which files it holds, and what its ``corpus.toml`` says of them.

``corpus.toml`` may be left out: then every file is a plan and everything is read from the texts. Where it stands it
lists ``[[plan]]`` (only ``file`` is needed; what it states goes before what the text seems to say), ``[[absent]]``
(plans known to exist that nobody has), ``[[compare]]`` (comparisons across chains) and ``[audit]`` (which rules run,
which findings are set aside; :mod:`policy_xwalk.corpus_audit`). A mistake in one entry is
recorded in :attr:`Corpus.errors` and the rest goes on; only a folder or a file that cannot be read at all raises.
"""

from __future__ import annotations

import difflib
import hashlib
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from policy_xwalk.audit.waivers import WAIVERS_FILE
from policy_xwalk.corpus_audit import AuditTable, read_audit
from policy_xwalk.errors import BadCorpus
from policy_xwalk.pairing import (
    Compare,
    Pairing,
    choose_pairs,
    relation_of,
    same_topic,
    unknown_compares,
)
from policy_xwalk.records import Level, Period, Plan, Region
from policy_xwalk.regions import LEVELS, by_code, candidates, level_of, resolve

__all__ = [
    "AbsentPlan",
    "Compare",
    "Corpus",
    "CorpusEntry",
    "Pairing",
    "choose_pairs",
    "load_corpus",
    "relation_of",
    "same_topic",
    "unknown_compares",
]

CORPUS_FILE = "corpus.toml"
_LARGEST = 4_000_000
# Files of which nobody expects that they are plans.
_OTHER_SUFFIXES = frozenset(
    {".py", ".ipynb", ".js", ".css", ".json", ".jsonl", ".graphml", ".gexf", ".parquet", ".log", ".lock", ".ini"}
    | {".cfg", ".yaml", ".yml", ".exe", ".dll", ".db", ".sqlite", ".gz", ".7z", ".rar", ".tar", ".mp3", ".mp4"}
    | {".png", ".jpg", ".jpeg", ".gif", ".bmp", ".svg", ".ico"}
)
# What tells a folder into which a run wrote its results: the kept steps, or both of these files.
_WORK = ".work"
_RESULTS = ("records.jsonl", "links.jsonl")
_ID = re.compile(r"[\w.\-]{1,100}")


@dataclass(frozen=True, slots=True)
class CorpusEntry:
    """One plan of a corpus; every field but the file is None where ``corpus.toml`` does not say."""

    path: Path
    file: str
    """Path relative to the folder, with ``/``."""
    id: str | None = None
    title: str | None = None
    issuer: str | None = None
    doc_number: str | None = None
    issued: str | None = None
    level: Level | None = None
    region: Region | None = None
    period: Period | None = None
    topic: str | None = None
    chain: tuple[str, ...] = ()
    provenance: str | None = None
    licence: str | None = None
    sha256: str | None = None

    def describe(self, plan: Plan) -> Plan:
        """The plan with what the corpus file states in place of what was read; stated fields are not inferred."""
        names = ("id", "title", "issuer", "doc_number", "issued", "level", "region", "period", "topic")
        stated = {name: getattr(self, name) for name in names if getattr(self, name) is not None}
        if not stated:
            return plan
        inferred = tuple(name for name in plan.inferred if name not in stated)
        return msgspec.structs.replace(plan, **stated, inferred=inferred)


@dataclass(frozen=True, slots=True)
class AbsentPlan:
    """A plan that is known to exist, but of which no document is at hand."""

    title: str
    level: Level | None = None
    region: Region | None = None
    period: Period | None = None
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class Corpus:
    """A folder of plans; ``described`` says whether a ``corpus.toml`` stands in it."""

    folder: Path
    entries: tuple[CorpusEntry, ...]
    absent: tuple[AbsentPlan, ...] = ()
    compares: tuple[Compare, ...] = ()
    errors: tuple[BadCorpus, ...] = ()
    described: bool = False
    audit: AuditTable = field(default_factory=AuditTable)


def load_corpus(folder: Path) -> Corpus:
    """Read a folder of plans.

    Raises :class:`~policy_xwalk.errors.BadCorpus` where the folder does not exist, holds no plan, or its
    ``corpus.toml`` cannot be read as TOML. Everything else that is wrong stands in :attr:`Corpus.errors`.
    """
    if not folder.exists():
        raise BadCorpus("corpus_not_found", file=str(folder))
    if not folder.is_dir():
        raise BadCorpus("corpus_not_a_folder", file=str(folder))
    listing = folder / CORPUS_FILE
    if not listing.is_file():
        entries = tuple(CorpusEntry(path, path.relative_to(folder).as_posix()) for path in discover(folder))
        if not entries:
            raise BadCorpus("corpus_empty", file=str(folder))
        audit, errors = read_audit(None, folder, str(listing))
        return Corpus(folder, entries, errors=errors, audit=audit)
    corpus = _Listing(folder, _read_toml(listing)).corpus()
    if not corpus.entries and not corpus.errors:
        raise BadCorpus("corpus_empty", file=str(folder))
    return corpus


def may_be_plan(name: str) -> bool:
    """Whether a file of this name may be a plan: not hidden, no README, no file of another program."""
    return not (
        name.startswith((".", "~$"))
        or name in (CORPUS_FILE, WAIVERS_FILE)
        or re.match(r"(?:README|LICEN[CS]E)\b", name, re.IGNORECASE)
        or Path(name).suffix.lower() in _OTHER_SUFFIXES
    )


def discover(folder: Path) -> list[Path]:
    """The files of a folder and its subfolders that may be plans, sorted by path.

    Left out are hidden files, README files, ``corpus.toml``, files of other programs, links that lead out of the
    folder, and folders into which an earlier run wrote its results.
    """
    if not isinstance(folder, Path):
        return _discover_behind_url(folder)
    root = folder.resolve()
    found = []
    for current, folders, names in os.walk(folder):
        if _WORK in folders or set(_RESULTS) <= set(names):
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__")))
        for name in names:
            path = Path(current) / name
            if may_be_plan(name) and path.is_file() and path.resolve().is_relative_to(root):
                found.append(path)
    return sorted(found, key=lambda path: path.relative_to(folder).parts)


def _discover_behind_url(folder: Path) -> list[Path]:
    """The same for a folder behind a URL, which has the interface of a path only and no links."""
    files = {tuple(path.relative_to(folder).parts): path for path in folder.rglob("*") if path.is_file()}
    results = {name[:-1] for name in files if {(*name[:-1], other) for other in _RESULTS} <= files.keys()}
    results |= {name[: name.index(_WORK)] for name in files if _WORK in name[:-1]}

    def shown(parts: tuple[str, ...]) -> bool:
        hidden = any(part.startswith((".", "__")) for part in parts[:-1])
        return may_be_plan(parts[-1]) and not hidden and not any(parts[:end] in results for end in range(len(parts)))

    return [files[parts] for parts in sorted(files) if shown(parts)]


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > _LARGEST:
            raise BadCorpus("corpus_too_large", file=str(path), limit=_LARGEST)
        return tomllib.loads(path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        raise BadCorpus("corpus_not_utf8", file=str(path)) from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise BadCorpus("corpus_not_toml", file=str(path), detail=" ".join(str(error).split())) from error
    except OSError as error:
        raise BadCorpus("corpus_unreadable", file=str(path), found=type(error).__name__) from error


class _Listing:
    """Reads a ``corpus.toml`` entry by entry and keeps what is wrong with each."""

    def __init__(self, folder: Path, tables: dict[str, Any]) -> None:
        self.folder = folder
        self.file = str(folder / CORPUS_FILE)
        self.tables = tables
        self.errors: list[BadCorpus] = []

    def corpus(self) -> Corpus:
        known = ("plan", "absent", "compare", "audit")
        for key in self.tables:
            if key not in known:
                self._wrong("corpus_unknown_table", found=key, expected=_nearest(key, known))
        entries = tuple(self._entries())
        absent = tuple(self._absent())
        compares = tuple(self._compares())
        audit, wrong = read_audit(self.tables.get("audit"), self.folder, self.file)
        errors = (*self.errors, *wrong)
        return Corpus(self.folder, entries, absent, compares, errors, described=True, audit=audit)

    def _wrong(self, code: str, **params: object) -> None:
        self.errors.append(BadCorpus(code, file=self.file, **params))

    def _tables(self, kind: str, known: set[str]) -> Iterator[tuple[int, Mapping[str, Any]]]:
        tables = self.tables.get(kind, [])
        for number, table in enumerate(tables if isinstance(tables, list) else [tables], start=1):
            if not isinstance(table, dict):
                self._wrong("corpus_entry_not_a_table", kind=kind, number=number)
                continue
            for key in sorted(set(table) - known):
                self._wrong("corpus_unknown_field", kind=kind, number=number, field=key, expected=_nearest(key, known))
            yield number, table

    def _entries(self) -> Iterator[CorpusEntry]:
        ids: set[str] = set()
        files: set[str] = set()
        known = {field.name for field in fields(CorpusEntry)} - {"path"}
        for number, table in self._tables("plan", known):
            entry = self._entry(number, table)
            if entry is None:
                continue
            if entry.file in files:
                self._wrong("corpus_duplicate_file", number=number, found=entry.file)
            elif entry.id is not None and entry.id in ids:
                self._wrong("corpus_duplicate_id", number=number, found=entry.id)
            else:
                files.add(entry.file)
                ids.update([entry.id] if entry.id else [])
                yield entry

    def _entry(self, number: int, table: Mapping[str, Any]) -> CorpusEntry | None:
        where: dict[str, object] = {"kind": "plan", "number": number}
        name = self._text(table, "file", where)
        if name is None:
            self._wrong("corpus_entry_without_file", number=number)
            return None
        name = name.replace("\\", "/")
        path = self.folder / name
        try:
            inside = path.resolve().is_relative_to(self.folder.resolve())
            exists = inside and path.is_file()
        except (OSError, ValueError):
            inside, exists = True, False
        if not inside:
            self._wrong("corpus_file_outside", number=number, found=name)
            return None
        if not exists:
            self._wrong("corpus_file_not_found", number=number, found=name)
            return None
        plan_id = self._text(table, "id", where)
        if plan_id is not None and not _ID.fullmatch(plan_id):
            self._wrong("corpus_bad_id", number=number, found=plan_id)
            plan_id = None
        digest = self._text(table, "sha256", where)
        if digest is not None and hashlib.sha256(path.read_bytes()).hexdigest() != digest.lower():
            self._wrong("corpus_file_changed", number=number, found=name)
        chain = self._chain(table, where)
        level, region = self._place(table, chain, where)
        return CorpusEntry(
            path=path,
            file=name,
            id=plan_id,
            title=self._text(table, "title", where),
            issuer=self._text(table, "issuer", where),
            doc_number=self._text(table, "doc_number", where),
            issued=self._day(table, where),
            level=level,
            region=region,
            period=self._period(table, where),
            topic=self._text(table, "topic", where),
            chain=chain,
            provenance=self._text(table, "provenance", where),
            licence=self._text(table, "licence", where),
            sha256=digest.lower() if digest else None,
        )

    def _absent(self) -> Iterator[AbsentPlan]:
        known = {"title", "level", "region", "period", "topic", "chain", "note"}
        for number, table in self._tables("absent", known):
            where: dict[str, object] = {"kind": "absent", "number": number}
            title = self._text(table, "title", where)
            if title is None:
                self._wrong("corpus_field_missing", **where, field="title")
                continue
            level, region = self._place(table, self._chain(table, where), where)
            yield AbsentPlan(title, level, region, self._period(table, where), self._text(table, "topic", where))

    def _compares(self) -> Iterator[Compare]:
        for number, table in self._tables("compare", {"upper", "local", "note"}):
            where: dict[str, object] = {"kind": "compare", "number": number}
            upper, local = self._text(table, "upper", where), self._text(table, "local", where)
            for key, value in (("upper", upper), ("local", local)):
                if value is None:
                    self._wrong("corpus_field_missing", **where, field=key)
            if upper is not None and local is not None:
                yield Compare(upper, local, self._text(table, "note", where))

    def _text(self, table: Mapping[str, Any], key: str, where: Mapping[str, object]) -> str | None:
        value = table.get(key)
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool) and key == "region":
            return str(value)  # a code written without quotes
        if not isinstance(value, str) or not value.strip():
            self._wrong("corpus_bad_field", **where, field=key, found=_shown(value), expected="text")
            return None
        return value.strip()

    def _day(self, table: Mapping[str, Any], where: Mapping[str, object]) -> str | None:
        value = table.get("issued")
        if value is None:
            return None
        try:  # a TOML date, or one in quotes
            return (value if isinstance(value, date) else date.fromisoformat(value)).isoformat()[:10]
        except (TypeError, ValueError):
            pass
        self._wrong("corpus_bad_field", **where, field="issued", found=_shown(value), expected="2022-05-26")
        return None

    def _period(self, table: Mapping[str, Any], where: Mapping[str, object]) -> Period | None:
        value = table.get("period")
        if value is None:
            return None
        years: list[object] = []
        if isinstance(value, str):
            years = [int(year) for year in re.findall(r"\d{4}", value)]
        elif isinstance(value, list):
            years = value
        elif isinstance(value, dict):
            years = [value.get("start"), value.get("end")]
        match years:
            case [int(start), int(end)] if 1900 < start <= end < 2200:
                return Period(start, end)
        self._wrong("corpus_bad_field", **where, field="period", found=_shown(value), expected="2021-2025")
        return None

    def _chain(self, table: Mapping[str, Any], where: Mapping[str, object]) -> tuple[str, ...]:
        value = table.get("chain", [])
        names = re.split(r"\s*(?:/|>|→)\s*", value.strip()) if isinstance(value, str) else value
        if isinstance(names, list) and all(isinstance(name, str) and name for name in names):
            return tuple(names)
        self._wrong("corpus_bad_field", **where, field="chain", found=_shown(value), expected='["全国", "甘肃省", …]')
        return ()

    def _place(
        self, table: Mapping[str, Any], chain: tuple[str, ...], where: Mapping[str, object]
    ) -> tuple[Level | None, Region | None]:
        """Level and region; a chain helps to tell places of one name apart and must not contradict the region."""
        level = self._text(table, "level", where)
        if level is not None and level not in LEVELS:
            self._wrong("corpus_bad_field", **where, field="level", found=level, expected=" ".join(LEVELS))
            level = None
        name = self._text(table, "region", where) or (chain[-1] if chain else None)
        region: Region | None = None
        upper = tuple(n for n in chain[:-1] if n != "全国")
        if name is not None:
            region = by_code(name.ljust(6, "0")) if name.isdigit() else resolve(name, within=upper)
            if region is None:
                places = candidates(name)
                code = "corpus_region_ambiguous" if len(places) > 1 else "corpus_region_unknown"
                listed = "；".join("".join(p.path) + f"（{p.code}）" for p in places[:8])
                self._wrong(code, **where, found=name, candidates=listed)
            elif any(n not in region.path for n in upper):
                self._wrong("corpus_chain_mismatch", **where, found=" / ".join(chain), expected=" / ".join(region.path))
        own_level = level_of(region) if region is not None else None
        if level is not None and own_level is not None and level != own_level and region and region.code:
            self._wrong("corpus_level_mismatch", **where, found=level, expected=own_level, region=region.name)
            level = own_level
        return level or own_level, region


def _nearest(word: str, known: set[str] | tuple[str, ...]) -> str:
    """The known word that a misspelt one most likely means, or all of them."""
    near = difflib.get_close_matches(word, sorted(known), n=1)
    return near[0] if near else " ".join(sorted(known))


def _shown(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else text[:59] + "…"
