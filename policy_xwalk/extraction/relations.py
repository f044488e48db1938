"""Goals without a number but with a stated relation to another quantity: 居民收入增长与经济增长同步."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policy_xwalk.extraction.subjects import tidy
from policy_xwalk.language.sentences import Clause, Sentence

_WHOSE = (
    r"(?:全国|国家|经济|全省|全市|全区|上年|GDP|地区生产总值|国内生产总值|国民经济|周边|东部|中部|西部|城镇居民|当地|本地|同期|同类|一般公共预算|财政"
    r"|省(?:定|级|平均|下达)|上级|下达|预期)"
)
_LIMIT = r"(?:不低于或(?:者)?高于|高于|不低于|不高于|不超过|快于|好于|优于|低于|超过|达到|控制在)"
_MEASURE = (
    r"(?:平均)?(?:水平|增速|增长速度|增长率|增长|增幅|速度|标准|均值|平均数|(?:下达)?(?:的)?(?:目标|指标|要求|任务)(?:任务|要求)?)"
    r"(?:以[下上内]|之内|线)?"
)
_RELATION = re.compile(
    r"(?P<with>(?:与|和|同)(?P<other>[^，。；、\d与和]{2,22}?)"
    r"(?:(?:保持)?(?:基本|大体|总体)?(?:同步|一致)(?:增长|提高|提升)?(?=[，。；、：！）”和且或并等]|以上|左右|$)"
    r"|(?:基本|大体|总体)相当|(?:基本|大体)?持平))"
    r"|(?:增速|增长|增幅|水平|收入|比例|比重|占比|降幅|涨幅|总量|总额|强度|浓度|量|面积|[^效功]率|数|规模|投入|指标)[^，。；\d]{0,6}?"
    rf"(?P<than>{_LIMIT}{_WHOSE}[^，。；、\d]{{0,10}}?{_MEASURE})"
    rf"|(?P<back>恢复(?:到|至)(?:20\d\d年(?:同期)?|疫情前|历史(?:最高|同期)?)(?:的)?(?:同期)?水平)"
    r"|(?P<never>(?:逐年|持续|每年)?(?:只增不减|只升不降|只减不增|不增反降))"
    r"|(?P<order>完成(?:好)?(?:(?:国家|省|市|上级|省级|自治区|省委、省政府)(?:和(?:省|市|自治区))?(?:下达|分解|确定|规定|核定|考核)(?:的)?"
    r"|“十[一二三四五六]五”(?:期间|规划)?(?:的)?(?=[^，。；]{0,20}(?:下降|减排|排放|能耗|强度|约束性|控制)))[^，。；\d]{0,30}?(?:任务|指标|目标)(?:任务)?)(?=[，。；、）]|$)"
)
#: What every relation holds: most sentences hold none of it, and a look for it is much cheaper.
_SIGN = re.compile(r"同步|一致|相当|持平|恢复[到至]|只[增升减]不|不增反|[高低快好优]于|超过|达到|控制在|完成")
_ADVERBS = re.compile(r"(?:“[^”]*”|高质量|圆满|全面|如期|确保|顺利|超额|扎实|坚决|均|的){0,4}.?")
#: Only what grows can keep pace; 同步课堂、同步推进、一致性评估 are no relations.
_GROWS = re.compile(r"增长|收入|报酬|生产率|水平|总值|增速|财力|投入|待遇|经济(?=[^，。；]{0,4}发展|$)")
#: 经济 alone says of what grows with it, and is no quantity that could keep pace: 数字经济与实体经济同步.
_QUANTITY = re.compile(
    r"增长|收入|报酬|生产率|水平|总值|增速|财力|投入|待遇|支出|经费|工资|薪酬|养老金|标准|规模|数量|总量|[^素质]量$|额$|率$|数$"
)
_ASSIGNED = re.compile(
    r"完成(?:好)?.*?(?:下达|分解|确定|规定|核定|考核|期间|规划|”)的?(?P<what>[^，。；]*?)(?:任务|目标任务|指标任务|指标|目标)$"
)


@dataclass(frozen=True, slots=True)
class Relation:
    """A stated relation: its subject, its words, and the clause that holds it."""

    subject: str
    words: str
    clause: Clause
    start: int
    end: int


def find_relations(text: str, sentence: Sentence) -> Iterator[Relation]:
    """Every stated relation of a sentence that has a subject; relations reported as reached (已, 了) are left out."""
    own = text[sentence.start : sentence.end]
    if not _SIGN.search(own):
        return
    floor = 0
    for m in _RELATION.finditer(own):
        kind = m.lastgroup if m.lastgroup != "other" else "with"
        begin = sentence.start + m.start(kind or 0)
        clause = sentence.clauses[sentence.clause_at(begin)]
        if re.search(r"已|了", text[clause.start : clause.end]):
            continue
        if kind == "with" and not _GROWS.search(m["other"]):
            continue
        first = max(clause.start, sentence.start + floor)
        if kind == "with" and not (_QUANTITY.search(m["other"]) or _QUANTITY.search(text, first, begin)):
            continue
        subject = _subject(text, sentence, clause, first, begin)
        if kind == "order" and _ADVERBS.fullmatch(subject) and (assigned := _ASSIGNED.match(m["order"])):
            # 完成国家下达的能耗强度下降目标: what is assigned stands inside.
            subject = re.sub("^(?:“[^”]*”|期间|的)+", "", assigned["what"]).removesuffix("下降")
        if len(subject) < 2:
            continue
        floor = m.end()
        yield Relation(subject, m[kind or 0], clause, begin, sentence.start + m.end(kind or 0))


def _subject(text: str, sentence: Sentence, clause: Clause, start: int, begin: int) -> str:
    """The phrase before the relation; a bare 增速 takes what the clause before speaks of."""
    subject = tidy(text[start:begin])
    index = sentence.clause_at(clause.start)
    if subject in ("增速", "年均增速", "增幅", "增长", "增长速度", "占比", "比重") and index > 0:
        previous = sentence.clauses[index - 1]
        whole = re.split(
            r"(?:年均|同比)?(?:增长|提高|较|比|达到|翻|突破)", text[previous.start : previous.end], maxsplit=1
        )[0]
        return tidy(whole) + subject
    return subject
