"""Made-up posts of a past whose habits are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from balise.domain.account import Account
from balise.domain.audit import AccountAudit, Audit
from balise.domain.ports import AccountDay, MeasuredPost
from balise.domain.post import Post
from balise.report import audit
from balise.report.values import Material

MONDAY = datetime(2026, 3, 2, 10, tzinfo=UTC)
FIGURES = {"reactions": 8.0, "comments": 1.0, "shares": 1.0}


def post(n: int, **known: Any) -> MeasuredPost:
    """Give a post, one a day from a Monday on unless said otherwise."""
    values: Mapping[str, float] = known.pop("values", FIGURES)
    at: datetime = known.pop("at", MONDAY + timedelta(days=n))
    as_of: datetime = known.pop("as_of", at + timedelta(days=30))
    given = {"network": "x", "account": "shop", "kind": "text", "text": f"Some words {n}."} | known
    one = Post(uid=f"{given['network']}:{n}", published_at=at, **given)
    return MeasuredPost(post=one, values=dict(values), as_of=as_of)


def weekly(counts: Sequence[int], **known: Any) -> list[MeasuredPost]:
    """Give as many posts a week as said, one a day from Monday on."""
    days = [7 * week + day for week, n in enumerate(counts) for day in range(n)]
    return [post(n, at=MONDAY + timedelta(days=n), **known) for n in days]


def audited(posts: Sequence[MeasuredPost], **known: Any) -> Audit:
    """Audit posts of the brand `shop`."""
    named = {"industry": "industry", "followers": "followers", "pillars": "pillars",
             "days_back": "days"}  # fmt: skip
    told: dict[str, Any] = {of: known.pop(name) for name, of in named.items() if name in known}
    return audit(Material(**{"brand": "shop", "posts": posts, **known}), **told)


def alone(posts: Sequence[MeasuredPost], **known: Any) -> AccountAudit:
    """Audit the posts of a single account."""
    (one,) = audited(posts, **known).accounts
    return one


def account(network: str = "x", handle: str = "shop", zone: str = "UTC") -> Account:
    return Account(
        id=f"{network}:{handle}", brand="shop", network=network, handle=handle, timezone=zone
    )


def day(n: int, values: Mapping[str, float], **known: Any) -> AccountDay:
    at = MONDAY + timedelta(days=n)
    given: dict[str, Any] = {"network": "x", "account": "shop", "day": at.date(), "as_of": at}
    return AccountDay(**(given | known), values=dict(values), source="made up")


def dated(n: int) -> date:
    return (MONDAY + timedelta(days=n)).date()
