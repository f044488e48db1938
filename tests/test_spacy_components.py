"""The steps as spaCy components, found by their names."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

TEXT = (
    "一、重点任务\n\n（一）发展托育\n\n"
    "到2025年，新增托位800个，社区托育覆盖率达到60%以上。截至2020年底，已有托位300个。\n"
)
OTHER = "一、主要任务\n\n（一）发展教育\n\n学前教育毛入园率达到95%。\n"


@pytest.fixture
def nlp() -> spacy.language.Language:
    pipeline = spacy.blank("zh")
    pipeline.add_pipe("policy_xwalk_targets")
    return pipeline


def test_targets_and_status_are_on_the_document(nlp: spacy.language.Language) -> None:
    doc = nlp(TEXT)
    assert [t["value"] for t in doc._.policy_xwalk_targets] == [800, 60]
    assert [s["value"] for s in doc._.policy_xwalk_status] == [300]
    assert ["".join(span.text.split()) for span in doc.spans["policy_xwalk_targets"]] == [
        t["quote"] for t in doc._.policy_xwalk_targets
    ]


@pytest.mark.parametrize("name", ["identity", "indicators", "actions"])
def test_every_step_is_a_component(name: str) -> None:
    pipeline = spacy.blank("zh")
    pipeline.add_pipe(f"policy_xwalk_{name}")
    assert pipeline(TEXT)._.get(f"policy_xwalk_{name}") is not None


def test_documents_survive_the_way_through_bytes(nlp: spacy.language.Language) -> None:
    doc = nlp(TEXT)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again._.policy_xwalk_targets == doc._.policy_xwalk_targets
    assert [s.text for s in again.spans["policy_xwalk_targets"]] == [s.text for s in doc.spans["policy_xwalk_targets"]]


def test_several_processes_give_the_same_as_one(nlp: spacy.language.Language) -> None:
    texts = [TEXT, OTHER, TEXT]
    alone = [nlp(text)._.policy_xwalk_targets for text in texts]
    assert [doc._.policy_xwalk_targets for doc in nlp.pipe(texts, n_process=2, batch_size=1)] == alone


def test_the_segmenter_keeps_every_character() -> None:
    from policy_xwalk.spacy_components import segmenter

    pipeline = segmenter(spacy.blank("zh"))
    doc = pipeline("推进五社联动 和补短板。\n")
    assert doc.text == "推进五社联动 和补短板。\n"
    assert "五社联动" in [token.text for token in doc]


def test_a_single_sentence_is_text_enough(nlp: spacy.language.Language) -> None:
    doc = nlp("到2025年，农村社区综合服务设施覆盖率达到80%以上。")
    assert [(t["value"], t["deadline"]) for t in doc._.policy_xwalk_targets] == [(80, 2025)]
