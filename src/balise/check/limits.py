"""Limits: how much of something a draft may have, or must."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from balise.check import text as reading
from balise.check.facts import Around, Facts, figure
from balise.check.lengths import COUNTS
from balise.domain.draft import Media
from balise.domain.reading import Finding
from balise.reference.network_rules import Rule

_MB = 1 << 20


class Measured(NamedTuple):
    """A figure of a draft, the setting that it comes from, and the file that it is of."""

    value: float
    column: str
    file: str = ""


_Measure = Callable[[Facts], Iterator[Measured]]


def _text(count: str) -> _Measure:
    return lambda facts: iter([Measured(COUNTS[count](facts.draft.text), "text")])


_ANSWERED = re.compile(r"(?:@\w{1,15}\s+)+")


def _weighted(facts: Facts) -> Iterator[Measured]:
    """Count as X does; the handles that an answer begins with are not of its text."""
    said = facts.draft.text
    answered = _ANSWERED.match(said) if facts.draft.kind == "reply" else None
    yield Measured(COUNTS["weighted"](said[answered.end() :] if answered else said), "text")


def _title(facts: Facts) -> Iterator[Measured]:
    yield Measured(COUNTS["characters"](facts.draft.title), "title")


def _link(facts: Facts) -> Iterator[Measured]:
    yield Measured(len(facts.draft.link), "link")


def _alt(facts: Facts) -> Iterator[Measured]:
    for one in facts.draft.media:
        yield Measured(COUNTS["characters"](one.alt), "media", one.file)


def _tags(facts: Facts) -> Iterator[Measured]:
    yield Measured(len(facts.tags), "hashtags" if facts.draft.hashtags else "text")


def _text_tags(facts: Facts) -> Iterator[Measured]:
    yield Measured(len(reading.hashtags(facts.draft.text)), "text")


def _extra_tags(facts: Facts) -> Iterator[Measured]:
    yield Measured(len(facts.draft.hashtags), "hashtags")


def _longest_tag(facts: Facts) -> Iterator[Measured]:
    lengths = [COUNTS["graphemes"](tag) for tag in facts.draft.hashtags]
    yield Measured(max(lengths, default=0), "hashtags")


def _all_tags(facts: Facts) -> Iterator[Measured]:
    yield Measured(sum(map(len, facts.draft.hashtags)), "hashtags")


def _mentions(facts: Facts) -> Iterator[Measured]:
    yield Measured(len({name.casefold() for name in facts.mentions}), "text")


def _cashtags(facts: Facts) -> Iterator[Measured]:
    yield Measured(len(reading.cashtags(facts.draft.text)), "text")


def _count(*forms: str) -> _Measure:
    def measure(facts: Facts) -> Iterator[Measured]:
        known = [one for one in facts.draft.media if not forms or one.form in forms]
        if known or facts.draft.media:
            yield Measured(len(known), "media")

    return measure


def _of_files(form: str, figure: Callable[[Media], float | None]) -> _Measure:
    def measure(facts: Facts) -> Iterator[Measured]:
        for one in facts.draft.media:
            value = figure(one) if one.form == form else None
            if value is not None:
                yield Measured(value, "media", one.file)

    return measure


MEASURES: Mapping[str, _Measure] = {
    **{f"text.{count}": _text(count) for count in COUNTS},
    "text.weighted": _weighted,
    "title.characters": _title,
    "link.characters": _link,
    "alt.characters": _alt,
    "hashtags": _tags,
    "hashtags.text": _text_tags,
    "hashtags.extra": _extra_tags,
    "hashtags.longest": _longest_tag,
    "hashtags.total": _all_tags,
    "mentions": _mentions,
    "cashtags": _cashtags,
    "media": _count(),
    "images": _count("image", "gif"),
    "videos": _count("video"),
    "documents": _count("document"),
    "image.bytes": _of_files("image", lambda one: one.bytes),
    "gif.bytes": _of_files("gif", lambda one: one.bytes),
    "video.bytes": _of_files("video", lambda one: one.bytes),
    "document.bytes": _of_files("document", lambda one: one.bytes),
    "video.seconds": _of_files("video", lambda one: one.seconds),
    "image.ratio": _of_files("image", lambda one: one.ratio),
    "video.ratio": _of_files("video", lambda one: one.ratio),
}
"""What a rule can be held against, by the name that it gives."""


def at_most(rule: Rule, facts: Facts, around: Around) -> Iterator[Finding]:
    """Find what there is too much of."""
    for measured in MEASURES[rule.measure](facts):
        if rule.value is not None and measured.value > rule.value:
            yield _broken(rule, facts, around, measured)


def at_least(rule: Rule, facts: Facts, around: Around) -> Iterator[Finding]:
    """Find what there is too little of."""
    for measured in MEASURES[rule.measure](facts):
        if rule.value is not None and measured.value < rule.value:
            yield _broken(rule, facts, around, measured)


def document(rule: Rule, facts: Facts, around: Around) -> Iterator[Finding]:
    """Find documents where no network is known to take any (`rule.words` names those that do)."""
    for one in facts.draft.media:
        if one.form == "document" and facts.draft.network not in rule.words:
            yield around.found(rule, facts, "document-unknown", column="media", file=one.file)


def _broken(rule: Rule, facts: Facts, around: Around, measured: Measured) -> Finding:
    limit = float(rule.value or 0)
    unit = _MB if rule.measure.endswith(".bytes") and measured.column == "media" else 1
    return around.found(
        rule,
        facts,
        f"{rule.check}-{rule.measure}".replace("_", "-").replace(".", "-"),
        column=measured.column,
        found=figure(measured.value / unit, limit / unit),
        limit=f"{limit / unit:.4f}".rstrip("0").rstrip("."),
        file=measured.file,
    )
