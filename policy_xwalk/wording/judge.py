"""What is said where people decide: columns and choices of the workbook, the command ``judge``, its errors."""

from __future__ import annotations

Words = dict[str, dict[str, str]]

COLUMNS: Words = {
    "verdict": {"zh": "人工判定", "en": "Judgement"},
    "counterpart": {"zh": "对应序号", "en": "Answered by No."},
    "why": {"zh": "说明", "en": "Reason"},
    "subject": {"zh": "判定标识（请勿改动）", "en": "Subject (do not edit)"},
    "decided": {"zh": "已有判定", "en": "Decided so far"},
    "item": {"zh": "条目编号", "en": "Item id"},
    "field": {"zh": "更正项", "en": "Field"},
    "value": {"zh": "更正为", "en": "Corrected to"},
    "who": {"zh": "判定人", "en": "Judged by"},
}
"""Titles of the columns that people fill in, and of the one that says what each row is."""

CHOICES: Words = {
    "accept": {"zh": "同意", "en": "agree"},
    "reject": {"zh": "不是对应", "en": "not a match"},
    "answered": {"zh": "实有对应", "en": "has a counterpart"},
    "change:same": {"zh": "应为一致", "en": "should be: same"},
    "change:strengthened": {"zh": "应为提高", "en": "should be: strengthened"},
    "change:weakened": {"zh": "应为降低", "en": "should be: weakened"},
    "change:changed": {"zh": "应为调整", "en": "should be: changed"},
    "change:unknown": {"zh": "无从比对", "en": "should be: not comparable"},
    "upper_item": {"zh": "上级条目有误", "en": "upper item is none"},
    "local_item": {"zh": "本级条目有误", "en": "local item is none"},
    "true": {"zh": "属实", "en": "confirmed"},
    "false": {"zh": "误报", "en": "false alarm"},
}
"""What may be chosen in the column 人工判定; Excel allows 255 characters for all choices of a cell."""

CHOICE_HELP: Words = {
    "title": {"zh": "人工判定", "en": "Judgement"},
    "message": {
        "zh": "从列表中选择。未见对应而实有对应的，选“应为……”，并在“对应序号”填本表中对应行的序号。",
        "en": "Choose from the list. Where a counterpart exists, choose “should be: …” and give its row number.",
    },
    "wrong": {"zh": "请从下拉列表中选择。", "en": "Please choose from the list."},
}
"""Message beside the cell (Excel allows 255 characters) and the one for anything else typed into it."""

DECIDED: Words = {
    "line": {"zh": "{words}（程序判为“{machine}”）", "en": "{words} (the program says “{machine}”)"},
    "other": {"zh": "另有不同判定：{words}", "en": "another person differs: {words}"},
    "said": {"zh": "{words}，{who} {day}", "en": "{words}, {who} {day}"},
    "why": {"zh": "：{why}", "en": ": {why}"},
    "accept": {"zh": "同意", "en": "agreed"},
    "reject": {"zh": "不是对应", "en": "not a match"},
    "change": {"zh": "应为“{relation}”", "en": "should be “{relation}”"},
}
"""A verdict as it is shown beside the machine's call."""
