"""Calls of other programs when something happens."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from annotated_types import MaxLen, MinLen
from django.http import HttpRequest
from ninja import Path, Router, Schema
from ninja.responses import Status

from balise.domain import hook as of_hooks
from balise.domain.hook import Event
from balise.domain.team import Right
from balise.web.access import who_of
from balise.web.api.rights import needs
from balise.web.api.shapes import Given, Id, Name
from balise.web.site import site_of

router = Router(tags=["webhooks"])


class NewHook(Given):
    """Whom to call, and when."""

    url: Annotated[Name, MaxLen(2_000)]
    events: Annotated[list[Event], MinLen(1), MaxLen(20)]


class Hook(Schema):
    """An address that is called."""

    id: int
    url: str
    events: list[str]
    by: str
    made_at: datetime


class MadeHook(Hook):
    """An address with the secret that its calls are signed with: it is told this once."""

    secret: str


class Call(Schema):
    """One call and how it went."""

    call_id: str
    event: str
    state: Literal["waiting", "sending", "sent", "failed"]
    attempts: int
    status: int
    error: str
    made_at: datetime
    due_at: datetime
    ended_at: datetime | None


@router.get("/brands/{brand:brand}/hooks", response=list[Hook], **needs(Right.OWN))
def hooks(request: HttpRequest, brand: str) -> list[dict[str, Any]]:
    """List the addresses that are called."""
    return [_told(one) for one in site_of(request).space.hooks(brand)]


@router.post("/brands/{brand:brand}/hooks", response={201: MadeHook}, **needs(Right.OWN))
def add(request: HttpRequest, brand: str, given: NewHook) -> Any:
    """Call an address from now on; its secret is told this once."""
    space = site_of(request).space
    made, secret = space.add_hook(brand, given.url, events=given.events, by=who_of(request).name)
    return Status(201, {**_told(made), "secret": secret})


@router.delete("/brands/{brand:brand}/hooks/{hook_id}", response={204: None}, **needs(Right.OWN))
def remove(request: HttpRequest, brand: str, hook_id: Path[Id]) -> Any:
    """Call an address no more; its log goes with it."""
    site_of(request).space.remove_hook(brand, hook_id)
    return Status(204, None)


@router.get("/brands/{brand:brand}/hooks/{hook_id}/calls", response=list[Call], **needs(Right.OWN))
def calls(request: HttpRequest, brand: str, hook_id: Path[Id]) -> Any:
    """List the last calls of an address, the newest first."""
    return [*site_of(request).space.hook_calls(brand, hook_id)]  # ninja takes a pair for a status


def _told(one: of_hooks.Hook) -> dict[str, Any]:
    return {
        "id": one.id, "url": one.url, "events": sorted(one.events), "by": one.by,
        "made_at": one.made_at,
    }  # fmt: skip
