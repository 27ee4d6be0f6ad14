"""Exports of an audience as dated readings of the account: shares are shares, people are people."""

from __future__ import annotations

from datetime import UTC, date, datetime
from os import utime
from typing import TYPE_CHECKING

import pytest
from tests.unit.ingest import audience_made as made, exports_made
from tests.unit.ingest.reads import Read, read_bytes, read_file

from balise import ingest
from balise.domain.account import Account
from balise.domain.metric import METRICS, metric_of
from balise.domain.segment import DIMENSIONS, Segment
from balise.errors import FormatUnknownError
from balise.ingest.audience import named
from balise.ingest.layout import Context

if TYPE_CHECKING:
    from pathlib import Path

    from balise.domain.reading import Reading


def told(read: Read, source: str) -> list[Reading]:
    return [reading for reading in read.readings if reading.source == source]


def wide(text: str) -> bytes:
    return ("\ufeffsep=,\n" + text).encode("utf-16-le")


@pytest.mark.parametrize("one", made.AUDIENCE, ids=lambda one: one.name)
def test_every_figure_is_one_of_an_account_with_a_known_metric_and_dimension(
    tmp_path: Path, one: exports_made.Made
) -> None:
    read = read_bytes(tmp_path, one.make(), one.name)
    assert read.format == one.format
    assert read.readings
    assert not read.posts
    for reading in read.readings:
        assert reading.post_uid.startswith("account:")
        for name, value in reading.values.items():
            metric, segment = metric_of(name), Segment.read(name)
            assert metric is not None
            assert metric.unit != "ratio" or 0 <= value <= 1
            assert segment is None or segment.dimension in DIMENSIONS


@pytest.mark.parametrize("name", ["audience", "views_share", "audience_count", "visitors", "reach"])
def test_neither_shares_nor_people_add_up(name: str) -> None:
    assert not METRICS[name].adds_up
    known = metric_of(f"{name}.country.BE")
    assert known is not None
    assert not known.adds_up


@pytest.mark.parametrize(
    ("dimension", "written", "name"),
    [
        ("age", "18\u201324 years", "18-24"),
        ("age", "age 25-34", "25-34"),
        ("age", "AGE_35_44", "35-44"),
        ("age", "65+", "65+"),
        ("age", "65 ans et plus", "65+"),
        ("age", "Unknown", "unknown"),
        ("gender", "Female", "women"),
        ("gender", "Hombres", "men"),
        ("gender", "Kvinna", "women"),
        ("gender", "User-specified", "other"),
        ("gender", "Unspecified", "unknown"),
        ("gender", "Robots", "robots"),
        ("country", "Others", "other"),
        ("city", "St. Vith,  Belgium", "St. Vith, Belgium"),
    ],
)
def test_segments_are_named_alike_where_there_is_a_standard(
    dimension: str, written: str, name: str
) -> None:
    assert named(dimension, written) == name


def test_the_audience_of_meta_is_one_reading_of_the_moment(tmp_path: Path) -> None:
    path = tmp_path / "Audience.csv"
    path.write_bytes(exports_made.audience())
    written = datetime(2026, 6, 22, 9, tzinfo=UTC)
    utime(path, (written.timestamp(), written.timestamp()))
    account = Account(id="facebook:m", brand="b", network="facebook", handle="Le Moulin")
    (reading,) = told(read_file(path, context=Context.of([account])), "meta.audience")
    assert (reading.post_uid, reading.as_of) == ("account:facebook:Le Moulin", written)
    assert (reading.basis, reading.day) == ("lifetime", None)
    assert reading.values["audience.age_gender.25-34 men"] == pytest.approx(0.191)
    assert reading.values["audience.country.France"] == pytest.approx(0.059)


def test_one_decimal_sign_holds_for_the_whole_audience(tmp_path: Path) -> None:
    text = (
        "Age & gender;;\n;Women;Men\n18-24;10;7\n;;\nTop countries;;\nBelgium;France;\n75,1;5,9;\n"
    )
    (reading,) = read_bytes(tmp_path, text.encode()).readings
    assert reading.values == pytest.approx({
        "audience.age_gender.18-24 women": 0.1, "audience.age_gender.18-24 men": 0.07,
        "audience.country.Belgium": 0.751, "audience.country.France": 0.059,
    })  # fmt: skip


@pytest.mark.parametrize(
    ("ages", "women", "men", "countries"),
    [
        ("Alter und Geschlecht", "Frauen", "Männer", "Top-Länder"),
        ("Edad y sexo", "Mujeres", "Hombres", "Principales países"),
        ("Ålder och kön", "Kvinnor", "Män", "Populäraste länder"),
        ("Tranche d’âge et genre", "Femmes", "Hommes", "Principaux pays"),
    ],
)
def test_the_audience_of_meta_is_known_by_its_shape_whatever_the_language(
    tmp_path: Path, ages: str, women: str, men: str, countries: str
) -> None:
    blocks = (
        f'"{ages}"\n"","{women}","{men}"\n"18-24","10.6","6.5"\n"65+","3","2"\n\n'
        f'"{countries}"\n"Belgium"\n"75.1"\n'
    )
    (reading,) = read_bytes(tmp_path, wide(blocks)).readings
    assert reading.values == pytest.approx({
        "audience.age_gender.18-24 women": 0.106, "audience.age_gender.18-24 men": 0.065,
        "audience.age_gender.65+ women": 0.03, "audience.age_gender.65+ men": 0.02,
        "audience.country.Belgium": 0.751,
    })  # fmt: skip


def test_it_names_a_block_that_it_does_not_know(tmp_path: Path) -> None:
    blocks = '"Top countries"\n"Belgium"\n"75.1"\n\n"Moods"\n"Glad","Sad"\n"60","40"\n'
    read = read_bytes(tmp_path, wide(blocks))
    (found,) = [f for f in read.findings if f.code == "parts-unknown"]
    assert found.params["parts"] == "Moods"
    assert len(read.readings[0].values) == 1


def test_it_does_not_believe_a_share_above_one_hundred_percent(tmp_path: Path) -> None:
    blocks = '"Top countries"\n"Belgium","France","Belgium"\n"751","5.9","8"\n'
    read = read_bytes(tmp_path, wide(blocks))
    assert read.readings[0].values == pytest.approx({
        "audience.country.France": 0.059, "audience.country.Belgium": 0.08
    })  # fmt: skip
    assert [f.code for f in read.findings if f.line] == ["share-impossible"]


def test_of_a_segment_that_stands_twice_the_first_holds(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, made.page_followers(), "page.xls")
    (reading,) = [r for r in read.readings if "audience_count.job_function.Sales" in r.values]
    assert reading.values["audience_count.job_function.Sales"] == 40
    (twice,) = [f for f in read.findings if f.code == "segment-twice"]
    assert (twice.params["value"], twice.line) == ("Sales", 3)


def test_the_followers_of_a_page_are_people_by_segment(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, made.page_followers(), "page.xls")
    values = {k: v for r in told(read, "linkedin.page.audience") for k, v in r.values.items()}
    assert values == {
        "audience_count.location.Brussels Metropolitan Area": 120,
        "audience_count.job_function.Sales": 40, "audience_count.seniority.Entry": 60,
        "audience_count.industry.Food & Beverage Services": 9,
        "audience_count.company_size.1-10": 88,
    }  # fmt: skip
    (day,) = told(read, "linkedin.page.followers")
    assert (day.day, dict(day.values)) == (date(2025, 2, 25), {"new_follows": 4})


def test_the_visitors_of_a_page_are_counted_once_a_day_and_apart_from_views(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, made.page_visitors(), "page.xls")
    (day,) = told(read, "linkedin.page.visitors")
    assert dict(day.values) == {"profile_visits": 6, "visitors": 5}
    (segments,) = told(read, "linkedin.page.visits")
    assert segments.basis == "period"
    assert dict(segments.values) == {"profile_visits.location.Ghent Metropolitan Area": 6}
    assert "column-unknown" not in read.codes


@pytest.mark.parametrize("written", [("12%", "7 %"), (0.12, 0.07), ("12", "7")])
def test_shares_are_parts_of_one_however_they_are_written(
    tmp_path: Path, written: tuple[object, object]
) -> None:
    rows = [("Job titles", "Baker", written[0]), ("Company size", "1-10 employees", written[1])]
    read = read_bytes(tmp_path, made.member(*rows), made.MEMBER)
    (reading,) = told(read, "linkedin.member.audience")
    assert reading.values == pytest.approx({
        "audience.job_title.Baker": 0.12, "audience.company_size.1-10 employees": 0.07
    })  # fmt: skip
    assert reading.basis == "period"


def test_a_limit_is_neither_zero_nor_a_figure(tmp_path: Path) -> None:
    rows = [("Location", "Ghent", "2%"), ("Location", "Mons", "< 1%"), ("Hobbies", "Bread", "1%")]
    read = read_bytes(tmp_path, made.member(*rows), made.MEMBER)
    (reading,) = told(read, "linkedin.member.audience")
    assert reading.values == pytest.approx({"audience.location.Ghent": 0.02})
    found = {f.code: dict(f.params) for f in read.findings}
    assert found["figure-limit"] == {"n": "1"}
    assert found["parts-unknown"] == {"parts": "Hobbies"}
    assert "number-unreadable" not in found


def test_what_a_member_reached_over_a_period_is_one_reading_at_its_end(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, made.member(figures=("1,940", "500")), "workbook.xlsx")
    (reading,) = told(read, "linkedin.member.discovery")
    assert dict(reading.values) == {"impressions": 1940, "reach": 500}
    assert (reading.basis, reading.day) == ("period", None)
    assert reading.as_of >= datetime(2025, 3, 1, tzinfo=UTC)


def test_the_followers_in_all_are_known_on_the_day_that_the_sheet_names(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, made.member(), made.MEMBER)
    total, gained = told(read, "linkedin.member.followers")
    assert (total.day, dict(total.values)) == (date(2025, 2, 28), {"followers": 1512})
    assert (gained.day, dict(gained.values)) == (date(2025, 2, 25), {"new_follows": 3})
    assert total.basis == gained.basis == "day"


@pytest.mark.parametrize("line", ["Total followers on tomorrow:", "Total followers on 2/28/2025:"])
def test_a_line_of_followers_that_cannot_be_read_is_left(tmp_path: Path, line: str) -> None:
    rows = [(line, "many"), (), ("Date", "New followers"), ("2/25/2025", 3)]
    read = read_bytes(tmp_path, exports_made.xlsx(FOLLOWERS=rows), "a.xlsx")
    assert [dict(r.values) for r in read.readings] == [{"new_follows": 3}]


def test_the_followers_of_tiktok_have_genders_countries_and_hours(tmp_path: Path) -> None:
    one = made.AUDIENCE[0]
    read = read_bytes(tmp_path, one.make(), one.name)
    assert {r.post_uid for r in read.readings} == {"account:tiktok:moulin.demo"}
    values = {k: v for r in told(read, "tiktok.studio.audience") for k, v in r.values.items()}
    assert values == pytest.approx({
        "audience.gender.women": 0.61, "audience.gender.men": 0.375, "audience.gender.other": 0.015,
        "audience.country.BE": 0.925, "audience.country.FR": 0.031, "audience.country.other": 0.044,
    })  # fmt: skip
    days = told(read, "tiktok.studio.activity")
    assert [(f"{r.day:%m-%d}", r.basis, len(r.values)) for r in days] == [
        ("12-31", "day", 24), ("01-01", "day", 3)
    ]  # fmt: skip
    assert days[0].values["active_followers.hour.18"] == 22
    (ahead,) = [f for f in read.findings if f.code == "hours-ahead"]
    assert ahead.params["n"] == "21"


def test_a_share_that_is_none_is_told_and_not_known(tmp_path: Path) -> None:
    rows = [("Female", "130%"), ("Male", "38%"), ("Other", "-2%")]
    read = read_bytes(tmp_path, made.studio("Gender,Distribution", rows))
    assert read.readings[0].values == pytest.approx({"audience.gender.men": 0.38})
    assert [(f.line, f.params["value"]) for f in read.findings if f.line] == [
        (2, "130 %"), (4, "-2 %")
    ]  # fmt: skip


def test_an_hour_that_is_none_is_told(tmp_path: Path) -> None:
    rows = [("July 1", 25, 4), ("July 1", "noon", 4), ("July 1", "undefined", 4), ("July 1", 7, 4)]
    read = read_bytes(tmp_path, made.studio("Date,Hour,Active followers", rows))
    assert [dict(r.values) for r in read.readings] == [{"active_followers.hour.7": 4}]
    assert read.codes.count("time-unreadable") == read.dropped == 3


def test_a_table_without_rows_gives_no_reading(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, made.studio("Top territories,Distribution", []))
    assert (read.format, read.readings) == ("tiktok.studio.audience", [])


def test_the_ages_of_youtube_are_shares_of_views_and_not_of_people(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, made.ages())
    (reading,) = read.readings
    assert reading.values == pytest.approx({
        "views_share.age.18-24": 0.125, "avg_watch_s.age.18-24": 165,
        "watch_time_share.age.18-24": 0.118, "views_share.age.65+": 0.035,
        "avg_watch_s.age.65+": 185, "watch_time_share.age.65+": 0.026,
    })  # fmt: skip
    assert reading.basis == "period"
    assert "totals-row" in read.codes


@pytest.mark.parametrize(
    ("header", "dimension"),
    [
        ("Geography", "country"), ("Viewer gender", "gender"), ("Device type", "device"),
        ("Subscription status", "subscription"), ("Traffic source", "traffic_source"),
        ("Operating system", "operating_system"), ("Geografi", "country"),
        ("Tittarnas ålder", "age"), ("Trafikkälla", "traffic_source"),
    ],
)  # fmt: skip
def test_each_dimension_of_youtube_is_read(tmp_path: Path, header: str, dimension: str) -> None:
    data = exports_made.table(f"{header},Views,Watch time (hours)", [("A", 10, 0.5)])
    (reading,) = read_bytes(tmp_path, data.encode()).readings
    name = named(dimension, "A")
    assert dict(reading.values) == {
        f"views.{dimension}.{name}": 10, f"watch_time_s.{dimension}.{name}": 1800
    }  # fmt: skip


def test_cities_of_youtube_go_by_their_names_and_not_by_their_codes(tmp_path: Path) -> None:
    data = exports_made.table("Cities,City name,Views", [("0x47c3", "Brussels", 5)])
    (reading,) = read_bytes(tmp_path, data.encode()).readings
    assert dict(reading.values) == {"views.city.Brussels": 5}


def test_a_daily_table_of_countries_is_a_reading_a_day(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, made.countries_by_day() + b"soon,BE,3\n2025-08-30,,3\n")
    assert [(str(r.day), r.basis, dict(r.values)) for r in read.readings] == [
        ("2025-08-28", "day", {"views.country.BE": 4, "views.country.FR": 1}),
        ("2025-08-29", "day", {"views.country.BE": 5}),
    ]
    assert [f.code for f in read.findings if f.drops_row] == ["time-unreadable", "row-foreign"]


def test_a_table_of_two_dimensions_is_not_guessed(tmp_path: Path) -> None:
    with pytest.raises(FormatUnknownError):
        read_bytes(tmp_path, b"Viewer age,Viewer gender,Views (%)\n18-24,Female,12\n")


def test_the_frame_of_metrics_gives_each_figure_its_unit(tmp_path: Path) -> None:
    (tmp_path / "page.xls").write_bytes(made.page_followers())
    (tmp_path / "ages.csv").write_bytes(made.ages())
    metrics = ingest.read(tmp_path, backend="polars").metrics
    units = dict(zip(metrics["metric"], metrics["unit"], strict=True))
    assert units["views_share.age.18-24"] == "ratio"
    assert units["avg_watch_s.age.18-24"] == "seconds"
    assert units["audience_count.seniority.Entry"] == "people"


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
def test_files_without_a_post_make_frames_too(tmp_path: Path, backend: str) -> None:
    (tmp_path / "ages.csv").write_bytes(made.ages())
    read = ingest.read(tmp_path, backend=backend)
    assert (len(read.posts), len(read.metrics)) == (0, 6)
