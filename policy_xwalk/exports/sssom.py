"""The links of a run as SSSOM (Simple Standard for Sharing Ontological Mappings, 1.1), the TSV form.

A row joins one upper item (subject) and one local item (object); a link of several items is several rows that name
the same link. Both gaps are rows too: an upper item that nothing answers has the object ``sssom:NoTermFound``, a local
addition that subject. What a run cannot compare (the other plan is not known for this kind of item) is no row, since
nothing can be said of it. Relation and flags, which SSSOM has no slots for, stand in ``other``.

https://mapping-commons.github.io/sssom/
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2s
from pathlib import Path
from urllib.parse import quote, unquote

from msgspec import UNSET

from policy_xwalk.judgements.seen import item_seen, joined_seen
from policy_xwalk.records import Item, Link, Plan, PlanRecords
from policy_xwalk.reporting.display import item_name
from policy_xwalk.reporting.judgement_text import decision_text
from policy_xwalk.reporting.matrix_csv import harmless
from policy_xwalk.wording import Lang
from policy_xwalk.wording.terms import relation_text, term

NAMESPACE = "urn:policy-xwalk:id:"
"""Of items and plans; the same as in the graph's RDF."""
CURIE_MAP: Mapping[str, str] = {
    "item": NAMESPACE,
    "pxw": "urn:policy-xwalk:term:",
    "semapv": "https://w3id.org/semapv/vocab/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sssom": "https://w3id.org/sssom/",
}
NO_TERM = "sssom:NoTermFound"
ANY_MATCH = "skos:mappingRelation"
"""The predicate of a gap: no item was found in any mapping relation (the superproperty of all SKOS matches)."""
MANUAL = "semapv:ManualMappingCuration"
AUTOMATIC = "semapv:CompositeMatching"
"""Names, passages, scopes and values together; no one of them alone."""
LICENSE = "https://w3id.org/sssom/license/unspecified"
"""Of the mappings, not of the program; whoever publishes them chooses one."""
COLUMNS = (
    "subject_id",
    "subject_label",
    "subject_category",
    "predicate_id",
    "object_id",
    "object_label",
    "object_category",
    "mapping_justification",
    "author_label",
    "mapping_date",
    "confidence",
    "mapping_cardinality",
    "subject_source",
    "object_source",
    "other",
    "comment",
)


def write_sssom(records: Sequence[PlanRecords], links: Sequence[Link], path: Path, lang: Lang = "zh") -> None:
    """Write the mappings; equal records and links give equal bytes. Links of absent plans are left out."""
    path.write_bytes(render_sssom(records, links, lang))


def render_sssom(records: Sequence[PlanRecords], links: Sequence[Link], lang: Lang = "zh") -> bytes:
    """The file's bytes: the metadata as commented YAML, then the table."""
    import yaml

    plans = {entry.plan.id: entry.plan for entry in records}
    items = {item.id: item for entry in records for item in entry.items}
    told = [link for link in links if link.upper_plan in plans and link.local_plan in plans and says_something(link)]
    rows = [row for link in told for row in _rows(link, items, lang)]
    _cardinalities(rows)
    header = yaml.safe_dump(
        _metadata(list(plans.values()), told, len(links) - len(told), lang),
        allow_unicode=True,
        sort_keys=False,
        width=1_000_000,
    )
    text = io.StringIO(newline="")
    text.writelines(f"#{line}\n" for line in header.splitlines())
    writer = csv.DictWriter(text, COLUMNS, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def says_something(link: Link) -> bool:
    """Whether a link is a row: an item without a counterpart is one only where the other plan would hold it."""
    return bool(link.upper and link.local) or link.relation in ("dropped", "added")


def curie(identifier: str) -> str:
    """Item or plan id as a CURIE; characters that a URI has no room for are percent-encoded."""
    return f"item:{quote(identifier, safe='-._~/')}"


def identifier_of(reference: str, prefixes: Mapping[str, str]) -> str | None:
    """The item or plan id that a CURIE or URI stands for; None for something of another namespace."""
    prefix, colon, rest = reference.partition(":")
    uri = prefixes[prefix] + rest if colon and prefix in prefixes else reference
    return unquote(uri[len(NAMESPACE) :]) if uri.startswith(NAMESPACE) else None


def _metadata(plans: Sequence[Plan], links: Sequence[Link], left_out: int, lang: Lang) -> dict[str, object]:
    from policy_xwalk import __version__

    stated = [f"{plan.id}\x1f{plan.source.sha256}" for plan in plans] + [
        f"{link.id}\x1f{link.relation}" for link in links
    ]
    digest = blake2s("\x1e".join(stated).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    titles = [f"{plan.id} {_flat(plan.title or '')}".strip() for plan in plans]
    return {
        "sssom_version": "1.1",
        "curie_map": dict(CURIE_MAP),
        "mapping_set_id": f"urn:policy-xwalk:mapping-set:{digest}",
        "mapping_set_title": term("label", "report", lang),
        "mapping_set_description": "; ".join(titles),
        "license": LICENSE,
        "subject_type": "skos concept",
        "object_type": "skos concept",
        "mapping_tool": "policy-xwalk",
        "mapping_tool_version": __version__,
        "cardinality_scope": ["subject_source", "object_source"],
        "comment": f"links left out as not comparable: {left_out}",
    }


def _rows(link: Link, items: Mapping[str, Item], lang: Lang) -> Iterator[dict[str, str]]:
    """The pairs of a link; a gap is one row an item."""
    upper = [items[i] for i in link.upper]
    local = [items[i] for i in link.local]
    pairs: list[tuple[Item | None, Item | None]] = [(u, v) for u in upper for v in local]
    pairs = pairs or [(u, None) for u in upper] or [(None, v) for v in local]
    decided = link.decision if link.decision is not UNSET else None
    seen = joined_seen(map(item_seen, upper), map(item_seen, local))
    for subject, object_ in pairs:
        yield {
            "subject_id": NO_TERM if subject is None else curie(subject.id),
            "subject_label": "" if subject is None else _label(subject),
            "subject_category": "" if subject is None else _category(subject),
            "predicate_id": link.predicate if subject is not None and object_ is not None else ANY_MATCH,
            "object_id": NO_TERM if object_ is None else curie(object_.id),
            "object_label": "" if object_ is None else _label(object_),
            "object_category": "" if object_ is None else _category(object_),
            "mapping_justification": AUTOMATIC if decided is None else MANUAL,
            "author_label": "" if decided is None else harmless(_flat(decided.who)).replace("|", "／"),
            "mapping_date": "" if decided is None else decided.when[:10],
            "confidence": f"{link.confidence:.4g}" if decided is None else "",
            "subject_source": curie(link.upper_plan),
            "object_source": curie(link.local_plan),
            "other": _other(link, seen),
            "comment": _comment(link, lang),
        }


def _other(link: Link, seen: str) -> str:
    """Pairs of key and value, joined by ``|``, as SSSOM asks."""
    stated = {
        "link": link.id,
        "kind": link.kind,
        "relation": link.relation,
        "flags": ",".join(link.flags),
        "comparison": link.comparison,
        "owed": link.owed,
        "basis": ",".join(curie(item) for item in link.basis),
        "unconfirmed": "true" if link.unconfirmed else "",
        "seen": seen,
    }
    if link.decision is not UNSET:
        stated |= {
            "verdict": link.decision.verdict,
            "machine": link.decision.machine,
            "judgement": link.decision.judgement,
            "when": link.decision.when,
            "disputed": ",".join(link.decision.disputed),
        }
    return "|".join(f"{key}={value}" for key, value in stated.items() if value)


def _comment(link: Link, lang: Lang) -> str:
    flags = term("label", "comma", lang).join(term("flag", flag, lang) for flag in link.flags)
    parts = [relation_text(link, lang), flags, _flat(decision_text(link, lang))]
    return harmless(term("label", "semicolon", lang).join(part for part in parts if part))


def _label(item: Item) -> str:
    return harmless(_flat(item_name(item)))


def _category(item: Item) -> str:
    return f"pxw:{type(item).__name__}"


def _flat(text: str) -> str:
    """One line without characters that end a cell or a file."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _cardinalities(rows: Sequence[dict[str, str]]) -> None:
    """How many objects each subject has within its two plans and the reverse; a gap is 1:0 or 0:1."""
    matched = [row for row in rows if NO_TERM not in (row["subject_id"], row["object_id"])]
    pairs = {(*_scope(row), row["subject_id"], row["object_id"]) for row in matched}
    objects = Counter((upper, local, subject) for upper, local, subject, _ in pairs)
    subjects = Counter((upper, local, object_) for upper, local, _, object_ in pairs)
    for row in rows:
        if row["object_id"] == NO_TERM or row["subject_id"] == NO_TERM:
            row["mapping_cardinality"] = "1:0" if row["object_id"] == NO_TERM else "0:1"
            continue
        many_objects = objects[*_scope(row), row["subject_id"]] > 1
        many_subjects = subjects[*_scope(row), row["object_id"]] > 1
        row["mapping_cardinality"] = f"{'n' if many_subjects else '1'}:{'n' if many_objects else '1'}"


def _scope(row: Mapping[str, str]) -> tuple[str, str]:
    return row["subject_source"], row["object_source"]
