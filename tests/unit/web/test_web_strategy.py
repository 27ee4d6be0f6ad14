"""A strategy read, changed by forms and as text, compared with what it was, and brought back."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.unit.web.conftest import close
from tests.unit.web.reader import PORT, Reader
from tests.unit.web.sending import Fields, send

from balise.domain.team import Role, Who
from balise.strategy import Strategy
from balise.strategy.tables import MANY, SINGLE
from balise.web.pages.strategy.boxes import kinds_of
from balise.web.pages.strategy.labels import LABELS
from balise.web.pages.strategy.parts import PARTS
from balise.web.site import Site
from balise.workspace import Workspace

HOSTILE = "</script><img src=x onerror=alert(1)>\"' {{7*7}}"
TEXT = """\
# ours, and nobody else's
[strategy]
name = "Park"  # as on the door
language = "en"
timezone = "Europe/Brussels"

[[objectives]]
name = "sales"
stage = "conversion"
kpi = "till"
target = 1200
baseline = 640
starts = 2027-01-04
ends = 2027-03-28
audiences = ["parents"]

[[objectives]]
name = "rate"
stage = "consideration"
kpi = "engagement_rate_by_views"
aggregate = "rate"
target = 0.05
starts = 2027-01-04
ends = 2027-03-28
supports = "sales"

[[audiences]]
name = "parents"
ages = [25, 40]
genders = ["female", "male"]
countries = ["BE", "FR"]
interests = ["toys", "school"]

[[accounts]]
network = "instagram"
handle = "park"
hours = [7, 22]  # as the shop

[[pillars]]
name = "fun"
share = 0.125

[[calls_to_action]]
name = "visit"
phrases = ["Come by", "See you"]
stage = "conversion"

[hashtags]
brand = ["#park"]

[capacity]
image = 3

[[series]]
name = "Monday"
weekday = "monday"
pillar = "fun"

[[events]]
name = "fair"
date = 2027-02-20
objective = "sales"
phases = [{ name = "before", from_day = -3, to_day = 0, posts_per_day = 2, cta = "visit" }]

[[blackouts]]
starts = 2027-01-10
ends = 2027-01-11
"""


@pytest.fixture
def space(tmp_path: Path) -> Iterator[Workspace]:
    found = Workspace.open(tmp_path)
    found.keep_strategy(Strategy.parse(TEXT), brand="Park")
    found.keep_strategy(Strategy.parse(TEXT.replace('"Park"', '"Other"')), brand="Other")
    yield found
    close(found)


def inside(space: Workspace, **who: Any) -> Reader:
    site = Site(space=space, port=PORT)
    return Reader(replace(site, user=Who(**who)) if who else site).inside()


def form(reader: Reader, part: str) -> dict[str, Any]:
    return dict(Fields(reader.read(f"/Park/strategy/edit/{part}").page).fields)


def save(reader: Reader, part: str, **changed: Any) -> Any:
    fields = {**form(reader, part), **{k.replace("__", "."): v for k, v in changed.items()}}
    return send(reader, f"/Park/strategy/edit/{part}", {**fields, "do": "save"})


def now(space: Workspace) -> dict[str, Any]:
    return tomllib.loads(space.strategies("Park")[-1].text)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_page_of_a_strategy_can_be_read(space: Workspace, language: str) -> None:
    reader = inside(space)
    for where in ("", "/networks", "/text", "/history", "/difference?from=1&to=1",
                  *(f"/edit/{part}" for part in PARTS)):  # fmt: skip
        page = reader.read(f"/Park/strategy{where}", HTTP_ACCEPT_LANGUAGE=language).page
        assert f'lang="{language}"' in page
    assert "1,200" in reader.read("/Park/strategy?lang=en").page


def test_every_key_of_a_strategy_has_a_part_a_field_and_a_name() -> None:
    assert set(PARTS) == {*SINGLE, *MANY}
    for table in (*PARTS, "phases"):
        for key in kinds_of(table):
            assert table in {"funnel", "capacity"} or key in LABELS, (table, key)


@pytest.mark.parametrize("part", list(PARTS))
def test_a_form_that_is_sent_as_it_stands_changes_nothing(space: Workspace, part: str) -> None:
    answer = save(inside(space), part)
    assert answer.status_code == 302, answer.content.decode()
    assert space.strategies("Park")[-1].text == TEXT
    assert len(space.strategies("Park")) == 1


def test_a_figure_is_changed_as_people_write_it_and_comments_stay(space: Workspace) -> None:
    reader = inside(space)
    assert (
        save(reader, "objectives", **{"0__target": "1 500,5", "1__target": "6 %"}).status_code
        == 302
    )
    assert save(reader, "pillars", **{"0__share": "33,5"}).status_code == 302
    assert save(reader, "strategy", name="Parc").status_code == 302
    assert now(space)["objectives"][0]["target"] == 1500.5
    assert now(space)["objectives"][1]["target"] == 0.06
    assert now(space)["pillars"][0]["share"] == 0.335
    assert 'name = "Parc"  # as on the door' in space.strategies("Park")[-1].text
    assert len(space.strategies("Park")) == 4, "every save is a version"


def test_rows_come_and_go_without_script(space: Workspace) -> None:
    reader = inside(space)
    sent = {**form(reader, "pillars"), "0.name": "typed", "do": "add"}
    page = send(reader, "/Park/strategy/edit/pillars", sent).content.decode()
    more = Fields(page).fields
    assert more["rows"] == ["2"]
    assert more["0.name"] == ["typed"], "what was written stays"
    assert len(space.strategies("Park")) == 1, "nothing is saved yet"
    more["1.name"] = ["craft"]
    assert send(reader, "/Park/strategy/edit/pillars", {**more, "do": "save"}).status_code == 302
    assert [row["name"] for row in now(space)["pillars"]] == ["typed", "craft"]
    assert now(space)["series"][0]["pillar"] == "typed", "a new name is followed"
    sent = {**form(reader, "pillars"), "do": "remove-1"}
    left = Fields(send(reader, "/Park/strategy/edit/pillars", sent).content.decode()).fields
    send(reader, "/Park/strategy/edit/pillars", {**left, "do": "save"})
    assert [row["name"] for row in now(space)["pillars"]] == ["typed"]


def test_phases_of_an_event_come_and_go_too(space: Workspace) -> None:
    reader, where = inside(space), "/Park/strategy/edit/events"
    page = send(reader, where, {**form(reader, "events"), "do": "phase-0"}).content.decode()
    more = Fields(page).fields
    more |= {"0.phases.1.name": ["after"], "0.phases.1.from_day": ["1"], "0.phases.1.to_day": ["4"]}
    assert send(reader, where, {**more, "do": "save"}).status_code == 302
    assert [one["to_day"] for one in now(space)["events"][0]["phases"]] == [0, 4]
    page = send(reader, where, {**form(reader, "events"), "do": "unphase-0-0"}).content.decode()
    send(reader, where, {**Fields(page).fields, "do": "save"})
    assert [one["name"] for one in now(space)["events"][0]["phases"]] == ["after"]


@pytest.mark.parametrize(
    ("part", "field", "value"),
    [
        ("objectives", "0.target", "many"), ("objectives", "0.target", "-5"),
        ("objectives", "0.target", "nan"), ("objectives", "0.target", "1e999"),
        ("objectives", "0.ends", "2027-02-31"), ("objectives", "0.ends", "2026-01-01"),
        ("objectives", "0.name", ""), ("objectives", "0.kpi", "likns_clicks"),
        ("objectives", "0.stage", "sold"), ("objectives", "0.supports", "nothing"),
        ("audiences", "0.ages.0", "99"), ("audiences", "0.countries", "belgium"),
        ("accounts", "0.hours.1", "25"), ("accounts", "0.handle", "@park"),
        ("calls_to_action", "0.url", "javascript:alert(1)"), ("strategy", "timezone", "Mars"),
        ("strategy", "currency", "euro"), ("hashtags", "brand", "park"),
        ("plan", "reserve", "200"), ("review", "day", "0"), ("capacity", "image", "x"),
        ("events", "0.phases.0.to_day", "never"), ("events", "0.date", "soon"),
        ("blackouts", "0.ends", "2026-01-01"), ("series", "0.hour", "24"),
    ],
)  # fmt: skip
def test_a_mistake_is_refused_and_told_at_its_field(
    space: Workspace, part: str, field: str, value: str
) -> None:
    reader = inside(space)
    sent = {**form(reader, part), field: value, "do": "save"}
    answer = send(reader, f"/Park/strategy/edit/{part}", sent)
    page = answer.content.decode()
    is_mild = field == "0.kpi"
    assert answer.status_code == (302 if is_mild else 400)
    if is_mild:
        return
    assert len(space.strategies("Park")) == 1
    box = page.partition('class="field form-')[2]
    boxes = [each for each in box.split('class="field form-') if f'name="{field}"' in each]
    assert boxes
    assert 'class="wrong"' in boxes[0], "at the field"


def test_what_another_part_still_names_cannot_go(space: Workspace) -> None:
    reader = inside(space)
    sent = {**form(reader, "audiences"), "do": "remove-0"}
    page = send(reader, "/Park/strategy/edit/audiences", sent).content.decode()
    left = Fields(page).fields
    answer = send(reader, "/Park/strategy/edit/audiences", {**left, "do": "save"})
    assert answer.status_code == 400
    assert "parents" in answer.content.decode()
    assert len(space.strategies("Park")) == 1


def test_two_who_change_a_part_at_once_lose_nothing(space: Workspace) -> None:
    reader = inside(space)
    mine, other = form(reader, "pillars"), form(reader, "voice")
    save(reader, "pillars", **{"0__share": "20"})
    answer = send(reader, "/Park/strategy/edit/pillars", {**mine, "0.share": "30", "do": "save"})
    assert answer.status_code == 409
    assert 'href="/Park/strategy/difference?from=1&amp;to=2"' in answer.content.decode()
    assert "<ins>20" in reader.read("/Park/strategy/difference?from=1&to=2").page
    again = Fields(answer.content.decode()).fields
    assert again["0.share"] == ["30"]
    assert send(reader, "/Park/strategy/edit/pillars", {**again, "do": "save"}).status_code == 302
    sent = {**other, "tone": "warm", "do": "save"}
    assert send(reader, "/Park/strategy/edit/voice", sent).status_code == 302, "another part"
    assert now(space)["pillars"][0]["share"] == 0.3
    assert now(space)["voice"]["tone"] == "warm"


def test_the_text_is_taken_with_its_comments_or_refused_with_its_line(space: Workspace) -> None:
    reader, where = inside(space), "/Park/strategy/text"
    sent = dict(Fields(reader.read(where).page).fields)
    assert sent["text"] == [TEXT]
    new = TEXT.replace("# ours, and nobody else's", "# all of ours").replace("\n", "\r\n")
    assert send(reader, where, {**sent, "text": new}).status_code == 302
    assert space.strategies("Park")[-1].text.startswith("# all of ours\n")
    sent = dict(Fields(reader.read(where).page).fields)
    bad = TEXT.replace("target = 1200", 'target = "many"')
    answer = send(reader, where, {**sent, "text": bad})
    assert answer.status_code == 400
    assert 'data-line="11"' in answer.content.decode()
    assert "many" in answer.content.decode()
    assert 'data-line="11"' in send(reader, f"{where}/check", {"text": bad}).content.decode()
    old = send(reader, where, {"base": "0" * 64, "text": TEXT})
    assert old.status_code == 409
    assert "See what they changed" in old.content.decode()
    first = {"base": space.strategies("Park")[0].digest, "text": TEXT}
    raced = send(reader, where, first).content.decode()
    assert 'href="/Park/strategy/difference?from=1&amp;to=2"' in raced
    assert len(space.strategies("Park")) == 2


def test_versions_are_compared_in_words_and_brought_back(space: Workspace) -> None:
    reader = inside(space)
    save(reader, "objectives", **{"0__target": "1500"})
    save(reader, "voice", tone="warm")
    page = reader.read("/Park/strategy/difference?from=1&to=3").page
    for said in ("Sales", "<del>1,200</del>", "<ins>1,500</ins>", "<ins>warm</ins>"):
        assert said in page
    french = reader.read("/Park/strategy/difference?from=1&to=3&lang=fr").page
    assert "1\u202f500" in french
    answer = send(reader, "/Park/strategy/restore", {"version": "1"})
    assert answer.status_code == 302
    assert space.strategies("Park")[-1].text == TEXT
    assert space.strategies("Park")[-1].number == 4
    history = reader.read("/Park/strategy/history?lang=en").page
    assert history.count("in force") == 1
    for version in ("0", "99", "x", "1 OR 1", "²"):
        assert send(reader, "/Park/strategy/restore", {"version": version}).status_code == 302
        assert (
            reader.ask(
                f"/Park/strategy/difference?from={version.replace(' ', '')}&to=1"
            ).status_code
            == 404
        )
    assert len(space.strategies("Park")) == 4


def test_the_file_and_the_road_map_can_be_taken_along(space: Workspace) -> None:
    reader = inside(space)
    answer = reader.ask("/Park/strategy/strategy.toml")
    assert answer.content.decode() == TEXT
    assert "attachment" in answer.headers["Content-Disposition"]
    assert b"<html" in reader.ask("/Park/strategy/roadmap.html").content
    assert reader.ask("/Park/strategy/roadmap.exe").status_code == 404
    assert reader.ask("/Park/strategy/strategy.toml?version=7").status_code == 404


def test_who_inspects_reads_and_changes_nothing_and_who_sees_does_not_read(
    space: Workspace,
) -> None:
    ana = inside(space, name="ana", roles={"Park": Role.READER})
    page = ana.read("/Park/strategy")
    assert not [link for link in page.links if "/edit/" in link.href or "/text" in link.href]
    for where in ("/edit/voice", "/text"):
        assert ana.ask(f"/Park/strategy{where}").status_code == 403
        assert send(ana, f"/Park/strategy{where}", {"text": TEXT}).status_code == 403
    assert send(ana, "/Park/strategy/restore", {"version": "1"}).status_code == 403
    for where in ("", "/history", "/strategy.toml", "/edit/voice", "/roadmap.html"):
        assert ana.ask(f"/Other/strategy{where}").status_code == 404, "another brand is not there"
    client = inside(space, name="bo", roles={"Park": Role.CLIENT})
    assert client.ask("/Park/strategy").status_code == 403


def test_hostile_words_are_words(space: Workspace) -> None:
    reader = inside(space)
    save(reader, "strategy", name=HOSTILE, positioning=HOSTILE)
    save(reader, "pillars", **{"0__name": HOSTILE})
    save(reader, "voice", tone=HOSTILE, never_say=HOSTILE)
    assert now(space)["pillars"][0]["name"] == HOSTILE
    for where in ("", "/text", "/history", "/difference?from=1&to=4", "/edit/pillars",
                  "/edit/series"):  # fmt: skip
        page = reader.read(f"/Park/strategy{where}").page
        assert "<img src=x" not in page
        assert "49" not in page.partition("onerror")[2][:200]


@pytest.mark.parametrize(
    "sent",
    [
        {}, {"rows": "99999"}, {"rows": "-1"}, {"rows": "²"}, {"rows": "3", "0.origin": "77"},
        {"rows": "2", "0.origin": "0", "1.origin": "0", "0.name": "a", "1.name": "a"},
        {"rows": "1", "do": "remove-9"}, {"rows": "1", "do": "phase-x-y"}, {"do": "unphase-0"},
        {"rows": "1", "0.name": "\x00\x01"}, {"rows": "1", "0.name": "a\nb"}, {"do": "²"},
        {"rows": "1", "0.phases": "9999", "do": "remove-²"}, {"rows": "1", "0.date": "9999999"},
    ],
)  # fmt: skip
def test_a_form_that_no_page_made_breaks_nothing(space: Workspace, sent: dict[str, str]) -> None:
    reader = inside(space)
    for part in PARTS:
        base = space.strategies("Park")[-1].digest
        answer = send(reader, f"/Park/strategy/edit/{part}", {"base": base, **sent})
        assert answer.status_code in {200, 302, 400, 409}, part
        Strategy.parse(space.strategies("Park")[-1].text)
    assert reader.ask("/Park/strategy/edit/nothing").status_code == 404


@pytest.mark.parametrize(
    "text",
    ["", "\x00", "[", "a = " + "[" * 3000, "x" * (1 << 20), HOSTILE, "[strategy]\nname = 1e999"],
)
def test_a_text_that_is_none_is_refused_in_words(space: Workspace, text: str) -> None:
    reader = inside(space)
    for where in ("/Park/strategy/text", "/Park/strategy/text/check"):
        answer = send(reader, where, {"text": text})
        assert answer.status_code in {200, 400, 413}
        assert "<img src=x" not in answer.content.decode()
    assert len(space.strategies("Park")) == 1


def test_a_brand_without_a_strategy_is_told_how_to_begin(
    brand: tuple[Workspace, str], reader: Reader
) -> None:
    from tests.unit.web.test_web_start import quote_  # noqa: PLC0415 - one name

    name = quote_(brand[1]).replace("%2F", "%252F")
    page = reader.read(f"/{name}/strategy")
    assert [link for link in page.links if link.href.startswith("/start/strategy?brand=")]


def broken(space: Workspace) -> str:
    """Keep a text that today's rules refuse, as an older release may have."""
    text = TEXT.replace('kpi = "till"', "kpi = 7")
    space.store.keep_strategy("Park", text, made_at=datetime(2026, 6, 1, tzinfo=UTC), by="Ada")
    return text


@pytest.mark.parametrize(("language", "lead"), [("en", "cannot be used"), ("fr", "inutilisable")])
def test_a_broken_text_leads_to_where_it_is_mended(
    space: Workspace, language: str, lead: str
) -> None:
    text, reader = broken(space), inside(space)
    answer = reader.ask("/Park/strategy")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/Park/strategy/text")
    said = reader.read(f"/Park/strategy/text?lang={language}").page
    assert lead in said
    assert "kpi = 7" in said
    for where in ("/Park/", "/Park/strategy/edit/accounts", "/Park/strategy/networks"):
        answer = reader.ask(f"{where}?lang={language}")
        assert answer.status_code in {200, 400}, where
        if answer.status_code == 400:
            assert 'href="/Park/strategy/text"' in answer.content.decode()
    mended = text.replace("kpi = 7", 'kpi = "till"')
    base = space.strategies("Park")[-1].digest
    assert send(reader, "/Park/strategy/text", {"text": mended, "base": base}).status_code == 302
    assert reader.ask("/Park/strategy").status_code == 200


def test_the_version_before_a_broken_one_can_be_brought_back(space: Workspace) -> None:
    broken(space)
    reader = inside(space)
    first, last = (str(one.number) for one in space.strategies("Park"))
    assert "one of the two texts has mistakes" in reader.read("/Park/strategy/history").page
    assert send(reader, "/Park/strategy/restore", {"version": last}).status_code == 302
    assert len(space.strategies("Park")) == 2
    assert send(reader, "/Park/strategy/restore", {"version": first}).status_code == 302
    assert reader.ask("/Park/strategy").status_code == 200


def test_who_may_not_mend_a_broken_text_is_told_what_is_wrong_and_led_nowhere(
    space: Workspace,
) -> None:
    broken(space)
    reader = inside(space, name="Ann", roles={"Park": Role.APPROVER})
    answer = reader.ask("/Park/strategy")
    assert answer.status_code == 400
    assert "/Park/strategy/text" not in answer.content.decode()
