"""Figures of a year that was over when the plan was issued, and parts that both report and aim."""

from __future__ import annotations

import pytest
from plan_samples import read, task

from policy_xwalk.records import PlanRecords

ISSUED_2022 = """某县人民政府关于印发《某县“十四五”公共服务规划》的通知

某政发〔2022〕38号

各乡镇人民政府：

现将《某县“十四五”公共服务规划》印发给你们，请认真贯彻执行。

某县人民政府

2022年6月8日

某县“十四五”公共服务规划

规划期为2021—2025年。

"""


def issued_2022(sentence: str) -> PlanRecords:
    body = f"一、重点任务\n\n（一）提升服务水平\n\n{sentence}\n\n（二）加强队伍建设\n\n培养人才。\n"
    return read(body, head=ISSUED_2022)


def mixed(title: str, text: str) -> PlanRecords:
    body = f"第一章 {title}\n\n{text}\n\n第二章 主要任务\n\n第一节 完善网络\n\n建设站点20个。\n"
    return read(body, head=ISSUED_2022)


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("2021年，全县托位总数412个，每千人口拥有3岁以下婴幼儿托位数1.4个。", [412, 1.4]),
        ("2021年，异地就医直接结算人次比上年增长126%。", [126]),
        ("2021年，全县农村自来水普及率为89.6%。", [89.6]),
        ("2021年，全县已建成充电站15个。", [15]),
        ("2022年，全县已建成充电站15个。", [15]),
        ("截至2021年底，已建成日间照料中心12个。", [12]),
        ("2021年，全县共有文化站23个，藏书2300册，开放率45%。", [23, 2300, 45]),
        ("2021年全县养老床位达到2300张。", [2300]),
        ("2021年，全县建成体育公园2个。", [2]),
        ("2021年，全县粮食产量42万吨，增长3.2%。", [42, 3.2]),
        ("2021年底，全县高速公路里程为120公里。", [120]),
    ],
)
def test_what_a_year_before_the_issue_brought_is_status(sentence: str, values: list[float]) -> None:
    records = issued_2022(sentence)
    assert [(t.subject, t.value) for t in records.targets] == []
    assert [s.value for s in records.status] == values


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("2021年底全县村通宽带动态清零。", [0]),
        ("到2021年底，全县行政村通硬化路率达到100%。", [100]),
        ("2021年底前完成2个街道养老服务中心建设。", [2]),
        ("2021年新建公厕20座，2022年新建公厕30座。", [20, 30]),
        ("2021年，新建公厕20座。", [20]),
        ("力争2021年城镇新增就业5000人。", [5000]),
        ("2021年城镇新增就业5000人以上。", [5000]),
        ("2021年实现行政村通光纤率100%。", [100]),
        ("2021年森林覆盖率达到30%，2022年达到31%，2025年达到33%。", [30, 31, 33]),
        ("2021年参保率达到90%。2022年参保率达到92%。", [90, 92]),
        ("2022年，全县农村自来水普及率达到90%。", [90]),
        ("2021年，改造已建成的老旧小区20个。", [20]),
    ],
)
def test_what_that_year_was_to_bring_stays_a_target(sentence: str, values: list[float]) -> None:
    assert [t.value for t in issued_2022(sentence).targets] == values


def test_a_status_and_the_aim_behind_it_are_told_apart() -> None:
    records = issued_2022("2021年森林覆盖率为30.2%，到2025年达到32%。")
    assert [(t.value, t.deadline) for t in records.targets] == [(32, 2025)]
    assert [(s.value, s.as_of) for s in records.status] == [(30.2, 2021)]


def test_without_a_date_of_issue_the_years_of_the_period_lie_ahead() -> None:
    assert [t.value for t in task("2021年，全县托位总数412个。").targets] == [412]
    # What is done is done, whenever that was.
    assert [s.value for s in task("2022年，全县已建成充电站15个。").status] == [15]


@pytest.mark.parametrize(
    ("title", "text", "aims", "state"),
    [
        (
            "现状与目标",
            "全县现有自动气象站20个，覆盖率为60%。2020年，预警发布及时率为80%。\n\n"
            "到2025年，监测覆盖率达到90%，新建自动站12个。气象服务满意度达到91%。",
            [90, 12, 91],
            [20, 60, 80],
        ),
        (
            "发展基础与主要目标",
            "（一）发展基础。全县养老床位2300张，护理型床位占比41%。\n\n"
            "（二）主要目标。到2025年，护理型床位占比达到55%。",
            [55],
            [2300, 41],
        ),
        (
            "发展现状和总体目标",
            "“十三五”以来，新增托位412个。2021年，普惠托位占比为40%。\n\n"
            "总体目标：普惠托位占比达到60%。\n\n到2025年：\n\n——婴幼儿健康管理率达到90%。\n\n——建成示范机构3家。",
            [60, 90, 3],
            [412, 40],
        ),
        ("发展现状", "全县养老床位2300张。到2025年，护理型床位占比达到55%。", [], [2300, 55]),
        ("“十三五”规划目标完成情况", "到2020年，普及率达到90%。合格率95%。", [], [90, 95]),
    ],
)
def test_a_part_that_reports_and_aims_is_read_sentence_by_sentence(
    title: str, text: str, aims: list[float], state: list[float]
) -> None:
    records = mixed(title, text)
    assert [t.value for t in records.targets] == [*aims, 20]
    assert [s.value for s in records.status] == state
