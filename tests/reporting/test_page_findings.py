"""Findings, waivers, and what people decided, as the page shows them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from page_tabs import opened
from report_items import SHANXI, ZHENGNING
from report_sample import links, records

from policy_xwalk.records import Decision, Evidence, Finding, Judgement, Link, Span, Waiver
from policy_xwalk.reporting.page import write_page
from policy_xwalk.reporting.tables import RunInfo

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

EVIL = "</script><img src=x onerror=\"document.title='x'\">"
TEXT = "一、总体要求\n到2025年，养老服务设施覆盖率达到50%。\n"


def finding(number: int, **fields: object) -> Finding:
    made = {
        "rule": "PX201",
        "severity": "warning",
        "plan": ZHENGNING,
        "items": (),
        "params": {},
        "evidence": (
            Evidence(ZHENGNING, "养老服务设施覆盖率达到50%", (Span(None, TEXT.index("养老"), TEXT.index("。")),)),
        ),
        "fingerprint": f"f{number:03}",
        **fields,
    }
    return Finding(**made)  # type: ignore[arg-type]


def findings() -> tuple[Finding, ...]:
    both = (Evidence(SHANXI, "覆盖率达到60%", ()), Evidence(ZHENGNING, "覆盖率达到50%", ()))
    return (
        finding(1, severity="error", against=SHANXI, evidence=both),
        finding(2),
        finding(3, rule="PX104", severity="info", plan=SHANXI, evidence=(Evidence(SHANXI, EVIL, ()),)),
        finding(4, waiver=Waiver("张三", "2026-03-01T09:00:00+08:00", EVIL)),
    )


def decided() -> list[Link]:
    made = links()
    place = next(n for n, link in enumerate(made) if link.relation == "weakened" and link.kind == "action")
    decision = Decision("change", "changed", "李四", "2026-03-02T09:00:00+08:00", "县里另有文件", "weakened", "J-1")
    made[place] = msgspec.structs.replace(made[place], relation="changed", judgement="J-1", decision=decision)
    return made


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    path = tmp_path / "index.html"
    stale = (Judgement("L-00000000", "accept", None, "王五", "2026-01-05T08:00:00+08:00", "旧文本"),)
    info = RunInfo(findings=findings(), stale=stale, texts={ZHENGNING: TEXT})
    write_page(records(), decided(), path, run_info=info)
    with opened(browser, path) as tab:
        yield tab


def listed(page: Page) -> list[str]:
    return [(node.get_attribute("id") or "")[8:] for node in page.locator("#finding-list > .finding").all()]


def test_gravest_come_first_and_those_set_aside_last(page: Page) -> None:
    assert listed(page) == ["f001", "f002", "f003", "f004"]
    assert page.inner_text("#overview .figures a[href='#findings']") == "3"


def test_finding_shows_both_passages_and_where_they_stand(page: Page) -> None:
    first = page.locator("#finding-f001")
    assert first.locator("blockquote").all_text_contents() == ["覆盖率达到60%", "覆盖率达到50%"]
    assert "山西省" in (first.locator(".cited").first.text_content() or "")
    assert "疑似" in page.inner_text("#findings-h")


def test_waiver_is_struck_and_says_who_when_and_why(page: Page) -> None:
    waived = page.locator("#finding-f004")
    assert waived.locator("s").count() == 1
    assert "张三" in (waived.locator(".waiver").text_content() or "")
    assert "2026-03-01" in (waived.locator(".waiver").text_content() or "")
    page.click("#waived")
    assert listed(page) == ["f001", "f002", "f003"]


def test_findings_are_filtered_by_severity_rule_and_plan(page: Page) -> None:
    page.click("[data-severity=info]")
    assert listed(page) == ["f003"]
    page.click("[data-severity=info]")
    page.select_option("#finding-rule", "PX201")
    assert listed(page) == ["f001", "f002", "f004"]
    page.select_option("#finding-plan", label="山西省")
    assert listed(page) == ["f001"]
    page.click("#finding-reset")
    assert len(listed(page)) == 4


def test_finding_leads_to_its_passage_in_the_text(page: Page) -> None:
    page.locator("#finding-f002 button").click()
    assert page.locator("#reading-view").is_visible()
    assert page.inner_text("#text-local .pointed") == "养老服务设施覆盖率达到50%"
    page.locator("#links .option").first.click()
    page.locator("#where a", has_text="展开本条").click()
    page.wait_for_selector("tr.detail")
    page.locator("tr.detail button").click()
    assert page.locator(".pointed").count() == 0


def test_address_of_a_finding_shows_it_even_behind_filters(page: Page) -> None:
    page.click("[data-severity=info]")
    page.evaluate("location.hash = '#finding-f002'")
    page.wait_for_selector("#finding-f002.target")
    page.reload()
    assert page.evaluate("document.activeElement.id") == "finding-f002"


def test_words_of_a_finding_and_of_a_waiver_stay_text(page: Page) -> None:
    assert page.locator("img").count() == 0
    assert EVIL in (page.text_content("#finding-f003 blockquote") or "")


def test_decision_of_a_person_stands_beside_the_call_of_the_program(page: Page) -> None:
    page.click("[data-tab='3']")
    page.click("#decided")
    page.locator("#body tr.row:visible").click()
    calls = page.locator("tr.detail .calls")
    assert calls.locator("dt").all_inner_texts() == ["程序判断", "人工判定"]
    assert [text.split()[-1] for text in calls.locator("dd").all_inner_texts()] == ["降低", "调整"]
    assert "李四 2026-03-02" in calls.inner_text()
    assert "县里另有文件" in calls.inner_text()


def test_judgement_whose_subject_has_changed_is_shown_and_not_dropped(page: Page) -> None:
    stale = page.locator("#overview table", has_text="L-00000000")
    assert "王五" in stale.inner_text()
    assert "同意" in stale.inner_text()


def test_many_findings_are_built_bit_by_bit(browser: Browser, tmp_path: Path) -> None:
    many = tuple(finding(number) for number in range(120))
    write_page(records(), links(), tmp_path / "i.html", run_info=RunInfo(findings=many))
    with opened(browser, tmp_path / "i.html", "#finding-f117") as tab:
        assert tab.locator("#finding-list > .finding").count() == 120
    with opened(browser, tmp_path / "i.html") as tab:
        assert tab.locator("#finding-list > .finding").count() == 50
        tab.click("#more-findings")
        assert tab.locator("#finding-list > .finding").count() == 100


def test_page_without_findings_has_no_empty_section(tmp_path: Path) -> None:
    write_page(records(), links(), tmp_path / "i.html")
    text = (tmp_path / "i.html").read_text("utf-8")
    assert 'id="findings"' not in text
    assert 'href="#findings"' not in text


def test_every_finding_is_in_the_data_once(tmp_path: Path) -> None:
    write_page(records(), links(), tmp_path / "i.html", run_info=RunInfo(findings=findings()))
    text = (tmp_path / "i.html").read_text("utf-8")
    block = re.search(r'id="data-findings">(.*?)</script>', text, re.S)
    assert block is not None
    assert [row["id"] for row in json.loads(block[1])] == ["f001", "f002", "f003", "f004"]
