"""From what is written of a draft to the draft; what cannot be meant is told."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import UTC, date, datetime, time
from difflib import get_close_matches
from typing import Any
from zoneinfo import ZoneInfo

from balise.domain.draft import Draft, Media
from balise.domain.post import KINDS
from balise.errors import Said
from balise.words import mark

BESIDE = frozenset(
    ("slot_id", "content_id", "audience", "series", "phase", "q05", "q50", "q95",
     "propensity", "reason", "alternatives", "experiment_id", "arm", "campaign", "note")
)  # fmt: skip
"""Columns of a plan that are no part of a draft, and are passed by."""
_FIRST_YEAR, _LAST_YEAR = 1990, 2200
_TRUE = frozenset({"true", "yes", "1", "oui", "vrai", "x"})
_FALSE = frozenset({"false", "no", "0", "non", "faux"})
_TAGS = re.compile(r"[\s,;|#＃]+")
_LANGUAGE = re.compile(r"(?:([a-z]{2,3})(?:[-_][a-z]{2,4})?)?")
_COUNTRY = re.compile(r"(?:[A-Z]{2})?")
_LONGEST_NAME = 40
_NUMBER = re.compile(r"-?\d{1,15}(?:[.,]\d{1,9})?")
_NAMES = {"twitter": "x", "google business profile": "google_business", "insta": "instagram"}


_MEANT = {
    "date": "publish_at", "time": "publish_at", "when": "publish_at", "quand": "publish_at",
    "heure": "publish_at", "published_at": "publish_at", "texte": "text", "message": "text",
    "caption": "text", "legende": "text", "légende": "text", "titre": "title",
    "reseau": "network", "réseau": "network", "platform": "network", "plateforme": "network",
    "compte": "account", "handle": "account", "format": "kind", "type": "kind",
    "image": "media", "images": "media", "photo": "media", "video": "media", "fichier": "media",
    "lien": "link", "url": "link", "langue": "language", "pays": "country", "tags": "hashtags",
    "objectif": "objective", "call_to_action": "cta",
}  # fmt: skip
"""What settings are often called."""


class MeantError(Exception):
    """A value that cannot be meant: the setting, what it is, and what belongs there."""

    def __init__(self, key: str, value: object, wanted: str) -> None:
        super().__init__(key)
        self.key = key
        self.value = value
        self.wanted = wanted


def text(value: Any) -> str:
    """Take a text; a number is one too."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise TypeError
    return str(value)


def meant(key: str) -> str:
    """Give the setting that is meant by a name; empty where none is like it.

    Examples
    --------
    >>> meant("netwrk"), meant("Texte"), meant("color")
    ('network', 'text', '')
    """
    plain = key.casefold().strip().replace("-", "_").replace(" ", "_")[:_LONGEST_NAME]
    return _MEANT.get(plain) or next(iter(get_close_matches(plain, SETTINGS, n=1, cutoff=0.75)), "")


def language(value: Any) -> str:
    """Take a language by its code, the region left out.

    Examples
    --------
    >>> language("fr-BE"), language("EN")
    ('fr', 'en')
    """
    found = _LANGUAGE.fullmatch(name(value).casefold())
    if found is None:
        raise ValueError
    return found[1] or ""


def country(value: Any) -> str:
    """Take a country by its code.

    Examples
    --------
    >>> country("be")
    'BE'
    """
    code = name(value).upper()
    if not _COUNTRY.fullmatch(code):
        raise ValueError
    return code


def name(value: Any) -> str:
    """Take a name."""
    return " ".join(text(value).split())


def network(value: Any) -> str:
    """Take the name of a network, however it is written.

    Examples
    --------
    >>> network("Twitter"), network("LinkedIn")
    ('x', 'linkedin')
    """
    plain = name(value).casefold()
    return _NAMES.get(plain, plain.replace(" ", "_"))


def kind(value: Any) -> str:
    """Take a kind of post."""
    plain = name(value).casefold().replace(" ", "_").replace("reel", "short_video")
    if plain not in {"", *KINDS}:
        raise ValueError
    return plain


def flag(value: Any) -> bool:
    """Take yes or no, also as a table writes it.

    Examples
    --------
    >>> flag(True), flag("oui"), flag("0")
    (True, True, False)
    """
    if isinstance(value, bool):
        return value
    plain = name(value).casefold()
    if plain not in _TRUE | _FALSE:
        raise ValueError
    return plain in _TRUE


def tags(value: Any) -> tuple[str, ...]:
    """Take hashtags, in a list or in one text.

    Examples
    --------
    >>> tags("#Garden, #Spring"), tags(["Garden"])
    (('Garden', 'Spring'), ('Garden',))
    """
    said = " ".join(map(text, value)) if isinstance(value, list) else text(value)
    return tuple(part for part in _TAGS.split(said) if part)


def moment(value: Any) -> datetime:
    """Take a time of our days; one without an offset stays without."""
    if isinstance(value, datetime):
        taken = value
    elif isinstance(value, date):
        taken = datetime.combine(value, time(12))
    else:
        taken = datetime.fromisoformat(name(value))
    if not _FIRST_YEAR <= taken.year <= _LAST_YEAR:
        raise ValueError
    return taken


def day(value: Any) -> date:
    """Take a day of our time."""
    return moment(value).date()


def number(value: Any) -> float:
    """Take a figure that is not negative."""
    if isinstance(value, bool):
        raise TypeError
    if isinstance(value, str):
        if not _NUMBER.fullmatch(value.strip()):
            raise ValueError
        value = float(value.strip().replace(",", "."))
    if not isinstance(value, int | float) or not 0 <= value < 1e15 or not math.isfinite(value):  # noqa: PLR2004 - beyond any file
        raise ValueError
    return float(value)


_MEDIA: Mapping[str, Callable[[Any], Any]] = {
    "file": name, "alt": text, "captions": name, "seconds": number, "width": number,
    "height": number, "bytes": number,
}  # fmt: skip


def media(value: Any) -> tuple[Media, ...]:
    """Take files: names, or tables with what is known of each."""
    entries = value if isinstance(value, list) else [value]
    return tuple(_one(entry) for entry in entries)


def _one(entry: Any) -> Media:
    said = {"file": entry} if isinstance(entry, str) else entry
    if not isinstance(said, dict) or not said.get("file"):
        raise TypeError
    taken = {}
    for key, value in said.items():
        if key not in _MEDIA:
            raise MeantError("media", key, ", ".join(_MEDIA))
        taken[key] = _taken(f"media.{key}", _MEDIA[key], value)
    return Media(**taken)


SETTINGS: Mapping[str, Callable[[Any], Any]] = {
    "network": network, "account": name, "kind": kind, "text": text, "title": text,
    "publish_at": moment, "hashtags": tags, "media": media, "link": name, "cta": name,
    "objective": name, "language": language, "country": country, "is_ad": flag, "is_partner": flag,
    "is_ai": flag, "id": text, "pillar": name, "earliest": day, "latest": day,
}  # fmt: skip
"""What a draft may say, and how it is taken."""
assert SETTINGS.keys() <= {one.name for one in fields(Draft)}  # noqa: S101 - a slip of ours
_WANTED = {
    "publish_at": mark("a time such as 2027-03-01T18:30:00+01:00"),
    "earliest": mark("a day such as 2027-03-01"),
    "kind": mark("one of text, link, image, carousel, video, short_video, story, document, poll"),
    "hashtags": mark("a list of hashtags"),
    "media": mark("a list of tables with file, alt, captions, seconds, width, height and bytes"),
    "seconds": mark("a number that is not negative"),
    "text": mark("a text"),
    "is_ad": mark("true or false"),
    "language": mark("two letters, such as fr"),
    "country": mark("two letters, such as BE"),
}
_LIKE = {
    "is_partner": "is_ad", "is_ai": "is_ad", "media.seconds": "seconds", "media.width": "seconds",
    "media.height": "seconds", "media.bytes": "seconds", "latest": "earliest",
}  # fmt: skip


def taken(key: str, value: Any) -> Any:
    """Take the value of a setting.

    Raises
    ------
    MeantError
        Where it cannot be meant.
    """
    return _taken(key, SETTINGS[key], value)


def _taken(key: str, take: Callable[[Any], Any], value: Any) -> Any:
    try:
        return take(value)
    except (TypeError, ValueError, OverflowError) as error:
        wanted = _WANTED.get(_LIKE.get(key, key), _WANTED["text"])
        raise MeantError(key, value, Said(wanted)) from error


def in_utc(moment: datetime, timezone: str) -> datetime:
    """Give a time in UTC; one without an offset is of the zone."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(timezone))
    return aware.astimezone(UTC)
