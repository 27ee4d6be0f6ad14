"""Answers -> the text of a strategy, with a comment above each choice that says why and whence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from unicodedata import combining, normalize

from balise.domain.kpi import Kpi
from balise.domain.ranking import Ranked, Ranking
from balise.domain.strategy import STAGES
from balise.strategy import draft_words as say
from balise.strategy.answers import WEEKS, Answers, Background, Holding
from balise.strategy.document import Strategy
from balise.strategy.effort import KINDS
from balise.strategy.interview import audiences, model, names_of_pillars, ranking, want
from balise.strategy.rhythm import Week, posts, takes, week
from balise.strategy.starter import OTHER, Starter
from balise.strategy.tables_written import block, comment, joined, written
from balise.strategy.wants import WANTS, target_of
from balise.words import Speech

_CODES = ("till", "orders", "donations")
"""Outcomes at which a code can be noted."""
_SHARED = ("image", "short_video", "text", "carousel", "story")
"""Kinds that are posted on a second network where that would have nothing else."""
_MOST_DAYS = 7
_OTHERS = 0.6
"""The most that an objective weighs which was not asked for."""
Rows = list[Mapping[str, Any]]


@dataclass(frozen=True, kw_only=True)
class _Draft:
    """What the tables are written from."""

    answers: Answers
    ranking: Ranking

    @cached_property
    def tongue(self) -> Speech:
        return Speech(self.answers.language)

    @cached_property
    def starter(self) -> Starter:
        return model(self.answers)

    @cached_property
    def networks(self) -> tuple[str, ...]:
        return tuple(one.network for one in self.answers.accounts)

    @cached_property
    def mix(self) -> Mapping[str, float]:
        """What may be made: kinds of the starter that an account takes, as often as its ideas."""
        made = self.starter.given["capacity"]
        told = [idea.kind for idea in self.starter.ideas if idea.kind in made]
        every = {kind: told.count(kind) / len(told) for kind in made if kind in told}
        takes_ = [kind for kind in every if any(takes(one, kind) for one in self.networks)]
        others = [kind for one in self.networks for kind in KINDS.get(one, ())]
        return {kind: every[kind] for kind in takes_} or dict.fromkeys(others[:1] or ["image"], 1.0)

    @cached_property
    def week(self) -> Week:
        made = self.starter.given["capacity"]
        first = [row["kind"] for row in self.starter.given["series"] if row["kind"] in self.mix]
        most = {kind: float(made.get(kind, 1)) for kind in self.mix}
        return week(self.mix, hours=self.answers.hours, most=most, first=first)

    @cached_property
    def main(self) -> dict[str, Any]:
        """What is wanted, as an objective."""
        answers, wanted = self.answers, want(self.answers)
        first = self.starter.given["objectives"][0]
        own = first if first["kpi"] == answers.kpi and _is_first(self) else {}
        return {
            "name": own.get("name") or slug(self.tongue.text(wanted.said)),
            "stage": own.get("stage") or wanted.reference.stage,
            "kpi": answers.kpi,
            "aggregate": Kpi(name=answers.kpi, aggregate="total").natural,
            "target": answers.target,
            "baseline": answers.baseline,
            "starts": answers.starts,
            "ends": answers.ends,
            "priority": 1.0,
        }

    @cached_property
    def objectives(self) -> list[dict[str, Any]]:
        """One for each stage, each leading to the next; the one that is wanted stands first."""
        by_stage = {self.main["stage"]: self.main | {"why": ""}}
        for row in (*_others(self), _following(self)):
            same = {row["kpi"], row["name"]} & {
                one[key] for one in by_stage.values() for key in ("kpi", "name")
            }
            if row["stage"] not in by_stage and not same:
                by_stage[row["stage"]] = row
        later = {"awareness": ("consideration", "conversion"), "consideration": ("conversion",),
                 "conversion": (), "loyalty": ("conversion",)}  # fmt: skip
        for stage, row in by_stage.items():
            above = next((one for one in later[stage] if one in by_stage), None)
            row["supports"] = by_stage[above]["name"] if above else ""
        return list(by_stage.values())

    @cached_property
    def adaptations(self) -> Rows:
        """Those of the starter that hold here, and those that a network would be empty without."""
        found: Rows = []
        served: set[str] = set()
        for row in self.starter.given.get("adaptations", ()):
            those = [one for one in row["networks"] if one in self.networks]
            if len(those) > 1 and self.week.pieces.get(row["kind"]):
                found.append({**row, "networks": those})
                served |= set(those)
        kept = {row["kind"] for row in found}
        for kind in (one for one in _SHARED if one in self.week.pieces and one not in kept):
            those = [one for one in self.networks if takes(one, kind)]
            if len(those) > 1 and set(those) - served and len(self.week.pieces) > len(found):
                found.append({"kind": kind, "networks": those, "lag_hours": 24})
                served |= set(those)
        return found

    @cached_property
    def series(self) -> Rows:
        """Those whose piece the team makes and whose pillar was kept; an account is open then."""
        left = dict(self.week.pieces)
        found = []
        for row in self.starter.given["series"]:
            kind = row["kind"]
            if left.get(kind, 0) >= 1 and row["pillar"] in self.answers.pillars:
                left[kind] -= 1
                found.append(row)
        return found

    @cached_property
    def pillars(self) -> Rows:
        """Those that were kept, their shares scaled to the whole."""
        rows = [r for r in self.starter.given["pillars"] if r["name"] in self.answers.pillars]
        return [
            {**row, "share": share}
            for row, share in zip(rows, _whole([row["share"] for row in rows]), strict=True)
        ]

    @cached_property
    def asks(self) -> Rows:
        """The calls to action, with where they lead and the code, where a sale is asked."""
        code = self.answers.code or (_code(self.answers) if _has_code(self.answers.kpi) else "")
        rows: Rows = []
        for row in self.starter.given["calls_to_action"]:
            sells = row["stage"] == "conversion"
            given = sells and not any(one.get("code") for one in rows)
            rows.append({
                **row,
                "url": self.answers.url or None if sells else None,
                "code": code or None if given else None,
            })  # fmt: skip
        return rows

    def ranked(self, network: str) -> Ranked | None:
        """Find the place of a network."""
        return next((one for one in self.ranking.ranked if one.name == network), None)


def draft(answers: Answers, known: Background | None = None) -> Strategy:
    """Write the strategy that the answers make, and read it back as a file is read.

    Examples
    --------
    >>> from balise.strategy.interview import complete
    >>> begun = Answers.begun(language="en", today=date(2026, 11, 26))
    >>> ours = draft(complete(begun, {"starter": "restaurant", "name": "The Heron"}))
    >>> ours.objectives[0].kpi, ours.objectives[0].ends.isoformat(), ours.findings
    ('bookings', '2027-02-21', ())
    """
    there = known or Background()
    sketch = _Draft(answers=answers, ranking=ranking(answers, there))
    first = Strategy.parse(_text(sketch, {}, there))
    return Strategy.parse(_text(sketch, posts(first), there))


def _text(sketch: _Draft, made: Mapping[str, Mapping[str, float]], known: Background) -> str:
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


def _identity(sketch: _Draft, known: Background) -> str:
    given, answers = sketch.starter.given["strategy"], sketch.answers
    return block(
        "[strategy]",
        {
            "name": answers.name,
            "language": answers.language,
            "timezone": answers.timezone or known.timezone or given["timezone"],
            "currency": answers.currency or known.currency or given["currency"],
            "sector": given["sector"] or None,
            "positioning": given["positioning"],
        },
        say.identity(sketch.tongue, sketch.starter),
    )


def _objectives(sketch: _Draft) -> Iterator[str]:
    """Give the main objective, then those that lead to it or that it leads to."""
    answers, tongue = sketch.answers, sketch.tongue
    every = sketch.objectives
    for row in every:
        if row["name"] == sketch.main["name"]:
            why = say.objective(tongue, answers, sketch.starter, is_first=_is_first(sketch))
        else:
            why = say.leading(tongue, row["why"], row["supports"])
        values = {key: value for key, value in row.items() if key != "why"}
        yield block("[[objectives]]", {**values, "supports": row["supports"] or None}, why)


def _others(sketch: _Draft) -> Iterator[dict[str, Any]]:
    """Give the objectives of the starter, over the time of this strategy."""
    answers = sketch.answers
    for place, row in enumerate(sketch.starter.given["objectives"]):
        yield {
            "name": row["name"],
            "stage": row["stage"],
            "kpi": row["kpi"],
            "aggregate": row["aggregate"],
            "target": _scaled(float(row["target"]) * answers.weeks / int(row["weeks"])),
            "starts": answers.starts,
            "ends": answers.ends,
            "priority": min(float(row["priority"]), _OTHERS),
            "why": sketch.starter.comments.get(("objectives", place), ""),
        }


def _following(sketch: _Draft) -> dict[str, Any]:
    """Give the objective of those who stay, by the reference table of objectives."""
    answers, tongue, wanted = sketch.answers, sketch.tongue, WANTS["community"]
    kpi = wanted.reference.kpi
    return {
        "name": slug(tongue.text(wanted.said)),
        "stage": wanted.reference.stage,
        "kpi": kpi,
        "aggregate": "total",
        "target": _scaled(target_of(kpi) * answers.weeks / WEEKS),
        "starts": answers.starts,
        "ends": answers.ends,
        "priority": 0.3,
        "why": "",
    }


def _is_first(sketch: _Draft) -> bool:
    return sketch.starter.slug != OTHER and sketch.answers.want == sketch.starter.wants[0]


def _audiences(sketch: _Draft) -> Iterator[str]:
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


def _accounts(sketch: _Draft, made: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
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


def _pace(sketch: _Draft, one: Holding, made: Mapping[str, float] | None) -> tuple[int, int]:
    """Least and most posts a week: what the team's pieces come to, and one less."""
    if made is None:  # before it is known what goes where: all that could
        return 0, _MOST_DAYS
    n = sum(made.values())
    most = min(_MOST_DAYS, max(1, round(n)))
    least = min(most, max(0 if n < 1 else 1, most - 1))
    return least, max(most, min(_MOST_DAYS, len(sketch.series)) if len(made) and one else most)


def _pillars(sketch: _Draft) -> Iterator[str]:
    at = {name: place for place, name in enumerate(names_of_pillars(sketch.answers))}
    for row in sketch.pillars:
        comment_ = sketch.starter.comments.get(("pillars", at[row["name"]]), "")
        why = say.pillar(sketch.tongue, comment_, is_first=row is sketch.pillars[0])
        yield block("[[pillars]]", row, why)


def _asks(sketch: _Draft) -> Iterator[str]:
    for row in sketch.asks:
        why = say.ask(sketch.tongue, row)
        yield block("[[calls_to_action]]", row, why)


def _rest(sketch: _Draft) -> Iterator[str]:
    tongue, given, answers = sketch.tongue, sketch.starter.given, sketch.answers
    stages = {stage: 0.0 for stage in STAGES}
    for row in sketch.pillars:
        stages[row["stage"]] += row["share"]
    funnel = {stage: round(share, 2) for stage, share in stages.items() if share}
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


def _moments(sketch: _Draft) -> Iterator[str]:
    comments = sketch.starter.comments
    for place, row in enumerate(sketch.series):
        yield block("[[series]]", _open(sketch, row), comments.get(("series", place), ""))
    for row in sketch.starter.given["events"]:
        yield _event(sketch, row)
    review = sketch.starter.given["review"]
    yield block("[review]", review, say.review(sketch.tongue))


def _open(sketch: _Draft, row: Mapping[str, Any]) -> Mapping[str, Any]:
    """Keep the hour of a series where an account is open then."""
    given = {one["network"]: one for one in sketch.starter.given["accounts"]}
    opens = [given.get(one, {}).get("hours", (8, 21)) for one in sketch.networks]
    if any(first <= row["hour"] < end for first, end in opens):
        return row
    return {key: value for key, value in row.items() if key != "hour"}


def _event(sketch: _Draft, row: Mapping[str, Any]) -> str:
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


def _whole(shares: Iterable[float]) -> list[float]:
    """Scale shares to two digits that add up to 1."""
    said = list(shares)
    whole = sum(said)
    scaled = [round(share / whole, 2) for share in said]
    scaled[scaled.index(max(scaled))] += round(1 - sum(scaled), 2)
    return [round(share, 2) for share in scaled]


def _scaled(value: float) -> float:
    """Round to two digits that count, and never to nothing."""
    if value < 1:
        return 1.0
    digits = max(0, len(str(int(value))) - 2)
    return float(round(value, -digits))


def _has_code(kpi: str) -> bool:
    return kpi in _CODES


def _code(answers: Answers) -> str:
    return slug(answers.name).replace("-", "").upper()[:12] or "BALISE"


def slug(name: str) -> str:
    """Write a name as a handle: small letters without accents.

    Examples
    --------
    >>> slug("Café de l’Écluse"), slug("東京")
    ('cafe-de-l-ecluse', '東京')
    """
    bare = "".join(c for c in normalize("NFKD", name.casefold()) if not combining(c))
    return re.sub(r"[\W_]+", "-", bare).strip("-") or "balise"
