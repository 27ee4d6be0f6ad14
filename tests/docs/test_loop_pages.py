"""The pages on planning, on looking back and on the whole loop: what they show is what happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.docs.told import DOCS, play

if TYPE_CHECKING:
    from pathlib import Path

TUTORIAL = {"en": "tutorial.md", "fr": "tutoriel.md"}


def read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


@pytest.mark.e2e
@pytest.mark.parametrize("language", list(TUTORIAL))
def test_the_loop_goes_round_as_the_tutorial_shows(tmp_path: Path, language: str) -> None:
    assert play(read(TUTORIAL[language]), tmp_path, language) == 13
