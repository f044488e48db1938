"""Judgements given on the command line: by the id of a link, an item or a finding of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from policy_xwalk.errors import PlanError
from policy_xwalk.identifiers import link_id
from policy_xwalk.judgements.corrections import Unfit, correct
from policy_xwalk.judgements.made_links import kind_of
from policy_xwalk.judgements.seen import Shown, link_seen, said_in_short
from policy_xwalk.judgements.standing import standing, with_id
from policy_xwalk.judgements.store import content_key, read_judgements
from policy_xwalk.judgements.subjects import Subjects, find_subjects, pairs_of
from policy_xwalk.judgements.workbook import field_code
from policy_xwalk.records import Judgement, Relation, Verdict
from policy_xwalk.wording import language
from policy_xwalk.wording.judge import FIELDS
from policy_xwalk.wording.terms import relation_name

RELATIONS: tuple[Relation, ...] = ("same", "strengthened", "weakened", "changed", "unknown")
"""What a person may say of a link; that two do not belong together is what rejecting is for."""


@dataclass(frozen=True, slots=True)
class Orders:
    """What was asked for: ids by verdict, pairs of items to link, and what changes need."""

    accept: Sequence[str] = ()
    reject: Sequence[str] = ()
    change: Sequence[str] = ()
    link: Sequence[tuple[str, str]] = ()
    relation: Relation | None = None
    field: str | None = None
    value: str | None = None
    why: str | None = None

    def __bool__(self) -> bool:
        return bool(self.accept or self.reject or self.change or self.link)


def judge_by_id(orders: Orders, folder: Path, known: Path, *, who: str, when: str) -> tuple[Judgement, ...]:
    """The judgements that were ordered, on what stands in the results in ``folder``.

    What a person says again that is her last word already in ``known`` is left out. Raises
    :class:`~policy_xwalk.errors.PlanError` for an id that is not there or an order that does not fit it; then nothing
    was judged.
    """
    given_ids = Counter((*orders.accept, *orders.reject, *orders.change))
    twice = [subject for subject, count in given_ids.items() if count > 1]
    if twice:
        raise PlanError("judge_both", found=twice[0])
    linked = [item for pair in orders.link for item in pair]
    found = find_subjects(folder, [*orders.accept, *orders.reject, *orders.change, *linked])
    earlier = read_judgements(known).judgements if known.is_file() else ()
    made: list[Judgement] = []
    verdicts: tuple[tuple[Verdict, Sequence[str]], ...] = (
        ("accept", orders.accept),
        ("reject", orders.reject),
        ("change", orders.change),
    )
    for verdict, subjects in verdicts:
        made += [_on(subject, verdict, orders, found, folder) for subject in subjects]
    made += [_joined(upper, local, orders, found, folder) for upper, local in orders.link]
    given = [replace(judgement, who=who, when=when, why=orders.why) for judgement in made]
    return tuple(with_id(new) for judgement in given if (new := _anew(judgement, earlier)) is not None)


def _anew(judgement: Judgement, earlier: Sequence[Judgement]) -> Judgement | None:
    """The judgement in knowledge of the last word on its subject; None where it is this person's last word already."""
    same = [j for j in earlier if (j.subject, j.field) == (judgement.subject, judgement.field)]
    stood = standing(same)
    if stood is None:
        return judgement
    own = next((word for word in stood.words if word.who == judgement.who), None)
    if own is not None and content_key(replace(own, follows=None)) == content_key(replace(judgement, follows=None)):
        return None
    return replace(judgement, follows=stood.followed.id)


def _on(subject: str, verdict: Verdict, orders: Orders, found: Subjects, folder: Path) -> Judgement:
    shown = found.shown(subject)
    if shown is None:
        raise PlanError("judge_unknown_id", file=str(folder), found=subject or "–")
    relation = field = value = None
    if shown.kind == "link":
        relation = shown.relation if verdict == "accept" else None
        if verdict == "change":
            relation = _relation(subject, orders)
            if not (shown.upper and shown.local) and relation != "unknown":
                words = relation_name(relation, language())
                raise PlanError("judge_needs_pair", found=subject, relation=words)
    elif verdict == "change":
        field, value = _field(subject, orders, found)
    return _judgement(shown, verdict, relation, field, value)


def _relation(subject: str, orders: Orders) -> Relation:
    if orders.relation is None:
        raise PlanError("judge_needs_relation", found=subject, expected=RELATIONS)
    return orders.relation


def _field(subject: str, orders: Orders, found: Subjects) -> tuple[str, str]:
    item = found.items.get(subject)
    if item is None or orders.field is None or orders.value is None:
        raise PlanError("judge_needs_relation", found=subject, expected=RELATIONS)
    code = field_code(orders.field)
    try:
        correct(item, code or orders.field, orders.value)
    except Unfit as error:
        names = [words[language()] for words in FIELDS.values()]
        raise PlanError(
            "judge_wrong_field", found=subject, field=orders.field, value=orders.value, expected=names
        ) from error
    return code or orders.field, orders.value


def _joined(upper: str, local: str, orders: Orders, found: Subjects, folder: Path) -> Judgement:
    """A link between two items that were compared, in the order of their plans."""
    for item in (upper, local):
        if item not in found.items:
            raise PlanError("judge_unknown_id", file=str(folder), found=item)
    pairs = pairs_of(found, upper, local)
    if not pairs:
        raise PlanError("judge_not_a_pair", found=f"{upper} {local}")
    relation = _relation(f"{upper} {local}", orders)
    above, below = found.items[upper], found.items[local]
    shown = Shown(
        "link",
        link_id(*pairs[0], kind_of(above), [upper], [local]),
        link_seen([above], [below]),
        plans=pairs[0],
        upper=(upper,),
        local=(local,),
        text=f"{said_in_short(above)} → {said_in_short(below)}"[:200],
    )
    return _judgement(shown, "change", relation, None, None)


def _judgement(
    shown: Shown, verdict: Verdict, relation: Relation | None, field: str | None, value: str | None
) -> Judgement:
    return Judgement(
        shown.id,
        verdict,
        relation,
        "",
        "",
        None,
        kind=shown.kind,
        seen=shown.seen,
        follows=shown.follows,
        plans=shown.plans,
        upper=shown.upper,
        local=shown.local,
        shown=shown.text,
        field=field,
        value=value,
    )
