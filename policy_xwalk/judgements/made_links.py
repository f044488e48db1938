"""Links that exist because a person said so: joined by her, or left alone when she parted them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from policy_xwalk.identifiers import link_id
from policy_xwalk.records import Action, Decision, Indicator, Item, ItemKind, Judgement, Link, Relation


def joined_link(frame: Link, word: Judgement, relation: Relation, kind: ItemKind, decision: Decision) -> Link:
    """A link between the items that a judgement names; ``frame`` is a link of the same two plans, best of one of its
    upper items, which says what is owed.
    """
    predicate = "skos:exactMatch" if relation == "same" else "skos:closeMatch"
    return _made(frame, word.subject, kind, word.upper, word.local, relation, predicate, decision, frame.owed)


def gap_link(source: Link, item: str, relation: Relation, kind: ItemKind, decision: Decision, *, upper: bool) -> Link:
    """The link of an item that stands alone since a person rejected ``source``."""
    above, below = ((item,), ()) if upper else ((), (item,))
    made = link_id(source.upper_plan, source.local_plan, kind, above, below)
    owed = source.owed if upper else "unknown"
    link = _made(source, made, kind, above, below, relation, "sssom:NoTermFound", decision, owed)
    return replace(link, unconfirmed=source.unconfirmed)


def alone(link: Link, items: Sequence[str]) -> Link:
    """A link with one side, of fewer items."""
    upper, local = (tuple(items), ()) if link.upper else ((), tuple(items))
    return replace(
        link, id=link_id(link.upper_plan, link.local_plan, link.kind, upper, local), upper=upper, local=local
    )


def kind_of(item: Item) -> ItemKind:
    """The kind of an item as links name it."""
    return "indicator" if isinstance(item, Indicator) else "action" if isinstance(item, Action) else "target"


def predicate_under(link: Link, relation: Relation) -> str:
    """The SKOS mapping under another relation: exact only where the two say the same."""
    if relation == "same" and link.predicate == "skos:closeMatch" and "renamed" not in link.flags:
        return "skos:exactMatch"
    return "skos:closeMatch" if relation != "same" and link.predicate == "skos:exactMatch" else link.predicate


def _made(
    frame: Link,
    link: str,
    kind: ItemKind,
    upper: tuple[str, ...],
    local: tuple[str, ...],
    relation: Relation,
    predicate: str,
    decision: Decision,
    owed: str,
) -> Link:
    """Confidence is 1: it is the person's word, not the program's guess."""
    return Link(
        id=link,
        upper_plan=frame.upper_plan,
        local_plan=frame.local_plan,
        comparison=frame.comparison,
        skipped=frame.skipped,
        kind=kind,
        upper=upper,
        local=local,
        relation=relation,
        flags=(),
        differences=(),
        owed=owed,  # type: ignore[arg-type]
        basis=(),
        confidence=1.0,
        features={},
        predicate=predicate,
        judgement=decision.judgement,
        decision=decision,
    )
