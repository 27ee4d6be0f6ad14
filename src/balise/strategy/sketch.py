"""What the tables of a strategy are written from: the answers, and all that follows from them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from unicodedata import combining, normalize

from balise.domain.kpi import Kpi
from balise.domain.ranking import Ranked, Ranking
from balise.strategy.answers import WEEKS, Answers, Background
from balise.strategy.effort import KINDS
from balise.strategy.interview import model, want
from balise.strategy.rhythm import Week, takes, week
from balise.strategy.starter import OTHER, Starter
from balise.strategy.wants import WANTS, Want, target_of
from balise.words import Speech

_OTHERS = 0.6
"""The most that an objective weighs which was not asked for."""
_CODES = ("till", "orders", "donations")
"""Outcomes at which a code can be noted."""
_SHARED = ("image", "short_video", "text", "carousel", "story")
"""Kinds that are posted on a second network where that would have nothing else."""
_OWN_ASKS = 4
_SAID, _MOST_SAID = 4, 12
"""Letters of a code: fewer are taken for another word, more are not said right."""
Rows = list[Mapping[str, Any]]


_SLACK = 0.05
"""By how much the posts of a pillar may be off its share in a plan. Ours."""


@dataclass(frozen=True, kw_only=True)
class Sketch:
    """What the tables are written from."""

    answers: Answers
    ranking: Ranking
    known: Background = field(default_factory=Background)

    @cached_property
    def tongue(self) -> Speech:
        """The language of the file."""
        return Speech(self.answers.language)

    @cached_property
    def starter(self) -> Starter:
        """What it is made from."""
        return model(self.answers)

    @cached_property
    def networks(self) -> tuple[str, ...]:
        """Where it is, best first."""
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
        """What the team makes."""
        made = self.starter.given["capacity"]
        first = [row["kind"] for row in self.starter.given["series"] if row["kind"] in self.mix]
        most = {kind: float(made.get(kind, 1)) for kind in self.mix}
        return week(self.mix, hours=self.answers.hours, most=most, first=first)

    @cached_property
    def main(self) -> dict[str, Any]:
        """What is wanted, as an objective."""
        answers, wanted = self.answers, want(self.answers)
        first = self.starter.given["objectives"][0]
        own = first if first["kpi"] == answers.kpi and is_first(self) else {}
        return {
            "name": own.get("name") or called(self.tongue, wanted),
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
        """Those whose piece the team makes, and whose pillar has room for it every week."""
        left, room = dict(self.week.pieces), self._room
        found = []
        for row in self.starter.given["series"]:
            kind, pillar = row["kind"], row["pillar"]
            if left.get(kind, 0) >= 1 and room.get(pillar, 0.0) >= self._copies(kind):
                left[kind] -= 1
                room[pillar] -= self._copies(kind)
                found.append(row)
        return found

    @property
    def _room(self) -> dict[str, float]:
        """Posts a week of each pillar, by its share of what a plan fills."""
        made = sum(n * self._copies(kind) for kind, n in self.week.pieces.items())
        filled = made * (1 - self.starter.given["plan"]["reserve"])
        return {row["name"]: filled * (row["share"] + _SLACK) for row in self.pillars}

    def _copies(self, kind: str) -> int:
        """Tell on how many networks a piece comes out."""
        return max((len(x["networks"]) for x in self.adaptations if x["kind"] == kind), default=1)

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

    @cached_property
    def own_asks(self) -> Rows:
        """Calls to action that the brand's past posts made, under names that are still free."""
        taken = {slug(row["name"]) for row in self.asks}
        free = [
            one
            for one in self.known.asks
            if one.phrases and one.stage and slug(one.name) not in taken
        ]
        return [
            {"name": one.name, "phrases": list(one.phrases), "stage": one.stage}
            for one in free[:_OWN_ASKS]
        ]

    def ranked(self, network: str) -> Ranked | None:
        """Find the place of a network."""
        return next((one for one in self.ranking.ranked if one.name == network), None)


def _others(sketch: Sketch) -> Iterator[dict[str, Any]]:
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


def _following(sketch: Sketch) -> dict[str, Any]:
    """Give the objective of those who stay, by the reference table of objectives."""
    answers, tongue, wanted = sketch.answers, sketch.tongue, WANTS["community"]
    kpi = wanted.reference.kpi
    return {
        "name": called(tongue, wanted),
        "stage": wanted.reference.stage,
        "kpi": kpi,
        "aggregate": "total",
        "target": _scaled(target_of(kpi) * answers.weeks / WEEKS),
        "starts": answers.starts,
        "ends": answers.ends,
        "priority": 0.3,
        "why": "",
    }


def called(tongue: Speech, wanted: Want) -> str:
    """Name an objective by what is wanted, its examples left out.

    Examples
    --------
    >>> called(Speech("fr"), WANTS["community"])
    'une communauté qui répond'
    """
    return tongue.text(wanted.said).partition(":")[0].strip()


def is_first(sketch: Sketch) -> bool:
    """Tell whether what is wanted is what the starter is made for."""
    return sketch.starter.slug != OTHER and sketch.answers.want == sketch.starter.wants[0]


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
    """Make a code that is easily said: the first word of the name that is long enough, and fits."""
    words = slug(answers.name).upper().split("-")
    whole = (word for word in words if _SAID <= len(word) <= _MOST_SAID)
    return next(whole, "".join(words)[:_MOST_SAID])


def slug(name: str) -> str:
    """Write a name as a handle: small letters without accents.

    Examples
    --------
    >>> slug("Café de l’Écluse"), slug("東京")
    ('cafe-de-l-ecluse', '東京')
    """
    bare = "".join(c for c in normalize("NFKD", name.casefold()) if not combining(c))
    return re.sub(r"[\W_]+", "-", bare).strip("-") or "balise"
