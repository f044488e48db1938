"""Identity of plans: the two plans of the corpus, real documents beside the repository, and other forms of heads."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_xwalk.extraction.identity import Identity, plan_id, read_identity, topic_of
from policy_xwalk.language.flow import Flow, flow
from policy_xwalk.language.fold import fold
from policy_xwalk.records import Period, Region, Span

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"


def flow_of(text: str) -> Flow:
    return flow(fold(text), text)


def identity_of(text: str, file: str = "document.txt") -> Identity:
    flowing = flow_of(text)
    return read_identity(flowing.paragraphs, file=file, quote_of=flowing.quote)


def corpus_identity(name: str) -> Identity:
    return identity_of((ROOT / "corpora" / name).read_bytes().decode("utf-8"), name)


def real(path: str) -> Identity:
    file = SHARED / "real" / path
    if not file.exists():
        pytest.skip("the folder of real documents beside the repository is absent")
    return identity_of(file.read_bytes().decode("utf-8-sig"), file.name)


def test_county_plan_of_the_corpus() -> None:
    found = corpus_identity("zhengning-2022-38.txt")
    assert found.title == "正宁县“十四五”城乡社区服务体系建设规划"
    assert found.issuer == "正宁县人民政府办公室"
    assert found.doc_number == "正政办发〔2022〕38号"
    assert found.issued == "2022-05-26"
    assert found.level == "county"
    assert found.region == Region("621025", "正宁县", ("甘肃省", "庆阳市", "正宁县"))
    assert found.period == Period(2021, 2025)
    assert found.topic == "城乡社区服务体系建设"
    # The text nowhere says that the county lies in 庆阳市.
    assert found.inferred == ("level", "region")
    assert plan_id(found, "zhengning-2022-38.txt") == "621025-2022-38"


def test_province_and_city_share_one_cited_title() -> None:
    cites = [(c.level, c.issuer, c.title) for c in corpus_identity("zhengning-2022-38.txt").cites]
    assert cites == [
        ("nation", "中共中央 国务院", "中共中央 国务院关于加强基层治理体系和治理能力现代化建设的意见"),
        ("province", None, "甘肃省关于制定国民经济和社会发展第十四个五年规划和二〇三五年远景目标的建议"),
        ("province", None, "“十四五”城乡社区服务体系建设规划"),
        ("city", None, "“十四五”城乡社区服务体系建设规划"),
    ]


def test_province_plan_of_the_corpus() -> None:
    found = corpus_identity("shanxi-2022-55.txt")
    assert found.title == "山西省“十四五”城乡社区服务体系建设规划"
    assert found.issuer == "山西省人民政府办公厅"
    assert found.doc_number == "晋政办发〔2022〕55号"
    assert found.issued == "2022-07-05"
    assert (found.level, found.region) == ("province", Region("140000", "山西省", ("山西省",)))
    assert found.inferred == ()
    assert [(c.level, c.issuer) for c in found.cites] == [
        ("nation", "国务院办公厅"),
        ("province", None),
        ("province", None),
        ("nation", "中共中央 国务院"),
    ]


@pytest.mark.parametrize("name", ["shanxi-2022-55.txt", "zhengning-2022-38.txt"])
def test_citations_show_their_source_characters(name: str) -> None:
    text = (ROOT / "corpora" / name).read_bytes().decode("utf-8")
    flowing = flow_of(text)

    def spans_of(start: int, end: int) -> tuple[Span, ...]:
        return tuple(Span(None, a, b) for a, b in flowing.ranges(start, end))

    found = read_identity(flowing.paragraphs, spans_of=spans_of, quote_of=flowing.quote)
    assert found.cites
    for cite in found.cites:
        assert isinstance(cite.spans, tuple)
        assert "".join("".join(text[s.start : s.end].split()) for s in cite.spans) == cite.quote


@pytest.mark.parametrize(
    ("province", "day"),
    [
        ("甘肃省", "2026-01-27"),
        ("广东省", "2026-01-26"),
        ("西藏自治区", "2026-01-31"),
        ("浙江省", "2026-01-14"),
        ("青海省", "2026-01-27"),
        ("内蒙古自治区", "2026-02-04"),
    ],
)
def test_work_report_is_of_its_government_and_the_day_it_was_given(province: str, day: str) -> None:
    found = real(f"work_reports_2026/{province}.txt")
    assert found.issuer == f"{province}人民政府"
    assert found.issued == day
    assert found.region is not None
    assert found.region.name == province
    assert (found.level, found.period, found.topic) == ("province", Period(2026, 2026), "政府工作")
    assert found.inferred == ()


def test_report_without_head_names_what_it_concluded() -> None:
    found = real("work_reports_2025/national.txt")
    assert (found.issuer, found.level, found.period) == ("国务院", "nation", Period(2025, 2025))
    assert found.issued is None
    assert found.inferred == ("title", "period", "topic")


def test_title_without_region_or_issuer_is_of_the_nation_by_its_words() -> None:
    found = real("smart_manufacturing/national_plan_2021_2025.txt")
    assert found.title == "“十四五”智能制造发展规划"
    assert (found.level, found.issuer) == ("nation", None)
    assert found.inferred == ("level", "region")
    assert [c.level for c in found.cites] == ["nation"]


def test_text_without_head_is_placed_by_how_it_speaks_of_itself() -> None:
    found = real("artificial_intelligence/jinan_2024_2026.txt")
    assert found.title is None
    assert found.topic is None
    assert found.region is not None
    assert (found.region.code, found.level) == ("370100", "city")
    assert found.inferred == ("level", "region", "period")
    assert real("artificial_intelligence/shandong_2024.txt").level == "province"
    assert real("artificial_intelligence/national_2017.txt").level == "nation"


def test_outline_adopted_by_a_congress() -> None:
    found = real("tenth_plan/yunnan_other_extraction.txt")
    assert found.title == "云南省国民经济和社会发展第十个五年计划纲要"
    assert (found.issued, found.period) == ("2001-02-16", Period(2001, 2005))
    assert found.issuer == "云南省人民代表大会"
    assert found.topic == "国民经济和社会发展"


def test_table_of_facts_above_a_page_and_title_in_the_notice() -> None:
    found = identity_of(
        "索 引 号：370100/2022-00012\t主题分类：综合政务\n发布机构：济南市人民政府\t成文日期：2021年12月31日\n"
        "发文字号：济政发〔2021〕22号\t发布日期：2022-01-12\n"
        "济南市人民政府关于印发济南市“十四五”新型城镇化规划的通知\n各区县人民政府，市政府各部门：\n"
        "现将《济南市“十四五”新型城镇化规划》印发给你们，请认真组织实施。\n"
        "为加快推进新型城镇化，根据《国家新型城镇化规划（2021—2035年）》（发改规划〔2022〕960号）、"
        "省委省政府《关于推进新型城镇化的意见》和《济南市国民经济和社会发展第十四个五年规划》，编制本规划。\n"
        "一、发展基础\n"
    )
    assert found.title == "济南市“十四五”新型城镇化规划"
    assert (found.issuer, found.doc_number) == ("济南市人民政府", "济政发〔2021〕22号")
    assert found.issued == "2021-12-31"
    assert [(c.level, c.issuer, c.doc_number) for c in found.cites] == [
        ("nation", None, "发改规划〔2022〕960号"),
        ("province", "省委省政府", None),
        ("city", None, None),
    ]


def test_joint_notice_of_ministries_is_of_the_nation() -> None:
    found = identity_of(
        "工业和信息化部\n国家发展改革委\n教育部\n关于印发“十四五”智能制造发展规划的通知\n工信部联规〔2021〕207号\n"
        "各省、自治区、直辖市人民政府：\n现将规划印发给你们，请认真贯彻实施。\n2021年12月21日\n一、现状与形势\n"
    )
    assert found.issuer == "工业和信息化部、国家发展改革委、教育部"
    assert (found.level, found.doc_number) == ("nation", "工信部联规〔2021〕207号")
    assert found.issued == "2021-12-21"
    assert found.inferred == ()


def test_ambiguous_district_stays_without_code_unless_the_text_names_its_city() -> None:
    alone = identity_of("鼓楼区“十四五”养老服务体系建设规划\n一、发展基础\n我区辖9个街道。\n")
    assert alone.region == Region(None, "鼓楼区", ("鼓楼区",))
    assert len(alone.region_candidates) == 4
    assert alone.level == "county"
    told = identity_of(
        "鼓楼区“十四五”养老服务体系建设规划\n根据《福州市“十四五”养老服务发展规划》，制定本规划。\n一、发展基础\n"
    )
    assert told.region is not None
    assert told.region.code == "350102"


def test_county_level_city_is_a_county_and_its_citations_are_of_the_levels_named() -> None:
    found = identity_of(
        "义乌市人民政府办公室关于印发义乌市城乡社区服务体系建设三年行动计划（2023—2025年）的通知\n"
        "义政办发〔2023〕12号\n各镇人民政府：\n根据国务院办公厅《“十四五”城乡社区服务体系建设规划》"
        "（国办发〔2021〕56号）、我省《城乡社区服务体系建设“十四五”规划》，结合我市实际，制定本计划。\n一、总体目标\n"
    )
    assert (found.level, found.topic) == ("county", "城乡社区服务体系建设")
    assert found.period == Period(2023, 2025)
    assert [(c.level, c.doc_number) for c in found.cites] == [("nation", "国办发〔2021〕56号"), ("province", None)]


def test_town_under_the_county_that_the_text_names() -> None:
    found = identity_of("山河镇“十四五”乡村振兴规划\n我镇位于正宁县中部。\n一、总体要求\n")
    assert found.level == "town"
    assert found.region == Region(None, "山河镇", ("甘肃省", "庆阳市", "正宁县", "山河镇"))
    assert found.topic == "乡村振兴"


def test_title_over_three_lines_of_a_cover() -> None:
    found = identity_of(
        "正宁县\n国民经济和社会发展第十四个五年规划\n和二〇三五年远景目标纲要\n正宁县人民政府\n二〇二一年十二月\n目录\n"
    )
    assert found.title == "正宁县国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要"
    assert (found.issuer, found.issued, found.topic) == ("正宁县人民政府", None, "国民经济和社会发展")


def test_bare_city_means_the_province_level_in_a_municipality_and_itself_in_a_county_level_city() -> None:
    district = identity_of(
        "北京市朝阳区“十四五”时期教育发展规划\n根据市委、市政府《关于推进教育现代化的意见》，制定本规划。\n一、基础\n"
    )
    assert [c.level for c in district.cites] == ["province"]
    county_city = identity_of(
        "义乌市“十四五”教育规划\n根据市委、市政府《关于推进教育的意见》和省、市《“十四五”教育规划》，制定本规划。\n一、基础\n"
    )
    assert [c.level for c in county_city.cites] == ["county", "province", "city"]


def test_headline_of_a_release_names_issuer_and_title() -> None:
    found = identity_of(
        "中共中央办公厅 国务院办公厅印发《关于推进基层整合审批服务执法力量的实施意见》\n"
        "为深入推进改革，现提出如下意见。\n一、总体要求\n"
    )
    assert found.title == "关于推进基层整合审批服务执法力量的实施意见"
    assert found.issuer == "中共中央办公厅 国务院办公厅"
    assert found.level == "nation"


def test_unknown_stays_unknown() -> None:
    found = identity_of("天气晴好。\n今天的风不大。\n", file="甘肃省/notes.txt")
    assert found == Identity()


def test_folder_is_never_asked_and_the_file_name_only_as_a_conclusion() -> None:
    text = "一、总体要求\n坚持问题导向。\n"
    assert identity_of(text, file="甘肃省/规划/a.txt").region is None
    named = identity_of(text, file="x/庆阳市“十四五”教育发展规划.txt")
    assert named.title == "庆阳市“十四五”教育发展规划"
    assert named.region is not None
    assert named.region.code == "621000"
    assert set(named.inferred) >= {"title", "region", "level", "period", "topic"}


def test_press_article_about_a_plan_has_no_title_of_a_plan() -> None:
    for seed in ("000_a9d678158c8d5106.txt", "002_b5ac4646037c14b8.txt", "003_d60e975119d54eb2.txt"):
        file = SHARED / "seeds" / seed
        if not file.exists():
            pytest.skip("the folder of seeds beside the repository is absent")
        assert identity_of(file.read_text(encoding="utf-8")).title is None


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("“十四五”城乡社区服务体系建设规划", "城乡社区服务体系建设"),
        ("自治区“十四五”应急体系建设规划", "应急体系建设"),
        ("关于加快推进养老服务高质量发展的实施方案", "养老服务高质量发展"),
        ("“无废城市”建设试点工作方案", "“无废城市”建设试点"),
        ("鄂尔多斯市“十五五”规划基本思路", "国民经济和社会发展"),
        ("正宁县民政局2023年工作要点", "民政"),
        ("2026年甘肃省政府工作报告", "政府工作"),
    ],
)
def test_topics(title: str, topic: str) -> None:
    assert topic_of(title, None) == topic


def test_plan_id_falls_back_on_a_clean_stem() -> None:
    assert plan_id(Identity(), "a/b/正宁 规划(1).txt") == "正宁-规划-1"
    assert plan_id(Identity(), "…") == "plan"


_PIECES = st.sampled_from(
    [
        "正宁县",
        "甘肃省",
        "鼓楼区",
        "山河镇",
        "“十四五”",
        "规划",
        "关于印发",
        "的通知",
        "《",
        "》",
        "根据",
        "我省",
        "、",
        "市",
        "国务院",
        "人民政府",
        "办公室",
        "〔2022〕38号",
        "正政办发",
        "2022年5月26日",
        "。",
        "\n",
        "，",
        "第十届人民代表大会",
        "代表县人民政府向大会报告工作",
        "政府工作报告",
        "一、",
        "目录",
        "发布机构：",
        "成文日期：",
        "和",
        "文件",
        "第十十个五年",
    ]
)


@given(st.lists(_PIECES, max_size=30).map("".join))
def test_no_text_breaks_the_reading_of_an_identity(text: str) -> None:
    found = identity_of(text, file="a.txt")
    assert found == identity_of(text, file="a.txt")
    assert set(found.inferred) <= {"title", "issuer", "issued", "level", "region", "period", "topic"}
    for name in found.inferred:
        assert getattr(found, name) is not None, name
