"""What the lists of the forms offer."""

from __future__ import annotations

from balise.domain.content import Content
from balise.domain.plan import Slot
from balise.strategy import Strategy
from balise.strategy.effort import HOURS, KINDS
from balise.strategy.rhythm import ALSO
from balise.words import Speech, capital, mark

Listed = list[tuple[str, str]]
_NONE = mark("none")


def kinds(s: Speech, *networks: str, there: str = "") -> Listed:
    """List the formats that networks take, and the one that is there."""
    known = [one for name in networks for one in (*KINDS.get(name, HOURS), *ALSO.get(name, ()))]
    every = dict.fromkeys([*([there] if there else []), *known])
    return [(one, capital(s.term("kind", one))) for one in every]


def pillars(s: Speech, strategy: Strategy | None, there: str = "") -> Listed:
    """List the pillars, and none."""
    known = [one.name for one in strategy.pillars] if strategy else []
    every = dict.fromkeys([*known, *([there] if there else [])])
    return [("", s.text(_NONE)), *((one, one) for one in every)]


def asks(s: Speech, strategy: Strategy | None, there: str = "") -> Listed:
    """List the calls to action, and none."""
    known = [one.name for one in strategy.calls_to_action] if strategy else []
    every = dict.fromkeys([*known, *([there] if there else [])])
    return [("", s.text(_NONE)), *((one, capital(s.term("cta", one))) for one in every)]


def accounts(s: Speech, strategy: Strategy | None) -> Listed:
    """List the accounts."""
    if strategy is None:
        return []
    return [
        (one.id, f"{s.term('network', one.network)} @{one.handle}") for one in strategy.accounts
    ]


def of_slot(s: Speech, strategy: Strategy | None, slot: Slot) -> dict[str, Listed]:
    """Give the lists of a form that changes a post."""
    return {
        "kind": kinds(s, slot.network, there=slot.kind),
        "pillar": pillars(s, strategy, slot.pillar),
        "ask": asks(s, strategy, slot.cta),
    }


def of_text(s: Speech, strategy: Strategy | None, content: Content) -> dict[str, Listed]:
    """Give the lists of a form that writes a post."""
    return {"ask": asks(s, strategy, content.cta)}
