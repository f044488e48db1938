"""policy-xwalk: what became of each commitment of a Chinese government plan on its way down the levels.

``read_plan`` reads a file, ``extract`` gives its records, ``align`` compares two plans, ``Crosswalk`` holds the result.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policy_xwalk.crosswalk import Crosswalk, align, build, extract, read_plan
    from policy_xwalk.errors import PlanError

__all__ = ["Crosswalk", "PlanError", "align", "build", "extract", "read_plan"]
__version__ = "0.1.0"

_HOMES = dict.fromkeys(("Crosswalk", "align", "build", "extract", "read_plan"), "policy_xwalk.crosswalk") | {
    "PlanError": "policy_xwalk.errors"
}


def __getattr__(name: str) -> object:
    # Loaded on first use: the command line must start without the libraries it may not need.
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
