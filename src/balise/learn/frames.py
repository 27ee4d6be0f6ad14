"""Data frames of any library in, values out; and back in the library that came in."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from importlib.util import find_spec
from itertools import groupby
from operator import attrgetter
from typing import Any, Literal, NamedTuple, NoReturn, cast

import narwhals as nw

from balise.domain.post import Post, Precision
from balise.errors import (
    BackendMissingError,
    ColumnMissingError,
    KpiUnknownError,
    NotEnoughPostsError,
    PostsIncompleteError,
    PostsTooRecentError,
)
from balise.learn import read
from balise.learn.exposure import weight
from balise.learn.kpi import metrics_of, outcome, value, young

Backend = Literal["pandas", "polars", "pyarrow"]
BACKENDS: tuple[Backend, ...] = ("pandas", "polars", "pyarrow")
NEEDED = {
    "post_uid": "tell posts apart",
    "network": "tell networks apart",
    "account": "tell accounts apart",
    "published_at": "learn when to post",
    "kind": "learn which kind to post",
}


class Seen(NamedTuple):
    """A post of a frame with what it teaches (`balise.learn.kpi.outcome`).

    `young` is its figure and age in hours where it was read too young, `age_h` its age where known;
    `is_known` tells whether it has the KPI at all, read in time or not; `weight` is that of a rate.
    """

    post: Post
    y: float | None
    young: tuple[float, float] | None = None
    age_h: float | None = None
    is_known: bool = False
    weight: int | None = None


def posts_of(frame: Any) -> list[Post]:
    """Read the posts of a frame, in its order.

    Parameters
    ----------
    frame
        Any frame that narwhals reads, with the columns of the contract; optional ones may be
        absent. A time without a zone is taken as UTC.

    Raises
    ------
    ColumnMissingError
        A column of `NEEDED` is absent.
    """
    return _posts(nw.from_native(frame, eager_only=True))


def floats_of(frame: Any, name: str) -> list[float]:
    """Read a column of numbers; NaN where it is not there, or a cell is not known."""
    data = nw.from_native(frame, eager_only=True)
    return read.floats(data[name]) if name in data.columns else [math.nan] * len(data)


def seen_in(frame: Any, kpi: str) -> list[Seen]:
    """Read the posts of a frame with their KPI.

    Raises
    ------
    ColumnMissingError
        A column of `NEEDED` is absent.
    KpiUnknownError
        The frame has no column from which the KPI could be told.
    CellError, PostsIncompleteError
        A cell is not what its column is for; a post has no name.
    """
    data = nw.from_native(frame, eager_only=True)
    posts = _posts(data)
    _complete(data, posts)
    names = [name for name in metrics_of(kpi) if name in data.columns]
    metrics = {name: read.floats(data[name]) for name in names}
    found = [
        seen(post, {n: m[i] for n, m in metrics.items()}, as_of, kpi)
        for i, (post, as_of) in enumerate(zip(posts, _read_at(data), strict=True))
    ]
    if not names or (posts and all(one.y is None for one in found) and not _any(metrics)):
        numeric = sorted(c for c, t in data.schema.items() if t.is_numeric())
        numbers = [c for c in numeric if any(map(math.isfinite, read.known(data[c])))]
        raise KpiUnknownError(kpi=kpi, known=", ".join(numbers) or "-")
    return found


def once(seen: Iterable[Seen]) -> list[Seen]:
    """Put posts in order of account and time; of one that is there twice the latest reading counts.

    The order is the same whatever that of the frame was.
    """
    key = attrgetter("post.network", "post.account", "post.published_at", "post.uid")
    return [max(same, key=_how_late) for _, same in groupby(sorted(seen, key=key), key=key)]


def refuse(seen: Sequence[Seen], kpi: str) -> NoReturn:
    """Tell why posts teach nothing.

    Raises
    ------
    PostsTooRecentError, NotEnoughPostsError
        They were read before their figures had settled; or none has the KPI.
    """
    late = sum(one.is_known for one in seen)
    if late:
        raise PostsTooRecentError(n=late, kpi=kpi)
    raise NotEnoughPostsError(n=0, kpi=kpi, needed=1)


def seen(post: Post, values: Mapping[str, float], as_of: datetime | None, kpi: str) -> Seen:
    """Tell what a post teaches of a KPI, by its figures as they were read at `as_of`."""
    age = None if as_of is None else (as_of - post.published_at).total_seconds() / 3600
    y, early = outcome(post, values, as_of, kpi), young(post, values, as_of, kpi)
    placed = post.is_original and post.precision != "unknown"
    is_known = placed and value(values, kpi) is not None
    return Seen(post, y, early, age, is_known, weight(values, kpi))


def _how_late(one: Seen) -> tuple[float, float, str]:
    y = -math.inf if one.y is None else one.y
    return (math.inf if one.age_h is None else one.age_h, y, repr(one))


def _complete(data: nw.DataFrame[Any], posts: Sequence[Post]) -> None:
    """Refuse posts of which one has no name, or none a time: nothing could be learnt of them."""
    if None in read.cells(data["post_uid"]):
        raise PostsIncompleteError(column="post_uid")
    if posts and all(post.precision == "unknown" for post in posts):
        raise ColumnMissingError(column="published_at", purpose=NEEDED["published_at"])


def readings_in(
    frame: Any, metric: str | None = None
) -> tuple[list[tuple[str, str, str, float, float]], str]:
    """Read one metric of a frame of readings: uid, account, kind, age in hours and value of each.

    Returns
    -------
    rows, metric
        The metric is the one asked for or, where none is, the one with most readings.

    Raises
    ------
    ColumnMissingError
        A column without which ages cannot be told is absent.
    """
    data = nw.from_native(frame, eager_only=True)
    for column in ("post_uid", "published_at", "value", "as_of"):
        if column not in data.columns:
            raise ColumnMissingError(column=column, purpose="tell how posts age")
    names, accounts, kinds = (_texts(data, name) for name in ("metric", "account", "kind"))
    often = Counter(names)
    chosen = metric or max(sorted(often), key=lambda name: often[name], default="")
    uids = map(str, data["post_uid"].to_list())
    out, at = read.times(data["published_at"]), read.times(data["as_of"])
    found = []
    for i, (uid, figure) in enumerate(zip(uids, read.floats(data["value"]), strict=True)):
        start, end = out[i], at[i]
        if names[i] == chosen and start is not None and end is not None:
            age = (end - start).total_seconds() / 3600
            found.append((uid, accounts[i], kinds[i], age, figure))
    return found, chosen


def backend_of(frame: Any) -> str:
    """Name the library of a frame.

    Examples
    --------
    >>> import pandas as pd
    >>> backend_of(pd.DataFrame())
    'pandas'
    """
    return str(nw.from_native(frame, eager_only=True).implementation.value)


def frame_of(columns: Mapping[str, Sequence[Any]], backend: str) -> Any:
    """Make a frame of the library of that name or, where it is not installed, of any.

    Raises
    ------
    BackendMissingError
        No data frame library is installed.

    Examples
    --------
    >>> frame_of({"n": [1, 2]}, "pandas")["n"].tolist()
    [1, 2]
    """
    wished = [name for name in BACKENDS if name == backend]
    chosen = next((name for name in (*wished, *BACKENDS) if find_spec(name)), None)
    if chosen is None:
        raise BackendMissingError
    return nw.from_dict(dict(columns), backend=chosen).to_native()


def _any(metrics: Mapping[str, list[float]]) -> bool:
    return any(math.isfinite(x) for column in metrics.values() for x in column)


def _posts(data: nw.DataFrame[Any]) -> list[Post]:
    for column, purpose in NEEDED.items():
        if column not in data.columns:
            raise ColumnMissingError(column=column, purpose=purpose)
    at = read.times(data["published_at"])
    texts = {name: _texts(data, name) for name in ("network", "account", "kind", "text", "title")}
    options = _options(data)
    return [
        Post(
            uid=uid,
            published_at=read.EPOCH if moment is None else moment,
            precision=_precision(next(options["precision"]), moment),
            hashtags=tuple(next(options["hashtags"])),
            cta=next(options["cta"]),
            pillar=next(options["pillar"]),
            language=next(options["language"]),
            is_paid=next(options["is_paid"]),
            media_count=next(options["media_count"]),
            network=texts["network"][i],
            account=texts["account"][i],
            kind=texts["kind"][i] or "other",
            text=texts["text"][i],
            title=texts["title"][i],
        )
        for i, (uid, moment) in enumerate(
            zip(map(str, data["post_uid"].to_list()), at, strict=True)
        )
    ]


def _precision(told: str | None, moment: datetime | None) -> Precision:
    return cast("Precision", told or "second") if moment is not None else "unknown"


def _options(data: nw.DataFrame[Any]) -> dict[str, Iterator[Any]]:
    """Iterate over the optional columns, one value a post."""
    found: dict[str, Iterator[Any]] = {}
    for name in ("cta", "pillar", "language", "precision"):
        found[name] = iter(_optional(data, name))
    flags = read.cells(data["is_paid"]) if "is_paid" in data.columns else [None] * len(data)
    found["is_paid"] = (None if flag is None else bool(flag) for flag in flags)
    counts = floats_of(data, "media_count")
    found["media_count"] = (int(n) if n >= 1 else None for n in counts)  # of NaN too
    tags = read.lists(data["hashtags"]) if "hashtags" in data.columns else [()] * len(data)
    found["hashtags"] = iter(tags)
    return found


def _texts(data: nw.DataFrame[Any], name: str) -> list[str]:
    return [text or "" for text in _optional(data, name)]


def _optional(data: nw.DataFrame[Any], name: str) -> list[Any]:
    if name not in data.columns:
        return [None] * len(data)
    return [None if cell is None else str(cell) for cell in read.cells(data[name])]


def _read_at(data: nw.DataFrame[Any]) -> list[datetime | None]:
    """When the figures were read; None where it is not known."""
    return read.times(data["as_of"]) if "as_of" in data.columns else [None] * len(data)
