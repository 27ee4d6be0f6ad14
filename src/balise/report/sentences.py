"""The sentences of a report. None claims anything without its interval, its posts and how sure."""

from __future__ import annotations

from balise.domain.estimate import Estimate
from balise.report.names import amount, capital, clock, hours, lasting, level, of, posts
from balise.report.values import Answers, Change, Changed, Decision, Head, Ranking
from balise.words import Speech, mark

_OUTSIDE = 0.1
"""The share of outcomes that an interval of 90 % leaves out."""

_DO = {
    ("keep", "kind"): mark("Make more {what}."),
    ("keep", "network"): mark("A post gets more on {what} than on your other networks."),
    ("keep", "hour"): mark("Publish more often between {start} and {end}."),
    ("keep", "weekday"): mark("Publish more often on {what}."),
    ("keep", "cta"): mark("Keep the call to action “{what}”."),
    ("keep", "no cta"): mark("Publish more often without a call to action."),
    ("keep", "hashtag"): mark("Keep {what}."),
    ("keep", "pillar"): mark("Tell more about “{what}”."),
    ("keep", "with"): mark("Keep using {what}."),
    ("keep", ""): mark("{factor}: aim for {what}."),
    ("change", "kind"): mark("Make fewer {what}, or make them differently."),
    ("change", "hour"): mark("Publish less often between {start} and {end}."),
    ("change", "network"): mark("A post gets less on {what} than on your other networks."),
    ("change", "weekday"): mark("Publish less often on {what}."),
    ("change", "no cta"): mark("Add a call to action more often."),
    ("change", "pillar"): mark("Tell less about “{what}”, or tell it differently."),
    ("change", "with"): mark("Do more often without {what}."),
    ("change", ""): mark("{factor}: avoid {what}."),
    ("stop", "cta"): mark("Stop using the call to action “{what}”."),
    ("stop", "hashtag"): mark("Stop using {what}."),
}
_CHANGED = {
    "better": mark("A clear rise."),
    "worse": mark("A clear fall."),
    "no clear difference": mark("No clear change."),
}
METHOD = (
    mark("Each post is compared with the typical post of its own account."),
    mark(
        "Format, hour, day, call to action, hashtags, length and frequent words are weighed "
        "together, so that none takes the credit of another."
    ),
    mark("The fewer the posts, the more an effect is drawn towards zero before it is shown."),
    mark(
        "An interval holds the true effect 9 times in 10; an effect is claimed only where it is "
        "still clear once the number of comparisons is allowed for."
    ),
    mark(
        "Posts too recent for their network are left out when periods are compared; in effects "
        "they count with what they will get, as far as that can be told, and the less the younger."
    ),
    mark(
        "A figure that is missing is never counted as zero.",
    ),
)
EVIDENCE = {
    "randomised": mark("tested: chance decided, so the difference was caused by it"),
    "adjusted": mark("estimated: against similar posts, all else equal as far as it is known"),
    "descriptive": mark("observed: the figures as they are, nothing held equal"),
}


def claim(s: Speech, estimate: Estimate, what: str = "") -> str:
    """Say one effect with its interval, its posts and how sure it is; `what` names it, else we."""
    return s.text(
        "{what}: {change} against a typical post (from {low} to {high}, {posts}, {evidence}).",
        what=what or capital(of(s, estimate)),
        change=s.change(estimate.multiplier),
        low=s.change(estimate.low),
        high=s.change(estimate.high),
        posts=posts(s, estimate.n),
        evidence=s.term("evidence", estimate.evidence),
    )


def to_do(s: Speech, decision: Decision) -> str:
    """Say what to do, without why."""
    if decision.action == "test":
        return _to_test(s, decision)
    e = decision.estimate
    pattern = _DO.get((decision.action, _kind_of_factor(e))) or _DO[decision.action, ""]
    start, end = hours(e.level) if e.factor == "hour" else (0, 0)
    return s.text(
        pattern,
        what=level(s, e.factor, e.level),
        factor=capital(s.term("factor", e.factor)),
        start=clock(s, start),
        end=clock(s, end),
    )


def why(s: Speech, decision: Decision) -> str:
    """Say what a decision rests on."""
    said = claim(s, decision.estimate)
    if decision.action != "test":
        return said
    time = lasting(s, decision.weeks or 0.0)
    if decision.minimum is None:
        return s.text(
            "Not settled yet: these posts, {time} at the present pace, would settle it if the "
            "effect is as large as it looks. {claim}",
            time=time,
            claim=said,
        )
    return s.text(
        "Not settled yet: these posts, {time} at the present pace, would show a difference of "
        "{change} or more. {claim}",
        time=time,
        change=s.change(decision.minimum),
        claim=said,
    )


def decision(s: Speech, decision: Decision) -> str:
    """Say what to do and why."""
    return f"{to_do(s, decision)} {why(s, decision)}"


def difference(s: Speech, found: Change) -> str:
    """Say a change between two periods with its interval and the posts of both."""
    pattern = {
        "adjusted": mark(
            "At the same mix of posts: {change} (from {low} to {high}, {n} against {before}, "
            "{evidence})."
        ),
        "descriptive": mark(
            "As the posts are: {change} (from {low} to {high}, {n} against {before}, {evidence})."
        ),
    }[found.evidence]
    return s.text(
        pattern,
        change=s.change(found.multiplier),
        low=s.change(found.low),
        high=s.change(found.high),
        n=posts(s, found.n),
        before=s.number(found.n_before),
        evidence=s.term("evidence", found.evidence),
    )


def changed(s: Speech, found: Changed | None, head: Head) -> tuple[str, ...]:
    """Say what changed, in one to three sentences."""
    if found is None:
        return (s.text("No post has this metric yet: there is nothing to compare."),)
    if found.raw is None or found.now.typical is None or found.before.typical is None:
        return (
            s.text(
                "Not enough data to tell a change: {n} in this period, {before} in the one before; "
                "3 in each are needed.",
                n=posts(s, found.now.posts),
                before=s.number(found.before.posts),
            ),
        )
    best = found.adjusted or found.raw
    said = [
        s.text(
            "{kpi} of a typical post: {now}, against {before} in the {days} days before. {verdict}",
            kpi=capital(s.term("metric", head.kpi)),
            now=amount(s, found.now.typical, head.format),
            before=amount(s, found.before.typical, head.format),
            days=found.now.span.days,
            verdict=s.text(_CHANGED[best.verdict]),
        )
    ]
    return (*said, *(difference(s, c) for c in (found.adjusted, found.raw) if c is not None))


def left_out(s: Speech, found: Changed | None) -> tuple[str, ...]:
    """Say which posts of both periods were not compared."""
    said = []
    if found and found.young:
        said.append(
            s.plural(
                "{n} post was too recent when it was read and is left out.",
                "{n} posts were too recent when they were read and are left out.",
                found.young,
            )
        )
    if found and found.unmeasured:
        said.append(
            s.plural(
                "{n} post has no reading of this metric.",
                "{n} posts have no reading of this metric.",
                found.unmeasured,
            )
        )
    return tuple(said)


def ranked(s: Speech, ranking: Ranking) -> str:
    """Say what the posts were compared with, and how many chance alone would put outside."""
    if not ranking.compared:
        return s.text("Not enough data to expect anything of a post, hence no best and no worst.")
    return s.plural(
        "{n} post, compared with what was expected of it. {unusual} outside its interval; chance "
        "alone would put about {chance} there.",
        "{n} posts, each compared with what was expected of it. {unusual} outside their interval; "
        "chance alone would put about {chance} there.",
        ranking.compared,
        unusual=s.number(ranking.unusual),
        chance=s.number(max(1, round(ranking.compared * _OUTSIDE))),
    )


def decided(s: Speech, answers: Answers) -> str:
    """Say how the decisions were chosen."""
    if not answers.decisions:
        return s.text("Not enough data to propose anything yet: import more posts.")
    if all(d.action == "test" for d in answers.decisions):
        return s.text("Nothing is clear enough to keep or to stop: these tests would tell.")
    return s.text("What the data carries best, and what is worth testing.")


def _to_test(s: Speech, decision: Decision) -> str:
    e, other = decision.estimate, decision.other
    if other is None:
        return s.text(
            "Over {posts}, use {what} every other time.",
            posts=posts(s, decision.posts or 0),
            what=level(s, e.factor, e.level),
        )
    return s.text(
        "{factor}: alternate “{a}” and “{b}” over {posts}.",
        factor=capital(s.term("factor", e.factor)),
        a=level(s, e.factor, e.level),
        b=level(s, other.factor, other.level),
        posts=posts(s, decision.posts or 0),
    )


def _kind_of_factor(estimate: Estimate) -> str:
    if estimate.level == "yes":
        return "with"
    return "no cta" if (estimate.factor, estimate.level) == ("cta", "none") else estimate.factor
