"""A run: which units there are, which parts are there already, and what comes of it all.

Read and extract each file, settle the ids, choose the pairs from what identifies the plans, align and audit each
pair, audit the plans together. Every step but the last leaves parts; the run itself holds keys and identities only,
and gives records, links and findings as streams.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from policy_xwalk.corpus import Corpus, choose_pairs, unknown_compares
from policy_xwalk.errors import PlanError
from policy_xwalk.pairing import Pairing
from policy_xwalk.records import Plan
from policy_xwalk.scale.ids import settle_ids
from policy_xwalk.scale.kept import Broken, Found, Options, Run, Telling, finished
from policy_xwalk.scale.pool import Doer
from policy_xwalk.scale.state import FileState, State, size_of, stamp_of
from policy_xwalk.scale.steps import (
    aligning_code,
    auditing_code,
    complete,
    read_key,
    reading_code,
)
from policy_xwalk.scale.store import LostPart, Store, read_head
from policy_xwalk.scale.units import (
    Described,
    Died,
    Fault,
    InsideUnit,
    Outcome,
    PairUnit,
    PlanHead,
    PlanRef,
    Read,
    ReadUnit,
    Unit,
    digest,
    judging_code,
    ref_digest,
    unpack_head,
)

_ATTEMPTS = 5
"""How often a run begins again where parts that were there turn out to be torn."""


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
                todo.append(unit)
        for did, outcome in self._done(todo):
            if isinstance(did, ReadUnit):
                done[did] = self._outcome(did, outcome)
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
        return Read(sha256, key, head) if complete(unit, head, key, self.store) else None

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
        for unit, outcome in finished(self.doer, self.telling, self.store, units):
            self.made += outcome.fresh if isinstance(outcome, Read) else 1
            yield unit, outcome


def _times(outcome: Outcome) -> int:
    return outcome.times if isinstance(outcome, Died) else 1
