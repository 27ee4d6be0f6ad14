"""A workspace whose tokens are those of a test, and a program that asks."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.unit.web.reader import PORT, Reader

from balise.domain.team import Right, Role, Who
from balise.web.site import Site
from balise.workspace import Workspace

A, B = "Garden", "Other / 100 %"
ROOT = "/api/v1"
STRATEGY = """
[strategy]
name = "Garden"
timezone = "Europe/Brussels"
[[objectives]]
name = "reach more"
stage = "awareness"
kpi = "engagement"
target = 500
starts = 2026-07-01
ends = 2026-08-30
[[accounts]]
network = "facebook"
handle = "garden"
posts_per_week = [1, 3]
[capacity]
image = 3
link = 2
"""
DEFAULT = frozenset({Right.SEE, Right.INSPECT, Right.EDIT})


@dataclass(frozen=True, slots=True)
class TokenSpace(Workspace):
    """Knows tokens without keeping any."""

    known: Mapping[str, Who] = field(default_factory=dict)

    def who_of_token(self, token: str) -> Who | None:
        return self.known.get(token)


def who(
    brands: Iterable[str], *, scopes: Iterable[Right] | None = tuple(Right), role: Role = Role.OWNER
) -> Who:
    given = None if scopes is None else frozenset(scopes)
    return Who(name="robot", roles=dict.fromkeys(brands, role), scopes=given)


TOKENS = {
    "bal_all": who([A]),
    "bal_default": who([A], scopes=DEFAULT),
    "bal_see": who([A], scopes=[Right.SEE]),
    "bal_reader": who([A], role=Role.READER),
    "bal_other": who([B]),
    "bal_person": who([A], scopes=None),
    "bal_none": who([]),
}


@dataclass
class Program:
    """Asks the API with a token."""

    site: Site
    carries: str = "bal_all"

    def ask(self, method: str, where: str, given: Any = None, **more: Any) -> Any:
        environ: dict[str, Any] = dict(more)
        if self.carries:
            environ["HTTP_AUTHORIZATION"] = f"Bearer {self.carries}"
        if given is not None:
            body = given if isinstance(given, bytes | str) else json.dumps(given)
            environ |= {"data": body, "content_type": "application/json"}
        return Reader(self.site).ask(where, method, **environ)

    def get(self, where: str, **more: Any) -> Any:
        answer = self.ask("GET", ROOT + where, **more)
        assert answer.status_code == 200, (where, answer.status_code, answer.content[:300])
        return answer.json()

    def refused(self, method: str, where: str, given: Any = None, **more: Any) -> tuple[int, Any]:
        answer = self.ask(method, ROOT + where, given, **more)
        return answer.status_code, answer.json()


def site(space: Workspace) -> Site:
    return Site(space=TokenSpace(space.store, space.place, TOKENS), port=PORT)
