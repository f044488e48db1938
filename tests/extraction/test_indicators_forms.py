"""Main-indicator tables of other topics and forms: each is written by hand, and every row is compared."""

from __future__ import annotations

from dataclasses import replace

import pytest
from indicator_support import brief, indicators_of, ruled_document, tables_of, text_document
from msgspec import UNSET

from policy_xwalk.records import Indicator, Period


def by_name(found: tuple[Indicator, ...]) -> dict[str, Indicator]:
    return {i.name: i for i in found}


def test_ruled_elderly_care_with_unit_column_and_merged_categories() -> None:
    document = ruled_document(
        [
            ["类别", "序号", "指标名称", "单位", "2020年", "2025年", "属性"],
            [("养老服务供给", 2, 1), "1", "养老服务床位总数", "万张", "12.6", "≥15", "预期性"],
            ["2", "养老机构护理型床位占比", "%", "48", "≥55", "约束性"],
            [("人才队伍", 1, 1), "3", "每千名老年人配备社会工作者人数", "人", "/", "≥1", "预期性"],
        ],
        before="表1 “十四五”养老服务发展主要指标",
    )
    found = indicators_of(document)
    assert [brief(i) for i in found] == [
        (1, "养老服务床位总数", "=12.6万张@2020", ">=15万张@2025", "预期性"),
        (2, "养老机构护理型床位占比", "=48%@2020", ">=55%@2025", "约束性"),
        (3, "每千名老年人配备社会工作者人数", None, ">=1人@2025", "预期性"),
    ]
    assert [i.category for i in found] == ["养老服务供给", "养老服务供给", "人才队伍"]
    assert {i.direction for i in found} == {"higher_is_better"}


def test_ruled_two_storey_header_and_group_rows_with_milestones() -> None:
    document = ruled_document(
        [
            [("序号", 2, 1), ("指标", 2, 1), ("基准值\n（2021年）", 2, 1), ("目标值", 1, 2), ("指标\n性质", 2, 1)],
            ["2023年", "2025年"],
            [("一、普惠发展", 1, 6)],
            ["1", "学前教育毛入园率（%）", "90.1", "91", "92以上", "预期"],
            [("（二）公平提升", 1, 6)],
            ["2", "义务教育巩固率（%）", "96.2", "96.5", "97", "约束"],
            ["3", "义务教育阶段大班额比例（%）", "3.1", "1", "基本消除", "约束"],
        ]
    )
    found = indicators_of(document)
    assert [brief(i) for i in found] == [
        (1, "学前教育毛入园率", "=90.1%@2021", ">=92%@2025", "预期性"),
        (2, "义务教育巩固率", "=96.2%@2021", "=97%@2025", "约束性"),
        (3, "义务教育阶段大班额比例", "=3.1%@2021", "基本消除%@2025", "约束性"),
    ]
    assert [i.category for i in found] == ["普惠发展", "公平提升", "公平提升"]
    assert [m.year for i in found for m in i.milestones] == [2023] * 3
    assert found[2].direction == "lower_is_better"


def test_ruled_group_rows_carry_the_attribute() -> None:
    document = ruled_document(
        [
            ["序号", "指标", "2020年现状", "2025年规划"],
            [("约束性指标", 1, 4)],
            ["1", "单位地区生产总值用水量下降（%）", "—", "16"],
            ["2", "地表水劣Ⅴ类水体比例（%）", "1.2", "0"],
            [("预期性指标", 1, 4)],
            ["3", "城市生活污水集中收集率（%）", "65", "70左右"],
        ]
    )
    assert [brief(i) for i in indicators_of(document)] == [
        (1, "单位地区生产总值用水量下降", None, "=16%@2025", "约束性"),
        (2, "地表水劣Ⅴ类水体比例", "=1.2%@2020", "=0%@2025", "约束性"),
        (3, "城市生活污水集中收集率", "=65%@2020", "~70%@2025", "预期性"),
    ]
    assert [i.direction for i in indicators_of(document)] == [
        "higher_is_better",
        "lower_is_better",
        "higher_is_better",
    ]


def test_ruled_departments_and_remarks() -> None:
    document = ruled_document(
        [
            ["序号", "指标", "2020年", "2025年", "属性", "牵头单位", "备注"],
            ["1", "5G网络行政村通达率", "35%", "100%", "预期性", "省通信管理局", ""],
            ["2", "数字经济核心产业增加值占GDP比重", "6.8%", "10%", "预期性", "省工业和信息化厅、省统计局", "年度监测"],
        ]
    )
    found = indicators_of(document)
    assert [[(d.name, d.role) for d in i.departments] for i in found] == [
        [("省通信管理局", "lead")],
        [("省工业和信息化厅", "lead"), ("省统计局", "lead")],
    ]
    assert found[1].note == "年度监测"


def test_ruled_undivided_departments_have_no_role() -> None:
    document = ruled_document(
        [
            ["指标", "2025年目标", "责任部门"],
            ["城乡居民基本医保参保率（%）", "≥95", "医保局、税务局"],
            ["县域内就诊率（%）", "90", "卫生健康局"],
        ]
    )
    found = indicators_of(document)
    assert [[(d.name, d.role) for d in i.departments] for i in found] == [
        [("医保局", None), ("税务局", None)],
        [("卫生健康局", None)],
    ]
    assert [i.baseline for i in found] == [None, None]


def test_ruled_marks_lead_to_notes_of_another_base_year_and_attribute() -> None:
    document = ruled_document(
        [
            ["指标", "单位", "2020年", "2025年"],
            ["1.森林蓄积量★", "亿立方米", "6.1※", "6.6"],
            ["2.湿地保护率", "%", "52①", "55"],
            ["3.空气质量优良天数比率", "%", "87.0", "89.5"],
        ],
        after="注：1.带★的为约束性指标，其余为预期性指标。\n2.※为2018年数据。\n①按新口径统计。\n\n二、主要任务",
    )
    found = indicators_of(document)
    assert [brief(i) for i in found] == [
        (1, "森林蓄积量", "=6.1亿立方米@2018", "=6.6亿立方米@2025", "约束性"),
        (2, "湿地保护率", "=52%@2020", "=55%@2025", "预期性"),
        (3, "空气质量优良天数比率", "=87%@2020", "=89.5%@2025", "预期性"),
    ]
    assert found[1].note is not UNSET
    assert "新口径" in str(found[1].note)
    (table,) = tables_of(document)
    assert document.text[table.start : table.end].endswith("①按新口径统计。")


def test_ruled_parts_name_the_whole() -> None:
    document = ruled_document(
        [
            ["序号", "指标", "2020", "2025", "属性"],
            ["1", "公路总里程（公里）", "3120", "3300", "预期性"],
            ["", "其中：高速公路里程（公里）", "140", "185", "预期性"],
            ["", "#普通国省道优良路率（%）", "88", "≥92", "预期性"],
            ["2", "建制村通公交率（%）", "92.5", "100", "约束性"],
        ]
    )
    found = indicators_of(document)
    assert [i.part_of for i in found] == [UNSET, "公路总里程", "公路总里程", UNSET]
    assert [brief(i) for i in found] == [
        (1, "公路总里程", "=3120公里@2020", "=3300公里@2025", "预期性"),
        (None, "高速公路里程", "=140公里@2020", "=185公里@2025", "预期性"),
        (None, "普通国省道优良路率", "=88%@2020", ">=92%@2025", "预期性"),
        (2, "建制村通公交率", "=92.5%@2020", "=100%@2025", "约束性"),
    ]


def test_ruled_column_of_2035_and_average_growth() -> None:
    document = ruled_document(
        [
            ["指标", "2020年", "2025年", "年均增长（%）", "2035年", "属性"],
            ["港口货物吞吐量（亿吨）", "2.4", "3.0", "4.6", "4.5", "预期性"],
            ["人均地区生产总值（万元）", "—", "—", "6", "—", "预期性"],
        ]
    )
    first, second = indicators_of(document)
    assert brief(first) == (None, "港口货物吞吐量", "=2.4亿吨@2020", "=3亿吨@2025", "预期性")
    assert [(m.value, m.year) for m in first.milestones] == [(4.5, 2035)]
    assert first.note == "年均增长（%）：4.6"
    assert second.target is not None
    assert (second.target.value, second.target.basis) == (6, "annual_average")


def test_ruled_three_levels_of_indicators() -> None:
    document = ruled_document(
        [
            ["一级指标", "二级指标", "现状值", "目标值"],
            [("健康水平", 2, 1), "孕产妇死亡率（1/10万）", "14.2", "≤12"],
            ["婴儿死亡率（‰）", "4.1", "＜4"],
            ["健康环境", "居民健康素养水平（%）", "23", "28以上"],
        ],
        before="“十四五”卫生健康事业发展主要指标",
    )
    found = indicators_of(document)
    assert [(i.name, i.category, i.direction) for i in found][1:] == [
        ("婴儿死亡率", "健康水平", "lower_is_better"),
        ("居民健康素养水平", "健康环境", "higher_is_better"),
    ]
    assert [i.target.year for i in found if i.target] == [2025] * 3
    assert [i.baseline.year for i in found if i.baseline] == [2020] * 3


def test_ruled_header_repeated_on_the_next_page_is_no_row() -> None:
    header = ["序号", "指标", "2020年", "2025年", "属性"]
    document = ruled_document(
        [
            header,
            ["1", "公共图书馆人均藏书量", "0.8册", "1册", "预期性"],
            header,
            ["2", "人均体育场地面积", "2.2平方米", "2.6平方米", "预期性"],
        ]
    )
    assert [i.no for i in indicators_of(document)] == [1, 2]


def test_unit_over_the_table_and_bare_year_columns() -> None:
    text = (
        "附表1 “十四五”数字经济主要指标\n单位：%\n指标\t2020年\t2025年\n"
        "互联网普及率\t70.4\t78\n企业关键工序数控化率\t52.1\t68\n"
    )
    assert [brief(i)[1:4] for i in indicators_of(text_document(text))] == [
        ("互联网普及率", "=70.4%@2020", "=78%@2025"),
        ("企业关键工序数控化率", "=52.1%@2020", "=68%@2025"),
    ]


def test_markdown_pipes_without_a_rule() -> None:
    text = (
        "### 专栏2 主要目标指标\n\n| 序号 | **指标** | 2023年基数 | 2026年目标 | 属性 |\n"
        "| 1 | 算力规模（EFLOPS） | 1.2 | **≥4** | 预期性 |\n| 2 | 数据中心平均PUE | 1.45 | ≤1.3 | 约束性 |\n"
    )
    found = indicators_of(text_document(text), Period(2024, 2026))
    assert [brief(i) for i in found] == [
        (1, "算力规模", "=1.2EFLOPS@2023", ">=4EFLOPS@2026", "预期性"),
        (2, "数据中心平均PUE", "=1.45@2023", "<=1.3@2026", "约束性"),
    ]
    assert found[1].direction == "lower_is_better"


def test_single_blanks_inside_values_and_between_cells() -> None:
    text = (
        "序号 指标 单位 2020 年 2025 年 属性\n"
        "1 劳动年龄人口平均受教育年限 年 10.5 11.2 约束性\n"
        "2 每千人口拥有 3 岁以下婴幼儿托位数 个 1.3 4.6 预期性\n"
        "3 城镇登记失业率 % 3.2 ＜ 4.5 预期性\n"
        "4 人均公园绿地面积 平方米 13.6 ≥ 15 预期性\n"
    )
    assert [brief(i) for i in indicators_of(text_document(text))] == [
        (1, "劳动年龄人口平均受教育年限", "=10.5年@2020", "=11.2年@2025", "约束性"),
        (2, "每千人口拥有3岁以下婴幼儿托位数", "=1.3个@2020", "=4.6个@2025", "预期性"),
        (3, "城镇登记失业率", "=3.2%@2020", "<4.5%@2025", "预期性"),
        (4, "人均公园绿地面积", "=13.6平方米@2020", ">=15平方米@2025", "预期性"),
    ]


def test_every_cell_on_a_line_of_its_own() -> None:
    text = (
        "表2 交通运输发展指标\n序号\n指标\n2020年\n2025年\n属性\n"
        "1\n高速铁路营业里程\n86公里\n210公里\n预期性\n"
        "2\n城市公共交通机动化\n出行分担率\n41%\n46%\n预期性\n"
        "3\n道路交通万车死亡率\n1.6人\n≤1.3人\n约束性\n"
        "\n二、重点任务\n（一）完善网络。到2025年建成3条。\n"
    )
    assert [brief(i) for i in indicators_of(text_document(text))] == [
        (1, "高速铁路营业里程", "=86公里@2020", "=210公里@2025", "预期性"),
        (2, "城市公共交通机动化出行分担率", "=41%@2020", "=46%@2025", "预期性"),
        (3, "道路交通万车死亡率", "=1.6人@2020", "<=1.3人@2025", "约束性"),
    ]


def test_centred_cells_have_half_of_the_name_below_the_values() -> None:
    text = (
        "序号 指标 2020年 2025年 属性\n"
        "1 养老服务设施覆盖率 70% 100% 预期性\n"
        "特殊困难老年人家庭适老化\n"
        "2 1200户 3000户 预期性\n"
        "改造户数\n"
        "县级以上养老机构中具备\n"
        "3 医养结合服务能力的机构 － ≥60% 约束性\n"
        "所占比例\n"
        "4 老年大学数 3所 5所 预期性\n"
        "\n三、主要任务\n"
    )
    assert [brief(i) for i in indicators_of(text_document(text))] == [
        (1, "养老服务设施覆盖率", "=70%@2020", "=100%@2025", "预期性"),
        (2, "特殊困难老年人家庭适老化改造户数", "=1200户@2020", "=3000户@2025", "预期性"),
        (3, "县级以上养老机构中具备医养结合服务能力的机构所占比例", None, ">=60%@2025", "约束性"),
        (4, "老年大学数", "=3所@2020", "=5所@2025", "预期性"),
    ]


def test_cells_without_any_blank_between_them() -> None:
    text = (
        "序号指标2020年2025年属性\n"
        "1农村社区综合服务设施覆盖率60%80%预期性\n"
        "2每百户居民拥有设施面积27.3平方米≥30平方米预期性\n"
        "3每千人口托位数—4.5个预期性\n"
        "4残疾人家庭无障碍改造户数120350预期性\n"
    )
    found = indicators_of(text_document(text))
    assert [brief(i) for i in found] == [
        (1, "农村社区综合服务设施覆盖率", "=60%@2020", "=80%@2025", "预期性"),
        (2, "每百户居民拥有设施面积", "=27.3平方米@2020", ">=30平方米@2025", "预期性"),
        (3, "每千人口托位数", None, "=4.5个@2025", "预期性"),
        # 120350 can be cut in more than one way: nothing is guessed.
        (4, "残疾人家庭无障碍改造户数", None, None, "预期性"),
    ]
    assert found[3].doubts == ("cells_run_together",)


def test_torn_rows_over_a_page_with_number_and_header_repeated() -> None:
    text = (
        "序号 指标 2020年 2025年\n基期值 目标值 属性\n"
        "1 普惠性幼儿园覆盖率 85% 90% 预期性\n"
        "— 12 —\n\n序号 指标 2020年 2025年\n基期值 目标值 属性\n"
        "2 高中阶段毛入学率 91.5% 93% 预期性\n3 新增学位 — 5000个 预期性\n"
    )
    assert [brief(i)[:4] for i in indicators_of(text_document(text))] == [
        (1, "普惠性幼儿园覆盖率", "=85%@2020", "=90%@2025"),
        (2, "高中阶段毛入学率", "=91.5%@2020", "=93%@2025"),
        (3, "新增学位", None, "=5000个@2025"),
    ]


def test_torn_table_without_attributes_goes_by_number() -> None:
    text = (
        "指标\n2020年\n2025年\n"
        "1．人均预期寿命（岁） 78.1 79.2\n"
        "2．个人卫生支出占卫生总费用的\n比例（%） 28.3 27左右\n"
        "3．重大慢性病过早死亡率（%） 16.5 15以下\n"
        "（一）强化基层。建设一批。\n"
    )
    found = indicators_of(text_document(text))
    assert [brief(i)[:4] for i in found] == [
        (1, "人均预期寿命", "=78.1岁@2020", "=79.2岁@2025"),
        (2, "个人卫生支出占卫生总费用的比例", "=28.3%@2020", "~27%@2025"),
        (3, "重大慢性病过早死亡率", "=16.5%@2020", "<=15%@2025"),
    ]
    assert [i.direction for i in found] == ["higher_is_better", "lower_is_better", "lower_is_better"]


def test_a_lost_cell_in_torn_text_is_said_and_not_guessed() -> None:
    text = (
        "序号 指标 2020年 2025年 属性\n1 绿色建筑占新建建筑比例 60% 100% 预期性\n"
        "2 装配式建筑面积占比 ≥30% 预期性\n3 再生水利用率 25% 约束性\n"
    )
    found = indicators_of(text_document(text))
    assert [brief(i)[:4] for i in found] == [
        (1, "绿色建筑占新建建筑比例", "=60%@2020", "=100%@2025"),
        (2, "装配式建筑面积占比", None, ">=30%@2025"),
        (3, "再生水利用率", None, None),
    ]
    assert [i.doubts for i in found[1:]] == [("cell_missing",), ("cell_missing",)]


def test_two_tables_with_their_own_numbers() -> None:
    text = (
        "表1 约束性指标\n序号\t指标\t2020年\t2025年\n"
        "1\t耕地保有量（万亩）\t68.2\t68.2\n2\t用水总量（亿立方米）\t1.2\t≤1.25\n\n正文一段。\n\n"
        "表2 预期性指标\n序号\t指标\t2020年\t2025年\n"
        "1\t粮食总产量（万吨）\t16.3\t17\n2\t农产品加工转化率（%）\t55\t65\n"
    )
    found = indicators_of(text_document(text))
    assert [(i.no, i.attribute) for i in found] == [(1, "约束性"), (2, "约束性"), (1, "预期性"), (2, "预期性")]
    assert len(tables_of(text_document(text))) == 2


def test_region_leaves_the_prose_alone() -> None:
    text = (
        "（三）目标\n到2025年，覆盖率达到80%。\n\n专栏1 主要指标\n序号\t指标\t2020年\t2025年\n"
        "1\t覆盖率\t60%\t80%\n2\t达标率\t70%\t90%\n注：指标为全市口径。\n\n三、任务\n"
    )
    (table,) = tables_of(text_document(text))
    assert text[table.start : table.end].startswith("专栏1 主要指标")
    assert text[table.start : table.end].endswith("全市口径。")


OTHERS = {
    "duties": "序号|工作任务|责任单位|完成时限/1|制定方案|民政局|2022年/2|建设平台|大数据局|2023年",
    "projects": "序号|项目名称|建设内容|总投资（万元）|2023年投资/1|敬老院改造|扩建床位|1200|600/2|食堂|新建|300|150",
    "achieved": "指标|2015年|2020年完成值/床位数（张）|1200|1800/覆盖率（%）|50|62",
    "catalogue": "一级指标|二级指标|指标性质|指标说明/质量|1.手术占比|定量|手术台次数×100%/质量|2.感染率|定量|人数",
    "people": "姓名|单位|职务/张三|民政局|科长/李四|财政局|局长",
}


@pytest.mark.parametrize("rows", [[row.split("|") for row in t.split("/")] for t in OTHERS.values()], ids=list(OTHERS))
def test_other_tables_give_no_indicators(rows: list[list[str]]) -> None:
    assert indicators_of(ruled_document(rows)) == ()
    text = "\n".join("\t".join(row) for row in rows) + "\n"
    assert indicators_of(text_document(text)) == ()


def test_prose_and_contents_are_no_tables() -> None:
    text = (
        "目录\n一、指标体系……1\n二、2025年目标……3\n\n主要指标如下：到2025年，全市养老床位达到1.5万张，"
        "护理型床位占比达到55%，属于预期性指标。\n1.床位数。2020年 1.2万张，2025年 1.5万张。\n"
    )
    assert tables_of(text_document(text)) == ()


def test_a_name_that_begins_with_a_measure_after_its_number() -> None:
    text = (
        "指标 2020年 2025年\n1.3岁以下婴幼儿入托率（%） 5.5 20\n2.15分钟健身圈覆盖率（%） 80 100\n"
        "3.PM2.\n5年均浓度（微克/立方米） 35 ≤30\n"
    )
    found = indicators_of(text_document(text))
    assert [brief(i)[:2] for i in found] == [
        (1, "3岁以下婴幼儿入托率"),
        (2, "15分钟健身圈覆盖率"),
        (3, "PM2.5年均浓度"),
    ]


def test_hostile_runs_of_digits_and_marks_end_soon() -> None:
    head = "序号 指标 2020年 2025年 属性\n"
    for run in (
        "1" * 5000 + "x",
        "1.1" * 3000,
        "*" * 20000 + "a",
        "—" * 5000 + "率",
        "预期性" * 3000,
        "年均累计" * 2000,
    ):
        row = f"1 覆盖率{run} {run} {run} 预期性\n"
        indicators_of(text_document(head + row * 3))
        indicators_of(ruled_document([["指标", "2020年", "2025年"], ["覆盖率" + run, run, run], ["达标率", "1", "2"]]))


def test_ruled_group_left_empty_below_and_unit_row_inside() -> None:
    document = ruled_document(
        [
            [("“十四五”文化发展主要指标", 1, 5)],
            [("单位：%", 1, 5)],
            ["领域", "指标", "“十三五”完成情况", "“十四五”目标", "2035年远景目标"],
            ["服务", "设施达标率", "50", "70", "90左右"],
            ["", "活动覆盖率", "60", "80", "—"],
            [("注：为全市口径。", 1, 5)],
        ]
    )
    found = indicators_of(document)
    assert [brief(i)[1:4] for i in found] == [
        ("设施达标率", "=50%@2020", "=70%@2025"),
        ("活动覆盖率", "=60%@2020", "=80%@2025"),
    ]
    assert [i.category for i in found] == ["服务", "服务"]
    assert [(m.comparator, m.value, m.year) for m in found[0].milestones] == [("~", 90, 2035)]


def test_ruled_parts_under_one_merged_number_share_its_unit() -> None:
    document = ruled_document(
        [
            ["序号", "指标", "2020年", "2025年"],
            [("1", 3, 1), "养老床位（张）", "100", "200"],
            ["其中：护理型床位", "40", "110"],
            ["其中：入住率（%）", "—", "50"],
            ["2", "助餐点（个）", "3", "10"],
        ]
    )
    assert [brief(i)[:4] for i in indicators_of(document)] == [
        (1, "养老床位", "=100张@2020", "=200张@2025"),
        (None, "护理型床位", "=40张@2020", "=110张@2025"),
        (None, "入住率", None, "=50%@2025"),
        (2, "助餐点", "=3个@2020", "=10个@2025"),
    ]


def test_ruled_header_without_a_word_over_the_names() -> None:
    document = ruled_document(
        [
            ["", "", "2020年", "2025年"],
            ["1", "地区生产总值（亿元）", "100", "140"],
            ["2", "财政收入（亿元）", "10", "13"],
        ],
        before="“十四五”主要指标表",
    )
    assert [brief(i)[:4] for i in indicators_of(document)] == [
        (1, "地区生产总值", "=100亿元@2020", "=140亿元@2025"),
        (2, "财政收入", "=10亿元@2020", "=13亿元@2025"),
    ]


def test_ruled_table_continued_without_a_header_is_read_on() -> None:
    first = ruled_document([["序号", "指标", "2020年", "2025年"], ["1", "达标率（%）", "50", "70"]], before="主要指标")
    rest = ruled_document([["2", "覆盖率（%）", "60", "80"], ["3", "普及率（%）", "—", "≥90"]])
    shift = len(first.text)
    (table,) = rest.tables
    moved = replace(
        table,
        number=2,
        start=table.start + shift,
        end=table.end + shift,
        cells=tuple(replace(c, ranges=tuple((a + shift, b + shift) for a, b in c.ranges)) for c in table.cells),
    )
    document = replace(first, text=first.text + rest.text, tables=(*first.tables, moved))
    assert [brief(i)[:4] for i in indicators_of(document)] == [
        (1, "达标率", "=50%@2020", "=70%@2025"),
        (2, "覆盖率", "=60%@2020", "=80%@2025"),
        (3, "普及率", None, ">=90%@2025"),
    ]


def test_rows_with_more_values_than_the_header_has_columns_are_not_guessed() -> None:
    text = (
        "序号 指标 2020年 2025年 属性\n1 达标率（%） 40 50 70 预期性\n"
        "2 覆盖率（%） 55 60 80 预期性\n3 普及率（%） 1 2 3 预期性\n"
    )
    found = indicators_of(text_document(text))
    assert [(i.no, i.baseline, i.target, i.doubts) for i in found] == [
        (n, None, None, ("columns_unclear",)) for n in (1, 2, 3)
    ]
