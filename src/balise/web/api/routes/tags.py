"""Tags of past posts, and competitors."""

from __future__ import annotations

from dataclasses import asdict, fields, replace
from itertools import chain
from typing import Any, Literal, cast

from django.http import HttpRequest, HttpResponse
from ninja import Field as Bound, Query, Router
from ninja.responses import Status

from balise.domain.tag import Field, Proposed, Subject, Tag
from balise.domain.team import Right
from balise.errors import PostUnknownError, StrategyMissingError
from balise.ingest import grid
from balise.report.competition_words import NOT_CAUSAL, suggestions
from balise.report.json_ import plain
from balise.strategy import Strategy
from balise.web.access import who_of
from balise.web.api.files import MEDIA, sent
from balise.web.api.rights import needs
from balise.web.api.shapes import Confirm, Given, Job, Values
from balise.web.api.written import written
from balise.web.language import speech_of
from balise.web.site import Site, site_of
from balise.workspace import Workspace

router = Router(tags=["tags"])


class TagsAsked(Given):
    """Of which field."""

    field: Literal["pillar", "theme", "campaign"] = "pillar"


class ProposalsAsked(TagsAsked):
    """Of which field, and whether work that came to nothing is begun again."""

    again: bool = False


class Above(TagsAsked):
    """How sure a proposal has to be."""

    above: float = Bound(ge=0, le=1)


class Confirmed(Given):
    """How many tags say something new."""

    newly_confirmed: int


@router.get("/brands/{brand:brand}/tags", response={200: Values, 202: Job},
            **needs(Right.INSPECT))  # fmt: skip
def tags(request: HttpRequest, brand: str, asked: Query[ProposalsAsked]) -> Any:
    """Propose a tag for each past post that has none; nothing of it counts before it is said.

    Of thousands of posts a worker proposes: until it has, its job is given (202). One that failed
    or was called off is given as it is; `again` begins it again, so ask for that only once.
    """
    site = site_of(request)
    name, field, desk = site.space.brand(brand), asked.field, site.desk
    if desk.is_large(name) and not desk.is_proposed(name, field) and site.space.has_worker():
        by = who_of(request).name
        return Status(202, desk.propose(name, field, by=by, anew=asked.again))
    found = _proposed(site, name, field)
    known = sum(one.field == field for one in site.space.store.tags(name))
    told = {one.name: getattr(found, one.name) for one in fields(found)}
    said = written({**told, "is_probability": bool(found.n_checked), "known": known})
    # As it is: for the library of schemas to go through 100,000 proposals takes seconds.
    return HttpResponse(said, content_type="application/json; charset=utf-8")


@router.post("/brands/{brand:brand}/tags", response=Confirmed, **needs(Right.EDIT))
def confirm(request: HttpRequest, brand: str, given: Confirm) -> dict[str, int]:
    """Say what posts are about; fits follow from the next one on."""
    space = site_of(request).space
    posts = space.some_posts(space.brand(brand), (one.post_uid for one in given.tags))
    unknown = next((one.post_uid for one in given.tags if one.post_uid not in posts), None)
    if unknown is not None:
        raise PostUnknownError(name=unknown)
    field = cast("Field", given.field)
    said = [Tag(uid=one.post_uid, field=field, value=one.value) for one in given.tags]
    return {"newly_confirmed": space.confirm_tags(said, brand, by=who_of(request).name)}


@router.post("/brands/{brand:brand}/tags/accept", response=Confirmed, **needs(Right.EDIT))
def accept(request: HttpRequest, brand: str, given: Above) -> dict[str, int]:
    """Confirm what is proposed with a score of at least `above`; groups are named one by one."""
    site = site_of(request)
    space = site.space
    found = _proposed(site, space.brand(brand), given.field)
    said = [
        Tag(uid=one.uid, field=one.field, value=one.value, source=one.source, is_seen=False)
        for one in (() if found.is_grouped else found.proposals)
        if one.score >= given.above
    ]
    return {"newly_confirmed": space.confirm_tags(said, brand, by=who_of(request).name)}


@router.get("/brands/{brand:brand}/competition/grid", **needs(Right.SEE))
def empty_grid(request: HttpRequest, brand: str) -> HttpResponse:
    """Give an empty table to note the public posts of competitors in; it is imported as theirs."""
    del brand
    written = grid.empty(speech_of(request).language).encode("utf-8-sig")
    return sent(written, MEDIA["csv"], "grid.csv")


@router.get("/brands/{brand:brand}/competition", response=Values, **needs(Right.INSPECT))
def competition(request: HttpRequest, brand: str) -> Any:
    """Compare with the competitors, by what is public of both."""
    space, tongue = site_of(request).space, speech_of(request)
    own = _strategy(space, brand)
    found = space.competition(
        space.brand(brand),
        pillars=_subjects(own) if own else (),
        positioning=own.identity.positioning if own else "",
    )
    return plain({
        **asdict(found),
        "suggestions": list(suggestions(tongue, found)),
        "note": tongue.text(NOT_CAUSAL),
    })  # fmt: skip


def _proposed(site: Site, brand: str, field: Field) -> Proposed:
    """Propose; of many posts what a worker proposed is read, but for what was confirmed since."""
    if not (site.desk.is_large(brand) and site.desk.is_proposed(brand, field)):
        subjects = site.space.subjects(brand, field)
        return site.space.propose_tags(brand, field=field, subjects=subjects)
    left = site.desk.sorted_posts(brand, field)
    every = chain.from_iterable(map(left.of_value, sorted(left.counts)))
    return replace(left.found, proposals=tuple(every), untold=left.untold)


def _strategy(space: Workspace, brand: str) -> Strategy | None:
    try:
        return space.strategy(brand)
    except StrategyMissingError:
        return None


def _subjects(strategy: Strategy) -> tuple[Subject, ...]:
    return tuple(Subject(name=one.name, keywords=one.keywords) for one in strategy.pillars)
