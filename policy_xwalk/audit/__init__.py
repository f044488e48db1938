"""The audit of 有机衔接: findings with evidence, from rules listed as data.

Records in, findings out; no file but ``waivers.toml`` is read here.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policy_xwalk.audit.catalogue import RULES
    from policy_xwalk.audit.engine import audit, audit_corpus, audit_pair, audit_plan
    from policy_xwalk.audit.options import AuditOptions

__all__ = ["RULES", "AuditOptions", "audit", "audit_corpus", "audit_pair", "audit_plan"]

_HOMES = {
    "RULES": "catalogue",
    "audit": "engine",
    "audit_corpus": "engine",
    "audit_pair": "engine",
    "audit_plan": "engine",
    "AuditOptions": "options",
}


def __getattr__(name: str) -> object:
    # Loaded on first use: rules import their types from this package while the catalogue imports the rules.
    if name in _HOMES:
        return getattr(import_module(f"policy_xwalk.audit.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
