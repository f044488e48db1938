"""A run whose parts are all there: what was found, as streams of records, links and findings.

It holds keys and identities only; what it gives is read from the parts when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from policy_xwalk.corpus import AbsentPlan, Corpus
from policy_xwalk.errors import PlanError
from policy_xwalk.judgements.apply import Review, Verdicts, concerns, correct_plan, follow_pair
from policy_xwalk.judgements.links import Followed
from policy_xwalk.reading.document import ReadingWarning
from policy_xwalk.records import Finding, Link, Plan, PlanRecords, Waiver
from policy_xwalk.scale.pool import Doer
from policy_xwalk.scale.state import State
from policy_xwalk.scale.steps import (
    extracted_plan,
    found_links,
    load_findings,
    load_links,
    load_plan,
    load_table_rows,
)
from policy_xwalk.scale.store import Kind, LostPart, Store
from policy_xwalk.scale.units import (
    Died,
    ExportUnit,
    Fault,
    InsideUnit,
    Lost,
    Outcome,
    PairUnit,
    PlanRef,
    Read,
    Stopped,
    Unit,
)


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

        return tuple(self.options.verdicts.settle(apply_waivers(self.together(), self.options.waivers)))

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

        slim = [load_table_rows(ref, self.store) for ref in self.refs]
        options = AuditOptions(self.options.select, self.options.ignore)
        return audit_corpus(slim, [pair.pairing for pair in self.pairs], self.absent, options)

    @property
    def steps(self) -> int:
        """How many files, plans and pairs there were to do, those included whose parts were there."""
        return len(self.found) + len(self.inside) + len(self.pairs) + len(self.broken)

    def parts(self) -> set[tuple[str, str]]:
        """Kinds and keys of all parts of the run."""
        used: set[tuple[str, str]] = {("plan", found.read.key) for found in self.found if found.read.key}
        used |= {("blob", m.blob) for found in self.found for m in found.read.head.members if m.blob}
        used |= {("text", ref.key) for ref in self.refs}
        used |= {("inside", unit.key) for unit in self.inside}
        for pair in self.pairs:
            used |= {("links", pair.links_key), ("between", pair.between_key)}
        return used | {("export", unit.key) for unit in self.exported}


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
