"""A frame of posts as what a fit is learnt from: columns, sums, and young posts apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from balise.domain.design import Design, Sums
from balise.learn import columns, frames, rows, sums as sums_
from balise.learn.columns import active
from balise.learn.curve import Curve
from balise.learn.frames import Seen
from balise.learn.maturity import prior
from balise.learn.young import Ageing, mean_ages

_LEAST = 1


def gathered(
    posts: Any,
    *,
    kpi: str = "engagement",
    timezone: str | Mapping[str, str] | None = None,
    curve: Curve | None = None,
) -> tuple[Design, Sums, Ageing]:
    """Choose the columns of a frame of posts, sum its posts by them, and set young ones apart.

    Parameters and errors as of `fit`, which is this and `fit_sums`.
    """
    return summed(frames.seen_in(posts, kpi), kpi=kpi, timezone=timezone, curve=curve)


def summed(
    seen: Sequence[Seen],
    *,
    kpi: str,
    timezone: str | Mapping[str, str] | None = None,
    curve: Curve | None = None,
) -> tuple[Design, Sums, Ageing]:
    """Choose columns and sum as `gathered` does, of posts whose figures were told."""
    seen = frames.once(seen)
    zones = _zones(seen, timezone)
    followed = [found for _, found, _ in rows.follow((one.post for one in seen), zones)]
    learnt = {i: one.y for i, one in enumerate(seen) if one.y is not None}
    if len(learnt) < _LEAST:
        frames.refuse(seen, kpi)
    design = columns.choose(
        columns.count(followed[i] for i in learnt),
        kpi=kpi,
        timezone=zones[""],
        zones={account: name for account, name in zones.items() if account},
    )
    index = columns.places(design)
    mine = (
        rows.row(seen[i].post, y, active(followed[i], index), seen[i].weight)
        for i, y in learnt.items()
    )
    late = [(one.post, one.young, followed[i]) for i, one in enumerate(seen) if one.young]
    ageing = Ageing(
        young=[rows.young(post, read, active(found, index)) for post, read, found in late],
        ages=mean_ages((rows.account_of(seen[i].post), seen[i].age_h or 0.0) for i in learnt),
        curve=curve or prior(),
    )
    return design, sums_.gather(mine, design), ageing


def _zones(seen: Sequence[Seen], timezone: str | Mapping[str, str] | None) -> dict[str, str]:
    """Account -> zone; a mapping may name an account by its handle or by `<network>:<handle>`."""
    if timezone is None or isinstance(timezone, str):
        return {"": timezone or "UTC"}
    named = {(one.post.account, rows.account_of(one.post)) for one in seen}
    chosen = {key: timezone.get(key, timezone.get(handle, "")) for handle, key in named}
    return {"": "UTC", **{key: name for key, name in sorted(chosen.items()) if name}}
