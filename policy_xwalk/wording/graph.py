"""What the questions to the graph say: help of the commands, titles of their columns."""

from __future__ import annotations

Words = dict[str, dict[str, str]]

GRAPH_CLI: Words = {
    "graph_group": {
        "zh": "向一次运行的结果提问：去向、本级新增、逐级链条、变动最多的章节；或导出图。",
        "en": "Ask the results of a run: fate of a commitment, additions, chains, most changed chapters; or export it.",
    },
    "graph_became": {
        "zh": "某项指标、目标或任务在各份下级规划中的去向。\n\n示例：policy-xwalk graph became out 养老服务设施覆盖率",
        "en": "What became of an upper indicator, target or task in every local plan.\n\n"
        "Example: policy-xwalk graph became out 养老服务设施覆盖率",
    },
    "graph_additions": {
        "zh": "本级新增：在任何一份上级规划中都没有依据的事项（不含横向比较）。",
        "en": "Local additions without a basis in any upper plan (comparisons across chains left out).",
    },
    "graph_chains": {
        "zh": "逐级链条：从最高一级到最低一级，每一步的数值和关系。",
        "en": "Chains from the highest plan to the lowest, with value and relation at each step.",
    },
    "graph_sections": {
        "zh": "上级规划各章节中，没有原样落到下级的事项所占的比例，由高到低。",
        "en": "Chapters of the upper plans by the share of commitments that did not stay the same, highest first.",
    },
    "graph_results": {"zh": "run 的结果文件夹。", "en": "Folder with the results of run."},
    "graph_name": {
        "zh": "名称中的文字，或事项编号。",
        "en": "Words of the name, or the id of an item.",
    },
    "graph_plan": {"zh": "只看这份规划（规划编号）。", "en": "This plan only (its id)."},
    "rows_format": {
        "zh": "输出形式：table 表格，csv（Excel 可直接打开），jsonl。",
        "en": "Form of the output: table, csv (opens in Excel) or jsonl.",
    },
    "survey": {
        "zh": "多地对比：一份上级规划在同一层级各份下级规划中的落实情况。默认不排名。\n\n"
        "示例：policy-xwalk survey out --table values",
        "en": "Compare many local plans of one level with one upper plan; nothing is ranked unless asked for.\n\n"
        "Example: policy-xwalk survey out --table values",
    },
    "survey_table": {
        "zh": "matrix 逐项逐地；items 各项在多少份规划中保持、提高、降低、未见对应；"
        "values 数值和增幅的分布；completeness 各份规划的对应情况。",
        "en": "matrix: item by plan; items: in how many plans each was kept, raised, lowered, not found; "
        "values: spread of values and rises; completeness: how much each plan answers.",
    },
    "survey_upper": {"zh": "只看这份上级规划（规划编号）。", "en": "This upper plan only (its id)."},
    "survey_kind": {"zh": "只看一类事项。", "en": "One kind of items only."},
    "survey_rank": {
        "zh": "按对应比例由高到低排列（仅 completeness）；该比例只数对应与否，不说明质量。",
        "en": "Sort by the share answered (completeness only); it counts passages and says nothing of their worth.",
    },
    "survey_none": {
        "zh": "没有可作多地对比的规划：同一份上级规划之下，同一层级至少需要两份。",
        "en": "Nothing to survey: needed are at least two plans of one level compared with the same upper plan.",
    },
    "survey_limits": {
        "zh": "说明：对应比例＝已有对应的事项／上级对本级提出且可以比对的事项；未见对应只表示在该文件中没有找到，"
        "照抄上级也会得满分，不宜据此排名。",
        "en": "Note: share = answered items / items asked of this level that could be compared; not found means not "
        "found in this document, and a copy of the upper plan scores full marks: no basis for a ranking.",
    },
    "revision": {
        "zh": "修订对比：同一规划的两个版本之间改了什么。",
        "en": "What a revision changed: two versions of one plan.",
    },
    "revision_none": {
        "zh": "没有同一规划的两个版本，或两个版本内容一致。",
        "en": "There are no two versions of one plan, or they say the same.",
    },
    "graph_none": {
        "zh": "没有找到：{found}。请用名称中的几个字，或 records.jsonl 中的编号。",
        "en": "Nothing found: {found}. Use a few characters of the name, or an id from records.jsonl.",
    },
}

GRAPH_ERRORS: Words = {
    "survey_no_upper": {
        "zh": "没有以 {found} 为上级规划的多地对比；--upper 应为 {expected} 之一。",
        "en": "no survey of an upper plan {found}; --upper should be one of {expected}.",
    },
    "broken_results": {
        "zh": "{file}：第 {line} 行不完整，或不是这个版本写出的（{found}）；请重新运行 policy-xwalk run。",
        "en": "{file}: line {line} is incomplete or was not written by this version ({found}); run policy-xwalk run "
        "again.",
    },
    "not_results": {
        "zh": "{file}：不是结果文件夹（缺少 {expected}）；请先运行 policy-xwalk run 文件夹 -o {file}",
        "en": "{file}: not a folder of results ({expected} is not there); first run policy-xwalk run FOLDER -o {file}",
    },
}

COLUMN_TITLES: Words = {
    "plan": {"zh": "规划", "en": "Plan"},
    "older": {"zh": "原版本", "en": "Older version"},
    "newer": {"zh": "新版本", "en": "Newer version"},
    "older_name": {"zh": "原事项", "en": "Older item"},
    "newer_name": {"zh": "新事项", "en": "Newer item"},
    "older_value": {"zh": "原数值", "en": "Older value"},
    "newer_value": {"zh": "新数值", "en": "Newer value"},
    "differences": {"zh": "改动", "en": "Differences"},
    "region": {"zh": "地区", "en": "Region"},
    "unit": {"zh": "单位", "en": "Unit"},
    "plans": {"zh": "规划数", "en": "Plans"},
    "count": {"zh": "有数值", "en": "With a value"},
    "incomparable": {"zh": "数值不可比", "en": "Not comparable"},
    "minimum": {"zh": "最低", "en": "Lowest"},
    "lower_quartile": {"zh": "下四分位", "en": "Lower quartile"},
    "median": {"zh": "中位数", "en": "Median"},
    "upper_quartile": {"zh": "上四分位", "en": "Upper quartile"},
    "maximum": {"zh": "最高", "en": "Highest"},
    "rise_median": {"zh": "增幅中位数", "en": "Median rise"},
    "rise_minimum": {"zh": "最小增幅", "en": "Smallest rise"},
    "rise_maximum": {"zh": "最大增幅", "en": "Largest rise"},
    "found": {"zh": "已有对应", "en": "Answered"},
    "answered": {"zh": "对应比例", "en": "Share answered"},
    "added": {"zh": "本级新增", "en": "Added"},
    "upper_plan": {"zh": "上级规划", "en": "Upper plan"},
    "local_plan": {"zh": "本级规划", "en": "Local plan"},
    "compared_with": {"zh": "已比较的上级规划", "en": "Compared with"},
    "name": {"zh": "事项", "en": "Item"},
    "upper_name": {"zh": "上级事项", "en": "Upper item"},
    "local_name": {"zh": "本级事项", "en": "Local item"},
    "value": {"zh": "数值", "en": "Value"},
    "upper_value": {"zh": "上级数值", "en": "Upper value"},
    "local_value": {"zh": "本级数值", "en": "Local value"},
    "relation": {"zh": "关系", "en": "Relation"},
    "comparison": {"zh": "比较方式", "en": "Comparison"},
    "confidence": {"zh": "把握", "en": "Confidence"},
    "chain": {"zh": "链条", "en": "Chain"},
    "step": {"zh": "级次", "en": "Step"},
    "section": {"zh": "章节", "en": "Chapter"},
    "share": {"zh": "变动比例", "en": "Share changed"},
    "judged": {"zh": "可比事项", "en": "Judged"},
    "same": {"zh": "一致", "en": "Same"},
    "strengthened": {"zh": "提高", "en": "Strengthened"},
    "weakened": {"zh": "降低", "en": "Weakened"},
    "changed": {"zh": "调整", "en": "Changed"},
    "dropped": {"zh": "未见对应", "en": "Not found"},
    "unknown": {"zh": "无从比对", "en": "Unknown"},
}
