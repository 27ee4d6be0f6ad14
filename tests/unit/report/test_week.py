"""The brief of the week: what its cards tell, in which order, and that names cannot break it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from io import BytesIO
from typing import Any

import pytest

from balise.domain.brief import Brief, Spec
from balise.domain.plan import Slot
from balise.domain.strategy import Identity, Strategy
from balise.report import week_html, week_pdf
from balise.report.week import Page, Said, week
from balise.words import LANGUAGES

MONDAY = date(2026, 11, 30)
AT = datetime(2026, 11, 30, 11, 30, tzinfo=UTC)
SPEC = Spec(text="Film: 3 s to 15 min", title="Limits", url="https://x.org/a", checked="2026-06-26")
KINDS = ("short_video", "image", "text", "carousel", "story")


@cache
def told(**facts: Any) -> Said:
    strategy = Strategy(identity=Identity(name="Le Héron"), objectives=(), accounts=())
    return Said(strategy=strategy, starts=MONDAY, made=date(2026, 11, 26), **facts)


def brief(n: int = 0, slot: dict[str, Any] | None = None, **facts: Any) -> Brief:
    placed: dict[str, Any] = {
        "slot_id": f"s{n}",
        "content_id": f"c{n}",
        "network": "instagram",
        "account": "heron",
        "publish_at": AT + timedelta(hours=11 * n),
        "timezone": "Europe/Brussels",
        "kind": KINDS[n % len(KINDS)],
        "pillar": "kitchen",
        "hashtags": ("#bistro",),
        **(slot or {}),
    }
    made: dict[str, Any] = {
        "slot": Slot(**placed),
        "goal": "Goal",
        "audience": "Neighbours",
        "pillar": "Kitchen",
        "angle": f"Idea {n}",
        "hook": "Listen",
        "shots": ("Pot", "Ladle"),
        "ask": "Come",
        "specs": (SPEC,),
        "hashtags": ("#bistro",),
        "alt": "Say what is seen",
        **facts,
    }
    return Brief(**made)


def said(briefs: Sequence[Brief], language: str = "en", **facts: Any) -> Page:
    return week(briefs, told(**facts), language)


def html(briefs: Sequence[Brief], language: str = "en", **facts: Any) -> str:
    return week_html.render(briefs, told(**facts), language).decode()


def test_cards_stand_on_their_local_day_in_the_order_of_the_clock() -> None:
    late = brief(1, {"publish_at": datetime(2026, 12, 1, 23, 30, tzinfo=UTC)})
    early = brief(2, {"publish_at": datetime(2026, 12, 2, 7, tzinfo=UTC)})
    days = said([early, late, brief()]).days
    assert len(days) == 7
    assert [day.title for day in days if day.cards] == [
        "Monday 30 November",
        "Wednesday 2 December",
    ]
    assert [card.time for card in days[2].cards] == ["0:30", "8:00"]


def test_slots_of_other_weeks_are_left_out() -> None:
    others = [
        brief(1, {"publish_at": datetime(2026, 11, 29, 22, 59, tzinfo=UTC)}),
        brief(2, {"publish_at": datetime(2026, 12, 6, 23, 1, tzinfo=UTC)}),
    ]
    assert not [card for day in said(others).days for card in day.cards]
    assert said(others).lead == "Nothing is planned in this week."
    assert said(others).sources == ()


def test_pieces_are_counted_once_and_drafts_of_ones_own_are_made_already() -> None:
    page = said(
        [
            brief(0),
            brief(1, {"content_id": "c0", "network": "tiktok", "kind": "short_video"}),
            brief(2, {"draft": "mine", "kind": "image"}),
            brief(3, {"kind": "image"}),
        ]
    )
    assert page.lead == "4 posts. To be made: 1 × short video and 1 × image."
    assert said([brief(0, {"draft": "mine"})]).lead == "1 post, all of them ready."


def test_sources_are_numbered_once_and_old_ones_say_so() -> None:
    other = replace(SPEC, title="Press", checked="2025-12-11")
    page = said([brief(0, specs=(SPEC, other)), brief(1)])
    assert [each.partition(",")[0] for each in page.sources] == ["Limits", "Press"]
    assert "may have changed" not in page.sources[0]
    assert "may have changed" in page.sources[1]
    cards = [card for day in page.days for card in day.cards]
    assert [need.source for card in cards for need in card.needs] == [1, 2, 1]


def test_what_rests_on_figures_of_others_says_so() -> None:
    assert any("published figures" in each for each in said([brief()], is_prior=True).notes)
    assert not any("published figures" in each for each in said([brief()]).notes)


def test_places_to_fill_in_are_explained_where_there_are_any() -> None:
    assert any("square brackets" in each for each in said([brief(hook="[Name] closes")]).notes)
    assert not any("brackets" in each for each in said([brief()]).notes)


def test_a_slot_drawn_by_lot_asks_to_be_left_as_it_is_until_a_person_touched_it() -> None:
    drawn = said([brief(0, {"propensity": 0.5})]).days[0].cards[0]
    assert "Drawn by lot" in drawn.notes[0]
    for state in ({"touch": "moved"}, {"state": "skipped"}, {"propensity": 1.0}):
        assert not said([brief(0, {"propensity": 0.5, **state})]).days[0].cards[0].notes


def test_a_boost_and_a_state_are_chips_and_what_is_published_is_ticked() -> None:
    page = html([brief(0, {"boost": 40.5, "state": "published"})])
    assert "boost 40.50 EUR" in page
    assert re.search(r'<input type="checkbox" aria-label="Done" checked="">', page)
    assert "checked" not in html([brief()]).partition("<body")[2]


def test_an_untitled_slot_says_whose_idea_it_waits_for() -> None:
    assert said([brief(angle="")]).days[0].cards[0].title == "An idea of your own"
    own = said([brief(0, {"draft": "d7"}, angle="")]).days[0].cards[0]
    assert own.title == "Your own draft: d7"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("n", [0, 1, 15])
def test_the_page_fetches_nothing_runs_nothing_and_prints_on_a4(n: int, language: str) -> None:
    page = html([brief(k) for k in range(n)], language)
    assert page.count("<article") == n
    assert "<script" not in page
    assert "default-src &#x27;none&#x27;" in page
    assert not re.search(r'(?:src|href)="http|url\(|@import', page)
    assert not re.search(r' style="', page), "its policy allows no style of an element"
    assert page.count("<h1") == 1
    assert f'lang="{language}"' in page
    assert "size: A4" in page
    assert "prefers-color-scheme: dark" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_of_the_page_is_in_the_other_language(language: str) -> None:
    page = said([brief(k, {"propensity": 0.5, "boost": 3}) for k in range(15)], language)
    own = {"Goal", "Neighbours", "Kitchen", "Say what is seen", SPEC.text, "Limits"}
    shown = " ".join(each for each in texts(asdict(page)) if each not in own)
    foreign = {"fr": r"\b(?:the|and|of|what|posts)\b", "en": r"\b(?:les|des|pour|semaine)\b"}
    assert re.findall(foreign[language], shown) == []


def texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for inner in value.values() for text in texts(inner)]
    if isinstance(value, list | tuple):
        return [text for inner in value for text in texts(inner)]
    return [value] if isinstance(value, str) else []


def test_names_are_escaped_and_never_markup() -> None:
    bad = "</style><script>alert(1)</script>"
    page = html(
        [brief(0, {"account": bad, "pillar": bad}, angle=bad, hook=bad, ask=bad, link=bad)],
        is_made_up=True,
    )
    assert "<script" not in page
    assert page.count("</style>") == 1
    assert "Made-up data" in page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("n", [0, 1, 15])
def test_the_pdf_is_tagged_and_holds_every_card(n: int, language: str) -> None:
    pytest.importorskip("typst")
    pypdf = pytest.importorskip("pypdf")
    made = week_pdf.render([brief(k) for k in range(n)], told(), language)
    read = pypdf.PdfReader(BytesIO(made))
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"] == True  # noqa: E712 - a PDF's own true
    text = "".join(page.extract_text() for page in read.pages)
    assert "Le Héron" in text
    for k in range(n):
        assert f"Idea {k}" in text
    box = read.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)


def test_texts_reach_the_pdf_as_they_are() -> None:
    pytest.importorskip("typst")
    pypdf = pytest.importorskip("pypdf")
    odd = '#read("/etc/passwd") *bold* $x$ \\ "'
    read = pypdf.PdfReader(BytesIO(week_pdf.render([brief(angle=odd)], told(), "en")))
    assert '#read("/etc/passwd") *bold* $x$' in read.pages[0].extract_text()


def test_a_card_longer_than_a_page_is_printed_to_its_end() -> None:
    pytest.importorskip("typst")
    pypdf = pytest.importorskip("pypdf")
    long = " ".join(f"word{n}" for n in range(3_000))
    read = pypdf.PdfReader(BytesIO(week_pdf.render([brief(hook=long), brief(1)], told(), "en")))
    text = " ".join(page.extract_text() for page in read.pages)
    assert "word0" in text
    assert "word2999" in text
    assert "Idea 1" in text
