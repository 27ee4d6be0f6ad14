"""What was published: the posts of a post frame with their figures as they were read."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import Any

import narwhals as nw

from balise.domain.metric import ENGAGEMENT, METRICS, RATES
from balise.domain.plan import Published, Slot
from balise.domain.ports import MeasuredPost
from balise.domain.post import KINDS, Post
from balise.errors import ColumnMissingError

_NEEDED = ("post_uid", "network", "account", "published_at")
_HIGHEST = 1e15
"""No post has so much of anything: such a figure is an identifier, or a mistake."""
_SEVERAL = 5
SAME = timedelta(minutes=15)
"""A post so near to a slot of its account is the slot, published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastPost:
    """A post that is out; `as_of` is when it was read, None where that is not known."""

    post: Post
    values: Mapping[str, float]
    as_of: datetime | None = None

    @property
    def account_id(self) -> str:
        """Name its account: `<network>:<handle>`."""
        return f"{self.post.network}:{self.post.account}"

    @property
    def age_h(self) -> float:
        """Give its age in hours when it was read; endless where that is not known."""
        if self.as_of is None:
            return math.inf
        return (self.as_of - self.post.published_at).total_seconds() / 3600


def read(history: Any) -> tuple[PastPost, ...]:
    """Read a post frame in order of time; of a post that is there twice the later reading counts.

    A post of no known time is left out: no day can be told of it. Measured posts of the store may
    stand for a frame, and what was read before for itself.

    Raises
    ------
    ColumnMissingError
        The frame does not tell which post, of whom, or when.
    """
    if history is None:
        return ()
    if isinstance(history, Sequence):
        told = (one if isinstance(one, PastPost) else _measured(one) for one in history)
        return tuple(sorted(told, key=lambda one: (one.post.published_at, one.post.uid)))
    data = nw.from_native(history, eager_only=True)
    for name in _NEEDED:
        if name not in data.columns:
            raise ColumnMissingError(column=name, purpose="count what was published")
    found: dict[str, PastPost] = {}
    for row in data.iter_rows(named=True):
        one = _published(row)
        if one is None:
            continue
        before = found.get(one.post.uid)
        if before is None or _read_at(one) >= _read_at(before):
            found[one.post.uid] = one
    return tuple(sorted(found.values(), key=lambda one: (one.post.published_at, one.post.uid)))


def figure(values: Mapping[str, float], kpi: str) -> float:
    """Tell the KPI of a post in its own unit; NaN where it is not known.

    Examples
    --------
    >>> figure({"reactions": 3.0, "shares": 1.0}, "engagement")
    4.0
    >>> figure({"reactions": 2.0, "reach": 8.0}, "engagement_rate_by_reach")
    0.25
    """
    if kpi in RATES:
        shown = values.get(RATES[kpi], math.nan)
        return figure(values, "engagement") / shown if shown >= 1 else math.nan
    if kpi != "engagement" or kpi in values:
        return values.get(kpi, math.nan)
    parts = [values[name] for name in ENGAGEMENT if name in values]
    return sum(parts) if parts else math.nan


def standing(past: Sequence[PastPost]) -> tuple[Published, ...]:
    """Tell what a planner counts: the posts of one's own, with their moments."""
    return tuple(
        Published(account=one.account_id, kind=one.post.kind, published_at=one.post.published_at)
        for one in past
        if one.post.is_original
    )


def is_out(slot: Published, post: Published) -> bool:
    """Tell whether a post is that of a slot: of its account, within a quarter of an hour."""
    return slot.account == post.account and abs(slot.published_at - post.published_at) <= SAME


def not_out(
    slots: Sequence[Slot], past: Sequence[Published], *, since: date
) -> Iterator[Published]:
    """Give what slots are once they are published, but for those that are out among the past."""
    near = [one for one in past if one.published_at.date() >= since]
    for one in slots:
        told = Published(
            account=one.account_id,
            kind="" if one.draft else one.kind,
            published_at=one.publish_at,
            piece=one.content_id,
        )
        if not any(is_out(told, out) for out in near):
            yield told


def lengths(past: Sequence[PastPost]) -> Mapping[str, int]:
    """Tell the usual length of the text of each account's posts, in letters."""
    found: dict[str, list[int]] = {}
    for one in past:
        found.setdefault(one.account_id, []).append(len(one.post.text))
    return {name: int(median(those)) for name, those in found.items()}


def _measured(one: MeasuredPost) -> PastPost:
    return PastPost(post=one.post, values=one.values, as_of=one.as_of)


def _published(row: Mapping[str, Any]) -> PastPost | None:
    at = _moment(row["published_at"])
    if at is None:
        return None
    kind, tags, cta = _text(row.get("kind")), row.get("hashtags"), row.get("cta")
    listed = tags if tags is not None and not isinstance(tags, (str, float)) else ()
    post = Post(
        uid=_text(row["post_uid"]),
        network=_text(row["network"]),
        account=_text(row["account"]),
        published_at=at,
        kind=kind if kind in KINDS else "other",
        text=_text(row.get("text")),
        title=_text(row.get("title")),
        hashtags=tuple(str(tag) for tag in listed),
        cta=cta if isinstance(cta, str) else None,
        pillar=_text(row.get("pillar")) or None,
        language=_text(row.get("language")) or None,
        is_paid=_flag(row.get("is_paid")),
        is_reply=kind == "reply",
        is_repost=kind == "repost",
    )
    figures = ((name, _number(row.get(name))) for name in ("engagement", *METRICS))
    values = {name: value for name, value in figures if value is not None}
    return PastPost(post=post, values=values, as_of=_moment(row.get("as_of")))


def _read_at(one: PastPost) -> float:
    return math.inf if one.as_of is None else one.as_of.timestamp()


def _moment(cell: Any) -> datetime | None:
    """Read a time, also one written in ISO 8601, as one in UTC; without a zone it is in UTC."""
    if isinstance(cell, str):
        try:
            cell = datetime.fromisoformat(cell)
        except ValueError:
            return None
    if not isinstance(cell, datetime) or cell != cell:  # noqa: PLR0124 - pandas' NaT is a datetime
        return None
    at = cell if cell.tzinfo is not None else cell.replace(tzinfo=UTC)
    return datetime.fromtimestamp(int(at.timestamp()), UTC)


def _text(cell: Any) -> str:
    """Read a text cell; a missing one is None in one library and NaN in another."""
    return cell if isinstance(cell, str) else ""


def _flag(cell: Any) -> bool | None:
    """Read a yes or no; None where it is not known."""
    number = _number(cell)
    return None if number is None else number == 1


def _number(cell: Any) -> float | None:
    try:
        number = float(cell)
    except (TypeError, ValueError, OverflowError):
        return None
    return number if abs(number) <= _HIGHEST else None  # nor is NaN


def unseen(past: Sequence[PastPost], kpi: str) -> frozenset[str]:
    """Name the accounts that do not tell the KPI: never in several posts, where others do.

    A network that shows no clicks brings none that anybody could count.
    """
    known: dict[str, list[bool]] = {}
    for one in past:
        told = not math.isnan(figure(one.values, kpi))
        known.setdefault(one.account_id, []).append(told)
    if not any(map(any, known.values())):
        return frozenset()
    return frozenset(a for a, told in known.items() if len(told) >= _SEVERAL and not any(told))
