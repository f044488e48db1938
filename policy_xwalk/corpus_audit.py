"""The ``[audit]`` table of ``corpus.toml``: which rules run, what fails a run, and where waivers stand.

::

    [audit]
    select = ["PX2", "PX3"]
    ignore = ["upper-actions-unanswered"]
    fail-on = "error"
    waivers = "waivers.toml"       # the default, where such a file stands beside corpus.toml
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from policy_xwalk.audit.options import AuditOptions, check_selectors
from policy_xwalk.audit.rule import SEVERITIES, Severity
from policy_xwalk.audit.waivers import WAIVERS_FILE, read_waivers
from policy_xwalk.errors import BadCorpus, PlanError
from policy_xwalk.records import Waiver

FIELDS = ("select", "ignore", "fail-on", "waivers")


@dataclass(frozen=True, slots=True)
class AuditTable:
    """What a corpus says of its audit; ``waivers`` by fingerprint."""

    options: AuditOptions = field(default_factory=AuditOptions)
    fail_on: Severity | None = None
    waivers: Mapping[str, Waiver] = field(default_factory=dict)
    waivers_file: str = WAIVERS_FILE


def read_audit(table: object, folder: Path, listing: str) -> tuple[AuditTable, tuple[BadCorpus, ...]]:
    """The table of the corpus in ``folder``, and what is wrong with it; ``listing`` names the file in messages.

    A wrong field is left out and the rest holds. ``table`` is None where the corpus file has none: a
    ``waivers.toml`` in the folder counts all the same.
    """
    reader = _Reader(table, folder, listing)
    return reader.table(), tuple(reader.errors)


class _Reader:
    def __init__(self, table: object, folder: Path, listing: str) -> None:
        self.stated = table if isinstance(table, dict) else {}
        self.folder = folder
        self.listing = listing
        self.errors: list[BadCorpus] = []
        if table is not None and not isinstance(table, dict):
            self._wrong("corpus_audit_not_a_table")
        for key in self.stated:
            if key not in FIELDS:
                near = difflib.get_close_matches(str(key), FIELDS, n=1)
                self._wrong("corpus_audit_field", field=key, expected=near[0] if near else " ".join(FIELDS))

    def _wrong(self, code: str, **params: object) -> None:
        self.errors.append(BadCorpus(code, file=self.listing, **params))

    def table(self) -> AuditTable:
        options = AuditOptions(tuple(self._selectors("select")), tuple(self._selectors("ignore")))
        file = self._waivers_file()
        return AuditTable(options, self._fail_on(), self._waivers(file), file)

    def _selectors(self, key: str) -> Iterator[str]:
        from policy_xwalk.audit.catalogue import RULES

        value = self.stated.get(key, [])
        given = [value] if isinstance(value, str) else value
        if not isinstance(given, list) or any(not isinstance(selector, str) for selector in given):
            self._wrong("corpus_audit_value", field=key, expected='["PX2", …]', found=value)
            return
        known = [(rule.code, rule.name) for rule in RULES]
        for selector in given:
            if errors := check_selectors([selector], known, where=self.listing):
                self.errors.extend(BadCorpus("corpus_audit_rule", **{**e.params, "field": key}) for e in errors)
            else:
                yield selector

    def _fail_on(self) -> Severity | None:
        value = self.stated.get("fail-on")
        for severity in SEVERITIES:
            if value == severity:
                return severity
        if value is not None:
            self._wrong("corpus_audit_value", field="fail-on", expected=" ".join(SEVERITIES), found=value)
        return None

    def _waivers_file(self) -> str:
        value = self.stated.get("waivers", WAIVERS_FILE)
        if isinstance(value, str) and value.strip():
            path = (self.folder / value).resolve()
            if path.is_relative_to(self.folder.resolve()):
                return value
        self._wrong("corpus_audit_value", field="waivers", expected=WAIVERS_FILE, found=value)
        self.stated = {key: stated for key, stated in self.stated.items() if key != "waivers"}
        return WAIVERS_FILE

    def _waivers(self, file: str) -> Mapping[str, Waiver]:
        path = self.folder / file
        if "waivers" not in self.stated and not path.is_file():
            return {}
        waivers: Mapping[str, Waiver] = {}
        try:
            waivers, wrong = read_waivers(path)
        except PlanError as error:
            wrong = (error,)
        self.errors += [BadCorpus(error.code, **{**error.params, "file": str(path)}) for error in wrong]
        return waivers
