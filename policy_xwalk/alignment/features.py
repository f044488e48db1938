"""How alike two texts are: neutral forms of names, character n-grams, TF-IDF, cosine and cover.

The weights are learnt from the two plans at hand, so that the words of their common topic count little and what
tells their items apart counts much. Everything is sparse; no loop runs over pairs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    Matrix = NDArray[np.float64]

# The whole of a territory is one scope at every level.
_TERRITORY = re.compile(
    r"(?:在|对|于)?(?:全国|全省|全市|全县|全区(?!域)|全州|全盟|全旗|全域|全镇|全乡|我国|我省|我市|我县|我区|我州|我盟|我旗|我镇|我乡|本省|本市|本县|本区|各地区?|辖区内?)(?:范围)?内?"
)
_TITLE_TAIL = re.compile(
    r"(?:专项行动计划|专项行动方案|行动计划|行动方案|实施计划|实施工程|专项行动|专项工程|重点工程|重大工程|行动|工程|计划)$"
)
_LEAD = re.compile(
    r"^(?:(?:进一步|大力|全面|积极|切实|着力|持续|不断|深入|加快|稳步|有序|扎实|统筹|努力|充分|有效|更好|逐步|科学|合理)?"
    r"(?:加强|强化|健全|完善|推进|推动|加快|提升|提高|优化|构建|建立|建设|深化|扩大|促进|发展|实施|开展|构筑|打造|壮大|增强|改善|"
    r"培育|做好|落实|夯实|巩固|拓展|推广|推行|营造|严格|创新|保障|坚持|补齐|规范|支持|鼓励|引导|组织|实现|确保|加大|抓好|做强|做优|做大|筑牢))+"
)
_SYNONYMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"细颗粒物(?:（PM2\.5）|\(PM2\.5\))?", "PM2.5"),
        (r"可吸入颗粒物(?:（PM10）|\(PM10\))?", "PM10"),
        (r"（[^（）]{0,12}）|\([^()]{0,12}\)", ""),
        (r"[\s“”\"'‘’《》〈〉「」·•*＊①-⑳]+", ""),
        (r"(?:国内|地区|国民)生产总值(?:GDP)?|生产总值", "GDP"),
        (r"研究与试验发展|研究与开发|研究开发|科技研发|R&D", "研发"),
        (r"比重|比率|占比|百分比|份额", "比例"),
        (r"托幼", "托育"),
        (r"学前(?:教育|三年)+", "学前"),
        (r"老年人口?|老人", "老年人"),
        (r"幼童|婴幼儿童", "婴幼儿"),
        (r"㎡|平米", "平方米"),
        (r"互联网\+", "互联网"),
        (r"服务中心（站）|服务站（点）|服务站点|服务站|服务点", "服务站"),
        (r"社区（村）|村居|村\(居\)|村（居）", "村社区"),
        (r"(每)(?:十万|百万|百|千|万|亿)(?:名|个|位)?(?=[\u4e00-\u9fff])", r"\1"),
        (r"(?<=[人口户民者])(?:平均)?(?:拥有|配备|配有|保有|享有)", ""),
        (r"平均每", "每"),
        (r"人均拥有", "人均"),
        (r"(?:总|合计)?(?:达到|达|实现|不少于|不低于|不超过|控制在)", ""),
    )
)  # fmt: skip
# Words that stand in every plan and tell little: the grams inside them count a third.
_PALE_WORDS = [
    "建设",
    "体系",
    "机制",
    "服务",
    "工作",
    "能力",
    "水平",
    "发展",
    "管理",
    "制度",
    "推进",
    "推动",
    "加强",
    "强化",
    "提升",
    "提高",
    "完善",
    "健全",
    "加快",
    "促进",
    "实施",
    "开展",
    "建立",
    "构建",
    "优化",
    "实现",
    "达到",
    "覆盖",
    "全覆盖",
    "覆盖率",
    "比例",
    "占",
    "率",
    "数量",
    "总量",
    "面积",
    "基本",
    "全面",
    "积极",
    "重点",
    "项目",
    "工程",
    "行动",
    "计划",
    "平台",
    "保障",
    "支持",
    "鼓励",
    "引导",
    "落实",
    "鼓励",
    "质量",
    "效能",
    "创新",
    "综合",
    "公共",
    "进一步",
    "统筹",
    "不断",
    "充分",
    "有效",
    "深化",
    "增强",
    "扩大",
    "打造",
    "形成",
    "规范",
    "组织",
    "人民",
    "群众",
    "相关",
    "各类",
    "以上",
    "左右",
    "每年",
    "年底",
    "到20",
    "2025年",
    "2030年",
    "202",
    "203",
    "的",
    "和",
    "与",
    "及",
    "等",
    "为",
    "在",
    "对",
    "以",
    "中",
    "将",
    "了",
    "、",
]
_PALE = frozenset(
    word[i : i + n] for word in _PALE_WORDS for n in (1, 2, 3) for i in range(len(word) - n + 1)
)  # fmt: skip
_PALE_WEIGHT = 0.35


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """A name or passage in its neutral form: no brackets, quotes, territory words; one word for each synonym."""
    for pattern, replacement in _SYNONYMS:
        text = pattern.sub(replacement, text)
    return _TERRITORY.sub("", text)


@lru_cache(maxsize=65536)
def plain_title(title: str) -> str:
    """A title without what plans vary freely: leading verbs (加强, 健全 …) and the tail 行动, 行动计划, 工程."""
    bare = _TITLE_TAIL.sub("", plain(title)) or plain(title)
    return _LEAD.sub("", bare) or bare


def title_parts(title: str) -> tuple[str, ...]:
    """The clauses of a heading such as 健全党建引领机制，完善基层群众自治制度, and the heading itself."""
    parts = [part for part in re.split(r"[，；：。,;]", title) if len(part) >= 4]
    return (title, *parts) if len(parts) > 1 else (title,)


def grams(text: str) -> list[str]:
    """Characters, pairs and triples of a text."""
    length = len(text)
    return [text[i : i + n] for n in (1, 2, 3) for i in range(length - n + 1)]


def pairs(text: str) -> list[str]:
    """Pairs of characters within the members of an enumeration."""
    return [part[i : i + 2] for part in re.split(r"[、，；等和与及的]", text) for i in range(len(part) - 1)]


class Weights:
    """TF-IDF over character 1–3-grams of a collection of texts; texts outside the collection may be weighed too."""

    def __init__(self, texts: Sequence[str]) -> None:
        import numpy as np

        self._index: dict[str, int] = {}
        self._built: dict[tuple[str, ...], csr_matrix] = {}
        frequency: list[int] = []
        for text in texts:
            for gram in dict.fromkeys(grams(text)):
                place = self._index.setdefault(gram, len(frequency))
                if place == len(frequency):
                    frequency.append(0)
                frequency[place] += 1
        counts = np.asarray(frequency, dtype=np.float64)
        self._idf: Matrix = np.log((1.0 + len(texts)) / (1.0 + counts)) + 1.0
        for gram, place in self._index.items():
            length = (0.5, 1.0, 1.0)[len(gram) - 1]
            self._idf[place] *= length * (_PALE_WEIGHT if gram in _PALE else 1.0)
        self._unseen = float(np.log(1.0 + len(texts)) + 1.0)

    def matrix(self, texts: Sequence[str]) -> csr_matrix:
        """A row a text, of length one; grams that no text of the collection has weigh in its length only."""
        import numpy as np
        from scipy.sparse import csr_matrix

        rows, columns, values = [], [], []
        for row, text in enumerate(texts):
            counts: dict[int, int] = {}
            strange = 0.0
            for gram in grams(text):
                place = self._index.get(gram)
                if place is None:
                    strange += self._unseen**2
                else:
                    counts[place] = counts.get(place, 0) + 1
            if not counts:
                continue
            places = np.fromiter(counts.keys(), dtype=np.int64, count=len(counts))
            weights = (1.0 + np.log(np.fromiter(counts.values(), dtype=np.float64, count=len(counts)))) * self._idf[
                places
            ]
            norm = float(np.sqrt(weights @ weights + strange))
            rows.append(np.full(len(places), row))
            columns.append(places)
            values.append(weights / norm)
        shape = (len(texts), max(1, len(self._idf)))
        if not rows:
            return csr_matrix(shape, dtype=np.float64)
        return csr_matrix((np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))), shape=shape)

    def cosine(self, first: Sequence[str], second: Sequence[str]) -> Matrix:
        """Cosine of every pair."""
        return _dense(self.matrix(first) @ self.matrix(second).T)

    def cover(self, topics: Sequence[str], passages: Sequence[str]) -> Matrix:
        """Share of each topic's weight whose pairs of characters stand in each passage, from 0 to 1.

        Unlike the cosine it is not lowered by what the passage says besides.
        """
        import numpy as np

        presence = self._presence(tuple(passages))
        weighed = (
            self._pairs_of(topics).multiply(self._idf[None, :]).tocsr() if len(self._idf) else self._pairs_of(topics)
        )
        shared = _dense(weighed @ presence.T)
        total = np.asarray([sum(map(self._weight, dict.fromkeys(pairs(topic)))) for topic in topics])
        return np.asarray(shared / np.maximum(total, 1e-9)[:, None])

    def _presence(self, passages: tuple[str, ...]) -> csr_matrix:
        """Which pairs stand in which passage; kept, since the same passages are asked for many topics."""
        if passages not in self._built:
            self._built[passages] = self._pairs_of(passages)
        return self._built[passages]

    def _pairs_of(self, texts: Sequence[str]) -> csr_matrix:
        from scipy.sparse import csr_matrix

        rows, columns = [], []
        for row, text in enumerate(texts):
            for gram in dict.fromkeys(pairs(text)):
                place = self._index.get(gram)
                if place is not None:
                    rows.append(row)
                    columns.append(place)
        return csr_matrix(([1.0] * len(rows), (rows, columns)), shape=(len(texts), max(1, len(self._idf))))

    def _weight(self, gram: str) -> float:
        place = self._index.get(gram)
        return self._unseen if place is None else float(self._idf[place])


def ratio(first: Sequence[str], second: Sequence[str]) -> Matrix:
    """rapidfuzz's ratio of every pair, from 0 to 1."""
    import numpy as np
    from rapidfuzz import fuzz, process

    if not first or not second:
        return np.zeros((len(first), len(second)))
    scores = process.cdist(first, second, scorer=fuzz.ratio, dtype=np.float32)
    return np.asarray(scores, dtype=np.float64) / 100.0


def alike(weights: Weights, first: Sequence[str], second: Sequence[str], words: float = 0.65) -> Matrix:
    """Likeness of every pair of names, from 0 to 1: the cosine by the share ``words``, the rest edit ratio."""
    import numpy as np

    if not first or not second:
        return np.zeros((len(first), len(second)))
    return np.asarray(words * weights.cosine(first, second) + (1.0 - words) * ratio(first, second))


def _dense(product: csr_matrix) -> Matrix:
    import numpy as np

    return np.asarray(product.toarray(), dtype=np.float64)
