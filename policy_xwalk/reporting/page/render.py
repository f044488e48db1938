"""Puts the page together: nothing is fetched, nothing of a plan becomes markup.

A content security policy admits only the style and the script of this page, by their digests. Records stand in the
page as JSON inside ``<script type="application/json">``, with every ``<`` and ``&`` escaped; the script parses a block
when it is opened and builds text nodes only.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from policy_xwalk.records import Link, PlanRecords
from policy_xwalk.reporting.palette import PALETTE, SEVERITIES, Shade
from policy_xwalk.reporting.tables import KINDS, Report, RunInfo, build_report
from policy_xwalk.wording import Lang
from policy_xwalk.wording.terms import MARKS, OUTCOMES, term

if TYPE_CHECKING:
    from policy_xwalk.reporting.page.data import PageContext
    from policy_xwalk.reporting.page.sections import PageSection
    from policy_xwalk.survey import Survey

_TEMPLATES = Path(__file__).parents[1] / "templates"
_STYLES = ("page.css", "page/sections.css", "page/reading.css", "page/survey.css", "page/media.css")
_COMMON = ("page/core.js", "page/search.js")


def write_page(
    records: Sequence[PlanRecords],
    links: Sequence[Link],
    path: Path,
    lang: Lang = "zh",
    run_info: RunInfo | None = None,
) -> None:
    """Write the page; ``run_info.files`` are linked by their names, relative to it."""
    path.write_bytes(
        render_page(build_report(records, links, lang, run_info), records, links).encode("utf-8", "replace")
    )


def render_page(report: Report, records: Sequence[PlanRecords], links: Sequence[Link]) -> str:
    """The page as text; ``report`` is what :func:`~policy_xwalk.reporting.tables.build_report` made of both."""
    from policy_xwalk.reporting.finding_rows import finding_rows
    from policy_xwalk.reporting.page.data import MOST_PAIRS, PageContext
    from policy_xwalk.reporting.page.reading import read_plan_text
    from policy_xwalk.reporting.page.sections import SECTIONS
    from policy_xwalk.survey import surveys

    shown = {plan for pair in report.pairs[:MOST_PAIRS] for plan in (pair.upper, pair.local)}
    entries = [entry for entry in records if len(records) <= MOST_PAIRS or entry.plan.id in shown]
    context = PageContext(
        report=report,
        records=records,
        links={link.id: link for link in links},
        readings={entry.plan.id: read_plan_text(entry, report.info.texts.get(entry.plan.id)) for entry in entries},
        findings=finding_rows(report, records),
        plans={plan.plan: number for number, plan in enumerate(report.plans)},
        surveys=surveys(records, links),
    )
    return _page(context, [section for section in SECTIONS if section.shown(context)])


def render_overview(surveys: Sequence[Survey], info: RunInfo, lang: Lang = "zh") -> str:
    """The page of a run that is too large to show item by item: many local plans beside their upper plans."""
    from policy_xwalk.reporting.matrix import Matrix
    from policy_xwalk.reporting.page.data import PageContext
    from policy_xwalk.reporting.page.sections import SECTIONS

    title = info.title or term("label", "report", lang)
    report = Report(lang, title, (), Matrix((), (), ()), (), {}, info)
    context = PageContext(report, (), {}, {}, (), {}, surveys, whole=False)
    return _page(context, [section for section in SECTIONS if section.anchor in ("survey", "legend")])


def _page(context: PageContext, sections: Sequence[PageSection]) -> str:
    """The sections in their frame, with the style and the scripts they need."""
    import jinja2
    from markupsafe import Markup

    from policy_xwalk.reporting.page.charts import HATCH
    from policy_xwalk.reporting.page.data import common_blocks, json_text

    report = context.report
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES, encoding="utf-8"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    style = _colours() + "".join(_source(name) for name in _STYLES)
    own = [f"page/{name}" for section in sections for name in section.scripts]
    # An overview has nothing to open or to search.
    scripts = (*_COMMON, *own, "page/start.js") if context.whole else ()
    script = '"use strict";\n(() => {\n' + "".join(_source(name) for name in scripts) + "})();\n"
    lang = report.lang
    whole = [*common_blocks(context), *(block for section in sections for block in section.blocks(context))]
    blocks = whole if context.whole else []
    shared: dict[str, object] = {
        "report": report,
        "lang": lang,
        "term": lambda table, code: term(table, code, lang),
        "kinds": KINDS,
        "outcomes": OUTCOMES,
        "marks": MARKS,
    }
    bodies = [
        Markup(environment.get_template(f"page/{section.anchor}.html.j2").render(**shared, **section.values(context)))
        for section in sections
    ]
    return environment.get_template("page/index.html.j2").render(
        **shared,
        html_lang="zh-CN" if lang == "zh" else "en",
        sections=[
            (section.anchor, term(*section.title, lang), body) for section, body in zip(sections, bodies, strict=True)
        ],
        hatch=Markup(HATCH),
        data=[(name, Markup(json_text(value))) for name, value in blocks],
        style=Markup(style),
        script=Markup(script),
        policy=_policy(style, script),
    )


def _source(name: str) -> str:
    return (_TEMPLATES / name).read_text("utf-8")


def _colours() -> str:
    """Classes of the outcomes and severities, for light and dark screens; paper has the light ones."""
    light = _shades(dark=False)
    dark = _shades(dark=True)
    return f"{light}\n@media screen and (prefers-color-scheme:dark){{\n{dark}\n}}\n"


def _shades(*, dark: bool) -> str:
    def pair(shade: Shade) -> tuple[str, str]:
        return (shade.dark_fill, shade.dark_ink) if dark else (shade.fill, shade.ink)

    rules = []
    for outcome, shade in PALETTE.items():
        fill, ink = pair(shade)
        rules += [
            f".o-{outcome}{{background:{fill}!important;color:{ink}}}",
            f".o-{outcome} .mark{{color:{ink}}}.band-{outcome}{{fill:{ink}}}",
            f"td.o-{outcome} .value,td.o-{outcome} .name{{color:var(--ink)}}",
            f".seg-{outcome}{{fill:{fill};stroke:{ink}}}.seg-ink-{outcome}{{fill:{ink}!important}}",
            f".i-{outcome}{{background:{fill};border-color:{ink}}}.b-{outcome}{{border-color:{ink}!important}}",
            f".t-{outcome}{{color:{ink}}}",
        ]
    for severity, shade in SEVERITIES.items():
        fill, ink = pair(shade)
        rules.append(f".v-{severity}{{background:{fill};color:{ink}}}")
    return "\n".join(rules)


def _policy(style: str, script: str) -> str:
    """Nothing from anywhere but the two texts whose digests are given."""
    return (
        "default-src 'none'; base-uri 'none'; form-action 'none'; "
        f"style-src '{_digest(style)}'; script-src '{_digest(script)}'"
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
