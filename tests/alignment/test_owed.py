"""Whom an upper plan asks: the levels below, or itself."""

from __future__ import annotations

import msgspec
import pytest

from policy_xwalk.alignment.owed import keeps, owed
from policy_xwalk.records import Action, Level


def _task(text: str) -> Action:
    return Action(
        id="p/A-1",
        plan="p",
        number="三/（一）",
        title="推进重点工作",
        kind="task",
        parent=None,
        departments=(),
        deadline=None,
        text=text,
        quote="（一）推进重点工作",
        spans=(),
    )


@pytest.mark.parametrize(
    ("level", "text"),
    [
        ("province", "各级政府要把节水改造列入重要议事日程。"),
        ("province", "各级各部门要落实安全生产责任。"),
        ("nation", "地方各级人民政府要加大污水处理投入。"),
        ("nation", "县级以上人民政府建立耕地保护考核机制。"),
        ("province", "各市县制定养老服务实施细则。"),
        ("province", "县级领导小组统筹推进电网改造。"),
        ("province", "市级和县级建立应急物资储备库。"),
        ("city", "县级要配备专职河长。"),
        ("county", "各级党组织推动文化下乡。"),
        ("province", "各级政府支持各级各类学校开展劳动教育。"),
    ],
)
def test_what_is_addressed_to_the_levels_below(level: Level, text: str) -> None:
    assert owed(_task(text), level) == "yes"


@pytest.mark.parametrize(
    ("level", "text"),
    [
        ("province", "推动各级各类学校开展劳动教育。"),
        ("nation", "深化各级各类教育的评价改革。"),
        ("county", "加强各级各类医疗机构的监测。"),
        ("province", "组织地县级干部轮训一遍。"),
        ("province", "选派县级以上领导干部包联重点项目。"),
        ("city", "安排县级干部联系重点企业。"),
        ("province", "完善市级后备干部培养办法。"),
    ],
)
def test_kinds_of_schools_and_ranks_of_officials_are_no_levels(level: Level, text: str) -> None:
    assert owed(_task(text), level) != "yes"


def test_a_body_of_its_own_beside_schools_of_all_kinds_is_kept() -> None:
    task = _task("省教育厅推动各级各类学校开展劳动教育。")
    assert owed(task, "province") == "no"
    assert keeps(task.text, "province")
    assert owed(msgspec.structs.replace(task, text="省教育厅指导各市开展劳动教育。"), "province") == "yes"
