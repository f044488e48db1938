"""Opens a page in a browser; a request or a message on the console fails the test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@contextmanager
def opened(browser: Browser, path: Path, address: str = "", **options: Any) -> Iterator[Page]:
    """A tab that shows the file at an address within it; ``options`` go to the browser's context."""
    chosen = {"viewport": {"width": 1300, "height": 900}, "reduced_motion": "reduce", **options}
    context = browser.new_context(**chosen)
    tab = context.new_page()
    problems: list[str] = []
    tab.on("console", lambda message: problems.append(message.text))
    tab.on("pageerror", lambda error: problems.append(str(error)))
    uri = path.as_uri()
    tab.on("request", lambda request: None if request.url.split("#")[0] == uri else problems.append(request.url))
    tab.goto(uri + address)
    try:
        yield tab
    finally:
        context.close()
    assert problems == []


def rows(page: Page) -> int:
    """Rows of the list of links that are to be seen, once the page is laid out after what was done last."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return page.locator("#body tr.row:visible").count()
