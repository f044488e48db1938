"""Whether a passage without a figure speaks of the very thing that an upper figure measures."""

from __future__ import annotations

import re

from policy_xwalk.alignment.commitments import Commitment
from policy_xwalk.alignment.features import plain
from policy_xwalk.alignment.topics import members_of

_COMPOSITION = re.compile(r"占比|比重|比例|结构|贡献率|消费率")
_GROWS = re.compile(r"增长|增速|下降|降低|减少|提高|上升|翻番")
_FIGURE = re.compile(r"翻[一两]?番|翻番|倍增|减半")
_UNBROKEN = 0.5
_SHORTEST_RUN = 4


def speaks_of(figure: Commitment, words: str) -> bool:
    """The passage speaks of the very thing that the figure measures, and gives no figure.

    It must hold half of the subject unbroken and the noun at its end: 养老服务机构 is no 养老服务中心. Naming a product
    does not speak of its growth nor of its share, and 面向居民消费的房地产业 not of the rate of consumption.
    """
    if _FIGURE.search(words) or (_COMPOSITION.search(figure.name) and not _COMPOSITION.search(words)):
        return False
    if figure.growth and not _GROWS.search(words):
        return False
    topic, local = figure.topic, plain(words)
    members = [member for member in members_of(topic) if len(member) > 2] or [topic]
    runs = [(_longest_run(member, local)[1], len(member)) for member in members]
    if not any(run == size or run >= max(_SHORTEST_RUN, _UNBROKEN * size) for run, size in runs):
        return False
    start, size = _longest_run(topic, local)
    if not any(member[-2:] in local[start:] for member in members):
        return False
    return not local[start + size :].startswith("的") or topic.endswith("的")


def _longest_run(topic: str, text: str) -> tuple[int, int]:
    """Start in the text and length of the longest run of characters that a topic shares with it."""
    best = (0, 0)
    for place in range(len(topic)):
        while (start := text.find(topic[place : place + best[1] + 1])) >= 0 and place + best[1] < len(topic):
            best = (start, best[1] + 1)
    return best


def refers_to_upper(words: str) -> bool:
    """The passage takes over what the level above sets (完成国家下达目标) without repeating it."""
    marks = (
        "下达",
        "国家目标",
        "省定",
        "市定",
        "国家要求",
        "上级",
        "完成国家",
        "完成省",
        "完成市",
        "控制目标",
        "约束性目标",
    )
    return any(mark in words for mark in marks) or ("完成" in words and "目标" in words)
