"""Countries and competitors as people name them, beside the codes that a strategy holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from balise.domain.account import NETWORKS
from balise.reference.countries import countries, country_code, country_name
from balise.strategy.answers import Answers
from balise.words import Speech, mark

_COUNTRIES, _RIVALS = 3, 3
"""So many fields at least."""
_MOST = 20
_HANDLE = 100
_NO_COUNTRY = mark("“{name}” is no country that is known here. Choose one of the list.")
_NO_NETWORK = mark("On which network is {handle}? Choose it beside the handle.")
_NO_HANDLE = mark(
    "Which account of a competitor on {network}? Write its handle, or choose no network."
)
_SPACED = mark(
    "“{handle}” is no handle: it has a space. Write it as the network shows it behind the @."
)
_UNNAMED = mark(
    "The handle on {networks} is missing. Write it, or leave the network out. Where the account is "
    "still to be opened, write the handle you want for it."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """A competitor's account; both are empty in a row that is still free."""

    network: str = ""
    handle: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """What is chosen of the two, and what may be.

    Parameters
    ----------
    countries, rivals
        The rows of the form, with at least one that is free.
    names
        All countries, for the list that a field offers.
    networks
        Codes and names.
    """

    countries: tuple[str, ...]
    rivals: tuple[Rival, ...]
    names: tuple[str, ...]
    networks: tuple[tuple[str, str], ...]


def people(answers: Answers, s: Speech) -> People:
    """Give the rows with what was answered, or is proposed."""
    named = [country_name(code, s.language) for code in answers.countries]
    rivals = [Rival(network=one.network, handle=one.handle) for one in answers.competitors]
    return _laid(named, rivals, s)


def sent(given: QueryDict, s: Speech) -> People:
    """Give the rows as they were sent."""
    return _laid(_countries(given), [one for one in _rivals(given) if one != Rival()], s)


def _laid(named: Sequence[str], rivals: Sequence[Rival], s: Speech) -> People:
    free = max(_COUNTRIES - len(named), 1)
    return People(
        countries=(*named, *("",) * free),
        rivals=(*rivals, *(Rival(),) * max(_RIVALS - len(rivals), 1)),
        names=tuple(name for _, name in countries(s.language)),
        networks=tuple((one, s.term("network", one)) for one in NETWORKS if one != "other"),
    )


def codes(given: QueryDict) -> str:
    """Write the countries that were sent as a strategy has them."""
    found = (country_code(name) for name in _countries(given))
    return " ".join(dict.fromkeys(code for code in found if code))


def rivals_of(given: QueryDict) -> str:
    """Write the competitors that were sent as an answer in a terminal has them."""
    whole = (one for one in _rivals(given) if one.network and one.handle)
    return " ".join(f"{one.network}:{one.handle}" for one in whole if not _is_spaced(one.handle))


def lacking(name: str, given: QueryDict, s: Speech) -> str:
    """Say what of these is missing or not known, before the answer is read; empty: nothing."""
    checks = {"audience": _wrong_countries, "voice": _wrong_rivals, "accounts": _wrong_accounts}
    return next(checks[name](given, s), "") if name in checks else ""


def unnamed(answers: Answers, s: Speech) -> str:
    """Say which accounts have no handle: none is made up."""
    return _unnamed([one.network for one in answers.accounts if not one.handle], s)


def whom(answers: Answers, s: Speech) -> str:
    """Say who is meant, with countries by their names."""
    ages = f"{answers.ages[0]}–{answers.ages[1]}" if answers.ages else ""
    places = s.listed([country_name(code, s.language) for code in answers.countries])
    return ", ".join(part for part in (answers.people, ages, places) if part)


def manner(answers: Answers, s: Speech) -> str:
    """Say tone, hashtags and competitors, with networks by their names."""
    rivals = (f"{x.handle} ({s.term('network', x.network)})" for x in answers.competitors)
    parts = (answers.tone, " ".join(answers.hashtags), ", ".join(rivals))
    return " · ".join(part for part in parts if part)


def _wrong_countries(given: QueryDict, s: Speech) -> Iterator[str]:
    odd = (name for name in _countries(given) if not country_code(name))
    yield from (s.text(_NO_COUNTRY, name=name) for name in odd)


def _wrong_rivals(given: QueryDict, s: Speech) -> Iterator[str]:
    for one in _rivals(given):
        if _is_spaced(one.handle):
            yield s.text(_SPACED, handle=one.handle)
        elif one.handle and not one.network:
            yield s.text(_NO_NETWORK, handle=one.handle)
        elif one.network and not one.handle:
            yield s.text(_NO_HANDLE, network=s.term("network", one.network))


def _wrong_accounts(given: QueryDict, s: Speech) -> Iterator[str]:
    held = {one: _line(given.get(f"is.{one}.handle", "")) for one in given.getlist("is.network")}
    yield from (s.text(_SPACED, handle=one) for one in held.values() if _is_spaced(one))
    if said := _unnamed([name for name, one in held.items() if not one and name in NETWORKS], s):
        yield said


def _unnamed(networks: Sequence[str], s: Speech) -> str:
    named = s.listed([s.term("network", one) for one in networks])
    return s.text(_UNNAMED, networks=named) if networks else ""


def _countries(given: QueryDict) -> list[str]:
    written = (_line(one) for one in given.getlist("is.country")[:_MOST])
    return [one for one in written if one]


def _rivals(given: QueryDict) -> Iterator[Rival]:
    networks, handles = given.getlist("is.rival.network"), given.getlist("is.rival.handle")
    for network, handle in list(zip(networks, handles, strict=False))[:_MOST]:
        known = network if network in NETWORKS else ""
        yield Rival(network=known, handle=_line(handle).removeprefix("@"))


def _line(written: object) -> str:
    return " ".join(str(written).split())[:_HANDLE]


def _is_spaced(handle: str) -> bool:
    return " " in handle
