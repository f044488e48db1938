"""What is handed to whoever does a step, and what comes back: names and keys, never texts or records.

Everything here travels as msgpack between processes and machines.
"""

from __future__ import annotations

from functools import cache
from hashlib import blake2s
from typing import Any

import msgspec
from msgspec import Struct

from policy_xwalk import errors
from policy_xwalk.corpus import CorpusEntry
from policy_xwalk.errors import PlanError
from policy_xwalk.pairing import Pairing, Periods
from policy_xwalk.reading.document import ReadingWarning
from policy_xwalk.records import Comparison, Level, Period, Plan, Region, Waiver
from policy_xwalk.scale.versions import code_digest
from policy_xwalk.wording import Lang


class Described(Struct, frozen=True):
    """What ``corpus.toml`` states of a plan."""

    id: str | None = None
    title: str | None = None
    issuer: str | None = None
    doc_number: str | None = None
    issued: str | None = None
    level: Level | None = None
    region: Region | None = None
    period: Period | None = None
    topic: str | None = None

    @classmethod
    def of(cls, entry: CorpusEntry) -> Described:
        return cls(**{name: getattr(entry, name) for name in cls.__struct_fields__})


class Fault(Struct, frozen=True):
    """An error of the input as it is kept and sent: its kind, code and parameters."""

    kind: str
    code: str
    params: dict[str, Any]

    @classmethod
    def of(cls, error: PlanError) -> Fault:
        params = {name: _plain(value) for name, value in error.params.items()}
        return cls(type(error).__name__, error.code, params)

    def error(self) -> PlanError:
        """The error again."""
        kind = getattr(errors, self.kind, PlanError)
        return kind(self.code, **self.params) if isinstance(kind, type) else PlanError(self.code, **self.params)


class Noticed(Struct, frozen=True):
    """A warning of a reader."""

    code: str
    page: int | None
    params: dict[str, Any]

    @classmethod
    def of(cls, warning: ReadingWarning) -> Noticed:
        return cls(warning.code, warning.page, {name: _plain(value) for name, value in warning.params.items()})

    def warning(self) -> ReadingWarning:
        """The warning again."""
        return ReadingWarning(self.code, self.page, dict(self.params))


def _plain(value: object) -> object:
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, set | frozenset):
        return sorted(map(str, value))
    return [_plain(part) for part in value] if isinstance(value, list | tuple) else str(value)


class Member(Struct, frozen=True):
    """A file of an archive; ``blob`` is the key under which its bytes are kept."""

    file: str
    blob: str
    fault: Fault | None = None


class PlanHead(Struct, frozen=True):
    """What a run must know of a plan without reading its records, or why there is none.

    Of ``plan`` only what identifies it is kept. An archive has neither plan nor fault but members.
    """

    plan: Plan | None = None
    fault: Fault | None = None
    noticed: tuple[Noticed, ...] = ()
    members: tuple[Member, ...] = ()
    counts: dict[str, int] = {}


class ReadUnit(Struct, frozen=True, tag="read"):
    """Read one file and extract its records. ``place`` is its path or URL; a file of an archive has a ``blob``."""

    file: str
    place: str
    described: Described
    blob: str = ""
    keep_text: bool = False
    """Keep the text as read beside the records, for pages that show it."""
    size: int = 0

    @property
    def name(self) -> str:
        return self.file


class PlanRef(Struct, frozen=True):
    """A plan of the run: the key of its records, its id in this run, and what people corrected in it (JSON)."""

    key: str
    id: str
    corrections: tuple[str, ...] = ()


class InsideUnit(Struct, frozen=True, tag="inside"):
    """Audit one plan by itself."""

    key: str
    plan: PlanRef
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    size: int = 0

    @property
    def name(self) -> str:
        return self.plan.id


class PairUnit(Struct, frozen=True, tag="pair"):
    """Align two plans and audit the pair. ``verdicts`` are the judgements on its links (JSON)."""

    links_key: str
    between_key: str
    upper: PlanRef
    local: PlanRef
    comparison: Comparison
    skipped: tuple[str, ...]
    asked: bool
    periods: Periods
    verdicts: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    size: int = 0

    @property
    def name(self) -> str:
        return self.local.id

    @property
    def pairing(self) -> Pairing:
        return Pairing(self.upper.id, self.local.id, self.comparison, self.skipped, self.asked, self.periods)


class ExportUnit(Struct, frozen=True, tag="export"):
    """Write some plans with the findings inside them, or some pairs, as lines and as columns, for the results.

    ``waivers`` name the findings that are set aside, with who, when and why.
    """

    key: str
    plans: tuple[PlanRef, ...] = ()
    inside: tuple[InsideUnit, ...] = ()
    pairs: tuple[PairUnit, ...] = ()
    waivers: tuple[tuple[str, Waiver], ...] = ()
    verdicts: tuple[str, ...] = ()
    """Judgements on findings (JSON)."""
    parquet: bool = False
    lang: Lang = "zh"
    size: int = 0

    @property
    def name(self) -> str:
        first = self.plans[0] if self.plans else self.pairs[0].local
        return first.id


Unit = ReadUnit | InsideUnit | PairUnit | ExportUnit


class Job(Struct, frozen=True):
    """A unit with where its parts are kept; ``code`` is the digest of the code that gave the order."""

    store: str
    code: str
    unit: Unit


class Read(Struct, frozen=True, tag="read"):
    """A file was read: digest of its bytes, key of its part and what a run must know of it."""

    sha256: str
    key: str
    head: PlanHead
    fresh: bool = False
    """Whether its part was made now; else it was there."""


class Made(Struct, frozen=True, tag="made"):
    """The parts of the unit are there."""


class Stopped(Struct, frozen=True, tag="stopped"):
    """The unit cannot be done, and no other can: the disk is full, or the worker runs other code."""

    fault: Fault


class Lost(Struct, frozen=True, tag="lost"):
    """A part that the unit rests on is gone and has to be made again."""

    kind: str
    key: str


class Died(Struct, frozen=True, tag="died"):
    """Worker after worker died over this unit."""

    times: int


Outcome = Read | Made | Stopped | Lost | Died

pack = msgspec.msgpack.Encoder().encode
unpack_job = msgspec.msgpack.Decoder(Job).decode
unpack_head = msgspec.msgpack.Decoder(PlanHead).decode
unpack_outcome: Any = msgspec.msgpack.Decoder(Read | Made | Stopped | Lost | Died).decode


def digest(*parts: object) -> str:
    """Key of a part: a digest of everything it depends on."""
    return blake2s(msgspec.msgpack.encode(parts), digest_size=20).hexdigest()


def ref_digest(ref: PlanRef) -> str:
    """Digest of a plan as a run sees it."""
    return digest("ref", ref.key, ref.id, ref.corrections, judging_code() if ref.corrections else "")


@cache
def judging_code() -> str:
    """Digest of the code that makes records and links follow what people decided."""
    return code_digest("policy_xwalk.judgements.apply")
