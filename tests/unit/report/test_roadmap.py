"""The road map of one page: its figures, its sentences, its forms."""

from __future__ import annotations

import math
import re
from dataclasses import asdict, replace
from datetime import date
from functools import cache
from io import BytesIO

import pytest

from balise.domain.strategy import Blackout
from balise.plan import make as plan
from balise.report import roadmap_forms as forms
from balise.report.roadmap import Known, Roadmap, roadmap
from balise.report.roadmap_page import Page
from balise.report.roadmap_words import kept_free
from balise.strategy.answers import Answers, Background
from balise.strategy.draft import draft
from balise.strategy.draft_words import proxy
from balise.strategy.expect import expected, posts_to_tell, views
from balise.strategy.first_weeks import first_weeks
from balise.strategy.interview import complete, model, ranking
from balise.strategy.rhythm import pace
from balise.strategy.starter import OTHER, slugs
from balise.words import LANGUAGES, Speech

TODAY = date(2026, 11, 26)
ANSWERS = {
    "name": "Le Héron",
    "target": "160 by 2027-02-21, 90 before",
    "accounts": "instagram heron 3400 2, facebook - 120",
}


@cache
def made(language: str = "en", slug: str = "restaurant", **texts: str) -> Roadmap:
    begun = Answers.begun(language=language, today=TODAY)
    answers = complete(begun, {"starter": slug, **ANSWERS, **texts})
    one = model(answers)
    measure, misses = proxy(Speech(language), answers.want, one, is_first=True)
    known = Known(
        made=TODAY,
        ideas=one.ideas,
        measure=measure,
        misses=misses,
        per_week={"instagram:heron": 2.0},
        guessed=("facebook",),
    )
    return roadmap(draft(answers), ranking(answers, Background()), known)


def said(language: str = "en", slug: str = "restaurant", **texts: str) -> Page:
    return forms.page(made(language, slug, **texts), language)


def texts(value: object) -> list[str]:
    """Give every text within a value, however deep."""
    if isinstance(value, dict):
        return [text for inner in value.values() for text in texts(inner)]
    if isinstance(value, list | tuple):
        return [text for inner in value for text in texts(inner)]
    return [value] if isinstance(value, str) else []


def test_the_objective_tells_its_figure_its_date_its_baseline_and_what_a_week_asks() -> None:
    goal = said().goal
    assert (goal.figure, goal.unit) == ("160", "bookings")
    assert "21 February 2027" in goal.until
    assert "13 a week for 12 weeks" in goal.asks[0]
    assert "90" in goal.asks[1]
    assert "+78%" in goal.asks[1]
    assert made().per_week == pytest.approx(160 / 12)
    assert made().per_post == pytest.approx(160 / 12 / made().posts)


def test_what_was_before_is_asked_for_where_it_is_not_known() -> None:
    assert "not known" in " ".join(said(target="160").goal.asks)


def test_a_level_is_not_divided_by_weeks() -> None:
    road = made(kpi="reach", target="4000")
    assert math.isnan(road.per_week)
    shown = " ".join(texts(asdict(forms.page(road, "en"))))
    assert not re.search(r"\bnan\b|\binf\b|\bn/a\b", shown)


def test_networks_are_in_their_order_with_chances_and_a_reason_for_those_that_are_kept() -> None:
    places = said().places
    assert len(places) >= 5
    assert {one.code for one in places if one.is_kept} == {"instagram", "facebook"}
    for one in places:
        assert 0 <= one.low <= one.middle <= one.high <= 1
        assert one.first.endswith("%")
        assert bool(one.why) is one.is_kept
        assert bool(one.rhythm) is one.is_kept


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", [*slugs(), OTHER])
def test_each_pillar_has_three_ideas_that_the_team_can_make(slug: str, language: str) -> None:
    road = made(language, slug, hours="10")
    for pillar in road.strategy.pillars:
        ideas = road.ideas(pillar.name)
        assert len(ideas) == 3
        assert len({one.title for one in ideas}) == 3
    assert sum(one.share for one in forms.page(road, language).themes) == pytest.approx(1)


def test_what_is_asked_is_told_by_stage_with_the_code() -> None:
    asks = said("en", "baby-shop").asks
    assert [one.stage for one in asks] == ["Awareness", "Consideration", "Conversion", "Loyalty"]
    assert [one.via for one in asks if one.via] == ["HERON"]


@pytest.mark.parametrize("slug", slugs())
def test_what_a_plan_fills_of_the_posts_a_week_is_told_and_is_what_it_fills(slug: str) -> None:
    begun = Answers.begun(language="en", today=TODAY)
    answers = complete(begun, {"starter": slug, "name": "The Heron"})
    ours = draft(answers)
    road = roadmap(ours, ranking(answers, Background()), Known(made=TODAY))
    week, told = pace(ours), kept_free(Speech("en"), ours)
    slots = plan(ours, None, start=min(aim.starts for aim in road.aims), weeks=4).slots
    assert len(slots) / 4 == pytest.approx(week.filled)
    assert road.posts == pytest.approx(week.made)
    assert bool(told) == (week.made > week.filled)
    assert told in forms.page(road, "en").beats_said
    if told:
        assert f"Of {week.made:g} posts a week" in told
        assert f"a plan fills {week.filled:g}: the strategy keeps" in told


def test_without_a_reserve_a_plan_fills_all_and_nothing_is_said() -> None:
    ours = made().strategy
    none = replace(ours, plan=replace(ours.plan, reserve=0.0))
    assert kept_free(Speech("en"), none) == ""
    assert pace(none).free == 0


def test_the_week_fits_into_the_hours_and_is_told_against_them() -> None:
    page = said()
    assert "hours by our hours a piece" in page.beats_said
    assert "You have 8." in page.beats_said
    assert {one.now for one in page.beats} == {"now 2", ""}


def test_what_no_network_sees_is_measured_by_a_proxy_that_says_what_it_misses() -> None:
    page = said()
    assert page.command == "balise import bookings.csv --outcome bookings"
    assert any("all sources" in each for each in page.measure)
    assert page.misses
    assert said(kpi="views").command == ""


def test_what_cannot_be_told_has_a_range_or_says_that_there_is_none_and_when_it_is_known() -> None:
    doubts = {one.what: one for one in said().doubts}
    bookings = doubts["What a post brings: bookings"]
    assert "no published figure" in bookings.range
    assert "week" in bookings.when
    instagram = doubts["Instagram: interactions of a post"]
    low, high = map(float, re.findall(r"(\d+) to (\d+)", instagram.range)[0])
    told = expected("instagram", 3400)
    assert told.low is not None
    assert told.high is not None
    assert 0 <= low <= told.low
    assert high == pytest.approx(told.high, rel=0.05)
    assert f"after {posts_to_tell()} posts" in instagram.when
    assert "followers not known" in said(accounts="instagram").doubts[-1].range
    assert "Rival IQ" in said().sources
    assert "yield to your own posts" in said().sources


def test_few_followers_are_not_told_to_get_parts_of_an_interaction() -> None:
    doubts = said(accounts="facebook heron 30").doubts
    assert "less than 1" in doubts[-1].range


def test_a_target_that_cannot_settle_within_the_strategy_says_so() -> None:
    worth = said(target="12").doubts[0]
    assert "not within this strategy" in worth.when


def test_ranges_come_from_published_figures_of_the_network_only() -> None:
    told = expected("tiktok", 1000)
    assert told.sources
    assert {one.year for one in told.sources} <= set(range(2023, 2027))
    assert expected("tiktok", None).low is None
    assert expected("bluesky", 500).sources == ()
    assert views("tiktok", 500) is None
    assert views("tiktok", 2_000) is not None


def test_the_first_weeks_hold_the_series_on_their_days_and_every_piece_once() -> None:
    road = made()
    series = {one.name: one for one in road.strategy.series}
    assert series
    for one in road.first:
        if one.series:
            assert one.day.strftime("%A").lower() == series[one.series].weekday
            assert one.hour == series[one.series].hour
        else:
            assert one.hour is None, "no hour is claimed to be good"
    pieces = sum(road.strategy.capacity.values())
    assert len(road.first) == 4 * pieces
    titles = [one.idea.title for one in road.first if one.idea]
    assert len(titles) == len(set(titles))
    assert all(road.first[0].day <= one.day for one in road.first)
    assert "A suggestion" in said().weeks_said


def test_pillars_of_the_first_weeks_follow_their_shares() -> None:
    road = made(hours="20")
    n = len(road.first)
    for pillar in road.strategy.pillars:
        told = sum(one.pillar == pillar.name for one in road.first)
        assert pillar.share is not None
        assert abs(told / n - pillar.share) <= 0.2


def test_nothing_is_laid_on_days_on_which_nothing_is_published() -> None:
    road = made()
    closed = (Blackout(starts=date(2026, 11, 30), ends=date(2026, 12, 13)),)
    first = first_weeks(replace(road.strategy, blackouts=closed), road.known.ideas)
    assert first
    assert min(one.day for one in first) > date(2026, 12, 13)
    always = (Blackout(starts=date(2026, 1, 1), ends=date(2028, 1, 1)),)
    assert first_weeks(replace(road.strategy, blackouts=always), ()) == ()


def test_what_is_at_work_rests_on_weekends() -> None:
    road = made("fr", "consultant", accounts="linkedin")
    assert {one.day.weekday() for one in road.first} <= {0, 1, 2, 3, 4}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", [*slugs(), OTHER])
def test_no_sentence_is_left_open_or_in_the_other_language(slug: str, language: str) -> None:
    page = said(language, slug, accounts="instagram heron 3400 2, facebook, youtube, linkedin")
    shown = re.sub(r"\{[^{}]{1,40}\}", "", " ".join(texts(asdict(page))))
    assert not re.search(r"\bnan\b|\binf\b|\bn/a\b|\bNone\b", shown)
    foreign = {"fr": r"\b(?:the|and|week|weeks|posts)\b", "en": r"\b(?:les|des|pour|semaine)\b"}
    assert re.findall(foreign[language], shown) == []
    if language == "fr":
        assert "'" not in shown.replace("--outcome", "")
        assert not re.search(r" [;:!?»]|« ", shown), "narrow blanks before double marks"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_fetches_nothing_runs_nothing_and_escapes_names(language: str) -> None:
    page = forms.render(
        made(language, name="<script>x</script> & co"), language=language, form="html"
    ).decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "default-src &#x27;none&#x27;" in page
    assert not re.search(r'(?:src|href)="http|url\(|@import', page)
    assert f'lang="{language}"' in page
    assert page.count("<h1") == 1
    assert "prefers-color-scheme: dark" in page
    assert "size: A4" in page
    assert not re.search(r' style="', page), "its policy allows no style of an element"


def test_a_made_up_organisation_is_labelled() -> None:
    road = made()
    labelled = replace(road, known=replace(road.known, is_made_up=True))
    assert "Made-up data" in forms.render(labelled, language="en", form="html").decode()
    assert "Made-up data" not in forms.render(road, language="en", form="html").decode()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", ["restaurant", "event", "consultant", OTHER])
def test_the_pdf_is_one_tagged_page(slug: str, language: str) -> None:
    pytest.importorskip("typst")
    pypdf = pytest.importorskip("pypdf")
    road = made(
        language, slug, hours="20", accounts="instagram a 900 2, facebook b, tiktok, youtube"
    )
    read = pypdf.PdfReader(BytesIO(forms.render(road, language=language, form="pdf")))
    assert len(read.pages) == 1
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"] == True  # noqa: E712 - a PDF's own true
    text = read.pages[0].extract_text()
    assert "Le Héron" in text
    assert {"en": "21 February 2027", "fr": "21 février 2027"}[language] in text
    box = read.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)


def test_there_is_no_other_form() -> None:
    with pytest.raises(ValueError, match="docx"):
        forms.render(made(), language="en", form="docx")
