from __future__ import annotations

import math
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given, settings, strategies as st
from tests.unit.ingest import exports_made as made
from tests.unit.ingest.reads import read_bytes

from balise.ingest.as_of import as_of
from balise.ingest.decode import unwrap
from balise.ingest.numbers import Decimal, decimal_sign, number
from balise.ingest.tables import normal
from balise.ingest.times import (
    PACIFIC,
    Times,
    day_order,
    instagram_time,
    linkedin_time,
    tiktok_time,
    with_years,
    x_time,
)
from balise.simulate.ids import instagram_shortcode, tiktok_id, x_id

if TYPE_CHECKING:
    from decimal import Decimal as Amount

MOMENTS = st.datetimes(datetime(2011, 9, 1), datetime(2037, 1, 1)).map(  # noqa: DTZ001 - made aware
    lambda at: at.replace(tzinfo=UTC, microsecond=at.microsecond // 1000 * 1000)
)
COUNTS = st.integers(0, 10**12)
SIGNS: st.SearchStrategy[Decimal] = st.sampled_from((".", ","))
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
# What a cell of an export can hold: NUL and lone surrogates never come, ends are trimmed.
CAPTIONS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff"), max_size=60
).map(str.strip)


def written(value: float, grouping: str, decimal: str) -> str:
    return f"{value:,}".translate(str.maketrans(",.", f"{grouping}{decimal}"))


@given(COUNTS, st.sampled_from([(",", "."), (".", ","), (" ", ","), ("\u202f", ","), ("’", ".")]))
def test_it_reads_a_count_however_it_is_grouped(value: int, signs: tuple[str, Decimal]) -> None:
    grouping, decimal = signs
    assert number(written(value, grouping, decimal), decimal) == value


@given(st.decimals(-(10**9), 10**9, places=2), SIGNS)
def test_it_reads_decimals_and_percentages(value: Amount, decimal: Decimal) -> None:
    text = str(value).replace(".", decimal)
    assert number(text, decimal) == pytest.approx(float(value))
    assert number(f"{text}\u202f%", decimal) == pytest.approx(float(value) / 100)


@given(ANY, SIGNS)
@example("Infinity", ".")
@example("1_000", ".")
@example("12,5", ".")
@example("%", ".")
@example("9" * 400, ".")
def test_it_reads_no_number_that_is_none(cell: str, decimal: Decimal) -> None:
    try:
        value = number(cell, decimal)
    except ValueError:
        return
    assert value is None or math.isfinite(value)


@given(st.lists(st.integers(1, 10**6).filter(lambda n: n % 100), min_size=1), SIGNS)
def test_it_finds_the_decimal_sign_of_a_file(values: list[int], decimal: Decimal) -> None:
    cells = [f"{value / 100:.2f}".replace(".", decimal) for value in values]
    assert decimal_sign(cells) == decimal


@given(MOMENTS, st.integers(0, 2**22 - 1))
def test_it_reads_the_time_in_an_id(at: datetime, salt: int) -> None:
    for moment, exact in (
        (x_time(x_id(at, salt)), at),
        (tiktok_time(tiktok_id(at, salt)), at.replace(microsecond=0)),
        (instagram_time(instagram_shortcode(at, salt)), at),
        (linkedin_time(str(round(at.timestamp() * 1000) << 22 | salt)), at),
    ):
        assert moment is not None
        assert moment.at == exact


@given(ANY)
@example("9" * 5000)
@example("٣" * 19)
def test_it_reads_no_time_in_what_is_no_id(cell: str) -> None:
    for moment in (x_time(cell), tiktok_time(cell), instagram_time(cell), linkedin_time(cell)):
        assert moment is None or moment.at.utcoffset() == timedelta()


@given(MOMENTS)
def test_it_reads_the_clock_of_los_angeles(at: datetime) -> None:
    minute = at.replace(second=0, microsecond=0)
    local = minute.astimezone(ZoneInfo(PACIFIC))
    cell = f"{local:%m/%d/%Y %H:%M}"
    near = Times(zone_name=PACIFIC).read(cell, lambda: minute)
    assert near is not None
    assert near.at == minute
    plain = Times(zone_name=PACIFIC).read(cell)
    assert plain is not None
    assert (plain.at == minute) or plain.clock == "twice"


FORMS = ("%Y-%m-%d", "%Y/%m/%d", "%b %d, %Y", "%d %b %Y", "%a, %b %d, %Y", "%a %b %d %Y")


@given(st.dates(date(2005, 1, 1), date(2099, 12, 31)), st.sampled_from(FORMS))
def test_it_reads_a_day_in_each_form(day: date, form: str) -> None:
    moment = Times().read(day.strftime(form))
    assert moment is not None
    assert (moment.at.date(), moment.precision) == (day, "day")


@given(ANY)
@example("99/99/9999")
@example("0000-00-00")
@example("12/31/9999 23:59")
@example("2026-01-01T00:00:00+99:99")
def test_it_reads_no_time_that_is_none(cell: str) -> None:
    moment = Times(zone_name=PACIFIC).read(cell)
    assert moment is None or 2004 <= moment.at.year < 2101


@given(st.lists(st.dates(date(2005, 1, 1), date(2037, 1, 1)), min_size=1))
def test_it_tells_the_order_of_day_and_month(days: list[date]) -> None:
    assume(any(day.day > 12 for day in days))
    assert day_order([f"{day:%m/%d/%Y}" for day in days]) == ("month", True)
    assert day_order([f"{day:%d/%m/%Y}" for day in days]) == ("day", True)


@given(st.dates(date(2015, 1, 1), date(2036, 1, 1)), st.integers(1, 364), st.booleans())
def test_it_gives_back_the_years_of_a_window(first: date, n: int, newest_first: bool) -> None:  # noqa: FBT001
    days = [first + timedelta(i) for i in range(n)]
    days = days[::-1] if newest_first else days
    assert with_years([f"{day:%B} {day.day}" for day in days], until=max(days)) == days


@pytest.mark.parametrize(
    "cell",
    ["July 16", "16 juillet", "16 июля", "7月16日", "7월 16일", "16 tháng Bảy", "16 de jul."],
)
def test_it_reads_days_without_years_in_many_languages(cell: str) -> None:
    assert with_years([cell], until=date(2026, 8, 1)) == [date(2026, 7, 16)]


@given(ANY)
def test_it_writes_a_header_the_same_way_twice(header: str) -> None:
    assert normal(normal(header)) == normal(header)
    assert normal(f"\ufeff  {header}\u00ad ") == normal(header)


@given(st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"])))
def test_it_undoes_the_quotes_of_a_spreadsheet(line: str) -> None:
    assert unwrap('"' + line.replace('"', '""') + '"\n') == line + "\n"


@given(ANY)
def test_it_never_takes_an_export_as_later_than_its_file(name: str) -> None:
    modified = datetime(2026, 6, 1, tzinfo=UTC)
    assert as_of(name, modified) <= modified + timedelta(days=1)


ROWS = st.lists(
    st.tuples(CAPTIONS, MOMENTS, st.none() | COUNTS, st.none() | st.integers(1, 10**9)),
    min_size=1,
    max_size=6,
)


@settings(deadline=None, max_examples=50)
@given(ROWS)
def test_it_reads_back_the_posts_that_were_written(
    rows: list[tuple[str, datetime, int | None, int | None]],
) -> None:
    cells = []
    for n, (caption, at, likes, views) in enumerate(rows):
        local = at.astimezone(ZoneInfo(PACIFIC))
        link = f"https://www.instagram.com/p/{instagram_shortcode(at, n)}/"
        cells.append(
            (17900000000000000 + n, "1", "moulin.demo", "M", caption, 0, f"{local:%m/%d/%Y %H:%M}",
             link, "IG image", "", "Lifetime", views, None, likes, None, None, None, None)
        )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        read = read_bytes(Path(folder), made.bom(made.table(made.INSTAGRAM, cells)))
    assert [post.text for post in read.posts] == [caption for caption, *_ in rows]
    told = {reading.post_uid: dict(reading.values) for reading in read.readings}
    for post, (_, at, likes, views) in zip(read.posts, rows, strict=True):
        assert post.published_at == at.replace(second=0, microsecond=0)
        known = {"reactions": likes, "views": views}
        assert told.get(post.uid, {}) == {k: v for k, v in known.items() if v is not None}
