"""The fields of a question, and the answer that they make: the text that the interview takes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.http import QueryDict

from balise.domain.kpi import Kpi
from balise.domain.ranking import Ranked
from balise.strategy import interview
from balise.strategy.answers import Answers, Background
from balise.strategy.draft_words import plain
from balise.strategy.ranking_words import STANDINGS, ground, points
from balise.strategy.starter import OTHER, slugs, starter
from balise.strategy.wants import WANTS
from balise.web.pages.start.people import codes, rivals_of
from balise.words import Speech, mark

_BLANKS = re.compile(r"[\s\u00a0\u202f']+")
_REASONS = ("uses", "own_posts", "no_link", "no_kind")


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One of several to choose from."""

    value: str
    title: str
    about: str = ""
    is_chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A network to choose, with what is known of the account there.

    `score` is what orders them, its interval within; `first` is the chance of being the first.
    """

    network: str
    name: str
    score: str
    first: str
    standing: str
    why: str
    is_chosen: bool
    handle: str
    followers: str
    per_week: str


def options(name: str, answers: Answers, s: Speech) -> list[Option]:
    """List what can be chosen at a question; nothing where it is written."""
    made = _OPTIONS.get(name)
    return list(made(answers, s)) if made else []


def _starters(answers: Answers, _s: Speech) -> Iterator[Option]:
    for slug in (*slugs(), OTHER):
        one = starter(slug, answers.language)
        chosen = slug == answers.starter
        yield Option(value=slug, title=one.title, about=one.suits, is_chosen=chosen)


def _wants(answers: Answers, s: Speech) -> Iterator[Option]:
    for code in interview.order_of(answers):
        yield Option(value=code, title=s.text(WANTS[code].said), is_chosen=code == answers.want)


def _kpis(answers: Answers, s: Speech) -> Iterator[Option]:
    seen = mark("The networks count it, and their exports hold it.")
    unseen = mark("No network sees it: you note it down, or a tracked link counts it.")
    for code in interview.kpis(answers):
        is_unseen = Kpi(name=code, aggregate="total").source == "outcome"
        yield Option(
            value=code,
            title=s.counted(code),
            about=s.text(unseen if is_unseen else seen),
            is_chosen=code == answers.kpi,
        )


def _pillars(answers: Answers, s: Speech) -> Iterator[Option]:
    one = interview.model(answers)
    for number, row in enumerate(one.given["pillars"], 1):
        idea = next((each.title for each in one.ideas if each.pillar == row["name"]), "")
        share = s.percent(float(row["share"]))
        stage = s.term("stage", str(row["stage"]))
        about = s.text(
            mark("{share} of the posts, for {stage}. Such as “{idea}”"),
            share=share, stage=stage, idea=idea,
        )  # fmt: skip
        chosen = row["name"] in answers.pillars
        yield Option(value=str(number), title=row["name"], about=about, is_chosen=chosen)


_OPTIONS: Mapping[str, Callable[[Answers, Speech], Iterator[Option]]] = {
    "starter": _starters,
    "want": _wants,
    "kpi": _kpis,
    "pillars": _pillars,
}


def rows(answers: Answers, known: Background, s: Speech) -> list[Row]:
    """List the networks, best first, those that are proposed or were chosen marked."""
    held = {one.network: one for one in answers.accounts}
    made = []
    for one in interview.ranking(answers, known).ranked:
        mine = held.get(one.name)
        made.append(
            Row(
                network=one.name,
                name=s.term("network", one.name),
                score=points(one, s),
                first=s.percent(one.p_first),
                standing=s.text(STANDINGS[one.verdict]),
                why=_why(one, s),
                is_chosen=mine is not None,
                handle=mine.handle if mine else "",
                followers=_figure(s, mine.followers if mine else None),
                per_week=_figure(s, mine.per_week if mine else None),
            )
        )
    return made


def _why(one: Ranked, s: Speech) -> str:
    first = {each.code: each for each in reversed(one.reasons)}
    return " ".join(ground(first[code], s) for code in _REASONS if code in first)


def _figure(s: Speech, value: float | None) -> str:
    return "" if value is None else plain(s, value)


def values(name: str, answers: Answers, s: Speech) -> dict[str, str]:
    """Give what stands in the fields of a question: what is proposed, or was answered."""
    if name == "target":
        kpi = Kpi(name=answers.kpi, aggregate="total")
        is_rate = answers.target <= 1 and kpi.natural == "rate"
        figure = s.percent(answers.target, 1) if is_rate else plain(s, answers.target)
        before = _figure(s, answers.baseline)
        return {"figure": figure, "ends": answers.ends.isoformat(), "before": before}
    if name == "audience":
        ages = answers.ages or ("", "")
        return {"people": answers.people, "from": str(ages[0]), "to": str(ages[1])}
    if name == "voice":
        return {"tone": answers.tone, "tags": " ".join(answers.hashtags)}
    own = {"name": answers.name, "hours": plain(s, answers.hours)}
    return {"text": own.get(name, "")}


def text_of(name: str, given: QueryDict) -> str:
    """Put the fields of a question together as one writes an answer in a terminal."""
    made = _TEXTS.get(name, _line)
    return made(given)


def _field(given: QueryDict, name: str) -> str:
    return str(given.get(f"is.{name}", "")).strip()


def _line(given: QueryDict) -> str:
    return _field(given, "text")


def _kpi(given: QueryDict) -> str:
    return _field(given, "other") or _field(given, "text")


def _target(given: QueryDict) -> str:
    figure, ends, before = (_field(given, name) for name in ("figure", "ends", "before"))
    if not (figure or ends or before):
        return ""
    was = f", {_BLANKS.sub('', before)} before" if before else ""
    return f"{_BLANKS.sub('', figure)} by {ends}{was}"


def _audience(given: QueryDict) -> str:
    people, youngest, oldest = (_field(given, name) for name in ("people", "from", "to"))
    ages = f"{youngest}-{oldest}" if youngest or oldest else ""
    return " ".join(part for part in (people, ages, codes(given)) if part)


def _accounts(given: QueryDict) -> str:
    said = []
    for network in given.getlist("is.network"):
        handle = _field(given, f"{network}.handle")
        figures = (_field(given, f"{network}.{name}") for name in ("followers", "per_week"))
        words = [network, handle or "-", *(_BLANKS.sub("", each) or "-" for each in figures)]
        while len(words) > 1 and words[-1] == "-":
            words.pop()
        said.append(" ".join(words))
    return "; ".join(said)


def _many(given: QueryDict) -> str:
    return " ".join(given.getlist("is.text"))


def _voice(given: QueryDict) -> str:
    tags = " ".join(
        f"#{tag.lstrip('#')}" for tag in _field(given, "tags").replace(",", " ").split()
    )
    return " ".join(x for x in (_field(given, "tone"), tags, rivals_of(given)) if x)


_TEXTS: Mapping[str, Callable[[QueryDict], str]] = {
    "kpi": _kpi,
    "target": _target,
    "audience": _audience,
    "accounts": _accounts,
    "pillars": _many,
    "voice": _voice,
}
