from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from typing import get_args

import pytest

from balise.domain.plan import Course, Need, Outlook
from balise.words import Speech
from balise.words.outlooks import COURSES, LACKS, NEEDS, SHORT, chance, course, lack, needs

CLICKS = Outlook(
    objective="sales",
    kpi="link_clicks",
    target=1200.0,
    q05=900.0,
    q50=1300.0,
    q95=1900.0,
    p_reached=0.62,
    starts=date(2026, 12, 1),
    ends=date(2027, 2, 28),
    published=250.0,
)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("told", get_args(Course))
def test_every_course_is_said_with_its_figures(language: str, told: Course) -> None:
    said = course(Speech(language), replace(CLICKS, course=told))
    assert "{" not in said
    assert "200" in said  # the target
    assert said[0].isupper()
    assert (told == "cannot tell") == (told not in COURSES)


def test_what_was_reached_is_said_by_what_is_out() -> None:
    said = course(Speech("en"), replace(CLICKS, course="reached", published=1250.0, q50=math.nan))
    assert "1,250" in said
    assert "n/a" not in said


def test_french_and_english_differ() -> None:
    found = replace(CLICKS, course="behind", lack="no-fit unseen:tiktok,x", needs=_every())
    for say in (course, lack, needs):
        assert say(Speech("en"), found) != say(Speech("fr"), found)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("code", [*sorted(LACKS), "prior", "unseen:tiktok,x", "no-days:14"])
def test_every_lack_is_said(language: str, code: str) -> None:
    (said,) = lack(Speech(language), replace(CLICKS, lack=code))
    assert said
    assert "{" not in said
    assert ("14" in said) == (code == "no-days:14")


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("amount", "told"), [(14.0, " 14 "), (13.97, " 14 "), (1.5, " 1{}5 ")])
def test_whole_numbers_of_posts_are_said_whole(language: str, amount: float, told: str) -> None:
    more = Need(way="posts", amount=amount, p_reached=0.52)
    (said,) = needs(Speech(language), replace(CLICKS, needs=(more,)))
    assert told.format("," if language == "fr" else ".") in said


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_target_is_said_with_what_it_counts(language: str) -> None:
    even = Need(way="target", amount=1100.0, p_reached=0.5)
    (said,) = needs(Speech(language), replace(CLICKS, needs=(even,)))
    assert Speech(language).counted("link_clicks") in said[0].lower() + said[1:]


def test_a_lack_that_nobody_knows_is_left_out() -> None:
    assert lack(Speech("en"), replace(CLICKS, lack="no-such-thing")) == ()
    assert lack(Speech("en"), CLICKS) == ()


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("p", [0.52, 0.3])
def test_every_way_is_said_and_whether_it_would_do(language: str, p: float) -> None:
    assert NEEDS.keys() == SHORT.keys()
    said = needs(Speech(language), replace(CLICKS, needs=_every(p)))
    assert len(said) == 5
    assert not any("{" in one for one in said)
    assert "Instagram" in said[1]
    assert (" not " in said[0] or " pas" in said[0]) == (p < 0.5)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_rate_is_said_in_percent(language: str) -> None:
    rate = replace(CLICKS, kpi="engagement_rate_by_reach", target=0.05, course="behind")
    assert "%" in course(Speech(language), rate)
    assert "5" in course(Speech(language), rate)


def test_a_chance_that_is_nearly_sure_is_not_said_to_be() -> None:
    assert chance(Speech("en"), 0.9999) == "over 99%"
    assert chance(Speech("en"), 0.0) == "0%"
    assert chance(Speech("en"), math.nan) == "n/a"


def _every(p: float = 0.52) -> tuple[Need, ...]:
    return (
        Need(way="posts", amount=2.25, p_reached=p),
        Need(way="network", what="instagram", amount=1.5, p_reached=p),
        Need(way="format", what="carousel", amount=0.6, p_reached=p),
        Need(way="budget", amount=240.0, p_reached=p),
        Need(way="target", amount=1100.0, p_reached=0.5),
    )
