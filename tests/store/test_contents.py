"""What slots say, who agreed, and where they were moved, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.store.test_plans import DAY, HOUR, a_plan, a_slot

from balise.domain.content import Attachment, Comment, Content
from balise.domain.version import SlotTouch
from balise.errors import ContentChangedError, RecordNotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable

    from balise.store.repository import DjangoStore

DOOR = Attachment(
    digest="d" * 64, name="Été.jpg", media_type="image/jpeg", width=3, height=2, bytes=9
)


@pytest.fixture
def planned(store: DjangoStore) -> DjangoStore:
    store.keep_plan("park", a_plan(a_slot(1), a_slot(2), a_slot(3)), made_at=DAY)
    return store


def said(text: str, slot: str = "s1", **facts: object) -> Content:
    return replace(Content(slot_id=slot, text=text, by="Zoé", at=DAY), **facts)  # type: ignore[arg-type]


def agreed(slot: str = "s1", content_hash: str | None = None) -> SlotTouch:
    return SlotTouch(
        slot_id=slot, at=DAY + HOUR, by="Ana", state="approved", content_hash=content_hash
    )


def state(store: DjangoStore, slot: str = "s1") -> str:
    plan = store.plans("park")[-1].plan
    return next(one.state for one in plan.slots if one.slot_id == slot)


def test_each_content_is_kept_as_it_was_written(planned: DjangoStore) -> None:
    first = said(
        "Ouvert dimanche 🎉", media=(replace(DOOR, alt="Une porte"),), hashtags=("#été",),
        cta="visit", link="https://example.org/a", language="fr",
    )  # fmt: skip
    assert planned.write_content("park", first) == replace(first, revision=1)
    again = planned.write_content("park", said("Fermé", at=DAY + HOUR))
    assert again.revision == 2
    assert planned.revisions("park", "s1") == (replace(first, revision=1), again)
    planned.write_content("park", said("Hello", "s2"))
    assert {name: one.text for name, one in planned.contents("park").items()} == {
        "s1": "Fermé", "s2": "Hello",
    }  # fmt: skip
    assert planned.contents("other") == {}


def test_the_very_same_content_is_kept_once_until_it_was_another(planned: DjangoStore) -> None:
    texts = ["a", "a", "b", "a"]
    kept = [planned.write_content("park", said(text)).revision for text in texts]
    assert kept == [1, 1, 2, 3]


def test_what_no_database_keeps_is_seen_and_hashed_as_it_is_kept(planned: DjangoStore) -> None:
    kept = planned.write_content("park", said("a\0b\ud83d", hashtags=("#\0",)))
    assert (kept.text, kept.hashtags) == ("a\ufffdb\ufffd", ("#\ufffd",))
    planned.touch_slot("park", agreed(content_hash=kept.content_hash))
    assert state(planned) == "approved"


def test_an_approval_holds_for_what_was_read_and_for_nothing_else(planned: DjangoStore) -> None:
    read = planned.write_content("park", said("Open at nine"))
    planned.write_content("park", said("Open at ten"))
    with pytest.raises(ContentChangedError, match="s1 was changed since you read it"):
        planned.touch_slot("park", agreed(content_hash=read.content_hash))
    assert state(planned) == "planned"
    assert planned.touch_slot("park", agreed()).content_hash == (
        planned.contents("park")["s1"].content_hash
    )
    assert state(planned) == "approved"


def test_an_approval_of_nothing_is_told_from_one_of_a_text(planned: DjangoStore) -> None:
    assert planned.touch_slot("park", agreed("s2", "")).content_hash is None
    planned.write_content("park", said("Hello", "s3"))
    with pytest.raises(ContentChangedError):
        planned.touch_slot("park", agreed("s3", ""))


def test_writing_something_else_takes_an_approval_back_and_the_log_tells_why(
    planned: DjangoStore,
) -> None:
    planned.write_content("park", said("Open"))
    planned.touch_slot("park", agreed())
    planned.write_content("park", said("Open", at=DAY + 2 * HOUR))
    assert state(planned) == "approved"  # the same words
    planned.write_content("park", said("Closed", at=DAY + 2 * HOUR))
    assert state(planned) == "planned"
    last = planned.touches("park")[-1]
    assert (last.by, last.state, last.why, last.plan_number) == ("Zoé", "planned", "written", 1)


def test_what_was_approved_in_the_plan_before_is_taken_back_too(store: DjangoStore) -> None:
    store.keep_plan("park", a_plan(a_slot(1, state="approved")), made_at=DAY)
    store.write_content("park", said("New"))
    assert state(store) == "planned"


def test_only_what_asks_for_changes_takes_an_approval_back(planned: DjangoStore) -> None:
    planned.touch_slot("park", agreed())
    note = Comment(slot_id="s1", by="Luc", at=DAY + HOUR, text="Bien !\0")
    assert planned.comment("park", note).text == "Bien !\ufffd"
    assert state(planned) == "approved"
    wish = Comment(slot_id="s1", by="Luc", at=DAY + 2 * HOUR, text="Plus court", voice="changes")
    assert planned.comment("park", wish) == wish
    assert state(planned) == "planned"
    assert planned.touches("park")[-1].why == "asked"
    ready = Comment(slot_id="s2", by="Ana", at=DAY + 2 * HOUR, text="", voice="ready")
    planned.touch_slot("park", agreed("s2"))
    assert planned.comment("park", ready) == ready
    assert (state(planned, "s2"), planned.comments("park", "s2")) == ("approved", (ready,))
    assert [one.text for one in planned.comments("park", "s1")] == ["Bien !\ufffd", "Plus court"]
    assert planned.comments("park", "s3") == ()
    assert len(planned.comments("park")) == 3


def test_nothing_is_written_for_slots_and_brands_that_are_not_there(planned: DjangoStore) -> None:
    planned.keep_plan("other", a_plan(a_slot(9)), made_at=DAY)
    for brand, slot in (("park", "s9"), ("other", "s1"), ("nobody", "s1"), ("park", "")):
        with pytest.raises(RecordNotFoundError):
            planned.write_content(brand, said("x", slot))
        with pytest.raises(RecordNotFoundError):
            planned.comment(brand, Comment(slot_id=slot, by="", at=DAY, text="x"))
    assert planned.contents("park") == planned.contents("other") == {}


def test_a_slot_is_where_it_was_moved_to_and_the_plan_as_it_was_kept(planned: DjangoStore) -> None:
    digest = planned.plans("park")[0].digest
    there = a_slot(1, publish_at=DAY + timedelta(days=3), touch="moved", kind="image")
    done = SlotTouch(slot_id="s1", at=DAY, by="Ana", touch="moved", slot=there, why="moved")
    assert planned.touch_slot("park", done) == replace(done, plan_number=1)
    (kept,) = planned.plans("park")
    assert repr(kept.plan.slots[-1]) == repr(there)  # in order of time
    assert [one.slot_id for one in kept.plan.slots] == ["s2", "s3", "s1"]
    assert kept.digest == digest
    assert repr(planned.touches("park")[0].slot) == repr(there)


def test_a_slot_that_is_moved_is_to_be_approved_anew_whatever_the_clocks_say(
    planned: DjangoStore,
) -> None:
    planned.touch_slot("park", agreed())
    there = a_slot(1, publish_at=DAY + 9 * HOUR)
    done = planned.touch_slot("park", SlotTouch(slot_id="s1", at=DAY, slot=there, why="moved"))
    assert (done.state, done.at) == ("planned", DAY + HOUR)
    slot = planned.plans("park")[0].plan.slots[-1]
    assert (slot.slot_id, slot.state, slot.publish_at) == ("s1", "planned", there.publish_at)
    planned.touch_slot("park", agreed())
    assert state(planned) == "approved"  # there


def test_a_slot_of_a_persons_own_is_in_the_plan_and_can_be_written_and_skipped(
    planned: DjangoStore,
) -> None:
    mine = a_slot(0, slot_id="mine")
    done = SlotTouch(slot_id="mine", at=DAY, by="Ana", slot=mine, why="added")
    planned.touch_slot("park", done)
    slots = planned.plans("park")[0].plan.slots
    assert [one.slot_id for one in slots] == ["mine", "s1", "s2", "s3"]
    planned.write_content("park", said("Mine", "mine"))
    planned.touch_slot("park", SlotTouch(slot_id="mine", at=DAY + HOUR, state="skipped"))
    assert state(planned, "mine") == "skipped"


def test_a_brand_has_its_own_files_alone(planned: DjangoStore) -> None:
    for _ in range(2):
        planned.keep_attachment("park", DOOR, by="Ana", at=DAY)
    assert planned.attachments("park", [DOOR.digest, "x", "\0"]) == {DOOR.digest: DOOR}
    assert planned.attachments("other", [DOOR.digest]) == {}
    film = replace(DOOR, digest="e" * 64, media_type="video/mp4", seconds=12.5, bytes=1 << 40)
    planned.keep_attachment("park", film, by="Ana", at=DAY)
    assert planned.attachments("park", [film.digest]) == {film.digest: film}
    kept = planned.write_content("park", said("Film", media=(replace(film, captions="c" * 64),)))
    assert planned.contents("park")["s1"] == kept
    assert kept.media[0].captions == "c" * 64


def test_of_an_approval_and_a_text_at_once_one_comes_after_the_other(
    where: str, opened: Callable[[str], DjangoStore]
) -> None:
    store = opened(where)
    store.keep_plan("park", a_plan(a_slot(1)), made_at=DAY)
    store.write_content("park", said("0"))

    def write(n: int) -> None:
        mine = opened(where)
        mine.write_content("park", said(str(n), at=DAY + n * HOUR))
        mine.close()

    def agree(n: int) -> None:
        mine = opened(where)
        mine.touch_slot("park", replace(agreed(), at=DAY + n * HOUR))
        mine.close()

    with ThreadPoolExecutor(4) as pool:
        for work in [pool.submit(write if n % 2 else agree, n) for n in range(1, 13)]:
            work.result()
    revisions = store.revisions("park", "s1")
    assert [one.revision for one in revisions] == list(range(1, 8))
    agreements = [one for one in store.touches("park") if one.state == "approved"]
    assert {one.content_hash for one in agreements} <= {one.content_hash for one in revisions}
    if state(store) == "approved":  # whoever came last, it is of the words that stand there now
        assert agreements[-1].content_hash == revisions[-1].content_hash
