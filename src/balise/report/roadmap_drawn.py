"""Answers -> a strategy and its road map: what takes longer to load than a question may wait."""

from __future__ import annotations

from balise.report.roadmap import Known, Roadmap, roadmap
from balise.strategy import Strategy
from balise.strategy.answers import Answers, Background
from balise.strategy.draft import draft
from balise.strategy.draft_words import proxy
from balise.strategy.interview import model, ranking
from balise.strategy.sketch import slug
from balise.words import Speech


def made(
    answers: Answers, known: Background, *, file: str = "strategy.toml", is_made_up: bool = False
) -> tuple[Strategy, Roadmap]:
    """Make the strategy and the road map of answers."""
    one, strategy = model(answers), draft(answers, known)
    measure, misses = proxy(
        Speech(answers.language), answers.want, one, is_first=one.wants[0] == answers.want
    )
    paces = {
        f"{x.network}:{x.handle or slug(answers.name)}": x.per_week
        for x in answers.accounts
        if x.per_week is not None
    }
    told = Known(
        made=answers.made,
        ideas=one.ideas,
        measure=measure,
        misses=misses,
        per_week=paces,
        own_posts=known.posts,
        guessed=tuple(x.network for x in answers.accounts if not x.handle),
        file=file,
        is_made_up=is_made_up,
    )
    return strategy, roadmap(strategy, ranking(answers, known), told)
