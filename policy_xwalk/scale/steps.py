"""The steps: each is given names and keys, makes its parts where they are not there, and tells what it made.

A step runs in any process and on any machine. It is the same work whoever asks: what it gives depends on the content
behind its keys and on nothing else.
"""

from __future__ import annotations

import errno
import hashlib
from collections import OrderedDict
from collections.abc import Callable
from functools import cache, lru_cache
from inspect import getsource
from pathlib import Path
from platform import node
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from policy_xwalk.corpus import CorpusEntry
from policy_xwalk.errors import MissingExtra, PlanError, Unreachable, UnreadableFile
from policy_xwalk.records import Finding, Indicator, Link, Plan, PlanRecords
from policy_xwalk.scale.ids import renamed
from policy_xwalk.scale.remote import is_url, read_url
from policy_xwalk.scale.store import (
    Kind,
    LostPart,
    Store,
    open_store,
    read_head,
    read_part,
    write_part,
)
from policy_xwalk.scale.units import (
    Described,
    ExportUnit,
    Fault,
    InsideUnit,
    Lost,
    Made,
    Member,
    Noticed,
    Outcome,
    PairUnit,
    PlanHead,
    PlanRef,
    Read,
    ReadUnit,
    Stopped,
    Unit,
    digest,
    pack,
    unpack_head,
    unpack_job,
)
from policy_xwalk.scale.versions import code_digest, whole_digest

if TYPE_CHECKING:
    from policy_xwalk.reading.document import SourceDocument

_records = msgspec.msgpack.Decoder(PlanRecords)
_links = msgspec.msgpack.Decoder(tuple[Link, ...])
_findings = msgspec.msgpack.Decoder(tuple[Finding, ...])

#: Errors that may be gone next time though the file is the same: a program or library is installed, a right given.
PASSING = frozenset(
    {"missing_extra", "needs_office", "conversion_timeout", "conversion_failed", "no_permission", "file_not_found"}
)


@cache
def reading_code() -> str:
    """Digest of the code from a file to its records."""
    return code_digest(
        "policy_xwalk.extraction.pipeline",
        "policy_xwalk.extraction.frameworks",
        "policy_xwalk.reading.archive",
    )


@cache
def aligning_code() -> str:
    """Digest of the code from two plans to their links."""
    return code_digest("policy_xwalk.alignment.links")


@cache
def exporting_code() -> str:
    """Digest of the code from records to the lines and columns of the results."""
    return code_digest("policy_xwalk.scale.pieces", wording=True)


@cache
def auditing_code() -> str:
    """Digest of the code from records and links to findings."""
    return code_digest("policy_xwalk.audit.engine")


def read_key(sha256: str, file: str, described: Described) -> str:
    """Key of the records of a file."""
    # Of the module that reads corpus.toml only this method bears on the records.
    return digest("plan", sha256, file, described, reading_code(), getsource(CorpusEntry.describe))


def work(order: bytes) -> bytes:
    """Do one job, as bytes in and bytes out: what a process of the pool or a machine of the cluster is asked."""
    job = unpack_job(order)
    if job.code != whole_digest():
        other = PlanError("worker_other_version", file=node(), found=whole_digest(), expected=job.code)
        return pack(Stopped(Fault.of(other)))
    return pack(do(job.unit, _opened(job.store)))


@lru_cache(maxsize=4)
def _opened(address: str) -> Store:
    return open_store(address)


def do(unit: Unit, store: Store) -> Outcome:
    """Do one unit; never raises for what the input, the disk or a lost part causes."""
    try:
        match unit:
            case ReadUnit():
                return _read(unit, store)
            case InsideUnit():
                return _inside(unit, store)
            case PairUnit():
                return _pair(unit, store)
            case ExportUnit():
                return _export(unit, store)
    except LostPart as lost:
        return Lost(lost.kind, lost.key)
    except Unreachable as error:
        return Stopped(Fault.of(error))
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        code = "no_space" if full else "cannot_write"
        found = error.strerror or type(error).__name__
        return Stopped(Fault.of(PlanError(code, file=store.address, found=found)))


def _read(unit: ReadUnit, store: Store) -> Read:
    try:
        data = _bytes(unit, store)
    except Unreachable:
        raise
    except PlanError as error:
        # Nothing was read, so nothing can be kept under its digest.
        return Read("", "", PlanHead(fault=Fault.of(error)))
    sha256 = hashlib.sha256(data).hexdigest()
    key = read_key(sha256, unit.file, unit.described)
    kept = read_head(store, "plan", key)
    if kept is not None and complete(unit, head := unpack_head(kept), key, store):
        return Read(sha256, key, head)
    head, body, text = _extracted(unit, data, store)
    if unit.keep_text and text is not None:
        write_part(store, "text", key, b"", text.encode("utf-8", "surrogatepass"))
    write_part(store, "plan", key, pack(head), body)
    return Read(sha256, key, head, fresh=True)


def complete(unit: ReadUnit, head: PlanHead, key: str, store: Store) -> bool:
    """Whether the part of a file will do: its error, if any, is not one that may have passed, its text is there."""
    if head.fault is not None and (head.fault.code in PASSING or head.fault.kind == MissingExtra.__name__):
        return False
    textual = head.plan is not None and head.plan.form == "text"
    return not (unit.keep_text and textual and read_head(store, "text", key) is None)


def _bytes(unit: ReadUnit, store: Store) -> bytes:
    from policy_xwalk.reading.files import read_bytes

    if unit.blob:
        return read_part(store, "blob", unit.blob)[1]
    if not is_url(unit.place):
        return read_bytes(Path(unit.place))
    try:
        data = read_url(unit.place)
    except FileNotFoundError as error:
        raise UnreadableFile("file_not_found", file=unit.file) from error
    except PermissionError as error:
        raise UnreadableFile("no_permission", file=unit.file, found=type(error).__name__) from error
    if not data:
        raise UnreadableFile("empty_file", file=unit.file)
    return data


def _extracted(unit: ReadUnit, data: bytes, store: Store) -> tuple[PlanHead, bytes, str | None]:
    from policy_xwalk.reading.archive import is_archive

    name = unit.file.rpartition("/")[2]
    try:
        if not unit.blob and is_archive(data, name):
            return _unpacked(unit, data, name, store), b"", None
        records, document = extract_file(unit.file, data, unit.described)
    except PlanError as error:
        return PlanHead(fault=Fault.of(error)), b"", None
    noticed = tuple(Noticed.of(warning) for warning in document.warnings) if document is not None else ()
    counts = {kind: len(getattr(records, kind)) for kind in ("indicators", "targets", "status", "actions", "boxes")}
    head = PlanHead(_identity(records), None, noticed, (), counts)
    return head, msgspec.msgpack.encode(records), None if document is None else document.text


def _identity(records: PlanRecords) -> Plan:
    return replace(records.plan, cites=(), remarks=(), unconfirmed=())


def _unpacked(unit: ReadUnit, data: bytes, name: str, store: Store) -> PlanHead:
    """Keep the files of an archive one by one, so that each is a unit like any other."""
    from policy_xwalk.corpus import may_be_plan
    from policy_xwalk.reading.archive import archive_members

    members: list[Member] = []

    def note(member: str, error: UnreadableFile) -> None:
        members.append(Member(f"{unit.file}/{member}", "", Fault.of(error)))

    for member, content in archive_members(data, name, on_error=note):
        if may_be_plan(member.rpartition("/")[2]):
            blob = hashlib.sha256(content).hexdigest()
            write_part(store, "blob", blob, b"", content)
            members.append(Member(f"{unit.file}/{member}", blob))
    return PlanHead(members=tuple(members))


def extract_file(file: str, data: bytes, described: Described) -> tuple[PlanRecords, SourceDocument | None]:
    """The records of one file as ``corpus.toml`` describes it, and the document unless it is a table of facts."""
    from policy_xwalk.extraction.frameworks import settle
    from policy_xwalk.extraction.pipeline import extract
    from policy_xwalk.reading import read_document_bytes
    from policy_xwalk.reading.framework import is_framework_bytes, read_framework_bytes

    entry = CorpusEntry(Path(file), file, **{name: getattr(described, name) for name in described.__struct_fields__})
    name = file.rpartition("/")[2]
    if is_framework_bytes(data, name):
        records = settle(read_framework_bytes(data, name, plan_id=described.id))
        plan, document = entry.describe(records.plan), None
    else:
        document = read_document_bytes(data, name)
        records = extract(document, plan=described.id, describe=entry.describe)
        plan = records.plan
    # The plan's file is named as the corpus names it.
    return replace(records, plan=replace(plan, source=replace(plan.source, file=file))), document


class _Recent:
    """Plans last used by this process: the upper plan of many pairs is loaded once."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._plans: OrderedDict[PlanRef, PlanRecords] = OrderedDict()

    def get(self, ref: PlanRef, load: Callable[[], PlanRecords]) -> PlanRecords:
        found = self._plans.pop(ref, None) or load()
        self._plans[ref] = found
        if len(self._plans) > self._size:
            self._plans.popitem(last=False)
        return found


_recent = _Recent(12)


def load_plan(ref: PlanRef, store: Store) -> PlanRecords:
    """The records of a plan of the run, with its id in this run and what people corrected.

    Raises :class:`~policy_xwalk.scale.store.LostPart` where they are gone.
    """
    return _recent.get(ref, lambda: _load_plan(ref, store))


def _load_plan(ref: PlanRef, store: Store) -> PlanRecords:
    records = extracted_plan(ref, store)
    if not ref.corrections:
        return records
    from policy_xwalk.judgements.apply import correct_plan

    return correct_plan(records, ref.corrections).records[0]


class _TableRows(msgspec.Struct):
    """Of the records of a plan what the audit of all plans together looks at; the rest is passed over unread."""

    plan: Plan
    indicators: tuple[Indicator, ...] = ()


_table_rows = msgspec.msgpack.Decoder(_TableRows)


def load_table_rows(ref: PlanRef, store: Store) -> PlanRecords:
    """A plan with its table rows and nothing else; raises :class:`~policy_xwalk.scale.store.LostPart`.

    What was noticed while it was read is left out, too: it is of use inside the plan only, and most of its size.
    """
    if ref.corrections:
        records = load_plan(ref, store)
        return PlanRecords(replace(records.plan, remarks=()), records.indicators)
    found = _table_rows.decode(read_part(store, "plan", ref.key)[1])
    return renamed(PlanRecords(replace(found.plan, remarks=()), found.indicators), ref.id)


def extracted_plan(ref: PlanRef, store: Store) -> PlanRecords:
    """The records of a plan as the program read them; raises :class:`~policy_xwalk.scale.store.LostPart`."""
    return renamed(_records.decode(read_part(store, "plan", ref.key)[1]), ref.id)


def _inside(unit: InsideUnit, store: Store) -> Made:
    from policy_xwalk.audit.engine import audit_plan
    from policy_xwalk.audit.options import AuditOptions

    if read_head(store, "inside", unit.key) is None:
        found = audit_plan(load_plan(unit.plan, store), AuditOptions(unit.select, unit.ignore))
        write_part(store, "inside", unit.key, b"", msgspec.msgpack.encode(found))
    return Made()


def _pair(unit: PairUnit, store: Store) -> Made:
    from policy_xwalk.alignment import align
    from policy_xwalk.audit.engine import audit_pair
    from policy_xwalk.audit.options import AuditOptions

    if read_head(store, "links", unit.links_key) is None:
        upper, local = load_plan(unit.upper, store), load_plan(unit.local, store)
        found = align(upper, local, comparison=unit.comparison, skipped=unit.skipped)
        write_part(store, "links", unit.links_key, b"", msgspec.msgpack.encode(found))
    if read_head(store, "between", unit.between_key) is None:
        upper, local = load_plan(unit.upper, store), load_plan(unit.local, store)
        links = load_links(unit, store)
        findings = audit_pair(upper, local, links, unit.pairing, AuditOptions(unit.select, unit.ignore))
        write_part(store, "between", unit.between_key, b"", msgspec.msgpack.encode(findings))
    return Made()


def _export(unit: ExportUnit, store: Store) -> Made:
    from policy_xwalk.scale.pieces import pieces_of

    if read_head(store, "export", unit.key) is None:
        write_part(store, "export", unit.key, b"", msgspec.msgpack.encode(pieces_of(unit, store)))
    return Made()


def load_text(ref: PlanRef, store: Store) -> str | None:
    """The text of a plan as read, where it was kept; a plan known only as facts has none."""
    if read_head(store, "text", ref.key) is None:
        return None
    return read_part(store, "text", ref.key)[1].decode("utf-8", "surrogatepass")


def load_links(unit: PairUnit, store: Store) -> tuple[Link, ...]:
    """The links of a pair as people left them; raises :class:`~policy_xwalk.scale.store.LostPart`."""
    links = found_links(unit, store)
    if not unit.verdicts:
        return links
    from policy_xwalk.judgements.apply import concerns, follow_pair

    if not concerns(links, unit.verdicts):
        return links
    return follow_pair(load_plan(unit.upper, store), load_plan(unit.local, store), links, unit.verdicts).links


def found_links(unit: PairUnit, store: Store) -> tuple[Link, ...]:
    """The links of a pair as the program made them; raises :class:`~policy_xwalk.scale.store.LostPart`."""
    return _links.decode(read_part(store, "links", unit.links_key)[1])


def load_findings(kind: Kind, key: str, store: Store) -> tuple[Finding, ...]:
    """The findings inside a plan or on a pair; raises :class:`~policy_xwalk.scale.store.LostPart`."""
    return _findings.decode(read_part(store, kind, key)[1])
