"""Small posts and readings for the tests of the store."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from balise.domain.post import Post
from balise.domain.reading import Batch, ImportReport, Reading

if TYPE_CHECKING:
    from balise.domain.ports import Store

START = datetime(2026, 1, 5, 9, 30, 15, 123456, tzinfo=UTC)


def a_post(n: int, **facts: Any) -> Post:
    """Make post n, five hours after the one before."""
    post = Post(
        uid=f"x:{n}",
        network="x",
        account="shop",
        kind="text",
        text=f"Post {n} #ad",
        published_at=START + timedelta(hours=5 * n),
    )
    return replace(post, **facts)


def a_reading(n: int, *, after_days: float = 7, **values: float) -> Reading:
    """Make a reading of post n."""
    at = START + timedelta(hours=5 * n, days=after_days)
    return Reading(
        post_uid=f"x:{n}", as_of=at, values=values or {"reactions": float(n)}, source="x"
    )


def batch(*numbers: int) -> Batch:
    """Make a batch of posts, each with a reading."""
    return Batch(
        posts=tuple(a_post(n) for n in numbers),
        readings=tuple(a_reading(n) for n in numbers),
        rows=len(numbers),
    )


def put(store: Store, digest: str, *batches: Batch, brand: str = "park") -> ImportReport:
    """Import batches as one file."""
    with store.importing(brand, source=f"{digest}.csv", format_="x", digest=digest) as writer:
        for each in batches:
            writer.write(each)
    return writer.report()
