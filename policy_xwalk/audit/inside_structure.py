"""Rules on the make-up and wording of one plan: numbering, announced counts, repeats, sums, characters.

What they rest on was noticed while the text was read (:attr:`~policy_xwalk.records.Plan.remarks`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from policy_xwalk.audit.rule import Draft, Rule, place
from policy_xwalk.records import PlanRecords, Remark

_MANY = 4


def numbering_gap(entry: PlanRecords) -> Iterator[Draft]:
    """A number is missing between two headings (一、二、四)."""
    remarks = _remarks(entry, "numbering_gap")
    for remark in remarks:
        draft = _one(
            entry,
            remark,
            label=remark.params.get("label"),
            missing=remark.params.get("missing"),
            previous=remark.params.get("previous"),
        )
        # So many gaps are those of an extract, or of a text that was not read whole.
        yield replace(draft, hint=draft.hint or len(remarks) > _MANY)


def numbering_repeat(entry: PlanRecords) -> Iterator[Draft]:
    """Two headings one after the other have the same number."""
    for remark in _remarks(entry, "numbering_repeat"):
        yield _one(entry, remark, label=remark.params.get("label"), previous=remark.params.get("previous"))


def announced_count(entry: PlanRecords) -> Iterator[Draft]:
    """A sentence or heading announces another number of things than stand there."""
    for remark in _remarks(entry, "count_differs"):
        yield _one(
            entry,
            remark,
            announced=remark.params.get("announced"),
            found=remark.params.get("found"),
            noun=remark.params.get("what"),
            case=remark.params.get("listed"),
        )


def repeated_passage(entry: PlanRecords) -> Iterator[Draft]:
    """A long sentence stands word for word in two places."""
    places: dict[object, list[Remark]] = {}
    for remark in _remarks(entry, "passage_repeated"):
        places.setdefault(remark.params.get("passage"), []).append(remark)
    for remarks in places.values():
        yield Draft(
            tuple(place(entry.plan, remark.quote, remark.spans) for remark in remarks),
            params={"times": len(remarks), "opening": remarks[0].quote[:20]},
            key=remarks[0].quote,
            hint=_recognised(remarks),
        )


def sum_differs(entry: PlanRecords) -> Iterator[Draft]:
    """The figures of one sentence do not agree with each other."""
    for remark in _remarks(entry, "sum_differs"):
        draft = _one(
            entry,
            remark,
            first=remark.params.get("first"),
            second=remark.params.get("second"),
            printed=remark.params.get("printed"),
            reckoned=remark.params.get("reckoned"),
            case=remark.params.get("form"),
        )
        # Parts may overlap (公办, 普惠); a single part cannot be more than the whole.
        overlap = remark.params.get("one_is_more") is False
        yield replace(draft, severity="info") if overlap else draft


def traditional_characters(entry: PlanRecords) -> Iterator[Draft]:
    """A simplified text has single characters in their traditional form."""
    yield from _listed(entry, "traditional")


def wrong_words(entry: PlanRecords) -> Iterator[Draft]:
    """A word is certainly misspelt."""
    yield from _listed(entry, "wrong_word")


def private_glyphs(entry: PlanRecords) -> Iterator[Draft]:
    """The file holds glyphs of a private font; they were read by what stands around them, or not at all."""
    for remark in _remarks(entry, "private_glyph"):
        read_as = remark.params.get("read_as")
        yield _one(
            entry,
            remark,
            glyph=remark.params.get("glyph"),
            times=remark.params.get("times"),
            read_as=read_as,
            case="unknown" if read_as is None else "read",
        )


def _remarks(entry: PlanRecords, code: str) -> list[Remark]:
    return [remark for remark in entry.plan.remarks if remark.code == code]


def _recognised(remarks: Iterable[Remark]) -> bool:
    return any(remark.params.get("recognised") is True for remark in remarks)


def _one(entry: PlanRecords, remark: Remark, **params: int | float | str | bool | None) -> Draft:
    evidence = (place(entry.plan, remark.quote, remark.spans),)
    return Draft(evidence, params=params, key=remark.quote, hint=_recognised([remark]))


def _listed(entry: PlanRecords, code: str) -> Iterator[Draft]:
    """One finding for all words of a kind: a plan with ten of them needs to be looked through once."""
    remarks = _remarks(entry, code)
    if not remarks:
        return
    pairs = [f"{remark.params.get('printed')}（{remark.params.get('usual')}）" for remark in remarks]
    times = [remark.params.get("times") for remark in remarks]
    yield Draft(
        tuple(place(entry.plan, remark.quote, remark.spans) for remark in remarks[:10]),
        params={"words": "、".join(pairs), "times": sum(n for n in times if isinstance(n, int))},
        key="、".join(sorted(pairs)),
        hint=_recognised(remarks),
    )


RULES: tuple[Rule[PlanRecords], ...] = (
    Rule("PX131", "numbering-gap", "warning", numbering_gap),
    Rule("PX132", "numbering-repeat", "warning", numbering_repeat),
    Rule("PX133", "announced-count", "warning", announced_count),
    Rule("PX134", "repeated-passage", "info", repeated_passage),
    Rule("PX135", "sum-differs", "warning", sum_differs),
    Rule("PX136", "traditional-characters", "warning", traditional_characters),
    Rule("PX137", "wrong-words", "warning", wrong_words),
    Rule("PX138", "private-glyphs", "info", private_glyphs),
)
