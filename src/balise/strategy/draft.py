"""Answers -> the text of a strategy, with a comment above each choice that says why and whence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from balise.domain.strategy import STAGES
from balise.reference.public_holidays import country_of
from balise.strategy import draft_words as say
from balise.strategy.answers import Answers, Background, Holding
from balise.strategy.document import Strategy
from balise.strategy.interview import audiences, names_of_pillars, ranking
from balise.strategy.rhythm import posts
from balise.strategy.sketch import Sketch, is_first, slug
from balise.strategy.tables_written import block, comment, joined, written

_MOST_DAYS = 7
_EURO = frozenset({
    "AD", "AT", "BE", "BG", "CY", "DE", "EE", "ES", "FI", "FR", "GR", "HR", "IE", "IT", "LT", "LU",
    "LV", "MC", "ME", "MT", "NL", "PT", "SI", "SK", "SM", "VA", "XK",
})  # fmt: skip
_CURRENCIES = {
    "AU": "AUD", "CA": "CAD", "CH": "CHF", "DK": "DKK", "GB": "GBP", "MA": "MAD", "NO": "NOK",
    "NZ": "NZD", "SE": "SEK", "SN": "XOF", "TN": "TND", "US": "USD",
}  # fmt: skip


def draft(answers: Answers, known: Background | None = None) -> Strategy:
    """Write the strategy that the answers make, and read it back as a file is read.

    Examples
    --------
    >>> from datetime import date
    >>> from balise.strategy.interview import complete
    >>> begun = Answers.begun(language="en", today=date(2026, 11, 26))
    >>> ours = draft(complete(begun, {"starter": "restaurant", "name": "The Heron"}))
    >>> ours.objectives[0].kpi, ours.objectives[0].ends.isoformat(), ours.findings
    ('bookings', '2027-02-21', ())
    """
    there = known or Background()
    sketch = Sketch(answers=answers, ranking=ranking(answers, there), known=there)
    first = Strategy.parse(_text(sketch, {}, there))
    return Strategy.parse(_text(sketch, posts(first), there))


def _text(sketch: Sketch, made: Mapping[str, Mapping[str, float]], known: Background) -> str:
    blocks = [
        "\n".join(comment(say.head(sketch.tongue, sketch.answers))),
        _identity(sketch, known),
        *_objectives(sketch),
        *_audiences(sketch),
        *_accounts(sketch, made),
        *_pillars(sketch),
        *_asks(sketch),
        *_rest(sketch),
        *_moments(sketch),
    ]
    return joined(blocks)


def _identity(sketch: Sketch, known: Background) -> str:
    given, answers = sketch.starter.given["strategy"], sketch.answers
    zone = answers.timezone or known.timezone or given["timezone"]
    return block(
        "[strategy]",
        {
            "name": answers.name,
            "language": answers.language,
            "timezone": zone,
            "currency": answers.currency or known.currency or _money(zone) or given["currency"],
            "sector": given["sector"] or None,
            "positioning": given["positioning"],
        },
        say.identity(sketch.tongue, sketch.starter),
    )


def _money(zone: str) -> str:
    """Tell the currency of the country of a time zone; empty where we do not know it."""
    country = country_of(zone) or ""
    return "EUR" if country in _EURO else _CURRENCIES.get(country, "")


def _objectives(sketch: Sketch) -> Iterator[str]:
    """Give the main objective, then those that lead to it or that it leads to."""
    answers, tongue = sketch.answers, sketch.tongue
    every = sketch.objectives
    for row in every:
        if row["name"] == sketch.main["name"]:
            why = say.objective(tongue, answers, sketch.starter, is_first=is_first(sketch))
        else:
            why = say.leading(tongue, row["why"], row["supports"])
        values = {key: value for key, value in row.items() if key != "why"}
        yield block("[[objectives]]", {**values, "supports": row["supports"] or None}, why)


def _audiences(sketch: Sketch) -> Iterator[str]:
    for place, one in enumerate(audiences(sketch.answers)):
        yield block(
            "[[audiences]]",
            {
                "name": one.name,
                "ages": one.ages,
                "genders": one.genders or None,
                "countries": one.countries or None,
                "languages": one.languages or None,
                "interests": one.interests or None,
                "needs": one.needs or None,
            },
            say.audience(sketch.tongue, sketch.answers, sketch.starter, place),
        )


def _accounts(sketch: Sketch, made: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
    given = {row["network"]: row for row in sketch.starter.given["accounts"]}
    for one in sketch.answers.accounts:
        usual = given.get(one.network, {})
        handle = one.handle or slug(sketch.answers.name)
        least, most = _pace(sketch, one, made.get(f"{one.network}:{handle}"))
        yield block(
            "[[accounts]]",
            {
                "network": one.network,
                "handle": handle,
                "language": sketch.answers.language,
                "followers": one.followers,
                "posts_per_week": (least, most),
                "posts_per_day": 1,
                "min_gap_hours": usual.get("min_gap_hours", 20),
                "hours": tuple(usual.get("hours", (8, 21))),
            },
            say.account(sketch.tongue, one, sketch.ranked(one.network), sketch.answers),
        )


def _pace(sketch: Sketch, one: Holding, made: Mapping[str, float] | None) -> tuple[int, int]:
    """Least and most posts a week: what the team's pieces come to, and one less."""
    if made is None:  # before it is known what goes where: all that could
        return 0, _MOST_DAYS
    n = sum(made.values())
    most = min(_MOST_DAYS, max(1, round(n)))
    least = min(most, max(0 if n < 1 else 1, most - 1))
    return least, max(most, min(_MOST_DAYS, len(sketch.series)) if len(made) and one else most)


def _pillars(sketch: Sketch) -> Iterator[str]:
    at = {name: place for place, name in enumerate(names_of_pillars(sketch.answers))}
    for row in sketch.pillars:
        comment_ = sketch.starter.comments.get(("pillars", at[row["name"]]), "")
        is_first = row is sketch.pillars[0]
        why = say.pillar(sketch.tongue, comment_, is_first=is_first)
        if is_first and sketch.known.themes:
            why = f"{why} {say.themes(sketch.tongue, sketch.known.themes)}"
        yield block("[[pillars]]", row, why)


def _asks(sketch: Sketch) -> Iterator[str]:
    for row in sketch.asks:
        why = say.ask(sketch.tongue, row)
        yield block("[[calls_to_action]]", row, why)
    for row in sketch.own_asks:
        why = f"{say.ask(sketch.tongue, row)} {say.own_ask(sketch.tongue)}"
        yield block("[[calls_to_action]]", row, why)


def _rest(sketch: Sketch) -> Iterator[str]:
    tongue, given, answers = sketch.tongue, sketch.starter.given, sketch.answers
    stages = dict.fromkeys(STAGES, 0.0)
    for row in sketch.pillars:
        stages[row["stage"]] += row["share"]
    funnel = {str(stage): round(share, 2) for stage, share in stages.items() if share}
    yield block("[funnel]", funnel, say.funnel(tongue))
    tags = {**given["hashtags"], "brand": answers.hashtags}
    tags["max_per_post"] = max(tags["max_per_post"], len(answers.hashtags))
    tags["pool"] = [tag for tag in tags["pool"] if tag not in answers.hashtags]
    yield block("[hashtags]", tags, say.hashtags(tongue, answers))
    yield block("[capacity]", sketch.week.pieces, say.capacity(tongue, answers, sketch.week))
    for row in sketch.adaptations:
        yield block("[[adaptations]]", row, say.adaptation(tongue, row["kind"]))
    yield block("[plan]", given["plan"], say.reserve(tongue, given["plan"]["reserve"]))
    voice = {**given["voice"], "tone": answers.tone}
    yield block("[voice]", voice, say.voice(tongue, answers))
    for rival in answers.competitors:
        values = {"name": rival.name, "network": rival.network, "handle": rival.handle}
        yield block("[[competitors]]", values, say.competitor(tongue))


def _moments(sketch: Sketch) -> Iterator[str]:
    comments = sketch.starter.comments
    for place, row in enumerate(sketch.series):
        yield block("[[series]]", _open(sketch, row), comments.get(("series", place), ""))
    for row in sketch.starter.given["events"]:
        yield _event(sketch, row)
    review = sketch.starter.given["review"]
    yield block("[review]", review, say.review(sketch.tongue))


def _open(sketch: Sketch, row: Mapping[str, Any]) -> Mapping[str, Any]:
    """Keep the hour of a series where an account is open then."""
    given = {one["network"]: one for one in sketch.starter.given["accounts"]}
    opens = [given.get(one, {}).get("hours", (8, 21)) for one in sketch.networks]
    if any(first <= row["hour"] < end for first, end in opens):
        return row
    return {key: value for key, value in row.items() if key != "hour"}


def _event(sketch: Sketch, row: Mapping[str, Any]) -> str:
    """Write the event on its day, as far as its phases lie within the strategy."""
    answers = sketch.answers
    is_aim = answers.want == "tickets"
    day = answers.ends if is_aim else answers.starts + timedelta(days=int(row["in_days"]))
    if day > answers.ends:
        return ""
    first, last = (answers.starts - day).days, (answers.ends - day).days
    phases = [
        {**one, "from_day": max(first, one["from_day"]), "to_day": min(last, one["to_day"])}
        for one in row["phases"]
        if one["from_day"] <= last and one["to_day"] >= first
    ]
    values = {"name": row["name"], "date": day, "objective": sketch.main["name"]}
    told = block("[[events]]", values, say.event(sketch.tongue, row["name"], is_aim=is_aim))
    inner = ",\n".join(f"  {written(one)}" for one in phases)
    return "\n".join([told, f"phases = [\n{inner},\n]"]) if phases else told
