"""Sizes that pick out a group, rules for so many people or homes, and figures quoted from plans above."""

from __future__ import annotations

import pytest
from plan_samples import targets


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("25户以上自然村通水泥路率达到100%。", [("25户以上自然村通水泥路率", 100)]),
        ("25户以上的自然村通水泥路率达到100%。", [("25户以上的自然村通水泥路率", 100)]),
        ("20户以上自然村实现光纤通达。", []),
        ("建设50户以上的集中安置点3个。", [("50户以上的集中安置点", 3)]),
        ("人口20万以上的县至少建设1所特殊教育学校。", [("特殊教育学校", 1)]),
        ("1000人以上的行政村实现光纤网络全覆盖。", [("1000人以上的行政村实现光纤网络", 100)]),
        # Near misses: the number is what is to be reached.
        ("改造危旧房500户以上。", [("危旧房", 500)]),
        ("带动农户200户以上。", [("农户", 200)]),
        ("实现90%以上的村有卫生室。", [("村有卫生室", 90)]),
        ("招聘乡村教师300人以上，全部安排到村小任教。", [("乡村教师", 300)]),
    ],
)
def test_a_size_that_picks_out_a_group_is_no_target(sentence: str, expected: list[tuple[str, float]]) -> None:
    assert [(t.subject, t.value) for t in targets(sentence)] == expected


@pytest.mark.parametrize(
    ("sentence", "subject", "scope", "value"),
    [
        ("新建居住区按照每千人口不少于10个托位配建托育服务设施。", "每千人口托位", "新建居住区", 10),
        ("新建居住区按每千人口不少于10个托位规划建设。", "每千人口托位", "新建居住区", 10),
        ("按每百户不少于30平方米配置社区养老服务设施。", "社区养老服务设施", "每百户", 30),
        ("按照每千名老年人不少于1名的标准配备社会工作者。", "每千名老年人配备社会工作者", None, 1),
        ("按照每万人不少于2名配备社区警务人员。", "每万人配备社区警务人员", None, 2),
        ("按每500户设置1个投放点。", "投放点", "每500户", 1),
    ],
)
def test_a_rule_keeps_what_it_is_reckoned_on(sentence: str, subject: str, scope: str | None, value: float) -> None:
    (found,) = targets(sentence)
    assert (found.subject, found.scope, found.value, found.kind) == (subject, scope, value, "standard")


def test_a_state_per_head_is_no_rule() -> None:
    (found,) = targets("到2025年，每千人口拥有托位不少于4.6个。")
    assert (found.subject, found.kind) == ("每千人口拥有托位", "level")


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("《某市“十四五”托育服务发展规划》提出，到2025年全市普惠托位占比达到65%。结合实际，加快建设。", []),
        ("《国务院关于实施健康中国行动的意见》（国发〔2019〕13号）明确，到2030年人均预期寿命达到79岁。", []),
        ("省下达我市森林覆盖率指标为42%。", []),
        ("国家要求到2025年，农村生活污水治理率达到40%。", []),
        ("《某省“十四五”体育发展规划》提出，到2025年人均体育场地面积达到2.6平方米，我市力争达到2.8平方米。", [2.8]),
        # Taken over: the plan's own.
        ("按照《某市“十四五”托育服务发展规划》要求，到2025年全县普惠托位占比达到65%。", [65]),
        ("落实国家要求，到2025年农村生活污水治理率达到40%。", [40]),
        ("省下达我市森林覆盖率指标为42%，确保全面完成。", [42]),
        ("《某省供水规划》提出，到2025年自来水普及率达到92%，我县按此执行。", [92]),
        ("到2025年，森林覆盖率达到42%。", [42]),
    ],
)
def test_a_quoted_figure_is_no_commitment_unless_taken_over(sentence: str, values: list[float]) -> None:
    assert [t.value for t in targets(sentence)] == values


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("布设1部S波段双偏振天气雷达，由市气象局统一运行。", "S波段双偏振天气雷达"),
        ("新建天气雷达3部。", "天气雷达"),
        ("雷达覆盖率达到90%。", "雷达覆盖率"),
        ("新建雷达站达5座。", "雷达站"),
        ("公路通达率达90%。", "公路通达率"),
        ("应急救援力量抵达时间缩短至15分钟。", "应急救援力量抵达时间"),
    ],
)
def test_names_that_end_like_a_verb_stay_whole(sentence: str, subject: str) -> None:
    (found,) = targets(sentence)
    assert found.subject == subject
