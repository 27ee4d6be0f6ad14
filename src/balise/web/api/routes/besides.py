"""A brand beside the others of the installation, where its owner lets sums cross."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from balise.domain.team import Right
from balise.report.json_ import plain
from balise.web.access import who_of
from balise.web.allowing import allow as let_sums_cross
from balise.web.api.rights import needs
from balise.web.api.shapes import Given, Values
from balise.web.site import site_of
from balise.workspace import Workspace

router = Router(tags=["beside"])


class Allow(Given):
    """Whether the sums of the brand are compared."""

    allowed: bool


class Allowance(Schema):
    """Whether they are, and who said so when."""

    allowed: bool
    by: str | None
    at: datetime | None


@router.get("/brands/{brand:brand}/beside", response=Values, **needs(Right.SEE))
def beside(request: HttpRequest, brand: str) -> Any:
    """Tell how each kind of post does beside the other brands that allow it; sums only."""
    found = site_of(request).space.beside(brand)
    return {"allowed": found is not None, "kinds": plain(found.kinds) if found else []}


@router.get("/brands/{brand:brand}/beside/allowance", response=Allowance, **needs(Right.OWN))
def allowance(request: HttpRequest, brand: str) -> dict[str, Any]:
    """Tell whether the sums of the brand are compared."""
    return _told(site_of(request).space, brand)


@router.put("/brands/{brand:brand}/beside/allowance", response=Allowance, **needs(Right.OWN))
def allow(request: HttpRequest, brand: str, given: Allow) -> dict[str, Any]:
    """Let the sums of the brand be compared, or take it back: then they are gone at once.

    Of thousands of posts a worker makes them; where that failed, allowing it again begins it again.
    """
    site, by = site_of(request), who_of(request)
    space = site.space
    if given.allowed:
        let_sums_cross(site, brand, by=by)
    else:
        space.end_beside(brand, by=by)
    return _told(space, brand)


def _told(space: Workspace, brand: str) -> dict[str, Any]:
    found = space.allowed(brand)
    return {
        "allowed": found is not None,
        "by": found.by if found else None,
        "at": found.at if found else None,
    }
