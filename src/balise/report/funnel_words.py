"""The funnel in sentences, charts and a table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from balise.report import charts, outcome_words, shapes
from balise.report.auditing.tallies import is_off
from balise.report.blocks import Row
from balise.report.figures import Figure, between, multipliers
from balise.report.funnel import Funnel, Rung
from balise.report.links import Counted
from balise.report.names import amount, capital, posts
from balise.report.share_chart import Part, shares
from balise.report.sources import NO_STAGE, Link, Posts
from balise.report.values import Head
from balise.words import Speech, mark

TITLE = mark("What each stage of the funnel brought")


def lead(s: Speech, found: Funnel) -> str:
    """Say which stages do clearly better or worse, or that none does."""
    if not found.told:
        return s.text(
            "No post is known to serve a stage of the funnel: none of them asks for something that "
            "is understood, and none has a pillar of the strategy."
        )
    clear = [rung for rung in found.rungs if rung.against and not _is_open(rung)]
    said = [against(s, rung) for rung in clear]
    if not said:
        said = [s.text("No stage stands out from the other posts of its accounts.")]
    return " ".join(said)


def against(s: Speech, rung: Rung) -> str:
    """Say what posts of a stage bring against the others."""
    c = rung.against
    if c is None:
        return s.text(
            "{stage}: not enough posts to tell ({posts}).",
            stage=_name(s, rung),
            posts=posts(s, rung.share.n),
        )
    return s.text(
        "{stage}: {change} against the other posts of the same accounts (from {low} to {high}, "
        "{posts}, {evidence}).",
        stage=_name(s, rung),
        change=s.change(c.multiplier),
        low=s.change(c.low),
        high=s.change(c.high),
        posts=posts(s, c.n),
        evidence=s.term("evidence", c.evidence),
    )


def counted(s: Speech, found: Funnel, rung: Rung) -> Iterator[Counted]:
    """Name the posts behind the figures of a sentence on a stage."""
    behind, c = source(found, rung), rung.against
    if c is not None:
        yield s.change(c.multiplier), behind
        yield (s.change(c.low), posts(s, c.n)), behind
    else:
        yield posts(s, rung.share.n), behind


def counted_mix(s: Speech, found: Funnel) -> list[Counted]:
    """Name the posts behind the shares of a sentence on all stages."""
    return [(s.percent(rung.share.share), source(found, rung)) for rung in found.rungs]


def untold(s: Speech, found: Funnel) -> list[Counted]:
    """Name the posts that are of no known stage."""
    start, end = _days(found)
    return [(s.number(found.untold), Posts(stage=NO_STAGE, start=start, end=end))]


def notes(s: Speech, found: Funnel) -> Iterator[str]:
    """Say what was left out, and what such figures do not tell."""
    for rung in found.rungs:
        if found.told and rung.against is None:
            yield against(s, rung)
    if found.untold:
        yield s.plural(
            "{n} post is of no known stage: it asks for nothing that is understood, and has no "
            "pillar with a stage.",
            "{n} posts are of no known stage: they ask for nothing that is understood, and have "
            "no pillar with a stage.",
            found.untold,
        )
    if any(rung.outcomes for rung in found.rungs):
        yield s.text(
            "These figures are from your own tables. They tell what happened in that time, "
            "not that posts brought it about."
        )
    yield s.text(
        "A stage is told by what a post asks for, else by its pillar, as the strategy says. Nobody "
        "drew which post served which stage: this is observed, not proven."
    )


def outcomes(s: Speech, rung: Rung) -> str:
    """Say what tables of one's own count for a stage; empty where none does."""
    told = [
        s.text("{name}: {figures}", name=one.name, figures="; ".join(outcome_words.phrases(s, one)))
        for one in rung.outcomes
    ]
    if not told:
        return ""
    return s.text("{stage} – {told}.", stage=_name(s, rung), told="; ".join(told))


def effects(s: Speech, found: Funnel, head: Head, link: Link | None = None) -> Figure | None:
    """Draw what posts of each stage bring against the others."""
    rungs = [(rung, rung.against) for rung in found.rungs if rung.against is not None]
    if not rungs:
        return None
    bars = [
        shapes.Bar(
            label=_name(s, rung),
            said=s.change(c.multiplier),
            low=c.low,
            middle=c.multiplier,
            high=c.high,
            verdict=c.verdict,
            tip=against(s, rung),
            href=link(source(found, rung)) if link else "",
        )
        for rung, c in rungs
    ]
    sentence = lead(s, found)
    return Figure(
        id="chart-funnel",
        spec=charts.intervals(bars, multipliers(s, bars, s.text("the other posts")), sentence),
        sentence=sentence,
        caption=s.text("What posts of each stage bring, with 90% intervals"),
        columns=(
            s.text("stage"),
            s.text("against the other posts"),
            s.text("90% interval"),
            s.text("posts"),
            s.text("{kpi}, typical post", kpi=s.term("metric", head.kpi)),
            s.text("{kpi}, total", kpi=s.term("metric", head.kpi)),
            s.text("how sure"),
        ),
        rows=tuple(_row(s, found, rung, head) for rung in found.rungs if rung.share.n),
    )


def mix(s: Speech, found: Funnel, link: Link | None = None) -> Figure | None:
    """Draw how posts divide among the stages, beside what the strategy asks for."""
    if not found.told:
        return None
    parts = [
        Part(
            label=_name(s, rung),
            said=s.percent(rung.share.share),
            share=rung.share.share,
            low=rung.share.low,
            high=rung.share.high,
            wanted=rung.wanted,
            tip=_tip(s, rung),
            href=link(source(found, rung)) if link and rung.share.n else "",
        )
        for rung in found.rungs
    ]
    sentence = _mixed(s, found)
    return Figure(
        id="chart-stages",
        spec=shares(parts, sentence),
        sentence=sentence,
        caption=s.text("How posts divide among the stages, with 90% intervals"),
        columns=(
            s.text("stage"), s.text("posts"), s.text(mark("share of posts")),
            s.text("90% interval"), s.text("asked for"),
        ),
        rows=tuple(_mix_row(s, found, rung) for rung in found.rungs if rung.share.n),
    )  # fmt: skip


def _mix_row(s: Speech, found: Funnel, rung: Rung) -> Row:
    return Row(
        label=_name(s, rung),
        cells=(
            s.number(rung.share.n),
            s.percent(rung.share.share),
            _range(s, rung),
            s.percent(rung.wanted) if rung.wanted is not None else "–",
        ),
        source=source(found, rung),
        counted=0,
    )


def source(found: Funnel, rung: Rung) -> Posts:
    """Name the posts of a stage."""
    start, end = _days(found)
    return Posts(stage=rung.stage, start=start, end=end)


def _days(found: Funnel) -> tuple[date | None, date | None]:
    return (found.span.start, found.span.end) if found.span else (None, None)


def _mixed(s: Speech, found: Funnel) -> str:
    said = s.listed([f"{_name(s, r)} {s.percent(r.share.share)}" for r in found.rungs])
    asked = [(r, r.wanted) for r in found.rungs if r.wanted is not None]
    far = [r for r, wanted in asked if is_off(r.share, wanted, among=len(asked))]
    told = s.text("Posts by stage: {said}.", said=said)
    if far:
        away = s.listed([_name(s, r) for r in far])
        told += " " + s.text(
            mark("Clearly not what the strategy asks for: {stages} ({evidence})."),
            stages=away,
            evidence=s.term("evidence", "descriptive"),
        )
    return told


def _row(s: Speech, found: Funnel, rung: Rung, head: Head) -> Row:
    c = rung.against
    return Row(
        label=_name(s, rung),
        cells=(
            s.change(c.multiplier) if c else "–",
            between(s, c.low, c.high) if c else "–",
            s.number(rung.share.n),
            amount(s, rung.typical, head.format) if rung.typical is not None else "–",
            amount(s, rung.total, head.format) if rung.total is not None else "–",
            s.term("evidence", c.evidence) if c else s.text("not enough posts"),
        ),
        low=c.low if c else None,
        middle=c.multiplier if c else None,
        high=c.high if c else None,
        verdict=c.verdict if c else "",
        source=source(found, rung),
        counted=2,
    )


def _tip(s: Speech, rung: Rung) -> str:
    said = f"{_name(s, rung)}: {s.percent(rung.share.share)} ({_range(s, rung)}, "
    said += f"{posts(s, rung.share.n)})"
    if rung.wanted is None:
        return said
    return said + "; " + s.text("the strategy asks for {share}", share=s.percent(rung.wanted))


def _range(s: Speech, rung: Rung) -> str:
    return s.text("{low} to {high}", low=s.percent(rung.share.low), high=s.percent(rung.share.high))


def _is_open(rung: Rung) -> bool:
    return rung.against is None or rung.against.verdict not in {"better", "worse"}


def _name(s: Speech, rung: Rung) -> str:
    return capital(s.term("stage", rung.stage))
