"""Any sheet at all: a suggestion is always a mapping that works, and no row is lost in silence."""

from __future__ import annotations

import csv
import io
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import assume, given, settings, strategies as st
from tests.often import often

from balise.domain.outcome import adds_up
from balise.errors import BaliseError, MappingError
from balise.ingest import open_export, suggest
from balise.ingest.layout import Context
from balise.ingest.mapping_check import SETTINGS, parse
from balise.ingest.mapping_text import toml
from balise.ingest.tally import Marks
from balise.words import LANGUAGES, Speech

HEADERS = st.one_of(
    st.sampled_from(
        ["Date", "Publié le", "Lien", "URL", "Likes", "Nb de vues", "Reach", "Network", "Type",
         "Ventes", "Montant", "Note", "Total", "Fecha", "#2", "", "Commentaires (total)"]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
)  # fmt: skip
CELLS = st.one_of(
    st.sampled_from(
        ["2026-05-01", "03/04/2026", "31.12.2026 18h", "https://x.com/a/status/1902622306553184746",
         "https://www.pinterest.com/pin/12345678/", "12", "1.234,5", "12,5 %", "3,50 €",
         "Instagram", "Reel", "", "-", "n/a", "2026-W21", "mai 2026", "anne@example.org", "=1+1",
         "Total"]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
)  # fmt: skip
GRIDS = st.integers(2, 6).flatmap(
    lambda width: st.tuples(
        st.lists(HEADERS, min_size=width, max_size=width),
        st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=8),
    )
)


def written(header: list[str], rows: list[list[str]], delimiter: str) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([header, *rows])
    return out.getvalue().encode("utf-8", "replace")


@settings(max_examples=often(150))
@given(grid=GRIDS, delimiter=st.sampled_from(",;\t"), language=st.sampled_from(LANGUAGES))
def test_a_suggestion_for_any_sheet_is_a_mapping_that_accounts_for_every_row(
    grid: tuple[list[str], list[list[str]]], delimiter: str, language: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sheet.csv"
        path.write_bytes(written(*grid, delimiter))
        try:
            found = suggest(path)
        except BaliseError:
            return
        text = toml(found, Speech(language), "balise import sheet.csv --map m.toml")
        try:
            mapping = parse(text)
        except MappingError as error:
            # What is needed may not be there to be found: that is told, and nothing else is wrong.
            assert "lacking" in error.facts  # noqa: PT017 - any other fault is a defect
            return
        try:
            export = open_export(path, mapping)
        except BaliseError:
            return
        batches = list(export.batches(Context.of(())))
        dropped = sum(one.drops_row for batch in batches for one in batch.findings)
        rows = sum(batch.rows for batch in batches)
        if mapping.kind == "posts":
            assert rows == sum(len(batch.posts) for batch in batches) + dropped
        told = [o for batch in batches for o in batch.outcomes]
        assert len(told) <= rows - dropped
        for one in told:
            assert one.starts <= one.ends
            assert one.values


@settings(max_examples=often(200))
@given(text=st.one_of(
    st.text(max_size=120),
    st.lists(
        st.tuples(st.sampled_from([*SETTINGS, "odd"]), st.sampled_from(
            ['"posts"', '"day"', '","', "3", "true", "[]", "{}", '"x"', "1979-05-27", "nan", '""']
        )), max_size=5, unique_by=lambda pair: pair[0],
    ).map(lambda pairs: "\n".join(f"{key} = {value}" for key, value in pairs)),
))  # fmt: skip
def test_a_mapping_is_read_or_refused_with_a_line_and_never_breaks(text: str) -> None:
    told = None
    try:
        parse(text, file="m.toml")
    except MappingError as error:
        told = error
    if told is not None:
        assert 1 <= int(str(told.facts["line"])) <= text.count("\n") + 2
        for language in LANGUAGES:
            assert "m.toml" in Speech(language).error(told)


DAYS = st.dates(date(2026, 1, 1), date(2026, 3, 1))


@given(
    sales=st.lists(
        st.tuples(DAYS, st.integers(0, 10**6), st.sampled_from(["", "A", "b"])), min_size=1
    ),
    comma=st.booleans(),
)
def test_the_sum_of_a_till_is_what_its_rows_add_up_to(
    sales: list[tuple[date, int, str]],
    comma: bool,  # noqa: FBT001 - drawn
) -> None:
    rows = [[f"{day:%d/%m/%Y} 10:{n % 60:02}", f"{cents / 100:.2f}", code]
            for n, (day, cents, code) in enumerate(sales)]  # fmt: skip
    if comma:
        rows = [[day, amount.replace(".", ","), code] for day, amount, code in rows]
    text = 'kind = "outcome"\nname = "till"\ndate_order = "day"\ndecimal = "{}"\n[columns]\n'
    text += 'When = "day"\nHow_much = "amount"\nCode = "code"'
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "till.csv"
        path.write_bytes(written(["When", "How_much", "Code"], rows, ";"))
        export = open_export(path, parse(text.format("," if comma else ".")))
        found = [o for b in export.batches(Context.of(())) for o in b.outcomes]
    assert sum(one.values["amount"] for one in found) == pytest.approx(
        sum(c for _, c, _ in sales) / 100
    )
    assert sum(one.values["count"] for one in found) == len(sales)
    assert {(one.starts, one.code) for one in found} == {(day, code) for day, _, code in sales}


@given(st.lists(st.floats(-100, 100), min_size=1, max_size=30), st.integers(1, 29))
def test_the_mean_of_marks_does_not_depend_on_how_they_come(marks: list[float], cut: int) -> None:
    whole, parts = Marks(), [Marks(), Marks()]
    for n, mark in enumerate(marks):
        whole.add(mark)
        parts[n >= cut].add(mark)
    joined = Marks()
    for part in parts:
        if part.n:
            joined.add(part.mean, part.n)
    assert joined.mean == pytest.approx(whole.mean, abs=1e-9)
    assert joined.n == whole.n
    spread = sum((mark - whole.mean) ** 2 for mark in marks)
    assert whole.spread == pytest.approx(spread, abs=1e-6)


@given(
    st.sampled_from(["score", "users", "engagement_rate"]), st.lists(st.integers(1, 9), min_size=2)
)
def test_no_level_is_ever_summed(name: str, values: list[int]) -> None:
    assume(not adds_up(name))
    rows = [["2026-05-01", str(value), str(n)] for n, value in enumerate(values)]
    text = f'kind = "outcome"\n[columns]\nDay = "day"\nLevel = "{name}"\nN = "count"'
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "levels.csv"
        path.write_bytes(written(["Day", "Level", "N"], rows, ","))
        export = open_export(path, parse(text))
        (one,) = [o for b in export.batches(Context.of(())) for o in b.outcomes]
    assert one.values.get(name, 0) <= max(values)
