"""Texts of the rules on the chain of plans (PX3..)."""

from __future__ import annotations

from policy_xwalk.wording.audit_words import Words

CHAIN: Words = {
    "PX301": {
        "title": {"zh": "横向比较", "en": "Comparison across chains"},
        "message": {
            "zh": "《{local_title}》（{local_place}）与《{upper_title}》（{upper_place}）不在同一上下级链条，"
            "差异只作参照，"
            "不作为衔接问题。",
            "en": "“{local_title}” ({local_place}) and “{upper_title}” ({upper_place}) are not of one chain; "
            "differences are for "
            "reference only.",
        },
        "suggestion": {
            "zh": "引用比较结果时请注明“横向比较”。",
            "en": "Say “across chains” when quoting the comparison.",
        },
        "explain": {
            "zh": "标明不属于上下衔接的比较；这样的比较不产生 PX2 类发现。",
            "en": "Labels a comparison that is not between levels; no PX2 finding comes from it.",
        },
    },
    "PX302": {
        "title": {"zh": "中间层级规划未收录", "en": "Levels between are missing"},
        "message": {
            "zh": "《{local_title}》与《{upper_title}》之间缺 {levels} 的规划，两者只作跨级比较，"
            "差异可能出自中间层级。",
            "en": "Between “{local_title}” and “{upper_title}” the plans of {levels} are not here; a difference "
            "may be theirs.",
        },
        "cases": {
            "known": {
                "zh": "《{local_title}》与《{upper_title}》之间 {levels} 的规划已知存在但未收录，两者只作跨级比较。",
                "en": "The plans of {levels} between “{local_title}” and “{upper_title}” exist but are not here.",
            },
        },
        "suggestion": {
            "zh": "补充收录后重新比对。",
            "en": "Add them and run again.",
        },
        "explain": {
            "zh": "一份规划的最近上级规划不是直接上级。跨级比较的发现最多为“建议核实”。",
            "en": "The nearest upper plan at hand is not of the next level. Findings across levels are warnings "
            "at most.",
        },
    },
    "PX303": {
        "title": {"zh": "引用的直接上级规划未收录", "en": "Cited upper plan not in the corpus"},
        "message": {
            "zh": "本规划以{place}的《{title}》为依据，该规划未收录，直接上下衔接尚无法核对。",
            "en": "The plan rests on “{title}” of {place}, which is not here; the link to it cannot be checked.",
        },
        "suggestion": {
            "zh": "补充收录该规划后重新比对。",
            "en": "Add that plan and run again.",
        },
        "explain": {
            "zh": "依据中有下一层级同主题的上级规划，而所收文件中没有。只认同主题规划，不认纲要和意见。",
            "en": "The basis names a plan of the next level up on the same topic that the corpus does not hold.",
        },
    },
    "PX304": {
        "title": {"zh": "依据了非上级地区的规划", "en": "Rests on a plan of another place"},
        "message": {
            "zh": "本规划（{own}）以{place}的《{title}》为依据，两地没有上下级关系。",
            "en": "The plan ({own}) rests on “{title}” of {place}, under which it does not stand.",
        },
        "suggestion": {
            "zh": "核实是否误引，或行政区划已有变动。",
            "en": "Check whether this is a slip, or the region has changed hands.",
        },
        "explain": {
            "zh": "同主题依据的标题以另一地区开头，该地区既不是本地的上级，也不是下级。",
            "en": "The title of a cited plan on the same topic begins with a region neither above nor below this one.",
        },
    },
    "PX305": {
        "title": {"zh": "层级关系矛盾", "en": "Levels contradict"},
        "message": {
            "zh": "本规划层级为{level}，发文机关“{issuer}”为{local_level}，两者不一致。",
            "en": "The plan is of the {level} level, its issuer “{issuer}” of the {local_level} level.",
        },
        "cases": {
            "pair": {
                "zh": "《{upper_title}》（{upper_level}）被指定为《{local_title}》（{local_level}）的上级规划，"
                "层级颠倒。",
                "en": "“{upper_title}” ({upper_level}) is set above “{local_title}” ({local_level}): upside down.",
            },
        },
        "suggestion": {
            "zh": "核对 corpus.toml 中的 level、region 和 [[compare]]，或规划的发文机关。",
            "en": "Check level, region and [[compare]] in corpus.toml, or the issuer.",
        },
        "explain": {
            "zh": "[[compare]] 把低层级规划列为上级，或规划层级与发文机关的层级不一致。",
            "en": "A [[compare]] sets a plan of a lower level above, or level and issuer do not fit.",
        },
    },
}
