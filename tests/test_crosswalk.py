"""The Python interface."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest

import policy_xwalk
from policy_xwalk import Crosswalk, PlanError, align, extract, read_plan
from policy_xwalk.reading import SourceDocument
from policy_xwalk.records import PlanRecords


def test_names_of_the_package_are_there() -> None:
    for name in policy_xwalk.__all__:
        assert getattr(policy_xwalk, name) is not None
        assert name in dir(policy_xwalk)


def test_read_plan_gives_a_document_or_a_framework(corpora: Path) -> None:
    assert isinstance(read_plan(corpora / "shanxi-2022-55.txt"), SourceDocument)
    framework = read_plan(corpora / "national-2021-56.toml")
    assert isinstance(framework, PlanRecords)
    assert framework.plan.topic == "城乡社区服务体系建设"


def test_extract_takes_path_document_and_records(corpora: Path) -> None:
    path = corpora / "zhengning-2022-38.txt"
    from_path = extract(path)
    assert extract(str(path)) == from_path
    assert extract(read_plan(path)) == from_path
    assert extract(from_path) is from_path


def test_align_gives_a_crosswalk_that_shows_itself(corpora: Path) -> None:
    walk = align(corpora / "shanxi-2022-55.txt", corpora / "zhengning-2022-38.txt")
    assert isinstance(walk, Crosswalk)
    assert "plans" in repr(walk)
    shown = walk._repr_html_()
    assert "<table>" in shown
    assert "农村社区综合服务设施覆盖率" in shown
    assert isinstance(walk.graph, nx.MultiDiGraph)


def test_to_frame_has_a_row_a_link(crosswalk: Crosswalk) -> None:
    frame = crosswalk.to_frame()
    assert len(frame) == len(crosswalk.links)
    row = frame[(frame["upper_plan"] == "140000-2022-55") & (frame["kind"] == "indicator")].iloc[0]
    assert row["upper"] == row["local"] == "农村社区综合服务设施覆盖率"
    assert row["relation"] == "same"
    assert "基期" in row["reasons"]


def test_markup_in_a_plan_stays_text(tmp_path: Path) -> None:
    plan = "一、重点任务\n（一）建设<script>alert(1)</script>平台。到2025年，覆盖率达到80%。\n（二）完善机制。\n"
    (tmp_path / "甲.txt").write_text(plan, "utf-8")
    (tmp_path / "乙.txt").write_text(plan.replace("80%", "70%"), "utf-8")
    shown = align(tmp_path / "甲.txt", tmp_path / "乙.txt")._repr_html_()
    assert "<script>" not in shown


def test_errors_are_one_line_in_both_languages(tmp_path: Path) -> None:
    from policy_xwalk.wording import error_message

    with pytest.raises(PlanError) as caught:
        read_plan(tmp_path / "absent.txt")
    for lang in ("zh", "en"):
        message = error_message(caught.value, lang)
        assert "absent.txt" in message
        assert "\n" not in message


def test_reasons_across_chains_call_no_plan_the_upper_one(crosswalk: Crosswalk) -> None:
    for lang in ("zh", "en"):
        for row in crosswalk.rows(lang):  # type: ignore[arg-type]
            if row["comparison"] == "cross" and row["kind"] == "indicator":
                assert "上级" not in str(row["reasons"])
                assert " upper " not in str(row["reasons"])
