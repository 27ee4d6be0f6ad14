"""Between data frames of any library and the posts of a world."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from importlib.util import find_spec
from typing import Any
from zoneinfo import ZoneInfo

import narwhals as nw
import numpy as np

from balise.domain.plan import Slot
from balise.errors import BackendMissingError, ColumnMissingError
from balise.simulate.entry import Entry, placed
from balise.simulate.outcome import Published

METRICS = (
    "reactions", "comments", "shares", "impressions", "views", "reach", "link_clicks",
    "other_clicks", "saves", "follows", "engagements", "detail_expands", "profile_visits",
)  # fmt: skip
_NEEDED = ("network", "account", "publish_at", "kind")
_LIBRARIES = ("pandas", "polars", "pyarrow")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is to be published, and the library in which the answer is wanted."""

    entries: list[Entry]
    library: str


def installed_library() -> str:
    """Name the first data frame library that is installed.

    Examples
    --------
    >>> installed_library() in {"pandas", "polars", "pyarrow"}
    True
    """
    for name in _LIBRARIES:
        if find_spec(name):
            return name
    raise BackendMissingError


def _text(value: object) -> str:
    """Read a text cell; a missing one is None in one library and NaN in another."""
    return value if isinstance(value, str) else ""


def _flag(value: object) -> bool:
    return isinstance(value, (bool, np.bool_, int, float)) and bool(value == 1)


def _tags(value: object) -> tuple[str, ...]:
    listed = value if isinstance(value, Iterable) and not isinstance(value, str) else ()
    return tuple(str(tag).removeprefix("#") for tag in listed)


def _utc(value: datetime) -> datetime:
    """Give the moment as a plain aware datetime, to the second; a time without zone is in UTC."""
    moment = value.replace(tzinfo=UTC) if value.tzinfo is None else value
    return datetime.fromtimestamp(int(moment.timestamp()), UTC)


def _entry(row: Mapping[str, Any], zone: ZoneInfo) -> Entry:
    at = _utc(row["publish_at"])
    return Entry(
        network=str(row["network"]),
        handle=str(row["account"]),
        local=at.astimezone(zone),
        at=at,
        kind=str(row["kind"]),
        cta=_text(row.get("cta")),
        hashtags=_tags(row.get("hashtags")),
        pillar=_text(row.get("pillar")),
        campaign=_text(row.get("campaign")),
        is_paid=_flag(row.get("is_paid")),
    )


def _slot_row(slot: Slot) -> dict[str, Any]:
    names = (*_NEEDED, "cta", "hashtags", "pillar")
    return {name: getattr(slot, name) for name in names}


def entries(slots: Iterable[Slot], zone: ZoneInfo) -> list[Entry]:
    """Read slots as what a world publishes."""
    return [_entry(_slot_row(slot), zone) for slot in slots]


def read_slots(slots: Any, zone: ZoneInfo) -> Request:
    """Read slots from a frame of any library, or from an iterable of `Slot`."""
    frame = nw.from_native(slots, eager_only=True, pass_through=True)
    if not isinstance(frame, nw.DataFrame):
        return Request(entries=placed(entries(slots, zone)), library=installed_library())
    for name in _NEEDED:
        if name not in frame.columns:
            raise ColumnMissingError(column=name, purpose="publish a slot")
    asked = [_entry(row, zone) for row in frame.iter_rows(named=True)]
    return Request(entries=placed(asked), library=nw.get_native_namespace(frame).__name__)


def post_frame(published: Sequence[Published], as_of: Sequence[datetime], library: str) -> Any:
    """Give a post frame in `library`: figures as they stood, NaN where a network gives none."""
    posts = [one.post for one in published]
    data: dict[str, Any] = {
        "post_uid": [post.uid for post in posts],
        "published_at": [post.published_at for post in posts],
        "is_paid": [bool(post.is_paid) for post in posts],
        "followers": [float(post.followers or 0) for post in posts],
        "as_of": list(as_of),
    }
    for name in ("network", "account", "kind", "text", "title", "url", "language"):
        data[name] = [getattr(post, name) or "" for post in posts]
    for name in ("cta", "pillar", "campaign"):
        data[name] = [getattr(post, name) or "" for post in posts]
    figures = [one.values(at) for one, at in zip(published, as_of, strict=True)]
    for name in METRICS:
        data[name] = np.array([values.get(name, np.nan) for values in figures], dtype=np.float64)
    return nw.from_dict(data, schema=_schema(data), backend=import_module(library)).to_native()


def _schema(data: Mapping[str, Any]) -> dict[str, Any]:
    """Types that do not hang on the values, so that a frame of no rows has them too."""
    special: dict[str, Any] = {
        "published_at": nw.Datetime("us", "UTC"),
        "as_of": nw.Datetime("us", "UTC"),
        "is_paid": nw.Boolean(),
        "followers": nw.Float64(),
    } | dict.fromkeys(METRICS, nw.Float64())
    return {name: special.get(name, nw.String()) for name in data}
