"""Where figures came from: the files of a brand, and the readings of its posts with their file."""

from __future__ import annotations

from collections.abc import Collection
from hashlib import blake2b

from django.db.models import Sum

from balise.domain.ports import Ledger, Trace
from balise.domain.reading import Reading
from balise.store import models, tags, visible

_READING = ("post_uid", "as_of", "values", "basis", "source", "day")


def ledger(alias: str, brand_id: int, origins: Collection[int]) -> Ledger:
    """Sum up some imports of a brand; tags change what is seen too."""
    found = models.Import.objects.using(alias).filter(pk__in=origins)
    last = found.order_by("heartbeat").last()
    view = ",".join(map(str, [*sorted(origins), -tags.times(alias, brand_id)]))
    return Ledger(
        view=blake2b(view.encode(), digest_size=8).hexdigest(),
        files=len(origins),
        last=last.source if last else "",
        last_at=last.heartbeat if last else None,
        posts=found.aggregate(n=Sum("posts"))["n"] or 0,
    )


def traces(
    alias: str, brand_id: int, origins: Collection[int], uids: Collection[str]
) -> dict[str, list[Trace]]:
    """List every reading of some posts and the file that it came from, oldest first."""
    readings = models.Reading.objects.using(alias).filter(
        brand_id=brand_id, post_uid__in=uids, basis__in=visible.LIFETIME
    )
    rows = visible.among(readings, origins).order_by("as_of", "id")
    found: dict[str, list[Trace]] = {}
    for file, *values in rows.values_list("origin__source", *_READING):
        reading = Reading(**dict(zip(_READING, values, strict=True)))
        found.setdefault(reading.post_uid, []).append(Trace(reading=reading, file=file))
    return found
