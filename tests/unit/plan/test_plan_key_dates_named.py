"""Key dates are shown in the reader's language, where a calendar has their name."""

from __future__ import annotations

from datetime import date

from balise.domain.plan import KeyDate
from balise.domain.strategy import Identity, Strategy
from balise.plan.key_dates import key_dates, named


def days(language: str) -> tuple[KeyDate, ...]:
    shop = Identity(name="Shop", language=language, timezone="Europe/Brussels")
    ours = Strategy(identity=shop, objectives=(), accounts=())
    return key_dates(ours, start=date(2026, 11, 2), weeks=12)


def test_a_plan_of_one_language_reads_as_one_of_the_other() -> None:
    english, french = days("en"), days("fr")
    assert {(one.day, named(one, "fr")) for one in english} == {(x.day, x.name) for x in french}
    assert {(one.day, named(one, "en")) for one in french} == {(x.day, x.name) for x in english}
    assert [named(one, "fr") for one in french] == [one.name for one in french]


def test_a_name_of_no_calendar_stays_as_it_is() -> None:
    day, own = date(2026, 11, 11), "Our <b>feast"
    assert named(KeyDate(day=day, name=own, kind="holiday", source="us, BE"), "fr") == own
    assert named(KeyDate(day=day, name=own, kind="moment", source="us, BE"), "fr") == own
