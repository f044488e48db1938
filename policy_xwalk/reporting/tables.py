"""The tables of a run, made once: plans, counts, indicator matrix and the comparison of each pair of plans.

The workbook, the page and the CSV file only dress them. Everything a reader sees is made here, so that no two outputs
can say different things.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from policy_xwalk.judgements.standing import Stale
from policy_xwalk.records import (
    Action,
    Comparison,
    Difference,
    Finding,
    Indicator,
    Item,
    ItemKind,
    Judgement,
    Link,
    PlanRecords,
    Target,
)
from policy_xwalk.reporting import display
from policy_xwalk.reporting.catalogue import Catalogue
from policy_xwalk.reporting.judgement_columns import link_subject
from policy_xwalk.reporting.judgement_text import decision_text
from policy_xwalk.reporting.matrix import Matrix, build_matrix
from policy_xwalk.wording import Lang
from policy_xwalk.wording.reasons import reason_text
from policy_xwalk.wording.terms import Outcome, outcome, relation_text, term

KINDS: tuple[ItemKind, ...] = ("indicator", "target", "action")


@dataclass(frozen=True, slots=True)
class RunInfo:
    """What the outputs say about the run beside the records: never a clock, so that equal inputs give equal bytes."""

    title: str | None = None
    version: str = ""
    files: tuple[str, ...] = ()
    """Names of the other output files, relative to the page."""
    failed: tuple[str, ...] = ()
    """One line for each file that could not be read."""
    findings: tuple[Finding, ...] = ()
    """What the audit found, set-aside findings included."""
    stale: tuple[Judgement, ...] = ()
    """Judgements whose link or item is no longer what the person saw."""
    stale_notes: Mapping[str, Stale] = field(default_factory=dict)
    """Id of such a judgement to why it was not followed and what stands there now."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """Plan id to the reader's text, in which all spans count; a framework has none, a large run keeps none."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One side of a comparison: an item as it is shown."""

    item: str
    plan: str
    kind: ItemKind
    number: str
    name: str
    baseline: str
    value: str
    deadline: str
    attribute: str
    manner: str
    departments: str
    quote: str
    body: str
    """The work of an action, below its heading."""
    place: str
    """Section and page; the sources of a fact."""
    file: str
    unconfirmed: str
    """Names of the fields that no document at hand confirms, in words."""
    unconfirmed_fields: tuple[str, ...]
    """The same as codes."""


@dataclass(frozen=True, slots=True)
class PairRow:
    """One link as it is shown."""

    link: str
    kind: ItemKind
    outcome: Outcome
    relation: str
    unconfirmed: bool
    flags: tuple[str, ...]
    upper: tuple[Passage, ...]
    local: tuple[Passage, ...]
    basis: tuple[Passage, ...]
    differences: tuple[tuple[str, str], ...]
    """Operation and what differs, in words."""
    excerpts: dict[str, tuple[str, ...]]
    """For ``upper`` and ``local`` the words of that side which the differences speak of."""
    reasons: tuple[str, ...]
    owed: str
    confidence: float
    judgement: str
    """What people decided, who and why, and the machine's call beside it; empty where nobody has."""
    subject: str = ""
    """The hidden cell of a sheet that people judge in (:mod:`policy_xwalk.reporting.judgement_columns`)."""


@dataclass(frozen=True, slots=True)
class PairTable:
    """The comparison of two plans."""

    number: int
    upper: str
    local: str
    upper_label: str
    local_label: str
    upper_file: str
    local_file: str
    label: str
    comparison: Comparison
    comparison_label: str
    """With the names of the levels between that are absent."""
    rows: tuple[PairRow, ...]

    def of_kind(self, kind: ItemKind) -> tuple[PairRow, ...]:
        """The rows of one kind."""
        return tuple(row for row in self.rows if row.kind == kind)

    def count(self, result: Outcome, kind: ItemKind | None = None) -> int:
        """How many links have this outcome."""
        return sum(1 for row in self.rows if row.outcome == result and kind in (None, row.kind))


@dataclass(frozen=True, slots=True)
class PlanRow:
    """Identity of a plan; what was inferred says so."""

    plan: str
    label: str
    title: str
    level: str
    region: str
    issuer: str
    doc_number: str
    issued: str
    period: str
    file: str
    framework: bool
    sizes: dict[ItemKind, int]
    status: int


@dataclass(frozen=True, slots=True)
class Report:
    """All tables of a run."""

    lang: Lang
    title: str
    plans: tuple[PlanRow, ...]
    matrix: Matrix
    pairs: tuple[PairTable, ...]
    passages: dict[str, Passage]
    """Every item by id."""
    info: RunInfo


def build_report(
    records: Sequence[PlanRecords], links: Sequence[Link], lang: Lang = "zh", info: RunInfo | None = None
) -> Report:
    """Make the tables. Links of which a plan is not among the records are left out."""
    info = info or RunInfo()
    catalogue = Catalogue.of(records, links, lang)
    passages = {item.id: _passage(item, catalogue) for item in catalogue.items.values()}
    pairs = tuple(_pair_table(number, pair, catalogue, passages) for number, pair in enumerate(catalogue.pairs, 1))
    return Report(
        lang=lang,
        title=info.title or _title(catalogue),
        plans=tuple(_plan_row(entry, catalogue) for entry in catalogue.records),
        matrix=build_matrix(catalogue),
        pairs=pairs,
        passages=passages,
        info=info,
    )


def _title(catalogue: Catalogue) -> str:
    topics = {plan.topic: None for plan in catalogue.plans.values() if plan.topic}
    name = term("label", "report", catalogue.lang)
    return f"{next(iter(topics))}{' ' if catalogue.lang == 'en' else ''}{name}" if len(topics) == 1 else name


def _plan_row(entry: PlanRecords, catalogue: Catalogue) -> PlanRow:
    plan, lang = entry.plan, catalogue.lang

    def shown(field: str, text: str | None) -> str:
        if not text:
            return display.DASH
        if field in plan.inferred:
            return text + display.parenthesis(term("label", "inferred", lang), lang)
        return text + (
            display.parenthesis(term("explain", "unconfirmed", lang), lang) if field in plan.unconfirmed else ""
        )

    years = (plan.period.start, plan.period.end) if plan.period else ()
    period = "—".join(str(year) for year in dict.fromkeys(years))
    return PlanRow(
        plan=plan.id,
        label=catalogue.labels[plan.id],
        title=shown("title", plan.title),
        level=shown("level", term("level", plan.level, lang) if plan.level else None),
        region=shown("region", display.region_text(plan.region)),
        issuer=shown("issuer", plan.issuer),
        doc_number=shown("doc_number", plan.doc_number),
        issued=shown("issued", plan.issued),
        period=shown("period", period),
        file=display.file_name(plan),
        framework=plan.form == "framework",
        sizes=_sizes(entry),
        status=len(entry.status),
    )


def _sizes(entry: PlanRecords) -> dict[ItemKind, int]:
    return {"indicator": len(entry.indicators), "target": len(entry.targets), "action": len(entry.actions)}


def _passage(item: Item, catalogue: Catalogue) -> Passage:
    plan, lang = catalogue.plans[item.plan], catalogue.lang
    kind: ItemKind = "indicator" if isinstance(item, Indicator) else "target" if isinstance(item, Target) else "action"
    unconfirmed = () if isinstance(item, Target) else item.unconfirmed
    value = ""
    if isinstance(item, Indicator):
        value = display.value_text(item.target, lang)
    elif isinstance(item, Target):
        value = display.target_text(item, lang)
    return Passage(
        item=item.id,
        plan=item.plan,
        kind=kind,
        number=display.item_number(item),
        name=display.item_name(item),
        baseline=display.value_text(item.baseline, lang) if isinstance(item, Indicator) else "",
        value=value,
        deadline=display.deadline_text(item),
        attribute=display.attribute_text(item, lang),
        manner=display.manner_text(item, lang),
        departments="" if isinstance(item, Target) else display.departments_text(item.departments, lang),
        quote="" if plan.form == "framework" else display.readable(item.quote),
        body=display.readable(item.text) if isinstance(item, Action) else "",
        place=display.place_text(item, plan, lang),
        file=display.file_name(plan),
        unconfirmed=term("label", "comma", lang).join(term("field", field, lang) for field in unconfirmed),
        unconfirmed_fields=tuple(unconfirmed),
    )


def _pair_table(number: int, pair: tuple[str, str], catalogue: Catalogue, passages: dict[str, Passage]) -> PairTable:
    lang, links = catalogue.lang, catalogue.links_of[pair]
    order = {kind: place for place, kind in enumerate(KINDS)}
    last = len(catalogue.items)

    def place(link: Link) -> tuple[int, int, int, int, str]:
        # As the upper plan has them; what only the local plan has follows in its own order.
        uppers = [catalogue.places[item.id] for item in catalogue.resolve(link.upper)]
        locals_ = [catalogue.places[item.id] for item in catalogue.resolve(link.local)]
        return order[link.kind], 0 if uppers else 1, min(uppers, default=last), min(locals_, default=last), link.id

    first = links[0]
    comparison_label = term("comparison_label", first.comparison, lang)
    skipped = list(dict.fromkeys(name for link in links for name in link.skipped))
    if skipped:
        names = term("label", "comma", lang).join(skipped)
        comparison_label = term("comparison_label", "skip_absent", lang)
        comparison_label += f"{term('label', 'colon', lang)}{names}"
    upper, local = catalogue.labels[pair[0]], catalogue.labels[pair[1]]
    arrow = "↔" if first.comparison == "cross" else "→"
    return PairTable(
        number=number,
        upper=pair[0],
        local=pair[1],
        upper_label=upper,
        local_label=local,
        upper_file=display.file_name(catalogue.plans[pair[0]]),
        local_file=display.file_name(catalogue.plans[pair[1]]),
        label=f"{upper} {arrow} {local}",
        comparison=first.comparison,
        comparison_label=comparison_label,
        rows=tuple(_pair_row(link, catalogue, passages) for link in sorted(links, key=place)),
    )


def _pair_row(link: Link, catalogue: Catalogue, passages: dict[str, Passage]) -> PairRow:
    lang = catalogue.lang
    return PairRow(
        link=link.id,
        kind=link.kind,
        outcome=outcome(link),
        relation=relation_text(link, lang),
        unconfirmed=link.unconfirmed,
        flags=tuple(term("flag", flag, lang) for flag in link.flags),
        upper=tuple(passages[item.id] for item in catalogue.resolve(link.upper)),
        local=tuple(passages[item.id] for item in catalogue.resolve(link.local)),
        basis=tuple(passages[item.id] for item in catalogue.resolve(link.basis)),
        differences=tuple(_difference_text(difference, lang) for difference in link.differences),
        excerpts={
            "upper": _excerpts(difference.upper_quote for difference in link.differences),
            "local": _excerpts(difference.local_quote for difference in link.differences),
        },
        reasons=tuple(reason_text(link, catalogue.resolve(link.upper), catalogue.resolve(link.local), lang)),
        owed=term("owed", "cross" if link.comparison == "cross" else link.owed, lang),
        confidence=link.confidence,
        judgement=decision_text(link, lang),
        subject=link_subject(link, catalogue.resolve(link.upper), catalogue.resolve(link.local)),
    )


def _difference_text(difference: Difference, lang: Lang) -> tuple[str, str]:
    """Operation and words; that a measure differs goes without saying, any other aspect is named."""
    upper, local = display.readable(difference.upper_quote), display.readable(difference.local_quote)
    words = {"dropped": upper, "added": local}.get(difference.op, f"{upper} → {local}")
    if difference.what != "measure":
        words = f"{term('aspect', difference.what, lang)}{term('label', 'colon', lang)}{words}"
    return term("operation", difference.op, lang), words


def _excerpts(quotes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(display.readable(quote) for quote in quotes if quote))
