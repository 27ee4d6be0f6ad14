"""A road map in sentences: what its forms (terminal, page, PDF) print, in the reader's language."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from balise.domain.kpi import Kpi
from balise.domain.ranking import Capacity, Ranked
from balise.domain.strategy import STAGES, Audience, Objective, Strategy
from balise.report.names import capital
from balise.report.roadmap import Roadmap
from balise.report.roadmap_doubts import doubts, sources
from balise.report.roadmap_page import Ask, Beat, Goal, Page, People, Place, Step, Theme
from balise.report.roadmap_weeks import plainly, weeks
from balise.strategy.effort import hours_in
from balise.strategy.ranking_words import ORDERED, STANDINGS, ground, sentences
from balise.strategy.rhythm import pace
from balise.words import Speech, mark

_TWO_DIGITS = 10


def page(road: Roadmap, language: str) -> Page:
    """Say a road map."""
    s, identity = Speech(language), road.strategy.identity
    main = road.main
    return Page(
        language=s.language,
        name=identity.name,
        kicker=s.text(
            mark("Road map, {starts} to {ends}"), starts=s.day(main.starts), ends=s.day(main.ends)
        ),
        lead=identity.positioning,
        label=s.text(mark("Made-up data: this organisation does not exist."))
        if road.known.is_made_up
        else "",
        goal=_goal(s, road),
        people=tuple(people(s, road.strategy.audiences)),
        places=tuple(_places(s, road)),
        places_said=(*sentences(road.ranking, s)[:1], _kept(s, road), s.text(ORDERED)),
        themes=tuple(_themes(s, road)),
        asks=tuple(_asks(s, road)),
        beats=tuple(_beats(s, road)),
        beats_said=" ".join(
            said for said in (_effort(s, road), kept_free(s, road.strategy)) if said
        ),
        measure=tuple(_measure(s, road)),
        command=_command(road),
        misses=road.known.misses,
        doubts=tuple(doubts(s, road)),
        weeks=tuple(weeks(s, road)),
        weeks_said=s.text(
            mark(
                "A suggestion, laid out by the series, the pillars and the pace above: which day "
                "and hour do best is not known yet."
            )
        ),
        steps=tuple(_steps(s, road)),
        sources=sources(s, road),
        made=s.text(mark("Made with Balise on {day}."), day=s.day(road.known.made)),
    )


def title(name: str) -> str:
    """Write a name of the file as a heading.

    Examples
    --------
    >>> title("plan-your-visit"), title("habitués")
    ('Plan your visit', 'Habitués')
    """
    return capital(name.replace("-", " ").replace("_", " "))


def figure(s: Speech, aim: Objective) -> str:
    """Write the target in its unit."""
    if Kpi(name=aim.kpi, aggregate=aim.aggregate).natural == "rate" and aim.target <= 1:
        return s.percent(aim.target, 1)
    if aim.kpi == "watch_time_s":
        return s.number(aim.target / 3600)
    return s.number(aim.target, 0 if float(aim.target).is_integer() else 1)


def unit(s: Speech, aim: Objective) -> str:
    """Name what is counted."""
    if aim.kpi == "watch_time_s":
        return s.text(mark("hours watched"))
    return s.counted(aim.kpi)


def _goal(s: Speech, road: Roadmap) -> Goal:
    main = road.main
    way = sorted(road.aims, key=lambda aim: STAGES.index(aim.stage))
    return Goal(
        figure=figure(s, main),
        unit=unit(s, main),
        name=title(main.name),
        until=s.text(mark("by {day}"), day=s.day(main.ends)),
        asks=tuple(_demands(s, road)),
        way=tuple(
            Step(
                stage=capital(s.term("stage", aim.stage)),
                figure=figure(s, aim),
                unit=unit(s, aim),
                is_main=aim is main,
            )
            for aim in way
        ),
    )


def _demands(s: Speech, road: Roadmap) -> Iterator[str]:
    main = road.main
    if math.isfinite(road.per_week):
        yield s.text(
            mark("That asks {n} a week for {weeks} weeks."),
            n=plainly(s, round(road.per_week, 0 if road.per_week >= _TWO_DIGITS else 1)),
            weeks=s.number(max(1, round(road.weeks))),
        )
    if main.baseline is not None:
        before = figure_of(s, main, main.baseline)
        yield s.text(
            mark("Over the same time before: {before} ({change})."),
            before=before,
            change=s.change(main.target / main.baseline) if main.baseline else s.text("n/a"),
        )
    else:
        yield s.text(mark("What it was before is not known: note it before you begin."))


def figure_of(s: Speech, aim: Objective, value: float) -> str:
    """Write another figure in the unit of an objective."""
    return figure(s, replace(aim, target=value)) if value else s.number(0)


def people(s: Speech, audiences: Sequence[Audience]) -> Iterator[People]:
    """Say whom it is for."""
    for one in audiences:
        told = []
        if one.ages:
            told.append(
                s.text(mark("{low} to {high} years old"), low=one.ages[0], high=one.ages[1])
            )
        if one.countries:
            told.append(", ".join(one.countries))
        if one.interests:
            told.append(", ".join(one.interests))
        needs = ", ".join(one.needs)
        yield People(
            name=capital(one.name),
            about=" · ".join(told),
            needs=s.text(mark("Looks for: {needs}."), needs=needs) if needs else "",
        )


def _places(s: Speech, road: Roadmap) -> Iterator[Place]:
    widest = max((one.high for one in road.networks), default=1.0) or 1.0
    beats = {beat.account.network: beat for beat in road.beats}
    for one in road.networks:
        beat = beats.get(one.name)
        yield Place(
            code=one.name,
            name=s.term("network", one.name),
            low=one.low / widest,
            middle=one.score / widest,
            high=one.high / widest,
            score=s.number(one.score),
            first=s.percent(one.p_first),
            standing=s.text(STANDINGS[one.verdict]),
            there=_there(s, one),
            rhythm=plainly(s, round(beat.total, 1)) if beat else "",
            why=why(s, one) if beat else "",
            is_kept=beat is not None,
        )


def _kept(s: Speech, road: Roadmap) -> str:
    """Say which networks are on the map, and why these."""
    there = [one.network for one in road.strategy.accounts]
    names = s.listed([s.term("network", one) for one in there])
    hours = road.ranking.capacity
    spare = [s.term("network", x.name) for x in road.networks if x.name in there and _is_spare(x)]
    if spare:
        return s.text(
            mark(
                "On this map: {names}, as you have them. By this order you could do without: "
                "{spare}."
            ),
            names=names,
            spare=s.listed(spare),
        )
    if hours is None:
        return s.text(mark("On this map: {names}."), names=names)
    return s.text(
        mark(
            "On this map: {names}, which {hours} hours a week can hold; the ideas below are made "
            "for their formats."
        ),
        names=names,
        hours=plainly(s, hours),
    )


def _is_spare(one: Ranked) -> bool:
    return one.verdict == "drop"


def why(s: Speech, one: Ranked) -> str:
    """Give the figure that weighs most: own posts, else what is published of its use."""
    order = ("own_posts", "share_", "country_")
    found = (g for start in order for g in one.reasons if g.code.startswith(start))
    first = next(found, None)
    return ground(first, s) if first else ""


def _there(s: Speech, one: Ranked) -> str:
    used = next((each for each in one.reasons if each.code == "uses"), None)
    if used is None:
        return ""
    share, low, high = (float(used.params[name]) for name in ("share", "low", "high"))
    return s.text(
        mark("{share} ({low}–{high})"),
        share=s.percent(share),
        low=s.number(100 * low),
        high=s.percent(high),
    )


def _themes(s: Speech, road: Roadmap) -> Iterator[Theme]:
    for one in road.strategy.pillars:
        yield Theme(
            name=title(one.name),
            share=one.share or 0.0,
            said=s.percent(one.share) if one.share is not None else "",
            stage=s.term("stage", one.stage) if one.stage else "",
            ideas=tuple((s.term("kind", idea.kind), idea.title) for idea in road.ideas(one.name)),
        )


def _asks(s: Speech, road: Roadmap) -> Iterator[Ask]:
    for stage in STAGES:
        those = [one for one in road.strategy.calls_to_action if one.stage == stage]
        if not those:
            continue
        said = [f"“{one.phrases[0]}”" for one in those if one.phrases][:2]
        via = next((one.code or one.url for one in those if one.code or one.url), "")
        yield Ask(
            stage=capital(s.term("stage", stage)),
            phrases=" · ".join(s.text(mark("“{phrase}”"), phrase=each[1:-1]) for each in said),
            via=via,
        )


def _beats(s: Speech, road: Roadmap) -> Iterator[Beat]:
    for beat in road.beats:
        kinds = [
            f"{plainly(s, round(n, 2))} {s.term('kinds' if n > 1 else 'kind', kind)}"
            for kind, n in beat.kinds.items()
        ]
        now = "" if beat.now is None else s.text(mark("now {n}"), n=plainly(s, round(beat.now, 1)))
        yield Beat(
            code=beat.account.network,
            name=s.term("network", beat.account.network),
            total=s.text(mark("{n} a week"), n=plainly(s, round(beat.total, 1))),
            kinds=", ".join(kinds),
            now=now,
        )


def _effort(s: Speech, road: Roadmap) -> str:
    """Say what a week is made of, and what it takes."""
    made = road.strategy.capacity
    spent = hours_in(Capacity(pieces=made)) if made else None
    if not spent:
        return s.text(mark("No limit of the team is known: the pace is that of the accounts."))
    pieces = s.plural("{n} piece", "{n} pieces", max(1, round(sum(made.values()))))
    told = s.text(
        mark("{pieces} a week (posts: {posts}), {spent} hours by our hours a piece."),
        pieces=pieces,
        posts=plainly(s, round(road.posts, 1)),
        spent=plainly(s, spent),
    )
    if road.ranking.capacity is None:
        return told
    have = s.text(mark("You have {hours}."), hours=plainly(s, road.ranking.capacity))
    return f"{told} {have}"


def kept_free(s: Speech, strategy: Strategy) -> str:
    """Say why a plan has fewer posts a week than the team can make; empty where it has not."""
    week = pace(strategy)
    if round(week.free, 1) <= 0:
        return ""
    return s.text(
        mark(
            "Of {made} posts a week that the team can make, a plan fills {filled}: the strategy "
            "keeps {share} of each account free for the unexpected, in whole posts."
        ),
        made=plainly(s, round(week.made, 1)),
        filled=plainly(s, round(week.filled, 1)),
        share=s.percent(strategy.plan.reserve),
    )


def _measure(s: Speech, road: Roadmap) -> Iterator[str]:
    kpi = Kpi(name=road.main.kpi, aggregate=road.main.aggregate)
    if road.known.measure:
        yield road.known.measure
    if kpi.source == "outcome":
        yield s.text(
            mark(
                "A table of day, count, amount and code is enough. It counts all sources, unless a "
                "code or a link ties it to a post."
            )
        )
    elif not road.known.measure:
        yield s.text(mark("The networks count it: bring their exports in once a month."))


def _command(road: Roadmap) -> str:
    """Give the command that reads the table of an outcome."""
    kpi = Kpi(name=road.main.kpi, aggregate=road.main.aggregate)
    name = kpi.name.partition(".")[0]
    return f"balise import {name}.csv --outcome {name}" if kpi.source == "outcome" else ""


def _steps(s: Speech, road: Roadmap) -> Iterator[str]:
    if road.known.guessed:
        names = s.listed([s.term("network", one) for one in road.known.guessed])
        yield s.text(
            mark("Write the real handle for {names} in {file}; open what you do not have yet."),
            names=names,
            file=road.known.file,
        )
    if Kpi(name=road.main.kpi, aggregate=road.main.aggregate).source == "outcome":
        yield s.text(
            mark("Before the first post, begin to count: {unit}, a line a day, also today's."),
            unit=unit(s, road.main),
        )
    first = [one for one in road.first if one.idea is not None][:2]
    if first:
        named = s.listed(
            [s.text(mark("“{phrase}”"), phrase=one.idea.title) for one in first if one.idea]
        )
        yield s.text(
            mark("Make the first two pieces, {titles}, and publish the first on {day}."),
            titles=named,
            day=s.day(first[0].day),
        )
    yield s.text(
        mark(
            "After four weeks: balise import, then balise report: what cannot be told yet "
            "begins to be told."
        )
    )
