"""How a program that publishes reads posts from a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from balise.domain.brief import Brief
from balise.domain.draft import Media
from balise.domain.plan import Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A post that is ready to go into a table; `at` is on the clock that the program reads."""

    slot: Slot
    at: datetime
    text: str
    is_finished: bool
    brief: Brief | None = None
    media: tuple[str, ...] = ()
    id: str = ""

    @property
    def link(self) -> str:
        """The address that goes with it."""
        return self.brief.link if self.brief else ""

    def shown(self, *forms: str) -> tuple[str, ...]:
        """Give its pictures and films of some forms: `image`, `gif`, `video`."""
        return tuple(one for one in self.media if form_of(one) in forms)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The rules of one program.

    Parameters
    ----------
    code, program
        Its name in file names, and to a reader.
    columns, needed
        Its header (empty: it has none), and the columns that its template has to have as well.
    row
        What stands in the columns; those that it does not name are left empty.
    most
        Rows of one file; more are parted.
    is_utc
        Whether its times are in UTC; else they are local.
    lead
        How long before a post the file has to be there.
    apart
        Within which time the same text is refused, on whatever account; else never twice on one.
    takes
        How many of the pictures and films of a post are in its row.
    networks
        The networks that it publishes on, by its own names; none named: any.
    has_link, has_drafts, needs_id
        Whether it has a place for the link, marks drafts itself, and knows accounts by ids.
    more
        Columns of one network beside the others, which only the user can fill.
    aliases
        Other names that its templates give to columns.
    """

    code: str
    program: str
    columns: tuple[str, ...]
    row: Callable[[Due], Mapping[str, str]]
    needed: tuple[str, ...] = ()
    most: int | None = None
    is_utc: bool = False
    lead: timedelta = timedelta()
    apart: timedelta | None = None
    takes: Callable[[Due], int]
    networks: Mapping[str, str] | None = None
    has_link: bool = False
    has_drafts: bool = False
    needs_id: bool = False
    more: Mapping[str, str] | None = None
    aliases: Mapping[str, str] | None = None

    def zone(self, slot: Slot) -> str:
        """Name the zone of its times."""
        return "UTC" if self.is_utc else slot.timezone


def form_of(address: str) -> str:
    """Tell by its address what a picture or a film is.

    Examples
    --------
    >>> form_of("https://example.org/door.MP4?v=2"), form_of("https://example.org/door")
    ('video', 'image')
    """
    form = Media(file=address.partition("?")[0].partition("#")[0]).form
    return "image" if form == "other" else form
