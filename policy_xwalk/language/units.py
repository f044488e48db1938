"""Units of plans as patterns: physical units, money, time, and the measure words of Chinese."""

from __future__ import annotations

import re

# What is counted by a noun alone (18 人) is a unit too.
_UNITS = re.split(
    r"\s+",
    """% ‰ 个百分点 百分点
    平方公里 平方千米 平方米 立方米 公里 千米 厘米 毫米 米 公顷 亩 ㎡ 平米 m2 km2 平方
    万千瓦时 千瓦时 兆瓦时 千瓦 兆瓦 吉瓦 度 瓦 伏
    吨二氧化碳当量 吨标准煤 标准煤 吨 公斤 千克 斤 克 蒲式耳 立方 升 毫升 桶 毫克/升 微克/立方米 毫克/立方米 毫克 微克
    人次 人天 人日 户次 架次 车次 辆次 班次 件次 场次 台次 批次 标箱 标台 标准箱
    元/人 元/平方米 平方米/人 元/年 元/月 人/平方公里 件/万人 张/千人
    个工作日 个自然日 个月 个季度 工作日 小时 分钟 秒 周岁 岁 学时 课时 学分 学年 学期 年一遇
    万美元 美元 欧元 港元 元 社区 个
    人 名 位 户 家 所 处 座 项 件 支 张 套 台 辆 艘 架 条 本 册 卷 种 类 门 场 期 次 篇 例 间 栋 幢 只 头 羽 株 棵 根
    块 片 段 道 口 眼 孔 组 对 双 批 份 宗 起 款 项次 班 届 轮 倍 番 成 级 档 组团 床 天 日 周 月 年
    校 厂 站 点 机 柜 比特 字节 千赫 赫兹 赫 分贝 摄氏度 ℃ 天次 里 海里 节 分 席 尾 粒 扇 盏 股 枚 幅 颗 匹
    团 营 队 箱 袋 瓶 标兆""",
)
_LISTED = "|".join(re.escape(u) for u in sorted(set(_UNITS), key=lambda u: (-len(u), u)))
#: Words that are units only before certain others: 300个村 but 300个村级服务站; 1000单 but 1000单位.
UNIT = (
    r"人口(?=以上|以下|的)|个村(?![级民庄两干集医口组卫落委])|部(?!门)|人年(?![度均龄])|单(?![位元项一独体])|列(?![入为车席举项出支])|枚(?!举)|口(?![以及]*[上下])"
    r"|[省市县区乡镇村国](?![级外内属直际域中州办企长道籍家有])"
    rf"|{_LISTED}"
)
#: Units in Latin letters; 5G, 4A, 3D and the like are names.
LATIN = (
    r"(?:[PETGM]Flops|[PETGM]FLOPS|[KMGT]bps|[kKMGT]Wh?|TEU|k[gm]|km|hm2|TB|PB|EB|GB|MB|nm|MPa"
    r"|Mbit/s|Gbit/s|P(?![A-Za-z])|标准机架)"
)
MAGNITUDE = r"(?:万亿|千亿|百亿|十亿|千万|百万|十万|亿|万|千|百)"
#: A second measure word in brackets: 2.5万套（间）, 300台（套）.
ALTERNATIVE = r"（[个人名户家所处座项件张套台辆艘架条间栋幢只头株组次部支]{1,2}）"
#: Units that a Chinese numeral may stand before; 年, 级, 类, 大, 批 and the like name more often than they count.
WORDED_UNIT = (
    r"平方公里|平方千米|平方米|立方米|公里|千米|米|公顷|亩|吨标准煤|吨|公斤|千瓦时|千瓦|个百分点|百分点|人次|架次|场次|班次"
    r"|户次|个工作日|工作日|小时|分钟|美元|元|岁|所|座|家|处|名|支(?![付持])|条|户|次(?!性)|场(?![地所])|台|套|间|栋|项|件|张|辆|艘|只|头|株|枚|列"
    r"|个|人(?![民大均口才])"
)

#: Measure words that count things and are no unit of anything else.
COUNTERS = frozenset(
    re.split(
        r"\s+",
        """个 家 所 处 座 项 件 支 张 套 台 辆 艘 架 部 条 本 册 种 类 门 场 期 篇 例 间 栋
    幢 只 头 株 块 片 段 道 口 组 对 双 批 份 宗 款 班 届 个村 村 校 厂 站 点 尾 盏 床""",
    )
)
