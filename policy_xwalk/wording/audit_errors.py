"""Messages about the audit: which rules were asked for, and the file of waivers."""

from __future__ import annotations

AUDIT_ERRORS: dict[str, dict[str, str]] = {
    "audit_unknown_rule": {
        "zh": "{file}：没有规则 {found}；应为编号、编号前缀或英文名，如 {expected}（policy-xwalk rules 列出全部）。",
        "en": "{file}: no rule {found}; give a code, a prefix or a name, for example {expected} "
        "(policy-xwalk rules lists them).",
    },
    "corpus_audit_not_a_table": {
        "zh": "{file}：[audit] 应为一个表；请写成 [audit] 而不是 [[audit]]。",
        "en": "{file}: [audit] must be one table; write [audit], not [[audit]].",
    },
    "corpus_audit_field": {
        "zh": "{file}：[audit] 有不认识的字段 {field}；是否应为 {expected}？",
        "en": "{file}: [audit] has an unknown field {field}; did you mean {expected}?",
    },
    "corpus_audit_value": {
        "zh": "{file}：[audit] 的 {field} 应为 {expected}，却是 {found}；请改正。",
        "en": "{file}: [audit]: {field} should be {expected}, found {found}; correct it.",
    },
    "corpus_audit_rule": {
        "zh": "{file}：[audit] 的 {field} 中没有规则 {found}；是否应为 {expected}？",
        "en": "{file}: [audit]: {field} names no rule {found}; did you mean {expected}?",
    },
    "waivers_unreadable": {
        "zh": "{file}：无法读取（{found}）；请核对 waivers 文件的路径和权限。",
        "en": "{file}: cannot be read ({found}); check path and permissions of the waivers file.",
    },
    "waivers_too_large": {
        "zh": "{file}：超过 {limit} 字节，不像 waivers.toml；请核对文件。",
        "en": "{file}: larger than {limit} bytes, which no waivers file is; check the file.",
    },
    "waivers_not_toml": {
        "zh": "{file}：不是有效的 UTF-8 TOML（{detail}）；请改正该处。",
        "en": "{file}: not valid TOML in UTF-8 ({detail}); correct that place.",
    },
    "waivers_not_tables": {
        "zh": "{file}：只应有 [[waiver]] 表；请把每条写成 [[waiver]]。",
        "en": "{file}: expected [[waiver]] tables only; write each waiver as [[waiver]].",
    },
    "waiver_incomplete": {
        "zh": "{file}：第 {number} 个 [[waiver]] 缺少 {field}；搁置一条发现须有 fingerprint、who、when、why，请补上。",
        "en": "{file}: [[waiver]] no. {number} lacks {field}; a waiver needs fingerprint, who, when and why: add it.",
    },
    "waiver_bad_day": {
        "zh": "{file}：第 {number} 个 [[waiver]] 的 when 应为日期（2026-11-21），却是 {found}；请改正。",
        "en": "{file}: [[waiver]] no. {number}: when should be a day (2026-11-21), found {found}; correct it.",
    },
    "waiver_twice": {
        "zh": "{file}：第 {number} 个 [[waiver]] 的 fingerprint {found} 已列过；请删去一个。",
        "en": "{file}: [[waiver]] no. {number}: fingerprint {found} is listed already; remove one.",
    },
    "waiver_unmatched": {
        "zh": "{file}：fingerprint {found} 不对应任何发现（可能规划已改或规则未选）；请核对后删去。",
        "en": "{file}: no finding has the fingerprint {found} (the plan changed, or the rule is not selected); "
        "check and remove it.",
    },
}
