"""What the posts of a plan are made of, against what the strategy asks."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence

from balise.domain.plan import Plan, Slot
from balise.domain.ranking import Ranking
from balise.domain.strategy import STAGES, Strategy
from balise.report.names import capital
from balise.report.planned.naming import accounts, ask, badges, days_of
from balise.report.planned.values import Mix, Place, Share
from balise.report.roadmap_weeks import plainly
from balise.report.roadmap_words import title, why
from balise.strategy.ranking_words import sentences
from balise.words import Speech, mark


def mixes(s: Speech, plan: Plan, strategy: Strategy) -> Iterator[Mix]:
    """Divide the posts by format, pillar, stage and ask; what has no rows is left out."""
    made = (
        Mix(title=s.text(mark("Formats")), rows=tuple(_kinds(s, plan, strategy))),
        Mix(title=s.text(mark("Pillars")), rows=tuple(_pillars(s, plan, strategy))),
        Mix(title=s.text(mark("Stages of the funnel")), rows=tuple(_stages(s, plan, strategy))),
        Mix(title=s.text(mark("Calls to action")), rows=tuple(_asks(s, plan, strategy))),
    )
    yield from (one for one in made if one.rows)


def _row(s: Speech, label: str, n: int, whole: int, wanted: float | None = None) -> Share:
    share = n / whole if whole else 0.0
    return Share(
        label=label,
        count=s.number(n),
        share=share,
        said=s.percent(share) if whole else "",
        asked=s.text(mark("asked: {share}"), share=s.percent(wanted)) if wanted is not None else "",
        wanted=wanted,
    )


def _kinds(s: Speech, plan: Plan, strategy: Strategy) -> Iterator[Share]:
    n = Counter(one.kind for one in plan.slots)
    to_make = {(one.kind, one.content_id or one.slot_id) for one in plan.slots if not one.draft}
    pieces = Counter(kind for kind, _ in to_make)
    _, weeks = days_of(plan)
    for kind, many in n.most_common():
        row = _row(s, capital(s.term("kinds", kind)), many, len(plan.slots))
        if strategy.capacity:
            most = math.floor(strategy.capacity.get(kind, 0.0) * weeks + 1e-9)
            row = _row_of_pieces(s, row, pieces[kind], most)
        yield row


def _row_of_pieces(s: Speech, row: Share, made: int, most: int) -> Share:
    said = s.text(mark("pieces: {made}, at most {most}"), made=s.number(made), most=s.number(most))
    return Share(label=row.label, count=row.count, share=row.share, said=row.said, asked=said)


def _pillars(s: Speech, plan: Plan, strategy: Strategy) -> Iterator[Share]:
    n = Counter(one.pillar for one in plan.slots)
    wanted = {one.name: one.share for one in strategy.pillars}
    for name in dict.fromkeys((*wanted, *(each for each in n if each))):
        yield _row(s, title(name), n[name], len(plan.slots), wanted.get(name))


def _stages(s: Speech, plan: Plan, strategy: Strategy) -> Iterator[Share]:
    n = Counter(one.stage for one in plan.slots if one.stage)
    for stage in STAGES:
        if n[stage] or stage in strategy.funnel:
            name = capital(s.term("stage", stage))
            yield _row(s, name, n[stage], len(plan.slots), strategy.funnel.get(stage))


def _asks(s: Speech, plan: Plan, strategy: Strategy) -> Iterator[Share]:
    n = Counter(ask(s, one) for one in plan.slots)
    ours = (title(s.term("cta", one.name)) for one in strategy.calls_to_action)
    for name in dict.fromkeys((*ours, *(each for each in n if each))):
        yield _row(s, name, n[name], len(plan.slots))
    if n[""] and len(n) > 1:
        yield _row(s, capital(s.term("cta", "none")), n[""], len(plan.slots))


def places(s: Speech, plan: Plan, strategy: Strategy, ranking: Ranking | None) -> Iterator[Place]:
    """Tell each account: its posts, its pace against the one asked, its formats, and why it."""
    those = accounts(plan, strategy)
    short = badges(those)
    asked = {(one.network, one.handle): one.posts_per_week for one in strategy.accounts}
    ranked = {one.name: one for one in ranking.ranked} if ranking else {}
    _, weeks = days_of(plan)
    for network, handle in those:
        its = [one for one in plan.slots if (one.network, one.account) == (network, handle)]
        range_ = asked.get((network, handle))
        yield Place(
            code=network,
            badge=short[network, handle],
            name=s.term("network", network),
            handle=handle,
            posts=s.number(len(its)),
            a_week=plainly(s, round(len(its) / weeks, 1)) if weeks else s.number(0),
            asked=_asked(s, range_) if range_ else "",
            kinds=_kinds_of(s, its),
            why=why(s, ranked[network]) if network in ranked else "",
        )


def _asked(s: Speech, range_: tuple[int, int]) -> str:
    if range_[0] == range_[1]:
        return s.number(range_[0])
    return s.text(mark("{low} to {high}"), low=s.number(range_[0]), high=s.number(range_[1]))


def _kinds_of(s: Speech, its: Sequence[Slot]) -> str:
    n = Counter(one.kind for one in its)
    return ", ".join(
        f"{s.number(many)} {s.term('kinds' if many > 1 else 'kind', kind)}"
        for kind, many in n.most_common()
    )


def places_said(s: Speech, ranking: Ranking | None) -> tuple[str, ...]:
    """Say why these networks, where an order of them is known."""
    if ranking is None:
        return (s.text(mark("The networks are those of the strategy; no order was worked out.")),)
    return tuple(sentences(ranking, s)[:1])
