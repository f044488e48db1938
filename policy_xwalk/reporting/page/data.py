"""What the page's script reads: words, plans with their texts, items, comparisons and findings, as JSON in the page.

Texts and comparisons stand in blocks of their own, so that a block is parsed only when a reader opens what it holds.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from msgspec import UNSET

from policy_xwalk.records import Difference, Link, PlanRecords
from policy_xwalk.reporting.differences import marked, marked_items
from policy_xwalk.reporting.finding_rows import Cited, FindingRow
from policy_xwalk.reporting.page.reading import Range, Reading
from policy_xwalk.reporting.sheets import full_passage
from policy_xwalk.reporting.tables import KINDS, PairRow, PairTable, Passage, Report
from policy_xwalk.survey import Survey
from policy_xwalk.wording import Lang
from policy_xwalk.wording.page import PAGE
from policy_xwalk.wording.terms import COLUMNS, MARKS, outcome, term

MOST_PAIRS = 240
"""A browser opens no page with thousands of comparisons; those beyond these stand in the other outputs only."""

Block = tuple[str, object]
"""Name and content of one JSON block."""


@dataclass(frozen=True, slots=True)
class PageContext:
    """All that a section of the page may show."""

    report: Report
    records: Sequence[PlanRecords]
    links: Mapping[str, Link]
    readings: Mapping[str, Reading]
    """By plan id; in a run of very many plans only of those whose comparisons are shown."""
    findings: Sequence[FindingRow]
    plans: Mapping[str, int]
    """Plan id to its number in the page's data."""
    surveys: Sequence[Survey] = ()
    whole: bool = True
    """Whether the page holds plans and links item by item; else nothing can lead to them."""
    """Many local plans beside one upper plan."""

    @property
    def lang(self) -> Lang:
        """The language of the page."""
        return self.report.lang

    @property
    def pairs(self) -> tuple[PairTable, ...]:
        """The comparisons that are shown item by item."""
        return self.report.pairs[:MOST_PAIRS]

    @property
    def alone(self) -> tuple[str, ...]:
        """Plans that are compared with none and shown by themselves."""
        paired = {plan for pair in self.report.pairs for plan in (pair.upper, pair.local)}
        return tuple(plan for plan in self.plans if plan not in paired and plan in self.readings)


def json_text(value: object) -> str:
    """JSON that ends no script element and opens no comment."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def common_blocks(context: PageContext) -> Iterator[Block]:
    """Words and plans, then items and text of each plan."""
    report, lang = context.report, context.lang
    yield (
        "words",
        {
            "page": {code: text[lang] for code, text in PAGE.items()},
            "column": {code: text[lang] for code, text in COLUMNS.items()},
            "kind": {kind: term("kind_name", kind, lang) for kind in KINDS},
            "relation": {code: term("relation", code, lang) for code in MARKS},
            "operation": {code: term("operation", code, lang) for code in ("dropped", "added", "changed")},
            **{name: term("label", name, lang) for name in ("upper", "reference", "local", "basis", "colon", "comma")},
            "unconfirmed": term("explain", "unconfirmed", lang),
            "marks": MARKS,
        },
    )
    by_id = {entry.plan.id: entry.plan for entry in context.records}
    yield (
        "plans",
        [
            {"id": plan.plan, "label": plan.label, "title": by_id[plan.plan].title or plan.label, "level": plan.level}
            for plan in report.plans
        ],
    )
    items: dict[str, dict[str, object]] = {plan.plan: {} for plan in report.plans}
    for passage in report.passages.values():
        items[passage.plan][passage.item] = _item(passage)
    for plan, reading in context.readings.items():
        number = context.plans[plan]
        yield f"items-{number}", items[plan]
        yield f"text-{number}", _text(reading)


def pair_blocks(context: PageContext) -> Iterator[Block]:
    """The plans of every comparison and those compared with none, then a block a comparison."""
    ends: list[list[int | None]] = [[context.plans[pair.upper], context.plans[pair.local]] for pair in context.pairs]
    yield "pairs", ends + [[None, context.plans[plan]] for plan in context.alone]
    for pair in context.pairs:
        yield f"pair-{pair.number}", _pair(pair, context)


def finding_blocks(context: PageContext) -> Iterator[Block]:
    """All findings in one block."""
    if context.findings:
        pairs = {(pair.upper, pair.local): pair.number for pair in context.pairs}
        yield "findings", [_finding(row, context, pairs) for row in context.findings]


def _item(passage: Passage) -> dict[str, str]:
    fields = {
        "kind": passage.kind,
        "number": passage.number,
        "name": passage.name,
        "baseline": passage.baseline,
        "value": passage.value,
        "deadline": passage.deadline,
        "attribute": passage.attribute,
        "manner": passage.manner,
        "departments": passage.departments,
        "text": full_passage(passage),
        "place": passage.place,
        "file": passage.file,
        "unconfirmed": passage.unconfirmed,
    }
    return {key: value for key, value in fields.items() if value}


def _text(reading: Reading) -> dict[str, object]:
    """Paragraphs as tag, text and length of a run-in heading; places of items as paragraph, start, end."""
    paragraphs = [[p.tag, p.text, p.bold] if p.bold else [p.tag, p.text] for p in reading.paragraphs]
    return {
        "whole": reading.whole,
        "paragraphs": paragraphs,
        "items": {item: ranges for item, ranges in reading.items.items() if ranges},
        "bodies": {item: ranges for item, ranges in reading.bodies.items() if ranges},
    }


def _pair(pair: PairTable, context: PageContext) -> dict[str, object]:
    return {
        "upper": pair.upper_label,
        "local": pair.local_label,
        "plans": [context.plans[pair.upper], context.plans[pair.local]],
        "comparison": pair.comparison,
        "comparison_label": pair.comparison_label,
        "rows": [_row(row, pair, context) for row in pair.rows],
    }


def _row(row: PairRow, pair: PairTable, context: PageContext) -> dict[str, object]:
    link = context.links[row.link]
    fields: dict[str, object] = {
        "id": row.link,
        "kind": row.kind,
        "outcome": row.outcome,
        "relation": row.relation,
        "unconfirmed": row.unconfirmed,
        "flags": row.flags,
        "upper": [passage.item for passage in row.upper],
        "local": [passage.item for passage in row.local],
        "basis": [passage.item for passage in row.basis],
        "differences": row.differences,
        "reasons": row.reasons,
        "owed": row.owed,
        "confidence": f"{row.confidence:.2f}",
        "judgement": row.judgement,
        "decision": _decision(link, context.lang),
        "changes": _changes(row, link, context.readings[pair.upper], context.readings[pair.local]),
    }
    upper = [full_passage(passage) for passage in row.upper]
    local = [full_passage(passage) for passage in row.local]
    if any(upper) and any(local):
        # Null says that the passages are too far apart to mark.
        fields["marks"] = marked_items(upper, local)
    return {key: value for key, value in fields.items() if value or key == "marks"}


def _decision(link: Link, lang: Lang) -> dict[str, object] | None:
    """The machine's call and the person's; the words of both stand in ``judgement``."""
    if link.decision is UNSET:
        return None
    decision = link.decision
    machine = "elaborated" if decision.machine == "added" and link.basis else decision.machine
    return {
        "machine": machine,
        "machine_label": term("relation", machine, lang),
        "person": outcome(link),
        "person_label": term("relation", outcome(link), lang),
        "who": decision.who,
        "when": decision.when[:10],
        "why": decision.why or "",
        "disputed": len(decision.disputed),
    }


_Change = tuple[str, int, int, int]


def _changes(row: PairRow, link: Link, upper: Reading, local: Reading) -> list[list[_Change]] | None:
    """What differs, in both texts: operation and place. By the differences of the link, else letter by letter."""
    both: list[list[_Change]] = [[], []]
    for difference in link.differences:
        for side, found in zip(both, _places(difference, upper, local), strict=True):
            side += found
    if any(both) or not row.upper or not row.local:
        return both if any(both) else None
    first = [place for passage in row.upper for place in upper.items.get(passage.item, ())]
    second = [place for passage in row.local for place in local.items.get(passage.item, ())]
    if row.kind == "action" or not first or not second:
        return None
    ranges = marked(upper.text_at(first), local.text_at(second))
    if ranges is None:
        return None
    return [
        list(_within(ranges[0], first, upper)),
        list(_within(ranges[1], second, local)),
    ]


def _places(difference: Difference, upper: Reading, local: Reading) -> tuple[list[_Change], list[_Change]]:
    """A difference in both texts; of two clauses that are alike only the words that differ."""
    first, second = upper.locate(difference.upper_spans), local.locate(difference.local_spans)
    if first and second:
        ranges = marked(upper.text_at(first), local.text_at(second))
        if ranges is not None and all(ranges):
            return list(_within(ranges[0], first, upper)), list(_within(ranges[1], second, local))
    return [(difference.op, *place) for place in first], [(difference.op, *place) for place in second]


def _within(ranges: Sequence[tuple[int, int]], places: Sequence[Range], reading: Reading) -> Iterator[_Change]:
    """Ranges of the joined texts of places, as places."""
    offset = 0
    for paragraph, start, end in places:
        length = len(reading.cut((paragraph, start, end)))
        for first, last in ranges:
            low, high = max(first, offset), min(last, offset + length)
            if low < high:
                yield "changed", paragraph, start + low - offset, start + high - offset
        offset += length


def _finding(row: FindingRow, context: PageContext, pairs: Mapping[tuple[str, str], int]) -> dict[str, object]:
    finding = row.finding
    places = {
        evidence.plan: context.readings[evidence.plan].locate(evidence.spans)
        for evidence in reversed(finding.evidence)
        if evidence.plan in context.readings
    }
    fields: dict[str, object] = {
        "id": finding.fingerprint,
        "number": row.number,
        "severity": row.severity,
        "label": row.severity_label,
        "rule": row.rule,
        "title": row.title,
        "message": row.message,
        "suggestion": row.suggestion,
        "hint": finding.hint,
        "plan": context.plans.get(finding.plan),
        "plan_label": row.plan_label,
        "against": row.against_label,
        "pair": pairs.get((finding.against or "", finding.plan)),
        "upper": [_cited(cited) for cited in row.upper],
        "local": [_cited(cited) for cited in row.local],
        "places": {str(context.plans[plan]): ranges for plan, ranges in places.items() if ranges},
        "items": list(finding.items),
        "waiver": row.waiver,
    }
    return {key: value for key, value in fields.items() if value or value == 0}


def _cited(cited: Cited) -> dict[str, str]:
    return {"label": cited.label, "quote": cited.quote, "place": cited.place}
