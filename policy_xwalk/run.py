"""The main job: a folder of plans in, records and links out. One bad file never ends it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from dataclasses import replace as replace_entry
from pathlib import Path

from msgspec.structs import replace

from policy_xwalk.corpus import AbsentPlan, Corpus, CorpusEntry, load_corpus
from policy_xwalk.crosswalk import Crosswalk, build
from policy_xwalk.errors import PlanError
from policy_xwalk.pairing import choose_pairs, unknown_compares
from policy_xwalk.reading.document import ReadingWarning
from policy_xwalk.records import Finding, Plan, PlanRecords


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


@dataclass(slots=True)
class Progress:
    """Told what the run is doing; the command line draws bars from it."""

    start: Callable[[str, int], None] = field(default=lambda stage, total: None)
    step: Callable[[str], None] = field(default=lambda name: None)


def run_folder(folder: Path, progress: Progress | None = None) -> RunResult:
    """Read every plan of a folder, choose the pairs, and align them.

    Raises :class:`~policy_xwalk.errors.BadCorpus` where the folder itself cannot be used.
    """
    progress = progress or Progress()
    corpus = load_corpus(folder)
    plans, failures, warnings = read_entries(corpus, progress)
    identities = [entry.plan for entry in plans]
    listing = str(corpus.folder / "corpus.toml")
    pairs = [(pair.upper, pair.local) for pair in choose_pairs(identities, corpus.compares)]
    progress.start("align", len(pairs))
    walk = build(plans, pairs=pairs, advance=lambda upper, local: progress.step(local))
    problems = (*corpus.errors, *unknown_compares(identities, corpus.compares, file=listing))
    return RunResult(walk, failures, problems, warnings, corpus.absent)


def read_entries(
    corpus: Corpus, progress: Progress
) -> tuple[list[PlanRecords], tuple[Failure, ...], tuple[tuple[str, ReadingWarning], ...]]:
    """The records of every readable file of a corpus, with ids that are unique in the run."""
    plans: list[PlanRecords] = []
    failures: list[Failure] = []
    warnings: list[tuple[str, ReadingWarning]] = []
    taken: set[str] = set()
    progress.start("read", len(corpus.entries))
    for entry in corpus.entries:
        try:
            for file, data in _contents(entry, failures):
                try:
                    records, noticed = read_entry(replace_entry(entry, file=file), data, taken)
                except PlanError as error:
                    failures.append(Failure(file, error))
                else:
                    taken.add(records.plan.id)
                    plans.append(records)
                    warnings.extend((file, warning) for warning in noticed)
        except PlanError as error:
            failures.append(Failure(entry.file, error))
        progress.step(entry.file)
    return plans, tuple(failures), tuple(warnings)


def _contents(entry: CorpusEntry, failures: list[Failure]) -> Iterator[tuple[str, bytes]]:
    """The bytes of one file, or of every plan in an archive by its name there; a bad member ends nothing."""
    from policy_xwalk.corpus import may_be_plan
    from policy_xwalk.reading.archive import archive_members, is_archive
    from policy_xwalk.reading.files import read_bytes

    data = read_bytes(entry.path)
    if not is_archive(data, entry.path.name):
        yield entry.file, data
        return

    def note(name: str, error: PlanError) -> None:
        failures.append(Failure(f"{entry.file}/{name}", error))

    for name, member in archive_members(data, entry.path.name, on_error=note):
        if may_be_plan(name.rpartition("/")[2]):
            yield f"{entry.file}/{name}", member


def read_entry(
    entry: CorpusEntry, data: bytes, taken: Collection[str] = ()
) -> tuple[PlanRecords, tuple[ReadingWarning, ...]]:
    """The records of one file, as the corpus file describes it; an id in ``taken`` gets a number behind it."""
    from policy_xwalk.extraction.frameworks import settle
    from policy_xwalk.extraction.pipeline import extract
    from policy_xwalk.reading import read_document_bytes
    from policy_xwalk.reading.framework import is_framework_bytes, read_framework_bytes

    name = entry.file.rpartition("/")[2]
    if is_framework_bytes(data, name):
        framework = settle(read_framework_bytes(data, name, plan_id=entry.id))
        if framework.plan.id in taken:
            framework = settle(read_framework_bytes(data, name, plan_id=free_id(framework.plan.id, taken)))
        return replace(framework, plan=_filed(entry.describe(framework.plan), entry)), ()
    document = read_document_bytes(data, name)

    def describe(plan: Plan) -> Plan:
        stated = entry.describe(plan)
        return replace(stated, id=free_id(stated.id, taken)) if stated.id in taken else stated

    records = extract(document, plan=entry.id, describe=describe)
    return replace(records, plan=_filed(records.plan, entry)), document.warnings


def _filed(plan: Plan, entry: CorpusEntry) -> Plan:
    """The plan with its file named as the corpus names it."""
    return replace(plan, source=replace(plan.source, file=entry.file))


def free_id(plan_id: str, taken: Collection[str]) -> str:
    number = 2
    while f"{plan_id}-{number}" in taken:
        number += 1
    return f"{plan_id}-{number}"
