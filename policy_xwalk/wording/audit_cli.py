"""What the commands ``audit`` and ``rules`` say."""

from __future__ import annotations

AUDIT_CLI: dict[str, dict[str, str]] = {
    "audit": {
        "zh": "核查上下级规划的有机衔接，列出疑似问题和两处原文，每行一条 JSON；只指出、不下结论。\n\n"
        "示例：policy-xwalk audit 县规划.docx --against 省规划.pdf --format text\n\n"
        "policy-xwalk audit corpora --ignore PX222 --fail-on error",
        "en": "Look for what an auditor should check between plans and within each, with both passages, as JSON "
        "Lines.\n\nExample: policy-xwalk audit county.docx --against province.pdf --format text\n\n"
        "policy-xwalk audit corpora --ignore PX222 --fail-on error",
    },
    "audit_plans": {
        "zh": "本级规划文件，或存放规划的文件夹。",
        "en": "The local plan, or a folder of plans.",
    },
    "audit_against": {
        "zh": "上级规划文件，可重复给出。",
        "en": "An upper plan; may be given more than once.",
    },
    "audit_select": {
        "zh": "只用这些规则：编号、编号前缀或英文名，逗号分隔，可重复。",
        "en": "Only these rules: codes, prefixes or names, separated by commas; repeatable.",
    },
    "audit_ignore": {"zh": "不用这些规则，写法同上。", "en": "Not these rules, written in the same way."},
    "audit_fail_on": {
        "zh": "有这一级或更重的发现（未搁置的）时退出码为 1。",
        "en": "Exit with 1 on findings of this severity or above that are not waived.",
    },
    "audit_waivers": {
        "zh": "搁置清单（waivers.toml）；文件夹中的同名文件会自动使用。",
        "en": "File of waivers; waivers.toml in the folder is used without asking.",
    },
    "audit_format": {
        "zh": "jsonl 供程序读取，text 供人阅读。",
        "en": "jsonl for programs, text for people.",
    },
    "audit_two_forms": {
        "zh": "一份本级规划加 --against 上级规划，或者一个文件夹",
        "en": "one local plan with --against, or one folder",
    },
    "audit_counts": {
        "zh": "共 {total} 条：重点核实 {error}，建议核实 {warning}，提示 {info}；另有 {waived} 条已搁置。",
        "en": "{total} findings: {error} errors, {warning} warnings, {info} infos; {waived} more are waived.",
    },
    "audit_none": {"zh": "没有发现需要核实之处。", "en": "Nothing to check was found."},
    "audit_rule_count": {"zh": "  {rule} {title}：{count}", "en": "  {rule} {title}: {count}"},
    "audit_upper": {"zh": "上级", "en": "upper"},
    "audit_local": {"zh": "本级", "en": "local"},
    "audit_suggestion": {"zh": "建议", "en": "suggestion"},
    "audit_fingerprint": {"zh": "指纹", "en": "fingerprint"},
    "audit_waived": {"zh": "已搁置", "en": "waived"},
    "rules": {
        "zh": "列出核查规则，或说明其中一条。\n\n示例：policy-xwalk rules PX204",
        "en": "List the rules of the audit, or explain one.\n\nExample: policy-xwalk rules PX204",
    },
    "rules_code": {"zh": "规则编号或英文名。", "en": "Code or name of a rule."},
    "rules_format": {"zh": "输出格式。", "en": "Format of the output."},
}
