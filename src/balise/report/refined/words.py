"""A look back at a plan in sentences, in the reader's language."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from balise.domain.proposal import Proposal
from balise.domain.refinement import Belief, Decision, Refinement
from balise.domain.strategy import Strategy
from balise.refine.changes import proposed
from balise.refine.refusals import refusal
from balise.report.blocks import Row
from balise.report.refined import plan_words as plan
from balise.report.refined.page import Held, Page
from balise.report.review.decided_words import went
from balise.report.review.plan_words import forecasts, kept
from balise.words import Speech, mark
from balise.words.beliefs import lack, to_do

KEPT = 8
"""What stays and is told one by one, unless all is asked for."""
NOTHING = "–"
_GROUPS = {
    "change": mark("Change"),
    "stop": mark("Stop"),
    "test": mark("Test next"),
    "keep": mark("Keep"),
}
_CLEAR = frozenset({"better", "worse"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a look back is told from.

    Parameters
    ----------
    kpis
        The KPIs that posts tell, the first that of the main objective.
    decisions
        What was said to proposals before: what was refused is marked.
    everything
        Whether all that stays is listed.
    """

    brand: str
    strategy: Strategy
    found: Refinement
    kpis: Sequence[str] = ()
    decisions: Sequence[Decision] = ()
    has_plan: bool = True
    is_made_up: bool = False
    everything: bool = False


def page(told: Told, language: str) -> Page:
    """Say a look back at a plan."""
    s, done = Speech(language), told.found.execution
    others, others_more = plan.others(s, done)
    surprises, surprises_said = plan.surprises(s, done, _kpis(told))
    held, rest = _held(s, told)
    return Page(
        language=s.language,
        name=s.term("brand", told.brand),
        kicker=_kicker(s, told),
        label=s.text(mark("Made-up data: this organisation does not exist."))
        if told.is_made_up
        else "",
        plan_said=plan.plan_said(s, done, has_plan=told.has_plan),
        kept=kept(s, done),
        others=others,
        others_more=others_more,
        brought=plan.brought(s, done),
        brought_said=tuple(plan.beside_said(s, done)),
        surprises=surprises,
        surprises_said=surprises_said,
        forecasts=forecasts(s, told.found.calibration),
        columns=columns(s),
        held=held,
        held_said=tuple(_held_said(s, told)),
        rest_said=rest,
        followed=tuple(went(s, one) for one in told.found.follow_ups),
        followed_said=""
        if told.found.follow_ups
        else s.text(mark("No proposal was accepted yet: there is nothing to follow up.")),
        lots=tuple(plan.lots(s, told.found.policy, plan.untold(told.strategy, _set(told)))),
        method=_method(s),
    )


def _method(s: Speech) -> str:
    return s.text(
        mark(
            "Figures of young posts are brought to full age. Intervals hold the truth 9 times "
            "in 10; a gain moves within its range as the effect does. How sure: {randomised} "
            "(drawn by lot), {adjusted} (other things held equal), {descriptive} (nothing "
            "held equal)."
        ),
        **{level: s.term("evidence", level) for level in ("randomised", "adjusted", "descriptive")},
    )


def columns(s: Speech) -> tuple[str, ...]:
    """Name the columns of beliefs, after that of what to do."""
    return (
        s.text(mark("effect")),
        s.text(mark("90% interval")),
        s.text(mark("posts")),
        s.text(mark("how sure")),
        s.text(mark("expected gain")),
    )


def _set(told: Told) -> Mapping[str, object]:
    return dict.fromkeys(told.kpis)


def _kpis(told: Told) -> dict[str, str]:
    """Tell the KPI in which the result of each objective's posts is told."""
    main = told.kpis[0] if told.kpis else "engagement"
    return {aim.name: aim.kpi if aim.kpi in told.kpis else main for aim in told.strategy.objectives}


def _kicker(s: Speech, told: Told) -> str:
    done = told.found.execution
    if not told.has_plan:
        return s.text(mark("Look back on {day}"), day=s.day(done.ends))
    return s.text(
        mark("Look back at the plan: {starts} to {ends}"),
        starts=s.day(done.starts),
        ends=s.day(done.ends),
    )


def _held_said(s: Speech, told: Told) -> Iterator[str]:
    if not told.kpis:
        yield s.text(mark(
            "There are too few posts with figures to learn from yet: nothing can be said of what "
            "the strategy takes to be so."
        ))  # fmt: skip
        return
    aims = {aim.kpi for aim in told.strategy.objectives}
    kpi = told.found.beliefs[0].kpi if told.found.beliefs else told.kpis[0]
    name = s.term("metric", kpi)
    yield s.text(mark("Effects on {kpi}, against a typical post."), kpi=name)
    if kpi not in aims:
        yield s.text(mark("No objective has a KPI that posts tell: {kpi} stands in."), kpi=name)
    if not proposed(told.found.beliefs):
        yield s.text(mark("No change is proposed: nothing is clear enough to ask for one."))


def _held(s: Speech, told: Told) -> tuple[tuple[Held, ...], tuple[str, ...]]:
    """Give what is asked, then what stays and is clear; count the rest."""
    numbers = {(p.path, p.after): n for n, p in enumerate(proposed(told.found.beliefs), 1)}
    asked = [one for one in told.found.beliefs if one.proposal.action != "keep"]
    stays = [one for one in told.found.beliefs if one.proposal.action == "keep"]
    stays.sort(key=lambda one: one.proposal.estimate.verdict not in _CLEAR)
    clear = [one for one in stays if _is_told(one)]
    listed = stays if told.everything else clear[:KEPT]
    rest = len(stays) - len(listed)
    said = s.plural(
        "{n} more thing stays as it is, without clear evidence; --all lists it.",
        "{n} more things stay as they are, without clear evidence; --all lists them.",
        rest,
    )
    held = tuple(_one(s, each, told, numbers) for each in [*asked, *listed])
    return held, (said,) if rest and told.kpis else ()


def _is_told(one: Belief) -> bool:
    """Whether posts say something clear of what stays."""
    estimate = one.proposal.estimate
    return estimate.verdict in _CLEAR and estimate.evidence != "descriptive"


def _one(s: Speech, one: Belief, told: Told, numbers: Mapping[tuple[str, str], int]) -> Held:
    proposal = one.proposal
    is_change = proposal.before != proposal.after
    return Held(
        number=numbers[proposal.path, proposal.after] if is_change else 0,
        action=proposal.action,
        group=s.text(_GROUPS[proposal.action]),
        row=_row(s, one),
        notes=tuple(_notes(s, one, told)),
    )


def _row(s: Speech, one: Belief) -> Row:
    estimate = one.proposal.estimate
    if not estimate.n or not math.isfinite(estimate.multiplier):
        return Row(label=to_do(s, one), cells=(NOTHING, NOTHING, s.number(0), NOTHING, NOTHING))
    between = s.text(
        mark("{low} to {high}"), low=s.change(estimate.low), high=s.change(estimate.high)
    )
    return Row(
        label=to_do(s, one),
        cells=(
            s.change(estimate.multiplier),
            between,
            s.number(estimate.n),
            s.term("evidence", estimate.evidence),
            gained(s, one.proposal),
        ),
        low=estimate.low,
        middle=estimate.multiplier,
        high=estimate.high,
        verdict=estimate.verdict,
    )


def gained(s: Speech, proposal: Proposal) -> str:
    """Say what a change should gain, with the range in which the effect leaves it.

    The gain is told for the effect as it is; within the interval of the effect it moves in
    proportion.
    """
    if proposal.action not in {"change", "stop"}:
        return NOTHING
    estimate, gain = proposal.estimate, proposal.expected_gain
    size = estimate.multiplier - 1
    if not math.isfinite(gain) or abs(size) < 1e-9:  # noqa: PLR2004 - nothing to scale
        return s.change(1 + gain) if math.isfinite(gain) else NOTHING
    ends = sorted(gain * (end - 1) / size for end in (estimate.low, estimate.high))
    low, high = (s.change(1 + end) for end in ends)
    return s.text(mark("{gain} ({low} to {high})"), gain=s.change(1 + gain), low=low, high=high)


def _notes(s: Speech, one: Belief, told: Told) -> Iterator[str]:
    proposal = one.proposal
    said = refusal(proposal, told.decisions)
    if said is not None:
        yield s.text(mark("Refused on {day}."), day=s.day(said.decided_at.date()))
    if proposal.action == "test" and proposal.estimate.more_posts is not None:
        yield s.plural(
            "{n} more post with it would settle it, if the effect is as large as it looks.",
            "{n} more posts with it would settle it, if the effect is as large as it looks.",
            proposal.estimate.more_posts,
        )
    if one.lack:
        yield lack(s, one.lack)
