"""The character 1–3-grams of the texts of one plan, counted once for all plans that it is compared with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    Integers = NDArray[np.int64]
    Short = NDArray[np.int32]
    Matrix = NDArray[np.float64]

#: Between the members of an enumeration; a pair of characters that counts holds none of them.
_JOINTS = "、，；等和与及的"
#: Bits of one character in the code of a gram: 21 hold all of Unicode, and three characters fit into 63.
BITS = 21
_NONE = (1 << 63) - 1

# Words that stand in every plan and tell little: the grams inside them count a third.
_PALE_WORDS = (
    "建设 体系 机制 服务 工作 能力 水平 发展 管理 制度 推进 推动 加强 强化 提升 提高 完善 健全 加快 促进 "
    "实施 开展 建立 构建 优化 实现 达到 覆盖 全覆盖 覆盖率 比例 占 率 数量 总量 面积 基本 全面 积极 重点 "
    "项目 工程 行动 计划 平台 保障 支持 鼓励 引导 落实 质量 效能 创新 综合 公共 进一步 统筹 不断 充分 "
    "有效 深化 增强 扩大 打造 形成 规范 组织 人民 群众 相关 各类 以上 左右 每年 年底 到20 2025年 "
    "2030年 202 203 的 和 与 及 等 为 在 对 以 中 将 了 、"
)
_PALE_WEIGHT = 0.35


class Counts(NamedTuple):
    """Which grams stand in which text, text by text: row, column and how often, ordered by row and column."""

    rows: Short
    columns: Short
    times: Short


class Nested(NamedTuple):
    """Short texts in the order of a plan, and the longer ones that they make up together."""

    texts: Sequence[str]
    wholes: Sequence[Integers]
    """For each kind of longer text its number for each short one, from 0 on and never falling."""


_NOTHING = Nested((), ())


class Holding(NamedTuple):
    """Which texts hold each gram: ``texts[starts[gram] : starts[gram + 1]]``, of ``size`` texts in all."""

    starts: Integers
    texts: Integers
    size: int


class GramTable:
    """Counts of the grams of a plan's texts.

    ``learnt`` are the texts from which the weights of grams are learnt, each as often as it stands in the plan;
    ``further`` are texts that will be weighed besides. Of ``searched`` and ``nested`` texts only the pairs of
    characters within the members of enumerations count. A gram is known by its code, the same in every table.
    """

    def __init__(
        self,
        learnt: Sequence[str],
        further: Iterable[str] = (),
        searched: Iterable[str] = (),
        nested: Nested = _NOTHING,
    ) -> None:
        import numpy as np

        self.size = len(learnt)
        self.row = {text: row for row, text in enumerate(dict.fromkeys([*learnt, *further]))}
        self.pair_row = {text: row for row, text in enumerate(dict.fromkeys(searched))}
        self.codes, starts, columns, times = _counted([*self.row], [*self.pair_row, *nested.texts])
        count, pairs = len(self.row), len(self.row) + len(self.pair_row)
        weighed = int(starts[count])
        self.starts = starts[: count + 1]
        """Where each weighed text begins among the counts, and where the last one ends."""
        rows = np.repeat(np.arange(count, dtype=np.int32), np.diff(self.starts))
        self.counts = Counts(rows, columns[:weighed], times[:weighed])
        self._pairs = columns[weighed : int(starts[pairs])], starts[count : pairs + 1] - starts[count]
        self._nested = columns[int(starts[pairs]) :], starts[pairs:] - starts[pairs], nested.wholes
        # Grams stand in a text a few times at most, so the logarithms are looked up.
        damped: Matrix = 1.0 + np.log(np.arange(1, 2 + int(self.counts.times.max(initial=0))))
        self.damped = damped.take(self.counts.times - 1)
        repeats = np.bincount([*map(self.row.__getitem__, learnt)], minlength=count).astype(np.float64)
        self.shares = _shares(self.codes)
        self.frequency = np.bincount(self.counts.columns, weights=repeats.take(rows), minlength=len(self.codes))

    @cached_property
    def pairs_by_text(self) -> csr_matrix:
        """1 where a pair of characters stands in a text that is searched: a row a text, a column a gram."""
        import numpy as np
        from scipy.sparse import csr_matrix

        columns, starts = self._pairs
        return csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(self.pair_row), len(self.codes)))

    @cached_property
    def searched(self) -> Holding:
        """Which searched texts hold each pair of characters."""
        by_gram = self.pairs_by_text.T.tocsr()
        return Holding(by_gram.indptr, by_gram.indices, len(self.pair_row))

    @cached_property
    def nested(self) -> Holding:
        """Which nested texts hold each pair of characters: the short ones, then each kind of longer ones."""
        import numpy as np
        from scipy.sparse import csr_matrix

        columns, starts, wholes = self._nested
        shape = len(starts) - 1, len(self.codes)
        by_gram = csr_matrix((np.ones(len(columns), dtype=np.int8), columns, starts), shape=shape).T.tocsr()
        gram = np.repeat(np.arange(shape[1]), np.diff(by_gram.indptr))
        count, grams, texts = shape[0], [gram], [by_gram.indices]
        for numbers in wholes:
            # The short texts of a gram are in order, and so are the longer ones around them: each counts once.
            whole = numbers.take(by_gram.indices)
            new = np.ones(len(whole), dtype=bool)
            new[1:] = (whole[1:] != whole[:-1]) | (gram[1:] != gram[:-1])
            grams.append(gram[new])
            texts.append(whole[new] + count)
            count += int(numbers[-1]) + 1 if len(numbers) else 0
        every = np.concatenate(grams)
        order = np.argsort(every, kind="stable")
        ends = np.concatenate([[0], np.cumsum(np.bincount(every, minlength=shape[1]))])
        return Holding(ends, np.concatenate(texts).take(order), count)


def code_of(gram: str) -> int:
    """The code of a gram of at most three characters."""
    return sum(ord(character) + 1 << BITS * place for place, character in enumerate(gram))


def places_of(codes: Integers, others: Integers) -> Integers:
    """For each code its place among others, or -1; both are in order."""
    import numpy as np

    places = np.searchsorted(others, codes)
    return np.where(np.append(others, -1)[places] == codes, places, -1)


def _shares(codes: Integers) -> Matrix:
    """By how much grams count: single characters half, those within words that stand in every plan a third."""
    import numpy as np

    shares = np.where(codes < 1 << BITS, 0.5, 1.0)
    places = places_of(_pale_codes(), codes)
    shares[places[places >= 0]] *= _PALE_WEIGHT
    return shares


@cache
def _pale_codes() -> Integers:
    import numpy as np

    grams = {word[i : i + n] for word in _PALE_WORDS.split() for n in (1, 2, 3) for i in range(len(word) - n + 1)}
    return np.asarray(sorted(map(code_of, grams)), dtype=np.int64)


def _counted(weighed: Sequence[str], searched: Sequence[str]) -> tuple[Integers, Short, Short, Short]:
    """The codes of all grams in order, where each text begins among the counts, and the counts: column and how often.

    One sort of whole numbers numbers the grams and counts them; it is much faster than sorting by gram and text.
    """
    import numpy as np
    from scipy.sparse import csc_matrix

    texts = [*weighed, *searched]
    sizes = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    spelt = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    for_text = len(texts).bit_length()
    seen = np.zeros(1 + int(spelt.max(initial=0)), dtype=bool)
    seen[spelt] = True
    alphabet = np.flatnonzero(seen)
    # A plan has few characters of its own. Were they too many for three and a text, the last ones would count as one.
    for_letter = min(len(alphabet).bit_length(), (63 - for_text) // 3)
    letter = np.zeros(len(seen), dtype=np.int64)
    letter[alphabet] = np.minimum(np.arange(1, len(alphabet) + 1), (1 << for_letter) - 1)
    owners = np.repeat(np.arange(len(texts)), sizes)
    letters = (letter << for_text).take(spelt)
    ones = letters | owners
    twos = ones[:-1] | letters[1:] << for_letter
    threes = twos[:-1] | letters[2:] << 2 * for_letter
    # What reaches into the next text, or over a joint in a text that is searched, is sorted to the end and cut off.
    ends = np.cumsum(sizes) - 1
    joint = np.zeros(len(seen), dtype=bool)
    joint[[ord(character) for character in _JOINTS if ord(character) < len(seen)]] = True
    middle = int(sizes[: len(weighed)].sum())
    joints = middle + np.flatnonzero(joint.take(spelt[middle:]))
    for grams, places in ((twos, ends), (threes, ends), (threes, ends - 1), (twos, joints), (twos, joints - 1)):
        grams[places[(places >= 0) & (places < len(grams))]] = _NONE
    cells = np.concatenate([ones[:middle], twos, threes[: max(0, middle - 1)]])
    cells.sort()
    cells = cells[: np.searchsorted(cells, _NONE)]
    first = _runs(cells)
    times = first[1:] - first[:-1]
    cells = cells.take(first[:-1])
    rows = (cells & (1 << for_text) - 1).astype(np.int32)
    cells >>= for_text
    starts = _runs(cells)
    # From gram by gram to text by text.
    by_text = csc_matrix((times, rows, starts), shape=(len(texts), len(starts) - 1)).tocsr()
    spelling = np.concatenate([[0], alphabet + 1])
    grams = cells.take(starts[:-1])
    one, two, three = (spelling[grams >> n * for_letter & (1 << for_letter) - 1] for n in range(3))
    return one | two << BITS | three << 2 * BITS, by_text.indptr, by_text.indices, by_text.data


def _runs(numbers: Integers) -> Short:
    """Where each run of equal numbers begins, and where the last one ends."""
    import numpy as np

    changes = np.ones(len(numbers) + 1, dtype=bool)
    np.not_equal(numbers[1:], numbers[:-1], out=changes[1:-1])
    return np.flatnonzero(changes).astype(np.int32)
