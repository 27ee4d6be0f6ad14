"""The answers for one account: what can be told of it alone, and what rests on all posts.

One account has too few posts to tell hashtags or hours apart. What changed, the best and the worst
posts and the growth are its own; so are the effects of formats where the model found that they
differ. The rest is told from the posts of all accounts: only of the levels that this one uses.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from balise.domain.estimate import Estimate
from balise.learn.contrasts import levels_behind
from balise.learn.features import NO_CTA, Level, levels
from balise.report.answers import Ground, answer
from balise.report.decisions import claims
from balise.report.period import known
from balise.report.sources import Link, Posts, Source
from balise.report.values import Answers, Material, Question, Subject

USED: frozenset[Subject] = frozenset({"kind", "cta", "hashtag", "pillar"})
"""Questions of which only the levels that an account uses are answered for it."""


def narrowed(material: Material, account: str) -> Material:
    """Keep the posts and the days of one account (`<network>:<handle>`)."""
    return replace(
        material,
        posts=tuple(m for m in material.posts if f"{m.post.network}:{m.post.account}" == account),
        accounts=tuple(one for one in material.accounts if one.id == account),
        days=tuple(d for d in material.days if f"{d.network}:{d.account}" == account),
    )


def answer_for(material: Material, whole: Answers, account: str) -> Answers:
    """Answer for one account what can be told of it, the rest as for the whole brand."""
    span = whole.changed.now.span if whole.changed else None
    start, end = (span.start, span.end) if span else (None, None)
    own = narrowed(material, account)
    posts, lacking = known(own)
    ground = Ground(posts=posts, lacking=lacking, watched=())  # the whole brand's are watched
    mine = answer(own, start=start, end=end, ground=ground)
    found = tuple(material.fit.estimates()) if material.fit else ()
    used = _used(own)
    return replace(
        whole,
        head=mine.head,
        changed=mine.changed,
        ranking=mine.ranking,
        growth=mine.growth,
        watches=tuple(one for one in whole.watches if one.account == account),
        alerts=tuple(one for one in whole.alerts if one.account == account),
        breaks=mine.breaks,
        questions=tuple(_its(one, account, found, used) for one in whole.questions),
        beside=None,  # the sums are those of all accounts
    )


def own_link(link: Link, account: str) -> Callable[[Source], str]:
    """Lead to the posts of one account only."""

    def led(source: Source) -> str:
        if isinstance(source, Posts) and source.scope == "all":
            source = replace(source, scope=account)
        return link(source)

    return led


def is_its_own(question: Question, account: str) -> bool:
    """Tell whether an answer is that of an account alone."""
    return bool(question.estimates) and {e.scope for e in question.estimates} == {account}


def _used(own: Material) -> frozenset[Level]:
    """Tell the levels that an account ever used; hours and days are not asked for here."""
    return frozenset(
        level
        for one in own.posts
        if one.post.is_original
        for level in levels(one.post, timezone="UTC")
        if level[0] in USED
    )


def _its(
    question: Question, account: str, found: Sequence[Estimate], used: Collection[Level]
) -> Question:
    """Answer with the account's own effects, else with those of what it uses."""
    if question.subject not in USED:
        return replace(question, own=())
    names = {account, account.partition(":")[2]}
    mine = [e for e in found if e.factor == question.subject and e.scope in names]
    if mine:
        alone = tuple(sorted((replace(e, scope=account) for e in mine), key=_best_first))
        kinds = {level for factor, level in used if factor == question.subject}
        return _led(question, alone, too_few=len(kinds - {e.level for e in alone}))
    some = tuple(e for e in question.estimates if _is_used(e, used))
    if {e.level for e in some} == {NO_CTA}:
        some = ()  # what is never asked for cannot be compared with anything
    shared = [e for e in found if e.factor == question.subject and e.scope == "all"]
    return _led(question, some, too_few=sum(_is_used(e, used) for e in shared) - len(some))


def _led(question: Question, some: tuple[Estimate, ...], *, too_few: int) -> Question:
    leads = (*claims(some, "better")[:1], *claims(some, "worse")[:1])
    return replace(question, estimates=some, too_few=max(too_few, 0), own=(), leads=leads)


def _is_used(estimate: Estimate, used: Collection[Level]) -> bool:
    return all(level in used for level in levels_behind(estimate.factor, estimate.level))


def _best_first(estimate: Estimate) -> tuple[float, str]:
    return -estimate.multiplier, estimate.level
