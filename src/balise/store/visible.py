"""Which rows count: those of imports that are done, and of several versions the best one."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet

from balise.store import models
from balise.store.rows import POST_COLUMNS, Latest, latest

_Row = TypeVar("_Row", bound=Model)
_Moment = tuple[datetime, int]
LIFETIME = ("lifetime", "period")


def done(alias: str, brand_id: int) -> tuple[int, ...]:
    """List the imports that are visible. A list made once is a view that does not change."""
    imports = models.Import.objects.using(alias).filter(brand_id=brand_id, state=models.DONE)
    return tuple(imports.order_by("id").values_list("id", flat=True))


def among(rows: QuerySet[_Row, _Row], origins: Collection[int]) -> QuerySet[_Row, _Row]:
    """Keep the rows of some imports.

    A sum is no column: it keeps the planner from reading a whole import by its index where rows
    are asked for by post or by time.
    """
    plain: Any = rows  # the stubs forget the model of an alias
    found: QuerySet[_Row, _Row] = plain.alias(seen_in=F("origin_id") + 0)
    return found.filter(seen_in__in=origins)


def current(alias: str, brand_id: int, origins: Collection[int]) -> QuerySet[models.PostVersion]:
    """Select the version that holds of each post, among those of some imports."""
    versions = among(models.PostVersion.objects.using(alias).filter(brand_id=brand_id), origins)
    better = versions.filter(uid=OuterRef("uid")).filter(
        Q(worth__gt=OuterRef("worth"))
        | Q(worth=OuterRef("worth"), origin_id__gt=OuterRef("origin_id"))
    )
    return versions.filter(~Exists(better))


def pages(
    alias: str, brand_id: int, origins: Collection[int], size: int
) -> Iterator[list[dict[str, Any]]]:
    """Read versions in order of time, a page a query: no query is open between two pages.

    Where a page ends is asked of the index first. With a limit alone PostgreSQL, which cannot know
    how few rows are hidden, would sort all that is left for each page.
    """
    every = models.PostVersion.objects.using(alias).filter(brand_id=brand_id)
    versions = current(alias, brand_id, origins)
    after: _Moment | None = None
    while True:
        last = _after(every, after).order_by("published_at", "id").values_list("published_at", "id")
        ends: list[_Moment] = list(last[size - 1 : size])
        page = _after(versions, after)
        if ends:
            at, number = ends[0]
            page = page.filter(published_at__lte=at).exclude(published_at=at, id__gt=number)
        yield list(page.order_by("published_at", "id").values(*POST_COLUMNS))
        if not ends:
            return
        after = ends[0]


def _after(
    versions: QuerySet[models.PostVersion], moment: _Moment | None
) -> QuerySet[models.PostVersion]:
    if moment is None:
        return versions
    at, number = moment
    return versions.filter(published_at__gte=at).exclude(published_at=at, id__lte=number)


def measured(
    alias: str, brand_id: int, origins: Collection[int], uids: Collection[str]
) -> dict[str, Latest]:
    """Give the newest figure of each metric of some posts."""
    return latest(readings_of(alias, brand_id, origins, uids))


def readings_of(
    alias: str, brand_id: int, origins: Collection[int], uids: Collection[str]
) -> QuerySet[Any, tuple[str, datetime, dict[str, float]]]:
    """Give every reading of some posts, in order of time."""
    readings = models.Reading.objects.using(alias).filter(
        brand_id=brand_id, post_uid__in=uids, basis__in=LIFETIME
    )
    found = among(readings, origins).order_by("as_of", "id")
    return found.values_list("post_uid", "as_of", "values")
