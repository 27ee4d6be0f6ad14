"""What the calendar shows of posts whose time is over: what their accounts show of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.store.making import a_post, a_reading, put
from tests.unit.web.conftest import close
from tests.unit.web.planned import STRATEGY, a_plan, a_slot
from tests.unit.web.reader import PORT, Reader

from balise import coming_out
from balise.coming_out import came_out
from balise.domain.content import Content
from balise.domain.reading import Batch
from balise.domain.team import Who
from balise.errands import errands
from balise.errors import SlotClosedError
from balise.web.site import Site
from balise.workspace import Workspace

DAY = timedelta(days=1)


@pytest.fixture
def space(tmp_path: Path) -> Iterator[Workspace]:
    found = Workspace.open(tmp_path)
    yield found
    close(found)


def lived(space: Workspace) -> tuple[datetime, datetime]:
    """Keep a post that came out, one that did not, one to come and one long over."""
    now = datetime.now(UTC).replace(microsecond=0)
    out, missed, ahead = now - 3 * DAY, now - 2 * DAY, now + DAY
    space.store.keep_strategy("park", STRATEGY, made_at=now - 5 * DAY)
    slots = (a_slot(1, out), a_slot(2, missed), a_slot(3, ahead), a_slot(4, now - 80 * DAY))
    space.store.keep_plan("park", replace(a_plan(*slots), starts=None), made_at=now - 5 * DAY)
    post = a_post(1, published_at=out)
    put(space.store, "f", Batch(
        posts=(post,), readings=(replace(a_reading(1), as_of=now - DAY / 2),), rows=1,
    ))  # fmt: skip
    return out, ahead


def test_what_came_out_last_month_is_known_too(space: Workspace) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    out = now - 40 * DAY
    space.store.keep_strategy("park", STRATEGY, made_at=now - 50 * DAY)
    plan = replace(a_plan(a_slot(1, out)), starts=None)
    space.store.keep_plan("park", plan, made_at=now - 50 * DAY)
    read = (replace(a_reading(1), as_of=now - DAY),)
    put(space.store, "f", Batch(posts=(a_post(1, published_at=out),), readings=read, rows=1))
    reader = Reader(Site(space=space, port=PORT)).inside()
    page = reader.read("/park/calendar/s1").page
    assert ">published</span>" in page.replace("</svg>", ">")


def test_what_came_out_is_closed_and_what_did_not_is_said(space: Workspace) -> None:
    out, ahead = lived(space)
    reader = Reader(Site(space=space, port=PORT)).inside()
    said = {name: reader.read(f"/park/calendar/{name}").page for name in ("s1", "s2", "s3", "s4")}
    for name, word in {
        "s1": "published",
        "s2": "did not come",
        "s3": "to approve",
        "s4": "its time is over",
    }.items():
        assert f">{word}</span>" in said[name].replace("</svg>", ">"), name
    assert "See what a move does" in said["s3"]
    assert "See what a move does" not in said["s1"]
    asked = f"start={out - DAY:%Y-%m-%d}&end={ahead + DAY:%Y-%m-%d}"
    told = {one["id"]: one for one in reader.ask(f"/park/calendar/events?{asked}").json()}
    assert [told[name]["editable"] for name in ("s1", "s2", "s3")] == [False, True, True]
    listed = reader.read(f"/park/calendar?view=list&day={out:%Y-%m-%d}").page
    assert "published" in listed


def test_what_came_out_is_closed_whichever_way_it_is_asked_for(space: Workspace) -> None:
    _, ahead = lived(space)
    refused: dict[str, Callable[[], object]] = {
        "move": lambda: space.move_slot("park", "s1", ahead, by="ana"),
        "write": lambda: space.write_content("park", Content(slot_id="s1", text="Late")),
        "approve": lambda: space.approve_slots("park", ["s1"], by="ana"),
        "approve with others": lambda: space.touch_plan("park", approve=["s3", "s1"]),
        "skip": lambda: space.touch_plan("park", skip=["s1"]),
        "ask": lambda: space.ask_changes("park", "s1", by="ana", comment="No"),
    }
    for name, act in refused.items():
        with pytest.raises(SlotClosedError, match="s1 is published"):
            act()
        assert space.store.touches("park") == (), name
    left = space.touch_plan("park", approve=["all"]).slots
    assert {one.slot_id: one.state for one in left} == {
        "s1": "planned", "s2": "approved", "s3": "approved", "s4": "approved",
    }  # fmt: skip
    space.touch_plan("park", skip=["s2"])
    assert space.touch_plan("park", skip=["s2"]).slots[1].state == "skipped", "once more"


def tonight(space: Workspace) -> None:
    """Keep a post of tonight that came out an hour ago, one left out, and one of next week."""
    now = datetime.now(UTC).replace(microsecond=0)
    space.store.keep_strategy("park", STRATEGY, made_at=now - 5 * DAY)
    slots = (
        a_slot(1, now + DAY / 4),
        a_slot(2, now + DAY / 3, state="skipped"),
        a_slot(3, now + 7 * DAY),
    )
    space.store.keep_plan("park", replace(a_plan(*slots), starts=None), made_at=now - 5 * DAY)
    post = a_post(1, published_at=now - DAY / 24)
    put(space.store, "f", Batch(
        posts=(post,), readings=(replace(a_reading(1), as_of=now - DAY / 48),), rows=1,
    ))  # fmt: skip


def test_what_came_out_before_its_hour_is_closed_though_nothing_else_is_over(
    space: Workspace,
) -> None:
    tonight(space)
    for act in (
        lambda: space.write_content("park", Content(slot_id="s1", text="Late")),
        lambda: space.change_slot("park", "s1", by="ana", kind="image"),
        lambda: space.ask_approval("park", ["s1"], by="ana"),
    ):
        with pytest.raises(SlotClosedError, match="s1 is published"):
            act()
    assert space.unagreed("park") == ("s3",)
    reader = Reader(Site(space=space, port=PORT)).inside()
    said = {name: reader.read(f"/park/calendar/{name}").page for name in ("s1", "s2", "s3")}
    assert ">published</span>" in said["s1"].replace("</svg>", ">")
    assert "See what a move does" in said["s3"]
    assert not any("did not come" in page for page in said.values()), "its hour is still to come"


def test_what_is_left_out_is_not_missed_before_its_hour(space: Workspace) -> None:
    tonight(space)
    assert space.standing("park", now=datetime.now(UTC)).fates == {"s1": "moved", "s2": "to come"}


def test_what_is_out_before_its_hour_waits_for_nobody(space: Workspace) -> None:
    tonight(space)
    now = datetime.now(UTC)
    standing = space.standing("park", now=now)
    assert [
        (one.code, one.n)
        for one in errands(standing, now)
        if one.code in {"approve-now", "approve", "write"}
    ] == [("approve", 1), ("write", 1)]


def test_the_moment_of_asking_says_what_is_out_when_a_post_is_changed(space: Workspace) -> None:
    tonight(space)
    before = datetime.now(UTC) - 2 * DAY
    assert space.try_change("park", "s1", kind="image", now=before).slot.kind == "image"
    with pytest.raises(SlotClosedError):
        space.try_change("park", "s1", kind="image")


def test_a_fault_in_the_look_back_is_not_taken_for_nothing_published(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_told: object, **_more: object) -> None:
        raise IndexError

    assert came_out(space.store, "park", [a_slot(1, datetime.now(UTC))]) == frozenset()
    tonight(space)
    monkeypatch.setattr(coming_out, "execution", broken)
    with pytest.raises(IndexError):
        space.unagreed("park")


def test_a_link_asks_no_answer_to_what_came_out(space: Workspace) -> None:
    lived(space)
    said = Content(slot_id="s1", text="Bread", at=datetime.now(UTC))
    space.store.write_content("park", said)
    space.store.write_content("park", replace(said, slot_id="s3"))
    reader = Reader(Site(space=space, port=PORT)).inside()
    link = space.make_link("park", name="Zoe", by=Who(name="boss", is_master=True))
    client = reader.read(f"/approve/{link.secret}").page
    assert client.count(">published</span>") == 1
    assert 'value="s1"' not in client, "what is out is not to be answered"
    assert 'value="s3"' in client
    assert "its time is over" in client
