"""What the documents to hand on say beside the tables: titles, notes, headings, and sentences around figures.

They point and do not judge: 疑似、建议核实、未见对应.
"""

from __future__ import annotations

from policy_xwalk.wording import Lang
from policy_xwalk.wording.documents_report import REPORT
from policy_xwalk.wording.terms import Words

SHEETS: Words = {
    "findings": {"zh": "疑似问题", "en": "Findings"},
    "findings_note": {
        "zh": "按程度排列；只供核实时参考，不是结论。请在“人工判定”“说明”两列填写核实结果。",
        "en": "The gravest first; to be checked, not conclusions. Please fill in the columns Judgement and Reason.",
    },
    "matrix_note": {
        "zh": "一行一项指标，一列一部规划。",
        "en": "A row an indicator, a column a plan.",
    },
    "gaps": {"zh": "未见对应", "en": "No counterpart found"},
    "gaps_note": {
        "zh": "上级（或参照）规划有、在本级文本中没有找到的事项，建议核实；可能由其他文件落实。判定请填在对照表中。",
        "en": "Upper items of which nothing was found in the local text; please check, others may answer them.",
    },
    "survey": {"zh": "多地对比", "en": "Many plans"},
    "survey_note": {
        "zh": "同一层级各份规划与《{upper}》并列，按行政区划代码排列，不作排名；分布只含单位一致的单一数值。",
        "en": "Plans of one level beside {upper}, by region code, not ranked; spreads hold single numbers of one unit.",
    },
    "additions": {"zh": "细化和新增", "en": "Elaborated and added"},
    "additions_note": {
        "zh": "本级规划把上级内容具体化（细化）或自行提出（本级新增）的事项。",
        "en": "Local items that spell out an upper one, or that the upper plan does not have.",
    },
    "ledger": {"zh": "任务清单", "en": "Task list"},
    "ledger_note": {
        "zh": "按规划文本整理，供建立工作台账；文中没有写明的期限、部门留待填写，浅黄色各列随工作进展填写。",
        "en": "Drawn from the plan; departments it does not name and the pale yellow columns are to fill in.",
    },
    "status": {"zh": "现状", "en": "Status"},
    "status_note": {
        "zh": "规划报告的已有成绩和现状数据，不是承诺，不参加比对。",
        "en": "Figures that plans report about the past and the present; no commitments, not compared.",
    },
    "rejections": {"zh": "人工剔除", "en": "Set aside by people"},
    "rejections_note": {
        "zh": "人工判定不是承诺的条目，不参加比对，原记录保留；要恢复，请用 policy-xwalk judge --accept 编号。",
        "en": "Items that people said are no commitments; kept, not compared. To take one back: "
        "policy-xwalk judge --accept ID.",
    },
    "corrections": {"zh": "更正", "en": "Corrections"},
    "corrections_note": {
        "zh": "识别有误的条目填在这里：条目编号见 index.html 和 records.jsonl。",
        "en": "For items that were read wrongly; ids stand in index.html and records.jsonl.",
    },
    "counts": {"zh": "比对结果", "en": "Results"},
    "counts_note": {
        "zh": "每对规划、每类内容的对应关系条数。",
        "en": "Links of each comparison and kind.",
    },
    "of_all_pairs": {"zh": "对照", "en": " compared"},
    "all_pairs": {"zh": "全部比较", "en": "All comparisons"},
    "combined_note": {
        "zh": "共 {n} 对规划，合列一表，可按“比较”一列筛选。",
        "en": "{n} comparisons in one table; filter by the column Comparison.",
    },
    "contents": {"zh": "目录", "en": "Contents"},
    "rows_left_out": {
        "zh": "共 {n} 行，超过一张工作表所能容纳的行数，此处列出前 {shown} 行；"
        "全部见 links.csv、tasks.csv 和 records.jsonl。",
        "en": "{n} rows are more than a sheet holds; the first {shown} stand here, all in links.csv, tasks.csv and "
        "records.jsonl.",
    },
    "rows": {"zh": "{n} 行", "en": "{n} rows"},
    "inferred_note": {
        "zh": "标“推断”的，是文本没有写明、由程序推断的，建议核对。",
        "en": "“Inferred”: not stated in the text but concluded by the program; please check.",
    },
    "reading_judge": {
        "zh": "浅黄色单元格供填写。在“判定人”旁填写姓名，在各表“人工判定”列选择、在“说明”列写理由，"
        "存盘后用 policy-xwalk judge 读回，下次运行时与程序的判断并列显示，并以人工判定为准。",
        "en": "Pale yellow cells are to fill in. Write your name beside “Judged by”, choose in the column Judgement "
        "and give a Reason; policy-xwalk judge reads the workbook back, and the next run follows you.",
    },
    "reading_limits": {
        "zh": "本簿只反映所收录文本；程序会有错漏，引用前请核对两处原文。",
        "en": "This workbook speaks of the texts at hand only; the program errs, so check both passages before use.",
    },
    "waived": {"zh": "{who} {when} 说明：{why}", "en": "{who} {when}: {why}"},
    "waived_count": {"zh": "；另有已说明不再提示 {n}", "en": "; set aside {n}"},
    "severity_error": {
        "zh": "直接上下级之间，两处文本明显不同，建议优先核实。",
        "en": "Between neighbouring levels the texts plainly differ; to be checked first.",
    },
    "severity_warning": {"zh": "两处文本有出入，建议核实。", "en": "The texts differ; please check."},
    "severity_info": {"zh": "供参考的提示。", "en": "A hint for reference."},
    "line": {"zh": "第{n}行", "en": "line {n}"},
}

COLUMNS: Words = {
    "number": {"zh": "序号", "en": "No."},
    "severity": {"zh": "程度", "en": "Severity"},
    "title": {"zh": "疑似问题", "en": "Finding"},
    "plan": {"zh": "规划", "en": "Plan"},
    "against": {"zh": "所对照规划", "en": "Against"},
    "message": {"zh": "情况", "en": "What was found"},
    "upper_quote": {"zh": "上级原文", "en": "Upper passage"},
    "upper_place": {"zh": "上级出处", "en": "Upper place"},
    "local_quote": {"zh": "本级原文", "en": "Local passage"},
    "local_place": {"zh": "本级出处", "en": "Local place"},
    "suggestion": {"zh": "建议", "en": "Suggestion"},
    "rule": {"zh": "规则", "en": "Rule"},
    "waiver": {"zh": "不再提示的理由", "en": "Set aside"},
    "fingerprint": {"zh": "指纹", "en": "Fingerprint"},
    "relation": {"zh": "关系", "en": "Relation"},
    "item": {"zh": "事项", "en": "Item"},
    "pair": {"zh": "比较", "en": "Comparison"},
    "comparison": {"zh": "比较类型", "en": "Kind of comparison"},
    "kind": {"zh": "类别", "en": "Kind"},
    "value": {"zh": "数值", "en": "Value"},
    "departments": {"zh": "责任部门", "en": "Departments"},
    "quote": {"zh": "原文", "en": "Passage"},
    "place": {"zh": "出处", "en": "Place"},
    "owed": {"zh": "上级要求", "en": "Asked of this level"},
    "basis": {"zh": "所细化的上级内容", "en": "Elaborates"},
    "said": {"zh": "判定人、日期和理由", "en": "Who, when and why"},
    "decided": {"zh": "已有判定", "en": "Decided so far"},
    "id": {"zh": "编号", "en": "Id"},
    "task": {"zh": "任务", "en": "Task"},
    "chapter": {"zh": "所属章节", "en": "Chapter"},
    "content": {"zh": "主要内容", "en": "Content"},
    "goals": {"zh": "目标", "en": "Goals"},
    "deadline": {"zh": "完成时限", "en": "Deadline"},
    "lead": {"zh": "牵头部门", "en": "Lead"},
    "support": {"zh": "配合部门", "en": "Support"},
    "progress": {"zh": "进展情况", "en": "Progress"},
    "done": {"zh": "完成率", "en": "Done"},
    "remarks": {"zh": "备注", "en": "Remarks"},
    "as_of": {"zh": "时点", "en": "As of"},
}

LEDGER: Words = {
    "indicator": {"zh": "主要指标", "en": "indicator"},
    "task": {"zh": "任务", "en": "task"},
    "box_item": {"zh": "专栏行动", "en": "box item"},
    "project": {"zh": "工程项目", "en": "project"},
    "safeguard": {"zh": "保障措施", "en": "safeguard"},
    "target": {"zh": "正文目标", "en": "prose target"},
    "period": {"zh": "规划期内（至{year}年）", "en": "within the plan (to {year})"},
    "undivided": {"zh": "（未区分牵头、配合）", "en": " (undivided)"},
}

DOCUMENTS: Words = {
    **SHEETS,
    **{f"column_{code}": words for code, words in COLUMNS.items()},
    **{f"ledger_{code}": words for code, words in LEDGER.items()},
    **{f"report_{code}": words for code, words in REPORT.items()},
}


def phrase(code: str, lang: Lang, **params: object) -> str:
    """The words for a code, with its params filled in."""
    words = DOCUMENTS[code][lang]
    return words.format(**params) if params else words
