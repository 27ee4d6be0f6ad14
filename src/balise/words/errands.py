"""What needs a hand, in a sentence, and what leads to where it is mended."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from balise.domain.errand import Code, Errand, Place
from balise.words.catalogue import mark
from balise.words.outlooks import chance

if TYPE_CHECKING:
    from balise.words.speech import Speech

_ONE: Mapping[Code, str] = {
    "job-failed": mark("Work that you asked for failed on {day}."),
    "strategy-broken": mark("The strategy has mistakes and cannot be used as it is."),
    "behind": mark("“{what}” is behind: the chance of reaching it is {p}."),
    "target-missed": mark("“{what}” was missed on {day}: see why before the next one."),
    "review": mark("The review is due: a period ended on {day}."),
    "no-strategy": mark("There is no strategy yet: say what success is, and by when."),
    "no-data": mark("No figures were brought in yet: chances rest on published ones."),
    "no-plan": mark("Nothing is planned yet: make a plan from the strategy."),
    "plan-ends": mark("The plan ends on {day}: make the next one."),
    "plan-older": mark("The strategy was changed on {day}, after the plan was made."),
    "figures-newer": mark("Figures came in on {day}, after the plan was made: plan again."),
    "unlearnt": mark("Figures came in on {day} that nothing was learnt from yet."),
}
_MANY: Mapping[Code, tuple[str, str]] = {  # the catalogue finds the plural by the singular
    "asked": (
        mark("{n} post for {day} is ready, and its approval is asked for."),
        "{n} posts from {day} on are ready, and their approval is asked for.",
    ),
    "back": (
        mark("{n} post for {day} came back with changes to make."),
        "{n} posts from {day} on came back with changes to make.",
    ),
    "approve-now": (
        mark("{n} post of the next two days waits for a yes, from {day}."),
        "{n} posts of the next two days wait for a yes, from {day}.",
    ),
    "approve": (
        mark("{n} post of the next two weeks waits for a yes, on {day}."),
        "{n} posts of the next two weeks wait for a yes, from {day}.",
    ),
    "write": (
        mark("{n} post of the next two weeks waits for its text, on {day}."),
        "{n} posts of the next two weeks wait for their text, from {day}.",
    ),
    "missed": (
        mark("{n} planned post did not come, on {day}."),
        "{n} planned posts did not come, the first on {day}.",
    ),
    "untold": (
        mark("Whether {n} objective will be reached cannot be told: figures are missing."),
        "Whether {n} objectives will be reached cannot be told: figures are missing.",
    ),
    "rows-lost": (
        mark("{n} row of the last files was left out."),
        "{n} rows of the last files were left out.",
    ),
    "doubts": (
        mark("{n} thing in the strategy is doubtful."),
        "{n} things in the strategy are doubtful.",
    ),
    "stale": (
        mark("No figures came in for {n} day, since {day}."),
        "No figures came in for {n} days, since {day}.",
    ),
}
WAYS: Mapping[Place, str] = {
    "calendar": mark("Open the calendar"),
    "strategy": mark("Open the strategy"),
    "import": mark("Bring figures in"),
    "findings": mark("See what was found"),
    "refine": mark("See what happened"),
    "refine-review": mark("Read the review"),
    "insights": mark("Open the insights"),
    "report": mark("Open the reports"),
}
URGENCIES: Mapping[int, str] = {1: mark("Now"), 2: mark("This week"), 3: mark("When you can")}


def errand(s: Speech, one: Errand) -> str:
    """Say what needs a hand.

    Examples
    --------
    >>> from datetime import date
    >>> from balise.domain.team import Right
    >>> from balise.words import Speech
    >>> late = Errand(
    ...     code="missed",
    ...     urgency=2,
    ...     place="refine",
    ...     needs=Right.INSPECT,
    ...     n=2,
    ...     day=date(2026, 11, 18),
    ... )
    >>> errand(Speech("en"), late)
    '2 planned posts did not come, the first on 18 November 2026.'
    """
    facts = {
        "what": one.what.replace("-", " ").replace("_", " "),
        "day": s.day(one.day) if one.day else "",
        "p": chance(s, one.p),
    }
    if one.code in _MANY:
        return s.plural(*_MANY[one.code], one.n, **facts)
    return s.text(_ONE[one.code], **facts)
