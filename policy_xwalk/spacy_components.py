"""The steps of extraction as spaCy components.

After ``nlp = spacy.blank("zh")`` and ``nlp.add_pipe("policy_xwalk_targets")`` a ``doc`` holds the records in
``doc._.policy_xwalk_targets`` and their passages in ``doc.spans["policy_xwalk_targets"]``. Any text does: the
components clean it and read its outline themselves, and their offsets are those of ``doc.text``. The components do
not depend on each other; :func:`segmenter` gives the pipeline the words of plans.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec
from spacy.language import Language
from spacy.tokens import Doc

from policy_xwalk.extraction.pipeline import (
    Draft,
    extract_actions,
    extract_indicators,
    extract_targets,
    identify,
    prepare,
)
from policy_xwalk.reading.document import SourceDocument
from policy_xwalk.records import Action, AnyRecord, Box, Indicator, Part, Span, Status, Target, to_builtins

if TYPE_CHECKING:
    import spacy.tokens
    from spacy.vocab import Vocab

#: Component name to the record kinds it adds to a document.
COMPONENTS = ("identity", "indicators", "targets", "status", "actions", "boxes")

for _name in COMPONENTS:
    if not Doc.has_extension(f"policy_xwalk_{_name}"):
        Doc.set_extension(f"policy_xwalk_{_name}", default=None)


@lru_cache(maxsize=8)
def _draft(text: str, plan: str) -> Draft:
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    draft = prepare(SourceDocument(file=plan, sha256=digest, format="txt", text=text), plan)
    identify(draft)
    return draft


def _mark(doc: Doc, name: str, records: Sequence[Indicator | Target | Status | Action | Box]) -> None:
    """Put records and their passages on a document."""
    doc._.set(f"policy_xwalk_{name}", [_plain(record) for record in records])
    passages: list[spacy.tokens.Span] = []
    for record in records:
        span = _char_span(doc, record.spans, type(record).__name__.lower(), record.id)
        if span is not None:
            passages.append(span)
    doc.spans[f"policy_xwalk_{name}"] = passages


def _plain(record: Part | AnyRecord) -> dict[str, object]:
    """A record as the dicts and lists that JSON and spaCy's own bytes give back."""
    plain: dict[str, object] = msgspec.json.decode(msgspec.json.encode(to_builtins(record)))
    return plain


def _char_span(doc: Doc, spans: Iterable[Span], label: str, identifier: str) -> spacy.tokens.Span | None:
    pieces = list(spans)
    if not pieces:
        return None
    return doc.char_span(
        min(s.start for s in pieces),
        max(s.end for s in pieces),
        label=label,
        span_id=identifier,
        alignment_mode="expand",
    )


@Language.factory("policy_xwalk_identity", default_config={"plan": "doc"})
def make_identity(nlp: Language, name: str, plan: str) -> Callable[[Doc], Doc]:
    """Who issued the plan, when, for which region and years, in ``doc._.policy_xwalk_identity``."""

    def component(doc: Doc) -> Doc:
        identity = _draft(doc.text, plan).identity
        doc._.policy_xwalk_identity = {
            "title": identity.title,
            "issuer": identity.issuer,
            "doc_number": identity.doc_number,
            "issued": identity.issued,
            "level": identity.level,
            "region": _plain(identity.region) if identity.region else None,
            "period": _plain(identity.period) if identity.period else None,
            "topic": identity.topic,
            "cites": [_plain(cited) for cited in identity.cites],
            "inferred": list(identity.inferred),
        }
        return doc

    return component


@Language.factory("policy_xwalk_indicators", default_config={"plan": "doc"})
def make_indicators(nlp: Language, name: str, plan: str) -> Callable[[Doc], Doc]:
    """Rows of main-indicator tables."""

    def component(doc: Doc) -> Doc:
        draft = _draft(doc.text, plan)
        extract_indicators(draft)
        _mark(doc, "indicators", draft.indicators)
        return doc

    return component


@Language.factory("policy_xwalk_targets", default_config={"plan": "doc"})
def make_targets(nlp: Language, name: str, plan: str) -> Callable[[Doc], Doc]:
    """Targets, and beside them the figures reported about the past (``policy_xwalk_status``)."""

    def component(doc: Doc) -> Doc:
        draft = _draft(doc.text, plan)
        extract_indicators(draft)
        extract_targets(draft)
        _mark(doc, "targets", draft.targets)
        _mark(doc, "status", draft.status)
        return doc

    return component


@Language.factory("policy_xwalk_actions", default_config={"plan": "doc"})
def make_actions(nlp: Language, name: str, plan: str) -> Callable[[Doc], Doc]:
    """Actions, and the boxes they stand in (``policy_xwalk_boxes``)."""

    def component(doc: Doc) -> Doc:
        draft = _draft(doc.text, plan)
        extract_actions(draft)
        _mark(doc, "actions", draft.actions)
        _mark(doc, "boxes", draft.boxes)
        return doc

    return component


class SegmentingTokenizer:
    """A spaCy tokenizer over the project's segmenter; tokens are words, offsets those of the text."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Segment a text; blanks stand as tokens of their own, so that no character is lost."""
        from policy_xwalk.language.segmenter import segment

        words = segment(text)
        return Doc(self.vocab, words=words, spaces=[False] * len(words))

    def to_bytes(self, **_: object) -> bytes:
        """Nothing to store: the dictionary belongs to the package."""
        return b""

    def from_bytes(self, _data: bytes, **_: object) -> SegmentingTokenizer:
        """Nothing to restore."""
        return self

    def to_disk(self, _path: object, **_: object) -> None:
        """Nothing to store."""

    def from_disk(self, _path: object, **_: object) -> SegmentingTokenizer:
        """Nothing to restore."""
        return self


def segmenter(nlp: Language) -> Language:
    """Let a Chinese pipeline cut words with jieba's algorithm and the project's dictionary of plan terms."""
    nlp.tokenizer = SegmentingTokenizer(nlp.vocab)
    return nlp
