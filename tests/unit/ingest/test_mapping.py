"""A table that no layout knows: what is suggested for it, and what a mapping makes of it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.unit.ingest import exports_made as made
from tests.unit.ingest.reads import Read

from balise.errors import (
    FileEmptyError,
    FormatRefusedError,
    MappingColumnError,
    MappingError,
    MappingKeyError,
    MappingLackError,
    MappingSyntaxError,
    MappingValueError,
    OtherFileError,
    TableMissingError,
)
from balise.ingest import open_export, suggest
from balise.ingest.layout import Context
from balise.ingest.mapping import TableMapping
from balise.ingest.mapping_check import load, parse
from balise.ingest.mapping_text import toml
from balise.words import LANGUAGES, Speech

AGENCY = """Rapport de l'agence

Date;Réseau;Lien;Légende;Format;Nb de likes;Commentaires;Impressions totales;Coût
03/04/2026 10:00;Pinterest;https://www.pinterest.fr/pin/123456789/;Joli coin;Épingle;12;3;1.234;4,5
04/04/2026 18:00;Insta;https://www.instagram.com/p/DQCCXyAAAAA/;Autre coin;Carrousel;9;1;2.234;3,25
05/04/2026 18:30;Google;https://example.org/5;Horaires du printemps;Texte;1;0;50;0
"""
BRUSSELS = "Europe/Brussels"


def write(folder: Path, data: str | bytes, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def read_as(path: Path, mapping: TableMapping | None, zone: str = "UTC") -> Read:
    """Read a file by a mapping."""
    export = open_export(path, mapping)
    batches = list(export.batches(Context.of((), timezone=zone)))
    return Read(
        format=export.format,
        posts=[post for batch in batches for post in batch.posts],
        readings=[reading for batch in batches for reading in batch.readings],
        findings=[found for batch in batches for found in batch.findings],
        rows=sum(batch.rows for batch in batches),
    )


def codes_of(read: Read) -> list[str]:
    return [code for code in read.codes if code != "account-unknown"]


def suggested(path: Path, language: str = "en") -> TableMapping:
    return parse(toml(suggest(path), Speech(language), "balise import FILE --map MAPPING"))


KNOWN = {
    "meta.instagram.posts", "meta.instagram.stories", "meta.facebook.posts", "x.tweets",
    "x.content", "tiktok.business.videos", "youtube.videos",
}  # fmt: skip


@pytest.mark.parametrize(
    "export",
    [m for m in made.MADE if m.format in KNOWN and m.name != "wrapped.csv"],
    ids=lambda export: export.name,
)
def test_a_suggestion_that_nobody_edits_reads_the_same_posts_as_the_layout(
    export: made.Made, tmp_path: Path
) -> None:
    path = write(tmp_path, export.make(), export.name)
    usual = read_as(path, None)
    mapped = read_as(path, suggested(path))
    assert mapped.posts == usual.posts
    assert len(mapped.posts) == export.posts
    assert [(r.post_uid, r.as_of, r.basis) for r in mapped.readings] == [
        (r.post_uid, r.as_of, r.basis) for r in usual.readings
    ]
    for ours, theirs in zip(mapped.readings, usual.readings, strict=True):
        assert dict(ours.values) == pytest.approx(dict(theirs.values))
    assert mapped.rows == usual.rows
    assert mapped.dropped == usual.dropped


def test_it_reads_the_sheet_of_an_agency_with_posts_of_several_networks(tmp_path: Path) -> None:
    path = write(tmp_path, AGENCY)
    with pytest.raises(MappingError):
        open_export(path, parse('[columns]\nWhen = "published"\nLikes = "reactions"'))
    read = read_as(path, suggested(path), BRUSSELS)
    assert [(post.uid, post.kind) for post in read.posts] == [
        ("pinterest:123456789", "image"),
        ("instagram:DQCCXyAAAAA", "carousel"),
        ("other:url:" + read.posts[2].uid.rpartition(":")[2], "text"),
    ]
    assert read.posts[0].published_at == datetime(2026, 4, 3, 8, 0, tzinfo=UTC)
    assert read.values("pinterest:123456789") == {
        "reactions": 12, "comments": 3, "impressions": 1234,
    }  # fmt: skip
    assert read.rows == 3
    google = suggest(path).networks["Google"]
    assert (google.value, google.sure) == ("other", "unknown")
    silent = replace(suggested(path), networks={})
    assert "network-unknown" in read_as(path, silent, BRUSSELS).codes


def test_every_line_of_a_suggestion_says_what_was_recognised_and_how_sure(tmp_path: Path) -> None:
    for language in LANGUAGES:
        text = toml(suggest(write(tmp_path, AGENCY)), Speech(language), "balise import …")
        settings = [x for x in text.splitlines() if "=" in x and not x.startswith("#")]
        assert len(settings) > 12
        assert all("  # " in line for line in settings)
        assert parse(text).columns["Nb de likes"] == "reactions"
    told = {column.key: column for column in suggest(write(tmp_path, AGENCY)).columns}
    assert (told["Date"].sure, told["Nb de likes"].sure) == ("sure", "likely")
    assert (told["Coût"].field, told["Coût"].sure) == ("ignored", "unknown")
    assert told["Impressions totales"].samples == ("1.234", "2.234", "50")


def test_a_column_of_numbers_without_a_known_name_is_never_taken_for_a_metric(
    tmp_path: Path,
) -> None:
    table = "Date,Link,Zorgl,Blip\n2026-05-01,https://x.com/a/status/1,12,5000\n"
    found = suggest(write(tmp_path, table))
    assert [column.field for column in found.columns] == ["published", "url", "ignored", "ignored"]
    assert found.settings["network"].value == "x"


def test_addresses_of_people_are_not_repeated_in_a_suggestion(tmp_path: Path) -> None:
    table = (
        "Date,Ventes,Client\n2026-05-01,12.50,anne@example.org\n2026-05-02,8.00,+32 470 12 34 56\n"
    )
    found = suggest(write(tmp_path, table))
    assert found.kind == "outcome"
    text = toml(found, Speech("en"), "…")
    assert "anne@" not in text
    assert "470" not in text


def test_where_nothing_tells_day_or_month_the_language_of_the_table_does(tmp_path: Path) -> None:
    rows = "\n03/04/2026,https://example.org/a,9\n"
    english = suggest(write(tmp_path, "Date,Link,Likes" + rows)).settings["date_order"]
    french = suggest(write(tmp_path, "Date,Lien,Vues" + rows)).settings["date_order"]
    assert (english.value, english.sure) == ("month", "unknown")
    assert (french.value, french.sure) == ("day", "unknown")


@pytest.mark.parametrize(("order", "day"), [("day", 3), ("month", 4)])
def test_what_the_mapping_says_of_days_holds_against_the_cells(
    order: str, day: int, tmp_path: Path
) -> None:
    table = "When,Where,Hearts\n03/04/2026,https://example.org/a,9\n13/04/2026,https://example.org/b,9\n"
    columns = '[columns]\nWhen = "published"\nWhere = "url"\nHearts = "reactions"'
    text = f'date_order = "{order}"\n{columns}'
    read = read_as(write(tmp_path, table), parse(text))
    assert read.posts[0].published_at.day == day
    assert len(read.posts) == (2 if order == "day" else 1)  # month 13: told, and not turned round
    assert codes_of(read) == ([] if order == "day" else ["time-unreadable"])
    if order == "month":
        assert read.findings[-1].params["value"] == "13/04/2026 (MM/DD)"


def test_what_the_mapping_says_of_the_decimal_sign_holds_against_the_cells(tmp_path: Path) -> None:
    table = "When,Where,Views,Rate\n2026-05-01,https://example.org/a,1.234,0.25\n"
    columns = '[columns]\nWhen = "published"\nWhere = "url"\nViews = "views"\nRate = "saves"'
    comma = read_as(write(tmp_path, table), parse('decimal = ","\n' + columns))
    assert dict(comma.readings[0].values) == {"views": 1234}
    assert codes_of(comma) == ["number-unreadable"]
    point = read_as(write(tmp_path, table), parse('decimal = "."\n' + columns))
    assert dict(point.readings[0].values) == {"views": 1.234, "saves": 0.25}


def test_date_and_time_may_stand_in_two_columns(tmp_path: Path) -> None:
    rows = [("Jour", "Heure", "Lien", "Vues")] + [
        (datetime(2026, 5, 1), hour, f"https://example.org/{i}", 9)  # noqa: DTZ001 - as workbooks do
        for i, hour in enumerate(["18h", "18h30", "6:30 pm", "18.45", "18"])
    ]
    path = write(tmp_path, made.xlsx(Posts=rows), "posts.xlsx")
    text = '[columns]\nJour = "published"\nHeure = "time"\nLien = "url"\nVues = "views"'
    read = read_as(path, parse(text), BRUSSELS)
    assert [post.published_at.strftime("%H:%M") for post in read.posts] == [
        "16:00", "16:30", "16:30", "16:45", "16:00",
    ]  # fmt: skip


def test_constants_words_and_scales_of_the_mapping_hold(tmp_path: Path) -> None:
    table = "d,l,k,h,r\n2026-05-01 10:00,https://pin.example/1,Idée,2.5,1.5\n"
    text = """
network = "pinterest"
account = "atelier"
timezone = "America/Montreal"
basis = "period"
[columns]
d = "published"
l = "url"
k = "kind"
h = "watch_time_s"
r = "ctr_impressions"
[kinds]
"idée" = "story"
[scales]
watch_time_s = 3600
ctr_impressions = 0.01
"""
    read = read_as(write(tmp_path, table), parse(text))
    (post,), (reading,) = read.posts, read.readings
    assert (post.network, post.account, post.kind) == ("pinterest", "atelier", "story")
    assert post.published_at == datetime(2026, 5, 1, 14, tzinfo=UTC)
    assert reading.basis == "period"
    assert dict(reading.values) == pytest.approx({"watch_time_s": 9000, "ctr_impressions": 0.015})
    assert "account-unknown" not in read.codes


def test_columns_may_be_named_by_their_place_where_they_have_no_name_or_share_it(
    tmp_path: Path,
) -> None:
    table = "Date,Likes,Likes,\n2026-05-01,1,2,https://example.org/a\n"
    path = write(tmp_path, table)
    guessed = {column.key for column in suggest(path).columns}
    assert guessed == {"Date", "#2", "#3", "#4"}
    text = '[columns]\nDate = "published"\n"#2" = "reactions"\n"#3" = "saves"\n"#4" = "url"'
    read = read_as(path, parse(text))
    assert dict(read.readings[0].values) == {"reactions": 1, "saves": 2}
    headless = write(tmp_path, "2026-05-01,1,2,https://example.org/a\n", "bare.csv")
    again = read_as(headless, parse("header_row = 0\n" + text.replace("Date", '"#1"')))
    assert dict(again.readings[0].values) == {"reactions": 1, "saves": 2}
    assert again.rows == 1


def test_days_of_an_account_are_read_as_days(tmp_path: Path) -> None:
    table = "Jour;Vues;Nouveaux abonnés\n01/05/2026;1 200;3\n02/05/2026;900;-1\n"
    path = write(tmp_path, table, "threads mai.csv")
    mapping = suggested(path)
    assert (mapping.kind, mapping.network) == ("days", "threads")
    read = read_as(path, replace(mapping, account="atelier"))
    assert {reading.post_uid for reading in read.readings} == {"account:threads:atelier"}
    assert [dict(r.values) for r in read.readings] == [
        {"views": 1200, "follows": 3}, {"views": 900, "follows": -1},
    ]  # fmt: skip


def test_a_sheet_of_a_workbook_is_chosen_by_what_it_holds_or_by_its_name(tmp_path: Path) -> None:
    posts = [("Publié le", "Lien", "J'aime"), ("2026-05-01", "https://example.org/a", 4)]
    book = made.xlsx(Lisez_moi=[("À lire", "d'abord")], Mai=posts, Juin=posts)
    path = write(tmp_path, book, "suivi.xlsx")
    assert suggest(path).settings["sheet"].value == "Mai"
    mapping = suggested(path)
    assert read_as(path, mapping).rows == 1
    both = replace(mapping, sheet="", header_row=None)
    assert read_as(path, both).rows == 2
    with pytest.raises(MappingValueError, match="Mai, Juin"):
        open_export(
            path, parse('sheet = "Avril"\n[columns]\n"Lien" = "url"\n"Publié le" = "published"')
        )


def test_a_column_that_a_later_month_lacks_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    text = '[columns]\nDate = "published"\nLien = "url"\nPartages = "shares"'
    read = read_as(write(tmp_path, "Date,Lien\n2026-05-01,https://example.org/a\n"), parse(text))
    assert len(read.posts) == 1
    assert codes_of(read) == ["mapped-column-missing"]


def test_a_mapping_of_another_table_names_its_line_the_column_and_what_there_is(
    tmp_path: Path,
) -> None:
    text = '# mine\n[columns]\n\n"Lien" = "url"\n"Posté le" = "published"\n'
    path = write(tmp_path, "Date,Lien,Vues\n2026-05-01,https://example.org/a,4\n")
    with pytest.raises(MappingColumnError) as caught:
        open_export(path, parse(text, file="m.toml"))
    assert caught.value.facts["line"] == 5
    assert str(caught.value) == (
        "m.toml, line 5: table.csv has no column Posté le. Its columns are: Date, Lien, Vues."
    )


WRONG = [
    ('kind = "posts"\n[columns\n', MappingSyntaxError, 2, 9, ""),
    ("a = 1\na = 2\n", MappingSyntaxError, 2, None, ""),
    ("x = " + "[" * 5000, MappingSyntaxError, 1, None, ""),
    ("colour = 3\n", MappingKeyError, 1, 1, "columns"),
    ('kind = "post"\n', MappingValueError, 1, 8, "posts"),
    ('network = "Instagram "\n', MappingValueError, 1, 11, "instagram"),
    ('\n  timezone = "Mars/Phobos"\n', MappingValueError, 2, 14, "Europe/Brussels"),
    ('decimal = ";"\n', MappingValueError, 1, 11, ". "),
    ("account = 3\n", MappingValueError, 1, 11, "text"),
    ("columns = 3\n", MappingValueError, 1, 11, "table"),
    ("header_row = -1\n[columns]\nDate = 'published'\n", MappingValueError, 1, 14, "0"),
    ("header_row = true\n[columns]\nDate = 'published'\n", MappingValueError, 1, 14, "0"),
    ("[columns]\n'My Likes' = 'likes'\n", MappingValueError, 2, 14, "reactions"),
    ("[columns]\nDate = ['published']\n", MappingValueError, 2, 8, "published"),
    ("[columns]\nDate = 'published'\n[kinds]\nPin = 'picture'\n", MappingValueError, 4, 7, "image"),
    ("[columns]\nDay = 'published'\n[networks]\nFB = 'meta'\n", MappingValueError, 4, 6, "x"),
    ("[columns]\nDate = 'published'\n[scales]\nviews = 0\n", MappingValueError, 4, 9, "0"),
    ("[columns]\nDate = 'published'\n[scales]\nviews = nan\n", MappingValueError, 4, 9, "0"),
    ("[columns]\nDate = 'published'\n[scales]\nblip = 2\n", MappingKeyError, 4, 1, "published"),
    ("name = 'reach'\nkind = 'outcome'\n", MappingValueError, 1, 8, "metric"),
    ("[columns]\nLink = 'url'\n", MappingLackError, 1, None, "published"),
    ("kind = 'days'\n[columns]\nDate = 'day'\n", MappingLackError, 2, None, "views"),
    ("kind = 'outcome'\n[columns]\nDate = 'day'\n", MappingLackError, 2, None, "count"),
    ("kind = 'outcome'\n[columns]\nSold = 'count'\n", MappingLackError, 2, None, "day"),
    ("", MappingLackError, 1, None, "day"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "error", "line", "column", "allowed"), WRONG)
def test_a_wrong_mapping_is_told_with_its_line_and_what_may_stand_there(
    text: str, error: type[MappingError], line: int, column: int | None, allowed: str
) -> None:
    with pytest.raises(error) as caught:
        parse(text, file="m.toml")
    facts = caught.value.facts
    assert (facts["file"], facts["line"]) == ("m.toml", line)
    assert column is None or facts["column"] == column
    assert allowed in str(caught.value)
    for language in LANGUAGES:
        assert f"m.toml, {'ligne' if language == 'fr' else 'line'} {line}" in Speech(
            language
        ).error(caught.value)


def test_what_is_near_to_a_wrong_word_is_offered_first() -> None:
    with pytest.raises(MappingValueError) as caught:
        parse("[columns]\nDate = 'publish'\n")
    assert str(caught.value.facts["allowed"]).startswith("published, ")


def test_a_mapping_that_is_no_text_or_endless_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MappingSyntaxError) as caught:
        load(write(tmp_path, b"kind = 'posts'\n\xff\xfe", "m.toml"))
    assert caught.value.facts["line"] == 2
    with pytest.raises(ValueError, match="1 MB"):
        load(write(tmp_path, b"#" * (1 << 21), "m.toml"))


def test_a_mapping_may_come_from_any_editor(tmp_path: Path) -> None:
    text = '\ufeff[columns]\r\n"Date" = "published"\r\n"J\'aime" = "reactions"\r\n'
    assert load(write(tmp_path, text, "m.toml")).columns["J'aime"] == "reactions"


def test_private_messages_are_not_read_whatever_a_mapping_says(tmp_path: Path) -> None:
    path = write(tmp_path, "Date,Message Author,Message Text\n2026-05-01,Anne,secret words here\n")
    mapping = parse('[columns]\nDate = "published"\n"Message Text" = "text"')
    with pytest.raises(FormatRefusedError):
        open_export(path, mapping)
    with pytest.raises(FormatRefusedError):
        suggest(path)


def test_nothing_is_suggested_where_there_is_no_table(tmp_path: Path) -> None:
    for data in (b"", b"\x89PNG\r\n\x1a\n", b"just a line\n", json.dumps({"a": 1}).encode()):
        with pytest.raises((TableMissingError, FileEmptyError, OtherFileError)):
            suggest(write(tmp_path, data))


def test_another_mapping_makes_another_import_of_the_same_file(tmp_path: Path) -> None:
    path = write(tmp_path, AGENCY)
    mapping = suggested(path)
    same = open_export(path, suggested(path)).digest
    assert open_export(path, mapping).digest == same
    other = parse('[columns]\nDate = "published"\nLien = "url"')
    assert open_export(path, other).digest != same


def test_hostile_headers_and_cells_come_back_as_they_are_in_valid_toml(tmp_path: Path) -> None:
    evil = ['a"b', "c\\d", "[columns]", "#7", "x = 1", "line\ntwo", "\u2028", "'''", "\x1b[31m"]
    rows = [["Date", "Link", *evil], ["2026-05-01", "https://example.org/a", *evil]]
    path = write(tmp_path, made.table(",".join(["Date"] * 1), []) or "", "x.csv")
    path.write_text(
        "\n".join(",".join('"' + c.replace('"', '""') + '"' for c in row) for row in rows),
        encoding="utf-8",
    )
    text = toml(suggest(path), Speech("en"), "balise\nimport x")
    assert "\x1b" not in text
    mapping = parse(text)
    assert set(mapping.columns.values()) <= {"published", "url", "ignored", "text"}
    assert len(read_as(path, mapping).posts) == 1
