"""What is odd in the text of a plan: noticed with its place, and nothing noticed where all is in order."""

from __future__ import annotations

from pathlib import Path

import pytest

from policy_xwalk.extraction.pipeline import extract
from policy_xwalk.reading import read_document, read_document_bytes
from policy_xwalk.records import Remark

CORPORA = Path(__file__).resolve().parents[2] / "corpora"


def _remarks(text: str) -> tuple[Remark, ...]:
    document = read_document_bytes(text.encode(), "plan.txt")
    remarks = extract(document, plan="P").plan.remarks
    for remark in remarks:
        slices = "".join(document.text[span.start : span.end] for span in remark.spans)
        assert "".join(slices.split()) == remark.quote
    return remarks


def _codes(text: str) -> list[str]:
    return [remark.code for remark in _remarks(text)]


def test_remarks_of_the_corpora_stand_where_they_say() -> None:
    found = {}
    for path in sorted(CORPORA.glob("*.txt")):
        document = read_document(path)
        remarks = extract(document).plan.remarks
        for remark in remarks:
            slices = "".join(document.text[span.start : span.end] for span in remark.spans)
            assert "".join(slices.split()) == remark.quote
        found[path.stem] = [remark.code for remark in remarks]
    assert found == {
        "shanxi-2022-55": ["private_glyph", "passage_repeated", "passage_repeated"],
        "zhengning-2022-38": ["traditional"],
    }


@pytest.mark.parametrize(
    ("numbers", "codes"),
    [
        (("1.", "2.", "3.", "4."), []),
        (("1.", "2.", "4.", "5."), ["numbering_gap"]),
        (("1.", "2.", "2.", "3."), ["numbering_repeat"]),
        (("1.", "2.", "1.", "2."), []),
        (("1.", "2.", "9.", "10."), []),
        (("（一）", "（二）", "（四）", "（五）"), ["numbering_gap"]),
        (("（一）", "（二）", "（二）", "（三）"), ["numbering_repeat"]),
        (("一、", "二、", "三、", "五、"), ["numbering_gap"]),
        (("第一章 ", "第二章 ", "第四章 ", "第五章 "), ["numbering_gap"]),
    ],
)
def test_numbers_of_one_list(numbers: tuple[str, ...], codes: list[str]) -> None:
    titles = ("完善服务设施", "提升服务质量", "培育人才队伍", "加强组织领导")
    body = "\n\n".join(f"{number}{title}\n\n推进相关工作。" for number, title in zip(numbers, titles, strict=True))
    assert _codes(f"某县服务规划\n\n{body}\n") == codes


def test_a_number_that_stands_in_a_paragraph_is_not_missing() -> None:
    text = "（一）建设设施。改造站点。（二）培训人员。组织实训。\n\n（三）加强监管。开展检查。"
    assert _codes(f"某县规划\n\n一、主要任务\n\n{text}\n") == []


def test_a_label_names_what_is_missing_as_the_others_are_printed() -> None:
    text = "某县规划\n\n第一章 总则\n\n内容。\n\n第二章 目标\n\n内容。\n\n第五章 任务\n\n建设站点。\n"
    (remark,) = _remarks(text)
    assert remark.params == {"label": "第五章", "previous": "第二章目标", "missing": "第三章、第四章"}


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("实施强基、提能、赋权“四大行动”。", 3),
        ("实施强基、提能、赋权、减负“四大行动”。", None),
        ("实施强基、提能、赋权和减负四大行动。", None),
        ("实施强基、提能、赋权等八大行动。", None),
        ("深入实施“八大行动”。", None),
        ("五大工程：强基工程、提能工程、赋权工程、减负工程。", 4),
        ("主要有三个方面：一是加强领导；二是加大投入。", 2),
        ("主要有两个方面：一是加强领导；二是加大投入。", None),
        ("围绕绿色强省、文化大省和连接东部、辐射西部通道的三大目标，推进建设。", None),
    ],
)
def test_announced_counts_in_a_sentence(sentence: str, found: int | None) -> None:
    remarks = _remarks(f"某县规划\n\n一、主要任务\n\n（一）建设设施。{sentence}\n\n（二）加强监管。开展检查。\n")
    assert [remark.params["found"] for remark in remarks] == ([] if found is None else [found])


@pytest.mark.parametrize(
    ("sentence", "reckoned"),
    [
        ("幼儿园由20所增加到35所，增加12所。", "15所"),
        ("幼儿园由20所增加到35所，增加15所。", None),
        ("覆盖率由68.2%提高到72.4%，提高6.2个百分点。", "4.2个百分点"),
        ("覆盖率由68%提高到72%，提高4.3个百分点。", None),
        ("投资由20.5亿元增加到30.6亿元，增长80%。", "49.3%"),
        ("床位由1200张增加到1.5万张，增加1.38万张。", None),
        ("新建水库20座，其中中型8座、小型15座。", "23座"),
        ("新建水库20座，其中中型8座、小型10座。", None),
        ("新建水库约20座，其中中型8座、小型15座。", None),
        ("地区生产总值由500亿元增加到700亿元，增长30%。", None),
    ],
)
def test_sums_in_a_sentence(sentence: str, reckoned: str | None) -> None:
    remarks = _remarks(f"某县规划\n\n一、发展基础\n\n{sentence}\n\n二、主要任务\n\n（一）加强监管。开展检查。\n")
    assert [remark.params["reckoned"] for remark in remarks] == ([] if reckoned is None else [reckoned])


def test_characters_of_names_are_left_alone_and_traditional_ones_are_counted() -> None:
    tasks = "（一）修缮乾县古塔、瞭望台和李昇旧居。\n\n（二）完善設施，建設站點。"
    remarks = _remarks(f"某县规划\n\n一、目标\n\n到2025年，覆盖率达到90%。\n\n二、主要任务\n\n{tasks}\n")
    assert [(remark.params["printed"], remark.params["usual"], remark.params["times"]) for remark in remarks] == [
        ("設", "设", 2),
        ("點", "点", 1),
    ]


def test_a_glyph_is_told_with_what_it_was_read_as() -> None:
    text = "某县规划\n\n一、主要任务\n\n新建站点50个，覆盖率85\U001001b05%。\n\n建设网络\ue123。\n"
    remarks = {remark.params["glyph"]: remark.params["read_as"] for remark in _remarks(text)}
    assert remarks == {"U+1001B0": ".", "U+E123": None}


def test_a_file_that_holds_its_text_twice_repeats_nothing() -> None:
    sentences = [
        f"推进第{n}类基础设施和公共服务向基层延伸，健全运行管护机制，不断提升群众满意程度和获得感。" for n in "甲乙丙丁"
    ]
    body = "一、主要任务\n\n新建站点50个。\n\n" + "\n\n".join(
        f"（{n}）{s}" for n, s in zip("一二三四", sentences, strict=True)
    )
    assert _codes(f"某县规划\n\n{body}\n\n{body}\n") == []
    assert _codes(f"某县规划\n\n{body}\n\n（五）{sentences[0]}\n") == ["passage_repeated", "passage_repeated"]


def test_misspellings_are_no_words_of_the_dictionary() -> None:
    from policy_xwalk.extraction.remark_characters import wrong_words
    from policy_xwalk.language.segmenter import segment

    for wrong, (right, _letters) in wrong_words().items():
        assert "".join(segment(right)) == right
        assert wrong != right
        assert len(segment(wrong)) >= len(segment(right)) or len(wrong) > 2
