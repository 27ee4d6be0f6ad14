"""A brand beside its competitors, as a part of the page."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from balise.domain.audit import Share
from balise.report import charts, shapes
from balise.report.blocks import Row
from balise.report.competition import Competition, Gap, Party
from balise.report.competition_words import (
    NOT_CAUSAL,
    equal_said,
    left_out,
    rhythm_said,
    share_said,
    suggestions,
)
from balise.report.elements import figure, section, table
from balise.report.figures import Figure, multipliers
from balise.report.followers import Equal
from balise.report.markup import Markup, el
from balise.report.names import capital
from balise.report.sections import Part
from balise.report.share_chart import Part as Piece, shares
from balise.words import Speech, mark

TITLE = mark("How you stand beside your competitors")
NO_GAP = mark("No clear gap: what differs may be chance with so few posts.")
_FEW = 5


def competition(s: Speech, found: Competition, *, is_offline: bool = True) -> Part:
    """Show how a brand stands beside its competitors; how to begin where there are none.

    A report that is a file tells the command; a page has a button in its place.
    """
    if not found.rivals:
        return section("competitors", s.text(TITLE), *_none(s, is_offline=is_offline)), ()
    made = (_equals(s, found.equals), _gaps(s, found))
    drawn = tuple(each for each in made if each is not None)
    said = list(suggestions(s, found))
    none = s.text(NO_GAP)
    body: list[Markup] = [el("p", {"class": "soft"}, s.text(NOT_CAUSAL))]
    body.append(el("h3", {}, s.text("Engagement at equal follower size")))
    body += [el("p", {"class": "lead"}, equal_said(s, one)) for one in found.equals]
    body += [figure(s, each) for each in made[:1] if each is not None]
    body.append(el("p", {"class": "soft"}, " ".join(assumed(s, found))))
    body.append(el("h3", {}, s.text("What one does more than the other")))
    body += [figure(s, each) for each in made[1:] if each is not None]
    body.append(el("ul", {}, [el("li", {}, one) for one in said or [none]]))
    body.append(el("h3", {}, s.text("Side by side")))
    body.append(_side_by_side(s, found))
    return section("competitors", s.text(TITLE), *body), drawn


def _none(s: Speech, *, is_offline: bool) -> Iterator[Markup]:
    yield el("p", {"class": "lead"}, s.text("No posts of a competitor yet."))
    yield el(
        "p",
        {},
        s.text(
            "Note ten public posts of a competitor in a table, a quarter of an hour of work, and "
            "import it as theirs. They are kept apart from your own."
        ),
    )
    if is_offline:
        yield el("p", {}, el("code", {"class": "command", "tabindex": "0"}, _COMMAND))


_COMMAND = "balise competitors grid --out grid.csv"


def assumed(s: Speech, found: Competition) -> Iterator[str]:
    """Say what the comparison at equal size takes for granted, and what it left out."""
    yield s.text("Assumed: twice the followers bring 1.2 to 2.5 times the engagement.")
    yield from (said for one in found.equals if (said := left_out(s, one)))


def _equals(s: Speech, equals: Sequence[Equal]) -> Figure | None:
    bars = [bar for one in equals if (bar := _bar(s, one)) is not None]
    if not bars:
        return None
    known = [one for one in equals if one.multiplier is not None]
    sentence = " ".join(equal_said(s, one) for one in known)
    return Figure(
        id="chart-equals",
        spec=charts.intervals(bars, multipliers(s, bars, s.text("yours")), sentence),
        sentence=sentence,
        caption=s.text("Engagement per post at equal follower size, with 90% intervals"),
        columns=(
            s.text("competitor"), s.text("times yours"), s.text("90% interval"),
            s.text("their posts"), s.text("your posts"), s.text("how sure"),
        ),
        rows=tuple(
            Row(
                label=one.rival,
                cells=(
                    s.number(one.multiplier or 0.0, 2),
                    s.text(
                        "{low} to {high}",
                        low=s.number(one.low or 0.0, 2),
                        high=s.number(one.high or 0.0, 2),
                    ),
                    s.number(one.n),
                    s.number(one.n_own),
                    s.term("evidence", "descriptive"),
                ),
                low=one.low,
                middle=one.multiplier,
                high=one.high,
                verdict=_side(one),
            )
            for one in known
        ),
    )  # fmt: skip


def _bar(s: Speech, one: Equal) -> shapes.Bar | None:
    if one.multiplier is None or one.low is None or one.high is None:
        return None
    return shapes.Bar(
        label=one.rival,
        said=s.change(one.multiplier),
        low=one.low,
        middle=one.multiplier,
        high=one.high,
        verdict=_side(one),
        tip=equal_said(s, one),
    )


def _side(one: Equal) -> str:
    """Tell for whom it speaks: that they do better is worse for the brand."""
    is_more, is_less = (one.low or 0.0) > 1, (one.high or math.inf) < 1
    return "worse" if is_more else "better" if is_less else "no clear difference"


def _gaps(s: Speech, found: Competition) -> Figure | None:
    if not found.gaps:
        return None
    sides = [(gap, side) for gap in found.gaps for side in (gap.theirs, gap.ours)]
    sentence = " ".join(suggestions(s, found))
    return Figure(
        id="chart-gaps",
        spec=shares([_piece(s, gap, side) for gap, side in sides], sentence),
        sentence=sentence,
        caption=s.text("Share of posts of both sides, with 90% intervals"),
        columns=(
            s.text("habit"),
            s.text(mark("share of posts")),
            s.text("90% interval"),
            s.text("posts"),
        ),
        rows=tuple(
            Row(
                label=_piece(s, gap, side).label,
                cells=(s.percent(side.share), _range(s, side), f"{side.n}/{side.of}"),
            )
            for gap, side in sides
        ),
    )


def _piece(s: Speech, gap: Gap, side: Share) -> Piece:
    is_other = side is gap.theirs
    who = gap.rival if is_other else s.text("you")
    label = f"{_level(s, gap)} – {who}"
    return Piece(
        label=label,
        said=share_said(s, side),
        share=side.share,
        low=side.low,
        high=side.high,
        tip=f"{label}: {share_said(s, side)}, {_range(s, side)}",
        is_other=is_other,
    )


def _level(s: Speech, gap: Gap) -> str:
    if gap.factor == "kind":
        return capital(s.term("kind", gap.level))
    if gap.factor == "hashtag":
        return f"#{gap.level}"
    return gap.level or s.text("words of your positioning")


def _range(s: Speech, side: Share) -> str:
    return s.text("{low} to {high}", low=s.percent(side.low), high=s.percent(side.high))


def _side_by_side(s: Speech, found: Competition) -> Markup:
    parties = (found.own, *found.rivals)
    names = [s.text("{name} (you)", name=p.name) if p.is_own else p.name for p in parties]
    lines = (
        (s.text("Posts"), [s.number(p.n) for p in parties]),
        (s.text("Posts a week"), [rhythm_said(s, p) for p in parties]),
        (s.text("Formats"), [_habits(s, p.kinds, "kind") for p in parties]),
        (s.text("Pillars"), [_habits(s, p.pillars, "") for p in parties]),
        (s.text("Hashtags"), [_habits(s, p.hashtags, "hashtag") for p in parties]),
        (s.text("Positioning"), [_words(s, p) for p in parties]),
    )
    rows = [Row(label=label, cells=tuple(cells)) for label, cells in lines if any(cells)]
    return table(s.text("Side by side"), ("", *names), rows, is_plain=True)


def _words(s: Speech, party: Party) -> str:
    return share_said(s, party.words) if party.words else ""


def _habits(s: Speech, found: Sequence[Share], what: str) -> str:
    def name(habit: Share) -> str:
        if what == "kind":
            return capital(s.term("kind", habit.name))
        return f"#{habit.name}" if what == "hashtag" else habit.name

    return "; ".join(f"{name(one)} {share_said(s, one)}" for one in found[:_FEW] if one.n)
