"""Where an objective stands, what is lacking to tell it, and what it would take: in sentences."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from balise.domain.kpi import SHARES
from balise.words.catalogue import mark
from balise.words.speech import capital

if TYPE_CHECKING:
    from balise.domain.plan import Need, Outlook
    from balise.words.speech import Speech

_SMALL, _FEW = 10, 100
_SURE = 0.01

COURSES = {
    "reached": mark("Reached: {kpi} at {figure}, for a target of {target}."),
    "on course": mark(
        "On course: {kpi} at {q50} by {day}, and between {q05} and {q95} nine times in ten. "
        "Chance of reaching {target}: {p}."
    ),
    "behind": mark(
        "Behind: {kpi} at {q50} by {day}, and between {q05} and {q95} nine times in ten. "
        "Chance of reaching {target}: {p}."
    ),
    "missed": mark("Missed: {kpi} at {q50} on {day}, for a target of {target}."),
}
CANNOT_TELL = mark("Cannot tell yet whether {kpi} will reach {target} by {day}.")
RANGE = mark(
    "Published figures of other accounts of this size give between {q05} and {q95} by {day}: "
    "what is usual, and no forecast."
)
LACKS = {
    "no-fit": mark(
        "No published post with {kpi} has been learnt from: import figures that have it, and it "
        "can be told."
    ),
    "no-posts": mark("No post is published or planned between {starts} and {day}."),
    "no-readings": mark("Too few readings of {kpi}: it takes {n} more, on other days."),
    "several-accounts": mark(
        "{kpi} counts people, and one may be counted on several accounts: it is never added up. "
        "Aim at one account."
    ),
    "no-days": mark("Too few days of {kpi} are known: it takes {n} more."),
    "not-credited": mark(
        "Carried on from the days that its table tells of: no post is credited with it, and more "
        "posts need not bring more."
    ),
    "no-history": mark(
        "What was published before the plan is not known here, and not counted: the result may be "
        "higher."
    ),
    "unseen": mark("Posts on {networks} are not counted: no figure of {kpi} was ever read there."),
}
NEEDS = {
    "posts": mark("Publishing {n} more a week, of the same kinds, would do: chance {p}."),
    "network": mark("Publishing {n} more a week on {network} would do: chance {p}."),
    "format": mark("{format} for {share} of the posts to come would do: chance {p}."),
    "budget": mark("Boosting posts for {money} would do: chance {p}."),
    "target": mark("{kpi}: a target of {amount} has an even chance."),
}
SHORT = {
    "posts": mark("Publishing {n} more a week, of the same kinds, would not do: chance {p}."),
    "network": mark("Publishing {n} more a week on {network} would not do: chance {p}."),
    "format": mark("{format} for {share} of the posts to come would not do: chance {p}."),
    "budget": mark("Boosting posts for {money} would not do: chance {p}."),
    "target": NEEDS["target"],
}
_EVEN = 0.5


def course(speech: Speech, found: Outlook) -> str:
    """Say where an objective will stand.

    Examples
    --------
    >>> from datetime import date
    >>> from balise.domain.plan import Outlook
    >>> from balise.words import Speech
    >>> clicks = Outlook(
    ...     objective="sales",
    ...     kpi="link_clicks",
    ...     target=1200.0,
    ...     q05=900.0,
    ...     q50=1300.0,
    ...     q95=1900.0,
    ...     p_reached=0.62,
    ...     ends=date(2027, 2, 28),
    ...     course="on course",
    ... )
    >>> said = course(Speech("en"), clicks)
    >>> said[:47]
    'On course: link clicks at 1,300 by 28 February '
    """
    facts = _facts(speech, found)
    if found.course != "cannot tell":
        return capital(speech.text(COURSES[found.course], **facts))
    return capital(speech.text(CANNOT_TELL, **facts))


def lack(speech: Speech, found: Outlook) -> tuple[str, ...]:
    """Say what is lacking to tell an objective, or what its forecast leaves out."""
    told = []
    for note in found.lack.split():
        code, _, detail = note.partition(":")
        facts = _facts(speech, found)
        if code == "prior":
            told.append(speech.text(RANGE, **facts))
        elif code in LACKS:
            networks = [speech.term("network", name) for name in detail.split(",")]
            facts |= {"networks": speech.listed(networks)}
            missing = float(detail) if detail.isdigit() else math.nan
            facts |= {"n": speech.number(missing)}
            told.append(speech.text(LACKS[code], **facts))
    return tuple(capital(one) for one in told)


def needs(speech: Speech, found: Outlook, currency: str = "EUR") -> tuple[str, ...]:
    """Say what it would take to bring an objective to an even chance, a sentence a way."""
    return tuple(capital(_need(speech, found, one, currency)) for one in found.needs)


def chance(speech: Speech, p: float) -> str:
    """Say a chance; what is nearly sure, or nearly out of the question, is not told as such.

    Examples
    --------
    >>> from balise.words import Speech
    >>> chance(Speech("en"), 0.6239), chance(Speech("en"), 0.0002), chance(Speech("en"), 1.0)
    ('62%', 'under 1%', '100%')
    """
    if 0 < p < _SURE:
        return speech.text("under {share}", share=speech.percent(_SURE))
    if 1 - _SURE < p < 1:
        return speech.text("over {share}", share=speech.percent(1 - _SURE))
    return speech.percent(p) if math.isfinite(p) else speech.text("n/a")


def _need(speech: Speech, found: Outlook, one: Need, currency: str) -> str:
    said = NEEDS if one.p_reached >= _EVEN else SHORT
    return speech.text(
        said[one.way],
        kpi=speech.counted(found.kpi),
        n=_posts(speech, one.amount),
        network=speech.term("network", one.what),
        format=speech.term("kinds", one.what),
        share=speech.percent(one.amount),
        money=f"{speech.number(one.amount)} {currency}",
        amount=_figure(speech, found.kpi, one.amount),
        p=chance(speech, one.p_reached),
    )


def _facts(speech: Speech, found: Outlook) -> dict[str, str]:
    figures = ("target", "q05", "q50", "q95")
    has = found.published if found.published >= found.target else found.q50
    facts = {name: _figure(speech, found.kpi, getattr(found, name)) for name in figures}
    return facts | {
        "figure": _figure(speech, found.kpi, has),
        "kpi": speech.counted(found.kpi),
        "p": chance(speech, found.p_reached),
        "day": speech.day(found.ends) if found.ends else "",
        "starts": speech.day(found.starts) if found.starts else "",
    }


def _posts(speech: Speech, n: float) -> str:
    """Write how many posts a week: to the tenth, and whole where that is nought."""
    return speech.number(n, 0 if float(round(n, 1)).is_integer() else 1)


def _figure(speech: Speech, kpi: str, value: float) -> str:
    """Write a figure as its size asks: shares in percent, marks with a comma, counts whole."""
    if kpi in SHARES:
        return speech.percent(value, 1)
    whole = not math.isfinite(value) or float(value).is_integer() or abs(value) >= _FEW
    return speech.number(value, 0 if whole else 2 if abs(value) < _SMALL else 1)
