"""Who may do what with people, whoever asks: a page, a program or the command line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from balise.domain.note import Note
from balise.domain.person import Person
from balise.domain.ports_team import TeamStore
from balise.domain.team import Right, Who
from balise.errors import NotAllowedError, PersonUnknownError, TimeUpError
from balise.teaming import clock


def note(code: str, by: Who | str, brand: str = "", **params: object) -> Note:
    """Write a row of the audit log that is of now."""
    name = by if isinstance(by, str) else by.name
    return Note(code=code, by=name, at=clock.now(), brand=brand, params=params)


def owns(by: Who, brands: Iterable[str]) -> None:
    """Let those go on who own the brands.

    Raises
    ------
    NotAllowedError
        They do not.
    """
    if not all(by.may(Right.OWN, brand) for brand in brands):
        raise NotAllowedError


def masters(by: Who) -> None:
    """Let those go on to whom the installation belongs; a token never does.

    Raises
    ------
    NotAllowedError
        It does not.
    """
    if not by.is_master or by.scopes is not None:
        raise NotAllowedError


def known(store: TeamStore, person: int) -> Person:
    """Give somebody.

    Raises
    ------
    PersonUnknownError
        They are not here.
    """
    found = store.person(person)
    if found is None:
        raise PersonUnknownError
    return found


def end_of(days: int, most: int) -> datetime:
    """Tell when something ends that lasts so many days from now.

    Raises
    ------
    TimeUpError
        That is not ahead, or too far.
    """
    if not 0 < days <= most:
        raise TimeUpError(days=most)
    return clock.now() + timedelta(days=days)


def trimmed(given: Mapping[str, str | None], longest: int = 200) -> dict[str, str]:
    """Give what was said of a person on one line each, and leave out what was not said."""
    return {
        key: " ".join(said.split())[:longest] for key, said in given.items() if said is not None
    }
