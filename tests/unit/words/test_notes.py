"""The audit log in words, in both languages."""

from __future__ import annotations

import ast
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from balise import words
from balise.domain.note import Note
from balise.domain.team import Right, Role
from balise.words import LANGUAGES, Speech
from balise.words.notes import NOTES, noted
from balise.words.team import DUTIES, RIGHTS, ROLES

SOURCES = Path(words.__file__).parents[1]


def a_note(code: str, **params: Any) -> Note:
    return Note(code=code, by="ana@example.org", at=datetime(2027, 1, 4, tzinfo=UTC), params=params)


def written() -> set[str]:
    """Name the codes that the program writes into the log."""
    found = set()
    for path in SOURCES.rglob("*.py"):
        source = path.read_text("utf-8")
        if not re.search(r"\b[Nn]ote\b", source):  # it writes none; to read it takes long
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                said = [*node.args[:1], *(k.value for k in node.keywords if k.arg == "code")]
                if name in {"note", "Note"}:
                    found |= {s.value for s in said if isinstance(s, ast.Constant)}
    return {code for code in found if isinstance(code, str)}


def test_every_code_that_is_written_has_a_sentence() -> None:
    assert len(written()) > 15
    assert written() <= set(NOTES)


def test_roles_and_rights_have_names() -> None:
    assert set(ROLES) == set(DUTIES) == set(Role)
    assert set(RIGHTS) == set(Right)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_row_is_told_with_its_facts(language: str) -> None:
    told = noted(a_note("role-given", email="leo@example.org", role="approver"), Speech(language))
    assert "leo@example.org" in told
    assert Speech(language).text(ROLES[Role.APPROVER]) in told
    made = a_note("token-made", token="x", scopes="see, edit")  # noqa: S106 - a name
    scopes = noted(made, Speech(language))
    assert Speech(language).text(RIGHTS[Right.EDIT]) in scopes


@given(st.sampled_from([*NOTES, "of-a-later-version", ""]), st.dictionaries(st.text(), st.text()))
def test_a_row_that_lacks_its_facts_is_told_all_the_same(code: str, params: dict[str, str]) -> None:
    note = Note(code=code, by="x", at=datetime(2027, 1, 4, tzinfo=UTC), params=params)
    for language in LANGUAGES:
        assert isinstance(noted(note, Speech(language)), str)
