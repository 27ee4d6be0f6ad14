"""An export says the same in every language in which it is written."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.unit.ingest import exports_made as made
from tests.unit.ingest.languages import TRANSLATED, WORDS, both, written
from tests.unit.ingest.reads import Read, read_bytes

from balise.ingest.times import Times, with_years

if TYPE_CHECKING:
    from pathlib import Path

    from balise.domain.post import Post
    from balise.domain.reading import Reading

FACTS = ("uid", "network", "account", "published_at", "kind", "text", "title", "url", "duration_s")


def facts(posts: list[Post]) -> list[tuple[object, ...]]:
    return [tuple(getattr(post, name) for name in FACTS) for post in posts]


def figures(readings: list[Reading]) -> list[tuple[object, ...]]:
    return [(r.post_uid, r.basis, r.day, dict(r.values)) for r in readings]


def assert_the_same(one: Read, other: Read) -> None:
    assert one.format == other.format
    assert facts(one.posts) == facts(other.posts)
    assert figures(one.readings) == figures(other.readings)
    assert one.readings


@pytest.mark.parametrize(("name", "language"), sorted(TRANSLATED))
def test_a_translation_says_what_the_english_export_says(
    tmp_path: Path, name: str, language: str
) -> None:
    english, translated, rows = both(name, language)
    words = WORDS.get(language, {})
    local = [[words.get(str(cell), cell) for cell in row] for row in rows]
    original = read_bytes(tmp_path, written(english, rows))
    read = read_bytes(tmp_path, written(translated, local))
    assert read.format == name
    if language != "de" or not name.startswith("meta."):  # the account's German header is not known
        assert_the_same(original, read)
    assert facts(read.posts) == facts(original.posts)
    assert "column-unknown" not in read.codes


@pytest.mark.parametrize(("name", "language"), sorted(TRANSLATED))
def test_soft_hyphens_case_and_spaces_in_headers_change_nothing(
    tmp_path: Path, name: str, language: str
) -> None:
    _, translated, rows = both(name, language)
    odd = [f"\u200b {title.upper()[:2]}\u00ad{title[2:]}\u00a0" for title in translated]
    assert_the_same(
        read_bytes(tmp_path, written(translated, rows)), read_bytes(tmp_path, written(odd, rows))
    )


@pytest.mark.parametrize(("name", "language"), sorted(TRANSLATED))
def test_of_columns_in_two_languages_the_first_that_is_not_empty_holds(
    tmp_path: Path, name: str, language: str
) -> None:
    english, translated, rows = both(name, language)
    pairs = [(en, other) for en, other in zip(english, translated, strict=True) if en != other]
    header = [*english, *(other for _, other in pairs)]
    spread = []
    for n, row in enumerate(rows):
        cells = dict(zip(english, row, strict=True))
        moved = {en for i, (en, _) in enumerate(pairs) if (i + n) % 2}
        kept = ["" if title in moved else cells[title] for title in english]
        spread.append([*kept, *(cells[en] if en in moved else "" for en, _ in pairs)])
    assert_the_same(
        read_bytes(tmp_path, written(english, rows)), read_bytes(tmp_path, written(header, spread))
    )


@pytest.mark.parametrize(
    ("network", "header"),
    [("instagram", "Gefällt mir"), ("facebook", "Gefällt mir")],
)
def test_the_links_tell_the_network_where_no_column_of_the_account_is_known(
    tmp_path: Path, network: str, header: str
) -> None:
    titles = [
        "Beitrags-ID",
        "Name",
        "Veröffentlichungszeitpunkt",
        "Permalink",
        "Beitragstyp",
        header,
    ]
    link = f"https://www.{network}.com/reel/122100000000002/"
    rows = [("122100000000002", "Le Moulin", "01/20/2026 11:00", link, "Reel", 7)]
    read = read_bytes(tmp_path, written(titles, rows))
    (post,) = read.posts
    assert (read.format, post.network) == (f"meta.{network}.posts", network)
    assert dict(read.readings[0].values) == {"reactions": 7}
    assert {"account-unknown", "column-unknown"} <= set(read.codes)


@pytest.mark.parametrize(
    ("title", "head", "metric"),
    [
        ("Couverture", ("Date", "Principale"), "reach"),
        ("Vues", ("Date", "Principal"), "views"),
        ("Alcance", ("Fecha", "Principal"), "reach"),
        ("Visualizaciones", ("Fecha", "Principal"), "views"),
        ("Räckvidd", ("Datum", "Primär"), "reach"),
        ("Visningar", ("Datum", "Primär"), "views"),
        ("Reichweite", ("Datum", "Primär"), "reach"),
        ("Aufrufe", ("Datum", "Primär"), "views"),
        ("Instagram-Reichweite", ("Datum", "Primär"), "reach"),
        ("Länkklick", ("Datum", "Primary"), "link_clicks"),
        ("Seguidores", ("Fecha", "Primary"), "new_follows"),
    ],
)
def test_a_daily_series_of_meta_is_read_in_each_language(
    tmp_path: Path, title: str, head: tuple[str, str], metric: str
) -> None:
    first, second = head
    data = made.series(title).decode("utf-16-le").replace("Date", first).replace("Primary", second)
    read = read_bytes(tmp_path, data.encode("utf-16-le"))
    assert [(str(r.day), dict(r.values)) for r in read.readings] == [
        ("2026-05-25", {metric: 14551}), ("2026-05-26", {metric: 0})
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("28 sept. 2026", date(2026, 9, 28)), ("28 août 2026", date(2026, 8, 28)),
        ("1er août 2026", date(2026, 8, 1)), ("28 ago 2026", date(2026, 8, 28)),
        ("28 de agosto de 2026", date(2026, 8, 28)), ("28. Aug. 2026", date(2026, 8, 28)),
        ("28 okt. 2026", date(2026, 10, 28)), ("18 января 2026", date(2026, 1, 18)),
    ],
)  # fmt: skip
def test_a_day_is_read_with_its_month_in_any_language(cell: str, day: date) -> None:
    moment = Times().read(cell)
    assert moment is not None
    assert moment.at.date() == day


@pytest.mark.parametrize(
    ("cell", "month", "day"),
    [
        ("July 16", 7, 16), ("18 января", 1, 18), ("18 tháng Tám", 8, 18), ("9月13日", 9, 13),
        ("11 septembre", 9, 11), ("28 sept.", 9, 28), ("25 de setembro", 9, 25), ("5 maj", 5, 5),
        ("18. August", 8, 18), ("13 de septiembre", 9, 13),
        ("1er août", 8, 1),
    ],
)  # fmt: skip
def test_the_days_of_tiktok_are_read_in_the_language_of_its_user(
    tmp_path: Path, cell: str, month: int, day: int
) -> None:
    assert with_years([cell], until=date(2026, 12, 1)) == [date(2026, month, day)]
    header = "Date,Video Views,Profile Views,Likes,Comments,Shares"
    data = made.bom(made.table(header, [(cell, 10, 1, 2, -4, 0)], quoting=1))
    read = read_bytes(tmp_path, data, "Overview_2025-12-02_1796169600_moulin.demo.csv")
    assert [(r.day and (r.day.month, r.day.day)) for r in read.readings] == [(month, day)]


@pytest.mark.parametrize(
    ("views", "rate"), [("28\u202f000", "62,1"), ("28.000", "62,1"), ("28 000", "62,1 %")]
)
def test_numbers_are_read_as_the_language_writes_them(
    tmp_path: Path, views: str, rate: str
) -> None:
    header = ["Contenu", "Titre de la vidéo", "Heure de publication de la vidéo", "Vues",
              "Pourcentage moyen regardé (%)"]  # fmt: skip
    rows = [("dQdemoAAAA1", "Le fournil", "28 sept. 2026", views, rate)]
    read = read_bytes(tmp_path, written(header, rows))
    assert dict(read.readings[0].values) == {
        "views": 28000, "avg_pct_viewed": pytest.approx(0.621)
    }  # fmt: skip
