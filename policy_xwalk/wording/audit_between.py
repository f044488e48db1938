"""Texts of the rules between levels (PX2..)."""

from __future__ import annotations

from policy_xwalk.wording.audit_words import Text, Words

_ADD_ROW: Text = {
    "zh": "核实是否由其他文件或其他指标承接；确未承接的，建议在本级规划中补列或说明理由。",
    "en": "Check whether another document or indicator answers it; if not, consider adding it or giving the reason.",
}
_CHECK_VALUE: Text = {
    "zh": "核实是否经上级同意或有分解下达文件；没有依据的，建议与上级目标衔接。",
    "en": "Check whether the upper level agreed or broke the figure down; if not, consider bringing it in line.",
}
_RENAMED: Text = {
    "zh": "上级规划的指标“{name}”（{upper}）未见对应；本级规划的“{local_name}”数值相同、名称相近，疑似改名，建议核实。",
    "en": "No counterpart of “{name}” ({upper}) was found; “{local_name}” has the same value and a similar name.",
}

BETWEEN: Words = {
    "PX201": {
        "title": {"zh": "上级约束性指标未见对应", "en": "Binding upper indicator not found"},
        "message": {
            "zh": "上级规划的约束性指标“{name}”（{upper}）在本级规划中未见对应。",
            "en": "No counterpart of the upper plan's binding indicator “{name}” ({upper}) was found.",
        },
        "cases": {"renamed": _RENAMED},
        "suggestion": _ADD_ROW,
        "explain": {
            "zh": "上级指标表中的约束性指标，在本级规划的指标表和正文中都没有找到对应。上级自留的指标、"
            "人工判定已有对应的、只知部分内容的规划不报；中间层级规划未收录时最多为“建议核实”。"
            "本级有数值、单位相同而名称相近的行时，疑似改名，只作提示。",
            "en": "A binding row of the upper table answered neither by a row nor by prose. Silent for what the upper "
            "level keeps for itself, for links a person has judged, and for plans known only in part. A hint where a "
            "local row has the same value and a similar name: perhaps it was renamed.",
        },
    },
    "PX202": {
        "title": {"zh": "上级指标未见对应", "en": "Upper indicator not found"},
        "message": {
            "zh": "上级规划的指标“{name}”（{upper}）在本级规划中未见对应。",
            "en": "No counterpart of the upper plan's indicator “{name}” ({upper}) was found.",
        },
        "cases": {
            "no_table": {
                "zh": "本级规划没有主要指标表，上级指标表中的 {count} 项在本级正文中也未见对应：{names}。",
                "en": "The local plan has no table of indicators, and {count} upper ones are not in its prose: "
                "{names}.",
            },
            "renamed": _RENAMED,
            "table": {
                "zh": "上级指标表中的 {count} 项在本级规划中未见对应：{names}。",
                "en": "{count} indicators of the upper table have no counterpart: {names}.",
            },
        },
        "suggestion": _ADD_ROW,
        "explain": {
            "zh": "同 PX201，用于预期性指标和未注明属性的指标。指标表大部分未见对应时合并为一条。",
            "en": "As PX201, for other indicators. One finding for all where most of the table has no counterpart.",
        },
    },
    "PX203": {
        "title": {"zh": "上级正文目标未见对应", "en": "Upper prose target not found"},
        "message": {
            "zh": "上级规划对下级提出的“{name}”（{upper}）在本级规划中未见对应。",
            "en": "The upper plan asks the levels below for “{name}” ({upper}); no counterpart was found.",
        },
        "cases": {
            "prose": {
                "zh": "上级规划正文另有 {count} 项覆盖率或建设标准类目标在本级规划中未见对应：{names}。"
                "上级没有写明由本级承担，供对照时参考。",
                "en": "{count} coverage or standard targets of the upper prose have no counterpart: {names}. "
                "The upper plan does not say that this level owes them.",
            },
        },
        "suggestion": {
            "zh": "核实本级是否以其他文件落实；属本级职责的，建议在规划中明确。",
            "en": "Check whether another document answers it; if it falls to this level, consider stating it.",
        },
        "explain": {
            "zh": "上级正文中的数量目标，写明由下级承担的（各市、每个村、以县级为单位……）逐条报；未写明的只合并提示，"
            "且只限覆盖率和标准。资金和全域总量不报。",
            "en": "Figures of the upper prose: one finding each where it addresses the levels below, one hint for all "
            "others that are rates or standards. Money and totals of the territory are left out.",
        },
    },
    "PX204": {
        "title": {"zh": "目标值疑似低于上级", "en": "Value below the upper one"},
        "message": {
            "zh": "“{name}”上级规划为 {upper}，本级规划（{local_name}）为 {local}，疑似低于上级要求。",
            "en": "“{name}”: {upper} in the upper plan, {local} in the local one ({local_name}), which seems less.",
        },
        "suggestion": _CHECK_VALUE,
        "explain": {
            "zh": "同一指标可以比较高低，且本级按指标方向较弱。约束性指标为“重点核实”，"
            "正文目标未写明由本级承担的为“提示”。"
            "全域总量按分解落实处理，不比高低。",
            "en": "One figure that can be ordered, and the local one is worse by its direction. Totals of a "
            "territory are "
            "broken down on their way and never compared.",
        },
    },
    "PX205": {
        "title": {"zh": "约束性指标改为预期性", "en": "Binding indicator made anticipatory"},
        "message": {
            "zh": "“{name}”在上级规划中为约束性指标，本级规划列为预期性指标。",
            "en": "“{name}” is binding in the upper plan and only anticipatory in the local one.",
        },
        "suggestion": {
            "zh": "核实属性是否误填；上级约束性指标建议在本级保持约束性。",
            "en": "Check the attribute; a binding indicator should stay binding below.",
        },
        "explain": {
            "zh": "两级指标表都注明属性，上级为约束性，本级为预期性。",
            "en": "Both tables state the attribute: binding above, anticipatory below.",
        },
    },
    "PX206": {
        "title": {"zh": "完成期限晚于上级", "en": "Deadline later than above"},
        "message": {
            "zh": "“{name}”上级规划的期限为{upper_due}，本级规划为{local_due}，疑似推后。",
            "en": "“{name}” is due {upper_due} in the upper plan and {local_due} in the local one.",
        },
        "suggestion": {
            "zh": "核实本级期限的依据；没有依据的，建议与上级期限一致。",
            "en": "Check the ground for the later deadline; if there is none, consider the upper one.",
        },
        "explain": {
            "zh": "同一目标两级都有期限（写明的，或规划期末），本级较晚。系列目标的阶段值、“展望2035年”一类远景不比；"
            "本级另有一处按期完成的不报。",
            "en": "One goal with a deadline on both sides, printed or the end of the period, the local one later. "
            "Milestones and long-term visions are no deadlines; silent where another local figure is in time.",
        },
    },
    "PX207": {
        "title": {"zh": "措辞放宽", "en": "Loosened by a hedge"},
        "message": {
            "zh": "“{name}”上级规划为“{upper}”，本级规划为“{local}”，本级加了“基本、力争、左右”一类的词，"
            "承诺疑似放宽。",
            "en": "“{name}”: “{upper}” above, “{local}” below, which a hedge (basically, strive, about) loosens.",
        },
        "suggestion": {
            "zh": "核实是否有意放宽；上级要求明确的，建议去掉放宽的词。",
            "en": "Check whether this is meant; where the upper plan is plain, consider dropping the hedge.",
        },
        "explain": {
            "zh": "数值相同或都没有数值，只有本级用了放宽的词；上级也用的不报，本级数值更高的不报。",
            "en": "At the same value, or without one on both sides, only the local plan has a word that loosens.",
        },
    },
    "PX208": {
        "title": {"zh": "量化目标未见数值", "en": "Number only in words"},
        "message": {
            "zh": "“{name}”上级规划有数值（{upper}），本级规划相应内容未见数值：“{local}”。",
            "en": "“{name}” has a figure above ({upper}); the local counterpart has words only: “{local}”.",
        },
        "cases": {
            "spoken": {
                "zh": "“{name}”上级规划有数值（{upper}），本级规划只有相关表述，未见数值：“{local}”。",
                "en": "“{name}” has a figure above ({upper}); the local plan speaks of it without one: “{local}”.",
            }
        },
        "suggestion": {
            "zh": "核实本级是否在其他处或其他文件中量化；没有的，建议补充目标值。",
            "en": "Check whether a figure stands elsewhere; if not, consider adding one.",
        },
        "explain": {
            "zh": "已在本级规划全文和指标表中找过数值。资金、全域总量、“完成上级下达目标”的写法不报。",
            "en": "The whole local plan was searched. Silent for money, totals, and “completes the target set above”.",
        },
    },
    "PX209": {
        "title": {"zh": "适用范围缩小", "en": "Scope narrowed"},
        "message": {
            "zh": "上级规划的“{name}”（{upper}），本级规划只见“{local_name}”（{local}），适用范围疑似缩小。",
            "en": "“{name}” ({upper}) above; only “{local_name}” ({local}) below, which seems narrower.",
        },
        "suggestion": {
            "zh": "核实其余范围是否另有安排；没有的，建议补全。",
            "en": "Check whether the rest is provided for elsewhere; if not, consider completing it.",
        },
        "explain": {
            "zh": "城乡变为城市、并列的几项少了一项等，且本级规划没有另一条覆盖余下的范围；"
            "“乡镇（街道）”写作“乡镇”的不报。",
            "en": "Urban and rural made urban, or a member of an enumeration gone, and nothing else covers the rest; "
            "乡镇 for 乡镇（街道） is no narrowing.",
        },
    },
    "PX210": {
        "title": {"zh": "计量口径不同，无法比较", "en": "Unit or basis changed"},
        "message": {
            "zh": "“{name}”上级规划为 {upper}，本级规划为 {local}，计量单位不同，无法比较高低。",
            "en": "“{name}”: {upper} above, {local} below; the units differ, so they cannot be compared.",
        },
        "cases": {
            "basis": {
                "zh": "“{name}”上级规划为 {upper}，本级规划为 {local}，一为累计、一为年均或年度，口径不同，"
                "无法比较高低。",
                "en": "“{name}”: {upper} above, {local} below; cumulative against annual, so they cannot be compared.",
            },
        },
        "suggestion": {
            "zh": "建议按上级口径列出，或注明换算方法。",
            "en": "Consider stating it in the upper plan's terms, or how to convert.",
        },
        "explain": {
            "zh": "同一指标行，单位不能换算，或累计与年均不同。能换算的（万人与人、每百户与每万户）不报。",
            "en": "One row whose units cannot be converted, or cumulative against annual. Convertible units are "
            "no finding.",
        },
    },
    "PX211": {
        "title": {"zh": "本级目标低于上级基期值", "en": "Below the upper plan's baseline"},
        "message": {
            "zh": "“{name}”上级规划的基期值已为 {baseline}（目标 {upper}），本级规划的目标为 {local}，低于上级起点。",
            "en": "“{name}” starts at {baseline} above (target {upper}); the local target {local} does not reach that.",
        },
        "suggestion": {
            "zh": "核实数值是否误填；本地基础较低的，建议说明。",
            "en": "Check the figure; where the place starts from less, consider saying so.",
        },
        "explain": {
            "zh": "比率、人均和标准类指标，本级目标按方向不及上级基期值；上级自身目标也低于基期的不报。",
            "en": "Rates, figures per head and standards whose local target is worse than the upper baseline.",
        },
    },
    "PX221": {
        "title": {"zh": "上级要求本级办理的事项未见对应", "en": "Action required of this level not found"},
        "message": {
            "zh": "上级规划在“{name}”中要求下级“{demand}”，本级规划中未见对应。",
            "en": "Under “{name}” the upper plan asks the levels below: “{demand}”. Nothing here speaks of it.",
        },
        "suggestion": {
            "zh": "核实是否已由其他文件落实；没有的，建议在本级规划中作出安排。",
            "en": "Check whether another document answers it; if not, consider providing for it.",
        },
        "explain": {
            "zh": "上级写明“各市要……”“各县（市、区）要……”的具体事项，本级规划没有一句或一项任务谈到。"
            "“制定本地规划、方案”"
            "由本级规划本身回应，“加强领导”等一般要求和鼓励性表述不报；一句话只报一次。",
            "en": "Concrete duties laid on the levels below (各市要…, 各县要…) of which no local sentence or "
            "task speaks. The "
            "making of a local plan is answered by the plan itself; encouragement and general duties are left out. "
            "One finding a sentence.",
        },
    },
    "PX222": {
        "title": {"zh": "上级任务未见对应", "en": "Upper tasks without a counterpart"},
        "message": {
            "zh": "上级规划“{chapter}”下的任务有 {count} 项在本级规划中未见对应：{names}。",
            "en": "{count} tasks under “{chapter}” of the upper plan have no counterpart: {names}.",
        },
        "cases": {
            "plan": {
                "zh": "上级规划 {total} 项任务中有 {count} 项在本级规划中未见对应，如：{names}。",
                "en": "{count} of {total} tasks of the upper plan have no counterpart, for example: {names}.",
            },
        },
        "suggestion": {
            "zh": "逐项核实是否属本级职责、是否并入其他任务或由其他文件落实。",
            "en": "Check for each whether it falls to this level, stands under another task, or in another document.",
        },
        "explain": {
            "zh": "按上级规划的章或专栏合并，涉及 9 个及以上章时合并为一条。"
            "上级自留的任务不报（只在括号里写明本级牵头部门的不算自留）；"
            "本级任何任务谈到其标题所述事项（规划自身主题词不算）、或谈到其多项内容的不报；保障措施和当年民生实事不报；"
            "没有写明由下级承担的为“提示”。"
            "多数任务都未见对应时，两份规划体例不同，只作提示。",
            "en": "Grouped by chapter or box; one finding from nine of these on. Left out are tasks that the upper "
            "level keeps (to name its leading department does not), safeguards, and those of whose title (its plan's "
            "topic aside) or clauses any local task speaks; "
            "a hint where most tasks have no counterpart, since the plans are then made differently.",
        },
    },
    "PX223": {
        "title": {"zh": "任务未明确责任部门", "en": "Tasks without a department"},
        "message": {
            "zh": "上级规划明确了责任部门的任务，本级规划相应的 {count} 项未见责任部门：{names}。",
            "en": "{count} tasks for which the upper plan names departments name none here: {names}.",
        },
        "cases": {
            "plan": {
                "zh": "上级规划对相应任务明确了责任部门，本级规划 {total} 项中有 {count} 项未见责任部门，如：{names}。",
                "en": "The upper plan charges departments with these tasks; {count} of {total} here name none: "
                "{names}.",
            },
        },
        "suggestion": {
            "zh": "核实是否另有任务分工文件；没有的，建议明确牵头和配合部门。",
            "en": "Check whether duties are shared out elsewhere; if not, consider naming who leads and supports.",
        },
        "explain": {
            "zh": "合并为一条。本级规划通篇不写责任部门的为“提示”；部门写在上一级标题或下属任务中的不报。",
            "en": "One finding for all. Only a hint where the local plan names no departments at all.",
        },
    },
    "PX224": {
        "title": {"zh": "转抄上级语句时少了内容", "en": "Words lost in a sentence taken over"},
        "message": {
            "zh": "上级规划“{upper}”，本级规划“{local}”，疑似少了“{lost}”。",
            "en": "“{upper}” above, “{local}” below: “{lost}” seems to be lost.",
        },
        "suggestion": {
            "zh": "核实是有意删减还是漏抄；属本级职责的，建议补上。",
            "en": "Check whether this is meant; if it falls to this level, consider putting it back.",
        },
        "explain": {
            "zh": "两级语句几乎相同，本级少了并列内容中的一项，且这一任务别处也没有提到。换了说法、加了内容的不报。",
            "en": "Two clauses nearly alike, of which the local one lacks a member of an enumeration that the "
            "whole local "
            "task does not name. Silent where something else was put in its place.",
        },
    },
    "PX231": {
        "title": {"zh": "未引用直接上级规划", "en": "Direct upper plan not cited"},
        "message": {
            "zh": "本级规划列出了编制依据，其中未见直接上级规划《{title}》（{number}）。",
            "en": "The local plan names its basis; the direct upper plan “{title}” ({number}) is not among it.",
        },
        "suggestion": {
            "zh": "核实编制时上级规划是否已印发；已印发的，建议列为依据。",
            "en": "Check whether the upper plan was out; if so, consider naming it.",
        },
        "explain": {
            "zh": "本级规划读得到编制依据，且上级规划印发在前；正文别处提到的不报，没有依据段落的不报。",
            "en": "Only where a basis could be read and the upper plan came first; silent where any task names it.",
        },
    },
    "PX232": {
        "title": {"zh": "印发早于上级规划", "en": "Issued before the upper plan"},
        "message": {
            "zh": "本级规划 {local_day} 印发，早于上级规划《{title}》（{upper_day}），衔接情况建议核实。",
            "en": "The local plan is dated {local_day}, before the upper plan “{title}” ({upper_day}).",
        },
        "suggestion": {
            "zh": "核实是否依据征求意见稿编制；如不一致，建议按上级规划修订。",
            "en": "Check whether it was made on a draft of the upper plan; where they differ, consider a revision.",
        },
        "explain": {
            "zh": "两份规划都写明印发日期，规划期相同或本级较晚开始。",
            "en": "Both plans state their dates, and the local period does not begin earlier.",
        },
    },
    "PX241": {
        "title": {"zh": "分解之和与上级总量不符", "en": "Parts do not add up to the total"},
        "message": {
            "zh": "“{name}”本规划为 {upper}，下一级 {count} 个地区规划之和为 {sum}，不足上级总量。",
            "en": "“{name}” is {upper} here; the plans of all {count} places below add up to {sum}, which is less.",
        },
        "cases": {
            "over": {
                "zh": "“{name}”本规划为 {upper}，下一级 {count} 个地区规划之和为 {sum}，超过上级总量。",
                "en": "“{name}” is {upper} here; the plans of all {count} places below add up to {sum}, which is more.",
            },
        },
        "suggestion": {
            "zh": "核实各地分解数和上级留存数。",
            "en": "Check how the total was shared out and what the upper level keeps.",
        },
        "explain": {
            "zh": "只在下一级全部地区都有同主题规划、每份都列出该总量指标（同名、同年份、可换算）时相加，容许 0."
            "5% 的舍入差。",
            "en": "Only where every place right below has a plan that states the total; rounding of 0.5 % is let pass.",
        },
    },
}
