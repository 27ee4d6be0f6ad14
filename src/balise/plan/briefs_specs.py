"""What a network asks of a format, in words: the few requirements that matter to a maker."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from balise.domain.brief import Spec
from balise.domain.plan import Slot
from balise.reference.network_rules import Rule, rules
from balise.words import Speech, mark

FILMED = frozenset({"video", "short_video"})
SHOWN = frozenset({"image", "carousel", "document"})
EITHER = frozenset({"story"})
MOST = 7
_UPRIGHT = frozenset({"short_video"})
_KB, _MB, _GB = 1 << 10, 1 << 20, 1 << 30
_MINUTE, _HOUR = 60, 3600
_RATIOS = ((9, 16), (4, 5), (1, 1), (1, 3), (3, 1), (16, 9))
_NEAR = 0.005
_LIMITS = frozenset({"at_most", "at_least"})

BETWEEN: Mapping[str, str] = {
    "image.ratio": mark("Picture between {least} (upright) and {n} (wide)"),
    "video.ratio": mark("Film between {least} (upright) and {n} (wide)"),
    "media": mark("{least} to {n} pictures or films"),
    "video.seconds": mark("Film: {least} to {n}"),
}
"""How a floor and a ceiling of one thing are told together."""
AT_MOST: Mapping[str, str] = {
    "images": mark("At most {n} pictures"),
    "video.seconds": mark("Film: {n} at most"),
    "image.bytes": mark("Picture: {n} at most"),
    "video.bytes": mark("Film: {n} at most"),
    "title.characters": mark("Title: {n} characters at most"),
    "text": mark("Text: {n} characters at most"),
    "hashtags": mark("Hashtags: {n} at most"),
    "alt.characters": mark("Alternative text: {n} characters at most"),
}
AT_LEAST: Mapping[str, str] = {"images": mark("At least {n} pictures")}
_ORDER = (
    "image.ratio", "images", "media", "video.seconds", "title.characters", "text", "hashtags",
    "alt.characters", "video.ratio", "image.bytes", "video.bytes",
)  # fmt: skip
_BEYOND: Mapping[str, float] = {
    "text": 10_000, "video.seconds": 3_600, "video.bytes": 1 << 30, "hashtags": 30,
}  # fmt: skip
"""Ceilings that nobody meets are not worth a line."""
_ALSO: Mapping[str, frozenset[str]] = {
    "SAFE_AREA_9_16": _UPRIGHT,
    "LI_FOLD_MOBILE": frozenset({"text", "link", "image", "carousel", "document", "poll"}),
    "PIN_VIDEO_COVER": FILMED,
    "IG_VIDEO_REEL": frozenset({"video"}),
    "A11Y_CAPTIONS": FILMED,
}
"""Advice that no check enforces and a maker wants to know, with the kinds that it is for."""


def specs(slot: Slot, language: str, *, has_link: bool = False) -> tuple[Spec, ...]:
    """Tell what the network of a slot asks of its format, the first thing first.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> slot = Slot(
    ...     slot_id="1",
    ...     content_id="1",
    ...     network="instagram",
    ...     account="heron",
    ...     kind="short_video",
    ...     publish_at=datetime(2026, 12, 1, 18, tzinfo=UTC),
    ... )
    >>> [one.text for one in specs(slot, "en")][0]
    'Film: 3 s to 15 min'
    """
    s = Speech(language)
    found = sorted(_told(s, slot, has_link=has_link), key=lambda one: _place(one[0]))
    return tuple(
        Spec(text=text, title=rule.title, url=rule.url, checked=rule.checked.isoformat())
        for rule, text in found[:MOST]
    )


def _told(s: Speech, slot: Slot, *, has_link: bool) -> Iterator[tuple[Rule, str]]:
    its = [rule for rule in rules() if rule.network in {slot.network, "all"}]
    its = [rule for rule in its if rule.is_for(slot.kind) and not rule.country]
    limits = [rule for rule in its if rule.check in _LIMITS and _is_of(rule.measure, slot.kind)]
    least = {rule.measure: rule for rule in limits if rule.check == "at_least"}
    for rule in limits:
        floor = least.get(rule.measure)
        is_pair = _subject(rule.measure) in BETWEEN and floor is not None
        if (is_pair and floor is rule) or _is_beyond(rule):
            continue
        yield rule, _limit(s, rule, floor if is_pair and rule.kind == "limit" else None)
    for rule in its:
        is_stopped = rule.check == "link_unreachable" and has_link and slot.kind not in EITHER
        if slot.kind in _ALSO.get(rule.id, ()) or is_stopped:
            yield rule, rule.statement(s.language)


def _is_beyond(rule: Rule) -> bool:
    subject = _subject(rule.measure)
    return float(rule.value or 0) >= _BEYOND.get(subject, math.inf)


def _limit(s: Speech, rule: Rule, floor: Rule | None) -> str:
    """Say a limit with its figure; advice says in its own words why."""
    subject, measure, value = _subject(rule.measure), rule.measure, float(rule.value or 0)
    named = BETWEEN if floor else AT_MOST if rule.check == "at_most" else AT_LEAST
    is_advice = rule.kind != "limit" and subject != "hashtags"
    if is_advice or subject not in named:
        return rule.statement(s.language)
    least = figure(s, measure, float(floor.value or 0)) if floor else ""
    return s.text(named[subject], n=figure(s, measure, value), least=least)


def _subject(measure: str) -> str:
    """Name what a measure is of; every way to count letters is one."""
    first = measure.partition(".")[0]
    return first if first in {"text", "hashtags"} else measure


def _is_of(measure: str, kind: str) -> bool:
    """Whether a measure matters to whoever makes a post of a kind."""
    first = measure.partition(".")[0]
    if measure in {"hashtags.extra", "hashtags.longest", "hashtags.total", "text.bytes"}:
        return False
    if first in {"images", "media"}:
        return kind == "carousel"
    if first == "image":
        return kind in SHOWN | EITHER
    if first == "video":
        return kind in FILMED | EITHER
    if first == "alt":
        return kind in SHOWN
    return first in {"text", "title", "hashtags"} and kind not in EITHER


def _place(rule: Rule) -> int:
    """Put first what is decided before a piece is begun, and the size of files last."""
    if rule.check not in _LIMITS:
        return _ORDER.index("alt.characters")
    return _ORDER.index(_subject(rule.measure))


def figure(s: Speech, measure: str, value: float) -> str:
    """Write a limit in the unit that a maker uses.

    Examples
    --------
    >>> s = Speech("en")
    >>> figure(s, "video.seconds", 140), figure(s, "image.ratio", 0.8), figure(s, "images", 10)
    ('2 min 20 s', '4:5', '10')
    """
    unit = measure.rpartition(".")[2]
    if unit == "seconds":
        return _lasting(s, value)
    if unit == "ratio":
        return _ratio(s, value)
    return _size(s, value) if unit == "bytes" else s.number(value)


def _lasting(s: Speech, seconds: float) -> str:
    if seconds >= _HOUR:
        return s.text(mark("{n} h"), n=s.number(seconds / _HOUR))
    minutes, rest = divmod(seconds, _MINUTE)
    said = [s.text(mark("{n} min"), n=s.number(minutes))] if minutes else []
    if rest:
        digits = 0 if float(rest).is_integer() else 1
        said.append(s.text(mark("{seconds} s"), seconds=s.number(rest, digits)))
    return " ".join(said)


def _ratio(s: Speech, value: float) -> str:
    near = (f"{w}:{h}" for w, h in _RATIOS if abs(w / h - value) < _NEAR)
    return next(near, s.number(value, 2) + ":1")


def _size(s: Speech, value: float) -> str:
    """Write bytes in the units that the network means: powers of two where these come out even."""
    million, billion = (_MB, _GB) if value % _KB == 0 else (10**6, 10**9)
    if value >= billion:
        return s.text(mark("{n} GB"), n=s.number(value / billion))
    return s.text(mark("{n} MB"), n=s.number(value / million))
