"""The file of judgements: only added to, whole lines, by many at once, whatever is cut off."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from policy_xwalk.errors import PlanError
from policy_xwalk.judgements.standing import conflicts_among, standing, with_id
from policy_xwalk.judgements.store import (
    append_judgements,
    content_key,
    judgement_id,
    merge,
    moment,
    read_all,
    read_judgements,
)
from policy_xwalk.records import Judgement, to_json

TIMES = st.sampled_from(
    ["2026-11-21", "2026-11-21T10:00:00+08:00", "2026-11-21T02:00:00Z", "2026-11-21T10:00:00.5", "2027-01-01"]
)
TEXTS = st.one_of(st.none(), st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
JUDGEMENTS = st.builds(
    Judgement,
    subject=st.sampled_from(["L-1", "L-2", "plan/I-1", "PX201-1"]),
    verdict=st.sampled_from(["accept", "reject", "change"]),
    relation=st.sampled_from([None, "same", "weakened"]),
    who=st.sampled_from(["张三", "李四", "A\nB"]),
    when=TIMES,
    why=TEXTS,
    seen=st.sampled_from([None, "a", "b"]),
    follows=st.sampled_from([None, "J-1"]),
    field=st.sampled_from([None, "value"]),
    value=TEXTS,
)
LISTS = st.lists(JUDGEMENTS, max_size=8)


def judgement(subject: str = "L-1", who: str = "张三", **more: object) -> Judgement:
    return Judgement(subject, "accept", "same", who, "2026-11-21T10:00:00+08:00", None, **more)  # type: ignore[arg-type]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=st.lists(LISTS, max_size=4))
def test_what_is_appended_is_read_again_and_nothing_before_it_changes(parts: list[list[Judgement]], tmp_path: Path):
    path = tmp_path / f"{os.urandom(6).hex()}.jsonl"
    before = b""
    said: dict[tuple[str, ...], None] = {}
    for part in parts:
        append_judgements(path, part)
        said |= dict.fromkeys(map(content_key, part))
        data = path.read_bytes()
        assert data.startswith(before)
        assert data.endswith(b"\n") or not data
        before = data
    read = read_judgements(path) if path.exists() else None
    assert [content_key(j) for j in (read.judgements if read else ())] == list(said)
    assert not (read.problems if read else ())
    for part in parts:
        assert append_judgements(path, part) == ()
    assert (path.read_bytes() if path.exists() else b"") == before


@settings(max_examples=100, deadline=None)
@given(one=LISTS, other=LISTS)
def test_merging_keeps_everything_once_by_time(one: list[Judgement], other: list[Judgement]):
    first, second = [with_id(j) for j in one], [with_id(j) for j in other]
    merged = merge([first, second])
    assert {j.id for j in merged} == {j.id for j in (*first, *second)}
    assert len({j.id for j in merged}) == len(merged)
    assert all(moment(a.when) <= moment(b.when) for a, b in pairwise(merged))
    assert merge([merged]) == merged
    assert merge([merged, first, second]) == merged
    assert set(merge([second, first])) == set(merged)


@settings(max_examples=100, deadline=None)
@given(given_=LISTS)
def test_the_last_word_of_each_person_stands(given_: list[Judgement]):
    stood = standing(given_)
    if not given_:
        assert stood is None
        return
    assert stood is not None
    assert {word.who for word in stood.words} == {j.who for j in given_}
    assert moment(stood.followed.when) == max(moment(j.when) for j in given_)
    for word in stood.words:
        assert all(moment(j.when) <= moment(word.when) for j in given_ if j.who == word.who)
    for conflict in conflicts_among(given_):
        assert conflict.others
        assert all(other.who != conflict.followed.who for other in conflict.others)


@settings(max_examples=100, deadline=None)
@given(one=JUDGEMENTS, other=JUDGEMENTS)
def test_ids_tell_judgements_apart(one: Judgement, other: Judgement):
    same = (content_key(one), one.when) == (content_key(other), other.when)
    assert (judgement_id(one) == judgement_id(other)) == same


@pytest.mark.parametrize("cut", [1, 10, 40])
def test_a_line_cut_short_stays_is_reported_and_hinders_nothing(cut: int, tmp_path: Path):
    path = tmp_path / "judgements.jsonl"
    append_judgements(path, [judgement("L-1"), judgement("L-2")])
    torn = path.read_bytes()[:-cut]
    path.write_bytes(torn)
    read = read_judgements(path)
    # Without its line end only, a line is still a whole record.
    assert [j.subject for j in read.judgements] == (["L-1", "L-2"] if cut == 1 else ["L-1"])
    assert [problem.code for problem in read.problems] == ([] if cut == 1 else ["judgement_torn"])
    added = append_judgements(path, [judgement("L-3")])
    assert [j.subject for j in added] == ["L-3"]
    assert path.read_bytes().startswith(torn + b"\n")
    again = read_judgements(path)
    assert [j.subject for j in again.judgements][-1] == "L-3"
    assert [problem.code for problem in again.problems] == ([] if cut == 1 else ["judgement_line"])


def test_lines_that_are_no_judgements_are_told_with_their_number(tmp_path: Path):
    path = tmp_path / "judgements.jsonl"
    good = to_json(judgement())
    bad_time = good.replace("2026-11-21T10:00:00+08:00", "yesterday")
    plan_of_other_kind = (
        '{"record":"box","id":"x","plan":"x","number":"1","title":"","section":null,"quote":"","spans":[]}'
    )
    deep = "[" * 100_000
    path.write_text("\n".join([good, "", "not json", bad_time, plan_of_other_kind, deep, good]) + "\n", "utf-8")
    read = read_judgements(path)
    assert [j.subject for j in read.judgements] == ["L-1", "L-1"]
    assert [problem.params["line"] for problem in read.problems] == [3, 4, 5, 6]


def test_a_line_written_by_hand_needs_only_what_the_contract_asks(tmp_path: Path):
    path = tmp_path / "judgements.jsonl"
    path.write_text(
        '\ufeff{"record":"judgement","subject":"L-1","verdict":"change","relation":"weakened","who":"张三",'
        '"when":"2026-11-21T10:00:00+08:00","why":null}',
        "utf-8",
    )
    (read,) = read_judgements(path).judgements
    assert read.id.startswith("J-")
    assert read.seen is None


def test_files_are_merged_and_one_that_is_missing_is_a_problem(tmp_path: Path):
    append_judgements(tmp_path / "a.jsonl", [judgement("L-1")])
    append_judgements(tmp_path / "b.jsonl", [judgement("L-1"), judgement("L-1", "李四")])
    read = read_all([tmp_path / "a.jsonl", tmp_path / "b.jsonl", tmp_path / "c.jsonl"])
    assert [j.who for j in read.judgements] == ["张三", "李四"]
    assert [problem.code for problem in read.problems] == ["judgements_unreadable"]


def test_a_change_of_mind_and_back_is_kept(tmp_path: Path):
    path = tmp_path / "judgements.jsonl"
    first = with_id(judgement())
    then = with_id(replace(first, id="", verdict="reject", relation=None, when="2026-11-22", follows=first.id))
    back = with_id(replace(first, id="", when="2026-11-23", follows=then.id))
    append_judgements(path, [first])
    append_judgements(path, [then])
    append_judgements(path, [back])
    assert append_judgements(path, [replace(first, id="", when="2026-12-01")]) == ()
    stood = standing(read_judgements(path).judgements)
    assert stood is not None
    assert stood.followed == back


_WRITER = """
import sys
from pathlib import Path
from policy_xwalk.judgements.store import append_judgements
from policy_xwalk.records import Judgement
path, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
for number in range(count):
    why = f"{name}-{number}-" + "理由" * (200 + number % 700)
    given = [Judgement(f"L-{name}-{number}-{part}", "accept", "same", name, "2026-11-21", why) for part in range(5)]
    append_judgements(path, given)
    print(number, flush=True)
"""


def _writer(path: Path, name: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _WRITER, str(path), name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_many_writers_at_once_leave_whole_lines(tmp_path: Path):
    path = tmp_path / "judgements.jsonl"
    writers = [_writer(path, name, 12) for name in ("甲", "乙", "丙", "丁")]
    for writer in writers:
        writer.communicate(timeout=120)
        assert writer.returncode == 0
    read = read_judgements(path)
    assert not read.problems
    assert len(read.judgements) == 4 * 12 * 5
    assert len({j.subject for j in read.judgements}) == 4 * 12 * 5
    # The lines of one call stand together.
    calls = [j.subject.rpartition("-")[0] for j in read.judgements]
    assert sum(1 for a, b in pairwise(calls) if a != b) == 4 * 12 - 1


def test_a_writer_that_is_killed_loses_at_most_its_last_call(tmp_path: Path):
    path = tmp_path / "judgements.jsonl"
    writer = _writer(path, "甲", 10_000)
    assert writer.stdout is not None
    told = [int(writer.stdout.readline()) for _ in range(8)]
    os.kill(writer.pid, signal.SIGKILL)
    told += [int(line) for line in writer.stdout.read().split()]
    writer.wait(timeout=60)
    read = read_judgements(path)
    kept = {j.subject for j in read.judgements}
    assert {f"L-甲-{number}-{part}" for number in told for part in range(5)} <= kept
    # The lock went with the process; whatever was cut short is told and stays.
    (added,) = append_judgements(path, [judgement("L-after")])
    again = read_judgements(path)
    assert again.judgements[-1] == added
    assert {j.subject for j in again.judgements} == kept | {"L-after"}
    assert len(again.problems) == len(read.problems) <= 1


def test_a_reader_waits_for_a_writer(tmp_path: Path):
    import fcntl

    path = tmp_path / "judgements.jsonl"
    append_judgements(path, [judgement()])
    line = to_json(judgement("L-2")).encode() + b"\n"
    child = os.fork()
    if child == 0:
        with path.open("ab", buffering=0) as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.write(line[:30])
            (tmp_path / "locked").touch()
            time.sleep(0.3)
            file.write(line[30:])
        os._exit(0)
    while not (tmp_path / "locked").exists():
        time.sleep(0.01)
    read = read_judgements(path)
    os.waitpid(child, 0)
    assert [j.subject for j in read.judgements] == ["L-1", "L-2"]
    assert not read.problems


def test_a_place_that_cannot_be_written_is_one_clear_error(tmp_path: Path):
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(PlanError) as told:
        append_judgements(tmp_path / "file" / "judgements.jsonl", [judgement()])
    assert told.value.code == "cannot_write"
    with pytest.raises(PlanError) as told:
        read_judgements(tmp_path)
    assert told.value.code == "judgements_unreadable"


def test_two_decisions_under_one_id_are_both_kept(tmp_path: Path):
    one = Judgement("L-1", "accept", None, "张三", "2026-11-21", None, id="J-1")
    other = Judgement("L-1", "reject", None, "李四", "2026-11-22", "另有文件", id="J-1")
    kept = append_judgements(tmp_path / "judgements.jsonl", (one, other))
    assert [(j.who, j.verdict) for j in kept] == [("张三", "accept"), ("李四", "reject")]
    assert len({j.id for j in kept}) == 2
    merged = merge([[one], [other], [one, other]])
    assert [(j.who, j.verdict) for j in merged] == [("张三", "accept"), ("李四", "reject")]
    assert len({j.id for j in merged}) == 2


@pytest.mark.parametrize("field", ["who", "subject"])
def test_a_line_that_names_nobody_or_nothing_is_told(field: str, tmp_path: Path):
    judgement = replace(Judgement("L-1", "accept", None, "张三", "2026-11-21", None), **{field: " "})
    path = tmp_path / "judgements.jsonl"
    path.write_text(to_json(judgement) + "\n", "utf-8")
    read = read_judgements(path)
    assert read.judgements == ()
    assert [(problem.code, problem.params["found"]) for problem in read.problems] == [("judgement_line", field)]
