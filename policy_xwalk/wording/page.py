"""What the page says beside the names that all outputs share (:mod:`policy_xwalk.wording.terms`)."""

from __future__ import annotations

from policy_xwalk.wording import Lang

PAGE: dict[str, dict[Lang, str]] = {
    "files": {"zh": "其他输出", "en": "Other files"},
    "search": {"zh": "搜索名称、原文、部门……（按 / 键）", "en": "Search names, passages, departments … (press /)"},
    "search_label": {"zh": "搜索", "en": "Search"},
    "all": {"zh": "全部", "en": "All"},
    "only_unconfirmed": {"zh": "只看待核实", "en": "Unconfirmed only"},
    "shown": {"zh": "显示 {} / {} 条", "en": "{} of {} shown"},
    "nothing": {"zh": "没有符合条件的内容。", "en": "Nothing matches."},
    "reset": {"zh": "清除筛选", "en": "Reset filters"},
    "flow": {"zh": "内容去向", "en": "Where the items went"},
    "levels": {"zh": "层级与比较关系", "en": "Levels and comparisons"},
    "keys": {
        "zh": "↑ ↓ 选行，Enter 展开或收起两处原文，/ 搜索，Esc 收起。",
        "en": "↑ ↓ choose a row, Enter opens and closes both passages, / searches, Esc closes.",
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
    "skip_link": {"zh": "跳到逐对对照", "en": "Skip to comparisons"},
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
}
