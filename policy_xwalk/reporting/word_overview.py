"""First parts of the report: what was examined and how, and the summary figures."""

from __future__ import annotations

from policy_xwalk.records import Comparison
from policy_xwalk.reporting import display
from policy_xwalk.reporting.dossier import summaries
from policy_xwalk.reporting.tables import PairTable, PlanRow
from policy_xwalk.reporting.word_blocks import WordColumn, word_room
from policy_xwalk.reporting.word_parts import WORKBOOK, ReportParts
from policy_xwalk.wording.documents import phrase
from policy_xwalk.wording.terms import OUTCOMES, Outcome, term

_NAMED = 12
"""Comparisons of one sort that are named; more are counted."""
_TABLED = 60
"""Plans, and comparisons, that the tables of the report list."""
_DESCRIBED = 20
"""Comparisons that have a paragraph each; the table has all of them."""
_LOCAL: tuple[Outcome, ...] = ("elaborated", "added")


def write_objects(parts: ReportParts) -> None:
    """一、审核对象与方法."""
    parts.heading(parts.say("part_objects"), 1)
    parts.heading(parts.say("sub_objects"), 2)
    _plans(parts)
    parts.heading(parts.say("sub_comparisons"), 2)
    _comparisons(parts)
    parts.heading(parts.say("sub_method"), 2)
    _method(parts)


def _plans(parts: ReportParts) -> None:
    lang, report = parts.lang, parts.dossier.report
    parts.caption("plans")
    columns = [
        WordColumn(phrase("column_number", lang), 10, True),
        WordColumn(parts.say("column_name"), 46),
        WordColumn(parts.say("column_issuer"), 50),
        WordColumn(parts.say("column_level"), 24, True),
        WordColumn(parts.say("column_note"), 26),
    ]
    rows = [
        (
            str(number),
            plan.title + (f"\n{plan.period}" if plan.period != display.DASH else ""),
            "\n".join(text for text in (plan.issuer, plan.doc_number, plan.issued) if text != display.DASH),
            "\n".join(text for text in (plan.level, plan.region) if text != display.DASH),
            _plan_note(plan, parts),
        )
        for number, plan in enumerate(report.plans[:_TABLED], 1)
    ]
    parts.writer.table(columns, rows)
    if len(report.plans) > len(rows):
        sheet = term("label", "about", lang)
        parts.writer.text(parts.say("rest_plans", shown=len(rows), n=len(report.plans), file=WORKBOOK, sheet=sheet))


def _plan_note(plan: PlanRow, parts: ReportParts) -> str:
    lang = parts.lang
    sizes = [f"{term('kind', kind, lang)}{' ' if lang == 'en' else ''}{count}" for kind, count in plan.sizes.items()]
    lines = [parts.say("framework")] if plan.framework else []
    return "\n".join([*lines, term("label", "comma", lang).join(sizes)])


def _comparisons(parts: ReportParts) -> None:
    lang, report = parts.lang, parts.dossier.report
    if not report.pairs:
        parts.writer.text(parts.say("one_plan"))
    by_kind: dict[Comparison, list[PairTable]] = {}
    for pair in report.pairs:
        by_kind.setdefault(pair.comparison, []).append(pair)
    for comparison, pairs in by_kind.items():
        names = term("label", "semicolon", lang).join(pair.label for pair in pairs[:_NAMED])
        if len(pairs) > _NAMED:
            names += parts.say("and_more", n=len(pairs))
        parts.writer.text(
            parts.say(
                "comparisons_of",
                label=term("comparison_label", comparison, lang),
                pairs=names,
                legend=term("comparison_legend", comparison, lang),
            )
        )
    if report.matrix.absent:
        parts.writer.text(parts.say("absent", names=term("label", "comma", lang).join(report.matrix.absent)))


def _method(parts: ReportParts) -> None:
    report = parts.dossier.report
    parts.writer.text(parts.say("method"))
    unconfirmed = sum(1 for pair in report.pairs for row in pair.rows if row.unconfirmed)
    if unconfirmed:
        parts.writer.text(parts.say("method_unconfirmed", n=unconfirmed))
    version = parts.say("version", version=report.info.version) if report.info.version else ""
    parts.writer.text(parts.say("method_quality", version=version))
    if report.info.failed:
        parts.writer.text(parts.say("failed"), together=True)
        for line in report.info.failed:
            parts.writer.text(line)


def write_overview(parts: ReportParts) -> None:
    """二、总体情况: a table of figures, and a plain paragraph a pair."""
    report = parts.dossier.report
    parts.heading(parts.say("part_overview"), 1)
    if not report.pairs:
        parts.writer.text(parts.say("one_plan"))
        return
    table = _counts(parts)
    for pair in report.pairs[:_DESCRIBED]:
        kind = display.parenthesis(term("comparison", pair.comparison, parts.lang), parts.lang)
        parts.heading(f"{pair.label}{kind}", 2)
        parts.writer.text(pair_paragraph(parts, pair))
    if len(report.pairs) > _DESCRIBED:
        left = len(report.pairs) - _DESCRIBED
        parts.writer.text(parts.say("rest_pairs", n=left, table=table, file=WORKBOOK))


def _counts(parts: ReportParts) -> int:
    """The table of figures; gives its number."""
    lang = parts.lang
    number = parts.caption("counts")
    titles = [term("relation", result, lang) for result in OUTCOMES]
    size, head_size = (10.5, None) if lang == "zh" else (9, 7)
    # English words do not break, Chinese ones may.
    widths = [12.0] * len(titles) if head_size is None else [max(8, word_room(title, head_size)) for title in titles]
    kind_width, upper_width = (13.0, 13.0) if head_size is None else (15.5, 10.0)
    columns = [
        WordColumn(parts.say("column_pair"), 156 - kind_width - upper_width - sum(widths)),
        WordColumn(phrase("column_kind", lang), kind_width, True),
        WordColumn(parts.say("column_upper_count"), upper_width, True),
        *(WordColumn(title, width, True) for title, width in zip(titles, widths, strict=True)),
    ]
    rows = []
    pairs = parts.dossier.report.pairs
    for pair in pairs[:_TABLED]:
        for summary in summaries(pair):
            counts = {**summary.counts, "unknown": summary.counts.get("unknown", 0) + summary.beyond}
            figures = [str(counts[result]) if counts.get(result) else "—" for result in OUTCOMES]
            upper = str(summary.upper) if summary.upper else "—"
            rows.append((pair.label, term("kind", summary.kind, lang), upper, *figures))
    parts.writer.table(columns, rows, size=size, head_size=head_size)
    parts.writer.text(parts.say("counts_note"))
    parts.rest(min(_TABLED, len(pairs)), len(pairs), phrase("counts", lang))
    return number


def pair_paragraph(parts: ReportParts, pair: PairTable) -> str:
    """What became of the upper items, in sentences made from the figures."""
    lang = parts.lang
    comma = term("label", "comma", lang)
    sentences: list[str] = []
    unknown: list[str] = []
    local: dict[Outcome, int] = {}
    for summary in summaries(pair):
        name = term("kind" if lang == "en" else "kind_name", summary.kind, lang)
        if summary.beyond:
            unknown.append(parts.say("beyond", kind=name, n=summary.beyond))
        counts = [
            parts.say("count", relation=term("relation", result, lang), n=count)
            for result, count in summary.counts.items()
            if result not in _LOCAL
        ]
        if counts:
            code = "kind_cross" if pair.comparison == "cross" else "kind"
            sentences.append(parts.say(code, kind=name, upper=summary.upper, counts=comma.join(counts)))
        for result in _LOCAL:
            local[result] = local.get(result, 0) + summary.counts.get(result, 0)
    more = [
        parts.say("count", relation=term("relation", result, lang), n=count) for result, count in local.items() if count
    ]
    if more:
        sentences.append(parts.say("local_more", counts=comma.join(more)))
    if unknown:
        sentences.append(parts.say("kind_unknown", counts=comma.join(unknown)))
    concerned = sum(
        1 for row in parts.dossier.open_findings if (row.finding.against, row.finding.plan) == (pair.upper, pair.local)
    )
    if concerned:
        sentences.append(parts.say("pair_findings", n=concerned))
    return (" " if lang == "en" else "").join(sentences)
