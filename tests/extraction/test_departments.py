"""Who is charged with an action."""

from __future__ import annotations

import pytest
from plan_samples import task


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "新增学位1万个。（责任单位：市教育局、市财政局）",
            [("市教育局", None), ("市财政局", None)],
        ),
        (
            "完善机制。（牵头单位：省卫生健康委；配合单位：省医保局、省药监局）",
            [("省卫生健康委", "lead"), ("省医保局", "support"), ("省药监局", "support")],
        ),
        (
            "加强监管。（省生态环境厅牵头，省水利厅、各市人民政府配合）",
            [("省生态环境厅", "lead"), ("省水利厅", "support"), ("各市人民政府", "support")],
        ),
        (
            "市民政局牵头，市发展改革委、市财政局等部门按职责分工负责。",
            [("市民政局", "lead"), ("市发展改革委", None), ("市财政局", None)],
        ),
        ("县民政局要定期组织开展评估。", [("县民政局", "lead")]),
        ("各级民政部门要定期组织开展评估。", [("民政部门", None)]),
        (
            "建立组织、民政、发展改革部门牵头的推进机制。",
            [("组织部门", "lead"), ("民政部门", "lead"), ("发展改革部门", "lead")],
        ),
        (
            "落实政策。（牵头单位：省财政厅；责任单位：省民政厅、省教育厅）",
            [("省财政厅", "lead"), ("省民政厅", "joint"), ("省教育厅", "joint")],
        ),
        ("开放场景。（市科技局会同市大数据局负责）", [("市科技局", "lead"), ("市大数据局", "joint")]),
        ("开发小程序。由县大数据局会同县民政局组织实施。", [("县大数据局", "lead"), ("县民政局", "joint")]),
        (
            "新建学校5所。责任单位：市教育局、市财政局；配合单位：市住建局。",
            [("市教育局", None), ("市财政局", None), ("市住建局", "support")],
        ),
        # Joint bodies of counties: the last field of the name is no body of its own.
        (
            "办好中心幼儿园。（县教育科技体育局、县卫生健康委按职责分工负责）",
            [("县教育科技体育局", None), ("县卫生健康委", None)],
        ),
        ("县教育体育局要定期组织赛事。", [("县教育体育局", "lead")]),
        ("开放场馆。（县体育局、县教育局负责）", [("县体育局", None), ("县教育局", None)]),
        (
            "建设绿道。（市文化广电旅游局牵头，市工业信息化局配合）",
            [("市文化广电旅游局", "lead"), ("市工业信息化局", "support")],
        ),
        ("完善服务（含社区教育）。", []),
        ("推动教育、卫生等服务均等化。", []),
    ],
)
def test_bodies_and_their_roles(sentence: str, expected: list[tuple[str, str | None]]) -> None:
    (action, *_) = task(sentence).actions
    assert [(d.name, d.role) for d in action.departments] == expected
