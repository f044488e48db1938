"""The cross-walk: plans as records, and the links that say what became of each commitment.

This is the way in for a program or a notebook::

    from policy_xwalk import align
    walk = align("upper.pdf", "local.docx")
    walk.to_frame()          # a row a link
    walk.graph               # networkx
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from policy_xwalk.errors import BadRecord, MissingExtra
from policy_xwalk.reading.document import SourceDocument
from policy_xwalk.records import AnyRecord, Item, Judgement, Link, Plan, PlanRecords, from_json, group

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from policy_xwalk.wording import Lang

Source = str | Path | SourceDocument | PlanRecords


def read_plan(path: str | Path, *, password: str | None = None) -> SourceDocument | PlanRecords:
    """Read one file: a document, or, for a table of facts or records printed by ``extract``, the records themselves.

    Raises :class:`~policy_xwalk.errors.PlanError` for a file that cannot be read.
    """
    from policy_xwalk.extraction.frameworks import settle
    from policy_xwalk.reading import is_framework, read_document, read_framework

    path = Path(path)
    if path.suffix.lower() in (".jsonl", ".ndjson"):
        return _one_plan(path, read_records(path))
    if is_framework(path):
        return settle(read_framework(path))
    return read_document(path, password=password)


def read_records(path: Path) -> list[AnyRecord]:
    """Records from a JSON Lines file; raises :class:`~policy_xwalk.errors.BadRecord` naming the first wrong line."""
    import msgspec

    from policy_xwalk.reading.files import read_bytes

    records = []
    for number, line in enumerate(read_bytes(path).splitlines(), start=1):
        if not line.strip():
            continue
        try:
            records.append(from_json(line))
        except (msgspec.ValidationError, msgspec.DecodeError) as error:
            raise BadRecord(file=path.name, line=number, expected="JSON Lines", found=str(error)) from error
    return records


def _one_plan(path: Path, records: Iterable[AnyRecord]) -> PlanRecords:
    plans = group(records)
    if len(plans) != 1:
        raise BadRecord(file=path.name, line=1, expected="1 × plan", found=f"{len(plans)} × plan")
    return plans[0]


def extract(source: Source, *, plan: str | None = None, password: str | None = None) -> PlanRecords:
    """The records of one plan, from a file, a document, or records (which are given back)."""
    from policy_xwalk.extraction.pipeline import extract as extract_document

    if isinstance(source, str | Path):
        source = read_plan(source, password=password)
    return source if isinstance(source, PlanRecords) else extract_document(source, plan=plan)


def align(upper: Source, local: Source) -> Crosswalk:
    """Compare two plans; what kind of comparison it is follows from their regions."""
    above, below = extract(upper), extract(local)
    if above.plan.id == below.plan.id:
        below = extract(local, plan=f"{below.plan.id}-2") if not isinstance(local, PlanRecords) else below
    return build([above, below], pairs=[(above.plan.id, below.plan.id)])


def build(
    plans: Sequence[PlanRecords],
    *,
    pairs: Iterable[tuple[str, str]] | None = None,
    advance: Callable[[str, str], None] | None = None,
) -> Crosswalk:
    """The cross-walk of several plans.

    ``pairs`` names upper and local plan ids; without it each plan is compared with its nearest upper plan and with
    the nation's. ``advance`` is called with both ids after each pair.
    """
    from policy_xwalk.alignment import align as align_records
    from policy_xwalk.pairing import choose_pairs, relation_of

    by_id = {entry.plan.id: entry for entry in plans}
    identities = [entry.plan for entry in plans]
    if pairs is None:
        pairs = [(pairing.upper, pairing.local) for pairing in choose_pairs(identities)]
    links: list[Link] = []
    for upper_id, local_id in pairs:
        upper, local = by_id[upper_id], by_id[local_id]
        comparison, skipped = relation_of(upper.plan, local.plan, identities)
        links.extend(align_records(upper, local, comparison=comparison, skipped=skipped))
        if advance is not None:
            advance(upper_id, local_id)
    return Crosswalk(tuple(plans), tuple(links))


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """Plans and the links between them. In a notebook it shows itself as a table."""

    records: tuple[PlanRecords, ...]
    links: tuple[Link, ...]

    @property
    def plans(self) -> tuple[Plan, ...]:
        """The plans, without their items."""
        return tuple(entry.plan for entry in self.records)

    @property
    def graph(self) -> nx.MultiDiGraph:
        """Plans, items, regions and citations as a networkx graph."""
        from policy_xwalk.graph import build_graph

        return build_graph(self.records, self.links)

    def items(self) -> dict[str, Item]:
        """Every indicator, target and action by its id."""
        found: list[Item] = []
        for entry in self.records:
            found += [*entry.indicators, *entry.targets, *entry.actions]
        return {item.id: item for item in found}

    def judged(self, judgements: Sequence[Judgement]) -> Crosswalk:
        """The cross-walk as people judged it: items corrected, pairs compared again, links as they were decided.

        What could not be followed is told by :func:`policy_xwalk.judgements.apply.apply_judgements`.
        """
        from policy_xwalk.judgements.apply import apply_judgements
        from policy_xwalk.judgements.items import correct_items

        records = correct_items(self.records, judgements).records
        pairs = dict.fromkeys((link.upper_plan, link.local_plan) for link in self.links)
        links = self.links if records == self.records else build(records, pairs=pairs).links
        return Crosswalk(records, apply_judgements(records, links, judgements).links)

    def rows(self, lang: Lang = "zh") -> list[dict[str, object]]:
        """A row a link: both names, both passages, relation, flags, confidence, and what people decided."""
        from policy_xwalk.reporting.display import item_name
        from policy_xwalk.reporting.judgement_text import decision_text
        from policy_xwalk.wording.reasons import reason_text
        from policy_xwalk.wording.terms import relation_text

        items = self.items()
        rows: list[dict[str, object]] = []
        for link in self.links:
            upper = [items[i] for i in link.upper]
            local = [items[i] for i in link.local]
            rows.append(
                {
                    "upper_plan": link.upper_plan,
                    "local_plan": link.local_plan,
                    "comparison": link.comparison,
                    "kind": link.kind,
                    "upper": "；".join(item_name(item) for item in upper),
                    "local": "；".join(item_name(item) for item in local),
                    "relation": link.relation,
                    "relation_text": relation_text(link, lang),
                    "flags": " ".join(link.flags),
                    "owed": link.owed,
                    "confidence": link.confidence,
                    "unconfirmed": link.unconfirmed,
                    "reasons": "；".join(reason_text(link, upper, local, lang)),
                    "judgement": decision_text(link, lang),
                    "upper_quote": " … ".join(item.quote for item in upper),
                    "local_quote": " … ".join(item.quote for item in local),
                    "link": link.id,
                }
            )
        return rows

    def to_frame(self, lang: Lang = "zh") -> pd.DataFrame:
        """The rows as a pandas data frame; raises :class:`~policy_xwalk.errors.MissingExtra` without pandas."""
        try:
            import pandas as pd
        except ImportError as error:
            raise MissingExtra(library="pandas", feature="to_frame", extra="frames") from error
        return pd.DataFrame(self.rows(lang))

    def _repr_html_(self) -> str:
        from html import escape

        body = "".join(
            "<tr>"
            + "".join(
                f"<td>{escape(str(cell))}</td>"
                for cell in (
                    row["kind"],
                    row["upper"],
                    row["local"],
                    row["relation_text"],
                    row["reasons"],
                )
            )
            + "</tr>"
            for row in self.rows()[:200]
        )
        head = "".join(f"<th>{title}</th>" for title in ("类别", "上级", "本级", "关系", "依据"))
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def __repr__(self) -> str:
        return f"Crosswalk({len(self.records)} plans, {len(self.links)} links)"
