"""What findings say to people: title, message and suggestion, made from codes and params when they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from policy_xwalk.records import Finding, Item
from policy_xwalk.wording import Lang
from policy_xwalk.wording.audit_between import BETWEEN
from policy_xwalk.wording.audit_chain import CHAIN
from policy_xwalk.wording.audit_inside import INSIDE
from policy_xwalk.wording.audit_words import Text, Words
from policy_xwalk.wording.terms import term

RULE_WORDS: Words = {**INSIDE, **BETWEEN, **CHAIN}

SEVERITIES: dict[str, Text] = {
    "error": {"zh": "重点核实", "en": "error"},
    "warning": {"zh": "建议核实", "en": "warning"},
    "info": {"zh": "提示", "en": "info"},
}

SCOPES: dict[str, Text] = {
    "plan": {"zh": "规划文本", "en": "inside one plan"},
    "pair": {"zh": "上下级之间", "en": "between levels"},
    "corpus": {"zh": "规划链条", "en": "all plans of a run"},
}

HINT: Text = {
    "zh": "（所据事实尚待核实，或识别不够确定，仅供参考。）",
    "en": " (Rests on an unconfirmed fact or on uncertain reading: a hint only.)",
}
_UNKNOWN: Text = {"zh": "疑似问题，建议核实。", "en": "Please check."}

#: Params that hold codes, and the table of terms in which their words stand.
_CODED = {"level": "level", "upper_level": "level", "local_level": "level", "kind": "kind", "what": "aspect"}

#: Params that messages print in quotation marks: marks of their own become the inner ones.
_QUOTED = frozenset({"name", "local_name", "local", "lost", "demand", "chapter"})


@dataclass(frozen=True, slots=True)
class FindingText:
    """A finding in words."""

    title: str
    message: str
    suggestion: str


class _Params(dict[str, str]):
    """Params of a message; one that a record of another version lacks is shown as a dash rather than failing."""

    def __missing__(self, key: str) -> str:
        return "—"


def finding_text(finding: Finding, items: Mapping[str, Item] | None = None, lang: Lang = "zh") -> FindingText:
    """The words for a finding.

    ``items`` (by id) lets a message name the items where the params do not. A rule that this version does not know is
    shown by its code.
    """
    words = RULE_WORDS.get(finding.rule)
    if words is None:
        return FindingText(finding.rule, _UNKNOWN[lang], "")
    params = _Params({key: _shown(key, value, lang) for key, value in finding.params.items()})
    if items is not None and "name" not in params and finding.items and finding.items[0] in items:
        from policy_xwalk.reporting.display import item_name

        params["name"] = item_name(items[finding.items[0]])
    case = finding.params.get("case")
    message = words.get("cases", {}).get(str(case), words["message"])[lang].format_map(params)
    return FindingText(
        title=words["title"][lang],
        message=message + (HINT[lang] if finding.hint else ""),
        suggestion=words["suggestion"][lang].format_map(params),
    )


def _shown(key: str, value: object, lang: Lang) -> str:
    if value is None:
        return "—"
    if isinstance(value, float):
        return f"{value:.10g}"
    if key in _CODED:
        return term(_CODED[key], str(value), lang)
    quoted = lang == "en" or key in _QUOTED
    return str(value).replace("“", "‘").replace("”", "’") if quoted else str(value)


def severity_name(severity: str, lang: Lang = "zh") -> str:
    """How grave a finding is, in words."""
    return SEVERITIES[severity][lang]


def rule_title(code: str, lang: Lang = "zh") -> str:
    """The title of a rule; the code where this version does not know it."""
    return RULE_WORDS[code]["title"][lang] if code in RULE_WORDS else code


def scope_name(scope: str, lang: Lang = "zh") -> str:
    """What a rule looks at, in words."""
    return SCOPES[scope][lang]
