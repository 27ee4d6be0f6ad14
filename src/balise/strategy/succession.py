"""The next strategy, begun from what the last one learnt."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import tomlkit
from tomlkit.items import AoT

from balise.domain import strategy as domain
from balise.domain.refinement import Belief
from balise.domain.toml_place import place, places
from balise.errors import ProposalStaleError, StrategyPathError
from balise.strategy import sections
from balise.strategy.changes import entries
from balise.strategy.document import Strategy
from balise.strategy.editing import replaced
from balise.strategy.places import spot
from balise.words import LANGUAGES, Speech, mark
from balise.words.beliefs import LEARNT, learnt

_PAST = mark("Past, left out: {what}.")
_REACHED = mark("Reached by {day}: {figure} of {target}.")


def succeed(
    text: str,
    beliefs: Iterable[Belief],
    *,
    starts: date | None = None,
    reached: Mapping[str, float] | None = None,
) -> str:
    """Make the next strategy from the text of the last.

    All objectives move by the same number of days; targets stay, to be set by those who decide.
    What was learnt is written, each with a comment that gives its interval and its posts. Events
    and closed days that are over are left out.

    Parameters
    ----------
    text
        The last strategy; its comments and order stay.
    beliefs
        What was learnt: changes are made where they are not made already, and what is clear is
        commented. A change that no longer fits is left out.
    starts
        The first day of its first objective; without it the day after the last one ended.
    reached
        Objective -> what was reached, in the unit of its KPI: the baseline of the next.

    Raises
    ------
    StrategyError
        Where the text is no strategy.
    """
    ours = Strategy.parse(text)
    first = min(aim.starts for aim in ours.objectives)
    last = max(aim.ends for aim in ours.objectives)
    shift = (starts or last + timedelta(days=1)) - first
    s = Speech(ours.identity.language)
    text = _moved(_forgotten(ours.text), ours, shift)
    text = _based(text, ours, reached or {}, s)
    text = _without_past(text, first + shift, s)
    told: list[Belief] = []
    for one in beliefs:
        with suppress(ProposalStaleError, StrategyPathError):
            proposal = one.proposal
            text = replaced(text, proposal.path, proposal.before, proposal.after)
            told += [one] if proposal.estimate.verdict in {"better", "worse"} else []
    text = _commented(text, told, s)
    Strategy.parse(text)
    return text


def _moved(text: str, ours: Strategy, shift: timedelta) -> str:
    document = tomlkit.parse(text)
    rows: Any = document["objectives"]
    for aim, row in zip(ours.objectives, rows, strict=True):
        row["starts"], row["ends"] = aim.starts + shift, aim.ends + shift
    return tomlkit.dumps(document)


def _based(text: str, ours: Strategy, reached: Mapping[str, float], s: Speech) -> str:
    """Write what was reached as the baseline, with the day and the target in a comment."""
    for n, aim in enumerate(ours.objectives):
        figure = reached.get(aim.name, math.nan)
        if math.isfinite(figure):
            text = _with_baseline(text, n, _plain(figure))
            said = s.text(_REACHED, day=s.day(aim.ends), figure=_said(s, figure),
                          target=_said(s, aim.target))  # fmt: skip
            text = _above(text, ("objectives", n, "baseline"), said)
    return text


def _with_baseline(text: str, n: int, figure: float) -> str:
    document = tomlkit.parse(text)
    rows: Any = document["objectives"]
    if "baseline" not in rows[n] and isinstance(rows, AoT):
        return sections.inside(text, "objectives", n, f"baseline = {figure}")
    rows[n]["baseline"] = figure
    return tomlkit.dumps(document)


def _plain(figure: float) -> float:
    """Write no more digits than tell something."""
    rounded = float(f"{figure:.6g}")
    return int(rounded) if rounded.is_integer() else rounded


def _said(s: Speech, figure: float) -> str:
    return s.number(figure, 0 if float(figure).is_integer() else 2)


def _without_past(text: str, starts: date, s: Speech) -> str:
    """Leave out events and closed days that are over when the next strategy starts."""
    for table, end in _ENDS.items():
        every = getattr(Strategy.parse(text), table)
        gone = [n for n, one in enumerate(every) if end(one) < starts]
        named = ", ".join(_named(every[n]) for n in gone)
        for n in reversed(gone):
            text = _cut(text, table, n)
        if gone:
            text = f"{text.rstrip()}\n\n# {s.text(_PAST, what=named)}\n"
    return text


def _event_end(one: domain.Event) -> date:
    return one.date + timedelta(days=max([0, *(phase.to_day for phase in one.phases)]))


def _closed_end(one: domain.Blackout) -> date:
    return one.ends


_ENDS: Mapping[str, Callable[[Any], date]] = {"events": _event_end, "blackouts": _closed_end}


def _named(one: Any) -> str:
    name = getattr(one, "name", "") or one.reason
    day = getattr(one, "date", None) or one.starts
    said = f"{name} ({day.isoformat()})" if name else day.isoformat()
    return "".join(c if c.isprintable() else " " for c in said)


def _cut(text: str, table: str, n: int) -> str:
    document = tomlkit.parse(text)
    rows: Any = document[table]
    if isinstance(rows, AoT):
        return sections.without(text, table, n)
    del rows[n]
    return tomlkit.dumps(document)


def _forgotten(text: str) -> str:
    """Take out what comments said was learnt before: it is said anew."""
    every = [Speech(one) for one in LANGUAGES]
    said = [s.text(LEARNT) for s in every]
    said += [s.text(_REACHED, day="\n", figure="", target="").partition("\n")[0] for s in every]
    begins = tuple(f"# {each}" for each in said)
    lines = text.splitlines(keepends=True)
    kept = "".join(line for line in lines if not line.lstrip().startswith(begins))
    return kept if tomllib.loads(kept) == tomllib.loads(text) else text


def _commented(text: str, told: Sequence[Belief], s: Speech) -> str:
    """Put what was learnt above what it is of; what is gone is told of above what is left."""
    said: dict[tuple[str | int, ...], list[str]] = {}
    for one in told:
        line = learnt(s, one)
        for path in _paths(Strategy.parse(text), one):
            if line not in said.setdefault(path, []):
                said[path].append(line)
    for path, lines in sorted(said.items(), key=lambda item: -_line(text, item[0])):
        for line in reversed(lines):
            text = _above(text, path, line)
    return text


def _paths(ours: Strategy, one: Belief) -> Iterator[tuple[str | int, ...]]:
    at = spot(one.proposal.path)
    if at.what == "shares":
        named = [each.name for each in ours.pillars]
        mine = [n for n, name in enumerate(named) if name.casefold() == one.level.casefold()]
        yield from (("pillars", n, "share") for n in mine)
    elif at.entry:
        named = list(entries(getattr(ours, at.table)))
        n = named.index(at.entry) if at.entry in named else 0
        yield (at.table, n, at.name) if at.name else (at.table, n)
    else:
        yield at.table, at.name


def _line(text: str, path: tuple[str | int, ...]) -> int:
    return place(places(text), *path).line


def _above(text: str, path: tuple[str | int, ...], said: str) -> str:
    """Put a comment above a setting, or above the table where it is not written."""
    lines = text.splitlines(keepends=True)
    at = _line(text, path) - 1
    plain = "".join(c if c.isprintable() or c in "\u202f\u00a0" else " " for c in said)
    indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
    lines.insert(at, f"{indent}# {plain}{sections.newline(text)}")
    new = "".join(lines)
    return new if tomllib.loads(new) == tomllib.loads(text) else text
