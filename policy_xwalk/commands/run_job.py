"""``run``: a folder of plans in, all results out; few plans or thousands, here or on a cluster."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policy_xwalk.cli_help import PATH, Argument, command
from policy_xwalk.commands.judge import followed, tell_review
from policy_xwalk.errors import PlanError
from policy_xwalk.terminal import progress_bars, tell
from policy_xwalk.wording import Lang, error_message, warning_message
from policy_xwalk.wording.cli import say

if TYPE_CHECKING:
    from policy_xwalk.audit.rule import Severity
    from policy_xwalk.run import Progress
    from policy_xwalk.scale.kept import Run
    from policy_xwalk.scale.results import Results

OUTPUTS: dict[str, tuple[str, ...]] = {
    "page": ("index.html",),
    "overview": ("overview.html",),
    "workbook": ("*.xlsx",),
    "document": ("report.docx", "report.md"),
    "tables": ("links.csv", "findings.csv", "tasks.csv"),
    "graph": ("graph.*", "*.sssom.tsv"),
    "lines": ("*.jsonl",),
    "matrix": ("matrix.csv",),
    "parquet": ("*.parquet", "parquet"),
}
"""Names that ``--outputs`` takes, and the files they mean."""

_ATTEMPTS = 20
"""How often a run begins again where kept steps turn out to be damaged; each time one more of them is dropped."""

STREAMED = ("overview", "lines", "matrix", "parquet")
"""Outputs whose size and making grow with the plans and nothing else: what a large run writes by itself."""


def run_command(lang: Lang) -> click.Command:
    """The command with its help in one language."""
    return command(
        "run",
        lang,
        lambda **given: _run(lang=lang, **given),
        Argument("folder", say("folder", lang), metavar="FOLDER"),
        click.Option(
            ["-o", "--output"], default="out", show_default=True, metavar="FOLDER", help=say("out_folder", lang)
        ),
        click.Option(["--outputs"], metavar="LIST", help=say("outputs", lang)),
        click.Option(
            ["--limit"], type=click.IntRange(min=0), metavar="N", default=60, show_default=True, help=say("limit", lang)
        ),
        click.Option(["--workers"], type=click.IntRange(min=1), metavar="N", help=say("workers", lang)),
        click.Option(["--scheduler"], metavar="ADDRESS", help=say("scheduler", lang)),
        click.Option(["--select"], multiple=True, metavar="RULES", help=say("audit_select", lang)),
        click.Option(["--ignore"], multiple=True, metavar="RULES", help=say("audit_ignore", lang)),
        click.Option(["--fail-on"], type=click.Choice(["error", "warning", "info"]), help=say("audit_fail_on", lang)),
        click.Option(["--judgements"], type=PATH, multiple=True, metavar="FILE", help=say("judgements_option", lang)),
    )


def place(name: str) -> Path:
    """A folder on this machine or behind a URL, with the interface of a path; the latter needs the extra ``scale``."""
    from policy_xwalk.scale.remote import is_url
    from policy_xwalk.scale.remote_path import url_path

    return url_path(name) if is_url(name) else Path(name)


def wanted_outputs(given: str | None) -> tuple[str, ...] | None:
    """The outputs asked for; None where nothing was. Raises :class:`~policy_xwalk.errors.PlanError` for others."""
    if given is None:
        return None
    names = [name.strip() for name in given.split(",") if name.strip()]
    for name in names:
        if name not in (*OUTPUTS, "all"):
            raise PlanError("unknown_output", found=name, expected=[*OUTPUTS, "all"])
    return tuple(OUTPUTS) if "all" in names else tuple(dict.fromkeys(names))


def _run(
    folder: str,
    output: str,
    outputs: str | None,
    limit: int,
    workers: int | None,
    scheduler: str | None,
    select: Sequence[str],
    ignore: Sequence[str],
    fail_on: Severity | None,
    judgements: Sequence[Path],
    lang: Lang,
) -> None:
    from policy_xwalk.audit.options import at_or_above
    from policy_xwalk.commands.audit import audit_options
    from policy_xwalk.run import run_into
    from policy_xwalk.scale.judged import judged_here
    from policy_xwalk.scale.results import Results
    from policy_xwalk.scale.store import LostPart

    asked = wanted_outputs(outputs)
    rules = audit_options(select, ignore)
    results = Results(output)
    plans = place(folder)
    with judged_here(folder, workbook=False) as beside, judged_here(output, workbook=True) as among:
        judged = followed(beside, among, judgements, lang, results.address if results.remote else "")
    for left in reversed(range(_ATTEMPTS)):
        try:
            with (
                progress_bars(lang) as progress,
                run_into(plans, results, progress, rules, workers, scheduler, judged, limit) as run,
            ):
                failed = [error_message(error) for _, error in run.failures]
                review = run.review()
                said = _write(run, results, asked, limit, failed, lang, progress) if run.plans else []
                least = fail_on or run.corpus.audit.fail_on
                grave = run.plans and least is not None and any(at_or_above([each], least) for each in run.findings())
            break
        except LostPart as lost:
            # A kept step was there and turns out to be torn when its content is needed.
            if not left:
                raise PlanError("parts_lost", file=output, found=f"{lost.kind}/{lost.key}") from lost
            results.store.drop(lost.kind, lost.key)
    for title, lines in (
        ("problems", [error_message(problem) for problem in run.problems]),
        ("judge_problems", [error_message(problem) for problem in judged.problems]),
        ("noticed", [warning_message(warning, file) for file, warning in run.warnings]),
        ("skipped", failed),
    ):
        if lines:
            tell(say(title, lang, count=len(lines)))
            for line in lines:
                tell(f"  {line}")
    tell_review(review, lang)
    if not run.plans:
        tell(say("nothing", lang, file=folder))
        raise click.exceptions.Exit(2)
    for line in said:
        tell(line)
    if grave:
        tell(say("run_grave", lang, severity=least))
        raise click.exceptions.Exit(1)


def _write(
    run: Run,
    results: Results,
    asked: tuple[str, ...] | None,
    limit: int,
    failed: list[str],
    lang: Lang,
    progress: Progress,
) -> list[str]:
    """Write the results, and give the closing lines."""
    from policy_xwalk.judgements.collect import remember_workbook
    from policy_xwalk.reporting.output import FILES
    from policy_xwalk.scale.outputs import OVERVIEW, PARQUET, forget_columns

    small = len(run.plans) <= limit
    chosen = asked or (tuple(OUTPUTS) if small else STREAMED)
    whole = chosen if small else tuple(name for name in chosen if name not in STREAMED)
    links = 0
    with results.errors(), results.folder() as folder:
        if whole:
            links = _write_whole(run, folder, whole, failed, lang, progress)
        if not small:
            links = _write_streamed(run, folder, chosen, lang, progress)
        elif results.remote:
            results.remove(PARQUET)
            results.remove(OVERVIEW)
        else:
            forget_columns(folder)
        remember_workbook(folder)
    items = len(run.plans) + sum(sum(found.read.head.counts.values()) for found in run.found)
    first = FILES[0] if "page" in chosen else OVERVIEW if "overview" in chosen and not small else None
    page = Path(results.address) / first if first and not results.remote else None
    lines = [say("done", lang, plans=len(run.plans), items=items, links=links)]
    if not small:
        lines.append(say("kept", lang, made=run.made, kept=run.steps - run.made))
    if not run.pairs:
        lines.append(say("no_pairs", lang))
    left_out = [name for name in OUTPUTS if name not in chosen]
    if asked is None and left_out:
        comma = "、" if lang == "zh" else ", "
        files = comma.join(pattern for name in left_out for pattern in OUTPUTS[name])
        lines.append(say("left_out", lang, plans=len(run.plans), limit=limit, files=files, asked=",".join(left_out)))
    if not results.remote and (older := _older(Path(results.address), left_out)):
        lines.append(say("older", lang, files=("、" if lang == "zh" else ", ").join(older)))
    lines.append(say("look", lang, file=page) if page else say("look_in", lang, file=results.address))
    return lines


def _older(folder: Path, left_out: Sequence[str]) -> list[str]:
    """Files of an earlier run that this one did not write again."""
    patterns = [pattern for name in left_out for pattern in OUTPUTS[name]]
    return sorted({path.name for pattern in patterns for path in folder.glob(pattern)})


def _means(names: tuple[str, ...], file: str) -> bool:
    """Whether a file is among the named outputs; what no name means is always written."""
    meant = [name for name, patterns in OUTPUTS.items() if any(fnmatch(file, pattern) for pattern in patterns)]
    return not meant or any(name in names for name in meant)


def _write_whole(
    run: Run, folder: Path, names: tuple[str, ...], failed: list[str], lang: Lang, progress: Progress
) -> int:
    """Write outputs that hold everything at once, and give the number of links."""
    from policy_xwalk.reporting.output import FILES, write_all
    from policy_xwalk.reporting.tables import RunInfo
    from policy_xwalk.run import gather

    result = gather(run)
    walk = result.crosswalk
    progress.start("write", len(FILES))
    # That a plan is in another run is no news to the reader of this one's documents.
    stale = [entry for entry in result.review.stale if entry.reason != "plan_absent"]
    info = RunInfo(
        failed=tuple(failed),
        findings=result.findings,
        stale=tuple(entry.judgement for entry in stale),
        stale_notes={entry.judgement.id: entry for entry in stale},
        texts=result.texts,
    )
    write_all(
        folder,
        walk.records,
        walk.links,
        lang=lang,
        info=info,
        step=progress.step,
        only=lambda name: _means(names, name),
    )
    return len(walk.links)


def _write_streamed(run: Run, folder: Path, names: tuple[str, ...], lang: Lang, progress: Progress) -> int:
    """Write outputs piece by piece, and give the number of links."""
    from policy_xwalk.scale.outputs import LARGE, write_large

    progress.start("write", len(LARGE))
    return write_large(run, folder, lang=lang, wanted=lambda name: _means(names, name), step=progress.step).links
