"""One plan in every form gives the same records: values, names and links; only places differ."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import matrix_forms as forms
import matrix_source as source
import matrix_typeset as typeset
import pytest
from msgspec import UNSET

from policy_xwalk.crosswalk import align
from policy_xwalk.extraction.pipeline import extract
from policy_xwalk.reading import ocr, read_document
from policy_xwalk.records import Item, PlanRecords, to_builtins

#: What tells where something stands, or depends on it, and not what it says.
_PLACES = {"ocr", "id", "plan", "spans", "text_spans", "quote", "source", "clauses", "file", "restates", "milestone_of"}

FORMS: dict[str, Callable[[Path], Path]] = {
    "txt-gb18030": lambda folder: source.write_txt(folder / "plan.txt", "gb18030"),
    "txt-utf8-bom": lambda folder: source.write_txt(folder / "plan.txt", "utf-8-sig"),
    "txt-utf16": lambda folder: source.write_txt(folder / "plan.txt", "utf-16"),
    "txt-wrapped": lambda folder: source.write_wrapped(folder / "plan.txt"),
    "md": lambda folder: source.write_md(folder / "plan.md"),
    "html": lambda folder: source.write_html(folder / "plan.html"),
    "html-gb2312": lambda folder: source.write_html(folder / "plan.html", "gb2312", "gb18030"),
    "docx": lambda folder: source.write_docx(folder / "plan.docx"),
    "docx-automatic": lambda folder: source.write_docx(folder / "plan.docx", automatic=True),
    "pdf-ruled": lambda folder: typeset.write_pdf(folder / "plan.pdf"),
    "pdf-open": lambda folder: typeset.write_pdf(folder / "plan.pdf", style="open"),
    "pdf-three-line": lambda folder: typeset.write_pdf(folder / "plan.pdf", style="three-line"),
    "odt": lambda folder: forms.write_odt(folder / "plan.odt"),
    "fodt": lambda folder: forms.write_fodt(folder / "plan.fodt"),
    "ofd": lambda folder: typeset.write_ofd(folder / "plan.ofd"),
    "mht": lambda folder: forms.write_mht(folder / "plan.mht"),
    "zip": lambda folder: forms.write_zip(folder / "plan.zip"),
}


def _bare(value: object) -> object:
    """A record without its places; text without blanks, which a form may or may not keep."""
    if isinstance(value, dict):
        return {key: _bare(inner) for key, inner in value.items() if key not in _PLACES}
    if isinstance(value, list | tuple):
        return [_bare(inner) for inner in value]
    return "".join(value.split()) if isinstance(value, str) else value


def _name(item: Item) -> str:
    return getattr(item, "name", None) or getattr(item, "subject", None) or getattr(item, "title", "")


def facts(records: PlanRecords) -> dict[str, object]:
    """What the records say, kind by kind."""
    kinds = ("indicators", "targets", "status", "actions", "boxes")
    said: dict[str, object] = {kind: [_bare(to_builtins(entry)) for entry in getattr(records, kind)] for kind in kinds}
    said["plan"] = _bare(to_builtins(records.plan))
    names = {entry.id: _name(entry) for entry in (*records.indicators, *records.targets)}
    said["restates"] = [names[entry.restates] for entry in records.targets if entry.restates]
    return said


def links(upper: PlanRecords, local: PlanRecords) -> list[tuple[object, ...]]:
    """What the links say, in an order that rests on names."""
    names = {item.id: _name(item) for plan in (upper, local) for item in (*plan.indicators, *plan.targets)}
    names |= {item.id: f"{item.number} {item.title}" for plan in (upper, local) for item in plan.actions}
    return sorted(
        (
            link.kind,
            [names[item] for item in link.upper],
            [names[item] for item in link.local],
            link.relation,
            sorted(link.flags),
            link.owed,
        )
        for link in align(upper, local).links
    )


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> PlanRecords:
    """The records of the plan as UTF-8 text."""
    path = source.write_txt(tmp_path_factory.mktemp("reference") / "plan.txt", "utf-8")
    return extract(read_document(path))


@pytest.fixture(scope="module")
def upper(tmp_path_factory: pytest.TempPathFactory) -> PlanRecords:
    """The plan of the level above."""
    path = tmp_path_factory.mktemp("upper") / "upper.txt"
    path.write_text(source.UPPER, encoding="utf-8")
    return extract(read_document(path))


def test_reference_holds_what_the_plan_says(reference: PlanRecords) -> None:
    rows = []
    for row in reference.indicators:
        assert row.target is not None
        high = "以上" if row.target.raw.endswith("以上") else ""
        sign = {">=": "" if high else "≥", "<=": "≤"}.get(row.target.comparator or "", "")
        rows.append(
            [
                row.category,
                str(row.no),
                row.name,
                row.target.unit,
                str(row.baseline.value) if row.baseline else "—",
                f"{sign}{row.target.value}{high}",
                row.attribute,
            ]
        )
    assert rows == source.TABLE[1:]
    assert {row.baseline.year for row in reference.indicators if row.baseline} == {2020}
    plan = reference.plan
    assert plan.title == source.TITLE
    assert (plan.doc_number, plan.issued) == (source.NUMBER, "2022-03-18")
    assert plan.region is not None
    assert plan.region.code == "510822"
    assert len(plan.cites) == 2
    assert len(reference.targets) == 23
    assert [entry.value for entry in reference.status] == [4200, 36, 82.4, 380]
    assert [entry.number for entry in reference.actions] == [
        *("三/（一）", "三/（一）/1", "三/（一）/2", "专栏1/1", "专栏1/2", "专栏1/3"),
        *("三/（二）", "三/（三）", "四/（一）", "四/（二）"),
    ]
    assert [box.number for box in reference.boxes] == ["专栏1"]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_records_and_links(
    form: str, tmp_path: Path, reference: PlanRecords, upper: PlanRecords
) -> None:
    document = read_document(FORMS[form](tmp_path))
    records = extract(document)
    expected, found = facts(reference), facts(records)
    for kind, said in expected.items():
        assert found[kind] == said, kind
    assert links(upper, records) == links(upper, reference)
    for entry in (*records.indicators, *records.targets, *records.status, *records.actions, *records.boxes):
        assert entry.quote == "".join("".join(document.text[span.start : span.end].split()) for span in entry.spans)
        if document.pages:
            assert all(span.page is not None for span in entry.spans)
    assert not [row.doubts for row in records.indicators if row.doubts]
    assert all(row.note is UNSET for row in records.indicators) == all(
        row.note is UNSET for row in reference.indicators
    )


def test_old_word_gives_the_same_records(tmp_path: Path, reference: PlanRecords) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("needs LibreOffice (soffice), which is not installed")
    records = extract(read_document(forms.write_doc(tmp_path / "plan.doc")))
    assert facts(records) == facts(reference)


def test_scan_gives_the_same_values(tmp_path: Path, reference: PlanRecords) -> None:
    if not ocr.available():
        pytest.skip("needs the extra ocr (pip install 'policy-xwalk[ocr]')")
    document = read_document(typeset.write_scan(tmp_path / "plan.pdf"))
    records = extract(document)
    said, expected = facts(records), facts(reference)
    assert said["indicators"] == expected["indicators"]
    for kind in (records.targets, records.status):
        assert kind
    assert _figures(records) == _figures(reference)
    assert records.plan.title == source.TITLE
    assert {warning.page for warning in document.warnings} == {1, 2}


def _figures(records: PlanRecords) -> list[tuple[object, ...]]:
    return [(entry.subject, entry.comparator, entry.value, entry.unit) for entry in (*records.targets, *records.status)]


def test_formats_page_states_what_the_matrix_gives() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "formats.md").read_text("utf-8")
    stated = dict(re.findall(r"^\| `([\w-]+)` \| [^|]+ \| ([^|]+) \|$", page, re.MULTILINE))
    for form in FORMS:
        assert stated[form] == "same", form


def test_records_of_a_scan_carry_the_confidence_of_recognition(tmp_path: Path) -> None:
    if not ocr.available():
        pytest.skip("needs the extra ocr (pip install 'policy-xwalk[ocr]')")
    records = extract(read_document(typeset.write_scan(tmp_path / "plan.pdf")))
    for entry in (*records.indicators, *records.targets, *records.status, *records.actions, *records.boxes):
        assert isinstance(entry.ocr, float)
        assert 0 < entry.ocr <= 1
    doubted = [row for row in records.indicators if "ocr" in row.doubts]
    assert doubted == [row for row in records.indicators if row.ocr < 0.95]  # type: ignore[operator]
