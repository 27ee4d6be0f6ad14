"""What the comments of a strategy say: why each choice, and where it comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from balise.domain.kpi import Kpi
from balise.domain.ranking import Ranked
from balise.strategy.answers import Answers, Holding
from balise.strategy.effort import HOURS, USUAL_HOURS
from balise.strategy.ranking_words import STANDINGS, ground
from balise.strategy.rhythm import Week
from balise.strategy.starter import OTHER, Starter
from balise.strategy.wants import WANTS
from balise.words import Speech, mark

_YOURS = mark("As you answered.")
_CODES = frozenset({"uses", "own_posts", "response_published", "no_link", "no_kind"})
"""The grounds that a comment has room for; `balise init` shows them all."""


def head(s: Speech, answers: Answers) -> str:
    """Say what the file is."""
    return s.text(
        mark(
            "Strategy of {name}, written by balise init on {day}. Each comment says why, and where "
            "it comes from: your answer, a starter, published figures, or our own default. Change "
            "what you know better; balise check tells every mistake with its line."
        ),
        name=answers.name,
        day=s.day(answers.made),
    )


def identity(s: Speech, starter: Starter) -> str:
    """Say where the sentence that sets it apart comes from."""
    return s.text(
        mark("The positioning is that of the starter “{title}”: say it in your own words."),
        title=starter.title,
    )


def objective(s: Speech, answers: Answers, starter: Starter, *, is_first: bool) -> str:
    """Say why this figure, and how it is counted."""
    told = [
        s.text(
            mark("You want: {want}. Counted by: {kpi}."),
            want=s.text(WANTS[answers.want].said),
            kpi=s.counted(answers.kpi),
        )
    ]
    if "target" in answers.said:
        told.append(s.text(mark("The figure and the date are yours.")))
    elif answers.baseline:
        told.append(s.text(mark("The figure is a fifth more than before: our proposal.")))
    else:
        told.append(
            s.text(mark("The figure is an example, not a forecast: replace it by what you need."))
        )
    measure, misses = proxy(s, answers.want, starter, is_first=is_first)
    if Kpi(name=answers.kpi, aggregate="total").source == "outcome":
        told += [measure, misses]
        told.append(
            s.text(
                mark(
                    "Note it in a table of day, count, amount and code, and read it with: balise "
                    "import {file} --outcome {name}. It counts all sources, unless a code or a "
                    "link ties it to a post."
                ),
                file=f"{answers.kpi.partition('.')[0]}.csv",
                name=answers.kpi.partition(".")[0],
            )
        )
    return " ".join(told)


def proxy(s: Speech, want: str, starter: Starter | None, *, is_first: bool) -> tuple[str, str]:
    """Say how success is counted, and what that does not see."""
    if starter is not None and is_first and starter.slug != OTHER:
        return starter.measure, starter.misses
    return s.text(WANTS[want].measure), s.text(WANTS[want].misses)


def leading(s: Speech, comment: str, above: str) -> str:
    """Say why an objective that leads to another is there."""
    told = s.text(mark("Leads to “{name}”; the figure is an example."), name=above)
    if not above:
        told = s.text(mark("What all of it is for in the end; the figure is an example."))
    return f"{comment} {told}".strip()


def audience(s: Speech, answers: Answers, starter: Starter, place: int) -> str:
    """Say where an audience comes from."""
    if place == 0 and "audience" in answers.said:
        return s.text(_YOURS)
    return s.text(mark("Proposed by the starter “{title}”."), title=starter.title)


def account(s: Speech, one: Holding, ranked: Ranked | None, answers: Answers) -> str:
    """Say why this network, and how sure that is."""
    told = []
    if ranked is not None:
        first = {each.code: each for each in reversed(ranked.reasons) if each.code in _CODES}
        said = [ground(each, s) for each in ranked.reasons if first.get(each.code) is each]
        told.append(
            s.text(
                mark("{name}: {standing} (chance to be among the best choice {chance})."),
                name=s.term("network", one.network),
                standing=s.text(STANDINGS[ranked.verdict]),
                chance=s.percent(ranked.p_kept),
            )
        )
        told += said[:3]
    if not one.handle:
        told.append(
            s.text(mark("The handle is a guess from the name: write that of your account here."))
        )
    rhythm = mark("The rhythm is what your {hours} hours a week come to.")
    told.append(s.text(rhythm, hours=plain(s, answers.hours)))
    return " ".join(told)


def pillar(s: Speech, comment: str, *, is_first: bool) -> str:
    """Say where the shares come from, once."""
    if not is_first:
        return comment
    told = s.text(mark("The pillars are those of the starter that you kept, their shares scaled."))
    return f"{told} {comment}".strip()


def themes(s: Speech, names: Sequence[str]) -> str:
    """Name the groups of past posts, which are not confirmed by anybody."""
    told = mark(
        "Your past posts fall into these groups by their words, for you to name as pillars "
        "(balise tag): {names}."
    )
    return s.text(told, names=", ".join(names))


def own_ask(s: Speech) -> str:
    """Say that a call to action is one of the brand's own."""
    return s.text(mark("Read in your past posts, in your words."))


def ask(s: Speech, row: Mapping[str, Any]) -> str:
    """Say what a call to action is for, and what its code tells."""
    told = s.text(mark("For the stage: {stage}."), stage=s.term("stage", row["stage"]))
    if row.get("code"):
        more = mark(
            "The code is no discount: whoever says it tells you that a post brought them. Note it."
        )
        return f"{told} {s.text(more)}"
    return told


def funnel(s: Speech) -> str:
    """Say where the shares of the stages come from."""
    return s.text(mark("The shares of the stages follow those of the pillars."))


def hashtags(s: Speech, answers: Answers) -> str:
    """Say where the tags come from."""
    if answers.hashtags:
        return s.text(mark("Your own tags; the pool is that of the starter."))
    return s.text(mark("The pool is that of the starter; add the tag of your brand."))


def capacity(s: Speech, answers: Answers, week: Week) -> str:
    """Say what a week holds."""
    each = ", ".join(
        f"{s.term('kind', kind)} {plain(s, HOURS.get(kind, USUAL_HOURS))}" for kind in week.pieces
    )
    return s.text(
        mark(
            "What {hours} hours a week come to, by our hours a piece ({each}): {spent} hours. "
            "Count your own for a week, then correct it."
        ),
        hours=plain(s, answers.hours),
        each=each,
        spent=plain(s, week.hours),
    )


def adaptation(s: Speech, kind: str) -> str:
    """Say why a piece serves several networks."""
    return s.text(
        mark("One piece ({kind}) for several networks: it counts once."), kind=s.term("kind", kind)
    )


def reserve(s: Speech, share: float) -> str:
    """Say what stays free."""
    return s.text(
        mark("{share} of the slots stay free for the unexpected."), share=s.percent(share)
    )


def voice(s: Speech, answers: Answers) -> str:
    """Say where the tone comes from."""
    if "voice" in answers.said:
        return s.text(mark("The tone as you answered; what is never said is the starter's."))
    return s.text(mark("Proposed by the starter: read it aloud, and change what is not you."))


def competitor(s: Speech) -> str:
    """Say what a competitor is for."""
    return s.text(mark("A public account to compare with, as you answered."))


def event(s: Speech, name: str, *, is_aim: bool) -> str:
    """Say which day an event has."""
    if is_aim:
        return s.text(mark("The day for which tickets are sold: the end of the objective."))
    said = mark("“{name}” is a proposal: set the day and the name, or take these lines out.")
    return s.text(said, name=name)


def review(s: Speech) -> str:
    """Say when the strategy is looked at again."""
    return s.text(mark("Once a month: what worked, what did not, and what to change here."))


def plain(s: Speech, value: float) -> str:
    """Write a figure with the digits that it has, two at most.

    Examples
    --------
    >>> [plain(Speech("en"), value) for value in (4.0, 1.5, 0.75)]
    ['4', '1.5', '0.75']
    """
    digits = next(n for n in (0, 1, 2) if n == 2 or round(value, n) == value)  # noqa: PLR2004
    return s.number(value, digits)
