"""Addresses: what is written is read again as it was, whatever a brand or a level is called."""

from __future__ import annotations

from datetime import date
from urllib.parse import unquote

import pytest
from django.http import Http404, QueryDict
from hypothesis import given, strategies as st

from balise.report.sources import STATES, Days, Found, OnePost, Outcomes, Posts, Source
from balise.web import links
from balise.web.key import Key
from balise.web.language import wished
from balise.web.pages.days.forms import DaysForm
from balise.web.pages.findings.forms import FindingsForm
from balise.web.pages.outcomes.forms import OutcomesForm
from balise.web.pages.post.forms import PostForm
from balise.web.pages.rows.forms import RowsForm
from balise.web.paging import cut
from balise.web.paths import BrandPath
from balise.words import Speech

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=80)
DAYS = st.none() | st.dates(date(2000, 1, 1), date(2100, 1, 1))


def query(source: Source) -> QueryDict:
    return QueryDict(links.address("rows", "b", *links.asked(source)).partition("?")[2])


@given(
    st.builds(
        Posts,
        levels=st.lists(st.tuples(WORDS, WORDS), max_size=3).map(tuple),
        scope=WORDS,
        start=DAYS,
        end=DAYS,
        metric=WORDS,
        states=st.sets(st.sampled_from(STATES), min_size=1).map(
            lambda found: tuple(state for state in STATES if state in found)
        ),
        is_unusual=st.booleans(),
    )
)
def test_posts_are_read_as_they_were_written(source: Posts) -> None:
    form = RowsForm(query(source))
    assert form.is_valid(), form.errors
    assert form.behind == source


@given(st.builds(Days, network=WORDS, account=WORDS, metric=WORDS, start=DAYS, end=DAYS))
def test_days_are_read_as_they_were_written(source: Days) -> None:
    form = DaysForm(query(source))
    assert form.is_valid(), form.errors
    asked = {k: v for k, v in form.cleaned_data.items() if k not in {"kpi", "page"}}
    assert Days(**asked) == source


@given(WORDS)
def test_a_name_is_read_as_it_was_written(name: str) -> None:
    for source, form, field in (
        (OnePost(uid=name), PostForm, "uid"),
        (Found(code=name), FindingsForm, "code"),
        (Outcomes(name=name), OutcomesForm, "name"),
    ):
        read = form(query(source))
        assert read.is_valid()
        assert read.cleaned_data[field] == name


@given(WORDS)
def test_any_brand_has_a_path_of_its_own(name: str) -> None:
    where = links.address("rows", name)
    steps = where.split("/")
    assert len(steps) == 3
    assert steps[1] not in {".", "..", ""}
    assert BrandPath().to_python(unquote(steps[1])) == name


@pytest.mark.parametrize(
    ("number", "said", "around"),
    [
        (1, "1 to 50 of 1,000", ["", "", "2", "20"]),
        (2, "51 to 100 of 1,000", ["", "1", "3", "20"]),
        (10, "451 to 500 of 1,000", ["1", "9", "11", "20"]),
        (19, "901 to 950 of 1,000", ["1", "18", "20", ""]),
        (20, "951 to 1,000 of 1,000", ["1", "19", "", ""]),
    ],
)
def test_a_long_table_comes_in_pages(number: int, said: str, around: list[str]) -> None:
    rows, place = cut(Speech("en"), range(1000), number, str)
    assert len(rows) == 50
    assert rows[0] == 50 * (number - 1)
    assert place.said == said
    assert [place.first, place.before, place.after, place.last] == around


def test_a_page_that_is_not_there_is_not_found() -> None:
    with pytest.raises(Http404):
        cut(Speech("en"), range(10), 2, str)
    none: list[int] = []
    rows, place = cut(Speech("en"), none, 1, str)
    assert (list(rows), place.said) == ([], "")


def test_every_start_has_another_token_of_256_bits() -> None:
    keys = [Key() for _ in range(50)]
    assert len({key.token for key in keys}) == 50
    assert all(len(key.token) >= 43 for key in keys)


def test_a_session_is_worth_nothing_before_the_token_is_used() -> None:
    key = Key()
    assert not key.fits(key._session)
    assert key.exchange("x") is None
    assert not key.is_used
    session = key.exchange(key.token)
    assert key.fits(session)
    assert not key.fits(None)
    assert not key.fits("")
    assert not key.fits("\udcff")


@given(st.text(max_size=60))
def test_any_wish_for_a_language_is_understood_or_let_be(header: str) -> None:
    assert set(wished(header)) <= {"fr", "en"}
