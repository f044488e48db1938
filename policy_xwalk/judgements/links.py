"""Links as people judged them: the run follows the person and keeps the machine's call beside it.

What each verdict does to a link

- ``accept``: its relation is the one that was accepted, even where the program has come to another since.
- ``change``: its relation is the person's. With items on both sides it also makes a link that the program did not.
- ``reject`` of a link with both sides: the two are parted. Upper items that no other link holds become 未见对应
  (``dropped``), local ones ``added`` (``unknown`` where the other plan does not cover their kind); the decision stands
  on them, with the id of the link that was rejected.
- ``reject`` of a gap (未见对应, 新增): the person knows a counterpart that the run does not have; ``unknown``.

A verdict is followed only while both passages say what they said. Where people differ the later word is followed and
the others stand beside it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from msgspec import UNSET
from msgspec.structs import replace

from policy_xwalk.judgements.items import is_about_item
from policy_xwalk.judgements.made_links import alone, gap_link, joined_link, kind_of, predicate_under
from policy_xwalk.judgements.seen import link_seen, show_link
from policy_xwalk.judgements.standing import (
    Conflict,
    Stale,
    StaleReason,
    Standing,
    Standpoint,
    by_subject,
    opinion,
    standing,
)
from policy_xwalk.records import (
    Action,
    Decision,
    Item,
    Judgement,
    Link,
    PlanRecords,
    Relation,
)

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Followed:
    """Links that follow what people said, and the judgements that could not be followed."""

    links: tuple[Link, ...]
    stale: tuple[Stale, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    placed: frozenset[str] = frozenset()
    """Subjects that belong to these pairs of plans."""


def is_about_link(judgement: Judgement) -> bool:
    """Whether a judgement is about a link; a line written by hand says so by its id (``L-…``)."""
    return judgement.kind == "link" or (judgement.kind is None and judgement.subject.startswith("L-"))


def follow_links(
    records: Sequence[PlanRecords], links: Sequence[Link], judgements: Sequence[Judgement], *, part: bool = False
) -> Followed:
    """The links as people judged them; ``records`` are the (corrected) plans that they join.

    Links that nobody judged are given back as they are, in their order; every item of both plans still stands in at
    least one link of each pair. With ``part`` the links are those of one pair of a larger run: judgements that belong
    to no link here are left to the others.
    """
    about = by_subject(
        judgement for judgement in judgements if is_about_link(judgement) and not is_about_item(judgement)
    )
    if not about:
        return Followed(tuple(links))
    run = _Run(records)
    pairs: dict[Pair, list[Link]] = {}
    for link in links:
        pairs.setdefault((link.upper_plan, link.local_plan), []).append(link)
    homes = _homes(pairs, about, run)
    followed: list[Link] = []
    for pair, machine in pairs.items():
        mine = {subject: about[subject] for subject in about if homes.get(subject) == pair}
        followed += _PairWork(run, machine, mine).follow() if mine else machine
    known = set(run.plans)
    for subject, given in about.items():
        if subject not in homes and not part:
            for word in _words(given):
                missing = bool(word.plans) and not known.issuperset(word.plans)
                run.stale.append(Stale(word, "plan_absent" if missing else "gone"))
    order = {subject: place for place, subject in enumerate(about)}
    stale = sorted(run.stale, key=lambda entry: order[entry.judgement.subject])
    conflicts = sorted(run.conflicts, key=lambda entry: order[entry.subject])
    return Followed(tuple(followed), tuple(stale), tuple(conflicts), frozenset(homes))


class _Run:
    """The plans and items of the run, and what could not be followed."""

    def __init__(self, records: Sequence[PlanRecords]) -> None:
        self.plans = {entry.plan.id: entry for entry in records}
        self.items: dict[str, Item] = {item.id: item for entry in records for item in entry.items}
        self.stale: list[Stale] = []
        self.conflicts: list[Conflict] = []

    def sides(self, upper: Iterable[str], local: Iterable[str]) -> tuple[list[Item], list[Item]] | None:
        """The items of both sides; None where one is not there any more."""
        try:
            return [self.items[i] for i in upper], [self.items[i] for i in local]
        except KeyError:
            return None

    def shown(self, link: Link) -> Standpoint:
        """What a link says, in short."""
        sides = self.sides(link.upper, link.local)
        return Standpoint(show_link(link, *sides).text if sides else link.id, link.relation)


def _homes(pairs: Mapping[Pair, Sequence[Link]], about: Mapping[str, list[Judgement]], run: _Run) -> dict[str, Pair]:
    """The pair of plans that each subject belongs to: by the link itself, else by what the judgement says of it."""
    homes = {link.id: pair for pair, links in pairs.items() for link in links if link.id in about}
    for subject, given in about.items():
        stated = next((j.plans for j in reversed(given) if len(j.plans) == 2), ())
        if subject not in homes and len(stated) == 2:
            pair = (stated[0], stated[1])
            if pair in pairs:
                homes[subject] = pair
    return homes


def _words(given: Sequence[Judgement]) -> tuple[Judgement, ...]:
    stood = standing(given)
    return stood.words if stood else ()


@dataclass
class _PairWork:
    """The links of one pair of plans while they are made to follow."""

    run: _Run
    machine: Sequence[Link]
    about: Mapping[str, list[Judgement]]
    _now: dict[str, Link] = field(init=False)

    def follow(self) -> list[Link]:
        self._now = {link.id: link for link in self.machine}
        parted: dict[str, Decision] = {}
        verdicts = {subject: stood for subject in self.about if (stood := self._fresh(subject)) is not None}
        for subject, stood in verdicts.items():
            word = stood.followed
            upper, local = self._items_of(subject, word)
            if not (upper and local):
                continue
            if word.verdict == "reject":
                self._part(subject, stood, parted)
            elif subject in self._now:
                self._now[subject] = self._decide(self._now[subject], stood)
            else:
                self._join(subject, stood)
        self._cover(parted)
        for subject, stood in verdicts.items():
            upper, local = self._items_of(subject, stood.followed)
            if not (upper and local):
                self._decide_gap(subject, stood)
        return list(self._now.values())

    @cached_property
    def _machine_by_id(self) -> dict[str, Link]:
        return {link.id: link for link in self.machine}

    def _items_of(self, subject: str, word: Judgement) -> tuple[tuple[str, ...], tuple[str, ...]]:
        link = self._machine_by_id.get(subject)
        return (link.upper, link.local) if link is not None else (word.upper, word.local)

    def _fresh(self, subject: str) -> Standing | None:
        """The words on a subject whose passages still say what was seen; the others are stale."""
        fresh: list[Judgement] = []
        old: list[tuple[Judgement, StaleReason]] = []
        for judgement in self.about[subject]:
            sides = self.run.sides(*self._items_of(subject, judgement))
            if sides is None or not (sides[0] or sides[1]):
                old.append((judgement, "gone"))
            elif judgement.seen not in (None, link_seen(*sides)):
                old.append((judgement, "changed"))
            else:
                fresh.append(judgement)
        words = {word.id for word in _words([judgement for judgement, _ in old])}
        for judgement, reason in old:
            if judgement.id in words:
                self._stale(judgement, reason)
        return standing(fresh)

    def _stale(self, judgement: Judgement, reason: StaleReason) -> None:
        named = {*judgement.upper, *judgement.local}
        now = [
            self.run.shown(link)
            for link in self._now.values()
            if link.id == judgement.subject or named & {*link.upper, *link.local}
        ]
        self.run.stale.append(Stale(judgement, reason, tuple(now[:3])))

    def _effect(self, link: Link | None) -> _Effect:
        return _Effect(link.relation if link is not None else None)

    def _decision(self, stood: Standing, machine: Relation, link: Link | None) -> Decision:
        word = stood.followed
        effect = self._effect(link)
        others = stood.others(effect)
        if others:
            self.run.conflicts.append(Conflict(word.subject, word, others))
        given = effect(word)
        return Decision(
            verdict=word.verdict,
            relation=None if given == "reject" else given,  # type: ignore[arg-type]
            who=word.who,
            when=word.when,
            why=word.why,
            machine=machine,
            judgement=word.id,
            disputed=tuple(other.id for other in others),
            opinions=tuple(opinion(other) for other in others),
        )

    def _decide(self, link: Link, stood: Standing) -> Link:
        decision = self._decision(stood, link.relation, link)
        relation = decision.relation or link.relation
        if relation in ("dropped", "added"):
            # Said of a link with both sides it can only mean that they are parted, which is what reject is for.
            self._stale(stood.followed, "one_sided")
            return link
        return replace(
            link,
            relation=relation,
            predicate=predicate_under(link, relation),
            judgement=decision.judgement,
            decision=decision,
        )

    def _join(self, subject: str, stood: Standing) -> None:
        """A link that the program did not make, between items that are there unchanged."""
        word = stood.followed
        if word.relation in ("dropped", "added"):
            self._stale(word, "gone")
            return
        plans = self.machine[0].upper_plan, self.machine[0].local_plan
        sides = zip((word.upper, word.local), plans, strict=True)
        if any({self.run.items[i].plan for i in side} != {plan} for side, plan in sides):
            self._stale(word, "gone")
            return
        held = [link for link in self.machine if {*link.upper, *link.local} & {*word.upper, *word.local}]
        gap = next((link for link in held if not (link.upper and link.local)), None)
        decision = self._decision(stood, gap.relation if gap else "unknown", None)
        kind = kind_of(self.run.items[word.upper[0]])
        frame = next((link for link in held if link.upper), self.machine[0])
        made = joined_link(frame, word, word.relation or "unknown", kind, decision)
        self._insert(made, after=gap.id if gap else None)
        self._close_gaps({*word.upper, *word.local})

    def _close_gaps(self, held: set[str]) -> None:
        """Take items that a link holds out of the gaps."""
        for link in list(self._now.values()):
            if link.upper and link.local:
                continue
            left = [i for i in (*link.upper, *link.local) if i not in held]
            if not left:
                del self._now[link.id]
            elif len(left) < len(link.upper) + len(link.local):
                del self._now[link.id]
                self._insert(alone(link, left))

    def _part(self, subject: str, stood: Standing, parted: dict[str, Decision]) -> None:
        """Take a rejected link away; its items are looked after when all links are known."""
        link = self._now.pop(subject, None)
        if link is None:
            if others := stood.others(_Effect(None)):
                self.run.conflicts.append(Conflict(subject, stood.followed, others))
            together = [
                other
                for other in self.machine
                if {*stood.followed.upper} & {*other.upper} and {*stood.followed.local} & {*other.local}
            ]
            if together:
                # The program now joins them in another company; whether that is right nobody has said.
                self._stale(stood.followed, "gone")
            return
        decision = replace(self._decision(stood, link.relation, link), link=link.id)
        for item in (*link.upper, *link.local):
            parted[item] = decision

    def _cover(self, parted: Mapping[str, Decision]) -> None:
        """Give each item of a rejected link that no other link holds one of its own."""
        held = {i for link in self._now.values() for i in (*link.upper, *link.local)}
        for item, decision in parted.items():
            if item in held:
                continue
            source = self._machine_by_id[str(decision.link)]
            upper = item in source.upper
            relation = self._gap_relation(item, source, upper=upper)
            kind = kind_of(self.run.items[item])
            made = gap_link(source, item, relation, kind, decision, upper=upper)
            self._insert(made)

    def _gap_relation(self, item: str, source: Link, *, upper: bool) -> Relation:
        """未见对应 or 新增 only where the other plan is known for this kind of item."""
        from policy_xwalk.alignment.coverage import Coverage

        plan, other = (source.upper_plan, source.local_plan)[:: 1 if upper else -1]
        record, own = self.run.items[item], self.run.plans[plan]
        coverage = Coverage(self.run.plans[other])
        if isinstance(record, Action):
            covered = coverage.covers_action(record, own.boxes)
        else:
            covered = coverage.covers(kind_of(record))
        if not covered:
            return "unknown"
        return "dropped" if upper else "added"

    def _decide_gap(self, subject: str, stood: Standing) -> None:
        word = stood.followed
        link = self._now.get(subject)
        if link is None:
            # A counterpart has been found since; whether by the program or by a person stands in ``now``.
            if word.verdict != "reject":
                self._stale(word, "gone")
            return
        if word.verdict == "change" and word.relation not in ("unknown", link.relation):
            self._stale(word, "one_sided")
            return
        if link.decision is not UNSET:
            # Parted by a person's verdict on the link that held it; that decision stays, the machine's call is its.
            decision = self._decision(stood, link.decision.machine, link)
            decision = replace(decision, link=link.decision.link)
        else:
            decision = self._decision(stood, link.relation, link)
        relation: Relation = "unknown" if word.verdict == "reject" else decision.relation or link.relation
        if relation not in ("unknown", "dropped", "added"):
            relation = link.relation
        self._now[subject] = replace(link, relation=relation, judgement=decision.judgement, decision=decision)

    def _insert(self, made: Link, after: str | None = None) -> None:
        """Put a link where readers expect it: after a given one, else at the end."""
        if after is None or after not in self._now:
            self._now[made.id] = made
            return
        rebuilt: dict[str, Link] = {}
        for key, link in self._now.items():
            rebuilt[key] = link
            if key == after:
                rebuilt[made.id] = made
        self._now = rebuilt


@dataclass(frozen=True, slots=True)
class _Effect:
    """What following a judgement does, so that two ways of saying one thing are no conflict."""

    machine: Relation | None

    def __call__(self, judgement: Judgement) -> Hashable:
        if judgement.verdict == "reject":
            return "reject"
        return judgement.relation or self.machine
