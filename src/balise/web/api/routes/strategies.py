"""The strategy: its text, its versions, what a check finds."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router

from balise.domain.reading import Finding
from balise.domain.team import Right
from balise.domain.version import StrategyVersion
from balise.errors import ProposalStaleError, RecordNotFoundError, Said, StrategyMissingError
from balise.report.json_ import plain
from balise.strategy import Strategy, align, diff, weights
from balise.web.access import who_of
from balise.web.api.rights import needs
from balise.web.api.shapes import Given, PutStrategy, StrategyText, Text, Values, VersionBy
from balise.web.language import speech_of
from balise.web.site import site_of
from balise.words import Speech

_MOST = 2**31 - 1

router = Router(tags=["strategy"])


class Between(Given):
    """Two versions by their numbers; without them the last two."""

    before: int | None = Field(None, ge=1, le=_MOST)
    after: int | None = Field(None, ge=1, le=_MOST)


@router.get("/brands/{brand:brand}/strategy", response=StrategyText, **needs(Right.INSPECT))
def strategy(request: HttpRequest, brand: str) -> StrategyVersion:
    """Give the strategy that was kept last."""
    return _versions(request, brand)[-1]


@router.put("/brands/{brand:brand}/strategy", response=Values, **needs(Right.EDIT))
def put(request: HttpRequest, brand: str, given: PutStrategy) -> dict[str, Any]:
    """Keep a new version; nothing is kept where the text has mistakes or `base` is not the last."""
    space = site_of(request).space
    last = next(iter(space.store.strategies(brand)[::-1]), None)
    number = last.number if last else 0
    if given.base is not None and given.base != number:
        raise ProposalStaleError(path="strategy.toml", found=number, before=given.base)
    said = Strategy.parse(given.text)
    kept = space.keep_strategy(said, brand=brand, by=who_of(request).name)
    return {
        "number": kept.number,
        "digest": kept.digest,
        "findings": [_told(one, speech_of(request)) for one in said.findings],
    }


@router.post("/brands/{brand:brand}/strategy/check", response=Values, **needs(Right.INSPECT))
def check(request: HttpRequest, brand: str, given: Text) -> Any:
    """Check a text as a strategy: mistakes, and how its parts serve the objectives."""
    del brand
    said, tongue = Strategy.parse(given.text), speech_of(request)
    found, weight = align(said, text=given.text), weights(said)
    every = sorted((*said.findings, *found.findings), key=lambda one: one.line)
    return plain({
        "name": said.identity.name,
        "objectives": [asdict(aim) | {"weight": weight[aim.name]} for aim in said.objectives],
        "alignment": [asdict(row) for row in found.rows],
        "findings": [_told(one, tongue) for one in every],
    })  # fmt: skip


@router.get("/brands/{brand:brand}/strategy/versions", response=list[VersionBy],
            **needs(Right.INSPECT))  # fmt: skip
def versions(request: HttpRequest, brand: str) -> list[StrategyVersion]:
    """List the versions, the oldest first."""
    return [*site_of(request).space.store.strategies(brand)]  # ninja takes a pair for a status


@router.get("/brands/{brand:brand}/strategy/versions/{int:number}", response=StrategyText,
            **needs(Right.INSPECT))  # fmt: skip
def version(request: HttpRequest, brand: str, number: int) -> StrategyVersion:
    """Give one version with its text."""
    return _one(_versions(request, brand), number)


@router.get("/brands/{brand:brand}/strategy/diff", response=list[Values], **needs(Right.INSPECT))
def changes(request: HttpRequest, brand: str, asked: Query[Between]) -> Any:
    """List what differs between two versions."""
    every = _versions(request, brand)
    after = _one(every, asked.after or every[-1].number)
    before = _one(every, asked.before or max(1, after.number - 1))
    found = diff(Strategy.parse(before.text), Strategy.parse(after.text))
    return [plain(one) for one in found]


@router.get("/brands/{brand:brand}/ranking", response=Values, **needs(Right.INSPECT))
def ranking(request: HttpRequest, brand: str) -> Any:
    """Rank the networks for the audiences of the strategy, with the figures behind it."""
    space = site_of(request).space
    return plain(space.ranking(space.strategy(brand), brand))


def _versions(request: HttpRequest, brand: str) -> tuple[StrategyVersion, ...]:
    every = site_of(request).space.store.strategies(brand)
    if not every:
        raise StrategyMissingError
    return every


def _one(every: tuple[StrategyVersion, ...], number: int) -> StrategyVersion:
    found = next((one for one in every if one.number == number), None)
    if found is None:
        known = ", ".join(str(one.number) for one in every)
        raise RecordNotFoundError(what=Said("strategy"), name=number, known=known)
    return found


def _told(one: Finding, tongue: Speech) -> dict[str, Any]:
    names = ("line", "column", "code", "severity", "rule")
    return {name: getattr(one, name) for name in names} | {"message": tongue.finding(one)}
