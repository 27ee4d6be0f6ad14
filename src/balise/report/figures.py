"""Each chart of the page: its spec, the sentence that describes it, and its data as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from balise.domain.estimate import Estimate
from balise.report import charts, details as d, shapes, week_map
from balise.report.blocks import (
    Row,
    estimate_columns,
    estimate_rows,
    post_columns,
    post_rows,
)
from balise.report.names import amount, capital, clock, hours, level, of, posts, published
from balise.report.questions import WEEKDAYS
from balise.report.sources import Days, Link, OnePost, Source, of_estimate, of_moment
from balise.report.theme import Spec
from balise.report.values import Change, Growth, Head, Moment, PostResult, Ranking, Span
from balise.words import Speech

MOST = 16
"""The most rows of a chart; the table beneath has all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A chart with the sentence that says what it shows, and the table of its data."""

    id: str
    spec: Spec
    sentence: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def estimates(
    s: Speech, name: str, found: Sequence[Estimate], sentence: str, *, link: Link | None = None
) -> Figure | None:
    """Draw effects against the typical post: the best and the worst where there are many."""
    if not found:
        return None
    drawn = _ends(found)
    bars = [_bar(s, e, _href(of_estimate(e), link)) for e in drawn]
    return Figure(
        id=f"chart-{name}",
        spec=charts.intervals(bars, multipliers(s, bars), sentence),
        sentence=sentence,
        caption=s.text("Effects against a typical post, with their 90% intervals"),
        columns=(capital(s.term("factor", found[0].factor)), *estimate_columns(s)),
        rows=estimate_rows(s, found),
    )


def difference(
    s: Speech,
    changes: Sequence[tuple[str, Change]],
    sentence: str,
    *,
    source: Source | None = None,
    link: Link | None = None,
) -> Figure | None:
    """Draw the change between two periods; `source` names the posts of both."""
    if not changes:
        return None
    bars = [
        shapes.Bar(
            label=label,
            said=s.change(c.multiplier),
            low=c.low,
            middle=c.multiplier,
            high=c.high,
            verdict=c.verdict,
            tip=f"{label}: {between(s, c.low, c.high)}",
            href=_href(source, link),
        )
        for label, c in changes
    ]
    return Figure(
        id="chart-changed",
        spec=charts.intervals(bars, multipliers(s, bars, s.text("no change")), sentence),
        sentence=sentence,
        caption=s.text("Change from the period before, with its 90% interval"),
        columns=(
            s.text("comparison"),
            s.text("difference"),
            s.text("90% interval"),
            s.text("posts"),
            s.text("how sure"),
        ),
        rows=tuple(_change_row(s, label, c, source) for label, c in changes),
    )


def _change_row(s: Speech, label: str, c: Change, source: Source | None) -> Row:
    return Row(
        label=label,
        cells=(
            s.change(c.multiplier),
            between(s, c.low, c.high),
            s.text("{n} against {before}", n=s.number(c.n), before=s.number(c.n_before)),
            s.term("evidence", c.evidence),
        ),
        source=source,
        counted=2,
    )


def results(
    s: Speech,
    name: str,
    ranking: Ranking,
    head: Head,
    *,
    link: Link | None = None,
) -> Figure | None:
    """Draw posts against what was expected of each, best or worst."""
    found = ranking.best if name == "best" else ranking.worst
    if not found:
        return None
    rate, ends = head.format == "ratio", _scale(ranking)
    bars = [
        _result(s, p, head, label=str(place), href=_href(OnePost(uid=p.uid), link))
        for place, p in enumerate(found, 1)
    ]
    values = shapes.outcome_ticks(ends, rate=rate)
    ticks = shapes.Ticks(values=values, words=tuple(amount(s, v, head.format) for v in values))
    title = s.text("Best posts") if name == "best" else s.text("Worst posts")
    sentence = s.text(
        "{title}: what each brought, against the range expected of it, in {kpi}.",
        title=title,
        kpi=s.term("metric", head.kpi),
    )
    return Figure(
        id=f"chart-{name}",
        spec=charts.outcomes(bars, ticks, sentence, ends=ends, rate=rate),
        sentence=sentence,
        caption=title,
        columns=(s.text("post"), *post_columns(s)),
        rows=post_rows(s, found, head),
    )


def week(
    s: Speech, moments: Sequence[Moment], sentence: str, *, link: Link | None = None
) -> Figure | None:
    """Draw the hours of the week."""
    if not moments:
        return None
    blocks = list(dict.fromkeys(m.hour for m in moments))
    squares = [
        shapes.Square(
            row=WEEKDAYS.index(m.weekday),
            column=blocks.index(m.hour),
            n=m.n,
            sure=None if m.p_better is None else 2 * m.p_better - 1,
            is_clear=m.low is not None and m.high is not None and not m.low <= 1 <= m.high,
            tip=f"{_moment(s, m)}: {_effect(s, m)}",
            href=_href(of_moment(m), link) if m.n else "",
        )
        for m in moments
    ]
    days = [capital(s.term("weekday", day))[:3] for day in WEEKDAYS]
    starts = [clock(s, hours(block)[0]) for block in blocks]
    return Figure(
        id="chart-week",
        spec=week_map.week(squares, days, starts, sentence),
        sentence=sentence,
        caption=s.text("Posts and effect by day and hour, with 90% intervals"),
        columns=(s.text("moment"), s.text("posts"), s.text("against a typical post")),
        rows=tuple(
            Row(
                label=_moment(s, m),
                cells=(s.number(m.n), _effect(s, m)),
                source=of_moment(m),
                counted=0,
            )
            for m in moments
            if m.n
        ),
    )


def growth(s: Speech, grown: Growth, head: Head, span: Span | None) -> Figure | None:
    """Draw the followers of an account."""
    if len(grown.points) < 2:  # noqa: PLR2004 - a line has two ends
        return None
    sentence = f"{d.named(s, grown)}: {d.grown(s, grown, head)}"
    whole = Span(start=grown.points[0][0], end=grown.points[-1][0])
    shaded = span or whole
    line = shapes.Line(
        points=tuple((day.isoformat(), value) for day, value in grown.points),
        ends=(s.number(grown.points[0][1]), s.number(grown.points[-1][1])),
        colour=f"var(--{grown.network}, var(--accent))",
        shaded=(max(shaded.start, whole.start).isoformat(), whole.end.isoformat()),
    )
    return Figure(
        id=f"chart-growth-{grown.network}-{sum(grown.account.encode())}",
        spec=charts.growth(line, sentence),
        sentence=sentence,
        caption=d.named(s, grown),
        columns=(s.text("date"), s.term("metric", grown.basis)),
        rows=tuple(
            Row(
                label=s.day(day),
                cells=(s.number(value),),
                source=Days(
                    network=grown.network,
                    account=grown.account,
                    metric=grown.basis,
                    start=day if grown.basis == "followers" else whole.start,
                    end=day,
                ),
                counted=0,
            )
            for day, value in grown.points
        ),
    )


def _scale(ranking: Ranking) -> tuple[float, float]:
    """Find the ends of one scale that holds best and worst posts."""
    every = (*ranking.best, *ranking.worst)
    least = min((min(p.low, p.observed) for p in every), default=0.0)
    return max(least * 0.85, 1e-4), max(
        (max(p.high, p.observed) for p in every), default=1.0
    ) * 1.15


def _ends(found: Sequence[Estimate]) -> list[Estimate]:
    if len(found) <= MOST:
        return list(found)
    ordered = sorted(found, key=lambda e: -e.multiplier)
    kept = {id(e) for e in (*ordered[: MOST // 2], *ordered[-(MOST // 2) :])}
    return [e for e in found if id(e) in kept]


def _href(source: Source | None, link: Link | None) -> str:
    return link(source) if link and source else ""


def _bar(s: Speech, e: Estimate, href: str) -> shapes.Bar:
    name, verdict = capital(of(s, e)), s.term("verdict", e.verdict)
    return shapes.Bar(
        label=name,
        said=s.change(e.multiplier),
        low=e.low,
        middle=e.multiplier,
        high=e.high,
        verdict=e.verdict,
        tip=f"{name}: {between(s, e.low, e.high)}, {posts(s, e.n)}, {verdict}",
        href=href,
    )


def _result(s: Speech, p: PostResult, head: Head, *, label: str, href: str) -> shapes.Bar:
    return shapes.Bar(
        label=label,
        said=amount(s, p.observed, head.format),
        low=p.low,
        middle=p.observed,
        high=p.high,
        expected=p.expected,
        verdict="better" if p.ratio >= 1 else "worse",
        tip=f"{published(s, p)}: {d.result(s, p.observed, p.expected, head)}",
        href=href,
    )


def multipliers(s: Speech, bars: Sequence[shapes.Bar], one: str = "") -> shapes.Ticks:
    """Choose the marks of an axis of multipliers and name them; `one` names no difference."""
    values = shapes.interval_ticks(bars)
    typical = one or s.text("typical post")
    return shapes.Ticks(
        values=values, words=tuple(typical if v == 1 else s.change(v) for v in values)
    )


def between(s: Speech, low: float, high: float) -> str:
    """Write an interval of multipliers."""
    return s.text("{low} to {high}", low=s.change(low), high=s.change(high))


def _moment(s: Speech, m: Moment) -> str:
    return f"{capital(s.term('weekday', m.weekday))} {level(s, 'hour', m.hour)}"


def _effect(s: Speech, m: Moment) -> str:
    if m.multiplier is None or m.low is None or m.high is None:
        return s.text("no post")
    return s.text(
        "{change} (from {low} to {high}, {posts})",
        change=s.change(m.multiplier),
        low=s.change(m.low),
        high=s.change(m.high),
        posts=posts(s, m.n),
    )
