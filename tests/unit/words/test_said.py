"""Phrases that errors and findings hold are said in the reader's language, every one of them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from gettext import NullTranslations, translation
from pathlib import Path
from typing import NoReturn

import pytest

import balise
from balise.words.catalogue import DOMAIN, LOCALES

SOURCE = Path(balise.__file__).parent


class Lacking(NullTranslations):
    """Is asked for what the catalogue does not have."""

    def gettext(self, message: str) -> NoReturn:
        pytest.fail(f"There is no French for {message!r}.")


def phrases() -> Iterator[tuple[str, str]]:
    """Find the texts that stand in the code as facts which are said."""
    for path in sorted(SOURCE.rglob("*.py")):
        source = path.read_text("utf-8")
        if "Said" not in source:  # it cannot say any: to take it apart takes long
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Said":
                for part in (each for given in node.args for each in ast.walk(given)):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        yield part.value, f"{path.relative_to(SOURCE)}:{part.lineno}"


def test_every_fact_that_is_said_stands_in_the_french_catalogue() -> None:
    french = translation(DOMAIN, LOCALES, ["fr"])
    french.add_fallback(Lacking())
    found = dict(phrases())
    assert len(found) > 60
    for message in found:
        assert french.gettext(message)
