"""A workspace of a made-up brand with a past, a strategy and a plan, copied for each test."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.unit.looked import BRAND, begun, planned
from tests.unit.refine.worlds import STRATEGY

from balise.simulate import World
from balise.workspace import Workspace

TEXT = re.sub(r"(?m)^((?:short_)?video|image|carousel|text|link|story) = \d+", r"\1 = 9", STRATEGY)
TEXT += "\n[plan]\nreserve = 0.3\n"
"""A team that makes more than it plans, and keeps some free."""
NOW = datetime(2026, 11, 8, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def arranged_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make it once: learning and planning take their time."""
    folder = tmp_path_factory.mktemp("arranged") / "space"
    space = Workspace.open(folder)
    begun(space.store, World(3, weeks=20), TEXT)
    planned(space.store, weeks=4)
    return folder


@pytest.fixture
def space(arranged_once: Path, tmp_path: Path) -> Workspace:
    """Give a copy of it."""
    shutil.copytree(arranged_once, tmp_path / "space")
    return Workspace.open(tmp_path / "space")


__all__ = ["BRAND", "NOW", "arranged_once", "space"]
