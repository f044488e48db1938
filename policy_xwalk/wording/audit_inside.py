"""What the rules inside one plan say."""

from __future__ import annotations

from policy_xwalk.wording.audit_inside_text import TEXT_RULES
from policy_xwalk.wording.audit_words import Text, Words

_CHECK: Text = {
    "zh": "对照原文和数据来源核实，以哪一处为准应在文中统一。",
    "en": "Check against the source of the data and make both places say the same.",
}
_ROW: Text = {
    "zh": "核实表中该行的数值、单位和列标题。",
    "en": "Check values, unit and headings of this row.",
}
_COMPLETE: Text = {
    "zh": "如属有意省略可不改；需要考核的，建议补充。",
    "en": "Nothing to do where it was left out on purpose; otherwise complete what will be assessed.",
}

INSIDE: Words = {
    "PX101": {
        "title": {"zh": "指标表与正文不一致", "en": "Table and prose differ"},
        "message": {
            "zh": "“{name}”：指标表为{table}，正文为{prose}，疑似不一致，建议核实。",
            "en": "“{name}”: {table} in the table, {prose} in the prose. Please check.",
        },
        "cases": {
            "deadline": {
                "zh": "“{name}”目标值均为{table}，完成年份不同：表中为{table_year}年，正文为{prose_year}年，建议核实。",
                "en": "“{name}” is {table} in both, due in {table_year} by the table and in {prose_year} by the prose.",
            },
            "limit": {
                "zh": "“{name}”的限定方向相反：指标表为{table}，正文为{prose}，建议核实。",
                "en": "“{name}” is limited from opposite sides: {table} in the table, {prose} in the prose.",
            },
        },
        "suggestion": _CHECK,
        "explain": {
            "zh": "同一指标在表中和正文中数值、年份或限定方向不同时提示。名称须逐字一致（只差括号、"
            "“的”“全县”等）；分年度节点、“力争”一类更高目标、增速与水平之间、四舍五入之内的差别不提示。",
            "en": "Value, year or side of the limit of one indicator differ between table and prose. Names must "
            "agree word "
            "for word; milestones, higher aims (力争), growth beside level and rounding are no difference.",
        },
    },
    "PX102": {
        "title": {"zh": "同一目标前后不一致", "en": "One target, two values"},
        "message": {
            "zh": "“{name}”在两处分别为{first}和{second}，疑似不一致，建议核实。",
            "en": "“{name}” is {first} in one place and {second} in another. Please check.",
        },
        "suggestion": _CHECK,
        "explain": {
            "zh": "正文两处对同一事项、同一范围、同一年份提出不同数值时提示。数量类目标（新建、"
            "培训多少）须除数字外逐字相同；不同年份、不同范围、“力争”与“确保”并列的不提示。",
            "en": "Two sentences name different values for the same thing, scope and year. Counts must agree "
            "word for word "
            "but for the number; other years, scopes and degrees of firmness are no difference.",
        },
    },
    "PX103": {
        "title": {"zh": "基期值与正文现状不一致", "en": "Baseline differs from the prose"},
        "message": {
            "zh": "“{name}”{year}年数值：指标表为{table}，正文为{prose}，疑似不一致，建议核实。",
            "en": "“{name}” in {year}: {table} in the table, {prose} in the prose. Please check.",
        },
        "suggestion": _CHECK,
        "explain": {
            "zh": "指标表的基期值与正文报告的同一年份数值不同时提示；“超过”“近”一类说法包含表中数值的，"
            "以及四舍五入之内的差别不提示。",
            "en": "The baseline is not what the prose reports for the same year; 超过 or 近 that takes in the "
            "baseline, and "
            "rounding, are no difference.",
        },
    },
    "PX104": {
        "title": {"zh": "目标值等于基期值", "en": "Target equals baseline"},
        "message": {
            "zh": "{of}项指标中有{number}项目标值与基期值相同（{names}），可能为保持性指标。",
            "en": "{number} of {of} rows have a target that equals the baseline ({names}); perhaps to be kept "
            "as it is.",
        },
        "suggestion": {
            "zh": "确认为保持性指标的，建议在表注中说明。",
            "en": "Say so in a note where a value is only to be kept.",
        },
        "explain": {
            "zh": "基期值与目标值相同的行，每份规划合并提示一次；年均、累计和增速指标不在此列。",
            "en": "Rows whose target is the value they have; one finding a plan. Averages, sums and growth are "
            "left out.",
        },
    },
    "PX105": {
        "title": {"zh": "目标值劣于基期值", "en": "Target worse than baseline"},
        "message": {
            "zh": "“{name}”基期为{baseline}，目标为{target}，疑似低于现有水平，建议核实。",
            "en": "“{name}”: {baseline} at the start, {target} as target: lower than today. Please check.",
        },
        "cases": {
            "lower_is_better": {
                "zh": "“{name}”以低为好，基期为{baseline}，目标为{target}，疑似高于现有水平，建议核实。",
                "en": "“{name}” is better low: {baseline} at the start, {target} as target. Please check.",
            },
            "bound": {
                "zh": "“{name}”基期已为{baseline}，目标为{target}，可能是底线要求。",
                "en": "“{name}” is at {baseline} already, the target is {target}: perhaps a floor.",
            },
        },
        "suggestion": {
            "zh": "核实基期值和目标值是否填反；属于底线控制的，建议注明。",
            "en": "Check whether the two values were exchanged; say so where it is only a bound.",
        },
        "explain": {
            "zh": "按名称能判明高低好坏、且目标值落在较差一侧时提示。"
            "带“≥”的底线目标只作提示，总量指标不报；“≤”“以内”的上限高于现状属正常，不报；"
            "符号疑似用反的由 PX106 提示；增速、年均、累计指标不判断。",
            "en": "The name tells which way is better and the target lies on the other side. A floor is "
            "informational, totals are left out, and a ceiling above what there is is normal. A limit from the wrong "
            "side is left to PX106; growth, averages and sums are not judged.",
        },
    },
    "PX106": {
        "title": {"zh": "限定词与指标方向相反", "en": "Limit against the direction"},
        "message": {
            "zh": "“{name}”以高为好，目标却写为上限“{value}”，疑似符号有误，建议核实。",
            "en": "“{name}” is better high, yet its target is an upper limit ({value}). Please check.",
        },
        "cases": {
            "floor": {
                "zh": "“{name}”以低为好，目标却写为下限“{value}”，疑似符号有误，建议核实。",
                "en": "“{name}” is better low, yet its target is a lower limit ({value}). Please check.",
            },
        },
        "suggestion": {"zh": "核实“≥”“≤”“不低于”“不超过”是否用反。", "en": "Check whether ≥ and ≤ were exchanged."},
        "explain": {
            "zh": "按名称判明高低好坏、且毫无疑义的比率（覆盖率、合格率、满意度；死亡率、失业率、成灾率、发生率等）。",
            "en": "Only for rates whose name leaves no doubt which way is better (coverage, pass rates; mortality, "
            "unemployment, rates of damage …).",
        },
    },
    "PX107": {
        "title": {"zh": "比率数值超出可能范围", "en": "Impossible share"},
        "message": {
            "zh": "“{name}”的数值为{value}，占比类指标不应超过100%或为负，疑似有误。",
            "en": "“{name}” is {value}: a share of a whole is neither above 100 % nor negative.",
        },
        "suggestion": _ROW,
        "explain": {
            "zh": "覆盖率、合格率、占比等部分与整体之比超过100%或为负数时提示；毛入学率、拨备覆盖率、完成率、"
            "每百人普及率等可以超过100%的不提示。",
            "en": "A share of a whole (coverage, pass rate …) above 100 % or negative. Gross rates, loan-loss "
            "coverage, "
            "fulfilment of a plan and units for a hundred people may pass 100 % and are left out.",
        },
    },
    "PX108": {
        "title": {"zh": "基期与目标单位不同", "en": "Units differ in one row"},
        "message": {
            "zh": "“{name}”基期为{baseline}，目标为{target}，单位无法比较，建议核实。",
            "en": "“{name}”: {baseline} at the start, {target} as target: the units cannot be compared.",
        },
        "suggestion": _ROW,
        "explain": {
            "zh": "同一行基期值与目标值计量单位不可比时提示；目标为增速、年均、累计或倍数的不提示。",
            "en": "Baseline and target of a row are in units that cannot be compared; growth, averages, sums and "
            "multiples are left out.",
        },
    },
    "PX109": {
        "title": {"zh": "分项之和大于总数", "en": "Parts exceed the whole"},
        "message": {
            "zh": "“{name}”总数为{whole}，其中各项为{parts}，分项之和大于总数，建议核实。",
            "en": "“{name}” is {whole} in all, its parts are {parts}: they come to more. Please check.",
        },
        "suggestion": _ROW,
        "explain": {
            "zh": "指标表“其中”各行之和大于总行（超出四舍五入）时提示；只看数量、面积、金额等可加总的指标。",
            "en": "The 其中 rows of a table come to more than their whole, beyond rounding; only for amounts "
            "that add up.",
        },
    },
    "PX110": {
        "title": {"zh": "增幅与首末值不符", "en": "Change does not fit"},
        "message": {
            "zh": "“{name}”基期{baseline}、目标{target}，与“{column}”栏的{printed}不符，建议核实。",
            "en": "“{name}” goes from {baseline} to {target}; {printed} under “{column}” does not fit. Please check.",
        },
        "suggestion": _ROW,
        "explain": {
            "zh": "年均或累计栏与基期值、目标值按差额、增幅、年均各种算法都对不上（超出四舍五入）时提示；"
            "生产总值、增加值、收入等按可比价计算的不提示。",
            "en": "No way of reckoning (difference, rise, yearly) makes the change column agree with baseline "
            "and target; "
            "what is reckoned at constant prices is left out.",
        },
    },
    "PX111": {
        "title": {"zh": "中期目标优于期末目标", "en": "Milestone better than what follows"},
        "message": {
            "zh": "“{name}”{first_year}年为{first}，{second_year}年为{second}，后一年反而较低（或较差），建议核实。",
            "en": "“{name}” is {first} in {first_year} and {second} in {second_year}: worse. Please check.",
        },
        "suggestion": _CHECK,
        "explain": {
            "zh": "同一指标较早年份的目标优于较晚年份时提示；总量、增速、年均和累计指标不判断。",
            "en": "The value for an earlier year is better than that for a later one; totals, growth, averages "
            "and sums "
            "are not judged.",
        },
    },
    "PX121": {
        "title": {"zh": "完成时限早于印发时间", "en": "Deadline before issue"},
        "message": {
            "zh": "“{name}”的完成时限（{deadline}）早于规划印发日期（{issued}），建议核实。",
            "en": "“{name}” was due {deadline}, the plan was issued {issued}. Please check.",
        },
        "suggestion": {
            "zh": "已完成的改为现状表述，未完成的重新确定时限。",
            "en": "Report what was reached, or set a new deadline.",
        },
        "explain": {
            "zh": "目标或任务写明的年份（或月份）在印发日期之前时提示；当年不算过期。",
            "en": "The year or month named for a target or task was over when the plan was issued.",
        },
    },
    "PX122": {
        "title": {"zh": "完成时限超出规划期", "en": "Deadline outside the period"},
        "message": {
            "zh": "“{name}”的年份为{deadline}年，不在规划期（{start}—{end}年）内，也非常见的远景年份，建议核实。",
            "en": "“{name}” is due in {deadline}, outside {start}–{end} and no usual year of a long-term vision.",
        },
        "suggestion": {"zh": "核实年份是否笔误。", "en": "Check whether the year is a slip."},
        "explain": {
            "zh": "年份在规划期之后五年以内、又不是2030、2035、2050等远景年份时提示；年度计划和工作报告不判断。",
            "en": "Within five years behind the period and no vision year (2030, 2035, 2050 …); plans for one year are "
            "not judged.",
        },
    },
    "PX141": {
        "title": {"zh": "指标未见任务支撑", "en": "Row without a task"},
        "message": {
            "zh": "{of}项指标中有{number}项在任务和正文中未见相关内容：{names}。",
            "en": "{number} of {of} rows are not dealt with in any task: {names}.",
        },
        "suggestion": {
            "zh": "核实是否有相应任务；没有的建议补充。",
            "en": "Check whether a task serves it; add one if not.",
        },
        "explain": {
            "zh": "指标名称的核心词在任务、专栏和正文目标中都没有出现时提示，每份规划一次；任务少于8项的不判断。",
            "en": "The core words of a row stand in no task, box or commitment; one finding a plan, and none "
            "for a plan "
            "with fewer than eight tasks.",
        },
    },
    "PX142": {
        "title": {"zh": "指标缺少基期值", "en": "Rows without baseline"},
        "message": {
            "zh": "{of}项指标中有{number}项没有基期值：{names}。",
            "en": "{number} of {of} rows have no baseline: {names}.",
        },
        "suggestion": _COMPLETE,
        "explain": {
            "zh": "其他指标有基期值而该行没有时提示，每份规划一次；"
            "累计、年均、增速指标和“新增、新建、培训人次”一类规划期内完成的数量不在此列。",
            "en": "Rows without a baseline in a table that has some; sums and averages over the period, growth, and "
            "what is done within the period (新增, 新建, 人次) are left out.",
        },
    },
    "PX143": {
        "title": {"zh": "指标未注明属性", "en": "Rows without attribute"},
        "message": {
            "zh": "{of}项指标中有{number}项未注明约束性或预期性：{names}。",
            "en": "{number} of {of} rows say neither 约束性 nor 预期性: {names}.",
        },
        "suggestion": _COMPLETE,
        "explain": {
            "zh": "多数指标注明属性而该行没有时提示，每份规划一次；“其中”行不在此列。",
            "en": "Rows without attribute where most have one; 其中 rows are left out.",
        },
    },
    "PX144": {
        "title": {"zh": "量化目标未写完成时限", "en": "Targets without deadline"},
        "message": {
            "zh": "正文{of}项量化目标中有{number}项未写明年份，按规划期末（{end}年）理解。",
            "en": "{number} of {of} figures in the prose name no year; they are taken to be due in {end}.",
        },
        "suggestion": _COMPLETE,
        "explain": {
            "zh": "正文目标所在的一节没有写明任何年份时计入，满 3 项才提示，每份规划一次；"
            "“力争”“鼓励”类、每年或年均的、"
            "标准类和重复指标表的不计。",
            "en": "The section of the figure names no year at all; one finding a plan, from three figures on. "
            "Aims, figures for each year, standards and what repeats a row are left out.",
        },
    },
    "PX145": {
        "title": {"zh": "任务未写责任部门", "en": "Tasks without department"},
        "message": {
            "zh": "多数任务写明责任部门，{of}项中有{number}项未写：{names}。",
            "en": "Most tasks say who is responsible, {number} of {of} do not: {names}.",
        },
        "suggestion": _COMPLETE,
        "explain": {
            "zh": "半数以上、且至少 5 项任务写明责任部门的规划中，同级任务未写的提示，每份规划一次；"
            "上级标题已写明的不算。",
            "en": "In a plan where half of the tasks and at least five name departments, those beside them that do "
            "not; one finding a plan. What "
            "the heading above charges somebody with counts as charged.",
        },
    },
    **TEXT_RULES,
}
"""By code."""
