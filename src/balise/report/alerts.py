"""What a reader must know before comparing: levels that shifted, metrics that were redefined."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from balise.domain.shift import Shift, Watch
from balise.learn import drift
from balise.learn.kpi import metrics_of
from balise.learn.rows import account_of
from balise.reference import metric_changes
from balise.report.period import Known, Periods
from balise.report.values import Break, Learnt


def watches(posts: Sequence[Known], fit: Learnt | None) -> tuple[Watch, ...]:
    """Watch the level of each account over its mature posts."""
    if fit is None:
        return ()
    by_account: dict[str, list[Known]] = {}
    for known in sorted(posts, key=lambda k: (k.measured.post.published_at, k.measured.post.uid)):
        if known.is_mature:
            by_account.setdefault(account_of(known.measured.post), []).append(known)
    seen = {name: _seen(drift.recent(mine), fit) for name, mine in sorted(by_account.items())}
    if not seen:
        return ()
    free = drift.tails(np.concatenate([drift.centred(each) for each in seen.values()]))
    return tuple(drift.watch(account, each, free) for account, each in seen.items())


def breaks(posts: Sequence[Known], kpi: str, periods: Periods | None) -> tuple[Break, ...]:
    """Find the changes of a metric of the KPI that part posts of the same network and kind."""
    found: dict[str, Break] = {}
    for network in sorted({k.measured.post.network for k in posts}):
        mine = [k for k in posts if k.measured.post.network == network]
        days = [k.at.date() for k in mine]
        for metric in metrics_of(kpi):
            for change in metric_changes.between(network, metric, min(days), max(days)):
                if any(change.kind in {"", k.measured.post.kind} for k in mine):
                    inside = periods is not None and (
                        periods.before.start < change.day <= periods.now.end
                    )
                    found[change.row_id] = Break(change=change, in_period=inside)
    return tuple(sorted(found.values(), key=lambda b: (b.change.day, b.change.row_id)))


def recent_shifts(watched: Sequence[Watch], periods: Periods | None) -> tuple[Shift, ...]:
    """Choose the shifts that were noticed in the period or in the one before it."""
    if periods is None:
        return ()
    first, last = periods.before.start, periods.now.end
    return tuple(
        shift
        for watch in watched
        for shift in watch.shifts
        if first <= shift.noticed_at.date() <= last
    )


def _seen(posts: Sequence[Known], fit: Learnt) -> list[drift.Seen]:
    steady = fit.steady([k.measured.post for k in posts])
    return [
        drift.Seen(uid=k.measured.post.uid, at=k.at, y=k.y, mean=mean, sd=sd)
        for k, (mean, sd) in zip(posts, steady, strict=True)
    ]
