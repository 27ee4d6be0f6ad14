"""What can be told of a post before it is published, as (factor, level) pairs."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import datetime
from functools import lru_cache
from itertools import repeat
from zoneinfo import ZoneInfo

from balise.domain.hashtag import fold
from balise.domain.post import KNOWS_DAY, KNOWS_HOUR, Post
from balise.errors import TimeZoneUnknownError
from balise.learn import text as reading
from balise.learn.emoji import has_emoji
from balise.reference import cta as calls
from balise.reference.public_holidays import public_holidays

Level = tuple[str, str]

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NO_CTA = "none"
_LENGTHS = (0, 40, 80, 140, 280, 600)
_TITLES = (0, 30, 50, 70, 90)
_MANY_TAGS = 3
_SEVERAL, _MANY_MEDIA = 2, 5
_WORD = repeat("word")
_HOURS = tuple(map(str, range(24)))
_QUESTION, _EXCLAMATION, _NUMBER, _LINK, _MENTION, _EMOJI = (
    (form, "yes") for form in ("question", "exclamation", "number", "link", "mention", "emoji")
)
_HOLIDAY = ("holiday", "yes")
_DIGIT = re.compile(r"\d")
_HTTP = re.compile("[hH][tT][tT][pP]")


def levels(post: Post, *, timezone: str) -> tuple[Level, ...]:
    """Tell the levels of a post that need nothing but the post.

    Parameters
    ----------
    post
        The post; of an hour or a day that its precision does not hold nothing is told.
    timezone
        IANA name of the zone in which hour and weekday are told; the public holidays are those of
        its country.

    Returns
    -------
    tuple of (factor, level)
        Exclusive factors (network, kind, hour, weekday, cta, length, ...) once at most; `hashtag`
        and `word` as often as there are any. A level that is not known is absent.

    Raises
    ------
    TimeZoneUnknownError
        The zone is not in the time zone database.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> at = datetime(2026, 3, 2, 17, 5, tzinfo=UTC)
    >>> post = Post(uid="x:1", network="x", account="a", published_at=at, kind="text", text="Why?")
    >>> dict(levels(post, timezone="Europe/Brussels"))["hour"]
    '18'
    >>> ("question", "yes") in levels(post, timezone="UTC")
    True
    """
    words = reading.words(f"{post.text} {post.title}" if post.title else post.text)
    return (
        ("network", post.network),
        ("kind", post.kind),
        *_time(post, timezone),
        ("cta", _cta(post)),
        *_given(post),
        *_form(post),
        *[("hashtag", tag) for tag in _hashtags(post)],
        *zip(_WORD, words, strict=False),
    )


@lru_cache(maxsize=1024)
def zone(name: str) -> ZoneInfo:
    """Find a time zone by its name.

    Raises
    ------
    TimeZoneUnknownError
        The time zone database does not have it.

    Examples
    --------
    >>> zone("Europe/Brussels").key
    'Europe/Brussels'
    """
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise TimeZoneUnknownError(timezone=name) from error


def local(post: Post, timezone: str) -> datetime:
    """Tell the local time of a post.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> at = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    >>> post = Post(uid="x:1", network="x", account="a", published_at=at)
    >>> local(post, "Europe/Brussels").day
    2
    """
    return post.published_at.astimezone(zone(timezone))


@lru_cache(maxsize=4096)
def bin_of(value: float, edges: tuple[int, ...]) -> str:
    """Name the bin of a number: `0`, `1-40`, ..., `601+`; an edge belongs to the bin below it.

    Examples
    --------
    >>> bin_of(0, (0, 40)), bin_of(12, (0, 40)), bin_of(41, (0, 40))
    ('0', '1-40', '41+')
    """
    place = bisect_left(edges, value)
    if place == 0:
        return str(edges[0])
    if place == len(edges):
        return f"{edges[-1] + 1}+"
    return f"{edges[place - 1] + 1}-{edges[place]}"


def _time(post: Post, timezone: str) -> list[Level]:
    if post.precision in KNOWS_HOUR:
        at = local(post, timezone)
        return [("hour", _HOURS[at.hour]), *_day(at, timezone)]
    if post.precision in KNOWS_DAY:
        # A bare day is the network's own day: it is not moved to another zone.
        return _day(post.published_at, timezone)
    return []


def _day(at: datetime, timezone: str) -> list[Level]:
    weekday = ("weekday", WEEKDAYS[at.weekday()])
    if at.date() in public_holidays(timezone, at.year):
        return [weekday, _HOLIDAY]
    return [weekday]


def _cta(post: Post) -> str:
    if post.cta is not None:
        return post.cta or NO_CTA
    return calls.recognise(post.text, language=post.language) or NO_CTA


def _given(post: Post) -> list[Level]:
    found = []
    if post.pillar:
        found.append(("pillar", post.pillar))
    if post.language:
        found.append(("language", post.language))
    if post.is_paid is not None:
        found.append(("paid", "yes" if post.is_paid else "no"))
    if post.media_count:
        found.append(("media count", _media(post.media_count)))
    return found


def _media(n: int) -> str:
    if n < _SEVERAL:
        return str(n)
    return f"{_SEVERAL}-{_MANY_MEDIA - 1}" if n < _MANY_MEDIA else f"{_MANY_MEDIA}+"


def _form(post: Post) -> list[Level]:
    text, title = post.text, post.title
    both = text + title
    tags = len(post.hashtags) or text.count("#")
    found = [
        ("length", bin_of(len(text), _LENGTHS)),
        ("title length", bin_of(len(title), _TITLES)),
        ("hashtag count", str(tags) if tags < _MANY_TAGS else f"{_MANY_TAGS}+"),
    ]
    if "?" in both:
        found.append(_QUESTION)
    if "!" in both:
        found.append(_EXCLAMATION)
    if _DIGIT.search(both):
        found.append(_NUMBER)
    if post.links or _HTTP.search(text):
        found.append(_LINK)
    if post.mentions or "@" in text:
        found.append(_MENTION)
    if has_emoji(both):
        found.append(_EMOJI)
    return found


def _hashtags(post: Post) -> tuple[str, ...]:
    found = post.hashtags or (reading.hashtags(post.text) if "#" in post.text else ())
    return tuple(dict.fromkeys(map(_folded, found))) if found else ()


@lru_cache(maxsize=10_000)  # an account repeats its hashtags
def _folded(tag: str) -> str:
    return fold(tag.lstrip("#"))
