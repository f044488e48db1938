"""Gold to annotation tools and back: nothing is lost, and what a person changed is seen."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from policy_xwalk.errors import PlanError
from policy_xwalk.evaluation.exchange import TOOLS, Tool, export_gold, import_gold, setup
from policy_xwalk.reading import read_document

ROOT = Path(__file__).resolve().parents[2]
PLANS = {
    "140000-2022-55": ROOT / "corpora" / "shanxi-2022-55.txt",
    "621025-2022-38": ROOT / "corpora" / "zhengning-2022-38.txt",
}
TEXT = "到2025年，社区覆盖率达到90%，每千人床位4张。\n全县现有养老机构5家。\n"


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def at(words: str) -> list[dict[str, Any]]:
    start = TEXT.index(words)
    return [{"page": None, "start": start, "end": start + len(words)}]


def record(number: str, **fields: Any) -> dict[str, Any]:
    given = {"record": "target", "id": f"p/T{number}", "plan": "p", "quote": TEXT[:17], "spans": at(TEXT[:17])}
    return {**given, **fields}


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "p.txt"
    path.write_text(TEXT, "utf-8", newline="")
    return path


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """A plan record, two targets in one passage, told apart by their numbers, and a status."""
    both = TEXT[: TEXT.index("。")]
    passage = {"quote": both, "spans": at(both)}
    records = [
        {"record": "plan", "id": "p", "title": "规划"},
        record("1", subject="社区覆盖率", value=90, raw="90%", raw_spans=at("90%"), **passage),
        record("2", subject="每千人床位", value=4, raw="4张", raw_spans=at("4张"), hedges=["基本"], **passage),
        {
            "record": "status",
            "id": "p/S1",
            "plan": "p",
            "value": 5,
            "quote": "全县现有养老机构5家",
            "spans": at("全县现有养老机构5家"),
        },
    ]
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), "utf-8")
    return path


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("name", PLANS)
def test_gold_comes_back_as_it_went_out(name: str, tool: Tool) -> None:
    path = ROOT / "gold" / "plans" / f"{name}.jsonl"
    exported = export_gold(path, PLANS[name], tool)
    back = import_gold(exported, PLANS[name], tool)
    assert [json.dumps(r, ensure_ascii=False) for r in back] == path.read_text("utf-8").splitlines()
    assert exported == export_gold(path, PLANS[name], tool)


@pytest.mark.parametrize("tool", TOOLS)
def test_records_of_any_tool_can_be_exported_for_correction(
    tool: Tool, tmp_path: Path, shanxi: Any, corpora: Path
) -> None:
    from policy_xwalk.records import to_json

    path = tmp_path / "records.jsonl"
    path.write_text("".join(to_json(r) + "\n" for r in shanxi), "utf-8")
    plan = corpora / "shanxi-2022-55.txt"
    assert import_gold(export_gold(path, plan, tool), plan, tool) == lines(path)


def test_label_studio_task_is_as_its_format_says(gold: Path, plan: Path) -> None:
    (task,) = json.loads(export_gold(gold, plan, "label-studio"))
    (annotation,) = task["annotations"]
    assert task["data"]["text"] == TEXT
    config = ElementTree.fromstring(setup("label-studio")[1])
    controls = {control.get("name") for control in config.iter() if control.get("name")}
    labels = {label.get("value") for label in config.iter("Label")}
    regions: dict[str, set[str]] = {}
    for entry in annotation["result"]:
        if entry["type"] == "relation":
            assert {entry["from_id"], entry["to_id"]} <= set(regions)
            continue
        assert {entry["from_name"], entry["to_name"]} <= controls
        regions.setdefault(entry["id"], set()).add(entry["type"])
        value = entry["value"]
        if entry["type"] == "labels":
            assert TEXT[value["start"] : value["end"]] == value["text"]
            assert set(value["labels"]) <= labels
    assert sorted(map(len, regions.values())) == [1, 1, 2, 2]


def test_doccano_line_is_as_its_format_says(gold: Path, plan: Path) -> None:
    (line,) = export_gold(gold, plan, "doccano").splitlines()
    data = json.loads(line)
    assert {"text", "entities", "relations"} <= set(data)
    ids = [entity["id"] for entity in data["entities"]]
    assert len(set(ids)) == len(ids) == 4
    assert all(set(e) == {"id", "label", "start_offset", "end_offset"} for e in data["entities"])
    assert all({r["from_id"], r["to_id"]} <= set(ids) and r["type"] == "number" for r in data["relations"])
    known = {label["text"] for label in json.loads(setup("doccano")[1])}
    assert {entity["label"] for entity in data["entities"]} <= known


Change = Callable[[list[dict[str, Any]]], None]


def through_label_studio(gold: Path, plan: Path, change: Change) -> dict[str, dict[str, Any]]:
    tasks = json.loads(export_gold(gold, plan, "label-studio"))
    change(tasks[0]["annotations"][0]["result"])
    return {r["id"]: r for r in import_gold(json.dumps(tasks), plan, "label-studio")}


def move(entries: list[dict[str, Any]], name: str, words: str) -> None:
    for entry in entries:
        if entry.get("id") == name:
            span = at(words)[0]
            entry["value"] |= {"start": span["start"], "end": span["end"]}
            if entry["type"] == "labels":
                entry["value"]["text"] = words


def test_moved_passage_keeps_id_and_fields_and_takes_quote_from_text(gold: Path, plan: Path) -> None:
    back = through_label_studio(gold, plan, lambda result: move(result, "passage-2", "现有养老机构5家"))
    assert back["p/S1"] == {**lines(gold)[3], "quote": "现有养老机构5家", "spans": at("现有养老机构5家")}
    assert back["p/T1"] == lines(gold)[1]


def test_moved_number_is_to_be_checked(gold: Path, plan: Path) -> None:
    back = through_label_studio(gold, plan, lambda result: move(result, "number-1-2", "每千人床位4张"))
    assert back["p/T2"]["raw"] == "每千人床位4张"
    assert back["p/T2"]["raw_spans"] == at("每千人床位4张")
    assert back["p/T2"]["check"] is True
    assert back["p/T2"]["hedges"] == ["基本"]
    assert back["p/T1"] == lines(gold)[1]


def test_record_goes_with_its_number(gold: Path, plan: Path) -> None:
    def remove(result: list[dict[str, Any]]) -> None:
        result[:] = [e for e in result if "number-1-1" not in (e.get("id"), e.get("to_id"))]

    assert list(through_label_studio(gold, plan, remove)) == ["p", "p/T2", "p/S1"]


def test_new_passage_has_a_free_id_its_number_and_nothing_invented(gold: Path, plan: Path) -> None:
    words = "养老机构5家"

    def add(result: list[dict[str, Any]]) -> None:
        for name, part, label in (("new", words, "target"), ("its-number", "5家", "number")):
            span = at(part)[0]
            value = {"start": span["start"], "end": span["end"], "text": part, "labels": [label]}
            result.append({"id": name, "from_name": "kind", "to_name": "text", "type": "labels", "value": value})
        result.append({"type": "relation", "from_id": "new", "to_id": "its-number", "direction": "right"})

    new = through_label_studio(gold, plan, add)["p/T3"]
    assert (new["quote"], new["spans"], new["raw"], new["raw_spans"]) == (words, at(words), "5家", at("5家"))
    assert new["plan"] == "p"
    assert new["check"] is True
    assert new["value"] is new["subject"] is new["comparator"] is new["kind"] is None
    assert new["hedges"] == []


def test_changed_kind_makes_a_new_record_to_be_checked(gold: Path, plan: Path) -> None:
    def relabel(result: list[dict[str, Any]]) -> None:
        next(e for e in result if e["id"] == "passage-2")["value"]["labels"] = ["target"]

    back = through_label_studio(gold, plan, relabel)
    assert "p/S1" not in back
    assert (back["p/T3"]["record"], back["p/T3"]["value"], back["p/T3"]["check"]) == ("target", 5, True)
    assert "as_of" not in back["p/T3"]


def test_field_corrected_in_the_text_area_is_taken(gold: Path, plan: Path) -> None:
    def correct(result: list[dict[str, Any]]) -> None:
        notes = next(e for e in result if e["type"] == "textarea")["value"]["text"]
        notes[0] = notes[0].replace('"value": 90', '"value": 95')

    assert through_label_studio(gold, plan, correct)["p/T1"]["value"] == 95


def test_offsets_in_utf16_units_are_set_right_by_the_words(tmp_path: Path) -> None:
    plan = tmp_path / "p.txt"
    plan.write_text("1\U001001b0到25\U001001b04%为止。", "utf-8")
    value = {"start": 3, "end": 9, "text": "到25\U001001b04%"[:6], "labels": ["target"]}
    value |= {"start": 3, "end": 10, "text": "到25\U001001b04%"}
    entry = {"id": "r", "from_name": "kind", "to_name": "text", "type": "labels", "value": value}
    task = {"data": {"text": plan.read_text("utf-8")}, "annotations": [{"result": [entry]}]}
    (record,) = import_gold(json.dumps(task), plan, "label-studio")
    assert record["quote"] == "到25\U001001b04%"
    assert record["spans"] == [{"page": None, "start": 2, "end": 8}]


def test_text_with_other_line_ends_keeps_its_places(gold: Path, plan: Path) -> None:
    data = json.loads(export_gold(gold, plan, "doccano"))
    plan.write_text(TEXT.replace("\n", "\r\n"), "utf-8", newline="")
    data["policy_xwalk"] = "[]"
    back = import_gold(json.dumps(data), plan, "doccano")
    text = read_document(plan).text
    assert [r["quote"] for r in back] == [lines(gold)[1]["quote"]] * 2 + [lines(gold)[3]["quote"]]
    assert all("".join(text[s["start"] : s["end"]] for s in r["spans"]) == r["quote"] for r in back)


def test_doccano_finds_a_moved_passage_by_its_place_and_marks_it(gold: Path, plan: Path) -> None:
    data = json.loads(export_gold(gold, plan, "doccano"))
    moved = next(e for e in data["entities"] if e["label"] == "status")
    moved["start_offset"] += 2
    for entity in data["entities"]:
        entity["id"] += 700
    for relation in data["relations"]:
        relation["from_id"] += 700
        relation["to_id"] += 700
    back = {r["id"]: r for r in import_gold(json.dumps(data), plan, "doccano")}
    assert back["p/S1"]["quote"] == "现有养老机构5家"
    assert (back["p/S1"]["value"], back["p/S1"]["check"]) == (5, True)
    assert [back[name] for name in ("p", "p/T1", "p/T2")] == lines(gold)[:3]


def test_doccano_project_without_relations_gives_bare_records(plan: Path) -> None:
    start = TEXT.index("每千人")
    data = {"text": TEXT, "label": [[start, start + 7, "target"]]}
    (record,) = import_gold(json.dumps(data), plan, "doccano")
    assert (record["id"], record["quote"], record["check"]) == ("p/T1", "每千人床位4张", True)


@pytest.mark.parametrize("tool", TOOLS)
def test_passage_over_a_page_break_has_a_span_a_page(tool: Tool, tmp_path: Path) -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    plan = tmp_path / "p.pdf"
    canvas = Canvas(str(plan))
    for words in ("到2025年，社区综合服务设施", "覆盖率达到90%。"):
        canvas.setFont("STSong-Light", 14)
        canvas.drawString(72, 700, words)
        canvas.showPage()
    canvas.save()
    document = read_document(plan)
    start, end = document.text.index("社区"), document.text.index("90%") + 3
    if tool == "doccano":
        made: Any = {"text": document.text, "label": [[start, end, "target"]]}
    else:
        value = {"start": start, "end": end, "text": document.text[start:end], "labels": ["target"]}
        entry = {"id": "r", "from_name": "kind", "to_name": "text", "type": "labels", "value": value}
        made = {"data": {"text": document.text}, "annotations": [{"result": [entry]}]}
    (record,) = import_gold(json.dumps(made), plan, tool)
    assert [span["page"] for span in record["spans"]] == [1, 2]
    assert record["quote"] == "社区综合服务设施覆盖率达到90%"


@pytest.mark.parametrize(
    ("tool", "text", "code"),
    [
        ("label-studio", "no json", "exchange_format"),
        ("label-studio", "[]", "exchange_text"),
        ("label-studio", '[{"data": {"text": "别的规划"}, "annotations": []}]', "exchange_text"),
        ("label-studio", json.dumps([{"data": {"text": TEXT}, "annotations": []}]), "exchange_several"),
        (
            "label-studio",
            json.dumps([{"data": {"text": TEXT}, "annotations": [{"result": []}] * 2}]),
            "exchange_several",
        ),
        ("label-studio", "[" * 100_000, "exchange_format"),
        ("doccano", "{", "exchange_format"),
        ("doccano", '{"text": "别的规划", "entities": []}', "exchange_text"),
        ("doccano", json.dumps({"text": TEXT, "label": [[0, 3, "province"]]}), "exchange_format"),
        ("doccano", json.dumps({"text": TEXT, "label": [[0, 3, "number"]]}), "exchange_number"),
        ("doccano", json.dumps({"text": TEXT, "label": [[0, 3000, "target"]]}), "exchange_place"),
    ],
)
def test_unusable_exports_are_refused_with_the_reason(tool: Tool, text: str, code: str, plan: Path) -> None:
    with pytest.raises(PlanError) as caught:
        import_gold(text, plan, tool)
    assert caught.value.code == code
    assert "p.txt" in str(caught.value)


def test_records_of_another_text_are_not_exported(gold: Path, plan: Path) -> None:
    plan.write_text("另一份" + TEXT, "utf-8")
    with pytest.raises(PlanError) as caught:
        export_gold(gold, plan, "doccano")
    assert caught.value.code == "exchange_text"


def test_ground_truth_decides_between_annotations(gold: Path, plan: Path) -> None:
    (task,) = json.loads(export_gold(gold, plan, "label-studio"))
    task["annotations"] += [{"result": [], "was_cancelled": True}, {"result": []}]
    task["annotations"][0]["ground_truth"] = True
    assert import_gold(json.dumps(task), plan, "label-studio") == lines(gold)


def test_the_command_line_names_the_same_tools() -> None:
    from policy_xwalk.cli import make_app

    group = make_app("zh").commands["gold"]
    for command in group.commands.values():  # type: ignore[attr-defined]
        option = next(p for p in command.params if p.name == "tool")
        assert tuple(option.type.choices) == TOOLS
