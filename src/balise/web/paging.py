"""Long tables, page by page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.core.paginator import EmptyPage, Paginator
from django.http import Http404

from balise.words import Speech, mark

ON_A_PAGE = 50
_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in a long table a page is, in words, and the addresses of the pages around it."""

    said: str
    first: str
    before: str
    after: str
    last: str


def cut(
    s: Speech,
    rows: Sequence[_Row],
    number: int,
    address: Callable[[int], str],
    on_a_page: int = ON_A_PAGE,
) -> tuple[Sequence[_Row], Place]:
    """Take one page of a table.

    Raises
    ------
    Http404
        Where there are fewer pages.
    """
    part, place = part_of(s, len(rows), number, address, on_a_page)
    return rows[part], place


def part_of(
    s: Speech, n: int, number: int, address: Callable[[int], str], on_a_page: int = ON_A_PAGE
) -> tuple[slice, Place]:
    """Tell which of `n` rows are on a page; raises as `cut` does."""
    try:
        shown = Paginator(range(n), on_a_page).page(number)
    except EmptyPage as error:
        raise Http404 from error
    said = s.text(
        mark("{first} to {last} of {n}"),
        first=s.number(shown.start_index()),
        last=s.number(shown.end_index()),
        n=s.number(n),
    )
    first = max(shown.start_index() - 1, 0)
    pages = shown.paginator.num_pages
    return slice(first, shown.end_index()), Place(
        said=said if shown.has_other_pages() else "",
        first=address(1) if number > 2 else "",  # noqa: PLR2004 - one before is `before`
        before=address(number - 1) if shown.has_previous() else "",
        after=address(number + 1) if shown.has_next() else "",
        last=address(pages) if number + 1 < pages else "",
    )
