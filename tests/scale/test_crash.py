"""Killed, full, shot, torn, twice at once: the next run finishes with the same bytes and does only what is left."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from policy_xwalk.corpus import load_corpus
from policy_xwalk.scale.results import Results
from policy_xwalk.scale.status import status_of
from tests.scale.folders import STREAMED, children, command, outputs, parts, run, run_here, wait_for


def count(out: Path, kind: str) -> int:
    return sum(1 for name in parts(out) if name.startswith(f"{kind}/"))


@pytest.mark.parametrize(("stage", "workers"), [("plan", "2"), ("links", "1")])
def test_killed_run_is_finished_by_the_next_with_the_same_bytes(
    plans: Path, results: Path, tmp_path: Path, stage: str, workers: str
) -> None:
    out = tmp_path / "out"
    process = subprocess.Popen(command(plans, out, "--workers", workers, *STREAMED), stderr=subprocess.DEVNULL)
    wait_for(lambda: count(out, stage) >= 2 or process.poll() is not None)
    family = [process.pid, *children(process.pid)] if process.poll() is None else []
    for pid in family:
        os.kill(pid, signal.SIGKILL)
    process.wait()
    before = parts(out)
    assert run_here(plans, out, "--workers", "1", *STREAMED) == 0
    assert outputs(out) == outputs(results)
    after = parts(out)
    assert {name: after[name] for name in before} == before, "what was done is not done again"


def test_worker_shot_in_mid_run_changes_nothing(plans: Path, results: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    process = subprocess.Popen(command(plans, out, "--workers", "2", *STREAMED), stderr=subprocess.PIPE)
    wait_for(lambda: count(out, "plan") >= 2)
    # The pool has its workers and a helper that tracks resources; only the workers read plans.
    victims = [pid for pid in children(process.pid) if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    os.kill(victims[0], signal.SIGKILL)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 0, said.decode()
    assert outputs(out) == outputs(results)


def test_file_that_kills_every_worker_is_reported_and_the_rest_is_done(plans: Path, tmp_path: Path) -> None:
    folder, out = tmp_path / "plans", tmp_path / "out"
    shutil.copytree(plans, folder)
    victim = sorted(folder.glob("*.txt"))[3]
    # A worker in which the memory runs out dies without a word, like this.
    code = (
        "import os, sys\n"
        "import policy_xwalk.scale.steps as steps\n"
        "read = steps.extract_file\n"
        "def extract_file(file, data, described):\n"
        f"    if file == {victim.name!r}: os._exit(9)\n"
        "    return read(file, data, described)\n"
        "steps.extract_file = extract_file\n"
    )
    site = tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(
        "import sys\nif 'spawn_main' in ' '.join(sys.orig_argv):\n"
        + "".join(f"    {row}\n" for row in code.splitlines())
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(site), os.environ.get("PYTHONPATH", "")])}
    done = run(folder, out, "--workers", "2", *STREAMED, env=environment)
    assert done.returncode == 0, done.stderr
    assert victim.name in done.stderr
    assert "3" in done.stderr
    failed = [each.file for each in status_of(load_corpus(folder), Results(str(out))) if each.status == "failed"]
    assert failed == [victim.name]
    # The next run tries it again, and nothing else.
    before = parts(out)
    assert run_here(folder, out, "--workers", "1", *STREAMED) == 0
    fresh = set(parts(out)) - set(before)
    assert {name.partition("/")[0] for name in fresh} <= {"plan", "inside", "links", "between", "export"}
    assert sum(name.startswith("plan/") for name in fresh) == 1


def test_full_disk_ends_with_one_clear_line_and_spoils_nothing(plans: Path, results: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    limited = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000)); "
        "from policy_xwalk.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    call = [sys.executable, "-c", limited, "run", str(plans), "-o", str(out), "--workers", "1", *STREAMED]
    done = subprocess.run(call, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 2
    assert "磁盘已满" in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert run_here(plans, out, "--workers", "1", *STREAMED) == 0
    assert outputs(out) == outputs(results)


def test_torn_parts_are_made_again(results: Path, plans: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(results, out)
    for kind in ("plan", "links", "between", "inside"):
        victims = sorted(path for path in (out / ".work" / kind).rglob("*") if path.is_file())
        victims[0].write_bytes(victims[0].read_bytes()[:-7])
        victims[1].write_bytes(b"\x00" * victims[1].stat().st_size)
    shutil.rmtree(out / ".work" / "export")
    assert run_here(plans, out, "--workers", "1", *STREAMED) == 0
    assert outputs(out) == outputs(results)


def test_second_run_on_the_same_results_is_refused_while_the_first_is_at_work(
    plans: Path, results: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    first = subprocess.Popen(command(plans, out, "--workers", "1", *STREAMED), stderr=subprocess.PIPE)
    wait_for(lambda: count(out, "plan") >= 1)
    second = run(plans, out, "--workers", "1", *STREAMED)
    assert second.returncode == 2
    assert "另一个运行" in second.stderr
    assert first.wait(120) == 0
    assert outputs(out) == outputs(results)
