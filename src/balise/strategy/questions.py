"""The questions of the interview in words: what is asked, from what to choose, the proposal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from balise.domain.kpi import Kpi
from balise.domain.ranking import Ranked
from balise.strategy.answers import Answers, Background, Holding
from balise.strategy.draft_words import plain, proxy
from balise.strategy.interview import kpis, model, names_of_pillars, order_of, ranking
from balise.strategy.ranking_words import ORDERED, STANDINGS, ground, points, sentences
from balise.strategy.starter import OTHER, slugs, starter
from balise.strategy.wants import WANTS
from balise.words import Speech, mark

_SHOWN = 5
_REASONS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question as it is shown.

    `choices` are numbered from 1; `told` are reasons and what else helps to answer; `proposal` is
    what an empty answer takes.
    """

    asked: str
    choices: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    proposal: str = ""


def question(name: str, answers: Answers, known: Background) -> Question:
    """Ask a question, its proposal already among the answers.

    Examples
    --------
    >>> from datetime import date
    >>> begun = Answers.begun(language="en", today=date(2026, 11, 26))
    >>> question("hours", begun, Background()).proposal
    '8'
    """
    return _ASKED[name](Speech(answers.language), answers, known)


def _starter(s: Speech, answers: Answers, _known: Background) -> Question:
    every = [starter(slug, answers.language).title for slug in (*slugs(), OTHER)]
    return Question(
        asked=s.text(mark("What are you?")),
        choices=tuple(every),
        proposal=starter(answers.starter, answers.language).title,
    )


def _name(s: Speech, answers: Answers, _known: Background) -> Question:
    told = model(answers).suits
    return Question(asked=s.text(mark("What is it called?")), told=(told,), proposal=answers.name)


def _want(s: Speech, answers: Answers, _known: Background) -> Question:
    return Question(
        asked=s.text(mark("What do you want of your networks first of all?")),
        choices=tuple(s.text(WANTS[code].said) for code in order_of(answers)),
        proposal=s.text(WANTS[answers.want].said),
    )


def _kpi(s: Speech, answers: Answers, _known: Background) -> Question:
    one = model(answers)
    told = [
        s.text(
            mark("A type of objective “{type}” is usually followed by {kpi} ({source}, {year})."),
            type=_type(s, answers),
            kpi=s.counted(WANTS[answers.want].reference.kpi),
            source=WANTS[answers.want].reference.source_title,
            year=WANTS[answers.want].reference.year,
        )
    ]
    if Kpi(name=answers.kpi, aggregate="total").source == "outcome":
        measure, misses = proxy(s, answers.want, one, is_first=one.wants[0] == answers.want)
        told += [s.text(mark("No network sees that. A proxy:")) + " " + measure, misses]
    told.append(s.text(mark("Or the name of anything else that you count.")))
    return Question(
        asked=s.text(mark("What will you count?")),
        choices=tuple(s.counted(code) for code in kpis(answers)),
        told=tuple(told),
        proposal=s.counted(answers.kpi),
    )


def _type(s: Speech, answers: Answers) -> str:
    row = WANTS[answers.want].reference
    return row.label_fr if s.language == "fr" else row.label_en


def _target(s: Speech, answers: Answers, _known: Background) -> Question:
    is_rate = answers.target <= 1 and Kpi(name=answers.kpi, aggregate="total").natural == "rate"
    target = s.percent(answers.target, 1) if is_rate else plain(s, answers.target)
    said = s.text(mark("{target} by {day}"), target=target, day=s.day(answers.ends))
    told = [s.text(mark("It begins on {day}."), day=s.day(answers.starts))]
    if answers.baseline is not None:
        told.append(s.text(mark("Over the same time before: {n}."), n=plain(s, answers.baseline)))
    else:
        told.append(s.text(mark("The figure is an example. What was it before? Add: , 90 before")))
    return Question(
        asked=s.text(mark("How many, by when: {kpi}?"), kpi=s.counted(answers.kpi)),
        told=tuple(told),
        proposal=said,
    )


def _audience(s: Speech, answers: Answers, _known: Background) -> Question:
    ages = f"{answers.ages[0]}-{answers.ages[1]} " if answers.ages else ""
    return Question(
        asked=s.text(mark("For whom? Who they are, ages, countries")),
        told=(s.text(mark("Networks are ranked for these ages and countries.")),),
        proposal=f"{answers.people} {ages}{' '.join(answers.countries)}".strip(),
    )


def _hours(s: Speech, answers: Answers, _known: Background) -> Question:
    return Question(
        asked=s.text(mark("How many hours a week do you have for it, all together?")),
        told=(s.text(mark("A short video takes about 4 hours, an image 1.5, a text 1: ours.")),),
        proposal=plain(s, answers.hours),
    )


def _accounts(s: Speech, answers: Answers, known: Background) -> Question:
    order = ranking(answers, known)
    told = [sentences(order, s)[0], s.text(ORDERED)]
    told += [_place(s, one) for one in order.ranked[:_SHOWN]]
    told.append(
        s.text(
            mark(
                "Write each with its handle, followers and posts a week, - for unknown: instagram "
                "myshop 340 2, facebook - 120"
            )
        )
    )
    return Question(
        asked=s.text(mark("On which networks?")),
        told=tuple(told),
        proposal=", ".join(_holding(one) for one in answers.accounts),
    )


def _place(s: Speech, one: Ranked) -> str:
    """Say a network in a line: its points, how likely it is the first, and why."""
    first = {each.code: each for each in reversed(one.reasons)}
    codes = ("uses", "own_posts", "no_link", "at_work", "not_at_work", "response_published")
    said = [ground(first[code], s) for code in codes if code in first][:_REASONS]
    return s.text(
        mark("{name}: {points}, first with a chance of {first}; {standing}. {why}"),
        name=s.term("network", one.name),
        points=points(one, s),
        first=s.percent(one.p_first),
        standing=s.text(STANDINGS[one.verdict]),
        why=" ".join(said),
    )


def _holding(one: Holding) -> str:
    figures = [one.followers, one.per_week]
    words = [one.network, one.handle or "-", *("-" if x is None else f"{x:g}" for x in figures)]
    while len(words) > 1 and words[-1] == "-":
        words.pop()
    return " ".join(words)


def _pillars(s: Speech, answers: Answers, _known: Background) -> Question:
    one = model(answers)
    rows: list[Mapping[str, float | str]] = list(one.given["pillars"])
    choices = [
        s.text(
            mark("{name} ({share}, {stage}): “{idea}”"),
            name=row["name"],
            share=s.percent(float(row["share"])),
            stage=s.term("stage", str(row["stage"])),
            idea=next((idea.title for idea in one.ideas if idea.pillar == row["name"]), "…"),
        )
        for row in rows
    ]
    kept = [str(n) for n, x in enumerate(names_of_pillars(answers), 1) if x in answers.pillars]
    return Question(
        asked=s.text(mark("Which of these will you talk about? Keep what is true of you")),
        choices=tuple(choices),
        proposal=" ".join(kept),
    )


def _voice(s: Speech, answers: Answers, _known: Background) -> Question:
    said = (
        answers.tone,
        *answers.hashtags,
        *(f"{x.network}:{x.handle}" for x in answers.competitors),
    )
    return Question(
        asked=s.text(
            mark("How do you speak? Add your #hashtags, and competitors as network:handle")
        ),
        proposal=" ".join(said),
    )


_ASKED: Mapping[str, Callable[[Speech, Answers, Background], Question]] = {
    "starter": _starter,
    "name": _name,
    "want": _want,
    "kpi": _kpi,
    "target": _target,
    "audience": _audience,
    "hours": _hours,
    "accounts": _accounts,
    "pillars": _pillars,
    "voice": _voice,
}
