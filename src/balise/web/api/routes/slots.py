"""The posts of the plan, one by one: moved, changed, added, written; with what that does to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any

from annotated_types import Ge, Le, MaxLen
from django.http import HttpRequest
from ninja import Field, Query, Router
from ninja.responses import Status

from balise.domain.moved import Moved
from balise.domain.team import Right
from balise.plan.by_hand import Added
from balise.report.json_ import plain
from balise.web.access import who_of
from balise.web.api.rights import needs
from balise.web.api.shapes import Given, Long, Name, Values
from balise.web.language import speech_of
from balise.web.site import site_of
from balise.words.drafts import message
from balise.words.plan_breaches import told as broken
from balise.workspace import Workspace

router = Router(tags=["posts of the plan"])
_Tags = Annotated[list[Name], MaxLen(100)]


class Move(Given):
    """Where to; a time without an offset is on the clock of the strategy."""

    at: datetime
    dry_run: bool = Field(default=False, description="Tell what it does, and keep nothing.")


class Change(Given):
    """What becomes another; what is not named stays."""

    kind: Name | None = None
    pillar: Name | None = None
    cta: Name | None = None
    hashtags: _Tags | None = None


class NewSlot(Move):
    """One more post of the plan, such as one of `suggestions`."""

    network: Name
    account: Name
    kind: Name
    pillar: Name = ""
    cta: Name = ""


class Words(Given):
    """What a post says."""

    text: Long
    hashtags: _Tags | None = None
    cta: Name | None = None
    link: Name | None = None


class Week(Given):
    """Which week of the plan, from 0, and how many moments of it."""

    week: Annotated[int, Ge(0), Le(1_000)] = 0
    most: Annotated[int, Ge(1), Le(20)] = 3


@router.get("/brands/{brand:brand}/plan/slots/{slot_id}", response=Values, **needs(Right.SEE))
def slot(request: HttpRequest, brand: str, slot_id: str) -> Any:
    """Give a post of the plan: what it says, who approved it, what was asked of it."""
    return plain(site_of(request).space.card(brand, slot_id))


@router.post("/brands/{brand:brand}/plan/slots/{slot_id}/move", response=Values,
             **needs(Right.EDIT))  # fmt: skip
def move(request: HttpRequest, brand: str, slot_id: str, given: Move) -> Any:
    """Move a post, or tell what that would do.

    Told are rules that it breaks and heals, and where each objective stands before and after. An
    approval of it is taken back.
    """
    space, at = site_of(request).space, _aware(request, brand, given.at)
    if given.dry_run:
        return _effect(request, space.try_move(brand, slot_id, at))
    return _effect(request, space.move_slot(brand, slot_id, at, by=who_of(request).name))


@router.post("/brands/{brand:brand}/plan/slots/{slot_id}/change", response=Values,
             **needs(Right.EDIT))  # fmt: skip
def change(request: HttpRequest, brand: str, slot_id: str, given: Change) -> Any:
    """Change kind, pillar, call to action or hashtags of a post; tells what that does."""
    space, by = site_of(request).space, who_of(request).name
    return _effect(request, space.change_slot(brand, slot_id, by=by, **given.dict()))


@router.post("/brands/{brand:brand}/plan/slots", response={200: Values, 201: Values},
             **needs(Right.EDIT))  # fmt: skip
def add(request: HttpRequest, brand: str, given: NewSlot) -> Any:
    """Add a post to the plan, or tell what that would do."""
    space = site_of(request).space
    told = given.dict(exclude={"dry_run", "at"})
    asked = Added(**told, at=_aware(request, brand, given.at))
    if given.dry_run:
        return Status(200, _effect(request, space.try_add(brand, asked)))
    return Status(201, _effect(request, space.add_slot(brand, asked, by=who_of(request).name)))


@router.get("/brands/{brand:brand}/plan/suggestions", response=list[Values], **needs(Right.INSPECT))
def suggestions(request: HttpRequest, brand: str, asked: Query[Week]) -> Any:
    """Find the best free moments of a week of the plan, and what would do best there."""
    found = site_of(request).space.suggestions(brand, asked.week, most=asked.most)
    return [plain(one) for one in found]


@router.put("/brands/{brand:brand}/plan/slots/{slot_id}/content", response=Values,
            **needs(Right.EDIT))  # fmt: skip
def write(request: HttpRequest, brand: str, slot_id: str, given: Words) -> Any:
    """Write what a post says, in a revision of its own; tells what stands in its way.

    An approval of another text is taken back.
    """
    space, by = site_of(request).space, who_of(request).name
    return written(request, space, brand, by=by, slot_id=slot_id, **given.dict())


def written(  # noqa: PLR0913 - what is said of a post, each by its name
    request: HttpRequest,
    space: Workspace,
    brand: str,
    *,
    by: str,
    slot_id: str,
    text: str,
    hashtags: list[str] | None,
    cta: str | None,
    link: str | None,
) -> Any:
    """Keep what a post says, and check it."""
    said = {"cta": cta, "link": link, "hashtags": None if hashtags is None else tuple(hashtags)}
    before, tongue = space.content(brand, slot_id), speech_of(request)
    new = replace(before, text=text, **{k: v for k, v in said.items() if v is not None})  # type: ignore[arg-type]
    kept = space.write_content(brand, new, by=by)
    found = space.check_content(brand, kept)
    findings = [{"code": one.code, "message": message(tongue, one)} for one in found]
    return plain({"content": plain(kept), "findings": findings})


def _effect(request: HttpRequest, found: Moved) -> Any:
    tongue = speech_of(request)
    said = {name: [broken(one, tongue) for one in getattr(found, name)]
            for name in ("breaches", "healed")}  # fmt: skip
    return {**plain(found), "said": said}


def _aware(request: HttpRequest, brand: str, at: datetime) -> datetime:
    """Take a time without an offset on the clock of the strategy."""
    if at.tzinfo is not None:
        return at
    return site_of(request).space.moment(brand, at.date(), at.time())
