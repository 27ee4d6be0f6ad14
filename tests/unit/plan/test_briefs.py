"""Briefs: what they tell, that ideas do not come twice, and what hostile names do to them."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from balise.beginning import words_of
from balise.domain.brief import Brief
from balise.domain.plan import Slot
from balise.domain.strategy import CallToAction, Event, Phase, Pillar, Strategy
from balise.plan.briefs import briefs
from balise.plan.briefs_ideas import library
from balise.plan.briefs_specs import MOST, specs
from balise.reference.network_rules import networks, rules
from balise.strategy.answers import Answers
from balise.strategy.draft import draft
from balise.strategy.interview import complete
from balise.strategy.rhythm import takes
from balise.strategy.starter import OTHER, Idea, slugs, starter
from balise.words import LANGUAGES

AT = datetime(2026, 12, 1, 17, tzinfo=UTC)
KINDS = ("text", "link", "image", "carousel", "video", "short_video", "story", "poll", "document")


@cache
def heron(language: str = "en", slug: str = "restaurant") -> Strategy:
    begun = Answers.begun(language=language, today=date(2026, 11, 26))
    return draft(complete(begun, {"starter": slug, "name": "Le Héron"}))


def slot(n: int = 0, **facts: Any) -> Slot:
    given_: dict[str, Any] = {
        "slot_id": f"s{n}",
        "content_id": f"c{n}",
        "network": "instagram",
        "account": "heron",
        "publish_at": AT + timedelta(hours=9 * n),
        "timezone": "Europe/London",
        "kind": "short_video",
        "pillar": "kitchen",
        **facts,
    }
    return Slot(**given_)


def one(strategy: Strategy | None = None, language: str = "en", **facts: Any) -> Brief:
    return briefs(strategy or heron(), [slot(**facts)], language=language)[0]


def test_the_goal_names_the_figure_its_date_and_what_the_post_should_bring() -> None:
    said = one(objective="covers-booked", q05=0.4, q50=2.0, q95=11.6).goal
    assert said.startswith("Covers booked: 160 bookings by ")
    assert "about 2, and 0.4 to 12 in nine cases of ten" in said


def test_what_cannot_be_told_is_not_given_a_figure() -> None:
    bads: tuple[dict[str, Any], ...] = ({"q50": 3.0}, {"q05": 1.0, "q50": 3.0, "q95": math.inf})
    for bad in bads:
        said = one(objective="covers-booked", **bad).goal
        assert "cannot be told yet" in said
        assert "nan" not in said
        assert "inf" not in said


def test_a_level_is_not_credited_to_a_post() -> None:
    aim = replace(heron().objectives[0], kpi="reach", aggregate="level", target=4000.0)
    strategy = replace(heron(), objectives=(aim,))
    said = one(strategy, objective=aim.name, q05=1.0, q50=2.0, q95=3.0).goal
    assert "no single post is credited" in said
    assert "about 2" not in said


def test_a_rate_is_told_in_percent_and_hours_watched_in_hours() -> None:
    rate = replace(
        heron().objectives[0], kpi="engagement_rate_by_reach", aggregate="rate", target=0.05
    )
    said = one(
        replace(heron(), objectives=(rate,)), objective=rate.name, q05=0.01, q50=0.04, q95=0.09
    )
    assert "5.0% engagement rate by reach" in said.goal
    assert "1.0% to 9.0%" in said.goal
    watched = replace(rate, kpi="watch_time_s", aggregate="total", target=360_000.0)
    told = one(replace(heron(), objectives=(watched,)), objective=watched.name, q50=7200.0)
    assert "100 hours watched" in told.goal


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_brief_of_every_starter_tells_all_that_a_maker_needs(language: str) -> None:
    for slug in slugs():
        strategy = heron(language, slug)
        for pillar in strategy.pillars:
            cta = strategy.calls_to_action[0]
            told = one(
                strategy,
                language,
                pillar=pillar.name,
                kind="image",
                cta=cta.name,
                objective=strategy.objectives[0].name,
            )
            assert told.angle
            assert told.hook
            assert told.shots
            assert cta.phrases[0] in told.ask
            assert told.alt
            assert told.audience
            assert pillar.keywords[0] in told.pillar
            assert told.specs


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", [*slugs(), OTHER])
def test_nothing_in_braces_reaches_a_brief_and_its_blanks_are_named(
    slug: str, language: str
) -> None:
    ours = heron(language, slug)
    slots = [
        slot(n, pillar=pillar.name, kind=kind, stage=stage, network="facebook")
        for n, (pillar, kind, stage) in enumerate(
            product(ours.pillars, KINDS, ("awareness", "consideration", "conversion"))
        )
    ]
    found = briefs(ours, slots, language=language)
    assert found
    for made in found:
        said = (made.angle, made.hook, *made.shots, made.ask, made.goal, made.audience, made.pillar)
        assert not [text for text in said if re.search(r"[{}]", text)]
        bare = re.sub(r"\[[^\[\]\n]{1,40}\]", "", "\n".join((made.angle, made.hook, *made.shots)))
        assert not re.search(r"[\[\]]", bare), "a blank is whole"
        assert all(blank in "\n".join(said) for blank in made.blanks)
        assert not re.search(r"[\[\]{}]", words_of(replace(made, hashtags=()))), "of the demo"
    every = starter(slug, language).ideas
    assert not [one for one in every if re.search(r"[{}]", f"{one.title}{one.hook}{one.shots}")]


def test_an_idea_is_of_the_pillar_and_of_its_stage_and_kind_where_there_is_one() -> None:
    known = {idea.title: idea for idea in starter("restaurant", "en").ideas}
    for kind, stage in (("carousel", "consideration"), ("short_video", "awareness")):
        idea = known[one(kind=kind, stage=stage).angle]
        assert (idea.pillar, idea.kind, idea.stage) == ("kitchen", kind, stage)


def test_a_film_is_not_briefed_with_the_shots_of_a_text() -> None:
    only = (idea("Words", kind="text"),)
    told = briefs(heron(), [slot(stage="loyalty")], ideas=only)[0]
    assert told.angle != "Words"


def idea(title: str, **facts: str) -> Idea:
    plain: dict[str, Any] = {
        "pillar": "kitchen",
        "stage": "awareness",
        "kind": "short_video",
        "title": title,
        "hook": f"Hook of {title}",
        "shots": ("One",),
        "ask": "Do it",
        "cta": "answer",
        **facts,
    }
    return Idea(**plain)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["kitchen", "plates", "own thing", ""]),
            st.sampled_from(["awareness", "consideration", "conversion", ""]),
            st.sampled_from(KINDS),
            st.integers(0, 12),
        ),
        min_size=1,
        max_size=60,
    )
)
def test_no_idea_comes_again_before_all_that_fit_were_used(
    rows: list[tuple[str, str, str, int]],
) -> None:
    first: dict[int, list[str]] = {}
    for *what, piece in rows:
        first.setdefault(piece, what)
    slots = [
        slot(
            n,
            content_id=f"c{piece}",
            pillar=first[piece][0],
            stage=first[piece][1],
            kind=first[piece][2],
        )
        for n, (*_, piece) in enumerate(rows)
    ]
    told = briefs(heron(), slots)
    known = library(heron(), (), "en")
    used: Counter[str] = Counter()
    given_: dict[str, str] = {}
    for each in told:
        if each.slot.content_id in given_:
            assert given_[each.slot.content_id] == each.angle
            continue
        given_[each.slot.content_id] = each.angle
        fitting = [one.title for one in known.fitting(each.slot)]
        assert bool(fitting) is bool(each.angle)
        if each.angle:
            assert each.angle in fitting
            assert used[each.angle] == min(used[title] for title in fitting)
            used[each.angle] += 1


def test_copies_of_one_piece_share_the_idea_and_not_the_wording_and_are_reminded() -> None:
    both = [
        slot(0, cta="book"),
        slot(1, content_id="c0", network="tiktok", publish_at=AT + timedelta(days=1), cta="book"),
    ]
    first, second = briefs(heron(), both)
    assert first.angle == second.angle
    assert first.ask != second.ask
    assert "TikTok (2 December at 17:00)" in first.copies
    assert "Instagram (1 December at 17:00)" in second.copies
    assert "never published twice" in first.copies
    assert not one().copies


def test_copies_that_lie_apart_are_worded_otherwise_all_the_same() -> None:
    asks = (CallToAction(name="book", phrases=("A", "B", "C")),)
    strategy = replace(heron(), calls_to_action=asks)
    copies = {0: "instagram", 3: "tiktok", 6: "youtube", 9: "facebook"}
    slots = [
        slot(n, cta="book", content_id="c0" if n in copies else f"c{n}", network=copies.get(n, "x"))
        for n in range(10)
    ]
    told = briefs(strategy, slots)
    assert {told[n].ask for n in (0, 3, 6)} == {"A", "B", "C"}
    assert told[9].ask
    assert all(
        one.ask != two.ask or one.slot.content_id == "c0" or two.slot.content_id == "c0"
        for one, two in pairwise(told)
    )


def test_asks_take_their_wordings_in_turn_and_carry_the_code_and_the_link() -> None:
    asks = (CallToAction(name="book", phrases=("A", "B", "C"), url="https://x.org/b", code="H1"),)
    strategy = replace(heron(), calls_to_action=asks)
    told = briefs(strategy, [slot(n, cta="book") for n in range(5)])
    assert [each.ask[0] for each in told] == ["A", "B", "C", "A", "B"]
    assert all(each.link == "https://x.org/b" for each in told)
    assert all("H1" in each.ask for each in told)
    assert any("tap" in spec.text for spec in told[0].specs)
    assert not one(strategy).ask


def test_an_ask_without_words_is_worded_by_the_idea_or_named() -> None:
    asks = (CallToAction(name="answer"), CallToAction(name="come-by"))
    strategy = replace(heron(), calls_to_action=asks)
    ideas = [idea("One")]
    assert briefs(strategy, [slot(cta="answer")], ideas=ideas)[0].ask == "Do it"
    assert briefs(strategy, [slot(cta="come-by")], ideas=ideas)[0].ask == "Come by"


def test_a_pillar_that_no_starter_knows_gets_trade_neutral_ideas_of_its_stage() -> None:
    strategy = replace(heron(), pillars=(Pillar(name="our boats"),))
    titles = {each.title: each for each in starter("other", "en").ideas}
    told = one(strategy, pillar="our boats", stage="awareness", kind="image")
    assert titles[told.angle].stage == "awareness"
    empty = one(strategy, pillar="our boats", stage="loyalty", kind="live")
    assert (empty.angle, empty.hook, empty.shots) == ("", "", ())


def test_hooks_stay_in_the_language_of_the_strategy_and_shots_are_in_that_of_the_maker() -> None:
    french = heron("fr")
    told = one(french, "en", pillar="cuisine", stage="awareness")
    at = [each.hook for each in starter("restaurant", "fr").ideas].index(told.hook)
    assert starter("restaurant", "en").ideas[at].title == told.angle
    assert starter("restaurant", "en").ideas[at].shots == told.shots


def test_ideas_of_ones_own_come_before_those_of_the_starter() -> None:
    assert briefs(heron(), [slot()], ideas=[idea("Mine")])[0].angle == "Mine"


def test_a_draft_of_ones_own_takes_no_idea() -> None:
    told = briefs(heron(), [slot(0, draft="d7"), slot(1)], ideas=[idea("Mine")])
    assert not told[0].angle
    assert "d7" in told[0].occasion
    assert told[1].angle == "Mine"


def test_series_event_and_phase_are_named() -> None:
    event = Event(
        name="Open day",
        date=date(2027, 2, 20),
        phases=(Phase(name="last days", from_day=-2, to_day=0),),
    )
    told = one(
        replace(heron(), events=(event,)), series="Slate", event="Open day", phase="last days"
    )
    for part in ("Slate", "Open day", "20 February 2027", "last days"):
        assert part in told.occasion


def test_the_audience_is_told_by_what_it_looks_for() -> None:
    told = one(audience="neighbours who eat out")
    assert told.audience.startswith("Neighbours who eat out (25 to 55 years old")
    assert "find a table without a telephone call" in told.audience
    assert "celebrate" in one().audience
    assert "Neighbours" in one().audience


@pytest.mark.parametrize("network", networks())
@pytest.mark.parametrize("language", LANGUAGES)
def test_requirements_are_few_and_each_has_a_source_and_a_day(network: str, language: str) -> None:
    pages = {rule.url for rule in rules()}
    for kind in KINDS:
        if not takes(network, kind):
            continue
        found = specs(slot(network=network, kind=kind), language, has_link=True)
        assert len(found) <= MOST
        assert len({each.text for each in found}) == len(found)
        for each in found:
            assert each.url in pages
            assert each.title
            assert date.fromisoformat(each.checked)
            assert "{" not in each.text


def test_requirements_are_those_of_the_rules() -> None:
    said = " / ".join(each.text for each in specs(slot(kind="carousel"), "en"))
    assert "4:5" in said
    assert "2 to 10 pictures" in said
    assert "2,200 characters" in said
    assert "Hashtags: 5 at most" in said
    assert "2 min 20 s" in " ".join(e.text for e in specs(slot(network="x", kind="video"), "en"))


@pytest.mark.parametrize("kind", ["image", "carousel", "video", "short_video", "story", "document"])
def test_whatever_shows_something_reminds_of_those_who_do_not_see_it(kind: str) -> None:
    assert one(kind=kind).alt
    assert not one(kind="text").alt


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_that_look_like_places_or_markup_are_told_as_they_are(language: str) -> None:
    odd = "{0.__class__} %s <b>&"
    strategy = replace(
        heron(),
        pillars=(Pillar(name=odd, keywords=(odd,)),),
        calls_to_action=(CallToAction(name=odd, phrases=(odd,), code=odd),),
        events=(Event(name=odd, date=date(2027, 1, 1)),),
    )
    told = one(strategy, language, pillar=odd, cta=odd, event=odd, phase=odd, series=odd)
    for said in (told.pillar, told.ask, told.occasion):
        assert "{0.__class__}" in said


def test_an_empty_plan_has_no_briefs() -> None:
    assert briefs(heron(), []) == ()


def test_names_that_nothing_has_do_not_break_a_brief() -> None:
    told = one(
        objective="?", cta="nowhere", pillar="?", audience="?", event="?", kind="other", network="?"
    )
    assert "No objective" in told.goal
    assert told.ask == "Nowhere"
    assert told.specs == ()
