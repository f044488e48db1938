"""How alike two texts are: neutral forms of names, character n-grams, TF-IDF, cosine and cover.

The weights are learnt from the two plans at hand, so that the words of their common topic count little and what
tells their items apart counts much. Everything is sparse; no loop runs over pairs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
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


@cache
def synonyms() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Words of plans that name one thing, as pattern and the word that stands for all: ``data/plan_synonyms.tsv``."""
    lines = files("policy_xwalk").joinpath("data/plan_synonyms.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t", 1) for line in lines if line and not line.startswith("#"))
    return tuple((re.compile(pattern), word) for word, pattern in rows)


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """A name or passage in its neutral form: no brackets, quotes, territory words; one word for each synonym."""
    for pattern, replacement in synonyms():
        text = pattern.sub(replacement, text)
    return _TERRITORY.sub("", text)


_MARKS = re.compile(r"（[^（）]{0,12}）|\([^()]{0,12}\)|[\s\W_①-⑳]+|[的和与及]|(?<=[人口户民者])(?:平均)?拥有|数量?$")


def same_words(first: str, second: str) -> bool:
    """True where two names differ in nothing but marks, brackets, small words and the words for the territory."""
    return _worded(first) == _worded(second)


@lru_cache(maxsize=65536)
def _worded(name: str) -> str:
    return _MARKS.sub("", _TERRITORY.sub("", name))


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
        self._pair_places: dict[str, list[int]] = {}
        self._vectors: dict[str, tuple[NDArray[np.int64], NDArray[np.float64]]] = {}
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
            if text not in self._vectors:
                self._vectors[text] = self._vector(text)
            places, weights = self._vectors[text]
            rows.append(np.full(len(places), row))
            columns.append(places)
            values.append(weights)
        shape = (len(texts), max(1, len(self._idf)))
        if not rows:
            return csr_matrix(shape, dtype=np.float64)
        return csr_matrix((np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))), shape=shape)

    def _vector(self, text: str) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Places and weights of the grams of one text; the weights have length one."""
        import numpy as np

        counts: dict[int, int] = {}
        strange = 0.0
        for gram in grams(text):
            place = self._index.get(gram)
            if place is None:
                strange += self._unseen**2
            else:
                counts[place] = counts.get(place, 0) + 1
        places = np.fromiter(counts.keys(), dtype=np.int64, count=len(counts))
        times = np.fromiter(counts.values(), dtype=np.float64, count=len(counts))
        weights = (1.0 + np.log(times)) * self._idf[places]
        return places, weights / max(1e-12, float(np.sqrt(weights @ weights + strange)))

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

        rows: list[int] = []
        columns: list[int] = []
        for row, text in enumerate(texts):
            if text not in self._pair_places:
                known = (self._index.get(gram) for gram in dict.fromkeys(pairs(text)))
                self._pair_places[text] = [place for place in known if place is not None]
            places = self._pair_places[text]
            rows.extend([row] * len(places))
            columns.extend(places)
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
