"""What serves what: each objective against what the strategy has to reach it with.

The rule, from the file alone:

- A pillar or a call to action serves directly the objectives of its stage; a call to action also
  that of an event of which a phase asks it. A series serves what its pillar serves, an event the
  objective that it names.
- An audience serves directly the objectives that name it. An account does where one of its
  audiences is one of the objective's. Where one side names none it is open to all: nothing in the
  file says otherwise.
- What serves an objective serves indirectly those that it leads to (`supports`). A pillar or call
  to action of an earlier stage serves indirectly the objectives of later ones, where [funnel]
  asks for posts of that stage.

What serves nothing is told, and so is an objective that no pillar, call to action, series or event
serves, and one whose audiences no account speaks to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from balise.domain.reading import Finding
from balise.domain.strategy import STAGES, Objective, Strategy
from balise.domain.toml_place import places
from balise.errors import Said
from balise.strategy.changes import key_of
from balise.strategy.reading import FILE
from balise.strategy.sheet import Sheet
from balise.words import mark

Tie = Literal["direct", "indirect", "open", "none"]
ELEMENTS = ("audiences", "accounts", "pillars", "calls_to_action", "series", "events")
"""Tables whose entries serve objectives."""
CONTENT = ("pillars", "calls_to_action", "series", "events")
"""Those of them that posts are made of."""
_RANK: Mapping[Tie, int] = {"none": 0, "open": 1, "indirect": 2, "direct": 3}
_REMEDIES = {
    "audiences": Said(mark("Name it in `audiences` of an objective.")),
    "accounts": Said(mark("Name an audience of an objective in its `audiences`.")),
    "pillars": Said(mark("Give it the `stage` of an objective.")),
    "calls_to_action": Said(mark("Give it the `stage` of an objective.")),
    "series": Said(mark("Give it a `pillar` that serves one.")),
    "events": Said(mark("Name its `objective`.")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An entry of a table, and how it serves each objective; `n` counts entries from 0."""

    table: str
    n: int
    name: str
    serves: Mapping[str, Tie]

    @property
    def is_idle(self) -> bool:
        """Whether it serves nothing."""
        return set(self.serves.values()) <= {"none"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """The matrix of a strategy, and a finding for each gap in it."""

    objectives: tuple[Objective, ...]
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]


def align(strategy: Strategy, *, text: str = "", file: str = FILE) -> Alignment:
    """Hold the elements of a strategy against its objectives.

    Parameters
    ----------
    text
        The file, so that findings tell their lines.

    Examples
    --------
    >>> import balise
    >>> ours = balise.Strategy.parse('''
    ... strategy = { name = "Shop" }
    ... accounts = [{ network = "x", handle = "shop" }]
    ... pillars = [{ name = "offers", stage = "conversion" }, { name = "fun" }]
    ... [[objectives]]
    ... name = "clicks"
    ... stage = "conversion"
    ... kpi = "link_clicks"
    ... aggregate = "total"
    ... target = 1200
    ... starts = 2026-12-01
    ... ends = 2027-02-28
    ... ''')
    >>> found = align(ours, text=ours.text)
    >>> [(row.name, row.serves["clicks"]) for row in found.rows]
    [('x:shop', 'open'), ('offers', 'direct'), ('fun', 'none')]
    >>> print(found.findings[0], found.findings[0].line)
    pillar “fun” serves no objective. Give it the `stage` of an objective. 4
    """
    leads = {aim.name: aim.supports for aim in strategy.objectives}
    rows = tuple(_Ties(strategy, leads).rows())
    known = {table: [{"name": key_of(one)} for one in getattr(strategy, table)] for table in _TOLD}
    sheet = Sheet(file=file, places=places(text), given=known)
    _gaps(strategy, rows, sheet)
    return Alignment(objectives=strategy.objectives, rows=rows, findings=sheet.sorted())


_TOLD = ("objectives", *ELEMENTS)


@dataclass(frozen=True, slots=True)
class _Ties:
    """How the elements of one strategy serve its objectives."""

    strategy: Strategy
    leads: Mapping[str, str]

    def rows(self) -> Iterator[Row]:
        for table in ELEMENTS:
            for n, element in enumerate(getattr(self.strategy, table)):
                serves = self.serves(table, element)
                yield Row(table=table, n=n, name=key_of(element), serves=serves)

    def serves(self, table: str, element: Any) -> Mapping[str, Tie]:
        """Give the ties of one element, with those that go through another objective."""
        if table == "series":
            pillar = [one for one in self.strategy.pillars if one.name == element.pillar]
            return self.serves("pillars", pillar[0]) if pillar else self._all("none")
        own = {aim.name: self._own(table, element, aim) for aim in self.strategy.objectives}
        found = dict(own)
        for name, tie in own.items():
            for above in self._leads_to(name) if tie == "direct" else ():
                found[above] = max(found[above], "indirect", key=_RANK.__getitem__)
        return found

    def _all(self, tie: Tie) -> Mapping[str, Tie]:
        return {aim.name: tie for aim in self.strategy.objectives}

    def _own(self, table: str, element: Any, aim: Objective) -> Tie:
        if table == "audiences":
            return self._named((element.name,), aim.audiences)
        if table == "accounts":
            return self._named(element.audiences, aim.audiences)
        if table == "events":
            return "direct" if element.objective == aim.name else "none"
        if table == "calls_to_action" and self._asked(element.name, aim.name):
            return "direct"
        return self._staged(element.stage, aim)

    @staticmethod
    def _named(one: tuple[str, ...], other: tuple[str, ...]) -> Tie:
        if not one or not other:
            return "open"
        return "direct" if set(one) & set(other) else "none"

    def _asked(self, cta: str, objective: str) -> bool:
        events = (event for event in self.strategy.events if event.objective == objective)
        return any(phase.cta == cta for event in events for phase in event.phases)

    def _staged(self, stage: str | None, aim: Objective) -> Tie:
        if stage is None:
            return "none"
        if stage == aim.stage:
            return "direct"
        is_asked = self.strategy.funnel.get(stage, 0) > 0
        is_before = STAGES.index(stage) < STAGES.index(aim.stage)
        return "indirect" if is_asked and is_before else "none"

    def _leads_to(self, name: str) -> Iterable[str]:
        way: dict[str, None] = {}
        while (name := self.leads.get(name, "")) in self.leads and name not in way:
            way[name] = None
        return way


def _gaps(strategy: Strategy, rows: tuple[Row, ...], sheet: Sheet) -> None:
    for row in rows:
        if row.is_idle:
            sheet.tell("strategy-serves-none", (row.table, row.n), remedy=_REMEDIES[row.table])
    for n, aim in enumerate(strategy.objectives):
        tied = {row.table for row in rows if row.serves[aim.name] != "none"}
        if not tied & set(CONTENT):
            sheet.tell("strategy-unserved", ("objectives", n), stage=aim.stage)
        if "accounts" not in tied:
            sheet.tell("strategy-unreached", ("objectives", n))
    spoken = {name for account in strategy.accounts for name in account.audiences}
    if all(account.audiences for account in strategy.accounts):
        for n, audience in enumerate(strategy.audiences):
            if audience.name not in spoken:
                sheet.tell("strategy-unspoken", ("audiences", n))
