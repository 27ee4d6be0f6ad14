"""Calendars that other programs read by a secret address."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from django.urls import reverse
from ninja import Path, Router, Schema
from ninja.responses import Status

from balise.domain.team import Right
from balise.web.access import who_of
from balise.web.api.rights import needs
from balise.web.api.shapes import Given, Id
from balise.web.site import site_of

router = Router(tags=["calendars"])


class NewFeed(Given):
    """In which language."""

    language: Literal["en", "fr"] = "en"


class Feed(Schema):
    """A calendar that is read from afar."""

    id: int
    language: str
    by: str
    made_at: datetime


class MadeFeed(Feed):
    """A calendar with its address: it is told this once."""

    url: str


@router.get("/brands/{brand:brand}/feeds", response=list[Feed], **needs(Right.OWN))
def feeds(request: HttpRequest, brand: str) -> Any:
    """List the calendars that are read from afar."""
    return [*site_of(request).space.feeds(brand)]  # ninja takes a pair for a status


@router.post("/brands/{brand:brand}/feeds", response={201: MadeFeed}, **needs(Right.OWN))
def add(request: HttpRequest, brand: str, given: NewFeed) -> Any:
    """Let the plan be read as a calendar; its address is told this once."""
    space = site_of(request).space
    feed, secret = space.add_feed(brand, language=given.language, by=who_of(request).name)
    where = request.build_absolute_uri(reverse("feed", kwargs={"secret": secret}))
    told = {name: getattr(feed, name) for name in ("id", "language", "by", "made_at")}
    return Status(201, {**told, "url": where})


@router.delete("/brands/{brand:brand}/feeds/{feed_id}", response={204: None}, **needs(Right.OWN))
def revoke(request: HttpRequest, brand: str, feed_id: Path[Id]) -> Any:
    """Let a calendar be read no more."""
    site_of(request).space.revoke_feed(brand, feed_id)
    return Status(204, None)
