"""Days worth a thought in a plan: public holidays and moments of trade, proposed, never imposed."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from balise.domain.plan import KeyDate
from balise.domain.strategy import Event, Strategy
from balise.reference.moments import EVERYWHERE, Moment, moments, rows
from balise.reference.public_holidays import country_of, holidays_of
from balise.words import LANGUAGES, Speech, mark

_WEEK = 7
_WORD = 4
"""Letters from which on a name inside another one says the same."""
_OWN = mark("our own list, {date}")
_CALENDAR = mark("calendar of public holidays, {countries}")
_PLACES = re.compile(r"( \([A-Z, -]+\))$")
"""Countries after the name of a moment."""


def key_dates(strategy: Strategy, *, start: date, weeks: int) -> tuple[KeyDate, ...]:
    """List the public holidays and moments of trade in the days of a plan.

    They are those of the country of the strategy's zone and of the countries of its audiences, in
    its language. A moment that began before the plan stands on the first day of it. What is an
    event of the strategy already is not among them: a holiday or moment of the same name whose days
    hold the event, or a moment that begins on the day of an event.

    Returns
    -------
    tuple of KeyDate
        In order of days. A day that is a holiday in several countries stands once.

    Examples
    --------
    >>> from balise.domain.strategy import Identity
    >>> shop = Identity(name="Shop", language="fr", timezone="Europe/Brussels")
    >>> ours = Strategy(identity=shop, objectives=(), accounts=())
    >>> [one.name for one in key_dates(ours, start=date(2027, 7, 19), weeks=1)]
    ['Soldes d’été', 'Fête nationale']
    """
    last = _last(start, weeks)
    if last is None:
        return ()
    found = [
        *_holidays(strategy, start, last),
        *_moments(strategy, start, last),
    ]
    return tuple(sorted(found, key=lambda one: (one.day, one.kind, one.name)))


def named(one: KeyDate, language: str) -> str:
    """Name a day in a reader's language, where its calendar has a name in that language.

    Examples
    --------
    >>> day = date(2026, 11, 11)
    >>> said = "calendar of public holidays, BE"
    >>> named(KeyDate(day=day, name="Armistice Day", kind="holiday", source=said), "fr")
    "Jour de l'Armistice"
    >>> named(KeyDate(day=day, name="Our own feast", kind="moment"), "fr")
    'Our own feast'
    """
    return _holiday(one, language) if one.kind == "holiday" else _moment(one.name, language)


def _moment(name: str, language: str) -> str:
    bare, *places = _PLACES.split(name)
    there = {row.label(language) for row in rows() if bare in {row.label_fr, row.label_en}}
    return there.pop() + "".join(places) if len(there) == 1 else name


def _holiday(one: KeyDate, language: str) -> str:
    """Name a holiday as the calendars that it was taken from do; no other is opened."""
    for first in LANGUAGES:
        begin = Speech(first).text(_CALENDAR, countries="")
        if first != language and one.source.startswith(begin):
            countries = one.source.removeprefix(begin).split(", ")
            every = (
                _translated(name, one.day, countries, first, language)
                for name in one.name.split(" / ")
            )
            return " / ".join(dict.fromkeys(every))
    return one.name


def _translated(name: str, day: date, countries: list[str], first: str, language: str) -> str:
    for country in countries:
        if holidays_of(country, day.year, first).get(day) == name:
            return holidays_of(country, day.year, language)[day]
    return name


def _last(start: date, weeks: int) -> date | None:
    """Give the last day of a plan; None where it has none."""
    if weeks <= 0:
        return None
    return date.fromordinal(min(start.toordinal() + _WEEK * weeks - 1, date.max.toordinal()))


def _countries(strategy: Strategy) -> tuple[str, ...]:
    """Give the country of the zone, then those of the audiences."""
    home = country_of(strategy.identity.timezone)
    there = [code.upper() for one in strategy.audiences for code in one.countries]
    return tuple(dict.fromkeys(code for code in (home, *there) if code))


def _holidays(strategy: Strategy, start: date, last: date) -> Iterator[KeyDate]:
    language = strategy.identity.language
    days: dict[date, dict[str, list[str]]] = defaultdict(dict)
    for country in _countries(strategy):
        for year in range(start.year, last.year + 1):
            for day, name in holidays_of(country, year, language).items():
                if start <= day <= last:
                    days[day].setdefault(name, []).append(country)
    speech = Speech(language)
    for day, named in days.items():
        fresh = [name for name in named if not _is_own(strategy, name, (day, day))]
        if fresh:
            countries = dict.fromkeys(code for name in fresh for code in named[name])
            source = speech.text(_CALENDAR, countries=", ".join(countries))
            yield KeyDate(day=day, name=" / ".join(fresh), kind="holiday", source=source)


def _moments(strategy: Strategy, start: date, last: date) -> Iterator[KeyDate]:
    """Give moments; where the strategy is in several countries, with those that have it."""
    language = strategy.identity.language
    countries = _countries(strategy) or (EVERYWHERE,)
    found: dict[tuple[date, str], dict[str, Moment]] = defaultdict(dict)
    for country in countries:
        for one in moments(country, start, last):
            found[one.first, one.entry.label(language)].setdefault(one.entry.country, one)
    own = {event.date for event in strategy.events}
    for (first, name), its in found.items():
        one = next(iter(its.values()))
        if first in own or _is_own(strategy, name, (first, one.last)):
            continue
        is_everywhere = len(countries) == 1 or EVERYWHERE in its
        told = name if is_everywhere else f"{name} ({', '.join(its)})"
        source = _source(one, Speech(language))
        yield KeyDate(day=max(first, start), name=told, kind="moment", source=source)


def _source(moment: Moment, speech: Speech) -> str:
    entry = moment.entry
    when = speech.day(entry.verified)
    return f"{entry.source_title}, {when}" if entry.source_url else speech.text(_OWN, date=when)


def _is_own(strategy: Strategy, name: str, days: tuple[date, date]) -> bool:
    """Whether an event of the strategy has this name in these days, or just beside them."""
    first, last = days[0], days[1]
    return any(
        _is_near(event, first, last) and _alike(event.name, name) for event in strategy.events
    )


def _is_near(event: Event, first: date, last: date) -> bool:
    return (event.date - first).days >= -_WEEK and (event.date - last).days <= _WEEK


def _alike(own: str, name: str) -> bool:
    """Whether one name is in the other, whatever its accents and signs.

    Examples
    --------
    >>> _alike("fete des meres 2027", "Fête des mères"), _alike("Été", "Noël")
    (True, False)
    """
    left, right = sorted((_plain(own), _plain(name)), key=len)
    return left == right or (len(left) >= _WORD and left in right)


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name).casefold()
    return "".join(one for one in letters if one.isalnum())
