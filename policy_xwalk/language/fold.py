"""Folding: every character of a source text replaced by its plain form, one for one.

The folded text has the length of the source, so an offset in one is an offset in the other. What has to go
(wraps, blanks, emphasis, page numbers) is left out later, in :mod:`policy_xwalk.language.flow`.

Private-use glyphs are read by their context: between two digits such a glyph is a decimal point; after a list
number at the start of a line it is the dot of the list. Any other is kept and reported.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"

# Full-width forms become ASCII, except the marks that Chinese typography itself sets full-width.
_KEPT_FULL_WIDTH = "，；：？！（）"
_FOLDS: dict[int, str] = {
    code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in _KEPT_FULL_WIDTH
} | {
    ord(a): b
    for a, b in zip(
        "«»‹›＂「」『』｡､﹐﹑﹔﹕﹖﹗﹙﹚﹝﹞〜∼～−﹣‐‑‒﹪≧≦⩾⩽﹥﹤＞＜∶•‧∙・\u00a0\u3000\u2002\u2003\u2009\u202f",
        '《》〈〉"“”‘’。、，、；：？！（）〔〕~~~-----%≥≤≥≤><><：····      ',
        strict=True,
    )
}
# Radicals that PDF font maps put in the place of the characters they stand for, and that NFKC does not fold.
_RADICALS = dict(
    zip(
        map(ord, "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻤⻥⻦⻩⻬⻰⻳"),
        "母民虎西见角贝车长门青页风飞食马骨鬼鱼鸟黄齐龙龟",
        strict=True,
    )
)
_FOLDS.update(_RADICALS)

#: What folding may change; most characters of a plan are none of these.
_FOLDED = re.compile(f"[{re.escape(''.join(map(chr, _FOLDS)))}\u2f00-\u2fdf\uf900-\ufaff]")
_GLYPH = re.compile(f"[{_PRIVATE}\ufffd]")
_DECIMAL_GLYPH = re.compile(f"(?<=\\d)[{_PRIVATE}](?=\\d)")
_LIST_GLYPH = re.compile(f'(?m)^([^\\S\\n]*\\d{{1,2}})[{_PRIVATE}](?=\\s*[{CJK}“‘《〈（("])')
# In this and the next two patterns the mark comes first and is looked back from: a search runs along it much faster.
_COMMA = re.compile(f",(?:(?<=[{CJK}”’》〉）)〕%、],)|(?<=[{CJK}”’》〉）)〕%、][ \\t],)|(?=[ \\t]?[{CJK}“《（]))")
_ASCII_MARKS = {
    ",": "，",
    ";": "；",
    ":": "：",
    "?": "？",
    "!": "！",
}
_MARK_AFTER_CHINESE = re.compile(
    f"[,;:?!](?:(?<=[{CJK}”’》〉）)〕%、\\dA-Za-z][,;:?!])(?=[^\\d]|$)|(?<=[{CJK}”’》〉）)〕%、][,;:?!])"
    f"|(?<=[{CJK}”’》〉）)〕%、] [;:?!])(?= ?[{CJK}“《（(]))"
)
# A full stop typed as a point: after text, not between digits, not the dot of a list number, not part of a name.
_POINT_STOP = re.compile(
    f"\\.(?:(?<=[{CJK}”’》〉）)〕%]\\.)(?:(?![.\\w@])|(?=[{CJK}“‘《〈（(]))"
    f"|(?<=[\\dA-Za-z]\\.)(?=[ \\t]*(?:\\r?\\n|$))(?<!^\\d\\.)(?<!^\\d\\d\\.))",
    re.MULTILINE,
)
_ASCII_QUOTE = re.compile('["“”\\n]')
_GLOSS = re.compile(f"(?<=[{CJK}])[（(][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{{1,6}}[)）] ?")


@dataclass(frozen=True, slots=True)
class UnknownGlyph:
    """A glyph whose meaning neither Unicode nor its context tells."""

    glyph: str
    count: int
    offsets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text of the length of its source; ``glosses`` are ranges of pinyin to leave out."""

    text: str
    glyphs: tuple[UnknownGlyph, ...] = ()
    glosses: tuple[tuple[int, int], ...] = ()
    traditional: bool = False


def fold(source: str) -> Folded:
    """Fold a source text character by character."""
    text = source
    for character in set(_FOLDED.findall(source)):
        text = text.replace(character, _plain_form(character))
    strange = _GLYPH.search(text) is not None
    if strange:
        text = _LIST_GLYPH.sub(lambda m: f"{m[1]}.", _DECIMAL_GLYPH.sub(".", text))
    glosses: tuple[tuple[int, int], ...] = ()
    traditional = _looks_traditional(text)
    if traditional:
        glosses = tuple(m.span() for m in _GLOSS.finditer(text))
        text = _simplify(text)
    if "(" in text or ")" in text:
        text = text.replace("(", "（").replace(")", "）")
    text = _POINT_STOP.sub("。", text)
    text = _COMMA.sub("，", text)
    text = _MARK_AFTER_CHINESE.sub(lambda m: _ASCII_MARKS[m[0]], text)
    if '"' in text:
        text = _pair_quotes(text)
    assert len(text) == len(source)
    return Folded(text, _unknown_glyphs(text) if strange or traditional else (), glosses, traditional)


@cache
def _plain_form(character: str) -> str:
    """What stands for a character; a compatibility character without a plain form of length one stays."""
    if (plain := _FOLDS.get(ord(character))) is not None:
        return plain
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 else character


def _pair_quotes(text: str) -> str:
    """Straight quotes become opening or closing ones by what is open in their line."""
    opened = False

    def turn(match: re.Match[str]) -> str:
        nonlocal opened
        mark = match[0]
        if mark == "\n":
            opened = False
        elif mark == '"':
            opened = not opened
            return "“" if opened else "”"
        else:
            opened = mark == "“"
        return mark

    return _ASCII_QUOTE.sub(turn, text)


def _unknown_glyphs(text: str) -> tuple[UnknownGlyph, ...]:
    places: dict[str, list[int]] = {}
    for match in _GLYPH.finditer(text):
        places.setdefault(match[0], []).append(match.start())
    return tuple(UnknownGlyph(glyph, len(at), tuple(at)) for glyph, at in sorted(places.items()))


# Characters frequent in plans that the simplification of 1964 replaced; enough to tell the script of a text.
_TRADITIONAL_ONLY = re.compile(
    "[國會設務體實業發區規劃會員應產與個這對開關於無時為過進還後現點經線組結續給統縣鄉鎮級積極農長門問間電際隊陽隨險難題類養濟滿標權機構樣歷準環優億僅從眾價傳傷備勞動務勝協單園場壓壞報處復夠頭奪學寫專將導層屬島師帶幫幹廠廣廳強當彙後徑徵德憂應懷戰擁擇擊擔據擬擴攜敗數斷]"
)


def _looks_traditional(text: str) -> bool:
    """More than one in a hundred of the common characters stands in its traditional form."""
    traditional = len(_TRADITIONAL_ONLY.findall(text))
    return traditional > 20 and traditional * 100 > len(text)


def _simplify(text: str) -> str:
    """Taiwan standard to simplified (OpenCC ``tw2s``), line by line and always of the same length."""
    from opencc import OpenCC

    converter = OpenCC("tw2s")
    lines = []
    for line in text.split("\n"):
        simplified = converter.convert(line)
        if len(simplified) != len(line):
            simplified = "".join(c if len(s := converter.convert(c)) != 1 else s for c in line)
        lines.append(simplified)
    return "\n".join(lines)
