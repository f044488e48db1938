"""What an audit rule is: a code, what it looks at, how grave it is, and a small function that finds it.

Rules see frozen records only, never files. There are three scopes: one plan by itself, one pair of plans with the
links between them, and all plans of a run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

from policy_xwalk.audit.kept import keep
from policy_xwalk.pairing import Pairing
from policy_xwalk.records import Evidence, Item, Link, Number, Plan, PlanRecords, Span

if TYPE_CHECKING:
    from policy_xwalk.alignment.commitments import Commitment
    from policy_xwalk.corpus import AbsentPlan

Severity = Literal["error", "warning", "info"]
Scope = Literal["plan", "pair", "corpus"]
Params = Mapping[str, Number | str | bool | None]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""From the gravest down."""


@dataclass(frozen=True)
class Pair:
    """Two compared plans and what became of each item; ``pairing`` says what kind of comparison it is."""

    upper: PlanRecords
    local: PlanRecords
    links: Sequence[Link]
    pairing: Pairing

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """Every indicator, target and action of both plans by its id."""
        return {**keep(self.upper).items, **keep(self.local).items}

    @cached_property
    def figures(self) -> Mapping[str, Commitment]:
        """Rows and prose targets of both plans as the alignment compares them, by id."""
        return {**keep(self.upper).figures, **keep(self.local).figures}


@dataclass(frozen=True, slots=True)
class Field:
    """All plans of a run: who is there, who is known to be absent, and who was compared with whom.

    Of each plan a rule may use ``plan`` and ``indicators`` only: a run over thousands of plans keeps no more of them.
    """

    plans: Sequence[PlanRecords]
    pairings: Sequence[Pairing]
    absent: Sequence[AbsentPlan] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """What a rule found, before it is made a finding.

    ``params`` fill the message; ``key`` tells two findings of one rule about the same items apart and goes into the
    fingerprint, so it must not change when something else in the plans does. ``severity`` overrides the rule's own,
    downwards only. ``hint`` marks what rests on an unconfirmed fact or on uncertain reading: at most ``info``.
    ``plan`` and ``against`` are filled in by the engine where a rule sees one plan or one pair.
    """

    evidence: tuple[Evidence, ...]
    items: tuple[str, ...] = ()
    params: Params = field(default_factory=dict)
    key: str = ""
    hint: bool = False
    severity: Severity | None = None
    plan: str | None = None
    against: str | None = None


Subject = TypeVar("Subject", PlanRecords, Pair, Field)


@dataclass(frozen=True, slots=True)
class Rule(Generic[Subject]):
    """One rule. Its title, message, suggestion and explanation stand under its code in :mod:`policy_xwalk.wording`."""

    code: str
    """``PX1..`` inside one plan, ``PX2..`` between levels, ``PX3..`` the chain of plans."""
    name: str
    """A short English name, as it may be given to ``--select`` too."""
    severity: Severity
    check: Callable[[Subject], Iterable[Draft]]


def passage(item: Item) -> Evidence:
    """The passage an item stands in, as evidence."""
    return Evidence(item.plan, item.quote, item.spans)


def place(plan: Plan, quote: str, spans: tuple[Span, ...]) -> Evidence:
    """Any passage of a plan as evidence."""
    return Evidence(plan.id, quote, spans)
