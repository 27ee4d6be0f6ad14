"""Whatever is done to a strategy.toml, it is read, or refused with lines that are in it."""

from __future__ import annotations

import tomllib
from typing import Any

import tomlkit
from hypothesis import example, given, settings, strategies as st
from tests.unit.strategy.written import FULL, LEAST

import balise
from balise.domain.toml_place import headers, places
from balise.errors import StrategyError
from balise.words import Speech

LINES = FULL.splitlines()
SCRAPS = st.sampled_from(
    ['"', "'", "[", "]", "{", "}", "=", "#", "\\", "\n", "\r\n", '"""', ".", ",", "-1", "0", "nan",
     "1e400", "2027-02-30", "[[objectives]]", "[strategy]", "\ufeff", "\x00", "\u2028", "é", "true"]
) | st.text(max_size=3)  # fmt: skip


def judged(text: str) -> balise.Strategy | None:
    """Read a text; where it is refused, each finding has a line of it and is said in French."""
    ours: balise.Strategy | None = None
    try:
        ours = balise.Strategy.parse(text)
        findings = ours.findings
    except StrategyError as error:
        findings = error.findings
    assert (ours is None) == any(one.severity == "error" for one in findings)
    for one in findings:
        assert 1 <= one.line <= text.count("\n") + 1
        assert Speech("fr").finding(one)
    return ours


@given(st.integers(0, len(FULL)), st.integers(0, 12), SCRAPS)
@settings(max_examples=400)
@example(FULL.index("version = 1"), 11, "version = 0")
def test_any_edit_is_read_or_refused(at: int, cut: int, scrap: str) -> None:
    text = FULL[:at] + scrap + FULL[at + cut :]
    ours = judged(text)
    if ours is not None and "strategy-migrated" not in {one.code for one in ours.findings}:
        assert ours.dump() == text.removeprefix("\ufeff")


@given(st.lists(st.sampled_from(LINES), max_size=40))
@settings(max_examples=150)
def test_any_lines_in_any_order_are_read_or_refused(lines: list[str]) -> None:
    judged("\n".join(lines))


VALUES: Any = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False)
    | st.text(max_size=8)
    | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)
KEYS = [
    (table, n, key)
    for table, rows in tomllib.loads(FULL).items()
    for n, row in enumerate(rows if isinstance(rows, list) else [rows])
    for key in row
]


@given(st.sampled_from(KEYS), VALUES)
@settings(max_examples=300)
def test_any_value_of_any_key_is_read_or_refused(key: tuple[str, int, str], value: Any) -> None:
    document = tomllib.loads(FULL)
    table, n, name = key
    rows = document[table]
    row = rows[n] if isinstance(rows, list) else rows
    if value is None:
        row.pop(name)
    else:
        row[name] = value
    try:
        text = tomlkit.dumps(document)
    except (TypeError, ValueError, tomlkit.exceptions.TOMLKitError):
        return
    judged(text)


@given(st.sampled_from([FULL, LEAST]), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_what_is_read_and_written_again_is_the_same(text: str, end: str, mark: bool) -> None:  # noqa: FBT001 - drawn
    given_ = ("\ufeff" if mark else "") + text.replace("\n", end)
    ours = balise.Strategy.parse(given_)
    assert ours.dump() == given_.removeprefix("\ufeff")
    assert balise.Strategy.parse(ours.dump()) == ours
    assert balise.Strategy.of(ours) == ours


@given(st.text() | st.lists(SCRAPS, max_size=30).map("".join))
def test_places_are_found_in_any_text_without_an_error(text: str) -> None:
    for path, at in places(text).items():
        assert 1 <= at.line <= text.count("\n") + 1
        assert isinstance(path, tuple)
    assert all(text[one.start] == "[" for one in headers(text))


@given(VALUES.filter(lambda value: isinstance(value, dict)))
@settings(max_examples=200)
def test_every_key_of_any_toml_has_its_place(document: dict[str, Any]) -> None:
    try:
        text = tomlkit.dumps(document)
        read = tomllib.loads(text)
    except (TypeError, ValueError, tomlkit.exceptions.TOMLKitError):
        return
    known = places(text)

    def walk(value: Any, path: tuple[str | int, ...]) -> None:
        assert path in known, (path, text)
        if isinstance(value, dict):
            for key, inner in value.items():
                walk(inner, (*path, key))
        elif isinstance(value, list):
            for n, inner in enumerate(value):
                walk(inner, (*path, n))

    walk(read, ())
