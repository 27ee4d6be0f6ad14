"""Whether a plan was kept, and whether its forecasts can be trusted, in words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from scipy.stats import binom

from balise.domain.plan import Slot
from balise.domain.refinement import Calibration, Execution, Fate, Fulfilment
from balise.report.names import posts
from balise.report.review.page import Astray, FateCount, Forecasts, Kept, Picture
from balise.report.roadmap_weeks import short
from balise.words import Speech, mark

ENOUGH = 20
SHOWN = 4
_FATES: dict[Fate, str] = {
    "posted": mark("as planned"),
    "moved": mark("at another time"),
    "changed": mark("with another format or request"),
    "missed": mark("not published"),
    "to come": mark("to come, or not read yet"),
}
_VERDICTS = {
    "kept": mark("Yes: they kept their word"),
    "too sure": mark("Not quite: they were too sure"),
    "too unsure": mark("Yes, and they could be surer"),
    "too high": mark("Not quite: they were too high"),
    "too low": mark("Not quite: they were too low"),
    "cannot tell": mark("Cannot tell yet"),
}
_MEANING = {
    "kept": mark("Results fell where the forecasts said, as often as they said."),
    "too sure": mark(
        "More results than promised fell far from the forecast: take its ranges wider."
    ),
    "too unsure": mark(
        "Results fell closer to the forecast than it promised: its ranges are wide."
    ),
    "too high": mark("Results fell below the forecast more often than chance allows."),
    "too low": mark("Results fell above the forecast more often than chance allows."),
}
_TONES = {"kept": "good", "too unsure": "good", "cannot tell": ""}


def kept(s: Speech, found: Execution) -> Kept:
    """Say whether the plan was kept."""
    counted = Counter(one.fate for one in found.fulfilments)
    whole = len(found.fulfilments)
    due = whole - counted["to come"]
    others = [one for one in found.fulfilments if one.fate not in {"posted", "to come"}]
    return Kept(
        figure=s.text(mark("{n} of {all}"), n=s.number(counted["posted"]), all=s.number(due))
        if due
        else "",
        unit=s.text(mark("posts published as planned"))
        if whole
        else s.text(mark("No post was planned for this period.")),
        fates=tuple(
            FateCount(
                code=fate.replace(" ", "-"),
                name=s.text(name),
                n=s.number(counted[fate]),
                share=counted[fate] / whole,
            )
            for fate, name in _FATES.items()
            if counted[fate]
        ),
        said=tuple(_brought(s, found)),
        astray=tuple(astray(s, one) for one in others[:SHOWN]),
        more=s.plural("and {n} more", "and {n} more", len(others) - SHOWN)
        if len(others) > SHOWN
        else "",
    )


def _brought(s: Speech, found: Execution) -> Iterator[str]:
    on = sum(math.isfinite(one.actual) for one in found.fulfilments)
    off = sum(math.isfinite(one.actual) for one in found.off_plan)
    for n, told, said, few in (
        (
            on,
            found.ratio,
            mark("On plan, a post brought {change} against what was expected ({between}, {n})."),
            mark("On plan: {n} with figures, too few to tell what they brought."),
        ),
        (
            off,
            found.off_ratio,
            mark("Beside the plan: {change} against what was expected ({between}, {n})."),
            mark("Beside the plan: {n} with figures, too few to tell what they brought."),
        ),
    ):
        if math.isfinite(told[0]):
            yield s.text(
                said,
                change=s.change(told[0]),
                between=s.text(
                    mark("from {low} to {high}"), low=s.change(told[1]), high=s.change(told[2])
                ),
                n=posts(s, n),
            )
        elif n:
            yield s.text(few, n=posts(s, n))


def moment(s: Speech, at: datetime, *, with_hour: bool) -> str:
    """Write a local moment of the period; its year stands above."""
    day = short(s.day(at.date()))
    if not with_hour:
        return day
    return s.text("{day} at {time}", day=day, time=s.text("{h}:{m:02d}", h=at.hour, m=at.minute))


def astray(s: Speech, one: Fulfilment) -> Astray:
    """Tell of a slot that went another way."""
    slot = one.slot
    planned = moment(s, slot.local_at, with_hour=True)
    return Astray(
        code=slot.network, day=planned, what=piece(s, slot), became=s.text(_FATES[one.fate])
    )


def piece(s: Speech, slot: Slot) -> str:
    """Name what was to be published, and where."""
    return s.text(
        mark("{kind} on {network}"),
        kind=s.term("kind", slot.kind),
        network=s.term("network", slot.network),
    )


def forecasts(s: Speech, found: Calibration) -> Forecasts:
    """Say whether forecasts can be trusted."""
    return Forecasts(
        verdict=s.text(_VERDICTS[found.verdict]),
        tone=_TONES.get(found.verdict, "bad"),
        said=tuple(_trusted(s, found)),
        picture=_picture(s, found) if found.n >= ENOUGH else None,
    )


def _trusted(s: Speech, found: Calibration) -> Iterator[str]:
    if found.n < ENOUGH:
        yield s.plural(
            "{n} result can be set against its forecast; {enough} are needed to tell.",
            "{n} results can be set against their forecasts; {enough} are needed to tell.",
            found.n,
            enough=ENOUGH,
        )
        return
    yield s.text(_MEANING[found.verdict])
    yield s.text(
        mark("Within the range that promised 90%: {share} of {n} (from {low} to {high})."),
        share=s.percent(found.kept90),
        n=s.plural("{n} result", "{n} results", found.n),
        low=s.percent(found.low),
        high=s.percent(found.high),
    )


def _picture(s: Speech, found: Calibration) -> Picture:
    """Draw counts with the band in which 9 bars of 10 lie where forecasts are honest."""
    even = found.n / len(found.bins)
    low, high = (float(binom.ppf(q, found.n, 1 / len(found.bins))) for q in (0.05, 0.95))
    top = max(*found.bins, high) * 1.08
    return Picture(
        bars=tuple(one / top for one in found.bins),
        counts=tuple(s.number(one) for one in found.bins),
        low=low / top,
        even=even / top,
        high=high / top,
        left=s.text(mark("far below the forecast")),
        right=s.text(mark("far above")),
        caption=s.text(
            mark(
                "Number of results. Honest forecasts give even bars: 9 in 10 end in the grey band."
            )
        ),
        alt=s.text(
            mark("Results by where they fell in the forecast, far below to far above: {counts}."),
            counts=", ".join(s.number(one) for one in found.bins),
        ),
    )
