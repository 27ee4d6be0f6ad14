"""The tables of a strategy: the keys of each, and the kind of value of each key."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import MISSING, Field, dataclass, field, fields
from types import SimpleNamespace
from typing import Any, TypeGuard

from balise.domain import strategy as noun
from balise.domain.account import NETWORKS
from balise.domain.kpi import Kpi
from balise.domain.post import KINDS
from balise.domain.toml_place import Path
from balise.errors import Said
from balise.strategy import kinds as kind
from balise.strategy.kinds import UNFIT, Choice, Kind, Listed, Unfit
from balise.strategy.sheet import Sheet, listed, shown
from balise.words import mark

EMOJI = ("never", "sparingly", "freely")
EVERY = ("week", "month", "quarter")
GENDERS = ("female", "male", "other")
_MOST_ENTRIES = 50
_STAGE, _NETWORK, _KIND = Choice.of(noun.STAGES), Choice.of(NETWORKS), Choice.of(KINDS)
_NETWORKS = Listed.of(_NETWORK, Said(mark('a list of networks, such as ["instagram", "tiktok"]')))


@dataclass(frozen=True, slots=True)
class Table:
    """The keys of a table and what it becomes; what the dataclass has no default for is needed.

    `told` gives, from those that are written, what follows from them where it is not.
    """

    noun: type[Any]
    keys: Mapping[str, Kind]
    told: Mapping[str, Callable[[Mapping[str, Any]], Any]] = field(default_factory=dict)

    def needed(self) -> list[str]:
        """Name the keys that have to be written."""
        every: Iterable[Field[Any]] = fields(self.noun)
        bare = [one.name for one in every if one.default is MISSING is one.default_factory]
        return [name for name in bare if name not in self.told]

    def read(self, given: Mapping[str, Any], sheet: Sheet, path: Path) -> Any:
        """Make the noun of what was written, or tell each thing that is wrong with it."""
        for key in given:
            if key not in self.keys:
                unknown(key, self.keys, sheet, path)
        lacking = [key for key in self.needed() if key not in given]
        for key in lacking:
            expected = self.keys[key].expected
            sheet.tell("strategy-missing", path, key=key, expected=expected)
        values = {
            key: one.read(given[key], sheet, (*path, key))
            for key, one in self.keys.items()
            if key in given
        }
        if not lacking and not any(isinstance(value, Unfit) for value in values.values()):
            return self.noun(**self._whole(values))
        return Unfit(SimpleNamespace(**self._rest(values)))

    def _whole(self, values: Mapping[str, Any]) -> dict[str, Any]:
        told = {key: tell(values) for key, tell in self.told.items() if key not in values}
        return {**values, **told}

    def _rest(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Give what could be read, and the defaults of what was not written."""
        every: Iterable[Field[Any]] = fields(self.noun)
        said = {one.name: one.default for one in every if one.default is not MISSING}
        for key, value in values.items():
            rest = value.rest if isinstance(value, Unfit) else value
            if rest is None:
                said.pop(key, None)
            else:
                said[key] = rest
        for key, tell in self.told.items():
            if key not in values:
                with suppress(KeyError):
                    said[key] = tell(said)
        return said


@dataclass(frozen=True, slots=True)
class Shares:
    """A table whose keys are words of a list, each with a figure."""

    names: tuple[str, ...]
    figure: Kind

    def read(self, given: Mapping[str, Any], sheet: Sheet, path: Path) -> Any:
        """Give the figures by name."""
        for key in given:
            if key not in self.names:
                unknown(key, self.names, sheet, path)
        read = {
            key: self.figure.read(value, sheet, (*path, key))
            for key, value in given.items()
            if key in self.names
        }
        fit = {key: value for key, value in read.items() if not isinstance(value, Unfit)}
        return fit if len(fit) == len(given) else Unfit(fit)


@dataclass(frozen=True, slots=True)
class _Entries(Kind):
    """A list of small tables inside an entry."""

    table: Table

    def read(self, value: object, sheet: Sheet, path: Path) -> Any:
        if not _are_tables(value) or len(value) > _MOST_ENTRIES:
            sheet.tell("strategy-value", path, value=shown(value), expected=self.expected)
            return UNFIT
        read = [self.table.read(each, sheet, (*path, n)) for n, each in enumerate(value)]
        rest = tuple(each.rest if isinstance(each, Unfit) else each for each in read)
        return Unfit(rest) if any(isinstance(each, Unfit) for each in read) else rest


def _are_tables(value: object) -> TypeGuard[list[Mapping[str, Any]]]:
    return isinstance(value, list) and all(isinstance(each, dict) for each in value)


def unknown(key: str, known: Iterable[str], sheet: Sheet, path: Path) -> None:
    """Tell of a key that does not exist, with the one that is written most alike."""
    meant = sheet.near(key, known)
    code = "strategy-key-near" if meant else "strategy-key"
    sheet.tell(code, (*path, key), key=shown(key), near=meant, known=listed(known))


_PHASE = Table(
    noun.Phase,
    {
        "name": kind.NAME,
        "from_day": kind.FROM_EVENT,
        "to_day": kind.FROM_EVENT,
        "posts_per_day": kind.PER_DAY,
        "cta": kind.WORD,
    },
)
_PHASES = _Entries(
    Said(mark("a list of 50 phases at most, each in braces with its name, from_day and to_day")),
    list,
    _PHASE,
)

SINGLE: Mapping[str, Table | Shares] = {
    "strategy": Table(
        noun.Identity,
        {
            "name": kind.NAME,
            "language": Choice.of(("fr", "en")),
            "timezone": kind.ZONE,
            "currency": kind.CURRENCY,
            "sector": kind.WORD,
            "positioning": kind.TEXT,
            "version": kind.VERSION,
        },
    ),
    "funnel": Shares(noun.STAGES, kind.SHARE),
    "hashtags": Table(
        noun.Hashtags,
        {
            "brand": kind.TAGS,
            "pool": kind.TAGS,
            "banned": kind.TAGS,
            "max_per_post": kind.TAGS_MOST,
        },
    ),
    "capacity": Shares(KINDS, kind.AMOUNT),
    "plan": Table(noun.Planning, {"reserve": kind.SHARE, "explore": kind.SHARE}),
    "budget": Table(noun.Budget, {"total": kind.AMOUNT, "boost_per_post": kind.AMOUNTS}),
    "voice": Table(
        noun.Voice,
        {
            "tone": kind.TEXT,
            "never_say": kind.TEXTS,
            "always_say": kind.TEXTS,
            "emoji": Choice.of(EMOJI),
        },
    ),
    "review": Table(noun.Review, {"every": Choice.of(EVERY), "day": kind.REVIEW_DAY}),
}
"""Tables that stand once."""

MANY: Mapping[str, Table] = {
    "objectives": Table(
        noun.Objective,
        {
            "name": kind.NAME,
            "stage": _STAGE,
            "kpi": kind.NAME,
            "aggregate": Choice.of(noun.AGGREGATES),
            "target": kind.ABOVE,
            "baseline": kind.AMOUNT,
            "starts": kind.DAY,
            "ends": kind.DAY,
            "priority": kind.ABOVE,
            "value": kind.ABOVE,
            "supports": kind.WORD,
            "audiences": kind.TEXTS,
        },
        told={"aggregate": lambda said: Kpi(name=said["kpi"], aggregate="total").natural},
    ),
    "audiences": Table(
        noun.Audience,
        {
            "name": kind.NAME,
            "ages": kind.AGES,
            "genders": Listed.of(Choice.of(GENDERS), Said(mark('a list such as ["female"]'))),
            "countries": kind.COUNTRIES,
            "languages": kind.LANGUAGES,
            "interests": kind.TEXTS,
            "needs": kind.TEXTS,
        },
    ),
    "accounts": Table(
        noun.Presence,
        {
            "network": _NETWORK,
            "handle": kind.HANDLE,
            "language": kind.LANGUAGE,
            "followers": kind.AMOUNT,
            "posts_per_week": kind.RHYTHM,
            "posts_per_day": kind.PER_DAY,
            "min_gap_hours": kind.GAP,
            "hours": kind.HOURS,
            "audiences": kind.TEXTS,
        },
    ),
    "pillars": Table(
        noun.Pillar,
        {"name": kind.NAME, "share": kind.SHARE, "stage": _STAGE, "keywords": kind.TEXTS},
    ),
    "calls_to_action": Table(
        noun.CallToAction,
        {
            "name": kind.NAME,
            "phrases": kind.TEXTS,
            "stage": _STAGE,
            "url": kind.URL,
            "code": kind.WORD,
        },
    ),
    "adaptations": Table(
        noun.Adaptation, {"kind": _KIND, "networks": _NETWORKS, "lag_hours": kind.LAG}
    ),
    "competitors": Table(
        noun.Competitor, {"name": kind.NAME, "network": _NETWORK, "handle": kind.HANDLE}
    ),
    "series": Table(
        noun.Series,
        {
            "name": kind.NAME,
            "weekday": Choice.of(noun.WEEKDAYS),
            "pillar": kind.WORD,
            "kind": _KIND,
            "hour": kind.HOUR,
            "networks": _NETWORKS,
        },
    ),
    "events": Table(
        noun.Event,
        {"name": kind.NAME, "date": kind.DAY, "objective": kind.WORD, "phases": _PHASES},
    ),
    "blackouts": Table(noun.Blackout, {"starts": kind.DAY, "ends": kind.DAY, "reason": kind.WORD}),
}
"""Tables that may stand many times, each time an entry."""
PHASE = _PHASE
