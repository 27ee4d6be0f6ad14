"""The parts of an entry, whatever stands in their place."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from balise.domain.post import Post
from balise.ingest.times import Moment, Times

if TYPE_CHECKING:
    from collections.abc import Iterator

Record = Mapping[str, Any]
_LONGEST_TIME = 40
_LARGEST = 1e15
_DIGITS = 15
_NOTHING: Record = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one entry tells: of which post, the post itself, and its figures.

    `uid` is empty where it is no post that can be read: `lacks` is then the code that says why.
    `unreadable` are figures that are none, `unused` those that Balise has no metric for.
    """

    uid: str = ""
    post: Post | None = None
    values: Mapping[str, float] = field(default_factory=dict)
    unreadable: Mapping[str, str] = field(default_factory=dict)
    unused: tuple[str, ...] = ()
    lacks: str = "entry-foreign"


FOREIGN = Told()
UNDATED = Told(lacks="time-missing")


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures by metric, and those that cannot be read as one."""

    values: dict[str, float]
    unreadable: dict[str, str]

    @classmethod
    def of(cls, written: Mapping[str, object]) -> Figures:
        """Read figures; one that is empty is not known, and never 0.

        Examples
        --------
        >>> Figures.of({"reach": 12, "views": None, "saves": "3", "shares": "many"})
        Figures(values={'reach': 12.0, 'saves': 3.0}, unreadable={'shares': 'many'})
        """
        found = cls({}, {})
        for name, said in written.items():
            if said is None or said in ("", [], {}):
                continue
            value = _figure(said)
            if value is None:
                found.unreadable[name] = said[:80] if isinstance(said, str) else "…"
            else:
                found.values[name] = value
        return found


def _figure(said: object) -> float | None:
    if isinstance(said, str) and said.isascii() and said.isdecimal() and len(said) <= _DIGITS:
        return float(said)
    if isinstance(said, bool) or not isinstance(said, int | float):
        return None
    return float(said) if math.isfinite(said) and 0 <= said <= _LARGEST else None


def table(value: object) -> Record:
    """Take an object as it is, and anything that stands in its place as an empty one."""
    return value if isinstance(value, dict) else _NOTHING


def rows(value: object) -> Iterator[Record]:
    """Give the objects of a list; of anything else, none."""
    if isinstance(value, list):
        yield from (item for item in value if isinstance(item, dict))


def text(value: object) -> str:
    """Take a text as it is, and anything else as an empty one."""
    return value if isinstance(value, str) else ""


def native(value: object) -> str:
    """Give an id of digits, written as a text or as a number."""
    said = str(value) if type(value) is int else text(value)
    return said if said.isascii() and said.isdecimal() and len(said) <= _LONGEST_TIME else ""


def moment(value: object) -> Moment | None:
    """Read a time; UTC where it names no zone."""
    return Times().read(text(value)[:_LONGEST_TIME])


def language(code: object) -> str | None:
    """Give a language by two letters: `pt` of `pt-BR`.

    Examples
    --------
    >>> language("pt-BR"), language("und"), language(None)
    ('pt', None, None)
    """
    letters = text(code).partition("-")[0].lower()
    return letters if len(letters) == 2 and letters.isalpha() else None  # noqa: PLR2004 - und, zxx name none


def attached(kinds: list[str]) -> str:
    """Tell the kind of a post by its pictures and films; empty where it has none."""
    if "video" in kinds:
        return "video"
    if len(kinds) > 1:
        return "carousel"
    return kinds[0] if kinds else ""
