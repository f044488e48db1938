"""SQL over the results of a run, read-only, with DuckDB.

Only the views are there to be read: before the question is put, DuckDB is shut off from files, network and
extensions, and its settings are locked.
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import msgspec

from policy_xwalk.errors import MissingExtra, PlanError
from policy_xwalk.scale.remote import RemoteFolder, is_url
from policy_xwalk.scale.tables import KINDS, TABLES, TableName

Form = Literal["table", "csv", "jsonl", "md"]
FORMS: tuple[Form, ...] = ("table", "csv", "jsonl", "md")
#: Columns of the view of one kind of item; the others are empty in it.
_ALWAYS = ("id", "plan", "number", "name", "section", "quote", "page", "start")
_FIGURE = ("raw", "comparator", "value", "value_high", "unit", "normalized_value", "normalized_unit", "deadline")
_PROSE = ("measure", "scope", "hedges", "basis")
VIEWS: dict[str, tuple[str, ...]] = {
    "indicators": (
        *(*_ALWAYS, *_FIGURE),
        *("category", "baseline_raw", "baseline_value", "baseline_year", "attribute", "direction", "departments"),
    ),
    "targets": (*_ALWAYS, *_FIGURE, *_PROSE, "modality", "direction", "restates"),
    "status": (*_ALWAYS, *_FIGURE, *_PROSE),
    "actions": (*_ALWAYS, "action_kind", "parent", "deadline", "departments", "text"),
    "boxes": _ALWAYS,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """Column names and rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


def ask(results: str, sql: str) -> Answer:
    """The answer to one ``SELECT`` over the results at a path or URL.

    Raises :class:`~policy_xwalk.errors.PlanError` where there are no results, the SQL is no single ``SELECT`` or
    cannot be run, and :class:`~policy_xwalk.errors.MissingExtra` without DuckDB or pyarrow.
    """
    duckdb = _duckdb()
    with _opened(results, duckdb) as connection:
        try:
            statements = connection.extract_statements(sql)
        except duckdb.Error as error:
            raise PlanError("bad_query", found=_first_line(error)) from error
        kinds = [str(statement.type).rpartition(".")[2] for statement in statements]
        if kinds != ["SELECT"] and kinds != ["SELECT_STATEMENT"]:
            raise PlanError("query_not_select", found=", ".join(kinds) or "–")
        try:
            found = connection.execute(statements[0])
            columns = tuple(str(column[0]) for column in found.description or ())
            return Answer(columns, tuple(tuple(row) for row in found.fetchall()))
        except duckdb.Error as error:
            raise PlanError("bad_query", found=_first_line(error)) from error


def views() -> Answer:
    """The views with their columns and types."""
    rows: list[tuple[object, ...]] = []
    for table, columns in TABLES.items():
        rows += [(table, column.name, column.type) for column in columns]
    types = {column.name: column.type for column in TABLES["items"]}
    for view, names in VIEWS.items():
        rows += [(view, name, types[name]) for name in names]
    return Answer(("view", "column", "type"), tuple(rows))


def _duckdb() -> Any:
    try:
        import duckdb
        import pyarrow  # noqa: F401
    except ImportError as error:
        raise MissingExtra(library="duckdb, pyarrow", feature="query", extra="scale") from error
    return duckdb


@contextmanager
def _opened(results: str, duckdb: Any) -> Iterator[Any]:
    """A connection that sees the views and nothing else."""
    with ExitStack() as stack:
        folder = stack.enter_context(_here(results))
        connection = stack.enter_context(duckdb.connect(":memory:", config={"autoinstall_known_extensions": "false"}))
        pieces = folder / "parquet"
        if pieces.is_dir():
            for table in TABLES:
                files = [str(path) for path in sorted((pieces / table).glob("*.parquet"))]
                listed = ", ".join(f"'{_quoted(file)}'" for file in files)
                connection.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet([{listed}])")
            connection.execute(f"SET allowed_directories = ['{_quoted(str(pieces))}/']")
        else:
            for table, arrow in _from_lines(folder).items():
                connection.register(f"{table}_arrow", arrow)
                connection.execute(f"CREATE TABLE {table} AS SELECT * FROM {table}_arrow")
                connection.unregister(f"{table}_arrow")
        for view, names in VIEWS.items():
            columns = ", ".join(f'"{name}"' for name in names)
            connection.execute(f"CREATE VIEW {view} AS SELECT {columns} FROM items WHERE kind = '{KINDS[view]}'")
        for setting in (
            "temp_directory = ''",
            "enable_external_access = false",
            "python_enable_replacements = false",
            "lock_configuration = true",
        ):
            connection.execute(f"SET {setting}")
        yield connection


def _quoted(text: str) -> str:
    return text.replace("'", "''")


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__


@contextmanager
def _here(results: str) -> Iterator[Path]:
    """The results as a folder on this machine; from a URL their files are fetched first."""
    if not is_url(results):
        folder = Path(results).absolute()
        if not (folder / "parquet").is_dir() and not (folder / "records.jsonl").is_file():
            raise PlanError("no_results", file=results)
        yield folder
        return
    there = RemoteFolder(results)
    with tempfile.TemporaryDirectory(prefix="policy-xwalk-") as made:
        wanted = there.names("parquet") or [f"{name}.jsonl" for name in ("records", "links", "findings")]
        fetched = [name for name in wanted if there.fetch(name, Path(made) / name)]
        if wanted[0] not in fetched:
            raise PlanError("no_results", file=results)
        yield Path(made)


def _from_lines(folder: Path) -> dict[TableName, Any]:
    """The tables of a run that wrote no Parquet pieces, from its lines."""
    from policy_xwalk.crosswalk import read_records
    from policy_xwalk.records import Action, Box, Finding, Indicator, Link, Plan, Status, Target
    from policy_xwalk.scale.tables import arrow_table

    records = read_records(folder / "records.jsonl") if (folder / "records.jsonl").stat().st_size else []
    rows: dict[TableName, list[Any]] = {
        "plans": [record for record in records if isinstance(record, Plan)],
        "items": [r for r in records if isinstance(r, Indicator | Target | Status | Action | Box)],
        "links": [],
        "findings": [],
    }
    for name, kind in (("links", Link), ("findings", Finding)):
        path = folder / f"{name}.jsonl"
        if path.is_file() and path.stat().st_size:
            rows["links" if kind is Link else "findings"] = [r for r in read_records(path) if isinstance(r, kind)]
    return {name: arrow_table(name, rows[name]) for name in TABLES}


def shown(answer: Answer, form: Form) -> str:
    """The answer as text: an aligned table, CSV, JSON Lines or Markdown."""
    return _FORMS[form](answer)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.12g}"
    if isinstance(value, list | tuple):
        return " ".join(map(_text, value))
    return str(value)


def _line(value: object) -> str:
    return " ".join(_text(value).split())


def _table(answer: Answer) -> str:
    from rich.cells import cell_len

    cells = [answer.columns, *(tuple(_line(value)[:60] for value in row) for row in answer.rows)]
    widths = [max(cell_len(row[place]) for row in cells) for place in range(len(answer.columns))]

    def line(row: Sequence[str]) -> str:
        return "  ".join(
            text + " " * (width - cell_len(text)) for text, width in zip(row, widths, strict=True)
        ).rstrip()

    return "\n".join([line(cells[0]), line(["-" * width for width in widths]), *map(line, cells[1:])]) + "\n"


def _csv(answer: Answer) -> str:
    from policy_xwalk.reporting.matrix_csv import harmless

    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(answer.columns)
    writer.writerows([harmless(_text(value)) for value in row] for row in answer.rows)
    return text.getvalue()


def _jsonl(answer: Answer) -> str:
    rows = (dict(zip(answer.columns, row, strict=True)) for row in answer.rows)
    return "".join(msgspec.json.encode(row, enc_hook=str).decode() + "\n" for row in rows)


def _markdown(answer: Answer) -> str:
    def line(row: Sequence[object]) -> str:
        return "| " + " | ".join(_line(value).replace("|", "\\|") for value in row) + " |"

    rule = "|" + " --- |" * len(answer.columns)
    return "\n".join([line(answer.columns), rule, *map(line, answer.rows)]) + "\n"


_FORMS: dict[Form, Callable[[Answer], str]] = {"table": _table, "csv": _csv, "jsonl": _jsonl, "md": _markdown}
