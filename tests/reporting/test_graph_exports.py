"""The graph in Cypher, read back by a database; the cross-walk as RDF, read back by rdflib; every node and field."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import kuzu
import msgspec
import networkx as nx
import pytest
import rdflib
from rdflib import PROV, RDF, SKOS, URIRef
from report_sample import links, records

from policy_xwalk.graph import build_graph, write_cypher, write_turtle
from policy_xwalk.records import Decision

TERM = "urn:policy-xwalk:term:"
EVIL = "a'b\\c\n'}) DETACH DELETE n; //"


@pytest.fixture(scope="module")
def graph() -> nx.MultiDiGraph:
    entry, *rest = records()
    first, *others = entry.targets
    hostile = msgspec.structs.replace(first, subject=EVIL)
    return build_graph([msgspec.structs.replace(entry, targets=(hostile, *others)), *rest], links())


def _load(graph: nx.MultiDiGraph, file: Path, folder: Path) -> kuzu.Connection:
    """The statements run in an embedded openCypher database, which wants its tables declared first."""
    connection = kuzu.Connection(kuzu.Database(str(folder / "database")))
    types = {str: "STRING", bool: "BOOLEAN", int: "INT64", float: "DOUBLE"}
    columns: dict[str, dict[str, str]] = defaultdict(dict)
    ends: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    for _, data in graph.nodes(data=True):
        columns[data["kind"].capitalize()] |= {key: types[type(value)] for key, value in data.items() if key != "kind"}
    for source, target, data in graph.edges(data=True):
        name = data["kind"].upper()
        columns[name] |= {key: types[type(value)] for key, value in data.items() if key != "kind"}
        ends[name][graph.nodes[source]["kind"].capitalize(), graph.nodes[target]["kind"].capitalize()] = None
    for name, fields in columns.items():
        listed = "".join(f", {key} {kind}" for key, kind in fields.items() if key != "id")
        if name in ends:
            pairs = ", ".join(f"FROM {a} TO {b}" for a, b in ends[name])
            connection.execute(f"CREATE REL TABLE {name}({pairs}, id STRING{listed})")
        else:
            connection.execute(f"CREATE NODE TABLE {name}(id STRING{listed}, PRIMARY KEY(id))")
    for statement in file.read_text("utf-8").splitlines():
        if not statement.startswith("CREATE CONSTRAINT"):
            connection.execute(statement.removesuffix(";"))
    return connection


def _rows(connection: kuzu.Connection, query: str) -> list[list[Any]]:
    result = connection.execute(query)
    assert isinstance(result, kuzu.QueryResult)
    rows = []
    while result.has_next():
        rows.append(result.get_next())
    return rows


def _known(found: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in found.items() if not key.startswith("_") and value is not None}


def _one_line(data: dict[str, Any]) -> dict[str, Any]:
    return {
        key: " ".join(value.splitlines()) if isinstance(value, str) else value
        for key, value in data.items()
        if key != "kind"
    }


def test_cypher_reads_back_to_the_same_graph(graph: nx.MultiDiGraph, tmp_path: Path) -> None:
    write_cypher(graph, tmp_path / "graph.cypher")
    connection = _load(graph, tmp_path / "graph.cypher", tmp_path)
    nodes = {row[0]["id"]: row[0] for row in _rows(connection, "MATCH (n) RETURN n")}
    assert {key: _known(node) for key, node in nodes.items()} == {
        node: {"id": node, **_one_line(data)} for node, data in graph.nodes(data=True)
    }
    assert all(nodes[node]["_label"] == data["kind"].capitalize() for node, data in graph.nodes(data=True))
    edges = {row[1]["id"]: row for row in _rows(connection, "MATCH (a)-[r]->(b) RETURN a.id, r, b.id")}
    assert {key: (row[0], row[2], _known(row[1])) for key, row in edges.items()} == {
        data["id"]: (source, target, _one_line(data)) for source, target, data in graph.edges(data=True)
    }


def test_cypher_loaded_twice_makes_nothing_twice(graph: nx.MultiDiGraph, tmp_path: Path) -> None:
    write_cypher(graph, tmp_path / "graph.cypher")
    connection = _load(graph, tmp_path / "graph.cypher", tmp_path)
    for statement in (tmp_path / "graph.cypher").read_text("utf-8").splitlines():
        if not statement.startswith("CREATE CONSTRAINT"):
            connection.execute(statement.removesuffix(";"))
    assert _rows(connection, "MATCH (n) RETURN count(n)") == [[graph.number_of_nodes()]]
    assert _rows(connection, "MATCH ()-[r]->() RETURN count(r)") == [[graph.number_of_edges()]]


def _turtle(tmp_path: Path, made: list[Any]) -> rdflib.Graph:
    write_turtle(records(), made, tmp_path / "graph.ttl")
    return rdflib.Graph().parse(tmp_path / "graph.ttl", format="turtle")


def _node(identifier: str) -> URIRef:
    return URIRef(f"urn:policy-xwalk:id:{identifier}")


def _said(back: rdflib.Graph, subject: str, name: str) -> set[Any]:
    return {value.toPython() for value in back.objects(_node(subject), URIRef(TERM + name))}


def test_turtle_reads_back_with_every_item_and_link(tmp_path: Path) -> None:
    back = _turtle(tmp_path, links())
    for entry in records():
        assert (_node(entry.plan.id), RDF.type, SKOS.ConceptScheme) in back
        for item in entry.items:
            assert set(back.objects(_node(item.id), SKOS.inScheme)) == {_node(entry.plan.id)}
            assert str(back.value(_node(item.id), PROV.value)) == item.quote
    assert {str(value) for value in back.subjects(RDF.type, URIRef(TERM + "Link"))} == {
        str(_node(made.id)) for made in links()
    }
    for made in links():
        for name in ("relation", "comparison", "kind", "owed", "predicate", "unconfirmed"):
            assert _said(back, made.id, name) == {getattr(made, name)}
        assert _said(back, made.id, "confidence") == {made.confidence}
        assert _said(back, made.id, "flag") == set(made.flags)
        for name in ("upper", "local"):
            assert _said(back, made.id, name) == {str(_node(i)) for i in getattr(made, name)}


def test_mapping_relations_stand_for_answers_and_for_nothing_else(tmp_path: Path) -> None:
    back = _turtle(tmp_path, links())
    expected = {
        (str(_node(local)), made.predicate.removeprefix("skos:"), str(_node(upper)))
        for made in links()
        for local in made.local
        for upper in made.upper
        if made.predicate.startswith("skos:")
    }
    matches = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
    found = {(str(s), name, str(o)) for name in matches for s, o in back.subject_objects(SKOS[name])}
    assert expected
    assert found == expected


def test_a_person_is_named_as_the_source_of_her_decision(tmp_path: Path) -> None:
    first, *rest = links()
    decision = Decision("change", "weakened", "王工", "2026-11-21T10:00:00+08:00", None, first.relation, "J-1")
    back = _turtle(tmp_path, [msgspec.structs.replace(first, decision=decision), *rest])
    assert str(back.value(_node(first.id), PROV.wasAttributedTo)) == "王工"
    assert _said(back, first.id, "machineRelation") == {first.relation}


def test_the_same_records_give_the_same_bytes(graph: nx.MultiDiGraph, tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_turtle(records(), links(), tmp_path / f"{name}.ttl")
        write_cypher(graph, tmp_path / f"{name}.cypher")
    assert (tmp_path / "a.ttl").read_bytes() == (tmp_path / "b.ttl").read_bytes()
    assert (tmp_path / "a.cypher").read_bytes() == (tmp_path / "b.cypher").read_bytes()
