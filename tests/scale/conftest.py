"""One corpus and its results, made once for all tests of many plans."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scale.folders import STREAMED, make_plans, run_here


@pytest.fixture(scope="session")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six short county plans and their upper plan; only to be read."""
    return make_plans(tmp_path_factory.mktemp("scale") / "plans", 6)


@pytest.fixture(scope="session")
def results(plans: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one process makes of them; only to be read."""
    out = tmp_path_factory.mktemp("scale") / "out"
    assert run_here(plans, out, "--workers", "1", *STREAMED) == 0
    return out
