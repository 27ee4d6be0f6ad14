"""The pillars in sentences, a chart and a table."""

from __future__ import annotations

from collections.abc import Iterator

from balise.domain.audit import Share
from balise.report.auditing.tallies import is_off
from balise.report.blocks import Block, Row
from balise.report.figures import Figure, between
from balise.report.names import posts
from balise.report.roadmap_words import title
from balise.report.share_chart import Part, shares
from balise.report.strategic.values import Pillars, Theme
from balise.words import Speech, mark

TITLE = mark("Pillars: asked, planned, made, and how each did")
_MADE = mark("Share of posts of each pillar beside the share asked for, and how each did")


def block(s: Speech, found: Pillars) -> Block:
    """Say how each pillar did, and where what was made is not what was asked for."""
    return Block(title=s.text(TITLE), sentences=tuple(_said(s, found)))


def _said(s: Speech, found: Pillars) -> Iterator[str]:
    clear = [one for one in found.themes if one.did and one.did.verdict in {"better", "worse"}]
    yield " ".join(_did(s, one) for one in clear) or s.text(
        mark("No pillar stands clearly apart from a typical post.")
    )
    yield mixed(s, found)
    if planned := [one for one in found.themes if one.planned is not None]:
        yield s.text(
            mark("Planned for these days: {pillars}."),
            pillars=s.listed([_planned(s, one) for one in planned]),
        )
    few = [one for one in found.themes if one.did is None]
    if few:
        yield s.text(
            mark("Too few posts to tell how they did: {pillars}."),
            pillars=s.listed([title(one.name) for one in few]),
        )
    if found.untold:
        yield s.plural(
            "{n} post of the period has none of these pillars, as far as is known.",
            "{n} posts of the period have none of these pillars, as far as is known.",
            found.untold,
        )
    yield s.text(mark("How a pillar did is told of all posts, not of those of the period alone."))


def _did(s: Speech, one: Theme) -> str:
    did = one.did
    if did is None:
        return ""
    return s.text(
        mark("{pillar}: {change} against a typical post (from {low} to {high}, {posts}, "
             "{evidence})."),
        pillar=title(one.name),
        change=s.change(did.multiplier),
        low=s.change(did.low),
        high=s.change(did.high),
        posts=posts(s, did.n),
        evidence=s.term("evidence", did.evidence),
    )  # fmt: skip


def _planned(s: Speech, one: Theme) -> str:
    counted = f"{title(one.name)} {_counted(s, one.planned) if one.planned else ''}"
    if one.wanted is None:
        return counted
    return s.text(
        mark("{counted} for {wanted} asked"), counted=counted, wanted=s.percent(one.wanted)
    )


def mixed(s: Speech, found: Pillars) -> str:
    """Say which pillars were clearly made more or less often than was asked for."""
    if not found.told:
        return s.text(mark("No post of the period is known to have one of these pillars."))
    asked = [(one, one.wanted) for one in found.themes if one.wanted is not None]
    far = [(one, wanted) for one, wanted in asked if is_off(one.made, wanted, among=len(asked))]
    if not far:
        return s.text(
            mark("What was made is not clearly other than what the strategy asks for ({posts})."),
            posts=posts(s, found.told),
        )
    told = [
        s.text(
            mark("{pillar} {made} for {wanted} asked (from {low} to {high}, {n} of {of} posts)"),
            pillar=title(one.name),
            made=s.percent(one.made.share),
            wanted=s.percent(wanted),
            low=s.percent(one.made.low),
            high=s.percent(one.made.high),
            n=s.number(one.made.n),
            of=s.number(one.made.of),
        )
        for one, wanted in far
    ]
    return s.text(
        mark("Clearly not what the strategy asks for: {stages} ({evidence})."),
        stages=s.listed(told),
        evidence=s.term("evidence", "descriptive"),
    )


def mix(s: Speech, found: Pillars) -> Figure | None:
    """Draw the share of each pillar beside what was asked for."""
    if not found.told:
        return None
    sentence = mixed(s, found)
    return Figure(
        id="chart-pillar-shares",
        spec=shares([_part(s, one) for one in found.themes], sentence),
        sentence=sentence,
        caption=s.text(_MADE),
        columns=(
            s.text(mark("pillar")),
            s.text("asked for"),
            s.text(mark("planned")),
            s.text(mark("made")),
            s.text("90% interval"),
            s.text("against a typical post"),
            s.text("90% interval"),
            s.text("posts"),
            s.text("how sure"),
        ),
        rows=tuple(_mix_row(s, one) for one in found.themes),
    )


def _mix_row(s: Speech, one: Theme) -> Row:
    did = one.did
    return Row(
        label=title(one.name),
        cells=(
            s.percent(one.wanted) if one.wanted is not None else "–",
            _counted(s, one.planned) if one.planned else "–",
            _counted(s, one.made),
            _range(s, one.made),
            s.change(did.multiplier) if did else "–",
            between(s, did.low, did.high) if did else "–",
            s.number(did.n) if did else "–",
            s.term("evidence", did.evidence) if did else s.text("not enough posts"),
        ),
    )


def _part(s: Speech, one: Theme) -> Part:
    name = title(one.name)
    asked = s.text("asked: {share}", share=s.percent(one.wanted)) if one.wanted is not None else ""
    tip = f"{name}: {_counted(s, one.made)}, {_range(s, one.made)}"
    return Part(
        label=name,
        said=s.percent(one.made.share),
        share=one.made.share,
        low=one.made.low,
        high=one.made.high,
        wanted=one.wanted,
        tip="; ".join(each for each in (tip, asked) if each),
    )


def _counted(s: Speech, one: Share) -> str:
    return f"{s.percent(one.share)} ({s.number(one.n)}/{s.number(one.of)})"


def _range(s: Speech, one: Share) -> str:
    return s.text("{low} to {high}", low=s.percent(one.low), high=s.percent(one.high))
