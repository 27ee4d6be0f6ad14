"""Looks, notes, kept reports, links and schedules, on each kind of database."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from tests.store.making import batch, put

from balise.domain.branding import Branding, Logo
from balise.domain.estimate import Provenance
from balise.domain.kept_report import KeptReport, Share
from balise.domain.remark import Remark
from balise.domain.report_schedule import ReportSchedule
from balise.errors import RecordNotFoundError

if TYPE_CHECKING:
    from balise.store.repository import DjangoStore

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
DAY = date(2027, 3, 1)
HOUR = timedelta(hours=1)
MADE = Provenance(snapshot="ab", model="cells", seed=0, made_at=NOW)


def a_report(**facts: object) -> KeptReport:
    report = KeptReport(
        brand="park", form="html", language="fr", kpi="engagement", start=DAY, end=DAY,
        made_at=NOW, by="ana", digest="d", size=4, provenance=MADE, is_made_up=True,
    )  # fmt: skip
    return replace(report, **facts)  # type: ignore[arg-type]


def a_share(store: DjangoStore, digest: str = "hash", brand: str = "park") -> Share:
    report = store.keep_report(a_report(brand=brand), b"page")
    share = Share(brand=brand, report=report, made_at=NOW, until=NOW + HOUR, by="ana")
    return store.keep_share(share, digest)


def a_schedule(**facts: object) -> ReportSchedule:
    return replace(ReportSchedule(brand="park", day=1, made_at=NOW), **facts)  # type: ignore[arg-type]


def test_a_look_is_kept_whole_and_the_usual_one_is_given_where_there_is_none(
    store: DjangoStore,
) -> None:
    assert store.branding("park") == Branding()
    logo = Logo(data=bytes(range(256)), form="png", width=30, height=20)
    for look in (Branding(name="Le Parc\u202f!", accent="#7a1f3d", logo=logo), Branding()):
        store.keep_branding("park", look)
        assert store.branding("park") == look
    assert store.branding("other") == Branding()


def test_a_note_takes_the_place_of_that_of_its_section_and_period(store: DjangoStore) -> None:
    first = Remark(section="posts", text="One \0 #ad", by="ana", at=NOW)
    later = replace(first, text="Two", at=NOW + HOUR)
    of_march = replace(first, text="March", about=date(2027, 3, 31))
    top = replace(first, section="changed", text="Top")
    for note in (first, of_march, later, top):
        store.keep_remark("park", note)
    assert [note.text for note in store.remarks("park")] == ["Top", "March", "Two"]
    store.keep_remark("park", replace(of_march, text="  \n"))
    assert [note.text for note in store.remarks("park")] == ["Top", "Two"]
    assert store.remarks("other") == ()


def test_a_report_is_kept_as_it_was_made_and_no_other_brand_has_it(store: DjangoStore) -> None:
    content = bytes(range(256)) * 40
    kept = store.keep_report(a_report(), content)
    assert replace(kept, id=0) == a_report()
    assert store.reports("park") == (kept,)
    found = store.report_file("park", kept.id)
    assert (found.report, found.content) == (kept, content)
    store.keep_report(a_report(brand="other"), b"")
    for ask in (store.report_file, store.forget_report):
        with pytest.raises(RecordNotFoundError):
            ask("other", kept.id)
    store.forget_report("park", kept.id)
    assert store.reports("park") == ()


def test_of_a_schedule_and_a_day_one_report_is_kept(store: DjangoStore) -> None:
    first = store.keep_report(a_report(schedule=7, day=DAY), b"first")
    again = store.keep_report(a_report(schedule=7, day=DAY), b"again")
    assert again == first
    assert store.report_file("park", first.id).content == b"first"
    by_hand = {store.keep_report(a_report(), b"x").id for _ in range(3)}
    assert len(by_hand) == 3


def test_a_link_leads_to_its_report_as_long_as_it_is_open_and_is_counted(
    store: DjangoStore,
) -> None:
    share = a_share(store)
    for n in (1, 2):
        found = store.follow_share("hash", NOW + n * HOUR / 3)
        assert found is not None
        assert (found.content, found.views, found.brand) == (b"page", n, "park")
    assert store.follow_share("hash", NOW + HOUR) is None
    assert store.follow_share("other", NOW) is None
    listed = store.shares("park")
    assert [(one.id, one.views, one.content, one.token) for one in listed] == [
        (share.id, 2, b"", "")
    ]


def test_a_link_that_was_ended_leads_nowhere_and_keeps_its_moment(store: DjangoStore) -> None:
    share = a_share(store)
    ended = store.end_share("park", share.id, at=NOW)
    assert store.end_share("park", share.id, at=NOW + HOUR) == ended
    assert (ended.revoked_at, ended.state(NOW)) == (NOW, "revoked")
    assert store.follow_share("hash", NOW) is None
    with pytest.raises(RecordNotFoundError):
        store.end_share("other", share.id, at=NOW)


def test_with_its_report_a_link_is_gone(store: DjangoStore) -> None:
    share = a_share(store)
    store.forget_report("park", share.report.id)
    assert store.shares("park") == ()
    assert store.follow_share("hash", NOW) is None


def test_a_schedule_is_kept_changed_and_removed_within_its_brand(store: DjangoStore) -> None:
    kept = store.keep_schedule(a_schedule(kpi="views", form="pptx"))
    store.keep_schedule(a_schedule(brand="other"))
    changed = store.keep_schedule(replace(kept, day=15, is_on=False))
    assert store.report_schedules("park") == (changed,)
    assert (changed.id, changed.day, changed.is_on, changed.kpi) == (kept.id, 15, False, "views")
    assert len(store.report_schedules()) == 2
    with pytest.raises(RecordNotFoundError):
        store.keep_schedule(replace(kept, brand="other"))
    with pytest.raises(RecordNotFoundError):
        store.forget_schedule("other", kept.id)
    store.forget_schedule("park", kept.id)
    assert store.report_schedules("park") == ()


def test_a_report_that_is_due_is_taken_on_by_one_until_it_is_settled_or_left(
    store: DjangoStore,
) -> None:
    one = store.keep_schedule(a_schedule())
    later, much_later = NOW + HOUR / 4, NOW + HOUR
    assert store.claim_schedule(one.id, DAY, now=NOW)
    assert not store.claim_schedule(one.id, DAY, now=later)
    assert store.claim_schedule(one.id, DAY, now=much_later)
    store.settle_schedule(one.id, DAY, error="NotEnoughPostsError", facts={"n": "2"})
    assert not store.claim_schedule(one.id, DAY, now=NOW + 9 * HOUR)
    assert store.claim_schedule(one.id, DAY + timedelta(days=7), now=NOW + 9 * HOUR)
    (noted,) = store.report_schedules("park")
    assert (noted.last, noted.error, noted.facts) == (DAY, "NotEnoughPostsError", {"n": "2"})
    store.settle_schedule(one.id, DAY + timedelta(days=7))
    assert store.report_schedules("park")[0].error == ""


def test_one_that_is_off_is_taken_on_by_nobody(store: DjangoStore) -> None:
    one = store.keep_schedule(a_schedule(is_on=False))
    assert not store.claim_schedule(one.id, DAY, now=NOW)


def test_of_many_workers_at_once_one_takes_a_report_on(
    where: str, opened: Callable[[str], DjangoStore]
) -> None:
    store = opened(where)
    one = store.keep_schedule(a_schedule())
    taken: list[bool] = []

    def take() -> None:
        mine = opened(where)
        taken.append(mine.claim_schedule(one.id, DAY, now=NOW))
        mine.close()

    workers = [threading.Thread(target=take) for _ in range(6)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(taken) == [False] * 5 + [True]


def test_what_is_kept_for_reports_makes_no_brand_of_posts(store: DjangoStore) -> None:
    put(store, "a", batch(1, 2))
    store.keep_branding("new", Branding(name="New"))
    assert store.brands() == store.every_brand() == ("park",)
