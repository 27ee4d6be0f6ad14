"""Who asks, and the brands."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from balise.domain.team import Right
from balise.web.access import Circle, who_of
from balise.web.api.rights import needs
from balise.web.api.shapes import Brand, Me
from balise.web.site import site_of
from balise.workspace import Workspace

router = Router(tags=["brands"])


@router.get("/me", response=Me, **needs(Circle.INSIDE))
def me(request: HttpRequest) -> dict[str, Any]:
    """Tell who asks, and what they may do with which brand."""
    who, space = who_of(request), site_of(request).space
    seen = who.sees(space.every_brand())
    rights = {brand: [right for right in Right if who.may(right, brand)] for brand in seen}
    return {"name": who.name, "brands": rights}


@router.get("/brands", response=list[Brand], **needs(Circle.INSIDE))
def brands(request: HttpRequest) -> list[dict[str, Any]]:
    """List the brands that the one who asks may see."""
    space = site_of(request).space
    return [_told(space, brand) for brand in who_of(request).sees(space.every_brand())]


@router.get("/brands/{brand:brand}", response=Brand, **needs(Right.SEE))
def brand(request: HttpRequest, brand: str) -> dict[str, Any]:
    """Give one brand."""
    return _told(site_of(request).space, brand)


def _told(space: Workspace, brand: str) -> dict[str, Any]:
    has_data = brand in space.brands()
    ledger = space.store.ledger(brand) if has_data else None
    accounts = space.store.accounts(brand) if has_data else ()
    versions, plan = space.store.strategies(brand), space.store.latest_plan(brand)
    return {
        "name": brand,
        "timezone": space.zone(brand),
        "files": ledger.files if ledger else 0,
        "last_import_at": ledger.last_at if ledger else None,
        "accounts": [one.id for one in accounts],
        "strategy_number": versions[-1].number if versions else 0,
        "plan_number": plan.number if plan else 0,
        "made_up": space.is_made_up(brand),
    }
