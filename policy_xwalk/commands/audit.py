"""``audit`` and ``rules``: findings on plans, and the rules they come from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policy_xwalk.cli_help import PATH, Argument, command, out_file
from policy_xwalk.errors import PlanError
from policy_xwalk.terminal import deliver, print_records, progress_bars, tell
from policy_xwalk.wording import Lang, error_message
from policy_xwalk.wording.cli import say

if TYPE_CHECKING:
    from policy_xwalk.audit.options import AuditOptions
    from policy_xwalk.audit.rule import Severity
    from policy_xwalk.corpus_audit import AuditTable
    from policy_xwalk.records import Finding, Link, PlanRecords


def commands(lang: Lang) -> tuple[click.Command, ...]:
    """The commands with their help in one language."""
    severities = click.Choice(["error", "warning", "info"])
    return (
        command(
            "audit",
            lang,
            lambda **given: _audit(lang=lang, **given),
            Argument("plans", say("audit_plans", lang), type=PATH, nargs=-1, required=True, metavar="LOCAL|FOLDER"),
            click.Option(["--against"], type=PATH, multiple=True, metavar="UPPER", help=say("audit_against", lang)),
            click.Option(["--select"], multiple=True, metavar="RULES", help=say("audit_select", lang)),
            click.Option(["--ignore"], multiple=True, metavar="RULES", help=say("audit_ignore", lang)),
            click.Option(["--fail-on"], type=severities, help=say("audit_fail_on", lang)),
            click.Option(["--waivers"], type=PATH, metavar="FILE", help=say("audit_waivers", lang)),
            click.Option(
                ["--format", "form"],
                type=click.Choice(["jsonl", "text"]),
                default="jsonl",
                show_default=True,
                help=say("audit_format", lang),
            ),
            out_file(lang),
        ),
        command(
            "rules",
            lang,
            lambda code, form, output: _rules(code, form, output, lang),
            Argument("code", say("rules_code", lang), required=False, metavar="[CODE]"),
            click.Option(
                ["--format", "form"],
                type=click.Choice(["text", "json", "md"]),
                default="text",
                show_default=True,
                help=say("rules_format", lang),
            ),
            out_file(lang),
        ),
    )


def _audit(
    plans: Sequence[Path],
    against: Sequence[Path],
    select: Sequence[str],
    ignore: Sequence[str],
    fail_on: Severity | None,
    waivers: Path | None,
    form: str,
    output: Path | None,
    lang: Lang,
) -> None:
    from policy_xwalk.audit.options import at_or_above
    from policy_xwalk.audit.waivers import apply_waivers, load_waivers, unmatched
    from policy_xwalk.corpus_audit import AuditTable

    given = load_waivers(waivers) if waivers is not None else {}
    chosen = audit_options(select, ignore)
    table = AuditTable()
    if against:
        records, links, findings = _pairs(plans, against, chosen, lang)
    elif len(plans) == 1 and plans[0].is_dir():
        records, links, findings, table = _folder(plans[0], chosen, lang)
    elif len(plans) == 1:
        records, links, findings = _pairs(plans, (), chosen, lang)
    else:
        raise PlanError("usage", expected=say("audit_two_forms", lang), found=" ".join(map(str, plans)))
    findings = apply_waivers(findings, given)
    if form == "text":
        deliver(_readable(records, links, findings, lang), output)
    else:
        print_records(findings, output)
    for known, file in ((given, waivers.name if waivers else ""), (table.waivers, table.waivers_file)):
        _tell_unmatched(unmatched(findings, known), file)
    _summary(findings, lang)
    least = fail_on or table.fail_on
    if least is not None and at_or_above(findings, least):
        raise click.exceptions.Exit(1)


def audit_options(select: Sequence[str], ignore: Sequence[str]) -> AuditOptions | None:
    """What was asked for on the command line; None where nothing was."""
    from policy_xwalk.audit import RULES, AuditOptions
    from policy_xwalk.audit.options import check_selectors

    known = [(rule.code, rule.name) for rule in RULES]
    chosen: dict[str, tuple[str, ...]] = {}
    for option, values in (("--select", select), ("--ignore", ignore)):
        chosen[option] = tuple(part.strip() for value in values for part in value.split(",") if part.strip())
        for error in check_selectors(chosen[option], known, where=option):
            raise error
    return AuditOptions(chosen["--select"], chosen["--ignore"]) if any(chosen.values()) else None


Audited = tuple["Sequence[PlanRecords]", "Sequence[Link]", "tuple[Finding, ...]"]


def _pairs(plans: Sequence[Path], against: Sequence[Path], options: AuditOptions | None, lang: Lang) -> Audited:
    """One local plan against its upper plans; further plans after the first are upper plans too."""
    from msgspec.structs import replace

    from policy_xwalk.audit import AuditOptions, audit
    from policy_xwalk.crosswalk import build, extract
    from policy_xwalk.pairing import Pairing, periods_of, relation_of
    from policy_xwalk.run import free_id

    read: list[PlanRecords] = []
    with progress_bars(lang) as progress:
        files = [plans[0], *against, *plans[1:]]
        progress.start("read", len(files))
        for path in files:
            entry = extract(path)
            taken = {other.plan.id for other in read}
            if entry.plan.id in taken:
                entry = extract(path, plan=free_id(entry.plan.id, taken))
            read.append(replace(entry, plan=replace(entry.plan, source=replace(entry.plan.source, file=path.name))))
            progress.step(path.name)
        local, *uppers = read
        pairings = tuple(
            Pairing(
                upper.plan.id,
                local.plan.id,
                *relation_of(upper.plan, local.plan),
                asked=True,
                periods=periods_of(upper.plan, local.plan),
            )
            for upper in uppers
        )
        progress.start("align", len(pairings))
        walk = build(
            read, pairs=[(p.upper, p.local) for p in pairings], advance=lambda upper, local: progress.step(upper)
        )
    findings = audit(walk.records, walk.links, pairings, options=options or AuditOptions())
    # The upper plan is the measure here, not what is looked at.
    return walk.records, walk.links, tuple(finding for finding in findings if finding.plan == local.plan.id)


def _folder(
    folder: Path, options: AuditOptions | None, lang: Lang
) -> tuple[Sequence[PlanRecords], Sequence[Link], tuple[Finding, ...], AuditTable]:
    from policy_xwalk.corpus import load_corpus
    from policy_xwalk.run import run_folder

    table = load_corpus(folder).audit
    with progress_bars(lang) as progress:
        result = run_folder(folder, progress, options)
    for title, lines in (
        ("problems", [error_message(problem) for problem in result.problems]),
        ("skipped", [error_message(failure.error) for failure in result.failures]),
    ):
        if lines:
            tell(say(title, lang, count=len(lines)))
            for line in lines:
                tell(f"  {line}")
    if not result.crosswalk.records:
        tell(say("nothing", lang, file=folder))
        raise click.exceptions.Exit(2)
    return result.crosswalk.records, result.crosswalk.links, result.findings, table


def _tell_unmatched(fingerprints: Sequence[str], file: str) -> None:
    for fingerprint in fingerprints:
        tell(error_message(PlanError("waiver_unmatched", file=file, found=fingerprint)))


def _summary(findings: Sequence[Finding], lang: Lang) -> None:
    from policy_xwalk.wording.audit import rule_title

    standing = [finding for finding in findings if not finding.waiver]
    if not findings:
        tell(say("audit_none", lang))
        return
    grades = Counter(finding.severity for finding in standing)
    waived = len(findings) - len(standing)
    counts = {grade: grades[grade] for grade in ("error", "warning", "info")}
    tell(say("audit_counts", lang, total=len(standing), waived=waived, **counts))
    for code, count in sorted(Counter(finding.rule for finding in standing).items()):
        tell(say("audit_rule_count", lang, rule=code, title=rule_title(code, lang), count=count))


def _readable(records: Sequence[PlanRecords], links: Sequence[Link], findings: Sequence[Finding], lang: Lang) -> str:
    """Findings for people: what and how grave, both passages with their places, what to do, the fingerprint."""
    from policy_xwalk.reporting.finding_rows import finding_rows
    from policy_xwalk.reporting.tables import RunInfo, build_report

    report = build_report(records, links, lang, RunInfo(findings=tuple(findings)))
    colon = "：" if lang == "zh" else ": "
    blocks = []
    for row in finding_rows(report, records):
        plans = f"{row.plan_label} ← {row.against_label}" if row.against_label else row.plan_label
        lines = [f"{row.rule} [{row.severity_label}] {plans}", f"  {row.message}"]
        for side, passages in (("audit_upper", row.upper), ("audit_local", row.local)):
            for cited in passages:
                where = (
                    f"（{cited.place}）" if cited.place and lang == "zh" else f" ({cited.place})" if cited.place else ""
                )
                lines.append(f"  {say(side, lang)}{where}{colon}{cited.quote}")
        if row.suggestion:
            lines.append(f"  {say('audit_suggestion', lang)}{colon}{row.suggestion}")
        if row.waiver:
            lines.append(f"  {say('audit_waived', lang)}{colon}{row.waiver}")
        lines.append(f"  {say('audit_fingerprint', lang)}{colon}{row.finding.fingerprint}")
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def _rules(code: str | None, form: str, output: Path | None, lang: Lang) -> None:
    from policy_xwalk.audit.listing import find_rule, listed, rules_json, rules_markdown, rules_text

    rules = listed() if code is None else (find_rule(code),)
    if form == "json":
        deliver(rules_json(rules, lang), output)
        return
    write = rules_text if form == "text" else rules_markdown
    deliver(write(rules, lang, full=code is not None), output)
