"""What the page of tags shows: counts, one page of posts, and what may be accepted at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest

from balise.report.sources import OnePost
from balise.report.tag_words import standing
from balise.web import links
from balise.web.access import who_of
from balise.web.language import speech_of
from balise.web.pages.tags import decided, lines
from balise.web.pages.tags.asked import Asked
from balise.web.pages.tags.forms import LEVELS
from balise.web.paging import cut
from balise.web.site import site_of
from balise.web.sorting import Sorted
from balise.words import Speech, mark

_VALUES = 12


def shown(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    """Gather the page."""
    s, site = speech_of(request), site_of(request)
    found = site.desk.sorted_posts(asked.brand, asked.field)
    every = lines.listed(asked, found)
    last = max(1, -(-len(every) // decided.ON_A_PAGE))  # what was confirmed leaves fewer pages
    number = min(asked.page, last)
    page, place = cut(s, every, number, lambda n: asked.address(page=n), decided.ON_A_PAGE)
    some = list(map(lines.uid_of, page))
    zone = who_of(request).timezone or site.space.zone(asked.brand)
    writer = lines.Writer(
        s=s,
        zone=ZoneInfo(zone),
        posts=site.space.some_posts(asked.brand, lines.near(some, found)),
        choices=lines.choices(found, asked.field),
    )
    link = links.link_of(asked.brand, links.KPI)
    return {
        "left": len(found.proposed),
        "known": len(found.said),
        "tabs": list(_tabs(s, asked, found)),
        "values": list(_values(asked, found)),
        "standing": standing(s, found.found) if asked.show == "proposed" else "",
        "levels": list(_levels(s, asked, found)),
        "lines": [
            (writer.line(uid, found.proposed.get(uid) or found.said.get(uid)),
             link(OnePost(uid=uid)))
            for uid in some
        ],
        "place": place,
        "number": number,
        "is_old": found.is_old,
        "is_free": asked.field != "pillar",
        "choices": writer.choices,
    }  # fmt: skip


def _tabs(s: Speech, asked: Asked, found: Sorted) -> Iterator[tuple[str, str, str, bool]]:
    counts = (
        ("proposed", mark("To confirm"), len(found.proposed)),
        ("said", mark("Confirmed"), len(found.said)),
        ("untold", mark("Nothing to go by"), len(found.untold)),
    )
    for show, said, n in counts:
        where = asked.address(show=show, value="")
        yield where, s.text(said), s.number(n), show == asked.show


def _values(asked: Asked, found: Sorted) -> Iterator[tuple[str, str, int, bool]]:
    """Offer to see the proposals of one value only."""
    if asked.show != "proposed":
        return
    for value in list(found.counts)[:_VALUES]:
        is_chosen = value == asked.value
        yield asked.address(value="" if is_chosen else value), value, found.counts[value], is_chosen


def _levels(s: Speech, asked: Asked, found: Sorted) -> Iterator[tuple[float, str, int]]:
    """Offer scores from which all is accepted, each with how many posts that is."""
    before = 0
    for above in LEVELS if asked.show == "proposed" else ():
        every = found.n_above(asked.value, above)
        n = min(every, decided.MOST)
        if n > before:
            yield above, _offer(s, above, n, every), n
        before = n


def _offer(s: Speech, above: float, n: int, every: int) -> str:
    places = {"score": s.number(above, 1), "n": s.number(n)}
    if n == every:
        return s.text(mark("{score} or more: accept {n}"), **places)
    said = mark("{score} or more: accept the {n} surest of {of}")
    return s.text(said, of=s.number(every), **places)
