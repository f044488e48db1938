"""What is said where people decide: columns and choices of the workbook, the command ``judge``, its errors."""

from __future__ import annotations

Words = dict[str, dict[str, str]]

COLUMNS: Words = {
    "verdict": {"zh": "人工判定", "en": "Judgement"},
    "counterpart": {"zh": "对应序号", "en": "Answered by No."},
    "why": {"zh": "说明", "en": "Reason"},
    "decided": {"zh": "已有判定", "en": "Decided so far"},
    "item": {"zh": "条目编号", "en": "Item id"},
    "field": {"zh": "更正项", "en": "Field"},
    "value": {"zh": "更正为", "en": "Corrected to"},
    "fix": {"zh": "条目更正", "en": "Correct item"},
    "who": {"zh": "判定人", "en": "Judged by"},
}
"""Titles of the columns that people fill in."""

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
        "zh": "从列表中选择。本表中另有一行是其对应内容的，选“应为……”，并在“对应序号”填那一行的序号。"
        "数值等读取有误的，在“条目更正”写：本级目标值：30平方米。",
        "en": "Choose from the list. Where another row answers this one, choose “should be: …” and give the No. of "
        "that row. Misread values: write “local value: 30” in “Correct item”.",
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
    "item_accept": {"zh": "条目无误", "en": "the item is right"},
    "item_reject": {"zh": "不是承诺", "en": "no commitment"},
    "item_change": {"zh": "{field}应为“{value}”", "en": "{field} should be “{value}”"},
    "finding_accept": {"zh": "属实", "en": "confirmed"},
    "finding_reject": {"zh": "误报", "en": "false alarm"},
    "accept_relation": {"zh": "同意“{relation}”", "en": "agreed with “{relation}”"},
    "stale": {"zh": "{subject}（{shown}）：{words}。{reason}", "en": "{subject} ({shown}): {words}. {reason}"},
    "stale_now": {"zh": "现为：{now}", "en": " Now: {now}"},
    "conflict": {
        "zh": "{subject}（{shown}）：采用 {followed}；另有 {others}",
        "en": "{subject} ({shown}): followed {followed}; others {others}",
    },
}
"""A verdict as it is shown beside the machine's call."""

SIDES: Words = {
    "upper": {"zh": "上级", "en": "upper"},
    "local": {"zh": "本级", "en": "local"},
}

FIELDS: Words = {
    "name": {"zh": "名称", "en": "name"},
    "value": {"zh": "目标值", "en": "value"},
    "baseline": {"zh": "基期值", "en": "baseline"},
    "unit": {"zh": "单位", "en": "unit"},
    "deadline": {"zh": "期限", "en": "deadline"},
    "attribute": {"zh": "属性", "en": "attribute"},
    "direction": {"zh": "方向", "en": "direction"},
    "category": {"zh": "类别", "en": "category"},
    "scope": {"zh": "范围", "en": "scope"},
    "modality": {"zh": "语气", "en": "modality"},
    "departments": {"zh": "责任部门", "en": "departments"},
}
"""What can be corrected in an item."""

JUDGE_ERRORS: Words = {
    "judgements_unreadable": {
        "zh": "{file}：判定文件读不出（{found}）；请检查路径和权限。",
        "en": "{file}: the file of judgements cannot be read ({found}); check path and permissions.",
    },
    "judgement_line": {
        "zh": "{file}：第 {line} 行不是一条判定（{found}），已保留在文件中，未采用；请核对该行。",
        "en": "{file}: line {line} is no judgement ({found}); it stays in the file and is not followed: check it.",
    },
    "judgement_torn": {
        "zh": "{file}：最后一行（第 {line} 行）不完整，可能是写入时中断，已保留、未采用；请重新作出该条判定。",
        "en": "{file}: the last line ({line}) is incomplete, writing was probably cut off; it is kept, not followed: "
        "give that judgement again.",
    },
    "judge_no_columns": {
        "zh": "{file}：没有可读回的判定列，应为 policy-xwalk run 写出的 crosswalk.xlsx；请勿删除其中的隐藏列。",
        "en": "{file}: has no columns of judgements; expected the crosswalk.xlsx of policy-xwalk run, hidden columns "
        "included.",
    },
    "judge_cell": {
        "zh": "{file}：工作表“{sheet}”第 {row} 行“{column}”应为 {expected}，实际为 {found}；该行未读入，其余照常，"
        "请改正后重新读入。",
        "en": "{file}: sheet “{sheet}” row {row}: {column} should be {expected}, found {found}; the row was left out, "
        "the others were read: correct it and read again.",
    },
    "judge_no_subjects": {
        "zh": "{file}：工作表“{sheet}”缺隐藏列“{column}”，不知道每行说的是什么，{count} 行填写（自第 {row} 行起）"
        "未读入；请在未删列的对照表中填写。",
        "en": "{file}: sheet “{sheet}” has lost its hidden column “{column}”, so that {count} filled rows "
        "(from row {row} on) could not be read: fill in a workbook that has it.",
    },
    "judge_twice": {
        "zh": "{file}：工作表“{sheet}”第 {row} 行“{column}”填为 {found}，而同一事项在另一行已填为 {expected}；"
        "该行未读入，请改为一致或删去一行。",
        "en": "{file}: sheet “{sheet}” row {row}: {column} says {found}, another row says {expected} of the same item; "
        "the row was left out: make the two agree or delete one.",
    },
    "judge_unreadable": {
        "zh": "{file}：打不开或内容不完整（{found}）；应为填好的 crosswalk.xlsx，"
        "请用 Excel 或 WPS 打开后另存为 .xlsx。",
        "en": "{file}: cannot be opened or is incomplete ({found}); expected a filled-in crosswalk.xlsx: open it and "
        "save it as .xlsx again.",
    },
    "judge_too_many_rows": {
        "zh": "{file}：超过 {limit} 行，未读入；请核对文件，删去多余的行。",
        "en": "{file}: has more than {limit} rows and was not read; check the file and delete what does not belong.",
    },
    "judge_nothing": {
        "zh": "没有给出判定：请给出填好的工作簿、SSSOM 文件，或用 --accept、--reject、--change、--link 指明编号。",
        "en": "nothing to judge: give a filled-in workbook or an SSSOM file, or name ids with --accept, --reject, "
        "--change or --link.",
    },
    "judge_unknown_id": {
        "zh": "{file}：其中没有编号为 {found} 的对应关系、条目或疑似问题；请核对编号，或用 --run 指明结果文件夹。",
        "en": "{file}: holds no link, item or finding {found}; check the id, or name the results with --run.",
    },
    "judge_both": {
        "zh": "{found}：同一编号给出了不止一种判定；请只用 --accept、--reject、--change 之一，并只写一次。",
        "en": "{found}: judged more than once in this call; give it once, to one of --accept, --reject and --change.",
    },
    "judge_no_run": {
        "zh": "{file}：不是 policy-xwalk run 的结果文件夹（缺 {found}）；请用 --run 指明结果文件夹。",
        "en": "{file}: is no folder of results of policy-xwalk run ({found} is missing); name it with --run.",
    },
    "judge_needs_relation": {
        "zh": "{found}：改判关系须用 --relation 给出 {expected} 之一；更正条目须同时给出 --field 和 --value。",
        "en": "{found}: a changed link needs --relation ({expected}), a corrected item needs --field and --value.",
    },
    "judge_needs_pair": {
        "zh": "{found}：只有一侧有内容，不能改判为“{relation}”；实有对应的，请用 --link 上级编号 本级编号 --relation。",
        "en": "{found}: has one side only and cannot be “{relation}”; where there is a counterpart: --link UPPER LOCAL "
        "--relation.",
    },
    "judge_wrong_field": {
        "zh": "{found}：不能把“{field}”更正为“{value}”；可更正的有 {expected}。",
        "en": "{found}: “{field}” cannot be corrected to “{value}”; what can be corrected: {expected}.",
    },
    "judge_not_a_pair": {
        "zh": "{found}：两个编号应分别出自已作比较的上级规划和本级规划；请核对编号和先后。",
        "en": "{found}: expected an item of an upper plan, then one of a local plan compared with it; check both.",
    },
    "judge_merge_output": {
        "zh": "合并须用 -o 给出一个新文件，不能写入参加合并的文件（{found}）；请另取一个文件名。",
        "en": "merging needs -o with a new file, not one of those merged ({found}); choose another name.",
    },
    "judge_no_name": {
        "zh": "不知道判定人是谁：请用 --who 给出姓名。",
        "en": "it is not known who decides: give a name with --who.",
    },
    "judge_kind": {
        "zh": "{file}：应为工作簿（.xlsx）、SSSOM（.tsv）或判定文件（.jsonl）；请核对文件。",
        "en": "{file}: expected a workbook (.xlsx), SSSOM (.tsv) or judgements (.jsonl); check the file.",
    },
    "sssom_unusable": {
        "zh": "{file}：不是可用的 SSSOM TSV（{found}）；第一行应为列名，含 subject_id、predicate_id、object_id。",
        "en": "{file}: is no usable SSSOM TSV ({found}); its header row needs subject_id, predicate_id, object_id.",
    },
    "sssom_encoding": {
        "zh": "{file}：文字编码认不出；请另存为 UTF-8 编码的文本（制表符分隔）。",
        "en": "{file}: its encoding is not known; save it as UTF-8 text, separated by tabs.",
    },
    "sssom_row": {
        "zh": "{file}：第 {row} 行的 {column} 应为 {expected}，实际为 {found}；该行未读入，其余照常。",
        "en": "{file}: line {row}: {column} should be {expected}, found {found}; the line was left out, the others "
        "were read.",
    },
}
"""Errors of ``judge`` and of the files it reads."""

STALE: Words = {
    "changed": {
        "zh": "原文或数值已变，未采用，请重新判定。",
        "en": "Its passages or values have changed; please judge again.",
    },
    "gone": {"zh": "该对象已不在结果中，未采用，请核对。", "en": "It is no longer among the results; please check."},
    "one_sided": {
        "zh": "只有一侧有内容，不能改判为这种关系，未采用。",
        "en": "It has one side only and cannot have this relation.",
    },
    "no_field": {"zh": "该类条目没有这一项，未采用。", "en": "An item of this kind has no such field."},
    "no_value": {"zh": "更正的内容读不出数值或日期，未采用。", "en": "The corrected text is no value of this field."},
    "plan_absent": {"zh": "所涉规划不在本次运行中。", "en": "Its plans are not in this run."},
}
"""Why a judgement was not followed."""

JUDGE_CLI: Words = {
    "judge": {
        "zh": "记下人工判定：读回填好的对照表，或按编号判定；只追加，不覆盖，下次运行照此采用。\n\n"
        "示例：policy-xwalk judge out/crosswalk.xlsx --who 张三",
        "en": "Keep what people decided: read a filled-in workbook back, or judge by id. Never overwritten, "
        "followed by the next run.\n\nExample: policy-xwalk judge out/crosswalk.xlsx --who Zhang",
    },
    "judge_files": {
        "zh": "填好的 crosswalk.xlsx、SSSOM（.tsv）或判定文件（.jsonl）。",
        "en": "Filled-in crosswalk.xlsx, SSSOM (.tsv) or judgements (.jsonl).",
    },
    "judge_accept": {"zh": "同意该对应关系、条目或疑似问题。", "en": "Agree with this link, item or finding."},
    "judge_reject": {
        "zh": "对应关系：不是对应；条目：不是承诺；疑似问题：误报。",
        "en": "A link: not a match; an item: no commitment; a finding: a false alarm.",
    },
    "judge_change": {
        "zh": "改判对应关系（须 --relation），或更正条目（须 --field、--value）。",
        "en": "Change a link (with --relation) or correct an item (with --field and --value).",
    },
    "judge_link": {
        "zh": "程序没有找到的对应：上级条目编号和本级条目编号（须 --relation）。",
        "en": "A link that was not found: id of the upper and of the local item (with --relation).",
    },
    "judge_relation": {
        "zh": "same 一致、strengthened 提高、weakened 降低、changed 调整、unknown 无从比对。",
        "en": "same, strengthened, weakened, changed or unknown.",
    },
    "judge_field": {"zh": "要更正的项，如 目标值、名称、期限。", "en": "The field to correct: value, name, deadline …"},
    "judge_value": {"zh": "更正为，按规划中的写法，如 ≥30平方米。", "en": "Its right text, as a plan prints it."},
    "judge_why": {"zh": "说明理由。", "en": "The reason."},
    "judge_who": {
        "zh": "判定人；不写则用对照表首页所填，再则用系统用户名。",
        "en": "Who decides; otherwise the name on the first sheet, then the name of the system's user.",
    },
    "judge_run": {"zh": "按编号判定时所依据的结果文件夹。", "en": "Folder of results in which ids are looked up."},
    "judge_to": {
        "zh": "判定文件；不写则为对照表旁或结果文件夹中的 judgements.jsonl。",
        "en": "File of judgements; otherwise judgements.jsonl beside the workbook or in the folder of results.",
    },
    "judge_merge": {
        "zh": "合并几个人的判定文件，写入 -o，并列出不一致之处。",
        "en": "Merge the judgements of several people into -o and list where they differ.",
    },
    "judge_added": {
        "zh": "已记入 {count} 条判定（{who}）：{file}",
        "en": "{count} judgements added ({who}): {file}",
    },
    "judge_known": {"zh": "另有 {count} 条已在其中，未重复记入。", "en": "{count} were there already."},
    "judge_none": {"zh": "{file}：没有新填的判定。", "en": "{file}: nothing new was filled in."},
    "judge_merged": {
        "zh": "合并 {files} 个文件，共 {count} 条判定，其中 {conflicts} 处不一致。",
        "en": "{files} files merged: {count} judgements, {conflicts} conflicts.",
    },
    "judge_conflicts": {
        "zh": "判定人意见不一（{count} 处，采用较晚的一条）：",
        "en": "People differ ({count}; the later word is followed):",
    },
    "judge_stale": {"zh": "未采用的人工判定（{count} 条）：", "en": "Judgements that were not followed ({count}):"},
    "judge_more": {"zh": "……另有 {count} 条", "en": "… and {count} more"},
    "judge_collected": {
        "zh": "已从原 {book} 读回 {count} 条人工判定（{who}），记入 {file}。",
        "en": "{count} judgements ({who}) were read back from the old {book} into {file}.",
    },
    "judge_kept": {
        "zh": "原 {book} 中有未能读回的填写，已另存为 {file}。",
        "en": "The old {book} holds entries that could not be read back; it was kept as {file}.",
    },
    "judge_problems": {"zh": "判定文件中的问题：", "en": "Problems in files of judgements:"},
    "judgements_option": {
        "zh": "另外采用的判定文件，可多次给出；规划文件夹和结果文件夹中的 judgements.jsonl 总会采用。",
        "en": "Further judgements to follow; those in the folder of plans and in the results always are.",
    },
}
"""Help and messages of the command ``judge`` and of runs that follow judgements."""
