"""What no network sees, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from balise.words import Speech, capital, mark

if TYPE_CHECKING:
    from balise.report.outcomes import OutcomeAnswer, OutcomeFigure, OutcomePart
    from balise.report.values import Answers

TITLE = mark("What no network sees")
_BY = {
    "code": mark("by code: {parts}"),
    "campaign": mark("by campaign: {parts}"),
    "channel": mark("by channel: {parts}"),
    "origin": mark("by source: {parts}"),
}


def sentences(s: Speech, answers: Answers) -> tuple[str, ...]:
    """Tell each outcome, and what such figures do not tell."""
    if not answers.outcomes:
        return ()
    told = tuple(" ".join(_told(s, one)) for one in answers.outcomes)
    return (
        *told,
        s.text(
            "These figures are from your own tables. They tell what happened in that time, "
            "not that posts brought it about."
        ),
    )


def phrases(s: Speech, one: OutcomeAnswer) -> Iterator[str]:
    """Give what a sentence on an outcome says in figures, in its order."""
    yield from (_figure(s, figure, one) for figure in one.figures)
    yield from (_part(s, part) for part in one.parts)


def named(s: Speech, value: str, figure: float) -> str:
    """Write a figure of a table with its name; money carries its currency behind a point."""
    name, _, currency = value.partition(".")
    written = _amount(s, figure, currency, name)
    return s.text("{figure} {value}", figure=s.term("outcome", name), value=written)


def _told(s: Speech, one: OutcomeAnswer) -> Iterator[str]:
    figures = "; ".join(_figure(s, figure, one) for figure in one.figures)
    start, end = s.day(one.now.start), s.day(one.now.end)
    yield s.text(
        "{name}, {start} to {end}: {figures}.", name=one.name, start=start, end=end, figures=figures
    )
    if one.known < one.now.days:
        yield s.plural(
            "Known for {n} day of {all}.",
            "Known for {n} days of {all}.",
            one.known,
            all=s.number(one.now.days),
        )
    if one.known_before and not one.is_comparable:
        yield s.plural(
            "The period before is known for {n} day, so the two are not compared.",
            "The period before is known for {n} days, so the two are not compared.",
            one.known_before,
        )
    for dimension, parts in groupby(one.parts, lambda part: part.dimension):
        listed = "; ".join(_part(s, part) for part in parts)
        yield _sentence(s.text(_BY[dimension], parts=listed))


def _figure(s: Speech, figure: OutcomeFigure, one: OutcomeAnswer) -> str:
    name, _, currency = figure.value.partition(".")
    said = s.text(
        "{figure} {value}",
        figure=s.term("outcome", name),
        value=_amount(s, figure.now, currency, name),
    )
    about = [_answers(s, figure)] if figure.n is not None else []
    if figure.before is not None and one.known_before:
        before = _amount(s, figure.before, currency, name)
        about.append(s.text("before: {value}", value=before))
        change = _change(s, figure, one)
        about += [change] if change else []
    return f"{said} ({', '.join(about)})" if about else said


def _answers(s: Speech, figure: OutcomeFigure) -> str:
    counted = s.plural("{n} answer", "{n} answers", figure.n or 0)
    if figure.low is None or figure.high is None:
        return counted
    return s.text(
        "{low} to {high}, {answers}",
        low=s.number(figure.low, 1),
        high=s.number(figure.high, 1),
        answers=counted,
    )


def _change(s: Speech, figure: OutcomeFigure, one: OutcomeAnswer) -> str:
    """Write the change of a total; a mark has no such change, nor has what began at nothing."""
    if figure.value == "score" or not one.is_comparable:
        return ""
    if not figure.before or figure.now is None or figure.before < 0 or figure.now < 0:
        return ""
    return s.change(figure.now / figure.before)


def _part(s: Speech, part: OutcomePart) -> str:
    name, _, currency = part.value.partition(".")
    return s.text(
        "{name} {now} (before: {before})",
        name=part.name,
        now=_amount(s, part.now, currency, name),
        before=_amount(s, part.before, currency, name),
    )


def _amount(s: Speech, value: float | None, currency: str, name: str) -> str:
    if value is None:
        return s.text("not known")
    is_money = name in {"amount", "revenue"}
    digits = 0 if float(value).is_integer() else (2 if is_money else 1)
    written = s.number(value, digits)
    return f"{written}\u202f{currency}" if currency else written


def _sentence(said: str) -> str:
    return f"{capital(said)}."
