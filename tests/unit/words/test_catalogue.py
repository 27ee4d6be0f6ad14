from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from balise.errors import BaliseError
from balise.words import Speech, finding
from balise.words.findings import SENTENCES
from balise.words.glossary import TERMS

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parents[3]


@cache
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("words_tool", ROOT / "tools/words.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def errors(base: type[BaliseError] = BaliseError) -> list[type[BaliseError]]:
    return [base, *(found for one in base.__subclasses__() for found in errors(one))]


def test_it_says_every_sentence_of_the_program_in_french() -> None:
    assert tool().missing() == {}


def test_it_finds_the_sentences_that_a_module_says() -> None:
    said = 'mark("a")\nspeech.text("b {n}", n=1)\nspeech.plural("c", "d", 2)\ntemplate = "e"\n'
    assert {sentence for _, sentence in tool().sentences(said)} == {"a", "b {n}", "c", "e"}


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_it_says_every_finding_in_french(code: str) -> None:
    facts: dict[str, Any] = dict.fromkeys(tool().places(SENTENCES[code]), "7")
    found = finding(code, file="posts.csv", **facts)
    assert Speech("fr").finding(found) != Speech("en").finding(found)
    assert "{" not in Speech("fr").finding(found)


@pytest.mark.parametrize("error", errors(), ids=lambda one: one.__name__)
def test_it_says_every_error_in_french(error: type[BaliseError]) -> None:
    facts = dict.fromkeys(tool().places(error.template), "7")
    made = error(**facts)
    assert Speech("fr").error(made) != str(made)
    assert str(made) == Speech("en").error(made)


@pytest.mark.parametrize(("group", "code"), sorted(TERMS))
def test_it_names_every_code_of_the_glossary(group: str, code: str) -> None:
    assert Speech("fr").term(group, code)
    assert Speech("en").term(group, code) == TERMS[group, code]
