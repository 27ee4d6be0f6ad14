"""A plan against what was done and what it brought, in words."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from balise.domain.plan import Slot
from balise.domain.refinement import Execution, Fulfilment, PolicyValue
from balise.domain.strategy import Strategy
from balise.refine.policy import LEAST
from balise.report.answers import format_of
from balise.report.blocks import Row
from balise.report.names import amount, posts
from balise.report.refined.page import Other, Surprise
from balise.report.review.plan_words import astray, moment, piece
from balise.words import Speech, mark

OTHERS, SURPRISES = 8, 3
_LOW, _HIGH = 0.05, 0.95


def plan_said(s: Speech, found: Execution, *, has_plan: bool) -> str:
    """Say why nothing is told of a plan; empty where something is due."""
    if not has_plan:
        return s.text(mark("There is no plan to look back at yet. Make one: balise plan"))
    if not found.fulfilments:
        return s.text(mark("The plan asked for no post in these days."))
    if all(one.fate == "to come" for one in found.fulfilments):
        first = min(one.slot.local_at for one in found.fulfilments)
        return s.text(
            mark("Nothing of the plan is due yet, or read yet: its first post is of {day}."),
            day=s.day(first.date()),
        )
    return ""


def others(s: Speech, found: Execution) -> tuple[tuple[Other, ...], str]:
    """List what went another way, and count what is not listed."""
    every = [one for one in found.fulfilments if one.fate not in {"posted", "to come"}]
    more = len(every) - OTHERS
    said = s.plural("and {n} more", "and {n} more", more) if more > 0 else ""
    return tuple(_other(s, one) for one in every[:OTHERS]), said


def _other(s: Speech, one: Fulfilment) -> Other:
    said, at = astray(s, one), one.published_at
    if at is None or one.fate != "moved":
        return Other(day=said.day, what=said.what, became=said.became)
    local = at.astimezone(one.slot.local_at.tzinfo)
    became = s.text(
        mark("{became}: {moment}"), became=said.became, moment=moment(s, local, with_hour=True)
    )
    return Other(day=said.day, what=said.what, became=became)


def brought(s: Speech, found: Execution) -> tuple[Row, ...]:
    """Set results on plan and beside it against what was to be expected of the posts."""
    on = sum(math.isfinite(one.actual) for one in found.fulfilments)
    off = sum(math.isfinite(one.actual) for one in found.off_plan)
    every = (
        (s.text(mark("On plan")), found.ratio, on),
        (s.text(mark("Beside the plan")), found.off_ratio, off),
    )
    return tuple(
        _ratio(s, label, told, n) for label, told, n in every if all(map(math.isfinite, told))
    )


def _ratio(s: Speech, label: str, told: tuple[float, float, float], n: int) -> Row:
    middle, low, high = told
    verdict = "better" if low > 1 else "worse" if high < 1 else "no clear difference"
    between = s.text(mark("{low} to {high}"), low=s.change(low), high=s.change(high))
    return Row(
        label=label,
        cells=(s.change(middle), between, posts(s, n)),
        low=low,
        middle=middle,
        high=high,
        verdict=verdict,
    )


def beside_said(s: Speech, found: Execution) -> Iterator[str]:
    """Say how many posts came beside the plan, and what cannot be told of results."""
    on = sum(math.isfinite(one.actual) for one in found.fulfilments)
    off = sum(math.isfinite(one.actual) for one in found.off_plan)
    if found.fulfilments and not math.isfinite(found.ratio[0]):
        yield s.text(mark("On plan: {n} with figures, too few to tell what they brought."),
                     n=posts(s, on))  # fmt: skip
    if found.off_plan and not math.isfinite(found.off_ratio[0]):
        yield s.plural(
            "Beside the plan: {n} post, {figures} with figures, too few to tell what they brought.",
            "Beside the plan: {n} posts, {figures} with figures, too few to tell what they "
            "brought.",
            len(found.off_plan),
            figures=s.number(off),
        )


def surprises(
    s: Speech, found: Execution, kpis: Mapping[str, str]
) -> tuple[tuple[Surprise, ...], str]:
    """List results outside the range of their own forecast, and say what chance lets expect."""
    known = [one for one in found.fulfilments if math.isfinite(one.pit)]
    known.sort(key=lambda one: (one.pit, one.slot.slot_id))
    above = [one for one in reversed(known) if one.pit > _HIGH]
    below = [one for one in known if one.pit < _LOW]
    if not known:
        return (), ""
    said = s.text(
        mark("Of {all}, {n} fell outside the range that promised 90%; chance alone lets expect "
             "{chance}."),
        all=s.plural("{n} result", "{n} results", len(known)),
        n=s.number(len(above) + len(below)),
        chance=s.number(len(known) * (1 - _HIGH + _LOW), 0 if len(known) >= 100 else 1),  # noqa: PLR2004
    )  # fmt: skip
    listed = [*above[:SURPRISES], *below[:SURPRISES]]
    return tuple(
        _surprise(s, one, one.kpi or kpis.get(one.slot.objective, "")) for one in listed
    ), said


def _surprise(s: Speech, one: Fulfilment, kpi: str) -> Surprise:
    unit = format_of(kpi)
    actual = amount(s, one.actual, unit)
    if one.low != one.high and math.isfinite(one.low):
        actual = s.text(
            mark("{actual} at full age ({low} to {high})"),
            actual=actual,
            low=amount(s, one.low, unit),
            high=amount(s, one.high, unit),
        )
    return Surprise(
        day=moment(s, one.slot.local_at, with_hour=True),
        what=piece(s, one.slot),
        actual=actual,
        forecast=_forecast(s, one.slot, kpi),
        tone="good" if one.pit > _HIGH else "bad",
    )


def _forecast(s: Speech, slot: Slot, kpi: str) -> str:
    unit = format_of(kpi)
    low, middle, high = (amount(s, q, unit) for q in (slot.q05, slot.q50, slot.q95))
    return s.text(mark("forecast {middle} ({low} to {high})"), middle=middle, low=low, high=high)


def lots(s: Speech, found: PolicyValue | None, untold: tuple[str, ...]) -> Iterator[str]:
    """Say what weeks without lots would have brought, or why that is not told."""
    if found is None:
        yield s.text(mark(
            "Nothing was drawn by lot: what another plan would have brought cannot be told. "
            "“explore” in [plan] lets weeks be drawn at a cost that you set."
        ))  # fmt: skip
        return
    weeks = s.plural("{n} account week", "{n} account weeks", found.n)
    if not math.isfinite(found.value):
        yield s.text(
            mark(
                "Not told yet: what the weeks would have brought always as solved, without lots. "
                "That takes {least} effective account weeks left as drawn; these are worth {ess} "
                "({weeks} over, left as drawn and with results)."
            ),
            least=s.number(LEAST),
            ess=s.number(found.ess, 1),
            weeks=weeks,
        )
        return
    yield s.text(
        mark(
            "Always as solved, without lots, weeks would have brought {value} of what was expected "
            "({low} to {high}; {weeks}, worth {ess}; {evidence}). As drawn they brought "
            "{baseline} ({weeks})."
        ),
        value=s.percent(found.value),
        low=s.percent(found.low),
        high=s.percent(found.high),
        baseline=s.percent(found.baseline),
        weeks=weeks,
        ess=s.number(found.ess),
        evidence=s.term("evidence", "randomised"),
    )
    if untold:
        yield s.text(
            mark("Left out of what they brought, as no post tells it: {names}."),
            names=s.listed(untold),
        )


def untold(strategy: Strategy, told: Mapping[str, object]) -> tuple[str, ...]:
    """Name the objectives that posts do not tell, where they tell others."""
    return tuple(
        aim.name for aim in strategy.objectives if aim.aggregate != "level" and aim.kpi not in told
    )
