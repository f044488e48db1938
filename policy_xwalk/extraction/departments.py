"""Who is charged with an action: bodies in brackets behind it (责任单位：…) and in its sentences (…牵头)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from policy_xwalk.extraction.plantext import PlanText
from policy_xwalk.records import Department, DepartmentRole

# Fields of government as they stand in the names of departments at every level since 1998.
_FIELD = (
    r"(?:发展(?:和)?改革|发改|教育|科学?技术?|科技|工业和信息化|工信|经济和信息化|民族(?:宗教|事务)|民宗|公安|国家安全|民政|司法|财政|人力资源(?:和)?社会保障|人社"
    r"|自然资源|国土资源|生态环境|环境保护|环保|住房(?:和)?城乡建设|住建|规划|交通运输|交通|水利|水务|农业农村|农业|畜牧|商务|文化(?:和)?(?:旅游)?|文旅|文广|卫生健康|卫健"
    r"|卫生(?:和)?计(?:划)?生(?:育)?"
    r"|退役军人(?:事务)?|应急(?:管理)?|审计|市场(?:监督管理|监管)|工商|质监|食品药品监(?:督)?管(?:理)?|药监|统计|体育|广播?电视?|广电|新闻出版|医疗?保障|医保|机关事务|信访"
    r"|国有?资产?监管?|国资|金融(?:监管|工作|管理)?|地方金融监管"
    r"|乡村振兴|扶贫|林业(?:和)?草原?|林草|能源|粮食(?:和)?(?:物资)?储备|粮食|知识产权|税务|气象|地震|海关|邮政(?:管理)?|通信管理|烟草|消防(?:救援)?|大数据|数据"
    r"|政务服务(?:和?数据)?(?:管理)?|行政审批(?:服务)?|城市管理|城管|综合(?:行政)?执法"
    r"|组织|宣传|统战|政法|网信|编办|机构编制|党校|老干部|文明|台办|侨务|外事|档案|残疾人|妇女|青年|供销|国防动员|人民银行|银保监|证监|铁路|民航|海洋|渔业|疾控|中医药|人防|投资促进|招商|口岸|移民|旅游|信息化)"
)
_PREFIX = r"(?:国家|国务院|中央|省级?|市级?|县级?|区级?|州|盟|旗|自治区|全?省)?(?:直)?(?:委|政府)?"
_SUFFIX = r"(?:管理)?(?:委员会|办公厅|办公室|管理局|监督局|总局|总队|支队|部门|单位|[部厅局委办署])"
_BODY = re.compile(
    rf"{_PREFIX}(?:{_FIELD}(?:[和与]?{_FIELD}){{0,3}}{_SUFFIX}|{_FIELD}(?=、[^，。；]{{0,40}}?部门|等(?:有关|相关)?部门)|总工会|团委|共青团"
    rf"|团[省市县区]委|妇联|残联|科协|工商联|文联|侨联|红十字会|法院|检察院|人民银行[^、，。）]{{0,8}}?(?:分行|支行)|税务局|文明办|编办|网信办|信访局|政府(?:办公)?[厅室])"
)
_BRACKET = re.compile(r"[（(【](?P<inside>[^（）()【】]*(?:（[^（）]*）[^（）]*)*)[）)】]")
# 指导 and 督导 are duties at the end of a list only; 心理健康教育指导中心 is the name of a body.
_DUTY = re.compile(
    r"责任|牵头|配合|负责|主管|落实|承办|协作|参与|参加|(?:指导|督导)(?=[，,；;。）)】]|$)|(?:指导|督导)(?:单位|部门)[：:]"
)
#: What the words of a list say of duties that others carry out.
_GUIDES = re.compile(r"指导|督导")
_LABEL = re.compile(
    r"^(?:责任|牵头|主办|配合|主管|参与|协作|协办|承办|参加|落实|负责|指导|督导)(?:责任)?(?:部门|单位|处室|人|领导)?[：:]"
)
_LABELLED = re.compile(
    r"(?:(?<=[。；])|^)(?:责任|牵头|主办|配合|参与|协作|协办|承办|指导|督导)(?:责任)?(?:部门|单位|处室)[：:][^。（(【]{2,200}"
)
_PART = re.compile(r"[^，,；;。]+")
_NAME = re.compile(
    r"(?:会同|会商|联合|、|(?<=[部厅局委办会])[和及与])*(?P<name>.+?)(?=会同|会商|联合|、|(?<=[部厅局委办会])[和及与]|$)"
)
#: In a list, what stands before 会同 leads and what stands behind works with it.
_WITH = re.compile(r"(?:会同|会商|联合)")
_DUTY_TAIL = re.compile(
    r"(?:等)?(?:有关|相关)?(?:部门|单位)?(?:按(?:照)?(?:各自)?职责(?:分工)?)?(?:分别|共同|具体)?(?:牵头(?:负责)?|负责|配合|参与|参加|落实|组织实施|(?:协调|业务|监督|统筹)?(?:指导|督导))*$"
)
# A body in a bracket of duties may have any name of this shape (各市人民政府, 山东科学院, 省委编办).
_ANY_BODY = re.compile(
    r"^(?:各|有关|省|市|县|区|国|自治)?[\u4e00-\u9fff]{1,22}(?:[部厅局委办会院校社署团队司处所行]|政府|公司|集团|中心|部门|单位|街道|乡镇|乡（镇）|联|室|站)$"
)
_LED = re.compile(r"(?:[，。；：、]|^|由)(?P<list>[^，。；：]{2,60}?)(?:共同|负责)?牵头(?!单位|部门)")
_TOGETHER = re.compile(
    r"(?:[，。；：]|^|由)(?P<first>[^，。；：]{0,30}?)会同(?P<list>[^，。；：]{2,60}?)(?=负责|组织|制定|牵头|开展|实施|推进|做好|建立|研究|[，。；]|$)"
)
_MUST = re.compile(
    r"(?:^|[，。；])(?P<list>[^，。；：]{2,40}?)(?:要|应当?)(?:会同|切实|认真|定期|按照|加强|做好|负责|充分|积极|加大|组织)"
)
_SHARED = re.compile(
    r"(?:^|[，。；])(?P<list>[^，。；：]{2,60}?)(?:等(?:有关|相关)?(?:部门|单位))?(?:按照?|根据)(?:各自)?职责(?:分工)?"
    r"(?:做好|抓好|负责|落实|推进)"
)
_HELPING = re.compile(
    r"(?:^|[，。；])(?P<list>[^，。；：]{2,60}?)(?:等(?:有关|相关)?(?:部门|单位))?(?:积极|密切)?(?:配合|参与|协同|参加)(?=[，。；]|$)"
)
_GUIDED = re.compile(r"在(?P<list>[^，。；：]{2,40}?)的?(?:统筹|业务|具体|统一|有力)*(?:指导|督导)下")
_SUPPORT = re.compile(r"配合(?P<list>[^，。；：]{2,40}?(?:部门|[局厅委办]))(?=开展|做好|推进|实施|[，。；])")
#: How sentences give duties: the pattern, the role of its bodies, and words of which one stands in all its matches.
_SPOKEN: tuple[tuple[re.Pattern[str], DepartmentRole | None, tuple[str, ...]], ...] = (
    (_LED, "lead", ("牵头",)),
    (_SUPPORT, "lead", ("配合",)),
    (_GUIDED, "support", ("导下",)),
    (_MUST, None, ("要", "应")),
    (_SHARED, None, ("职责",)),
    (_HELPING, "support", ("配合", "参与", "协同", "参加")),
)
_TOGETHER_ROLES: tuple[tuple[str, DepartmentRole], ...] = (("first", "lead"), ("list", "joint"))


#: What may stand before a body that is one of its own (各乡镇配合县教育局).
_JOINS_BODIES = re.compile(r"[部厅局委办会由和与及]|配合|乡镇|街道|单位")


def read_departments(plan: PlanText, ranges: Iterable[tuple[int, int]]) -> tuple[Department, ...]:
    """The bodies charged with the text of an action, in its order; each once, with the first role it is given."""
    found: dict[str, Department] = {}
    for start, end in ranges:
        text = plan.flow.text[start:end]
        if not _DUTY.search(text) and not any(word in text for word in ("要", "会同", "导下")):
            continue
        outer = (0, 0)
        for name, role, a, b in sorted((*_in_lists(text), *_in_sentences(text)), key=lambda f: (f[2], -f[3])):
            if outer[0] < a < b == outer[1] and not _JOINS_BODIES.search(text, outer[0], a):
                # 体育局 at the end of 县教育科技体育局 is no body of its own.
                continue
            outer = (a, b)
            found.setdefault(name, Department(name, role, plan.quote(start + a, start + b)))
    return tuple(found.values())


def _duty_passages(text: str) -> Iterator[tuple[int, int]]:
    """Where a list of duties stands: “（省教育厅牵头，省财政厅配合）”, “责任单位：A、B；配合单位：C。”."""
    brackets = [m.span("inside") for m in _BRACKET.finditer(text)]
    yield from (span for span in brackets if _DUTY.search(text, *span))
    for label in _LABELLED.finditer(text):
        if not any(start <= label.start() < end for start, end in brackets):
            yield label.span()


def _in_lists(text: str) -> Iterator[tuple[str, DepartmentRole | None, int, int]]:
    """The bodies named in lists of duties; a body in the lead makes those that are merely responsible its partners."""
    for start, end in _duty_passages(text):
        led = False
        for part in _PART.finditer(text, start, end):
            label = _LABEL.match(part[0])
            offset = part.start() + (label.end() if label else 0)
            body = text[offset : part.end()]
            tail = _DUTY_TAIL.search(body)
            words = (label[0] if label else "") + (tail[0] if tail else "")
            role = _role(words)
            if role is None and _GUIDES.search(words) and (part.start() > start or part.end() < end):
                # Who guides beside others that carry the work out helps them; named alone, the duty is undivided.
                role = "support"
            led = led or role == "lead"
            if role is None and led and label is not None and label[0].startswith("责任"):
                role = "joint"
            listed = body[: tail.start()] if tail else body
            together = _WITH.search(listed)
            for found in _NAME.finditer(listed):
                at, end_at = found.span("name")
                own: DepartmentRole | None = role
                if together is not None:
                    own = "lead" if end_at <= together.start() else "joint"
                if listed.startswith("各级", at) and _BODY.fullmatch(listed, at + 2, end_at):
                    at += 2
                name = listed[at:end_at]
                if _BODY.fullmatch(name) or _ANY_BODY.match(name):
                    yield name, own, offset + at, offset + end_at


def _in_sentences(text: str) -> Iterator[tuple[str, DepartmentRole | None, int, int]]:
    """“省民政厅、省发展改革委牵头，…配合”, “县民政局要定期…”, “配合市民政局…”: only known fields of government."""
    for m in _TOGETHER.finditer(text) if "会同" in text else ():
        for group, part in _TOGETHER_ROLES:
            for body in _BODY.finditer(text, m.start(group), m.end(group)):
                yield body[0], part, body.start(), body.end()
    for pattern, role, words in _SPOKEN:
        if not any(word in text for word in words):
            continue
        for m in pattern.finditer(text):
            for body in _BODY.finditer(text, m.start("list"), m.end("list")):
                own = role
                if pattern is _MUST and len(_BODY.findall(m["list"])) == 1 and "各" not in m["list"]:
                    own = "lead"
                # 组织、民政、发展改革部门: the last word is said of each.
                shared = re.fullmatch(_FIELD, body[0]) is not None
                yield body[0] + "部门" if shared else body[0], own, body.start(), body.end()


def _role(words: str) -> DepartmentRole | None:
    """What the words around a list say its bodies do; None for an undivided duty (负责, 按职责分工)."""
    if "牵头" in words or "主办" in words:
        return "lead"
    if re.search(r"配合|参与|参加|协作|协办", words):
        return "support"
    return None
