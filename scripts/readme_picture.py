"""Take the picture of the indicator matrix that the READMEs show: needs Chromium and the ``dev`` extra.

python scripts/readme_picture.py
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from policy_xwalk.reporting.page import write_page
from policy_xwalk.run import run_folder

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Write docs/images/matrix.png."""
    walk = run_folder(ROOT / "corpora").crosswalk
    browser_path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "index.html"
        write_page(walk.records, walk.links, page_file)
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1180, "height": 900}, color_scheme="light")
        page.goto(page_file.as_uri())
        (ROOT / "docs" / "images").mkdir(parents=True, exist_ok=True)
        page.locator("#matrix").screenshot(path=ROOT / "docs" / "images" / "matrix.png")
        browser.close()


if __name__ == "__main__":
    main()
