"""Posts, the files that they came in, and what was found in those."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router

from balise.domain.listing import Which
from balise.domain.ports import MeasuredPost
from balise.domain.team import Right
from balise.report.plain.imported import found, imported
from balise.web.api.rights import needs
from balise.web.api.shapes import Name, Page, Paged, Post, Values, cut, part_of
from balise.web.language import speech_of
from balise.web.site import site_of

router = Router(tags=["posts"])
_FIRST, _LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


class PostsAsked(Paged):
    """Which posts; the newest first."""

    network: Name = ""
    account: Name = ""
    kind: Name = ""
    since: datetime | None = None
    until: datetime | None = None
    order: Literal["newest", "oldest"] = "newest"

    @property
    def which(self) -> Which:
        """Which ones, as the store is asked."""
        return Which(
            network=self.network,
            account=self.account,
            kind=self.kind,
            since=_in_utc(self.since),
            until=_in_utc(self.until),
        )


@router.get("/brands/{brand:brand}/posts", response=Page[Post], **needs(Right.INSPECT))
def posts(request: HttpRequest, brand: str, asked: Query[PostsAsked]) -> dict[str, Any]:
    """List posts with their latest figures."""
    site = site_of(request)
    if brand not in site.space.brands():
        return cut((), asked)
    is_newest_first = asked.order == "newest"
    found, total = site.listings.page(
        brand, asked.which, asked.part, is_newest_first=is_newest_first
    )
    return part_of([told(one) for one in found], total, asked)


@router.get("/brands/{brand:brand}/posts/{path:post_uid}", response=Post, **needs(Right.INSPECT))
def post(request: HttpRequest, brand: str, post_uid: str) -> dict[str, Any]:
    """Give one post."""
    return told(site_of(request).space.store.post(brand, post_uid))


@router.get("/brands/{brand:brand}/imports", response=Page[Values], **needs(Right.INSPECT))
def imports(request: HttpRequest, brand: str, asked: Query[Paged]) -> dict[str, Any]:
    """List the files that came in, the newest first."""
    space, tongue = site_of(request).space, speech_of(request)
    reports = space.store.imports(brand)[::-1] if brand in space.brands() else ()
    rows = cut(reports, asked)
    return {**rows, "items": [imported(one, tongue) for one in rows["items"]]}


@router.get("/brands/{brand:brand}/findings", response=Page[Values], **needs(Right.INSPECT))
def findings(request: HttpRequest, brand: str, asked: Query[Paged]) -> dict[str, Any]:
    """List what the imports found."""
    space, tongue = site_of(request).space, speech_of(request)
    rows = cut(space.store.findings(brand) if brand in space.brands() else (), asked)
    return {**rows, "items": [found(one, tongue) for one in rows["items"]]}


def told(one: MeasuredPost) -> dict[str, Any]:
    """Write a post as the API does."""
    post = one.post
    names = (
        "network", "account", "published_at", "kind", "text", "title", "url", "hashtags", "cta",
        "pillar", "campaign", "is_paid", "followers",
    )  # fmt: skip
    said = {name: getattr(post, name) for name in names}
    return {"post_uid": post.uid, **said, "metrics": one.values, "as_of": one.as_of}


def _in_utc(at: datetime | None) -> datetime | None:
    """Give a moment in UTC, where it is without a zone too; none is out of what a year can be."""
    if at is None or at.tzinfo is None:
        return at and at.replace(tzinfo=UTC)
    try:
        return at.astimezone(UTC)
    except OverflowError:
        return _FIRST if at.year == 1 else _LAST
