"""What the command line says: help, progress, closing lines."""

from __future__ import annotations

from policy_xwalk.wording.audit_cli import AUDIT_CLI
from policy_xwalk.wording.graph import GRAPH_CLI
from policy_xwalk.wording.judge import JUDGE_CLI
from policy_xwalk.wording.scale import SCALE_CLI

Words = dict[str, dict[str, str]]

CLI: Words = {
    **AUDIT_CLI,
    **GRAPH_CLI,
    **JUDGE_CLI,
    **SCALE_CLI,
    "app": {
        "zh": "读取各级政府规划，提取指标、目标值和任务，说明上级规划的每项承诺在下级规划中的去向。",
        "en": "Reads Chinese plans of every level, extracts indicators, targets and tasks, and says for each "
        "commitment of the upper plan what became of it below.",
    },
    "lang": {
        "zh": "界面语言：zh 中文，en English。",
        "en": "Language of the interface: zh or en.",
    },
    "version": {"zh": "显示版本号。", "en": "Print the version."},
    "usage": {"zh": "用法：", "en": "Usage: "},
    "help": {"zh": "显示帮助。", "en": "Show this help."},
    "commands": {"zh": "命令", "en": "Commands"},
    "options": {"zh": "选项", "en": "Options"},
    "arguments": {"zh": "参数", "en": "Arguments"},
    "run": {
        "zh": "处理一个文件夹中的全部规划：提取、对应、比较，写出对照表、网页和图。\n\n"
        "示例：policy-xwalk run corpora -o out，然后打开 out/index.html。",
        "en": "Process all plans of a folder: extract, align, compare; write tables, page and graph.\n\n"
        "Example: policy-xwalk run corpora -o out, then open out/index.html.",
    },
    "extract": {
        "zh": "提取规划的全部记录（身份、指标、目标值、现状、任务、专栏），每行一条 JSON。\n\n"
        "示例：policy-xwalk extract 规划.docx -o 规划.jsonl",
        "en": "Extract all records of plans (identity, indicators, targets, status, actions, boxes) as JSON Lines.\n\n"
        "Example: policy-xwalk extract plan.docx -o plan.jsonl",
    },
    "align": {
        "zh": "比较上级规划与本级规划，输出对应关系，每行一条 JSON；可用原文件，也可用 extract 输出的记录。\n\n"
        "示例：policy-xwalk align 省规划.pdf 县规划.docx -o 对应.jsonl",
        "en": "Compare an upper and a local plan and print the links as JSON Lines; files or records from extract.\n\n"
        "Example: policy-xwalk align province.pdf county.docx -o links.jsonl",
    },
    "text": {
        "zh": "输出程序读到的文字；各记录的字符位置都以此为准。\n\n示例：policy-xwalk text 规划.pdf > 规划.txt",
        "en": "Print the text as read; the character offsets of all records count in it.\n\n"
        "Example: policy-xwalk text plan.pdf > plan.txt",
    },
    "evaluate": {
        "zh": "用标注数据衡量准确程度：每类记录的准确率、召回率、F1，对应关系和置信度，并与简单方法并列；"
        "低于门槛时退出码为 1。\n\n"
        "示例：policy-xwalk evaluate gold",
        "en": "Measure accuracy against gold: precision, recall and F1 of each kind of record, links and confidence, "
        "beside naive baselines; exit 1 when a figure falls below its floor.\n\n"
        "Example: policy-xwalk evaluate gold",
    },
    "doctor": {
        "zh": "检查文件读成了什么：格式、页数、扫描页、表格、章节、未识别的字形，以及每个问题怎么办。\n\n"
        "示例：policy-xwalk doctor 规划.pdf --html 检查.html",
        "en": "Show what was read: format, pages, scans, tables, outline, unknown glyphs, and what to do about "
        "each problem.\n\nExample: policy-xwalk doctor plan.pdf --html check.html",
    },
    "doctor_html": {
        "zh": "另写一个网页，在页面上标出读到的表格、标题和目标。",
        "en": "Also write a page that marks every table, heading and target found.",
    },
    "gold_group": {
        "zh": "与 Label Studio、doccano 交换标注数据。",
        "en": "Exchange gold with Label Studio and doccano.",
    },
    "gold_export": {
        "zh": "把一份规划的标注导出给标注工具。\n\n"
        "示例：policy-xwalk gold export gold/plans/621025-2022-38.jsonl --plan corpora/zhengning-2022-38.txt "
        "--to label-studio -o tasks.json",
        "en": "Export the gold of one plan to an annotation tool.\n\n"
        "Example: policy-xwalk gold export gold/plans/621025-2022-38.jsonl --plan corpora/zhengning-2022-38.txt "
        "--to label-studio -o tasks.json",
    },
    "gold_import": {
        "zh": "把标注工具导出的文件读回为标注记录。\n\n"
        "示例：policy-xwalk gold import tasks.json --from label-studio --plan 规划.txt -o 标注.jsonl",
        "en": "Read what an annotation tool exported back into gold records.\n\n"
        "Example: policy-xwalk gold import tasks.json --from label-studio --plan plan.txt -o gold.jsonl",
    },
    "gold_plan": {"zh": "标注所依据的规划文件。", "en": "The plan file that the gold annotates."},
    "gold_file": {"zh": "标注记录（JSON Lines）。", "en": "Gold records (JSON Lines)."},
    "gold_export_file": {"zh": "标注工具导出的文件。", "en": "File exported by the annotation tool."},
    "gold_tool": {"zh": "标注工具。", "en": "The annotation tool."},
    "gold": {"zh": "标注数据文件夹。", "en": "Folder of gold."},
    "records": {
        "zh": "改为衡量这些记录（任何工具写出的 records.jsonl 和 links.jsonl）。",
        "en": "Score these records instead (records.jsonl and links.jsonl of any tool).",
    },
    "all": {"zh": "列出全部数字，而不只是摘要。", "en": "Print every figure, not only the summary."},
    "errors": {"zh": "逐条列出不一致之处。", "en": "List every difference."},
    "raise": {"zh": "把门槛提高到现在的数字。", "en": "Raise the floors to today's figures."},
    "lower": {"zh": "降低一个门槛（须同时给出 --reason）。", "en": "Let one floor down (needs --reason)."},
    "reason": {"zh": "降低门槛的理由，会被保留。", "en": "Why a floor is let down; it is kept."},
    "below": {
        "zh": "低于门槛：{name} 应为 {floor}，实际 {value}",
        "en": "below its floor: {name} {floor}, found {value}",
    },
    "above": {
        "zh": "高于上限：{name} 应不超过 {floor}，实际 {value}",
        "en": "above its limit: {name} {floor}, found {value}",
    },
    "digest_changed": {
        "zh": "{name} 与门槛文件所记不同：内容改过而没有重新衡量；核对后用 --raise 更新。",
        "en": "{name} differ from what the floors were measured on; check them and use --raise.",
    },
    "not_run": {
        "zh": "未衡量 {name}：所需文件不在仓库中，请用环境变量 POLICY_XWALK_REAL 指定其文件夹。",
        "en": "not measured: {name}; its documents are not in the repository, name their folder in POLICY_XWALK_REAL.",
    },
    "passed": {"zh": "门槛全部通过（{count} 项）。", "en": "All floors passed ({count})."},
    "plans": {"zh": "规划文件，一个或多个。", "en": "Plan files, one or more."},
    "upper": {"zh": "上级规划（文件或记录）。", "en": "Upper plan (file or records)."},
    "local": {"zh": "本级规划（文件或记录）。", "en": "Local plan (file or records)."},
    "file": {"zh": "规划文件。", "en": "Plan file."},
    "folder": {
        "zh": "存放规划的文件夹，可含 corpus.toml。",
        "en": "Folder of plans, with or without a corpus.toml.",
    },
    "out_file": {
        "zh": "写入文件；不写则输出到标准输出。",
        "en": "Write to this file instead of standard output.",
    },
    "out_folder": {"zh": "结果文件夹，没有则新建。", "en": "Folder for the results; made if it is not there."},
    "password": {"zh": "打开加密 PDF 的密码。", "en": "Password of an encrypted PDF."},
    "stage_read": {"zh": "读取规划", "en": "Reading plans"},
    "stage_align": {"zh": "比较规划", "en": "Comparing plans"},
    "stage_write": {"zh": "写出结果", "en": "Writing results"},
    "skipped": {"zh": "未能使用的文件（{count} 个）：", "en": "Files that could not be used ({count}):"},
    "problems": {"zh": "语料清单中的问题：", "en": "Problems in the corpus file:"},
    "noticed": {"zh": "读取时注意到：", "en": "Noticed while reading:"},
    "done": {
        "zh": "完成：{plans} 份规划，{items} 条记录，{links} 条对应关系。",
        "en": "Done: {plans} plans, {items} records, {links} links.",
    },
    "no_pairs": {
        "zh": "没有可比较的两份规划：需要同一主题的上下级规划，或在 corpus.toml 中用 [[compare]] 指定。",
        "en": "No two plans to compare: needed are plans of one topic at two levels, or a [[compare]] in corpus.toml.",
    },
    "look": {"zh": "请打开：{file}", "en": "Open: {file}"},
    "nothing": {
        "zh": "{file}：没有一个文件能作为规划使用；原因见上。",
        "en": "{file}: not one file could be used as a plan; the reasons stand above.",
    },
    "one_file": {"zh": "一个文件", "en": "one file"},
    "missing_command": {
        "zh": "{commands} 之一",
        "en": "one of {commands}",
    },
}


def say(code: str, lang: str, **params: object) -> str:
    """A sentence of the command line, filled with its parameters."""
    return CLI[code][lang].format(**params)
