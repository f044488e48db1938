"""Sums inside one sentence: 由27.3提高到30，提高3.7; 达到30，比2020年的27.3增加2.7; 共20个，其中A 12个、B 10个."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from policy_xwalk.language.quantities import find_quantities, split_magnitude

if TYPE_CHECKING:
    from policy_xwalk.extraction.plantext import PlanText
    from policy_xwalk.extraction.remarks import Note
    from policy_xwalk.language.quantities import Quantity

_NUMBER = r"\d+(?:\.\d+)?[^\d，。；：、（）\s]{0,8}?"
#: A number and its unit, up to the verb behind it.
_BEFORE_VERB = r"\d+(?:\.\d+)?[^\d，。；：、（）\s提增上扩下降减缩压达发]{0,8}"
_TO = r"(?:提高|提升|增加|增长|上升|扩大|下降|降低|减少|缩短|压缩|压减|发展|达|增|升|降)(?:到|至|为)"
_BY = r"(?:净|共|累计|总共|合计)?(?P<verb>提高|提升|增加|增长|上升|扩大|下降|降低|减少|缩短|压缩|压减|增|升|降)了?"
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "rise",
        re.compile(
            rf"[由从](?:[^，。；：\d]{{0,16}}|\d{{4}}年[^，。；：\d]{{0,10}})(?P<first>{_BEFORE_VERB})[^，。；：\d]{{0,12}}?{_TO}"
            rf"(?:\d{{4}}年[^，。；：\d]{{0,4}})?(?P<second>{_NUMBER})[，、]{_BY}(?P<change>{_NUMBER})(?=[，。；、）\n])"
        ),
    ),
    (
        "against",
        re.compile(
            rf"(?:达到?|为|至|到|有)(?P<second>{_NUMBER})[，、][比较][^，。；]{{0,14}}?的(?P<first>{_BEFORE_VERB}){_BY}(?P<change>{_NUMBER})(?=[，。；、）\n])"
        ),
    ),
)
_WHOLE = re.compile(rf"(?P<whole>{_NUMBER})（?[，、]?$")
_PARTS = re.compile(r"其中[：，]?(?P<parts>[^，。；：\n（）]{2,160})(?=[，。；）\n])")
#: Growth of output is reckoned at constant prices, and what is about or above a figure has no exact sum.
_REAL_TERMS = re.compile(r"生产总值|增加值|产值|GDP|可比|不变价|同比|实际|名义")
_ABOUT = re.compile(r"[超近约逾余多]|左右|以上|以下|以内|上下|不[低高少超]")


def odd_sums(plan: PlanText) -> Iterator[Note]:
    """Figures of one sentence that do not agree beyond the rounding of what is printed."""
    text = plan.flow.text
    for form, pattern in _FORMS:
        for match in pattern.finditer(text):
            before = text[max(0, match.start() - 40) : match.start()]
            clause = before[max(before.rfind(stop) for stop in "。；\n") + 1 :]
            if _REAL_TERMS.search(clause + match[0]) or _ABOUT.search(match[0]):
                continue
            figures = [_only(match[name]) for name in ("first", "second", "change")]
            if any(figure is None for figure in figures):
                continue
            first, second, change = (figure for figure in figures if figure is not None)
            reckoned = _reckoned(first, second, change)
            if reckoned is not None:
                start = match.start() - len(clause) + len(clause.rpartition("，")[0])
                yield (
                    "sum_differs",
                    start + text.startswith("，", start),
                    match.end(),
                    {
                        "form": form,
                        "first": first.raw,
                        "second": second.raw,
                        "printed": f"{match['verb']}{change.raw}",
                        "reckoned": reckoned,
                    },
                )
    yield from _parts(text)


def _parts(text: str) -> Iterator[Note]:
    at = -1
    while (at := text.find("其中", at + 1)) >= 0:
        before, match = _WHOLE.search(text, max(0, at - 24), at), _PARTS.match(text, at)
        if before is None or match is None or _ABOUT.search(text, max(0, before.start() - 2), match.end()):
            continue
        whole = _only(before["whole"])
        parts = find_quantities(match["parts"])
        if whole is None or whole.unit is None or len(parts) == 0 or whole.unit in ("%", "年", "‰"):
            continue
        if any(part.unit != whole.unit or part.form != "number" or part.value_high is not None for part in parts):
            continue
        total = sum(part.value for part in parts)
        if total > whole.value + _step(whole.value) / 2 * (1 + len(parts)) * (whole.value != int(whole.value)):
            start = max(text.rfind(stop, max(0, before.start() - 40), before.start()) for stop in "，。；\n") + 1
            yield (
                "sum_differs",
                start,
                match.end(),
                {
                    "form": "parts",
                    "first": whole.raw,
                    "second": "、".join(part.raw for part in parts),
                    "printed": whole.raw,
                    "reckoned": f"{total:.10g}{whole.unit}",
                    "one_is_more": any(part.value > whole.value for part in parts),
                },
            )


def _only(text: str) -> Quantity | None:
    found = find_quantities(text)
    return found[0] if len(found) == 1 and found[0].value_high is None and found[0].form == "number" else None


def _reckoned(first: Quantity, second: Quantity, change: Quantity) -> str | None:
    """What the change should read; None where it fits, or where the units do not tell what it is."""
    scale_first, base = split_magnitude(first.unit)
    scale_second, other = split_magnitude(second.unit)
    scale_change, of = split_magnitude(change.unit)
    if (
        other is None
        or (base is not None and base != other)
        or (base is None and scale_first == 1 and first.unit is None)
    ):
        return None
    low, high = first.value * scale_first, second.value * scale_second
    spare = (_step(first.value) * scale_first + _step(second.value) * scale_second) / 2
    difference = abs(high - low)
    if of == other or (other == "%" and of in ("个百分点", "百分点")):
        said, half = change.value * scale_change, _step(change.value) * scale_change / 2
        if abs(difference - said) <= spare + half + 1e-9:
            return None
        if other == "%" and of == "%" and low and abs(difference / low * 100 - said) <= 1:
            return None
        return f"{difference / scale_change:.6g}{change.unit}"
    if of == "%" and other != "%" and low:
        rise = difference / low * 100
        slack = spare / low * 100 * (1 + high / low) + _step(change.value) / 2
        return None if abs(rise - change.value) <= slack + 1e-9 else f"{rise:.3g}%"
    return None


def _step(value: float) -> float:
    """The last decimal place a figure is printed to."""
    return float(10 ** -len(f"{value:.10g}".partition(".")[2]))
