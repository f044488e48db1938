"""Write docs/rules.md from the list of rules, their texts and the measured precision, so that it cannot drift.

python scripts/rules_page.py           write it
python scripts/rules_page.py --check   exit 1 where it says something else
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from policy_xwalk.audit.listing import listed
from policy_xwalk.wording.audit import RULE_WORDS, scope_name, severity_name

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "rules.md"
FIGURES = ROOT / "gold" / "audit" / "precision.json"
HELDOUT = ROOT / "gold" / "audit" / "heldout_first_run.json"

HEAD = """# Rules of the audit 核查规则

Printed by `scripts/rules_page.py` from the list of rules (`policy-xwalk rules`); do not edit.

`policy-xwalk audit 县规划.docx --against 省规划.pdf` or `policy-xwalk audit FOLDER` gives findings as JSON Lines
(`--format text` for people). `--select` and `--ignore` take codes, prefixes (`PX2`) or names; so does the `[audit]`
table of `corpus.toml` (`select`, `ignore`, `fail-on`, `waivers`). A finding points at passages to check; whether it is
a problem is for the auditor to decide.

- **Severity** is the most a rule gives. Findings between plans of neighbouring levels have it in full, those across
  absent levels are warnings at most, and comparisons across chains, of two versions, or of plans for other years give
  none. A figure of the upper prose that is not expressly asked of the local level weighs one step less. What rests on
  an unconfirmed fact, uncertain reading or a weak link is a hint: `hint: true`, at most info.
- **Waivers**: `waivers.toml` in the folder of the plans sets a finding aside by its fingerprint, with who, when and
  why. The finding stays in every output with its waiver, and no longer counts for `--fail-on`. A waiver that meets no
  finding is reported.

## How often they are right 准确程度

*Cases*: invented plans with findings that must be made and passages laid as traps, in `gold/audit/`. The developers
wrote both cases and rules, and mended the rules until the cases held: the figures show that the rules do what they
say, not how they do on plans nobody has seen. *Read*: findings of the rule on real plans (the corpora of the
repository and documents of other topics, levels and years beside it) that were read one by one, and how many of them
were right, in that both passages say what the finding says. The rules were mended on these plans too. *Held-out*: the
one measurement that no rule was fitted to (next section); a dash where nothing was asked of the rule and it found
nothing.

{heldout}

| Rule | Severity | Title | Cases: found / must | false alarms | traps | Precision | Recall | Read: right / all \
| Held-out, first run: found / asked | false alarms |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
"""

HELDOUT_TEXT = """### 留出集首次运行 Held-out, first run: precision {precision}, recall {recall}

留出集由未看规则代码的人先标注、后运行，共 {cases} 例；下表是首次运行的结果，以后不再改动。

{cases} cases of {plans} invented plans on {topics} topics, written and annotated in full by somebody who had read this
page but neither the rules' code nor the other cases, before anything was run (`gold/audit/heldout.toml.txt`). These
figures are of that first run and stay as they are. The rules have been mended since with the faults it showed in view:
what they find on the same set today says little about new plans, and these figures are the better guess. The plans
are invented: their language is that of plans, their faults are those that an annotator thought of.

| Rules | asked | found | false alarms | precision | recall |
| --- | --- | --- | --- | --- | --- |
{rows}

{errors} of the {alarms} false alarms were errors of the annotator and are left in the figures; without them
precision is {mended}.
"""


def heldout_text(first: dict[str, Any]) -> str:
    """The figures of the held-out set at its first run, by kind of rule."""
    rows = []
    for name, prefix in (
        ("PX1 inside one plan", "PX1"),
        ("PX2 between levels", "PX2"),
        ("PX3 chain", "PX3"),
        ("all", "PX"),
    ):
        found, asked, alarms = _summed(first["rules"], prefix)
        shares = f"{found / (found + alarms):.2f} | {found / asked:.2f}"
        rows.append(f"| {name} | {asked} | {found} | {alarms} | {shares} |")
    graver = first["graver"]
    share = graver["found"] / (graver["found"] + graver["false_alarms"])
    rows.append(f"| errors and warnings only | | {graver['found']} | {graver['false_alarms']} | {share:.2f} | |")
    errors = first["annotator_errors"]
    return HELDOUT_TEXT.format(
        **{key: first[key] for key in ("cases", "plans", "topics")},
        precision=f"{found / (found + alarms):.2f}",
        recall=f"{found / asked:.2f}",
        rows="\n".join(rows),
        errors=errors,
        alarms=alarms,
        mended=f"{found / (found + alarms - errors):.2f}",
    )


def _summed(rules: dict[str, dict[str, int]], prefix: str) -> tuple[int, int, int]:
    chosen = [row for code, row in rules.items() if code.startswith(prefix)]
    return (
        sum(row["found"] for row in chosen),
        sum(row["asked"] for row in chosen),
        sum(row["false_alarms"] for row in chosen),
    )


def page() -> str:
    """The whole page."""
    first = json.loads(HELDOUT.read_text("utf-8"))
    figures = json.loads(FIGURES.read_text("utf-8"))
    rows, chapters = [], []
    for rule in listed():
        words, row = RULE_WORDS[rule.code], figures.get(rule.code, {})
        title = f"{words['title']['zh']} {words['title']['en']}"
        cells = [
            f"[{rule.code}](#{rule.code.lower()})",
            rule.severity,
            title,
            f"{row.get('found', 0)} / {row.get('true', 0)}",
            str(row.get("false_alarms", 0)),
            str(row.get("traps", 0)),
            _share(row.get("precision")),
            _share(row.get("recall")),
            f"{row.get('read_right', 0)} / {row.get('read', 0)}",
            *_first(first["rules"].get(rule.code)),
        ]
        rows.append(f"| {' | '.join(cells)} |")
        chapters.append(
            "\n".join(
                [
                    f"### {rule.code}",
                    "",
                    f"**{words['title']['zh']}** {words['title']['en']} · `{rule.name}` · "
                    f"{severity_name(rule.severity, 'zh')} {rule.severity} · {scope_name(rule.scope, 'zh')} "
                    f"{scope_name(rule.scope, 'en')}",
                    "",
                    words["explain"]["zh"],
                    "",
                    words["explain"]["en"],
                    "",
                    f"> {words['message']['zh']}",
                    "",
                    f"建议：{words['suggestion']['zh']}",
                    "",
                ]
            )
        )
    head = HEAD.replace("{heldout}", heldout_text(first).strip())
    return head + "\n".join(rows) + "\n\n## The rules 规则说明\n\n" + "\n".join(chapters)


def _first(row: dict[str, int] | None) -> tuple[str, str]:
    if row is None or not (row["asked"] or row["found"] or row["false_alarms"]):
        return "–", "–"
    return f"{row['found']} / {row['asked']}", str(row["false_alarms"])


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def main(arguments: list[str]) -> int:
    text = page()
    if "--check" in arguments:
        if not PAGE.is_file() or PAGE.read_text("utf-8") != text:
            print(f"{PAGE.name} is stale: run python scripts/rules_page.py", file=sys.stderr)
            return 1
        return 0
    PAGE.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
