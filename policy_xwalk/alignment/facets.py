"""Facets: what an item is about or for whom, in words that exclude each other.

No similarity of characters tells 农村社区综合服务设施覆盖率 from 城市社区综合服务设施覆盖率. A facet is a set of
opposing values of the general language of plans; two items that name different values of one facet never match, however
alike their words are. An item that names none is open, one that names both (城乡, 村（社区）) takes in both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Literal

from policy_xwalk.alignment.signs import signs_of

Reach = Literal["equal", "wider", "narrower", "open"]

# One line a facet: name, then value=pattern. Values may be joined by "+" where a word means several at once.
# An empty value is a word that only looks like one of them. What one pattern has matched, later ones do not see.
_TABLE: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "settlement",
        (
            ("", r"乡村振兴|农村信用社|农村商业银行|农民工"),
            (
                "city+country",
                r"城乡|村（社区）|村（居）|(?<!农)村居(?!民)|社区（村）|村[和与、及](?:城市)?社区"
                r"|乡镇（街道）|乡镇、街道|镇街|(?:城市|城镇)(?:社区)?[和与、及]*(?:农村|乡村)",
            ),
            (
                "country",
                r"农村|乡村|行政村|自然村|村级|村庄|建制村|乡镇|涉农|农民"
                r"|村(?=卫生室|民|集体|道|组|通)|、村|每个?村",
            ),
            ("city", r"城市(?!群|圈)|城镇|城区|市区|街道|建成区|市政"),
        ),
    ),
    (
        "layer",
        (
            ("town+street", r"乡镇（街道）|镇街|乡镇、街道|街道（乡镇）"),
            ("town", r"乡镇|建制镇"),
            ("street", r"街道"),
            ("village", r"行政村|自然村|村级|建制村|村庄|每个?村(?!（社区）)"),
        ),
    ),
    (
        "field",
        (
            ("", r"社会主义|现代化教育|党员教育|教育实践|文化程度|宣传教育|教育引导|人工智能|工业互联网"),
            ("education", r"教育|学校|学前|义务教育|高校"),
            ("health", r"卫生|医疗|医院|医药|疾病|健康|医养|康复"),
            ("culture", r"文化|文物|博物馆|图书"),
            ("sport", r"体育|健身"),
            ("tourism", r"旅游|文旅"),
            ("science", r"科普|科技"),
            ("job", r"就业(?!人员|人口)|创业"),
            ("law", r"法律|法治|普法|司法"),
            ("emergency", r"应急|防灾|减灾"),
            ("agriculture", r"农业|种植|畜牧"),
            ("industry", r"(?<!农产品加)工业|制造业"),
            ("service", r"服务业"),
            ("transport", r"交通|公路|铁路"),
            ("water", r"水利|水库|灌区"),
            ("energy", r"能源|电力"),
            ("housing", r"住房|棚户"),
        ),
    ),
    ("sex", (("female", r"女(?:性|童|职工|生|工)|妇女"), ("male", r"男(?:性|童|生)"))),
    (
        "school",
        (
            ("primary+junior", r"义务教育|中小学|九年一贯"),
            ("pre", r"学前|幼儿园|幼儿教育|(?<!婴)幼儿(?=园|教)"),
            ("primary", r"小学"),
            ("junior", r"初中"),
            ("vocational", r"职业(?:教育|学校|院校|高中)|中职|高职|技工(?:院校|学校)|技师学院"),
            ("senior", r"高中"),
            ("university", r"高等教育|高等学校|高校(?!毕业)|大学(?!生)|研究生"),
            ("special", r"特殊教育"),
        ),
    ),
    (
        "care",
        (
            ("old+child", r"一老一小"),
            ("old+disabled", r"养老和助残|养老助残"),
            ("old", r"养老|老年|老人|敬老|为老"),
            ("infant", r"托育|婴幼儿|托位|托幼|3岁以下"),
            ("disabled", r"助残|残疾"),
            ("child", r"儿童|未成年|青少年|少年"),
        ),
    ),
    ("age_of_building", (("new", r"新建|新增建设"), ("old", r"老旧|既有|危旧|存量住房|棚户"))),
    (
        "admin_level",
        (
            ("nation", r"国家级|国家重点"),
            ("province", r"省级|自治区级"),
            ("city", r"市级|地市级"),
            ("county", r"县级|区县级|县域"),
        ),
    ),
    ("committee", (("village", r"村民委员会|村委会|村民代表"), ("resident", r"居民委员会|居委会|居民代表"))),
    (
        "grade",
        (("lead", r"领军|龙头|骨干|头部|标杆|独角兽"), ("small", r"中小|小微|微型"), ("large", r"规模以上|规上")),
    ),
    ("person", (("firm", r"企业|用人单位|法人"), ("self", r"个人|自然人"))),
    (
        "sector",
        (
            ("hitech", r"高新技术|高技术|战略性新兴"),
            ("first", r"第一产业|一产"),
            ("second", r"第二产业|二产"),
            ("third", r"第三产业|三产|服务业"),
            ("agri", r"种植业|畜牧业|渔业|林业"),
        ),
    ),
    (
        "water_body",
        (("surface", r"地表水"), ("ground", r"地下水"), ("drinking", r"饮用水|水源地"), ("sea", r"近岸海域|海水")),
    ),
    (
        "particle",
        (
            ("pm25", r"PM2\.5|细颗粒物"),
            ("pm10", r"PM10|可吸入颗粒物"),
            ("ozone", r"臭氧"),
            ("so2", r"二氧化硫"),
            ("nox", r"氮氧化物"),
            ("co2", r"二氧化碳|碳排放"),
            ("cod", r"化学需氧量"),
            ("nh3", r"氨氮"),
            ("voc", r"挥发性有机物"),
        ),
    ),
    (
        "waste",
        (
            ("sewage", r"污水|废水|黑臭水体"),
            ("solid", r"垃圾|固体废物|固废|危险废物|危废|厨余"),
            ("manure", r"畜禽粪污|粪污"),
            ("straw", r"秸秆"),
            ("film", r"农膜|地膜"),
        ),
    ),
    ("goods", (("food", r"食品"), ("drug", r"药品"), ("device", r"医疗器械"), ("cosmetic", r"化妆品"))),
    ("farm_input", (("fertilizer", r"化肥"), ("pesticide", r"农药"))),
    ("trade", (("both", r"进出口"), ("out", r"出口"), ("in", r"进口(?!替代)"))),
    ("unemployed", (("asked", r"调查失业率"), ("registered", r"登记失业率"))),
    ("work", (("lost", r"失业"), ("found", r"就业"))),
    (
        "insurance",
        (
            ("pension", r"养老保险"),
            ("medical", r"医疗保险|医保"),
            ("unemployment", r"失业保险"),
            ("injury", r"工伤保险"),
            ("birth", r"生育保险"),
        ),
    ),
    ("insured", (("worker", r"城镇职工|企业职工|职工基本"), ("resident", r"城乡居民基本|居民基本"))),
    ("hospital_care", (("out", r"门诊"), ("in", r"住院"))),
    ("owner", (("public", r"公办|国有|公立"), ("private", r"民办|民营|私立|非公"))),
    ("medical_staff", (("doctor", r"医师|医生"), ("nurse", r"护士"), ("pharmacist", r"药师"), ("gp", r"全科医生"))),
    ("vital", (("birth", r"出生"), ("death", r"死亡"))),
    ("flow", (("in", r"收入"), ("out", r"支出|消费(?!者|品)"))),
    ("price", (("producer", r"PPI|出厂价格"), ("consumer", r"CPI|居民消费价格"))),
    (
        "land",
        (
            ("farm", r"耕地|高标准农田"),
            ("forest", r"林地|森林"),
            ("grass", r"草原|草地"),
            ("wet", r"湿地"),
            ("desert", r"沙化|荒漠"),
            ("building", r"建设用地"),
        ),
    ),
    (
        "transport",
        (
            ("rail", r"铁路|高铁|轨道交通"),
            ("highway", r"高速公路"),
            ("road", r"公路(?!客运|货运)|农村道路"),
            ("air", r"航空|机场|民航"),
            ("water", r"水运|水路|港口|航道|内河"),
            ("bus", r"公交"),
        ),
    ),
    ("load", (("people", r"客运|旅客"), ("goods", r"货运|货物"))),
    (
        "fuel",
        (
            ("coal", r"煤炭|燃煤|煤电"),
            ("gas", r"天然气|燃气"),
            ("wind", r"风电|风能"),
            ("sun", r"光伏|太阳能"),
            ("hydro", r"水电(?!气)"),
            ("nuclear", r"核电"),
            ("bio", r"生物质"),
        ),
    ),
    (
        "crop",
        (
            ("grain", r"粮食"),
            ("oil", r"油料|油菜"),
            ("vegetable", r"蔬菜"),
            ("meat", r"肉类|生猪|猪肉"),
            ("fruit", r"水果|林果"),
            ("cotton", r"棉花"),
            ("milk", r"奶类|牛奶"),
            ("fish", r"水产"),
        ),
    ),
    ("visitor", (("foreign", r"入境"), ("home", r"国内(?:旅游|游客)"))),
    (
        "network",
        (("wide", r"宽带|光纤|光网|千兆"), ("mobile", r"5G|4G|移动(?:网络|通信)"), ("tv", r"广播电视|有线电视")),
    ),
    ("utility", (("tap", r"自来水|供水"), ("power", r"供电|电网"), ("heat", r"供热|供暖|集中供热"))),
    (
        "screening",
        (
            ("cancer", r"癌|肿瘤"),
            ("blood", r"高血压"),
            ("sugar", r"糖尿病"),
            ("mind", r"精神障碍"),
            ("lung", r"结核"),
            ("aids", r"艾滋"),
        ),
    ),
    ("medicine", (("chinese", r"中医|中药"), ("western", r"西医|西药"))),
    ("resource", (("water", r"用水|水资源|水耗|节水"), ("energy", r"能耗|能源消耗|节能|用能"), ("land", r"用地|地耗"))),
    (
        "mortality",
        (
            ("infant", r"婴儿死亡"),
            ("under5", r"5岁以下儿童死亡"),
            ("maternal", r"孕产妇死亡"),
            ("disaster", r"灾害|受灾"),
            ("accident", r"事故"),
        ),
    ),
    (
        "culture_place",
        (
            ("library", r"图书馆"),
            ("museum", r"博物馆"),
            ("gallery", r"美术馆"),
            ("cultural", r"文化馆"),
            ("archive", r"档案馆"),
        ),
    ),
    ("capital", (("foreign", r"外资|外商"), ("home", r"内资|省外资金|域外资金"), ("fixed", r"固定资产投资"))),
    ("spending", (("research", r"研发|研究与试验发展|R&D"), ("education", r"教育经费"))),
)

_Rows = tuple[tuple[frozenset[str], re.Pattern[str]], ...]
_ROWS: dict[str, _Rows] = {
    name: tuple((frozenset(filter(None, values.split("+"))), re.compile(pattern)) for values, pattern in rows)
    for name, rows in _TABLE
}
_LOOK_AROUND = re.compile(r"\(\?<?[=!][^()]*\)")
#: What every text that names a value of a facet holds: one look tells that most texts name none.
_SIGNS: dict[str, re.Pattern[str]] = {
    name: re.compile("|".join(_LOOK_AROUND.sub("", pattern) for values, pattern in rows if values))
    for name, rows in _TABLE
}


def _beginnings() -> dict[str, dict[str, list[tuple[int, int]]]]:
    """The rows of the table by the first and the second character (none for a single one) of what they match holds."""
    found: dict[str, dict[str, list[tuple[int, int]]]] = {}
    for facet, rows in enumerate(_ROWS.values()):
        for row, (_, pattern) in enumerate(rows):
            for beginning in sorted({sign[:2] for sign in signs_of(pattern.pattern)}):
                found.setdefault(beginning[0], {}).setdefault(beginning[1:], []).append((facet, row))
    return found


_BEGINNINGS = _beginnings()
_EVERY = [*_ROWS.items()]


@dataclass(frozen=True, slots=True)
class Facets:
    """The values that a text names, facet by facet."""

    values: tuple[tuple[str, frozenset[str]], ...]

    def get(self, name: str) -> frozenset[str]:
        """Values of one facet; empty where the text names none."""
        for facet, values in self.values:
            if facet == name:
                return values
        return frozenset()


@lru_cache(maxsize=16384)
def facets_of(text: str) -> Facets:
    """Read the facets of a name, title or subject."""
    text = _round_brackets(text)
    named: list[tuple[str, frozenset[str]]] = []
    likely: set[tuple[int, int]] = set()
    for first, second in zip(text, f"{text[1:]}\n", strict=False):
        if seconds := _BEGINNINGS.get(first):
            likely.update(seconds.get(second, ()), seconds.get("", ()))
    for facet, places in groupby(sorted(likely), key=itemgetter(0)):
        name, rows = _EVERY[facet]
        if values := _values(text, [rows[row] for _, row in places]):
            named.append((name, values))
    return Facets(tuple(named))


@lru_cache(maxsize=16384)
def facet_of(text: str, name: str) -> Facets:
    """Read one facet of a passage, where the others do not matter."""
    text = _round_brackets(text)
    values = _values(text, _ROWS[name]) if _SIGNS[name].search(text) else frozenset()
    return Facets(((name, values),) if values else ())


def _values(text: str, rows: Iterable[tuple[frozenset[str], re.Pattern[str]]]) -> frozenset[str]:
    values: set[str] = set()
    for means, pattern in rows:
        if pattern.search(text):
            values |= means
            text = pattern.sub("\n", text)
    return frozenset(values)


def _round_brackets(text: str) -> str:
    return text.replace("(", "（").replace(")", "）") if "(" in text or ")" in text else text


@lru_cache(maxsize=16384)
def without(text: str, facet: str) -> str:
    """A name without the words by which it names the values of one facet."""
    text = _round_brackets(text)
    if _SIGNS[facet].search(text):
        for means, pattern in _ROWS[facet]:
            if means:
                text = pattern.sub("", text)
    return text


def excludes(facets: Facets, passage: str) -> bool:
    """Whether a passage names a value of a facet that excludes those named."""
    return any((other := facet_of(passage, name).get(name)) and not values & other for name, values in facets.values)


def conflict(first: Facets, second: Facets) -> str | None:
    """Name of the first facet on which two items exclude each other; None if there is none."""
    if not first.values or not second.values:
        return None
    others = dict(second.values)
    for name, values in first.values:
        if (other := others.get(name)) and not values & other:
            return name
    return None


def unshared(first: Facets, second: Facets) -> list[str]:
    """Facets that one of two texts names and the other leaves open."""
    return sorted({name for name, _ in first.values} ^ {name for name, _ in second.values})


def reach(upper: Facets, local: Facets, names: tuple[str, ...] = ("settlement", "layer")) -> Reach:
    """Whether the local item reaches further than the upper one in the named facets (城市 → 城乡 is wider).

    ``open`` where only one of the two names a value: nothing is said of the other.
    """
    result: Reach = "equal"
    for name in names:
        first, second = upper.get(name), local.get(name)
        if first == second:
            continue
        if not first or not second:
            result = "open" if result == "equal" else result
        elif first < second:
            return "wider"
        elif second < first:
            return "narrower"
    return result
