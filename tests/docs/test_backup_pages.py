"""The two pages on backups: what they show is what happens, in their language."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.docs.told import DOCS, play, shape

PAGES = {"en": "how-to/backup.md", "fr": "how-to/sauvegarder.md"}


def read(language: str) -> str:
    return (DOCS / PAGES[language]).read_text(encoding="utf-8")


@pytest.mark.e2e
@pytest.mark.parametrize("language", PAGES)
def test_what_the_page_shows_is_what_happens(tmp_path: Path, language: str) -> None:
    assert play(read(language), tmp_path, language) == 4


def test_both_pages_have_the_same_shape() -> None:
    assert shape(read("en")) == shape(read("fr"))
