"""What is kept of a plan, and that the share of words held is what comparing text by text gives."""

from __future__ import annotations

from pathlib import Path

import msgspec

from policy_xwalk.alignment.features import plain
from policy_xwalk.audit.kept import Said, grams_of, keep
from policy_xwalk.evaluation.audit import load_cases

GOLD = Path(__file__).resolve().parents[2] / "gold" / "audit"


def test_a_plan_is_kept_by_identity_and_not_by_content() -> None:
    plan = next(load_cases(GOLD)).plans[0]
    twin = msgspec.structs.replace(plan)
    assert keep(plan) is keep(plan)
    assert keep(plan) is not keep(twin)
    assert keep(plan).items == keep(twin).items


def test_the_nearest_text_is_found_as_by_looking_at_each() -> None:
    texts = ["建立养老服务联席会议制度", "开展老年助餐服务", "建立健全联席会议工作制度，定期会商"]
    said = Said(texts)
    for words in ("建立联席会议制度", "老年助餐", "智慧气象平台", ""):
        wanted = grams_of(plain(words))
        shares = [len(wanted & grams_of(plain(text))) / len(wanted) for text in texts] if wanted else []
        assert said.best(wanted) == max(shares, default=0.0)


def test_the_clauses_of_every_sentence_are_those_of_its_task() -> None:
    for case in load_cases(GOLD):
        for plan in case.plans:
            kept = keep(plan)
            clauses = [clause for _, sentence in kept.sentences for clause in sentence]
            assert clauses == kept.passages(plan.actions)
            assert all(sentence for _, sentence in kept.sentences)
