"""Scans: figures right or flagged, confidence kept, mixed files, and one clear line where the engine is missing."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest
from pdf_forms import FLAT, INDICATORS, broken, indicators, prose, scanned, whole
from reading_samples import FONT, canvas, table_texts, write_pdf
from reportlab.pdfgen.canvas import Canvas

from policy_xwalk.reading import ReadLimits, read_document
from policy_xwalk.reading.document import SourceDocument
from policy_xwalk.reading.ocr import SURE, UNREAD, read_page

WITHOUT_ENGINE = """
import sys
sys.modules["rapidocr"] = None
from pathlib import Path
from policy_xwalk.errors import PlanError
from policy_xwalk.reading import read_document
from policy_xwalk.wording import warning_message
try:
    document = read_document(Path(sys.argv[1]))
except PlanError as error:
    print(error.code, error)
else:
    for warning in document.warnings:
        print(warning.code, warning_message(warning, document.file))
"""


def flagged(document: SourceDocument) -> str:
    """Everything that was listed as uncertain."""
    return "\n".join(str(warning.params["text"]) for warning in document.warnings if warning.code == "ocr_uncertain")


def bare(text: str) -> str:
    """A text without blanks, dashes and quotation marks."""
    return re.sub(r"[\s—\-“”\"]", "", text)


def check(document: SourceDocument) -> int:
    """All figures right, or listed as uncertain; returns how many were listed."""
    found = indicators(document)
    assert len(found) == len(INDICATORS), found
    listed = flagged(document)
    doubtful = 0
    for row, expected in zip(found, INDICATORS, strict=True):
        for value, wanted in zip(row[2:4], expected[2:4], strict=True):
            if value != wanted:
                read = str(value[0]) if isinstance(value, tuple) else UNREAD
                assert read in listed, (row, expected, listed)
                doubtful += 1
    return doubtful


@pytest.mark.parametrize(
    ("form", "dpi", "angle"),
    [
        ("bordered", 150, 1.3),
        ("open", 300, -0.8),
        ("three-line", 150, -0.6),
        ("unruled", 300, 0.9),
    ],
)
def test_scan_gives_every_value_or_a_flag(tmp_path: Path, form: str, dpi: int, angle: float) -> None:
    source = write_pdf(tmp_path / "source.pdf", whole(form))
    document = read_document(scanned(source, tmp_path / "scan.pdf", dpi=dpi, angle=angle))
    assert check(document) == 0
    (table,) = document.tables
    # A dash and an empty cell say the same; the thinnest dashes do not come through.
    assert [[cell or "—" for cell in row] for row in table_texts(document, table)] == FLAT
    (warning,) = [warning for warning in document.warnings if warning.code == "ocr_page"]
    assert warning.page == 1
    assert float(str(warning.params["confidence"])) > SURE
    rows = [hint for hint in document.hints if table.start <= hint.start < table.end]
    assert len(rows) == table.rows
    assert all(hint.confidence is not None and 0 < hint.confidence <= 1 for hint in document.hints)


def test_scanned_table_over_a_page_break_is_one_table(tmp_path: Path) -> None:
    source = write_pdf(tmp_path / "source.pdf", broken("bordered", repeated=True))
    document = read_document(scanned(source, tmp_path / "scan.pdf", dpi=200, angle=0.7))
    (table,) = document.tables
    assert table_texts(document, table) == FLAT
    assert check(document) == 0
    for cell in table.cells:
        assert {document.page_at(start) for start, _ in cell.ranges} <= {1 if cell.row <= 2 else 2}


def test_poor_scan_has_no_silent_error(tmp_path: Path) -> None:
    source = write_pdf(tmp_path / "source.pdf", whole("bordered"))
    document = read_document(scanned(source, tmp_path / "scan.pdf", dpi=80, angle=1.0, noise=30))
    printed, listed = bare(read_document(source).text), bare(flagged(document))
    words = [bare(word) for line in document.text.split("\n") for word in line.split("\t")]
    wrong = [word for word in words if any(c.isdigit() for c in word) and word not in printed]
    assert [word for word in wrong if word not in listed] == []
    assert listed


SIDEWAYS = [
    "某县“十四五”社区服务规划",
    "一、总体要求",
    "到2025年，覆盖率达到80%，面积30平方米。",
    "二、重点任务",
    "推进社区养老服务设施建设。",
]


def small(path: Path) -> Path:
    """A page of five lines, wider than high."""
    page = canvas(path, pagesize=(320, 200))
    page.setFont(FONT, 12)
    for number, line in enumerate(SIDEWAYS):
        page.drawString(30, 165 - 26 * number, line)
    page.save()
    return path


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_scan_laid_sideways_or_upside_down_is_turned(tmp_path: Path, quarters: int) -> None:
    source = small(tmp_path / "source.pdf")
    scan = scanned(source, tmp_path / "scan.pdf", dpi=150, angle=0.5, quarters=quarters)
    document = read_document(scan)
    assert document.text.split() == SIDEWAYS
    turned = [warning.params["degrees"] for warning in document.warnings if warning.code == "turned_page"]
    assert turned == [360 - 90 * quarters]
    # The doctor draws the page as it lies in the file: the title must be marked where it stands there.
    with pypdfium2.PdfDocument(scan) as pdf:
        page = pdf[0]
        width, height = page.get_size()
        first = read_page(page).chars_as_drawn[0]
    assert first.text == SIDEWAYS[0][0]
    place = {1: (0.16, 0.89), 2: (0.89, 0.84), 3: (0.84, 0.11)}[quarters]
    assert (first.centre / width, first.middle / height) == pytest.approx(place, abs=0.05)


def test_page_turned_by_its_rotation_is_read_as_it_is_shown(tmp_path: Path) -> None:
    scan = scanned(small(tmp_path / "source.pdf"), tmp_path / "scan.pdf", dpi=150, angle=0, quarters=1)
    with pypdfium2.PdfDocument(scan) as pdf:
        pdf[0].set_rotation(90)
        pdf.save(tmp_path / "turned.pdf")
    document = read_document(tmp_path / "turned.pdf")
    assert document.text.split() == SIDEWAYS
    assert not any(warning.code == "turned_page" for warning in document.warnings)


def mixed(path: Path, pages: int) -> Path:
    """A page of text, then pages that are grey pictures."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    page = canvas(path)
    page.setFont(FONT, 10)
    prose(page, 780, 5)
    page.showPage()
    for _ in range(pages):
        page.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 595, 842)
        page.showPage()
    page.save()
    return path


def without_engine(path: Path) -> str:
    done = subprocess.run([sys.executable, "-c", WITHOUT_ENGINE, str(path)], capture_output=True, check=True, text=True)
    return done.stdout.strip()


def test_without_the_engine_one_line_names_the_scanned_pages(tmp_path: Path) -> None:
    said = without_engine(mixed(tmp_path / "mixed.pdf", 3))
    assert said.startswith("scanned_pages ")
    assert "2–4" in said
    assert "policy-xwalk[ocr]" in said
    assert "\n" not in said
    source = write_pdf(tmp_path / "source.pdf", whole("bordered"))
    said = without_engine(scanned(source, tmp_path / "scan.pdf", dpi=100, angle=0))
    assert said.startswith("scanned_pdf ")
    assert "policy-xwalk[ocr]" in said
    assert "\n" not in said


def test_limit_of_recognised_pages_is_told(tmp_path: Path) -> None:
    document = read_document(mixed(tmp_path / "mixed.pdf", 2), limits=ReadLimits(ocr_pages=1))
    assert [warning.code for warning in document.warnings] == ["ocr_page", "ocr_limit"]
    assert document.warnings[1].params["pages"] == "3"


def test_unmapped_glyphs_and_stamps_of_scanning_programs_are_no_text_layer(tmp_path: Path) -> None:
    def unmapped(page: Canvas) -> None:
        for line in range(3):
            page.drawString(60, 500 - 20 * line, "(cid:1201)(cid:88)(cid:4711)(cid:12)" * 3)

    document = read_document(write_pdf(tmp_path / "plan.pdf", [unmapped, lambda page: prose(page, 700, 3) and None]))
    assert ("ocr_page", 1) in [(warning.code, warning.page) for warning in document.warnings]
    assert not any(warning.page == 2 for warning in document.warnings)
