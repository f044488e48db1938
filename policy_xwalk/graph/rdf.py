"""The cross-walk as RDF: plans as concept schemes, items as concepts, links as SKOS mapping relations with provenance.

A mapping relation says what answers what (``skos:exactMatch`` …); a node of its own says how it came about: relation,
flags, confidence, the two passages and, where a person decided, who and when. Gaps (未见对应, 本级新增) have no mapping
relation and stand in that node alone. Vocabularies: SKOS, PROV-O, Dublin Core terms; what they lack is in the namespace
``urn:policy-xwalk:``.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import msgspec

from policy_xwalk.records import Action, Indicator, Item, Link, Plan, PlanRecords, Target

if TYPE_CHECKING:
    from rdflib import Graph, URIRef

NAMESPACE = "urn:policy-xwalk:"
"""Of items and plans (``…id:``) and of the terms that no vocabulary has (``…term:``)."""


def write_turtle(records: Sequence[PlanRecords], links: Sequence[Link], path: Path) -> None:
    """Turtle; equal records give equal bytes. Links of which a plan is not among the records are left out."""
    from rdflib.plugins.serializers.turtle import TurtleSerializer

    made = _Triples()
    for entry in records:
        made.plan(entry)
    known = {entry.plan.id for entry in records}
    for link in links:
        if link.upper_plan in known and link.local_plan in known:
            made.link(link)
    with path.open("wb") as file:
        TurtleSerializer(made.graph).serialize(file, encoding="utf-8")


class _Triples:
    """Gathers the triples of a run."""

    def __init__(self) -> None:
        from rdflib import DCTERMS, PROV, RDF, SKOS, Graph, Namespace

        self.graph: Graph = Graph(bind_namespaces="none")
        for prefix, space in (
            ("skos", SKOS),
            ("prov", PROV),
            ("dcterms", DCTERMS),
            ("pxw", Namespace(f"{NAMESPACE}term:")),
        ):
            self.graph.bind(prefix, space)
        self.graph.bind("item", Namespace(f"{NAMESPACE}id:"))
        self.rdf, self.skos, self.prov, self.dcterms = RDF, SKOS, PROV, DCTERMS

    def node(self, identifier: str) -> URIRef:
        from rdflib import URIRef

        return URIRef(f"{NAMESPACE}id:{quote(identifier, safe='-._~/')}")

    def term(self, name: str) -> URIRef:
        from rdflib import URIRef

        return URIRef(f"{NAMESPACE}term:{name}")

    def say(self, subject: URIRef, predicate: URIRef, value: Any) -> None:
        """A triple; null, empty and unset values are none."""
        from rdflib import Literal, URIRef

        if value is None or value is msgspec.UNSET or value == "":
            return
        if not isinstance(value, URIRef):
            value = Literal(_clean(value) if isinstance(value, str) else value)
        self.graph.add((subject, predicate, value))

    def plan(self, entry: PlanRecords) -> None:
        plan, skos, terms = entry.plan, self.skos, self.dcterms
        scheme = self.node(plan.id)
        self.say(scheme, self.rdf.type, skos.ConceptScheme)
        self.say(scheme, self.rdf.type, self.prov.Entity)
        self.say(scheme, terms.identifier, plan.id)
        self.say(scheme, terms.title, plan.title)
        self.say(scheme, terms.publisher, plan.issuer)
        self.say(scheme, terms.issued, plan.issued)
        self.say(scheme, terms.subject, plan.topic)
        self.say(scheme, terms.spatial, "/".join(plan.region.path) or plan.region.name if plan.region else None)
        self.say(scheme, self.term("level"), plan.level)
        self.say(scheme, self.term("documentNumber"), plan.doc_number)
        self.say(scheme, self.term("periodStart"), plan.period.start if plan.period else None)
        self.say(scheme, self.term("periodEnd"), plan.period.end if plan.period else None)
        for item in entry.items:
            self.item(item, plan)

    def item(self, item: Item, plan: Plan) -> None:
        node, skos = self.node(item.id), self.skos
        self.say(node, self.rdf.type, skos.Concept)
        self.say(node, skos.inScheme, self.node(plan.id))
        self.say(node, self.prov.wasDerivedFrom, self.node(plan.id))
        self.say(node, skos.notation, item.id)
        self.say(node, self.prov.value, item.quote)
        self.say(node, self.term("section"), item.section)
        if isinstance(item, Indicator):
            self.say(node, self.term("kind"), "indicator")
            self.say(node, skos.prefLabel, item.name)
            self.say(node, self.term("baseline"), item.baseline.raw if item.baseline else None)
            self.say(node, self.term("target"), item.target.raw if item.target else None)
            self.say(node, self.term("attribute"), item.attribute)
        elif isinstance(item, Target):
            self.say(node, self.term("kind"), "target")
            self.say(node, skos.prefLabel, item.subject)
            self.say(node, self.term("target"), item.raw)
            self.say(node, self.term("deadline"), None if item.deadline is None else str(item.deadline))
        elif isinstance(item, Action):
            self.say(node, self.term("kind"), "action")
            self.say(node, skos.prefLabel, item.title)
            for department in item.departments:
                self.say(node, self.term("department"), department.name)

    def link(self, link: Link) -> None:
        node, term = self.node(link.id), self.term
        self.say(node, self.rdf.type, term("Link"))
        self.say(node, self.dcterms.identifier, link.id)
        self.say(node, term("upperPlan"), self.node(link.upper_plan))
        self.say(node, term("localPlan"), self.node(link.local_plan))
        self.say(node, term("kind"), link.kind)
        self.say(node, term("relation"), link.relation)
        self.say(node, term("comparison"), link.comparison)
        self.say(node, term("owed"), link.owed)
        self.say(node, term("confidence"), float(link.confidence))
        self.say(node, term("predicate"), link.predicate)
        self.say(node, term("unconfirmed"), link.unconfirmed)
        for flag in link.flags:
            self.say(node, term("flag"), flag)
        for upper in link.upper:
            self.say(node, term("upper"), self.node(upper))
        for local in link.local:
            self.say(node, term("local"), self.node(local))
        for basis in link.basis:
            self.say(node, term("elaborates"), self.node(basis))
        if link.decision is not msgspec.UNSET:
            self.say(node, self.prov.wasAttributedTo, link.decision.who)
            self.say(node, self.prov.generatedAtTime, link.decision.when)
            self.say(node, term("machineRelation"), link.decision.machine)
        prefix, _, name = link.predicate.partition(":")
        if prefix == "skos" and link.upper and link.local:
            for local in link.local:
                for upper in link.upper:
                    self.say(self.node(local), self.skos[name], self.node(upper))


def _clean(text: str) -> str:
    """The text without lone surrogates, which no encoding of Unicode can write."""
    return text.encode("utf-8", "replace").decode("utf-8")
