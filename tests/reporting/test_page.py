"""The page: what is in the file, and how it behaves in a browser."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from page_tabs import opened, rows
from report_items import ZHENGNING
from report_sample import links, records

from policy_xwalk.records import PlanRecords, Region
from policy_xwalk.reporting.page import write_page
from policy_xwalk.reporting.tables import RunInfo

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

INFO = RunInfo(version="0", files=("crosswalk.xlsx", "matrix.csv"), failed=("坏文件.pdf：不是 PDF",))
EVIL = "</script><script>document.title='x'</script><img src=x onerror=\"document.title='x'\">"


def written(folder: Path, **options: object) -> Path:
    path = folder / "index.html"
    write_page(records(), links(), path, run_info=INFO, **options)  # type: ignore[arg-type]
    return path


def test_page_fetches_nothing_and_admits_only_its_own_script(tmp_path: Path) -> None:
    text = written(tmp_path).read_text("utf-8")
    policy = html.unescape(re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)[1])  # type: ignore[index]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert not re.search(r"""(src|href)=["']?(https?:)?//""", text)
    assert " style=" not in text
    assert not re.search(r"\son\w+=", text)


def test_page_links_the_other_files_by_relative_names(tmp_path: Path) -> None:
    text = written(tmp_path).read_text("utf-8")
    assert 'href="./crosswalk.xlsx"' in text
    assert 'href="./matrix.csv"' in text
    assert "坏文件.pdf：不是 PDF" in text


def test_page_labels_comparisons_and_language(tmp_path: Path) -> None:
    text = written(tmp_path).read_text("utf-8")
    assert '<html lang="zh-CN">' in text
    assert "横向比较（非上下衔接）" in text
    assert "跨级比较（中间层级规划未收录）：甘肃省、庆阳市" in text
    assert "遗漏" not in text
    assert "违反" not in text


def test_same_input_gives_the_same_page(tmp_path: Path) -> None:
    first = written(tmp_path).read_bytes()
    assert written(tmp_path).read_bytes() == first


def test_data_of_the_page_is_json_with_every_link_once(tmp_path: Path) -> None:
    text = written(tmp_path).read_text("utf-8")
    found = re.findall(r'<script type="application/json" id="data-pair-\d+">(.*?)</script>', text, re.S)
    ids = [row["id"] for block in found for row in json.loads(block)["rows"]]
    assert sorted(ids) == sorted(link.id for link in links())


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """The page of the sample; a request or a message on the console fails the test."""
    with opened(browser, written(tmp_path)) as tab:
        yield tab


def test_click_on_a_row_opens_both_passages_with_what_differs_marked(page: Page) -> None:
    page.click("[data-tab='3']")
    row = page.locator("#body tr.row", has_text="社区养老服务行动计划").last
    row.click()
    detail = page.locator("tr.detail")
    assert "特殊困难老年人月探访率达到100%" in detail.locator(".side.upper .passage").inner_text()
    assert "发展“互联网+养老”" in detail.locator(".side.local .passage").inner_text()
    assert "月探访率达到100%" in "".join(detail.locator(".side.upper mark").all_inner_texts())
    assert "第12页" in detail.locator(".side.upper .place").inner_text()
    assert row.get_attribute("aria-expanded") == "true"
    row.click()
    assert detail.count() == 0


def test_glyph_outside_the_basic_plane_does_not_shift_the_marks(browser: Browser, tmp_path: Path) -> None:
    zhengning, *others = records()
    changed = [
        msgspec.structs.replace(item, quote="𠮷村" + item.quote) if item.name.startswith("农村") else item
        for item in zhengning.indicators
    ]
    write_page([msgspec.structs.replace(zhengning, indicators=tuple(changed)), *others], links(), tmp_path / "i.html")
    with opened(browser, tmp_path / "i.html") as tab:
        tab.click("[data-tab='3']")
        tab.locator("#body tr.row").first.click()
        assert tab.locator(".side.local mark").all_inner_texts() == ["𠮷村", "60"]


def test_filters_by_relation_and_kind_with_counts(page: Page) -> None:
    page.click("[data-tab='3']")
    assert rows(page) == 33
    page.click("[data-kind=action]")
    assert rows(page) == 9
    page.click("[data-outcome=changed]")
    assert rows(page) == 2
    page.click("[data-outcome=dropped]")
    assert rows(page) == 3
    assert page.inner_text("#shown") == "显示 3 / 33 条"
    page.click("#reset")
    assert rows(page) == 33


def test_search_finds_words_of_the_passages_in_either_width(page: Page) -> None:
    page.click("[data-tab='3']")
    page.focus("#search")
    page.keyboard.type("月探访率 100%")
    assert rows(page) == 2
    page.fill("#search", "没有这样的内容")
    assert page.locator("#nothing").is_visible()
    page.keyboard.press("Escape")
    assert rows(page) == 33


def test_page_can_be_used_by_keyboard_alone(page: Page) -> None:
    page.focus("[data-tab='1']")
    page.keyboard.press("ArrowRight")
    assert page.get_attribute("[data-tab='2']", "aria-selected") == "true"
    page.focus("#search")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator("tr.detail").count() == 1
    assert page.locator("#body tr.row").nth(1).get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert page.locator("tr.detail").count() == 0


def test_unconfirmed_relations_say_so_and_can_be_singled_out(page: Page) -> None:
    assert page.locator("#body .chip.unconfirmed").count() == 7
    page.click("#unconfirmed")
    assert rows(page) == 7


def test_matrix_cell_leads_to_its_passages(page: Page) -> None:
    page.click("#matrix a.cell >> text=未见对应 >> nth=0")
    # The browser tells of a new address after the click is over.
    page.wait_for_selector("[data-tab='3'][aria-selected='true']")
    page.wait_for_selector("tr.detail")
    assert "每个城市社区平均拥有社区社会组织" in page.inner_text("tr.detail .side.upper")
    assert "在本级规划中未见对应内容" in page.inner_text("tr.detail .side.local")


def test_cross_comparison_is_labelled_beside_its_table(page: Page) -> None:
    page.click("[data-tab='3']")
    assert "横向比较（非上下衔接）" in page.inner_text(".banner:visible")
    assert page.inner_text("#upper-head") == "参照：山西省"


def test_markup_in_a_plan_stays_text(browser: Browser, tmp_path: Path) -> None:
    zhengning, *others = records()
    plan = msgspec.structs.replace(zhengning.plan, title=EVIL, issuer=EVIL, region=Region("621025", EVIL, (EVIL,)))
    items = [msgspec.structs.replace(item, name=EVIL, quote=EVIL) for item in zhengning.indicators]
    actions = [msgspec.structs.replace(item, title=EVIL, text=EVIL + "<!--") for item in zhengning.actions]
    evil = msgspec.structs.replace(zhengning, plan=plan, indicators=tuple(items), actions=tuple(actions))
    texts = {ZHENGNING: f"一、{EVIL}\n{EVIL}<!--\n" * 300}
    info = RunInfo(title=EVIL, files=("javascript:alert(1)", '"><b>.csv'), failed=(EVIL,), texts=texts)
    write_page([evil, *others], links(), tmp_path / "evil.html", run_info=info)
    with opened(browser, tmp_path / "evil.html") as tab:
        tab.click("[data-tab='3']")
        for entry in tab.locator("#body tr.row").all()[::5]:
            entry.click()
        tab.click("[data-mode=reading]")
        assert EVIL in tab.inner_text("#text-local")
        tab.fill("#everything", "onerror")
        tab.wait_for_selector("#hits:visible .hit")
        assert tab.title() == EVIL
        assert tab.locator("img").count() == 0
        assert tab.locator("script:not([type])").count() == 1


def test_fifty_plans_are_chosen_from_a_list_and_built_when_opened(browser: Browser, tmp_path: Path) -> None:
    zhengning, nation, shanxi = records()
    entries: list[PlanRecords] = [nation, shanxi]
    made = []
    for number in range(48):
        identifier = f"county-{number:02}"
        region = Region(f"6210{number:02}", f"第{number}县", ("甘肃省", "庆阳市", f"第{number}县"))
        plan = msgspec.structs.replace(zhengning.plan, id=identifier, region=region)

        def own(text: str, name: str = identifier) -> str:
            return text.replace(ZHENGNING, name)

        copies = {
            kind: tuple(
                msgspec.structs.replace(item, id=own(item.id), plan=identifier) for item in getattr(zhengning, kind)
            )
            for kind in ("indicators", "targets", "actions")
        }
        entries.append(PlanRecords(plan, **copies))
        made += [
            msgspec.structs.replace(
                link,
                id=f"{link.id}-{number}",
                local_plan=identifier,
                local=tuple(own(item) for item in link.local),
            )
            for link in links()
            if link.local_plan == ZHENGNING
        ]
    write_page(entries, made, tmp_path / "many.html")
    with opened(browser, tmp_path / "many.html") as tab:
        assert tab.locator("#matrix thead th").count() >= 50
        assert tab.locator("#body tr.row").count() < 60
        tab.select_option("#chooser", label="山西省 ↔ 第47县 · 横向")
        assert rows(tab) == 33
        assert tab.inner_text("#local-head") == "本级：第47县"


def test_run_of_very_many_comparisons_shows_the_first_and_says_so(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("policy_xwalk.reporting.page.data.MOST_PAIRS", 2)
    with opened(browser, written(tmp_path)) as tab:
        assert "前 2 对；其余 1 对" in tab.inner_text("#pairs .notice")
        assert tab.locator("[data-tab]").count() == 2
        assert tab.locator("#overview a[href='#pair-3']").count() == 0
        assert tab.locator("#matrix a.cell").count() > 0


def test_english_page_speaks_english(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, written(tmp_path, lang="en")) as tab:
        tab.click("[data-tab='3']")
        assert tab.get_attribute("html", "lang") == "en"
        assert "Cross-chain: not superior and subordinate" in tab.inner_text(".banner:visible")
