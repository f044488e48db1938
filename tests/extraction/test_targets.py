"""Targets: what counts as one, with which value, subject, time and kind."""

from __future__ import annotations

import pytest
from plan_samples import read, status, targets, task


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # Rates and levels
        ("到2025年，义务教育巩固率达到96%以上。", [("义务教育巩固率", ">=", 96, "%", 2025)]),
        ("城镇调查失业率控制在5.5%以内。", [("城镇调查失业率", "<=", 5.5, "%", None)]),
        ("PM2.5平均浓度控制在35微克/立方米以内。", [("PM2.5平均浓度", "<=", 35, "微克/立方米", None)]),
        ("研发经费投入年均增长10%以上。", [("研发经费投入", ">=", 10, "%", None)]),
        ("有效灌溉面积达到2300万亩。", [("有效灌溉面积", "=", 2300, "万亩", None)]),
        ("应届高校毕业生就业率保持95%以上。", [("应届高校毕业生就业率", ">=", 95, "%", None)]),
        (
            "赤字率拟按4%左右安排、比上年提高1个百分点。",
            [("赤字率", "~", 4, "%", None), ("赤字率", "=", 1, "个百分点", None)],
        ),
        # Several numbers with one subject or one comparator
        (
            "肉、奶产量分别稳定在310万吨和750万吨左右。",
            [("肉产量", "~", 310, "万吨", None), ("奶产量", "~", 750, "万吨", None)],
        ),
        (
            "家电、新能源汽车零售额分别增长8%、15%。",
            [("家电零售额", "=", 8, "%", None), ("新能源汽车零售额", "=", 15, "%", None)],
        ),
        (
            "城乡居民人均可支配收入分别增长5%和7%左右。",
            [("城镇居民人均可支配收入", "~", 5, "%", None), ("农村居民人均可支配收入", "~", 7, "%", None)],
        ),
        (
            "第一、二产业增加值占比分别为13%和51%。",
            [("第一产业增加值占比", "=", 13, "%", None), ("第二产业增加值占比", "=", 51, "%", None)],
        ),
        # Lists of things to be built
        (
            "建设智能工厂20家、数字化车间200家。",
            [("智能工厂", "=", 20, "家", None), ("数字化车间", "=", 200, "家", None)],
        ),
        (
            "新建6个国家级、20个省级临床重点专科。",
            [("国家级临床重点专科", "=", 6, "个", None), ("省级临床重点专科", "=", 20, "个", None)],
        ),
        ("更新电梯1.5万台（套）。", [("更新电梯", "=", 1.5, "万台（套）", None)]),
        ("建设300个村级互助幸福院。", [("村级互助幸福院", "=", 300, "个", None)]),
        ("完成农产品检测5万批次。", [("农产品检测", "=", 5, "万批次", None)]),
        ("培育营业收入超10亿元的企业达到40家。", [("营业收入超10亿元的企业", "=", 40, "家", None)]),
        ("二是为2万名适龄女生免费接种疫苗。", [("适龄女生免费接种疫苗", "=", 2, "万名", None)]),
        # The same thing again
        (
            "产业链营收达到8400亿元、同比增长7%左右。",
            [("产业链营收", "=", 8400, "亿元", None), ("产业链营收", "~", 7, "%", None)],
        ),
        (
            "2022年底前改造户厕3000户，到2025年累计达到8000户。",
            [("户厕", "=", 3000, "户", 2022), ("户厕", "=", 8000, "户", 2025)],
        ),
        (
            "护理补贴标准从每人每月209元提高到217元。",
            [("护理补贴标准", "=", 217, "元", None)],
        ),
        # Coverage and clearance
        ("到2023年，行政村快递服务实现全覆盖。", [("行政村快递服务", "=", 100, "%", 2023)]),
        ("确保零就业家庭动态清零。", [("零就业家庭", "=", 0, None, None)]),
        ("义务教育课后服务实现全覆盖、有需求的学生全面保障。", [("义务教育课后服务", "=", 100, "%", None)]),
        # Bounds and standards
        ("中小学生每天体育活动时间不低于2小时。", [("中小学生每天体育活动时间", ">=", 2, "小时", None)]),
        ("每个乡镇至少建成一所标准化卫生院。", [("标准化卫生院", ">=", 1, "所", None)]),
        ("新建养老机构床位数原则上不超过300张。", [("新建养老机构床位数", "<=", 300, "张", None)]),
        ("五年累计投入资金2.6亿元。", [("五年累计投入资金", "=", 2.6, "亿元", None)]),
        ("单位能耗增长1.5倍。", [("单位能耗", "=", 150, "%", None)]),
        ("技术合同成交额翻一番。", [("技术合同成交额", "=", 2, "倍", None)]),
    ],
)
def test_commitments_of_plans(sentence: str, expected: list[tuple[object, ...]]) -> None:
    assert [(t.subject, t.comparator, t.value, t.unit, t.deadline) for t in targets(sentence)] == expected


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("居民收入增长和经济增长同步。", "和经济增长同步"),
        ("居民人均可支配收入增速高于全国平均水平。", "高于全国平均水平"),
        ("单位地区生产总值能耗完成国家下达任务。", "完成国家下达任务"),
        ("因灾直接经济损失占比控制在全国平均水平以下。", "控制在全国平均水平以下"),
        ("耕地保有量不低于国家下达指标。", "不低于国家下达指标"),
        ("教育支出逐年只增不减。", "逐年只增不减"),
        ("旅游市场恢复到2019年水平。", "恢复到2019年水平"),
    ],
)
def test_stated_relations_are_goals_without_a_number(sentence: str, words: str) -> None:
    (found,) = targets(sentence)
    assert (found.value, found.qualitative) == (None, words)


@pytest.mark.parametrize(
    "sentence",
    [
        "实现在线同步课堂和同步教研。",
        "打造“15分钟养老服务圈”和1小时交通圈。",
        "落实“四议两公开”和三项清单制度。",
        "创建国家5A级景区，办好12345热线平台。",
        "对年服务超过10万人次的企业给予支持。",
        "淘汰每小时35蒸吨以下燃煤锅炉。",
        "禁止使用厚度低于0.01毫米的地膜。",
        "对投资500万元以上的项目优先保障。",
        "支持30周岁以下的青年创业。",
        "对床位数100张以上的养老机构给予补助。",
        "保有量8000辆以上的老旧货车加快淘汰。",
        "须经三分之二以上的业主参与表决。",
        "落实18项核心制度。",
        "基本消除56人以上大班额。",
        "按照民政部等10部门要求抓好落实。",
        "落实本规划确定的4类22项重点任务。",
        "培育百亿元级产业集群，服务千家万户。",
        "实施三年行动，开展动态清零行动。",
        "深化“全覆盖两提升”行动。",
        "健全覆盖城乡的服务体系。",
        "约谈排名后3位的乡镇。",
        "每季度召开1次调度会议。",
        "统筹做好5个方面工作，坚持3个原则。",
        "贯彻《关于2035年远景目标的意见》（国发〔2021〕12号）。",
        "推进兰州石化120万吨乙烯改造项目。",
        "实现“两个全覆盖”阶段性任务。",
        "建成500千伏输变电线路。",
        "培育100亿级产业集群。",
        "每周进行调度。总结推广金昌、白银、庆阳3个城市试点经验。",
    ],
)
def test_numbers_that_commit_to_nothing(sentence: str) -> None:
    assert [(t.subject, t.raw) for t in targets(sentence)] == []


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("社区日间照料设施覆盖率达到80%。", "coverage"),
        ("规范管理服务率达到66%以上。", "level"),
        ("高中阶段毛入学率达到93%以上。", "level"),
        ("城市建成区绿化覆盖率达到38%。", "level"),
        ("多媒体教室配备率达到100%。", "coverage"),
        ("70%以上的县建成示范区。", "coverage"),
        ("居民消费价格涨幅2%左右。", "growth"),
        ("每部电梯补助不超过20万元。", "standard"),
        ("河湖长每月巡河不少于1次。", "standard"),
        ("地级城市防洪标准达到50年一遇。", "standard"),
        ("每千人口拥有托位数达到4.5个。", "level"),
        ("生猪饲养量达到2200万头。", "level"),
        ("新改建农村公路6000公里。", "count"),
        ("空气质量优良天数比例达到92%。", "level"),
        ("研发投入占营业收入比例达到5%。", "level"),
        ("粮食产量提高5%。", "growth"),
        ("再增加3家企业。", "count"),
        ("改造提升农田200万亩。", "count"),
        ("培训养老护理员1200人。", "count"),
        ("每年安排专项资金不少于200万元。", "funding"),
        ("人均可支配收入达到5万元。", "level"),
        ("服务设施面积不低于每百户30平方米。", "standard"),
        ("每个街道至少配备2名专职人员。", "standard"),
        ("办理时间压缩至3个工作日以内。", "standard"),
    ],
)
def test_kinds(sentence: str, kind: str) -> None:
    assert [t.kind for t in targets(sentence)] == [kind]


@pytest.mark.parametrize(
    ("sentence", "modality", "hedges"),
    [
        ("力争参保率达到95%。", "aim", ()),
        ("确保参保率达到95%。", "commit", ()),
        ("鼓励引进专家20名。", "encourage", ()),
        ("人均预期寿命达到78岁。", "commit", ()),
        ("主要预期目标是：粮食产量500万吨。", "aim", ()),
        ("基本实现行政村客车全覆盖。", "commit", ("基本",)),
        ("有条件的地方逐步达到90%。", "encourage", ("有条件的地方", "逐步")),
    ],
)
def test_modality_and_hedges(sentence: str, modality: str, hedges: tuple[str, ...]) -> None:
    assert [(t.modality, t.hedges) for t in targets(sentence)] == [(modality, hedges)]


@pytest.mark.parametrize(
    ("sentence", "scope"),
    [
        ("农村自来水普及率达到97%。", "农村"),
        ("所有乡镇至少建成1所卫生院。", "所有乡镇"),
        ("建设美丽乡村20个。", None),
        ("建设省级重点实验室5家。", None),
        ("实施城市更新项目15个。", None),
        ("新建小区配建率达到100%。", "新建小区"),
    ],
)
def test_scope_is_where_and_not_part_of_a_name(sentence: str, scope: str | None) -> None:
    assert [t.scope for t in targets(sentence)] == [scope]


def test_what_a_rise_starts_from_is_status() -> None:
    records = task("污水收集率由68%提高到75%。")
    assert [(t.subject, t.value) for t in records.targets] == [("污水收集率", 75)]
    assert [(s.subject, s.value, s.as_of) for s in records.status] == [("污水收集率", 68, None)]


@pytest.mark.parametrize(
    "sentence",
    [
        "我省有20个对外开放口岸。",
        "接受机构照护的老年人仅1.1万人。",
        "截至2020年底，全市建成养老机构86家。",
        "目前，已培训护理员2600人次。",
        "去年新增学位1.2万个。",
    ],
)
def test_figures_of_the_past_are_status_even_among_tasks(sentence: str) -> None:
    assert targets(sentence) == ()
    assert len(status(sentence)) == 1


def test_existing_things_to_be_rebuilt_are_no_past() -> None:
    assert [t.value for t in targets("利用现有闲置资源改造建设20个照料中心。")] == [20]


def test_a_review_of_the_year_holds_status_and_the_same_words_later_hold_targets() -> None:
    head = "2026年政府工作报告\n\n各位代表：\n\n"
    body = """一、2025年工作回顾

全年地区生产总值增长5.6%，城镇新增就业4.6万人。

二、2026年重点工作

地区生产总值增长5.5%左右，城镇新增就业4.5万人以上。
"""
    records = read(body, head=head)
    assert [(s.value, s.as_of) for s in records.status] == [(5.6, 2025), (4.6, 2025)]
    assert [(t.value, t.deadline) for t in records.targets] == [(5.5, 2026), (4.5, 2026)]


def test_goals_of_the_next_five_years_have_their_own_deadline() -> None:
    head = "2026年政府工作报告\n\n各位代表：\n\n"
    body = """一、“十五五”时期主要目标任务

城镇化率达到68%。

二、2026年推动“十五五”良好开局

城镇化率提高到65.5%。
"""
    assert [(t.value, t.deadline) for t in read(body, head=head).targets] == [(68, 2030), (65.5, 2026)]


def test_the_year_that_opens_a_sentence_of_words_holds_for_the_levels_behind_it() -> None:
    found = targets("到2025年，服务体系更加健全。参保率达到95%。床位达到2万张。")
    assert [(t.value, t.deadline, t.deadline_from) for t in found] == [(95, 2025, "sentence"), (2, 2025, "sentence")]


def test_the_year_of_a_lead_governs_its_list() -> None:
    records = read("一、主要目标\n\n到2024年：\n\n——参保率达到95%。\n\n——床位达到2万张。\n")
    assert [(t.value, t.deadline, t.deadline_from) for t in records.targets] == [
        (95, 2024, "heading"),
        (2, 2024, "heading"),
    ]


def test_milestones_of_one_subject_lead_to_the_last() -> None:
    first, last = targets("到2023年，持证社会工作者达到50人，到2025年，持证社会工作者达到80人。")
    assert first.milestone_of == last.id
    assert last.milestone_of is None


def test_an_item_keeps_its_id_when_another_is_added() -> None:
    one, two = "参保率达到95%。", "床位达到2万张。"
    before = {t.quote: t.id for t in targets(two)}
    after = {t.quote: t.id for t in targets(one + two)}
    assert after["床位达到2万张"] == before["床位达到2万张"]
    assert len(set(after.values())) == 2


def test_equal_commitments_have_different_ids() -> None:
    records = read("一、重点任务\n\n（一）甲\n\n参保率达到95%。\n\n（二）乙\n\n参保率达到95%。\n")
    assert len({t.id for t in records.targets}) == 2


def test_an_aim_at_the_head_of_a_list_governs_it_and_one_inside_only_its_clause() -> None:
    listed = targets("力争链主企业达到40家、小巨人企业达到60家，集群规模突破2000亿元；参保率达到95%。")
    assert [t.modality for t in listed] == ["aim", "aim", "aim", "commit"]
    inside = targets("到2025年，数字经济规模翻一番，总量力争达到6000亿元，占比达到10%。")
    assert [t.modality for t in inside] == ["commit", "aim", "commit"]


def test_one_of_which_keeps_the_subject_of_the_whole() -> None:
    whole, part = targets("新建公共充电桩2万个，其中农村1万个。")
    assert (part.subject, part.scope) == (whole.subject, "农村")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "全年粮食播种面积1.1亿亩、产量825亿斤以上。",
            [("粮食播种面积", 1.1, None), ("粮食产量", 825, None)],
        ),
        ("油菜种植面积达到50万亩、总产达到8万吨。", [("油菜种植面积", 50, None), ("油菜总产", 8, None)]),
        ("造林面积50万亩、煤炭产量8万吨。", [("造林面积", 50, None), ("煤炭产量", 8, None)]),
        ("用好国家下达的90亿元消费品以旧换新资金。", [("消费品以旧换新资金", 90, None)]),
        ("安排教育专项资金90亿元。", [("教育专项资金", 90, None)]),
        ("狠抓重点领域整治，动态清零重大事故隐患。", [("重大事故隐患", 0, None)]),
        ("零就业家庭动态清零。", [("零就业家庭", 0, None)]),
        ("养老保险实现省域全覆盖。", [("养老保险", 100, "省域")]),
        ("人均经费达到10元，其中省级达2元。", [("人均经费", 10, None), ("人均经费", 2, "省级")]),
        ("加快实施防洪减灾、地震预警终端全覆盖等重点工程。", []),
        ("实现地震预警终端全覆盖。", [("地震预警终端", 100, None)]),
        ("70%的规模以上制造业企业开展数字化改造。", [("规模以上制造业企业开展数字化改造", 70, "规模以上制造业企业")]),
        ("补贴资金规模达到3亿元。", [("补贴资金规模", 3, None)]),
        ("产品研制周期平均缩短35%。", [("产品研制周期", 35, None)]),
        ("社区食堂由5个增加至20个，覆盖全部街道。", [("社区食堂", 20, None), ("社区食堂", 100, None)]),
        ("单位产值能耗五年下降13.5%。", [("单位产值能耗", 13.5, None)]),
        ("经过60多年的发展，气象站运行30多年。", []),
        ("建成60多座水库、120多个站点。", [("水库", 60, None), ("站点", 120, None)]),
    ],
)
def test_what_a_figure_measures(sentence: str, expected: list[tuple[object, ...]]) -> None:
    assert [(t.subject, t.value, t.scope) for t in targets(sentence)] == expected
