"""The calendar, read back by a library that is not ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, strategies as st
from icalendar import Calendar
from tests.unit.handoff.making import NOW, brief, briefs, plan, slot

from balise.domain.plan import Plan, Slot
from balise.handoff import hand_off

HOSTILE = (
    'comma, semicolon; back\\slash \\n "quote"\nBEGIN:VEVENT\r\nEND:VCALENDAR',
    "👩‍👩‍👧‍👦 " * 60,
    "السلام عليكم ورحمة الله " * 20,
    "\u202eabc\u2066",
    "a" * 5_000,
    "é" * 75,
    "x\u2028y\u2029z\x85w\x0bv",
    "\x00\x07\x1b[31m\ud800",
    "",
)


def written(of: Plan, language: str = "en", **known: Any) -> bytes:
    known.setdefault("now", NOW)
    (file,) = hand_off(of, known.pop("briefs", briefs(of)), form="ics", language=language, **known)
    assert file.name == "plan.UTC.ics"
    return file.data


def events(data: bytes) -> list[Any]:
    calendar = Calendar.from_ical(data)
    assert calendar.errors == []
    found = list(calendar.walk("VEVENT"))
    assert [one.errors for one in found] == [[] for _ in found]
    return found


def unfolded(data: bytes) -> Iterator[str]:
    yield from data.decode().replace("\r\n ", "").split("\r\n")[:-1]


def test_a_slot_is_an_event_with_all_that_a_team_needs() -> None:
    (event,) = events(written(plan(slot())))
    assert event.decoded("DTSTART") == datetime(2027, 3, 2, 17, 30, tzinfo=UTC)
    assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(minutes=15)
    assert event["SUMMARY"] == "Instagram · image · Three seeds, one pot"
    assert event.decoded("DTSTAMP") == event.decoded("LAST-MODIFIED") == NOW
    assert event["URL"] == "https://example.org/seeds"
    assert event["TRANSP"] == "TRANSPARENT"
    assert [str(one) for one in event["CATEGORIES"].cats] == ["Instagram", "image", "how-to"]
    told = event["DESCRIPTION"].split("\n")
    assert told[0] == "2 March 2027, 18:30 (Europe/Brussels)"
    assert "Ask: Come by on Saturday" in told
    assert (
        "Asked by the network: 4:5, at least 1080 wide (Help page, checked on 2026-11-01)" in told
    )
    assert not any(line.startswith("Expected") for line in told), "what is not known is not told"


def test_what_is_expected_is_told_with_its_interval() -> None:
    of = plan(slot(q05=3.0, q50=9.25, q95=31.0))
    assert "Expected: 9.2 link clicks, between 3 and 31 in 9 of 10" in " ".join(
        events(written(of))[0]["DESCRIPTION"].split()
    )


def test_french_readers_get_french() -> None:
    (event,) = events(written(plan(slot()), "fr"))
    assert event["DESCRIPTION"].startswith("2 mars 2027, 18:30 (Europe/Brussels)\nCompte")
    assert "Objectif" in event["DESCRIPTION"]


@pytest.mark.parametrize(
    ("state", "status"),
    [("planned", "TENTATIVE"), ("approved", "CONFIRMED"), ("published", "CONFIRMED"),
     ("skipped", "CANCELLED")],
)  # fmt: skip
def test_the_state_is_told(state: str, status: str) -> None:
    assert events(written(plan(slot(state=state))))[0]["STATUS"] == status


def test_the_same_slot_keeps_its_name_when_it_moves_and_its_sequence_goes_up() -> None:
    first = events(written(plan(slot()), revision=3))[0]
    moved = slot(publish_at=datetime(2027, 3, 5, 9, tzinfo=UTC), kind="video", pillar="shop")
    later = events(written(plan(moved), revision=4, now=NOW + timedelta(days=1)))[0]
    assert first["UID"] == later["UID"]
    assert (first["SEQUENCE"], later["SEQUENCE"]) == (3, 4)
    assert later.decoded("LAST-MODIFIED") > first.decoded("LAST-MODIFIED")
    assert later.decoded("DTSTAMP") > first.decoded("DTSTAMP")


def test_accounts_and_slots_never_share_a_name() -> None:
    many = [slot("s1"), slot("s2"), slot("s1", account="other"), slot("s1", network="x")]
    names = [one["UID"] for one in events(written(plan(*many)))]
    assert len(set(names)) == 4


def test_what_an_earlier_plan_had_is_cancelled_if_this_one_takes_its_days_over() -> None:
    before = plan(
        slot("kept"),
        slot("gone"),
        slot("out", state="published"),
        slot("past", publish_at=NOW - timedelta(days=1)),
        slot("after", publish_at=datetime(2027, 6, 1, 9, tzinfo=UTC)),
        slot("earlier", publish_at=datetime(2027, 2, 27, 9, tzinfo=UTC)),
    )
    found = events(written(plan(slot("kept")), previous=before, revision=1))
    told = {one["UID"].split("-")[0]: one["STATUS"] for one in found}
    assert told == {"kept": "TENTATIVE", "gone": "CANCELLED"}
    assert {one["SEQUENCE"] for one in found} == {1}
    everywhere = plan(slot("kept"), starts=None)
    named = {one["UID"].split("-")[0] for one in events(written(everywhere, previous=before))}
    assert named == {"kept", "gone", "after", "earlier"}


def test_the_days_that_a_plan_takes_over_are_those_of_the_clock() -> None:
    # 23:30 UTC on the last day before the plan is its first local day in Brussels.
    before = plan(slot("gone", publish_at=datetime(2027, 2, 28, 23, 30, tzinfo=UTC)))
    assert [one["STATUS"] for one in events(written(plan(), previous=before))] == ["CANCELLED"]


def test_a_reminder_comes_before_and_not_for_what_is_cancelled() -> None:
    of = plan(slot("s1"), slot("s2", state="skipped"))
    first, second = events(written(of, remind=timedelta(hours=2)))
    (alarm,) = first.walk("VALARM")
    assert alarm.decoded("TRIGGER") == -timedelta(hours=2)
    assert alarm["ACTION"] == "DISPLAY"
    assert second.walk("VALARM") == []
    assert events(written(of))[0].walk("VALARM") == []


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2027, 3, 28, 0, 59, 59, tzinfo=UTC),
        datetime(2027, 3, 28, 1, 0, tzinfo=UTC),
        datetime(2027, 10, 31, 0, 30, tzinfo=UTC),
        datetime(2027, 10, 31, 1, 30, tzinfo=UTC),
        datetime(2026, 12, 31, 23, 55, tzinfo=UTC),
    ],
)
def test_days_on_which_clocks_change_keep_the_instant(moment: datetime) -> None:
    (event,) = events(written(plan(slot(publish_at=moment))))
    assert event.decoded("DTSTART") == moment
    assert event.decoded("DTEND") == moment + timedelta(minutes=15)
    local = moment.astimezone(ZoneInfo("Europe/Brussels"))
    assert f"{local:%H:%M} (Europe/Brussels)" in event["DESCRIPTION"]


def test_the_file_is_written_as_the_standard_asks() -> None:
    data = written(plan(*(slot(f"s{i}", pillar=text) for i, text in enumerate(HOSTILE))))
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert b"\r" not in data.replace(b"\r\n", b"")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # no character is cut
    head = list(unfolded(data))[:5]
    assert head == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Balise//Plan//EN",
                    "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]  # fmt: skip
    assert b"ORGANIZER" not in data, "Apple's calendar refuses what others organise"


@given(st.text(st.characters(exclude_categories=()), max_size=300))
@example(HOSTILE[0])
@example(HOSTILE[1])
@example(HOSTILE[2])
@example(HOSTILE[3])
@example(HOSTILE[4])
@example(HOSTILE[6])
@example(HOSTILE[7])
def test_any_text_comes_back_and_none_breaks_out(text: str) -> None:
    of = slot(pillar=text, slot_id=text)
    data = written(plan(of), briefs=[brief(of, hook=text, ask=text, goal=text, link=text)],
                   texts={text: text})  # fmt: skip
    (event,) = events(data)
    assert [line for line in unfolded(data) if re.match("(BEGIN|END):", line)] == [
        "BEGIN:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "END:VCALENDAR"
    ]  # fmt: skip
    assert seen(text) in seen(event["DESCRIPTION"])
    assert seen(text) in seen(event["SUMMARY"])


def seen(text: str) -> str:
    """Leave out what has no ink: blanks are folded, and controls taken out, on purpose."""
    return "".join(char for char in text if char.isprintable() and not char.isspace())


@pytest.mark.parametrize(
    "link", ["", "javascript:alert(1)", "https://a b", "https://a\r\nX:1", "ftp://a", "été.fr"]
)
def test_only_an_address_is_one(link: str) -> None:
    of = slot()
    (event,) = events(written(plan(of), briefs=[brief(of, link=link)]))
    assert "URL" not in event


def test_a_slot_without_a_brief_and_a_plan_without_a_slot_are_files_too() -> None:
    (event,) = events(written(plan(slot(hashtags=("#a",), cta="visit")), briefs=[]))
    assert event["SUMMARY"] == "Instagram · image · how-to"
    assert "Hashtags: #a" in event["DESCRIPTION"]
    assert events(written(plan())) == []


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="2027"):
        written(plan(), now=datetime(2027, 1, 1))  # noqa: DTZ001


def test_events_stand_in_order_of_time() -> None:
    late: Slot = slot("s1", publish_at=datetime(2027, 3, 9, tzinfo=UTC))
    found = events(written(plan(late, replace(late, slot_id="s0"), slot("s2"))))
    assert [one["UID"].split("-")[0] for one in found] == ["s2", "s0", "s1"]
    assert date(2027, 3, 2) == found[0].decoded("DTSTART").date()
