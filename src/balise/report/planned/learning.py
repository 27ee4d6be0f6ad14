"""What a plan tests: what was drawn by lot, and what that costs."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from balise.domain.plan import Plan
from balise.domain.strategy import Strategy
from balise.report.names import account, clock
from balise.report.planned.values import Part, Table
from balise.report.roadmap_words import title
from balise.words import Speech, mark

_ASPECTS: Mapping[str, str] = {
    "kind": mark("The format"),
    "cta": mark("The call to action"),
    "hour": mark("The hour"),
}
_MOST = 40
_NOTHING = 0.0005


def tests(s: Speech, plan: Plan, strategy: Strategy) -> Part:
    """Say what is drawn by lot, why, and what it costs."""
    table = _table(s, plan) if plan.draws else None
    return Part(
        id="tests",
        title=s.text(mark("What this plan tests")),
        said=tuple(_said(s, plan, strategy)),
        table=table if table and table.rows else None,
    )


def _said(s: Speech, plan: Plan, strategy: Strategy) -> Iterator[str]:
    n = sum(one.is_randomised for one in plan.slots)
    if not n:
        yield s.text(mark("Nothing is drawn by lot in this plan: it will teach less."))
        if not strategy.plan.explore:
            yield s.text(mark("The strategy allows no cost for learning (explore = 0)."))
        return
    yield s.plural(
        mark("{n} post of {all} is drawn by lot, so that what works can be told from chance."),
        mark("{n} posts of {all} are drawn by lot, so that what works can be told from chance."),
        n,
        all=s.number(len(plan.slots)),
    )
    if math.isfinite(plan.cost):
        yield _cost(s, plan, strategy)
    yield s.text(
        mark("Publish those as they are: one that is changed by hand teaches no more by chance.")
    )
    touched = sum(bool(one.draw_id and one.touch) for one in plan.slots)
    if touched:
        yield s.plural(
            mark("{n} post was changed by hand after the draw, and no longer counts."),
            mark("{n} posts were changed by hand after the draw, and no longer count."),
            touched,
        )


def _cost(s: Speech, plan: Plan, strategy: Strategy) -> str:
    most = s.percent(strategy.plan.explore, 1)
    if plan.cost < _NOTHING:
        return s.text(
            mark("That costs nothing of the expected result; the strategy allows {most}."),
            most=most,
        )
    return s.text(
        mark("That costs {cost} of the expected result; the strategy allows {most}."),
        cost=s.percent(plan.cost, 1),
        most=most,
    )


def _table(s: Speech, plan: Plan) -> Table:
    """List by account what could come out otherwise, and in how many weeks."""
    rows: dict[tuple[str, str], set[str]] = {}
    for draw in plan.draws:
        for swap in (swap for each in draw.exchanges for swap in each.swaps):
            key = (draw.account, swap.aspect)
            rows.setdefault(key, set()).add(swap.slot_id)
    examples = _examples(s, plan)
    told = [
        (account(s, who), s.text(_ASPECTS[what]), s.number(len(those)), examples[who, what])
        for (who, what), those in sorted(rows.items())
    ]
    return Table(
        caption=s.text(mark("What is drawn by lot")),
        columns=(
            s.text(mark("Account")),
            s.text(mark("What is drawn")),
            s.text(mark("Of how many posts")),
            s.text(mark("For example")),
        ),
        rows=tuple(told[:_MOST]),
    )


def _examples(s: Speech, plan: Plan) -> Mapping[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for draw in plan.draws:
        for swap in (swap for each in draw.exchanges for swap in each.swaps):
            said = s.text(
                mark("{one} or {other}"),
                one=_named(s, swap.aspect, swap.before),
                other=_named(s, swap.aspect, swap.after),
            )
            found.setdefault((draw.account, swap.aspect), said)
    return found


def _named(s: Speech, aspect: str, value: str) -> str:
    if aspect == "hour" and value.isdecimal():
        return clock(s, int(value))
    if aspect == "cta":
        return title(s.term("cta", value or "none"))
    return s.term("kind", value)
