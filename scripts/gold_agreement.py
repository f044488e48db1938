"""Agreement of two annotations of the same plans, as the Markdown tables of gold/README.md.

    python scripts/gold_agreement.py gold/annotations/a gold/annotations/b    print
    python scripts/gold_agreement.py --write gold/README.md                   fill the marked tables of a file
    python scripts/gold_agreement.py --check gold/README.md                   exit 1 where the file says something else

An annotation is a folder with ``plans/*.jsonl`` and ``links/*.jsonl``. Two records match when they are of one kind,
carry one value (indicator: number of the row; action, box: printed number; trap: one raw text holds the other) and
their spans overlap; each record matches once. Links are compared after the ids of one side are read as those of the
other, through the matched records.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import product
from pathlib import Path
from typing import Any

Record = dict[str, Any]
Pair = tuple[str, str]
KINDS = ("indicator", "target", "status", "trap", "action", "box")
#: The fields that are compared on matched records.
FIELDS: dict[str, tuple[str, ...]] = {
    "indicator": ("no", "name", "baseline", "target", "attribute", "direction"),
    "target": ("comparator", "unit", "deadline", "kind", "modality", "hedges", "basis", "scope"),
    "status": ("comparator", "unit", "as_of", "kind", "hedges", "basis", "scope"),
    "trap": ("why",),
    "action": ("title", "kind", "departments"),
    "box": ("title", "section"),
    "plan": ("title", "issuer", "doc_number", "issued", "level", "region", "period", "topic", "cites"),
}


def read(path: Path) -> list[Record]:
    """The records of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def places(record: Record) -> set[int]:
    """The characters that the record's quote covers."""
    return {place for span in record["spans"] for place in range(span["start"], span["end"])}


def same_value(left: Record, right: Record) -> bool:
    """Whether two records of one kind say the same number."""
    kind = left["record"]
    if kind == "trap":
        one, other = (record["raw"].strip("“”") for record in (left, right))
        return one in other or other in one
    if kind in ("target", "status"):
        return bool(left["value"] == right["value"])
    key = "no" if kind == "indicator" else "number"
    return bool(left[key] == right[key])


def match(left: Sequence[Record], right: Sequence[Record]) -> list[tuple[Record, Record]]:
    """Pairs of records that say the same of the same place, the largest overlap first, then in order of reading."""
    found = []
    for (i, one), (j, other) in product(enumerate(left), enumerate(right)):
        if one["record"] == other["record"] and same_value(one, other):
            a, b = places(one), places(other)
            if a & b:
                found.append((-len(a & b) / len(a | b), i, j))
    pairs, taken_left, taken_right = [], set[int](), set[int]()
    for _, i, j in sorted(found):
        if i not in taken_left and j not in taken_right:
            taken_left.add(i)
            taken_right.add(j)
            pairs.append((left[i], right[j]))
    return pairs


def f1(left: int, right: int, both: int) -> float | None:
    """The harmonic mean of both/left and both/right; None where there is nothing to compare."""
    return 2 * both / (left + right) if left + right else None


def kappa(labels: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Cohen's kappa."""
    if not labels:
        return None
    total = len(labels)
    observed = sum(one == other for one, other in labels) / total
    ones, others = Counter(one for one, _ in labels), Counter(other for _, other in labels)
    expected = sum(count * others[label] for label, count in ones.items()) / total**2
    return 1.0 if expected == 1 else (observed - expected) / (1 - expected)


def plain(field: str, value: Any) -> Any:
    """A field in the form in which it is compared: without whitespace, departments as names with roles."""
    if field == "departments":
        return sorted((body["name"], str(body["role"])) for body in value or [])
    if field == "cites":
        return sorted((re.sub(r"\s", "", cite["title"]), cite["level"]) for cite in value)
    if isinstance(value, str):
        return re.sub(r"\s", "", value)
    return value


def show(value: float | None) -> str:
    """Two decimals, or a dash."""
    return "–" if value is None else f"{value:.2f}"


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def link_rows(left: Path, right: Path, names: dict[str, str]) -> list[tuple[str, int, int, int, float | None]]:
    """The lines of the table of links; ``names`` reads the ids of the right side as those of the left."""
    files = sorted(
        {path.name for path in (left / "links").glob("*.jsonl")} & {p.name for p in (right / "links").iterdir()}
    )
    one = [link for name in files for link in read(left / "links" / name)]
    other = [link for name in files for link in read(right / "links" / name)]
    other = [
        {**link, **{side: [names.get(i, f"?{i}") for i in link[side]] for side in ("upper", "local")}} for link in other
    ]
    rows: list[tuple[str, int, int, int, float | None]] = []

    def pairs(links: Sequence[Record], kind: str | None = None) -> dict[Pair, Record]:
        return {
            (upper, local): link
            for link in reversed(links)
            if kind in (None, link["kind"])
            for upper, local in product(link["upper"], link["local"])
        }

    for kind in ("indicator", "target", "action", None):
        a, b = pairs(one, kind), pairs(other, kind)
        both = len(a.keys() & b.keys())
        rows.append((f"pairs: {kind or 'all'}, F1", len(a), len(b), both, f1(len(a), len(b), both)))
    for relation, side in (("dropped", "upper"), ("added", "local")):
        c, d = ({i for link in links if link["relation"] == relation for i in link[side]} for links in (one, other))
        rows.append((f"{relation}, F1", len(c), len(d), len(c & d), f1(len(c), len(d), len(c & d))))
    a, b = pairs(one), pairs(other)
    common = sorted(a.keys() & b.keys())
    labels = [(a[pair]["relation"], b[pair]["relation"]) for pair in common]
    same = sum(x == y for x, y in labels)
    rows.append(
        ("relation on common pairs, exact", len(common), len(common), same, same / len(common) if common else None)
    )
    rows.append(("relation on common pairs, kappa", len(common), len(common), same, kappa(labels)))

    def verdicts(links: Sequence[Record]) -> dict[str, frozenset[str]]:
        items = {i for link in links for i in link["upper"]}
        return {i: frozenset(link["relation"] for link in links if i in link["upper"]) for i in items}

    e, f = verdicts(one), verdicts(other)
    items = sorted(e.keys() & f.keys())
    fates = [(e[i], f[i]) for i in items]
    same = sum(x == y for x, y in fates)
    rows.append(("what became of each upper item, kappa", len(items), len(items), same, kappa(fates)))
    g, h = ({(pair, flag) for pair in common for flag in links[pair]["flags"]} for links in (a, b))
    rows.append(("flags on common pairs, F1", len(g), len(h), len(g & h), f1(len(g), len(h), len(g & h))))
    return rows


def agreement(left: Path, right: Path) -> str:
    """All tables for two annotations."""
    counts: dict[str, dict[str, tuple[int, int, int]]] = {kind: {} for kind in KINDS}
    matched: dict[str, list[tuple[Record, Record]]] = {kind: [] for kind in FIELDS}
    plans = sorted(
        {path.stem for path in (left / "plans").glob("*.jsonl")} & {p.stem for p in (right / "plans").iterdir()}
    )
    for plan in plans:
        one, other = (read(side / "plans" / f"{plan}.jsonl") for side in (left, right))
        matched["plan"].append((one[0], other[0]))
        for kind in KINDS:
            a, b = ([record for record in side if record["record"] == kind] for side in (one, other))
            pairs = match(a, b)
            counts[kind][plan] = (len(a), len(b), len(pairs))
            matched[kind] += pairs
    body = []
    for kind, by_plan in counts.items():
        total = tuple(map(sum, zip(*by_plan.values(), strict=True)))
        body.append((kind, *total, *(show(f1(*by_plan[plan])) for plan in plans), show(f1(*total))))
    head = ("records", left.name, right.name, "matched", *(f"F1 {plan}" for plan in plans), "F1")
    text = [table(head, body)]
    fields = []
    for kind, names in FIELDS.items():
        for name in names:
            hits = [plain(name, x.get(name)) == plain(name, y.get(name)) for x, y in matched[kind]]
            if hits:
                fields.append((f"{kind}.{name}", len(hits), sum(hits), show(sum(hits) / len(hits))))
    text.append(table(("field on matched records", "compared", "same", "share"), fields))
    ids = {y["id"]: x["id"] for found in matched.values() for x, y in found}
    links = [(*row[:4], show(row[4])) for row in link_rows(left, right, ids)]
    text.append(table(("links", left.name, right.name, "both", ""), links))
    return "\n\n".join(text)


def fill(text: str, compare: Callable[[str, str], str]) -> str:
    """A text with the tables between ``<!-- agreement LEFT RIGHT -->`` and ``<!-- /agreement -->`` made anew."""
    pattern = re.compile(r"(<!-- agreement (\S+) (\S+) -->\n).*?(<!-- /agreement -->)", re.DOTALL)
    return pattern.sub(lambda m: f"{m[1]}{compare(m[2], m[3])}\n{m[4]}", text)


def main(arguments: list[str]) -> int:
    """Print, write or check."""
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    if arguments[0] not in ("--write", "--check"):
        print(agreement(Path(arguments[0]), Path(arguments[1])))
        return 0
    path = Path(arguments[1])
    text = path.read_text("utf-8")
    new = fill(text, lambda left, right: agreement(path.parent / left, path.parent / right))
    if arguments[0] == "--write":
        path.write_text(new, "utf-8", newline="\n")
    elif new != text:
        print(f"out of date: {path}; run python scripts/gold_agreement.py --write {path}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
