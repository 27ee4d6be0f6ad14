"""Fields of a form for a table of a strategy: one box a key, by the kind of its value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zoneinfo import available_timezones

from balise.strategy import kinds
from balise.strategy.kinds import Choice, Day, Kind, Listed, Pair
from balise.strategy.tables import MANY, PHASE, SINGLE, Shares, Table
from balise.web.pages.strategy.labels import HINTS
from balise.web.pages.strategy.worded import label, word
from balise.words import Speech

SHARES = (kinds.SHARE,)
NUMBERS = (
    kinds.ABOVE, kinds.AMOUNT, kinds.SHARE, kinds.GAP, kinds.LAG, kinds.HOUR, kinds.PER_DAY,
    kinds.TAGS_MOST, kinds.FROM_EVENT, kinds.REVIEW_DAY, kinds.VERSION,
)  # fmt: skip
SHORT_LISTS = (kinds.TAGS, kinds.COUNTRIES, kinds.LANGUAGES)
NAMES_OF = {
    "supports": "objectives", "objective": "objectives", "audiences": "audiences",
    "pillar": "pillars", "cta": "calls_to_action",
}  # fmt: skip
"""Keys that name an entry of another table."""
HIDDEN = frozenset({"version", "phases"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One field: `form` is text, long, number, share, date, select, checks or pair."""

    name: str
    key: str
    label: str
    form: str
    values: tuple[str, ...]
    hint: str = ""
    unit: str = ""
    is_needed: bool = False
    options: tuple[tuple[str, str, bool], ...] = ()
    errors: tuple[str, ...] = ()

    @property
    def value(self) -> str:
        """What stands in it, where it holds one thing."""
        return self.values[0] if self.values else ""

    @property
    def second(self) -> str:
        """The larger of a pair."""
        return self.values[1] if len(self.values) > 1 else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What entries may be named, by table."""

    known: Mapping[str, Sequence[str]] = field(default_factory=dict)


def kinds_of(table: str) -> Mapping[str, Kind]:
    """Give the kind of each key of a table."""
    found: Table | Shares = PHASE if table == "phases" else {**SINGLE, **MANY}[table]
    if isinstance(found, Shares):
        return dict.fromkeys(found.names, found.figure)
    return {key: kind for key, kind in found.keys.items() if key not in HIDDEN}


def needed_of(table: str) -> frozenset[str]:
    """Name the keys that have to be written."""
    found: Table | Shares = PHASE if table == "phases" else {**SINGLE, **MANY}[table]
    return frozenset() if isinstance(found, Shares) else frozenset(found.needed())


def boxes(s: Speech, table: str, prefix: str, raw: Mapping[str, Any], names: Names) -> list[Box]:
    """Make the fields of a table, or of one entry of it."""
    needed = needed_of(table)
    return [
        Box(
            name=f"{prefix}{key}",
            key=key,
            label=label(s, table, key),
            form=form_of(key, kind),
            values=shown(kind, raw.get(key)),
            hint=s.text(HINTS[table, key]) if (table, key) in HINTS else "",
            unit="%" if kind in SHARES else "",
            is_needed=key in needed,
            options=tuple(_options(s, key, kind, raw.get(key), names)),
        )
        for key, kind in kinds_of(table).items()
    ]


def form_of(key: str, kind: Kind) -> str:
    """Tell how a key is asked for."""
    if isinstance(kind, Listed):
        is_named = isinstance(kind.item, Choice) or key in NAMES_OF
        return "checks" if is_named else "text" if kind in SHORT_LISTS else "long"
    if isinstance(kind, Pair | Day):
        return "pair" if isinstance(kind, Pair) else "date"
    if isinstance(kind, Choice) or key in NAMES_OF:
        return "select"
    if kind in NUMBERS:
        return "number"
    return "zone" if kind is kinds.ZONE else "long" if kind is kinds.TEXT else "text"


def shown(kind: Kind, raw: Any) -> tuple[str, ...]:
    """Write a value as it stands in its field."""
    if raw is None:
        return ()
    if isinstance(raw, list):
        each = [_one(kind, one) for one in raw]
        if isinstance(kind, Pair) or (isinstance(kind, Listed) and isinstance(kind.item, Choice)):
            return tuple(each)
        return (" ".join(each) if kind in SHORT_LISTS else "\n".join(each),)
    return (_one(kind, raw),)


def _one(kind: Kind, raw: Any) -> str:
    if isinstance(raw, float | int) and not isinstance(raw, bool):
        return f"{100 * raw if kind in SHARES else raw:.10g}"
    return raw.isoformat() if isinstance(raw, date) else str(raw)


def _options(
    s: Speech, key: str, kind: Kind, raw: Any, names: Names
) -> list[tuple[str, str, bool]]:
    item = kind.item if isinstance(kind, Listed) else kind
    chosen = [str(one) for one in raw] if isinstance(raw, list) else [str(raw or "")]
    if isinstance(item, Choice):
        codes: Sequence[str] = item.allowed
    elif key in NAMES_OF:
        codes = names.known.get(NAMES_OF[key], ())
    elif kind is kinds.ZONE:
        codes = sorted(available_timezones())
    else:
        return []
    every = dict.fromkeys((*codes, *(one for one in chosen if one)))
    return [(code, word(s, key, code), code in chosen) for code in every]
