"""Where a quantity stands, for the tests that read it."""

from __future__ import annotations

from dataclasses import dataclass

from policy_xwalk.language.dates import TimeExpression
from policy_xwalk.language.quantities import Quantity
from policy_xwalk.outline import Zone

#: Verbs of building, making and supporting that stand before what is counted.
BUILDING = (
    r"(?:建成|新建|建设|打造|培育|创建|新增|完成|改造|实施|支持|扶持|引进|组建|设立|选树|认定|形成|布局|发展|培养|开展|推出|推广|建强|做强|争创|遴选|研发|制定|开工|投用"
    r"|获批|建立|配备|设置|举办|拓展|开放|储备|落地|集聚)"
)


@dataclass(frozen=True, slots=True)
class Context:
    """Where a quantity stands: its paragraph, clause and sentence, and the horizon of the plan."""

    text: str
    quantity: Quantity
    clause: tuple[int, int]
    sentence: tuple[int, int]
    times: tuple[TimeExpression, ...]
    """Times named in the sentence."""
    zone: Zone
    now: int | None
    """The first year that is not yet past: the first of the plan's period, else the year of issue."""
    issued: int | None = None
    """The year of issue, for a plan issued within its period."""

    @property
    def before(self) -> str:
        """The clause up to the quantity."""
        return self.text[self.clause[0] : self.quantity.start]

    @property
    def after(self) -> str:
        """The rest of the clause behind the quantity."""
        return self.text[self.quantity.end : self.clause[1]]
