"""A ranking in sentences: the order, how sure it is, what to give up, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from balise.domain.ranking import Citation, Ground, Ranked, Ranking
from balise.words import Speech, mark

GROUNDS: Mapping[str, str] = {
    "uses": mark("Of these people {share} are there ({low} to {high}, 9 times in 10)."),
    "share_use": mark(
        "Published: {share} of the adults say they use it ({country}, {year}, {publisher})."
    ),
    "share_month": mark("Published: {share} use it every month ({country}, {year}, {publisher})."),
    "share_week": mark(
        "Published: {share} use it every week ({country}, {year}, {publisher}); who uses it at all "
        "is more, so the interval is wider."
    ),
    "share_metered": mark(
        "Published: a panel meters {share} there ({country}, {year}, {publisher}); that is not "
        "what people say, so the interval is wider."
    ),
    "share_adverts": mark(
        "Published: its advertising tool counts accounts for {share} of the adults ({country}, "
        "{year}, {publisher}); accounts are not people, so the interval is wider."
    ),
    "trend": mark(
        "Since {year} moved as in the United States, the only country with a series of years: "
        "{share} of the adults today."
    ),
    "country_neighbours": mark("No figure for {country}: taken from neighbours ({from}), wider."),
    "country_continent": mark("No figure for {country}: taken from Europe ({from}), wider."),
    "country_west": mark("No figure for {country} or near it: taken from {from}, wider."),
    "country_far": mark("No figure for {country} or near it: taken from {from}, much wider."),
    "country_unknown": mark("The audience has no country: taken from {from}, much wider."),
    "country_nowhere": mark("No published share of this network at all: hardly more than a guess."),
    "age_here": mark("Moved to the ages {ages} by what the same country's studies found."),
    "age_elsewhere": mark(
        "Ages: moved by what studies found in {from}; not all are of this country, so wider."
    ),
    "age_region": mark("Ages: by studies of a part of the country among them ({from}), so wider."),
    "language_unknown": mark("No figure by language: that of the whole country, wider."),
    "age_unknown": mark("No figure by age anywhere: not moved, wider."),
    "gender_here": mark("Moved to women or men by what the same country's studies found."),
    "gender_elsewhere": mark(
        "Women or men: moved by what studies found in {from}; not of this country, so wider."
    ),
    "gender_unknown": mark("No figure by gender anywhere: not moved, wider."),
    "trade_stand_in": mark(
        "No figure for decision makers: people with a degree or a high income stand in ({from})."
    ),
    "trade_unknown": mark("No figure for decision makers: not moved, wider."),
    "response_published": mark(
        "By published rates a post does {change} there against the other networks; they "
        "contradict each other, so they weigh little."
    ),
    "response_none": mark("No published rate compares this network with others: taken as average."),
    "own_posts": mark("By your own {n} posts and what is published, a post does {change} there."),
    "at_work": mark(
        "People read it for their work: counted as a gain here. Our assumption, no source."
    ),
    "not_at_work": mark(
        "People read it for their work: counted as a loss here. Our assumption, no source."
    ),
    "no_link": mark(
        "Its posts hold no link to press. What that costs is our assumption, no source."
    ),
    "no_kind": mark("Your team makes no format of this network."),
    "effort_own": mark("Your rhythm there: {posts} a week, {hours} h of work."),
    "effort_published": mark(
        "Small accounts post {posts} times a week there (published): {hours} h of work, by our "
        "hours a piece where you gave none."
    ),
    "effort_ours": mark("Least useful rhythm: {posts} a week (our default), {hours} h of work."),
    "followers": mark(
        "Of your followers there {share} are the people meant: {ratio} times as many as by chance."
    ),
    "kind_own": mark("By your own {n} posts and what is published, {change} against the average."),
    "kind_engagement": mark(
        "By published engagement rates of this network, {change} against the average."
    ),
    "kind_reach": mark("By published reach of this network, {change} against the average."),
    "kind_unknown": mark("Nothing published compares it, and you have no posts of it."),
    "kind_not_made": mark("Your team makes none."),
}
STANDINGS: Mapping[str, str] = {
    "keep": mark("keep"),
    "drop": mark("do without"),
    "cannot tell": mark("cannot be told yet"),
}


ORDERED = mark(
    "In the order of their points (100: all of these people use it, and posts do as on average "
    "there). The chance of being first also tells how unsure points are: it may order them "
    "otherwise."
)


def points(one: Ranked, speech: Speech) -> str:
    """Say the points by which networks are put in order, with their interval."""
    return speech.text(
        mark("{score} points ({low} to {high})"),
        score=speech.number(one.score),
        low=speech.number(one.low),
        high=speech.number(one.high),
    )


def ground(one: Ground, speech: Speech) -> str:
    """Say one reason.

    Examples
    --------
    >>> ground(Ground(code="effort_own", params={"posts": 2.0, "hours": 3.0}), Speech("en"))
    'Your rhythm there: 2 a week, 3 h of work.'
    """
    said = {name: _fact(name, value, speech) for name, value in one.params.items()}
    if "ratio" in one.params and one.code != "followers":
        said["change"] = speech.change(float(one.params["ratio"]))
    return speech.text(GROUNDS[one.code], **said)


def _fact(name: str, value: str | float, speech: Speech) -> str:
    if isinstance(value, str):
        return value
    if name in {"share", "low", "high"}:
        return speech.percent(value)
    return str(value) if name == "year" else speech.number(value, 0 if value == int(value) else 1)


def sentences(order: Ranking, speech: Speech) -> list[str]:
    """Say a ranking: who comes first, how sure that is, what to give up, then a line each.

    Examples
    --------
    >>> from balise.strategy.formats import rank_formats
    >>> sentences(rank_formats("linkedin"), Speech("en"))[0]
    'document comes first, with a chance of 96%.'
    """
    group = "network" if order.subject == "networks" else "kind"

    def name(code: str) -> str:
        return speech.term(group, code)

    lines = [_first(order, speech, name), _holds(order, speech)]
    if order.subject == "networks":
        lines += _team(order, speech, name)
    return [*lines, *(_line(one, order, speech, name) for one in order.ranked)]


def why(one: Ranked, speech: Speech) -> list[str]:
    """Say the reasons for the place of one network or format, then its sources."""
    said = [ground(each, speech) for each in one.reasons]
    return [*said, *(source(each, speech) for each in one.sources)]


def source(one: Citation, speech: Speech) -> str:
    """Say where a figure comes from."""
    return speech.text(
        "Source: {publisher}, {title}, {year}; of {population}; {confidence}. {url}",
        publisher=one.publisher,
        title=one.title,
        year=one.year,
        population=one.population,
        confidence=speech.text(_CONFIDENCE[one.confidence]),
        url=one.url,
    )


_CONFIDENCE: Mapping[str, str] = {
    "official": mark("read on the publisher's own page"),
    "reported": mark("read in a relay that names the study"),
    "secondary": mark("read in a relay of a relay"),
}
Name = Callable[[str], str]


def _first(order: Ranking, speech: Speech, name: Name) -> str:
    if not order.ranked:
        return speech.text("There is nothing to rank.")
    first = order.ranked[0]
    if order.verdict == "clear":
        return speech.text(
            "{name} comes first, with a chance of {chance}.",
            name=name(first.name),
            chance=speech.percent(first.p_first),
        )
    ahead = sorted(order.ranked, key=lambda one: -one.p_first)[:3]
    return speech.text(
        "Which comes first cannot be told yet: {names}.",
        names=speech.listed([f"{name(x.name)} ({speech.percent(x.p_first)})" for x in ahead]),
    )


def _holds(order: Ranking, speech: Speech) -> str:
    return speech.text(
        "The first three are the true first three with a chance of {lead}; the whole order holds "
        "with a chance of {order}.",
        lead=speech.percent(order.p_lead),
        order=speech.percent(order.p_order, 1 if order.p_order < 0.01 else 0),  # noqa: PLR2004 - not 0 %
    )


def _team(order: Ranking, speech: Speech, name: Name) -> list[str]:
    """Say whether the team is enough, and what to give up."""
    if order.capacity is None:
        return []
    said = {
        "capacity": _hours(order.capacity, speech),
        "needed": _hours(order.needed, speech),
        "choice": speech.listed([name(code) for code in order.choice]) or speech.text("none"),
        "chance": speech.percent(order.p_choice),
    }
    if order.needed <= order.capacity:
        return [
            speech.text(
                "The least useful rhythm takes {needed} hours a week, and there are {capacity}.",
                **said,
            )
        ]
    lines = [
        speech.text(
            "The least useful rhythm everywhere takes {needed} hours a week, and there are "
            "{capacity}: be on fewer networks. What fits best: {choice} (chance {chance}).",
            **said,
        )
    ]
    if order.drops:
        gone = speech.listed([name(code) for code in order.drops])
        lines.append(
            speech.text(
                "Give up {names}: that frees {hours} hours a week.",
                names=gone,
                hours=_hours(order.frees, speech),
            )
        )
    else:
        lines.append(speech.text("Which network to give up cannot be told yet."))
    return lines


def _hours(hours: float, speech: Speech) -> str:
    return speech.number(hours, 0 if round(hours, 1) == round(hours) else 1)


def _line(one: Ranked, order: Ranking, speech: Speech, name: Name) -> str:
    digits = 0 if order.subject == "networks" else 2
    return speech.text(
        "{name}: {score} ({low} to {high}), first with a chance of {first}, above the next with "
        "{next}; {standing}.",
        name=name(one.name),
        score=speech.number(one.score, digits),
        low=speech.number(one.low, digits),
        high=speech.number(one.high, digits),
        first=speech.percent(one.p_first),
        next=speech.percent(one.p_above_next),
        standing=speech.text(STANDINGS[one.verdict]),
    )
