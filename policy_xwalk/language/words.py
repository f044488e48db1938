"""Lexicons of plan language that more than one step needs; every entry is common to plans of any topic."""

from __future__ import annotations

import re

#: How a commitment is loosened (CONTRACT: hedges stand as printed).
HEDGES = re.compile(
    r"基本(?!公共|养老|医疗|保险|农田|生活|民生|单元|原则|药物|建设|情况|盘|面|法|功|制度|保障|医保|殡葬|社会|服务|技能|素质|口粮)"
    r"|原则上|逐步|一般(?=不|应|要|每|在|为|达|控)|有条件的(?:地方|地区|县|市|乡镇|社区|村|学校|企业)?|适当|适时|尽可能|大致|总体上|力所能及|因地制宜"
)

_AIM = r"力争|争取|努力|预计|预期(?!寿命|健康寿命)|有望|力求|期望"
AIM = re.compile(_AIM)
ENCOURAGE = re.compile(r"鼓励|探索|倡导|引导(?!性)|支持有条件|有条件的")
COMMIT = re.compile(r"确保|保证|必须|严格|不得|应当|务必|全面(?:完成|实现)")

#: Words that say a thing is reached at some time; 达 is no verb at the end of 雷达, 马达, 抵达.
PREDICATE = (
    r"(?:达到|达成|(?<![雷马抵通直送传下表])达|实现|做到|保持(?:在)?|稳定(?:在)?|维持在|控制(?:在)?|提高(?:到|至)|提升(?:到|至)|增加(?:到|至)|增长(?:到|至)|增至|升至"
    r"|扩大(?:到|至)|发展(?:到|至)|上升(?:到|至)|下降(?:到|至)|降低(?:到|至)|降(?:到|至)|减少(?:到|至)|压减(?:到|至)|缩短(?:到|至)|缩小(?:到|至)|延长(?:到|至)|建设至"
    r"|为|占|有|突破|超过|超|不低于|不少于|不超过|高于|低于|至少|力争|争取|确保|努力|约|近|(?<![人户])均|都|各|分别|将|可|应|要)"
)
GROWTH = re.compile(
    r"(?:增长|递增|提高|提升|增加|上升|扩大|降低|下降|减少|压减|缩减|缩短|削减|下调|增幅|增速|降幅|升高|压降)(?:了|率|幅度)?(?:达到|达|为|约|近|超过|超|不低于|不少于|高于|控制在"
    r"|保持在|在)?$"
)

# Words of place inside a name or a rank (美丽乡村, 城市更新, 省级平台) say nothing of where.
_PLACE = (
    r"(?:城乡|(?<!文明)城市(?!更新|体检|大脑|群|副中心|管理|运行)|农村(?!路)|城镇(?!化)|乡镇|县城(?!市)"
    r"|行政村|自然村|(?<![县丽美的])乡村(?!振兴|旅游|全面)|城区|主城区)"
)
_SMALL = r"(?:村|社区|街道|小区|基层)"
_LEVEL_LIST = r"(?:省、市、县|市、县、乡|县、乡、村)(?:三级)?"
#: Wordings that limit a commitment, from the most to the least specific.
SCOPES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:全(?:国|省|市|县|区|州|旗)(?:的)?)?(?:所有|每一?个?|全部(?=[省市县区乡镇村社])|各)(?![百千万])(?:{_PLACE}|{_SMALL}|县|市|区"
        rf"|[^，。；、和与]{{1,6}}?(?=至少|都|均|应|设|配|建|服务))(?:（[^）]{{1,4}}）)?",
        rf"新建(?:{_PLACE}|[^，。；、面]{{0,4}}?)?(?:社区|小区|住宅|居住区|城区|学校|建筑|园区|医院|道路)|老旧小区|既有(?:建筑|住宅)",
        rf"{_LEVEL_LIST}|(?:{_PLACE}){{1,2}}{_SMALL}?(?:（[^）]{{1,4}}）)?|{_SMALL}（[^）]{{1,4}}）",
        r"规模以上[^，。；、]{0,4}?企业|重点(?:行业|领域|企业|区域|地区|人群)",
        r"全(?:国|省|市|县|区|州|旗)|我(?:国|省|市|县|区)",
    )
)
#: A place at the very end of a subject says where (政务代办服务｜城乡社区).
PLACE_AT_END = re.compile(
    rf"(?:(?:在)?(?:{_LEVEL_LIST}|(?:全(?:国|省|市|县|区))?(?:{_PLACE}){{0,2}}{_SMALL}?(?:（[^）]{{1,4}}）)?))$"
)
