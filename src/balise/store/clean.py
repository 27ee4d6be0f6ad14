"""What no database keeps: NUL, half a surrogate pair, figures that are none.

PostgreSQL refuses them and SQLite some of them. Both stores must hold the same, and nothing may be
lost in silence: what cannot be kept stands as U+FFFD, which readers see.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import fields, replace
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from balise.domain.post import Link, Post

LONGEST_UID = 500
"""Characters of an id that an index of PostgreSQL holds whatever they are."""


def text(said: str) -> str:
    r"""Give a text as it can be stored.

    Examples
    --------
    >>> text("a\0b"), text("\ud83d\ude00") == "\U0001f600", text("\ud83d") == "\ufffd"
    ('a\ufffdb', True, True)
    """
    whole = said.replace("\0", "\ufffd")
    if whole.isascii():
        return whole
    # Two halves of a pair, as some JSON writers leave them, are one character.
    return whole.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


_name = lru_cache(maxsize=4096)(text)


def uid(said: str) -> str:
    """Give an id as it can be stored and indexed: a very long one ends in its digest."""
    whole = text(said)
    if len(whole) <= LONGEST_UID:
        return whole
    return whole[: LONGEST_UID - 17] + "~" + blake2b(whole.encode(), digest_size=8).hexdigest()


def post(given: Post) -> Post:
    """Give a post as it can be stored."""
    cleaned = {each.name: _value(getattr(given, each.name)) for each in fields(given)}
    return replace(given, **{**cleaned, "uid": uid(given.uid)})


def values(given: Mapping[str, float]) -> dict[str, float]:
    """Give figures by names that can be stored; one that is no number is not known.

    Examples
    --------
    >>> values({"views": 3.0, "reach": float("nan")})
    {'views': 3.0}
    """
    return {_name(name): value for name, value in given.items() if math.isfinite(value)}


def _value(value: Any) -> Any:
    match value:
        case str():
            return text(value)
        case float():
            return value if math.isfinite(value) else None
        case Link():
            return Link(url=text(value.url), utm=_value(value.utm))
        case tuple():
            return tuple(_value(each) for each in value)
        case _:
            return value
