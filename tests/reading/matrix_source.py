"""One plan and its renderings: the same words as text, Markdown, web page, Word document and PDF.

The plan is a list of blocks; each renderer dresses them as files of its kind are dressed in the wild (running heads,
page numbers, navigation, merged cells, automatic numbers) and changes no word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from reading_samples import add_list_number

TITLE = "青川县“十四五”公共体育服务体系建设规划"
RED_HEAD = ["青川县人民政府办公室", "关于印发《青川县“十四五”公共体育服务体系建设规划》的通知"]
NUMBER = "青府办发〔2022〕17号"
DATE = "2022年3月18日"


@dataclass(frozen=True)
class Block:
    """``kind``: center, para, heading (with ``level`` 1 to 3), box (``lines`` are its items), caption, table, note."""

    kind: str
    text: str = ""
    level: int = 0
    lines: tuple[str, ...] = ()


TABLE = [
    ["类别", "序号", "指标名称", "单位", "2020年", "2025年", "属性"],
    ["设施", "1", "人均体育场地面积", "平方米", "1.95", "≥2.6", "约束性"],
    ["设施", "2", "行政村健身设施覆盖率", "%", "82.4", "100", "预期性"],
    ["设施", "3", "公共体育场馆免费或低收费开放率", "%", "75", "≥95", "预期性"],
    ["队伍", "4", "每千人拥有社会体育指导员人数", "人", "1.6", "2.8", "预期性"],
    ["队伍", "5", "青少年学生近视率", "%", "54.2", "≤49", "约束性"],
    ["参与", "6", "经常参加体育锻炼人数比例", "%", "35.1", "40以上", "预期性"],
    ["参与", "7", "县级体育社会组织数量", "个", "—", "25", "预期性"],
]

PLAN = [
    Block("center", RED_HEAD[0]),
    Block("center", RED_HEAD[1]),
    Block("center", NUMBER),
    Block("para", "各乡镇人民政府，县级有关部门："),
    Block(
        "para",
        "《青川县“十四五”公共体育服务体系建设规划》已经县政府同意，现印发给你们，请结合实际认真贯彻执行。",
    ),
    Block("right", "青川县人民政府办公室"),
    Block("right", DATE),
    Block("center", TITLE),
    Block(
        "para",
        "为构建更高水平的公共体育服务体系，根据《四川省“十四五”公共体育服务体系建设规划》和《广元市国民经济和社会发展"
        "第十四个五年规划和二〇三五年远景目标纲要》，结合我县实际，制定本规划。规划期为2021—2025年。",
    ),
    Block("heading", "一、发展基础", 1),
    Block(
        "para",
        "“十三五”时期，全县累计投入体育事业经费4200万元，新建健身广场36个。截至2020年底，行政村健身设施覆盖率达到82.4%，"
        "注册社会体育指导员380人。三项球类联赛、“一乡一品”活动深入人心。",
    ),
    Block("heading", "二、总体要求", 1),
    Block("heading", "（一）指导思想", 2),
    Block("para", "坚持以人民为中心的发展思想，把满足群众健身需求作为出发点和落脚点，推动全民健身与全民健康深度融合。"),
    Block("heading", "（二）发展目标", 2),
    Block(
        "para",
        "到2025年，公共体育服务体系基本健全，人均体育场地面积不低于2.6平方米，县城15分钟健身圈实现全覆盖，"
        "体育产业总规模力争达到3.5亿元。主要指标见表1。",
    ),
    Block("caption", "表1 “十四五”时期公共体育服务主要指标"),
    Block("table"),
    Block("note", "注：表中“约束性”指标须分年度落实。"),
    Block("heading", "三、主要任务", 1),
    Block("heading", "（一）完善健身设施网络", 2),
    Block("heading", "1.建设城区健身设施。", 3),
    Block(
        "para",
        "新建社区体育公园8个，改造老旧小区健身场地60处。2023年底前，建成县全民健身中心1座，总建筑面积不少于1.2万平方米。"
        "县城新建居住小区健身设施配建率达到100%。",
    ),
    Block("heading", "2.补齐乡村健身设施短板。", 3),
    Block(
        "para",
        "每个乡镇至少建有1个多功能运动场，行政村健身设施损坏率控制在5%以内。到2024年，农村健身步道累计达到120公里。"
        "（牵头单位：县教育局；责任单位：县农业农村局、县财政局）",
    ),
    Block(
        "box",
        "专栏1 健身设施提升工程",
        lines=(
            "1.社区体育公园建设工程。新建嵌入式球场20片，服务人口不少于6万人。",
            "2.乡镇运动场改造工程。改造乡镇运动场18个，2025年底全部投用。",
            "3.智慧场馆工程。公共体育场馆智能化改造比例达到60%。",
        ),
    ),
    Block("heading", "（二）丰富群众体育活动", 2),
    Block(
        "para",
        "每年举办县级以上群众性赛事不少于12场，参与人数年均增长8%左右。鼓励机关企事业单位将体育设施向社会开放，"
        "力争开放比例达到70%。",
    ),
    Block("heading", "（三）壮大体育人才队伍", 2),
    Block(
        "para",
        "加强社会体育指导员培训，五年累计培训1500人次以上，乡镇体育专干配备率达到100%。"
        "推动退役运动员到基层服务，支持30名以上优秀教练员下乡任教。",
    ),
    Block("heading", "四、保障措施", 1),
    Block("heading", "（一）加强组织领导", 2),
    Block("para", "建立县公共体育服务联席会议制度，统筹协调规划实施。"),
    Block("heading", "（二）强化资金保障", 2),
    Block("para", "落实体育彩票公益金，用于全民健身的比例不低于70%。到2025年，人均公共体育财政支出增长50%以上。"),
]

UPPER = """广元市“十四五”公共体育服务体系建设规划

一、总体要求
到2025年，人均体育场地面积达到2.6平方米以上，体育产业总规模达到80亿元。
表1 主要指标
序号\t指标名称\t单位\t2020年\t2025年\t属性
1\t人均体育场地面积\t平方米\t1.98\t≥2.6\t约束性
2\t行政村健身设施覆盖率\t%\t90\t100\t预期性
3\t经常参加体育锻炼人数比例\t%\t37\t≥42\t预期性
4\t国民体质监测合格率\t%\t91\t≥93\t预期性
二、主要任务
（一）完善健身设施网络
新建社区体育公园40个。公共体育场馆免费或低收费开放率达到95%以上。
（二）丰富群众体育活动
每年举办市级以上群众性赛事不少于20场。开展科学健身指导。
（三）壮大体育人才队伍
五年累计培训社会体育指导员5000人次以上。
（四）促进体育产业发展
培育省级体育产业示范基地3个。
三、保障措施
（一）加强组织领导
各县（区）要建立公共体育服务联席会议制度。
"""
"""The plan above, as text: what the renderings are aligned with."""


def _category_once(rows: list[list[str]]) -> list[list[str]]:
    """The category only in the first row of its group, as a merged cell shows it."""
    shown, before = [], ""
    for row in rows:
        shown.append([row[0] if row[0] != before else "", *row[1:]])
        before = row[0]
    return shown


def groups() -> list[tuple[int, int]]:
    """First row and number of rows of each merged category, the header being row 0."""
    groups: list[tuple[int, int]] = []
    for at, row in enumerate(TABLE):
        if groups and TABLE[at - 1][0] == row[0]:
            groups[-1] = (groups[-1][0], groups[-1][1] + 1)
        else:
            groups.append((at, 1))
    return groups


def text_lines() -> list[str]:
    """A line a paragraph; the cells of the table apart by tabs."""
    lines: list[str] = []
    for block in PLAN:
        if block.kind == "table":
            lines += ["\t".join(row) for row in TABLE]
        elif block.kind == "box":
            lines += [block.text, *block.lines]
        else:
            lines.append(("　　" if block.kind in ("para", "heading") else "") + block.text)
    return lines


def write_txt(path: Path, encoding: str) -> Path:
    """Plain text in any encoding."""
    path.write_bytes("\n".join(text_lines()).encode(encoding))
    return path


def write_wrapped(path: Path) -> Path:
    """Text as copied from a PDF: lines broken at 32 characters, a page number after every 28 lines."""
    lines: list[str] = []
    for block in PLAN:
        if block.kind == "table":
            lines += [" ".join(cell for cell in row if cell) for row in _category_once(TABLE)]
        elif block.kind == "box":
            lines += [block.text, *(part for line in block.lines for part in wrapped("　　" + line, 32))]
        else:
            lines += wrapped(("　　" if block.kind in ("para", "heading") else "") + block.text, 32)
    paged: list[str] = []
    for at in range(0, len(lines), 28):
        paged += [*lines[at : at + 28], f"— {at // 28 + 1} —", ""]
    path.write_text("\r\n".join(paged), encoding="utf-8", newline="")
    return path


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most ``width`` characters that break no number and begin with no stop."""
    lines = []
    while len(text) > width:
        at = width
        while re.match(r"[，。；：、！？）》”%\d.]", text[at]):
            at -= 1
        lines.append(text[:at])
        text = text[at:]
    return [*lines, text]


def write_md(path: Path) -> Path:
    """Markdown: headings by hashes, a pipe table, the box as a quotation with bold head."""
    parts: list[str] = []
    for block in PLAN:
        if block.kind == "heading":
            parts.append(f"{'#' * (block.level + 1)} {block.text}")
        elif block.kind == "table":
            rows = ["| " + " | ".join(row) + " |" for row in TABLE]
            parts.append("\n".join([rows[0], "|" + " --- |" * len(TABLE[0]), *rows[1:]]))
        elif block.kind == "box":
            parts.append(f"**{block.text}**")
            parts += block.lines
        elif block.text == TITLE:
            parts.append(f"# {TITLE}")
        else:
            parts.append(block.text)
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    return path


def html_page(charset: str = "utf-8") -> str:
    """A page of a government site: navigation, the article with a merged table, related links, footer."""
    body: list[str] = []
    for block in PLAN:
        if block.kind == "heading":
            body.append(f"<h{block.level + 1}>{escape(block.text)}</h{block.level + 1}>")
        elif block.kind == "table":
            body.append(_html_table())
        elif block.kind == "box":
            items = "".join(f"<p>{escape(line)}</p>" for line in block.lines)
            body.append(f'<table border="1"><tr><td><p><b>{escape(block.text)}</b></p>{items}</td></tr></table>')
        elif block.kind in ("center", "right"):
            body.append(f'<p style="text-align:{block.kind}">{escape(block.text)}</p>')
        else:
            body.append(f"<p>　　{escape(block.text)}</p>")
    links = "".join(
        f'<li><a href="/{n}.html">{name}</a></li>' for n, name in enumerate(["首页", "政务公开", "互动交流"])
    )
    return (
        f'<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">'
        f"<title>{TITLE}_青川县人民政府</title><script>var hits = 3;</script></head><body>"
        f'<div class="nav"><ul>{links}</ul></div>'
        f'<div class="content"><div class="article" id="zoom">{"".join(body)}</div></div>'
        '<div class="footer"><p>主办：青川县人民政府办公室</p><p>网站标识码：5108220001</p></div></body></html>'
    )


def _html_table() -> str:
    starts = dict(groups())
    rows = []
    for at, row in enumerate(TABLE):
        cells = [f'<td rowspan="{starts[at]}">{row[0]}</td>'] if at in starts else []
        cells += [f"<td><p>{escape(cell)}</p></td>" for cell in row[1:]]
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f'<table border="1"><tbody>{"".join(rows)}</tbody></table>'


def write_html(path: Path, charset: str = "utf-8", encoding: str = "utf-8") -> Path:
    """The page; ``charset`` is what it says of itself, ``encoding`` what it is in."""
    path.write_bytes(html_page(charset).encode(encoding))
    return path


_NUMBERED = re.compile(r"(?:[一二三四]、|（[一二三]）|\d\.)(.+)")


def write_docx(path: Path, *, automatic: bool = False) -> Path:
    """A Word document; ``automatic``: the numbers of headings are Word's own and stand in no paragraph's text."""
    document = Document()
    document.core_properties.title = TITLE
    if automatic:
        _define_numbering(document)
    for block in PLAN:
        match block.kind:
            case "heading":
                paragraph = document.add_heading(level=block.level)
                printed = _NUMBERED.fullmatch(block.text) if automatic else None
                paragraph.add_run(printed[1] if printed else block.text)
                if printed:
                    add_list_number(paragraph, 91, block.level - 1)
            case "table":
                _word_table(document)
            case "box":
                cell = document.add_table(1, 1, style="Table Grid").cell(0, 0)
                cell.text = block.text
                for line in block.lines:
                    cell.add_paragraph(line)
            case "center":
                document.add_paragraph(block.text).alignment = WD_ALIGN_PARAGRAPH.CENTER
            case _:
                document.add_paragraph(block.text)
    document.save(str(path))
    return path


def _define_numbering(document: object) -> None:
    levels = [("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")]
    xml = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text) in enumerate(levels)
    )
    numbering = document.part.numbering_part.element  # type: ignore[attr-defined]
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{xml}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="90"/></w:num>'))


def _word_table(document: object) -> None:
    table = document.add_table(len(TABLE), len(TABLE[0]), style="Table Grid")  # type: ignore[attr-defined]
    for at, row in enumerate(TABLE):
        for column, cell in enumerate(row[1:], start=1):
            table.cell(at, column).text = cell
    for start, length in groups():
        table.cell(start, 0).text = TABLE[start][0]
        if length > 1:
            table.cell(start, 0).merge(table.cell(start + length - 1, 0))
