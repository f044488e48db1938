"""The graph of a corpus: how it is made, the files it is written to, and the questions it answers."""

from policy_xwalk.graph.build import build_graph
from policy_xwalk.graph.cypher import write_cypher
from policy_xwalk.graph.files import read_node_link, write_gexf, write_graphml, write_node_link
from policy_xwalk.graph.rdf import write_turtle

__all__ = [
    "build_graph",
    "read_node_link",
    "write_cypher",
    "write_gexf",
    "write_graphml",
    "write_node_link",
    "write_turtle",
]
