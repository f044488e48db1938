"""Links follow what people said, show what the machine said, and lose no item."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from policy_xwalk.crosswalk import Crosswalk, align, build
from policy_xwalk.identifiers import link_id
from policy_xwalk.judgements.apply import Verdicts, apply_judgements, concerns, correct_plan, follow_pair
from policy_xwalk.judgements.links import follow_links
from policy_xwalk.judgements.seen import link_seen, show_link
from policy_xwalk.judgements.standing import with_id
from policy_xwalk.records import Judgement, Link, PlanRecords, to_json
from policy_xwalk.reporting.judgement_text import conflict_text, decision_text, stale_text


def on(
    walk: Crosswalk, link: Link, verdict: str, relation: str | None = None, who: str = "张三", **more: Any
) -> Judgement:
    """What a person says of a link as it stands."""
    items = walk.items()
    shown = show_link(link, [items[i] for i in link.upper], [items[i] for i in link.local])
    stated: dict[str, Any] = {
        "when": "2026-11-21T10:00:00+08:00",
        "why": None,
        "kind": "link",
        "seen": shown.seen,
        "plans": shown.plans,
        "upper": shown.upper,
        "local": shown.local,
        "shown": shown.text,
    } | more
    return with_id(Judgement(link.id, verdict, relation, who, **stated))  # type: ignore[arg-type]


def joining(walk: Crosswalk, upper: str, local: str, relation: str | None, **more: Any) -> Judgement:
    """A link between two items that a person makes."""
    items = walk.items()
    plans = items[upper].plan, items[local].plan
    kind = {"I": "indicator", "T": "target", "A": "action"}[upper.rpartition("/")[2][0]]
    stated: dict[str, Any] = {
        "kind": "link",
        "plans": plans,
        "upper": (upper,),
        "local": (local,),
        "seen": link_seen([items[upper]], [items[local]]),
    } | more
    subject = link_id(*plans, kind, [upper], [local])
    return with_id(Judgement(subject, "change", relation, "张三", "2026-11-21", None, **stated))  # type: ignore[arg-type]


def follow(walk: Crosswalk, *judgements: Judgement) -> Any:
    return apply_judgements(walk.records, walk.links, judgements)


def paired(walk: Crosswalk, relation: str | None = None) -> list[Link]:
    return [link for link in walk.links if link.upper and link.local and relation in (None, link.relation)]


def by_id(links: tuple[Link, ...]) -> dict[str, Link]:
    return {link.id: link for link in links}


def test_without_judgements_nothing_changes(crosswalk: Crosswalk):
    assert follow(crosswalk).links == crosswalk.links
    other = Judgement("PX201-1", "reject", None, "张三", "2026-11-21", None)
    assert follow(crosswalk, other).links == crosswalk.links


def test_an_accepted_link_keeps_its_relation_and_says_by_whom(crosswalk: Crosswalk):
    link = paired(crosswalk, "same")[0]
    followed = by_id(follow(crosswalk, on(crosswalk, link, "accept", "same", why="核对过")).links)[link.id]
    assert replace(followed, judgement=None, decision=link.decision) == link
    assert (followed.decision.verdict, followed.decision.machine, followed.decision.why) == ("accept", "same", "核对过")
    assert decision_text(followed, "zh") == "同意，张三 2026-11-21：核对过（程序判为“一致”）"
    assert decision_text(followed, "en") == "agreed, 张三 2026-11-21: 核对过 (the program says “same”)"


def test_an_accepted_relation_outlives_another_call_of_the_machine(crosswalk: Crosswalk):
    link = paired(crosswalk, "same")[0]
    judgement = on(crosswalk, link, "accept", "same")
    later = tuple(replace(each, relation="weakened") if each is link else each for each in crosswalk.links)
    followed = by_id(apply_judgements(crosswalk.records, later, [judgement]).links)[link.id]
    assert (followed.relation, followed.decision.machine) == ("same", "weakened")


def test_a_changed_relation_is_followed_with_its_predicate(crosswalk: Crosswalk):
    link = next(link for link in paired(crosswalk, "same") if link.predicate == "skos:exactMatch")
    followed = by_id(follow(crosswalk, on(crosswalk, link, "change", "weakened")).links)[link.id]
    assert (followed.relation, followed.predicate, followed.decision.machine) == ("weakened", "skos:closeMatch", "same")
    assert followed.confidence == link.confidence


def test_a_rejected_link_leaves_both_sides_alone_with_the_decision(crosswalk: Crosswalk):
    counts: dict[str, int] = {}
    for link in paired(crosswalk):
        for item in (*link.upper, *link.local):
            counts[item] = counts.get(item, 0) + 1
    link = next(
        link
        for link in paired(crosswalk)
        if link.kind == "action" and all(counts[item] == 1 for item in (*link.upper, *link.local))
    )
    result = follow(crosswalk, on(crosswalk, link, "reject", why="不是一回事"))
    assert link.id not in by_id(result.links)
    gaps = [each for each in result.links if each.judgement and each.decision.link == link.id]
    pair = (link.upper_plan, link.local_plan)
    assert [(gap.upper, gap.local, gap.relation) for gap in gaps] == [
        *(((item,), (), "dropped") for item in link.upper),
        *(((), (item,), "added") for item in link.local),
    ]
    for gap in gaps:
        assert (gap.upper_plan, gap.local_plan) == pair
        assert gap.predicate == "sssom:NoTermFound"
        assert gap.id == link_id(*pair, gap.kind, gap.upper, gap.local)
        assert (gap.decision.verdict, gap.decision.machine) == ("reject", link.relation)
        assert "不是一回事" in decision_text(gap, "zh")
    assert not result.stale


def test_items_that_another_link_holds_are_not_called_missing(crosswalk: Crosswalk):
    links = paired(crosswalk)
    first, second = next(
        (a, b)
        for a in links
        for b in links
        if a is not b and set(a.upper) & set(b.upper) and a.local_plan == b.local_plan
    )
    result = follow(crosswalk, on(crosswalk, first, "reject"))
    shared = set(first.upper) & set(second.upper)
    assert not any(
        set(link.upper) & shared and not link.local for link in result.links if link.local_plan == first.local_plan
    )
    both = follow(crosswalk, on(crosswalk, first, "reject"), on(crosswalk, second, "reject"))
    assert {i for link in both.links if not link.local for i in link.upper} >= shared - {
        i for link in both.links if link.local and link.local_plan == first.local_plan for i in link.upper
    }


def test_nothing_is_missing_where_the_other_plan_is_not_known_for_the_kind(crosswalk: Crosswalk):
    known = {entry.plan.id: entry.plan.covers for entry in crosswalk.records}
    link = next(
        link
        for link in paired(crosswalk)
        if "target" not in known[link.upper_plan] and any("/T-" in item for item in link.local)
    )
    result = follow(crosswalk, on(crosswalk, link, "reject"))
    (gap,) = [each for each in result.links if each.local and each.local[0] in link.local and each.judgement]
    assert gap.relation == "unknown"


def test_a_link_that_a_person_makes_takes_the_place_of_both_gaps(crosswalk: Crosswalk):
    dropped = next(link for link in crosswalk.links if link.relation == "dropped")
    added = next(
        link
        for link in crosswalk.links
        if link.relation == "added" and (link.upper_plan, link.local_plan) == (dropped.upper_plan, dropped.local_plan)
    )
    judgement = joining(crosswalk, dropped.upper[0], added.local[0], "strengthened")
    result = follow(crosswalk, judgement)
    made = by_id(result.links)[judgement.subject]
    assert (made.relation, made.upper, made.local, made.kind) == (
        "strengthened",
        dropped.upper,
        added.local,
        dropped.kind,
    )
    assert (made.decision.machine, made.owed, made.confidence) == ("dropped", dropped.owed, 1.0)
    assert not {dropped.id, added.id} & set(by_id(result.links))
    assert len(result.links) == len(crosswalk.links) - 1
    places = [link.id for link in crosswalk.links]
    assert [link.id for link in result.links].index(made.id) == places.index(dropped.id)
    # Once the program makes the link itself, the same judgement is about that one.
    assert follow(Crosswalk(crosswalk.records, result.links), judgement).links.count(made) <= 1


def test_a_link_between_plans_in_the_wrong_order_is_not_made(crosswalk: Crosswalk):
    dropped = next(link for link in crosswalk.links if link.relation == "dropped")
    added = next(
        link
        for link in crosswalk.links
        if link.relation == "added" and (link.upper_plan, link.local_plan) == (dropped.upper_plan, dropped.local_plan)
    )
    twisted = replace(
        joining(crosswalk, added.local[0], dropped.upper[0], "same"), plans=(dropped.upper_plan, dropped.local_plan)
    )
    same_side = replace(twisted, subject="L-x", id="J-x", upper=dropped.upper, local=dropped.upper, seen=None)
    result = follow(crosswalk, twisted, same_side)
    assert result.links == crosswalk.links
    assert [entry.reason for entry in result.stale] == ["gone", "gone"]


def test_a_gap_can_be_accepted_or_called_wrong(crosswalk: Crosswalk):
    dropped, *_, other = [link for link in crosswalk.links if link.relation == "dropped"]
    result = by_id(follow(crosswalk, on(crosswalk, dropped, "accept", "dropped"), on(crosswalk, other, "reject")).links)
    assert (result[dropped.id].relation, result[dropped.id].decision.machine) == ("dropped", "dropped")
    assert (result[other.id].relation, result[other.id].decision.machine) == ("unknown", "dropped")


def test_a_relation_of_two_sides_does_not_fit_a_gap(crosswalk: Crosswalk):
    dropped = next(link for link in crosswalk.links if link.relation == "dropped")
    result = follow(crosswalk, on(crosswalk, dropped, "change", "weakened"))
    assert result.links == crosswalk.links
    assert [(entry.reason, entry.now[0].relation) for entry in result.stale] == [("one_sided", "dropped")]


def test_one_persons_later_word_wins(crosswalk: Crosswalk):
    link = paired(crosswalk, "same")[0]
    words = [
        on(crosswalk, link, "reject"),
        on(crosswalk, link, "change", "weakened", when="2026-11-23"),
        on(crosswalk, link, "accept", "same", when="2026-11-22"),
    ]
    result = follow(crosswalk, *words)
    assert by_id(result.links)[link.id].relation == "weakened"
    assert not result.conflicts


def test_two_people_who_differ_are_both_shown(crosswalk: Crosswalk):
    link = paired(crosswalk, "same")[0]
    words = [
        on(crosswalk, link, "change", "weakened", when="2026-11-23", why="口径缩小"),
        on(crosswalk, link, "accept", "same", who="李四", when="2026-11-24"),
        on(crosswalk, link, "change", "same", who="王五", when="2026-11-22"),
    ]
    result = follow(crosswalk, *words)
    decision = by_id(result.links)[link.id].decision
    assert (decision.who, decision.relation, decision.disputed) == ("李四", "same", (words[0].id,))
    assert [(said.who, said.relation) for said in decision.opinions] == [("张三", "weakened")]
    (conflict,) = result.conflicts
    text = decision_text(by_id(result.links)[link.id], "zh")
    assert text.splitlines()[1] == "另有不同判定：应为“降低”，张三 2026-11-23：口径缩小"
    assert all(name in conflict_text(conflict, "zh") for name in ("李四", "张三", link.id))
    assert "王五" not in conflict_text(conflict, "zh")


def test_a_person_may_bring_back_what_another_rejected(crosswalk: Crosswalk):
    link = paired(crosswalk, "same")[0]
    words = [on(crosswalk, link, "reject"), on(crosswalk, link, "accept", "same", who="李四", when="2026-11-25")]
    result = follow(crosswalk, *words)
    assert by_id(result.links)[link.id].decision.disputed == (words[0].id,)
    assert len(result.links) == len(crosswalk.links)


def test_a_verdict_on_other_passages_is_stale_and_says_what_stands_there_now(crosswalk: Crosswalk):
    link = paired(crosswalk, "same")[0]
    result = follow(crosswalk, on(crosswalk, link, "change", "weakened", seen="another", why="旧"))
    assert result.links == crosswalk.links
    (entry,) = result.stale
    assert entry.reason == "changed"
    text = stale_text(entry, "zh")
    assert all(word in text for word in (link.id, "应为“降低”", "张三", "旧", "现为", "（一致）"))


def test_verdicts_on_what_is_not_here_are_told_apart(crosswalk: Crosswalk):
    link = paired(crosswalk, "same")[0]
    elsewhere = on(crosswalk, link, "accept", "same", plans=("a", "b"))
    gone = replace(on(crosswalk, link, "accept", "same"), subject="L-0000000000", upper=("x/I-1",), id="J-2")
    by_hand = Judgement("L-1111111111", "reject", None, "张三", "2026-11-21", None)
    result = follow(crosswalk, replace(elsewhere, subject="L-2222222222"), gone, by_hand)
    assert [entry.reason for entry in result.stale] == ["plan_absent", "gone", "gone"]
    assert result.links == crosswalk.links


def test_a_line_by_hand_is_followed_by_its_id_alone(crosswalk: Crosswalk):
    link = paired(crosswalk, "same")[0]
    by_hand = Judgement(link.id, "change", "weakened", "张三", "2026-11-21", None)
    assert by_id(follow(crosswalk, by_hand).links)[link.id].relation == "weakened"


def test_a_rejection_the_machine_now_shares_is_no_news(crosswalk: Crosswalk):
    link = paired(crosswalk)[0]
    judgement = replace(on(crosswalk, link, "reject"), seen=None)
    parted = follow(crosswalk, judgement).links
    again = apply_judgements(crosswalk.records, parted, [judgement])
    assert not again.stale
    assert again.links == parted


@pytest.fixture(scope="module")
def walk() -> Crosswalk:
    """The short plans, in memory."""
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from judgements.small_plans import write_plans
    from policy_xwalk.run import run_folder

    with TemporaryDirectory() as place:
        return run_folder(write_plans(Path(place) / "plans")).crosswalk


@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_whatever_people_say_no_item_is_lost_and_order_of_lines_does_not_matter(data: st.DataObject, walk: Crosswalk):
    items = walk.items()
    uppers = [i for i in items if items[i].plan == walk.links[0].upper_plan]
    locals_ = [i for i in items if items[i].plan == walk.links[0].local_plan]
    relations = st.sampled_from(["same", "strengthened", "weakened", "changed", "unknown", "dropped", "added", None])
    who = st.sampled_from(["张三", "李四"])
    when = st.integers(1, 28).map(lambda day: f"2026-11-{day:02d}")
    words = data.draw(
        st.lists(
            st.one_of(
                st.builds(
                    lambda link, verdict, relation, who, when: on(walk, link, verdict, relation, who, when=when),
                    st.sampled_from(walk.links),
                    st.sampled_from(["accept", "reject", "change"]),
                    relations,
                    who,
                    when,
                ),
                st.builds(
                    lambda u, v, relation, when: replace(joining(walk, u, v, relation), when=when),
                    st.sampled_from(uppers),
                    st.sampled_from(locals_),
                    relations,
                    when,
                ),
            ),
            max_size=6,
            unique_by=lambda word: word.when,
        )
    )
    result = follow(walk, *words)
    assert {item for link in result.links for item in (*link.upper, *link.local)} == set(items)
    assert len({link.id for link in result.links}) == len(result.links)
    held = {item for link in result.links if link.upper and link.local for item in (*link.upper, *link.local)}
    for link in result.links:
        assert (link.relation in ("dropped", "added")) <= (not (link.upper and link.local))
        assert link.upper or link.local
        if not (link.upper and link.local):
            assert not {*link.upper, *link.local} & held
            assert link.relation in ("dropped", "added", "unknown")
        assert (link.judgement is None) == (link.decision is link.__struct_defaults__[-1])
    followed = {link.judgement for link in result.links if link.judgement}
    known = {word.id for word in words}
    assert followed <= known
    turned = follow(walk, *reversed(words))
    assert {to_json(link) for link in turned.links} == {to_json(link) for link in result.links}
    # Pair by pair, as a large run does it, the outcome is the same.
    verdicts = Verdicts(words)
    plans: dict[str, PlanRecords] = {entry.plan.id: entry for entry in walk.records}
    upper, local = plans[walk.links[0].upper_plan], plans[walk.links[0].local_plan]
    lines = verdicts.of_pair(upper.plan.id, local.plan.id)
    assert concerns(walk.links, lines) == bool(words)
    part = follow_pair(upper, local, walk.links, lines)
    assert part.links == result.links
    review = verdicts.review((), [part], (), plans, [(upper.plan.id, local.plan.id)])
    assert set(review.stale) == set(result.stale)
    assert set(review.conflicts) == set(result.conflicts)


def test_the_crosswalk_of_a_notebook_can_be_judged(walk: Crosswalk):
    link = paired(walk, "same")[0]
    judged = walk.judged([on(walk, link, "change", "weakened", why="甲")])
    assert by_id(judged.links)[link.id].relation == "weakened"
    assert any("甲" in str(row["judgement"]) for row in judged.rows())
    correction = Judgement(
        link.local[0], "change", None, "张三", "2026-11-21", None, kind="item", field="value", value="0.1人"
    )
    again = walk.judged([correction])
    assert by_id(again.links)[link.id].relation != link.relation
    assert correct_plan(walk.records[1], [to_json(correction)]).records[0] in again.records
    assert follow_links(walk.records, walk.links, [correction]).links == walk.links
    assert build(walk.records).links == walk.links
    assert align(*walk.records).links == walk.links
