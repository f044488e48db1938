"""Saved web pages (.mht, .mhtml; also what Word saves as “single file web page”): the page within, read as a page.

The file is a MIME message (RFC 2557); its first HTML part is the page, the others are pictures and styles.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from email.errors import MessageError
from email.message import Message
from hashlib import sha256

from policy_xwalk.errors import UnreadableFile
from policy_xwalk.reading.document import SourceDocument
from policy_xwalk.reading.html import read_html
from policy_xwalk.reading.limits import DEFAULT_LIMITS, ReadLimits

_MAX_PARTS = 5_000
_PAGES = {"text/html", "application/xhtml+xml"}


def read_mht(data: bytes, file: str, limits: ReadLimits = DEFAULT_LIMITS) -> SourceDocument:
    """Read the page of a saved web archive; of several (frames) the one with the most text.

    Raises :class:`UnreadableFile`: ``damaged_mht`` where no page is found in it, else what :func:`read_html` raises.
    """
    best: SourceDocument | None = None
    failed: UnreadableFile | None = None
    for page in _pages(data, file):
        try:
            document = read_html(page, file, limits)
        except UnreadableFile as error:
            failed = failed or error
            continue
        if best is None or len(document.text) > len(best.text):
            best = document
    if best is None:
        raise failed or UnreadableFile("damaged_mht", file=file, found="text/html")
    return replace(best, sha256=sha256(data).hexdigest(), format="mht")


def _pages(data: bytes, file: str) -> Iterator[bytes]:
    from email import message_from_bytes
    from email.policy import compat32

    if data.count(b"\n--") > 2 * _MAX_PARTS:
        raise UnreadableFile("damaged_mht", file=file, found=f"> {_MAX_PARTS} parts")
    # Some programs leave a line of their own before the headers; the message begins at the first header.
    head, _, rest = data.lstrip().partition(b"\n")
    whole = rest if b":" not in head else data.lstrip()
    try:
        message = message_from_bytes(whole, policy=compat32)
        parts = list(message.walk())
    except (MessageError, RecursionError, ValueError, LookupError) as error:
        raise UnreadableFile("damaged_mht", file=file, found=type(error).__name__) from error
    for part in parts:
        if part.get_content_type() in _PAGES and (page := _content(part)):
            yield page


def _content(part: Message) -> bytes:
    """Bytes of a part, its transfer encoding undone; empty for what cannot be decoded or is no leaf."""
    if part.is_multipart():
        return b""
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError):
        return b""
    return content if isinstance(content, bytes) else b""
