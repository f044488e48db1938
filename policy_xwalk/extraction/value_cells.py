"""What a value cell of a main-indicator table says: number, comparator, basis, and the year a cell names itself."""

from __future__ import annotations

import re

from msgspec import UNSET, structs

from policy_xwalk.extraction.table_words import is_dash
from policy_xwalk.language.quantities import normalize, parse_value
from policy_xwalk.records import Basis, Comparator, Value

#: What is longer is no value, and is not searched.
_MAX_VALUE = 200
_BRACKETED = re.compile(
    r"^(?P<sign>[≥≤><=~≈]|不(?:低|少|小)于|不(?:超过|高于|大于)|超过|大于|高于|小于|低于|约为?|达到?|累计)?"
    r"[〔\[【［](?P<inside>[^〔\[【［〕\]】］]+)[〕\]】］](?P<behind>[^\d〔\[【［〕\]】］]{0,8})$"
)
_ROUND = re.compile(r"^(?P<sign>[≥≤><]?)（(?P<inside>[^（）]+)）(?P<behind>[^\d（）]{0,6})$")
_OWN_YEAR = re.compile(
    r"[（](?:为|系|截至)?(?P<a>(?:19|20)\d\d)年?(?:度|底|末)?(?:数据|统计|现状|水平|数值|数|值)?[）]"
    r"|^(?:到|截至)?(?P<b>(?:19|20)\d\d)年(?:度|底|末)?(?:达到?|为|[:：])?(?=[\d≥≤><])"
)
_REFERENCE = re.compile(
    r"(?:与|较|比|以|在)?(?:(?:19|20)\d\d年?|[“\"]?十[一二三四五六七八]五[”\"]?|上年|上一?年度|基期年?|现状)(?:度|时期|期间|期末|末|底)?(?:水平)?"
    r"(?:的?基础上|相比|为基[期数准])?[，,]?(?=累计|年均|再|提高|提升|上升|增长|增加|新增|下降|降低|减少|压减|缩短|翻|达|不|控制|基本|实现)"
)
_HUNDRED = re.compile(r"百分之百|百分百|百分之一百")
_RATIO = re.compile(r"(\d+(?:\.\d+)?)[:∶](\d+(?:\.\d+)?)")
#: Words that hold a value where it is and change nothing about it.
_KEPT = re.compile(r"(?:继续|稳定)?(?:保持|稳定|维持)在?(?=[\d≥≤><~不])")
_HEDGES = re.compile(r"基本|原则上|逐步|一般|大致")
_CHANGED = re.compile(r"降|升|增|提高|减|倍|番|缩短|压缩")
_WORD_COMPARATORS: tuple[tuple[str, Comparator], ...] = (
    (
        r"不(?:得|再)?(?:低|少|小|劣|慢)于|不(?:再)?(?:减少|下降|降低|倒退|退化)|只增不减|有增无减|不断?降|及?以上$|不弱于|不差于",
        ">=",
    ),
    (
        r"不(?:得|再)?(?:高|多|大|超|快)于|不(?:得|再)?(?:超过|突破|增加|上升|增长)|只减不增|不升|不增$|(?:范围|限额|指标|目标|水平|控制数)"
        r"?(?:以内|之内|内$)|及?以下$",
        "<=",
    ),
    (r"高于|优于|快于|大于|多于|超过|好于|领先于|强于", ">"),
    (r"低于|小于|少于|慢于", "<"),
)


def words_comparator(text: str) -> Comparator:
    """The comparator of a goal in words: 高于GDP增长 is >, 不减少 is >=; what only names a state is =."""
    return next((sign for pattern, sign in _WORD_COMPARATORS if re.search(pattern, text)), "=")


def is_blank(text: str) -> bool:
    """Whether a cell is empty, a dash, or the 一 that recognition makes of a dash."""
    return not text or is_dash(text) or text in ("一", "一一")


def read_value(
    printed: str, unit: str | None, year: int | None, *, column_basis: Basis | None, sums_in_round: bool
) -> Value | None:
    """The value in a cell (folded, without blanks and reference marks); None for an empty one.

    ``column_basis`` is what the header says of the whole column, and gives way to brackets in the cell;
    ``sums_in_round`` that the notes give round brackets the meaning of 〔〕.
    """
    text = printed
    if is_blank(text) or len(text) > _MAX_VALUE:
        return None
    if (match := _OWN_YEAR.search(text)) and len(match[0]) < len(text):
        year = int(match["a"] or match["b"])
        text = text[: match.start()] + text[match.end() :]
    basis: Basis | None = None
    if (match := _BRACKETED.match(text)) or (sums_in_round and (match := _ROUND.match(text))):
        sign = "" if match["sign"] in (None, "累计", "达", "达到") else match["sign"]
        basis, text = "cumulative", f"{sign}{match['inside']}{match['behind']}"
    bare = _HUNDRED.sub("100%", _REFERENCE.sub("", text)) or text
    if (ratio := _RATIO.match(bare)) and ratio[2] != "1":
        # 1:15 cannot be ordered as a number; 2.3:1 is 2.3.
        words = Value(raw=printed, comparator="=", value=None, unit=None, year=year, qualitative=printed)
        return words if column_basis is None else structs.replace(words, basis=column_basis)
    bare = _KEPT.sub("", bare)
    bare = f"{ratio[1]}{bare[ratio.end() :]}" if ratio else bare
    value = parse_value("0" if bare in ("零", "为零", "归零") else bare, unit, year)
    if value is None:
        return None
    if value.value is None:
        value = structs.replace(value, comparator=words_comparator(bare), qualitative=printed)
        basis = basis or column_basis
        value = structs.replace(value, basis=UNSET if basis is None else basis)
    elif basis is not None:
        value = structs.replace(value, basis=basis)
    elif value.basis is UNSET and column_basis is not None:
        value = structs.replace(value, basis=column_basis)
    hedges = tuple(dict.fromkeys(_HEDGES.findall(bare))) if value.value is not None else ()
    return structs.replace(value, raw=printed, hedges=hedges or UNSET)


def split_years(text: str) -> list[str]:
    """The values of a cell that states one for each of several years (2023年80%，2025年90%); else the text alone."""
    pieces = re.split(r"[，,；;、](?=(?:到|至)?(?:19|20)\d\d年)", text)
    return pieces if len(pieces) > 1 and all(_OWN_YEAR.match(piece) for piece in pieces) else [text]


def share_unit(baseline: Value | None, target: Value | None) -> tuple[Value | None, Value | None]:
    """One unit for both values of a row where only one of them prints it (9处 → 清零)."""
    if baseline is None or target is None or baseline.value is None or target.value is None:
        return baseline, target
    if target.unit is None and baseline.unit is not None and not _CHANGED.search(target.raw):
        return baseline, _with_unit(target, baseline.unit)
    if baseline.unit is None and target.unit is not None and not _CHANGED.search(target.raw):
        return _with_unit(baseline, target.unit), target
    return baseline, target


def _with_unit(value: Value, unit: str) -> Value:
    assert value.value is not None
    scaled = normalize(value.value, unit, None if value.value_high is UNSET else value.value_high)
    return structs.replace(value, unit=unit, normalized=UNSET if scaled is None else scaled)
