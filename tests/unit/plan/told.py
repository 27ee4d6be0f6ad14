"""A fit whose truth is told, and plans to ask it of: made up, for the tests of forecasts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from balise.domain.estimate import Estimate
from balise.domain.plan import Slot
from balise.domain.post import Post
from balise.domain.strategy import Aggregate, Identity, Objective, Presence, Strategy

START = date(2027, 3, 1)


@dataclass(frozen=True, kw_only=True)
class ToldFit:
    """Posts bring exp(level) each, times what their kind does; sd between accounts and of posts."""

    kpi: str = "views"
    level: float = 4.0
    kinds: Mapping[str, float] = field(default_factory=dict)
    paid: float = 0.0
    between: float = 0.1
    noise: float = 0.5

    def predict(self, posts: Any) -> Any:
        raise NotImplementedError

    def draw(self, posts: Sequence[Post], n: int, *, seed: int = 0) -> NDArray[np.float64]:
        rng = np.random.default_rng(seed)
        accounts = sorted({post.account for post in posts})
        own = dict(zip(accounts, rng.normal(0, self.between, (len(accounts), n)), strict=True))
        columns = [self._mean(post) + own[post.account] for post in posts]
        return np.array(columns).T.reshape(n, len(posts))

    def effects(self) -> Any:
        raise NotImplementedError

    def explain(self, posts: Any) -> Any:
        raise NotImplementedError

    def estimates(self) -> tuple[Estimate, ...]:
        if not self.paid:
            return ()
        paid = Estimate(
            factor="paid",
            level="yes",
            scope="all",
            n=40,
            multiplier=float(np.exp(self.paid)),
            low=1.1,
            high=3.0,
            p_better=0.99,
            verdict="better",
            evidence="adjusted",
        )
        return (paid,)

    def expect(self, posts: Sequence[Post]) -> list[tuple[float, float]]:
        sd = float(np.hypot(self.between, self.noise))
        return [(self._mean(post), sd) for post in posts]

    def quantiles(self, posts: Sequence[Post]) -> Any:
        raise NotImplementedError

    def reasons(self, posts: Sequence[Post]) -> Any:
        raise NotImplementedError

    def to_bytes(self) -> bytes:
        return b""

    def _mean(self, post: Post) -> float:
        return self.level + self.kinds.get(post.kind, 0.0) + (self.paid if post.is_paid else 0.0)


def strategy(  # noqa: PLR0913 - an objective, each part by its name
    *,
    kpi: str = "views",
    aggregate: Aggregate = "total",
    target: float = 1000.0,
    starts: date = START,
    ends: date = START + timedelta(27),
    zone: str = "Europe/Brussels",
    **tables: Any,
) -> Strategy:
    aim = Objective(
        name="aim",
        stage="awareness",
        kpi=kpi,
        aggregate=aggregate,
        target=target,
        starts=starts,
        ends=ends,
    )
    accounts = (
        Presence(network="instagram", handle="shop"),
        Presence(network="facebook", handle="shop"),
    )
    identity = Identity(name="Shop", timezone=zone)
    return Strategy(identity=identity, objectives=(aim,), accounts=accounts, **tables)


def slots(
    weeks: int = 4, per_week: int = 3, *, network: str = "instagram", kind: str = "image"
) -> tuple[Slot, ...]:
    zone = ZoneInfo("Europe/Brussels")
    return tuple(
        Slot(
            slot_id=f"{network}-{week}-{n}",
            content_id=f"{network}-{week}-{n}",
            network=network,
            account="shop",
            timezone="Europe/Brussels",
            kind=kind,
            publish_at=datetime(2027, 3, 1, 18, tzinfo=zone) + timedelta(7 * week + 2 * n),
        )
        for week in range(weeks)
        for n in range(per_week)
    )


def history(days_ago: Sequence[int], views: Sequence[float], **columns: Any) -> pd.DataFrame:
    """Posts so many days before the plan, read the day before it began unless said otherwise."""
    n = len(days_ago)
    midday = datetime(START.year, START.month, START.day, 12, tzinfo=UTC)
    at = [midday - timedelta(days) for days in days_ago]
    data = {
        "post_uid": [f"instagram:{i}" for i in range(n)],
        "network": "instagram",
        "account": "shop",
        "published_at": pd.to_datetime(at, utc=True),
        "kind": "image",
        "text": "Bonjour",
        "views": list(views),
        "as_of": pd.to_datetime([midday - timedelta(1)] * n, utc=True),
    }
    return pd.DataFrame(data | columns)
