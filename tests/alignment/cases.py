"""Pairs of figures of many topics: what a province prints, what a county prints, and what became of it.

A case is (upper, local, relation, flags that must be there); relation ``None`` says that the two must not be joined.
Around each pair the tests put the other items of its topic, so that there is something to confuse it with.
"""

from __future__ import annotations

from policy_xwalk.records import Indicator, Target

from .plans import prose, row

Item = Indicator | Target
Case = tuple[Item, Item, str | None, tuple[str, ...]]

CASES: dict[str, list[Case]] = {
    "养老": [
        (row("护理型床位占养老机构床位的比例", "≥55%"), row("养老机构护理型床位占比", "≥55%"), "same", ("renamed",)),
        (row("每千名老年人拥有养老床位", "40张"), row("每千名老年人口养老床位数", "35张"), "weakened", ()),
        (row("每百名老年人拥有社会工作者", "1人"), row("每千名老年人配备社会工作者", "10人"), "same", ("rescaled",)),
        (row("社区养老服务设施覆盖率", "90%"), row("社区托育服务设施覆盖率", "90%"), None, ()),
        (row("居家适老化改造户数", "5万户"), row("居家适老化改造户数", "1200户"), "changed", ("apportioned",)),
        (
            prose("特殊困难老年人探访率", "100%"),
            prose("特殊困难老年人月探访率", "100%", hedges=("基本",)),
            "weakened",
            ("hedged",),
        ),
        (
            prose("养老机构责任险", "全覆盖", "实现养老机构责任险全覆盖", scope="城市"),
            prose("养老机构责任险", "全覆盖", "实现养老机构责任险城乡全覆盖", scope="城乡"),
            "strengthened",
            ("scope_wider",),
        ),
        (
            prose("养老护理员培训人次", "2万人次", kind="count"),
            prose("养老护理员培训", "300人次", kind="count"),
            "changed",
            ("apportioned",),
        ),
    ],
    "教育": [
        (row("学前教育毛入园率", "≥93%"), row("学前三年毛入园率", "≥95%"), "strengthened", ()),
        (
            row("九年义务教育巩固率", "96%", "95.1%"),
            row("九年义务教育巩固率", "96%", "94%"),
            "same",
            ("baseline_differs",),
        ),
        (
            row("高中阶段教育毛入学率", "92%", attribute="预期性"),
            row("高中阶段教育毛入学率", "92%", attribute="约束性"),
            "strengthened",
            ("attribute_firmer",),
        ),
        (row("小学专任教师本科以上学历比例", "75%"), row("初中专任教师本科以上学历比例", "75%"), None, ()),
        (row("普惠性幼儿园覆盖率", "=88%"), row("普惠性幼儿园覆盖率", "≥88%"), "same", ("comparator_differs",)),
        (row("公办幼儿园在园幼儿占比", "55%"), row("民办幼儿园在园幼儿占比", "55%"), None, ()),
        (row("劳动年龄人口平均受教育年限", "11.3年"), row("劳动年龄人口平均受教育年限", "10.9年"), "weakened", ()),
        (
            prose("义务教育大班额比例", "不超过3%"),
            prose("义务教育大班额比例", "不超过1%"),
            "strengthened",
            (),
        ),
        (
            prose("新建改扩建幼儿园", "500所", kind="count"),
            prose("新建改扩建幼儿园", "6所", kind="count"),
            "changed",
            ("apportioned",),
        ),
    ],
    "卫生": [
        (
            row("人均预期寿命", "78.3岁", "77.3岁"),
            row("人均预期寿命", "77.8岁", "76.5岁"),
            "weakened",
            ("baseline_differs",),
        ),
        (row("孕产妇死亡率", "≤14.5/10万", unit="/10万"), row("婴儿死亡率", "≤5.2‰"), None, ()),
        (row("每千人口执业（助理）医师数", "3.2人"), row("每千人口注册护士数", "3.2人"), None, ()),
        (
            row("每千常住人口执业（助理）医师数", "3.2人"),
            row("每万人口执业（助理）医师数", "32人"),
            "same",
            ("rescaled",),
        ),
        (row("个人卫生支出占卫生总费用的比重", "27%"), row("个人卫生支出占卫生总费用的比例", "28%"), "weakened", ()),
        (row("居民健康素养水平", "25%"), row("居民健康素养水平", "0.25"), "same", ()),
        (row("婴儿死亡率", "≤5‰"), row("婴儿死亡率", "≤4.5‰"), "strengthened", ()),
        (
            prose("乡镇卫生院中医馆覆盖率", "100%", deadline=2025),
            prose("乡镇卫生院中医馆覆盖率", "100%", deadline=2023),
            "strengthened",
            ("deadline_earlier",),
        ),
        (
            prose("高血压患者规范管理率", "70%以上", deadline=2024),
            prose("高血压患者规范管理率", "70%以上", deadline=2025),
            "weakened",
            ("deadline_later",),
        ),
        (
            prose("高血压患者规范管理率", "70%以上"),
            prose("糖尿病患者规范管理率", "70%以上"),
            None,
            (),
        ),
    ],
    "生态": [
        (row("森林覆盖率", "24.1%"), row("森林覆盖率", "24.1%"), "same", ()),
        (row("地表水达到或好于Ⅲ类水体比例", "85%"), row("地下水质量达到或好于Ⅲ类比例", "85%"), None, ()),
        (row("细颗粒物（PM2.5）浓度", "≤35微克/立方米"), row("PM2.5平均浓度", "≤32微克/立方米"), "strengthened", ()),
        (row("PM2.5年均浓度", "≤35微克/立方米"), row("PM10年均浓度", "≤35微克/立方米"), None, ()),
        (
            row("单位GDP能源消耗降低", "13.5%", attribute="约束性"),
            row("单位地区生产总值能耗降低", "14%", attribute="约束性"),
            "strengthened",
            (),
        ),
        (row("单位GDP能源消耗降低", "13.5%"), row("单位GDP二氧化碳排放降低", "18%"), None, ()),
        (row("农村生活污水治理率", "40%"), row("农村生活垃圾处理率", "40%"), None, ()),
        (row("农村生活污水治理率", "40%"), row("城市生活污水治理率", "40%"), None, ()),
        (
            row("用水总量", "控制在76亿立方米以内"),
            row("用水总量", "控制在1.2亿立方米以内"),
            "changed",
            ("apportioned",),
        ),
        (
            row("城市空气质量优良天数比率", "87.5%"),
            row("城市空气质量优良天数比率", "87.5%左右"),
            "weakened",
            ("hedged",),
        ),
        (row("完成造林面积", "500万亩"), row("完成造林面积", "2万公顷"), "changed", ("apportioned",)),
        (row("农田灌溉水有效利用系数", "0.56"), row("农田灌溉水有效利用系数", "0.55"), "weakened", ()),
    ],
    "数字经济": [
        (
            row("数字经济核心产业增加值占GDP比重", "10%"),
            row("数字经济核心产业增加值占地区生产总值比重", "7%"),
            "weakened",
            (),
        ),
        (row("行政村5G通达率", "80%"), row("行政村宽带通达率", "100%"), None, ()),
        (row("数字经济规模", "2万亿元"), row("数字经济规模", "150亿元"), "changed", ("apportioned",)),
        (row("数字经济增加值增长", "年均10%"), row("数字经济增加值占比", "10%"), None, ()),
        (row("规模以上工业企业上云率", "60%"), row("规上工业企业上云比例", "60%"), "same", ("renamed",)),
        (row("每万人拥有5G基站数", "26个"), row("每万人口5G基站数", "26个"), "same", ("renamed",)),
        (
            prose("政务服务事项网上可办率", "90%以上"),
            prose("政务服务事项网上可办率", "95%以上"),
            "strengthened",
            (),
        ),
        (
            prose("政务服务事项网上可办率", "90%"),
            prose("政务服务事项网上可办率", "90%", modality="aim", hedges=("力争",)),
            "weakened",
            ("hedged",),
        ),
    ],
    "交通": [
        (row("高速公路通车里程", "6500公里"), row("铁路营业里程", "6500公里"), None, ()),
        (row("具备条件的建制村通客车率", "100%"), row("建制村通客车率", "100%"), "same", ("renamed",)),
        (row("公路客运量", "3亿人"), row("公路货运量", "3亿吨"), None, ()),
        (row("农村公路优良中等路率", "≥85%"), row("农村公路优良中等路比例", "≥80%"), "weakened", ()),
        (row("城市公共交通正点率", "85%"), row("城市公共交通正点率", "85%—90%"), "strengthened", ()),
        (
            prose("道路交通万车死亡率", "控制在1.5人以内", kind="level"),
            prose("道路交通万车死亡率", "控制在1.8人以内", kind="level"),
            "weakened",
            (),
        ),
        (
            prose("新改建农村公路", "3万公里", kind="count"),
            prose("新改建农村公路", "400公里", kind="count"),
            "changed",
            ("rescaled", "apportioned"),
        ),
    ],
    "就业": [
        (row("城镇调查失业率", "≤5.5%"), row("城镇调查失业率", "≤5%"), "strengthened", ()),
        (row("城镇调查失业率", "≤5.5%"), row("城镇登记失业率", "≤6%"), None, ()),
        (row("城镇新增就业人数", "230万人"), row("城镇新增就业", "8000人"), "changed", ("apportioned",)),
        (row("城镇失业人员再就业人数", "60万人"), row("就业困难人员就业人数", "60万人"), None, ()),
        (row("城镇居民人均可支配收入增长", "7%"), row("农村居民人均可支配收入增长", "7%"), None, ()),
        (row("居民人均可支配收入", "45000元"), row("居民人均可支配收入", "4.5万元"), "same", ("rescaled",)),
        (row("居民人均可支配收入", "45000元"), row("居民人均消费支出", "45000元"), None, ()),
        (
            row("基本养老保险参保率", "95%", attribute="约束性"),
            row("基本养老保险参保率", "95%", attribute="预期性"),
            "weakened",
            ("attribute_looser",),
        ),
        (row("基本养老保险参保率", "95%"), row("基本医疗保险参保率", "95%"), None, ()),
        (row("外贸出口额", "1000亿元"), row("外贸进口额", "1000亿元"), None, ()),
        (
            prose("职业技能培训", "10万人次", kind="count", deadline=2025),
            prose("补贴性职业技能培训", "3000人次", kind="count", deadline=2025),
            "changed",
            ("apportioned",),
        ),
    ],
}
