"""What the audit report says: headings, sentences around figures, captions. It points and does not judge."""

from __future__ import annotations

from policy_xwalk.wording.terms import Words

REPORT: Words = {
    "title": {"zh": "{topic}衔接情况审核报告", "en": "{topic}: report on how the plans connect"},
    "title_cross": {"zh": "{topic}对照情况报告", "en": "{topic}: report on a comparison of plans"},
    "any_plans": {"zh": "规划", "en": "Plans"},
    "opening": {
        "zh": "本报告对{plans}部规划逐条比对，共{pairs}对比较、{links}条对应关系，列出疑似问题{findings}条。"
        "报告只指出两处文本有出入之处，是否属于问题，由审核人员核实后判定。",
        "en": "This report compares {plans} plans item by item ({pairs} comparisons, {links} links) and lists "
        "{findings} findings. It points to where two texts differ; whether that is a problem, the auditor decides.",
    },
    "part_objects": {"zh": "审核对象与方法", "en": "What was examined, and how"},
    "part_overview": {"zh": "总体情况", "en": "Overview"},
    "part_findings": {"zh": "疑似问题", "en": "Findings"},
    "part_gaps": {"zh": "上级有而本级未见对应的事项", "en": "Upper items without a counterpart"},
    "part_gaps_cross": {
        "zh": "参照规划有而本级未见对应的事项",
        "en": "Items of the plan referred to without a counterpart",
    },
    "part_additions": {"zh": "本级细化和新增的事项", "en": "What the local plan elaborates and adds"},
    "part_decisions": {"zh": "人工判定情况", "en": "What people decided"},
    "part_waived": {"zh": "已说明不再提示的问题", "en": "Findings set aside with a reason"},
    "sub_objects": {"zh": "审核对象", "en": "Plans"},
    "sub_comparisons": {"zh": "比较关系", "en": "Comparisons"},
    "sub_method": {"zh": "方法和局限", "en": "Method and limits"},
    "table_plans": {"zh": "表{n}　审核对象", "en": "Table {n}. Plans"},
    "table_counts": {"zh": "表{n}　比对结果（项）", "en": "Table {n}. Results (items)"},
    "table_gaps": {"zh": "表{n}　未见对应的事项", "en": "Table {n}. Items without a counterpart"},
    "table_additions": {"zh": "表{n}　细化和新增的事项", "en": "Table {n}. Elaborated and added items"},
    "table_infos": {"zh": "表{n}　提示事项", "en": "Table {n}. Hints"},
    "table_waived": {"zh": "表{n}　已说明不再提示的问题", "en": "Table {n}. Findings set aside"},
    "table_decisions": {"zh": "表{n}　人工判定", "en": "Table {n}. Decisions"},
    "column_name": {"zh": "规划名称", "en": "Plan"},
    "column_issuer": {"zh": "发文机关、字号和日期", "en": "Issuer, number and date"},
    "column_level": {"zh": "层级和地区", "en": "Level and region"},
    "column_note": {"zh": "说明", "en": "Note"},
    "column_pair": {"zh": "比较", "en": "Comparison"},
    "column_upper_count": {"zh": "上级项数", "en": "Upper items"},
    "column_machine": {"zh": "程序判断", "en": "Program"},
    "column_person": {"zh": "人工判定", "en": "Person"},
    "column_when": {"zh": "判定人、日期和理由", "en": "Who, when and why"},
    "framework": {"zh": "仅有事实清单，无全文", "en": "known as facts only, no text"},
    "comparisons_of": {"zh": "{label}：{pairs}。{legend}", "en": "{label}: {pairs}. {legend}"},
    "and_more": {"zh": "等{n}对", "en": " and others, {n} in all"},
    "absent": {
        "zh": "链条中间的下列规划没有收录，未作比较，差异可能出自这些规划：{names}。",
        "en": "Plans in the middle of a chain are absent; a difference may come from them: {names}.",
    },
    "method": {
        "zh": "程序从各规划中提取指标、目标和任务，按名称、口径、数值和内容逐条找出对应，再比较目标值、期限、范围、"
        "责任和措辞。“未见对应”只表示在所收录的本级规划文本中没有找到，不等于没有落实，可能由其他文件作出安排。",
        "en": "The program extracts indicators, targets and tasks, finds what answers each of them by name, scope, "
        "value and content, and compares values, deadlines, scope, duties and wording. “No counterpart found” speaks "
        "of the local text at hand only; another document may answer the item.",
    },
    "method_unconfirmed": {
        "zh": "标“待核实”的{n}条对应关系，所依据的上级事实尚无文本可以印证，不作为问题。",
        "en": "{n} links are marked “unconfirmed”: no document at hand shows a fact they rest on; none is a finding.",
    },
    "method_quality": {
        "zh": "提取和比对会有错漏；用人工标注数据测得的准确率、召回率列在项目说明（README）“准确程度”一节，"
        "可运行 policy-xwalk evaluate 复核{version}。引用本报告前，请核对所附两处原文。",
        "en": "Extraction and comparison err; precision and recall against hand-made gold stand in the README and are "
        "printed by policy-xwalk evaluate{version}. Please check both passages before quoting this report.",
    },
    "version": {"zh": "（本报告所用版本为{version}）", "en": " (this report: version {version})"},
    "failed": {
        "zh": "下列文件未能读取，不在审核范围内：",
        "en": "These files could not be read and were not examined:",
    },
    "counts_note": {
        "zh": "细化、本级新增按本级事项计，其他按上级事项计；一项有几处对应的，按每种关系各计一次。",
        "en": "Upper items are counted, local ones where elaborated or added; an item answered in several ways counts "
        "once for each.",
    },
    "kind": {
        "zh": "{kind}方面，上级有{upper}项：{counts}。",
        "en": "{kind}: {upper} upper items: {counts}.",
    },
    "kind_cross": {
        "zh": "{kind}方面，参照规划有{upper}项：{counts}。",
        "en": "{kind}: {upper} items of the plan referred to: {counts}.",
    },
    "kind_unknown": {
        "zh": "因所收录的上级规划内容不全，本级{counts}无从比对。",
        "en": "The upper plan is not completely known, so {counts} of the local plan cannot be compared.",
    },
    "rest_pairs": {
        "zh": "其余{n}对比较的结果见表{table}，逐条对照见 {file}。",
        "en": "For the other {n} comparisons see table {table}, and {file} item by item.",
    },
    "beyond": {"zh": "{kind}{n}项", "en": "{kind} {n}"},
    "count": {"zh": "{relation}{n}项", "en": "{relation} {n}"},
    "count_findings": {"zh": "{severity}{n}条", "en": "{severity} {n}"},
    "local_more": {
        "zh": "本级另有{counts}。",
        "en": "Beside these the local plan has {counts}.",
    },
    "pair_findings": {"zh": "涉及疑似问题{n}条。", "en": "{n} findings concern this pair."},
    "one_plan": {
        "zh": "没有可以比较的规划，只审核规划文本本身。",
        "en": "No plans could be compared; each was read by itself.",
    },
    "no_findings": {"zh": "本次没有发现疑似问题。", "en": "Nothing was found."},
    "findings_opening": {
        "zh": "共{n}条，其中{counts}。各条附所依据的原文和出处。",
        "en": "{n} in all: {counts}. Each shows the passages it rests on.",
    },
    "findings_of": {"zh": "{severity}（{n}条）", "en": "{severity} ({n})"},
    "one_of": {"zh": "（{n}）", "en": "({n}) "},
    "concerns": {"zh": "{plan}", "en": "{plan}"},
    "concerns_pair": {"zh": "{plan}，对照{against}", "en": "{plan}, against {against}"},
    "upper_says": {"zh": "上级原文（{label}）：", "en": "Upper plan ({label}): "},
    "local_says": {"zh": "本级原文（{label}）：", "en": "Local plan ({label}): "},
    "plan_says": {"zh": "原文（{label}）：", "en": "Passage ({label}): "},
    "quoted": {"zh": "“{quote}”{place}", "en": "“{quote}”{place}"},
    "suggest": {"zh": "建议：", "en": "Suggestion: "},
    "ledger_note": {
        "zh": "按规划文本整理，供建立工作台账；文中没有写明的期限、部门和进展情况留待填写。可填写的电子表见 {file}。",
        "en": "Drawn from the plan; what it does not name is left to fill in. {file} has the same as a sheet.",
    },
    "no_upper_text": {"zh": "（仅有事实清单，没有原文）", "en": "(known as a fact only; no text)"},
    "rest": {
        "zh": "限于篇幅，此处列出其中{shown}条；全部{n}条见 {file} 的“{sheet}”表。",
        "en": "{shown} of {n} stand here; all are in {file}, sheet “{sheet}”.",
    },
    "rest_plans": {
        "zh": "限于篇幅，此处列出前{shown}部规划；全部{n}部见 {file} 的“{sheet}”表。",
        "en": "The first {shown} of {n} plans stand here; all are in {file}, sheet “{sheet}”.",
    },
    "gaps_opening": {
        "zh": "下列事项在本级规划文本中未见对应，建议核实是否由其他文件落实。",
        "en": "Nothing was found in the local text for these items; please check whether others answer them.",
    },
    "gaps_opening_cross": {
        "zh": "两地不在同一上下级链条，下列差异只作参照，没有衔接义务。",
        "en": "The plans are not of one chain; these differences are for reference only.",
    },
    "no_gaps": {"zh": "没有未见对应的事项。", "en": "There are none."},
    "additions_opening": {
        "zh": "“细化”是把上级内容具体化的事项，“本级新增”是上级规划中未见的事项。",
        "en": "“Elaborated”: items that spell out upper ones; “added locally”: items the upper plan does not have.",
    },
    "no_additions": {"zh": "没有细化或新增的事项。", "en": "There are none."},
    "no_decisions": {
        "zh": "尚无人工判定。可在 crosswalk.xlsx 的“人工判定”“说明”两列填写，读回后随下一次运行写入本报告。",
        "en": "Nobody has decided anything yet. Fill in Judgement and Reason in crosswalk.xlsx and read it back.",
    },
    "decisions_opening": {
        "zh": "共有人工判定{n}条，其中与程序判断不同{changed}条，判定人意见不一{disputed}条。",
        "en": "{n} decisions; {changed} unlike the program's call; people differ on {disputed}.",
    },
    "table_corrections": {"zh": "表{n}　条目更正", "en": "Table {n}. Corrected values"},
    "column_field": {"zh": "更正项", "en": "Field"},
    "column_read": {"zh": "程序读作", "en": "As read"},
    "column_corrected": {"zh": "更正为", "en": "Corrected to"},
    "corrections_opening": {
        "zh": "经人工更正的条目{n}处，比对以更正后的内容为准。",
        "en": "{n} values were corrected by hand; the comparison uses the corrected ones.",
    },
    "table_rejections": {"zh": "表{n}　人工剔除的条目", "en": "Table {n}. Items set aside"},
    "rejections_opening": {
        "zh": "经人工判定不是承诺的条目{n}处，不参加比对。",
        "en": "{n} items were found to be no commitments by people; they are not compared.",
    },
    "disputed": {"zh": "（意见不一）", "en": " (disputed)"},
    "stale_opening": {
        "zh": "下列{n}条判定所依据的内容已经变化，未予采用，请重新判定：",
        "en": "What these {n} decisions rest on has changed since; they were not followed. Please decide again:",
    },
    "annexes": {"zh": "附件：", "en": "Annexes: "},
    "annex": {"zh": "附件{n}", "en": "Annex {n}"},
    "annex_matrix": {"zh": "指标对照表", "en": "Indicators compared"},
    "annex_ledger": {"zh": "任务清单", "en": "Task lists"},
    "sign": {"zh": "审核单位（盖章）：　　　　　　　　", "en": "Examined by: ____________________"},
    "date": {"zh": "　　　　年　　月　　日　　", "en": "Date: ____________________"},
}
