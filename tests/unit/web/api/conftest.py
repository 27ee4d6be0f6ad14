"""A brand with posts, a strategy and a plan, and another beside it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.made import planned
from tests.unit.web.api.kit import STRATEGY, A, B, Program, site
from tests.unit.web.conftest import close

import balise.web.configured  # noqa: F401 - before anything of Django is used
from balise.web.api import pace
from balise.web.site import Site
from balise.workspace import Workspace


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    space = planned(tmp_path_factory.mktemp("api"), STRATEGY, A, B)
    yield space
    close(space)


@pytest.fixture(scope="session")
def served(kept: Workspace) -> Site:
    return site(kept)


@pytest.fixture
def robot(served: Site) -> Program:
    pace.limiter().storage.reset()
    return Program(served)
