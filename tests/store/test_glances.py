"""What is told of brands at a glance, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tests.store.making import START, a_post, a_reading, put
from tests.unit.web.planned import a_plan, a_slot

from balise.domain.content import Comment, Content
from balise.domain.job import Job
from balise.domain.reading import Batch, Finding
from balise.domain.seen import Sight
from balise.domain.tag import Tag
from balise.domain.version import SlotTouch

if TYPE_CHECKING:
    from balise.store.repository import DjangoStore

NOW = datetime(2026, 12, 9, 8, tzinfo=UTC)


def test_a_mark_changes_with_what_is_kept_and_with_nothing_else(store: DjangoStore) -> None:
    put(store, "a", Batch(posts=(a_post(1),), rows=1))
    put(store, "b", Batch(posts=(a_post(1),), rows=1), brand="other")
    before = store.marks(["park", "other"])
    assert store.marks(["park", "other"]) == before
    put(store, "c", Batch(posts=(a_post(2),), rows=1))
    after = store.marks(["park", "other"])
    assert after["park"] != before["park"]
    assert after["other"] == before["other"]
    assert store.marks(["nobody"])["nobody"]


def test_a_mark_changes_when_work_ends_and_when_a_post_gets_a_text_or_an_ask(
    store: DjangoStore,
) -> None:
    put(store, "a", Batch(posts=(a_post(1),), rows=1))
    store.keep_plan("park", a_plan(a_slot(1, NOW)), made_at=NOW)
    marks = [store.marks(["park"])["park"]]
    store.keep_job(Job(id="a", brand="park", kind="learn", asked_at=NOW))
    assert store.marks(["park"])["park"] == marks[-1], "nothing is told of what waits"
    store.cancel_job("park", "a")
    marks.append(store.marks(["park"])["park"])
    store.write_content("park", Content(slot_id="s1", text="Open on Sunday.", at=NOW))
    marks.append(store.marks(["park"])["park"])
    planned = Comment(slot_id="s1", by="ana", at=NOW, text="")
    store.comment("park", planned)
    assert store.marks(["park"])["park"] == marks[-1], "nothing is asked by a note"
    store.comment("park", replace(planned, voice="ready"))
    marks.append(store.marks(["park"])["park"])
    assert len({*marks}) == 4


def test_work_that_ends_and_a_text_leave_what_a_look_back_reads_as_it_is(
    store: DjangoStore,
) -> None:
    put(store, "a", Batch(posts=(a_post(1),), rows=1))
    store.keep_plan("park", a_plan(a_slot(1, NOW)), made_at=NOW)
    before = store.marks(["park"])["park"].split(":")
    store.keep_job(Job(id="a", brand="park", kind="learn", asked_at=NOW))
    store.cancel_job("park", "a")
    store.write_content("park", Content(slot_id="s1", text="Open on Sunday.", at=NOW))
    after = store.marks(["park"])["park"].split(":")
    assert (before[0], before[1] == after[1]) == (after[0], False)
    store.touch_slot("park", SlotTouch(slot_id="s1", at=NOW, by="ana", state="skipped"))
    assert store.marks(["park"])["park"].split(":")[0] != after[0]
    uid = next(iter(store.posts("park"))).post.uid
    last = store.marks(["park"])["park"].split(":")[0]
    store.tag("park", [Tag(uid=uid, field="pillar", value="news", confirmed_at=NOW)])
    assert store.marks(["park"])["park"].split(":")[0] != last, "a tag changes what a post is"


def test_who_reads_the_review_changes_only_the_last_part(store: DjangoStore) -> None:
    put(store, "a", Batch(posts=(a_post(1),), rows=1))
    before = store.marks(["park"])["park"].split(":")
    store.see("park", "ana", "review", now=Sight(at=NOW), before=None)
    after = store.marks(["park"])["park"].split(":")
    assert before[:2] == after[:2]
    assert before[2] != after[2]
    store.see("park", "ana", "home", now=Sight(at=NOW), before=None)
    assert store.marks(["park"])["park"].split(":") == after, "home is looked at all day"


def test_posts_since_a_moment_are_those_and_no_others(store: DjangoStore) -> None:
    numbers = range(10)
    put(store, "a", Batch(posts=tuple(map(a_post, numbers)),
                          readings=tuple(map(a_reading, numbers)), rows=10))  # fmt: skip
    found = store.posts_since("park", START + timedelta(hours=25))
    assert [one.post.uid for one in found] == [f"x:{n}" for n in range(5, 10)]
    assert found[0].values == {"reactions": 5.0}


def test_only_what_was_left_out_lately_is_told(store: DjangoStore) -> None:
    lost, seen = (
        Finding(file="f", line=n, column="c", code="time-missing", message="m", drops_row=drops)
        for n, drops in ((1, True), (2, False))
    )
    put(store, "a", Batch(posts=(a_post(1),), findings=(lost, seen), rows=3))
    now = datetime.now(UTC)
    assert [one.line for one in store.lost_since("park", now - timedelta(days=1))] == [1]
    assert store.lost_since("park", now + timedelta(days=1)) == ()


def test_each_person_has_a_sight_of_each_page(store: DjangoStore) -> None:
    put(store, "a", Batch(posts=(a_post(1),), rows=1))
    assert store.seen("park", "ana", "home") is None
    first, second = (Sight(at=NOW + timedelta(days=n), chances={"a": n / 2}) for n in (0, 1))
    store.see("park", "ana", "home", now=first, before=None)
    store.see("park", "ana", "home", now=second, before=first)
    assert store.seen("park", "ana", "home") == (second, first)
    assert store.seen("park", "ben\x00", "home") is None
    assert store.seen_at("park", "home") == second.at
    assert store.seen_at("park", "review") is None
