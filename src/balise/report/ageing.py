"""How long posts live, in words: from own readings, or as published elsewhere."""

from __future__ import annotations

from balise.learn.curve import Lifetime
from balise.report.names import posts
from balise.words import Speech

_HOUR, _DAY, _MONTH = 1.5, 48.0, 24.0 * 90


def half_life(s: Speech, one: Lifetime) -> str:
    """Say a half-life with its interval, its posts, and whose figure it is."""
    if one.is_own:
        return s.text(
            "{network}, {kind}: half of what a post gets is in after {time} (from {low} to {high}, "
            "9 times in 10, {posts} read more than once: your own figures).",
            network=s.term("network", one.network),
            kind=s.term("kind", one.kind),
            time=span(s, one.hours),
            low=span(s, one.low),
            high=span(s, one.high),
            posts=posts(s, one.posts),
        )
    if one.published is None:
        return s.text(
            "{network}: nobody published how fast posts age there, and too few of yours were read "
            "more than once to tell ({posts}).",
            network=s.term("network", one.network),
            posts=posts(s, one.posts),
        )
    return s.text(
        "{network}: half of what a post gets is in after {time}, as published by {publisher} "
        "({year}): a figure from elsewhere, not yours. With you it may be from {low} to {high}: "
        "{posts} of yours read more than once, too few to tell.",
        network=s.term("network", one.network),
        time=span(s, one.hours),
        publisher=one.published.original_publisher,
        year=one.published.year,
        low=span(s, one.low),
        high=span(s, one.high),
        posts=posts(s, one.posts),
    )


def span(s: Speech, hours: float) -> str:
    """Write a time in minutes, hours, days or months."""
    if hours < _HOUR:
        return s.plural("{n} minute", "{n} minutes", max(1, round(hours * 60)))
    if hours < _DAY:
        return s.plural("{n} hour", "{n} hours", round(hours))
    if hours < _MONTH:
        return s.plural("{n} day", "{n} days", round(hours / 24))
    return s.plural("{n} month", "{n} months", round(hours / 24 / 30.4))
