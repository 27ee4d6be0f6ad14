"""`balise.ingest.read`: exports to data frames, for notebooks and scripts."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

import narwhals as nw

from balise.domain.metric import METRICS, metric_of
from balise.errors import (
    BackendMissingError,
    FormatRefusedError,
    FormatUnknownError,
    InputError,
)
from balise.ingest.exports import Export, open_export
from balise.ingest.files import Paths, files_in, in_order
from balise.ingest.layout import Context
from balise.words import finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from balise.domain.post import Post
    from balise.domain.reading import Finding, Reading

BACKENDS = ("pandas", "polars", "pyarrow")


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What was read.

    Attributes
    ----------
    posts : frame
        The post frame of the contract, the latest reading of each metric, in order of time.
    metrics : frame
        Every reading: post_uid, metric, value, unit, basis, as_of.
    findings : tuple of Finding
        What the user should know of the files.
    """

    posts: Any
    metrics: Any
    findings: tuple[Finding, ...]


def read(paths: Paths, *, timezone: str | None = None, backend: str | None = None) -> Imported:
    r"""Read exports into data frames.

    Parameters
    ----------
    paths : path or paths
        Files of any known format, ZIP archives, or folders of them.
    timezone : str, optional
        IANA zone of times that are written without one; UTC where not given.
    backend : {"pandas", "polars", "pyarrow"}, optional
        Library of the frames; the first of these that is installed where not given.

    Returns
    -------
    Imported

    Raises
    ------
    InputError
        Where a file is missing or damaged, or of no known format: of the files of a folder those
        are left out and found, unless there are no others.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> table = "Post id,Post Link,Post text,Impressions,Bookmarks,Likes\n"
    >>> row = "1902622306553184746,https://x.com/demo/status/1902622306553184746,Bonjour,33,0,4\n"
    >>> _ = (folder / "posts.csv").write_text(table + row)
    >>> read(folder).posts[["post_uid", "kind", "reactions"]].values.tolist()
    [['x:1902622306553184746', 'text', 4.0]]
    """
    library: Any = backend or _installed()  # narwhals says what it does not know
    several = [Path(p) for p in ([paths] if isinstance(paths, str | PathLike) else paths)]
    posts: dict[str, Post] = {}
    readings: list[Reading] = []
    findings: list[Finding] = []
    context = Context.of((), timezone=timezone or "UTC")
    for export in in_order(_opened(several, findings)):
        for batch in export.batches(context):
            for post in batch.posts:
                posts.setdefault(post.uid, post)
            readings += batch.readings
            findings += batch.findings
    return Imported(
        posts=_posts_frame(posts, readings, library),
        metrics=_metrics_frame(readings, library),
        findings=tuple(findings),
    )


def _opened(paths: list[Path], findings: list[Finding]) -> Iterator[Export]:
    """Open the files; those of a folder that are no exports are left out, and found."""
    refused: FormatUnknownError | FormatRefusedError | None = None
    opened = 0
    for path in files_in(paths):
        try:
            export = open_export(path)
        except (FormatUnknownError, FormatRefusedError) as error:
            if path in paths:
                raise
            refused = error
            findings.append(_left_out(path.name, error))
        else:
            opened += 1
            yield export
    if refused and not opened:
        raise refused


def _left_out(name: str, error: InputError) -> Finding:
    if isinstance(error, FormatRefusedError):
        return finding("member-private", file=name, member=name)
    return finding("file-unknown", file=name)


def _installed() -> str:
    for name in BACKENDS:
        if find_spec(name):
            return name
    raise BackendMissingError


def _latest(readings: Iterable[Reading]) -> dict[str, tuple[dict[str, float], Any]]:
    """Take the latest value of each metric of each post; daily parts of a post are no totals."""
    found: dict[str, tuple[dict[str, float], Any]] = {}
    for reading in sorted(readings, key=lambda r: r.as_of):
        if reading.basis != "day":
            values, _ = found.setdefault(reading.post_uid, ({}, None))
            values.update(reading.values)
            found[reading.post_uid] = (values, reading.as_of)
    return found


def _posts_frame(posts: dict[str, Post], readings: Iterable[Reading], library: Any) -> Any:
    latest = _latest(readings)
    rows = sorted(posts.values(), key=lambda p: (p.published_at, p.uid))
    measured = {name for values, _ in latest.values() for name in values}
    columns: dict[str, list[Any]] = {
        "post_uid": [p.uid for p in rows],
        "network": [p.network for p in rows],
        "account": [p.account for p in rows],
        "published_at": [p.published_at for p in rows],
        "precision": [p.precision for p in rows],
        "kind": [p.kind for p in rows],
        "text": [p.text for p in rows],
        "title": [p.title for p in rows],
        "url": [p.url for p in rows],
        "hashtags": [list(p.hashtags) for p in rows],
        "cta": [p.cta for p in rows],
        "pillar": [p.pillar for p in rows],
        "campaign": [p.campaign for p in rows],
        "language": [p.language for p in rows],
        "is_paid": [p.is_paid for p in rows],
        "followers": [p.followers for p in rows],
        "as_of": [latest.get(p.uid, ({}, None))[1] for p in rows],
    }
    if any(p.media_count for p in rows):
        columns["media_count"] = [p.media_count for p in rows]
    nothing: tuple[dict[str, float], Any] = ({}, None)
    for name in METRICS:
        if name in measured and name not in columns:
            columns[name] = [latest.get(p.uid, nothing)[0].get(name, float("nan")) for p in rows]
    return _frame(columns, library)


def _frame(columns: dict[str, list[Any]], library: Any) -> Any:
    schema = _schema(columns)
    if any(columns.values()):
        return nw.from_dict(columns, schema=schema, backend=library).to_native()
    # pandas makes no column of lists of nothing: a row is put in and taken out again.
    one: dict[str, list[Any]] = {name: [[] if name == "hashtags" else None] for name in columns}
    return nw.from_dict(one, schema=schema, backend=library).head(0).to_native()


def _schema(columns: Iterable[str]) -> dict[str, Any]:
    stamp = nw.Datetime("us", "UTC")
    special: dict[str, Any] = {
        "published_at": stamp,
        "as_of": stamp,
        "hashtags": nw.List(nw.String()),
        "is_paid": nw.Boolean(),
        "followers": nw.Float64(),
        "media_count": nw.Float64(),
    }
    texts = {"post_uid", "network", "account", "precision", "kind", "text", "title", "url", "cta",
             "pillar", "campaign", "language", "metric", "unit", "basis"}  # fmt: skip
    return {
        name: special.get(name, nw.String() if name in texts else nw.Float64()) for name in columns
    }


def _metrics_frame(readings: Iterable[Reading], library: Any) -> Any:
    rows = [(r, name, value) for r in readings for name, value in r.values.items()]
    columns: dict[str, list[Any]] = {
        "post_uid": [r.post_uid for r, _, _ in rows],
        "metric": [name for _, name, _ in rows],
        "value": [value for _, _, value in rows],
        "unit": [_unit(name) for _, name, _ in rows],
        "basis": [r.basis for r, _, _ in rows],
        "as_of": [r.as_of for r, _, _ in rows],
    }
    return _frame(columns, library)


def _unit(name: str) -> str:
    metric = metric_of(name)
    return metric.unit if metric else "ratio"
