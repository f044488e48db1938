"""Reading PDF beside pdfplumber on every page of the same file, in one run; and memory on a long file.

    python benchmarks/pdf.py [--pages 200] [--tables 10] [--long 1000] [--rounds 3]

Prints seconds, pages a second and the share of table rows found whole (every cell right, no row split or lost); then
the peak memory of a process that reads the long file. Ratios travel between machines, seconds do not. The plan is made
by LibreOffice, its fonts embedded as in the files of a typesetter; beside it stands one whose font is not embedded,
where most of the time goes into looking up the glyphs of a substitute. Needs the ``dev`` extra, LibreOffice and a
Chinese font (fonts-noto-cjk).
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

HEADER = ["序号", "指标", "2020年", "2025年", "属性"]
WIDTHS = [40, 190, 80, 80, 80]
FONT = "STSong-Light"
SENTENCE = "推进城乡社区服务体系建设，完善社区服务设施，提升社区服务能力，满足居民多样化需求，"
STYLES = ("bordered", "open", "three-line", "unruled")
ROWS_A_TABLE = 12


def rows_of(table: int) -> list[list[str]]:
    """Rows of one table; each second name is broken over two lines."""
    rows = []
    for row in range(1, ROWS_A_TABLE + 1):
        name = f"第{table}类社区综合服务\n设施覆盖率之{row}" if row % 2 else f"第{table}类社区工作者人数之{row}"
        rows.append([str(row), name, f"{40 + table + row / 10:.1f}%", f"≥{50 + table + row}%", "预期性"])
    return rows


def make(path: Path, pages: int, tables: int) -> list[list[str]]:
    """Write a plan of prose pages with table pages spread among them; returns the rows that stand in the tables."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    every = pages // tables if tables else pages + 1
    expected: list[list[str]] = []
    for number in range(1, pages + 1):
        canvas.setFont(FONT, 10)
        canvas.drawString(220, 815, "某市国民经济和社会发展规划")
        base = 780
        if number % every == 0 and len(expected) < tables * ROWS_A_TABLE:
            table = number // every
            rows = rows_of(table)
            expected.extend([cell.replace("\n", "") for cell in row] for row in rows)
            base = draw(canvas, 60, base, [HEADER, *rows], STYLES[table % len(STYLES)]) - 30
        while base > 60:
            canvas.drawString(60, base, f"{SENTENCE}第{number}页。")
            base -= 20
        canvas.drawString(280, 30, f"— {number} —")
        canvas.showPage()
    canvas.save()
    return expected


def make_embedded(path: Path, pages: int, tables: int) -> list[list[str]]:
    """The same plan by LibreOffice, with embedded fonts."""
    every = pages // tables
    expected: list[list[str]] = []
    body: list[str] = []
    for number in range(1, pages + 1):
        break_before = " style='page-break-before: always'" if number > 1 else ""
        body.append(f"<p{break_before}>第{number}节 规划的内容</p>")
        paragraphs = 7
        if number % every == 0 and len(expected) < tables * ROWS_A_TABLE:
            table = number // every
            rows = rows_of(table)
            expected.extend([cell.replace("\n", "") for cell in row] for row in rows)
            body.append(table_html([HEADER, *rows], STYLES[table % len(STYLES)]))
            paragraphs = 1
        body.extend(f"<p>{SENTENCE * 4}第{number}页。</p>" for _ in range(paragraphs))
    page = path.with_suffix(".html")
    page.write_text(f"<html><meta charset='utf-8'><body style='font-size: 11pt'>{''.join(body)}</body></html>", "utf-8")
    office = shutil.which("soffice")
    if office is None:
        sys.exit("needs LibreOffice (soffice) to make the file")
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(path.parent), str(page)]
    subprocess.run(command, capture_output=True, check=True)
    return expected


def table_html(rows: list[list[str]], style: str) -> str:
    """A table whose borders are drawn in one of the styles."""
    lines = []
    for number, row in enumerate(rows):
        cells = []
        for column, (width, cell) in enumerate(zip(WIDTHS, row, strict=True)):
            sides = dict.fromkeys(("left", "right", "top", "bottom"), style in ("bordered", "open"))
            if style == "open":
                sides["left"], sides["right"] = column > 0, column < len(WIDTHS) - 1
            if style == "three-line":
                sides["top"], sides["bottom"] = number == 0, number in (0, len(rows) - 1)
            borders = "".join(f"border-{side}: {'1px solid #000' if on else 'none'};" for side, on in sides.items())
            cells.append(f"<td width='{width * 4 // 3}' style='{borders}'>{cell.replace(chr(10), '<br>')}</td>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table cellspacing='0' cellpadding='4' style='border-collapse: collapse'>{''.join(lines)}</table>"


def draw(canvas: object, x: float, y: float, rows: list[list[str]], style: str) -> float:
    """Draw a table in one of the styles; returns the y of its foot."""
    levels = [y]
    for row in rows:
        lines = max(cell.count("\n") for cell in row) + 1
        height, left = 10 + 13 * lines, x
        for width, cell in zip(WIDTHS, row, strict=True):
            parts = cell.split("\n")
            base = levels[-1] - (height - 13 * len(parts)) / 2 - 10
            for part in parts:
                canvas.drawString(left + 4, base, part)  # type: ignore[attr-defined]
                base -= 13
            left += width
        levels.append(levels[-1] - height)
    ruled = {"bordered": levels, "open": levels, "three-line": [levels[0], levels[1], levels[-1]]}.get(style, [])
    for level in ruled:
        canvas.line(x, level, x + sum(WIDTHS), level)  # type: ignore[attr-defined]
    if style in ("bordered", "open"):
        for index in range(len(WIDTHS) + 1):
            if style == "bordered" or index not in (0, len(WIDTHS)):
                left = x + sum(WIDTHS[:index])
                canvas.line(left, levels[0], left, levels[-1])  # type: ignore[attr-defined]
    return levels[-1]


def read_here(path: Path) -> list[list[str]]:
    """Table rows as this package reads them."""
    from policy_xwalk.reading import read_document

    document = read_document(path)
    rows: list[list[str]] = []
    for table in document.tables:
        grid = [[""] * table.columns for _ in range(table.rows)]
        for cell in table.cells:
            grid[cell.row][cell.column] = "".join(document.text[start:end] for start, end in cell.ranges)
        rows.extend(grid)
    return rows


def read_plumber(path: Path) -> list[list[str]]:
    """Text and table rows as pdfplumber reads them, asked on every page."""
    import pdfplumber

    rows: list[list[str]] = []
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_text()
            for table in page.extract_tables():
                rows.extend(["".join((cell or "").split()) for cell in row] for row in table)
            page.close()
    return rows


def peak_memory(path: Path) -> float:
    """Peak memory in MB of a process of its own that reads a file."""
    code = (
        "import sys, resource; from pathlib import Path; from policy_xwalk.reading import read_document;"
        "read_document(Path(sys.argv[1])); print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, check=True, text=True)
    return int(done.stdout) / (1024 if sys.platform == "linux" else 1024**2)


def compare(path: Path, kind: str, expected: list[list[str]], rounds: int) -> None:
    """Print one line a reader, and how many times one is as fast as the other."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        pages = len(document)
    print(f"{kind}: {pages} pages, {len(expected)} table rows ({', '.join(STYLES)})")
    readers = {"policy-xwalk": read_here, "pdfplumber, every page": read_plumber}
    spent: list[float] = []
    for name, read in readers.items():
        seconds = []
        rows = read(path)
        for _ in range(rounds):
            start = perf_counter()
            rows = read(path)
            seconds.append(perf_counter() - start)
        spent.append(median(seconds))
        share = sum(row in rows for row in expected) / len(expected)
        print(f"  {name:24} {spent[-1]:8.2f} s {pages / spent[-1]:8.0f} pages/s {share:8.1%} of rows")
    print(f"  {'times as fast':24} {spent[1] / spent[0]:8.1f}")


def main() -> None:
    """Print the comparisons, then the memory."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--tables", type=int, default=10)
    parser.add_argument("--long", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for kind, maker in (("fonts embedded", make_embedded), ("font not embedded", make)):
            path = Path(folder) / f"{maker.__name__}.pdf"
            compare(path, kind, maker(path, options.pages, options.tables), options.rounds)
        if sys.platform != "win32":
            long = Path(folder) / "long.pdf"
            make(long, options.long, options.long // 20)
            print(f"peak memory, {options.long} pages, {options.long // 20} tables: {peak_memory(long):.0f} MB")


if __name__ == "__main__":
    main()
