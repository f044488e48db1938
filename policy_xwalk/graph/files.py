"""The graph as GraphML, GEXF and node-link JSON: the same graph gives the same bytes, and each file reads back."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

if TYPE_CHECKING:
    import networkx as nx

_GEXF = "http://www.gexf.net/1.2draft"
_OWN = ("label", "id")
_TYPES: dict[type, str] = {str: "string", bool: "boolean", int: "integer", float: "double"}


def write_graphml(graph: nx.MultiDiGraph, path: Path) -> None:
    """GraphML; the id of an edge is its key."""
    import networkx as nx

    buffer = io.BytesIO()
    nx.write_graphml_xml(graph, buffer, named_key_ids=True, edge_id_from_attribute="id")
    path.write_bytes(buffer.getvalue())


def write_gexf(graph: nx.MultiDiGraph, path: Path) -> None:
    """GEXF 1.2 for Gephi, with labels.

    Written here because networkx puts today's date and its version into the file, and takes attributes named start,
    end or type for times and edge types.
    """
    root = ElementTree.Element("gexf", {"xmlns": _GEXF, "version": "1.2"})
    body = ElementTree.SubElement(root, "graph", {"defaultedgetype": "directed", "mode": "static"})
    nodes = [({"id": str(node)}, data) for node, data in graph.nodes(data=True)]
    edges = [
        ({"id": str(key), "source": str(source), "target": str(target)}, data)
        for source, target, key, data in graph.edges(keys=True, data=True)
    ]
    for name, plural, elements in (("node", "nodes", nodes), ("edge", "edges", edges)):
        attributes = _declare(body, name, [data for _, data in elements])
        parent = ElementTree.SubElement(body, plural)
        for identity, data in elements:
            _element(parent, name, identity, data, attributes)
    ElementTree.indent(root)
    buffer = io.BytesIO()
    ElementTree.ElementTree(root).write(buffer, encoding="utf-8", xml_declaration=True)
    path.write_bytes(buffer.getvalue() + b"\n")


def write_node_link(graph: nx.MultiDiGraph, path: Path) -> None:
    """Node-link JSON as networkx and D3 read it (keys ``nodes`` and ``edges``)."""
    import networkx as nx

    data = nx.node_link_data(graph, edges="edges")
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1)
    path.write_bytes(text.encode() + b"\n")


def read_node_link(path: Path) -> nx.MultiDiGraph:
    """The graph that :func:`write_node_link` wrote."""
    import networkx as nx

    return nx.node_link_graph(json.loads(path.read_text("utf-8")), edges="edges")


def _declare(body: ElementTree.Element, name: str, rows: list[dict[str, Any]]) -> dict[str, str]:
    """Declare the attributes of the nodes or edges; returns their ids. Label and id are no attributes in GEXF."""
    types: dict[str, str] = {}
    for data in rows:
        for key, value in data.items():
            if key not in _OWN:
                types.setdefault(key, _TYPES[type(value)])
    declared = ElementTree.SubElement(body, "attributes", {"class": name, "mode": "static"})
    ids = {key: f"{name}_{number}" for number, key in enumerate(sorted(types))}
    for key, identifier in ids.items():
        ElementTree.SubElement(declared, "attribute", {"id": identifier, "title": key, "type": types[key]})
    return ids


def _element(
    parent: ElementTree.Element, name: str, identity: dict[str, str], data: dict[str, Any], ids: dict[str, str]
) -> None:
    label = {"label": data["label"]} if "label" in data else {}
    element = ElementTree.SubElement(parent, name, {**identity, **label})
    values = [(ids[key], value) for key, value in data.items() if key not in _OWN]
    if values:
        listed = ElementTree.SubElement(element, "attvalues")
        for identifier, value in values:
            text = str(value).lower() if isinstance(value, bool) else str(value)
            ElementTree.SubElement(listed, "attvalue", {"for": identifier, "value": text})
