"""Texts of rules."""

from __future__ import annotations

from policy_xwalk.wording.audit_words import Words

BETWEEN: Words = {}
