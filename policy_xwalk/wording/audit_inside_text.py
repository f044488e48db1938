"""What the rules on make-up and wording of one plan say."""

from __future__ import annotations

from policy_xwalk.wording.audit_words import Text, Words

_READ: Text = {
    "zh": "对照印发的原件核实；如系转换文件造成，可忽略。",
    "en": "Check against the document as issued; ignore it where the conversion of the file caused it.",
}

TEXT_RULES: Words = {
    "PX131": {
        "title": {"zh": "序号跳号", "en": "Gap in the numbering"},
        "message": {
            "zh": "“{previous}”之后为“{label}”，未见序号{missing}，疑似跳号或缺漏段落。",
            "en": "“{previous}” is followed by “{label}”; no {missing} stands between them.",
        },
        "suggestion": _READ,
        "explain": {
            "zh": "同一层标题的序号不连续、且中间全文（含表格）都没有缺少的序号时提示；跨上级标题连续编号、"
            "重新起编不提示。",
            "en": "A number is missing among headings of one list and stands nowhere between them; numbers that go on "
            "over the headings above, and lists that begin anew, are in order.",
        },
    },
    "PX132": {
        "title": {"zh": "序号重复", "en": "Number used twice"},
        "message": {
            "zh": "“{previous}”之后又出现序号“{label}”，疑似重号。",
            "en": "“{previous}” is followed by another “{label}”.",
        },
        "suggestion": _READ,
        "explain": {
            "zh": "同一列表中相邻两个标题序号相同（第一项除外）、标题不同时提示。",
            "en": "Two neighbours in one list have the same number (not the first) and different titles.",
        },
    },
    "PX133": {
        "title": {"zh": "所列数量与表述不符", "en": "Announced count differs"},
        "message": {
            "zh": "文中称{announced}{noun}，实际列出{found}，建议核实。",
            "en": "{announced}{noun} are announced, {found} are listed. Please check.",
        },
        "cases": {
            "rows": {
                "zh": "文中称共有{announced}{noun}，指标表读出{found}项，建议核实。",
                "en": "{announced}{noun} are announced, the table as read has {found}. Please check.",
            },
            "ordinals": {
                "zh": "文中称{announced}{noun}，其后“一是……”列至第{found}项，建议核实。",
                "en": "{announced}{noun} are announced, 一是 … counts to {found}. Please check.",
            },
        },
        "suggestion": {"zh": "核实数量表述或所列内容。", "en": "Check the count, or what is listed."},
        "explain": {
            "zh": "“以下若干项”“若干大行动”“一是……”与紧接着的列举数量不同时提示；“等”字列举、"
            "顿号与“和”界限不清、引用别处的（如“深入实施‘六大行动’”）不提示。",
            "en": "A count and the list right beside it differ; open lists (等), unclear joins and mentions of "
            "something "
            "listed elsewhere are left out.",
        },
    },
    "PX134": {
        "title": {"zh": "整句重复", "en": "Sentence printed twice"},
        "message": {
            "zh": "“{opening}……”一句在{times}处逐字重复。",
            "en": "The sentence beginning “{opening}” stands in {times} places, word for word.",
        },
        "suggestion": {"zh": "核实是否重复粘贴。", "en": "Check whether it was pasted twice."},
        "explain": {
            "zh": "36字以上的句子逐字重复时提示；责任分工、印发和施行用语、附件不在此列；"
            "整篇重复的文件视为转换所致，不提示。",
            "en": "A sentence of 36 characters or more stands twice; formulas of duty and issue and attachments "
            "are left "
            "out, and files that hold their whole text twice.",
        },
    },
    "PX135": {
        "title": {"zh": "句中数字运算不符", "en": "Figures do not add up"},
        "message": {
            "zh": "由{first}到{second}，文中称{printed}，按首末值计算约为{reckoned}，建议核实。",
            "en": "From {first} to {second} the text says {printed}; reckoned from both it is {reckoned}.",
        },
        "cases": {
            "parts": {
                "zh": "总数为{first}，其中各项为{second}，合计{reckoned}，大于总数，各项如无交叉，建议核实。",
                "en": "{first} in all, of which {second}: together {reckoned}: check unless they overlap.",
            },
        },
        "suggestion": {"zh": "核实原始数据。", "en": "Check the data."},
        "explain": {
            "zh": "一句之内“由A到B，提高C”“达到B，比A增加C”“共A，其中B、C”的数字超出四舍五入仍对不上时提示；"
            "“约”“超过”“以上”和按可比价计算的增长不判断。",
            "en": "Figures of one sentence disagree beyond rounding; approximate ones and growth at constant "
            "prices are "
            "not judged.",
        },
    },
    "PX136": {
        "title": {"zh": "夹杂繁体字", "en": "Traditional characters"},
        "message": {
            "zh": "简体文本中夹有繁体字{times}处：{words}。",
            "en": "Traditional characters in a simplified text, {times} times: {words}.",
        },
        "suggestion": _READ,
        "explain": {
            "zh": "不在简体规范字之内、且有对应简体的字，每份规划合并提示一次；人名地名用字、通篇繁体的文件不在此列。",
            "en": "Characters with a simplified form, one finding a plan; characters kept for names and texts that are "
            "traditional throughout are left out.",
        },
    },
    "PX137": {
        "title": {"zh": "疑似错别字", "en": "Misspelt words"},
        "message": {"zh": "疑似错别字{times}处：{words}。", "en": "Probably misspelt, {times} times: {words}."},
        "suggestion": _READ,
        "explain": {
            "zh": "只收在任何语境中都不成立的写法（如“气侯”“一如继往”），每份规划合并提示一次。",
            "en": "Only spellings that are wrong wherever they stand; one finding a plan.",
        },
    },
    "PX138": {
        "title": {"zh": "含自造字形", "en": "Private-use glyphs"},
        "message": {
            "zh": "文件中字形{glyph}不属标准字符，共{times}处，已按上下文读作“{read_as}”。",
            "en": "The glyph {glyph} is no standard character; it stands {times} times and was read as “{read_as}”.",
        },
        "cases": {
            "unknown": {
                "zh": "文件中字形{glyph}不属标准字符，共{times}处，含义不能确定，相关文字和数字建议对照原件核实。",
                "en": "The glyph {glyph} is no standard character; it stands {times} times and its meaning is unknown.",
            },
        },
        "suggestion": _READ,
        "explain": {
            "zh": "字体私有区的字形，多由排版或转换软件产生，可能代表小数点、序号点等。",
            "en": "Glyphs of the private use area, mostly left by typesetting; they may stand for a decimal point.",
        },
    },
}
"""By code."""
