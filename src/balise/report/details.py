"""The sentences of the sections that follow the first page."""

from __future__ import annotations

import math
from collections.abc import Mapping

from balise.domain.estimate import Estimate
from balise.domain.shift import Watch
from balise.learn.contrasts import levels_behind
from balise.reference.half_life import half_life, mature_after_h
from balise.report.names import account, amount, capital, lasting, level, of, posts
from balise.report.sentences import claim, decision
from balise.report.values import Answers, Growth, Head, Open, Question, Subject, Unknown
from balise.words import Speech, mark

TITLES: Mapping[Subject, str] = {
    "kind": mark("Which formats work?"),
    "network": mark("Which networks work?"),
    "cta": mark("Which calls to action work?"),
    "hashtag": mark("Which hashtags help, which harm?"),
    "time": mark("When to publish?"),
    "pillar": mark("Which pillars work?"),
}
SHORT: Mapping[Subject, str] = {
    "kind": mark("Formats"),
    "network": mark("Networks"),
    "cta": mark("Calls to action"),
    "hashtag": mark("Hashtags"),
    "time": mark("Hours and days"),
    "pillar": mark("Pillars"),
}
_NOTHING: Mapping[Subject, str] = {
    "kind": mark("No format stands out from a typical post."),
    "network": mark("No network stands out from a typical post."),
    "cta": mark("No call to action stands out from a typical post."),
    "hashtag": mark("No hashtag stands out from a typical post."),
    "time": mark("No hour and no day stands out from a typical post."),
    "pillar": mark("No pillar stands out from a typical post."),
}
_TOO_FEW: Mapping[Subject, str] = {
    "kind": mark("Not enough data to tell formats apart."),
    "network": mark(
        "Nothing to compare: the posts are on one network, or too few are on the others."
    ),
    "cta": mark("Not enough data to tell calls to action apart."),
    "hashtag": mark("Not enough data to tell hashtags apart."),
    "time": mark("Not enough data to tell hours and days apart."),
    "pillar": mark("Not enough data to tell pillars apart."),
}


def lead(s: Speech, question: Question) -> str:
    """Answer a question in a sentence or two: what to do, and how sure."""
    if question.leads:
        return " ".join(decision(s, each) for each in question.leads)
    said = s.text(_NOTHING[question.subject])
    for told in rests_on(question):
        if not _is_apart(told):
            return f"{said} {s.text('The most used:')} {claim(s, told)}"
        is_choice = told.evidence != "descriptive"  # an account cannot be put on another network
        unsure = s.text("Worth a test, and not sure yet:") if is_choice else s.text("Not sure yet:")
        return f"{said} {unsure} {claim(s, told)}"
    return s.text(_TOO_FEW[question.subject])


def nothing(s: Speech, question: Question) -> str:
    """Say of a question without a clear answer that it has none, or too little to have one."""
    patterns = _NOTHING if rests_on(question) else _TOO_FEW
    return s.text(patterns[question.subject])


def rests_on(question: Question) -> tuple[Estimate, ...]:
    """List the estimates that the answer to a question names, in its order."""
    if question.leads:
        return tuple(each.estimate for each in question.leads)
    used = [e for e in question.estimates if e.level != "none"]
    apart = [e for e in used if _is_apart(e)]
    if apart:  # an interval beside 1 is not yet a claim where many are compared
        return (max(apart, key=lambda e: (abs(math.log(e.multiplier)), e.level)),)
    return (max(used, key=lambda e: (e.n, e.level)),) if used else ()


def _is_apart(estimate: Estimate) -> bool:
    return estimate.low > 1 or estimate.high < 1


def too_few(s: Speech, question: Question) -> str:
    """Say how many levels are not shown for want of data."""
    if not question.too_few:
        return ""
    return s.plural(
        "{n} more has not enough data.", "{n} more have not enough data.", question.too_few
    )


def bundled(s: Speech, question: Question) -> tuple[str, ...]:
    """Say which hashtags cannot be told apart, and which posts would do so."""
    return tuple(split(s, e) for e in question.estimates if e.split is not None)


def split(s: Speech, estimate: Estimate) -> str:
    """Say what would separate the levels of a bundle."""
    first, *others = (level(s, *each) for each in levels_behind(estimate.factor, estimate.level))
    together = s.listed([first, *others])
    n = estimate.split or 0
    if len(others) > 1:
        return s.plural(
            "{together} always come together, or nearly so: not separable. {n} post with each of "
            "them without the others would tell.",
            "{together} always come together, or nearly so: not separable. {n} posts with each of "
            "them without the others would tell.",
            n,
            together=together,
        )
    return s.plural(
        "{together} always come together, or nearly so: not separable. {n} post with {first} "
        "without {other} would tell.",
        "{together} always come together, or nearly so: not separable. {n} posts with {first} "
        "without {other} would tell.",
        n,
        together=together,
        first=first,
        other=others[0],
    )


def exposure(s: Speech, head: Head) -> str:
    """Say in what two networks are compared."""
    return s.text(
        "Compared per post, in {kpi}. Networks do not all count it in the same way.",
        kpi=s.term("metric", head.kpi),
    )


def grown(s: Speech, growth: Growth, head: Head) -> str:
    """Say how an account grew, and by which figure that is told."""
    if growth.basis == "level" and growth.change is not None:
        c = growth.change
        return s.text(
            "Followers are not known. {kpi} of a typical post: {change} (from {low} to {high}, "
            "{n} against {before}, {evidence}).",
            kpi=capital(s.term("metric", head.kpi)),
            change=s.change(c.multiplier),
            low=s.change(c.low),
            high=s.change(c.high),
            n=posts(s, c.n),
            before=s.number(c.n_before),
            evidence=s.term("evidence", c.evidence),
        )
    if growth.basis in _GROWN and growth.gained is not None:
        return s.text(
            _GROWN[growth.basis],
            gained=signed(s, growth.gained),
            first=s.number(growth.points[0][1]) if growth.points else "",
            last=s.number(growth.points[-1][1]) if growth.points else "",
            n=s.number(growth.n),
            posts=posts(s, growth.n),
        )
    return s.text("Not known: import the daily figures of this account.")


_GROWN = {
    "followers": mark("{gained} followers in the period, {last} at its end (observed, {n} days)."),
    "net_follows": mark("{gained} followers in the period, after departures (observed, {n} days)."),
    "new_follows": mark(
        "{gained} new followers in the period; departures are not counted (observed, {n} days)."
    ),
    "follows": mark("{gained} follows that the network credits to {posts} (observed)."),
}


def signed(s: Speech, value: float) -> str:
    """Write a number with its sign."""
    return ("+" if value > 0 else "") + s.number(value)


def settle(s: Speech, found: Open) -> str:
    """Say how many more posts would settle an estimate, and when that will be."""
    e = found.estimate
    return s.plural(
        "{what}: {change} so far (from {low} to {high}); {n} more such post would settle it, "
        "{time} at the present pace.",
        "{what}: {change} so far (from {low} to {high}); {n} more such posts would settle it, "
        "{time} at the present pace.",
        e.more_posts or 0,
        what=f"{capital(s.term('factor', e.factor))} – {of(s, e)}",
        change=s.change(e.multiplier),
        low=s.change(e.low),
        high=s.change(e.high),
        time=lasting(s, found.weeks),
    )


def unknowns(s: Speech, unknown: Unknown) -> tuple[str, ...]:
    """Say what else is open."""
    said = []
    if not unknown.nearest and not unknown.others:
        said.append(s.text("Nothing that was asked is open, or nothing could be asked yet."))
    if unknown.nearest:
        said.append(s.text("That holds if the effect is as large as it looks now."))
    if unknown.others:
        said.append(
            s.plural(
                "{n} other comparison is open, and will not be settled within two years.",
                "{n} other comparisons are open, and will not all be settled within two years.",
                unknown.others,
            )
        )
    if unknown.unmeasured:
        said.append(
            s.plural(
                "{n} post has no reading of this metric; it counts nowhere, and never as zero.",
                "{n} posts have no reading of this metric; they count nowhere, and never as zero.",
                unknown.unmeasured,
            )
        )
    return tuple(said)


def made_up(s: Speech) -> str:
    """Label data that was made up."""
    return s.text("Made-up data: this brand does not exist.")


def about(s: Speech, answers: Answers) -> str:
    """Say what the data is, in one line."""
    head = answers.head
    if head.span is None:
        return s.text("No post yet.")
    return s.text(
        "{posts} from {start} to {end}, on {networks}.",
        posts=posts(s, head.posts),
        start=s.day(head.span.start),
        end=s.day(head.span.end),
        networks=s.listed([s.term("network", n) for n in head.networks]),
    )


def set_aside(s: Speech, head: Head) -> str:
    """Say how many replies and repeated posts are not compared."""
    if not head.set_aside:
        return ""
    return s.plural(
        "{n} reply or repost is set aside: only publications of their own are compared.",
        "{n} replies and reposts are set aside: only publications of their own are compared.",
        head.set_aside,
    )


def final_age(s: Speech, head: Head) -> str:
    """Say from which age figures count as final, and whose figure that rests on."""
    known = [found for n in head.networks if (found := half_life(n)) is not None]
    if not known:
        return ""
    ages = [
        s.text("{network} {n} h", network=s.term("network", n), n=s.number(mature_after_h(n)))
        for n in head.networks
    ]
    return s.text(
        "Figures count as final from an age of: {ages}. That is five half-lives as published by "
        "{publisher} ({year}), at least 48 hours and at most 7 days: a figure from elsewhere, "
        "not yours.",
        ages=s.listed(ages),
        publisher=known[0].original_publisher,
        year=known[0].year,
    )


def made_by(s: Speech, head: Head) -> str:
    """Say what made the figures, so that any of them can be traced."""
    p = head.provenance
    if p is None:
        return ""
    return s.text(
        "Data {snapshot}, model {model}, seed {seed}, computed on {day}.",
        snapshot=p.snapshot[:12],
        model=p.model,
        seed=p.seed,
        day=s.day(p.made_at.date()),
    )


def read_on(s: Speech, head: Head) -> str:
    """Say when the figures were read."""
    return (
        s.text("Figures read up to {day}.", day=s.day(head.read_at.date())) if head.read_at else ""
    )


def result(s: Speech, observed: float, expected: float, head: Head) -> str:
    """Say what a post brought against what was expected."""
    return s.text(
        "{observed} against {expected} expected",
        observed=amount(s, observed, head.format),
        expected=amount(s, expected, head.format),
    )


def watch_of(answers: Answers, growth: Growth) -> Watch | None:
    """Find the watch over the level of an account."""
    name = f"{growth.network}:{growth.account}"
    return next((each for each in answers.watches if each.account == name), None)


def named(s: Speech, growth: Growth) -> str:
    """Name the account of a growth."""
    return account(s, f"{growth.network}:{growth.account}")
