"""What the page says beside the names that all outputs share (:mod:`policy_xwalk.wording.terms`)."""

from __future__ import annotations

from policy_xwalk.wording import Lang

_SURVEY: dict[str, dict[Lang, str]] = {
    "survey": {"zh": "多地对比", "en": "Many plans"},
    "survey_of": {"zh": "{} 份{}规划", "en": "{} plans, level: {}"},
    "survey_upper": {"zh": "上级", "en": "Upper"},
    "survey_note": {
        "zh": "一份上级规划之下，同一层级的各份规划并列；按行政区划代码排列，不作排名。横向比较和不同层级不混在一起。",
        "en": "Plans of one level beside the same upper plan, by region code; nothing is ranked. Comparisons across "
        "chains and plans of other levels are not mixed in.",
    },
    "survey_gathered": {
        "zh": "规划较多，按上一级地区汇总：每格为该地区最多的一种情况及其份数。",
        "en": "Many plans: gathered by the region above; each cell shows the commonest fate and in how many plans.",
    },
    "survey_left_out": {
        "zh": "另有 {} 项未在此列出，见 policy-xwalk survey --table matrix。",
        "en": "{} more rows are left out here; see policy-xwalk survey --table matrix.",
    },
    "survey_dropped": {"zh": "最常未见对应", "en": "Most often not found"},
    "survey_raised": {"zh": "最常提高", "en": "Most often strengthened"},
    "survey_values": {"zh": "目标值的分布", "en": "Spread of target values"},
    "survey_values_note": {
        "zh": "点为规划（越大份数越多），色带为中间一半，竖线为中位数；各行刻度不同，两端见右侧；"
        "仅含单位一致的单一数值，总量随地区大小而异。",
        "en": "Dots are plans (larger: more of them), the band the middle half, the stroke the median; each row has "
        "its own scale, ends at the right; single numbers of one unit only, and totals vary with the size of "
        "the region.",
    },
    "survey_median": {"zh": "中位 {}（{} 份）", "en": "median {} ({} plans)"},
    "survey_rise": {"zh": "增幅 {}、中位 {}（{} 份）", "en": "rise {}, median {} ({} plans)"},
    "survey_incomparable": {"zh": "{} 份数值不可比", "en": "{} not comparable"},
    "survey_completeness": {"zh": "对应情况", "en": "How much is answered"},
    "survey_share": {"zh": "对应比例", "en": "Share"},
    "survey_kinds": {"zh": "已有对应／可比事项", "en": "Answered / judged"},
    "survey_shares": {
        "zh": "各份规划的对应比例：最低 {}，中位 {}，最高 {}（{} 份）。",
        "en": "Share answered over the plans: lowest {}, median {}, highest {} ({} plans).",
    },
    "survey_limits": {
        "zh": "对应比例＝已有对应的事项／上级对本级提出且可以比对的事项。未见对应只表示在该文件中没有找到；"
        "照抄上级也会得满分，因此不宜据此排名。",
        "en": "Share = answered items / items asked of this level that could be compared. Not found means not found in "
        "this document; a copy of the upper plan scores full marks, so this is no basis for a ranking.",
    },
}

PAGE: dict[str, dict[Lang, str]] = {
    **_SURVEY,
    "files": {"zh": "其他输出", "en": "Other files"},
    "search": {
        "zh": "在本对比较中搜索名称、原文、部门……",
        "en": "Search this comparison: names, passages, departments …",
    },
    "search_label": {"zh": "搜索", "en": "Search"},
    "all": {"zh": "全部", "en": "All"},
    "only_unconfirmed": {"zh": "只看待核实", "en": "Unconfirmed only"},
    "shown": {"zh": "显示 {} / {} 条", "en": "{} of {} shown"},
    "nothing": {"zh": "没有符合条件的内容。", "en": "Nothing matches."},
    "reset": {"zh": "清除筛选", "en": "Reset filters"},
    "flow": {"zh": "内容去向", "en": "Where the items went"},
    "levels": {"zh": "层级与比较关系", "en": "Levels and comparisons"},
    "keys": {
        "zh": "↑ ↓ 选行，Enter 展开或收起两处原文，/ 全文查找，Esc 收起。",
        "en": "↑ ↓ choose a row, Enter opens and closes both passages, / finds in everything, Esc closes.",
    },
    "differs": {"zh": "两处不同的文字", "en": "text that differs"},
    "far_apart": {
        "zh": "两处文字差异较大，未逐字标注。",
        "en": "The texts differ too much to mark character by character.",
    },
    "no_passage": {"zh": "在本级规划中未见对应内容", "en": "No counterpart found in the local plan"},
    "no_upper": {"zh": "上级规划中未见此项", "en": "Not in the upper plan"},
    "no_reference": {"zh": "参照规划中未见此项", "en": "Not in the plan referred to"},
    "no_known": {"zh": "对方规划未收录这一类内容", "en": "The other plan is not known for this kind of item"},
    "no_text": {"zh": "（仅有事实清单，没有原文）", "en": "(known as a fact only; no text)"},
    "person": {"zh": "人工判定", "en": "Person"},
    "choose_pair": {"zh": "选择一对规划", "en": "Choose a comparison"},
    "no_script": {
        "zh": "展开原文和筛选需要启用 JavaScript；概览和指标矩阵不受影响，其余内容另见 crosswalk.xlsx。",
        "en": "Passages and filters need JavaScript; overview and matrix do not, and crosswalk.xlsx holds the rest.",
    },
    "skip_link": {"zh": "跳到正文", "en": "Skip to content"},
    "failed": {"zh": "未能读取的文件", "en": "Files that could not be read"},
    "flow_note": {
        "zh": "带宽按内容项数计；一项内容出现在几条对应中时，按每种关系各计一次。",
        "en": "Ribbons count items; an item that stands in several links counts once for each relation.",
    },
    "items": {"zh": "{} 项", "en": "{}"},
    "plan_count": {"zh": "{} 部规划", "en": "{} plans"},
    "pair_count": {"zh": "{} 对比较", "en": "{} comparisons"},
    "times": {"zh": "（计 {} 次）", "en": " (counted {} times)"},
    "open_link": {"zh": "查看两处原文", "en": "Show both passages"},
    "to_top": {"zh": "回到页首", "en": "Top"},
    "contents": {"zh": "页内目录", "en": "Contents"},
    "search_all": {
        "zh": "全文查找：名称、原文、规划、疑似问题（按 / 键）",
        "en": "Find in everything: names, texts, plans, findings (press /)",
    },
    "search_all_label": {"zh": "在全部内容中查找", "en": "Find in everything"},
    "hits_plans": {"zh": "规划", "en": "Plans"},
    "hits_items": {"zh": "指标、目标和任务", "en": "Indicators, targets and actions"},
    "hits_findings": {"zh": "疑似问题", "en": "Findings"},
    "hits_texts": {"zh": "规划正文", "en": "Texts of plans"},
    "hits_none": {"zh": "没有找到。", "en": "Nothing found."},
    "hits_more": {"zh": "共 {} 处，显示前 {} 处", "en": "{} in all, the first {} shown"},
    "findings": {"zh": "疑似问题", "en": "Findings"},
    "findings_note": {
        "zh": "以下各条由程序按规则比对得出，供审核时参考，须由人核实后认定。",
        "en": "Found by rules, for a person to check and to judge.",
    },
    "severity": {"zh": "轻重", "en": "Severity"},
    "rule": {"zh": "规则", "en": "Rule"},
    "waived_too": {"zh": "含已搁置", "en": "Set aside, too"},
    "waived": {"zh": "已搁置", "en": "Set aside"},
    "suggestion": {"zh": "建议", "en": "Suggestion"},
    "more": {"zh": "再显示 {} 条", "en": "Show {} more"},
    "quotes_more": {"zh": "另有 {} 处", "en": "{} more passages"},
    "pairs_left_out": {
        "zh": "比较较多，本页逐条列出前 {} 对；其余 {} 对见 crosswalk.xlsx 和 links.jsonl。",
        "en": "The first {} comparisons stand here item by item; the other {} are in crosswalk.xlsx and links.jsonl.",
    },
    "read_there": {"zh": "在对照阅读中查看", "en": "Read in the texts"},
    "permalink": {"zh": "本条链接", "en": "Link to this"},
    "fates": {"zh": "上级内容的去向", "en": "What became of upper commitments"},
    "by_kind": {"zh": "按类别（占各类合计的比例）", "en": "By kind (shares of each kind)"},
    "by_chapter": {"zh": "按上级规划的章节（项数）", "en": "By chapter of the upper plan (items)"},
    "flow_levels": {"zh": "层级之间的去向", "en": "Flow between levels"},
    "fates_note": {
        "zh": "每项上级内容在每对比较中只计一次，有几种关系的，按降低、调整、提高、一致的次序取先出现的一种。"
        "斜线部分所依据的事实待核实。不同类型的比较不相加。",
        "en": "In the bars an upper item counts once for each comparison; of several relations the first of weakened, "
        "changed, strengthened, same. Hatched parts rest on unconfirmed facts. Different sorts of comparison are "
        "never added up. ",
    },
    "of_items": {"zh": "共 {} 项", "en": "of {}"},
    "of_which_unconfirmed": {"zh": "其中待核实", "en": "of which unconfirmed"},
    "figure_plans": {"zh": "部规划", "en": "plans"},
    "figure_pairs": {"zh": "对比较", "en": "comparisons"},
    "figure_links": {"zh": "条对应关系", "en": "links"},
    "figure_unconfirmed": {"zh": "条待核实", "en": "unconfirmed"},
    "figure_findings": {"zh": "条疑似问题", "en": "findings"},
    "figure_decided": {"zh": "条已有人工判定", "en": "judged by people"},
    "stale": {"zh": "内容已变、需重新判定的人工判定", "en": "Judgements whose subject has changed"},
    "stale_note": {
        "zh": "这些判定所针对的对应关系或条目已不是判定时的样子，未予采用，但仍保留。",
        "en": "What these judgements speak of is no longer what the person saw; they are kept and not followed.",
    },
    "rejections": {"zh": "人工剔除的条目", "en": "Items set aside by people"},
    "rejection_disputed": {"zh": "意见不一", "en": "people differ"},
    "rejections_note": {
        "zh": "人工判定不是承诺，不参加比对；原记录保留。",
        "en": "People said that these are no commitments; they are kept and not compared.",
    },
    "subject": {"zh": "对象", "en": "Subject"},
    "verdict": {"zh": "判定", "en": "Verdict"},
    "who": {"zh": "判定人", "en": "By"},
    "when": {"zh": "日期", "en": "Date"},
    "why": {"zh": "说明", "en": "Reason"},
    "verdict_accept": {"zh": "同意", "en": "accept"},
    "verdict_reject": {"zh": "不是对应", "en": "reject"},
    "verdict_change": {"zh": "改为", "en": "change"},
    "only_decided": {"zh": "只看已有人工判定", "en": "Judged by people only"},
    "modes": {"zh": "查看方式", "en": "View"},
    "mode_list": {"zh": "逐项列表", "en": "List"},
    "mode_reading": {"zh": "对照阅读", "en": "Side by side"},
    "keys_reading": {
        "zh": "点击一处，另一侧转到对应的文字；↓ ↑（或 J、K）逐条查看，Enter 展开本条，Esc 取消选择。",
        "en": "Click a passage and the other side goes to its answer; ↓ ↑ (or J, K) go from link to link, Enter opens "
        "it in the list, Esc clears.",
    },
    "show_differences": {"zh": "标出差异", "en": "Mark differences"},
    "links": {"zh": "对应关系", "en": "Links"},
    "items_only": {"zh": "没有全文，只列所知的条目。", "en": "The text is not at hand; known items only."},
    "machine": {"zh": "程序判断", "en": "Program"},
    "decision": {"zh": "人工判定", "en": "Person"},
    "disputed": {"zh": "另有 {} 人意见不同", "en": "{} other people differ"},
    "at": {"zh": "第 {} / {} 条", "en": "{} of {}"},
    "open_list": {"zh": "展开本条", "en": "Open in the list"},
    "open_reading": {"zh": "在两部规划中查看", "en": "See in both texts"},
    "no_pairs": {
        "zh": "所收规划之间没有可作的比较（层级、地区或规划期不相衔接）；可在 corpus.toml 的 [[compare]] 中指定。",
        "en": "No two of these plans are compared (levels, regions or periods do not meet); [[compare]] in corpus.toml "
        "asks for a comparison.",
    },
    "alone": {"zh": "未作比较", "en": "not compared"},
    "alone_legend": {
        "zh": "所收规划中没有可与它比较的上级或下级规划，只列本规划的内容。",
        "en": "No upper or local plan at hand to compare it with; its own items only.",
    },
}
