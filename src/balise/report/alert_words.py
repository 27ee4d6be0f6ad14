"""The sentences of alerts, and of how soon a shift would be noticed."""

from __future__ import annotations

from collections.abc import Iterator

from balise.domain.shift import Shift, Watch
from balise.learn.drift import LEARN, ONE_IN
from balise.report.links import Counted
from balise.report.names import account, capital, posts
from balise.report.sources import OnePost, Posts
from balise.report.values import Answers, Break
from balise.words import Speech, mark
from balise.words.glossary import MONTHS

TITLE = mark("Alerts")
_SHIFTED = mark(
    "{account}: the level of a post shifted on {day}: {change} (from {low} to {high}, {n} since "
    "against {before} before, {evidence}); noticed with the post of {noticed}."
)
_PASSED = mark(
    "{account}: the level of a post seemed to shift on {day}, noticed with the post of {noticed}; "
    "by now it is {change} (from {low} to {high}, {n} since against {before} before, {evidence}): "
    "it came back, or chance was at work."
)
_CHANGED = {
    "recounted": mark(
        "{metric} of {what}: counted otherwise since {day}; figures before and after do not "
        "compare (source: {source})."
    ),
    "ended": mark(
        "{metric} of {what}: no longer given by the network's interface since {day}; later posts "
        "may lack it (source: {source})."
    ),
}


def sentences(s: Speech, answers: Answers) -> tuple[str, ...]:
    """Say every alert, and how often chance gives one."""
    said = [_shift(s, shift) for shift in answers.alerts]
    if said:
        said.append(
            s.text("Chance alone gives one such alert in about {n} posts of an account.", n=ONE_IN)
        )
    return (*said, *(broken(s, each) for each in answers.breaks))


def counted(s: Speech, answers: Answers) -> Iterator[tuple[Counted, ...]]:
    """Name the posts from which each alert was told."""
    for shift in answers.alerts:
        yield (
            (s.day(shift.since.date()), OnePost(uid=shift.first_post)),
            (
                (s.change(shift.multiplier), s.change(shift.high)),
                Posts(scope=shift.account, start=shift.since.date()),
            ),
            (s.day(shift.noticed_at.date()), OnePost(uid=shift.noticed_post)),
        )


def in_period(s: Speech, answers: Answers) -> tuple[str, ...]:
    """Warn where the compared periods lie on both sides of a change of their metric."""
    return tuple(
        s.text("Take care: {said}", said=broken(s, each))
        for each in answers.breaks
        if each.in_period
    )


def broken(s: Speech, found: Break) -> str:
    """Say that a metric is counted otherwise, or given no longer."""
    c = found.change
    what = s.term("network", c.network)
    if c.kind:
        what = s.text("{kinds} on {network}", kinds=s.term("kinds", c.kind), network=what)
    month = f"{s.text(MONTHS[c.day.month - 1])} {c.day.year}"
    return s.text(
        _CHANGED[c.change],
        metric=capital(s.term("metric", c.metric)),
        what=what,
        day=month if c.precision == "month" else s.day(c.day),
        source=c.source_title,
    )


def watched(s: Speech, found: Watch | None) -> str:
    """Say how soon a shift of an account's level would be noticed from now on."""
    if found is None:
        return ""
    if found.current < LEARN:
        return s.text("Its level is not watched yet: {n} posts are needed for that.", n=LEARN)
    fifth, third, half = (_after(s, found, each.posts) for each in found.delays)
    return s.text(
        "A fall of its level by 20% would be noticed {fifth}, by a third {third}, by half or a "
        "doubling {half}.",
        fifth=fifth,
        third=third,
        half=half,
    )


def _after(s: Speech, found: Watch, n: int | None) -> str:
    if n is None:
        return s.text("not within {n} posts", n=found.one_in)
    return s.plural("after about {n} post", "after about {n} posts", n)


def _shift(s: Speech, shift: Shift) -> str:
    is_clear = shift.low > 1 or shift.high < 1
    return s.text(
        _SHIFTED if is_clear else _PASSED,
        account=account(s, shift.account),
        day=s.day(shift.since.date()),
        change=s.change(shift.multiplier),
        low=s.change(shift.low),
        high=s.change(shift.high),
        n=posts(s, shift.after),
        before=s.number(shift.before),
        evidence=s.term("evidence", "adjusted"),
        noticed=s.day(shift.noticed_at.date()),
    )
