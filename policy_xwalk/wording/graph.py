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
    "graph_format": {
        "zh": "输出形式：table 表格，csv（Excel 可直接打开），jsonl。",
        "en": "Form of the output: table, csv (opens in Excel) or jsonl.",
    },
    "graph_none": {
        "zh": "没有找到：{found}。请用名称中的几个字，或 records.jsonl 中的编号。",
        "en": "Nothing found: {found}. Use a few characters of the name, or an id from records.jsonl.",
    },
}

GRAPH_ERRORS: Words = {
    "not_results": {
        "zh": "{file}：不是结果文件夹（缺少 {expected}）；请先运行 policy-xwalk run 文件夹 -o {file}",
        "en": "{file}: not a folder of results ({expected} is not there); first run policy-xwalk run FOLDER -o {file}",
    },
}

GRAPH_COLUMNS: Words = {
    "plan": {"zh": "规划", "en": "Plan"},
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
