"""Files in, once and whole."""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from tests.store.making import START, a_post, a_reading, batch, put

from balise.domain.post import Link
from balise.domain.reading import Batch, Finding, Reading
from balise.errors import ImportRunningError, RecordNotFoundError

if TYPE_CHECKING:
    from balise.store.repository import DjangoStore


def test_it_gives_back_what_came_in(store: DjangoStore) -> None:
    post = a_post(
        1, title="T", url="https://x.org/1", hashtags=("ad", "été"), mentions=("ann",), cta="buy",
        links=(Link(url="https://y.org", utm=(("utm_source", "x"),)),), pillar="p", campaign="c",
        language="fr", duration_s=3.5, is_paid=False, is_reply=True, is_repost=True, followers=12.0,
    )  # fmt: skip
    reading = a_reading(1, reactions=3, views=10)
    put(store, "a", Batch(posts=(post,), readings=(reading,)))
    (found,) = store.posts("park")
    assert found.post == post
    assert found.values == {"reactions": 3, "views": 10}
    assert found.as_of == reading.as_of
    assert store.post("park", "x:1") == found
    assert store.readings("park", "x:1") == (reading,)


def test_it_reports_what_is_new(store: DjangoStore) -> None:
    report = put(store, "a", batch(1, 2), batch(2, 3))
    assert (report.rows, report.posts, report.readings, report.duplicates) == (4, 3, 3, 1)
    assert store.imports("park") == (report,)


def test_the_same_file_twice_changes_nothing(store: DjangoStore) -> None:
    put(store, "a", batch(1, 2))
    before = list(store.posts("park"))
    again = put(store, "a", batch(1, 2, 3))
    assert again.already_imported
    assert again.posts == 2
    assert list(store.posts("park")) == before
    assert store.known_import("park", "a") == again
    assert store.known_import("park", "b") is None
    assert store.known_import("other", "a") is None


def test_the_same_rows_in_another_file_are_duplicates(store: DjangoStore) -> None:
    put(store, "a", batch(1, 2))
    report = put(store, "b", batch(1, 2))
    assert (report.posts, report.readings, report.duplicates) == (0, 0, 2)


def test_a_later_export_adds_readings(store: DjangoStore) -> None:
    put(store, "a", batch(1))
    later = a_reading(1, after_days=30, views=50)
    report = put(store, "b", Batch(posts=(a_post(1),), readings=(later,)))
    assert (report.posts, report.readings, report.duplicates) == (0, 1, 0)
    (found,) = store.posts("park")
    assert found.values == {"reactions": 1, "views": 50}
    assert found.as_of == later.as_of
    assert len(store.readings("park", "x:1")) == 2


def test_an_older_export_does_not_hide_newer_figures(store: DjangoStore) -> None:
    put(store, "new", Batch(posts=(a_post(1),), readings=(a_reading(1, after_days=30, views=50),)))
    put(store, "old", Batch(posts=(a_post(1),), readings=(a_reading(1, after_days=3, views=5),)))
    (found,) = store.posts("park")
    assert found.values == {"views": 50}


def test_the_version_with_more_facts_holds(store: DjangoStore) -> None:
    put(store, "month", Batch(posts=(a_post(1, precision="month", text="A long text indeed"),)))
    put(store, "second", Batch(posts=(a_post(1, text="short"),)))
    put(store, "day", Batch(posts=(a_post(1, precision="day", text="Another long text"),)))
    (found,) = store.posts("park")
    assert (found.post.precision, found.post.text) == ("second", "short")
    put(store, "edited", Batch(posts=(a_post(1, text="SHORT"),)))
    (found,) = store.posts("park")
    assert found.post.text == "SHORT"


def test_nothing_is_seen_before_the_file_is_whole(store: DjangoStore) -> None:
    put(store, "a", batch(1))
    with store.importing("park", source="b.csv", format_="x", digest="b") as writer:
        writer.write(batch(2, 3))
        assert [found.post.uid for found in store.posts("park")] == ["x:1"]
        assert len(store.imports("park")) == 1
    assert [found.post.uid for found in store.posts("park")] == ["x:1", "x:2", "x:3"]


def test_a_stream_does_not_change_under_its_reader(
    store: DjangoStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("balise.store.repository.BATCH", 2)
    put(store, "a", batch(1, 2, 3, 4, 5))
    stream = iter(store.posts("park"))
    first = next(stream).post.uid
    put(store, "b", batch(6, 7))
    assert [first, *(found.post.uid for found in stream)] == [f"x:{n}" for n in range(1, 6)]


def test_posts_of_the_same_moment_are_all_streamed(
    store: DjangoStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("balise.store.repository.BATCH", 2)
    put(store, "a", Batch(posts=tuple(a_post(n, published_at=START) for n in range(7))))
    assert {found.post.uid for found in store.posts("park")} == {f"x:{n}" for n in range(7)}


def test_an_exception_leaves_nothing(store: DjangoStore) -> None:
    def broken() -> None:
        with store.importing("park", source="a.csv", format_="x", digest="a") as writer:
            writer.write(batch(1, 2))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken()
    assert store.brands() == ()
    assert _rows(store) == 0
    assert put(store, "a", batch(1)).posts == 1


def test_the_same_file_cannot_be_imported_twice_at_once(store: DjangoStore) -> None:
    with (
        store.importing("park", source="a.csv", format_="x", digest="a"),
        pytest.raises(ImportRunningError, match=r"a\.csv"),
        store.importing("park", source="a.csv", format_="x", digest="a"),
    ):
        pass


def test_two_files_at_once_are_both_seen(store: DjangoStore) -> None:
    with store.importing("park", source="a.csv", format_="x", digest="a") as one:
        one.write(batch(1, 2))
        with store.importing("park", source="b.csv", format_="x", digest="b") as other:
            other.write(batch(2, 3))
        one.write(batch(4))
    assert [found.post.uid for found in store.posts("park")] == ["x:1", "x:2", "x:3", "x:4"]


def test_an_import_that_was_removed_writes_no_more(store: DjangoStore) -> None:
    from balise.store import leftovers  # noqa: PLC0415 - Django comes with a store only

    def removed() -> None:
        with store.importing("park", source="a.csv", format_="x", digest="a") as writer:
            writer.write(batch(1))
            leftovers.remove(store.place, writer._record.pk)  # type: ignore[attr-defined]
            writer.write(batch(2))

    with pytest.raises(RecordNotFoundError, match="import"):
        removed()
    assert _rows(store) == 0


def test_a_file_of_no_rows_is_an_import(store: DjangoStore) -> None:
    report = put(store, "a", Batch())
    assert (report.rows, report.posts) == (0, 0)
    assert store.brands() == ("park",)
    assert list(store.posts("park")) == []
    assert list(store.account_days("park")) == []


def test_what_is_no_file_needs_no_digest(store: DjangoStore) -> None:
    put(store, "", batch(1))
    put(store, "", batch(2))
    assert len(list(store.posts("park"))) == 2
    assert store.known_import("park", "") is None


def test_a_brand_does_not_see_another(store: DjangoStore) -> None:
    put(store, "a", batch(1))
    put(store, "a", batch(1, 2), brand="lake")
    assert store.brands() == ("lake", "park")
    assert len(list(store.posts("park"))) == 1
    assert [account.brand for account in store.accounts("lake")] == ["lake"]
    with pytest.raises(RecordNotFoundError, match="lake, park"):
        store.accounts("hill")


def test_findings_are_kept_in_order(store: DjangoStore) -> None:
    found = tuple(
        Finding(file="a.csv", line=n, column="Date", code="id-missing", message="\0 no id",
                params={"n": str(n)}, drops_row=True)
        for n in range(3)
    )  # fmt: skip
    report = put(store, "a", Batch(findings=found))
    assert [finding.line for finding in store.findings("park")] == [0, 1, 2]
    assert report.findings == tuple(store.findings("park"))
    assert report.findings[0].message == "\ufffd no id"


def test_new_accounts_take_the_zone_of_the_import(store: DjangoStore) -> None:
    with store.importing(
        "park", source="a", format_="x", digest="a", timezone="Europe/Brussels"
    ) as writer:
        writer.write(batch(1))
    put(store, "b", batch(2), Batch(posts=(a_post(9, account="other"),)))
    assert [(one.id, one.timezone) for one in store.accounts("park")] == [
        ("x:other", "UTC"),
        ("x:shop", "Europe/Brussels"),
    ]


def test_day_series_make_their_account_known(store: DjangoStore) -> None:
    def day(n: int, as_of: int, **values: float) -> Reading:
        return Reading(
            post_uid="account:instagram:a:b", as_of=START + timedelta(days=as_of), values=values,
            basis="day", source="meta", day=date(2026, 1, n),
        )  # fmt: skip

    total = Reading(post_uid="account:instagram:a:b", as_of=START, values={"followers": 9.0})
    put(store, "a", Batch(readings=(day(2, 9, reach=5), day(1, 9, reach=4), total)))
    put(store, "b", Batch(readings=(day(2, 20, reach=6), day(2, 20, views=3))))
    assert [account.id for account in store.accounts("park")] == ["instagram:a:b"]
    found = [(one.account, one.day, one.values) for one in store.account_days("park")]
    assert found == [
        ("a:b", None, {"followers": 9.0}),
        ("a:b", date(2026, 1, 1), {"reach": 4.0}),
        ("a:b", date(2026, 1, 2), {"reach": 6.0, "views": 3.0}),
    ]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("a\0b", "a\ufffdb"),
        ("lone \ud83d half", "lone \ufffd half"),
        ("pair \ud83d\ude00", "pair 😀"),
        ("👩\u200d👩\u200d👧 été", "👩\u200d👩\u200d👧 été"),
        (r"the six signs \u0000", r"the six signs \u0000"),
    ],
)
def test_every_text_can_be_kept(store: DjangoStore, said: str, kept: str) -> None:
    put(store, "a", Batch(posts=(a_post(1, text=said, title=said, hashtags=(said,)),)))
    (found,) = store.posts("park")
    assert (found.post.text, found.post.title, found.post.hashtags) == (kept, kept, (kept,))


def test_enormous_texts_and_ids_are_kept(store: DjangoStore) -> None:
    text = "#" + "é" * 300_000
    uid = "x:" + "é" * 50_000
    put(store, "a", Batch(
        posts=(a_post(1, text=text, uid=uid),),
        readings=(Reading(post_uid=uid, as_of=START, values={"views": 1.0}),),
    ))  # fmt: skip
    (found,) = store.posts("park")
    assert found.post.text == text
    assert found.values == {"views": 1}
    assert found.post.uid.startswith("x:ééé")


def test_figures_that_are_no_numbers_are_not_known(store: DjangoStore) -> None:
    reading = a_reading(1, views=math.nan, reach=math.inf, shares=2)
    post = a_post(1, duration_s=math.nan, followers=math.inf)
    put(store, "a", Batch(posts=(post,), readings=(reading,)))
    (found,) = store.posts("park")
    assert found.values == {"shares": 2}
    assert (found.post.duration_s, found.post.followers) == (None, None)


def test_a_post_without_a_reading_has_no_figures(store: DjangoStore) -> None:
    put(store, "a", Batch(posts=(a_post(1),)))
    (found,) = store.posts("park")
    assert (found.values, found.as_of) == ({}, found.post.published_at)


def test_daily_readings_are_no_totals(store: DjangoStore) -> None:
    daily = Reading(
        post_uid="x:1", as_of=START, values={"views": 1.0}, basis="day", day=date(2026, 1, 5)
    )
    put(store, "a", Batch(posts=(a_post(1),), readings=(daily,)))
    (found,) = store.posts("park")
    assert found.values == {}


def _rows(store: DjangoStore) -> int:
    from balise.store import models  # noqa: PLC0415 - Django comes with a store only

    alias = store.place.alias
    tables = (
        models.Import,
        models.PostVersion,
        models.Reading,
        models.StoredFinding,
        models.Touched,
    )
    return sum(table._default_manager.using(alias).count() for table in tables)
