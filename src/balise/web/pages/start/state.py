"""Where somebody is in the interview: all of it stands in the address, so nothing can be lost."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from balise.errors import AnswerError
from balise.strategy.answers import Answers, Background
from balise.strategy.interview import STEPS, Step, answered
from balise.workspace import local_zone

NAMES = tuple(step.name for step in STEPS)
SUMMARY = "summary"
LONGEST = 500
_NO_PLACE = re.compile(r"(?:Etc/)?(?:UTC|GMT|UCT|Zulu|Universal|Greenwich)")


@lru_cache(maxsize=1)
def nothing_known() -> Background:
    """Know the time zone of this computer, and nothing else; one object, by which rankings hold."""
    zone = local_zone()
    return Background(timezone="" if _NO_PLACE.fullmatch(zone) else zone)


class StuckError(Exception):
    """An answer on the way that cannot be used."""

    def __init__(self, name: str, error: AnswerError) -> None:
        self.name, self.error = name, error
        super().__init__(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The answers as they were given, by question.

    Parameters
    ----------
    language, today
        Of the strategy that is made, and the day on which it is.
    brand
        Whose strategy it is to be, where the brand is there already.
    """

    language: str
    texts: Mapping[str, str]
    brand: str = ""
    known: Background = field(default_factory=nothing_known, compare=False)
    today: date = field(default_factory=lambda: datetime.now(UTC).astimezone().date())

    def until(self, name: str) -> Answers:
        """Take the answers before a question, and what is proposed to it.

        Raises
        ------
        StuckError
            Where one of them cannot be used.
        """
        answers = self._begun()
        for step in STEPS:
            if step.name == name:
                return step.propose(answers, self.known)
            answers = self.take(step, answers, self.texts.get(step.name, ""))
        return answers

    def take(self, step: Step, answers: Answers, text: str) -> Answers:
        """Take one answer."""
        try:
            return answered(step, answers, text[:LONGEST], self.known)
        except AnswerError as error:
            raise StuckError(step.name, error) from error

    def having(self, name: str, text: str) -> State:
        """Put one answer in."""
        return replace(self, texts={**self.texts, name: text})

    def address(self, step: str, view: str = "start_strategy") -> str:
        """Write the address of a question, with all answers."""
        told = {name: self.texts[name] for name in NAMES if name in self.texts}
        of = {"brand": self.brand} if self.brand else {}
        return f"{reverse(view)}?{urlencode({**of, **told, 'step': step})}"

    def _begun(self) -> Answers:
        begun = Answers.begun(language=self.language, today=self.today)
        return replace(begun, timezone=self.known.timezone)


def texts_of(given: Mapping[str, Any]) -> dict[str, str]:
    """Take the answers out of an address or a form."""
    return {name: str(given[name])[:LONGEST] for name in NAMES if name in given}


def step_of(name: str) -> Step:
    """Find a question; one that does not exist is the first."""
    return next((step for step in STEPS if step.name == name), STEPS[0])


def before(name: str) -> str:
    """Name the question before; none before the first."""
    at = NAMES.index(name) if name in NAMES else len(NAMES)
    return NAMES[at - 1] if at else ""


def after(name: str) -> str:
    """Name the question that follows, or the summary."""
    at = NAMES.index(name) + 1
    return NAMES[at] if at < len(NAMES) else SUMMARY
