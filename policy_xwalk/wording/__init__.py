"""Everything the product says to people, in Chinese and English; records hold only the codes."""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from typing import TYPE_CHECKING, Literal

from policy_xwalk.wording.audit_errors import AUDIT_ERRORS
from policy_xwalk.wording.corpus_errors import CORPUS_ERRORS
from policy_xwalk.wording.errors import ERRORS, FORMATS
from policy_xwalk.wording.graph import GRAPH_ERRORS
from policy_xwalk.wording.judge import JUDGE_ERRORS
from policy_xwalk.wording.scale import SCALE_ERRORS
from policy_xwalk.wording.warnings import WARNINGS

if TYPE_CHECKING:
    from policy_xwalk.errors import PlanError
    from policy_xwalk.reading.document import ReadingWarning

__all__ = ["ERRORS", "WARNINGS", "Lang", "error_message", "language", "set_language", "warning_message"]

Lang = Literal["zh", "en"]

# Each room keeps the words of its own errors.
_ALL_ERRORS = {**ERRORS, **CORPUS_ERRORS, **AUDIT_ERRORS, **GRAPH_ERRORS, **SCALE_ERRORS, **JUDGE_ERRORS}

_language: ContextVar[Lang] = ContextVar("policy_xwalk_language", default="zh")


def language() -> Lang:
    """The language of the interface in this context: ``zh`` unless :func:`set_language` was called."""
    return _language.get()


def set_language(lang: Lang) -> None:
    """Set the language of the interface for this context (thread or task)."""
    _language.set(lang)


class _Known(dict[str, object]):
    """Parameters of a message; one that was not given is shown as a question mark rather than failing."""

    def __missing__(self, key: str) -> str:
        return "?"


def _one_line(value: object, lang: Lang) -> str:
    if isinstance(value, list | tuple | set | frozenset):
        items = sorted(map(str, value)) if isinstance(value, set | frozenset) else list(map(str, value))
        value = ("、" if lang == "zh" else ", ").join(items)
    text = " ".join(str(value).split())
    return "".join(character for character in text if character.isprintable())


def _say(
    table: Mapping[str, Mapping[str, str]], code: str, fallback: str, params: Mapping[str, object], lang: Lang
) -> str:
    known = _Known({name: _one_line(value, lang) for name, value in params.items()})
    for name in ("format", "found"):
        if known.get(name) in FORMATS:
            known[name] = FORMATS[str(known[name])][lang]
    known["code"] = code
    message = table.get(code, table[fallback])[lang].format_map(known)
    if params.get("page") is not None and "{page}" not in table.get(code, table[fallback])[lang]:
        message += f"（第{params['page']}页）" if lang == "zh" else f" (page {params['page']})"
    return message


def error_message(error: PlanError, lang: Lang | None = None) -> str:
    """One line that says which file, what was expected, what came and what to do."""
    return _say(_ALL_ERRORS, error.code, "plan_error", error.params, lang or language())


def warning_message(warning: ReadingWarning, file: str, lang: Lang | None = None) -> str:
    """One line about something in a readable file that the user should know."""
    params = {**warning.params, "file": file}
    if warning.page is not None:
        params["page"] = warning.page
    return _say(WARNINGS, warning.code, "reading_warning", params, lang or language())
