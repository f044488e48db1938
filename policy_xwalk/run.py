"""The main job: a folder of plans in, records and links out. One bad file never ends it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from policy_xwalk.audit import AuditOptions
from policy_xwalk.corpus import AbsentPlan, Corpus, CorpusEntry, load_corpus
from policy_xwalk.crosswalk import Crosswalk
from policy_xwalk.errors import PlanError
from policy_xwalk.judgements.apply import Review, Verdicts
from policy_xwalk.judgements.collect import followed_files
from policy_xwalk.judgements.store import Judged
from policy_xwalk.reading.document import ReadingWarning
from policy_xwalk.records import Finding, PlanRecords

if TYPE_CHECKING:
    from policy_xwalk.scale.kept import Options, Run
    from policy_xwalk.scale.pool import Doer
    from policy_xwalk.scale.results import Results

SMALL = 60
"""Up to so many files a run gives one page, one workbook and one graph of everything, and keeps the texts it read."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that gave no plan, and why."""

    file: str
    error: PlanError


@dataclass(slots=True)
class RunResult:
    """What a run found: the cross-walk, the files it could not use, and what it noticed in those it could."""

    crosswalk: Crosswalk
    failures: tuple[Failure, ...] = ()
    problems: tuple[PlanError, ...] = ()
    """Errors of the corpus file that did not end the run."""
    warnings: tuple[tuple[str, ReadingWarning], ...] = ()
    absent: tuple[AbsentPlan, ...] = ()
    findings: tuple[Finding, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    """Plan id to the reader's text."""
    review: Review = field(default_factory=Review)
    """What people decided that could not be followed, and where they differ."""


@dataclass(slots=True)
class Progress:
    """Told what the run is doing; the command line draws bars from it."""

    start: Callable[[str, int], None] = field(default=lambda stage, total: None)
    step: Callable[[str], None] = field(default=lambda name: None)
    work: Callable[[int, int], None] = field(default=lambda done, total: None)
    """Work done and work in all of the stage, in units of its own (bytes, items): what a remaining time rests on."""


def run_folder(
    folder: Path,
    progress: Progress | None = None,
    audit_options: AuditOptions | None = None,
    judged: Judged | None = None,
) -> RunResult:
    """Read every plan of a folder, choose the pairs, align and audit them; nothing is kept on the disk.

    ``audit_options`` go before what the corpus file says of rules. ``judged`` is what people decided; without it the
    file ``judgements.jsonl`` of the folder is followed where there is one.

    Raises :class:`~policy_xwalk.errors.BadCorpus` where the folder itself cannot be used.
    """
    from policy_xwalk.scale.engine import carry_out
    from policy_xwalk.scale.pool import Here
    from policy_xwalk.scale.store import MemoryStore

    corpus, store = load_corpus(folder), MemoryStore()
    judged = followed_files(folder, None) if judged is None else judged
    options = options_for(corpus, audit_options, judged)
    result = gather(carry_out(corpus, store, Here(store), progress or Progress(), options))
    result.problems += judged.problems
    return result


def options_for(
    corpus: Corpus, audit_options: AuditOptions | None, judged: Judged | None = None, limit: int = SMALL
) -> Options:
    """The options of a run: those given, else those of the corpus; a large run keeps no texts.

    A finding that a person called a false alarm is waived like one in ``waivers.toml``, which goes before.
    """
    from policy_xwalk.scale.kept import Options

    chosen = audit_options or corpus.audit.options
    verdicts = Verdicts(judged.judgements if judged is not None else ())
    waivers = {**verdicts.waivers(), **corpus.audit.waivers}
    return Options(chosen.select, chosen.ignore, waivers, len(corpus.entries) <= limit, verdicts)


@contextmanager
def run_into(
    folder: Path,
    results: Results,
    progress: Progress,
    audit_options: AuditOptions | None = None,
    workers: int | None = None,
    scheduler: str | None = None,
    judged: Judged | None = None,
    limit: int = SMALL,
) -> Iterator[Run]:
    """A run that keeps its parts among the results and makes only those that are not there.

    While the run is in the caller's hands no other one writes to the results; when it is given back without an
    error, parts that nobody needs any more go. Raises :class:`~policy_xwalk.errors.PlanError` where the folder
    cannot be used, the results are in use, the disk is full, or a worker runs other code.
    """
    from policy_xwalk.scale.engine import carry_out

    corpus = load_corpus(folder)
    with results.alone():
        doer = _doer(corpus, results, workers, scheduler)
        try:
            run = carry_out(
                corpus,
                results.store,
                doer,
                progress,
                options_for(corpus, audit_options, judged, limit),
                results.state(),
                results.keep_state,
            )
            if not run.plans:
                results.forget()
            yield run
            if run.plans:
                results.prune(run.parts())
        finally:
            doer.close()


FEW = 8
"""A pool costs more than it gives for so few files."""


def _doer(corpus: Corpus, results: Results, workers: int | None, scheduler: str | None) -> Doer:
    from policy_xwalk.scale.pool import Here, Processes, processors

    if scheduler is not None:
        from policy_xwalk.scale.cluster import Cluster

        return Cluster(results.store, scheduler, str(corpus.folder.absolute()))
    many = len(corpus.entries) > FEW or any(entry.path.suffix.lower() == ".zip" for entry in corpus.entries)
    count = workers or (processors() if many else 1)
    return Here(results.store) if count == 1 else Processes(results.store, count)


def gather(run: Run) -> RunResult:
    """Everything a run found, in memory."""
    from policy_xwalk.scale.steps import load_text

    texts = {ref.id: load_text(ref, run.store) for ref in run.refs} if run.options.keep_texts else {}
    return RunResult(
        Crosswalk(tuple(run.records()), tuple(run.links())),
        tuple(Failure(file, error) for file, error in run.failures),
        run.problems,
        run.warnings,
        run.absent,
        tuple(run.findings()),
        {plan: text for plan, text in texts.items() if text is not None},
        run.review(),
    )


def read_entry(
    entry: CorpusEntry, data: bytes, taken: Collection[str] = (), texts: dict[str, str] | None = None
) -> tuple[PlanRecords, tuple[ReadingWarning, ...]]:
    """The records of one file, as the corpus file describes it; an id in ``taken`` gets a number behind it."""
    from policy_xwalk.scale.ids import renamed
    from policy_xwalk.scale.steps import extract_file
    from policy_xwalk.scale.units import Described

    records, document = extract_file(entry.file, data, Described.of(entry))
    if records.plan.id in taken:
        records = renamed(records, free_id(records.plan.id, taken))
    if texts is not None and document is not None:
        texts[records.plan.id] = document.text
    return records, document.warnings if document is not None else ()


def free_id(plan_id: str, taken: Collection[str]) -> str:
    number = 2
    while f"{plan_id}-{number}" in taken:
        number += 1
    return f"{plan_id}-{number}"
