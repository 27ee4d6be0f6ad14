"""Calls to action: which are worth asking."""

from __future__ import annotations

from collections.abc import Iterator

from balise.domain.estimate import Estimate
from balise.domain.refinement import Belief
from balise.domain.strategy import CallToAction
from balise.refine.ground import Ground, belief, folded, shifted, unknown

_NONE = "none"
_STEP, _MOST = 0.1, 0.9


def asks(ground: Ground) -> Iterator[Belief]:
    """Hold each call to action against its posts, and name better ones it leaves out."""
    mix = ground.of("cta")
    found = {folded(level): level for level in mix}
    for one in ground.strategy.calls_to_action:
        yield _asked(ground, mix, one, found.get(folded(one.name)))
    ours = {folded(one.name) for one in ground.strategy.calls_to_action}
    for level, estimate in mix.items():
        if estimate.verdict == "better" and level != _NONE and folded(level) not in ours:
            yield _other(ground, mix, estimate)


def _asked(
    ground: Ground, mix: dict[str, Estimate], one: CallToAction, level: str | None
) -> Belief:
    estimate = mix[level] if level else unknown("cta", one.name)
    path = f"calls_to_action.{one.name}"
    lack = ground.lack(estimate)
    if ground.is_promising(estimate):
        gain, touched = _more(mix, estimate)
        return belief("cta", path, estimate, action="test", before=one.name, gain=gain,
                      touched=touched)  # fmt: skip
    if lack or estimate.verdict != "worse":
        return belief("cta", path, estimate, before=one.name, lack=lack)
    if lack := _needed(ground, one):
        return belief("cta", path, estimate, before=one.name, lack=lack)
    share = estimate.n / sum(e.n for e in mix.values())
    return belief("cta", path, estimate, action="stop", before=one.name, after="",
                  gain=shifted(mix, estimate.level, 0.0), touched=share)  # fmt: skip


def _other(ground: Ground, mix: dict[str, Estimate], estimate: Estimate) -> Belief:
    path = f"calls_to_action.{estimate.level}"
    if lack := ground.lack(estimate):
        return belief("cta", path, estimate, before="", lack=lack)
    gain, touched = _more(mix, estimate)
    return belief("cta", path, estimate, action="change", before="", after=estimate.level,
                  gain=gain, touched=touched)  # fmt: skip


def _more(mix: dict[str, Estimate], estimate: Estimate) -> tuple[float, float]:
    share = estimate.n / max(sum(e.n for e in mix.values()), 1)
    to = min(share + _STEP, max(share, _MOST))
    return shifted(mix, estimate.level, to), to - share


def _needed(ground: Ground, one: CallToAction) -> str:
    """Say why an ask stays though it is worse: its job is another, or something leans on it."""
    ours = ground.strategy
    aims = {aim.stage for aim in ours.objectives if aim.kpi == ground.kpi}
    if one.stage is not None and aims and one.stage not in aims:
        return "other-aim"
    leaned = {phase.cta for event in ours.events for phase in event.phases}
    others = [each for each in ours.calls_to_action if each != one]
    serves = {each.stage for each in others} | {each.stage for each in ours.pillars}
    is_last = one.stage is not None and one.stage in ours.funnel and one.stage not in serves
    return "needed" if one.name in leaned or is_last or not others else ""
