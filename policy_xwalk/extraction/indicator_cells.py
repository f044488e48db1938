"""What the cells of a main-indicator table say: names with number, unit and marks; notes; departments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from policy_xwalk.extraction.table_words import ATTRIBUTE, MARK, MEASURED, YEAR, is_unit
from policy_xwalk.records import Attribute, Basis, Department, DepartmentRole

_NUMBER = re.compile(r"[（(]?(\d{1,3})(?:[.、．）)](?!\d)|(?=[^\d.、．）)%]))")
_SUB_NUMBER = re.compile(r"[（(]\d{1,2}[）)]|[①-⑳]|\d{1,2}[.．]\d{1,2}(?=\D)[.、]?")
_PART = re.compile(r"(?:其中|#|[-—–]{1,2})[：:，,]?")
_LEADING_MARK = re.compile(rf"^{MARK}+")
_TRAILING_MARK = re.compile(rf"{MARK}+$")
_BRACKET = re.compile(r"[（\[]([^（）\[\]]*(?:（[^（）]*）[^（）\[\]]*)*)[）\]]$")
_ATTRIBUTE_AHEAD = re.compile(r"[（【\[](?:预期|约束)性(?:指标)?[）】\]]")
_ATTRIBUTE_PIECE = re.compile(r"[，,、；;]?(?:预期|约束)性(?:指标)?[，,、；;]?")
_COMMA_UNIT = re.compile(r"[，,：:/]([^，,：:/（）]{1,8})$")


@dataclass(frozen=True, slots=True)
class Name:
    """A name cell taken apart; ``part`` says that it names a part of the indicator above (其中：…)."""

    text: str
    no: int | None = None
    unit: str | None = None
    basis: Basis | None = None
    attribute: Attribute | None = None
    marks: tuple[str, ...] = ()
    part: bool = False


def read_attribute(text: str) -> Attribute | None:
    """预期性 or 约束性; None where the text says neither or both."""
    expected, binding = "预期" in text, "约束" in text
    if expected == binding:
        return None
    return "预期性" if expected else "约束性"


def read_name(text: str, expected: int | None = None) -> Name:
    """Take number, unit, attribute and reference marks out of a name cell.

    A number without a dot is taken for one only where it is ``expected``: 3岁以下婴幼儿托位数 begins with an age.
    """
    marks: list[str] = []
    if (match := _LEADING_MARK.match(text)) and not re.match(r"[#①-⑳]", text):
        marks.extend(re.findall(MARK, match[0]))
        text = text[match.end() :]
    no: int | None = None
    part = False
    due = re.match(rf"{expected}[.、．](?=\d)", text) if expected is not None else None
    if due is not None and MEASURED.match(text, due.end()):
        no, text = expected, text[due.end() :]
    elif match := _SUB_NUMBER.match(text):
        text = text[match.end() :]
    elif (match := _NUMBER.match(text)) and len(text) > match.end():
        dotted = match[0][-1:] in ".、．）)"
        if dotted or (expected is not None and int(match[1]) == expected and not MEASURED.match(text)):
            no = int(match[1])
            text = text[match.end() :].lstrip(".、．")
    if match := _PART.match(text):
        part, text = True, text[match.end() :]
    attribute: Attribute | None = None
    unit: str | None = None
    basis: Basis | None = None
    if (match := _ATTRIBUTE_AHEAD.match(text)) and match.end() < len(text):
        attribute, text = read_attribute(match[0]), text[match.end() :]
    changed = True
    while changed:
        changed = False
        if match := _TRAILING_MARK.search(text):
            marks.extend(re.findall(MARK, match[0]))
            text, changed = text[: match.start()], True
        if (match := _BRACKET.search(text)) and match.start():
            inside = match[1]
            if ATTRIBUTE.fullmatch(inside):
                attribute, text, changed = read_attribute(inside), text[: match.start()], True
            elif (match_attribute := _ATTRIBUTE_PIECE.search(inside)) and is_unit(
                rest := _ATTRIBUTE_PIECE.sub("", inside)
            ):
                attribute, unit = read_attribute(match_attribute[0]), unit or rest
                text, changed = text[: match.start()], True
            elif unit is None and (found := _unit_in(inside)) is not None:
                unit, basis = found
                text, changed = text[: match.start()], True
            elif re.fullmatch(r"注\d*|[①-⑳]", inside):
                marks.append(inside)
                text, changed = text[: match.start()], True
    if unit is None and (match := _COMMA_UNIT.search(text)) and is_unit(match[1]):
        unit, text = match[1], text[: match.start()]
    return Name(text.strip("：:"), no, unit, basis, attribute, tuple(marks), part)


def _unit_in(inside: str) -> tuple[str, Basis | None] | None:
    """Unit and basis that brackets behind a name hold: （%）, （单位：万人）, （亿元，五年累计）."""
    unit: str | None = None
    basis: Basis | None = None
    for piece in re.split(r"[，,；;]", re.sub(r"^(?:计量)?单位[：:]", "", inside)):
        if unit is None and is_unit(piece):
            unit = piece
        elif "累计" in piece:
            basis = "cumulative"
            rest = re.sub(r"五年|累计|新增", "", piece)
            unit = rest if unit is None and is_unit(rest) else unit
        elif "年均" in piece:
            basis = "annual_average"
            rest = re.sub(r"年均|增长|增速", "", piece)
            unit = rest if unit is None and is_unit(rest) else unit
        elif unit is None:
            return None
    return None if unit is None else (unit, basis)


def strip_marks(text: str) -> tuple[str, tuple[str, ...]]:
    """A value cell without its reference marks, and the marks."""
    marks: list[str] = []
    if match := re.match(rf"(?:(?![①-⑳]){MARK})+(?=[\d≥≤<>〔])", text):
        marks.extend(re.findall(MARK, match[0]))
        text = text[match.end() :]
    if (match := _TRAILING_MARK.search(text)) and match.start():
        marks.extend(re.findall(MARK, match[0]))
        text = text[: match.start()]
    if (match := re.search(r"[（(](注\d*|[①-⑳])[）)]$", text)) and match.start():
        marks.append(match[1])
        text = text[: match.start()]
    return text, tuple(marks)


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes under a table, by the mark that leads to them."""

    by_mark: dict[str, str] = field(default_factory=dict)
    others: Attribute | None = None
    """The attribute of the rows without a mark (其余为预期性指标), or of all rows."""
    base_year: int | None = None
    """The year that the notes give the whole column of baselines (基期为2020年)."""
    target_year: int | None = None
    sums_in_round: bool = False
    """The notes say that round brackets hold sums over the period."""

    def text(self, marks: Sequence[str]) -> str | None:
        """The notes that a row's marks lead to, in the order of the marks."""
        found = [self.by_mark[m] for m in dict.fromkeys(marks) if m in self.by_mark]
        return " ".join(found) or None

    def year(self, marks: Sequence[str]) -> int | None:
        """The base year a mark stands for: ＊为2019年数据."""
        for mark in marks:
            note = self.by_mark.get(mark, "")
            if (match := re.search(r"(?:为|是|系|采用|取|均为|使用)[^，。；]{0,4}?((?:19|20)\d\d)年", note)) or (
                match := re.search(r"((?:19|20)\d\d)年(?:的)?(?:数据|数值|数|值|统计|指标)", note)
            ):
                return int(match[1])
            if len(note) <= 24 and not _OTHER_YEARS.search(note) and (year := year_in(note)) is not None:
                return year
        return None

    def attribute(self, marks: Sequence[str]) -> Attribute | None:
        """The attribute a mark stands for: 带★的为约束性指标."""
        for mark in marks:
            if found := re.search("预期性|约束性", self.by_mark.get(mark, "")):
                return read_attribute(found[0])
        return self.others


#: Years of prices, borders and rules are no base years.
_OTHER_YEARS = re.compile(r"价|标准|口径|区划|办法|〔|印发|起|修订|计划|目标|规划")
_NOTE_MARK = re.compile(
    rf"(?:(?:数据|数值|指标|名称|数字)?(?:后|前|右上角|中)?(?:带|标|注|有|加|标注|标有|带有|注有|标示)|其中|除)?[“\"‘]?({MARK}|注\d+)[”\"’]?(?:号|标记|标识|者|符号)?(?:的|指标|数据|项)*"
)


def read_notes(lines: Sequence[str]) -> Notes:
    """Cut the note lines of a table into notes with a mark each."""
    by_mark: dict[str, str] = {}
    text = " ".join(lines)
    text = re.sub(r"^(?:注(?=[：:\s*※])|备注|说明)[：:]?", "", text.strip())
    places = []
    for match in _NOTE_MARK.finditer(text):
        before = text[: match.start()].rstrip()
        if not before or before[-1] in "。；;，,：: 、.”除）)（(①②③④⑤⑥⑦⑧⑨⑩" or re.search(r"\d[.、．]?$", before):
            places.append((match.start(), match[1]))
    for index, (start, mark) in enumerate(places):
        end = places[index + 1][0] if index + 1 < len(places) else len(text)
        note = re.split(r"[。；;]", text[start:end])[0]
        note = re.sub(r"[\s，,、]*\d*[.、．]?$", "", note) if index + 1 < len(places) else note
        if note.strip() != mark:
            by_mark.setdefault(mark, note.strip())
    rest = re.search(
        r"(?:其[余他它]|未标注|不带|(?:本表|表中|以上|所有|全部)[^，。；]{0,6})[^，。；]{0,8}?(预期性|约束性)", text
    )
    clauses = re.split(r"[。；;]|，(?=其中)", text)
    whole = "。".join(c for c in clauses if re.search("除[^，。；]{2,30}外", c) or not re.search(MARK, c))
    return Notes(
        by_mark,
        read_attribute(rest[1]) if rest else None,
        _year_of(r"除[^，。；]{2,30}外[，,]?(?:其[余他]|其它)?", whole)
        or _year_of(r"(?:基期|基准|现状|基数|基础|起始)", whole),
        _year_of(r"(?:目标|规划期?末|规划目标)", whole),
        re.search(r"（\s*）[^。；]{0,8}累计|(?:圆|小)括号[^。；]{0,8}累计", text) is not None,
    )


def _year_of(what: str, text: str) -> int | None:
    """The year that notes give a column: 基期为2020年, 现状值采用2020年数据, 目标年均为2025年."""
    match = re.search(
        rf"{what}(?:年份?|数?值|数据|数|指标)*(?:统一|均|都|一律)?(?:为|是|系|采用|取|指|以|截至|[:：])?((?:19|20)\d\d)年",
        text,
    )
    return int(match[1]) if match else None


_ROLE_WORDS: tuple[tuple[str, DepartmentRole], ...] = (
    ("牵头", "lead"),
    ("配合", "support"),
    ("参与", "support"),
    ("协同", "joint"),
)


def read_departments(text: str, header: str) -> tuple[Department, ...]:
    """The bodies named in a cell of 责任部门; the role stands in the header, before the colon or behind the name."""
    found: list[Department] = []
    header_role = None if "/" in header or "及" in header else _role(header)
    if "牵头" in header and re.search("配合|参与", header):
        header_role = None
    for clause in re.split(r"[；;。]|(?=(?:牵头|配合|责任|参与)(?:单位|部门)[：:])", text):
        label, colon, names = clause.rpartition("：")
        role = _role(label) if colon else header_role
        for raw in re.split(r"[、，,/ ]|(?<=[局委办院厅部会])和(?=[^\d])", names.strip()):
            name = re.sub(
                r"[（(](?:牵头|配合|参与)(?:单位|部门)?[）)]|(?:负责)?(?:牵头|配合|参与|负责)(?:单位|部门)?$|^按职责分工.*|等(?:部门|单位)?(?:按职责分工负责)?$",
                "",
                raw,
            )
            if name and not re.fullmatch(r"[-—–/]+|各有关部门", name):
                found.append(Department(name=name, role=_role(raw) or role, quote=raw))
    return tuple(found)


def _role(text: str) -> DepartmentRole | None:
    return next((role for word, role in _ROLE_WORDS if word in text), None)


def year_in(text: str) -> int | None:
    """The only year a text names."""
    years = set(YEAR.findall(text))
    return int(years.pop()) if len(years) == 1 else None
