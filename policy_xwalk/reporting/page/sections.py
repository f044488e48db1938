"""The sections of the page as a list: what is shown, in which order, and what each brings along.

A section is a template with the same name as its anchor, values for it, JSON blocks for the script, and a script. A
new one is one more entry here, a template ``templates/page/<anchor>.html.j2`` and, where it moves, scripts, which run
after the common ones (``core.js``, ``search.js``) and may use what these define: ``routes.set(kind, show)`` gives it
addresses, ``keyHandlers.push(handle)`` keys.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from policy_xwalk.reporting.decided import rejection_rows
from policy_xwalk.reporting.flow import flow_picture, pair_flow
from policy_xwalk.reporting.levels import levels_picture
from policy_xwalk.reporting.matrix import cell_lines, column_title
from policy_xwalk.reporting.page.charts import fate_bars
from policy_xwalk.reporting.page.data import Block, PageContext, finding_blocks, pair_blocks
from policy_xwalk.reporting.page.fates import PairGroup, fates_by_chapter, fates_by_kind, pair_groups
from policy_xwalk.reporting.page.survey import survey_values
from policy_xwalk.wording.terms import term


def _always(context: PageContext) -> bool:
    return True


def _nothing(context: PageContext) -> Mapping[str, object]:
    return {}


def _no_blocks(context: PageContext) -> Iterable[Block]:
    return ()


@dataclass(frozen=True, slots=True)
class PageSection:
    """One section. ``title`` is a table and code of :func:`policy_xwalk.wording.terms.term`."""

    anchor: str
    title: tuple[str, str]
    values: Callable[[PageContext], Mapping[str, object]] = _nothing
    """Values for the template; strings of SVG must be ``Markup`` and hold escaped text only."""
    blocks: Callable[[PageContext], Iterable[Block]] = _no_blocks
    scripts: tuple[str, ...] = ()
    """Files of ``templates/page`` that move it."""
    shown: Callable[[PageContext], bool] = _always


def _overview(context: PageContext) -> Mapping[str, object]:
    groups = pair_groups(context.report)
    return {
        "shown_pairs": len(context.pairs),
        "levels": Markup(levels_picture(context.report)),
        "groups": [_charts(group, context) for group in groups],
        "figures": _figures(context),
        "rejections": rejection_rows(context.report, context.records),
    }


def _charts(group: PairGroup, context: PageContext) -> Mapping[str, object]:
    lang = context.lang
    kinds = fates_by_kind(group, lang)
    chapters = fates_by_chapter(group, context.readings)
    flow = flow_picture(group.pairs, group.upper_label, group.local_label, group.label, lang)
    return {
        "label": group.label,
        "comparison": group.comparison,
        "comparison_label": group.pairs[0].comparison_label
        if len(group.pairs) == 1
        else term("comparison_label", group.comparison, lang),
        "pairs": group.pairs,
        "kinds": Markup(fate_bars(kinds, lang, term("page", "by_kind", lang), shares=True)) if kinds else None,
        "chapters": Markup(fate_bars(chapters, lang, term("page", "by_chapter", lang), shares=False))
        if len(chapters) > 1
        else None,
        "flow": Markup(flow),
    }


def _figures(context: PageContext) -> list[tuple[str, str, str]]:
    """Number, what it counts, and where it leads."""
    report, lang = context.report, context.lang
    rows = [row for pair in report.pairs for row in pair.rows]
    figures = [
        (str(len(report.plans)), term("page", "figure_plans", lang), "#plans"),
        (str(len(report.pairs)), term("page", "figure_pairs", lang), "#pairs"),
        (str(len(rows)), term("page", "figure_links", lang), "#pairs"),
    ]
    unconfirmed = sum(row.unconfirmed for row in rows)
    if unconfirmed:
        figures.append((str(unconfirmed), term("page", "figure_unconfirmed", lang), "#pairs"))
    standing = sum(1 for row in context.findings if not row.waiver)
    if context.findings:
        figures.append((str(standing), term("page", "figure_findings", lang), "#findings"))
    decided = sum(1 for row in rows if row.judgement)
    if decided:
        figures.append((str(decided), term("page", "figure_decided", lang), "#pairs"))
    return figures


def _matrix(context: PageContext) -> Mapping[str, object]:
    lang = context.lang
    return {
        "shown_pairs": len(context.pairs),
        "cell_lines": lambda cell: cell_lines(cell, lang),
        "column_lines": lambda column: column_title(column, lang).split("\n"),
    }


def _pairs(context: PageContext) -> Mapping[str, object]:
    report = context.report
    labels = {plan.plan: plan.label for plan in report.plans}
    return {
        "shown_pairs": context.pairs,
        "left_out": len(report.pairs) - len(context.pairs),
        "alone": [(number, labels[plan]) for number, plan in enumerate(context.alone, len(context.pairs) + 1)],
        "tabs": len(context.pairs) + len(context.alone) <= _TABS,
        "flows": [Markup(pair_flow(pair, context.lang)) for pair in context.pairs],
    }


def _findings(context: PageContext) -> Mapping[str, object]:
    counts: dict[str, int] = {}
    labels: dict[str, str] = {}
    rules: dict[str, str] = {}
    for row in context.findings:
        counts[row.severity] = counts.get(row.severity, 0) + (0 if row.waiver else 1)
        labels[row.severity] = row.severity_label
        rules[row.rule] = row.title
    plans = {row.plan_label: None for row in context.findings}
    order = [plan.label for plan in context.report.plans]
    return {
        "severities": [(code, labels[code], counts[code]) for code in ("error", "warning", "info") if code in labels],
        "rules": sorted(rules.items()),
        "finding_plans": sorted(plans, key=lambda label: order.index(label) if label in order else len(order)),
        "waived": sum(1 for row in context.findings if row.waiver),
    }


def _surveys(context: PageContext) -> Mapping[str, object]:
    # A cell leads to its link only where the page holds every link.
    links = context.whole and len(context.pairs) == len(context.report.pairs)
    return survey_values(context.surveys, context.lang, links)


_TABS = 6
"""More pairs than these are chosen from a list instead of tabs."""

SECTIONS: tuple[PageSection, ...] = (
    PageSection("overview", ("label", "overview"), _overview),
    PageSection("matrix", ("label", "matrix"), _matrix, shown=lambda context: bool(context.report.matrix.rows)),
    PageSection(
        "findings",
        ("page", "findings"),
        _findings,
        finding_blocks,
        ("findings.js",),
        lambda context: bool(context.findings),
    ),
    PageSection(
        "pairs",
        ("label", "pairs"),
        _pairs,
        pair_blocks,
        ("pairs.js", "reading.js"),
        lambda context: bool(context.plans),
    ),
    PageSection("survey", ("page", "survey"), _surveys, shown=lambda context: bool(context.surveys)),
    PageSection("legend", ("label", "legend")),
)
"""In the order of the page."""
