"""Answers as people write them: figures, dates, ages, accounts, in French and in English.

Each function gives what was understood, or raises `AnswerError` with what to write instead.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from unicodedata import combining, normalize

from balise.domain.account import NETWORKS
from balise.domain.strategy import Competitor
from balise.errors import AnswerError, Said
from balise.strategy import kinds as kind
from balise.strategy.answers import Holding
from balise.strategy.kinds import Kind
from balise.strategy.sheet import shown
from balise.words import mark

_NUMBER = re.compile(r"\d+(?:[\u00a0\u202f' ]\d{3})*(?:[.,]\d+)?")
_SPACED = re.compile(r"(?<=\d)[\u00a0\u202f](?=\d{3}\b)|(?<=\d)[,.](?=\d{3}\b)")
_ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
_LOCAL = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")
_WEEKS = re.compile(r"(\d{1,3})\s*(?:weeks?|semaines?|sem\.?)\b", re.IGNORECASE)
_BEFORE = re.compile(
    r"(\d[\d.,\u00a0\u202f]*)\s*(?:before|avant|today|now|aujourd\S*|auparavant)", re.IGNORECASE
)
_AGES = re.compile(r"\b(\d{1,3})\s*(?:-|–|to|à|a)\s*(\d{1,3})\b")
_COUNTRY = re.compile(r"\b[A-Z]{2}\b")
_MOST_WEEKS = 156
TARGET = Said(mark("a figure and a date or a number of weeks, such as: 160 by 2027-02-28"))
AUDIENCE = Said(mark("ages and countries, such as: young parents 25-40 BE FR"))
HOURS = Said(mark("a number of hours a week from 0.5 to 168, such as 6"))
ACCOUNTS = Said(
    mark("network, handle, followers, posts a week, such as: instagram myshop 340 2, facebook")
)
ONE_OF = Said(mark("a number or a name of the list"))
_NAMES: Mapping[str, str] = {"twitter": "x", "insta": "instagram", "ig": "instagram",
                             "fb": "facebook", "yt": "youtube"}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What was read of a target; `None` was not said."""

    target: float
    ends: date | None
    baseline: float | None


def fit(take: Kind, answer: str) -> str:
    """Read a text as `strategy.toml` takes it."""
    try:
        return str(take.take(answer))
    except ValueError as error:
        raise _wrong(answer, take.expected) from error


def one_of(answer: str, codes: Sequence[str], names: Mapping[str, str]) -> str:
    """Choose by number, by code, or by the beginning of a name.

    Examples
    --------
    >>> one_of("2", ["sales", "tickets"], {}), one_of("tick", ["sales", "tickets"], {})
    ('tickets', 'tickets')
    """
    said = _plain(answer)
    if said.isdecimal() and 1 <= int(said) <= len(codes):
        return codes[int(said) - 1]
    called = {code: {_plain(code), _plain(names.get(code, ""))} - {""} for code in codes}
    exact = [code for code in codes if said in called[code]]
    begun = [code for code in codes if said and any(x.startswith(said) for x in called[code])]
    if exact or len(begun) == 1:
        return (exact or begun)[0]
    raise _wrong(answer, ONE_OF)


def several(answer: str, names: Sequence[str]) -> tuple[str, ...]:
    """Choose some of a list, by numbers or by names, in the order of the list.

    Examples
    --------
    >>> several("3 1", ["a", "b", "c"]), several("b, c", ["a", "b", "c"])
    (('a', 'c'), ('b', 'c'))
    """
    parts = [part.strip() for part in re.split(r"[,;]", answer) if part.strip()]
    if all(re.fullmatch(r"[\d ]+", part) for part in parts):
        parts = " ".join(parts).split()
    chosen = {one_of(part, names, {}) for part in parts}
    if not chosen:
        raise _wrong(answer, ONE_OF)
    return tuple(name for name in names if name in chosen)


def number(text: str) -> float:
    r"""Read a figure with a French or an English comma, thousands apart or not.

    Examples
    --------
    >>> number("1 200"), number("1,200"), number("4,5"), number("5 %")
    (1200.0, 1200.0, 4.5, 0.05)
    """
    bare = re.sub(r"(?<=\d)[ \u00a0\u202f'](?=\d{3}\b)", "", text.strip())
    share = 100 if re.search(r"%$", bare) else 1
    bare = _SPACED.sub("", bare.rstrip("% \u202f\u00a0"))
    with suppress(ValueError):
        return float(bare.replace(",", ".")) / share
    raise _wrong(text, TARGET)


def aim(answer: str, starts: date) -> Aim:
    """Read a target, by when, and what it was before.

    Examples
    --------
    >>> aim("160 by 2027-02-28, 90 before", date(2026, 11, 30))
    Aim(target=160.0, ends=datetime.date(2027, 2, 28), baseline=90.0)
    >>> aim("1 200 en 8 semaines", date(2026, 11, 30)).ends
    datetime.date(2027, 1, 24)
    """
    rest = answer
    before = _BEFORE.search(rest)
    rest = _BEFORE.sub(" ", rest)
    ends = _until(rest, starts)
    rest = _WEEKS.sub(" ", _LOCAL.sub(" ", _ISO.sub(" ", rest)))
    found = _NUMBER.search(rest)
    if not found:
        raise _wrong(answer, TARGET)
    percent = "%" if re.match(r"[ \u00a0\u202f]?%", rest[found.end() :]) else ""
    target = number(found[0] + percent)
    latest = starts + timedelta(weeks=_MOST_WEEKS)
    if not 0 < target <= kind.HIGHEST or not starts < (ends or latest) <= latest:
        raise _wrong(answer, TARGET)
    return Aim(target=target, ends=ends, baseline=number(before[1]) if before else None)


def _until(text: str, starts: date) -> date | None:
    if iso := _ISO.search(text):
        return _day(text, iso[1], iso[2], iso[3])
    if local := _LOCAL.search(text):
        return _day(text, local[3], local[2], local[1])
    if weeks := _WEEKS.search(text):
        n = int(weeks[1])
        if not 1 <= n <= _MOST_WEEKS:
            raise _wrong(text, TARGET)
        return starts + timedelta(weeks=n, days=-1)
    return None


def _day(text: str, year: str, month: str, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError as error:
        raise _wrong(text, TARGET) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """Whom an answer names; what is empty was not said."""

    people: str
    ages: tuple[int, int] | None
    countries: tuple[str, ...]


def meant(answer: str) -> Meant:
    """Read whom it is for.

    Examples
    --------
    >>> meant("young parents 25-40 BE, FR")
    Meant(people='young parents', ages=(25, 40), countries=('BE', 'FR'))
    """
    rest, ages = answer, None
    if found := _AGES.search(rest):
        ages = int(found[1]), int(found[2])
        if not ages[0] <= ages[1] <= 120:  # noqa: PLR2004 - as strategy.toml takes them
            raise _wrong(answer, AUDIENCE)
        rest = rest.replace(found[0], " ")
    countries = tuple(dict.fromkeys(_COUNTRY.findall(rest)))
    rest = re.sub(r"\b(?:ans|years?|old)\b", " ", _COUNTRY.sub(" ", rest))
    people = " ".join(rest.replace(",", " ").replace(";", " ").split())
    if not (people or ages or countries):
        raise _wrong(answer, AUDIENCE)
    return Meant(people=fit(kind.NAME, people) if people else "", ages=ages, countries=countries)


def hours(answer: str) -> float:
    """Read hours a week.

    Examples
    --------
    >>> hours("4,5 h"), hours("6 heures")
    (4.5, 6.0)
    """
    found = re.fullmatch(r"\s*(\d{1,3}(?:[.,]\d+)?)\s*(?:h|hours?|heures?)?\s*", answer)
    value = float(found[1].replace(",", ".")) if found else 0.0
    if not 0.5 <= value <= 168:  # noqa: PLR2004 - the hours of a week
        raise _wrong(answer, HOURS)
    return value


def accounts(answer: str) -> tuple[Holding, ...]:
    """Read accounts, one after the other.

    Examples
    --------
    >>> accounts("instagram @shop 340 2; facebook")[0]
    Holding(network='instagram', handle='shop', followers=340.0, per_week=2.0)
    """
    found: dict[str, Holding] = {}
    for part in re.split(r"[;\n]|,(?!\d)", answer):
        words = part.split()
        if not words:
            continue
        name = _plain(words[0])
        network = _NAMES.get(name, name)
        if network not in NETWORKS or network == "other" or network in found:
            raise _wrong(answer, ACCOUNTS)
        found[network] = _holding(network, words[1:], answer)
    if not found:
        raise _wrong(answer, ACCOUNTS)
    return tuple(found.values())


def _holding(network: str, words: Sequence[str], answer: str) -> Holding:
    handle = ""
    if words and not (len(words) > 1 and words[0] == "-"):
        handle = fit(kind.HANDLE, words[0].lstrip("@")) if words[0] != "-" else ""
    figures = [None if word in {"-", "?"} else _figure(word, answer) for word in words[1:]]
    if len(figures) > 2:  # noqa: PLR2004 - followers, posts a week
        raise _wrong(answer, ACCOUNTS)
    followers, per_week = (*figures, None, None)[:2]
    return Holding(network=network, handle=handle, followers=followers, per_week=per_week)


def _figure(word: str, answer: str) -> float:
    try:
        return number(word)
    except AnswerError as error:
        raise _wrong(answer, ACCOUNTS) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """What an answer says of voice, tags and competitors."""

    tone: str
    hashtags: tuple[str, ...]
    competitors: tuple[Competitor, ...]


def manner(answer: str) -> Manner:
    """Read a tone, hashtags and competitors in one line.

    Examples
    --------
    >>> said = manner("warm and short #ourshop instagram:theothers")
    >>> said.tone, said.hashtags, said.competitors[0].handle
    ('warm and short', ('#ourshop',), 'theothers')
    """
    tags: list[str] = []
    rivals: dict[str, Competitor] = {}
    words: list[str] = []
    for word in answer.replace("\u202f", " ").split():
        bare = word.rstrip(",;")
        network, colon, handle = bare.partition(":")
        if bare.startswith("#"):
            tags.append(fit(kind.TAG, bare))
        elif colon and handle and _plain(network) in NETWORKS:
            name = fit(kind.HANDLE, handle.lstrip("@"))
            rivals[name.casefold()] = Competitor(name=name, network=_plain(network), handle=name)
        else:
            words.append(word)
    unique = {tag.casefold(): tag for tag in tags}
    return Manner(
        tone=" ".join(words), hashtags=tuple(unique.values()), competitors=tuple(rivals.values())
    )


def _plain(text: str) -> str:
    bare = normalize("NFKD", text.strip().casefold())
    return re.sub(r"[\W_]+", " ", "".join(c for c in bare if not combining(c))).strip()


def _wrong(answer: str, expected: str) -> AnswerError:
    return AnswerError(answer=shown(answer), expected=expected)
