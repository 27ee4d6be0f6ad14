"""A planned post in the words of whoever makes it: for calendars and for reading."""

from __future__ import annotations

import math
from collections.abc import Iterator

from balise.domain.brief import Brief, Spec
from balise.domain.kpi import Kpi
from balise.domain.plan import Plan, Slot
from balise.handoff.load import Load
from balise.handoff.texts import clean, text_of
from balise.words import Speech, mark

STATES = {
    "planned": mark("planned"),
    "approved": mark("approved"),
    "published": mark("published"),
    "skipped": mark("skipped"),
}
Said = tuple[str, str]
"""A label, and what is said of it; a label alone is empty where the sentence needs none."""


def title(s: Speech, slot: Slot, brief: Brief | None) -> str:
    """Name a post in one line."""
    words = (brief.hook if brief else "") or slot.series or slot.pillar
    parts = [s.term("network", slot.network), s.term("kind", slot.kind), words]
    return " · ".join(" ".join(clean(one).split()) for one in parts if one)


def when(s: Speech, slot: Slot) -> str:
    """Say when a post is due, on the clock of its zone."""
    return f"{s.day(slot.local_at.date())}, {slot.local_at:%H:%M} ({slot.timezone})"


def lines(load: Load, slot: Slot) -> Iterator[Said]:
    """Say all that is known of a post, each with its label."""
    s, brief = load.speech, load.briefs.get(slot.slot_id)
    yield s.text(mark("Account:")), f"{s.term('network', slot.network)} @{clean(slot.account)}"
    if slot.slot_id in load.texts:
        yield s.text(mark("Text:")), text_of(load, slot, has_link=True)[0]
    yield from _briefed(s, brief) if brief else _bare(s, slot)
    yield from _figures(s, load.plan, slot)
    if reason := clean((brief.reason if brief else "") or slot.reason):
        yield s.text(mark("Why:")), reason


def _bare(s: Speech, slot: Slot) -> Iterator[Said]:
    if slot.pillar:
        yield s.text(mark("Pillar:")), clean(slot.pillar)
    if slot.cta:
        yield s.text(mark("Ask:")), clean(slot.cta)
    if slot.hashtags:
        yield s.text(mark("Hashtags:")), clean(" ".join(slot.hashtags))


def _briefed(s: Speech, brief: Brief) -> Iterator[Said]:
    said = (
        (mark("Goal:"), brief.goal),
        (mark("For:"), brief.audience),
        (mark("Pillar:"), brief.pillar),
        (mark("Angle:"), brief.angle),
        (mark("Hook:"), brief.hook),
        (mark("To film or lay out:"), "; ".join(brief.shots)),
        (mark("To fill in, in square brackets:"), ", ".join(brief.blanks)),
        (mark("Ask:"), brief.ask),
        (mark("Link:"), brief.link),
        (mark("Hashtags:"), " ".join(brief.hashtags)),
        (mark("Alternative text:"), brief.alt),
        *((mark("Asked by the network:"), _spec(s, spec)) for spec in brief.specs),
    )
    for label, words in said:
        if found := clean(words).strip():
            yield s.text(label), found


def _spec(s: Speech, spec: Spec) -> str:
    if not spec.title:
        return spec.text
    checked = s.text(mark("checked on {day}"), day=spec.checked) if spec.checked else ""
    return f"{spec.text} ({', '.join(filter(None, [spec.title, checked]))})"


def _figures(s: Speech, plan: Plan, slot: Slot) -> Iterator[Said]:
    kpi = next((one.kpi for one in plan.objectives if one.objective == slot.objective), "")
    if math.isfinite(slot.q50):
        yield (
            s.text(mark("Expected:")),
            s.text(
                mark("{middle} {unit}, between {low} and {high} in 9 of 10 such posts"),
                middle=figure(s, kpi, slot.q50),
                unit=s.counted(kpi) if kpi else "",
                low=figure(s, kpi, slot.q05),
                high=figure(s, kpi, slot.q95),
            ),
        )
    if slot.boost:
        yield (
            s.text(mark("Boost:")),
            s.number(slot.boost, 0 if slot.boost == int(slot.boost) else 2),
        )


def figure(s: Speech, kpi: str, value: float) -> str:
    """Write a figure in the unit of a KPI; small counts keep a decimal."""
    if kpi and Kpi(name=kpi, aggregate="total").natural == "rate":
        return s.percent(value, 1)
    return s.number(value, 0 if abs(value) >= 10 or value == int(value) else 1)  # noqa: PLR2004
