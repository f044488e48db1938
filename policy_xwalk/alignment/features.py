"""How alike two texts are: neutral forms of names, character n-grams, TF-IDF, cosine and cover.

The weights are learnt from the two plans at hand, so that the words of their common topic count little and what
tells their items apart counts much. Everything is sparse; no loop runs over pairs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from policy_xwalk.alignment.grams import GramTable, Holding, places_of
from policy_xwalk.alignment.signs import letters_of, signs_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    Matrix = NDArray[np.float64]
    Places = NDArray[np.int64]

# The whole of a territory is one scope at every level; by first characters, since those are looked for fastest.
_TERRITORIES = {
    "全": "[国省市县州盟旗域镇乡]|区(?!域)",
    "我": "[国省市县区州盟旗镇乡]",
    "本": "[省市县区]",
    "各": "地区?",
    "辖": "区内?",
}
_NAMED = "|".join(f"{first}(?:{rest})" for first, rest in _TERRITORIES.items())
_AFTER = "|".join(f"(?<={first})(?:{rest})" for first, rest in _TERRITORIES.items())
_TERRITORY = re.compile(rf"[在对于{''.join(_TERRITORIES)}](?:{_AFTER}|(?<=[在对于])(?:{_NAMED}))(?:范围)?内?")
_TITLE_TAIL = re.compile(
    r"(?:专项行动计划|专项行动方案|行动计划|行动方案|实施计划|实施工程|专项行动|专项工程|重点工程|重大工程|行动|工程|计划)$"
)
_LEAD = re.compile(
    r"^(?:(?:进一步|大力|全面|积极|切实|着力|持续|不断|深入|加快|稳步|有序|扎实|统筹|努力|充分|有效|更好|逐步|科学|合理)?"
    r"(?:加强|强化|健全|完善|推进|推动|加快|提升|提高|优化|构建|建立|建设|深化|扩大|促进|发展|实施|开展|构筑|打造|壮大|增强|改善|"
    r"培育|做好|落实|夯实|巩固|拓展|推广|推行|营造|严格|创新|保障|坚持|补齐|规范|支持|鼓励|引导|组织|实现|确保|加大|抓好|做强|做优|做大|筑牢))+"
)


class Synonym(NamedTuple):
    """Words of plans that name one thing, and the word that stands for all."""

    pattern: re.Pattern[str]
    word: str
    signs: tuple[str, ...]
    """Words of which a text holds one that the pattern matches; empty where it has to be tried."""
    heads: frozenset[str]
    """Their first characters."""


@cache
def synonyms() -> tuple[Synonym, ...]:
    """All of them, in order: ``data/plan_synonyms.tsv``."""
    lines = files("policy_xwalk").joinpath("data/plan_synonyms.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t", 1) for line in lines if line and not line.startswith("#"))
    found = ((re.compile(pattern), word, signs_of(pattern)) for word, pattern in rows)
    return tuple(Synonym(*parts, frozenset(sign[0] for sign in parts[2])) for parts in found)


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


def make_plain(texts: Sequence[str]) -> list[str]:
    """The neutral forms of many texts, found at once, which is several times faster than one by one."""
    unknown = [text for text in dict.fromkeys(texts) if text not in _kept]
    forms = _neutral("\0".join(unknown)).split("\0") if unknown else []
    if len(forms) == len(unknown):
        # Else a bracket that one text opens was closed in another.
        for text, form in zip(unknown, forms, strict=True):
            _keep(text, form)
    return [*map(plain, texts)]


def _neutral(text: str) -> str:
    letters = letters_of(text)
    for pattern, word, signs, heads in synonyms():
        if signs and (letters.isdisjoint(heads) or not _any_in(text, letters, signs)):
            continue
        text = pattern.sub(word, text)
        letters.update(word)
    return _TERRITORY.sub("", text)


def _any_in(text: str, letters: set[str], signs: Iterable[str]) -> bool:
    """Whether a text holds one of some words; its letters tell that it lacks most of them."""
    return any(letters.issuperset(sign) and sign in text for sign in signs)


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


_FEW = 600
"""Grams of texts up to which no sparse matrices are made to compare them, which takes longer than the comparison."""


class Asked(NamedTuple):
    """Texts of one plan whose pairs of characters are compared: which plan, and their places among those searched."""

    side: int
    rows: list[int]


class Weights:
    """TF-IDF over character 1–3-grams, learnt from the plans at hand, whose texts are counted in ``tables``.

    Only texts of the tables can be weighed; those asked for together stand in one table.
    """

    def __init__(self, *tables: GramTable) -> None:
        import numpy as np

        self._tables = tables
        self._places: dict[tuple[int, int], Places] = {}
        for j, other in enumerate(tables):
            for i, one in enumerate(tables[:j]):
                self._places[i, j] = places = places_of(one.codes, other.codes)
                met = np.flatnonzero(places >= 0)
                self._places[j, i] = np.full(len(other.codes), -1)
                self._places[j, i][places[met]] = met
        size = sum(table.size for table in tables)
        self._unseen = float(np.log(1.0 + size) + 1.0)
        self._idf: list[Matrix] = []
        for i, table in enumerate(tables):
            frequency = table.frequency
            for j, other in enumerate(tables):
                if i != j:
                    frequency = frequency + np.append(other.frequency, 0.0)[self._places[i, j]]
            idf = (np.log((1.0 + size) / (1.0 + frequency)) + 1.0) * table.shares
            # A gram that no learnt text has tells nothing; it counts in the length of a text only.
            self._idf.append(np.where(frequency > 0, idf, 0.0))
        self._matrices: dict[tuple[int, int], csr_matrix] = {}
        self._weighed = [self._weigh(table, idf) for table, idf in zip(tables, self._idf, strict=True)]

    def _weigh(self, table: GramTable, idf: Matrix) -> Matrix:
        """The counts of a table weighed, each text made of length one."""
        import numpy as np

        rows, columns, times = table.counts
        values = table.damped * idf.take(columns)
        squares = values * values
        unknown = np.flatnonzero(values == 0.0)
        squares[unknown] = times[unknown] * self._unseen**2
        lengths = np.sqrt(np.bincount(rows, weights=squares, minlength=len(table.row)))
        return np.asarray(values / np.repeat(np.maximum(1e-12, lengths), np.diff(table.starts)))

    def cosine(self, first: Sequence[str], second: Sequence[str]) -> Matrix:
        """Cosine of every pair; raises :class:`KeyError` for texts that stand in no table."""
        import numpy as np

        one, rows, other, columns = self._sides(first, second)
        (places, owners), (others, texts) = _cells(one.indptr, rows), _cells(other.indptr, columns)
        if len(places) > _FEW or len(others) > 4 * _FEW:
            return np.asarray((one[rows] @ other[columns].T).toarray())
        order = np.argsort(other.indices.take(others), kind="stable")
        others, texts = others.take(order), texts.take(order)
        met, grams = other.indices.take(others), one.indices.take(places)
        runs = np.searchsorted(met, grams), np.searchsorted(met, grams, side="right")
        cells = texts, other.data.take(others)
        return _joined(owners, one.data.take(places), runs, cells, (len(first), len(second)))

    def traces(self, first: Sequence[str], second: Sequence[str], least: float) -> tuple[Places, Places, Matrix]:
        """Row, column and cosine of the pairs whose cosine is at least ``least``, which is above 0; ordered by row and
        column.
        """
        import numpy as np

        one, rows, other, columns = self._sides(first, second)
        product = one[rows] @ other[columns].T
        strong = np.flatnonzero(product.data >= least)
        found = np.searchsorted(product.indptr, strong, side="right") - 1, product.indices.take(strong)
        order = np.lexsort(found[::-1])
        return found[0].take(order), found[1].take(order).astype(np.int64), product.data.take(strong).take(order)

    def _sides(
        self, first: Sequence[str], second: Sequence[str]
    ) -> tuple[csr_matrix, list[int], csr_matrix, list[int]]:
        i, rows = self._found(first)
        j, columns = self._found(second)
        return self._texts(i, i), rows, self._texts(j, i), columns

    def _texts(self, side: int, other: int) -> csr_matrix:
        """The weighed texts of a plan, a row each; the grams are numbered as in another plan, what it lacks is last."""
        import numpy as np
        from scipy.sparse import csr_matrix

        if (side, other) not in self._matrices:
            table, width = self._tables[side], len(self._tables[other].codes)
            columns = table.counts.columns
            if side != other:
                places = self._places[side, other]
                columns = np.where(places < 0, width, places).astype(np.int32).take(columns)
            cells = self._weighed[side], columns, table.starts
            self._matrices[side, other] = csr_matrix(cells, shape=(len(table.row), width + 1))
        return self._matrices[side, other]

    def _found(self, texts: Sequence[str]) -> tuple[int, list[int]]:
        for side, table in enumerate(self._tables):
            try:
                return side, [*map(table.row.__getitem__, texts)]
            except KeyError:
                continue  # some of them stand in another table
        raise KeyError("texts that were not counted")

    def pairs(self, texts: Sequence[str]) -> Asked:
        """Texts whose pairs of characters :meth:`cover` compares; raises :class:`KeyError` for one not searched."""
        for side, table in enumerate(self._tables):
            try:
                return Asked(side, [*map(table.pair_row.__getitem__, texts)])
            except KeyError:
                continue  # some of them stand in another table
        raise KeyError("texts that were not counted")

    def cover(self, topics: Asked, passages: Asked) -> Matrix:
        """Share of each topic's weight whose pairs of characters stand in each passage, from 0 to 1.

        Unlike the cosine it is not lowered by what the passage says besides.
        """
        import numpy as np

        cover = self._covered(topics, passages.side, self._tables[passages.side].searched)
        return np.asarray(cover.take(passages.rows, axis=1))

    def cover_nested(self, topics: Asked, side: int) -> Matrix:
        """The same for the nested texts of one of the tables, given by its number, and the longer ones around them."""
        return self._covered(topics, side, self._tables[side].nested)

    def _covered(self, topics: Asked, side: int, holding: Holding) -> Matrix:
        import numpy as np

        asked = self._tables[topics.side].pairs_by_text
        places, owners = _cells(asked.indptr, topics.rows)
        grams = asked.indices.take(places)
        values = self._idf[topics.side].take(grams)
        weights = np.where(values > 0, values, self._unseen)
        total = np.bincount(owners, weights=weights, minlength=len(topics.rows))
        if topics.side != side:
            grams = self._places[topics.side, side].take(grams)
            met = np.flatnonzero(grams >= 0)
            owners, values, grams = owners.take(met), values.take(met), grams.take(met)
        begins, ends = holding.starts.take(grams), holding.starts.take(grams + 1)
        met, each = _ranges(begins, ends - begins)
        cells = owners.take(each) * holding.size + holding.texts.take(met)
        shared = np.bincount(cells, weights=values.take(each), minlength=len(topics.rows) * holding.size)
        return np.asarray(shared.reshape(len(topics.rows), holding.size) / np.maximum(total, 1e-9)[:, None])


def _cells(starts: Places, rows: Sequence[int]) -> tuple[Places, Places]:
    """Where the cells of some rows of a matrix stand, whose rows begin at ``starts``; and whose each is."""
    import numpy as np

    places = np.asarray(rows, dtype=np.int64)
    begins = starts.take(places).astype(np.int64)
    return _ranges(begins, starts.take(places + 1) - begins)


def _ranges(begins: Places, sizes: Places) -> tuple[Places, Places]:
    """The numbers of several ranges one after the other, and which range each is of."""
    import numpy as np

    ends = np.cumsum(sizes)
    numbers = np.arange(int(sizes.sum())) + np.repeat(begins - (ends - sizes), sizes)
    return numbers, np.repeat(np.arange(len(sizes)), sizes)


def _joined(
    owners: Places, values: Matrix, runs: tuple[Places, Places], cells: tuple[Places, Matrix], shape: tuple[int, int]
) -> Matrix:
    """The product of few cells, given by row and value, with those of another matrix that stand in the run of each."""
    import numpy as np

    begins, ends = runs
    met, each = _ranges(begins, ends - begins)
    columns, others = cells
    weights = values.take(each) * others.take(met)
    places = owners.take(each) * shape[1] + columns.take(met)
    return np.asarray(np.bincount(places, weights=weights, minlength=shape[0] * shape[1]).reshape(shape), np.float64)


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
