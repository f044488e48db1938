"""The cross-walk as one HTML page that opens from the disk: nothing is fetched, nothing of a plan becomes markup.

A content security policy admits only the style and the script of this page, by their digests. Records stand in the
page as JSON inside ``<script type="application/json">``, with every ``<`` and ``&`` escaped; the script parses a pair
when it is opened and builds text nodes only.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from policy_xwalk.records import Link, PlanRecords
from policy_xwalk.reporting.differences import marked_items
from policy_xwalk.reporting.flow import pair_flow
from policy_xwalk.reporting.levels import levels_picture
from policy_xwalk.reporting.matrix import cell_lines, column_title
from policy_xwalk.reporting.palette import PALETTE
from policy_xwalk.reporting.sheets import full_passage
from policy_xwalk.reporting.tables import KINDS, PairRow, PairTable, Passage, Report, RunInfo, build_report
from policy_xwalk.wording import Lang
from policy_xwalk.wording.terms import COLUMNS, MARKS, OUTCOMES, PAGE, term

_TEMPLATES = Path(__file__).parent / "templates"
_TABS = 6
"""More pairs than these are chosen from a list instead of tabs."""


def write_page(
    records: Sequence[PlanRecords],
    links: Sequence[Link],
    path: Path,
    lang: Lang = "zh",
    run_info: RunInfo | None = None,
) -> None:
    """Write the page; ``run_info.files`` are linked by their names, relative to it."""
    path.write_bytes(render_page(build_report(records, links, lang, run_info)).encode())


def render_page(report: Report) -> str:
    """The page as text."""
    import jinja2
    from markupsafe import Markup

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES, encoding="utf-8"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    style = _colours() + (_TEMPLATES / "page.css").read_text("utf-8")
    script = (_TEMPLATES / "page.js").read_text("utf-8")
    lang = report.lang
    return environment.get_template("index.html.j2").render(
        report=report,
        lang=lang,
        html_lang="zh-CN" if lang == "zh" else "en",
        term=lambda table, code: term(table, code, lang),
        kinds=KINDS,
        outcomes=OUTCOMES,
        marks=MARKS,
        tabs=len(report.pairs) <= _TABS,
        cell_lines=lambda cell: cell_lines(cell, lang),
        column_lines=lambda column: column_title(column, lang).split("\n"),
        levels=Markup(levels_picture(report)),
        flows=[Markup(pair_flow(pair, lang)) for pair in report.pairs],
        data=[(name, Markup(_json(value))) for name, value in _data(report)],
        style=Markup(style),
        script=Markup(script),
        policy=_policy(style, script),
    )


def _colours() -> str:
    """Classes of the outcomes, for light and dark screens."""
    light: list[str] = []
    dark: list[str] = []
    for outcome, shade in PALETTE.items():
        for rules, fill, ink in ((light, shade.fill, shade.ink), (dark, shade.dark_fill, shade.dark_ink)):
            rules.append(f".o-{outcome}{{background:{fill}!important;color:{ink}}}")
            rules.append(f".o-{outcome} .mark{{color:{ink}}}.band-{outcome}{{fill:{ink}}}")
            rules.append(f"td.o-{outcome} .value,td.o-{outcome} .name{{color:var(--ink)}}")
    return "\n".join(light) + "\n@media (prefers-color-scheme:dark){\n" + "\n".join(dark) + "\n}\n"


def _policy(style: str, script: str) -> str:
    """Nothing from anywhere but the two texts whose digests are given."""
    return (
        "default-src 'none'; base-uri 'none'; form-action 'none'; "
        f"style-src '{_digest(style)}'; script-src '{_digest(script)}'"
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _json(value: object) -> str:
    """JSON that ends no script element and opens no comment."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _data(report: Report) -> list[tuple[str, object]]:
    lang = report.lang
    words = {
        "page": {code: text[lang] for code, text in PAGE.items()},
        "column": {code: text[lang] for code, text in COLUMNS.items()},
        "kind": {kind: term("kind_name", kind, lang) for kind in KINDS},
        "upper": term("label", "upper", lang),
        "reference": term("label", "reference", lang),
        "local": term("label", "local", lang),
        "basis": term("label", "basis", lang),
        "unconfirmed": term("explain", "unconfirmed", lang),
        "colon": term("label", "colon", lang),
        "comma": term("label", "comma", lang),
        "marks": MARKS,
    }
    plans: dict[str, dict[str, object]] = {plan.plan: {} for plan in report.plans}
    for passage in report.passages.values():
        plans[passage.plan][passage.item] = _item(passage)
    places = {plan: number for number, plan in enumerate(plans)}
    data: list[tuple[str, object]] = [("words", words)]
    data += [(f"items-{places[plan]}", items) for plan, items in plans.items()]
    data += [(f"pair-{pair.number}", _pair(pair, places)) for pair in report.pairs]
    return data


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


def _pair(pair: PairTable, places: dict[str, int]) -> dict[str, object]:
    return {
        "upper": pair.upper_label,
        "local": pair.local_label,
        "items": [places[pair.upper], places[pair.local]],
        "comparison": pair.comparison,
        "comparison_label": pair.comparison_label,
        "rows": [_row(row) for row in pair.rows],
    }


def _row(row: PairRow) -> dict[str, object]:
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
    }
    upper = [full_passage(passage) for passage in row.upper]
    local = [full_passage(passage) for passage in row.local]
    if any(upper) and any(local):
        # Null says that the passages are too far apart to mark.
        fields["marks"] = marked_items(upper, local)
    return {key: value for key, value in fields.items() if value or key == "marks"}
