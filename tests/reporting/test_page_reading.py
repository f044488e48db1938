"""Both texts side by side in a browser, with real plans: clicks, keys, differences, addresses, search."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from page_tabs import opened, rows

from policy_xwalk.records import Link
from policy_xwalk.reporting.page import write_page
from policy_xwalk.reporting.tables import RunInfo
from policy_xwalk.run import RunResult

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

SHANXI, ZHENGNING = "140000-2022-55", "621025-2022-38"


@pytest.fixture(scope="module")
def file(corpora_run: RunResult, tmp_path_factory: pytest.TempPathFactory) -> Path:
    walk = corpora_run.crosswalk
    path = tmp_path_factory.mktemp("page") / "index.html"
    write_page(walk.records, walk.links, path, run_info=RunInfo(findings=corpora_run.findings, texts=corpora_run.texts))
    return path


@pytest.fixture
def page(browser: Browser, file: Path) -> Iterator[Page]:
    with opened(browser, file, "#pair-3") as tab:
        tab.click("[data-mode=reading]")
        yield tab


def link_of(run: RunResult, relation: str, kind: str = "action") -> Link:
    """A link between the two texts."""
    return next(
        link
        for link in run.crosswalk.links
        if link.upper_plan == SHANXI and link.relation == relation and link.kind == kind and link.upper
    )


def in_sight(pane: Locator, node: Locator) -> bool:
    outer, inner = pane.bounding_box(), node.bounding_box()
    assert outer is not None
    assert inner is not None
    return outer["y"] <= inner["y"] < outer["y"] + outer["height"]


def test_both_texts_stand_whole_with_their_headings(page: Page) -> None:
    upper, local = page.locator("#text-upper"), page.locator("#text-local")
    assert "参照：山西省" in page.inner_text("#pane-upper-h")
    assert upper.locator("h4").first.inner_text() == "一、规划背景"
    assert local.locator("h3").first.inner_text() == "正宁县“十四五”城乡社区服务体系建设规划"
    assert len(upper.inner_text()) > 12000
    assert len(local.inner_text()) > 15000


def test_click_on_a_passage_brings_the_other_side_to_its_answer(page: Page) -> None:
    passage = page.locator("#text-upper .i", has_text="社区应急服务行动").first
    passage.scroll_into_view_if_needed()
    passage.click()
    answer = page.locator("#text-local .i.on").first
    assert "社区应急服务行动计划" in answer.inner_text()
    assert in_sight(page.locator("#pane-local"), answer)
    assert page.locator("#links [aria-selected=true] .option-name").inner_text() == "社区应急服务行动"
    assert page.url.split("#")[1].startswith("read-L-")


def test_passages_carry_the_sign_of_what_became_of_them(page: Page) -> None:
    passage = page.locator("#text-upper .i[data-sign]", has_text="“双百双培双带动”跟踪指导行动").first
    assert passage.get_attribute("data-sign") == "○"
    assert "i-dropped" in (passage.get_attribute("class") or "")
    passage.scroll_into_view_if_needed()
    passage.click()
    assert "在本级规划中未见对应内容" in page.inner_text("#where")


def test_differences_are_marked_in_both_texts_and_can_be_hidden(page: Page) -> None:
    dropped = page.locator("#text-upper .d-dropped", has_text="完善应急广播体系").first
    added = page.locator("#text-local .d-added", has_text="互联网+养老").first
    assert dropped.get_attribute("title") == "本级未见"
    assert added.get_attribute("title") == "本级另有"
    line = "getComputedStyle(document.querySelector('#text-upper .d-dropped')).textDecorationLine"
    assert page.evaluate(line) == "underline"
    # The visits to old people have lost their number on the way: of both clauses the words that differ.
    changed = (
        page.locator("#text-upper p", has_text="特殊困难老年人月探访率").first.locator(".d-changed").all_inner_texts()
    )
    assert "月探访率达到１００％" in changed
    page.click("#differences")
    assert page.evaluate(line) == "none"


def test_keys_go_from_link_to_link_and_both_sides_follow(page: Page) -> None:
    page.focus("#links")
    names = []
    for _ in range(3):
        page.keyboard.press("ArrowDown")
        names.append(page.inner_text("#links [aria-selected=true] .option-name"))
        for side in ("upper", "local"):
            chosen = page.locator(f"#text-{side} .on")
            if chosen.count():
                assert in_sight(page.locator(f"#pane-{side}"), chosen.first)
    page.keyboard.press("k")
    assert page.inner_text("#links [aria-selected=true] .option-name") == names[1]
    page.keyboard.press("Escape")
    assert page.locator(".panes .on").count() == 0
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector("#list-view:visible tr.detail")


def test_filters_shorten_the_list_of_links_beside_the_texts(page: Page) -> None:
    everything = page.locator("#links .option").count()
    page.click("[data-outcome=dropped]")
    left = page.locator("#links .option").count()
    assert 0 < left < everything
    assert set(page.locator("#links .option .sign").all_inner_texts()) == {"○"}


def test_framework_is_read_as_a_list_of_its_items(browser: Browser, file: Path) -> None:
    with opened(browser, file, "#pair-1") as tab:
        tab.click("[data-mode=reading]")
        assert "没有全文" in tab.inner_text("#pane-upper-note")
        tab.locator("#text-upper .i").first.click()
        assert "农村社区综合服务设施覆盖率" in tab.locator("#text-local .on").first.inner_text()


@pytest.mark.parametrize("kind", ["link", "read", "item"])
def test_address_of_a_thing_opens_it_and_survives_a_reload(
    browser: Browser, file: Path, corpora_run: RunResult, kind: str
) -> None:
    link = link_of(corpora_run, "changed")
    address = f"#{kind}-{link.upper[0] if kind == 'item' else link.id}"
    with opened(browser, file, address) as tab:
        for _ in range(2):
            if kind == "link":
                assert tab.locator("tr.row.open").get_attribute("data-link") == link.id
                assert tab.locator("tr.detail a.permalink").last.get_attribute("href") == address
            else:
                assert tab.locator("#reading-view").is_visible()
                assert tab.locator("#text-upper .on").count() > 0
            assert tab.url.endswith(address)
            tab.reload()


def test_unknown_address_shows_the_page_as_it_is(browser: Browser, file: Path) -> None:
    with opened(browser, file, "#link-nothing") as tab:
        for address in ("#item-%E0%A4%A", "#pair-99", "#read-", "#text-a@b", "#finding-0"):
            tab.evaluate("address => { location.hash = address; }", address)
            assert rows(tab) > 0


def test_search_finds_names_texts_plans_and_findings(page: Page) -> None:
    page.focus("#pane-upper")
    page.keyboard.press("/")
    page.keyboard.type("推广新时代 枫桥经验")
    page.wait_for_selector("#hits:visible .hit")
    assert page.locator("#hits h3").all_inner_texts() == ["规划正文"]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector("#text-upper .pointed")
    pointed = page.locator("#text-upper .pointed").first
    assert "枫桥经验" in page.inner_text("#text-upper p:has(.pointed)")
    assert in_sight(page.locator("#pane-upper"), pointed)
    page.fill("#everything", "社区应急服务行动")
    assert "指标、目标和任务" in page.locator("#hits h3").all_inner_texts()
    page.fill("#everything", "没有这样的内容")
    assert page.inner_text("#hits") == "没有找到。"
    page.keyboard.press("Escape")
    assert page.locator("#hits").is_hidden()


def test_hit_leads_to_its_item_in_the_text(page: Page) -> None:
    page.fill("#everything", "社区固本强基行动计划")
    page.wait_for_selector("#hits:visible .hit")
    page.locator("#hits .hit", has=page.locator(".sub", has_text="正宁县")).first.click()
    page.wait_for_selector("#text-local .on")
    assert "社区固本强基行动计划" in page.locator("#text-local .on").first.inner_text()


def test_charts_name_their_denominators(page: Page) -> None:
    chart = page.locator("#overview .group-charts", has_text="横向比较").locator(".bars")
    assert chart.count() == 2
    label = chart.nth(0).get_attribute("aria-label") or ""
    assert "任务 51（" in label
    totals = chart.nth(1).locator(".bar-total").all_text_contents()
    assert sum(int(text.split()[1]) for text in totals) == 10 + 31 + 51
    assert page.locator("#overview .hatched").count() > 1


def test_plan_that_is_compared_with_none_is_read_by_itself(
    browser: Browser, corpora_run: RunResult, tmp_path: Path
) -> None:
    entry = next(entry for entry in corpora_run.crosswalk.records if entry.plan.id == SHANXI)
    write_page([entry], [], tmp_path / "i.html", run_info=RunInfo(texts=corpora_run.texts))
    with opened(browser, tmp_path / "i.html", f"#item-{entry.actions[0].id}") as tab:
        assert "没有可作的比较" in tab.inner_text("#overview .notice")
        assert entry.actions[0].title in tab.locator("#text-local .on").first.inner_text()
        assert tab.locator("#pane-upper").is_hidden()
        tab.click("[data-mode=list]")
        assert rows(tab) == len(entry.indicators) + len(entry.targets) + len(entry.actions)
        tab.locator("#body tr.row").first.click()
        assert tab.locator("tr.detail .side").count() == 1
