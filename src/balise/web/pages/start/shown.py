"""What a screen of the interview shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from django.http import QueryDict

from balise.report import roadmap_forms
from balise.report.roadmap_drawn import made as drawn
from balise.report.roadmap_words import title
from balise.strategy.answers import Answers, Background
from balise.strategy.questions import question
from balise.web.named import named
from balise.web.pages.start import fields
from balise.web.pages.start.people import People, manner, people, sent as sent_people, whom
from balise.web.pages.start.state import NAMES, SUMMARY, State, StuckError, before, step_of
from balise.web.pages.start.why import SHORT, WHY
from balise.words import Speech, mark

_TOLD = {"kpi": 9, "target": 1, "hours": 9, "accounts": 2}
"""How many of the sentences that a terminal shows are shown here too."""
_ASKED = {"voice": mark("How do you speak, and who are your competitors?")}
"""Questions that ask otherwise in a terminal."""
_SAID: Mapping[str, Callable[[Answers, Speech], str]] = {"audience": whom, "voice": manner}
_ONE = frozenset({"starter", "want", "kpi"})
_FIELDS = {
    "starter": "choices",
    "name": "text",
    "want": "choices",
    "kpi": "choices",
    "pillars": "choices",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An answer so far, and where it is changed."""

    name: str
    text: str
    address: str
    is_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """One question with its fields, and the way back."""

    name: str
    number: int
    all: int
    asked: str
    why: str
    told: tuple[str, ...]
    proposal: str
    is_one: bool
    options: list[fields.Option]
    rows: list[fields.Row]
    values: dict[str, str]
    people: People
    kept: list[tuple[str, str]]
    said: list[Said]
    back: str

    @property
    def template(self) -> str:
        """The template of its fields."""
        return f"start/{_FIELDS.get(self.name, self.name)}.html"

    def as_given(self, given: QueryDict, s: Speech) -> Screen:
        """Show the fields as they were sent."""
        sent = {key.removeprefix("is."): str(value) for key, value in given.items()}
        chosen, networks = given.getlist("is.text"), given.getlist("is.network")
        return replace(
            self,
            values={**self.values, **sent},
            people=sent_people(given, s),
            options=[replace(x, is_chosen=x.value in chosen) for x in self.options],
            rows=[
                replace(
                    x,
                    is_chosen=x.network in networks,
                    handle=sent.get(f"{x.network}.handle", ""),
                    followers=sent.get(f"{x.network}.followers", ""),
                    per_week=sent.get(f"{x.network}.per_week", ""),
                )
                for x in self.rows
            ],
        )


def screen(s: Speech, state: State, name: str, answers: Answers) -> Screen:
    """Make the screen of a question from the answers before it."""
    asked = question(name, answers, state.known)
    told = asked.told[: _TOLD.get(name, 0)]
    back = before(name)
    options = fields.options(name, answers, s)
    values = fields.values(name, answers, s)
    if name == "kpi" and not any(option.is_chosen for option in options):
        values["other"] = answers.kpi
    if name == "name" and name not in state.texts:
        values["text"] = state.brand
    return Screen(
        name=name,
        number=NAMES.index(name) + 1,
        all=len(NAMES),
        asked=s.text(_ASKED[name]) if name in _ASKED else asked.asked,
        why=s.text(WHY[name]),
        told=told,
        proposal=told_of(s, name, answers, state.known),
        is_one=name in _ONE,
        options=options,
        rows=fields.rows(answers, state.known, s) if name == "accounts" else [],
        values=values,
        people=people(answers, s),
        kept=kept(state, but=name),
        said=list(said(s, state, name)),
        back=state.address(back) if back else "",
    )


def kept(state: State, but: str = "") -> list[tuple[str, str]]:
    """List the answers that a form carries on."""
    of = [("brand", state.brand)] if state.brand else []
    return of + [(name, state.texts[name]) for name in NAMES if name in state.texts and name != but]


def said(s: Speech, state: State, here: str) -> Iterator[Said]:
    """List the questions, with the answers that there are."""
    for name in NAMES:
        is_said = name in state.texts
        text = _told(s, state, name) if is_said else ""
        yield Said(
            name=s.text(SHORT[name]),
            text=text,
            address=state.address(name) if is_said else "",
            is_here=name == here,
        )


def _told(s: Speech, state: State, name: str) -> str:
    try:
        answers = state.take(step_of(name), state.until(name), state.texts[name])
    except StuckError:
        return ""
    if name == "accounts":
        return ", ".join(
            f"{s.term('network', one.network)} {one.handle}".strip() for one in answers.accounts
        )
    if name == "pillars":
        return ", ".join(title(one) for one in answers.pillars)
    return told_of(s, name, answers, state.known)


def told_of(s: Speech, name: str, answers: Answers, known: Background) -> str:
    """Say an answer as people name things: what a terminal writes in codes is no sentence."""
    if name in _SAID:
        return _SAID[name](answers, s)
    return question(name, answers, known).proposal


def summary(s: Speech, state: State, answers: Answers) -> dict[str, object]:
    """Give what the answers make: the strategy in short, and what may be expected of it."""
    strategy, road = drawn(answers, state.known)
    return {
        "road": roadmap_forms.page(road, s.language),
        "findings": [named(s, s.finding(one)) for one in strategy.findings],
        "said": list(said(s, state, SUMMARY)),
        "kept": kept(state),
        "back": state.address(NAMES[-1]),
        "name": answers.name,
    }
