"""How levels, figures and moments are named in the middle of a sentence."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import datetime

from balise.domain.estimate import Estimate
from balise.domain.post import KNOWS_HOUR
from balise.report.values import Format, PostResult
from balise.words import Speech, capital

__all__ = [
    "account",
    "amount",
    "capital",
    "clock",
    "hours",
    "lasting",
    "level",
    "of",
    "posts",
    "published",
    "when",
]

_BIN = re.compile(r"^(\d+)-(\d+)$")
_OR_MORE = re.compile(r"^(\d+)\+$")
_WAIT = re.compile(r"^(\d+)(?:-(\d+))?(min|h|d)")
_TEN = 10
_MONTHLY = 12
"""Weeks from which months are told."""


def amount(s: Speech, value: float, unit: Format) -> str:
    """Write a figure in its unit, with as many digits as tell something."""
    if unit == "ratio":
        return s.percent(value, 1 if value >= 0.1 else 2)  # noqa: PLR2004
    digits = 0 if value >= _TEN or float(value).is_integer() else 1
    written = s.number(value, digits)
    return s.text("{seconds} s", seconds=written) if unit == "seconds" else written


def posts(s: Speech, n: int) -> str:
    """Count posts."""
    return s.plural("{n} post", "{n} posts", n)


def clock(s: Speech, hour: int) -> str:
    """Write a full hour."""
    return s.text("{hour}:00", hour=hour)


def hours(level: str) -> tuple[int, int]:
    """Read the bounds of an hour level, `18` or half open `18-21`."""
    first, _, last = level.partition("-")
    return int(first), int(last) if last else int(first) + 1


def level(s: Speech, factor: str, code: str) -> str:
    """Name a level so that it stands by itself."""
    if code in {"yes", "no"}:
        return s.term("with", f"{factor} {code}")
    name = _NAMED.get(factor)
    return name(s, code) if name else s.term(factor, code)


def of(s: Speech, estimate: Estimate) -> str:
    """Name the level of an estimate, with its account where it holds for one only."""
    name = level(s, estimate.factor, estimate.level)
    if estimate.scope == "all":
        return name
    return s.text("{what} on {account}", what=name, account=account(s, estimate.scope))


def account(s: Speech, code: str) -> str:
    """Name an account, `<network>:<handle>`, as people do."""
    network, _, handle = code.partition(":")
    name = s.term("network", network)
    return f"{name} · {handle}" if handle not in {"", network} else name


def when(s: Speech, at: datetime, *, with_hour: bool) -> str:
    """Write a local date, with the time where it is known."""
    day = s.day(at.date())
    if not with_hour:
        return day
    return s.text("{day} at {time}", day=day, time=s.text("{h}:{m:02d}", h=at.hour, m=at.minute))


def published(s: Speech, post: PostResult) -> str:
    """Write when a post was published, as exactly as it is known."""
    return when(s, post.at, with_hour=post.precision in KNOWS_HOUR)


def lasting(s: Speech, weeks: float) -> str:
    """Write a time in weeks or in months."""
    if weeks < _MONTHLY:
        return s.plural("{n} week", "{n} weeks", max(1, math.ceil(weeks)))
    return s.plural("{n} month", "{n} months", round(weeks / 52 * 12))


def _count(s: Speech, code: str) -> str:
    if code == "0":
        return s.text("no hashtag")
    if more := _OR_MORE.match(code):
        return s.text("{n} hashtags or more", n=more[1])
    return s.plural("{n} hashtag", "{n} hashtags", int(code))


def _media(s: Speech, code: str) -> str:
    if pair := _BIN.match(code):
        return s.text("{low} to {high} pictures or films", low=pair[1], high=pair[2])
    if more := _OR_MORE.match(code):
        return s.text("at least {n} pictures or films", n=more[1])
    return s.text("one picture or film")


def _characters(s: Speech, code: str) -> str:
    if pair := _BIN.match(code):
        return s.text("{low} to {high} characters", low=pair[1], high=pair[2])
    if more := _OR_MORE.match(code):
        return s.text("{n} characters or more", n=more[1])
    return s.text("no character")


def _wait(s: Speech, code: str) -> str:
    found = _WAIT.match(code)
    if not found:
        return code
    unit = {"min": "min", "h": "h", "d": s.text("days")}[found[3]]
    if found[2] is None:
        return s.text("{n} {unit} or more", n=found[1], unit=unit)
    return s.text("{low} to {high} {unit}", low=found[1], high=found[2], unit=unit)


def _hours(s: Speech, code: str) -> str:
    start, end = hours(code)
    return s.text("{start}–{end}", start=clock(s, start), end=clock(s, end))


def _hashtag(_s: Speech, code: str) -> str:
    return code if code.startswith("#") else "#" + code  # a bundle has its signs


def _kinds(s: Speech, code: str) -> str:
    return s.term("kinds", code)


_NAMED: Mapping[str, Callable[[Speech, str], str]] = {
    "hashtag": _hashtag,
    "hour": _hours,
    "kind": _kinds,
    "hashtag count": _count,
    "length": _characters,
    "media count": _media,
    "title length": _characters,
    "gap": _wait,
}
