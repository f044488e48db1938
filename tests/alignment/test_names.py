"""Names that look alike and are other things, and names of other words for one thing: each alone, and all at once."""

from __future__ import annotations

import pytest

from policy_xwalk.alignment import align

from .plans import records, row

LOOKALIKES = [
    ("农村居民恩格尔系数", "城镇居民恩格尔系数", "30%"),
    ("城镇职工基本养老保险参保率", "城乡居民基本养老保险参保率", "95%"),
    ("规模以上工业企业研发投入占比", "规模以上服务业企业研发投入占比", "2%"),
    ("高速公路通车里程", "农村公路通车里程", "500公里"),
    ("河道水质达标率", "饮用水水源地水质达标率", "95%"),
    ("小学净入学率", "初中净入学率", "99%"),
    ("村党组织书记主任一肩挑比例", "社区党组织书记主任一肩挑比例", "80%"),
    ("刑事案件破案率", "命案破案率", "90%"),
    ("药品抽检合格率", "食品抽检合格率", "98%"),
    ("新建充电桩数", "新建加氢站数", "100个"),
    ("退役军人服务站覆盖率", "新时代文明实践站覆盖率", "100%"),
    ("社区图书室覆盖率", "社区健身室覆盖率", "90%"),
    ("一般公共预算收入增长", "政府性基金收入增长", "5%"),
    ("县级医院达标率", "乡镇卫生院达标率", "95%"),
    ("学前教育专任教师学历合格率", "特殊教育专任教师学历合格率", "98%"),
    ("居民满意度", "企业满意度", "90%"),
    ("新建住宅小区充电设施配建率", "既有住宅小区充电设施配建率", "50%"),
    ("每千名老年人拥有养老床位", "每千名残疾人拥有托养床位", "30张"),
    ("普通高中毛入学率", "中等职业教育毛入学率", "60%"),
    ("城市公共供水管网漏损率", "农村供水管网漏损率", "10%"),
    ("粮食综合机械化率", "油料作物综合机械化率", "80%"),
    ("工伤保险参保率", "生育保险参保率", "95%"),
    ("道路交通事故死亡人数下降", "生产安全事故死亡人数下降", "10%"),
    ("电子商务交易额", "服务贸易进出口额", "300亿元"),
    ("化肥利用率", "农药利用率", "43%"),
    ("孕产妇系统管理率", "儿童健康管理率", "90%"),
    ("行政村快递服务覆盖率", "行政村客运班车覆盖率", "100%"),
    ("普惠性托位占比", "公办托位占比", "60%"),
    ("门诊报销比例", "住院报销比例", "70%"),
    ("文化产业增加值占GDP比重", "旅游产业增加值占GDP比重", "5%"),
]
RENAMED = [
    ("常住人口城镇化率", "城镇化率（常住人口）", "65%"),
    ("单位地区生产总值二氧化碳排放降低", "单位GDP二氧化碳排放下降", "18%"),
    ("每万人口高价值发明专利拥有量", "每万人高价值发明专利拥有数", "12件"),
    ("数字经济核心产业增加值占GDP比重", "数字经济核心产业增加值占地区生产总值比重", "10%"),
    ("城乡居民收入比", "城乡居民人均可支配收入之比", "2.5"),
    ("人均公共图书馆藏书量", "人均拥有公共图书馆藏量", "1册"),
    ("经常参加体育锻炼人数比例", "经常参加体育锻炼的人口占比", "38.5%"),
    ("新增城镇就业人数", "城镇新增就业", "50万人"),
    ("养老机构护理型床位占比", "护理型养老床位占比", "55%"),
    ("高标准农田累计建成面积", "累计建成高标准农田", "5000万亩"),
    ("农田灌溉水有效利用系数", "灌溉水有效利用系数", "0.58"),
    ("城市污泥无害化处置率", "城市污泥无害化处理率", "90%"),
    ("农作物耕种收综合机械化率", "主要农作物耕种收机械化水平", "75%"),
    ("居民人均预期寿命", "人均预期寿命", "78.3岁"),
    ("全社会研发经费投入强度", "研究与试验发展经费支出占GDP比例", "2.5%"),
    ("每千人口拥有执业（助理）医师数", "千人口执业（助理）医师", "3.2人"),
    ("基层医疗卫生机构诊疗量占比", "基层医疗卫生机构诊疗人次占总诊疗人次比例", "65%"),
    ("城镇生活垃圾无害化处理率", "城市生活垃圾无害化处理率", "100%"),
    ("农村卫生厕所普及率", "农村无害化卫生户厕普及率", "85%"),
    ("公共服务质量满意度", "公共服务满意度", "80分"),
    ("文盲率", "15岁及以上人口文盲率", "3%"),
    ("地级及以上城市空气质量优良天数比率", "城市空气优良天数比率", "87.5%"),
    ("技能人才占就业人员比重", "技能人才占从业人员的比例", "30%"),
    ("城乡社区综合服务设施覆盖率", "城乡社区综合服务设施建成率", "100%"),
    ("政务服务事项网上可办率", "政务服务网上可办率", "95%"),
    ("婴儿死亡率", "婴儿死亡率（‰）", "5‰"),
    ("持证社会工作者人数", "持证社工数", "2万人"),
    ("九年义务教育巩固率", "义务教育巩固率", "96%"),
]


@pytest.mark.parametrize(("upper", "local", "value"), LOOKALIKES)
def test_a_lookalike_is_not_taken_even_at_the_same_value(upper: str, local: str, value: str) -> None:
    links = align(
        records("省", [row(upper, value)], "province"),
        records("县", [row(local, value)], "county"),
        comparison="direct",
    )
    assert not any(link.upper and link.local for link in links)


@pytest.mark.parametrize(("upper", "local", "value"), RENAMED)
def test_another_name_of_one_thing_is_found(upper: str, local: str, value: str) -> None:
    links = align(
        records("省", [row(upper, value)], "province"),
        records("县", [row(local, value)], "county"),
        comparison="direct",
    )
    (link,) = links
    assert link.upper
    assert link.local


def test_renamed_items_find_each_other_among_all_lookalikes() -> None:
    upper = [row(first, value) for first, _, value in (*RENAMED, *LOOKALIKES)]
    local = [row(second, value) for _, second, value in (*RENAMED, *LOOKALIKES)]
    links = align(records("省", upper, "province"), records("县", local, "county"), comparison="direct")
    pairs = {(u, v) for link in links for u in link.upper for v in link.local}
    wanted = {(u.id, v.id) for u, v in zip(upper[: len(RENAMED)], local[: len(RENAMED)], strict=True)}
    assert len(wanted & pairs) >= 0.9 * len(wanted)
    assert len(pairs - wanted) <= 0.1 * len(wanted)
