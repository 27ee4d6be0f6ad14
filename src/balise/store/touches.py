"""Which blocks of sums an import changes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise

from django.db.models import Max, Min, QuerySet

from balise.store import models
from balise.store.rows import Block
from balise.store.visible import among

_SPAN = 20_000  # ids looked at by one query


def touched(alias: str, brand_id: int, import_id: int, seen: Collection[int]) -> set[Block]:
    """List the blocks of every post that an import tells of, and the blocks that come after them.

    The next block of the account changes too: what its first post comes after may be another post.

    Parameters
    ----------
    alias, brand_id, import_id
        The import.
    seen
        The imports that are visible.
    """
    every = models.PostVersion.objects.using(alias).filter(brand_id=brand_id)
    versions = among(every, [*seen, import_id])
    own = models.PostVersion.objects.using(alias).filter(origin_id=import_id)
    readings = models.Reading.objects.using(alias).filter(origin_id=import_id)
    found: set[Block] = set()
    for uids in (*_spans(own, "uid"), *_spans(readings, "post_uid")):
        found.update(versions.filter(uid__in=uids).values_list("account_id", "block").distinct())
    return found | set(_next(versions, found))


def _spans(
    rows: QuerySet[models.PostVersion] | QuerySet[models.Reading], name: str
) -> Iterator[QuerySet[models.PostVersion, str] | QuerySet[models.Reading, str]]:
    """Cut the rows of an import into spans of ids."""
    ends = rows.aggregate(first=Min("id"), last=Max("id"))
    if ends["first"] is None:
        return
    for start in range(ends["first"], ends["last"] + 1, _SPAN):
        yield rows.filter(id__gte=start, id__lt=start + _SPAN).values_list(name, flat=True)


def _next(versions: QuerySet[models.PostVersion], found: set[Block]) -> Iterator[Block]:
    for account in sorted({account for account, _ in found}):
        mine = versions.filter(account_id=account)
        blocks = sorted(set(mine.values_list("block", flat=True).distinct()))
        for before, after in pairwise(blocks):
            if (account, before) in found:
                yield (account, after)
