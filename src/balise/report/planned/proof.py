"""How good a plan is proven to be, what it could not meet, and what is not known yet."""

from __future__ import annotations

import math
from collections.abc import Iterator

from balise.domain.plan import Plan, Shortfall
from balise.domain.ranking import Ranking
from balise.domain.strategy import Strategy
from balise.report import outlook_words as words
from balise.report.names import posts
from balise.report.planned.goals import told_aims
from balise.report.planned.values import Part
from balise.report.roadmap_words import title
from balise.words import Speech, mark

_NOTHING, _LITTLE = 0.0005, 0.05
_WIDE = 4.0
_DIGEST = 12


def proof(s: Speech, plan: Plan) -> Part:
    """Say how near the best calendar this one is proven to be, and that it keeps the rules."""
    return Part(
        id="proof", title=s.text(mark("How good this calendar is")), said=tuple(_proof(s, plan))
    )


def _proof(s: Speech, plan: Plan) -> Iterator[str]:
    gap = plan.optimality_gap
    if not plan.slots:
        yield s.text(mark("There is no post to judge."))
    elif not math.isfinite(gap):
        yield s.text(mark("How near it is to the best calendar was not proven."))
    elif gap <= _NOTHING:
        yield s.text(
            mark(
                "It is proven: by this forecast, no other calendar within your rules can be "
                "expected to bring more."
            )
        )
    else:
        yield s.text(
            mark(
                "It is proven: by this forecast, no other calendar within your rules can be "
                "expected to bring over {gap} more."
            ),
            gap=s.percent(gap, 1),
        )
        if gap > _LITTLE:
            yield s.text(mark("More time to search could find a better one."))
    if plan.slots:
        yield s.text(
            mark("That is about the calendar, not the future: the forecast itself may be wrong.")
        )
    if plan.violations:
        yield s.text(mark("Rules that it breaks: {rules}."), rules="; ".join(plan.violations))
    else:
        yield s.text(
            mark(
                "It keeps every rule of the strategy: each was checked again, apart from the "
                "search."
            )
        )


def shortfalls(s: Speech, plan: Plan) -> Part:
    """Say which wishes could not be met whole."""
    said = [_missed(s, one) for one in plan.shortfalls]
    return Part(
        id="shortfalls",
        title=s.text(mark("What it could not meet")),
        said=tuple(said) or (s.text(mark("Every wish of the strategy is met.")),),
    )


def _missed(s: Speech, one: Shortfall) -> str:
    day = s.day(one.day) if one.day else ""
    if one.code == "draft-unplaced":
        said = s.text(mark("Your draft “{name}” has no place within its days."), name=one.what)
    else:
        n = max(1, math.ceil(one.missing)) if math.isfinite(one.missing) else 1
        said = s.text(
            mark("The pace of “{name}” is not reached: {posts} missing."),
            name=one.what,
            posts=posts(s, n),
        )
    return f"{said} ({day})" if day else said


def unknown(s: Speech, plan: Plan, strategy: Strategy, ranking: Ranking | None) -> Part:
    """Say what nobody knows yet."""
    said = tuple(_unknown(s, plan, strategy, ranking))
    return Part(
        id="unknown",
        title=s.text(mark("What we do not know yet")),
        said=said or (s.text(mark("Nothing beyond the intervals above.")),),
    )


def _unknown(s: Speech, plan: Plan, strategy: Strategy, ranking: Ranking | None) -> Iterator[str]:
    if plan.prior:
        yield s.text(
            mark(
                "Nothing was learnt from your own posts yet: this rests on published figures of "
                "others, which yield to yours as soon as they are imported."
            )
        )
    for aim, told in told_aims(plan.objectives, strategy):
        if not math.isfinite(told.p_reached):
            yield s.text(
                mark("{name}: whether it will be reached. {why}"),
                name=title(aim.name),
                why=" ".join(words.lacks(s, told)),
            )
    blind = sum(not math.isfinite(one.q50) for one in plan.slots)
    if blind:
        yield s.text(
            mark("What {posts} of {all} will bring."),
            posts=posts(s, blind),
            all=s.number(len(plan.slots)),
        )
    wide = [one.q95 / one.q05 for one in plan.slots if one.q05 > 0 and math.isfinite(one.q95)]
    if wide and sorted(wide)[len(wide) // 2] >= _WIDE:
        yield s.text(
            mark(
                "What a single post will bring: the upper end of its interval is typically {times} "
                "times the lower. Sums over many posts are surer than any one of them."
            ),
            times=s.number(sorted(wide)[len(wide) // 2]),
        )
    if ranking and ranking.verdict == "cannot tell" and len(ranking.ranked) > 1:
        yield s.text(mark("Which network comes first for your audience."))


def method(s: Speech, plan: Plan) -> Part:
    """Say how each number was made, so that it can be made again."""
    return Part(
        id="method", title=s.text(mark("How each number was made")), said=tuple(_method(s, plan))
    )


def _method(s: Speech, plan: Plan) -> Iterator[str]:
    made = plan.provenance
    yield s.text(
        mark(
            "Of posts: the middle of what may come, and a range that holds it nine times in ten, "
            "by the model {model}, learnt from the data {snapshot}."
        ),
        model=made.model or s.text(mark("of published figures")),
        snapshot=made.snapshot[:_DIGEST] or s.text(mark("of none of your posts")),
    )
    yield s.text(
        mark(
            "Of objectives: all posts of the plan together, with what was published before, drawn "
            "many times; the chance is the share of draws that reach the target."
        )
    )
    yield s.text(
        mark(
            "Of the calendar: solved within the rules of the strategy, version {digest}, and "
            "weighed by what the objectives are worth there."
        ),
        digest=plan.strategy_hash[:_DIGEST] or s.text(mark("not named")),
    )
    yield s.text(
        mark("The same data, strategy and seed ({seed}) give the same plan. Made on {day}."),
        seed=made.seed,
        day=s.day(made.made_at.date()),
    )
