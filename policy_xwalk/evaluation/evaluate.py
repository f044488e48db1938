"""Run the tool on everything the gold covers and make the table of figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from policy_xwalk.alignment import align
from policy_xwalk.evaluation.baselines import BASELINES, Task, best_baseline
from policy_xwalk.evaluation.cases import SCORERS, CaseScore, case_figures
from policy_xwalk.evaluation.goldset import GoldSet
from policy_xwalk.evaluation.links import KINDS, LinkScore, link_figures, score_links
from policy_xwalk.evaluation.matching import Json
from policy_xwalk.evaluation.plans import PlanScore, plan_figures, score_plan
from policy_xwalk.evaluation.scores import Figure, accuracy, figures
from policy_xwalk.records import Link, PlanRecords, to_builtins


@dataclass(slots=True)
class Evaluation:
    """Figures by name, naive baselines beside them, and what was wrong, line by line."""

    figures: list[Figure] = field(default_factory=list)
    baselines: dict[str, dict[str, float]] = field(default_factory=dict)
    """``plans.indicator``, ``pairs.target`` … to baseline to F1 at its best threshold."""
    errors: list[str] = field(default_factory=list)
    not_run: list[str] = field(default_factory=list)
    """Parts of the gold that need documents that are not here."""

    @property
    def by_name(self) -> dict[str, Figure]:
        """Figure by its name."""
        return {figure.name: figure for figure in self.figures}


def evaluate(
    gold: GoldSet,
    *,
    records: tuple[Sequence[PlanRecords], Sequence[Link]] | None = None,
    real: Path | None = None,
    step: Callable[[str], None] = lambda name: None,
) -> Evaluation:
    """Score the tool, or the ``records`` that any tool printed for the same plans.

    ``real`` is the folder of documents that are not in the repository; without it the reports are not scored. Cases
    are run through the tool's own code and so are left out when other records are scored.
    """
    result = Evaluation()
    if gold.plans:
        step("plans")
        _plans(result, gold, records)
    if records is None:
        for name, scorer in SCORERS.items():
            if name in gold.cases:
                step(name)
                score: CaseScore = scorer(gold.cases[name])
                result.figures += case_figures(score)
                result.errors += [f"cases.{name} {line}" for line in score.errors]
        if "pairs" in gold.cases:
            step("pairs")
            _pairs(result, gold.cases["pairs"])
        if gold.reports:
            step("reports")
            _reports(result, gold, real)
    return result


def _plans(result: Evaluation, gold: GoldSet, records: tuple[Sequence[PlanRecords], Sequence[Link]] | None) -> None:
    if records is None:
        from policy_xwalk.run import run_folder

        walk = run_folder(gold.corpora).crosswalk
        records = walk.records, walk.links
    plans, links = records
    found = {entry.plan.id: entry for entry in plans}
    to_gold: dict[str, str] = {}
    names: dict[str, str] = {}
    scores: list[PlanScore] = []
    for plan, lines in gold.plans.items():
        names |= {r["id"]: r.get("name") or r.get("subject") or r.get("title") or "" for r in lines if "id" in r}
        entry = found.get(plan)
        score = score_plan(lines, [to_builtins(record) for record in entry] if entry else [])
        to_gold |= score.to_gold
        scores.append(score)
        result.errors += [f"{plan} {line}" for line in score.errors]
    for entry in frameworks(gold):
        ids = framework_ids(entry)
        to_gold |= {item: name for item, (name, _) in ids.items()} | {name: name for name, _ in ids.values()}
        names |= dict(ids.values())
    result.figures += plan_figures(scores)
    compared: list[LinkScore] = []
    for (upper, local), lines in gold.links.items():
        given = [to_builtins(link) for link in links if (link.upper_plan, link.local_plan) == (upper, local)]
        link_score = score_links(lines, given, to_gold, names)
        compared.append(link_score)
        result.errors += [f"{upper}--{local} {line}" for line in link_score.errors]
    result.figures += link_figures("links", compared)
    for kind in KINDS:
        tasks = [task for lines in gold.links.values() if (task := Task(lines, names, kind)).expected]
        result.baselines[f"links.{kind}"] = {name: best_baseline(name, tasks)[1].f1 for name in BASELINES}


def frameworks(gold: GoldSet) -> list[PlanRecords]:
    """The plans of the corpora that are known only as facts: their items are given, whoever reads the other plans."""
    from policy_xwalk.corpus import load_corpus
    from policy_xwalk.reading import is_framework
    from policy_xwalk.run import read_entry

    entries = [entry for entry in load_corpus(gold.corpora).entries if is_framework(entry.path)]
    return [read_entry(entry, entry.path.read_bytes())[0] for entry in entries]


def framework_ids(entry: PlanRecords) -> dict[str, tuple[str, str]]:
    """Items of a framework by id: the id gold gives them (I and A with their place) and their name."""
    plan = entry.plan.id
    rows = {row.id: (f"{plan}/I{row.no}", row.name) for row in entry.indicators}
    return rows | {action.id: (f"{plan}/A{place}", action.title) for place, action in enumerate(entry.actions, 1)}


def _pairs(result: Evaluation, cases: Sequence[Json]) -> None:
    from policy_xwalk.evaluation.pairs import score_pairs

    scores = score_pairs(cases)
    for name, score in sorted(scores.items()):
        result.errors += [f"cases.pairs {line}" for line in score.errors]
        result.figures += [f for f in link_figures(f"pairs.{name}", [score]) if f.size and ".pairs." in f.name]
    result.figures += link_figures("pairs", list(scores.values()))
    for kind in KINDS:
        tasks = [case_task(case) for case in cases if case["kind"] == kind and not case.get("borderline")]
        result.baselines[f"pairs.{kind}"] = {name: best_baseline(name, tasks)[1].f1 for name in BASELINES}


def case_task(case: Json) -> Task:
    """A pair case as a task for the naive matchers: names on both sides, and what is expected of them."""

    def name(record: Mapping[str, str]) -> str:
        return record.get("name") or record.get("title") or record.get("text") or ""

    names = {f"{side}/{i}": name(record) for side in ("upper", "local") for i, record in enumerate(case[side])}
    links = [
        {**link, "kind": case["kind"], **{side: [f"{side}/{i}" for i in link[side]] for side in ("upper", "local")}}
        for link in case["expect"]
    ]
    return Task(links, names, case["kind"])


def _reports(result: Evaluation, gold: GoldSet, real: Path | None) -> None:
    if real is None or not real.is_dir():
        result.not_run.append("reports")
        return
    from policy_xwalk.evaluation.reports import report_figures, score_report
    from policy_xwalk.extraction.pipeline import extract
    from policy_xwalk.reading import read_document

    scores = []
    read: dict[str, tuple[PlanRecords, Mapping[str, int]]] = {}
    for name, lines in gold.reports.items():
        if not lines or lines[0].get("record") != "source":
            continue
        document = read_document(real / lines[0]["file"])
        records = extract(document)
        score = score_report(lines, [to_builtins(record) for record in records], document.text)
        scores.append(score)
        result.errors += [f"reports.{name} {line}" for line in score.errors]
        read[name] = (records, score.to_gold)
    result.figures += report_figures(scores)
    result.figures += _report_links(result, gold, read)


def _report_links(
    result: Evaluation, gold: GoldSet, read: Mapping[str, tuple[PlanRecords, Mapping[str, int]]]
) -> list[Figure]:
    """Goals of the nation against those of each province, both as they were read from their passages."""
    links = gold.reports.get("links", [])
    names = {
        f"{report}/{line['index']}": str(line["subject"])
        for report, lines in gold.reports.items()
        for line in lines
        if line.get("record") == "target"
    }
    scores = []
    for local in sorted({str(link["local_report"]) for link in links} & set(read)):
        pair = [link for link in links if link["local_report"] == local]
        upper = str(pair[0]["upper_report"])
        if upper not in read:
            continue
        sides = [
            msgspec.structs.replace(
                records, indicators=(), actions=(), targets=tuple(t for t in records.targets if t.id in ids)
            )
            for records, ids in (read[upper], read[local])
        ]
        to_gold = {i: f"{report}/{index}" for report in (upper, local) for i, index in read[report][1].items()}
        expected = [
            {
                **link,
                "upper": [f"{upper}/{i}" for i in link["upper"]],
                "local": [f"{local}/{i}" for i in link["local"]],
            }
            for link in pair
        ]
        found = [to_builtins(link) for link in align(sides[0], sides[1], comparison="direct")]
        score = score_links(expected, found, to_gold, names)
        scores.append(score)
        result.errors += [f"reports.links {local} {line}" for line in score.errors]
    units = [unit for score in scores for unit in score.pairs.get("target", ())]
    right = [fine for score in scores for fine in score.relations.get("target", ())]
    return [*figures("reports.links", units), accuracy("reports.links.relation", right)]
