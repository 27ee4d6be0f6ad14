"""The objectives in sentences, a chart and a table."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from balise.domain.plan import Course
from balise.plan.forecast import NO_FIT
from balise.report import charts, outlook_words as words, shapes
from balise.report.blocks import Block, Row
from balise.report.figures import Figure, multipliers
from balise.report.names import capital, posts
from balise.report.roadmap_words import figure, title, unit
from balise.report.strategic.values import Aim, Strategic
from balise.words import Speech, mark

TITLE = mark("Will the objectives be reached?")
CAPTION = mark("Where each objective will stand at its date, against its target")
_METHOD = mark(
    "A forecast, not a promise: it goes on from what was read by then with the posts that are "
    "still planned. The true result lies within the interval 9 times in 10."
)
_COUNTS: Mapping[Course, str] = {
    "reached": mark("{n} reached"),
    "on course": mark("{n} on course"),
    "behind": mark("{n} behind"),
    "missed": mark("{n} missed"),
    "cannot tell": mark("{n} that cannot be told yet"),
}

_OVER = frozenset({"reached", "missed"})


def block(s: Speech, found: Strategic) -> Block:
    """Say where each objective stands."""
    said = (lead(s, found), *(one for aim in found.aims for one in sentences(s, aim)))
    return Block(
        title=s.text(TITLE),
        sentences=(*said, s.text(_METHOD)) if _drawn(found.aims) else said,
        columns=columns(s)[1:],
        rows=tuple(row(s, aim) for aim in found.aims),
    )


def lead(s: Speech, found: Strategic) -> str:
    """Count the objectives by their course, and say when that was told."""
    n = Counter(aim.told.course for aim in found.aims)
    counted = [s.text(said, n=s.number(n[course])) for course, said in _COUNTS.items() if n[course]]
    told = s.plural("{n} objective: {courses}.", "{n} objectives: {courses}.", len(found.aims),
                    courses=s.listed(counted))  # fmt: skip
    if found.told_at is None:
        return told
    return told + " " + s.text(mark("Told on {day}."), day=s.day(found.told_at))


def sentences(s: Speech, aim: Aim) -> Iterator[str]:
    """Say where one objective stands, by how many posts, and what is lacking to tell more."""
    told, one = aim.told, aim.objective
    counted = s.text(
        mark("So far: {figure}, from {posts}; {planned} more planned ({evidence})."),
        figure=so_far(s, aim),
        posts=posts(s, aim.behind),
        planned=s.number(aim.planned),
        evidence=sure(s, aim),
    )
    foreseen = words.between(s, one, told) if _can(aim) else ""
    said = (_course(s, aim), foreseen, counted, *words.lacks(s, told))
    yield s.text(
        mark("{name} – {told}"), name=title(one.name), told=" ".join(each for each in said if each)
    )


def _course(s: Speech, aim: Aim) -> str:
    """Say the course, and the chance where there is still something to hope or to fear."""
    told = aim.told
    if told.course in _OVER or not math.isfinite(told.p_reached):
        return s.text(mark("{course} ({target})."), course=capital(words.course(s, told)),
                      target=_target(s, aim))  # fmt: skip
    return s.text(
        mark("{course} ({target}), chance {chance}."),
        course=capital(words.course(s, told)),
        target=_target(s, aim),
        chance=chance(s, aim),
    )


def _target(s: Speech, aim: Aim) -> str:
    one = aim.objective
    return s.text(
        mark("{figure} {unit} by {day}"),
        figure=figure(s, one),
        unit=unit(s, one),
        day=s.day(aim.told.ends or one.ends),
    )


def columns(s: Speech) -> tuple[str, ...]:
    """Name the columns of the table, the objective's first."""
    return (
        s.text(mark("objective")),
        s.text(mark("target")),
        s.text(mark("so far")),
        s.text(mark("expected")),
        s.text("90% interval"),
        s.text(mark("chance")),
        s.text(mark("posts, and planned")),
        s.text("how sure"),
    )


def row(s: Speech, aim: Aim) -> Row:
    """Write one objective as a row."""
    told, one = aim.told, aim.objective
    can = _can(aim)
    return Row(
        label=s.text(
            mark("{name}: {unit} by {day}"),
            name=title(one.name),
            unit=unit(s, one),
            day=s.day(told.ends or one.ends),
        ),
        cells=(
            figure(s, one),
            so_far(s, aim),
            words.expected(s, one, told.q50) if can else "–",
            s.text(
                mark("{low} to {high}"),
                low=words.expected(s, one, told.q05),
                high=words.expected(s, one, told.q95),
            )
            if can
            else "–",
            chance(s, aim),
            f"{s.number(aim.behind)} + {s.number(aim.planned)}",
            sure(s, aim),
        ),
    )


def chance(s: Speech, aim: Aim) -> str:
    """Say the chance, or the course where nothing is left to hope or to fear."""
    told = aim.told
    if told.course in _OVER:
        return words.course(s, told)
    return words.chance(s, told.p_reached) if math.isfinite(told.p_reached) else "–"


def so_far(s: Speech, aim: Aim) -> str:
    """Write what was read already: levels are kept nowhere apart; what no post tells is not 0."""
    if not (aim.is_of_posts and aim.read):
        return s.text("not known")
    return words.expected(s, aim.objective, aim.told.published)


def sure(s: Speech, aim: Aim) -> str:
    """Say what kind of evidence a forecast is."""
    is_learnt = aim.is_of_posts and NO_FIT not in aim.told.lack.split()
    return s.term("evidence", "adjusted" if is_learnt else "descriptive")


def chart(s: Speech, found: Strategic) -> Figure | None:
    """Draw what is expected of each objective over its target."""
    drawn = _drawn(found.aims)
    if not drawn:
        return None
    bars = [_bar(s, aim) for aim in drawn]
    sentence = " ".join(said for aim in drawn for said in sentences(s, aim))
    return Figure(
        id="chart-objectives",
        spec=charts.intervals(bars, multipliers(s, bars, s.text(mark("the target"))), sentence),
        sentence=sentence,
        caption=s.text(CAPTION),
        columns=columns(s),
        rows=tuple(row(s, aim) for aim in found.aims),
    )


def _bar(s: Speech, aim: Aim) -> shapes.Bar:
    told = aim.told
    low, middle, high = (one / aim.objective.target for one in (told.q05, told.q50, told.q95))
    return shapes.Bar(
        label=title(aim.objective.name),
        said=chance(s, aim),
        low=max(low, shapes.NARROWEST),
        middle=max(middle, shapes.NARROWEST),
        high=max(high, shapes.NARROWEST),
        verdict="better" if low >= 1 else "worse" if high < 1 else "no clear difference",
        tip=" ".join(sentences(s, aim)),
    )


def _drawn(aims: Sequence[Aim]) -> list[Aim]:
    return [aim for aim in aims if _can(aim) and aim.objective.target > 0]


def _can(aim: Aim) -> bool:
    return all(map(math.isfinite, (aim.told.q05, aim.told.q50, aim.told.q95)))
