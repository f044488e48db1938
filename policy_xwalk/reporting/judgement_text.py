"""What people decided, in words: the verdict, who and why, and the machine's call beside it."""

from __future__ import annotations

from msgspec import UNSET

from policy_xwalk.judgements.items import is_about_item
from policy_xwalk.judgements.links import is_about_link
from policy_xwalk.judgements.standing import Conflict, Stale
from policy_xwalk.records import Decision, Judgement, Link, Opinion, Relation, Verdict
from policy_xwalk.reporting import display
from policy_xwalk.wording import Lang
from policy_xwalk.wording.judge import DECIDED, FIELDS, STALE
from policy_xwalk.wording.terms import relation_name, term


def decision_text(link: Link, lang: Lang) -> str:
    """One line for the verdict that the link follows and one for each that says something else; empty for none."""
    decision = link.decision
    if decision is UNSET:
        return ""
    machine = relation_name("elaborated" if decision.machine == "added" and link.basis else decision.machine, lang)
    words: list[Decision | Opinion] = [decision, *decision.opinions]
    said = [who_said(verdict_text(one.verdict, one.relation, lang), one.who, one.when, one.why, lang) for one in words]
    lines = [DECIDED["line"][lang].format(words=said[0], machine=machine)]
    return "\n".join(lines + [DECIDED["other"][lang].format(words=one) for one in said[1:]])


def verdict_text(verdict: Verdict, relation: Relation | None, lang: Lang) -> str:
    """The verdict on a link in words."""
    if verdict == "change" and relation is not None:
        return DECIDED["change"][lang].format(relation=relation_name(relation, lang))
    return DECIDED[verdict][lang]


def who_said(words: str, who: str, when: str, why: str | None, lang: Lang) -> str:
    """Words with the name, the day and the reason of the person."""
    text = DECIDED["said"][lang].format(words=words, who=who, day=when[:10])
    return text + (DECIDED["why"][lang].format(why=" ".join(why.split())) if why else "")


def judgement_text(judgement: Judgement, lang: Lang) -> str:
    """What one judgement says of a link, an item or a finding, who, when and why."""
    if is_about_item(judgement):
        field = FIELDS.get(judgement.field or "", {lang: judgement.field or ""})[lang]
        words = DECIDED[f"item_{judgement.verdict}"][lang].format(field=field, value=judgement.value or "—")
    elif not is_about_link(judgement):
        words = DECIDED.get(f"finding_{judgement.verdict}", DECIDED["finding_accept"])[lang]
    elif judgement.verdict == "accept" and judgement.relation is not None:
        words = DECIDED["accept_relation"][lang].format(relation=relation_name(judgement.relation, lang))
    else:
        words = verdict_text(judgement.verdict, judgement.relation, lang)
    return who_said(words, judgement.who, judgement.when, judgement.why, lang)


def stale_text(entry: Stale, lang: Lang) -> str:
    """A judgement that was not followed: what was seen, what was said, why not, and what stands there now."""
    judgement, why = entry.judgement, STALE[entry.reason][lang] + now_text(entry, lang)
    words = judgement_text(judgement, lang)
    return DECIDED["stale"][lang].format(
        subject=judgement.subject, shown=judgement.shown or "—", words=words, reason=why
    )


def now_text(entry: Stale, lang: Lang) -> str:
    """What stands there now, with the program's relation; empty where nothing does."""
    now = [
        part.text + (display.parenthesis(relation_name(part.relation, lang), lang) if part.relation else "")
        for part in entry.now
    ]
    return DECIDED["stale_now"][lang].format(now=term("label", "semicolon", lang).join(now)) if now else ""


def conflict_text(conflict: Conflict, lang: Lang) -> str:
    """What people who differ say of one subject, the followed word first."""
    others = ("；" if lang == "zh" else "; ").join(judgement_text(other, lang) for other in conflict.others)
    followed, shown = judgement_text(conflict.followed, lang), conflict.followed.shown or "—"
    return DECIDED["conflict"][lang].format(subject=conflict.subject, shown=shown, followed=followed, others=others)
