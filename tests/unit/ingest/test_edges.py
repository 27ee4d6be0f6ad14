"""Where the rules of reading begin and end: what stands just within, and just beyond."""

from __future__ import annotations

import zipfile
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from tests.unit.ingest import exports_made as made
from tests.unit.ingest.reads import read_bytes, read_file

from balise.errors import (
    ArchiveRefusedError,
    BaliseError,
    FileLockedError,
    FileMissingError,
    FormatUnknownError,
    MappingError,
    TableMissingError,
    TooLargeError,
)
from balise.ingest import archives, documents, files
from balise.ingest.amounts import Figure, figure
from balise.ingest.as_of import as_of
from balise.ingest.audience import named, share_scale
from balise.ingest.decode import unwrap
from balise.ingest.exports import open_export
from balise.ingest.forms import wide_codec
from balise.ingest.guesses import Column, shown
from balise.ingest.layout import Context
from balise.ingest.layouts.meta_account import series_of
from balise.ingest.mapped import _number
from balise.ingest.mapping_check import parse
from balise.ingest.numbers import Numbers, decimal_sign, number
from balise.ingest.outcomes import name_of
from balise.ingest.periods import Calendar, around
from balise.ingest.strangers import is_prose, is_table
from balise.ingest.tables import LEAD
from balise.ingest.tally import Marks, Tally
from balise.ingest.times import (
    Times,
    day_end,
    day_order,
    instagram_time,
    linkedin_time,
    month_of,
    tiktok_time,
    with_years,
    x_time,
)
from balise.ingest.told import _clock, iso

INSTAGRAM = made.table(made.INSTAGRAM, made.INSTAGRAM_ROWS)


def at(written: str, **how: object) -> str | None:
    """Read a time, and write it as UTC."""
    found = Times(**how).read(written)  # type: ignore[arg-type]
    return f"{found.at:%Y-%m-%d %H:%M:%S} {found.precision}" if found else None


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2004-01-01", "2004-01-01 00:00:00 day"),
        ("2003-12-31", None),
        ("2099-12-31 23:59", "2099-12-31 23:59:00 minute"),
        ("2100-01-01", None),
        ("2026-02-29", None),
        ("2024-02-29", "2024-02-29 00:00:00 day"),
        ("1/2/26", "2026-01-02 00:00:00 day"),
        ("12/13/2026 12:30 am", "2026-12-13 00:30:00 minute"),
        ("12/13/2026 12:30 PM", "2026-12-13 12:30:00 minute"),
        ("12/13/2026 1:05 p.m.", "2026-12-13 13:05:00 minute"),
        ("12/13/2026, 11:05 a.m.", "2026-12-13 11:05:00 minute"),
        ("2026-05-01T10:20:30.123Z", "2026-05-01 10:20:30 second"),
        ("2026-05-01 10:20 +0230", "2026-05-01 07:50:00 minute"),
        ("2026-05-01 10:20 -02:30", "2026-05-01 12:50:00 minute"),
        ("2026-05-01 24:00", None),
        ("2026-05-01 23:60", None),
        ("1er mai 2026", "2026-05-01 00:00:00 day"),
        ("Friday, 1 May 2026 18:30", "2026-05-01 18:30:00 minute"),
        ("3 de mayo de 2026", "2026-05-03 00:00:00 day"),
        ("May 3, 2026", "2026-05-03 00:00:00 day"),
        ("Foo 3, 2026", None),
        ("Sat Nov 09 12:14:18 +0000 2024", "2024-11-09 12:14:18 second"),
        ("Sat Nov 09 12:14:18 2024", None),
        ("２０２６-05-01", "2026-05-01 00:00:00 day"),
    ],
)
def test_a_time_is_read_to_the_last_of_its_range_and_no_further(
    written: str, read: str | None
) -> None:
    assert at(written) == read


@pytest.mark.parametrize(
    ("minutes", "utc", "clock"),
    [(-31, "08:30", "twice"), (-30, "08:30", ""), (30, "08:30", ""), (90, "09:30", ""),
     (91, "08:30", "twice")],
)  # fmt: skip
def test_a_time_that_came_twice_is_settled_by_one_within_half_an_hour(
    minutes: int, utc: str, clock: str
) -> None:
    near = datetime(2026, 11, 1, 8, 30, tzinfo=UTC) + timedelta(minutes=minutes)
    found = Times(zone_name="America/Los_Angeles").read("11/01/2026 01:30", lambda: near)
    assert found is not None
    assert (f"{found.at:%H:%M}", found.clock) == (utc, clock)


def test_an_id_tells_its_time_from_the_first_that_codes_one() -> None:
    first = x_time(str(1 << 35))
    assert first is not None
    assert first.at == datetime(2010, 11, 4, 1, 43, 2, 849000, tzinfo=UTC)
    assert x_time(str((1 << 35) - 1)) is None
    assert x_time("1" * 21) is None
    known = tiktok_time(str(1_700_000_000 << 32))
    assert known is not None
    assert known.at == datetime.fromtimestamp(1_700_000_000, UTC)
    assert tiktok_time("12") is None
    linked = linkedin_time(str(1_700_000_000_000 << 22))
    assert linked is not None
    assert linked.at == datetime.fromtimestamp(1_700_000_000, UTC)


def test_a_shortcode_tells_its_time_by_eleven_letters() -> None:
    assert instagram_time("DQCCXyAAAAA") == instagram_time("DQCCXyAAAAAprivate")
    assert instagram_time("DQCCXyAAAAA") is not None
    assert instagram_time("DQCCXyAAAA") is None
    assert instagram_time("DQCCX!AAAAA") is None
    assert instagram_time("_" * 11) is None  # far beyond this century


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (["12/12/2026"], ("month", False)),
        (["13/12/2026"], ("day", True)),
        (["12/13/2026"], ("month", True)),
        (["13/12/2026", "12/13/2026"], ("month", False)),
        (["13/12/2026", "14/12/2026", "12/13/2026"], ("day", True)),
        ([], ("month", False)),
    ],
)
def test_the_majority_tells_day_from_month(cells: list[str], told: tuple[str, bool]) -> None:
    assert day_order(cells) == told


@pytest.mark.parametrize(
    ("cells", "until", "days"),
    [
        (["March 1"], date(2026, 3, 1), ["2026-03-01"]),
        (["March 2"], date(2026, 3, 1), ["2025-03-02"]),
        (["29 février"], date(2026, 3, 1), ["2024-02-29"]),
        (["29 février"], date(2104, 2, 28), ["2096-02-29"]),
        (["31 de diciembre", "1 de enero"], date(2026, 3, 1), ["2025-12-31", "2026-01-01"]),
        (["January 1", "December 31"], date(2026, 3, 1), ["2026-01-01", "2025-12-31"]),
        (["12月31日", "1월 1일"], date(2026, 3, 1), ["2025-12-31", "2026-01-01"]),
        (["13月1日"], date(2026, 3, 1), [None]),
        (["31 tháng 12", "1 thg một"], date(2026, 3, 1), ["2025-12-31", "2026-01-01"]),
        (["5 tháng mười một"], date(2026, 3, 1), ["2025-11-05"]),
        (["5 tháng hoa"], date(2026, 3, 1), [None]),
        (["31. Foo", "1er août"], date(2026, 3, 1), [None, "2025-08-01"]),
        (["31 June"], date(2026, 3, 1), [None]),
        ([], date(2026, 3, 1), []),
    ],
)
def test_a_day_without_a_year_is_the_last_that_had_come(
    cells: list[str], until: date, days: list[str | None]
) -> None:
    assert [day and day.isoformat() for day in with_years(cells, until=until)] == days


def test_months_are_known_by_their_first_letters() -> None:
    words = ["juin", "juil", "juni", "Maio", "avril", "août", "Sept", "mar", "mär", "ma", "foo"]
    assert [month_of(word) for word in words] == [6, 7, 6, 5, 4, 8, 9, 3, 3, None, None]
    assert day_end(date(2026, 12, 31)) == datetime(2027, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "span"),
    [
        ("2026-W01", ("2025-12-29", "2026-01-04")),
        ("2026-W53", ("2026-12-28", "2027-01-03")),
        ("2025-W53", None),
        ("2026-W00", None),
        ("KW 9 2026", ("2026-02-23", "2026-03-01")),
        ("semaine 9 2026", ("2026-02-23", "2026-03-01")),
        ("2026-12", ("2026-12-01", "2026-12-31")),
        ("12/2026", ("2026-12-01", "2026-12-31")),
        ("13/2026", None),
        ("2026-00", None),
        ("February 2028", ("2028-02-01", "2028-02-29")),
        ("Foo 2028", None),
        ("20260531", ("2026-05-31", "2026-05-31")),
        ("20260532", None),
        ("2000-01", None),
        ("2100-11", ("2100-11-01", "2100-11-30")),
        ("2101-01", None),
        ("1999-12", None),
    ],
)
def test_a_period_has_both_its_ends(written: str, span: tuple[str, str] | None) -> None:
    found = Calendar(times=Times()).span(written)
    expected = ("2000-01-01", "2000-01-31") if written == "2000-01" else span
    assert (found and tuple(day.isoformat() for day in found)) == expected


def test_a_day_stands_for_the_week_or_the_month_that_holds_it() -> None:
    day = date(2026, 5, 31)  # a Sunday
    assert around(day, "day") == (day, day)
    assert around(day, "week") == (date(2026, 5, 25), day)
    assert around(day, "month") == (date(2026, 5, 1), day)
    zoned = Calendar(times=Times(zone_name="Asia/Tokyo"), length="day")
    assert zoned.span("2026-05-31T20:00:00Z") == (date(2026, 6, 1), date(2026, 6, 1))
    assert zoned.span("2026-05-31") == (day, day)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("12", 12), ("1,234", 1234), ("1,23,456", 123456), ("1,23", None), ("1.5", 1.5),
        (".5", 0.5), ("5.", 5), ("-3", -3), ("+3", 3), ("\u22123", -3), ("1e3", 1000),
        ("1e999", None), ("1 234", 1234), ("1'234", 1234), ("1 23", None), ("12%", 0.12),
        ("12 %", 0.12), ("1.2K", 1200), ("3m", 3e6), ("2B", 2e9), ("$5", 5), ("5 €", 5),
        ("0:45", 45), ("1:00:01", 3601), ("12:34.5", 754), ("1234:00", None),
        ("123456789012345", 123456789012345), ("1234567890123456", 1234567890123456),
        ("%", None), ("k", None), ("1-2", None), ("abc", None),
    ],
)  # fmt: skip
def test_a_number_is_read_whole_or_not_at_all(cell: str, value: float | None) -> None:
    if value is None:
        with pytest.raises(ValueError, match=r".*"):
            number(cell)
    else:
        assert number(cell) == pytest.approx(value)


def test_a_decimal_sign_needs_one_cell_more_than_the_other() -> None:
    assert decimal_sign(["1,5", "2.5"], ",") == ","
    assert decimal_sign(["1,5", "2.5"], ".") == "."
    assert decimal_sign(["1,5", "2.5", "3.25"], ",") == "."
    assert decimal_sign(["1.234,5"]) == ","
    assert decimal_sign(["0,125"]) == ","
    assert decimal_sign(["1,125"]) == "."
    assert decimal_sign(["1,1255"]) == ","


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("12.50 EUR", Figure(value=12.5, currency="EUR")),
        ("usd 3", Figure(value=3, currency="USD")),
        ("(4.00) €", Figure(value=-4, currency="EUR")),
        ("4.00-", Figure(value=-4)),
        ("3,5/5", None),
        ("3.5 / 5", Figure(value=3.5)),
        ("5.-", Figure(value=5)),
        ("kr 5", Figure(value=5, currency="kr")),
    ],
)
def test_a_figure_of_a_till_has_its_sign_and_its_currency(cell: str, told: Figure | None) -> None:
    if told is None:
        with pytest.raises(ValueError, match=r".*"):
            figure(cell, Numbers())
    else:
        assert figure(cell, Numbers()) == told


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("posts.csv", "2026-07-01"),
        ("posts 2026-06-20.csv", "2026-06-21"),
        ("posts 2026-05-01 2026-06-20.csv", "2026-06-21"),
        ("posts_20260620.csv", "2026-06-21"),
        ("posts 2026-13-20.csv", "2026-07-01"),
        ("May-25-2026_Jun-21-2026.csv", "2026-06-22"),
        ("posts 2026-07-01.csv", "2026-07-02"),
        ("posts 2026-07-02.csv", "2026-07-01"),
        ("x_1782000000.csv", "2026-06-21"),
        ("x_1782000000123.csv", "2026-06-21"),
        ("x_17820000001.csv", "2026-07-01"),
        ("2026-06-19_1782000000.csv", "2026-06-21"),
        ("2026-06-10_1782000000.csv", "2026-06-11"),
    ],
)
def test_the_name_of_a_file_tells_when_it_was_made(name: str, told: str) -> None:
    assert f"{as_of(name, datetime(2026, 7, 1, tzinfo=UTC)):%Y-%m-%d}" == told


def test_ages_and_genders_have_one_name_each() -> None:
    ages = ["18-24", "18 – 24 ans", "65+", "65 and over", "Alter unknown", "118-24"]
    assert [named("age", age) for age in ages] == [
        "18-24", "18-24", "65+", "65+", "alter unknown", "118-24",
    ]  # fmt: skip
    assert [named("gender", word) for word in ("Frauen", "User-specified", "X")] == [
        "women", "other", "x",
    ]  # fmt: skip
    assert [named("country", word) for word in ("Others", " Saint  Gilles ")] == [
        "other", "Saint Gilles",
    ]  # fmt: skip


def test_shares_are_percentages_where_one_is_above_one() -> None:
    assert share_scale(["x", "< 2", "60 %", "-", "1.5"], Numbers()) == 0.01
    assert share_scale(["x", "1", "0.5"], Numbers()) == 1.0


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Reach", ("", "reach")), ("Facebook Reach", ("facebook", "reach")),
        ("Instagram - Follows", ("instagram", "new_follows")), ("Moods", None),
        ("Facebook moods", None),
    ],
)  # fmt: skip
def test_the_title_of_a_series_names_network_and_metric(
    title: str, told: tuple[str, str] | None
) -> None:
    assert series_of(title) == told


def test_a_wrapped_line_loses_its_own_quotes_and_no_others() -> None:
    assert unwrap('"a,""b"""\r\n') == 'a,"b"\r\n'
    assert unwrap('"') == '"'
    assert unwrap('""') == ""
    assert unwrap('"a') == '"a'
    assert unwrap('a"\n') == 'a"\n'


def test_text_of_two_bytes_a_letter_is_known_by_its_zeros() -> None:
    assert wide_codec(b"") == wide_codec(b"a") == ""
    assert wide_codec("ab".encode("utf-16-be")) == "utf-16-be"
    assert wide_codec("ab".encode("utf-16-le")) == "utf-16-le"
    assert wide_codec(b"\0\0\0\0") == ""
    half = "abé漢".encode("utf-16-le")  # as many zeros as letters without
    assert wide_codec("ab漢漢".encode("utf-16-le")) == ""
    assert wide_codec(half) == "utf-16-le"


def column(*cells: str) -> Column:
    return Column(number=1, header="", cells=cells)


def test_most_of_the_cells_are_four_in_five() -> None:
    assert column("1", "2", "3", "4", "x", "").is_figures
    assert not column("1", "2", "3", "x", "").is_figures
    assert not column("", "").is_figures
    assert column("12345678", "12345679", "12345670", "12345671", "12345671").is_ids
    assert not column("12345678", "12345678", "12345678", "12345679").is_ids
    assert not column("1234567", "1234568").is_ids
    assert column("https://x.com/a", "www.example.org").is_links
    assert column("https://x.com/a", "https://twitter.com/b").network == "x"
    assert column("https://x.com/a", "https://example.org").network == ""
    assert column("18h", "18:30", "6 : 15 pm").is_clocks
    assert column("2026-05-01", "2026-W21").is_days
    assert not column("20260501", "20260502").is_days
    assert column("9.90", "10,00 net").is_money
    assert column("1 €", "USD 2").names_currency
    assert not column("9.905").is_money


def test_half_of_the_cells_make_texts_and_words() -> None:
    sentence = "twenty five letters and one"
    assert column(sentence, "x", "").is_texts
    assert not column(sentence, "x", "y").is_texts
    assert not column("").is_texts
    assert not column("a" * 30).is_texts
    assert column("a few words of 25 letters").is_texts
    assert not column("few words of 24 letters.").is_texts
    known = {"photo": "image"}
    assert column("Photo", "pip").words(known)
    assert not column("Photo", "pip", "pap").words(known)
    assert not column("pip").words(known)
    many = {f"w{n}": "image" for n in range(26)}
    assert column(*list(many)[:25]).words(many)
    assert not column(*many).words(many)


def test_a_cell_is_shown_on_a_line_of_forty_letters() -> None:
    assert shown("x" * 40) == "x" * 40
    assert shown("x" * 41) == "x" * 39 + "…"
    assert shown("+32 470 12 34 56") == "…"
    assert shown("12345678") == "12345678"
    assert shown("2026-05-01") == "2026-05-01"
    assert shown("write to a@b.example") == "…@…"
    assert column("a", "b", "", "a", "c", "d").samples == ("a", "b", "c")


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([["a", "b"], ["1", "2"]], True),
        ([["a"], ["1"]], False),
        ([["a", "b"], ["1"]], False),
        ([["a", "b"], ["1", "2"], ["x"], ["y"]], False),
        ([["a", "b"], ["1", "2"], ["x"]], True),
        ([["a" * 60, "b"], ["1", "2"]], True),
        ([["a" * 61, "b"], ["1", "2"]], False),
        ([["a b c d e f g h", "b"], ["1", "2"]], True),
        ([["a b c d e f g h i", "b"], ["1", "2"]], False),
        ([], False),
    ],
)
def test_a_table_has_titles_and_rows_as_wide(rows: list[list[str]], *, told: bool) -> None:
    assert is_table(rows) is told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a, b, c, d, e,f", False),
        ("a, b, c, d, e,\nf", True),
        ("a,b", False),
        ("a; b; c, d", False),
        ("", False),
    ],
)
def test_a_blank_behind_nearly_every_comma_is_prose(
    tmp_path: Path, text: str, *, told: bool
) -> None:
    (tmp_path / "a.txt").write_text(text)
    assert is_prose(tmp_path / "a.txt") is told


def test_a_column_is_named_by_its_place_in_four_digits() -> None:
    assert [_number(said) for said in ("#1", "#9999", "#10000", "#0", "1", "#x")] == [
        0, 9998, None, None, None, None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "order", "read"),
    [
        ("3/4/26", "day", "2026-04-03"), ("3.4.2026 9:00", "month", "2026-03-04 9:00"),
        ("3/4-2026", "day", "3/4-2026"), ("13/13/2026", "day", "13/13/2026 (DD/MM)"),
    ],
)  # fmt: skip
def test_what_is_said_of_days_turns_them(written: str, order: str, read: str) -> None:
    assert iso(written, order) == read  # type: ignore[arg-type]


def test_a_time_of_the_day_is_written_in_many_ways() -> None:
    cells = ["18h", "18.30", "6:30 pm", "18", "118", "2026-05-01T18:30:05", "noon", "9 h 5"]
    assert [_clock(cell) for cell in cells] == [
        "18:00", "18:30", "6:30 pm", "18:00", "118", "18:30:05", "noon", "9:00 5",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("till.csv", "till"), ("export_till_2026-05.csv", "till"), ("book [May].xlsx", "book"),
        ("reach.csv", "reach (table)"), ("engagement.csv", "engagement (table)"),
        ("- .csv", "outcome"), (f"{'a' * 90}.csv", "a" * 80), ("Vente copie.csv", "Vente"),
    ],
)  # fmt: skip
def test_an_outcome_is_named_after_its_file(file: str, name: str) -> None:
    assert name_of(file) == name


def test_marks_add_up_to_their_mean_and_spread() -> None:
    marks = Marks()
    for mark, answers in ((4.0, 1.0), (2.0, 3.0), (9.0, 0.0)):
        marks.add(mark, answers)
    assert (marks.n, marks.mean) == (4, 2.5)
    assert marks.spread == pytest.approx(3)


def test_a_level_on_several_rows_of_a_day_is_lost_and_a_sum_is_not() -> None:
    day = (date(2026, 5, 1), date(2026, 5, 1))
    tally, none = Tally(), (None,) * 5
    tally.add(day, none, {"users": 3.0, "sessions": 5.0})
    assert (tally.repeated, tally.lost) == (0, ())
    tally.add(day, none, {"users": 4.0, "sessions": 5.0, "score": 3.0})
    assert (tally.repeated, tally.lost) == (1, ("score", "users"))
    (told,) = tally.outcomes("web", as_of=datetime(2026, 5, 2, tzinfo=UTC), source="s")
    assert dict(told.values) == {"sessions": 10.0}


def test_a_refund_is_no_sale_and_a_receipt_is_one() -> None:
    day, none = (date(2026, 5, 1), date(2026, 5, 1)), (None,) * 5
    for by_receipt, n in ((False, 2.0), (True, 1.0)):
        tally = Tally(single=True, by_receipt=by_receipt)
        for value in (3.0, 0.0, -1.0):
            tally.add(day, none, {"amount.EUR": value}, receipt="A1")
        (told,) = tally.outcomes("till", as_of=datetime(2026, 5, 2, tzinfo=UTC), source="s")
        assert dict(told.values) == {"amount.EUR": 2.0, "count": n}


@pytest.mark.parametrize(("above", "known"), [(LEAD - 1, True), (LEAD, False)])
def test_a_header_stands_among_the_first_rows(tmp_path: Path, above: int, *, known: bool) -> None:
    data = ("Explanation\n" * above + INSTAGRAM).encode()
    if known:
        assert len(read_bytes(tmp_path, data).posts) == 3
    else:
        with pytest.raises((FormatUnknownError, TableMissingError)):
            read_bytes(tmp_path, data)


@pytest.mark.parametrize("n", [5, 6, 7])
def test_five_unknown_columns_are_named_and_the_others_counted(tmp_path: Path, n: int) -> None:
    names = ",".join(f"new {i}" for i in range(n))
    data = "\n".join(f"{line},{names}" for line in made.bom(INSTAGRAM).decode().splitlines()[:1])
    row = ",".join('"' + str(cell) + '"' for cell in made.INSTAGRAM_ROWS[2])
    read = read_bytes(tmp_path, f"{data}\n{row}\n".encode())
    (found,) = [f for f in read.findings if f.code == "column-unknown"]
    told = ", ".join(f"new {i}" for i in range(5))
    assert found.params["columns"] == told + (f", … (+{n - 5})" if n > 5 else "")


def packed(*, deep: int) -> bytes:
    data = INSTAGRAM.encode()
    for level in range(deep):
        data = made.zipped(**{"a.csv" if level == 0 else "inner.zip": data})
    return data


def test_an_archive_in_an_archive_is_read_and_none_below_that(tmp_path: Path) -> None:
    for deep in (1, 2):
        assert len(read_bytes(tmp_path, packed(deep=deep), "a.zip").posts) == 3
    with pytest.raises(BaliseError):
        read_bytes(tmp_path, packed(deep=3), "a.zip")


def zip_of(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def limited(monkeypatch: pytest.MonkeyPatch, module: object, **limits: int) -> None:
    for name, most in limits.items():
        monkeypatch.setattr(module, name, most)


def test_a_member_may_be_as_large_as_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, size = INSTAGRAM.encode(), len(INSTAGRAM.encode())
    packed = zip_of(("a.csv", data))
    limited(monkeypatch, archives, MOST_BYTES=size, MOST_UNPACKED=size)
    assert len(read_bytes(tmp_path, packed, "a.zip").posts) == 3
    limited(monkeypatch, archives, MOST_BYTES=size - 1)
    with pytest.raises(TooLargeError):
        read_bytes(tmp_path, packed, "a.zip")


def test_members_together_may_be_as_large_as_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = INSTAGRAM.encode()
    packed = zip_of(("a.csv", data), ("b.csv", data))
    limited(monkeypatch, archives, MOST_UNPACKED=2 * len(data))
    assert read_bytes(tmp_path, packed, "a.zip").rows == 6
    limited(monkeypatch, archives, MOST_UNPACKED=2 * len(data) - 1)
    with pytest.raises(TooLargeError):
        read_bytes(tmp_path, packed, "a.zip")


def test_a_member_that_shrank_too_much_is_refused_from_a_size_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = (INSTAGRAM + INSTAGRAM.splitlines()[1] * 500).encode()
    packed = zip_of(("a.csv", data))
    limited(monkeypatch, archives, MOST_RATIO_FROM=len(data), MOST_RATIO=2)
    assert read_bytes(tmp_path, packed, "a.zip").rows > 0
    limited(monkeypatch, archives, MOST_RATIO_FROM=len(data) - 1)
    with pytest.raises(ArchiveRefusedError):
        read_bytes(tmp_path, packed, "a.zip")
    limited(monkeypatch, archives, MOST_RATIO=len(data))
    assert read_bytes(tmp_path, packed, "a.zip").rows > 0


def test_the_list_of_members_is_measured_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = zip_of(("a.csv", INSTAGRAM.encode()))
    commented = packed[:-2] + b"\xff\xff" + b" " * 0xFFFF  # the longest comment
    size = 46 + len("a.csv")
    for data in (packed, commented):
        limited(monkeypatch, archives, MOST_DIRECTORY=size)
        assert len(read_bytes(tmp_path, data, "a.zip").posts) == 3
        limited(monkeypatch, archives, MOST_DIRECTORY=size - 1)
        with pytest.raises(ArchiveRefusedError):
            read_bytes(tmp_path, data, "a.zip")


def test_an_archive_inside_is_held_up_to_a_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = zip_of(("a.csv", INSTAGRAM.encode()))
    outer = zip_of(("inner.zip", inner), method=zipfile.ZIP_STORED)
    limited(monkeypatch, documents, MOST_NESTED=len(inner))
    assert len(read_bytes(tmp_path, outer, "a.zip").posts) == 3
    limited(monkeypatch, documents, MOST_NESTED=len(inner) - 1)
    with pytest.raises(TooLargeError):
        read_bytes(tmp_path, outer, "a.zip")


def test_a_table_may_be_as_large_as_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = INSTAGRAM.encode()
    limited(monkeypatch, documents, MOST_BYTES=len(data))
    assert len(read_bytes(tmp_path, data).posts) == 3
    limited(monkeypatch, documents, MOST_BYTES=len(data) - 1)
    with pytest.raises(TooLargeError):
        read_bytes(tmp_path, data)


def test_a_locked_member_is_told_and_a_folder_or_a_link_is_passed_over(tmp_path: Path) -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.mkdir("folder")
        link = zipfile.ZipInfo("link.csv")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, INSTAGRAM)
        archive.writestr("a.csv", INSTAGRAM)
    read = read_bytes(tmp_path, out.getvalue(), "a.zip")
    assert (read.rows, read.codes.count("members-unread")) == (3, 0)
    locked = bytearray(zip_of(("a.csv", INSTAGRAM.encode())))
    locked[6] |= 1
    locked[locked.rfind(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(FileLockedError):
        read_bytes(tmp_path, bytes(locked), "a.zip")


def test_files_of_a_folder_come_in_order_without_those_of_the_store(tmp_path: Path) -> None:
    names = ["b.csv", "a/c.csv", ".hidden/d.csv", "balise.db", "balise.db-wal", "key",
             "x.mapping.toml", "a/.DS_Store"]  # fmt: skip
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    found = [path.relative_to(tmp_path).as_posix() for path in files.files_in(tmp_path)]
    assert found == ["a/c.csv", "b.csv"]
    assert list(files.files_in([tmp_path / "key"])) == [tmp_path / "key"]
    with pytest.raises(FileMissingError):
        list(files.files_in(tmp_path / "nowhere"))
    clients, beside = files.clients_in(tmp_path)
    assert ([one.name for one in clients], beside) == (["a"], ["b.csv"])


def test_a_file_that_is_refused_is_reported_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_text(INSTAGRAM)
    (tmp_path / "a.csv").write_text("colour,size\nred,4\n")
    (tmp_path / "0.csv").write_bytes(made.series("Reach"))
    exports, (report,) = files.open_exports(tmp_path)
    assert [one.source for one in exports] == ["b.csv", "0.csv"]
    figures = (report.rows, report.posts, report.readings, report.duplicates, report.outcomes)
    assert (report.source, report.format, figures) == ("a.csv", "", (0, 0, 0, 0, 0))
    assert isinstance(report.error, FormatUnknownError)
    assert (exports[0].has_posts, exports[1].has_posts) == (True, False)
    assert exports[0].size == (tmp_path / "b.csv").stat().st_size


def test_an_account_is_asked_for_once_a_file() -> None:
    context = Context.of(())
    assert [context.account_of("x", f"a.zip/{n}.csv") for n in range(3)] == ["x"] * 3
    context.account_of("x", "book.xlsx [May]")
    context.account_of("x", "book.xlsx [June]")
    context.account_of("tiktok", "a.zip")
    told = [(found.file, found.params["account"]) for found in context.drain()]
    assert told == [("a.zip", "x"), ("book.xlsx", "x"), ("a.zip", "tiktok")]
    assert context.drain() == ()


def test_a_plain_table_with_one_column_more_is_another_ones(tmp_path: Path) -> None:
    plain = b"Date,Impressions,Engagements\n2/25/2025,40,3\n"
    assert read_bytes(tmp_path, plain).format == "linkedin.member.daily"
    followers = b"Date,New followers\n2/25/2025,40\n"
    assert read_bytes(tmp_path, followers).format == "linkedin.member.followers"
    days = b"Date,Views\n2025-08-28,40\n"
    assert read_bytes(tmp_path, days).format == "youtube.daily"
    for data in (plain, followers, days):
        more = b"\n".join(line + b",4" for line in data.splitlines()).replace(b",4", b",Zorgl", 1)
        with pytest.raises(FormatUnknownError):
            read_bytes(tmp_path, more)


WRONG = [
    ("kind = 'post'\n", {"line": 1, "column": 8, "key": "kind", "value": "post",
                         "allowed": "posts, days, outcome"}),
    ("\nkinds = 3\n[columns]\nD = 'published'\n",
     {"line": 2, "column": 9, "key": "kinds", "value": "3"}),
    ("decimal = ''\n", {"line": 1, "column": 11, "key": "decimal", "value": '""',
                        "allowed": "., ,"}),
    (f"network = '{'x' * 70}'\n", {"key": "network", "value": "x" * 60}),
    ("[columns]\nDate = 'published'\n[scales]\nviews = inf\n", {"line": 4, "column": 9}),
    ("[columns]\nDate = 'published'\n[scales]\nviews = true\n", {"line": 4, "value": "True"}),
    ("[columns]\nDate = 'published'\n[scales]\nviews = -1\n", {"line": 4, "value": "-1"}),
    ("header_row = 1.5\n[columns]\nD = 'published'\n", {"line": 1, "column": 14, "value": "1.5"}),
    ("a = ", {"line": 1, "column": 1}),
    ("\na ='b'x\n", {"line": 2, "column": 7}),
    ("[columns]\n'A b' = 'pulished'\n", {"line": 2, "column": 9, "key": "A b"}),
    ("[columns]\n[columns]\n", {"line": 2}),
    ("kind = 'days'\n[columns]\nDate = 'day'\nSeen = 'ignored'\n",
     {"line": 2, "lacking": "views, reach, …"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), WRONG)
def test_a_fault_in_a_mapping_has_its_place(text: str, told: dict[str, object]) -> None:
    with pytest.raises(MappingError) as caught:
        parse(text, file="m.toml")
    assert {name: caught.value.facts[name] for name in told} == told


def test_what_is_allowed_is_listed_to_the_fifteenth() -> None:
    with pytest.raises(MappingError) as caught:
        parse("[columns]\nDate = 'reactoins'\n")
    listed, _, more = str(caught.value.facts["allowed"]).partition(", … (+")
    assert listed.split(", ")[0] == "reactions"
    assert len(listed.split(", ")) == 15
    assert int(more.rstrip(")")) > 20


def test_a_mapping_keeps_all_that_it_says() -> None:
    said = parse(
        'sheet = "May"\nheader_row = 0\naccount = "a"\n[columns]\n"#1" = "published"\n'
        '[kinds]\nPin = "image"\n[networks]\nFB = "facebook"\n[scales]\nviews = 1000\n'
    )
    assert (said.kind, said.sheet, said.header_row, said.account) == ("posts", "May", 0, "a")
    assert (said.kinds, said.networks) == ({"Pin": "image"}, {"FB": "facebook"})
    assert said.scales == {"views": 1000.0}
    assert said.digest != parse('[columns]\n"#1" = "published"').digest


def test_a_reading_of_a_file_needs_only_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(INSTAGRAM)
    export = open_export(path)
    assert export.again is not None
    again = export.again()
    assert (again.source, again.digest, again.size) == (export.source, export.digest, export.size)
    assert read_file(path).rows == 3
