"""Domain values to rows and back."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import UTC, date, datetime
from hashlib import blake2b
from operator import attrgetter
from typing import Any, NamedTuple

import orjson

from balise.domain.post import Link, Post
from balise.domain.reading import Reading
from balise.learn.rows import week_of
from balise.store import clean

Block = tuple[int, int]
"""An account, and one of its blocks of `WEEKS` weeks."""

WEEKS = 4

_PRECISIONS = ("unknown", "month", "day", "hour", "minute", "second")
_LONGEST = 10**9
_COLUMNS = frozenset({"uid", "network", "account", "published_at", "precision", "kind", "text"})
_FACTS = {each.name: each.default for each in fields(Post) if each.name not in _COLUMNS}
_DEFAULTS = tuple(_FACTS.values())
_values = attrgetter(*_FACTS)


class Version(NamedTuple):
    """A post on its way into the store: `worth` ranks it among versions of the same post."""

    post: Post
    facts: str
    worth: int
    digest: int


class Figures(NamedTuple):
    """A reading on its way into the store."""

    reading: Reading
    uid: str
    values: str
    digest: int


def version(given: Post) -> Version:
    """Make a post ready to be stored."""
    facts = _facts(given)
    if not _is_clean(given, facts):
        given = clean.post(given)
        facts = _facts(given)
    at = utc(given.published_at)
    whole = [given.network, given.account, str(at), given.precision, given.kind, given.text, facts]
    worth = _PRECISIONS.index(given.precision) * _LONGEST + min(len(given.text), _LONGEST - 1)
    return Version(given, facts, worth, digest(*whole))


def figures(given: Reading) -> Figures:
    """Make a reading ready to be stored."""
    values = _figures(given.values)
    at = utc(given.as_of)
    uid = clean.uid(given.post_uid)
    whole = [uid, given.basis, str(given.day), str(at), values]
    return Figures(given, uid, values, digest(*whole))


def utc(at: datetime) -> datetime:
    """Give a moment in UTC, as most are already."""
    return at if at.tzinfo is UTC else at.astimezone(UTC)


def _figures(given: Mapping[str, float]) -> str:
    try:
        values = written(given)
    except TypeError:
        return written(clean.values(given))
    # What is no number is written as null, and no database keeps NUL.
    is_clean = "null" not in values and "\\u0000" not in values
    return values if is_clean else written(clean.values(given))


def digest(*facts: str) -> int:
    """Shorten facts to a signed number of 64 bits."""
    short = blake2b("\x1f".join(facts).encode(), digest_size=8).digest()
    return int.from_bytes(short, "big", signed=True)


def written(value: object) -> str:
    """Write JSON as the store keeps it.

    Raises
    ------
    TypeError
        Where a text holds half a surrogate pair.
    """
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def block_of(at: datetime) -> int:
    """Tell the block of four ISO weeks, in UTC as the model's own weeks.

    Examples
    --------
    >>> block_of(datetime(2026, 3, 2, tzinfo=UTC)) - block_of(datetime(2026, 2, 2, tzinfo=UTC))
    1
    """
    return week_of(utc(at)) // WEEKS


def post_of(row: Mapping[str, Any]) -> Post:
    """Make a post of a row of `PostVersion` with its account's names."""
    facts: dict[str, Any] = dict(row["facts"])
    for name in ("hashtags", "mentions"):
        if name in facts:
            facts[name] = tuple(facts[name])
    if "links" in facts:
        facts["links"] = tuple(
            Link(url=url, utm=tuple((key, said) for key, said in utm))
            for url, utm in facts["links"]
        )
    return Post(
        uid=row["uid"],
        network=row["account__network"],
        account=row["account__handle"],
        published_at=row["published_at"],
        precision=row["precision"],
        kind=row["kind"],
        text=row["text"],
        **facts,
    )


POST_COLUMNS = (
    "id", "uid", "account__network", "account__handle", "published_at", "precision", "kind",
    "text", "facts",
)  # fmt: skip


def day_of(value: date | None) -> str | None:
    """Write a date as both databases take it."""
    return None if value is None else value.isoformat()


def _facts(given: Post) -> str:
    found: dict[str, Any] = {
        name: value
        for name, default, value in zip(_FACTS, _DEFAULTS, _values(given), strict=True)
        if value != default
    }
    if "links" in found:
        found["links"] = [(link.url, link.utm) for link in given.links]
    if any(type(value) is float and not math.isfinite(value) for value in found.values()):
        return _facts(clean.post(given))
    try:
        return written(found)
    except TypeError:
        return _facts(clean.post(given))


def _is_clean(given: Post, facts: str) -> bool:
    said = f"{given.uid}{given.network}{given.account}{given.kind}{given.text}{facts}"
    if "\0" in said or "\\u0000" in said or len(given.uid) > clean.LONGEST_UID:
        return False
    return said.isascii() or _is_unicode(said)


def _is_unicode(said: str) -> bool:
    try:
        said.encode()
    except UnicodeEncodeError:
        return False
    return True


def latest(rows: Iterable[tuple[str, datetime, Mapping[str, float]]]) -> dict[str, Latest]:
    """Take the newest figure of each metric; rows come in order of time."""
    found: dict[str, Latest] = {}
    for uid, as_of, values in rows:
        known = found.get(uid)
        found[uid] = (
            Latest(dict(values), as_of)
            if known is None
            else Latest({**known.values, **values}, as_of)
        )
    return found


class Latest(NamedTuple):
    """The figures of a post as they stand, and when the newest was read."""

    values: dict[str, float]
    as_of: datetime
