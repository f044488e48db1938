"""Places and records that more than one test needs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from policy_xwalk.crosswalk import Crosswalk
from policy_xwalk.records import PlanRecords
from policy_xwalk.run import RunResult, run_folder

ROOT = Path(__file__).resolve().parents[1]
#: Where CI runs, what the tests need is installed: a test that would be left out for a missing program fails.
_CI = os.environ.get("CI") == "true"


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """In CI only the absence of documents that are not in the repository may leave a test out."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if _CI and report.skipped and not hasattr(report, "wasxfail"):
        reason = str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)
        if not any(word in reason for word in ("shared", "real documents", "seeds")):
            report.outcome = "failed"
            report.longrepr = f"left out in CI: {reason}"


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of plans in the repository."""
    return ROOT / "corpora"


@pytest.fixture(scope="session")
def corpora_run(corpora: Path) -> RunResult:
    """The whole run over the corpora: cross-walk, findings, texts."""
    return run_folder(corpora)


@pytest.fixture(scope="session")
def crosswalk(corpora_run: RunResult) -> Crosswalk:
    """The cross-walk of the corpora."""
    return corpora_run.crosswalk


@pytest.fixture(scope="session")
def shanxi(crosswalk: Crosswalk) -> PlanRecords:
    """The records of the Shanxi plan."""
    return next(entry for entry in crosswalk.records if entry.plan.level == "province")


@pytest.fixture(scope="session")
def zhengning(crosswalk: Crosswalk) -> PlanRecords:
    """The records of the Zhengning plan."""
    return next(entry for entry in crosswalk.records if entry.plan.level == "county")


@pytest.fixture(scope="session")
def real() -> Path:
    """Real documents beside the repository; a test that needs them says so where they are absent."""
    folder = ROOT.parent / "shared" / "real"
    if not folder.is_dir():
        pytest.skip("needs the real documents in ../shared/real, which are not here")
    return folder
