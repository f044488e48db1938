"""Plans and results in S3: a server as a process, with keys that it checks; the same bytes as on one machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from policy_xwalk.cli import main
from policy_xwalk.corpus import Corpus
from tests.scale.dask_processes import Dask
from tests.scale.folders import STREAMED, command, outputs, wait_for
from tests.scale.s3_server import S3Server

pytest.importorskip("s3fs", reason="s3fs is an extra")
pytest.importorskip("moto", reason="moto is installed for tests only")

WRONG_KEY = {"AWS_ACCESS_KEY_ID": "AKIA0000000000000000"}
WRONG_SECRET = {"AWS_SECRET_ACCESS_KEY": "wrong"}
NO_KEYS = {"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}
NOBODY = {"AWS_ENDPOINT_URL": "http://127.0.0.1:9"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    """One server for all tests of this file, each with a bucket of its own."""
    started = S3Server(tmp_path_factory.mktemp("s3"))
    yield started
    started.close()


@dataclass
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str


Ask = Callable[..., Said]


@pytest.fixture
def ask(server: S3Server, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """A command that reaches the server as a user would: through the environment."""
    import s3fs

    def call(*words: str, **environment: str) -> Said:
        # A file system that is open goes on with the keys that it got.
        s3fs.S3FileSystem.clear_instance_cache()
        given = server.environment(**environment)
        with monkeypatch.context() as patch:
            for name in {*os.environ, *given}:
                if name.startswith("AWS_"):
                    patch.delenv(name, raising=False)
            for name, value in given.items():
                if name.startswith("AWS_"):
                    patch.setenv(name, value)
            capsys.readouterr()
            code = main(list(words))
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return call


def steps(said: str) -> tuple[int, int]:
    """Steps done by a run and steps that were there, as it says."""
    found = re.search(r"(\d+) 步为本次所做，(\d+) 步沿用上次结果", said)
    assert found, said
    return int(found[1]), int(found[2])


def test_same_bytes_and_only_what_is_new(server: S3Server, ask: Ask, plans: Path, results: Path) -> None:
    bucket = server.bucket("county-plans", plans)
    # Folders made in the console of a store are objects without content.
    server.put(bucket, "plans/", b"")
    server.put(bucket, "plans/2021/", b"")
    run = ("run", f"s3://{bucket}/plans", "-o", f"s3://{bucket}/out", *STREAMED)
    done = ask(*run, "--workers", "2")
    assert done.code == 0, done.err
    assert steps(done.err) == (20, 0)
    assert server.outputs(bucket) == outputs(results)
    kept = server.keys(bucket, "out/.work/")

    done = ask(*run, "--workers", "1")
    assert steps(done.err) == (0, 20), done.err
    assert server.outputs(bucket) == outputs(results)
    assert server.keys(bucket, "out/.work/") == kept

    changed = next(key for key in server.keys(bucket, "plans/1"))
    server.put(bucket, changed, server.get(bucket, changed) + "本规划自印发之日起施行。\n".encode())
    told = ask("status", f"s3://{bucket}/plans", "-o", f"s3://{bucket}/out")
    assert told.out.splitlines() == [f"已过时\t{changed.removeprefix('plans/')}\t文件内容有变"], told
    done = ask(*run, "--workers", "1")
    # The plan, the audit in it, and its pair.
    assert steps(done.err) == (3, 17), done.err
    told = ask("status", f"s3://{bucket}/plans", "-o", f"s3://{bucket}/out", "--all")
    assert {line.partition("\t")[0] for line in told.out.splitlines()} == {"已处理"}

    asked = ask("query", "select count(*) from plans", "-o", f"s3://{bucket}/out", "--format", "csv")
    assert asked.out.split() == ["count_star()", "7"], asked.err
    # A smaller run in the same place leaves no columns that say something else.
    server.put(bucket, "few/a.txt", server.get(bucket, changed))
    done = ask("run", f"s3://{bucket}/few", "-o", f"s3://{bucket}/out", "--outputs", "lines")
    assert done.code == 0, done.err
    asked = ask("query", "select count(*) from plans", "-o", f"s3://{bucket}/out", "--format", "csv")
    assert asked.out.split() == ["count_star()", "1"], asked.err


def test_workers_of_a_cluster_reach_the_store_each_by_itself(
    server: S3Server, ask: Ask, plans: Path, results: Path, tmp_path: Path
) -> None:
    pytest.importorskip("distributed", reason="dask distributed is an extra")
    bucket = server.bucket("cluster-plans", plans)
    run = ("run", f"s3://{bucket}/plans", "-o", f"s3://{bucket}/out", *STREAMED)
    dask = Dask(tmp_path)
    try:
        for _ in range(2):
            dask.worker(**server.environment())
        stranger = dask.worker(**server.environment(**WRONG_KEY))
        dask.wait_for_workers(3)
        refused = ask(*run, "--scheduler", dask.address)
        assert refused.code == 2
        assert f"看不到 s3://{bucket}/plans（Forbidden）" in refused.err
        assert len(refused.err.strip().splitlines()) == 1
        stranger.kill()
        done = ask(*run, "--scheduler", dask.address)
        assert done.code == 0, done.err
        assert server.outputs(bucket) == outputs(results)
    finally:
        dask.close()


def test_killed_run_goes_on(server: S3Server, ask: Ask, plans: Path, results: Path) -> None:
    bucket = server.bucket("killed-plans", plans)
    places = (f"s3://{bucket}/plans", f"s3://{bucket}/out")
    process = subprocess.Popen(
        command(*places, "--workers", "1", *STREAMED), env=server.environment(), stderr=subprocess.DEVNULL
    )
    wait_for(lambda: len(server.keys(bucket, "out/.work/plan/")) >= 2 or process.poll() is not None)
    process.kill()
    process.wait()
    there = len(server.keys(bucket, "out/.work/plan/"))
    assert there >= 2
    done = ask("run", *places[:1], "-o", places[1], "--workers", "1", *STREAMED)
    assert done.code == 0, done.err
    assert steps(done.err)[1] >= there
    assert server.outputs(bucket) == outputs(results)


@pytest.fixture(scope="module")
def standing(server: S3Server, plans: Path, results: Path) -> str:
    """A bucket with plans and results, of which nothing may get lost."""
    bucket = server.bucket("standing-plans", plans)
    for name, data in outputs(results).items():
        server.put(bucket, f"out/{name}", data)
    return bucket


@pytest.mark.parametrize(
    ("words", "environment", "said"),
    [
        (("run", "{plans}", "-o", "{out}"), WRONG_KEY, "访问被拒绝"),
        (("--lang", "en", "run", "{plans}", "-o", "{out}"), WRONG_SECRET, "access refused"),
        (("run", "{plans}", "-o", "{out}"), NO_KEYS, "AWS_ACCESS_KEY_ID"),
        (("run", "{plans}", "-o", "{out}"), NOBODY, "服务不可用"),
        (("run", "s3://no-such-plans/plans", "-o", "{out}"), {}, "没有这个文件夹"),
        (("run", "{plans}", "-o", "s3://no-such-bucket/out"), {}, "存储桶须先建好"),
        (("--lang", "en", "run", "{plans}", "-o", "s3://no-such-bucket/out"), {}, "bucket has to be made"),
        (("status", "{plans}", "-o", "{out}"), WRONG_KEY, "访问被拒绝"),
        (("--lang", "en", "query", "select 1", "-o", "{out}"), WRONG_KEY, "access refused"),
        (("query", "select 1", "-o", "s3://no-such-bucket/out"), {}, "没有 run 的结果"),
    ],
)
def test_what_the_store_refuses_is_one_clear_line(
    server: S3Server,
    ask: Ask,
    standing: str,
    results: Path,
    words: tuple[str, ...],
    environment: dict[str, str],
    said: str,
) -> None:
    places = {"plans": f"s3://{standing}/plans", "out": f"s3://{standing}/out"}
    done = ask(*(word.format(**places) for word in words), **environment)
    assert done.code == 2
    assert said in done.err
    assert len(done.err.strip().splitlines()) == 1, done.err
    assert not done.out
    assert server.outputs(standing) == outputs(results)
    assert "no-such-bucket" not in server.buckets()


def test_one_object_refused_is_told_and_the_rest_is_done(server: S3Server, ask: Ask, plans: Path) -> None:
    bucket = server.bucket("partly-plans", plans)
    server.put(bucket, "plans/secret.txt", b"?")
    done = ask("run", f"s3://{bucket}/plans", "-o", f"s3://{bucket}/out", "--workers", "1", *STREAMED)
    assert done.code == 0, done.err
    assert "secret.txt：没有读取权限" in done.err
    assert "7 份规划" in done.err
    told = ask("status", f"s3://{bucket}/plans", "-o", f"s3://{bucket}/out")
    assert [line.split("\t")[:2] for line in told.out.splitlines()] == [["未能使用", "secret.txt"]], told.err


def test_keys_that_stop_working_half_way_end_the_run_and_spoil_no_results(
    ask: Ask, standing: str, results: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Plans in the store, results here: a run must not go on with the few plans that it got."""
    import s3fs

    from policy_xwalk import run

    out = tmp_path / "out"
    shutil.copytree(results, out, ignore=shutil.ignore_patterns(".work"))
    load_corpus = run.load_corpus

    def load(folder: Path) -> Corpus:
        corpus = load_corpus(folder)
        os.environ["AWS_SECRET_ACCESS_KEY"] = "expired"
        s3fs.S3FileSystem.clear_instance_cache()
        return corpus

    monkeypatch.setattr(run, "load_corpus", load)
    done = ask("run", f"s3://{standing}/plans", "-o", str(out), "--workers", "1", *STREAMED)
    assert done.code == 2, done.err
    assert "访问被拒绝" in done.err
    assert outputs(out) == outputs(results)
