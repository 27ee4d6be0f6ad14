"""The sentences of a brief."""

from __future__ import annotations

import math
from collections.abc import Sequence

from balise.domain.kpi import Kpi
from balise.domain.plan import Slot
from balise.domain.strategy import Audience, Objective, Strategy
from balise.plan.briefs_specs import EITHER, FILMED, SHOWN
from balise.words import Speech, capital, mark

_HOUR = 3600
_TEN = 10


def title(name: str) -> str:
    """Write a name of the file so that it can begin a sentence.

    Examples
    --------
    >>> title("covers-booked"), title("habitués")
    ('Covers booked', 'Habitués')
    """
    return capital(name.replace("-", " ").replace("_", " "))


def goal(s: Speech, slot: Slot, strategy: Strategy) -> str:
    """Say what the post serves, and what it should bring of it."""
    aim = next((one for one in strategy.objectives if one.name == slot.objective), None)
    if aim is None:
        return s.text(mark("No objective is named for this post."))
    said = s.text(
        mark("{name}: {target} {unit} by {day}."),
        name=title(aim.name),
        target=_amount(s, aim, aim.target),
        unit=s.text(mark("hours watched")) if _is_time(aim) else s.counted(aim.kpi),
        day=s.day(aim.ends),
    )
    return f"{said} {_expected(s, slot, aim)}"


def _expected(s: Speech, slot: Slot, aim: Objective) -> str:
    if aim.aggregate == "level":
        return s.text(mark("It is followed as a whole: no single post is credited with it."))
    if not all(map(math.isfinite, (slot.q05, slot.q50, slot.q95))):
        return _instead(s, slot)
    low, middle, high = (_amount(s, aim, value) for value in (slot.q05, slot.q50, slot.q95))
    return s.text(
        mark("Expected of this post: about {n}, and {low} to {high} in nine cases of ten."),
        n=middle,
        low=low,
        high=high,
    )


def _instead(s: Speech, slot: Slot) -> str:
    """Say that it cannot be told, and what can."""
    said = s.text(mark("What one post brings of it cannot be told yet."))
    if slot.stand_in is None:
        return said
    more = s.text(
        mark("Expected of {kpi}: about {n}, and {low} to {high} in nine cases of ten."),
        kpi=s.counted(slot.stand_in.kpi),
        n=s.number(slot.stand_in.q50),
        low=s.number(slot.stand_in.q05),
        high=s.number(slot.stand_in.q95),
    )
    return f"{said} {more}"


def _amount(s: Speech, aim: Objective, value: float) -> str:
    """Write a figure in the unit of an objective."""
    if Kpi(name=aim.kpi, aggregate=aim.aggregate).natural == "rate" and aim.target <= 1:
        return s.percent(value, 1)
    said = value / _HOUR if _is_time(aim) else value
    is_whole = said >= _TEN or float(said).is_integer()
    return s.number(said, 0 if is_whole else 1)


def _is_time(aim: Objective) -> bool:
    return aim.kpi == "watch_time_s"


def audience(s: Speech, slot: Slot, strategy: Strategy) -> str:
    """Say whom the post speaks to, and what they look for."""
    account = next((one for one in strategy.accounts if one.id == slot.account_id), None)
    its = (slot.audience,) if slot.audience else account.audiences if account else ()
    those = [one for one in strategy.audiences if not its or one.name in its]
    if len(those) == 1:
        return _person(s, those[0])
    if not those:
        return title(slot.audience)
    return title(s.listed([one.name for one in those])) + "."


def _person(s: Speech, one: Audience) -> str:
    told = []
    if one.ages:
        told.append(s.text(mark("{low} to {high} years old"), low=one.ages[0], high=one.ages[1]))
    told += [", ".join(each) for each in (one.countries, one.interests) if each]
    about = f" ({' · '.join(told)})" if told else ""
    needs = ", ".join(one.needs)
    looks = " " + s.text(mark("Looks for: {needs}."), needs=needs) if needs else ""
    return f"{title(one.name)}{about}.{looks}"


def pillar(s: Speech, slot: Slot, strategy: Strategy) -> str:
    """Say of which pillar the post is, at which stage, and which words are of it."""
    one = next((each for each in strategy.pillars if each.name == slot.pillar), None)
    stage = slot.stage or (one.stage if one and one.stage else "")
    named = [title(slot.pillar)] if slot.pillar else []
    named += [s.term("stage", stage)] if stage else []
    if not named:
        return ""
    head = f"{named[0]} ({named[1]})." if len(named) > 1 else f"{title(named[0])}."
    if one is None or not one.keywords:
        return head
    return f"{head} " + s.text(mark("Its words: {words}."), words=", ".join(one.keywords))


def ask(s: Speech, phrase: str, code: str) -> str:
    """Say what is asked, with the code that counts who follows it."""
    if not code:
        return phrase
    return s.text(mark("{phrase} – with the code {code}"), phrase=phrase, code=code)


def occasion(s: Speech, slot: Slot, strategy: Strategy) -> str:
    """Name the series, the event with its phase, or the own draft that a slot stands for."""
    said = []
    if slot.series:
        said.append(s.text(mark("Series “{name}”."), name=slot.series))
    if slot.event:
        event = next((one for one in strategy.events if one.name == slot.event), None)
        day = s.day(event.date) if event else ""
        said.append(
            s.text(mark("Event “{name}” of {day}."), name=slot.event, day=day)
            if day
            else s.text(mark("Event “{name}”."), name=slot.event)
        )
        if slot.phase:
            said.append(s.text(mark("Phase “{name}”."), name=slot.phase))
    if slot.draft:
        said.append(s.text(mark("Your own draft “{name}” stands here."), name=slot.draft))
    return " ".join(said)


def copies(s: Speech, slot: Slot, piece: Sequence[Slot]) -> str:
    """Say where else the same piece goes, and that its text is another there."""
    others = sorted(
        (one for one in piece if one.slot_id != slot.slot_id), key=lambda one: one.publish_at
    )
    if not others:
        return ""
    places = s.listed([_place(s, one) for one in others])
    return s.text(
        mark(
            "The same piece also goes to {places}. Adapt the text to each network: the same text "
            "is never published twice."
        ),
        places=places,
    )


def _place(s: Speech, slot: Slot) -> str:
    at = slot.local_at
    return s.text(
        mark("{network} ({day} at {time})"),
        network=s.term("network", slot.network),
        day=s.day(at.date()).rpartition(" ")[0],
        time=s.text("{h}:{m:02d}", h=at.hour, m=at.minute),
    )


def alt(s: Speech, kind: str) -> str:
    """Remind of the alternative text, in the way that suits what is shown."""
    if kind == "carousel":
        return s.text(mark("Alternative text for each picture: what is seen and why it matters."))
    if kind == "document":
        return s.text(
            mark("Alternative text for each page; a document of real text can be read aloud.")
        )
    if kind in FILMED or kind == "live":
        return s.text(mark("What only the picture shows is also said aloud or in the text."))
    if kind in SHOWN | EITHER:
        return s.text(mark("Alternative text: what is seen and why it matters, in a sentence."))
    return ""
