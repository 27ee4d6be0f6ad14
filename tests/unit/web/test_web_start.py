"""Three doors: questions, files, a made-up brand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path
from threading import Event
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings, strategies as st
from tests.unit.web.conftest import close
from tests.unit.web.reader import PORT, Reader
from tests.unit.web.sending import Fields, send

from balise import simulate
from balise.domain.team import Role, Who
from balise.strategy.answers import Answers, Background
from balise.strategy.interview import STEPS, complete
from balise.strategy.starter import OTHER, slugs
from balise.web.nav import address
from balise.web.pages.start.fields import rows
from balise.web.site import ENVIRON, Site
from balise.web.uploads import kept, plain
from balise.words import Speech
from balise.worker.doing import do
from balise.workspace import Workspace

FRENCH = {"HTTP_ACCEPT_LANGUAGE": "fr"}
HOSTILE = "</script><img src=x onerror=alert(1)>\"' {{7*7}}"


@pytest.fixture
def space(tmp_path: Path) -> Iterator[Workspace]:
    found = Workspace.open(tmp_path)
    yield found
    close(found)


def inside(space: Workspace, **who: Any) -> Reader:
    site = Site(space=space, port=PORT)
    return Reader(replace(site, user=Who(**who)) if who else site).inside()


def upload(reader: Reader, name: str, *files: SimpleUploadedFile) -> Any:
    told: Any = {ENVIRON: reader.site, "HTTP_HOST": f"127.0.0.1:{PORT}"}
    return reader.client.post("/start/files", {"name": name, "files": list(files)}, **told)


def an_export() -> SimpleUploadedFile:
    made = simulate.exports(simulate.World(3, weeks=3))
    name = next(name for name in sorted(made) if name != simulate.NOTE)
    return SimpleUploadedFile(name, made[name])


@pytest.mark.parametrize("language", ["en", "fr"])
def test_nothing_yet_leads_to_the_doors_the_questions_first(
    space: Workspace, language: str
) -> None:
    page = inside(space).read("/", HTTP_ACCEPT_LANGUAGE=language)
    order = [page.page.index(x) for x in ("door-questions", "door-files", "door-demo")]
    assert order == sorted(order)
    assert "/start/strategy" in [link.href for link in page.links]


def test_who_does_not_own_the_installation_makes_no_brand(space: Workspace) -> None:
    reader = inside(space, name="ana", roles={"Park": Role.OWNER})
    for where in ("/start", "/start/strategy", "/start/strategy?brand=Park"):
        assert reader.ask(where).status_code == 403
    for where in ("/start/demo", "/start/files", "/start/strategy/made"):
        assert send(reader, where, {"starter": "restaurant", "name": "X"}).status_code == 403
    assert space.every_brand() == ()


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("slug", [*slugs(), OTHER])
def test_the_networks_to_choose_stand_in_the_order_of_their_points(
    slug: str, language: str
) -> None:
    begun = Answers.begun(language=language, today=date(2026, 11, 26))
    answers = complete(begun, {"starter": slug, "name": "The Heron"})
    shown = [row.score for row in rows(answers, Background(), Speech(language))]
    scores = [int(re.findall(r"\d+", said)[0]) for said in shown]
    assert len(scores) > 2
    assert scores == sorted(scores, reverse=True), shown


@pytest.mark.parametrize("language", ["en", "fr"])
def test_ten_proposals_that_are_taken_make_a_strategy_and_a_calendar(
    space: Workspace, language: str
) -> None:
    reader = inside(space)
    where = "/start/strategy"
    for step in STEPS:
        page = reader.read(where, HTTP_ACCEPT_LANGUAGE=language).page
        sent = Fields(page.replace('method="get"', 'method="post"'), "/start/strategy").fields
        assert sent["answered"] == [step.name]
        if step.name == "name":
            sent["is.text"] = ["The Heron"]
        if step.name == "starter":
            sent["is.text"] = ["restaurant"]
        if step.name == "accounts":
            sent |= {f"is.{network}.handle": ["heron"] for network in sent["is.network"]}
        query = "&".join(
            f"{name}={quote_(value)}" for name, values in sent.items() for value in values
        )
        answer = reader.ask(f"/start/strategy?{query}", HTTP_ACCEPT_LANGUAGE=language)
        assert answer.status_code == 302, (step.name, answer.content.decode()[:400])
        where = answer.headers["Location"]
    page = reader.read(where, HTTP_ACCEPT_LANGUAGE=language).page
    sent = Fields(page, "/start/strategy/made").fields
    answer = send(reader, "/start/strategy/made", sent, HTTP_ACCEPT_LANGUAGE=language)
    assert answer.status_code == 302
    ours = space.strategy("The Heron")
    assert ours.identity.language == language
    where = answer.headers["Location"]
    waiting = reader.read(where, HTTP_ACCEPT_LANGUAGE=language).page
    assert 'hx-trigger="load delay:1s"' in waiting
    assert "<noscript><meta http-equiv" in waiting
    assert "balise worker" in waiting, "nobody is there to do it, and that is said"
    do(space, where.rpartition("/")[2], Event())
    led = reader.ask(where, HTTP_ACCEPT_LANGUAGE=language)
    assert (led.status_code, led["Location"]) == (302, "/The%20Heron/calendar")
    assert space.store.plans("The Heron")[-1].plan.weeks == 4
    again = send(reader, "/start/strategy/made", sent)
    assert again.status_code == 400, "a brand of this name is there now"
    assert len(space.strategies("The Heron")) == 1


def quote_(text: str) -> str:
    from urllib.parse import quote  # noqa: PLC0415 - here alone

    return quote(text, safe="")


def test_an_answer_that_cannot_be_used_is_told_and_nothing_is_lost(space: Workspace) -> None:
    where = (
        "/start/strategy?starter=restaurant&name=The+Heron&step=target&answered=target"
        "&is.figure=many&is.ends=2027-03-01&is.before="
    )
    answer = inside(space).ask(where)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "cannot be used" in page
    assert 'value="many"' in page
    assert 'name="name" value="The Heron"' in page


BEGUN = "/start/strategy?starter=restaurant&name=The+Heron"


def answered(reader: Reader, step: str, given_: list[tuple[str, str]], **more: str) -> Any:
    sent = urlencode([("step", step), ("answered", step), *given_])
    return reader.ask(f"{BEGUN}&{sent}", **more)


def place_of(answer: Any, name: str) -> str:
    assert answer.status_code == 302, unescape(answer.content.decode())
    return parse_qs(urlsplit(str(answer["Location"])).query)[name][0]


def test_countries_are_named_as_people_do_and_chosen_from_a_list(space: Workspace) -> None:
    reader = inside(space)
    page = reader.read(f"{BEGUN}&audience=parents+25-40+BE&step=audience", **FRENCH).page
    assert '<option value="Côte d’Ivoire">' in unescape(page)
    assert 'value="Belgique"' in page
    assert "deux lettres" not in page
    named = [("is.people", "parents"), ("is.from", "25"), ("is.to", "40")]
    chosen = [("is.country", "belgique"), ("is.country", "Pays-Bas"), ("is.country", ""),
              ("is.country", "United  States"), ("is.country", "BE")]  # fmt: skip
    assert place_of(answered(reader, "audience", named + chosen), "audience") == (
        "parents 25-40 BE NL US"
    )
    odd = answered(reader, "audience", [*named, ("is.country", "Belgik")], **FRENCH)
    page = unescape(odd.content.decode())
    assert odd.status_code == 400
    assert "n’est pas un pays connu ici" in page
    assert 'value="Belgik"' in page
    wrong = answered(reader, "audience", [("is.from", "40"), ("is.to", "25")]).content.decode()
    assert "the youngest first" in wrong
    assert "BE FR" not in wrong
    path = f"{BEGUN.replace('strategy?', 'strategy/check?')}&step=audience&"
    told = reader.ask(path + urlencode(named + chosen), **FRENCH).content.decode()
    assert "parents, 25–40, Belgique, Pays-Bas et États-Unis" in told


def test_competitors_are_chosen_by_network_and_written_by_handle(space: Workspace) -> None:
    reader = inside(space)

    def sent(*rivals: tuple[str, str]) -> list[tuple[str, str]]:
        names = ("is.rival.network", "is.rival.handle")
        return [pair for one in rivals for pair in zip(names, one, strict=True)]

    both = [("is.tone", "warm"), *sent(("instagram", "@brico.nord"), ("", ""), ("x", "other"))]
    text = place_of(answered(reader, "voice", both), "voice")
    assert text == "warm instagram:brico.nord x:other"
    page = reader.read(f"{BEGUN}&{urlencode({'voice': text, 'step': 'voice'})}").page
    assert "network:handle" not in page
    assert '<option value="instagram" selected>' in page
    assert 'value="brico.nord"' in page
    later = reader.read(f"{BEGUN}&{urlencode({'voice': text, 'step': 'audience'})}").page
    assert "warm · brico.nord (Instagram), other (X)" in later
    for rival, said in (
        (("", "brico"), "On which network is brico?"),
        (("instagram", ""), "Which account of a competitor on Instagram?"),
        (("instagram", "Brico Nord"), "“Brico Nord” is no handle: it has a space."),
    ):
        answer = answered(reader, "voice", sent(rival))
        assert answer.status_code == 400
        assert said in unescape(answer.content.decode())


def test_a_handle_that_is_missing_is_asked_for_and_none_is_made_up(space: Workspace) -> None:
    reader = inside(space)
    chosen = [("is.network", "instagram"), ("is.network", "facebook"),
              ("is.instagram.handle", "heron")]  # fmt: skip
    answer = answered(reader, "accounts", chosen)
    assert answer.status_code == 400
    assert "The handle on Facebook is missing." in unescape(answer.content.decode())
    spaced = answered(reader, "accounts", [*chosen, ("is.facebook.handle", "The Heron")])
    assert "“The Heron” is no handle" in unescape(spaced.content.decode())
    whole = place_of(
        answered(reader, "accounts", [*chosen, ("is.facebook.handle", "hr")]), "accounts"
    )
    assert whole == "instagram heron; facebook hr"
    skipped = reader.ask(f"{BEGUN}&accounts=instagram+heron;+facebook&step=summary")
    page = unescape(skipped.content.decode())
    assert "The handle on Facebook is missing." in page
    assert "start/strategy/made" not in page
    told = {"starter": "restaurant", "name": "The Heron", "accounts": "facebook"}
    assert send(reader, "/start/strategy/made", told).status_code in {200, 400}
    assert space.every_brand() == ()


def test_a_way_back_shows_what_was_answered(space: Workspace) -> None:
    reader = inside(space)
    page = reader.read("/start/strategy?starter=restaurant&name=A&hours=3&step=hours").page
    assert 'value="3"' in page
    asked = reader.read("/start/strategy?starter=restaurant&name=A&want=tickets&step=kpi")
    back = next(link for link in asked.links if "Back" in link.said)
    assert parse_qs(urlsplit(back.href).query)["want"] == ["tickets"]


def test_how_an_answer_is_understood_is_said_while_it_is_written(space: Workspace) -> None:
    reader = inside(space)
    on = "/start/strategy/check?starter=restaurant&name=A&step=target&is.figure="
    assert "Understood" in reader.ask(f"{on}1+200&is.ends=2027-03-01").content.decode()
    assert "cannot be used" in reader.ask(f"{on}x").content.decode()


def test_a_starter_strategy_can_be_made_for_a_brand_that_is_there(space: Workspace) -> None:
    files = tuple(write(space))
    space.import_(files, brand="Park")
    reader = inside(space)
    page = reader.read("/start/strategy?brand=Park&starter=restaurant&step=summary")
    sent = Fields(page.page, "/start/strategy/made").fields
    assert sent["brand"] == ["Park"]
    assert send(reader, "/start/strategy/made", sent).status_code == 302
    assert space.strategy("Park").accounts
    ana = inside(space, name="ana", roles={"Park": Role.EDITOR})
    assert ana.ask("/start/strategy?brand=Park").status_code == 200
    assert ana.ask("/start/strategy?brand=Other").status_code == 403


def write(space: Workspace) -> Iterator[Path]:
    for name, content in simulate.exports(simulate.World(3, weeks=3)).items():
        if name != simulate.NOTE:
            path = space.folder / name
            path.write_bytes(content)
            yield path


def test_files_make_a_brand_and_lead_to_how_far_they_are(space: Workspace) -> None:
    reader = inside(space)
    answer = upload(reader, "  Chez Léa ", an_export())
    assert answer.status_code == 302
    where = answer.headers["Location"]
    assert reader.ask(where).status_code == 200
    do(space, where.rpartition("/")[2], Event())
    assert space.brands() == ("Chez Léa",)
    assert "/insights" in reader.read(where).page
    assert not list(space.folder.glob("uploads/*")), "what was read is kept no longer"


@pytest.mark.parametrize(
    ("name", "content"),
    [("", b"a"), ("x\u202e", b"a"), ("y" * 500, b"a")],
)
def test_what_is_no_name_makes_no_brand_and_is_told(
    space: Workspace, name: str, content: bytes
) -> None:
    answer = upload(inside(space), name, SimpleUploadedFile("../../a.csv", content))
    assert answer.status_code == 400
    assert 'class="wrong"' in answer.content.decode()
    assert space.every_brand() == ()


def test_a_brand_that_is_there_is_not_written_over(space: Workspace) -> None:
    reader = inside(space)
    upload(reader, "Park", an_export())
    answer = upload(reader, "Park", an_export())
    assert answer.status_code == 400
    assert "already" in answer.content.decode()


def test_two_files_of_one_name_are_both_kept(tmp_path: Path) -> None:
    files = [SimpleUploadedFile("a.csv", b"1"), SimpleUploadedFile("b/a.csv", b"2")]
    assert sorted((tmp_path / path).read_bytes() for path in kept(tmp_path, files)) == [b"1", b"2"]


@given(st.text(max_size=300))
@settings(max_examples=200)
def test_no_name_leads_out_of_its_folder(name: str) -> None:
    found = plain(name, 1)
    assert found
    assert found not in {".", ".."}
    assert not set(found) & set('/\\\0\n:*?"<>|')


def test_the_made_up_brand_has_all_and_says_that_it_is_made_up(space: Workspace) -> None:
    reader = inside(space)
    where = send(reader, "/start/demo", {}).headers["Location"]
    assert "balise worker" in reader.read(where).page
    assert send(reader, "/start/demo", {}).headers["Location"] == where, "it is asked for once"
    do(space, where.rpartition("/")[2], Event())
    (brand,) = space.brands()
    assert reader.ask(where).headers["Location"] == address("home", brand)
    part = reader.ask(where, HTTP_HX_REQUEST="true")
    assert part["HX-Redirect"] == address("home", brand)
    assert "made-up" in brand
    assert space.is_made_up(brand)
    assert space.strategy(brand).objectives
    assert space.store.plans(brand)
    again = send(reader, "/start/demo", {})
    assert again["Location"] == address("home", brand), "it is there: nothing more"
    assert len(space.strategies(brand)) == 1


@pytest.mark.parametrize(
    "text", [HOSTILE, "\x00", "9" * 400, "﷽", "-", "a" * 5000, "1e400 by 2027-01-01"]
)
def test_no_answer_is_code_and_none_breaks_a_page(space: Workspace, text: str) -> None:
    reader = inside(space)
    for step in STEPS:
        for where in ("/start/strategy", "/start/strategy/check"):
            sent = "&".join(
                f"is.{name}={quote_(text)}"
                for name in ("text", "figure", "ends", "before", "people", "from", "to",
                             "country", "network", "tone", "tags", "rival.network", "rival.handle",
                             "other")
            )  # fmt: skip
            answer = reader.ask(
                f"{where}?starter=restaurant&name=A&{step.name}={quote_(text)}&step={step.name}"
                f"&answered={step.name}&{sent}"
            )
            assert answer.status_code in {200, 302, 400}, (step.name, answer.status_code)
            assert "<img src=x" not in answer.content.decode()
    for given_ in ({}, {"name": text}, {step.name: text for step in STEPS}):
        assert send(reader, "/start/strategy/made", given_).status_code in {302, 400, 200}
