"""The interview without a terminal: what is proposed, what is refused, and what comes of it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from balise.domain.account import NETWORKS
from balise.domain.metric import METRICS
from balise.domain.strategy import STAGES, Presence
from balise.errors import AnswerError
from balise.strategy import Strategy, align
from balise.strategy.answers import Answers, Background
from balise.strategy.draft import draft
from balise.strategy.interview import STEPS, complete, kpis, model
from balise.strategy.questions import question
from balise.strategy.ranking_words import ORDERED
from balise.strategy.rhythm import posts
from balise.strategy.starter import OTHER, slugs
from balise.strategy.wants import USUAL, WANTS
from balise.words import LANGUAGES, Speech

TODAY = date(2026, 11, 26)
EVERY = (*slugs(), OTHER)


def begun(language: str = "en", **more: object) -> Answers:
    return replace(Answers.begun(language=language, today=TODAY), **more)  # type: ignore[arg-type]


def answered(language: str = "en", **texts: str) -> Answers:
    return complete(begun(language), {"starter": "restaurant", "name": "The Heron", **texts})


def test_ten_questions_at_most_and_each_has_a_proposal() -> None:
    assert len(STEPS) <= 10
    done = complete(begun(), {})
    for step in STEPS:
        for language in LANGUAGES:
            said = question(step.name, replace(done, language=language), Background())
            assert said.asked
            assert said.proposal, step.name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", EVERY)
def test_networks_stand_in_the_order_of_the_points_that_are_told(slug: str, language: str) -> None:
    done = complete(begun(language), {"starter": slug, "name": "The Heron"})
    asked = question("accounts", done, Background()).told
    ordered = Speech(language).text(ORDERED)
    assert ordered in asked
    told = [said for said in asked if " points (" in said and said != ordered]
    scores = [int(re.findall(r"\d+", said.split(":", 1)[1])[0]) for said in told]
    assert len(scores) > 2
    assert scores == sorted(scores, reverse=True), told


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", EVERY)
def test_a_starter_alone_gives_a_strategy_without_any_finding(slug: str, language: str) -> None:
    ours = draft(complete(begun(language), {"starter": slug, "name": "Le Héron ? « oui »"}))
    assert ours.findings == ()
    found = align(ours, text=ours.text, file="strategy.toml")
    assert found.findings == (), "what we wrote ourselves serves something"
    assert ours.identity.name == "Le Héron ? « oui »"
    assert ours.identity.language == language
    assert {one.handle for one in ours.accounts} == {"le-heron-oui"}


@pytest.mark.parametrize("want", list(WANTS))
@pytest.mark.parametrize("slug", EVERY)
def test_whatever_is_wanted_of_whatever_starter_holds_together(slug: str, want: str) -> None:
    answers = complete(begun("fr"), {"starter": slug, "name": "N", "want": want})
    ours = draft(answers)
    assert [one for one in ours.findings if one.severity != "info"] == []
    assert align(ours, text=ours.text, file="s").findings == ()
    assert ours.objectives[0].kpi == answers.kpi
    assert ours.objectives[0].priority == max(one.priority for one in ours.objectives)
    assert len({one.stage for one in ours.objectives}) == len(ours.objectives)


def test_each_want_has_a_stage_of_the_reference_table_and_kpis_that_are_known() -> None:
    for want in WANTS.values():
        assert want.reference.stage in STAGES
        assert all(kpi in USUAL or kpi in METRICS for kpi in want.kpis)
        assert want.measure
        assert want.misses


def test_objectives_lead_to_one_another_by_their_stages() -> None:
    ours = draft(answered(want="awareness"))
    names = {one.name: one for one in ours.objectives}
    assert ours.objectives[0].stage == "awareness"
    for one in ours.objectives:
        if one.supports:
            assert STAGES.index(names[one.supports].stage) >= 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_says_why_in_the_language_of_the_user(language: str) -> None:
    text = draft(complete(begun(language), {"starter": "restaurant", "name": "Le Héron"})).text
    lines = text.splitlines()
    bare = [
        line
        for above, line in pairwise(lines)
        if line.startswith("[") and not above.startswith("#")
    ]
    assert [line for line in bare if line not in {"[[pillars]]", "[[series]]"}] == []
    word = {"en": "because|Proposed|answered", "fr": "Proposé"}[language].split("|")
    assert any(each in text for each in word)
    other = {"en": "Proposé par", "fr": "Proposed by"}[language]
    assert other not in text


def test_comments_tell_an_answer_from_a_proposal() -> None:
    assert "As you answered." not in draft(answered()).text
    assert "As you answered." in draft(answered(audience="students 18-25 GB")).text
    assert "an example, not a forecast" in draft(answered()).text
    assert "The figure and the date are yours." in draft(answered(target="200")).text


def test_a_name_cannot_break_out_of_its_comment_or_its_quotes() -> None:
    name = 'x" # \u202e [[objectives]] \\ %'
    with pytest.raises(AnswerError):
        answered(name=name)
    ours = draft(answered(name='a "b" \\ # [c]'))
    assert ours.identity.name == 'a "b" \\ # [c]'
    assert tomllib.loads(ours.text)["strategy"]["name"] == 'a "b" \\ # [c]'


def test_dates_are_filled_in_from_the_starters_weeks_and_days() -> None:
    ours = draft(answered())
    assert ours.objectives[0].starts == date(2026, 11, 30)
    assert ours.objectives[0].ends == date(2027, 2, 21)
    assert ours.events[0].date == date(2026, 11, 30) + timedelta(days=45)


def test_the_event_of_tickets_is_the_end_of_the_objective() -> None:
    ours = draft(
        complete(begun(), {"starter": "event", "name": "F", "target": "500 by 2027-03-20"})
    )
    assert ours.events[0].date == ours.objectives[0].ends == date(2027, 3, 20)
    assert all(phase.to_day <= 0 for phase in ours.events[0].phases)


def test_an_event_that_does_not_fit_is_left_out() -> None:
    assert draft(answered(target="20 in 2 weeks")).events == ()


def test_a_kpi_may_be_the_name_of_an_outcome_and_never_nearly_a_metric() -> None:
    assert draft(answered(kpi="phone calls")).objectives[0].kpi == "phone calls"
    for wrong in ("clicks", "likes", "reachs", "99"):
        with pytest.raises(AnswerError):
            answered(kpi=wrong)
    with pytest.raises(AnswerError, match="impressions"):
        answered(kpi="impresions")


def test_people_who_are_counted_once_are_followed_and_never_summed() -> None:
    ours = draft(answered(kpi="reach", target="5000"))
    assert (ours.objectives[0].kpi, ours.objectives[0].aggregate) == ("reach", "level")


def test_a_rate_above_all_is_refused_and_a_share_is_taken() -> None:
    rate = "engagement_rate_by_reach"
    assert draft(answered(kpi=rate, target="5 %")).objectives[0].target == pytest.approx(0.05)
    with pytest.raises(AnswerError):
        answered(kpi=rate, target="120")


def test_less_than_before_is_no_target() -> None:
    with pytest.raises(AnswerError):
        answered(target="80, 90 before")
    ours = draft(answered(target="160, 90 before"))
    assert ours.objectives[0].baseline == 90


def test_the_outcome_of_the_starters_own_want_is_proposed_first() -> None:
    assert kpis(answered())[0] == "bookings"
    assert kpis(answered(want="awareness"))[0] == "views"


def test_with_data_answers_are_filled_in() -> None:
    known = Background(
        name="Shop",
        timezone="Europe/Brussels",
        accounts=(Presence(network="instagram", handle="shop", followers=900.0),),
        per_week={"instagram:shop": 2.5},
        baselines={"link_clicks": 10.0},
        hashtags=("#shop",),
        posts=120,
    )
    answers = complete(begun("fr"), {"starter": "baby-shop", "kpi": "link_clicks"}, known)
    ours = draft(answers, known)
    assert ours.identity.name == "Shop"
    assert (ours.identity.timezone, ours.identity.currency) == ("Europe/Brussels", "EUR")
    assert [one.id for one in ours.accounts] == ["instagram:shop"]
    assert ours.accounts[0].followers == 900
    assert answers.accounts[0].per_week == 2.5
    assert ours.hashtags.brand == ("#shop",)
    assert answers.baseline == pytest.approx(10 * answers.weeks, abs=0.1)
    assert answers.baseline is not None
    assert answers.target > answers.baseline


@pytest.mark.parametrize("hours", ["0.5", "1", "4", "8", "20", "100"])
@pytest.mark.parametrize("slug", EVERY)
def test_the_team_can_make_what_the_accounts_post(slug: str, hours: str) -> None:
    answers = complete(begun(), {"starter": slug, "name": "N", "hours": hours})
    ours = draft(answers)
    assert [one for one in ours.findings if one.severity != "info"] == []
    for account, kinds in posts(ours).items():
        presence = next(one for one in ours.accounts if one.id == account)
        assert sum(kinds.values()) <= presence.posts_per_week[1]
        assert set(kinds) <= set(ours.capacity)
    assert sum(ours.capacity.values()) > 0


texts = st.fixed_dictionaries(
    {"starter": st.sampled_from(EVERY), "name": st.text(max_size=30)},
    optional={
        "want": st.sampled_from(list(WANTS)),
        "kpi": st.sampled_from([*METRICS, "till", "donors", "engagement", "survey", "visits"]),
        "target": st.one_of(
            st.integers(1, 10**7).map(str),
            st.tuples(st.integers(1, 10**5), st.integers(1, 156)).map(
                "{0[0]} in {0[1]} weeks".format
            ),
            st.tuples(st.integers(1, 999), st.integers(0, 999)).map("{0[0]}, {0[1]} before".format),
        ),
        "audience": st.tuples(
            st.integers(0, 60),
            st.integers(60, 120),
            st.sampled_from(["", "BE", "US JP", "teachers"]),
        ).map("{0[0]}-{0[1]} {0[2]}".format),
        "hours": st.floats(0.5, 168).map("{:.1f}".format),
        "accounts": st.lists(
            st.sampled_from(NETWORKS[:-1]), min_size=1, max_size=5, unique=True
        ).map(", ".join),
        "pillars": st.sets(st.integers(1, 5), min_size=1).map(
            lambda some: " ".join(map(str, some))
        ),
        "voice": st.sampled_from(["dry #a #b", "x:rival kind", "#été", ""]),
    },
)  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(texts=texts, language=st.sampled_from(LANGUAGES))
def test_any_answers_that_are_taken_give_a_strategy_without_a_mistake(
    texts: dict[str, str], language: str
) -> None:
    try:
        answers = complete(begun(language), texts)
    except AnswerError:
        return
    ours = draft(answers)
    assert [one for one in ours.findings if one.severity != "info"] == []
    assert Strategy.parse(ours.text) == ours
    assert ours.objectives[0].kpi == answers.kpi
    assert {one.name for one in ours.pillars} == set(answers.pillars)
    assert model(answers).slug == texts["starter"]
