"""What differs between two strategies, one entry a key, in the order of the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal

from balise.domain.strategy import Strategy
from balise.strategy.tables import MANY, SINGLE

Action = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference. `path` is `plan.reserve` or `objectives.spring-sales.target`.

    `before` or `after` is `None` where the entry was not there, or the key had no value.
    """

    path: str
    action: Action
    before: Any = None
    after: Any = None


def diff(before: Strategy, after: Strategy) -> tuple[Change, ...]:
    """List what differs: entries that came or went as a whole, and keys that changed."""
    return tuple(_changes(before, after))


def _changes(before: Strategy, after: Strategy) -> Iterator[Change]:
    for table in SINGLE:
        name = "identity" if table == "strategy" else table
        yield from _keys(table, _plain(getattr(before, name)), _plain(getattr(after, name)))
    for table in MANY:
        old, new = entries(getattr(before, table)), entries(getattr(after, table))
        for name, noun in old.items():
            if name not in new:
                yield Change(path=f"{table}.{name}", action="removed", before=noun)
        for name, noun in new.items():
            if name not in old:
                yield Change(path=f"{table}.{name}", action="added", after=noun)
            else:
                yield from _keys(f"{table}.{name}", _plain(old[name]), _plain(noun))


def entries(nouns: tuple[Any, ...]) -> dict[str, Any]:
    """Name the entries of a table: by name, an account by its id, others by what they are of."""
    return {key_of(noun): noun for noun in nouns}


def key_of(noun: Any) -> str:
    """Name one entry."""
    for key in ("id", "name", "kind", "starts"):
        if said := getattr(noun, key, None):
            return str(said)
    return ""


def _keys(path: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    for key in dict.fromkeys((*before, *after)):
        old, new = before.get(key), after.get(key)
        if old != new:
            action: Action = "added" if key not in before else "changed"
            action = "removed" if key not in after else action
            yield Change(path=f"{path}.{key}", action=action, before=old, after=new)


def _plain(noun: Any) -> Mapping[str, Any]:
    if is_dataclass(noun):
        return {one.name: getattr(noun, one.name) for one in fields(noun)}
    return dict(noun)
