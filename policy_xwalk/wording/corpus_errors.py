"""Messages about ``corpus.toml`` and the folder it describes."""

from __future__ import annotations

CORPUS_ERRORS: dict[str, dict[str, str]] = {
    "corpus_not_found": {
        "zh": "{file}：没有这个文件夹；请核对路径。",
        "en": "{file}: no such folder; check the path.",
    },
    "corpus_not_a_folder": {
        "zh": "{file}：应为文件夹，却是文件；请给出存放规划的文件夹。",
        "en": "{file}: expected a folder, found a file; name the folder that holds the plans.",
    },
    "corpus_empty": {
        "zh": "{file}：文件夹中没有可读的规划；请放入文件，或在 corpus.toml 中列出。",
        "en": "{file}: no plan in this folder; put files into it or list them in corpus.toml.",
    },
    "corpus_too_large": {
        "zh": "{file}：超过 {limit} 字节，不像 corpus.toml；请拆分。",
        "en": "{file}: larger than {limit} bytes; split it.",
    },
    "corpus_unreadable": {
        "zh": "{file}：无法读取（{found}）；请检查权限。",
        "en": "{file}: cannot be read ({found}); check its permissions.",
    },
    "corpus_not_utf8": {
        "zh": "{file}：应为 UTF-8 编码；请另存为 UTF-8。",
        "en": "{file}: expected UTF-8; save it as UTF-8.",
    },
    "corpus_not_toml": {
        "zh": "{file}：不是有效的 TOML（{detail}）；请改正该处。",
        "en": "{file}: not valid TOML ({detail}); correct that place.",
    },
    "corpus_unknown_table": {
        "zh": "{file}：不认识 [[{found}]]；是否应为 {expected}？",
        "en": "{file}: unknown table [[{found}]]; did you mean {expected}?",
    },
    "corpus_entry_not_a_table": {
        "zh": "{file}：第 {number} 个 {kind} 应写成 [[{kind}]] 表。",
        "en": "{file}: {kind} no. {number} must be a [[{kind}]] table.",
    },
    "corpus_unknown_field": {
        "zh": "{file}：第 {number} 个 [[{kind}]] 有不认识的字段 {field}；是否应为 {expected}？",
        "en": "{file}: [[{kind}]] no. {number} has an unknown field {field}; did you mean {expected}?",
    },
    "corpus_bad_field": {
        "zh": "{file}：第 {number} 个 [[{kind}]] 的 {field} 应为 {expected}，却是 {found}；请改正。",
        "en": "{file}: [[{kind}]] no. {number}: {field} should be {expected}, found {found}; correct it.",
    },
    "corpus_field_missing": {
        "zh": "{file}：第 {number} 个 [[{kind}]] 缺少 {field}；请补上。",
        "en": "{file}: [[{kind}]] no. {number} lacks {field}; add it.",
    },
    "corpus_entry_without_file": {
        "zh": "{file}：第 {number} 个 [[plan]] 没有写 file；请写明文件名。",
        "en": "{file}: [[plan]] no. {number} names no file; add `file`.",
    },
    "corpus_file_not_found": {
        "zh": "{file}：第 {number} 个 [[plan]] 的文件 {found} 不存在；请核对文件名。",
        "en": "{file}: [[plan]] no. {number}: there is no file {found}; check the name.",
    },
    "corpus_file_outside": {
        "zh": "{file}：第 {number} 个 [[plan]] 的文件 {found} 在文件夹之外；请移入。",
        "en": "{file}: [[plan]] no. {number}: {found} lies outside the folder; move it in.",
    },
    "corpus_file_changed": {
        "zh": "{file}：文件 {found} 与所记 sha256 不符；请核对是否被改动。",
        "en": "{file}: {found} does not match its sha256; check whether it was changed.",
    },
    "corpus_bad_id": {
        "zh": "{file}：第 {number} 个 [[plan]] 的 id“{found}”只能用字母、汉字、数字、点、横线和下划线；请另取。",
        "en": "{file}: [[plan]] no. {number}: id {found} may hold only letters, digits, dots, hyphens and underscores; "
        "choose another.",
    },
    "corpus_duplicate_id": {
        "zh": "{file}：第 {number} 个 [[plan]] 的 id {found} 已用过；请另取。",
        "en": "{file}: [[plan]] no. {number}: id {found} is taken; choose another.",
    },
    "corpus_duplicate_file": {
        "zh": "{file}：第 {number} 个 [[plan]] 的文件 {found} 已列过；请删去一个。",
        "en": "{file}: [[plan]] no. {number}: {found} is listed already; remove one.",
    },
    "corpus_region_unknown": {
        "zh": "{file}：第 {number} 个 [[{kind}]] 的地区“{found}”不在行政区划表中；请写全称或六位代码。",
        "en": "{file}: [[{kind}]] no. {number}: region {found} is not in the table; give its full name or code.",
    },
    "corpus_region_ambiguous": {
        "zh": "{file}：第 {number} 个 [[{kind}]] 的地区“{found}”有多处：{candidates}；请写代码或上级。",
        "en": "{file}: [[{kind}]] no. {number}: several places are called {found}: {candidates}; "
        "give the code or the parent.",
    },
    "corpus_chain_mismatch": {
        "zh": "{file}：第 {number} 个 [[{kind}]] 的 chain（{found}）与地区所属（{expected}）不符；请改正。",
        "en": "{file}: [[{kind}]] no. {number}: chain {found} contradicts the region's path {expected}; correct it.",
    },
    "corpus_level_mismatch": {
        "zh": "{file}：第 {number} 个 [[{kind}]] 写的层级 {found} 与{region}（{expected}）不符；已按后者处理，请改正。",
        "en": "{file}: [[{kind}]] no. {number}: level {found} does not fit {region} ({expected}); "
        "the latter is used: correct it.",
    },
    "corpus_compare_unknown": {
        "zh": "{file}：第 {number} 个 [[compare]] 的 {field}“{found}”不是任何规划的 id 或文件名；请核对。",
        "en": "{file}: [[compare]] no. {number}: {field} {found} is no plan's id or file name; check it.",
    },
    "corpus_compare_same": {
        "zh": "{file}：第 {number} 个 [[compare]] 上下两份都是 {found}；请写两份不同的规划。",
        "en": "{file}: [[compare]] no. {number} names {found} twice; name two plans.",
    },
}
