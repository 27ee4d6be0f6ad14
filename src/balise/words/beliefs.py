"""What a look back says of each belief of a strategy, for terminals, pages and comments.

Nothing is claimed without its interval, its posts and how sure it is.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable, Mapping
from typing import Any

from balise.domain.estimate import Estimate
from balise.domain.refinement import Belief
from balise.words.belief_levels import account, clock, level
from balise.words.catalogue import mark
from balise.words.speech import Speech, capital

LACKS: Mapping[str, str] = {
    "unseen": mark("No post tells of it yet."),
    "few": mark("Too few posts to say anything."),
    "observed": mark(
        "This is only observed, with nothing held equal: no ground to change anything."
    ),
    "single": mark("There is no other network to compare it with."),
    "torn": mark("It is good for one objective and bad for another: nothing is proposed."),
    "room": mark("The strategy leaves room for more already: use it."),
    "needed": mark("Something else in the strategy needs it as it is."),
    "no-limit": mark("The strategy sets no limit to formats: the plan can use it as it is."),
    "free": mark("It has no share in the strategy: the plan can choose as it is."),
    "no-other": mark("There is nothing else that could take or give its posts."),
    "other-aim": mark("Its job is another stage than what was measured here."),
    "own-name": mark("It is the brand's own and stays whatever it brings."),
    "bundle": mark("It always comes with others: what it does by itself cannot be told."),
    "inside": mark("These hours lie between others that stay: the plan can avoid them as it is."),
    "rare": mark("It happens too rarely to be worth a rule."),
    "no-room": mark("A longer gap would leave no room for the posts of a week."),
    "pace-few": mark("Too few weeks to tell what another pace would bring."),
    "pace-steady": mark(
        "The pace was nearly the same every week: what another would bring cannot be told."
    ),
    "pace-along": mark(
        "The pace changed along with time, and other things with it: what it did cannot be told."
    ),
    "pace-open": mark(
        "Weeks with more posts differ in other things too. Time between posts makes no clear "
        "difference: no ground for another pace."
    ),
    "pace-clear": mark(
        "Time between posts makes a difference, but weeks with more posts differ in other things "
        "too: what another pace would bring in all cannot be told."
    ),
    "small": mark("It would gain too little to be worth a change."),
    "later": mark("Not now: with more changes at once, what each did could not be told."),
}
"""Why nothing is asked."""
_TO_DO = {
    ("keep", "network"): mark("Keep the account {account}."),
    ("keep", "kind"): mark("Keep {what} as they are."),
    ("keep", "hour"): mark("{account}: keep the hours from {start} to {end}."),
    ("keep", "pillar"): mark("Keep the pillar “{what}” as it is."),
    ("keep", "cta"): mark("Keep the call to action “{what}”."),
    ("keep", "cta left out"): mark("Leave the call to action “{what}” out, as it is."),
    ("keep", "kind left out"): mark("Leave {what} out, as they are."),
    ("keep", "hashtag"): mark("Keep {what}."),
    ("keep", "hashtag left out"): mark("Leave {what} out, as it is."),
    ("keep", "posts_per_week"): mark("{account}: keep {before} to {most} posts a week."),
    ("keep", "posts_per_day"): mark("{account}: keep {before} a day at most."),
    ("keep", "min_gap_hours"): mark("{account}: keep {before} hours between two posts."),
    ("test", "kind"): mark("Test {what}: make more of them in every other week."),
    ("test", "hour"): mark("Test {what} on {account}: publish then every other time."),
    ("test", "pillar"): mark("Test the pillar “{what}”: tell more about it in every other week."),
    ("test", "cta"): mark("Test the call to action “{what}”: ask it every other time."),
    ("test", "hashtag"): mark("Test {what}: use it every other time."),
    ("change", "kind"): mark("{What}: {after} a week instead of {before}."),
    ("change", "kind left out"): mark("Make {what} too: {after} a week."),
    ("stop", "kind"): mark("Make no more {what}."),
    ("change", "hour"): mark(
        "{account}: publish from {start} to {end} instead of {start0} to {end0}."
    ),
    ("change", "pillar"): mark(
        "Give “{taker}” {more} of the posts instead of {more0}, and “{giver}” {less} instead of "
        "{less0}."
    ),
    ("change", "cta left out"): mark("Ask for this too: “{what}”."),
    ("stop", "cta"): mark("Stop using the call to action “{what}”."),
    ("change", "hashtag left out"): mark("Add {what} to the hashtags."),
    ("stop", "hashtag"): mark("Stop using {what}."),
    ("change", "posts_per_day"): mark("{account}: {after} a day at most, instead of {before}."),
    ("change", "min_gap_hours"): mark(
        "{account}: leave {after} hours between two posts instead of {before}."
    ),
}
LEARNT = mark("Learnt:")
"""How a comment in `strategy.toml` begins that tells what was learnt."""


def to_do(s: Speech, belief: Belief) -> str:
    """Say what to do, without why.

    Examples
    --------
    >>> from balise.domain.estimate import Estimate
    >>> from balise.domain.proposal import Proposal
    >>> clear = Estimate(
    ...     factor="hashtag",
    ...     level="diy",
    ...     scope="all",
    ...     n=48,
    ...     multiplier=0.8,
    ...     low=0.7,
    ...     high=0.9,
    ...     p_better=0.01,
    ...     verdict="worse",
    ...     evidence="adjusted",
    ... )
    >>> stop = Proposal(
    ...     path="hashtags.pool.#DIY",
    ...     action="stop",
    ...     before="#DIY",
    ...     after="",
    ...     estimate=clear,
    ...     expected_gain=0.02,
    ... )
    >>> one = Belief(topic="hashtag", level="diy", scope="all", proposal=stop, kpi="engagement")
    >>> to_do(Speech("en"), one)
    'Stop using #DIY.'
    >>> why(Speech("en"), one)[-26:]
    ' Expected: +2% engagement.'
    """
    proposal = belief.proposal
    topic = belief.topic if belief.topic != "pace" else proposal.path.rpartition(".")[2]
    if belief.topic in _MAY_BE_OUT and not proposal.before:
        topic = f"{topic} left out"
    facts = _FACTS[belief.topic](s, belief)
    return s.text(_TO_DO[proposal.action, topic], **facts)


def why(s: Speech, belief: Belief) -> str:
    """Say what it rests on, what it should bring, and what is lacking."""
    estimate = belief.proposal.estimate
    said = [capital(evidence(s, estimate)) + "."] if estimate.n else []
    if belief.proposal.action in {"change", "stop"}:
        said.append(gain(s, belief))
    if belief.proposal.action == "test" and estimate.more_posts is not None:
        said.append(
            s.plural(
                "{n} more post with it would settle it, if the effect is as large as it looks.",
                "{n} more posts with it would settle it, if the effect is as large as it looks.",
                estimate.more_posts,
            )
        )
    if belief.lack:
        said.append(lack(s, belief.lack))
    return " ".join(said)


def told(s: Speech, belief: Belief) -> str:
    """Say what to do and why."""
    return " ".join(part for part in (to_do(s, belief), why(s, belief)) if part)


def evidence(s: Speech, estimate: Estimate) -> str:
    """Say an effect with its interval, its posts and how sure it is."""
    return s.text(
        "{change} against a typical post (from {low} to {high}, {posts}, {evidence})",
        change=s.change(estimate.multiplier),
        low=s.change(estimate.low),
        high=s.change(estimate.high),
        posts=s.plural("{n} post", "{n} posts", estimate.n),
        evidence=s.term("evidence", estimate.evidence),
    )


def gain(s: Speech, belief: Belief) -> str:
    """Say what a change should bring, and which share of the posts it touches."""
    more = s.change(1 + belief.proposal.expected_gain)
    kpi = s.term("metric", belief.kpi)
    if math.isnan(belief.touched):
        return s.text("Expected: {gain} {kpi}.", gain=more, kpi=kpi)
    return s.text(
        "Expected: {gain} {kpi}; it touches {share} of the posts.",
        gain=more,
        kpi=kpi,
        share=s.percent(belief.touched),
    )


def lack(s: Speech, code: str) -> str:
    """Say why nothing is asked; empty for a code that is not known."""
    return s.text(LACKS[code]) if code in LACKS else ""


def learnt(s: Speech, belief: Belief) -> str:
    """Say in one line what was learnt, for a comment in `strategy.toml`."""
    estimate = belief.proposal.estimate
    what = level(s, estimate.factor, estimate.level)
    return f"{s.text(LEARNT)} {what}, {evidence(s, estimate)}"


_MAY_BE_OUT = frozenset({"kind", "cta", "hashtag"})


def _figure(s: Speech, said: str) -> str:
    value = float(said or 0)
    digits = next(n for n in range(4) if n == 3 or round(value, n) == value)  # noqa: PLR2004
    return s.number(value, digits)


def _value(said: str) -> Any:
    return tomllib.loads(f"it = {said}")["it"]


def _kind(s: Speech, belief: Belief) -> dict[str, str]:
    what = s.term("kinds", belief.level)
    figures = {name: _figure(s, getattr(belief.proposal, name)) for name in ("before", "after")}
    return {"what": what, "What": capital(what), **figures}


def _hours(s: Speech, belief: Belief) -> dict[str, str]:
    before, after = _value(belief.proposal.before), _value(belief.proposal.after)
    return {
        "account": account(s, belief.scope),
        "what": level(s, "hour", belief.level),
        "start": clock(s, after[0]),
        "end": clock(s, after[1]),
        "start0": clock(s, before[0]),
        "end0": clock(s, before[1]),
    }


def _pillar(s: Speech, belief: Belief) -> dict[str, str]:
    said = belief.proposal
    if said.before == said.after:
        return {"what": belief.level}
    before, after = _value(said.before), _value(said.after)
    taker, giver = sorted(after, key=lambda name: before[name] - after[name])
    return {
        "taker": taker,
        "giver": giver,
        "more": s.percent(after[taker]),
        "more0": s.percent(before[taker]),
        "less": s.percent(after[giver]),
        "less0": s.percent(before[giver]),
    }


def _named(s: Speech, belief: Belief) -> dict[str, str]:
    name = belief.proposal.before or belief.proposal.after or belief.level
    sign = "#" if belief.topic == "hashtag" and not name.startswith("#") else ""
    return {"what": sign + (s.term("cta", name) if belief.topic == "cta" else name)}


def _network(s: Speech, belief: Belief) -> dict[str, str]:
    return {"account": account(s, belief.scope)}


def _pace(s: Speech, belief: Belief) -> dict[str, str]:
    said, key = belief.proposal, belief.proposal.path.rpartition(".")[2]
    facts = {"account": account(s, belief.scope)}
    if key == "posts_per_week":
        least, most = _value(said.before)
        return {**facts, "before": s.number(least), "most": s.number(most)}
    figures = {"before": said.before, "after": said.after}
    if key == "posts_per_day":
        count = {n: s.plural("{n} post", "{n} posts", int(v)) for n, v in figures.items()}
        return {**facts, **count}
    return {**facts, **{name: _figure(s, value) for name, value in figures.items()}}


_FACTS: Mapping[str, Callable[[Speech, Belief], dict[str, str]]] = {
    "network": _network,
    "kind": _kind,
    "hour": _hours,
    "pillar": _pillar,
    "cta": _named,
    "hashtag": _named,
    "pace": _pace,
}
