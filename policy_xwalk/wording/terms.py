"""Names of relations, flags, comparisons, kinds, columns and legends, in Chinese and English.

The words are those of the design: 一致, 提高, 降低, 调整, 未见对应, 细化, 本级新增, 无从比对. They describe what two
documents say; whether that is right or wrong is for the reader to judge.
"""

from __future__ import annotations

from typing import Literal

from policy_xwalk.records import Link
from policy_xwalk.wording import Lang
from policy_xwalk.wording.page import PAGE

Words = dict[str, dict[Lang, str]]

Outcome = Literal["same", "strengthened", "weakened", "changed", "dropped", "elaborated", "added", "unknown"]
"""A relation as people see it: ``added`` is told apart into 细化 (``elaborated``) and 本级新增 (``added``)."""

OUTCOMES: tuple[Outcome, ...] = (
    "same",
    "strengthened",
    "weakened",
    "changed",
    "dropped",
    "elaborated",
    "added",
    "unknown",
)

MARKS: dict[Outcome, str] = {
    "same": "＝",
    "strengthened": "↑",
    "weakened": "↓",
    "changed": "≠",
    "dropped": "○",
    "elaborated": "⊙",
    "added": "＋",
    "unknown": "？",
}
"""One sign a relation, so that it is told without colour; all are in GB 2312, hence in every Chinese font."""

RELATIONS: Words = {
    "same": {"zh": "一致", "en": "same"},
    "strengthened": {"zh": "提高", "en": "strengthened"},
    "weakened": {"zh": "降低", "en": "weakened"},
    "changed": {"zh": "调整", "en": "changed"},
    "dropped": {"zh": "未见对应", "en": "no counterpart found"},
    "elaborated": {"zh": "细化", "en": "elaborated"},
    "added": {"zh": "本级新增", "en": "added locally"},
    "unknown": {"zh": "无从比对", "en": "not comparable"},
}

RELATION_LEGENDS: Words = {
    "same": {
        "zh": "下级规划有对应内容，数值或要求相同。",
        "en": "The local plan has a counterpart with the same value or duty.",
    },
    "strengthened": {
        "zh": "有对应内容，数值、期限或约束力高于上级规划。",
        "en": "A counterpart that goes further in value, deadline or bindingness.",
    },
    "weakened": {
        "zh": "有对应内容，数值、期限或约束力疑似低于上级规划，建议核实。",
        "en": "A counterpart that seems to ask for less; please check.",
    },
    "changed": {
        "zh": "有对应内容，但表述或口径不同，不能排出高低（含总量指标的分解落实）。",
        "en": "A counterpart that differs and cannot be ranked (territorial totals broken down are here).",
    },
    "dropped": {
        "zh": "在所收录的下级规划文本中未见对应内容，建议核实；可能由其他文件落实。",
        "en": "Nothing found in this local document; please check, another document may answer it.",
    },
    "elaborated": {
        "zh": "下级规划把上级某项内容具体化，另立一项。",
        "en": "A local item that spells out an upper one.",
    },
    "added": {
        "zh": "下级规划自有内容，上级规划中未见。",
        "en": "A local item without a counterpart in the upper plan.",
    },
    "unknown": {
        "zh": "对方规划没有收录这一类内容，无从比对，不作判断。",
        "en": "The other plan is not known for this kind of item, so nothing is said.",
    },
}

FLAGS: Words = {
    "renamed": {"zh": "名称不同", "en": "renamed"},
    "moved": {"zh": "位置调整", "en": "moved"},
    "split": {"zh": "拆分", "en": "split"},
    "merged": {"zh": "合并", "en": "merged"},
    "rescaled": {"zh": "计量口径换算", "en": "rescaled"},
    "deadline_earlier": {"zh": "期限提前", "en": "earlier deadline"},
    "deadline_later": {"zh": "期限推后", "en": "later deadline"},
    "scope_wider": {"zh": "范围扩大", "en": "wider scope"},
    "scope_narrower": {"zh": "范围缩小", "en": "narrower scope"},
    "comparator_differs": {"zh": "“等于”与“不低于”之别", "en": "comparator differs"},
    "baseline_differs": {"zh": "基期值不同", "en": "baseline differs"},
    "attribute_firmer": {"zh": "预期性改为约束性", "en": "made binding"},
    "attribute_looser": {"zh": "约束性改为预期性", "en": "no longer binding"},
    "hedged": {"zh": "措辞放宽", "en": "hedged"},
    "firmed": {"zh": "措辞收紧", "en": "firmed"},
    "quantified": {"zh": "补充量化", "en": "quantified"},
    "unquantified": {"zh": "未见数值", "en": "number not found"},
    "apportioned": {"zh": "分解落实", "en": "apportioned"},
}

COMPARISONS: Words = {
    "direct": {"zh": "上下衔接", "en": "direct"},
    "skip": {"zh": "跨级", "en": "skip-level"},
    "cross": {"zh": "横向", "en": "cross-chain"},
    "version": {"zh": "版本", "en": "version"},
}

COMPARISON_LABELS: Words = {
    "direct": {"zh": "上下衔接", "en": "Direct: next level in one chain"},
    "skip": {"zh": "跨级比较", "en": "Skip-level: levels lie between"},
    "skip_absent": {"zh": "跨级比较（中间层级规划未收录）", "en": "Skip-level: plans between are absent"},
    "cross": {"zh": "横向比较（非上下衔接）", "en": "Cross-chain: not superior and subordinate"},
    "version": {"zh": "版本比较", "en": "Two versions of one plan"},
}

COMPARISON_LEGENDS: Words = {
    "direct": {
        "zh": "同一上下级链条中的相邻两级，下级应当衔接上级。",
        "en": "Neighbouring levels of one chain: the local plan is expected to answer the upper one.",
    },
    "skip": {
        "zh": "同一链条，但隔着层级，差异可能出自中间层级；中间层级的规划未收录的，列出其名。",
        "en": "One chain with levels between, from which a difference may come; absent plans between are named.",
    },
    "cross": {
        "zh": "两地不在同一上下级链条，没有衔接义务，只作参照。",
        "en": "The two are not of one chain; neither owes the other anything. For reference only.",
    },
    "version": {
        "zh": "同一规划的两个版本。",
        "en": "Two versions of one plan.",
    },
}

KINDS: Words = {
    "indicator": {"zh": "指标", "en": "Indicators"},
    "target": {"zh": "目标", "en": "Targets"},
    "action": {"zh": "任务", "en": "Actions"},
}

KIND_NAMES: Words = {
    "indicator": {"zh": "主要指标", "en": "table row"},
    "target": {"zh": "正文目标", "en": "prose target"},
    "action": {"zh": "任务", "en": "action"},
}

LEVELS: Words = {
    "nation": {"zh": "国家级", "en": "nation"},
    "province": {"zh": "省级", "en": "province"},
    "city": {"zh": "市级", "en": "city"},
    "county": {"zh": "县级", "en": "county"},
    "town": {"zh": "乡镇级", "en": "town"},
}

ATTRIBUTES: Words = {
    "预期性": {"zh": "预期性", "en": "anticipatory"},
    "约束性": {"zh": "约束性", "en": "binding"},
}

MODALITIES: Words = {
    "commit": {"zh": "承诺", "en": "commitment"},
    "aim": {"zh": "力争", "en": "aim"},
    "encourage": {"zh": "鼓励", "en": "encouragement"},
}

ROLES: Words = {
    "lead": {"zh": "牵头", "en": "lead"},
    "joint": {"zh": "共同负责", "en": "joint"},
    "support": {"zh": "配合", "en": "support"},
}

BASES: Words = {
    "cumulative": {"zh": "累计", "en": "cumulative"},
    "annual_average": {"zh": "年均", "en": "annual average"},
    "annual": {"zh": "每年", "en": "annual"},
}

FIELDS: Words = {
    "name": {"zh": "名称", "en": "name"},
    "title": {"zh": "标题", "en": "title"},
    "baseline": {"zh": "基期值", "en": "baseline"},
    "target": {"zh": "目标值", "en": "target"},
    "attribute": {"zh": "属性", "en": "attribute"},
    "level": {"zh": "层级", "en": "level"},
    "region": {"zh": "地区", "en": "region"},
    "period": {"zh": "规划期", "en": "period"},
    "issuer": {"zh": "发文机关", "en": "issuer"},
    "issued": {"zh": "发文日期", "en": "date of issue"},
    "doc_number": {"zh": "发文字号", "en": "document number"},
    "topic": {"zh": "主题", "en": "topic"},
    "items": {"zh": "所含事项", "en": "items"},
}

OPERATIONS: Words = {
    "dropped": {"zh": "本级未见", "en": "not found locally"},
    "added": {"zh": "本级另有", "en": "only local"},
    "changed": {"zh": "改动", "en": "changed"},
}

ASPECTS: Words = {
    "value": {"zh": "数值", "en": "value"},
    "number": {"zh": "数字", "en": "number"},
    "comparator": {"zh": "比较符", "en": "comparator"},
    "baseline": {"zh": "基期值", "en": "baseline"},
    "deadline": {"zh": "期限", "en": "deadline"},
    "department": {"zh": "责任部门", "en": "department"},
    "measure": {"zh": "举措", "en": "measure"},
    "clause": {"zh": "语句", "en": "clause"},
    "scope": {"zh": "范围", "en": "scope"},
    "attribute": {"zh": "属性", "en": "attribute"},
    "name": {"zh": "名称", "en": "name"},
    "title": {"zh": "标题", "en": "title"},
    "hedge": {"zh": "措辞", "en": "hedging words"},
    "duty": {"zh": "责任", "en": "duty"},
    "modality": {"zh": "语气", "en": "modality"},
    "unit": {"zh": "单位", "en": "unit"},
    "basis": {"zh": "统计口径", "en": "basis"},
    "quantity": {"zh": "计量对象", "en": "quantity"},
    "wording": {"zh": "表述", "en": "wording"},
    "hedges": {"zh": "措辞", "en": "hedging words"},
}

OWED: Words = {
    "yes": {"zh": "上级要求本级落实", "en": "asked of this level"},
    "no": {"zh": "上级自行承担，未要求本级", "en": "kept by the upper level"},
    "unknown": {"zh": "未写明", "en": "not stated"},
    "cross": {"zh": "不适用（横向）", "en": "does not apply (cross-chain)"},
}

COLUMNS: Words = {
    "row": {"zh": "序号", "en": "No."},
    "relation": {"zh": "关系", "en": "Relation"},
    "indicator": {"zh": "指标", "en": "Indicator"},
    "category": {"zh": "类别", "en": "Category"},
    "origin": {"zh": "首见于", "en": "First in"},
    "name": {"zh": "指标", "en": "indicator"},
    "subject": {"zh": "目标内容", "en": "target"},
    "title": {"zh": "任务", "en": "action"},
    "baseline": {"zh": "基期值", "en": "baseline"},
    "value": {"zh": "目标值", "en": "target value"},
    "deadline": {"zh": "期限", "en": "deadline"},
    "attribute": {"zh": "属性", "en": "attribute"},
    "manner": {"zh": "语气", "en": "modality"},
    "departments": {"zh": "责任部门", "en": "departments"},
    "quote": {"zh": "原文", "en": "passage"},
    "place": {"zh": "出处", "en": "place"},
    "flags": {"zh": "变化情形", "en": "Flags"},
    "differences": {"zh": "差异", "en": "Differences"},
    "reasons": {"zh": "判断依据", "en": "Reasons"},
    "owed": {"zh": "上级要求", "en": "Asked of this level"},
    "confidence": {"zh": "置信度", "en": "Confidence"},
    "comparison": {"zh": "比较类型", "en": "Comparison"},
    "judgement": {"zh": "人工判定", "en": "Judgement"},
    "id": {"zh": "编号", "en": "Id"},
}

EXPLAIN: Words = {
    "reading": {"zh": "怎样读", "en": "How to read"},
    "reading_1": {
        "zh": "“指标矩阵”一行一项指标，一列一部规划，单元格为“基期值 → 目标值”、属性和与上级的关系。",
        "en": "The matrix has a row an indicator and a column a plan: baseline → target, attribute, relation.",
    },
    "reading_2": {
        "zh": "逐对对照表列出两部规划的每一项内容，左为上级（或参照）规划，右为本级规划，并附两处原文和出处。",
        "en": "The comparison tables list every item of two plans with both passages, the upper plan to the left.",
    },
    "reading_3": {
        "zh": "关系由程序比对得出，供核实时参考；“未见对应”只说明在该文本中没有找到，不等于没有落实。",
        "en": "Relations are found by a program, to be checked; “no counterpart found” speaks of this document only.",
    },
    "reading_4": {
        "zh": "标“待核实”的，所依据的事实尚无文本可以印证，不作为问题。",
        "en": "“Unconfirmed” means that no document at hand shows a fact it rests on; it is never called a problem.",
    },
    "unconfirmed": {"zh": "待核实", "en": "unconfirmed"},
    "no_baseline": {"zh": "“—”表示原文没有给出数值。", "en": "“—”: the plan gives no value."},
    "not_listed": {"zh": "未列", "en": "not listed"},
    "not_listed_legend": {
        "zh": "该规划的指标中没有此项，且与它没有上级要求的比较。",
        "en": "The plan does not list this indicator, and no upper plan compared with it does.",
    },
    "absent": {"zh": "未收录", "en": "absent"},
    "absent_legend": {
        "zh": "链条中间层级的规划，未收录其文本，不作比较。",
        "en": "A plan in the middle of a chain whose text is not in the corpus.",
    },
}

LABELS: Words = {
    "report": {"zh": "规划对照", "en": "Plan cross-walk"},
    "about": {"zh": "说明", "en": "About"},
    "matrix": {"zh": "指标矩阵", "en": "Indicator matrix"},
    "overview": {"zh": "概览", "en": "Overview"},
    "plans": {"zh": "所收规划", "en": "Plans"},
    "pairs": {"zh": "逐对对照", "en": "Comparisons"},
    "counts": {"zh": "各对规划的比对结果（条）", "en": "Results by comparison (links)"},
    "legend": {"zh": "图例", "en": "Legend"},
    "nation": {"zh": "国家", "en": "Nation"},
    "upper": {"zh": "上级", "en": "Upper"},
    "reference": {"zh": "参照", "en": "Reference"},
    "local": {"zh": "本级", "en": "Local"},
    "against": {"zh": "对照", "en": "against"},
    "own": {"zh": "自有指标", "en": "own indicators"},
    "kind": {"zh": "类别", "en": "Kind"},
    "total": {"zh": "合计", "en": "Total"},
    "pair": {"zh": "比较", "en": "Comparison"},
    "plan": {"zh": "规划", "en": "Plan"},
    "title": {"zh": "标题", "en": "Title"},
    "region": {"zh": "地区", "en": "Region"},
    "level": {"zh": "层级", "en": "Level"},
    "issuer": {"zh": "发文机关", "en": "Issuer"},
    "doc_number": {"zh": "发文字号", "en": "Document number"},
    "issued": {"zh": "发文日期", "en": "Issued"},
    "period": {"zh": "规划期", "en": "Period"},
    "source": {"zh": "文件", "en": "File"},
    "inferred": {"zh": "推断", "en": "inferred"},
    "framework": {"zh": "仅有事实清单，无文本", "en": "known as facts only"},
    "basis": {"zh": "所细化的上级内容", "en": "Elaborates"},
    "sources": {"zh": "来源", "en": "sources"},
    "status_count": {"zh": "现状", "en": "Status"},
    "page": {"zh": "第{}页", "en": "p. {}"},
    "table_row": {"zh": "表{}第{}行", "en": "table {} row {}"},
    "more": {"zh": "……等 {} 处，详见 index.html", "en": " … {} in all, see index.html"},
    "shortened": {
        "zh": "……（以下从略，全文{}字，见 index.html）",
        "en": "… (cut; all {} characters stand in index.html)",
    },
    "page_of": {"zh": "第 &P 页，共 &N 页", "en": "Page &P of &N"},
    "colon": {"zh": "：", "en": ": "},
    "open": {"zh": "（", "en": " ("},
    "close": {"zh": "）", "en": ")"},
    "comma": {"zh": "、", "en": ", "},
    "semicolon": {"zh": "；", "en": "; "},
}

TABLES: dict[str, Words] = {
    "relation": RELATIONS,
    "relation_legend": RELATION_LEGENDS,
    "flag": FLAGS,
    "comparison": COMPARISONS,
    "comparison_label": COMPARISON_LABELS,
    "comparison_legend": COMPARISON_LEGENDS,
    "kind": KINDS,
    "kind_name": KIND_NAMES,
    "level": LEVELS,
    "attribute": ATTRIBUTES,
    "modality": MODALITIES,
    "role": ROLES,
    "basis": BASES,
    "field": FIELDS,
    "operation": OPERATIONS,
    "aspect": ASPECTS,
    "owed": OWED,
    "column": COLUMNS,
    "explain": EXPLAIN,
    "label": LABELS,
    "page": PAGE,
}


def term(table: str, code: str, lang: Lang = "zh") -> str:
    """The words for a code; a code that has none (added by a newer version) is shown as it is."""
    words = TABLES[table].get(code)
    return words[lang] if words else code


def outcome(link: Link) -> Outcome:
    """The relation as people see it: an added item that elaborates an upper one is 细化, else 本级新增."""
    if link.relation == "added":
        return "elaborated" if link.basis else "added"
    return link.relation


def relation_name(code: str, lang: Lang = "zh") -> str:
    """Name of a relation by its code."""
    return term("relation", code, lang)


def relation_text(link: Link, lang: Lang = "zh") -> str:
    """Name of the relation, marked 待核实 where it rests on an unconfirmed fact."""
    name = term("relation", outcome(link), lang)
    if link.unconfirmed:
        name += term("label", "open", lang) + term("explain", "unconfirmed", lang) + term("label", "close", lang)
    return name
