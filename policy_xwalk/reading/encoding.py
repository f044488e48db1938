"""Which encoding a text is really in: UTF-8, GB18030 (with GBK and GB2312), UTF-16 or Big5; never a guess on noise."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from policy_xwalk.errors import UnreadableFile
from policy_xwalk.reading.document import ReadingWarning

# The commonest characters of Chinese administrative prose, simplified and traditional, and its punctuation. Right
# decodings of real text have 15 to 40 % of them, wrong ones hardly any.
_COMMON = frozenset(
    "的一是不了在人有我他这中大来上国和地到以会要于为发展工作建设实施推进加强服务社区"
    "年月日市县省区政府业提高全化经济，。、；：“”（）《》"
    "這來國會為發實進強務區縣業經濟與對個們時"
)
# What UTF-8 punctuation and 的 become when read as GBK (，→锛, 。→銆, “→鈥, 的→鐨), and when read as Latin-1.
_READ_AS_GBK = re.compile("[锛銆鈥鐨勫湪涓鍜屽彂]")
_READ_AS_LATIN = re.compile("[äåæçèéïã][\u0080-\u00bf\u0152-\u02dc\u2018-\u2122€]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_CJK = re.compile("[\u3400-\u9fff]+")
_NAMES = {
    "utf8": "utf-8",
    "utf-8-sig": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "cp936": "gb18030",
    "big5": "big5hkscs",
    "utf-16": "utf-16-le",
}
_SAMPLE = 200_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with the encoding it was in."""

    text: str
    encoding: str
    warnings: tuple[ReadingWarning, ...] = ()


def decode(data: bytes, file: str, declared: str | None = None) -> Decoded:
    """Decode a text file; ``declared`` is what the file says of itself and is believed only if it holds.

    A byte order mark decides and is left out of the text. Otherwise strictly valid UTF-8 is UTF-8 (Chinese in another
    encoding is never valid UTF-8 by chance for long), then GB18030, UTF-16 without a mark and Big5 compete by how
    common their characters are.

    Raises :class:`UnreadableFile` for ``binary_file``, ``unknown_encoding`` and ``mojibake`` (text that somebody
    already saved through a wrong encoding: what was lost then cannot be read here).
    """
    if not data.strip(b"\x00 \t\r\n\f\xef\xbb\xbf\xff\xfe"):
        raise UnreadableFile("empty_file", file=file)
    decoded = _by_mark(data, file) or _by_content(data, file)
    _refuse_noise(decoded.text, file)
    wanted = _canonical(declared) if declared else None
    if wanted is not None and wanted != decoded.encoding and not decoded.text.isascii():
        mismatch = ReadingWarning("charset_mismatch", params={"declared": declared, "found": decoded.encoding})
        return Decoded(decoded.text, decoded.encoding, (mismatch, *decoded.warnings))
    return decoded


def _canonical(name: str) -> str:
    plain = name.strip().strip("\"'").lower()
    return _NAMES.get(plain, plain)


def _by_mark(data: bytes, file: str) -> Decoded | None:
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (b"\x84\x31\x95\x33", "gb18030"),
    ):
        if data.startswith(mark):
            return _tolerant(data[len(mark) :], encoding, file)
    return None


def _by_content(data: bytes, file: str) -> Decoded:
    if (text := _strict(data, "utf-8")) is not None:
        return Decoded(text, "utf-8")
    candidates = [
        (score, -rank, encoding)
        for rank, encoding in enumerate(("gb18030", "utf-16-le", "utf-16-be", "big5hkscs"))
        if (score := _likeness(data, encoding)) >= 0.05
    ]
    for _, _, encoding in sorted(candidates, reverse=True):
        if (text := _strict(data, encoding)) is not None:
            return Decoded(text, encoding)
    # Nothing holds for every byte: a file with a few broken or cut-off characters is still worth reading.
    best = max([*candidates, (_likeness(data, "utf-8"), 1, "utf-8")])
    if best[0] < 0.05:
        _refuse_binary(data, file)
        raise UnreadableFile("unknown_encoding", file=file, position=_first_error(data))
    return _tolerant(data, best[2], file)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _likeness(data: bytes, encoding: str) -> float:
    """Share of common characters among the non-ASCII ones, less what could not be decoded."""
    if encoding.startswith("utf-16") and len(data) % 2 and len(data) < 64:
        return 0.0
    text = data[:_SAMPLE].decode(encoding, errors="replace")
    foreign = [character for character in text if character > "\x7f"]
    if not foreign:
        return 0.0
    common = sum(character in _COMMON for character in foreign)
    return (common - 5 * text.count("\ufffd") - 5 * len(_CONTROL.findall(text))) / len(foreign)


def _tolerant(data: bytes, encoding: str, file: str) -> Decoded:
    if (text := _strict(data, encoding)) is not None:
        return Decoded(text, encoding)
    text = data.decode(encoding, errors="replace")
    broken = len(re.findall("\ufffd+", text))
    if broken > max(3, len(text) // 500):
        _refuse_binary(data, file)
        raise UnreadableFile("unknown_encoding", file=file, position=_first_error(data, encoding))
    return Decoded(text, encoding, (ReadingWarning("broken_bytes", params={"count": broken, "found": encoding}),))


def _first_error(data: bytes, encoding: str = "utf-8") -> int:
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        return error.start + 1
    return 1


def _refuse_binary(data: bytes, file: str) -> None:
    sample = data[:_SAMPLE]
    control = sum(byte < 32 and byte not in b"\t\n\r\f\v\x1a\x1b" for byte in sample)
    if control > max(2, len(sample) // 200):
        raise UnreadableFile("binary_file", file=file)


def _refuse_noise(text: str, file: str) -> None:
    sample = text[:_SAMPLE]
    if len(_CONTROL.findall(sample)) > max(2, len(sample) // 200):
        raise UnreadableFile("binary_file", file=file)
    cjk = sum(map(len, _CJK.findall(sample)))
    if cjk >= 20:
        wrong = len(_READ_AS_GBK.findall(sample))
        if wrong > cjk // 20 and wrong > sum(character in _COMMON for character in sample):
            raise UnreadableFile("mojibake", file=file, found=_excerpt(sample, _READ_AS_GBK))
    else:
        pairs = len(_READ_AS_LATIN.findall(sample))
        if pairs >= 10 and pairs * 8 > len(sample):
            raise UnreadableFile("mojibake", file=file, found=_excerpt(sample, _READ_AS_LATIN))


def _excerpt(text: str, pattern: re.Pattern[str]) -> str:
    match = pattern.search(text)
    start = match.start() if match else 0
    return " ".join(text[start : start + 12].split())
