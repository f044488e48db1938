"""Records of short plans written for a test."""

from __future__ import annotations

from policy_xwalk.extraction.pipeline import extract
from policy_xwalk.reading.document import SourceDocument
from policy_xwalk.records import PlanRecords, Status, Target

HEAD = "某市“十四五”公共服务规划\n\n规划期为2021—2025年。\n\n"


def read(text: str, *, head: str = HEAD) -> PlanRecords:
    """All records of a plan with the given body, for 2021 to 2025 unless ``head`` says else."""
    return extract(SourceDocument(file="sample.txt", sha256="0" * 64, format="txt", text=head + text), plan="p")


def task(sentence: str) -> PlanRecords:
    """All records of a plan whose only task says ``sentence``."""
    return read(f"一、重点任务\n\n（一）提升服务水平\n\n{sentence}\n\n（二）加强队伍建设\n\n培养人才。\n")


def targets(sentence: str) -> tuple[Target, ...]:
    """The targets of one sentence among the tasks."""
    return task(sentence).targets


def status(sentence: str) -> tuple[Status, ...]:
    """The status figures of one sentence among the tasks."""
    return task(sentence).status
