"""The command ``judge``: by id, from files of others, merged, and what it says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from judgements.small_plans import Results, fill, run
from policy_xwalk.cli import main
from policy_xwalk.judgements.store import read_judgements


def judge(place: Path, *arguments: str) -> int:
    return main(["judge", *arguments, "--run", str(place / "out")])


def test_links_items_and_findings_are_judged_by_id(place: Path, capsys: pytest.CaptureFixture[str]):
    before = Results(place / "out")
    beds, staff = before.link("护理型床位", "护理型床位"), before.link("社会工作者", "社会工作者")
    towns = before.link("乡镇养老服务中心", "乡镇养老服务中心")
    finding = next(each for each in before.findings if before.item("加强医养结合", "upper") in each.items)
    assert judge(place, "--accept", staff.id, "--accept", finding.fingerprint, "--who", "张三") == 0
    assert judge(place, "--reject", towns.id, "--why", "不是一回事", "--who", "张三") == 0
    assert judge(place, "--change", beds.id, "--relation", "same", "--who", "张三") == 0
    assert judge(place, "--change", staff.local[0], "--field", "目标值", "--value", "2人", "--who", "张三") == 0
    nurses, school = before.link("养老护理员").upper[0], before.link("", "老年大学").local[0]
    assert judge(place, "--link", nurses, school, "--relation", "weakened", "--who", "张三") == 0
    given = Results(place / "out").judgements()
    assert [(j.kind, j.verdict, j.relation) for j in given] == [
        ("link", "accept", "same"),
        ("finding", "accept", None),
        ("link", "reject", None),
        ("link", "change", "same"),
        ("item", "change", None),
        ("link", "change", "weakened"),
    ]
    assert all(j.seen and j.shown and j.who == "张三" and j.when[-6] in "+-" for j in given)
    run(place / "plans", place / "out")
    after = Results(place / "out")
    assert after.link("护理型床位", "护理型床位").relation == "same"
    assert after.link("养老护理员", "老年大学").relation == "weakened"
    (confirmed,) = [each for each in after.findings if each.fingerprint == finding.fingerprint]
    assert (confirmed.decision.who, confirmed.decision.verdict) == ("张三", "accept")
    assert after.items[staff.local[0]].target.value == 2
    # The correction changes the machine's call, and the person's, on the same passages, stands beside it.
    decided = after.link("社会工作者", "社会工作者")
    assert (decided.relation, decided.decision.machine) == ("same", "strengthened")
    assert "未采用的人工判定" not in capsys.readouterr().err


def test_saying_the_same_again_adds_nothing_and_changing_ones_mind_does(place: Path):
    link = Results(place / "out").link("社会工作者", "社会工作者").id
    for verdict in ("--accept", "--accept", "--reject", "--reject", "--accept"):
        assert judge(place, verdict, link, "--who", "张三") == 0
    given = Results(place / "out").judgements()
    assert [j.verdict for j in given] == ["accept", "reject", "accept"]
    assert [j.follows for j in given] == [None, given[0].id, given[1].id]
    assert judge(place, "--accept", link, "--who", "李四") == 0
    assert len(Results(place / "out").judgements()) == 4


def test_two_people_who_differ_are_told(place: Path, capsys: pytest.CaptureFixture[str]):
    link = Results(place / "out").link("社会工作者", "社会工作者").id
    assert judge(place, "--accept", link, "--who", "张三") == 0
    capsys.readouterr()
    assert judge(place, "--change", link, "--relation", "weakened", "--who", "李四", "--why", "口径小") == 0
    said = capsys.readouterr().err
    assert all(word in said for word in ("判定人意见不一", "采用 应为“降低”，李四", "口径小", "另有 同意“一致”，张三"))
    run(place / "plans", place / "out")
    assert "判定人意见不一" in capsys.readouterr().err
    assert Results(place / "out").link("社会工作者", "社会工作者").decision.opinions[0].who == "张三"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--accept", "L-0000000000"], "L-0000000000"),
        (["--change", "{link}"], "--relation"),
        (["--change", "{gap}", "--relation", "same"], "--link"),
        (["--change", "{item}", "--field", "目标值"], "--value"),
        (["--change", "{item}", "--field", "颜色", "--value", "红"], "颜色"),
        (["--change", "{item}", "--field", "属性", "--value", "红"], "属性"),
        (["--link", "{item}", "{upper}", "--relation", "same"], "先后"),
        (["--link", "{upper}", "{item}"], "--relation"),
        (["--link", "{upper}", "x/I-1", "--relation", "same"], "x/I-1"),
        (["--accept", "{link}", "--reject", "{link}"], "不止一种判定"),
        (["--accept", ""], "–"),
        ([], "没有给出判定"),
        (["nowhere.xlsx"], "nowhere.xlsx"),
        (["README.md"], "README.md"),
    ],
)
def test_an_order_that_does_not_fit_is_one_line_and_keeps_nothing(
    arguments: list[str], words: str, place: Path, capsys: pytest.CaptureFixture[str]
):
    results = Results(place / "out")
    link = results.link("社会工作者", "社会工作者")
    ids = {
        "link": link.id,
        "gap": results.link("养老护理员").id,
        "item": link.local[0],
        "upper": link.upper[0],
    }
    assert judge(place, *(argument.format(**ids) for argument in arguments), "--who", "张三") == 2
    told = capsys.readouterr().err.strip().splitlines()
    assert len(told) == 1
    assert words in told[0]
    assert not (place / "out" / "judgements.jsonl").exists()


def test_a_name_is_one_line_without_marks_that_steer_a_terminal(place: Path, capsys: pytest.CaptureFixture[str]):
    link = Results(place / "out").link("社会工作者", "社会工作者")
    assert judge(place, "--accept", link.id, "--who", "张三\n\x1b[31m李四 ") == 0
    assert Results(place / "out").judgements()[0].who == "张三 [31m李四"
    assert "\x1b" not in capsys.readouterr().err


def test_a_folder_without_results_is_said_to_be_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["judge", "--accept", "L-1", "--run", str(tmp_path)]) == 2
    assert "--run" in capsys.readouterr().err


def test_files_of_several_people_merge(place: Path, capsys: pytest.CaptureFixture[str]):
    link = Results(place / "out").link("社会工作者", "社会工作者").id
    first, second, merged = place / "a.jsonl", place / "b.jsonl", place / "c.jsonl"
    assert judge(place, "--accept", link, "--who", "张三", "--to", str(first)) == 0
    assert judge(place, "--change", link, "--relation", "weakened", "--who", "李四", "--to", str(second)) == 0
    capsys.readouterr()
    assert main(["judge", "--merge", str(first), str(second), str(first), "-o", str(merged)]) == 0
    said = capsys.readouterr().err
    assert "共 2 条判定，其中 1 处不一致" in said
    assert "李四" in said
    assert [j.who for j in read_judgements(merged).judgements] == ["张三", "李四"]
    # What stands there already is never written over.
    before = merged.read_bytes()
    for output in (merged, first):
        assert main(["judge", "--merge", str(first), str(second), "-o", str(output)]) == 2
    assert merged.read_bytes() == before
    assert main(["judge", "--merge", str(second), str(first)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["who"] for line in lines] == ["张三", "李四"]
    # Another person's file can be taken over, and a run follows files named besides its own.
    assert main(["judge", str(second), "--to", str(first)]) == 0
    assert len(read_judgements(first).judgements) == 2
    run(place / "plans", place / "out", "--judgements", str(second))
    assert Results(place / "out").link("社会工作者", "社会工作者").relation == "weakened"
    assert main(["run", str(place / "plans"), "-o", str(place / "out"), "--judgements", "nowhere.jsonl"]) == 2


def test_judgements_beside_the_plans_are_followed(place: Path, capsys: pytest.CaptureFixture[str]):
    link = Results(place / "out").link("社会工作者", "社会工作者").id
    path = place / "plans" / "judgements.jsonl"
    by_hand = {"record": "judgement", "subject": link, "verdict": "change", "relation": "weakened"}
    line = json.dumps(by_hand | {"who": "张三", "when": "2026-11-21T10:00:00+08:00", "why": None}, ensure_ascii=False)
    path.write_text(line + "\n" + line[:50], "utf-8")
    run(place / "plans", place / "out")
    said = capsys.readouterr().err
    assert "2 份规划" in said
    assert "judgements.jsonl：最后一行（第 2 行）不完整" in said
    assert Results(place / "out").link("社会工作者", "社会工作者").relation == "weakened"
    assert path.read_text("utf-8") == line + "\n" + line[:50]


def test_every_worker_follows_the_same(place: Path):
    results = Results(place / "out")
    link = results.link("护理型床位", "护理型床位")
    row = results.link("社会工作者", "社会工作者").local[0]
    assert judge(place, "--reject", link.id, "--who", "张三") == 0
    assert judge(place, "--change", row, "--field", "value", "--value", "0.5人", "--who", "张三") == 0
    (place / "one").mkdir()
    (place / "two").mkdir()
    for out, workers in (("one", "1"), ("two", "2")):
        (place / out / "judgements.jsonl").write_bytes((place / "out" / "judgements.jsonl").read_bytes())
        run(place / "plans", place / out, "--workers", workers)
    for name in ("records.jsonl", "links.jsonl", "findings.jsonl"):
        assert (place / "one" / name).read_bytes() == (place / "two" / name).read_bytes()
    assert Results(place / "two").link("社会工作者", "社会工作者").relation == "weakened"


def test_a_name_that_is_no_text_is_written_all_the_same(place: Path):
    link = Results(place / "out").link("社会工作者", "社会工作者").id
    assert judge(place, "--accept", link, "--who", "\udcff张", "--why", "\udcfe") == 0
    assert Results(place / "out").judgements()[0].who == "?张"


def test_help_and_messages_in_english(place: Path, capsys: pytest.CaptureFixture[str]):
    link = Results(place / "out").link("社会工作者", "社会工作者").id
    fill(place / "out" / "crosswalk.xlsx", {link: {"人工判定": "agree"}})
    assert main(["--lang", "en", "judge", str(place / "out" / "crosswalk.xlsx"), "--who", "Zhang"]) == 0
    assert "1 judgements added (Zhang)" in capsys.readouterr().err
    assert main(["--lang", "en", "judge", "--help"]) == 0
    assert "Keep what people decided" in capsys.readouterr().out
    main(["--lang", "zh", "--version"])
