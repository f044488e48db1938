"""A folder of plans, with and without its corpus.toml."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from policy_xwalk.corpus import load_corpus
from policy_xwalk.errors import BadCorpus
from policy_xwalk.records import Period, Plan, Region, Source

ROOT = Path(__file__).resolve().parents[1]


def write(folder: Path, toml: str, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("一、总体要求\n", encoding="utf-8")
    if toml:
        (folder / "corpus.toml").write_text(toml, encoding="utf-8")
    return folder


def codes(folder: Path) -> list[str]:
    return [error.code for error in load_corpus(folder).errors]


def test_corpus_of_the_repository() -> None:
    corpus = load_corpus(ROOT / "corpora")
    assert corpus.errors == ()
    assert [entry.id for entry in corpus.entries] == ["000000-2021-56", "140000-2022-55", "621025-2022-38"]
    assert [entry.region.name for entry in corpus.entries if entry.region] == ["全国", "山西省", "正宁县"]
    assert [absent.region.name for absent in corpus.absent if absent.region] == ["甘肃省", "庆阳市"]
    assert all(entry.licence and entry.provenance for entry in corpus.entries)


@pytest.mark.parametrize("name", ["001_9e7c76eb03b4c0d5.txt", "004_5a12c7d17a16a96d.txt"])
def test_texts_are_the_published_bytes(name: str) -> None:
    seed = ROOT.parent / "shared" / "seeds" / name
    if not seed.exists():
        pytest.skip("the folder of seeds beside the repository is absent")
    assert seed.read_bytes() in {path.read_bytes() for path in (ROOT / "corpora").glob("*.txt")}


def test_folder_without_listing_takes_every_file_that_may_be_a_plan(tmp_path: Path) -> None:
    write(tmp_path, "", "b.txt", "a/c.docx", "README.md", ".hidden.txt", "~$a.docx", "x.png", ".git/config", "规划.pdf")
    write(tmp_path / "out", "", "records.jsonl", "links.jsonl", "index.html")
    corpus = load_corpus(tmp_path)
    assert [entry.file for entry in corpus.entries] == ["a/c.docx", "b.txt", "规划.pdf"]
    assert not corpus.described


def test_only_the_file_is_needed(tmp_path: Path) -> None:
    corpus = load_corpus(write(tmp_path, '[[plan]]\nfile = "sub/a.txt"\n', "sub/a.txt", "b.txt"))
    assert [entry.file for entry in corpus.entries] == ["sub/a.txt"]
    assert corpus.errors == ()


def test_what_the_listing_states_goes_before_what_was_read(tmp_path: Path) -> None:
    toml = (
        '[[plan]]\nfile = "a.txt"\nid = "x-1"\nregion = "鼓楼区"\nchain = ["全国", "福建省", "福州市", "鼓楼区"]\n'
        'period = "2021-2025"\nissued = 2022-05-26\ntopic = "养老服务"\n'
    )
    (entry,) = load_corpus(write(tmp_path, toml, "a.txt")).entries
    read = Plan(
        id="a",
        title="标题",
        issuer=None,
        doc_number=None,
        issued=None,
        level=None,
        region=None,
        period=None,
        topic="别的",
        cites=(),
        covers=(),
        inferred=("title", "topic"),
        source=Source("a.txt", "", "txt", None),
    )
    told = entry.describe(read)
    assert (told.id, told.title, told.topic, told.issued) == ("x-1", "标题", "养老服务", "2022-05-26")
    assert told.region == Region("350102", "鼓楼区", ("福建省", "福州市", "鼓楼区"))
    assert (told.level, told.period) == ("county", Period(2021, 2025))
    assert told.inferred == ("title",)


@pytest.mark.parametrize(
    ("toml", "code"),
    [
        ('[[plan]]\nid = "x"\n', "corpus_entry_without_file"),
        ('[[plan]]\nfile = "none.txt"\n', "corpus_file_not_found"),
        ('[[plan]]\nfile = "../outside.txt"\n', "corpus_file_outside"),
        ('[[plan]]\nfile = "a.txt"\ntopics = "x"\n', "corpus_unknown_field"),
        ('[[plan]]\nfile = "a.txt"\nlevel = "省"\n', "corpus_bad_field"),
        ('[[plan]]\nfile = "a.txt"\nperiod = "soon"\n', "corpus_bad_field"),
        ('[[plan]]\nfile = "a.txt"\nissued = "2022-13-01"\n', "corpus_bad_field"),
        ('[[plan]]\nfile = "a.txt"\nregion = "鼓楼区"\n', "corpus_region_ambiguous"),
        ('[[plan]]\nfile = "a.txt"\nregion = "无此县"\n', "corpus_region_unknown"),
        ('[[plan]]\nfile = "a.txt"\nregion = "621025"\nchain = ["山西省", "正宁县"]\n', "corpus_chain_mismatch"),
        ('[[plan]]\nfile = "a.txt"\nregion = "621025"\nlevel = "city"\n', "corpus_level_mismatch"),
        ('[[plan]]\nfile = "a.txt"\nid = "a/b"\n', "corpus_bad_id"),
        ('[[plan]]\nfile = "a.txt"\nsha256 = "00"\n', "corpus_file_changed"),
        ('[[plan]]\nfile = "a.txt"\n[[plan]]\nfile = "a.txt"\n', "corpus_duplicate_file"),
        ('[[plan]]\nfile = "a.txt"\nid = "x"\n[[plan]]\nfile = "b.txt"\nid = "x"\n', "corpus_duplicate_id"),
        ('[[plans]]\nfile = "a.txt"\n', "corpus_unknown_table"),
        ('[[absent]]\nlevel = "city"\n', "corpus_field_missing"),
        ('[[compare]]\nupper = "x"\n', "corpus_field_missing"),
        ("plan = [3]\n", "corpus_entry_not_a_table"),
    ],
)
def test_bad_entry_is_recorded_and_the_rest_goes_on(tmp_path: Path, toml: str, code: str) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (tmp_path / "outside.txt").write_text("x", encoding="utf-8")
    assert codes(write(folder, toml, "a.txt", "b.txt")) == [code]


def test_digest_that_fits_is_no_error(tmp_path: Path) -> None:
    write(tmp_path, "", "a.txt")
    digest = hashlib.sha256((tmp_path / "a.txt").read_bytes()).hexdigest()
    assert codes(write(tmp_path, f'[[plan]]\nfile = "a.txt"\nsha256 = "{digest.upper()}"\n')) == []


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"[[plan]\n", "corpus_not_toml"), ("中".encode("gb18030"), "corpus_not_utf8"), (b"", "corpus_empty")],
)
def test_listing_that_cannot_be_read_raises(tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "corpus.toml").write_bytes(content)
    with pytest.raises(BadCorpus) as caught:
        load_corpus(tmp_path)
    assert caught.value.code == code


def test_no_folder(tmp_path: Path) -> None:
    assert _code_of(tmp_path / "none").code == "corpus_not_found"
    (tmp_path / "f").write_text("x", encoding="utf-8")
    assert _code_of(tmp_path / "f").code == "corpus_not_a_folder"
    (tmp_path / "empty").mkdir()
    assert _code_of(tmp_path / "empty").code == "corpus_empty"


def _code_of(folder: Path) -> BadCorpus:
    with pytest.raises(BadCorpus) as caught:
        load_corpus(folder)
    return caught.value
