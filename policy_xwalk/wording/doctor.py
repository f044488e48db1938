"""What ``policy-xwalk doctor`` says: how a file was read, what is doubtful about it, and what to do."""

from __future__ import annotations

from policy_xwalk.wording import Lang

Words = dict[str, dict[str, str]]

LABELS: Words = {
    "title": {"zh": "读取检查", "en": "How the files were read"},
    "lead": {
        "zh": "每个文件读到了什么、标在原处；有疑问之处列在最前，并说明怎么办。",
        "en": "What was read of each file, marked where it stands; doubts come first, each with what to do.",
    },
    "format": {"zh": "格式", "en": "Format"},
    "pages": {"zh": "页", "en": "Pages"},
    "recognised": {"zh": "{pages}经文字识别", "en": "{pages} by text recognition"},
    "not_read": {"zh": "{pages}没有读入", "en": "{pages} not read"},
    "encoding": {"zh": "编码", "en": "Encoding"},
    "plan": {"zh": "标题", "en": "Title"},
    "characters": {"zh": "字符", "en": "Characters"},
    "records": {"zh": "记录", "en": "Records"},
    "tables": {"zh": "表格", "en": "Tables"},
    "outline": {"zh": "提纲", "en": "Outline"},
    "glyphs": {"zh": "特殊字形", "en": "Private-use glyphs"},
    "read_as": {"zh": "按上下文读作“{plain}”", "en": "read as “{plain}” by context"},
    "unexplained": {"zh": "未识别", "en": "unknown"},
    "problems": {"zh": "需要注意", "en": "To note"},
    "unusable": {"zh": "不能使用", "en": "Cannot be used"},
    "no_problems": {"zh": "没有发现问题", "en": "nothing to note"},
    "none": {"zh": "无", "en": "none"},
    "unknown": {"zh": "未读出", "en": "not read"},
    "page": {"zh": "第{page}页", "en": "p. {page}"},
    "page_range": {"zh": "第{first}—{last}页", "en": "pp. {first}–{last}"},
    "line": {"zh": "第{line}行", "en": "line {line}"},
    "table": {"zh": "表{number}", "en": "Table {number}"},
    "size": {"zh": "{rows} 行 × {columns} 列", "en": "{rows} rows × {columns} columns"},
    "rows_only": {"zh": "{rows} 行（按文字还原）", "en": "{rows} rows (rebuilt from lines of text)"},
    "indicator_table": {"zh": "指标表", "en": "indicator table"},
    "other_table": {"zh": "其他表格", "en": "other table"},
    "count": {"zh": "{name} {count}", "en": "{name} {count}"},
    "legend": {"zh": "图例（可勾选显示）", "en": "Legend (tick to show)"},
    "read_here": {"zh": "本页读到的内容", "en": "Read on this page"},
    "nothing_here": {"zh": "本页没有标记。", "en": "Nothing is marked on this page."},
    "page_text": {"zh": "本页读到的文字", "en": "Text as read"},
    "text_as_read": {"zh": "读到的全文", "en": "The text as read"},
    "picture_alt": {"zh": "第{page}页的图像", "en": "picture of page {page}"},
    "unplaced": {
        "zh": "有 {count} 处没能标到页面图像上，见下方文字中的标记。",
        "en": "{count} marks could not be placed on the picture; they are marked in the text below.",
    },
    "more_pages": {
        "zh": "只画出有标记的前 {shown} 页（共 {total} 页）。",
        "en": "Only the first {shown} pages with marks are drawn (of {total}).",
    },
    "more_text": {
        "zh": "文字过长，只显示前 {shown} 个字符（共 {total} 个）。",
        "en": "The text is long: the first {shown} characters of {total} are shown.",
    },
    "written": {"zh": "已写出 {file}，请用浏览器打开。", "en": "Wrote {file}; open it in a browser."},
    "summary": {
        "zh": "共检查 {files} 个文件：{usable} 个可用，{unusable} 个不能使用。",
        "en": "{files} files: {usable} usable, {unusable} not.",
    },
    "checking": {"zh": "正在读取 {file}", "en": "Reading {file}"},
    "framework": {"zh": "事实表（框架），没有正文", "en": "table of facts (framework), no running text"},
}

KINDS: Words = {
    "table": {"zh": "表格", "en": "table"},
    "heading": {"zh": "标题", "en": "heading"},
    "indicator": {"zh": "指标", "en": "indicator"},
    "target": {"zh": "目标值", "en": "target"},
    "status": {"zh": "现状", "en": "status"},
    "action": {"zh": "任务", "en": "action"},
    "box": {"zh": "专栏", "en": "box"},
    "glyph": {"zh": "未识别字形", "en": "unknown glyph"},
    "furniture": {"zh": "页眉页脚等，未作正文", "en": "left out (running head, page number)"},
}
"""Kinds of marks and of records."""

ZONES: Words = {
    "preamble": {"zh": "文首", "en": "preamble"},
    "background": {"zh": "背景", "en": "background"},
    "principle": {"zh": "思想原则", "en": "principles"},
    "goal": {"zh": "目标", "en": "goals"},
    "task": {"zh": "任务", "en": "tasks"},
    "safeguard": {"zh": "保障", "en": "safeguards"},
    "attachment": {"zh": "附件", "en": "attachment"},
}
"""What a part of the plan is for (:mod:`policy_xwalk.outline.zones`)."""

PROBLEMS: Words = {
    "unknown_glyph": {
        "zh": "字形 {glyph} 出现 {count} 次（{places}），不知何字；请对照原件，必要时在原文件中改正后重读。",
        "en": "glyph {glyph} stands {count} times ({places}) and its meaning is not known; compare with the original "
        "and correct the file if needed.",
    },
    "blank_pages": {
        "zh": "{places} 没有读到文字；若原件该页有内容，可能是图片，请做文字识别（OCR）或换用带文字的版本。",
        "en": "{places}: no text was read; if the page has content it may be a picture: run OCR.",
    },
    "no_outline": {
        "zh": "没有读到章节标题；请检查文件是否完整、标题是否单独成行。",
        "en": "no headings were read; check that the file is whole and that headings stand in lines of their own.",
    },
    "number_gap": {
        "zh": "标题“{after}”之后缺 {missing}（{where}）；可能原文漏号，也可能有标题没有读出，请对照原件。",
        "en": "after the heading {after} the number {missing} is missing ({where}); the plan may skip it or a heading "
        "was not read: compare with the original.",
    },
    "row_gap": {
        "zh": "指标表的序号缺 {missing}；请对照原件核对该行是否漏读。",
        "en": "the indicator table lacks the numbers {missing}; compare with the original whether a row was missed.",
    },
    "no_indicator_table": {
        "zh": "没有读到主要指标表；若原件有表，请核对该页（可能是图片），或把指标另存为 CSV 一并使用。",
        "en": "no table of main indicators was read; if the plan has one, look at its page (it may be a picture), "
        "or give its indicators as CSV.",
    },
    "doubtful_row": {
        "zh": "指标“{name}”没有十分把握（{doubt}，{where}）；请对照原件核对。",
        "en": "the indicator {name} was read with doubt ({doubt}, {where}); compare with the original.",
    },
    "row_without_target": {
        "zh": "指标“{name}”没有读到目标值（{where}）；请对照原件核对。",
        "en": "no target value was read for the indicator {name} ({where}); compare with the original.",
    },
    "no_identity": {
        "zh": "没有读出{fields}；可在 corpus.toml 中写明。",
        "en": "not read: {fields}; state it in corpus.toml.",
    },
}
"""Problems that the reading itself does not report."""

DOUBTS: Words = {
    "cells_run_together": {"zh": "单元格的文字连在一起", "en": "cells run together"},
    "cell_missing": {"zh": "缺一个单元格", "en": "a cell is missing"},
    "columns_unclear": {"zh": "各列难以分清", "en": "the columns are not clear"},
    "words_left": {"zh": "有文字归不到任何指标", "en": "words belong to no row"},
    "ocr": {"zh": "文字识别把握不大", "en": "the recognition was not sure"},
}
"""Why a row of an indicator table was read with doubt (``Indicator.doubts``)."""

FIELDS: Words = {
    "title": {"zh": "标题", "en": "title"},
    "level": {"zh": "层级", "en": "level"},
    "region": {"zh": "地区", "en": "region"},
    "period": {"zh": "规划期", "en": "period"},
}
"""Fields of a plan's identity without which it cannot be paired."""


def label(code: str, lang: Lang, **params: object) -> str:
    """A label or sentence of the report."""
    return LABELS[code][lang].format(**params)


def kind_name(kind: str, lang: Lang) -> str:
    """Name of a kind of mark."""
    return KINDS[kind][lang]


def zone_name(zone: str, lang: Lang) -> str:
    """Name of what a part of the plan is for."""
    return ZONES[zone][lang] if zone in ZONES else zone


def problem_text(code: str, params: dict[str, str], where: str, lang: Lang) -> str:
    """One line: what is doubtful, where, and what to do."""
    said = {**params, "where": where, "places": where}
    if "doubt" in said:
        said["doubt"] = DOUBTS[said["doubt"]][lang] if said["doubt"] in DOUBTS else said["doubt"]
    if "fields" in said:
        separator = "、" if lang == "zh" else ", "
        said["fields"] = separator.join(FIELDS[name][lang] for name in said["fields"].split())
    return PROBLEMS[code][lang].format(**said)
