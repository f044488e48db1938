"""A link while it is being made, and its last step: id, predicate, order of flags."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from policy_xwalk.alignment.certainty import probability, sort_of
from policy_xwalk.alignment.compare import order_flags
from policy_xwalk.alignment.owed import Owed
from policy_xwalk.identifiers import link_id
from policy_xwalk.records import Comparison, Difference, Flag, ItemKind, Link, Number, Plan, Relation


@dataclass(slots=True)
class Draft:
    """The fields of a link that depend on its items; ``confidence`` is its evidence until :func:`finish`."""

    kind: ItemKind
    upper: tuple[str, ...]
    local: tuple[str, ...]
    relation: Relation
    confidence: float
    flags: set[Flag] = field(default_factory=set)
    differences: list[Difference] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    features: dict[str, Number | str | bool] = field(default_factory=dict)
    basis: tuple[str, ...] = ()
    owed: Owed = "unknown"
    unconfirmed: bool = False


def predicate_of(draft: Draft) -> str:
    """The SKOS mapping of the upper item to the local one; ``sssom:NoTermFound`` where there is none.

    Broad and narrow are as SKOS has them: ``broadMatch`` where the local item takes in more than the upper one.
    """
    if not draft.upper or not draft.local:
        return "sssom:NoTermFound"
    if "unquantified" in draft.flags and "topic_found" in draft.reasons:
        return "skos:relatedMatch"
    if "merged" in draft.flags or "scope_wider" in draft.flags:
        return "skos:broadMatch"
    if "split" in draft.flags or "scope_narrower" in draft.flags:
        return "skos:narrowMatch"
    exact = draft.relation == "same" and "renamed" not in draft.flags and "only_title_known" not in draft.reasons
    return "skos:exactMatch" if exact and "name_alike" not in draft.reasons else "skos:closeMatch"


def _features(draft: Draft) -> dict[str, Number | str | bool]:
    return draft.features if draft.relation == "unknown" else {**draft.features, "evidence": draft.confidence}


def _confidence(draft: Draft) -> float:
    if draft.relation == "unknown":
        return draft.confidence
    in_words = "topic_found" in draft.reasons
    sort = sort_of(draft.kind, paired=bool(draft.upper and draft.local), in_words=in_words)
    return probability(sort, draft.confidence)


def finish(
    drafts: Iterable[Draft], upper: Plan, local: Plan, comparison: Comparison, skipped: tuple[str, ...]
) -> tuple[Link, ...]:
    """Links of the contract, in the order of their drafts."""
    return tuple(
        Link(
            id=link_id(upper.id, local.id, draft.kind, draft.upper, draft.local),
            upper_plan=upper.id,
            local_plan=local.id,
            comparison=comparison,
            skipped=skipped,
            kind=draft.kind,
            upper=draft.upper,
            local=draft.local,
            relation=draft.relation,
            flags=order_flags(draft.flags),
            differences=tuple(draft.differences),
            owed=draft.owed,
            basis=draft.basis,
            confidence=_confidence(draft),
            features=_features(draft),
            predicate=predicate_of(draft),
            judgement=None,
            reasons=tuple(draft.reasons),
            unconfirmed=draft.unconfirmed,
        )
        for draft in drafts
    )
