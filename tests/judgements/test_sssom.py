"""Mappings as SSSOM: every row and field read back with its own library and by hand, and judgements read from it."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
import sssom_pydantic
import yaml
from msgspec.structs import replace

from judgements.small_plans import Results, run
from policy_xwalk.cli import main
from policy_xwalk.crosswalk import Crosswalk
from policy_xwalk.errors import PlanError
from policy_xwalk.exports.sssom import (
    ANY_MATCH,
    AUTOMATIC,
    COLUMNS,
    CURIE_MAP,
    MANUAL,
    NO_TERM,
    curie,
    identifier_of,
    render_sssom,
    says_something,
    write_sssom,
)
from policy_xwalk.identifiers import link_id
from policy_xwalk.judgements.apply import apply_judgements
from policy_xwalk.judgements.seen import show_link
from policy_xwalk.judgements.sssom import read_sssom
from policy_xwalk.records import Judgement, Link
from policy_xwalk.reporting.display import item_name


def judged(walk: Crosswalk) -> Crosswalk:
    """The cross-walk after a person accepted one link, changed one, parted one."""
    items = walk.items()
    verdicts = [("accept", "same"), ("change", "weakened"), ("reject", None)]
    links = [link for link in walk.links if link.relation == "same" and link.kind == "action"]
    words = []
    for link, (verdict, relation) in zip(links, verdicts, strict=False):
        shown = show_link(link, [items[i] for i in link.upper], [items[i] for i in link.local])
        words.append(
            Judgement(
                link.id,
                verdict,  # type: ignore[arg-type]
                relation,  # type: ignore[arg-type]
                "张|三",
                "2026-11-21T10:00:00+08:00",
                "理由\t一",
                seen=shown.seen,
                plans=shown.plans,
                upper=shown.upper,
                local=shown.local,
            )
        )
    return Crosswalk(walk.records, apply_judgements(walk.records, walk.links, words).links)


def table(data: bytes) -> tuple[dict[str, Any], list[dict[str, str]]]:
    """Metadata and rows, read by hand."""
    lines = data.decode().split("\n")
    head = [line[1:] for line in lines if line.startswith("#")]
    body = "\n".join(line for line in lines if not line.startswith("#"))
    return yaml.safe_load("\n".join(head)), list(csv.DictReader(body.splitlines(), delimiter="\t"))


def expected(walk: Crosswalk) -> list[tuple[Link, str | None, str | None]]:
    """A row for each pair of items of each link, and for each item of a gap."""
    rows: list[tuple[Link, str | None, str | None]] = []
    for link in walk.links:
        if link.upper and link.local:
            rows += [(link, u, v) for u in link.upper for v in link.local]
        elif link.relation in ("dropped", "added"):
            rows += [(link, u, None) for u in link.upper] + [(link, None, v) for v in link.local]
    return rows


def test_every_row_and_field_is_what_the_links_say(crosswalk: Crosswalk):
    walk = judged(crosswalk)
    metadata, rows = table(render_sssom(walk.records, walk.links))
    items, wanted = walk.items(), expected(walk)
    assert metadata["curie_map"] == dict(CURIE_MAP)
    for key in ("mapping_set_id", "license", "mapping_tool", "mapping_tool_version", "sssom_version"):
        assert metadata[key]
    assert str(len([link for link in walk.links if not says_something(link)])) in metadata["comment"]
    assert len(rows) == len(wanted)
    for row, (link, upper, local) in zip(rows, wanted, strict=True):
        assert set(row) == set(COLUMNS)
        assert row["subject_id"] == (curie(upper) if upper else NO_TERM)
        assert row["object_id"] == (curie(local) if local else NO_TERM)
        assert row["predicate_id"] == (link.predicate if upper and local else ANY_MATCH)
        assert row["subject_source"] == curie(link.upper_plan)
        assert row["object_source"] == curie(link.local_plan)
        for side, item in (("subject", upper), ("object", local)):
            assert row[f"{side}_label"] == ("" if item is None else " ".join(item_name(items[item]).split()))
            kind = "" if item is None else f"pxw:{type(items[item]).__name__}"
            assert row[f"{side}_category"] == kind
        other = dict(part.split("=", 1) for part in row["other"].split("|"))
        assert (other["link"], other["relation"], other["kind"]) == (link.id, link.relation, link.kind)
        assert (other["comparison"], other["owed"]) == (link.comparison, link.owed)
        assert other.get("flags", "").split(",") == (list(link.flags) or [""])
        assert (other.get("unconfirmed") == "true") == link.unconfirmed
        if link.judgement is None:
            assert (row["mapping_justification"], row["author_label"], row["mapping_date"]) == (AUTOMATIC, "", "")
            assert float(row["confidence"]) == pytest.approx(link.confidence, rel=1e-3)
        else:
            assert (row["mapping_justification"], row["mapping_date"]) == (MANUAL, "2026-11-21")
            assert (row["author_label"], row["confidence"]) == ("张／三", "")
            assert (other["verdict"], other["machine"]) == (link.decision.verdict, link.decision.machine)
            assert "理由 一" in row["comment"]
    assert {row["mapping_justification"] for row in rows} == {AUTOMATIC, MANUAL}
    assert {link.relation for link, *_ in wanted} >= {"dropped", "added", "same"}


def test_cardinalities_count_within_two_plans(crosswalk: Crosswalk):
    _, rows = table(render_sssom(crosswalk.records, crosswalk.links))
    seen = set()
    for row in rows:
        scope = [
            r
            for r in rows
            if (r["subject_source"], r["object_source"]) == (row["subject_source"], row["object_source"])
        ]
        if NO_TERM in (row["subject_id"], row["object_id"]):
            wanted = "1:0" if row["object_id"] == NO_TERM else "0:1"
        else:
            matched = [r for r in scope if NO_TERM not in (r["subject_id"], r["object_id"])]
            objects = {r["object_id"] for r in matched if r["subject_id"] == row["subject_id"]}
            subjects = {r["subject_id"] for r in matched if r["object_id"] == row["object_id"]}
            wanted = f"{'n' if len(subjects) > 1 else '1'}:{'n' if len(objects) > 1 else '1'}"
        assert row["mapping_cardinality"] == wanted
        seen.add(wanted)
    assert {"1:1", "1:0", "0:1", "1:n"} <= seen


def test_its_own_library_reads_every_row_and_field(crosswalk: Crosswalk, tmp_path: Path):
    walk = judged(crosswalk)
    path = tmp_path / "crosswalk.sssom.tsv"
    write_sssom(walk.records, walk.links, path)
    mappings, _, mapping_set, errors = sssom_pydantic.read(path, return_errors=True)
    assert errors == []
    # Its own model keeps no names of authors without ids; the rows as it reads them do.
    raw = sssom_pydantic.read_unprocessed(path)[0]
    metadata, rows = table(path.read_bytes())
    assert mapping_set.title == metadata["mapping_set_title"]
    assert str(mapping_set.license) == metadata["license"]
    assert len(mappings) == len(rows)
    for record, row in zip(raw, rows, strict=True):
        assert list(record.author_label or []) == ([row["author_label"]] if row["author_label"] else [])
    for mapping, row in zip(mappings, rows, strict=True):
        assert mapping.subject.curie == row["subject_id"]
        assert mapping.object.curie == row["object_id"]
        assert mapping.predicate.curie == row["predicate_id"]
        assert mapping.justification.curie == row["mapping_justification"]
        assert mapping.subject_name == (row["subject_label"] or None)
        assert mapping.object_name == (row["object_label"] or None)
        assert (mapping.subject_category.curie if mapping.subject_category else "") == row["subject_category"]
        assert (mapping.object_category.curie if mapping.object_category else "") == row["object_category"]
        assert mapping.subject_source.curie == row["subject_source"]
        assert mapping.object_source.curie == row["object_source"]
        assert mapping.cardinality == row["mapping_cardinality"]
        assert mapping.confidence == (float(row["confidence"]) if row["confidence"] else None)
        assert str(mapping.mapping_date or "") == row["mapping_date"]
        assert mapping.other == dict(part.split("=", 1) for part in row["other"].split("|"))
        assert mapping.comment == row["comment"]
        assert (mapping.mapping_tool.name, mapping.mapping_tool.version) == (
            metadata["mapping_tool"],
            metadata["mapping_tool_version"],
        )


def test_equal_runs_give_equal_bytes(crosswalk: Crosswalk):
    assert render_sssom(crosswalk.records, crosswalk.links) == render_sssom(crosswalk.records, crosswalk.links)
    other = render_sssom(crosswalk.records, crosswalk.links[1:])
    assert (
        table(other)[0]["mapping_set_id"]
        != table(render_sssom(crosswalk.records, crosswalk.links))[0]["mapping_set_id"]
    )


def test_texts_of_plans_cannot_break_the_table(crosswalk: Crosswalk, tmp_path: Path):
    nasty = '=1+1\t"a"\r\n#x | \u2028y'
    link = next(link for link in crosswalk.links if link.kind == "indicator" and link.relation == "same")
    records = tuple(
        replace(
            entry,
            plan=replace(entry.plan, title='a: "b"\n# c\u0085'),
            indicators=tuple(replace(row, name=nasty) for row in entry.indicators),
        )
        for entry in crosswalk.records
    )
    path = tmp_path / "nasty.sssom.tsv"
    write_sssom(records, [link], path)
    mappings, _, _, errors = sssom_pydantic.read(path, return_errors=True)
    assert not errors
    assert [mapping.subject_name for mapping in mappings] == ['\'=1+1 "a" #x | y']
    assert table(path.read_bytes())[1][0]["subject_label"] == '\'=1+1 "a" #x | y'


@pytest.mark.parametrize("identifier", ["621025-2022-38/I-7f3a9c", "某县 规划（2021）/T-1", "a%2F|b\t/A-1", "100%/I-1"])
def test_any_id_has_a_curie_and_comes_back(identifier: str):
    assert not set(curie(identifier)) & set(" \t|（）")
    assert identifier_of(curie(identifier), CURIE_MAP) == identifier
    assert identifier_of("urn:policy-xwalk:id:" + curie(identifier)[5:], {}) == identifier
    assert identifier_of("skos:exactMatch", CURIE_MAP) is None


def read(path: Path, who: str | None = None) -> tuple[tuple[Judgement, ...], tuple[PlanError, ...]]:
    return read_sssom(path, who=who, default_who=lambda: "用户", when="2026-12-01")


def test_what_people_decided_comes_back_from_the_file(crosswalk: Crosswalk, tmp_path: Path):
    walk = judged(crosswalk)
    write_sssom(walk.records, walk.links, tmp_path / "a.sssom.tsv")
    judgements, problems = read(tmp_path / "a.sssom.tsv")
    assert not problems
    decided = {link.id: link for link in walk.links if link.judgement}
    assert {judgement.subject for judgement in judgements} == set(decided)
    for judgement in judgements:
        link = decided[judgement.subject]
        assert (judgement.relation, judgement.upper, judgement.local) == (link.relation, link.upper, link.local)
        assert (judgement.who, judgement.when) == ("张／三", "2026-11-21T10:00:00+08:00")
    paired = [judgement for judgement in judgements if judgement.upper and judgement.local]
    result = apply_judgements(crosswalk.records, crosswalk.links, paired)
    assert not result.stale
    assert {link.id: link.relation for link in result.links if link.judgement} == {
        judgement.subject: judgement.relation for judgement in paired
    }


def foreign(tmp_path: Path, rows: list[dict[str, str]], head: str = "") -> Path:
    """A file as another tool writes it."""
    path = tmp_path / "foreign.tsv"
    columns = list(dict.fromkeys(key for row in rows for key in row))
    lines = ["\t".join(columns), *("\t".join(row.get(column, "") for column in columns) for row in rows)]
    path.write_text(head + "\n".join(lines) + "\n", "utf-8")
    return path


def test_manual_rows_of_another_tool_are_judgements(place: Path, capsys: pytest.CaptureFixture[str]):
    before = Results(place / "out")
    nurses, school = before.link("养老护理员").upper[0], before.link("", "老年大学").local[0]
    beds, towns = before.link("护理型床位", "护理型床位"), before.link("乡镇养老服务中心", "乡镇养老服务中心")
    staff = before.link("社会工作者", "社会工作者")

    def row(subject: str, object_: str, predicate: str, **more: str) -> dict[str, str]:
        ids = {"subject_id": f"p:{subject}", "object_id": f"p:{object_}", "predicate_id": f"skos:{predicate}"}
        return ids | {"mapping_justification": "semapv:ManualMappingCuration", "author_label": "李四|王五"} | more

    head = "#curie_map:\n#  p: 'urn:policy-xwalk:id:'\n#mapping_date: 2026-11-20\n#mapping_tool: other\n"
    path = foreign(
        place,
        [
            row(nurses, school, "closeMatch", mapping_date="2026-11-22"),
            row(beds.upper[0], beds.local[0], "exactMatch"),
            row(towns.upper[0], towns.local[0], "exactMatch", predicate_modifier="Not"),
            row(staff.upper[0], staff.local[0], "exactMatch", mapping_justification="semapv:LexicalMatching"),
            row(beds.upper[0], "x", "exactMatch") | {"object_id": "DOID:1"},
            row(beds.upper[0], beds.local[0], "sameAs", author_label="赵六"),
        ],
        head,
    )
    assert main(["judge", str(path), "--to", str(place / "out" / "judgements.jsonl")]) == 2
    said = capsys.readouterr().err
    assert "第 10 行的 object_id" in said
    assert "第 11 行的 predicate_id" in said
    given = {judgement.subject: judgement for judgement in Results(place / "out").judgements()}
    assert {judgement.who for judgement in given.values()} == {"李四"}
    assert given[link_id("upper", "local", "indicator", [nurses], [school])].when == "2026-11-22"
    assert (given[beds.id].verdict, given[beds.id].relation, given[beds.id].seen) == ("change", "same", None)
    assert given[towns.id].verdict == "reject"
    assert len(given) == 3
    run(place / "plans", place / "out")
    after = Results(place / "out")
    assert after.link("养老护理员", "老年大学").relation == "unknown"
    assert after.link("护理型床位", "护理型床位").decision.machine == "weakened"
    assert after.links_of("乡镇养老服务中心", "乡镇养老服务中心") == []


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\x00",
        b"a\tb\nc\td\n",
        b"#curie_map: [\nsubject_id\tpredicate_id\tobject_id\n",
        b"#!!python/object/apply:os.system ['true']\nsubject_id\n",
        b"#" + b"[" * 5000 + b"\nsubject_id\tpredicate_id\tobject_id\n",
        b"#" + b"x" * 2_000_000 + b"\nsubject_id\tpredicate_id\tobject_id\n",
        b"subject_id\tpredicate_id\tobject_id\n" + b'"' + b"x" * 200_000 + b"\n",
    ],
)
def test_hostile_files_are_one_clear_error(data: bytes, tmp_path: Path):
    path = tmp_path / "hostile.tsv"
    path.write_bytes(data)
    with pytest.raises(PlanError):
        read(path)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_a_table_that_excel_saved_as_text_is_read(encoding: str, tmp_path: Path):
    row = {"mapping_justification": MANUAL, "predicate_id": "skos:exactMatch", "author_label": "张三"}
    path = foreign(tmp_path, [row | {"subject_id": "item:a/I-1", "object_id": "item:b/I-1"}])
    path.write_bytes(path.read_text("utf-8").encode(encoding))
    (judgement,), problems = read(path)
    assert (judgement.who, judgement.upper, problems) == ("张三", ("a/I-1",), ())


def test_a_quotation_mark_that_is_not_closed_swallows_no_row(tmp_path: Path):
    row = {"mapping_justification": MANUAL, "predicate_id": "skos:exactMatch", "author_label": "甲"}
    path = foreign(tmp_path, [row | {"subject_id": f"item:a/I-{n}", "object_id": "item:b/I-1"} for n in (1, 2)])
    path.write_text(path.read_text("utf-8").replace("item:a/I-1", '"item:a/I-1'), "utf-8")
    with pytest.raises(PlanError):
        read(path)


def test_rows_that_make_no_sense_are_told(tmp_path: Path):
    manual = {"mapping_justification": MANUAL, "predicate_id": "skos:exactMatch", "author_label": "甲"}
    path = foreign(
        tmp_path,
        [
            manual | {"subject_id": "item:a/I-1", "object_id": "item:nothing"},
            manual | {"subject_id": "item:a/X-1", "object_id": "item:b/I-1"},
            manual | {"subject_id": NO_TERM, "object_id": NO_TERM},
            manual | {"subject_id": "item:a/I-1", "object_id": NO_TERM},
            manual | {"subject_id": "item:a/I-1", "object_id": "item:a/I-1"},
            manual | {"subject_id": "item:a/I-1", "object_id": "item:b/I-1", "mapping_date": "gestern"},
            manual | {"subject_id": "item:a/I-2", "object_id": "item:b/I-2", "author_label": ""},
        ],
    )
    judgements, problems = read(path)
    assert [problem.params["column"] for problem in problems] == [
        "object_id",
        "subject_id",
        "subject_id",
        "object_source",
        "object_id",
        "mapping_date",
    ]
    assert [(judgement.who, judgement.when) for judgement in judgements] == [("用户", "2026-12-01")]
