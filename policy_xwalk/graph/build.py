"""The graph of a corpus: plans, regions, sections, boxes, items and cited documents, and how they answer each other.

Nodes have a ``kind``: ``plan``, ``region``, ``section``, ``box``, ``indicator``, ``target``, ``action``, ``document``
(cited and not in the corpus). Edges have a ``kind`` too:

``contains``  plan → section → box, action, indicator or target; box or action → what stands below it
``cites``     plan → plan or document
``governs``   region → region below it; region → its plan
``answers``   local item → upper item, with relation, flags, confidence, comparison and link id. Where one side of the
              link is empty its plan stands in for it, so that dropped and added items keep their edge.
``elaborates``  added local item → the upper item that it spells out

Attributes are scalars, as GraphML and GEXF demand; lists are joined by ``;``. What is null or empty in a record has no
attribute. Labels are Chinese or English; all other attributes are the codes and figures of the records.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from policy_xwalk.graph.files import read_node_link, write_gexf, write_graphml, write_node_link
from policy_xwalk.records import Action, Citation, Indicator, Item, Link, Plan, PlanRecords, Region, Target, Value
from policy_xwalk.wording import Lang
from policy_xwalk.wording.terms import relation_text

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["build_graph", "read_node_link", "write_gexf", "write_graphml", "write_node_link"]

Scalar = str | int | float | bool


def build_graph(records: Sequence[PlanRecords], links: Sequence[Link], lang: Lang = "zh") -> nx.MultiDiGraph:
    """The graph as a ``networkx.MultiDiGraph``; nodes and edges stand in the order of records and links.

    Links of which a plan is not among the records are left out.
    """
    import networkx as nx

    graph = nx.MultiDiGraph()
    for entry in records:
        _add_plan(graph, entry)
    plans = [entry.plan for entry in records]
    for entry in records:
        _add_citations(graph, entry.plan, plans)
    known = {plan.id for plan in plans}
    for link in links:
        if link.upper_plan in known and link.local_plan in known:
            _add_link(graph, link, lang)
    return graph


def _add_plan(graph: nx.MultiDiGraph, entry: PlanRecords) -> None:
    plan = entry.plan
    _node(
        graph,
        plan.id,
        "plan",
        plan.title or plan.id,
        title=plan.title,
        issuer=plan.issuer,
        doc_number=plan.doc_number,
        issued=plan.issued,
        level=plan.level,
        region=plan.region.name if plan.region else None,
        region_code=plan.region.code if plan.region else None,
        period_start=plan.period.start if plan.period else None,
        period_end=plan.period.end if plan.period else None,
        topic=plan.topic,
        form=plan.form,
        covers=";".join(plan.covers),
        inferred=";".join(plan.inferred),
    )
    if plan.region is not None:
        _edge(graph, _add_region(graph, plan.region), plan.id, "governs")
    holders: dict[str, str] = {}
    for box in entry.boxes:
        _node(graph, box.id, "box", f"{box.number} {box.title}", plan=plan.id, number=box.number, title=box.title)
        holders.setdefault(box.number, box.id)
    for item in entry.items:
        _add_item(graph, item)
        if isinstance(item, Action):
            holders.setdefault(item.number, item.id)
    for box in entry.boxes:
        _edge(graph, _holder(graph, plan, holders, box.section, box.id), box.id, "contains")
    for item in entry.items:
        section = item.section
        if isinstance(item, Action):
            section = item.number.rpartition("/")[0] or item.section
        _edge(graph, _holder(graph, plan, holders, section, item.id), item.id, "contains")


def _holder(graph: nx.MultiDiGraph, plan: Plan, holders: dict[str, str], path: str | None, child: str) -> str:
    """What stands at a place of the outline: the action or box printed there, else a section, made on the way down.

    What stands nowhere hangs from its plan. Nothing holds itself.
    """
    above = plan.id
    parts = [part for part in (path or "").split("/") if part]
    for depth, part in enumerate(parts, 1):
        place = "/".join(parts[:depth])
        # A box keeps its own number wherever it stands: 一/（五）/专栏1.
        known = holders.get(place) or (holders.get(part) if part.startswith("专栏") else None)
        if known is not None and known != child:
            above = known
            continue
        node = f"{plan.id}/§{place}"
        if node not in graph:
            _node(graph, node, "section", part, plan=plan.id)
            _edge(graph, above, node, "contains")
        above = node
    return above


def _add_region(graph: nx.MultiDiGraph, region: Region) -> str:
    """The region and those above it, each with an edge down; returns its node."""
    path = region.path or (region.name,)
    above = None
    node = ""
    for depth, name in enumerate(path, 1):
        node = "region:" + "/".join(path[:depth])
        if node not in graph:
            _node(graph, node, "region", name, code=region.code if depth == len(path) else None)
        elif depth == len(path) and region.code:
            graph.nodes[node]["code"] = region.code
        if above is not None and not graph.has_edge(above, node):
            _edge(graph, above, node, "governs")
        above = node
    return node


def _add_item(graph: nx.MultiDiGraph, item: Item) -> None:
    common: dict[str, Scalar | None] = {"plan": item.plan, "section": item.section, "quote": item.quote}
    if isinstance(item, Indicator):
        _node(
            graph,
            item.id,
            "indicator",
            item.name,
            **common,
            number=None if item.no is None else str(item.no),
            attribute=item.attribute,
            direction=item.direction,
            **_value("baseline", item.baseline),
            **_value("target", item.target),
            unconfirmed_fields=";".join(item.unconfirmed) or None,
        )
    elif isinstance(item, Target):
        _node(
            graph,
            item.id,
            "target",
            item.subject,
            **common,
            scope=item.scope,
            target_raw=item.raw,
            target_comparator=item.comparator,
            target_value=None if item.value is None else float(item.value),
            target_unit=item.unit,
            deadline=None if item.deadline is None else str(item.deadline),
            modality=item.modality,
            target_kind=item.kind,
        )
    else:
        departments = ";".join(department.name for department in item.departments)
        _node(
            graph,
            item.id,
            "action",
            item.title,
            **common,
            number=item.number,
            action_kind=item.kind,
            departments=departments or None,
            deadline=None if item.deadline is None else str(item.deadline),
            text=item.text,
            unconfirmed_fields=";".join(item.unconfirmed) or None,
        )


def _value(name: str, value: Value | None) -> dict[str, Scalar | None]:
    if value is None:
        return {}
    return {
        f"{name}_raw": value.raw,
        f"{name}_comparator": value.comparator,
        f"{name}_value": None if value.value is None else float(value.value),
        f"{name}_unit": value.unit,
        f"{name}_year": value.year,
    }


def _add_citations(graph: nx.MultiDiGraph, plan: Plan, plans: Sequence[Plan]) -> None:
    for citation in plan.cites:
        cited = _cited_plan(citation, plan, plans)
        node = cited.id if cited else _cited_node(citation, plan)
        if cited is None and node not in graph:
            _node(
                graph,
                node,
                "document",
                citation.title,
                title=citation.title,
                level=citation.level,
                issuer=citation.issuer,
                doc_number=citation.doc_number,
                absent=True,
            )
        _edge(graph, plan.id, node, "cites", quote=citation.quote if isinstance(citation.quote, str) else None)


def _cited_node(citation: Citation, plan: Plan) -> str:
    """A document is the same for two plans by its number, its issuer, or as a national one; else it is the plan's own.

    省、市《…规划》 cited in two provinces are different documents under one title.
    """
    if citation.doc_number or citation.issuer or citation.level == "nation":
        return f"document:{citation.doc_number or citation.issuer or 'nation'}:{citation.title}"
    path = plan.region.path if plan.region else (plan.id,)
    depth = {"province": 1, "city": 2, "county": 3}.get(citation.level or "", len(path))
    return f"document:{'/'.join(path[:depth])}:{citation.level or ''}:{citation.title}"


def _cited_plan(citation: Citation, plan: Plan, plans: Iterable[Plan]) -> Plan | None:
    """The plan of the corpus that is cited: by number, or by title at the stated level in the plan's own chain."""
    for other in plans:
        if other.id == plan.id:
            continue
        if citation.doc_number:
            if other.doc_number == citation.doc_number:
                return other
        elif other.title and _bare(other.title).endswith(_bare(citation.title)) and other.level == citation.level:
            if other.level == "nation":
                return other
            path = other.region.path if other.region else ()
            if path and plan.region is not None and plan.region.path[: len(path)] == path:
                return other
    return None


def _bare(title: str) -> str:
    """A title by its characters alone, without quotes, brackets and blanks."""
    return "".join(character for character in title if unicodedata.category(character)[0] in "LN")


def _add_link(graph: nx.MultiDiGraph, link: Link, lang: Lang) -> None:
    attributes: dict[str, Scalar | None] = {
        "label": relation_text(link, lang),
        "link": link.id,
        "relation": link.relation,
        "flags": ";".join(link.flags),
        "confidence": float(link.confidence),
        "comparison": link.comparison,
        "owed": link.owed,
        "unconfirmed": link.unconfirmed,
        "item_kind": link.kind,
        "predicate": link.predicate,
    }
    for place, local in enumerate(link.local or (link.local_plan,)):
        for other, upper in enumerate(link.upper or (link.upper_plan,)):
            if local in graph and upper in graph:
                _edge(graph, local, upper, "answers", key=f"{link.id}/{place}.{other}", **attributes)
    for local in link.local:
        for upper in link.basis:
            if local in graph and upper in graph:
                _edge(graph, local, upper, "elaborates", link=link.id)


def _node(graph: nx.MultiDiGraph, node: str, kind: str, label: str, **attributes: Scalar | None) -> None:
    graph.add_node(node, kind=kind, label=_clean(label), **_kept(attributes))


def _edge(
    graph: nx.MultiDiGraph, source: str, target: str, kind: str, key: str | None = None, **attributes: Scalar | None
) -> None:
    """An edge whose key, also its attribute ``id``, no other edge has: GraphML and GEXF know edges by one id."""
    name = key or f"{kind}:{source}>{target}"
    number = 2
    while graph.has_edge(source, target, key=name):
        name, number = f"{key or kind}:{source}>{target}#{number}", number + 1
    graph.add_edge(source, target, key=name, id=name, kind=kind, **_kept(attributes))


def _kept(attributes: dict[str, Any]) -> dict[str, Scalar]:
    return {
        name: _clean(value) if isinstance(value, str) else value
        for name, value in attributes.items()
        if value is not None and value != ""
    }


def _clean(text: str) -> str:
    """The text without characters that XML 1.0 forbids; line ends as XML readers give them back."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(character for character in text if character in "\t\n" or _allowed(ord(character)))


def _allowed(code: int) -> bool:
    """Char of XML 1.0, without the C1 controls, which readers may normalize."""
    return 0x20 <= code < 0x7F or 0xA0 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF
