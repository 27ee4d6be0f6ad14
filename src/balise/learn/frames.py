"""Data frames of any library in, values out; and back in the library that came in."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from typing import Any, Literal, NamedTuple, cast

import narwhals as nw

from balise.domain.post import Post, Precision
from balise.errors import BackendMissingError, ColumnMissingError, KpiUnknownError
from balise.learn.kpi import metrics_of, outcome, young

Backend = Literal["pandas", "polars", "pyarrow"]
BACKENDS: tuple[Backend, ...] = ("pandas", "polars", "pyarrow")
NEEDED = {
    "post_uid": "tell posts apart",
    "network": "tell networks apart",
    "account": "tell accounts apart",
    "published_at": "learn when to post",
    "kind": "learn which kind to post",
}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Seen(NamedTuple):
    """A post of a frame with what it teaches (`balise.learn.kpi.outcome`).

    `young` is its figure and age in hours where it was read too young, `age_h` its age where known.
    """

    post: Post
    y: float | None
    young: tuple[float, float] | None = None
    age_h: float | None = None


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


def seen_in(frame: Any, kpi: str) -> list[Seen]:
    """Read the posts of a frame with their KPI.

    Raises
    ------
    ColumnMissingError
        A column of `NEEDED` is absent.
    KpiUnknownError
        The frame has no column from which the KPI could be told.
    """
    data = nw.from_native(frame, eager_only=True)
    posts = _posts(data)
    names = [name for name in metrics_of(kpi) if name in data.columns]
    metrics = {name: _floats(data[name]) for name in names}
    found = [
        _seen(post, {n: m[i] for n, m in metrics.items()}, as_of, kpi)
        for i, (post, as_of) in enumerate(zip(posts, _read_at(data), strict=True))
    ]
    if not names or (posts and all(one.y is None for one in found) and not _any(metrics)):
        numbers = sorted(c for c, t in data.schema.items() if t.is_numeric())
        raise KpiUnknownError(kpi=kpi, known=", ".join(numbers) or "-")
    return found


def _seen(post: Post, values: Mapping[str, float], as_of: datetime | None, kpi: str) -> Seen:
    age = None if as_of is None else (as_of - post.published_at).total_seconds() / 3600
    return Seen(post, outcome(post, values, as_of, kpi), young(post, values, as_of, kpi), age)


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
    out, read = _times(data["published_at"]), _times(data["as_of"])
    found = []
    for i, (uid, value) in enumerate(zip(uids, _floats(data["value"]), strict=True)):
        start, end = out[i], read[i]
        if names[i] == chosen and start is not None and end is not None:
            age = (end - start).total_seconds() / 3600
            found.append((uid, accounts[i], kinds[i], age, value))
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
    at = _times(data["published_at"])
    texts = {name: _texts(data, name) for name in ("network", "account", "kind", "text", "title")}
    options = _options(data)
    return [
        Post(
            uid=uid,
            published_at=_EPOCH if moment is None else moment,
            precision=_precision(next(options["precision"]), moment),
            hashtags=tuple(next(options["hashtags"])),
            cta=next(options["cta"]),
            pillar=next(options["pillar"]),
            language=next(options["language"]),
            is_paid=next(options["is_paid"]),
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
    flags = data["is_paid"].to_list() if "is_paid" in data.columns else [None] * len(data)
    found["is_paid"] = (None if _absent(flag) else bool(flag) for flag in flags)
    tags = data["hashtags"].to_list() if "hashtags" in data.columns else [()] * len(data)
    found["hashtags"] = (() if _absent(tag) else [str(t) for t in tag] for tag in tags)
    return found


def _texts(data: nw.DataFrame[Any], name: str) -> list[str]:
    return [text or "" for text in _optional(data, name)]


def _optional(data: nw.DataFrame[Any], name: str) -> list[Any]:
    if name not in data.columns:
        return [None] * len(data)
    return [None if _absent(x) else str(x) for x in data[name].to_list()]


def _absent(cell: object) -> bool:
    return cell is None or (isinstance(cell, float) and math.isnan(cell))


def _times(column: nw.Series[Any]) -> list[datetime | None]:
    if not isinstance(column.dtype, nw.Datetime):
        return [None] * len(column)
    stamps = column.dt.timestamp("us").to_list()
    return [None if _absent(x) else _EPOCH + timedelta(microseconds=int(x)) for x in stamps]


def _read_at(data: nw.DataFrame[Any]) -> list[datetime | None]:
    """When the figures were read; None where it is not known."""
    return _times(data["as_of"]) if "as_of" in data.columns else [None] * len(data)


def _floats(column: nw.Series[Any]) -> list[float]:
    return [math.nan if _absent(x) else float(x) for x in column.to_list()]
