"""The graph as openCypher statements, for Neo4j and other databases that speak it.

Every statement is a MERGE: loading a file twice, or the files of two runs one after the other, makes nothing twice.
Load it with ``cypher-shell -f graph.cypher``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx


def write_cypher(graph: nx.MultiDiGraph, path: Path) -> None:
    """One statement a line, nodes before edges; labels and types of relationships are the ``kind`` in capitals."""
    path.write_bytes("".join(f"{statement};\n" for statement in _statements(graph)).encode())


def _statements(graph: nx.MultiDiGraph) -> Iterator[str]:
    labels = {node: _label(data["kind"]) for node, data in graph.nodes(data=True)}
    for label in dict.fromkeys(labels.values()):
        yield f"CREATE CONSTRAINT {label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
    for node, data in graph.nodes(data=True):
        yield f"MERGE (n:{labels[node]} {{id: {_literal(node)}}}){_set('n', data)}"
    for source, target, data in graph.edges(data=True):
        yield (
            f"MATCH (a:{labels[source]} {{id: {_literal(source)}}}), (b:{labels[target]} {{id: {_literal(target)}}}) "
            f"MERGE (a)-[r:{data['kind'].upper()} {{id: {_literal(data['id'])}}}]->(b){_set('r', data)}"
        )


def _label(kind: str) -> str:
    return kind.capitalize()


def _set(name: str, data: dict[str, Any]) -> str:
    """Sets every attribute but the id and the kind, which are said by the pattern."""
    pairs = [f"{name}.{key} = {_literal(value)}" for key, value in data.items() if key not in ("id", "kind")]
    return f" SET {', '.join(pairs)}" if pairs else ""


def _literal(value: str | float | bool) -> str:
    """A value as openCypher writes it; a string in single quotes, in which only backslash and quote are escaped.

    Line ends become blanks: a statement stays on its line, and databases disagree on how to escape them.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    text = " ".join(value.splitlines()) if "\n" in value or "\u2028" in value or "\u2029" in value else value
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
