"""The headings of the road map of a plan, the same in all its forms."""

from __future__ import annotations

from collections.abc import Mapping

from balise.words import Speech, mark

HEADS: Mapping[str, str] = {
    "goals": mark("Objectives"),
    "people": mark("For whom"),
    "places": mark("Where, and why"),
    "mix": mark("What it is made of"),
    "calendar": mark("Calendar"),
    "every": mark("Every post, with what it asks and should bring"),
    "course": mark("Where it leads"),
    "needs": mark("What it would take"),
    "account": mark("Account"),
    "posts": mark("Posts"),
    "a_week": mark("A week"),
    "asked": mark("Asked a week"),
    "kinds": mark("Formats"),
    "why": mark("Why"),
}


def head_of(s: Speech, name: str) -> str:
    """Give a heading."""
    return s.text(HEADS[name])
