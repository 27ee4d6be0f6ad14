"""The brief of the week in words, for its forms (page, PDF) to lay out: a card for each slot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from balise.domain.brief import Brief, Spec
from balise.domain.plan import Slot
from balise.domain.strategy import WEEKDAYS, Strategy
from balise.reference.network_rules import STALE_DAYS
from balise.report.names import capital, posts
from balise.words import Speech, mark

_DAYS = 7
_SHORT = 3
_STATES = {
    "approved": mark("approved"),
    "published": mark("published"),
    "skipped": mark("skipped"),
}

BLANKS = mark(
    "Words in square brackets are yours to fill in; leave out an idea that is not true of you."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A requirement of the network; `source` is its number in the list of sources."""

    text: str
    source: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One slot. What is empty is left out; `rows` are a heading and what is said under it."""

    time: str
    code: str
    network: str
    account: str
    chips: tuple[str, ...]
    state: str
    title: str
    hook: str
    shots: tuple[str, ...]
    ask: str
    link: str
    hashtags: str
    rows: tuple[tuple[str, str], ...]
    needs: tuple[Need, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day of the week: `short` for the strip at the top, `cards` in the order of the clock."""

    title: str
    short: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """All that the brief of a week says."""

    language: str
    name: str
    kicker: str
    lead: str
    label: str
    notes: tuple[str, ...]
    days: tuple[Day, ...]
    sources: tuple[str, ...]
    made: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a week is told with besides its briefs.

    Parameters
    ----------
    strategy
        Whose week it is.
    starts, made
        Its first local day, and the day on which it is told.
    is_prior
        Whether what is expected rests on published figures alone.
    is_made_up
        Whether all of it is invented, and is labelled so.
    """

    strategy: Strategy
    starts: date
    made: date
    is_prior: bool = False
    is_made_up: bool = False


def week(briefs: Sequence[Brief], told: Said, language: str) -> Page:
    """Tell the seven days from `told.starts`; briefs of other days are left out.

    Examples
    --------
    >>> from balise.domain.strategy import Identity
    >>> strategy = Strategy(identity=Identity(name="The Heron"), objectives=(), accounts=())
    >>> told = Said(strategy=strategy, starts=date(2026, 11, 30), made=date(2026, 11, 26))
    >>> page = week([], told, "en")
    >>> page.kicker, page.lead
    ('Brief of the week, 30 November to 6 December 2026', 'Nothing is planned in this week.')
    """
    s = Speech(language)
    days = [told.starts + timedelta(days=n) for n in range(_DAYS)]
    its = sorted(
        (one for one in briefs if one.slot.local_at.date() in days),
        key=lambda one: (one.slot.publish_at, one.slot.network, one.slot.slot_id),
    )
    numbers = _numbers(its)
    return Page(
        language=s.language,
        name=told.strategy.identity.name,
        kicker=s.text(
            mark("Brief of the week, {starts} to {ends}"),
            starts=s.day(days[0]).rpartition(" ")[0],
            ends=s.day(days[-1]),
        ),
        lead=_lead(s, its),
        label=s.text(mark("Made-up data: this organisation does not exist."))
        if told.is_made_up
        else "",
        notes=tuple(_notes(s, its, told)),
        days=tuple(_day(s, day, its, (numbers, told.strategy)) for day in days),
        sources=tuple(_source(s, *one, made=told.made) for one in numbers),
        made=s.text(mark("Made with Balise on {day}."), day=s.day(told.made)),
    )


_Key = tuple[str, str, str]


def _numbers(briefs: Sequence[Brief]) -> dict[_Key, int]:
    """Number the sources of requirements in the order in which they are met."""
    every = (_key(spec) for brief in briefs for spec in brief.specs)
    return {key: n for n, key in enumerate(dict.fromkeys(every), 1)}


def _key(spec: Spec) -> _Key:
    return spec.title, spec.url, spec.checked


def _source(s: Speech, title: str, url: str, checked: str, *, made: date) -> str:
    day = date.fromisoformat(checked) if checked else None
    said = [title, url]
    if day is not None:
        said.append(s.text(mark("looked at on {day}"), day=s.day(day)))
        if (made - day).days > STALE_DAYS:
            said.append(s.text(mark("it may have changed since")))
    return ", ".join(each for each in said if each)


def _lead(s: Speech, briefs: Sequence[Brief]) -> str:
    """Count the posts, and the pieces to be made for them, by kind."""
    if not briefs:
        return s.text(mark("Nothing is planned in this week."))
    pieces = {one.slot.content_id: one.slot.kind for one in briefs if not one.slot.draft}
    kinds = Counter(pieces.values())
    n = posts(s, len(briefs))
    made = [f"{s.number(n)} × {s.term('kind', kind)}" for kind, n in kinds.most_common()]
    if not made:
        return s.text(mark("{posts}, all of them ready."), posts=n)
    return s.text(mark("{posts}. To be made: {pieces}."), posts=n, pieces=s.listed(made))


def _notes(s: Speech, briefs: Sequence[Brief], told: Said) -> Iterator[str]:
    zones = sorted({one.slot.timezone for one in briefs})
    if zones:
        yield s.text(mark("Times are those of {zone}."), zone=s.listed(zones))
    if any(one.blanks for one in briefs):
        yield s.text(BLANKS)
    if briefs and told.is_prior:
        yield s.text(
            mark(
                "Nothing was learnt from posts of your own yet: what is expected rests on "
                "published figures of others."
            )
        )


def _day(
    s: Speech, day: date, briefs: Sequence[Brief], known: tuple[dict[_Key, int], Strategy]
) -> Day:
    weekday = capital(s.term("weekday", WEEKDAYS[day.weekday()]))
    return Day(
        title=f"{weekday} {s.day(day).rpartition(' ')[0]}",
        short=f"{weekday[:_SHORT]} {day.day}",
        cards=tuple(_card(s, one, known) for one in briefs if one.slot.local_at.date() == day),
    )


def _card(s: Speech, brief: Brief, known: tuple[dict[_Key, int], Strategy]) -> Card:
    numbers, strategy = known
    slot = brief.slot
    rows = (
        (s.text(mark("What for")), brief.goal),
        (s.text(mark("For whom")), brief.audience),
        (s.text(mark("Pillar")), brief.pillar),
        (s.text(mark("Occasion")), brief.occasion),
        (s.text(mark("Other copies")), brief.copies),
        (s.text(mark("Accessibility")), brief.alt),
        (s.text(mark("Why")), brief.reason),
    )
    return Card(
        time=s.text(mark("{h}:{m:02d}"), h=slot.local_at.hour, m=slot.local_at.minute),
        code=slot.network,
        network=s.term("network", slot.network),
        account=slot.account,
        chips=tuple(_chips(s, slot, strategy.identity.currency)),
        state=slot.state,
        title=brief.angle or _untitled(s, slot),
        hook=brief.hook,
        shots=brief.shots,
        ask=brief.ask,
        link=brief.link,
        hashtags=" ".join(brief.hashtags),
        rows=tuple(row for row in rows if row[1]),
        needs=tuple(Need(text=one.text, source=numbers[_key(one)]) for one in brief.specs),
        notes=tuple(_warnings(s, slot)),
    )


def _untitled(s: Speech, slot: Slot) -> str:
    if slot.draft:
        return s.text(mark("Your own draft: {name}"), name=slot.draft)
    return s.text(mark("An idea of your own"))


def _chips(s: Speech, slot: Slot, currency: str) -> Iterator[str]:
    yield s.term("kind", slot.kind)
    if slot.pillar:
        yield slot.pillar
    if slot.series:
        yield slot.series
    if slot.boost > 0:
        amount = s.number(slot.boost, 0 if float(slot.boost).is_integer() else 2)
        yield s.text(mark("boost {amount} {currency}"), amount=amount, currency=currency)
    if slot.state in _STATES:
        yield s.text(_STATES[slot.state])


def _warnings(s: Speech, slot: Slot) -> Iterator[str]:
    if slot.is_randomised:
        yield s.text(
            mark(
                "Drawn by lot to find out what works: with another format, hour or ask it tells "
                "nothing."
            )
        )
