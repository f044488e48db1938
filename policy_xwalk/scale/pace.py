"""How long a stage will still take, from the pace of the work lately done."""

from __future__ import annotations

from collections import deque

WINDOW_SECONDS = 30.0
"""The pace is that of so many seconds: large files and a machine that others use change it."""
_LEAST_SECONDS = 1.0


class Pace:
    """Work done (bytes, items) against time; the remaining time is the remaining work at the present pace."""

    def __init__(self, start: float) -> None:
        self._marks: deque[tuple[float, int]] = deque([(start, 0)])

    def mark(self, now: float, done: int) -> None:
        """So much work is done by now."""
        self._marks.append((now, done))
        while len(self._marks) > 2 and self._marks[1][0] < now - WINDOW_SECONDS:
            self._marks.popleft()

    def left(self, total: int) -> float | None:
        """Seconds that the rest will take; None while that cannot be told."""
        (first, before), (last, done) = self._marks[0], self._marks[-1]
        if last - first < _LEAST_SECONDS or done <= before:
            return None
        return max(0, total - done) * (last - first) / (done - before)


def clock(seconds: float | None) -> str:
    """A remaining time as hours, minutes and seconds; dashes while it is not known."""
    if seconds is None:
        return "-:--:--"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"
