"""Many local plans beside one upper plan, for the page: heat map, extremes, spread of values, completeness.

Up to :data:`MOST_COLUMNS` plans have a column each in the heat map; more are gathered by the region above them, and a
cell then shows how many of its plans fared how. Nothing is ranked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import sqrt

from markupsafe import Markup

from policy_xwalk.records import Number, Plan, Relation
from policy_xwalk.reporting.display import number_text
from policy_xwalk.survey import Cell, Completeness, Distribution, Survey, SurveyRow
from policy_xwalk.wording import Lang
from policy_xwalk.wording.terms import MARKS, term

MOST_COLUMNS = 40
"""More plans than these are gathered by the region above them."""
MOST_ROWS = 60
"""Of targets and tasks no more rows than these; the tables beside the page hold all."""
MOST_LISTED = 10

_ORDER: tuple[Relation, ...] = ("same", "strengthened", "changed", "weakened", "dropped", "unknown")
_WIDTH, _LEFT, _RIGHT, _ROW = 1000, 300, 170, 34


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One cell of the heat map: the fate in a plan, or the fates in the plans of a region."""

    outcome: str
    """The fate that most plans share; empty where nothing was compared."""
    lines: tuple[str, ...]
    title: str
    link: str | None


@dataclass(frozen=True, slots=True)
class Heat:
    """Heat map of one kind: heads of the columns with a longer name each, rows of name, value and cells."""

    kind: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, str, tuple[HeatCell, ...]], ...]
    left_out: int
    gathered: bool


def survey_values(surveys: Sequence[Survey], lang: Lang, links: bool = True) -> Mapping[str, object]:
    """Values for the template ``survey.html.j2``; ``links``: whether the page holds the links that cells lead to."""
    return {"surveys": [_survey(survey, lang, links) for survey in surveys]}


def _survey(survey: Survey, lang: Lang, links: bool) -> Mapping[str, object]:
    spreads = [row for row in survey.rows if (spread := row.values) is not None and spread.count > 1]
    return {
        "title": survey.upper.title or survey.upper.id,
        "level": term("level", survey.plans[0].level or "", lang),
        "count": len(survey.plans),
        "heats": [
            heat for kind in ("indicator", "target", "action") if (heat := _heat(survey, kind, lang, links)).rows
        ],
        "dropped": _listed(survey, "dropped"),
        "raised": _listed(survey, "strengthened"),
        "spreads": Markup(_strips(spreads, survey, lang)) if spreads else None,
        "completeness": [
            (region_name(plan), entry, _percent(entry), _kinds(entry, lang))
            for plan, entry in zip(survey.plans, survey.completeness, strict=True)
        ]
        if len(survey.plans) <= MOST_COLUMNS
        else [],
        "shares": _shares(survey, lang),
    }


def region_name(plan: Plan) -> str:
    """The short name of a plan's region."""
    return plan.region.name if plan.region else plan.title or plan.id


def _heat(survey: Survey, kind: str, lang: Lang, links: bool) -> Heat:
    rows = [row for row in survey.rows if row.kind == kind and row.count(*_ORDER)]
    shown = rows if kind == "indicator" else rows[:MOST_ROWS]
    gathered = len(survey.plans) > MOST_COLUMNS
    groups = _groups(survey.plans) if gathered else {str(n): [n] for n in range(len(survey.plans))}
    columns = tuple(
        (name, name) if gathered else (region_name(survey.plans[places[0]]), "".join(_path(survey.plans[places[0]])))
        for name, places in groups.items()
    )
    made = tuple(
        (
            row.name,
            row.raw or "",
            tuple(_cell(row, [row.cells[place] for place in places], lang, links) for places in groups.values()),
        )
        for row in shown
    )
    return Heat(kind, columns, made, len(rows) - len(shown), gathered)


def _path(plan: Plan) -> tuple[str, ...]:
    return (plan.region.path or (plan.region.name,)) if plan.region else (plan.title or plan.id,)


def _groups(plans: Sequence[Plan]) -> dict[str, list[int]]:
    """Places of the plans by the region above theirs, in order."""
    groups: dict[str, list[int]] = {}
    for place, plan in enumerate(plans):
        path = _path(plan)
        groups.setdefault("".join(path[:-1]) or path[0], []).append(place)
    return groups


def _cell(row: SurveyRow, cells: Sequence[Cell | None], lang: Lang, links: bool) -> HeatCell:
    known = [cell for cell in cells if cell is not None]
    if not known:
        return HeatCell("", (), "", None)
    counts = {relation: sum(cell.relation == relation for cell in known) for relation in _ORDER}
    most = max(_ORDER, key=lambda relation: counts[relation])
    colon, comma = term("label", "colon", lang), term("label", "comma", lang)
    said = comma.join(
        term("relation", relation, lang) + (f" {count}" if len(cells) > 1 else "")
        for relation, count in counts.items()
        if count
    )
    if len(cells) == 1:
        cell = known[0]
        value = cell.raw or ""
        title = f"{row.name}{colon}{said}{comma + value if value else ''}"
        return HeatCell(most, (MARKS[most], value), title, cell.link if links else None)
    return HeatCell(most, (f"{MARKS[most]} {counts[most]}/{len(known)}",), f"{row.name}{colon}{said}", None)


def _listed(survey: Survey, relation: Relation) -> list[tuple[str, str, int, int]]:
    """Name, upper value, in how many plans, of how many compared."""
    return [
        (row.name, row.raw or "", row.count(relation), row.count(*_ORDER))
        for row in survey.most(relation)[:MOST_LISTED]
    ]


def _kinds(entry: Completeness, lang: Lang) -> str:
    return term("label", "comma", lang).join(
        f"{term('kind', kind, lang)} {entry.found[kind]}/{judged}" for kind, judged in entry.judged.items() if judged
    )


def _percent(entry: Completeness) -> str:
    return "" if entry.share is None else f"{entry.share:.0%}"


def _shares(survey: Survey, lang: Lang) -> str:
    """Spread of the completeness over the plans, in words; for many plans it takes the place of their table."""
    spread = Distribution.of([entry.share for entry in survey.completeness if entry.share is not None])
    if spread is None:
        return ""
    return term("page", "survey_shares", lang).format(
        f"{spread.minimum:.0%}", f"{spread.median:.0%}", f"{spread.maximum:.0%}", spread.count
    )


def _strips(rows: Sequence[SurveyRow], survey: Survey, lang: Lang) -> str:
    """A strip a row: each local value a dot, the middle half a bar, the median a stroke, the upper value a rhombus.

    Each strip has a scale of its own, whose ends are written beside it.
    """
    height = len(rows) * _ROW + 8
    parts = [_strip(row, number * _ROW + 4, lang) for number, row in enumerate(rows)]
    said = term("label", "semicolon", lang).join(_said(row, lang) for row in rows)
    name = f"{term('page', 'survey_values', lang)}{term('label', 'colon', lang)}{said}"
    return (
        f'<svg class="bars strips" viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{escape(name)}">'
        + "".join(parts)
        + "</svg>"
    )


def _strip(row: SurveyRow, top: int, lang: Lang) -> str:
    spread = row.values
    assert spread is not None
    values = [cell.value for cell in row.cells if cell is not None and cell.value is not None]
    low, high = float(spread.minimum), float(spread.maximum)
    wide = _WIDTH - _LEFT - _RIGHT

    def x(value: Number) -> float:
        return _LEFT + (wide / 2 if high == low else (float(value) - low) / (high - low) * wide)

    middle = top + 15
    unit = row.unit or ""
    parts = [
        f'<text class="bar-label" x="{_LEFT - 14}" y="{top + 19}" text-anchor="end">{escape(_cut(row.name))}</text>',
        f'<path class="strip-axis" d="M{_LEFT} {middle}H{_LEFT + wide}"/>',
        f'<rect class="strip-box" x="{x(spread.lower_quartile):.1f}" y="{middle - 7}" '
        f'width="{max(x(spread.upper_quartile) - x(spread.lower_quartile), 1):.1f}" height="14"/>',
        *(
            f'<circle class="strip-dot" cx="{x(value):.1f}" cy="{middle}" r="{_radius(count, len(values)):.1f}"/>'
            for value, count in sorted(Counter(values).items())
        ),
        f'<path class="strip-median" d="M{x(spread.median):.1f} {middle - 10}v20"/>',
        f'<text class="bar-total" x="{_LEFT + wide + 10}" y="{top + 13}">{escape(_range(spread, unit, lang))}</text>',
        f'<text class="bar-total" x="{_LEFT + wide + 10}" y="{top + 27}">{escape(_middle(spread, unit, lang))}</text>',
    ]
    return f"<g><title>{escape(_said(row, lang))}</title>{''.join(parts)}</g>"


def _radius(count: int, all_: int) -> float:
    """A dot grows with the share of the plans that have its value."""
    return 3 + 7 * sqrt(count / all_)


def _range(spread: Distribution, unit: str, lang: Lang) -> str:
    if spread.minimum == spread.maximum:
        return f"{_short(spread.minimum, lang)}{unit}"
    return f"{_short(spread.minimum, lang)}—{_short(spread.maximum, lang)}{unit}"


def _middle(spread: Distribution, unit: str, lang: Lang) -> str:
    return term("page", "survey_median", lang).format(f"{_short(spread.median, lang)}{unit}", spread.count)


def _said(row: SurveyRow, lang: Lang) -> str:
    spread, rises, unit = row.values, row.rises, row.unit or ""
    assert spread is not None
    comma = term("label", "comma", lang)
    said = f"{row.name}{term('label', 'colon', lang)}{_range(spread, unit, lang)}{comma}{_middle(spread, unit, lang)}"
    if rises is not None and rises.count > 1:
        said += comma + term("page", "survey_rise", lang).format(
            _range(rises, unit, lang), f"{_short(rises.median, lang)}{unit}", rises.count
        )
    if row.incomparable:
        said += comma + term("page", "survey_incomparable", lang).format(row.incomparable)
    return said


def _cut(text: str, room: int = 40) -> str:
    used = 0
    for place, character in enumerate(text):
        used += 1 if character.isascii() else 2
        if used > room:
            return text[: place - 1] + "…"
    return text


def _short(number: Number, lang: Lang) -> str:
    """A number of a few digits: hundreds of millions as 亿, tens of thousands as 万; bn, m and k in English."""
    steps = ((10**8, "亿"), (10**4, "万")) if lang == "zh" else ((10**9, " bn"), (10**6, " m"), (10**3, " k"))
    for size, name in steps:
        if abs(number) >= size:
            return f"{number_text(round(number / size, 2))}{name}"
    return number_text(round(number, 2))
