"""The results of a run that is too large for one page: lines, columns and a matrix, put together from pieces.

The pieces are made by whoever does the steps; this process only joins them, so that its memory does not grow with the
number of plans.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import IO, TypeVar

import msgspec

from policy_xwalk import __version__
from policy_xwalk.records import Finding, Plan
from policy_xwalk.reporting.matrix_csv import harmless
from policy_xwalk.reporting.output import replace_file
from policy_xwalk.reporting.page.render import render_overview
from policy_xwalk.reporting.tables import RunInfo
from policy_xwalk.scale.kept import Run
from policy_xwalk.scale.pieces import PairCells, Pieces, lines
from policy_xwalk.scale.results import COLUMNS
from policy_xwalk.scale.steps import exporting_code, load_plan
from policy_xwalk.scale.store import read_part
from policy_xwalk.scale.tables import TABLES, TableName, parquet_bytes
from policy_xwalk.scale.units import ExportUnit, digest, ref_digest
from policy_xwalk.survey import Survey, SurveyColumn, gather
from policy_xwalk.wording import Lang
from policy_xwalk.wording.scale import scale_word
from policy_xwalk.wording.terms import OUTCOMES, term

BATCH = 50
"""Plans or pairs in one piece: few enough for memory, enough that there are not too many files."""
PARQUET = COLUMNS
OVERVIEW = "overview.html"
LARGE = (OVERVIEW, "records.jsonl", "links.jsonl", "findings.jsonl", "matrix.csv")
"""What a large run writes beside the folder of Parquet files."""

Thing = TypeVar("Thing")
_pieces = msgspec.msgpack.Decoder(Pieces)


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: numbers of records and links, and the paths below the results."""

    records: int
    links: int
    files: tuple[str, ...]


def write_large(
    run: Run,
    folder: Path,
    *,
    lang: Lang = "zh",
    wanted: Callable[[str], bool] = lambda name: True,
    step: Callable[[str], None] = lambda name: None,
) -> Written:
    """Write the lines, the Parquet files and the matrix of a run; ``wanted`` chooses by file name.

    Raises :class:`OSError` where the folder cannot be written.
    """
    parquet = wanted(PARQUET) and _has_pyarrow()
    units = tuple(_units(run, lang, parquet))
    run.finish(units)
    folder.mkdir(parents=True, exist_ok=True)
    together = run.together_judged()
    sizes = {"records": 0, "links": 0}
    files: list[str] = []

    def pieces() -> Iterator[Pieces]:
        for unit in units:
            yield _pieces.decode(read_part(run.store, "export", unit.key)[1])

    def write_lines(parts: Mapping[str, Path]) -> None:
        with ExitStack() as stack:
            out: dict[str, IO[bytes]] = {n: stack.enter_context(open(p, "wb")) for n, p in parts.items()}
            for piece in pieces():
                for kind, count in piece.sizes.items():
                    sizes[kind] += count
                for name, data in (("records", piece.records), ("links", piece.links), ("findings", piece.findings)):
                    if name in out:
                        out[name].write(data)
            if "findings" in out:
                out["findings"].write(lines(together))

    names = [name for name in ("records", "links", "findings") if wanted(f"{name}.jsonl")]
    _replace_files(folder, names, write_lines)
    files += [f"{name}.jsonl" for name in names]
    step("links.jsonl")
    if parquet:
        files += _write_parquet(folder / PARQUET, pieces(), together)
        step(PARQUET)
    if wanted("matrix.csv"):
        replace_file(folder / "matrix.csv", lambda part: _write_matrix(part, run, pieces(), lang))
        files.append("matrix.csv")
        step("matrix.csv")
    if wanted(OVERVIEW):
        page = render_overview(_surveys(run, pieces()), RunInfo(version=__version__, files=tuple(files)), lang)
        replace_file(folder / OVERVIEW, lambda part: part.write_bytes(page.encode("utf-8", "replace")))
        files.append(OVERVIEW)
        step(OVERVIEW)
    return Written(sizes["records"], sizes["links"], tuple(files))


def _replace_files(folder: Path, names: Sequence[str], write: Callable[[Mapping[str, Path]], None]) -> None:
    """Fill several files at once and put each in its place when all are whole."""

    def fill(left: Sequence[str], parts: dict[str, Path]) -> None:
        if not left:
            write(parts)
            return
        replace_file(folder / f"{left[0]}.jsonl", lambda part: fill(left[1:], {**parts, left[0]: part}))

    fill(names, {})


def _units(run: Run, lang: Lang, parquet: bool) -> Iterator[ExportUnit]:
    waivers, verdicts = tuple(sorted(run.options.waivers.items())), run.options.verdicts.on_findings()
    made = (exporting_code(), waivers, verdicts, parquet)
    inside = {unit.plan.id: unit for unit in run.inside}
    for refs in _batches(run.refs):
        checks = tuple(inside[ref.id] for ref in refs if ref.id in inside)
        key = digest("plans", made, [ref_digest(ref) for ref in refs], [unit.key for unit in checks])
        yield ExportUnit(key, refs, checks, (), waivers, verdicts, parquet, lang, len(refs))
    for pairs in _batches(run.pairs):
        key = digest("pairs", made, lang, [(pair.links_key, pair.between_key) for pair in pairs])
        yield ExportUnit(key, (), (), pairs, waivers, verdicts, parquet, lang, len(pairs))


def _batches(things: Sequence[Thing]) -> Iterator[tuple[Thing, ...]]:
    left = iter(things)
    while batch := tuple(islice(left, BATCH)):
        yield batch


def _has_pyarrow() -> bool:
    from importlib.util import find_spec

    return find_spec("pyarrow") is not None


def _write_parquet(folder: Path, pieces: Iterator[Pieces], together: Sequence[Finding]) -> list[str]:
    """``parquet/<table>/00001.parquet`` …; files of an earlier run that this one has not go."""
    numbers: dict[TableName, int] = dict.fromkeys(TABLES, 0)
    written: set[Path] = set()

    def put(name: TableName, data: bytes) -> None:
        numbers[name] += 1
        path = folder / name / f"{numbers[name]:05}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, lambda part: part.write_bytes(data))
        written.add(path)

    for piece in pieces:
        for name, data in piece.tables.items():
            put(name, data)
    put("findings", parquet_bytes("findings", together))
    for name in TABLES:
        if not numbers[name]:
            put(name, parquet_bytes(name, ()))
        for path in (folder / name).glob("*.parquet"):
            if path not in written:
                path.unlink()
    return [PARQUET]


def forget_columns(folder: Path) -> None:
    """Remove the Parquet pieces and the overview of an earlier, larger run: they no longer say what the others do."""
    (folder / OVERVIEW).unlink(missing_ok=True)
    for name in TABLES:
        for path in (folder / PARQUET / name).glob("*.parquet"):
            path.unlink()
        if (folder / PARQUET / name).is_dir():
            (folder / PARQUET / name).rmdir()
    if (folder / PARQUET).is_dir():
        (folder / PARQUET).rmdir()


def _write_matrix(path: Path, run: Run, pieces: Iterator[Pieces], lang: Lang) -> None:
    """A row a compared plan, a column an indicator of the upper plans; UTF-8 with BOM, as Excel wants it.

    Indicators of the same name are one column, whichever upper plan has them, so that the columns of many provinces
    stand under each other.
    """
    names = _columns(run)
    titles = list(dict.fromkeys(names.values()))
    plans = {plan.id: plan for plan in run.plans}
    heads = ("region_code", "region", "plan", "upper", "comparison")
    with open(path, "wb") as data:
        data.write(b"\xef\xbb\xbf")
        text = TextIOWrapper(data, "utf-8", errors="backslashreplace", newline="", write_through=True)
        writer = csv.writer(text, lineterminator="\r\n")
        first = [scale_word(f"matrix_{head}", lang) for head in heads]
        writer.writerow([*first, *(term("relation", code, lang) for code in OUTCOMES), *map(harmless, titles)])
        for piece in pieces:
            writer.writerows(_row(row, plans, names, titles, lang) for row in piece.rows)
        text.flush()
        text.detach()


def _surveys(run: Run, pieces: Iterator[Pieces]) -> list[Survey]:
    """Each upper plan with the plans of each level below it, from two on, highest first."""
    plans = {plan.id: plan for plan in run.plans}
    refs = {pair.upper.id: pair.upper for pair in run.pairs}
    groups: dict[tuple[str, str], list[tuple[Plan, SurveyColumn]]] = {}
    for piece in pieces:
        for column in piece.columns:
            local = plans[column.local]
            groups.setdefault((column.upper, local.level or ""), []).append((local, column))
    order = {ref.id: place for place, ref in enumerate(run.refs)}
    return [
        gather(load_plan(refs[upper], run.store), columns)
        for (upper, _), columns in sorted(groups.items(), key=lambda group: (order[group[0][0]], group[0][1]))
        if len(columns) > 1
    ]


def _columns(run: Run) -> dict[str, str]:
    """Id of each indicator of an upper plan to the name of its column."""
    refs = {pair.upper.id: pair.upper for pair in run.pairs}
    names: dict[str, str] = {}
    for ref in run.refs:
        if ref.id in refs:
            names.update({row.id: row.name for row in load_plan(refs[ref.id], run.store).indicators})
    return names


def _row(
    row: PairCells, plans: Mapping[str, Plan], names: Mapping[str, str], titles: Sequence[str], lang: Lang
) -> list[str]:
    local, upper = plans[row.local], plans[row.upper]
    cells: dict[str, list[str]] = {}
    for item, text in row.cells.items():
        if item in names:
            cells.setdefault(names[item], []).append(text)
    separator = term("label", "semicolon", lang)
    region = local.region
    shown = [
        (region.code if region else None) or "",
        "".join(region.path) or region.name if region else "",
        local.title or local.id,
        upper.title or upper.id,
        term("comparison", row.comparison, lang),
        *(str(row.counts.get(code, 0)) for code in OUTCOMES),
        *(separator.join(cells.get(title, ())) for title in titles),
    ]
    return [harmless(cell) for cell in shown]
