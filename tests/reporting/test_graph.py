"""The graph and its files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import msgspec
import networkx as nx
import pytest
from report_items import NATION, SHANXI, ZHENGNING
from report_sample import links, records

from policy_xwalk.graph import build_graph
from policy_xwalk.graph.files import read_node_link, write_gexf, write_graphml, write_node_link
from policy_xwalk.records import Citation


@pytest.fixture(scope="module")
def graph() -> nx.MultiDiGraph:
    return build_graph(records(), links())


def nodes_and_edges(graph: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    edges = {data["id"]: (source, target, data) for source, target, data in graph.edges(data=True)}
    assert len(edges) == graph.number_of_edges()
    return dict(graph.nodes(data=True)), edges


def of_kind(graph: nx.MultiDiGraph, kind: str) -> list[tuple[str, str, dict[str, Any]]]:
    return [edge for edge in graph.edges(data=True) if edge[2]["kind"] == kind]


def test_every_item_hangs_from_its_plan(graph: nx.MultiDiGraph) -> None:
    contains = nx.DiGraph((source, target) for source, target, _ in of_kind(graph, "contains"))
    for entry in records():
        below = nx.descendants(contains, entry.plan.id)
        assert {item.id for item in (*entry.indicators, *entry.targets, *entry.actions)} <= below


def test_box_holds_its_items(graph: nx.MultiDiGraph) -> None:
    box = next(node for node, data in graph.nodes(data=True) if data["kind"] == "box")
    held = {graph.nodes[target]["label"] for _, target, _ in graph.out_edges(box, data=True)}
    assert {"社区固本强基行动", "社区应急服务行动", "特殊困难老年人月探访率"} <= held


def test_regions_stand_under_each_other_and_govern_their_plans(graph: nx.MultiDiGraph) -> None:
    governs = {(source, target) for source, target, _ in of_kind(graph, "governs")}
    assert ("region:甘肃省", "region:甘肃省/庆阳市") in governs
    assert ("region:甘肃省/庆阳市/正宁县", ZHENGNING) in governs
    assert ("region:山西省", "region:甘肃省/庆阳市/正宁县") not in governs


def test_citation_leads_to_the_plan_of_the_corpus_or_to_an_absent_document(graph: nx.MultiDiGraph) -> None:
    cited = {source: set() for source in (SHANXI, ZHENGNING)}
    for source, target, _ in of_kind(graph, "cites"):
        cited[source].add(target)
    assert cited[SHANXI] == {NATION}
    absent = {graph.nodes[node].get("absent") for node in cited[ZHENGNING]}
    assert len(cited[ZHENGNING]) == 3
    assert absent == {True}


def test_plan_of_another_chain_is_not_taken_for_the_one_cited() -> None:
    _, nation, shanxi = records()
    zhengning = records()[0]
    title = shanxi.plan.title or ""
    plan = msgspec.structs.replace(zhengning.plan, cites=(Citation(title, "province", None, None),))
    graph = build_graph([nation, shanxi, msgspec.structs.replace(zhengning, plan=plan)], [])
    assert not graph.has_edge(ZHENGNING, SHANXI)


def test_link_becomes_an_edge_from_local_to_upper_with_its_call(graph: nx.MultiDiGraph) -> None:
    call = next(made for made in links() if made.relation == "weakened" and made.kind == "action")
    data = next(iter(graph.get_edge_data(call.local[0], call.upper[0]).values()))
    assert (data["kind"], data["relation"], data["flags"]) == ("answers", "weakened", "renamed;unquantified")
    assert (data["confidence"], data["comparison"], data["link"]) == (0.9, "cross", call.id)


def test_dropped_and_added_items_keep_an_edge_to_the_other_plan(graph: nx.MultiDiGraph) -> None:
    dropped = next(made for made in links() if made.relation == "dropped")
    added = next(made for made in links() if made.relation == "added")
    assert graph.has_edge(dropped.local_plan, dropped.upper[0])
    assert graph.has_edge(added.local[0], added.upper_plan)


def test_every_link_is_in_the_graph(graph: nx.MultiDiGraph) -> None:
    assert {data["link"] for *_, data in of_kind(graph, "answers")} == {made.id for made in links()}


def test_graphml_reads_back_to_the_same_graph(graph: nx.MultiDiGraph, tmp_path: Path) -> None:
    write_graphml(graph, tmp_path / "graph.graphml")
    back = nx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True)
    assert nodes_and_edges(back) == nodes_and_edges(graph)
    assert {key for *_, key in back.edges(keys=True)} == {key for *_, key in graph.edges(keys=True)}


def test_gexf_reads_back_to_the_same_graph(graph: nx.MultiDiGraph, tmp_path: Path) -> None:
    write_gexf(graph, tmp_path / "graph.gexf")
    back = nx.read_gexf(tmp_path / "graph.gexf", version="1.2draft")
    assert nodes_and_edges(back) == nodes_and_edges(graph)


def test_gexf_has_chinese_labels_and_no_date(graph: nx.MultiDiGraph, tmp_path: Path) -> None:
    write_gexf(graph, tmp_path / "graph.gexf")
    text = (tmp_path / "graph.gexf").read_text("utf-8")
    assert 'label="山西省“十四五”城乡社区服务体系建设规划"' in text
    assert "lastmodifieddate" not in text
    assert ElementTree.fromstring(text).tag == "{http://www.gexf.net/1.2draft}gexf"


def test_node_link_reads_back_to_the_same_graph(graph: nx.MultiDiGraph, tmp_path: Path) -> None:
    write_node_link(graph, tmp_path / "graph.json")
    assert nodes_and_edges(read_node_link(tmp_path / "graph.json")) == nodes_and_edges(graph)
    assert set(json.loads((tmp_path / "graph.json").read_text("utf-8"))) >= {"nodes", "edges", "directed", "multigraph"}


def test_control_characters_of_a_plan_do_not_break_the_files(tmp_path: Path) -> None:
    entry = records()[0]
    first, *rest = entry.targets
    evil = msgspec.structs.replace(first, subject="健身\x00圈\x0b", quote="</node>&\x1f]]>\r\n\ufffe\x85圈")
    graph = build_graph([msgspec.structs.replace(entry, targets=(evil, *rest))], [])
    assert graph.nodes[evil.id]["label"] == "健身圈"
    write_graphml(graph, tmp_path / "g.graphml")
    write_gexf(graph, tmp_path / "g.gexf")
    expected = nodes_and_edges(graph)
    assert nodes_and_edges(nx.read_graphml(tmp_path / "g.graphml", force_multigraph=True)) == expected
    back = nx.read_gexf(tmp_path / "g.gexf", version="1.2draft")
    assert nodes_and_edges(back)[0] == expected[0]


def test_same_graph_gives_the_same_bytes(tmp_path: Path) -> None:
    for write in (write_graphml, write_gexf, write_node_link):
        for name in ("a", "b"):
            write(build_graph(records(), links()), tmp_path / name)
        assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_label_is_in_the_language_asked_for() -> None:
    labels = {data.get("label") for *_, data in build_graph(records(), links(), "en").edges(data=True)}
    assert "no counterpart found" in labels
