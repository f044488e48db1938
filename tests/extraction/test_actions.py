"""Actions and boxes: every heading that carries work."""

from __future__ import annotations

from plan_samples import read

PLAN = """一、总体要求

（一）指导思想

坚持以人民为中心。

（二）主要目标

到2025年，体系更加健全。

二、主要任务

（一）发展普惠托育

1.扩大托位供给。新增托位800个。到2024年底前建成综合服务中心。

2.提升服务质量。完善标准规范。

专栏1 托育服务提升工程

1.示范创建行动。创建示范机构10家。

2.到2023年新建托育机构5家，改建8家，培训人员300人，服务家庭2000户。

（二）建设生育友好社会

（1）落实产假制度。

（2）完善休假制度。

三、保障措施

（一）加强组织领导

健全机制，压实责任。
"""


def test_tasks_box_items_and_safeguards_are_actions_and_containers_are_none() -> None:
    records = read(PLAN)
    assert [(a.number, a.title, a.kind) for a in records.actions] == [
        ("二/（一）", "发展普惠托育", "task"),
        ("二/（一）/1", "扩大托位供给", "task"),
        ("二/（一）/2", "提升服务质量", "task"),
        ("专栏1/1", "示范创建行动", "project"),
        ("专栏1/2", "到2023年新建托育机构5家", "project"),
        ("二/（二）", "建设生育友好社会", "task"),
        ("三/（一）", "加强组织领导", "safeguard"),
    ]
    assert [(b.number, b.title) for b in records.boxes] == [("专栏1", "托育服务提升工程")]


def test_an_action_carries_its_parent_text_and_clauses() -> None:
    action = next(a for a in read(PLAN).actions if a.number == "二/（一）/1")
    assert action.parent == "（一）发展普惠托育"
    assert action.text == "新增托位800个。到2024年底前建成综合服务中心。"
    assert [c.text for c in action.clauses] == ["新增托位800个", "到2024年底前建成综合服务中心"]


def test_an_item_without_title_is_marked_and_keeps_its_whole_text() -> None:
    item = next(a for a in read(PLAN).actions if a.number == "专栏1/2")
    assert item.untitled is True
    assert item.text.startswith("到2023年新建托育机构5家，改建8家")


def test_enumerations_inside_a_task_are_its_text() -> None:
    assert not any(a.number.endswith(("（1）", "（2）")) for a in read(PLAN).actions)


def test_an_item_without_a_printed_number_has_none() -> None:
    source = "三、推动转型\n专栏2 重点工程\n煤电改造：改造规模400万千瓦。\n公共机构节能：覆盖率达到50%。\n"
    items = [(a.number, a.title, a.kind) for a in read(source).actions]
    assert items == [("三", "推动转型", "task"), ("", "煤电改造", "project"), ("", "公共机构节能", "project")]


def test_numbered_sentences_under_a_task_are_work() -> None:
    source = "二、重点工作\n（一）实施普惠工程\n1.新建幼儿园60所，新增学位1.6万个。\n2.配套园治理完成率达到100%。\n"
    assert [(a.number, a.title) for a in read(source).actions][1:] == [
        ("二/（一）/1", "新建幼儿园60所"),
        ("二/（一）/2", "配套园治理完成率达到100%"),
    ]


def test_names_in_an_attachment_are_no_work_and_a_labelled_time_is_a_deadline() -> None:
    source = (
        "二、主要任务\n（一）建设工程。新建水厂。完成时限：2024年6月底。\n附件1\n重点企业名单\n1.华辰公司\n2.蓝海公司\n"
    )
    assert [(a.title, a.deadline) for a in read(source).actions] == [("建设工程", "2024-06")]


def test_clauses_say_which_sentence_of_the_task_they_stand_in() -> None:
    records = read("一、重点任务\n\n（一）改善交通\n\n改造农村公路，建设桥梁。发展公交。\n\n完善站场；优化线路。\n")
    (action,) = records.actions
    assert [(c.text, c.sentence) for c in action.clauses] == [
        ("改造农村公路", 0),
        ("建设桥梁", 0),
        ("发展公交", 1),
        ("完善站场", 2),
        ("优化线路", 2),
    ]
