"""The calendar: who may do what there, and what hostile hands get for it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html import unescape
from pathlib import Path
from threading import Event
from typing import Any
from urllib.parse import quote, urlencode
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings, strategies as st
from tests.often import often
from tests.unit.web.planned import STRATEGY
from tests.unit.web.reader import PORT, Reader

from balise.domain.estimate import Provenance
from balise.domain.plan import Breach, KeyDate, Plan, Slot
from balise.domain.team import Role, Who
from balise.errors import PlanConflictError
from balise.strategy import Strategy
from balise.strategy.answers import Answers
from balise.strategy.draft import draft
from balise.strategy.interview import complete
from balise.web.pages.calendar.added import beyond
from balise.web.pages.calendar.made import _ruled
from balise.web.pages.strategy.labels import LABELS
from balise.web.site import Site
from balise.words import Speech
from balise.worker.doing import do
from balise.workspace import Workspace

BRAND, OTHER = "The Heron", "Another"
NEXT = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(days=10)
FORM = "application/x-www-form-urlencoded"
FR = {"HTTP_ACCEPT_LANGUAGE": "fr"}


def slot(n: int, **given: Any) -> Slot:
    made: dict[str, Any] = {
        "slot_id": f"instagram-heron-{n}", "content_id": f"c{n}", "network": "instagram",
        "account": "heron", "publish_at": NEXT + timedelta(days=n), "kind": "image",
        "pillar": "kitchen", "timezone": "Europe/Brussels", "cta": "answer", "q50": 40.0 + n,
        "q05": 10.0, "q95": 90.0, "reason": "Placed for a test.",
    }  # fmt: skip
    return Slot(**{**made, **given})


def keep(space: Workspace, brand: str, *slots: Slot) -> None:
    plan = Plan(
        slots=slots,
        objectives=(),
        optimality_gap=0.0,
        violations=(),
        strategy_hash="",
        provenance=Provenance(snapshot="", model="1", seed=0, made_at=NEXT),
        starts=NEXT.date(),
        weeks=2,
        key_dates=(KeyDate(day=NEXT.date(), name="Soup day", kind="moment"),),
    )
    space.store.keep_plan(brand, plan, made_at=datetime.now(UTC))


@pytest.fixture
def space(tmp_path: Path) -> Iterator[Workspace]:
    found = Workspace.open(tmp_path / "balise")
    begun = Answers.begun(language="en", today=date(2026, 11, 26))
    heron = draft(complete(begun, {"starter": "restaurant", "name": BRAND}))
    for brand in (BRAND, OTHER):
        found.keep_strategy(heron, brand=brand)
    keep(found, BRAND, *(slot(n) for n in range(4)))
    keep(found, OTHER, slot(0, slot_id="theirs"))
    yield found
    store: Any = found.store
    store.close()


class Desk(Reader):
    """A reader who also sends forms, as the role that is asked for."""

    def send(self, where: str, *more: tuple[str, str], **fields: str) -> Any:
        body = urlencode([*fields.items(), *more]).encode()
        told = {"wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body)),
                "CONTENT_TYPE": FORM}  # fmt: skip
        return self.ask(where, "POST", **told)


def desk(space: Workspace, role: Role = Role.OWNER, brand: str = BRAND) -> Desk:
    return Desk(Site(space=space, port=PORT, user=Who(name="ana", roles={brand: role}))).inside()  # type: ignore[return-value]


def at(page: str = "calendar", brand: str = BRAND, **given: str) -> str:
    return reverse(page, kwargs={"brand": brand, **given})


TOO_MUCH = "posts_per_week = [20, 30]\nposts_per_day = 1\n"
FIRST = {"slot": "instagram-heron-0"}


def test_month_week_and_list_name_each_post_and_its_state_in_words(space: Workspace) -> None:
    reader = desk(space)
    for view in ("month", "week", "list"):
        page = reader.read(f"{at()}?view={view}&day={NEXT:%Y-%m-%d}").page
        assert "Instagram" in page
        assert "to approve" in page
        assert "Kitchen" in page
        assert "Soup day (moment of trade)" in page


def test_the_calendar_says_why_its_posts_a_week_are_fewer_than_the_team_can_make(
    space: Workspace,
) -> None:
    said = "Of 5 posts a week that the team can make, a plan fills 3: the strategy keeps 20%"
    reader = desk(space)
    assert said in reader.read(at()).page
    space.keep_strategy(space.strategy(BRAND).with_value("plan.reserve", 0.0), brand=BRAND)
    assert "free for the unexpected" not in reader.read(at()).page


def test_the_month_gives_only_the_posts_of_the_stretch_as_events(space: Workspace) -> None:
    day = NEXT.date()
    asked = f"?start={day}T00:00:00&end={day + timedelta(days=2)}T00:00:00"
    found = desk(space).ask(at("calendar-events") + asked).json()
    posts = [one for one in found if "post" in one["classNames"]]
    assert [one["id"] for one in posts] == ["instagram-heron-0", "instagram-heron-1"]
    local = NEXT.astimezone(ZoneInfo(space.zone(BRAND)))
    assert posts[0]["start"] == f"{local:%Y-%m-%dT%H:%M:%S}"  # the clock of the brand
    assert posts[0]["editable"] is True
    assert "Instagram" in posts[0]["extendedProps"]["said"]


@pytest.mark.parametrize("role", [Role.CLIENT, Role.APPROVER, Role.READER])
def test_who_may_not_edit_sees_no_form_for_it_and_is_refused(space: Workspace, role: Role) -> None:
    reader = desk(space, role)
    page = reader.read(at("calendar-card", **FIRST)).page
    for name in ("calendar-write", "calendar-move", "calendar-change", "calendar-skip"):
        keys = {} if name == "calendar-skip" else FIRST
        assert f'action="{at(name, **keys)}"' not in page
        assert reader.send(at(name, **keys), slot=FIRST["slot"], text="x").status_code == 403
    for name in ("calendar-plan", "calendar-new"):
        assert at(name) not in reader.read(at()).page
        assert reader.ask(at(name)).status_code == 403
    assert space.content(BRAND, FIRST["slot"]).revision == 0
    events = reader.ask(f"{at('calendar-events')}?start=2020-01-01&end=2099-01-01").json()
    assert not any(one["editable"] for one in events)


def test_a_client_approves_and_asks_for_changes_and_a_reader_does_neither(
    space: Workspace,
) -> None:
    reader, client = desk(space, Role.READER), desk(space, Role.CLIENT)
    agree, ask = at("calendar-agree", **FIRST), at("calendar-changes", **FIRST)
    said = at("calendar-comment", **FIRST)
    assert agree not in reader.read(at("calendar-card", **FIRST)).page
    for where in (agree, ask, said):
        assert reader.send(where, said="no").status_code == 403
    assert client.send(ask, said="Shorter, please").status_code == 302
    assert space.card(BRAND, FIRST["slot"]).standing == "changes"
    assert "Shorter, please" in client.read(at("calendar-card", **FIRST)).page
    assert client.send(agree, hash="").status_code == 302
    assert space.card(BRAND, FIRST["slot"]).standing == "changes", "it says nothing yet"
    assert agree not in client.read(at("calendar-card", **FIRST)).page
    written = replace(space.content(BRAND, FIRST["slot"]), text="Soup at noon.")
    digest = space.write_content(BRAND, written, by="bo").content_hash
    assert client.send(agree, hash=digest).status_code == 302
    assert space.card(BRAND, FIRST["slot"]).standing == "approved"
    assert "Approved by ana" in client.read(at("calendar-card", **FIRST)).page


def test_another_brand_and_its_posts_are_not_there(space: Workspace) -> None:
    reader = desk(space)
    assert reader.ask(at(brand=OTHER)).status_code == 404
    assert reader.ask(at("calendar-card", brand=OTHER, slot="theirs")).status_code == 404
    for name in ("calendar-card", "calendar-move", "calendar-write", "calendar-agree"):
        assert reader.send(
            at(name, slot="theirs"), text="x", day="2099-01-01", time="10:00"
        ).status_code in {404, 405}, name
    reader.send(at("calendar-approve"), ("slot", "theirs"), ("hash:theirs", ""))
    assert space.card(OTHER, "theirs").standing == "planned"
    assert reader.ask(at("calendar-picture", digest="0" * 64)).status_code == 404


def test_editing_after_approval_takes_it_back_and_says_so(space: Workspace) -> None:
    reader, where = desk(space), at("calendar-write", **FIRST)
    assert reader.send(where, text="Soup at noon.", ask="answer").status_code == 302
    digest = space.content(BRAND, FIRST["slot"]).content_hash
    reader.send(at("calendar-agree", **FIRST), hash=digest)
    assert space.card(BRAND, FIRST["slot"]).standing == "approved"
    answer = reader.send(where, text="Soup at one.", ask="answer", was=digest)
    assert answer.status_code == 302
    assert space.card(BRAND, FIRST["slot"]).standing == "planned"
    page = reader.read(at("calendar-card", **FIRST)).page
    assert "The approval was taken back" in page
    assert "Its words were changed" in page


def test_what_somebody_else_saved_meanwhile_is_not_written_over_unseen(space: Workspace) -> None:
    reader, where = desk(space), at("calendar-write", **FIRST)
    reader.send(where, text="Theirs", ask="answer")
    answer = reader.send(where, text="Mine, written long", ask="answer", was="")
    assert answer.status_code == 409
    assert "Mine, written long" in answer.content.decode()
    assert space.content(BRAND, FIRST["slot"]).text == "Theirs"


def test_several_are_approved_at_once_each_as_it_was_shown(space: Workspace) -> None:
    reader, names = desk(space), [f"instagram-heron-{n}" for n in range(3)]
    read = dict.fromkeys(names, "")
    for name in names[::2]:
        said = replace(space.content(BRAND, name), text=f"Soup at {name}.")
        read[name] = space.write_content(BRAND, said, by="bo").content_hash
    said = replace(space.content(BRAND, names[1]), text="Written after the list was shown")
    space.write_content(BRAND, said, by="bo")
    sent = [pair for name in names for pair in (("slot", name), (f"hash:{name}", read[name]))]
    answer = reader.send(at("calendar-approve"), *sent, back=f"{at()}?view=list")
    assert (answer.status_code, answer["Location"]) == (302, f"{at()}?view=list")
    assert [space.card(BRAND, name).standing for name in names] == [
        "approved", "planned", "approved",
    ]  # fmt: skip
    page = reader.read(f"{at()}?view=list&day={NEXT:%Y-%m-%d}").page
    assert "2 posts approved." in page
    assert "1 post was changed or closed meanwhile" in page


def test_a_post_that_says_nothing_is_not_approved_with_the_others(space: Workspace) -> None:
    reader, names = desk(space), [f"instagram-heron-{n}" for n in range(2)]
    sent = [pair for name in names for pair in (("slot", name), (f"hash:{name}", ""))]
    reader.send(at("calendar-approve"), *sent, back=f"{at()}?view=list")
    assert [space.card(BRAND, name).standing for name in names] == ["planned", "planned"]
    page = reader.read(f"{at()}?view=list&day={NEXT:%Y-%m-%d}").page
    assert "2 posts say nothing yet" in page
    assert "approved." not in page.split("<table")[0]


def test_a_move_is_shown_before_it_is_kept(space: Workspace) -> None:
    reader, where = desk(space), at("calendar-move", **FIRST)
    day = f"{NEXT.date() + timedelta(days=5)}"
    before = space.card(BRAND, FIRST["slot"]).slot.publish_at
    page = reader.send(where, day=day, time="18:30").content.decode()
    assert "Before" in page
    assert "Move it there" in page
    assert "<html" in page
    assert space.card(BRAND, FIRST["slot"]).slot.publish_at == before
    assert reader.send(where, day=day, time="18:30", step="keep").status_code == 302
    moved = space.card(BRAND, FIRST["slot"]).slot.publish_at.astimezone(ZoneInfo(space.zone(BRAND)))
    assert f"{moved:%Y-%m-%d %H:%M}" == f"{day} 18:30"


def test_a_script_gets_the_part_that_it_shows(space: Workspace) -> None:
    body = urlencode({"day": "2001-01-01", "time": "10:00"}).encode()
    told = {"wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body)),
            "CONTENT_TYPE": FORM, "HTTP_HX_REQUEST": "true"}  # fmt: skip
    answer = desk(space).ask(at("calendar-move", **FIRST), "POST", **told)
    assert answer.status_code == 400
    assert "<html" not in answer.content.decode()
    assert "is past" in answer.content.decode()


def test_a_picture_is_kept_with_its_alternative_text(space: Workspace) -> None:
    from PIL import Image  # noqa: PLC0415 - of the extra that serves

    drawn = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(drawn, "PNG")
    reader = desk(space)
    edge = "edge"
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{said}\r\n'.encode()
        for name, said in {"text": "Soup", "alt": "A bowl of soup"}.items()
    ]
    parts.append(
        f'--{edge}\r\nContent-Disposition: form-data; name="pictures"; filename="soup.png"\r\n'
        "Content-Type: image/png\r\n\r\n".encode()
        + drawn.getvalue()
        + b"\r\n"
    )
    body = b"".join([*parts, f"--{edge}--\r\n".encode()])
    told = {"wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body)),
            "CONTENT_TYPE": f"multipart/form-data; boundary={edge}"}  # fmt: skip
    answer = reader.ask(at("calendar-write", **FIRST), "POST", **told)
    assert answer.status_code == 302, answer.content.decode().partition('role="status">')[2][:300]
    (one,) = space.content(BRAND, FIRST["slot"]).media
    assert one.alt == "A bowl of soup"
    answer = reader.ask(at("calendar-picture", digest=one.digest))
    assert answer["Content-Type"] == one.media_type
    assert 'alt="A bowl of soup"' in reader.read(at("calendar-card", **FIRST)).page


def test_the_counter_counts_as_the_network_does_and_keeps_nothing(space: Workspace) -> None:
    answer = desk(space).send(at("calendar-seen", **FIRST), text="x" * 2300, ask="answer")
    said = answer.content.decode()
    assert "2,300 / 2,200" in said
    assert "too long" in said
    assert space.content(BRAND, FIRST["slot"]).revision == 0


def test_a_post_is_added_by_hand_after_its_effect_was_shown(space: Workspace) -> None:
    reader = desk(space)
    account = space.strategy(BRAND).accounts[0]
    asked = {"account": account.id, "kind": "image", "time": "17:00",
             "day": f"{NEXT.date() + timedelta(days=6)}"}  # fmt: skip
    assert "What it would do" in reader.send(at("calendar-new"), **asked).content.decode()
    assert len(space.cards(BRAND)) == 4
    assert reader.send(at("calendar-new"), **asked, step="keep").status_code == 302
    assert len(space.cards(BRAND)) == 5
    assert reader.send(at("calendar-new"), **{**asked, "account": "x:nobody"}).status_code == 400
    offers = reader.ask(f"{at('calendar-moments')}?day={NEXT:%Y-%m-%d}").content.decode()
    assert offers.count('class="offer') == offers.count("cannot be told yet") > 0
    assert not re.search(r"[+−]\d+ ?%", offers), "nothing is claimed without its range and n"


def test_a_moment_that_asks_for_more_than_the_team_makes_says_by_how_much() -> None:
    breach = Breach(rule="capacity", what="video", params={"kind": "video", "found": 3, "limit": 1})
    assert beyond(Speech("en"), breach) == (
        "2 pieces more than the team makes: 3 in this week instead of 1 (video)."
    )


def test_the_plan_is_handed_over_and_the_week_printed(space: Workspace) -> None:
    reader = desk(space, Role.CLIENT)
    answer = reader.ask(at("calendar-file", form="ics"))
    assert answer["Content-Type"].startswith("text/calendar")
    assert "attachment" in answer["Content-Disposition"]
    assert reader.ask(at("calendar-file", form="nothing")).status_code == 400
    week = reader.ask(f"{at('calendar-week')}?day={NEXT:%Y-%m-%d}")
    assert week.status_code == 200
    assert "script-src" not in week["Content-Security-Policy"]


def test_a_plan_that_cannot_be_asked_for_is_said_in_words(space: Workspace) -> None:
    for asked in ({"weeks": "0"}, {"weeks": "x"}, {"weeks": "900"}, {}):
        assert desk(space).send(at("calendar-plan"), **asked).status_code == 400


def asked_for(reader: Desk, **given: str) -> tuple[str, str]:
    """Ask for a plan; gives where one sees how far it is, and the name of the job."""
    answer = reader.send(at("calendar-plan"), **{"weeks": "1", **given})
    assert answer.status_code == 302
    where = str(answer["Location"])
    return where, where.rpartition("/")[2]


def test_a_plan_is_made_by_the_worker_and_leads_to_the_calendar(space: Workspace) -> None:
    reader = desk(space)
    where, job = asked_for(reader, explore="5", start=f"{NEXT:%Y-%m-%d}")
    assert space.job(BRAND, job).asked["explore"] == 0.05
    page = reader.read(where, **FR).page
    assert 'hx-trigger="load delay:1s"' in page
    assert "<noscript><meta http-equiv" in page
    assert "balise worker" in page, "nobody is there to do it"
    space.store.take_post("worker")
    assert "balise worker" not in reader.read(where, **FR).page
    assert reader.ask(at("calendar-plan"))["Location"] == where, "it is asked for once"
    assert asked_for(reader)[0] == where
    do(space, job, Event())
    part = reader.ask(where, HTTP_HX_REQUEST="true")
    assert (part.status_code, part["HX-Redirect"]) == (200, at())
    led = reader.ask(where)
    assert (led.status_code, led["Location"]) == (302, at())
    assert "The plan is made" in reader.read(at()).page


def test_what_stands_in_the_way_of_a_plan_is_said_in_the_words_of_its_user(
    space: Workspace,
) -> None:
    space.keep_strategy(
        Strategy.parse(STRATEGY.replace("[[calls", f"{TOO_MUCH}[[calls")), brand=BRAND
    )
    reader = desk(space)
    where, job = asked_for(reader, weeks="3", explore="7")
    do(space, job, Event())
    failure = space.job(BRAND, job).failure
    assert isinstance(failure, PlanConflictError), failure
    for language, title in (("en", "No plan keeps all of this"), ("fr", "Aucun plan")):
        page = unescape(reader.read(where, HTTP_ACCEPT_LANGUAGE=language).page)
        assert title in page
        said = [_ruled(Speech(language), one) for one in (*failure.rules, *failure.remedies)]
        assert said
        assert all(one in page for one in said)
        assert not [key for key in LABELS if f"`{key}`" in page], "keys are for the text"
        assert 'value="3"' in page, "what was asked is still in the form"
        assert 'value="7"' in page
        assert "hx-trigger" not in page
    assert at("strategy") in reader.read(where).page


def test_a_plan_that_is_called_off_leaves_the_one_before(space: Workspace) -> None:
    reader = desk(space)
    before = space.store.latest_plan(BRAND)
    where, job = asked_for(reader)
    assert reader.send(f"{where}/cancel")["Location"] == where
    assert space.job(BRAND, job).state == "cancelled"
    page = reader.read(where).page
    assert "what was there before stays" in page
    assert "hx-trigger" not in page
    assert space.store.latest_plan(BRAND) == before


def test_the_making_of_a_plan_is_its_brands_and_its_writers_alone(space: Workspace) -> None:
    where, job = asked_for(desk(space))
    for role in (Role.CLIENT, Role.APPROVER, Role.READER):
        assert desk(space, role).ask(where).status_code == 403
        assert desk(space, role).send(f"{where}/cancel").status_code == 403
    theirs = desk(space, brand=OTHER)
    assert theirs.ask(where).status_code == 404
    assert theirs.ask(at("calendar-making", OTHER, job=job)).status_code == 404
    learning = space.start_job("learn", brand=BRAND)
    assert desk(space).ask(at("calendar-making", job=learning.id)).status_code == 404
    assert desk(space).ask(at("calendar-making", job="x\u202e")).status_code == 404
    assert space.job(BRAND, job).state == "waiting"


def test_no_way_back_leads_elsewhere(space: Workspace) -> None:
    for back in ("https://evil.example", "//evil.example/", "/\\evil.example", "javascript:1"):
        answer = desk(space).send(at("calendar-approve"), back=back)
        assert answer["Location"] == at()


def test_the_pages_speak_french(space: Workspace) -> None:
    reader = desk(space)
    page = reader.read(f"{at()}?view=list&day={NEXT:%Y-%m-%d}", **FR).page
    assert "Calendrier" in page
    assert "à valider" in page
    card = reader.read(at("calendar-card", **FIRST), **FR).page
    assert "Ce que voit le lecteur" in card


@settings(max_examples=often(25), deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(name=st.text(min_size=1, max_size=20), value=st.text(max_size=40))
def test_nothing_that_is_sent_breaks_a_page(space: Workspace, name: str, value: str) -> None:
    reader = desk(space)
    clean = [one for one in (name, value) if one.isprintable()] or ["x"]
    where = quote(clean[0].replace("/", "_"), safe="")
    pages = [f"{at()}?{urlencode({'view': value, 'day': value, 'state': name}, errors='replace')}",
             f"{at()}/{where}", f"{at('calendar-events')}?start={where}&end=2026",
             f"{at('calendar-week')}?day={where}", f"{at('calendar-new')}?day={where}"]  # fmt: skip
    for page in pages:
        assert reader.ask(page).status_code < 500, page
    for form in ("write", "move", "change", "comment", "ask", "changes", "agree", "seen"):
        names = [
            "text",
            "hashtags",
            "link",
            "day",
            "time",
            "kind",
            "pillar",
            "ask",
            "said",
            "hash",
            "was",
        ]
        sent = dict.fromkeys(names, clean[-1])
        answer = reader.send(at(f"calendar-{form}", **FIRST), **sent)
        assert answer.status_code < 500, form


def test_hostile_words_are_shown_as_words(space: Workspace) -> None:
    reader, evil = desk(space), "<script>alert(1)</script>{{ 7 }}"
    reader.send(at("calendar-write", **FIRST), text=evil, ask="answer")
    reader.send(at("calendar-comment", **FIRST), said=evil)
    for where in (at("calendar-card", **FIRST), f"{at()}?view=list&day={NEXT:%Y-%m-%d}"):
        page = reader.read(where).page
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page
