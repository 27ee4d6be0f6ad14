"""The kinds of values that a strategy holds: how each is read, and what is said where it is not."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from unicodedata import category
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from balise.domain.toml_place import Path
from balise.errors import Said
from balise.strategy.sheet import Sheet, listed, shown
from balise.words import mark


@dataclass(frozen=True, slots=True)
class Unfit:
    """Given instead of a value that was told to be wrong; `rest` is what of it could be read."""

    rest: Any = None


UNFIT: Final = Unfit()
HIGHEST = 1e15
"""No figure of a strategy is larger: such a one is a mistake."""
_LONGEST = 200
_LONGEST_FIGURE = 40
_JOINERS = "\u200c\u200d"
_LONGEST_TEXT = 20_000
_MOST = 1_000


@dataclass(frozen=True, slots=True)
class Kind:
    """How a value is read. `take` raises `ValueError` where it cannot be; `expected` says how."""

    expected: str
    take: Callable[[Any], Any]

    def read(self, value: object, sheet: Sheet, path: Path) -> Any:
        """Give the value in the form of the strategy, or tell what is wrong with it."""
        try:
            return self.take(value)
        except (ValueError, TypeError, OverflowError):
            self._refuse(value, sheet, path)
            return UNFIT

    def _refuse(self, value: object, sheet: Sheet, path: Path) -> None:
        """Tell that a value is wrong, or that its quotes alone are."""
        if said := self._unquoted(value):
            sheet.tell("strategy-quoted", path, value=said)
        else:
            sheet.tell("strategy-value", path, value=shown(value), expected=self.expected)

    def _unquoted(self, value: object) -> str:
        """Give what a text says without its quotes, where that would be right."""
        if not isinstance(value, str) or len(value) > _LONGEST_FIGURE or "\n" in value:
            return ""
        for said in (value.strip(), value.strip().replace(",", ".")):
            try:
                self.take(tomllib.loads(f"it = {said}")["it"])
            except (ValueError, TypeError, OverflowError):
                continue
            return said
        return ""


@dataclass(frozen=True, slots=True)
class Choice(Kind):
    """One of a few words."""

    allowed: tuple[str, ...]

    @classmethod
    def of(cls, allowed: Collection[str]) -> Choice:
        """Make a choice of words."""
        return cls(" | ".join(allowed), _is_text, tuple(allowed))

    def read(self, value: object, sheet: Sheet, path: Path) -> Any:
        """Give the word, or tell which there are."""
        if isinstance(value, str) and value in self.allowed:
            return value
        meant = sheet.near(value, self.allowed)
        code = "strategy-choice-near" if meant else "strategy-choice"
        sheet.tell(code, path, value=shown(value), near=meant, allowed=listed(self.allowed))
        return UNFIT


@dataclass(frozen=True, slots=True)
class Day(Kind):
    """A date; one that was written as a text is taken, and said."""

    def read(self, value: object, sheet: Sheet, path: Path) -> Any:
        """Give the date, or tell how to write one."""
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            try:
                read = date.fromisoformat(value)
            except ValueError:
                pass
            else:
                sheet.tell("strategy-date-text", path, value=value)
                return read
        sheet.tell("strategy-value", path, value=shown(value), expected=self.expected)
        return UNFIT


@dataclass(frozen=True, slots=True)
class Listed(Kind):
    """A list of values of one kind; each that is wrong is told."""

    item: Kind

    @classmethod
    def of(cls, item: Kind, expected: str) -> Listed:
        """Make a list of a kind."""
        return cls(expected, list, item)

    def read(self, value: object, sheet: Sheet, path: Path) -> Any:
        """Give the list without what stands in it twice."""
        if not isinstance(value, list) or len(value) > _MOST:
            sheet.tell("strategy-value", path, value=shown(value), expected=self.expected)
            return UNFIT
        read = [self.item.read(each, sheet, (*path, n)) for n, each in enumerate(value)]
        if any(isinstance(each, Unfit) for each in read):
            return UNFIT
        seen = set()
        for n, each in enumerate(read):
            if each in seen:
                sheet.tell("strategy-listed-twice", (*path, n), value=shown(each))
            seen.add(each)
        return tuple(dict.fromkeys(read))


@dataclass(frozen=True, slots=True)
class Pair(Kind):
    """Two numbers, the smaller first. `take` reads one of them."""

    is_strict: bool = False

    def read(self, value: object, sheet: Sheet, path: Path) -> Any:
        """Give the two, or tell what is wrong with them."""
        try:
            first, last = (self.take(each) for each in _two(value))
        except (ValueError, TypeError, OverflowError):
            sheet.tell("strategy-value", path, value=shown(value), expected=self.expected)
            return UNFIT
        if first > last:
            sheet.tell("strategy-order", path)
            return UNFIT
        if self.is_strict and first == last:
            sheet.tell("strategy-value", path, value=shown(value), expected=self.expected)
            return UNFIT
        return first, last


def _two(value: object) -> list[object]:
    if not isinstance(value, list) or len(value) != 2:  # noqa: PLR2004 - least and most
        raise ValueError
    return value


def _is_text(value: object) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST_TEXT:
        raise ValueError
    return value


def _line(value: object) -> str:
    said = _is_text(value)
    if not said.strip() or len(said) > _LONGEST or not all(map(_is_seen, said)):
        raise ValueError
    return said.strip()


def _is_seen(letter: str) -> bool:
    """Whether it shows on a line: narrow blanks and joined emoji do, controls do not."""
    return letter.isprintable() or category(letter) == "Zs" or letter in _JOINERS


def _handle(value: object) -> str:
    said = _line(value)
    if said.startswith("@"):
        raise ValueError
    return said


def _maybe_line(value: object) -> str:
    return _line(value) if _is_text(value) else ""


def _matching(pattern: str) -> Callable[[object], str]:
    return lambda value: _fit(re.fullmatch(pattern, _is_text(value)))


def _fit(found: re.Match[str] | None) -> str:
    if found is None:
        raise ValueError
    return found[0]


def _number(low: float, high: float, *, above: bool = False) -> Callable[[object], float]:
    def take(value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or value != value:  # noqa: PLR0124 - NaN
            raise ValueError
        if not low <= value <= high or (above and value == low) or math.isinf(value):
            raise ValueError
        return float(value)

    return take


def _whole(low: int, high: int) -> Callable[[object], int]:
    def take(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise ValueError
        return value

    return take


def _zone(value: object) -> str:
    name = _is_text(value)
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError) as error:
        raise ValueError from error
    return name


def _address(value: object) -> str:
    said = _is_text(value)
    parts = urlsplit(said)
    is_web = parts.scheme in {"http", "https"} and bool(parts.hostname)
    if said and (not is_web or not said.isprintable() or " " in said or len(said) > 2_000):  # noqa: PLR2004 - what browsers take
        raise ValueError
    return said


TEXT = Kind(Said(mark("a text in quotes")), _is_text)
NAME = Kind(
    Said(mark("a text in quotes, on one line and not empty, of 200 characters at most")), _line
)
WORD = Kind(Said(mark("a text in quotes, on one line, of 200 characters at most")), _maybe_line)
TEXTS = Listed.of(NAME, Said(mark('a list of texts, such as ["a", "b"]')))
DAY = Day(Said(mark("a date such as 2027-02-28, without quotes")), _is_text)
ABOVE = Kind(Said(mark("a number above 0")), _number(0, HIGHEST, above=True))
AMOUNT = Kind(Said(mark("a number, 0 or more")), _number(0, HIGHEST))
SHARE = Kind(Said(mark("a share from 0 to 1")), _number(0, 1))
GAP = Kind(Said(mark("a number of hours from 0 to 168")), _number(0, 168))
LAG = Kind(Said(mark("a number of hours from 0 to 8760")), _number(0, 8_760))
HOUR = Kind(Said(mark("a whole hour from 0 to 23")), _whole(0, 23))
HOURS = Pair(
    Said(mark("two whole hours from 0 to 24, the first below the second, such as [7, 22]")),
    _whole(0, 24),
    is_strict=True,
)
RHYTHM = Pair(
    Said(mark("two whole numbers from 0 to 1000, least and most, such as [2, 5]")), _whole(0, 1_000)
)
AGES = Pair(Said(mark("two whole ages from 0 to 120, such as [30, 60]")), _whole(0, 120))
AMOUNTS = Pair(
    Said(mark("two amounts of 0 or more, least and most, such as [20, 80]")), _number(0, HIGHEST)
)
PER_DAY = Kind(Said(mark("a whole number from 1 to 100")), _whole(1, 100))
TAGS_MOST = Kind(Said(mark("a whole number from 0 to 100")), _whole(0, 100))
FROM_EVENT = Kind(Said(mark("a whole number of days from -730 to 730")), _whole(-730, 730))
ZONE = Kind(Said(mark("a time zone such as Europe/Brussels")), _zone)
URL = Kind(Said(mark("an address that starts with https:// or http://")), _address)
TAG = Kind(
    Said(mark("a hashtag with its # and without spaces, such as #garden")),
    _matching(r"#[\w·]{1,139}"),
)
TAGS = Listed.of(TAG, Said(mark('a list of hashtags, such as ["#garden", "#diy"]')))
HANDLE = Kind(Said(mark("the handle as the network shows it, without @ before it")), _handle)
COUNTRIES = Listed.of(
    Kind(Said(mark("two capital letters, such as BE")), _matching("[A-Z]{2}")),
    Said(mark('a list of countries in two capital letters, such as ["BE", "FR"]')),
)
LANGUAGE = Kind(Said(mark("two or three small letters, such as fr")), _matching("(?:[a-z]{2,3})?"))
LANGUAGES = Listed.of(
    Kind(Said(mark("two or three small letters, such as fr")), _matching("[a-z]{2,3}")),
    Said(mark('a list of languages in small letters, such as ["fr", "nl"]')),
)
CURRENCY = Kind(Said(mark("three capital letters, such as EUR")), _matching("[A-Z]{3}"))
REVIEW_DAY = Kind(Said(mark("a whole number from 1 to 92")), _whole(1, 92))
VERSION = Kind(Said(mark("a whole number, 1 today")), _whole(0, 1_000_000))
