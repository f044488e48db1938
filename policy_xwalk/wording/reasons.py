"""Why a link says what it says, in words: one sentence a reason code, with the values of the two items.

The words state what two documents print; they judge nobody. ``{upper}`` and ``{local}`` are the values as printed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from policy_xwalk.records import Action, Indicator, Link, Target

Lang = Literal["zh", "en"]
Item = Indicator | Target | Action

REASONS: dict[str, dict[Lang, str]] = {
    "name_same": {"zh": "名称一致", "en": "The names are the same"},
    "name_alike": {
        "zh": "名称相近：上级为“{upper_name}”，本级为“{local_name}”",
        "en": "The names are alike: “{upper_name}” above, “{local_name}” below",
    },
    "by_figure": {
        "zh": "名称差异较大，仅据数值、单位与所属领域一致配对，建议核实",
        "en": "The names differ; joined only because figure, unit and field agree: please check",
    },
    "prose_answers_row": {
        "zh": "上级指标表中的指标，本级在正文中作出安排",
        "en": "A row of the upper table is answered in the local prose",
    },
    "row_answers_prose": {
        "zh": "上级正文中的目标，本级列入指标表",
        "en": "A target of the upper prose is answered by a row of the local table",
    },
    "value_same": {"zh": "目标值均为{local}", "en": "Both have the value {local}"},
    "value_higher_better": {
        "zh": "上级目标为{upper}，本级为{local}，高于上级",
        "en": "{upper} above, {local} below: higher than the upper target",
    },
    "value_lower_better": {
        "zh": "上级目标为{upper}，本级为{local}，数值越低越好，严于上级",
        "en": "{upper} above, {local} below: lower is better here, stricter than the upper target",
    },
    "value_lower_worse": {
        "zh": "上级目标为{upper}，本级为{local}，低于上级",
        "en": "{upper} above, {local} below: lower than the upper target",
    },
    "value_higher_worse": {
        "zh": "上级目标为{upper}，本级为{local}，数值越低越好，宽于上级",
        "en": "{upper} above, {local} below: lower is better here, looser than the upper target",
    },
    "value_unordered": {
        "zh": "上级目标为{upper}，本级为{local}，不能排出高低",
        "en": "{upper} above, {local} below: the two cannot be ranked",
    },
    "value_direction_unknown": {
        "zh": "上级目标为{upper}，本级为{local}，该指标以高为好还是以低为好未能判明",
        "en": "{upper} above, {local} below: it is not clear whether more or less is better",
    },
    "measure_differs": {
        "zh": "计量方式不同：上级为{upper}，本级为{local}",
        "en": "Another measure: {upper} above, {local} below",
    },
    "basis_differs": {
        "zh": "统计期间不同（累计、年均、每年）：上级为{upper}，本级为{local}",
        "en": "Another basis (cumulative, annual average, each year): {upper} above, {local} below",
    },
    "apportioned": {
        "zh": "总量目标分解落实：上级为{upper}，本级为{local}，不作高低比较",
        "en": "A territory's total broken down: {upper} above, {local} below; not ranked",
    },
    "territory_totals": {
        "zh": "两地总量不可直接比较：一方为{upper}，另一方为{local}",
        "en": "Totals of two territories, not ranked: {upper} and {local}",
    },
    "comparator_differs": {
        "zh": "数值相同，限定词不同：上级为{upper}，本级为{local}",
        "en": "The value is the same, its bound is not: {upper} above, {local} below",
    },
    "comparator_opposed": {
        "zh": "一为下限、一为上限：上级为{upper}，本级为{local}",
        "en": "One is a lower bound, the other an upper one: {upper} above, {local} below",
    },
    "wording_same": {"zh": "均以文字表述，用语一致", "en": "Both are stated in words, and in the same ones"},
    "wording_differs": {
        "zh": "均以文字表述，用语不同：上级为“{upper}”，本级为“{local}”",
        "en": "Both are stated in words: “{upper}” above, “{local}” below",
    },
    "number_only_in_words": {
        "zh": "上级为{upper}，本级数值未见，仅余文字表述：{local}",
        "en": "{upper} above; below no number is found, only words: {local}",
    },
    "number_only_local": {
        "zh": "上级未列数值，本级为{local}",
        "en": "No number above, {local} below",
    },
    "number_elsewhere": {
        "zh": "此处仅有文字表述，数值见本级其他位置",
        "en": "Only words here; the number stands elsewhere in the local plan",
    },
    "topic_found": {
        "zh": "数值未见，仅余文字表述：“{passage}”",
        "en": "No number found; the subject is spoken of in words: “{passage}”",
    },
    "hedged": {
        "zh": "本级措辞较上级放宽（如左右、基本、力争）",
        "en": "The local wording is looser (about, basically, strive to)",
    },
    "firmed": {"zh": "上级有放宽措辞，本级没有", "en": "The upper wording is loosened, the local one is not"},
    "deadline_earlier": {
        "zh": "完成期限提前：上级为{upper_deadline}，本级为{local_deadline}",
        "en": "Earlier deadline: {upper_deadline} above, {local_deadline} below",
    },
    "deadline_later": {
        "zh": "完成期限推后：上级为{upper_deadline}，本级为{local_deadline}",
        "en": "Later deadline: {upper_deadline} above, {local_deadline} below",
    },
    "scope_wider": {
        "zh": "适用范围扩大：上级为“{upper_name}”，本级为“{local_name}”",
        "en": "Wider scope: “{upper_name}” above, “{local_name}” below",
    },
    "scope_narrower": {
        "zh": "适用范围缩小：上级为“{upper_name}”，本级为“{local_name}”",
        "en": "Narrower scope: “{upper_name}” above, “{local_name}” below",
    },
    "scope_named_locally": {
        "zh": "上级未限定城乡范围，本级限定：“{local_name}”",
        "en": "The upper plan names no city or country scope, the local one does: “{local_name}”",
    },
    "attribute_firmer": {"zh": "预期性指标改为约束性", "en": "An anticipatory indicator is made binding"},
    "attribute_looser": {"zh": "约束性指标改为预期性", "en": "A binding indicator is made anticipatory"},
    "baseline_differs": {
        "zh": "基期值不同：上级为{upper_baseline}，本级为{local_baseline}",
        "en": "The baselines differ: {upper_baseline} above, {local_baseline} below",
    },
    "unconfirmed": {
        "zh": "所依据的上级数据尚无文本印证，待核实",
        "en": "It rests on a fact that no document at hand confirms: to be checked",
    },
    "split": {"zh": "上级一项在本级分为{locals}项", "en": "One upper item is spread over {locals} local ones"},
    "merged": {"zh": "上级{uppers}项在本级合为一项", "en": "{uppers} upper items are folded into one local item"},
    "moved": {
        "zh": "所在位置调整：上级在“{upper_parent}”，本级在“{local_parent}”",
        "en": "It stands elsewhere: under “{upper_parent}” above, under “{local_parent}” below",
    },
    "title_same": {"zh": "标题一致", "en": "The titles are the same"},
    "title_alike": {
        "zh": "标题或内容相近：上级为“{upper_name}”，本级为“{local_name}”",
        "en": "Title or text are alike: “{upper_name}” above, “{local_name}” below",
    },
    "titles_only": {"zh": "两处均只有标题，没有正文可比", "en": "Both have a title only; there is no text to compare"},
    "only_title_known": {
        "zh": "一方只收录了标题，正文内容未作比对",
        "en": "Of one side only the title is known; the text was not compared",
    },
    "text_found": {
        "zh": "上级文字的各项要求在本级均可找到",
        "en": "All that the upper text asks is found in the local one",
    },
    "clauses_dropped": {
        "zh": "上级有{clauses_dropped}处表述在本级未见",
        "en": "{clauses_dropped} clauses of the upper text are not found below",
    },
    "clauses_changed": {
        "zh": "有{clauses_changed}处表述不同",
        "en": "{clauses_changed} clauses are put otherwise",
    },
    "clauses_added": {
        "zh": "本级另有{clauses_added}处表述",
        "en": "{clauses_added} clauses stand in the local text only",
    },
    "clauses_elsewhere": {
        "zh": "上级部分表述见于本级规划其他位置",
        "en": "Some clauses of the upper text stand elsewhere in the local plan",
    },
    "not_found": {
        "zh": "在本级规划全文中未见对应内容，建议核实",
        "en": "No counterpart was found in the whole local plan; please check",
    },
    "milestone_not_found": {
        "zh": "同一目标的其他年份数值已有对应，该年份数值未见",
        "en": "Other years of the same target are answered; the value of this year is not found",
    },
    "only_local": {"zh": "上级规划中未见对应内容", "en": "No counterpart was found in the upper plan"},
    "elaborates": {
        "zh": "上级规划中没有单列此项，但有相关要求，本级予以细化",
        "en": "The upper plan has no such item but speaks of the subject; the local plan spells it out",
    },
    "not_covered": {
        "zh": "对方规划没有收录这一类内容，无从比对",
        "en": "The other plan is not known for this kind of item; nothing can be said",
    },
}


def reason_text(link: Link, upper: Sequence[Item], local: Sequence[Item], lang: Lang = "zh") -> list[str]:
    """The reasons of a link in words, one a line; a code without words is left out.

    ``upper`` and ``local`` are the items that the link names.
    """
    dash = "—"
    params: dict[str, object] = {
        "upper_name": _names(upper) or dash,
        "local_name": _names(local) or dash,
        "upper": _values(upper) or dash,
        "local": _values(local) or dash,
        "upper_deadline": _deadlines(upper) or _unset(lang),
        "local_deadline": _deadlines(local) or _unset(lang),
        "upper_baseline": _baselines(upper) or dash,
        "local_baseline": _baselines(local) or dash,
        "upper_parent": _parents(upper) or dash,
        "local_parent": _parents(local) or dash,
        "uppers": len(upper),
        "locals": len(local),
        "passage": link.differences[0].local_quote if link.differences else dash,
    }
    for count in ("clauses_dropped", "clauses_changed", "clauses_added"):
        params[count] = link.features.get(count, dash)
    across = link.comparison == "cross"
    templates = [REASONS[code][lang] for code in link.reasons if code in REASONS]
    return [(_across_chains(template, lang) if across else template).format_map(params) for template in templates]


def _across_chains(template: str, lang: Lang) -> str:
    """A sentence that calls no plan of another chain the upper one; names of parameters stay."""
    if lang == "zh":
        return template.replace("上级", "参照")
    return re.sub(r"(?<![{\w])upper(?![\w}])", "reference", template)


def _unset(lang: Lang) -> str:
    return "规划期末（未另写明）" if lang == "zh" else "the end of the period (not stated)"


def _joined(words: Sequence[str | None]) -> str:
    return "；".join(dict.fromkeys(word for word in words if word))


def _names(items: Sequence[Item]) -> str:
    return _joined([_name(item) for item in items])


def _name(item: Item) -> str:
    if isinstance(item, Indicator):
        return item.name
    if isinstance(item, Action):
        return item.title
    return item.subject if not item.scope or item.scope in item.subject else f"{item.scope}{item.subject}"


def _values(items: Sequence[Item]) -> str:
    return _joined([_value(item) for item in items])


def _value(item: Item) -> str | None:
    if isinstance(item, Indicator):
        return item.target.raw if item.target is not None else None
    return item.raw if isinstance(item, Target) else None


def _deadlines(items: Sequence[Item]) -> str:
    found: list[str | None] = []
    for item in items:
        if isinstance(item, Indicator):
            found.append(str(item.target.year) if item.target is not None and item.target.year else None)
            continue
        found.append(str(item.deadline) if item.deadline else None)
    return _joined(found)


def _baselines(items: Sequence[Item]) -> str:
    return _joined(
        [item.baseline.raw if isinstance(item, Indicator) and item.baseline is not None else None for item in items]
    )


def _parents(items: Sequence[Item]) -> str:
    return _joined([item.parent if isinstance(item, Action) else None for item in items])
