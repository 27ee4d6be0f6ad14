"""The road map of a plan in sentences: what its forms print, in the reader's language."""

from __future__ import annotations

from balise.domain.plan import Plan
from balise.domain.ranking import Ranking
from balise.domain.strategy import Strategy
from balise.report.names import posts
from balise.report.planned import mix, proof
from balise.report.planned.calendar import calendar
from balise.report.planned.figures import forecasts
from balise.report.planned.goals import goals, needs
from balise.report.planned.learning import tests
from balise.report.planned.naming import accounts, days_of, ends_of
from balise.report.planned.rows import post_rows
from balise.report.planned.values import Goal, Page, Table
from balise.report.roadmap import Known
from balise.report.roadmap_words import people
from balise.words import Speech, mark


def page(
    plan: Plan,
    strategy: Strategy,
    *,
    language: str,
    ranking: Ranking | None = None,
    known: Known | None = None,
) -> Page:
    """Say a plan with the strategy that it serves.

    Parameters
    ----------
    plan, strategy
        What is planned, and what for.
    language
        `fr` or `en`.
    ranking
        The order of the networks, which gives the reason for each.
    known
        Whether it is made up, and the day on which the page is made; else that of the plan.
    """
    s = Speech(language)
    made = known.made if known else plan.provenance.made_at.date()
    told, drawn = tuple(goals(s, plan, strategy)), tuple(forecasts(s, plan, strategy))
    return Page(
        language=s.language,
        name=strategy.identity.name,
        kicker=_kicker(s, plan),
        lead=strategy.identity.positioning,
        about=_about(s, plan, strategy),
        label=_label(s) if known and known.is_made_up else "",
        goals=told,
        goals_said=_goals_said(s, told),
        people=tuple(people(s, strategy.audiences)),
        places=tuple(mix.places(s, plan, strategy, ranking)),
        places_said=mix.places_said(s, ranking),
        mixes=tuple(mix.mixes(s, plan, strategy)),
        mix_said=_mix_said(s, plan, strategy),
        calendar=calendar(s, plan, strategy),
        posts=_posts(s, plan, strategy),
        forecasts=drawn,
        forecast_said=_forecast_said(s, is_drawn=bool(drawn)),
        needs=tuple(needs(s, plan, strategy)),
        parts=(
            tests(s, plan, strategy),
            proof.proof(s, plan),
            proof.shortfalls(s, plan),
            proof.unknown(s, plan, strategy, ranking),
            proof.method(s, plan),
        ),
        made=s.text(mark("Made with Balise on {day}."), day=s.day(made)),
        made_on=made,
    )


def _label(s: Speech) -> str:
    return s.text(mark("Made-up data: this organisation does not exist."))


def _kicker(s: Speech, plan: Plan) -> str:
    starts, _ = days_of(plan)
    return s.text(
        mark("Plan and road map, {starts} to {ends}"),
        starts=s.day(starts),
        ends=s.day(ends_of(plan)),
    )


def _about(s: Speech, plan: Plan, strategy: Strategy) -> str:
    _, weeks = days_of(plan)
    those = accounts(plan, strategy)
    return " · ".join(
        (
            s.plural("{n} week", "{n} weeks", weeks),
            s.plural(mark("{n} account"), mark("{n} accounts"), len(those)),
            posts(s, len(plan.slots)),
            s.text(mark("made on {day}"), day=s.day(plan.provenance.made_at.date())),
        )
    )


def _goals_said(s: Speech, told: tuple[Goal, ...]) -> str:
    if not any(one.meter for one in told):
        return ""
    return s.text(
        mark(
            "The dot is what is expected, the bar holds it nine times in ten, the line across is "
            "the target."
        )
    )


def _mix_said(s: Speech, plan: Plan, strategy: Strategy) -> str:
    asks = [one for one in strategy.pillars if one.share is not None] or strategy.funnel
    if not plan.slots or not asks:
        return ""
    return s.text(
        mark(
            "Bars are what is planned, the line across is what the strategy asks; ten points more "
            "or less are within its rules."
        )
    )


def _forecast_said(s: Speech, *, is_drawn: bool) -> str:
    if is_drawn:
        return s.text(
            mark(
                "The line is what is expected by each day, the band holds it nine times in ten, "
                "the broken line is the target."
            )
        )
    return s.text(mark("No course can be drawn: what a post brings is not known yet."))


def _posts(s: Speech, plan: Plan, strategy: Strategy) -> Table:
    return Table(
        caption=s.text(mark("Every post of the plan")),
        columns=(
            s.text(mark("When")),
            s.text(mark("Account")),
            s.text(mark("Format")),
            s.text(mark("Pillar")),
            s.text(mark("Call to action")),
            s.text(mark("Hashtags")),
            s.text(mark("Expected")),
            s.text(mark("Why")),
        ),
        rows=tuple(
            (
                f"{one.day}, {one.time}",
                f"{one.network} · {one.account}" if one.account else one.network,
                one.kind,
                one.pillar or "–",
                one.cta or "–",
                one.hashtags or "–",
                one.expected,
                one.reason or "–",
            )
            for one in post_rows(s, plan, strategy)
        ),
    )
