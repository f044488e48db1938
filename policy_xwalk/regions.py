"""Regions by GB/T 2260: code and name, who stands under whom, and where a text names them.

The table (:file:`data/regions.tsv`, made by :file:`scripts/make_regions.py`) holds every pair of code and name since
1980 with the months in which it stood. It is read on first use.

Nothing is guessed: a name that several places carry (鼓楼区, 朝阳区) is resolved only with the help of ``within``
or of the region named just before it; otherwise the answer is None and :func:`candidates` lists the places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import get_args

from policy_xwalk.records import Level, Region

NATION = Region(code="000000", name="全国", path=())
LEVELS: tuple[Level, ...] = get_args(Level)
"""From the nation downwards."""

_NATION_NAMES = frozenset({"全国", "国家", "中国", "我国", "中华人民共和国"})
_CORPS = Region(code=None, name="新疆生产建设兵团", path=("新疆维吾尔自治区", "新疆生产建设兵团"))
_CORPS_NAMES = ("新疆生产建设兵团", "新疆兵团", "生产建设兵团")
_TOWN = re.compile(r"(?:镇|乡|苏木|街道|街道办事处)$")
_ZONE = re.compile(r"(?:新区|新城|开发区|高新区|经开区|示范区|管理区|保税区|合作区|自贸区|试验区|名胜区|度假区|园区)$")
_SUFFIX = re.compile(r"(?:特别行政区|自治区|自治州|自治县|自治旗|地区|林区|特区|[省市县区旗盟])$")
_PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|"
    "土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|普米|塔吉克|怒|鄂温克|保安|裕固|独龙|鄂伦春|各"
)
_PEOPLE_TAIL = re.compile(f"(?:(?:{_PEOPLES})族|维吾尔|哈萨克|柯尔克孜|塔吉克|锡伯|蒙古)+$")
# Names of a district that are common nouns: in running text they mean the place only right after its city.
_COMMON_NOUNS = frozenset({"城区", "郊区", "矿区", "新区", "市中区", "城中区", "新城区", "开发区", "市郊区", "新市区"})
# 鼓楼区域 is 区域, 矿区块 is 区块: the last character belongs to the next word.
_TORN = {"区": "域别块分间划位", "县": "级", "市": "场民政", "旗": "帜号"}
# Hong Kong, Macao and Taiwan.
_OUTSIDE = frozenset({"71", "81", "82"})

# The table of today leaves open when, after this month, an entry came or went.
_GAP_STARTS = 201905


@dataclass(frozen=True, slots=True)
class RegionEntry:
    """A row of the table: ``first`` and ``last`` as ``YYYYMM``; ``last`` is None where it stands today."""

    code: str
    name: str
    short: str
    first: int
    last: int | None

    @property
    def level(self) -> Level:
        """Level by the form of the code: two, four or six digits carry the meaning."""
        return "province" if self.code.endswith("0000") else "city" if self.code.endswith("00") else "county"

    def stood_in(self, year: int) -> bool:
        """Whether the entry was in force in some month of the year; benefit of the doubt inside the table's gap."""
        if self.last is None:
            return self.first <= year * 100 + 12
        return self.first <= year * 100 + 12 and self.last >= year * 100


@dataclass(frozen=True, slots=True)
class Mention:
    """A region named in a text; ``region`` is None where several places carry the name, listed in ``candidates``."""

    start: int
    end: int
    region: Region | None
    candidates: tuple[Region, ...] = ()


class _Table:
    """The rows with their indexes; built once."""

    def __init__(self, text: str) -> None:
        self.entries: list[RegionEntry] = []
        self.by_code: dict[str, list[RegionEntry]] = {}
        self.by_name: dict[str, list[RegionEntry]] = {}
        self.by_short: dict[str, list[RegionEntry]] = {}
        for line in text.splitlines():
            if line.startswith("#"):
                continue
            code, name, first, last = line.split("\t")
            entry = RegionEntry(code, name, short_name(name), int(first), int(last) if last else None)
            self.entries.append(entry)
            self.by_code.setdefault(code, []).append(entry)
            self.by_name.setdefault(name, []).append(entry)
            self.by_short.setdefault(entry.short, []).append(entry)
        # Names long gone and numbered districts of the past (一区) are mere words in a text of today.
        names = {e.name for e in self.entries if e.last is None or (e.last >= 200001 and len(e.name) > 2)}
        self.scan_names = self._scan(names)
        self.scan_all = self._scan(names | {e.short for e in self.entries if e.level != "county" and e.last is None})

    @staticmethod
    def _scan(names: set[str]) -> dict[str, tuple[str, ...]]:
        """Names by their first two characters, longest first: the search looks a text up position by position."""
        heads: dict[str, list[str]] = {}
        for name in names:
            heads.setdefault(name[:2], []).append(name)
        return {head: tuple(sorted(found, key=lambda n: (-len(n), n))) for head, found in heads.items()}

    def above(self, entry: RegionEntry) -> tuple[RegionEntry, ...]:
        """The entries over this one, province first, as they stood when this one did."""
        codes = [entry.code[:2] + "0000"] if entry.level != "province" else []
        if entry.level == "county":
            codes.append(entry.code[:4] + "00")
        found = (self._at_time_of(entry, code) for code in codes)
        return tuple(parent for parent in found if parent is not None)

    def _at_time_of(self, entry: RegionEntry, code: str) -> RegionEntry | None:
        far = 999999
        best: RegionEntry | None = None
        for parent in self.by_code.get(code, ()):
            overlaps = parent.first <= (entry.last or far) and (parent.last or far) >= entry.first
            if overlaps and (best is None or (parent.last or far) > (best.last or far)):
                best = parent
        return best

    def region(self, entry: RegionEntry) -> Region:
        return Region(entry.code, entry.name, (*(e.name for e in self.above(entry)), entry.name))


def short_name(name: str) -> str:
    """The name without its kind and without the peoples it names: 广西壮族自治区 → 广西; 赵县 stays 赵县."""
    short = _SUFFIX.sub("", name)
    if "自治" in name:
        # 内蒙古自治区, 鄂温克族自治旗, 东乡族自治县: the people is the name, or part of it.
        place = _PEOPLE_TAIL.sub("", short)
        short = place if len(place) >= 2 else short.removesuffix("族")
    return short if len(short) >= 2 else name


@lru_cache(maxsize=1)
def _table() -> _Table:
    return _Table(files("policy_xwalk").joinpath("data/regions.tsv").read_text(encoding="utf-8"))


def by_code(code: str, *, year: int | None = None) -> Region | None:
    """The region that carries the code (in that year, else today, else last)."""
    if code == NATION.code:
        return NATION
    table = _table()
    entries = table.by_code.get(code, ())
    if not entries:
        return None
    fitting = [e for e in entries if year is not None and e.stood_in(year)] or list(entries)
    return table.region(max(fitting, key=lambda e: (e.last is None, e.last or 0, e.first)))


def candidates(name: str, *, within: Sequence[str] = (), year: int | None = None) -> tuple[Region, ...]:
    """All places that carry the name, full or short, under every region named in ``within``, by code.

    A full name goes before a short one. Short names are those of provinces, cities and counties; a city district is
    hardly ever called by its name without 区. Of a province, city and county that share a short name and stand under
    one another (吉林, 邢台) the highest is meant; a province's short name always means the province (海南).
    """
    table = _table()
    name = re.sub(r"\s", "", name)
    entries = table.by_name.get(name)
    if entries is None:
        entries = [e for e in table.by_short.get(name, ()) if not (e.name.endswith("区") and e.level == "county")]
    kept = [e for e in entries if all(_stands_within(table, e, upper) for upper in within)]
    kept = _in_force(kept, year)
    if name not in table.by_name:
        kept = [e for e in kept if e.level == "province"] or kept
        kept = [e for e in kept if not any(o in table.above(e) for o in kept)]
    found: dict[str, Region] = {}
    for entry in sorted(kept, key=lambda e: e.code):
        found[entry.code] = table.region(entry)
    return tuple(found.values())


def _stands_within(table: _Table, entry: RegionEntry, upper: str) -> bool:
    upper = re.sub(r"\s", "", upper)
    return upper in _NATION_NAMES or any(upper in (e.name, e.short) for e in table.above(entry))


def _in_force(entries: list[RegionEntry], year: int | None) -> list[RegionEntry]:
    """The entries of the year (without one: of today); where none stands, the last of each province's past ones."""
    if year is not None and year * 100 < _GAP_STARTS:
        fitting = [e for e in entries if e.stood_in(year)]
    else:
        fitting = [e for e in entries if e.last is None] or [e for e in entries if year and e.stood_in(year)]
    if fitting:
        return fitting
    latest: dict[str, RegionEntry] = {}
    for entry in entries:
        known = latest.get(entry.code[:2])
        if known is None or (entry.last or 999999) > (known.last or 999999):
            latest[entry.code[:2]] = entry
    return list(latest.values())


def resolve(name: str, *, within: Sequence[str] = (), year: int | None = None) -> Region | None:
    """The region of that name, or None where no place or more than one carries it.

    ``name`` may be full or short and may carry its parents in front (甘肃省庆阳市正宁县). ``within`` names regions
    above it in any order; ``year`` is the year of the document, for names and codes of the time. Towns and
    development zones, which GB/T 2260 does not list, are given without code under their resolved parent.
    """
    name = re.sub(r"\s", "", name)
    if not name:
        return None
    if name in _NATION_NAMES:
        return NATION
    if name in _CORPS_NAMES:
        return _CORPS
    found = candidates(name, within=within, year=year)
    if found:
        return found[0] if len(found) == 1 else None
    prefix = _longest_prefix(name)
    if prefix and len(prefix) < len(name):
        below = [r for p in candidates(prefix, within=within, year=year) if (r := _below(name, prefix, p, year))]
        if len(below) == 1:
            return below[0]
    if within and (_TOWN.search(name) or _ZONE.search(name)):
        parent = _lowest(within, year)
        if parent is not None:
            return Region(None, name, (*parent.path, name))
    return None


def _below(name: str, prefix: str, parent: Region, year: int | None) -> Region | None:
    """The region under ``parent`` whose name follows ``prefix`` in ``name``."""
    below = resolve(name[len(prefix) :], within=parent.path, year=year)
    if prefix != parent.name and _ZONE.search(name) and (below is None or below.code is None):
        return Region(
            None, name, (*parent.path, name)
        )  # 济南高新区, 雄安新区: the short name is part of the zone's name
    return below


def _lowest(names: Sequence[str], year: int | None) -> Region | None:
    """The lowest of the named regions, each resolved with the help of the others."""
    best: Region | None = None
    for index, name in enumerate(names):
        others = [other for i, other in enumerate(names) if i != index]
        region = resolve(name, year=year) or next(
            (r for o in others if (r := resolve(name, within=[o], year=year))), None
        )
        if region is not None and (best is None or len(region.path) > len(best.path)):
            best = region
    return best


def _longest_prefix(text: str) -> str | None:
    for name in _table().scan_all.get(text[:2], ()):
        if text.startswith(name) and not _torn(text, len(name), name):
            return name
    return None


def _torn(text: str, end: int, name: str) -> bool:
    """Whether the last character of the name belongs to the next word (…市民, …市政), which is not a region itself.

    In 南平市政和县 it does not: 政和县 is a region.
    """
    if end >= len(text) or text[end] not in _TORN.get(name[-1], ""):
        return False
    return not any(text.startswith(below, end) for below in _table().scan_names.get(text[end : end + 2], ()))


def find_regions(
    text: str, *, short: bool = False, within: Sequence[str] = (), year: int | None = None
) -> tuple[Mention, ...]:
    """Regions named in a text, longest name first at each place, left to right.

    A name right after another is read under it (北京市朝阳区). With ``short`` the short names of provinces and cities
    count too. ``within`` helps where a name alone is ambiguous.
    """
    return tuple(_find(text, short, within, year))


def _find(text: str, short: bool, within: Sequence[str], year: int | None) -> Iterator[Mention]:
    table = _table()
    heads = table.scan_all if short else table.scan_names
    position, before = 0, None
    while position < len(text) - 1:
        name = next(
            (
                n
                for n in heads.get(text[position : position + 2], ())
                if text.startswith(n, position) and not _torn(text, position + len(n), n)
            ),
            None,
        )
        follows = before is not None and before.end == position
        if name is None or (name in _COMMON_NOUNS and not follows):
            position += 1
            continue
        parents: tuple[str, ...] = before.region.path if follows and before and before.region else ()
        found = candidates(name, within=parents, year=year) if parents else ()
        if not found and name not in _COMMON_NOUNS:
            found = candidates(name, year=year)
            if len(found) > 1 and within:
                found = candidates(name, within=within, year=year) or found
        if found:
            region = found[0] if len(found) == 1 else None
            before = Mention(position, position + len(name), region, () if region else found)
            yield before
            position += len(name)
        else:
            position += 1


def leading_region(
    text: str, *, within: Sequence[str] = (), year: int | None = None
) -> tuple[int, Region | None, tuple[Region, ...]]:
    """The region a title or the name of an organ begins with: length of its name, region, candidates if ambiguous.

    Length 0 means that the text begins with no region. A chain (甘肃省庆阳市正宁县) is read to its end. The short
    name of a county counts only before a mark, a figure or an organ, because many are words too (公安, 资源).
    """
    for name in sorted((*_NATION_NAMES, *_CORPS_NAMES), key=len, reverse=True):
        if text.startswith(name) and name != "国家":
            return len(name), resolve(name), ()
    end = 0
    region: Region | None = None
    open_candidates: tuple[Region, ...] = ()
    for mention in find_regions(text[:40], short=True, within=within, year=year):
        if mention.start != end:
            break
        end, region, open_candidates = mention.end, mention.region, mention.candidates
    tail = re.match(
        r"[\u4e00-\u9fff]{0,10}?(?:镇|乡|苏木|街道|新区|开发区|高新区|示范区)(?=[“\"'\d（(〔第]|人民政府|管委会|管理委员会|办事处|党工委)",
        text[end:],
    )
    if tail and (zone := resolve(text[: end + tail.end()], within=within, year=year)) is not None:
        return end + tail.end(), zone, ()
    if end == 0:
        for length in (4, 3, 2):
            if re.match(r"[“\"\d（(]|第十|人民政府|县委|政府", text[length : length + 4]) and (
                found := candidates(text[:length], within=within, year=year)
            ):
                return length, found[0] if len(found) == 1 else None, found if len(found) > 1 else ()
    return end, region, open_candidates


def level_of(region: Region) -> Level | None:
    """Level of a region; None only for a name without code whose kind and parent say nothing."""
    if region.code == NATION.code:
        return "nation"
    if region.code is not None:
        return "province" if region.code.endswith("0000") else "city" if region.code.endswith("00") else "county"
    if region.path == _CORPS.path:
        return "province"
    if _TOWN.search(region.name):
        return "town"
    if len(region.path) > 1:  # a development zone stands one step under the place it belongs to
        parent = _parent_of_uncoded(region)
        above = level_of(parent) if parent is not None else None
        return LEVELS[min(LEVELS.index(above) + 1, len(LEVELS) - 1)] if above is not None else None
    for suffix, level in (("省", "province"), ("自治州", "city"), ("盟", "city"), ("县", "county"), ("旗", "county")):
        if region.name.endswith(suffix):
            return level  # type: ignore[return-value]
    return "county" if region.name.endswith("区") and not region.name.endswith("自治区") else None


def _parent_of_uncoded(region: Region) -> Region | None:
    return resolve(region.path[-2], within=region.path[:-2])


def ancestors(region: Region) -> tuple[Region, ...]:
    """The regions above, the nation first. Empty for the nation itself."""
    if region.code == NATION.code:
        return ()
    above = [NATION]
    for index, name in enumerate(region.path[:-1]):
        parent = _by_code_of_ancestor(region, name) or resolve(name, within=region.path[:index])
        above.append(parent or Region(None, name, region.path[: index + 1]))
    return tuple(above)


def _by_code_of_ancestor(region: Region, name: str) -> Region | None:
    """Ancestor by the region's own code, so that a region of the past keeps its parents of the past."""
    if region.code is None:
        return None
    table = _table()
    for code in (region.code[:2] + "0000", region.code[:4] + "00"):
        for entry in table.by_code.get(code, ()):
            if entry.name == name and code != region.code:
                return table.region(entry)
    return None


def children(region: Region, *, year: int | None = None) -> tuple[Region, ...]:
    """The regions of the table right under one, by code: of that year, else of today.

    A county that its province governs itself stands under the province. Hong Kong, Macao and Taiwan, which no plan of
    the nation is broken down to, are left out.
    """
    parent = "" if same_region(region, NATION) else (region.code or "-")
    return _by_parent(year).get(parent, ())


@lru_cache(maxsize=16)
def _by_parent(year: int | None) -> Mapping[str, tuple[Region, ...]]:
    """Code of a region (empty for the nation) to the regions right under it in that year."""
    table = _table()
    found: dict[str, list[Region]] = {}
    for entry in table.entries:
        stands = entry.last is None if year is None else entry.stood_in(year)
        if stands and entry.code[:2] not in _OUTSIDE:
            above = table.above(entry)
            found.setdefault(above[-1].code if above else "", []).append(table.region(entry))
    return {parent: tuple(places) for parent, places in found.items()}


def is_under(lower: Region, upper: Region) -> bool:
    """Whether ``lower`` stands under ``upper``, at any distance; false for one and the same region."""
    if upper.code == NATION.code:
        return lower.code != NATION.code
    if lower.code == NATION.code or lower == upper:
        return False
    if lower.code is not None and upper.code is not None and lower.code != upper.code:
        stem = re.sub(r"(?:00)+$", "", upper.code)
        return len(stem) < 6 and lower.code.startswith(stem)
    return len(upper.path) < len(lower.path) and lower.path[: len(upper.path)] == upper.path and bool(upper.path)


def same_region(a: Region, b: Region) -> bool:
    """Whether two records name one region: by code, else by path and name."""
    if a.code is not None and b.code is not None:
        return a.code == b.code
    return a.name == b.name and a.path == b.path


def between(upper: Region, lower: Region) -> tuple[Region, ...]:
    """The regions strictly between the two, highest first. Under a province-level city a district has none."""
    return tuple(r for r in ancestors(lower) if is_under(r, upper) and not same_region(r, upper))
