"""All files of a run, written one by one: each under a temporary name first, so that none is ever half a file."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from policy_xwalk.records import AnyRecord, Finding, Link, PlanRecords, to_builtins, to_json
from policy_xwalk.reporting.tables import RunInfo
from policy_xwalk.wording import Lang

#: Files that every run writes, in the order in which a reader should open them.
FILES = (
    "index.html",
    "report.docx",
    "crosswalk.xlsx",
    "report.md",
    "matrix.csv",
    "links.csv",
    "findings.csv",
    "tasks.csv",
    "records.jsonl",
    "links.jsonl",
    "findings.jsonl",
    "graph.graphml",
    "graph.gexf",
    "graph.json",
    "graph.cypher",
    "graph.ttl",
    "crosswalk.sssom.tsv",
)


def write_lines(path: Path, records: Iterable[AnyRecord]) -> None:
    """Records as JSON Lines."""
    replace_file(path, lambda part: part.write_bytes("".join(to_json(r) + "\n" for r in records).encode()))


def replace_file(path: Path, write: Callable[[Path], object]) -> None:
    """Let ``write`` fill a file beside ``path`` and put it in its place when it is whole.

    A link stays a link, and what it points to is replaced; a device or pipe (``/dev/null``) is written to and stays
    what it is.
    """
    if path.exists() and not (path.is_file() or path.is_dir()):
        with TemporaryDirectory() as folder:
            made = Path(folder) / path.name
            write(made)
            with path.open("wb") as stream:
                stream.write(made.read_bytes())
        return
    path = path.resolve()
    part = path.with_name(f".{path.stem}.part{path.suffix}")
    try:
        write(part)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def write_all(
    out: Path,
    records: Sequence[PlanRecords],
    links: Sequence[Link],
    *,
    lang: Lang = "zh",
    info: RunInfo | None = None,
    step: Callable[[str], None] = lambda name: None,
    only: Callable[[str], bool] = lambda name: True,
) -> list[Path]:
    """Write every output of a run into a folder and give their paths; ``step`` is told each name.

    ``only`` chooses outputs by file name.
    """
    from policy_xwalk import __version__
    from policy_xwalk.exports.sssom import write_sssom
    from policy_xwalk.graph import (
        build_graph,
        write_cypher,
        write_gexf,
        write_graphml,
        write_node_link,
        write_turtle,
    )
    from policy_xwalk.reporting.csv_tables import findings_csv, links_csv, tasks_csv
    from policy_xwalk.reporting.dossier import Dossier, build_dossier
    from policy_xwalk.reporting.excel import render_workbook
    from policy_xwalk.reporting.markdown import render_markdown
    from policy_xwalk.reporting.matrix_csv import render_matrix
    from policy_xwalk.reporting.page import write_page
    from policy_xwalk.reporting.word import render_report

    out.mkdir(parents=True, exist_ok=True)
    tables = _parquet_tables(records, links, (info or RunInfo()).findings)
    names = tuple(filter(only, (*FILES[1:], *(f"{name}.parquet" for name in tables))))
    info = replace(info or RunInfo(), version=__version__, files=names)
    graph = build_graph(records, links, lang)

    @cache
    def dossier() -> Dossier:
        return build_dossier(records, links, lang, info)

    writers: dict[str, Callable[[Path], object]] = {
        "records.jsonl": lambda p: write_lines(p, (record for entry in records for record in entry)),
        "links.jsonl": lambda p: write_lines(p, links),
        "findings.jsonl": lambda p: write_lines(p, info.findings),
        "matrix.csv": lambda p: p.write_bytes(render_matrix(dossier().report)),
        "links.csv": lambda p: p.write_bytes(links_csv(dossier())),
        "findings.csv": lambda p: p.write_bytes(findings_csv(dossier())),
        "tasks.csv": lambda p: p.write_bytes(tasks_csv(dossier())),
        "crosswalk.xlsx": lambda p: render_workbook(dossier(), p),
        "report.docx": lambda p: p.write_bytes(render_report(dossier())),
        "report.md": lambda p: p.write_text(
            render_markdown(dossier()), encoding="utf-8", errors="replace", newline="\n"
        ),
        "graph.graphml": lambda p: write_graphml(graph, p),
        "graph.gexf": lambda p: write_gexf(graph, p),
        "graph.json": lambda p: write_node_link(graph, p),
        "graph.cypher": lambda p: write_cypher(graph, p),
        "graph.ttl": lambda p: write_turtle(records, links, p),
        "crosswalk.sssom.tsv": lambda p: write_sssom(records, links, p, lang),
        "index.html": lambda p: write_page(records, links, p, lang, info),
    }
    for name, rows in tables.items():
        writers[f"{name}.parquet"] = lambda p, rows=rows: _write_parquet(p, rows)  # type: ignore[misc]
    chosen = [name for name in writers if only(name)]
    for name in chosen:
        replace_file(out / name, writers[name])
        step(name)
    return [out / name for name in chosen]


def _parquet_tables(
    records: Sequence[PlanRecords], links: Sequence[Link], findings: Sequence[Finding]
) -> dict[str, list[dict[str, object]]]:
    """Kind of record to its rows; empty where pyarrow is not installed. A run without a kind has no file for it."""
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        return {}
    kinds: dict[str, list[AnyRecord]] = {
        "plans": [entry.plan for entry in records],
        "indicators": [item for entry in records for item in entry.indicators],
        "targets": [item for entry in records for item in entry.targets],
        "status": [item for entry in records for item in entry.status],
        "actions": [item for entry in records for item in entry.actions],
        "boxes": [item for entry in records for item in entry.boxes],
        "links": list(links),
        "findings": list(findings),
    }
    return {name: [_flat(record) for record in rows] for name, rows in kinds.items() if rows}


def _flat(record: AnyRecord) -> dict[str, object]:
    """One level of columns: what has parts is dotted (``target.value``), lists are JSON."""
    import msgspec

    flat: dict[str, object] = {}

    def put(prefix: str, value: object) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                put(f"{prefix}.{key}" if prefix else key, inner)
        elif isinstance(value, list):
            flat[prefix] = msgspec.json.encode(value).decode()
        else:
            flat[prefix] = value

    put("", to_builtins(record))
    return flat


def _write_parquet(path: Path, rows: Sequence[dict[str, object]]) -> None:
    """Write rows with the union of their columns; a column of mixed types becomes text."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = {}
    for name in names:
        values = [row.get(name) for row in rows]
        types = {type(v) for v in values if v is not None}
        if types <= {int, float} and types:
            columns[name] = pa.array([None if v is None else float(v) for v in values], pa.float64())  # type: ignore[arg-type]
        elif types == {bool}:
            columns[name] = pa.array(values, pa.bool_())
        else:
            columns[name] = pa.array([None if v is None else str(v) for v in values], pa.string())
    pq.write_table(pa.table(columns), path, compression="zstd")
