"""Regions: names, codes, who stands under whom, and names in a text."""

from __future__ import annotations

import pytest

from policy_xwalk.records import Region
from policy_xwalk.regions import (
    NATION,
    ancestors,
    between,
    by_code,
    candidates,
    find_regions,
    is_under,
    leading_region,
    level_of,
    resolve,
    short_name,
)


def region(name: str, *within: str, year: int | None = None) -> Region:
    found = resolve(name, within=within, year=year)
    assert found is not None, name
    return found


def test_county_of_the_corpus_has_its_code_and_path() -> None:
    assert region("正宁县") == Region("621025", "正宁县", ("甘肃省", "庆阳市", "正宁县"))


def test_nation_has_code_and_empty_path() -> None:
    assert region("全国") == NATION == Region("000000", "全国", ())
    assert region("国家") == NATION


@pytest.mark.parametrize(
    ("short", "code"),
    [
        ("山西", "140000"),
        ("内蒙古", "150000"),
        ("广西", "450000"),
        ("新疆", "650000"),
        ("济南", "370100"),
        ("正宁", "621025"),
        ("台湾", "710000"),
        ("香港", "810000"),
        ("临夏", "622900"),
        ("东乡", "622926"),
        ("吉林", "220000"),
        ("海南", "460000"),
    ],
)
def test_short_names(short: str, code: str) -> None:
    assert region(short).code == code


@pytest.mark.parametrize("name", ["鼓楼区", "城关区", "西湖区", "朝阳区", "市中区", "通州区", "铁西区"])
def test_name_of_several_places_is_not_guessed(name: str) -> None:
    assert resolve(name) is None
    assert len(candidates(name)) > 1


def test_parent_tells_places_of_one_name_apart() -> None:
    assert region("鼓楼区", "福建省").code == "350102"
    assert region("鼓楼区", "南京").code == "320106"
    assert resolve("鼓楼区", within=["江苏省"]) is None
    assert region("北京市朝阳区").path == ("北京市", "朝阳区")
    assert region("福州市鼓楼区").code == "350102"


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("涪陵区", ("重庆市", "涪陵区")),
        ("仙桃市", ("湖北省", "仙桃市")),
        ("石河子市", ("新疆维吾尔自治区", "石河子市")),
        ("济源市", ("河南省", "济源市")),
        ("东莞市", ("广东省", "东莞市")),
        ("鄂温克族自治旗", ("内蒙古自治区", "呼伦贝尔市", "鄂温克族自治旗")),
    ],
)
def test_places_without_a_city_above_them(name: str, path: tuple[str, ...]) -> None:
    assert region(name).path == path


def test_names_of_their_time() -> None:
    assert region("正宁县", year=1995).path == ("甘肃省", "庆阳地区", "正宁县")
    assert region("重庆市", year=1990).path == ("四川省", "重庆市")
    assert region("莱芜市").code == "371200"
    assert region("公主岭市", year=2010).code == "220381"
    assert region("公主岭市", year=2023).code == "220184"


def test_zones_and_towns_stand_under_their_parent_without_a_code() -> None:
    assert region("雄安新区", "河北省") == Region(None, "雄安新区", ("河北省", "雄安新区"))
    assert region("济南高新技术产业开发区").path == ("山东省", "济南市", "济南高新技术产业开发区")
    town = region("甘肃省庆阳市正宁县山河镇")
    assert town == Region(None, "山河镇", ("甘肃省", "庆阳市", "正宁县", "山河镇"))
    assert level_of(town) == "town"
    assert is_under(town, region("正宁县"))
    assert resolve("山河镇") is None


def test_production_corps_is_a_provincial_unit() -> None:
    corps = region("新疆生产建设兵团")
    assert corps.code is None
    assert level_of(corps) == "province"


def test_unknown_names_are_none() -> None:
    assert resolve("") is None
    assert resolve("无此县") is None
    assert resolve("城乡社区") is None
    assert by_code("999999") is None


def test_chain() -> None:
    county = region("正宁县")
    assert [r.name for r in ancestors(county)] == ["全国", "甘肃省", "庆阳市"]
    assert [r.name for r in between(NATION, county)] == ["甘肃省", "庆阳市"]
    assert between(region("庆阳市"), county) == ()
    assert [r.name for r in between(NATION, region("北京市朝阳区"))] == ["北京市"]
    assert is_under(county, NATION)
    assert is_under(county, region("甘肃省"))
    assert not is_under(county, region("山西省"))
    assert not is_under(county, county)
    assert not is_under(NATION, county)
    assert ancestors(NATION) == ()


def test_levels() -> None:
    names = {"全国": "nation", "山西省": "province", "庆阳市": "city", "正宁县": "county", "义乌市": "county"}
    assert {name: level_of(region(name)) for name in names} == names


def test_names_in_a_text_are_the_longest_and_read_under_the_one_before() -> None:
    text = "甘肃省庆阳市正宁县与内蒙古自治区、海南藏族自治州、北京市朝阳区比较"
    found = find_regions(text)
    assert [text[m.start : m.end] for m in found] == [
        "甘肃省",
        "庆阳市",
        "正宁县",
        "内蒙古自治区",
        "海南藏族自治州",
        "北京市",
        "朝阳区",
    ]
    assert all(m.region is not None for m in found)


def test_common_nouns_are_no_places() -> None:
    assert find_regions("推进城区、郊区和新城区建设，划定矿区区域，优化开发区布局") == ()


def test_ambiguous_mention_lists_its_places() -> None:
    (mention,) = find_regions("鼓楼区养老服务")
    assert mention.region is None
    assert len(mention.candidates) == 4


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("正宁县“十四五”规划", "正宁县"),
        ("甘肃省庆阳市正宁县人民政府", "正宁县"),
        ("正宁“十四五”规划", "正宁县"),
        ("兰州新区“十四五”规划", "兰州新区"),
        ("中华人民共和国国民经济", "全国"),
        ("公安工作规划", None),
        ("资源节约规划", None),
        ("国家发展改革委", None),
    ],
)
def test_region_at_the_head_of_a_title(text: str, name: str | None) -> None:
    found = leading_region(text)[1]
    assert (found.name if found else None) == name


def test_short_name_keeps_two_characters() -> None:
    assert short_name("赵县") == "赵县"
    assert short_name("积石山保安族东乡族撒拉族自治县") == "积石山"
    assert short_name("内蒙古自治区") == "内蒙古"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("福建省南平市政和县养老服务规划", "350725"),
        ("河南省商丘市民权县养老服务规划", "411421"),
        ("青海省海东市民和回族土族自治县养老服务规划", "630222"),
        ("商丘市民政局养老服务规划", "411400"),
        ("南平市政设施建设规划", "350700"),
    ],
)
def test_a_county_whose_name_begins_like_a_word_after_a_city_is_read(text: str, code: str) -> None:
    region = leading_region(text)[1]
    assert region is not None
    assert region.code == code
