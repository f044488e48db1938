"""What a run would do, and why: new, done, stale, failed, gone."""

from __future__ import annotations

import shutil
from pathlib import Path

from policy_xwalk.corpus import load_corpus
from policy_xwalk.scale.results import Results
from policy_xwalk.scale.status import Standing, status_of
from tests.scale.folders import STREAMED, run_here


def by_file(folder: Path, out: Path) -> dict[str, Standing]:
    return {each.file: each for each in status_of(load_corpus(folder), Results(str(out)))}


def test_status_says_what_happened_to_each_file(plans: Path, results: Path, tmp_path: Path) -> None:
    folder, out = tmp_path / "plans", tmp_path / "out"
    shutil.copytree(plans, folder)
    assert {each.status for each in by_file(folder, out).values()} == {"new"}
    assert not out.exists(), "asking changes nothing"
    shutil.copytree(results, out)
    assert {each.status for each in by_file(folder, out).values()} == {"done"}
    files = sorted(path.name for path in folder.glob("1*.txt"))
    (folder / files[0]).write_text((folder / files[0]).read_text("utf-8") + "附则。\n", "utf-8")
    (folder / files[1]).unlink()
    (folder / "new.txt").write_text("某县规划", "utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 and no more")
    rows = "".join(f'[[plan]]\nfile = "{path.name}"\n' for path in sorted(folder.glob("*.*")))
    stated = rows.replace(f'"{files[2]}"\n', f'"{files[2]}"\nlevel = "city"\n')
    (folder / "corpus.toml").write_text(stated, "utf-8")
    found = by_file(folder, out)
    assert (found[files[0]].status, found[files[0]].why) == ("stale", ("file_changed",))
    assert (found[files[1]].status, found[files[1]].why) == ("gone", ("not_in_folder",))
    assert (found[files[2]].status, found[files[2]].why) == ("stale", ("entry_changed",))
    assert (found["new.txt"].status, found["broken.pdf"].status) == ("new", "new")
    assert run_here(folder, out, "--workers", "1", *STREAMED) == 0
    found = by_file(folder, out)
    failed = {name: each.error for name, each in found.items() if each.status == "failed"}
    assert set(failed) == {"broken.pdf", "new.txt"}
    assert all(failed.values())
    assert {each.status for name, each in found.items() if name not in failed} == {"done"}
