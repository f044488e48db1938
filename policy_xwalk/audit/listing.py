"""The list of rules as text, JSON and Markdown: one source for ``policy-xwalk rules`` and the docs page."""

from __future__ import annotations

import difflib
import json
import unicodedata
from collections.abc import Sequence

from policy_xwalk.audit.catalogue import RULES, Listed
from policy_xwalk.errors import PlanError
from policy_xwalk.wording import Lang
from policy_xwalk.wording.audit import RULE_WORDS, scope_name, severity_name

_HEADS: dict[Lang, tuple[str, ...]] = {
    "zh": ("编号", "英文名", "级别", "标题"),
    "en": ("Code", "Name", "Severity", "Title"),
}
_LABELS: dict[Lang, tuple[str, str, str]] = {
    "zh": ("何时报", "报什么", "怎么办"),
    "en": ("When", "Message", "Suggestion"),
}


def listed() -> tuple[Listed, ...]:
    """Every rule in the order of its code."""
    return RULES


def find_rule(word: str) -> Listed:
    """The rule of that code or name; raises :class:`~policy_xwalk.errors.PlanError` with the one most likely meant."""
    for rule in RULES:
        if word.upper() == rule.code or word.lower() == rule.name:
            return rule
    words = [part for rule in RULES for part in (rule.code, rule.name)]
    near = difflib.get_close_matches(word.upper(), words, n=1) or difflib.get_close_matches(word, words, n=1)
    raise PlanError("audit_unknown_rule", file="rules", found=word, expected=near[0] if near else RULES[0].code)


def rules_text(rules: Sequence[Listed], lang: Lang, *, full: bool) -> str:
    """A line a rule; with ``full`` also when it speaks, what it says, what to do."""
    if full:
        return "\n\n".join(_explained(rule, lang) for rule in rules) + "\n"
    rows = [_HEADS[lang], *(_row(rule, lang) for rule in rules)]
    widths = [max(_width(row[column]) for row in rows) for column in range(3)]
    lines = []
    for row in rows:
        cells = [cell + " " * (size - _width(cell)) for cell, size in zip(row, widths, strict=False)]
        lines.append("  ".join([*cells, row[3]]))
    return "\n".join(lines) + "\n"


def _row(rule: Listed, lang: Lang) -> tuple[str, ...]:
    return rule.code, rule.name, severity_name(rule.severity, lang), RULE_WORDS[rule.code]["title"][lang]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _explained(rule: Listed, lang: Lang) -> str:
    words = RULE_WORDS[rule.code]
    when, message, suggestion = _LABELS[lang]
    colon = "：" if lang == "zh" else ": "
    head = f"{rule.code} {rule.name}  {words['title'][lang]}"
    return "\n".join(
        [
            head,
            f"{severity_name(rule.severity, lang)} · {scope_name(rule.scope, lang)}",
            "",
            f"{when}{colon}{words['explain'][lang]}",
            f"{message}{colon}{words['message'][lang]}",
            f"{suggestion}{colon}{words['suggestion'][lang]}",
        ]
    )


def rules_json(rules: Sequence[Listed], lang: Lang) -> str:
    """The rules as a JSON array of objects."""
    rows = []
    for rule in rules:
        words = RULE_WORDS[rule.code]
        rows.append(
            {
                "code": rule.code,
                "name": rule.name,
                "severity": rule.severity,
                "scope": rule.scope,
                "title": words["title"][lang],
                "explain": words["explain"][lang],
                "message": words["message"][lang],
                "suggestion": words["suggestion"][lang],
            }
        )
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def rules_markdown(rules: Sequence[Listed], lang: Lang, *, full: bool) -> str:
    """A table of the rules, or with ``full`` a chapter for each."""
    if full:
        return "\n".join(_chapter(rule, lang) for rule in rules)
    heads = _HEADS[lang]
    lines = [f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}"]
    lines += [f"| {' | '.join(_row(rule, lang))} |" for rule in rules]
    return "\n".join(lines) + "\n"


def _chapter(rule: Listed, lang: Lang) -> str:
    words = RULE_WORDS[rule.code]
    _, message, suggestion = _LABELS[lang]
    return "\n".join(
        [
            f"### {rule.code} {words['title'][lang]}",
            "",
            f"`{rule.name}` · {severity_name(rule.severity, lang)} · {scope_name(rule.scope, lang)}",
            "",
            words["explain"][lang],
            "",
            f"- {message}: {words['message'][lang]}",
            f"- {suggestion}: {words['suggestion'][lang]}",
            "",
        ]
    )
