"""How alike two texts are: neutral forms of names, character n-grams, TF-IDF, cosine and cover.

The weights are learnt from the two plans at hand, so that the words of their common topic count little and what
tells their items apart counts much. Everything is sparse; no loop runs over pairs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from itertools import accumulate
from typing import TYPE_CHECKING

from policy_xwalk.alignment.grams import BITS, Counts, GramTable, code_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    Matrix = NDArray[np.float64]

# The whole of a territory is one scope at every level.
_TERRITORIES = (
    r"全国|全省|全市|全县|全区(?!域)|全州|全盟|全旗|全域|全镇|全乡"
    r"|我国|我省|我市|我县|我区|我州|我盟|我旗|我镇|我乡|本省|本市|本县|本区|各地区?|辖区内?"
)
_TERRITORY = re.compile(rf"(?:[在对于](?:{_TERRITORIES})|{_TERRITORIES})(?:范围)?内?")
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


_MOST_KEPT = 65536
_kept: dict[str, str] = {}
"""Neutral forms of the texts seen last: those of one plan are asked for again with each plan it is compared with."""


def plain(text: str) -> str:
    """A name or passage in its neutral form: no brackets, quotes, territory words; one word for each synonym."""
    if (known := _kept.get(text)) is None:
        known = _keep(text, _neutral(text))
    return known


def forget_plain() -> None:
    """Give up the neutral forms that are kept."""
    _kept.clear()


def make_plain(texts: Iterable[str]) -> None:
    """Find the neutral forms of many texts at once, which is several times faster than one by one."""
    unknown = [text for text in dict.fromkeys(texts) if text not in _kept]
    forms = _neutral("\0".join(unknown)).split("\0")
    if len(forms) == len(unknown):
        # Else a bracket that one text opens was closed in another.
        for text, form in zip(unknown, forms, strict=True):
            _keep(text, form)


def _neutral(text: str) -> str:
    for pattern, replacement in synonyms():
        text = pattern.sub(replacement, text)
    return _TERRITORY.sub("", text)


def _keep(text: str, form: str) -> str:
    if len(_kept) >= _MOST_KEPT:
        _kept.clear()
    _kept[text] = form
    return form


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


class Weights:
    """TF-IDF over character 1–3-grams, learnt from the plans at hand, whose texts are counted in ``tables``.

    Only texts of the tables can be weighed.
    """

    def __init__(self, *tables: GramTable) -> None:
        import numpy as np

        # Each table has its codes in order: sorting finds the runs and merely merges them.
        codes = np.sort(np.concatenate([table.codes for table in tables]), kind="stable")
        codes = codes[np.concatenate([[True], codes[1:] != codes[:-1]])] if len(codes) else codes
        places = [np.searchsorted(codes, table.codes) for table in tables]
        frequency = np.zeros(len(codes))
        for table, at in zip(tables, places, strict=True):
            frequency[at] += table.frequency
        size = sum(table.size for table in tables)
        single = np.where(codes < 1 << BITS, 0.5, 1.0)
        pale = np.ones(len(codes))
        pale[_places_of(_pale_codes(), codes)] = _PALE_WEIGHT
        idf = (np.log((1.0 + size) / (1.0 + frequency)) + 1.0) * single * pale
        self._known = frequency > 0
        self._idf: Matrix = np.where(self._known, idf, 0.0)
        self._unseen = float(np.log(1.0 + size) + 1.0)
        self._weighed = _Rows([(t.row, t.counts, at) for t, at in zip(tables, places, strict=True)], len(codes))
        self._searched = _Rows([(t.pair_row, t.pairs, at) for t, at in zip(tables, places, strict=True)], len(codes))
        self._set_lengths()
        self._searched.values[:] = 1.0

    def _set_lengths(self) -> None:
        """Weigh the counts, and make each text of length one; grams that no learnt text has count in that only."""
        import numpy as np

        texts = self._weighed
        # Grams stand in a text a few times at most, so the logarithms are looked up.
        times = texts.values.astype(np.int64)
        damped = 1.0 + np.log(np.arange(1, 2 + int(times.max(initial=0))))
        values = damped[times - 1] * self._idf[texts.columns]
        squares = values * values
        unknown = np.flatnonzero(~self._known[texts.columns])
        squares[unknown] = texts.values[unknown] * self._unseen**2
        lengths = np.sqrt(np.bincount(texts.rows, weights=squares, minlength=texts.count))
        texts.values = values / np.maximum(1e-12, lengths)[texts.rows]

    def cosine(self, first: Sequence[str], second: Sequence[str]) -> Matrix:
        """Cosine of every pair."""
        return _dense(self._weighed.of(first) @ self._weighed.of(second).T)

    def pairs(self, texts: Sequence[str]) -> csr_matrix:
        """Which pairs of characters stand in each text: what :meth:`cover` compares."""
        return self._searched.of(texts)

    def cover(self, topics: csr_matrix, passages: csr_matrix) -> Matrix:
        """Share of each topic's weight whose pairs of characters stand in each passage, from 0 to 1.

        Unlike the cosine it is not lowered by what the passage says besides.
        """
        import numpy as np
        from scipy.sparse import csr_matrix

        total = topics @ np.where(self._known, self._idf, self._unseen)
        cells = self._idf[topics.indices], topics.indices, topics.indptr
        weighed = csr_matrix(cells, shape=topics.shape)
        return np.asarray(_dense(weighed @ passages.T) / np.maximum(total, 1e-9)[:, None])


@cache
def _pale_codes() -> NDArray[np.int64]:
    import numpy as np

    return np.asarray(sorted(code_of(gram) for gram in _PALE), dtype=np.int64)


def _places_of(some: NDArray[np.int64], codes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where those of some codes stand that are among the codes; both are in order."""
    import numpy as np

    places = np.searchsorted(codes, some)
    places = places[places < len(codes)]
    return np.asarray(places[codes[places] == some[: len(places)]])


class _Rows:
    """The texts of several tables as rows of one sparse matrix; ``values`` are counts until they are weighed."""

    def __init__(self, parts: Sequence[tuple[dict[str, int], Counts, NDArray[np.int64]]], width: int) -> None:
        import numpy as np

        self._index = [index for index, _, _ in parts]
        self._first = [0, *accumulate(len(index) for index in self._index)]
        self.count, self._width = self._first[-1], max(1, width)
        self.rows = np.concatenate([counts.rows + at for (_, counts, _), at in zip(parts, self._first, strict=False)])
        self.columns = np.concatenate([places[counts.columns] for _, counts, places in parts])
        self.values: Matrix = np.concatenate([counts.times for _, counts, _ in parts]).astype(np.float64)

    @cached_property
    def _matrix(self) -> csr_matrix:
        import numpy as np
        from scipy.sparse import csr_matrix

        starts = np.searchsorted(self.rows, np.arange(self.count + 1))
        cells = self.values, self.columns.astype(np.int32), starts.astype(np.int32)
        return csr_matrix(cells, shape=(self.count, self._width))

    def of(self, texts: Sequence[str]) -> csr_matrix:
        """A row a text; raises :class:`KeyError` for a text that stands in no table."""
        for index, first in zip(self._index, self._first, strict=False):
            try:
                rows = [*map(index.__getitem__, texts)]
            except KeyError:
                continue  # some of them stand in another table
            return self._matrix[[first + row for row in rows]]
        return self._matrix[[self._row(text) for text in texts]]

    def _row(self, text: str) -> int:
        for index, first in zip(self._index, self._first, strict=False):
            if (row := index.get(text)) is not None:
                return first + row
        raise KeyError(text)


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


def alike_from(cosine: Matrix, first: Sequence[str], second: Sequence[str], least: float) -> Matrix:
    """As :func:`alike` where that is at least ``least``; below it only the share of the cosine, which is given.

    Most pairs of clauses of two plans share so few words that no edit ratio could make them alike enough.
    """
    import numpy as np
    from rapidfuzz import fuzz, process

    if not first or not second:
        return np.zeros((len(first), len(second)))
    likeness = 0.65 * cosine
    rows, columns = np.nonzero(likeness >= least - 0.35)
    lengths = [np.asarray([len(text) for text in side], dtype=np.float64) for side in (first, second)]
    shorter = np.minimum(lengths[0][rows], lengths[1][columns])
    # No edit ratio is higher than that of a text with a part of itself.
    highest = 2.0 * shorter / np.maximum(1.0, lengths[0][rows] + lengths[1][columns])
    near = likeness[rows, columns] + 0.35 * highest >= least - 1e-6
    rows, columns = rows[near], columns[near]
    if len(rows):
        texts = [first[row] for row in rows.tolist()], [second[column] for column in columns.tolist()]
        ratios = np.asarray(process.cpdist(*texts, scorer=fuzz.ratio, dtype=np.float32), dtype=np.float64) / 100.0
        likeness[rows, columns] += 0.35 * ratios
    return likeness


def _dense(product: csr_matrix) -> Matrix:
    import numpy as np

    return np.asarray(product.toarray(), dtype=np.float64)
