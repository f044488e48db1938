"""What a rule of the audit says: the shape of its texts."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from policy_xwalk.wording import Lang

Text = dict[Lang, str]


class RuleWords(TypedDict):
    """Texts of one rule in each language; ``message`` and ``suggestion`` are filled with the finding's ``params``."""

    title: Text
    """A few words, as the heading of a group of findings."""
    message: Text
    """One sentence on one finding: what stands where."""
    cases: NotRequired[dict[str, Text]]
    """Other messages, for findings whose ``params`` have this ``case``."""
    suggestion: Text
    """What the auditor may do."""
    explain: Text
    """For the list of rules: when it speaks, when it keeps silent, and why."""


Words = dict[str, RuleWords]
"""By the rule's code."""
