"""The look back: what became of the plan, and what to change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from balise.domain.proposal import Proposal
from balise.domain.team import Right
from balise.errors import FieldsError
from balise.refine.changes import proposed
from balise.refine.refusals import refusal
from balise.report import review as reviews
from balise.report.json_ import plain
from balise.report.plain.refined import plain as refined
from balise.web.access import who_of
from balise.web.api.rights import needs
from balise.web.api.shapes import Decided, Given, Values
from balise.web.language import speech_of
from balise.web.site import site_of

router = Router(tags=["refine"])


_LONG_AGO = timedelta(days=1)


class Looked(Given):
    """From which moment is looked back; without it: now."""

    as_of: datetime | None = None


class NextAsked(Looked):
    """When the next period begins; without it the day after the last objective ends."""

    starts: date | None = None


class ReviewAsked(Looked):
    """In which form and language."""

    form: Literal["html", "pdf"] = "html"
    language: Literal["", "en", "fr"] = ""


@router.get("/brands/{brand:brand}/refinement", response=Values, **needs(Right.INSPECT))
def refinement(request: HttpRequest, brand: str, asked: Query[Looked]) -> Any:
    """Look back: what was done, what came of it, what to keep, stop, change or test.

    `as_of` and the numbers of proposals are sent back with what is decided.
    """
    now = _moment(asked.as_of)
    looking = site_of(request).space.looking(brand, now=now)
    found = looking.refinement()
    every = proposed(found.beliefs)
    waiting = [n for n, one in enumerate(every, 1) if refusal(one, looking.decisions) is None]
    told = refined(found, every, speech_of(request))
    return plain({"as_of": now.isoformat(), "open": waiting, **told})


@router.post("/brands/{brand:brand}/refinement/decisions", response=Values, **needs(Right.EDIT))
def decide(request: HttpRequest, brand: str, given: Decided) -> dict[str, Any]:
    """Accept or refuse proposals; what is accepted is written into the strategy, nothing else."""
    at = given.as_of if given.as_of.tzinfo else given.as_of.replace(tzinfo=UTC)
    now = datetime.now(UTC)
    if not now - _LONG_AGO <= at <= now:
        raise FieldsError(fields="as_of")
    space = site_of(request).space
    every = proposed(space.looking(brand, now=at).refinement().beliefs)
    accepted, refused = (_of(every, numbers) for numbers in (given.accept, given.refuse))
    if {*given.accept} & {*given.refuse}:
        raise FieldsError(fields="accept, refuse")
    by = who_of(request).name
    if accepted:
        space.accept(accepted, brand, refused=refused, by=by, now=now)
    elif refused:
        space.refuse(refused, brand, by=by, now=now)
    return {
        "accepted": len(accepted),
        "refused": len(refused),
        "strategy_number": space.store.strategies(brand)[-1].number,
    }


@router.get("/brands/{brand:brand}/review", **needs(Right.INSPECT))
def review(request: HttpRequest, brand: str, asked: Query[ReviewAsked]) -> HttpResponse:
    """Write the review of the period that ended last."""
    language = asked.language or speech_of(request).language
    found = site_of(request).space.review(brand, now=_moment(asked.as_of))
    written = reviews.render(found, language=language, form=asked.form)
    kinds = {"html": "text/html; charset=utf-8", "pdf": "application/pdf"}
    response = HttpResponse(written, content_type=kinds[asked.form])
    response.headers["Content-Disposition"] = f'attachment; filename="review.{asked.form}"'
    return response


@router.get("/brands/{brand:brand}/refinement/next", response=Values, **needs(Right.INSPECT))
def following(request: HttpRequest, brand: str, asked: Query[NextAsked]) -> Any:
    """Draft the strategy of the next period from what was learnt; `PUT` it to keep it."""
    space, now = site_of(request).space, _moment(asked.as_of)
    return {"text": space.succeed(brand, starts=asked.starts, now=now)}


def _moment(said: datetime | None) -> datetime:
    """Take the moment that is asked for, none of those to come."""
    now = datetime.now(UTC)
    if said is None:
        return now
    at = said if said.tzinfo else said.replace(tzinfo=UTC)
    if at > now:
        raise FieldsError(fields="as_of")
    return at


def _of(every: Sequence[Proposal], numbers: Sequence[int]) -> list[Proposal]:
    unlisted = [n for n in numbers if not 1 <= n <= len(every)]
    if unlisted:
        raise FieldsError(fields=", ".join(map(str, unlisted[:5])))
    return [every[n - 1] for n in dict.fromkeys(numbers)]
