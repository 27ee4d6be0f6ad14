from __future__ import annotations

from datetime import timedelta

import pytest
from tests.unit.plan.built import START, kept, shop, slot

from balise.domain.plan import Slot
from balise.domain.reason import Reason
from balise.domain.strategy import Event, Phase
from balise.plan.because import because, best
from balise.words import Speech

FAIR = Event(
    name="fair",
    date=START + timedelta(days=5),
    phases=(Phase(name="soon", from_day=-5, to_day=2),),
)
OURS = shop(events=(FAIR,))


def reason(factor: str, level: str, multiplier: float, low: float = 1.1) -> Reason:
    return Reason(factor=factor, level=level, multiplier=multiplier, low=low, high=multiplier * 1.2)


def said(one: Slot, language: str = "en") -> str:
    return because(one, OURS, Speech(language))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_form_is_said_in_both_languages_and_is_one_sentence(language: str) -> None:
    forms = [
        slot(0, series="talk"),
        slot(0, event="fair", phase="soon"),
        slot(5, event="fair", phase="soon"),
        slot(6, event="fair", phase="soon"),
        slot(0, draft="mine"),
        kept(slot(0)),
        slot(0, grounds=(reason("kind", "video", 1.4),)),
        slot(0, grounds=(reason("hour", "9", 1.4), reason("weekday", "monday", 1.3))),
        slot(0, grounds=(reason("cta", "visit", 1.2, low=0.8),)),
        slot(0, grounds=(reason("pillar", "tips", 1.2),)),
        slot(0, grounds=(reason("kind", "video", 0.9, low=0.8),)),
        slot(0),
    ]
    told = [said(one, language) for one in forms]
    assert len(set(told)) == len(told)
    for one in told:
        assert one.endswith("."), one
        assert "{" not in one
    other = [said(one, "fr" if language == "en" else "en") for one in forms]
    assert not set(told) & set(other)


def test_days_before_on_and_after_an_event_are_told() -> None:
    before, on, after = (said(slot(n, event="fair", phase="soon")) for n in (4, 5, 7))
    assert "1 day before" in before
    assert "the day of" in on
    assert "2 days after" in after


def test_at_most_two_grounds_are_told_the_strongest_first_and_none_that_lowers() -> None:
    grounds = (
        reason("kind", "video", 1.2),
        reason("hour", "9", 1.5),
        reason("weekday", "monday", 1.3),
        reason("pillar", "tips", 0.7, low=0.5),
        reason("baseline", "all", 50.0),
    )
    assert [one.factor for one in best(grounds)] == ["hour", "weekday"]


def test_what_is_not_sure_is_called_a_guess_and_has_its_interval() -> None:
    sure = said(slot(0, grounds=(reason("kind", "video", 1.4),)))
    unsure = said(slot(0, grounds=(reason("kind", "video", 1.4, low=0.8),)))
    assert "guess" in unsure.lower()
    assert "guess" not in sure.lower()
    assert "90 % interval" in sure


def test_an_hour_is_told_on_the_clock_of_the_slot() -> None:
    ground = reason("hour", "9-12", 1.4)
    assert "9:00" in said(slot(1, 9, grounds=(ground,)))
    assert "9:00" in said(slot(6, 9, grounds=(ground,)))  # the clocks have gone forward


def test_where_nothing_was_learnt_published_figures_are_named() -> None:
    assert "published figures" in said(slot(0))


def test_an_event_that_the_strategy_has_no_more_is_not_told() -> None:
    assert "gone" not in said(slot(0, event="gone", phase="soon"))
