"""The doctor: what was read, where, what is doubtful; a page that shows it, in which nothing of a plan is markup."""

from __future__ import annotations

import re
import sys
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest
from msgspec.structs import replace

from policy_xwalk.doctor import examine_bytes, run_doctor
from policy_xwalk.doctor.examine import label_number
from policy_xwalk.doctor.pictures import draw_pages
from policy_xwalk.errors import PlanError
from policy_xwalk.reporting.doctor_page import render_doctor
from policy_xwalk.wording import WARNINGS
from policy_xwalk.wording import doctor as wording

sys.path.insert(0, str(Path(__file__).parent / "reading"))

import matrix_source as source
import matrix_typeset as typeset

PLAN = """某县“十四五”养老服务规划

一、发展目标
到2025年，养老床位达到3500张。
主要指标
序号\t指标名称\t2020年\t2025年\t属性
1\t护理型床位占比（%）\t40\t≥55\t预期性
2\t养老护理员持证率（%）\t70\t90\t预期性
4\t老年食堂覆盖率（%）\t30\t80\t预期性
三、主要任务
（一）建设养老服务设施
新建社区养老服务站20个。
（三）培养人才
五年培训养老护理员800人次。
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, encoding="gb18030")
    return path


@pytest.fixture(scope="module")
def typeset_plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return typeset.write_pdf(tmp_path_factory.mktemp("doctor") / "plan.pdf")


def test_report_says_what_was_read_and_what_is_doubtful(plan: Path) -> None:
    report, code = run_doctor([plan], lang="zh")
    assert code == 0
    assert "编码：gb18030" in report
    assert "指标 3" in report
    assert re.search(r"表1，第\d+行，.*指标表", report)
    assert "一 发展目标 [目标, 第3行]" in report
    assert "“一 发展目标”之后缺 2" in report
    assert "“（一） 建设养老服务设施”之后缺 2" in report
    assert "序号缺 3" in report
    english, _ = run_doctor([plan], lang="en")
    assert "lacks the numbers 3" in english


def test_one_bad_file_does_not_end_the_others(plan: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing")
    letter = tmp_path / "letter.txt"
    letter.write_text("今天天气很好。\n我们去公园散步。\n", encoding="utf-8")
    told: list[str] = []
    report, code = run_doctor([broken, tmp_path / "absent.docx", letter, plan], lang="zh", tell=told.append)
    assert code == 2
    assert len(told) == 4
    assert report.count("不能使用：") == 3
    assert "某县“十四五”养老服务规划" in report
    assert report.endswith("共检查 4 个文件：1 个可用，3 个不能使用。")


def test_folder_and_archive_stand_for_their_files(plan: Path, tmp_path: Path) -> None:
    archive = tmp_path / "plans.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.write(plan, "县/plan.txt")
        packed.writestr("县/note.bin", b"\x00\x01\x02" * 400)
    report, code = run_doctor([archive], lang="zh")
    assert code == 2
    assert "plans.zip/县/plan.txt\n  格式：文本" in report
    assert "共检查 2 个文件：1 个可用，1 个不能使用。" in report
    folder, _ = run_doctor([tmp_path], lang="zh")
    assert "共检查 3 个文件" in folder


def test_private_glyphs_are_counted_with_what_they_were_read_as() -> None:
    text = PLAN.replace("3500张", "3\U001001b05万张").replace("养老服务站", "养老服务\ue123站")
    seen = examine_bytes(text.encode(), "plan.txt")
    assert [(g.code, g.count, g.read_as, [p.line for p in g.places]) for g in seen.glyphs] == [
        ("U+E123", 1, None, [12]),
        ("U+1001B0", 1, ".", [4]),
    ]
    assert [p.params["glyph"] for p in seen.problems if p.code == "unknown_glyph"] == ["U+E123"]


def test_control_characters_never_reach_the_terminal() -> None:
    from policy_xwalk.doctor.report import as_text

    seen = examine_bytes(PLAN.replace("某县", "某\x1b[31m县").encode(), "a\x1b]0;x\x07.txt")
    assert not [c for c in as_text(seen, "zh") if c != "\n" and not c.isprintable() and c != "\u3000"]


def test_marks_stand_on_the_characters_that_were_read(typeset_plan: Path) -> None:
    import pypdfium2

    seen = examine_bytes(typeset_plan.read_bytes(), "plan.pdf", keep=True)
    assert seen.document is not None
    pictures = draw_pages(seen.data, seen.document, seen.marks)
    assert [picture.page for picture in pictures] == [1, 2]
    assert not [seen.marks[index] for picture in pictures for index in picture.unplaced]
    pdf = pypdfium2.PdfDocument(seen.data)
    for picture in pictures:
        text_page = pdf[picture.page - 1].get_textpage()
        for kind in ("heading", "target", "status"):
            for index in {b.mark for b in picture.boxes if seen.marks[b.mark].kind == kind}:
                there = ""
                for box in (b for b in picture.boxes if b.mark == index):
                    bottom = picture.height - box.y - box.height
                    there += text_page.get_text_bounded(box.x, bottom, box.x + box.width, bottom + box.height)
                page = seen.document.pages[picture.page - 1]
                ranges = [(max(a, page.start), min(b, page.end)) for a, b in seen.marks[index].ranges]
                quote = "".join("".join(seen.document.text[a:b].split()) for a, b in ranges)
                assert quote in "".join(there.split())
    rows = [m.name for m in seen.marks if m.kind == "indicator"]
    assert rows == [f"{row[1]} {row[2]}" for row in source.TABLE[1:]]


def test_page_marks_pages_and_text_and_fetches_nothing(typeset_plan: Path, plan: Path, tmp_path: Path) -> None:
    target = tmp_path / "out" / "doctor.html"
    _, code = run_doctor([typeset_plan, plan, tmp_path / "absent.pdf"], lang="zh", html=target)
    assert code == 2
    page = target.read_text("utf-8")
    assert page.count("data:image/png;base64,") == 2
    assert "<script" not in page
    assert "default-src &#39;none&#39;" in page
    assert not re.search(r"(?:src|href)=\"(?!data:image/png|#)", page)
    assert page.count('<g class="k-indicator">') == 7
    assert '<span class="k-table k-indicator"' in page
    for kind in wording.KINDS:
        assert kind in ("action", "box") or f'id="show-{kind}"' in page
    assert target.read_bytes() == _written_again([typeset_plan, plan, tmp_path / "absent.pdf"], tmp_path)


def _written_again(files: list[Path], folder: Path) -> bytes:
    run_doctor(files, lang="zh", html=folder / "again.html")
    return (folder / "again.html").read_bytes()


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names |= {tag, *(name for name, _ in attrs)}


def test_nothing_of_a_plan_becomes_markup() -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'"
    seen = examine_bytes(PLAN.replace("养老服务站", f"养老服务站{hostile}").encode(), f"{hostile}.txt")
    parser = _Elements()
    parser.feed(render_doctor([seen], "zh"))
    assert not parser.names & {"script", "img", "onerror"}


def test_page_that_cannot_be_written_is_said_so(plan: Path, tmp_path: Path) -> None:
    with pytest.raises(PlanError) as caught:
        run_doctor([plan], lang="zh", html=plan / "doctor.html")
    assert caught.value.code == "cannot_write"


def test_framework_is_examined_as_facts(tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    path.write_text("序号,指标,2020年,目标值\n1,护理型床位占比,40%,55%\n", encoding="utf-8")
    report, code = run_doctor([path], lang="zh")
    assert code == 0
    assert "指标 1" in report


def test_doubtful_rows_are_listed_with_the_reason_in_words() -> None:
    from policy_xwalk.doctor.examine import _of_records

    seen = examine_bytes(PLAN.encode(), "plan.txt")
    assert seen.records is not None
    row = replace(seen.records.indicators[0], doubts=("cell_missing",))
    problems = list(_of_records(replace(seen.records, indicators=(row,)), None))
    (doubt,) = [p for p in problems if p.code == "doubtful_row"]
    assert "缺一个单元格" in wording.problem_text(doubt.code, doubt.params, "", "zh")


def test_pages_that_were_recognised_or_not_read_are_named() -> None:
    from policy_xwalk.doctor.report import page_text
    from policy_xwalk.reading.document import Page, ReadingWarning, SourceDocument

    warnings = (
        ReadingWarning("ocr_page", 2, {"lines": 4, "confidence": 0.9}),
        ReadingWarning("scanned_pages", params={"pages": "4-6, 8", "count": 4}),
    )
    pages = tuple(Page(number, 0, 0) for number in range(1, 9))
    document = SourceDocument("a.pdf", "", "pdf", "", pages=pages, warnings=warnings)
    assert page_text(document, "zh") == "8，第2页经文字识别，第4—6页、第8页没有读入"


@pytest.mark.parametrize(
    ("printed", "number"),
    [("三", 3), ("（十二）", 12), ("第四章", 4), ("专栏3", 3), ("2.1", None), ("", None), ("附件", None)],
)
def test_heading_numbers_are_counted(printed: str, number: int | None) -> None:
    assert label_number(printed) == number


def test_formats_page_names_every_warning_and_problem() -> None:
    page = (Path(__file__).resolve().parents[1] / "docs" / "formats.md").read_text("utf-8")
    for code in (*WARNINGS, *wording.PROBLEMS):
        assert f"| `{code}` |" in page, code


def test_all_words_stand_in_both_languages() -> None:
    for table in (
        wording.LABELS,
        wording.KINDS,
        wording.ZONES,
        wording.PROBLEMS,
        wording.DOUBTS,
        wording.FIELDS,
    ):
        for code, words in table.items():
            assert set(words) == {"zh", "en"}, code
            assert all(words.values()), code
            assert set(re.findall(r"{(\w+)}", words["zh"])) == set(re.findall(r"{(\w+)}", words["en"])), code
