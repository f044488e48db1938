"""A run: which units there are, which parts are there already, and what comes of it all.

Read and extract each file, settle the ids, choose the pairs from what identifies the plans, align and audit each
pair, audit the plans together. Every step but the last leaves parts; the run itself holds keys and identities only,
and gives records, links and findings as streams.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from msgspec.structs import replace

from policy_xwalk.corpus import AbsentPlan, Corpus, choose_pairs, unknown_compares
from policy_xwalk.errors import PlanError
from policy_xwalk.judgements.apply import Review, Verdicts, concerns, correct_plan, follow_pair
from policy_xwalk.judgements.links import Followed
from policy_xwalk.pairing import Pairing
from policy_xwalk.reading.document import ReadingWarning
from policy_xwalk.records import Finding, Link, Plan, PlanRecords, Waiver
from policy_xwalk.scale.ids import settle_ids
from policy_xwalk.scale.pool import Doer
from policy_xwalk.scale.state import FileState, State, size_of, stamp_of
from policy_xwalk.scale.steps import (
    aligning_code,
    auditing_code,
    extracted_plan,
    found_links,
    lacks_text,
    load_findings,
    load_links,
    load_plan,
    passing,
    read_key,
    reading_code,
)
from policy_xwalk.scale.store import Kind, LostPart, Store, read_head
from policy_xwalk.scale.units import (
    Described,
    Died,
    ExportUnit,
    Fault,
    InsideUnit,
    Lost,
    Outcome,
    PairUnit,
    PlanHead,
    PlanRef,
    Read,
    ReadUnit,
    Stopped,
    Unit,
    digest,
    judging_code,
    ref_digest,
    unpack_head,
)

_ATTEMPTS = 5
"""How often a run begins again where parts that were there turn out to be torn."""


class Telling(Protocol):
    """Told what the run does: a stage with its number of units, each unit, and bytes done and to do."""

    @property
    def start(self) -> Callable[[str, int], None]: ...
    @property
    def step(self) -> Callable[[str], None]: ...
    @property
    def work(self) -> Callable[[int, int], None]: ...


@dataclass(frozen=True, slots=True)
class Found:
    """A file of the corpus, or one in an archive, with the part it gave."""

    file: str
    stated: bool
    read: Read
    died: bool = False


@dataclass(frozen=True, slots=True)
class Broken:
    """A plan that could not be audited or a pair that could not be compared: by the plans' ids, and why."""

    plans: tuple[str, ...]
    file: str
    fault: Fault


@dataclass(slots=True)
class Options:
    """What changes what a run finds, and what it keeps: rules of the audit to select and to leave out; texts."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    waivers: Mapping[str, Waiver] = field(default_factory=dict)
    keep_texts: bool = False
    verdicts: Verdicts = field(default_factory=Verdicts)
    """What people decided about items, links and findings."""


@dataclass(slots=True)
class Run:
    """A run whose parts are all there."""

    corpus: Corpus
    store: Store
    doer: Doer
    telling: Telling
    options: Options
    found: tuple[Found, ...]
    refs: tuple[PlanRef, ...] = ()
    plans: tuple[Plan, ...] = ()
    """What identifies each plan, without its citations and remarks."""
    inside: tuple[InsideUnit, ...] = ()
    pairs: tuple[PairUnit, ...] = ()
    broken: tuple[Broken, ...] = ()
    problems: tuple[PlanError, ...] = ()
    made: int = 0
    """How many units had to be done; the parts of all others were there."""
    state: State = field(default_factory=State)
    exported: Sequence[ExportUnit] = ()

    @property
    def failures(self) -> tuple[tuple[str, PlanError], ...]:
        """Files that gave no plan, in the order of the corpus, then what else could not be done."""
        faults = [(found.file, found.read.head.fault) for found in self.found if found.read.head.fault is not None]
        return tuple((file, fault.error()) for file, fault in [*faults, *((b.file, b.fault) for b in self.broken)])

    @property
    def warnings(self) -> tuple[tuple[str, ReadingWarning], ...]:
        """What was noticed while reading."""
        return tuple((found.file, notice.warning()) for found in self.found for notice in found.read.head.noticed)

    @property
    def absent(self) -> tuple[AbsentPlan, ...]:
        """Plans known to exist that nobody has."""
        return self.corpus.absent

    def records(self) -> Iterator[PlanRecords]:
        """The records of each plan, in the order of the corpus."""
        for ref in self.refs:
            yield load_plan(ref, self.store)

    def links(self) -> Iterator[Link]:
        """The links of each pair, in the order of the pairs."""
        for pair in self.pairs:
            yield from load_links(pair, self.store)

    def findings(self) -> Iterator[Finding]:
        """Findings inside each plan, then on each pair, then on the plans together; those set aside say so."""
        from policy_xwalk.audit.waivers import apply_waivers

        def found() -> Iterator[Finding]:
            for unit in self.inside:
                yield from load_findings("inside", unit.key, self.store)
            for pair in self.pairs:
                yield from load_findings("between", pair.between_key, self.store)
            yield from self.together()

        for finding in found():
            yield from self.options.verdicts.settle(apply_waivers([finding], self.options.waivers))

    def together_judged(self) -> tuple[Finding, ...]:
        """Findings on the plans together; those set aside say so."""
        from policy_xwalk.audit.waivers import apply_waivers

        return apply_waivers(self.together(), self.options.waivers)

    def review(self) -> Review:
        """What people decided that could not be followed, and where they differ."""
        verdicts = self.options.verdicts
        if not verdicts:
            return Review()
        corrected = (
            correct_plan(extracted_plan(ref, self.store), ref.corrections) for ref in self.refs if ref.corrections
        )

        def followed() -> Iterator[Followed]:
            for pair in self.pairs:
                links = found_links(pair, self.store) if pair.verdicts else ()
                if concerns(links, pair.verdicts):
                    upper, local = load_plan(pair.upper, self.store), load_plan(pair.local, self.store)
                    yield follow_pair(upper, local, links, pair.verdicts)

        pairs = [(pair.upper.id, pair.local.id) for pair in self.pairs]
        return verdicts.review(corrected, followed(), self.findings(), [ref.id for ref in self.refs], pairs)

    def finish(self, units: Sequence[ExportUnit]) -> None:
        """Make the pieces of the final files; raises as :func:`carry_out` does."""
        there = self.store.keys("export")
        todo = [unit for unit in units if unit.key not in there]
        self.telling.start("pieces", len(todo))
        self.exported = units
        for unit, outcome in finished(self.doer, self.telling, self.store, todo):
            if isinstance(outcome, Died):
                raise PlanError("worker_died", file=unit.name, found=outcome.times)
            self.telling.step(unit.name)

    def together(self) -> tuple[Finding, ...]:
        """Findings on the plans together; of each plan only itself and its table rows are held in memory."""
        from policy_xwalk.audit.engine import audit_corpus
        from policy_xwalk.audit.options import AuditOptions

        slim = [PlanRecords(entry.plan, entry.indicators) for entry in self.records()]
        options = AuditOptions(self.options.select, self.options.ignore)
        return audit_corpus(slim, [pair.pairing for pair in self.pairs], self.absent, options)

    def parts(self) -> set[tuple[str, str]]:
        """Kinds and keys of all parts of the run."""
        used: set[tuple[str, str]] = {("plan", found.read.key) for found in self.found if found.read.key}
        used |= {("blob", m.blob) for found in self.found for m in found.read.head.members if m.blob}
        used |= {("text", ref.key) for ref in self.refs}
        used |= {("inside", unit.key) for unit in self.inside}
        for pair in self.pairs:
            used |= {("links", pair.links_key), ("between", pair.between_key)}
        return used | {("export", unit.key) for unit in self.exported}


def carry_out(
    corpus: Corpus,
    store: Store,
    doer: Doer,
    telling: Telling,
    options: Options | None = None,
    last: State | None = None,
    keep: Callable[[State], None] = lambda state: None,
) -> Run:
    """Make every part of a run that is not there yet.

    ``last`` is what the run before left, ``keep`` is given what this one leaves, once after reading and once at the
    end. Raises :class:`~policy_xwalk.errors.PlanError` where the disk is full or a worker runs other code.
    """
    attempt = 0
    while True:
        try:
            return _Working(corpus, store, doer, telling, options or Options(), last or State(), keep).run()
        except LostPart as lost:
            attempt += 1
            if attempt == _ATTEMPTS:
                raise PlanError("parts_lost", file=store.address, found=f"{lost.kind}/{lost.key}") from lost
            store.drop(lost.kind, lost.key)


class _Working:
    def __init__(
        self,
        corpus: Corpus,
        store: Store,
        doer: Doer,
        telling: Telling,
        options: Options,
        last: State,
        keep: Callable[[State], None],
    ) -> None:
        self.corpus, self.store, self.doer, self.telling = corpus, store, doer, telling
        self.options, self.last, self.keep = options, last, keep
        self.state = State()
        self.made = 0

    def run(self) -> Run:
        found = self._read()
        self.keep(self.state)
        present = [each for each in found if each.read.head.plan is not None]
        natural = [each.read.head.plan.id for each in present if each.read.head.plan is not None]
        ids = settle_ids(natural, [each.stated for each in present])
        verdicts = self.options.verdicts
        refs = tuple(
            PlanRef(each.read.key, plan, verdicts.of_plan(plan)) for each, plan in zip(present, ids, strict=True)
        )
        plans = tuple(
            replace(each.read.head.plan, id=ref.id)
            for each, ref in zip(present, refs, strict=True)
            if each.read.head.plan is not None
        )
        pairings = choose_pairs(plans, self.corpus.compares)
        inside, pairs, broken = self._compare(refs, plans, pairings, present)
        listing = str(self.corpus.folder / "corpus.toml")
        problems = (*self.corpus.errors, *unknown_compares(plans, self.corpus.compares, file=listing))
        self.state.finished = True
        self.state.plans, self.state.pairs = len(plans), len(pairs)
        self.state.broken = [(each.file, each.fault) for each in broken]
        self.keep(self.state)
        return Run(
            self.corpus,
            self.store,
            self.doer,
            self.telling,
            self.options,
            found,
            refs,
            plans,
            inside,
            pairs,
            broken,
            problems,
            self.made,
            self.state,
        )

    # -- reading

    def _read(self) -> tuple[Found, ...]:
        units = [
            ReadUnit(
                entry.file,
                str(entry.path.absolute()),
                Described.of(entry),
                keep_text=self.options.keep_texts,
                size=size_of(str(entry.path)),
            )
            for entry in self.corpus.entries
        ]
        self.telling.start("read", len(units))
        reads = self._reads(units)
        members = [
            ReadUnit(member.file, "", unit.described, member.blob, keep_text=unit.keep_text)
            for unit in units
            for member in reads[unit][0].head.members
            if member.blob
        ]
        inner = self._reads(members)
        found: list[Found] = []
        by_file = {unit.file: unit for unit in members}
        for unit in units:
            read, died = reads[unit]
            stated = unit.described.id is not None
            if not read.head.members:
                found.append(Found(unit.file, stated, read, died))
                continue
            found.append(Found(unit.file, stated, read))
            for member in read.head.members:
                if member.fault is not None:
                    found.append(Found(member.file, stated, Read("", "", PlanHead(fault=member.fault))))
                else:
                    found.append(Found(member.file, stated, *inner[by_file[member.file]]))
        return tuple(found)

    def _reads(self, units: Sequence[ReadUnit]) -> dict[ReadUnit, tuple[Read, bool]]:
        """What each file gave, from its part or by reading it now."""
        done: dict[ReadUnit, tuple[Read, bool]] = {}
        stamps: dict[ReadUnit, str] = {}
        todo: list[ReadUnit] = []
        for unit in units:
            stamps[unit] = unit.blob or stamp_of(unit.place, time.time_ns())
            kept = self._kept(unit, stamps[unit])
            if kept is not None:
                done[unit] = (kept, False)
                self.telling.step(unit.file)
            else:
                todo.append(replace(unit, again=True) if self._passed(unit) else unit)
        for did, outcome in self._done(todo):
            if isinstance(did, ReadUnit):
                done[replace(did, again=False)] = self._outcome(did, outcome)
                if did.place:
                    self.telling.step(did.file)
        for unit in units:
            read, died = done[unit]
            if not unit.blob:
                self.state.files[unit.file] = FileState(
                    stamps[unit] if read.key else "",
                    read.sha256,
                    digest(unit.described),
                    reading_code(),
                    read.key,
                    read.head.fault,
                    died,
                )
        return done

    def _kept(self, unit: ReadUnit, stamp: str) -> Read | None:
        """The part of a file that is the same as last time, without reading the file."""
        sha256 = unit.blob
        if not sha256:
            seen = self.last.files.get(unit.file)
            if seen is None or not stamp or seen.stamp != stamp or not seen.sha256:
                return None
            sha256 = seen.sha256
        key = read_key(sha256, unit.file, unit.described)
        data = read_head(self.store, "plan", key)
        if data is None:
            return None
        head = unpack_head(data)
        wanting = (head.fault is not None and passing(head.fault)) or lacks_text(unit, head, key, self.store)
        return None if wanting else Read(sha256, key, head)

    def _passed(self, unit: ReadUnit) -> bool:
        seen = self.last.files.get(unit.file)
        return seen is not None and seen.fault is not None and passing(seen.fault)

    def _outcome(self, unit: ReadUnit, outcome: Outcome) -> tuple[Read, bool]:
        if isinstance(outcome, Read):
            return outcome, False
        fault = Fault.of(PlanError("worker_died", file=unit.file, found=_times(outcome)))
        return Read("", "", PlanHead(fault=fault)), True

    # -- comparing

    def _compare(
        self, refs: Sequence[PlanRef], plans: Sequence[Plan], pairings: Iterable[Pairing], present: Sequence[Found]
    ) -> tuple[tuple[InsideUnit, ...], tuple[PairUnit, ...], tuple[Broken, ...]]:
        by_id = {ref.id: ref for ref in refs}
        weight = {ref.id: 1 + sum(each.read.head.counts.values()) for ref, each in zip(refs, present, strict=True)}
        chosen = (self.options.select, self.options.ignore)
        inside = [
            InsideUnit(digest("inside", ref_digest(ref), auditing_code(), chosen), ref, *chosen, size=1) for ref in refs
        ]
        pairs = [self._pair(by_id, pairing, weight) for pairing in pairings]
        there = {kind: self.store.keys(kind) for kind in ("inside", "links", "between")}
        self.telling.start("align", len(pairs))
        todo: list[InsideUnit | PairUnit] = [unit for unit in inside if unit.key not in there["inside"]]
        for pair in pairs:
            if pair.links_key in there["links"] and pair.between_key in there["between"]:
                self.telling.step(pair.local.id)
            else:
                todo.append(pair)
        # Plan by plan, then the pairs of one upper plan together: a worker loads it once.
        todo.sort(key=lambda unit: unit.upper.id if isinstance(unit, PairUnit) else "")
        fallen: dict[Unit, Fault] = {}
        for unit, outcome in self._done(todo):
            if isinstance(outcome, Died):
                fallen[unit] = Fault.of(PlanError("worker_died", file=unit.name, found=_times(outcome)))
            if isinstance(unit, PairUnit):
                self.telling.step(unit.local.id)
        file_of = {plan.id: plan.source.file for plan in plans}
        broken = tuple(
            Broken((unit.plan.id,), file_of[unit.plan.id], fault)
            if isinstance(unit, InsideUnit)
            else Broken((unit.upper.id, unit.local.id), f"{unit.upper.id} → {file_of[unit.local.id]}", fault)
            for unit, fault in sorted(fallen.items(), key=lambda pair: pair[0].name)
            if isinstance(unit, InsideUnit | PairUnit)
        )
        return (
            tuple(unit for unit in inside if unit not in fallen),
            tuple(unit for unit in pairs if unit not in fallen),
            broken,
        )

    def _pair(self, by_id: Mapping[str, PlanRef], pairing: Pairing, weight: Mapping[str, int]) -> PairUnit:
        upper, local = by_id[pairing.upper], by_id[pairing.local]
        stands = (pairing.comparison, pairing.skipped)
        links = digest("links", ref_digest(upper), ref_digest(local), stands, aligning_code())
        chosen = (self.options.select, self.options.ignore)
        verdicts = self.options.verdicts.of_pair(upper.id, local.id)
        judged = (verdicts, judging_code()) if verdicts else ()
        between = digest("between", links, auditing_code(), (pairing.asked, pairing.periods), chosen, *judged)
        return PairUnit(
            links,
            between,
            upper,
            local,
            pairing.comparison,
            pairing.skipped,
            pairing.asked,
            pairing.periods,
            verdicts,
            *chosen,
            size=weight[upper.id] + weight[local.id],
        )

    # -- doing

    def _done(self, units: Sequence[Unit]) -> Iterator[tuple[Unit, Outcome]]:
        self.made += len(units)
        return finished(self.doer, self.telling, self.store, units)


def finished(doer: Doer, telling: Telling, store: Store, units: Sequence[Unit]) -> Iterator[tuple[Unit, Outcome]]:
    """Do units, keep account of the work done, and stop where nothing more can be done.

    Raises :class:`~policy_xwalk.scale.store.LostPart` after all others are done where one rests on a part that is gone.
    """
    total, so_far = sum(unit.size for unit in units), 0
    lost: LostPart | None = None
    for unit, outcome in doer.each(units) if units else ():
        if isinstance(outcome, Stopped):
            raise outcome.fault.error()
        so_far += unit.size
        telling.work(so_far, total)
        if isinstance(outcome, Lost):
            lost = LostPart(_kind(outcome.kind), outcome.key)
            store.drop(lost.kind, lost.key)
            continue
        yield unit, outcome
    if lost is not None:
        raise lost


def _kind(name: str) -> Kind:
    from policy_xwalk.scale.store import KINDS

    return next(kind for kind in KINDS if kind == name)


def _times(outcome: Outcome) -> int:
    return outcome.times if isinstance(outcome, Died) else 1
