"""What depends on a change is made again, and nothing else."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from policy_xwalk.run import run_folder
from tests.scale.folders import ROOT, STREAMED, outputs, parts, run, run_here


def fresh(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    """Number of parts of each kind that were made since."""
    made: dict[str, int] = {}
    for name, when in after.items():
        if before.get(name) != when:
            kind = name.partition("/")[0]
            made[kind] = made.get(kind, 0) + 1
    made.pop("export", None)
    return made


def copies(plans: Path, results: Path, tmp_path: Path) -> tuple[Path, Path]:
    folder, out = tmp_path / "plans", tmp_path / "out"
    shutil.copytree(plans, folder)
    shutil.copytree(results, out)
    return folder, out


def again(folder: Path, out: Path) -> dict[str, int]:
    before = parts(out)
    assert run_here(folder, out, "--workers", "1", *STREAMED) == 0
    return fresh(before, parts(out))


def test_any_number_of_workers_gives_the_same_bytes(plans: Path, results: Path, tmp_path: Path) -> None:
    assert run(plans, tmp_path / "out", "--workers", "2", *STREAMED).returncode == 0
    assert outputs(tmp_path / "out") == outputs(results)


def test_nothing_is_done_twice(plans: Path, results: Path, tmp_path: Path) -> None:
    folder, out = copies(plans, results, tmp_path)
    assert again(folder, out) == {}
    assert outputs(out) == outputs(results)


def test_changed_plan_is_read_compared_and_audited_again(plans: Path, results: Path, tmp_path: Path) -> None:
    folder, out = copies(plans, results, tmp_path)
    local = sorted(folder.glob("1*.txt"))[0]
    local.write_text(local.read_text("utf-8") + "本规划自印发之日起施行。\n", "utf-8")
    assert again(folder, out) == {"plan": 1, "inside": 1, "links": 1, "between": 1}


def test_changed_upper_plan_is_compared_with_all_again(plans: Path, results: Path, tmp_path: Path) -> None:
    folder, out = copies(plans, results, tmp_path)
    upper = next(folder.glob("全国*.txt"))
    upper.write_text(upper.read_text("utf-8") + "本规划自印发之日起施行。\n", "utf-8")
    assert again(folder, out) == {"plan": 1, "inside": 1, "links": 6, "between": 6}


def test_added_and_removed_plans_leave_the_others(plans: Path, results: Path, tmp_path: Path) -> None:
    folder, out = copies(plans, results, tmp_path)
    first, second = sorted(folder.glob("1*.txt"))[:2]
    held = first.read_bytes()
    first.unlink()
    assert again(folder, out) == {}
    assert first.name not in (out / "records.jsonl").read_text("utf-8")
    first.write_bytes(held)
    assert again(folder, out) == {}, "the run before last is kept"
    assert outputs(out) == outputs(results)
    (folder / "copy.txt").write_bytes(second.read_bytes())
    assert again(folder, out)["plan"] == 1


def test_entry_of_the_corpus_file_is_part_of_the_key(plans: Path, results: Path, tmp_path: Path) -> None:
    folder, out = copies(plans, results, tmp_path)
    files = sorted(path.name for path in folder.glob("*.txt"))
    rows = "".join(f'[[plan]]\nfile = "{name}"\n' for name in files)
    (folder / "corpus.toml").write_text(rows, "utf-8")
    assert again(folder, out) == {}
    (folder / "corpus.toml").write_text(
        rows.replace(f'"{files[0]}"\n', f'"{files[0]}"\ntitle = "另一个标题"\n'), "utf-8"
    )
    assert again(folder, out) == {"plan": 1, "inside": 1, "links": 1, "between": 1}


def test_option_of_the_audit_makes_findings_again_and_no_links(plans: Path, results: Path, tmp_path: Path) -> None:
    folder, out = copies(plans, results, tmp_path)
    (folder / "corpus.toml").write_text(
        "".join(f'[[plan]]\nfile = "{p.name}"\n' for p in sorted(folder.glob("*.txt"))) + '[audit]\nselect = ["PX2"]\n',
        "utf-8",
    )
    assert again(folder, out) == {"inside": 7, "between": 6}


def test_changed_lexicon_and_rule_make_stale_what_reads_them(tmp_path: Path) -> None:
    package = tmp_path / "policy_xwalk"
    shutil.copytree(ROOT / "policy_xwalk", package, ignore=shutil.ignore_patterns("__pycache__"))
    code = "from policy_xwalk.scale import steps as s; print(s.reading_code(), s.aligning_code(), s.auditing_code())"

    def digests() -> list[str]:
        done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
        return done.stdout.split()

    first = digests()
    assert digests() == first
    for file, line, changed in (
        ("data/plan_synonyms.tsv", "\n# 一行\n", [False, True, True]),
        ("audit/between.py", "\n# one more line\n", [False, False, True]),
        ("extraction/tail.py", "\n# one more line\n", [True, False, False]),
        ("wording/terms.py", "\n# one more line\n", [False, False, False]),
        ("records.py", "\n# one more line\n", [True, True, True]),
    ):
        held = (package / file).read_bytes()
        (package / file).write_bytes(held + line.encode())
        assert [a != b for a, b in zip(first, digests(), strict=True)] == changed, file
        (package / file).write_bytes(held)


def test_a_run_in_memory_finds_what_a_kept_run_finds(plans: Path, results: Path) -> None:
    from policy_xwalk.records import to_json

    found = run_folder(plans)
    links = "".join(f"{to_json(link)}\n" for link in found.crosswalk.links)
    assert links.encode() == outputs(results)["links.jsonl"]
    findings = "".join(f"{to_json(finding)}\n" for finding in found.findings)
    assert findings.encode() == outputs(results)["findings.jsonl"]


def test_error_that_may_pass_is_tried_again_and_one_of_the_file_is_not(tmp_path: Path) -> None:
    from policy_xwalk.errors import MissingExtra, UnreadableFile
    from policy_xwalk.scale.steps import complete
    from policy_xwalk.scale.store import MemoryStore
    from policy_xwalk.scale.units import Described, Fault, PlanHead, ReadUnit

    unit, store = ReadUnit("a.doc", "a.doc", Described()), MemoryStore()
    for error, kept in (
        (UnreadableFile("damaged_pdf", file="a.doc"), True),
        (UnreadableFile("needs_office", file="a.doc"), False),
        (MissingExtra(library="rapidocr", feature="ocr", extra="ocr"), False),
    ):
        assert complete(unit, PlanHead(fault=Fault.of(error)), "0", store) is kept
        assert str(Fault.of(error).error()) == str(error)
        assert type(Fault.of(error).error()) is type(error)
