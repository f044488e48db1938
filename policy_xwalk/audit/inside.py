"""The rules inside one plan (PX1..), by theme: figures, deadlines and duties, make-up and wording.

Numbers are not given anew: PX101 to PX111 are about figures, PX121 and PX122 about deadlines, PX131 to PX138 about
the text, PX141 to PX145 about what is lacking.
"""

from __future__ import annotations

from policy_xwalk.audit.inside_duties import RULES as DUTIES
from policy_xwalk.audit.inside_figures import RULES as FIGURES
from policy_xwalk.audit.inside_rows import RULES as ROWS
from policy_xwalk.audit.inside_structure import RULES as STRUCTURE
from policy_xwalk.audit.rule import Rule
from policy_xwalk.records import PlanRecords

RULES: tuple[Rule[PlanRecords], ...] = tuple(sorted((*FIGURES, *ROWS, *DUTIES, *STRUCTURE), key=lambda rule: rule.code))
"""In the order of their codes."""
