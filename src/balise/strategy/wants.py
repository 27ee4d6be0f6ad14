"""What an organisation may want of its networks, and what it can be measured by.

Shops, calls and tickets are seen by no network: for these a proxy is proposed, with what it misses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from balise.domain.kpi import Kpi
from balise.reference.objectives import ObjectiveType, rows
from balise.words import mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Want:
    """One thing that is wanted.

    Parameters
    ----------
    name, said
        Its code, and how it is called.
    type
        The type of objective of the reference table that tells its stage.
    kpis
        What it can be measured by, the best first: outcomes, then metrics of the networks.
    measure, misses
        How what no network sees is counted all the same, and what that does not see.
    """

    name: str
    said: str
    type: str
    kpis: tuple[str, ...]
    measure: str
    misses: str

    @property
    def reference(self) -> ObjectiveType:
        """The row of the reference table."""
        return next(row for row in rows() if row.name == self.type)


_COUNTED = mark(
    "The networks count it themselves: bring their exports in (balise import) once a month."
)
_ASKED = mark(
    "One question to everybody who comes, calls or signs up: “Where did you hear of us?”, noted "
    "with a stroke, and a tracked link for each network."
)
_UNASKED = mark(
    "It misses those who were not asked, those who do not remember, and those who come weeks later."
)
_CODE = mark(
    "A code that only the posts give, noted at the till or in the order, and one question: “Where "
    "did you hear of us?”"
)
_FORGOT = mark(
    "It misses those who saw a post and forgot the code, and presents bought by people who follow "
    "nobody."
)
_LINK = mark(
    "A tracked link for each network: the ticket office, the form or the giving page then counts "
    "by where people came from."
)
_ELSEWHERE = mark(
    "It misses those who read a post and come later by another way, on another device, or sent by "
    "a friend."
)
_TWICE = mark(
    "The same person counts as often as they come by, and nobody sees what they remember of it."
)

WANTS: Mapping[str, Want] = {
    want.name: want
    for want in (
        Want(name="sales", said=mark("sales"), type="sales",
             kpis=("till", "orders", "link_clicks"), measure=_CODE, misses=_FORGOT),
        Want(name="shop_visits", said=mark("visits to the shop"), type="sales",
             kpis=("till", "link_clicks"), measure=_ASKED, misses=_UNASKED),
        Want(name="tickets", said=mark("tickets for an event"), type="event_tickets",
             kpis=("tickets", "link_clicks"), measure=_LINK, misses=_ELSEWHERE),
        Want(name="awareness", said=mark("to be known"), type="awareness",
             kpis=("views", "engagement", "follows"), measure=_COUNTED, misses=_TWICE),
        Want(name="leads", said=mark("enquiries and first calls"), type="leads",
             kpis=("bookings", "leads", "link_clicks"), measure=_ASKED, misses=_UNASKED),
        Want(name="thought_leadership", said=mark("to be read as an authority"),
             type="thought_leadership", kpis=("shares", "comments", "saves"), measure=_COUNTED,
             misses=_TWICE),
        Want(name="community", said=mark("a community that answers"), type="community",
             kpis=("comments", "follows", "engagement"), measure=_COUNTED, misses=_TWICE),
        Want(name="donations", said=mark("donations"), type="donations",
             kpis=("donations", "link_clicks"), measure=_LINK, misses=_ELSEWHERE),
        Want(name="recruitment", said=mark("people who join: staff, members, volunteers"),
             type="recruitment", kpis=("applications", "link_clicks"), measure=_ASKED,
             misses=_UNASKED),
    )
}  # fmt: skip
"""Code to what is wanted, in the order in which it is asked."""

USUAL: Mapping[str, float] = {
    "till": 90, "orders": 40, "tickets": 200, "bookings": 40, "donations": 60, "applications": 12,
    "views": 30_000, "shares": 150, "comments": 150, "saves": 150, "engagement": 1_500,
    "follows": 60, "link_clicks": 600, "leads": 20,
}  # fmt: skip
"""Figures to start from over twelve weeks, where no starter has one. Ours, from no source: they are
examples, to be replaced by what the organisation needs."""
USUAL_TARGET = 100.0


def target_of(kpi: str) -> float:
    """Give an example of a target.

    Examples
    --------
    >>> target_of("tickets"), target_of("signatures"), target_of("engagement_rate_by_views")
    (200.0, 100.0, 0.05)
    """
    if Kpi(name=kpi, aggregate="total").natural == "rate":
        return 0.05
    return float(USUAL.get(kpi, USUAL_TARGET))
