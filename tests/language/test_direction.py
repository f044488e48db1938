"""Which way an indicator is better, by the words of plans of many topics."""

from __future__ import annotations

import pytest

from policy_xwalk.language.direction import direction_of, unmistakable_direction
from policy_xwalk.records import Value

HIGHER = """
农村社区综合服务设施覆盖率 社区商业和综合服务设施面积占社区总建筑面积的比例 每百户居民拥有社区综合服务设施面积
每万城镇常住人口拥有社区工作者 单位GDP能源消耗降低 单位地区生产总值二氧化碳排放降低 万元GDP用水量下降 森林覆盖率
地表水达到或好于Ⅲ类水体比例 城市空气质量优良天数比率 人均预期寿命 劳动年龄人口平均受教育年限 常住人口城镇化率
数字经济核心产业增加值占GDP比重 养老机构护理型床位占比 零就业家庭动态清零率 失业人员再就业率 危险废物利用处置率
生活垃圾回收利用率 矛盾纠纷调解成功率 投诉办结率 工伤保险参保人数 粮食综合生产能力 化学需氧量减排量
主要污染物排放总量减少 生活垃圾无害化处理率 高血压患者规范管理率 畜禽粪污综合利用率 农村卫生厕所普及率
食品安全抽检合格率 黑臭水体消除比例 城乡居民收入增长 每千人口执业（助理）医师数 水土流失治理面积 事故隐患整改率
贫困人口医疗救助覆盖率 研发费用占营业收入比重 住院费用报销比例 跨省异地就医费用直接结算率 成本费用利润率
水土保持率 事故处置率 职业技能提升率
"""
LOWER = """
城镇调查失业率 孕产妇死亡率 婴儿死亡率 重大慢性病过早死亡率 甲乙类传染病发病率 单位地区生产总值能耗 用水总量
二氧化碳排放总量 细颗粒物（PM2.5）浓度 地表水劣Ⅴ类水体比例 亿元国内生产总值生产安全事故死亡率
道路交通万车死亡率 城乡居民收入比 恩格尔系数 规模以上企业资产负债率 供水管网漏损率 儿童青少年总体近视率
义务教育阶段大班额比例 个人卫生支出占卫生总费用的比重 社会物流总费用与GDP的比率 火灾十万人口死亡率 群众投诉件数
居民消费价格涨幅 单位工业增加值用水量 单位建筑面积能耗 城市内涝灾害死亡人数 平均住院日 义务教育辍学率
企业开办办理时间 农药使用量
社会物流总费用与地区生产总值的比率 社会物流总费用占国内生产总值的比重 流通费用与GDP之比
每吨污水处理成本 企业综合用能成本
门诊次均费用 期间费用率 林业有害生物成灾率 森林火灾受害率 贫困发生率 出生缺陷发生率 安全生产事故起数 火灾起数
网络诈骗案件起数 贷款违约率 耕地撂荒率 粮食产后破损率 光伏发电弃光率
"""


@pytest.mark.parametrize("name", HIGHER.split())
def test_more_is_better(name: str) -> None:
    assert direction_of(name) == "higher_is_better"


@pytest.mark.parametrize("name", LOWER.split())
def test_less_is_better(name: str) -> None:
    assert direction_of(name) == "lower_is_better"


def test_comparator_tells_where_the_words_do_not() -> None:
    assert direction_of("生师结构") == "unknown"
    assert direction_of("生师结构", "<=") == "lower_is_better"
    assert direction_of("生师结构", ">=") == "higher_is_better"


def test_change_tells_last() -> None:
    low, high = (Value(raw=str(n), comparator="=", value=n, unit=None, year=None) for n in (1, 2))
    assert direction_of("甲", None, low, high) == "higher_is_better"
    assert direction_of("甲", None, high, low) == "lower_is_better"
    assert direction_of("甲", None, high, high) == "unknown"


@pytest.mark.parametrize(
    "name", ["养老服务设施覆盖率", "抽检合格率", "群众满意度", "城市空气质量优良天数比率", "人均预期寿命"]
)
def test_no_plan_sets_an_upper_limit_on_what_is_good(name: str) -> None:
    assert unmistakable_direction(name) == "higher_is_better"


@pytest.mark.parametrize("name", ["孕产妇死亡率", "城镇调查失业率", "草原鼠害成灾率", "供水管网漏损率", "事故发生率"])
def test_no_plan_sets_a_lower_limit_on_an_evil(name: str) -> None:
    assert unmistakable_direction(name) == "lower_is_better"


@pytest.mark.parametrize(
    "name",
    [
        "用水总量",
        "建设用地规模",
        "水资源开发利用率",
        "工业用地绿化率",
        "未参保率",
        "单位能耗降低率",
        "常住人口",
        "失业人员再就业率",
    ],
)
def test_sizes_and_names_that_turn_round_leave_room_for_either_limit(name: str) -> None:
    assert unmistakable_direction(name) == "unknown"
