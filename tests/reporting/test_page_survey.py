"""The section of the page that sets many local plans beside one upper plan."""

from __future__ import annotations

from msgspec.structs import replace
from report_items import NATION, SHANXI
from report_sample import links, records
from selectolax.lexbor import LexborHTMLParser

from policy_xwalk.records import Link, Plan, PlanRecords, Region
from policy_xwalk.reporting.page.render import render_overview, render_page
from policy_xwalk.reporting.page.survey import MOST_COLUMNS, survey_values
from policy_xwalk.reporting.tables import RunInfo, build_report
from policy_xwalk.survey import surveys


def _many(count: int) -> tuple[list[PlanRecords], list[Link]]:
    """The nation's plan and copies of a provincial one, each as a plan of its own city."""
    known = {entry.plan.id: entry for entry in records()}
    made, joined = [known[NATION]], []
    own = [link for link in links() if (link.upper_plan, link.local_plan) == (NATION, SHANXI)]
    for number in range(count):
        path = (f"甲{number // 10}省", f"乙{number}<b>市")
        name = f"city-{number}"
        plan: Plan = replace(
            known[SHANXI].plan, id=name, level="city", region=Region(f"{14 + number:06}", path[1], path)
        )
        renamed = {item.id: f"{name}/{item.id}" for item in known[SHANXI].items}
        made.append(
            replace(
                known[SHANXI],
                plan=plan,
                indicators=tuple(replace(i, id=renamed[i.id], plan=name) for i in known[SHANXI].indicators),
                targets=tuple(replace(i, id=renamed[i.id], plan=name) for i in known[SHANXI].targets),
                actions=tuple(replace(i, id=renamed[i.id], plan=name) for i in known[SHANXI].actions),
            )
        )
        joined += [
            replace(link, id=f"{link.id}-{number}", local_plan=name, local=tuple(renamed[i] for i in link.local))
            for link in own
        ]
    return made, joined


def test_each_plan_has_a_column_whose_cells_lead_to_the_link() -> None:
    plans, joined = _many(3)
    page = LexborHTMLParser(render_page(build_report(plans, joined), plans, joined))
    heat = page.css_first("#survey table.heat")
    assert heat is not None
    heads = [head.text(strip=True) for head in heat.css("thead th")]
    assert heads[2:] == ["乙0<b>市", "乙1<b>市", "乙2<b>市"]
    assert heat.css_first("b") is None
    targets = {(cell.attributes["href"] or "").removeprefix("#link-") for cell in heat.css("a.cell")}
    assert targets
    assert targets <= {link.id for link in joined}


def test_many_plans_are_gathered_by_the_region_above_them() -> None:
    plans, joined = _many(MOST_COLUMNS + 5)
    (survey,) = survey_values(surveys(plans, joined), "zh")["surveys"]  # type: ignore[misc]
    heat = survey["heats"][0]
    assert heat.gathered
    assert [name for name, _ in heat.columns] == [f"甲{n}省" for n in range(5)]
    assert heat.rows[0][2][0].lines == ("＝ 10/10",)
    assert "45" in survey["shares"]


def test_a_run_of_one_local_plan_has_no_such_section() -> None:
    plans, joined = _many(1)
    page = LexborHTMLParser(render_page(build_report(plans, joined), plans, joined))
    assert page.css_first("#survey") is None


def test_the_picture_says_what_it_shows_in_both_languages() -> None:
    plans, joined = _many(3)
    for lang, word in (("zh", "中位"), ("en", "median")):
        (survey,) = survey_values(surveys(plans, joined), lang)["surveys"]  # type: ignore[arg-type, misc]
        picture = LexborHTMLParser(str(survey["spreads"])).css_first("svg")
        assert picture is not None
        assert word in (picture.attributes["aria-label"] or "")


def test_the_overview_of_a_large_run_needs_no_script_and_leads_nowhere_that_is_not_there() -> None:
    plans, joined = _many(3)
    page = LexborHTMLParser(render_overview(surveys(plans, joined), RunInfo(files=("matrix.csv",))))
    assert page.css_first("#survey table.heat") is not None
    ids = {node.attributes["id"] for node in page.css("[id]")}
    anchors = {(link.attributes["href"] or "")[1:] for link in page.css('a[href^="#"]')}
    assert anchors <= ids
    assert not page.css('script[type="application/json"]')
