"""What was decided and how it went, and what cannot be told yet, in words."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from balise.domain.refinement import Belief, Decision, FollowUp
from balise.domain.review import Review
from balise.report.names import capital, level, of, posts
from balise.report.review.page import Decided
from balise.words import Speech, mark

SHOWN = 4
_ANSWERS = {
    "paid": mark("it paid"),
    "did not pay": mark("it did not pay"),
    "no clear difference": mark("no clear difference"),
    "cannot tell": mark("cannot tell yet"),
}
_HOURS = re.compile(r"\d{1,2}-\d{1,2}")
_NAMED = {"kind", "cta", "weekday", "network", "pillar"}
_TONES = {"paid": "good", "did not pay": "bad"}


def decided(s: Speech, found: Review) -> Iterator[Decided]:
    """Tell the decisions of the period and those followed up, the followed up first."""
    followed = {one.decision.decision_id: one for one in found.follow_ups}
    for follow_up in list(followed.values())[:SHOWN]:
        yield went(s, follow_up)
    rest = [one for one in found.decisions if one.decision_id not in followed]
    for one in rest[: max(SHOWN - len(followed), 1)]:
        yield decision(s, one)


def decision(s: Speech, one: Decision) -> Decided:
    """Tell one decision, without how it went."""
    return Decided(
        what=_what(s, one),
        answer=s.text(mark("accepted")) if one.accepted else s.text(mark("refused")),
        tone="",
        said=s.text(mark("Decided on {day}."), day=s.day(one.decided_at.date())),
    )


def went(s: Speech, one: FollowUp) -> Decided:
    """Tell how an accepted change went."""
    return Decided(
        what=_what(s, one.decision),
        answer=s.text(_ANSWERS[one.verdict]),
        tone=_TONES.get(one.verdict, ""),
        said=_went(s, one),
    )


def decided_said(s: Speech, found: Review) -> str:
    """Say how many decisions there are, or that there is none."""
    yes = sum(one.accepted for one in found.decisions)
    if not found.decisions:
        return s.text(mark("Nothing was decided in this period."))
    return s.text(
        mark("Decided in this period: {yes} accepted, {no} refused."),
        yes=s.number(yes),
        no=s.number(len(found.decisions) - yes),
    )


def _what(s: Speech, decision: Decision) -> str:
    proposal = decision.proposal
    what = s.text(
        mark("{action}: {what}"),
        action=capital(s.term("action", proposal.action)),
        what=of(s, proposal.estimate),
    )
    if not proposal.after or proposal.before == proposal.after:
        return what
    factor, names = proposal.estimate.factor, (proposal.before, proposal.after)
    before, after = (_named(s, factor, name) or "–" for name in names)
    if proposal.after == proposal.estimate.level:
        return s.text(mark("{what} (instead of {before})"), what=what, before=before)
    return s.text(mark("{what} ({before} → {after})"), what=what, before=before, after=after)


def _named(s: Speech, factor: str, value: str) -> str:
    """Name a level of a strategy; a number, or what is none of the factor's levels, as it is."""
    if factor == "hour":
        return level(s, factor, value) if _HOURS.fullmatch(value) else value
    return level(s, factor, value) if value.isidentifier() and factor in _NAMED else value


def _went(s: Speech, one: FollowUp) -> str:
    if not math.isfinite(one.ratio[0]):
        return _lacking(
            s,
            one,
            s.text(
                mark("{since} since, {before} before."),
                since=posts(s, one.n_since),
                before=s.number(one.n_before),
            ),
        )
    told = s.text(
        mark("{change} (from {low} to {high}), {since} since against {before}, {evidence}."),
        change=s.change(one.ratio[0]),
        low=s.change(one.ratio[1]),
        high=s.change(one.ratio[2]),
        since=posts(s, one.n_since),
        before=s.number(one.n_before),
        evidence=s.term("evidence", one.evidence),
    )
    return told if one.verdict in _TONES else _lacking(s, one, told)


def _lacking(s: Speech, one: FollowUp, told: str) -> str:
    if one.more_posts is None:
        return told
    more = s.plural(
        "{n} more post would tell.", "{n} more posts would tell.", max(one.more_posts, 1)
    )
    return f"{told} {more}"


def questions(s: Speech, found: Review) -> Iterator[tuple[str, str]]:
    """Tell what is open, and what would settle it."""
    for one in found.questions:
        yield capital(of(s, one.proposal.estimate)), _open(s, one)


def _open(s: Speech, belief: Belief) -> str:
    estimate = belief.proposal.estimate
    told = (
        s.text(
            mark("{change} (from {low} to {high}, {n})."),
            change=s.change(estimate.multiplier),
            low=s.change(estimate.low),
            high=s.change(estimate.high),
            n=posts(s, estimate.n),
        )
        if math.isfinite(estimate.multiplier) and estimate.n
        else s.text(mark("No post yet."))
    )
    if not estimate.more_posts:
        return told
    more = s.plural("{n} more post would tell.", "{n} more posts would tell.", estimate.more_posts)
    return f"{told} {more}"


def questions_said(s: Speech, found: Review) -> str:
    """Say that nothing is open, where nothing is."""
    return "" if found.questions else s.text(mark("No question is open."))
