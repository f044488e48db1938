"""What people decided, handed to a run plan by plan and pair by pair, and what could not be followed.

In one go, for a program that has everything in memory::

    corrected = correct_items(records, judgements)          # before plans are compared
    links = align …
    applied = apply_judgements(corrected.records, links, judgements)

A run over many plans gives each step only its own judgements, as JSON lines that are part of the key of what it makes::

    verdicts = Verdicts(judged.judgements)
    entry = correct_plan(entry, verdicts.of_plan(entry.plan.id)).records[0]
    links = follow_pair(upper, local, links, verdicts.of_pair(upper_id, local_id)).links
    findings = verdicts.settle(findings)
    review = verdicts.review(corrected, followed, findings, plans, pairs)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from policy_xwalk.judgements.findings import settle_finding, settle_findings
from policy_xwalk.judgements.items import Corrected, correct_items, is_about_item
from policy_xwalk.judgements.links import Followed, follow_links, is_about_link
from policy_xwalk.judgements.standing import Conflict, Stale, StaleReason, by_subject, standing
from policy_xwalk.records import Finding, Judgement, Link, PlanRecords, Waiver, from_json, to_json


@dataclass(frozen=True, slots=True)
class Review:
    """Judgements of a run that were not followed, and subjects on which people differ."""

    stale: tuple[Stale, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class Applied:
    """Records and links that follow what people said, with what could not be followed."""

    records: tuple[PlanRecords, ...]
    links: tuple[Link, ...]
    stale: tuple[Stale, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


def apply_judgements(records: Sequence[PlanRecords], links: Sequence[Link], judgements: Sequence[Judgement]) -> Applied:
    """The links as people judged them; ``records`` are those that were compared, corrected already
    (:func:`~policy_xwalk.judgements.items.correct_items`), since a corrected value changes what is compared.
    """
    followed = follow_links(records, links, judgements)
    return Applied(tuple(records), followed.links, followed.stale, followed.conflicts)


class Verdicts:
    """The judgements of a run by what they are about."""

    def __init__(self, judgements: Iterable[Judgement] = ()) -> None:
        self._plans: dict[str, list[Judgement]] = {}
        self._pairs: dict[tuple[str, str], list[Judgement]] = {}
        self._anywhere: list[Judgement] = []
        on_findings: list[Judgement] = []
        for judgement in judgements:
            if is_about_item(judgement):
                self._plans.setdefault(_plan_of(judgement), []).append(judgement)
            elif not is_about_link(judgement):
                on_findings.append(judgement)
            elif len(judgement.plans) == 2:
                self._pairs.setdefault((judgement.plans[0], judgement.plans[1]), []).append(judgement)
            else:
                # Written by hand: only the links themselves can tell which pair it is about.
                self._anywhere.append(judgement)
        self._findings = by_subject(on_findings)

    def __bool__(self) -> bool:
        return bool(self._plans or self._pairs or self._anywhere or self._findings)

    def of_plan(self, plan: str) -> tuple[str, ...]:
        """Judgements on items of a plan, as JSON lines."""
        return _lines(self._plans.get(plan, ()))

    def of_pair(self, upper: str, local: str) -> tuple[str, ...]:
        """Judgements that may be about a link between two plans, as JSON lines."""
        return _lines([*self._pairs.get((upper, local), ()), *self._anywhere])

    def on_findings(self) -> tuple[str, ...]:
        """Judgements on findings, as JSON lines."""
        return _lines(judgement for given in self._findings.values() for judgement in given)

    def settle(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Findings as people judged them, one by one; what cannot be followed is left to :meth:`review`."""
        for finding in findings:
            given = self._findings.get(finding.fingerprint)
            yield settle_finding(finding, given).finding if given else finding

    def waivers(self) -> dict[str, Waiver]:
        """Fingerprints of findings that somebody called a false alarm, with who, when and why."""
        stood = {subject: standing(given) for subject, given in self._findings.items()}
        words = {subject: each.followed for subject, each in stood.items() if each is not None}
        return {
            subject: Waiver(word.who, word.when, word.why or "")
            for subject, word in words.items()
            if word.verdict == "reject"
        }

    def review(
        self,
        corrected: Iterable[Corrected],
        followed: Iterable[Followed],
        findings: Iterable[Finding],
        plans: Iterable[str],
        pairs: Iterable[tuple[str, str]],
    ) -> Review:
        """Everything that was not followed in a run over ``plans`` and ``pairs``.

        ``corrected`` and ``followed`` are what :func:`correct_plan` and :func:`follow_pair` gave where there was
        something to follow; ``findings`` are looked at only where somebody judged one.
        """
        plans = list(plans)
        on_findings = [judgement for given in self._findings.values() for judgement in given]
        settled = settle_findings(findings if on_findings else (), on_findings, plans)
        stale, conflicts = list(settled.stale), list(settled.conflicts)
        placed: set[str] = set()
        for plan_part in corrected:
            stale += plan_part.stale
            conflicts += plan_part.conflicts
        for pair_part in followed:
            stale += pair_part.stale
            conflicts += pair_part.conflicts
            placed |= pair_part.placed
        known, compared = set(plans), set(pairs)
        for plan, given in self._plans.items():
            if plan not in known:
                stale += [Stale(word, "plan_absent") for word in given]
        for pair, given in self._pairs.items():
            if pair not in compared:
                reason: StaleReason = "gone" if known.issuperset(pair) else "plan_absent"
                stale += [Stale(word, reason) for word in _last(given)]
        stale += [Stale(word, "gone") for word in _last(j for j in self._anywhere if j.subject not in placed)]
        return Review(tuple(dict.fromkeys(stale)), tuple(dict.fromkeys(conflicts)))


def correct_plan(entry: PlanRecords, lines: Sequence[str]) -> Corrected:
    """One plan as people corrected it; ``lines`` from :meth:`Verdicts.of_plan`."""
    return correct_items([entry], _judgements(lines))


def follow_pair(upper: PlanRecords, local: PlanRecords, links: Sequence[Link], lines: Sequence[str]) -> Followed:
    """The links of a pair as people judged them; ``lines`` from :meth:`Verdicts.of_pair`."""
    return follow_links([upper, local], links, _judgements(lines), part=True)


def concerns(links: Iterable[Link], lines: Sequence[str]) -> bool:
    """Whether judgements that may be about any pair are about this one: they name its plans, or one of its links."""
    judgements = _judgements(lines)
    if any(judgement.plans for judgement in judgements):
        return True
    subjects = {judgement.subject for judgement in judgements}
    return any(link.id in subjects for link in links)


def _plan_of(judgement: Judgement) -> str:
    return judgement.plans[0] if judgement.plans else judgement.subject.rpartition("/")[0]


def _last(given: Iterable[Judgement]) -> list[Judgement]:
    """The last word of each person on each subject."""
    subjects: dict[str, list[Judgement]] = {}
    for judgement in given:
        subjects.setdefault(judgement.subject, []).append(judgement)
    return [word for group in subjects.values() if (stood := standing(group)) for word in stood.words]


def _lines(judgements: Iterable[Judgement]) -> tuple[str, ...]:
    return tuple(to_json(judgement) for judgement in judgements)


def _judgements(lines: Iterable[str]) -> list[Judgement]:
    return [record for line in lines if isinstance(record := from_json(line), Judgement)]
