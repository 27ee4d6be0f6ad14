"""Where to click for the export of each network, with the date on which that was looked at."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from balise.errors import Said

COMMAND = "balise import --how"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One click. `say` is a sentence of the catalogue; its {menu} are the network's own words."""

    say: str
    en: str = ""
    fr: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportPath:
    """The way to one file. Sentences are English, and stand in the catalogue.

    `also` are other names that it is asked for by, `signs` tell that a file has to do with it,
    `formats` are the readers that take the file, by the start of their names.
    """

    name: str
    network: str
    also: tuple[str, ...]
    signs: str
    title: str
    short: str
    formats: tuple[str, ...]
    address: str
    file: str
    holds: str
    lacks: tuple[str, ...]
    often: str
    unsure: str
    url: str
    source: str
    confidence: str
    checked: date
    steps: tuple[Step, ...]

    @property
    def command(self) -> str:
        """What to type to see it."""
        return f"{COMMAND} {self.name}"

    def advice(self) -> dict[str, str]:
        """Name the file and the command, for an error that sends the user there."""
        return {"export": Said(self.short), "command": self.command}

    def sentences(self) -> Iterator[str]:
        """Give all that is said in the reader's language."""
        yield from (self.title, self.short, self.holds, *self.lacks, self.often)
        yield from (step.say for step in self.steps)
        if self.unsure:
            yield self.unsure


@dataclass(frozen=True, slots=True)
class Unknown:
    """Stands where nothing tells which network a file has to do with."""

    network: str = ""

    def advice(self) -> dict[str, str]:
        """Name no network, and the command that lists them all."""
        return {"export": Said(short_of_any()), "command": COMMAND}


@cache
def _book() -> dict[str, Any]:
    text = files("balise.reference").joinpath("data", "export_paths.toml").read_text("utf-8")
    return tomllib.loads(text)


def short_of_any() -> str:
    """Name the export of a network that is not known."""
    return str(_book()["any"])


@cache
def paths() -> tuple[ExportPath, ...]:
    """All ways, in the order of the file.

    Examples
    --------
    >>> paths()[0].name
    'facebook'
    """
    return tuple(_path(entry) for entry in _book()["export"])


def _path(entry: dict[str, object]) -> ExportPath:
    known = {field.name: entry[field.name] for field in fields(ExportPath)}
    steps = tuple(Step(**step) for step in entry["steps"])  # type: ignore[attr-defined]
    lists = {name: tuple(v) for name, v in known.items() if isinstance(v, list)}
    return ExportPath(**{**known, **lists, "steps": steps})  # type: ignore[arg-type]


def path(name: str) -> ExportPath | None:
    """Find a way by its name or another name of it, however it is written.

    Examples
    --------
    >>> path("LinkedIn").name, path("Twitter").name, path("nothing") is None
    ('linkedin', 'x', True)
    """
    wanted = re.sub(r"[\s_]+", "-", name.strip().casefold())
    return next((one for one in paths() if wanted in (one.name, *one.also)), None)


def guess(text: str) -> ExportPath | Unknown:
    """Tell which network a name, or the beginning of a file, speaks of most.

    Examples
    --------
    >>> guess("Screenshot_20260101_Instagram.jpg").network, guess("holiday.jpg").network
    ('instagram', '')
    """
    plain = text.casefold().replace("_", " ")
    counted = Counter({one.name: len(re.findall(one.signs, plain)) for one in paths()})
    name, most = counted.most_common(1)[0]
    return next(one for one in paths() if one.name == name) if most else Unknown()
