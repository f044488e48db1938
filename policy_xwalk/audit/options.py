"""Which rules run: ``select`` and ``ignore`` as users of linters know them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from policy_xwalk.audit.rule import SEVERITIES, Severity
from policy_xwalk.errors import PlanError
from policy_xwalk.records import Finding

ALL = "ALL"


@dataclass(frozen=True, slots=True)
class AuditOptions:
    """Selectors are codes (``PX201``), prefixes (``PX2``, ``PX``), names of rules or ``ALL``.

    Nothing selected means every rule. Of two selectors that meet a rule the more exact one decides, so that
    ``select=PX2 ignore=PX209`` and ``ignore=PX2 select=PX209`` both mean what they say.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def wants(self, code: str, name: str) -> bool:
        """Whether a rule runs."""
        chosen = max((_exactness(selector, code, name) for selector in self.select or (ALL,)), default=-1)
        left_out = max((_exactness(selector, code, name) for selector in self.ignore), default=-1)
        return chosen > left_out


def _exactness(selector: str, code: str, name: str) -> int:
    """How exactly a selector names a rule; -1 where it does not."""
    if selector.upper() == ALL:
        return 0
    if selector.lower() == name:
        return len(code)
    return len(selector) if code.startswith(selector.upper()) else -1


def check_selectors(selectors: Iterable[str], known: Iterable[tuple[str, str]], *, where: str) -> tuple[PlanError, ...]:
    """An error for each selector that names no rule, with the one most likely meant.

    ``known`` gives code and name of each rule; ``where`` names the option or file that holds the selectors.
    """
    rules = tuple(known)
    words = [word for rule in rules for word in rule]
    errors = []
    for selector in selectors:
        if any(_exactness(selector, code, name) >= 0 for code, name in rules) or selector.upper() == ALL:
            continue
        near = difflib.get_close_matches(selector, words, n=1) or difflib.get_close_matches(
            selector.upper(), words, n=1
        )
        errors.append(PlanError("audit_unknown_rule", file=where, found=selector, expected=near[0] if near else "PX2"))
    return tuple(errors)


def at_or_above(findings: Iterable[Finding], least: Severity) -> list[Finding]:
    """The findings that are not waived and at least so grave."""
    grave = SEVERITIES[: SEVERITIES.index(least) + 1]
    return [finding for finding in findings if finding.severity in grave and not finding.waiver]
