"""One run over the short plans, copied for each test that changes something."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from judgements.small_plans import run, write_plans


@pytest.fixture(scope="session")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with ``plans`` and, of a run over them, ``out``."""
    place = tmp_path_factory.mktemp("judged")
    run(write_plans(place / "plans"), place / "out")
    return place


@pytest.fixture
def place(first_run: Path, tmp_path: Path) -> Path:
    """A copy of that folder to work in."""
    return Path(shutil.copytree(first_run, tmp_path / "work"))
