"""Drafts held against the rules of the networks and of the strategy."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from ninja import Router

from balise.domain.team import Right
from balise.report.json_ import plain
from balise.report.plain.drafts import checked
from balise.web.api.rights import needs
from balise.web.api.shapes import Drafts, Values
from balise.web.language import speech_of
from balise.web.site import site_of

router = Router(tags=["drafts"])


@router.post("/brands/{brand:brand}/drafts/check", response=Values, **needs(Right.INSPECT))
def check(request: HttpRequest, brand: str, given: Drafts) -> Any:
    """Check drafts; they are written as in a file of drafts, and nothing is kept."""
    space = site_of(request).space
    found = space.check_drafts(
        json.dumps(given.drafts),
        brand,
        today=datetime.now(UTC).astimezone(ZoneInfo(space.zone(brand))).date(),
    )
    return plain(checked(found.findings, found.drafts, speech_of(request)))
