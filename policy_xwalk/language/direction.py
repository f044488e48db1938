"""Which way is better: more or less of what an indicator names.

Words of plans in general, tried in order; where neither they nor the comparator tell, the direction is unknown.
"""

from __future__ import annotations

import re

from policy_xwalk.records import Comparator, Direction, Value

# What is named as a fall counts the fall: 单位GDP能源消耗降低（%） is better when it is larger.
_REDUCTION = re.compile(
    r"(?:降低|下降|减少|削减|压减|压缩|缩短|缩小|节约|节能|降幅|减幅|减排|化解|淘汰|消除|清零|清退|治理|整治|修复|达标|控制)"
    r"(?:率|量|幅度|比例|比率|程度|数|面积|值|总量|完成率)?(?:（[^）]*）)?$"
)
_FALL_AS_LEVEL = re.compile(r"(?:降低|下降|减少|压减|压缩|缩短|控制)(?:到|至|在)")
# Protection against, treatment of or answer to an evil is a good.
_ANSWERED = re.compile(
    r"(?:处置|处理|治理|治疗|救治|整治|整改|防治|防控|预防|控制|办结|办理|回复|响应|化解|调解|破案|侦破|结案|回收|利用|再利用"
    r"|资源化|无害化|收集|收运|削减|消除|改造|修复|恢复|综合治理|安置|再就业|监测|预警|报告|识别|发现|管理|服务|帮扶|救助|关爱"
    r"|保障|保险|参保|知晓|达标|规范|合格|优良|安全|免疫|接种|筛查|早诊|建成|覆盖|减排|存活|生存|满意|降低|下降|减少|缩减|减量)"
    r"(?:及时|按时|按期)?(?:化)?(?:能力|规模|水平|率|比例|比率|比重|覆盖率|数|数量|量|度|指数|程度|面积|人数|人次|能力建设)?(?:（[^）]*）)?$"
)
_RATE_UP = re.compile(
    r"(?:覆盖|达标|合格|优良|满意|普及|入学|巩固|升学|就业|参保|签约|利用|处理|处置|完成|建成|办结|知晓|公开|普惠|配备|配置"
    r"|拥有|保有|持证|接种|规范管理|建档|受理|入户|通达|通车|硬化|绿化|城镇化|城市化|自给|贡献|转化|供给|保障|保证|回收|净化|机械化|电气化"
    r"|数字化|网络化|智能化|良种化|标准化|上云|联网|互通|准点|正点|安全|生存|存活|成活|报销|检出|自给|国产化|进园)(?:率|比例|比重|度|水平|指数|能力)"
)
_LOWER = re.compile(
    r"失业率|(?<!零)死亡|病死|发病|患病|感染率|流行率|近视率|肥胖率|超重率|吸烟率|超标|辍学|流失率|失学|贫困|返贫率|犯罪|发案|案件数"
    r"|立案数|刑事案|火灾|事故|伤亡|受灾|灾害.{0,6}(?:损失|伤亡|死亡)|直接经济损失|投诉|信访|上访|差错|故障|漏损|损耗率|损失率|产销差|空置|闲置率"
    r"|能耗|能源消耗|能源消费总量|煤炭消费|煤耗|电耗|水耗|用水量|用水总量|取水总量|耗水|碳排放|二氧化碳排放|排放总量|排放量|排放强度"
    r"|温室气体排放|废水排放|废气排放|污染物|PM2\.5|PM10|细颗粒物|可吸入颗粒物|臭氧浓度|二氧化硫|氮氧化物|氨氮|化学需氧量|挥发性有机物"
    r"|重污染天|重度及以上污染|污染天数|劣[ⅤV五]|黑臭水体(?:比例|数|个数|条数)|丧失使用功能|荒漠化|沙化土地|水土流失面积|化肥.{0,4}(?:使用|施用)量|农药.{0,4}(?:使用|施用)量"
    r"|差距|收入比(?![重例率])|收入之比|倍差|恩格尔系数|基尼系数|负债率|债务率|杠杆率|不良.{0,4}率|物流.{0,8}(?:比重|比率|占比|费用率|成本)|物价|消费价格|CPI"
    r"|个人.{0,6}(?:自付|支付|负担|卫生支出)|自付比例|平均住院日|等待时间|等候时间|候诊|办理时限|办理时间|办结时限|办理环节|审批时限|审批时间|办件时间|出行时间|通勤时间|通勤时耗"
    r"|响应时间|反应时间|到达时间|停电时间|拥堵|大班额|超大班|班额|生师比|流产率|剖宫产|低出生体重|缺陷发生率|贫血患病|抚养比|赤字率|宏观税负|突发[^，]{0,6}事件|人均[^，]{0,6}建设用地|建设用地.{0,6}(?:消耗|使用面积|用地量)|新增建设用地"
    r"|开发强度|违法|违规|侵权|逾期|欠薪|不合格|不达标|脱贫.{0,4}返贫|人口自然减少|二次事故|万车死亡|缺口|短缺|欠账|积案|积压|间距|半径|漏报|误报|失信|空白村|薄弱村|威胁人数|受威胁|隐患(?:点|数)|风险点"
    r"|(?:开办|登记|注册|接电|通关|结案|审理|受理|送达|到场|到位|接警|出警|救援|等待|排队|换乘|延误|配送|报装|纳税|用时|办税|退税)(?:平均|整体|所需)?"
    r"(?:时间|时长|时限|用时|天数|周期)|跑动次数|办理环节|办事环节|申请材料|申报材料"
)
#: Planned sizes: a bound on them says what is foreseen, not which way is better.
_NEITHER = re.compile(
    r"(?:人口自然增长|人口出生|人口增长|人口机械增长)率|出生人口性别比|(?:常住|户籍|总)人口(?:规模|总量|总数|数量|数)?$|^人口(?:总量|规模|总数)"
    r"|^(?:城乡|城镇|国土|全[省市县区])?建设用地(?:总)?(?:规模|面积|总量)$|(?:产业|经济|用地|投资|能源)结构(?:比例)?$|三次产业(?:结构|比)"
)
# What something costs, as the head of the name or set against output (…费用与地区生产总值的比率): what is spent on
# research or safety is a good, and what is refunded of a cost (住院费用报销比例) is another quantity.
_COST = re.compile(
    r"(?<!研发)(?<!研究)(?<!开发)(?<!科研)(?<!创新)(?<!技术)(?<!教育)(?<!培训)(?<!安全)(?<!安全生产)(?<!环保)(?<!保护)(?<!保障)(?:费用|成本)"
    r"(?:支出)?(?:总额|总量|水平|指数)?(?:$|率$|[与和同及](?:地区|国内)?[^，。]{0,10}的?(?:比率|比例|比值|之比|比)$"
    r"|(?:占|相当于)(?:地区|国内)?(?:生产总值|GDP|营业收入|总收入|销售收入|主营业务收入|总成本)的?(?:比率|比例|比重|比值|百分比)?$)"
)
# A share or rate of losses: how many fall ill, die, are damaged, burn, give up.
_RATE_OF_EVIL = re.compile(
    r"(?<![零无])(?:成灾|受灾|受害|受损|损毁|毁损|破损|腐损|发生|伤亡|致死|致残|致贫|致盲|失能|失智|早产|截肢|复发|再入院|传播|溺水"
    r"|违约|逾期|坏账|弃耕|撂荒|抛荒|弃置|闲置|弃风|弃光|弃水|退保|返工|返修|失误|误差|误诊|漏诊|中断|延误|晚点|流失|流产|自杀|重犯|再犯)率$"
    r"|(?:事故|火灾|案件|灾害|纠纷|投诉|疫情|中毒)(?:发生)?(?:起数|件数|次数|数)$"
)
# Shares of what is done as it should be: nobody sets an upper limit on them.
_PLAIN_GOOD = re.compile(
    r"(?:覆盖|达标|合格|优良|满意|普及|入学|入园|巩固|参保|签约|知晓|无害化处理|集中处理|建成|配备|接种|持证|办结|规范化|硬化|通达|准点|正点|成活|存活|按时办结"
    r"|建档|公开)率$|满意度$|优良天数(?:比率|比例)$|预期寿命$"
)
_HIGHER = re.compile(
    r"率|(?:补贴|补助|救助|保障|低保|供养|养老金|筹资)[^，]{0,4}标准|比例|比重|占比|覆盖|增加值|生产总值|GDP|收入|产值|产量|产能|生产能力|能力|投资|投入|经费|拥有|数量|总数|个数|面积|总面积|规模|人数|床位|医师|护士|医生|教师|托位|学位"
    r"|寿命|年限|时长|里程|长度|公里|密度|存量|蓄积量|保有量|储量|库容|水平|指数|满意度|知晓|专利|品牌|企业|园区|基地|中心|平台|机构|设施|场所|示范|创建|建设|新建|新增|培育|培训"
    r"|人才|人员|志愿者|社会工作者|工作者|社会组织|游客|旅游|客运量|货运量|吞吐量|贸易|进出口|出口|进口|销售额|交易额|零售|营业|利润|税收|成交|出口额|用户|基站|机架|带宽|速率|算力"
    r"|绿地|绿道|绿化|盖度|郁闭度|天数|优良|森林|湿地|保护|修复|治理|增长|增速|提高|提升|增加|供应|供给|储备|次数|场次|人次|藏书|图书|体育|活动|服务|覆盖面|筹集|房源|改造|开工|竣工|完工|保障|配备|拥有量|普及|惠及|认定|引进|招引|签约|就业|数$|量$|额$"
)


def direction_of(
    name: str,
    comparator: Comparator | None = None,
    baseline: Value | None = None,
    target: Value | None = None,
) -> Direction:
    """Which direction of change is the better one for an indicator called ``name``.

    ``comparator`` is that of the target (taken from ``target`` if not given): an upper bound (≤, <) means that less
    is better, a lower bound that more is. Words decide before the comparator where they are unmistakable: 失业率 is
    better low even where the table prints no ≤. The change from baseline to target is used last, and only for names
    that say nothing: a plan does not set out to make things worse.
    """
    plain = re.sub(r"（[^）]*）$", "", "".join(name.split()))
    if _NEITHER.search(plain):
        return "unknown"
    bound = comparator or (target.comparator if target is not None else None)
    reduction = bool(_REDUCTION.search(plain)) and not _FALL_AS_LEVEL.search(plain)
    if bound in ("<=", "<"):
        return "lower_is_better"
    evil = _is_evil(plain)
    if evil and not reduction and not _ANSWERED.search(plain):
        # ≥ on an evil (控制事故…) is too odd to be read either way.
        return "lower_is_better" if bound not in (">=", ">") else "unknown"
    if bound in (">=", ">") or reduction:
        return "higher_is_better"
    if _RATE_UP.search(plain) or _HIGHER.search(plain):
        return "higher_is_better"
    return _direction_of_change(baseline, target)


def unmistakable_direction(name: str) -> Direction:
    """The better direction where no comparator could make it the other one: 覆盖率, 合格率 high, 死亡率, 成灾率 low.

    Unknown for sizes and amounts, on which a plan may set an upper or a lower limit.
    """
    plain = re.sub(r"（[^）]*）$", "", "".join(name.split()))
    if re.search(r"[未不非降减]|无(?!害|线|障碍)", plain) or _NEITHER.search(plain):
        return "unknown"
    if _PLAIN_GOOD.search(plain):
        return "higher_is_better"
    rate = re.search(r"率$|系数$", plain) is not None
    return "lower_is_better" if rate and _is_evil(plain) and not _ANSWERED.search(plain) else "unknown"


def _is_evil(plain: str) -> bool:
    return any(words.search(plain) for words in (_LOWER, _RATE_OF_EVIL, _COST))


def _direction_of_change(baseline: Value | None, target: Value | None) -> Direction:
    if baseline is None or target is None or baseline.value is None or target.value is None:
        return "unknown"
    if baseline.unit != target.unit or baseline.basis != target.basis or baseline.value == target.value:
        return "unknown"
    return "higher_is_better" if target.value > baseline.value else "lower_is_better"
