"""Text that is in a file and that nobody who opens it sees: left out of the text by every reader, and reported.

A plan commits to what is printed. What is hidden may be left from an earlier draft, belong to a form, or be put there
to mislead a machine; read silently, it would become a commitment.
"""

from __future__ import annotations

from policy_xwalk.reading.document import ReadingWarning

_SHOWN = 30


def hidden_text(text: str, page: int | None = None) -> tuple[ReadingWarning, ...]:
    """The warning that text was left out, with its length and beginning; none for blanks."""
    plain = "".join(text.split())
    if not plain:
        return ()
    beginning = "".join(character for character in plain[:_SHOWN] if character.isprintable())
    params: dict[str, object] = {"count": len(plain), "text": beginning + ("…" if len(plain) > _SHOWN else "")}
    return (ReadingWarning("hidden_text" if page is None else "hidden_text_page", page, params),)
