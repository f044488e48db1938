"""Take the pictures of the page that the READMEs show: needs Chromium and the ``dev`` extra.

python scripts/readme_picture.py
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from policy_xwalk.reporting.page import write_page
from policy_xwalk.reporting.tables import RunInfo
from policy_xwalk.run import run_folder

ROOT = Path(__file__).resolve().parents[1]
PASSAGE = "社区应急服务行动"
"""The task of the Shanxi plan that the picture of both texts shows."""


def main() -> None:
    """Write docs/images/matrix.png and docs/images/reading.png."""
    result = run_folder(ROOT / "corpora")
    walk = result.crosswalk
    images = ROOT / "docs" / "images"
    images.mkdir(parents=True, exist_ok=True)
    browser_path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "index.html"
        write_page(walk.records, walk.links, page_file, run_info=RunInfo(findings=result.findings, texts=result.texts))
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1180, "height": 900}, color_scheme="light", reduced_motion="reduce")
        page.goto(page_file.as_uri())
        # The bar at the top stays in sight and would lie over the pictures.
        page.evaluate("document.querySelector('.bar-top').hidden = true")
        page.locator("#matrix").screenshot(path=images / "matrix.png")
        page.locator("[data-tab]").last.click()
        page.click("[data-mode=reading]")
        page.locator("#text-upper .i", has_text=PASSAGE).first.click()
        page.locator("#panes").screenshot(path=images / "reading.png")
        browser.close()


if __name__ == "__main__":
    main()
