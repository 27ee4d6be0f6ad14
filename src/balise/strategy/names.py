"""Names in a strategy: each given once, each that is used there, and no circle among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from balise.domain.toml_place import Path
from balise.strategy.parts import Parts
from balise.strategy.sheet import listed, shown

_NAMED = (
    "objectives", "audiences", "accounts", "pillars", "calls_to_action", "competitors", "series",
    "events", "adaptations",
)  # fmt: skip


_KEYS = {"accounts": ("network", "handle"), "adaptations": ("kind",)}


def twice(parts: Parts) -> None:
    """Tell of names that stand twice in a table, whatever their case."""
    for table in _NAMED:
        seen: dict[str, int] = {}
        keys = _KEYS.get(table, ("name",))
        for entry in parts.all(table, *keys):
            name = ":".join(getattr(entry.noun, key) for key in keys).casefold()
            path = (table, entry.n)
            if name in seen:
                parts.sheet.tell("strategy-twice", path, other=seen[name])
            seen.setdefault(name, parts.sheet.line(path))


def references(parts: Parts) -> None:
    """Tell of names that nothing in the file has."""
    networks = list(dict.fromkeys(entry.noun.network for entry in parts.all("accounts", "network")))
    for path, said, table in _used(parts):
        _reference(parts, path, said, table)
    if not parts.is_whole("accounts", "network"):
        return
    for entry in parts.all("series", "networks"):
        for n, name in enumerate(entry.noun.networks):
            if name not in networks:
                known = listed(networks)
                path = ("series", entry.n, "networks", n)
                parts.sheet.tell("strategy-reference", path, value=name, known=known)
    for entry in parts.all("adaptations", "networks"):
        alone = [name for name in entry.noun.networks if name not in networks]
        if alone:
            at = ("adaptations", entry.n, "networks")
            parts.sheet.tell("strategy-adaptation-alone", at, value=", ".join(alone))


def _used(parts: Parts) -> Iterator[tuple[Path, str, str]]:
    for table, key, target in (
        ("objectives", "supports", "objectives"),
        ("series", "pillar", "pillars"),
        ("events", "objective", "objectives"),
    ):
        for entry in parts.all(table, key):
            yield (table, entry.n, key), getattr(entry.noun, key), target
    for table in ("objectives", "accounts"):
        for entry in parts.all(table, "audiences"):
            for n, name in enumerate(entry.noun.audiences):
                yield (table, entry.n, "audiences", n), name, "audiences"
    for entry in parts.all("events", "phases"):
        for n, phase in enumerate(entry.noun.phases):
            said = getattr(phase, "cta", "")
            yield ("events", entry.n, "phases", n, "cta"), said, "calls_to_action"


def _reference(parts: Parts, path: Path, said: str, table: str) -> None:
    known = parts.names(table)
    if not said or said in known:
        return
    value = shown(said)
    if not known:
        parts.sheet.tell("strategy-reference-none", path, value=value, header=f"[[{table}]]")
    elif meant := parts.sheet.near(said, known):
        parts.sheet.tell("strategy-reference-near", path, value=value, near=meant)
    else:
        parts.sheet.tell("strategy-reference", path, value=value, known=listed(known))


def circles(parts: Parts) -> None:
    """Tell of objectives that lead to one another, each circle once."""
    entries = {entry.noun.name: entry for entry in parts.all("objectives", "name", "supports")}
    leads = {name: entry.noun.supports for name, entry in entries.items()}
    seen: set[str] = set()
    for name in leads:
        circle = _circle(name, leads, seen)
        if circle:
            said = " → ".join(shown(one) for one in (*circle, circle[0]))
            at = ("objectives", entries[circle[0]].n, "supports")
            parts.sheet.tell("strategy-circle", at, circle=said)


def _circle(name: str, leads: Mapping[str, str], seen: set[str]) -> list[str]:
    """Follow an objective through what was not yet seen; give the circle that this closes."""
    way: dict[str, int] = {}
    while name in leads and name not in seen:
        seen.add(name)
        way[name] = len(way)
        name = leads[name]
    return list(way)[way[name] :] if name in way else []
