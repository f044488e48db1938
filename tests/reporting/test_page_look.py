"""How the page looks and is used: contrast, dark and narrow screens, paper, keyboard, language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from page_tabs import opened
from report_sample import links, records

import policy_xwalk.reporting
from policy_xwalk.reporting.page import write_page
from policy_xwalk.reporting.palette import PALETTE, SEVERITIES, Shade
from policy_xwalk.reporting.tables import RunInfo

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_CSS = (Path(policy_xwalk.reporting.__file__).parent / "templates" / "page.css").read_text("utf-8")
_TEXT = [
    *((ink, paper) for ink in ("ink", "soft", "accent") for paper in ("paper", "card", "head", "hover")),
    ("mark-ink", "mark"),
    ("cross", "cross-fill"),
    ("cross", "card"),
    ("card", "accent"),
]
"""Variables of the style that stand as text on one another."""


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def variables(dark: bool) -> dict[str, str]:
    light = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", _CSS.split("@media")[0]))
    if not dark:
        return light
    block = re.search(r"prefers-color-scheme: dark\) \{\s*:root \{(.*?)\}", _CSS, re.S)
    assert block is not None
    return light | dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block[1]))


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("pair", _TEXT, ids=lambda pair: "-on-".join(pair))
def test_text_of_the_page_has_the_contrast_of_wcag_aa(pair: tuple[str, str], dark: bool) -> None:
    colours = variables(dark)
    assert contrast(colours[pair[0]], colours[pair[1]]) >= 4.5


@pytest.mark.parametrize("name", [*PALETTE, *SEVERITIES])
def test_colours_of_outcomes_and_severities_have_the_contrast_of_wcag_aa(name: str) -> None:
    shade: Shade = {**PALETTE, **SEVERITIES}[name]  # type: ignore[dict-item]
    for dark, fill, ink in ((False, shade.fill, shade.ink), (True, shade.dark_fill, shade.dark_ink)):
        colours = variables(dark)
        assert contrast(fill, ink) >= 4.5
        # The page's own ink stands on these fills in the matrix and in the texts; the inks stand on its paper.
        assert contrast(fill, colours["ink"]) >= 4.5
        assert contrast(fill, colours["soft"]) >= 4.5
        assert contrast(colours["card"], ink) >= 4.5


def written(folder: Path, **options: object) -> Path:
    path = folder / "index.html"
    info = RunInfo(version="0", files=("crosswalk.xlsx",), texts={})
    write_page(records(), links(), path, run_info=info, **options)  # type: ignore[arg-type]
    return path


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    with opened(browser, written(tmp_path)) as tab:
        yield tab


def background(page: Page) -> str:
    found: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return found


def test_page_follows_the_colour_scheme_of_the_reader(browser: Browser, tmp_path: Path) -> None:
    path = written(tmp_path)
    with opened(browser, path, color_scheme="light") as tab:
        assert background(tab) == "rgb(251, 250, 247)"
    with opened(browser, path, color_scheme="dark") as tab:
        assert background(tab) == "rgb(21, 24, 28)"
        tab.emulate_media(media="print")
        assert background(tab) == "rgb(255, 255, 255)"


@pytest.mark.parametrize("width", [360, 768, 1300, 1800])
def test_page_never_scrolls_sideways(browser: Browser, tmp_path: Path, width: int) -> None:
    with opened(browser, written(tmp_path), viewport={"width": width, "height": 800}) as tab:
        tab.click("[data-tab='3']")
        tab.locator("#body tr.row").first.click()
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        tab.click("[data-mode=reading]")
        assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_page_prints_on_a4_with_charts_and_without_its_buttons(page: Page, tmp_path: Path) -> None:
    page.click("[data-tab='3']")
    page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    document = pypdfium2.PdfDocument(tmp_path / "page.pdf")
    assert [round(side) for side in document[0].get_size()] == [842, 595]
    text = "".join(sheet.get_textpage().get_text_range() for sheet in document)
    document.close()
    assert "上级内容的去向" in text
    assert "共 7 项" in text
    assert "指标矩阵" in text
    assert "清除筛选" not in text
    assert "在全部内容中查找" not in text


def test_first_tab_stop_skips_to_the_content(page: Page) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_every_stop_of_the_tab_key_is_visible(page: Page) -> None:
    seen = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        name, outline = page.evaluate(
            "[document.activeElement.outerHTML.slice(0, 60), getComputedStyle(document.activeElement).outlineStyle]"
        )
        if name.startswith("<body"):
            break
        assert outline != "none", name
        seen.add(name)
    assert len(seen) > 10


def test_arrow_keys_move_between_tabs_and_round_the_ends(page: Page) -> None:
    page.focus("[data-tab='1']")
    page.keyboard.press("ArrowLeft")
    assert page.get_attribute("[data-tab='3']", "aria-selected") == "true"
    page.keyboard.press("Home")
    assert page.get_attribute("[data-tab='1']", "aria-selected") == "true"
    assert page.locator("[role=tab][tabindex='0']").count() == 1


def test_levels_that_are_absent_are_named_beside_the_picture(page: Page) -> None:
    assert "未收录：甘肃省、庆阳市" in page.inner_text("#overview")
    assert page.locator(".levels .box-absent").count() == 2


def test_script_that_is_switched_off_leaves_overview_and_matrix(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, written(tmp_path), java_script_enabled=False) as tab:
        assert tab.locator("#overview .bars").first.is_visible()
        assert tab.locator("#matrix tbody tr").count() > 5
        assert "JavaScript" in tab.inner_text("noscript")


def test_english_page_has_no_chinese_words_of_its_own(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, written(tmp_path, lang="en")) as tab:
        for text in [
            *tab.locator("nav a, h3, figcaption, .filters button, .modes button, .note").all_inner_texts(),
            tab.get_attribute("#everything", "placeholder") or "",
        ]:
            named = re.sub(r"山西省|正宁县|甘肃省|庆阳市", "", text)
            assert not re.search(r"[\u4e00-\u9fff]", named), text
