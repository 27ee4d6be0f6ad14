"""A team with two brands, made by code: one with figures, one with posts to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from balise.domain.content import Content
from balise.domain.estimate import Provenance
from balise.domain.plan import Plan, Slot
from balise.domain.team import Role, Who
from balise.strategy.answers import Answers
from balise.strategy.draft import draft
from balise.strategy.interview import complete
from balise.workspace import Workspace

SOON, ZONE = "Le Héron", "Europe/Brussels"
"""The brand of which posts are to come, and where it is."""
PASSWORD = "four words that came by"  # noqa: S105 - made up
MONTH = (datetime.now(UTC).date().replace(day=1) + timedelta(days=62)).replace(day=1)
FIRST = MONTH + timedelta(days=14 - MONTH.weekday())
"""A Monday in a month that is wholly to come."""
ROLES = (Role.EDITOR, Role.APPROVER, Role.CLIENT, Role.READER)
TEXTS = {
    "en": "Les moules sont arrivées. Réservez une table pour vendredi.",
    "fr": "La terrasse ouvre samedi. Réservez une table au soleil.",
}
"""What a post says, one for the journeys of each language."""
MORE = ("write", "agree", "refuse", "client", "link", "move", "keys")
"""What a post is there for, in each language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """What a journey has to know of the world."""

    folder: Path
    figures: str
    soon: str
    links: dict[str, str]


def email(role: str, language: str) -> str:
    return f"{role}-{language}@example.org"


def slot_of(what: str, language: str) -> str:
    return f"instagram-heron-{what}-{language}"


def day_of(what: str) -> date:
    """Tell on which day a post is."""
    return FIRST + timedelta(days=MORE.index(what))


def close(space: Workspace) -> None:
    store: Any = space.store
    store.close()


def made(folder: Path) -> Team:
    """Make the brands, the people and the links of clients."""
    space = Workspace.open(folder)
    figures = space.show_made_up(language="fr", past=26)
    begun = Answers.begun(language="fr", today=date(2026, 11, 26))
    heron = draft(complete(begun, {"starter": "restaurant", "name": SOON}))
    space.keep_strategy(heron.with_value("strategy.timezone", ZONE), brand=SOON)
    space.store.keep_plan(SOON, _plan(), made_at=datetime.now(UTC))
    me = Who(name="you", is_master=True)
    for language in TEXTS:
        _write(space, language)
        _let_in(space, me, language, figures)
    links = {
        language: space.make_link(SOON, name="Ana", by=me, slots=[slot_of("link", language)]).secret
        for language in TEXTS
    }
    close(space)
    return Team(folder=folder, figures=figures, soon=SOON, links=links)


def _plan() -> Plan:
    stamp = Provenance(snapshot="", model="1", seed=0, made_at=datetime.now(UTC))
    slots = [
        _slot(what, language, hour) for what in MORE for language, hour in (("en", 12), ("fr", 18))
    ]
    return Plan(
        slots=tuple(slots), objectives=(), optimality_gap=0.0, violations=(), strategy_hash="",
        provenance=stamp, starts=FIRST, weeks=1,
    )  # fmt: skip


def _slot(what: str, language: str, hour: int) -> Slot:
    day = day_of(what)
    at = datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo(ZONE))
    name = slot_of(what, language)
    return Slot(
        slot_id=name, content_id=f"c-{name}", network="instagram", account="heron",
        publish_at=at.astimezone(UTC), kind="image", pillar="La carte", timezone=ZONE,
    )  # fmt: skip


def _write(space: Workspace, language: str) -> None:
    for what in MORE:
        if what != "write":
            said = Content(slot_id=slot_of(what, language), text=TEXTS[language], language="fr")
            space.write_content(SOON, said, by="Mia")


def _let_in(space: Workspace, me: Who, language: str, figures: str) -> None:
    """Let an owner of the installation in, and somebody of each role."""
    for owner in ("owner", "guard"):
        came = space.invite(email(owner, language), by=me, is_master=True)
        space.accept_invitation(came.token, password=PASSWORD, name=f"Mia {language}")
    for role in ROLES:
        brands = (SOON,) if role is Role.CLIENT else (SOON, figures)
        roles = dict.fromkeys(brands, role)
        came = space.invite(email(role, language), by=me, roles=roles)
        space.accept_invitation(came.token, password=PASSWORD, name=f"{role} {language}")
