"""How a set of posts is named, and what became of them."""

from __future__ import annotations

from collections.abc import Iterable

from balise.domain.estimate import Estimate
from balise.report.names import account, capital, level
from balise.report.sources import NO_STAGE, Posts, State, of_estimate
from balise.words import Speech, mark

STATE_NAMES: dict[State, str] = {
    "compared": mark("compared"),
    "young": mark("too recent when read"),
    "unmeasured": mark("without this metric"),
    "undated": mark("without a known date"),
    "aside": mark("replies and reposts, set aside"),
}
ONE: dict[State, str] = {
    "compared": "",
    "young": mark("read too early"),
    "unmeasured": mark("metric not known"),
    "undated": mark("date not known"),
    "aside": mark("set aside"),
}
"""What is said of a single post that is not compared."""
ORDER_NAMES = {
    "newest": mark("newest first"),
    "oldest": mark("oldest first"),
    "highest": mark("highest first"),
    "lowest": mark("lowest first"),
}


def title(s: Speech, behind: Posts) -> str:
    """Name the posts behind a number."""
    what = capital(", ".join(named(s, *each) for each in behind.levels))
    if behind.scope == "all":
        return what or s.text(mark("Posts"))
    return s.text(
        mark("{what} on {account}"),
        what=what or s.text(mark("Posts")),
        account=account(s, behind.scope) if ":" in behind.scope else behind.scope,
    )


def named(s: Speech, factor: str, code: str) -> str:
    """Name a level; one that no post can have (an address may hold anything) is its own name."""
    try:
        return level(s, factor, code)
    except ValueError:
        return f"{factor} {code}"


def when(s: Speech, behind: Posts) -> str:
    """Say which days, where it is not all of them."""
    start, end = behind.start, behind.end
    if start and end:
        return s.text(mark("From {start} to {end}."), start=s.day(start), end=s.day(end))
    if start:
        return s.text(mark("From {start} on."), start=s.day(start))
    return s.text(mark("Up to {end}."), end=s.day(end)) if end else ""


def estimate(found: Iterable[Estimate], behind: Posts) -> Estimate | None:
    """Find the estimate that these posts are behind."""
    return next((each for each in found if of_estimate(each) == behind), None)


def staged(s: Speech, stage: str) -> str:
    """Say which stage of the funnel posts serve."""
    if stage == NO_STAGE:
        return s.text(mark("Only posts that are of no known stage of the funnel."))
    return s.text(
        mark("Only posts that serve the stage of the funnel: {stage}."),
        stage=s.term("stage", stage),
    )
