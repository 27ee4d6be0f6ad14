"""What must hold of a file that was read, whatever its bytes are."""

from __future__ import annotations

import atexit
import math
import pickle
from collections.abc import Iterator
from datetime import UTC, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from fuzz_seeds import Seed

from balise.domain.post import KINDS, Post
from balise.domain.reading import Batch
from balise.errors import BaliseError, InputError, MappingLackError
from balise.ingest import Context, open_export, suggest
from balise.ingest.mapping_check import parse
from balise.ingest.mapping_text import toml
from balise.ingest.posts import PostTable
from balise.words import LANGUAGES, Speech
from balise.workspace import Workspace

FIRST, LAST = 2004, 2101
LONGEST = 4000
"""Letters of a line: thirty columns with their names."""
ZONES = ("UTC", "Europe/Brussels", "Pacific/Apia")
TONGUES = tuple(Speech(language) for language in LANGUAGES)


class BrokenPromiseError(AssertionError):
    """Something came of a file that must not."""


def outcome(path: Path, seed: Seed, number: int) -> str:
    """Read a file as an import does and name what became of it: `read`, or the error."""
    try:
        rows = _read(path, seed, ZONES[number % len(ZONES)])
    except BaliseError as error:
        return _told(error)
    return "read" if rows else "read, no rows"


def suggested(path: Path) -> str:
    """Suggest a mapping for a file and read the file by it."""
    try:
        found = suggest(path)
        for tongue in TONGUES:
            mapping = parse(toml(found, tongue, f"balise import {path.name} --map m.toml"))
        for batch in open_export(path, mapping).batches(Context.of(())):
            _check(batch)
    except MappingLackError as error:
        return _told(error)  # what is needed may not be there to be found
    except BaliseError as error:
        return _told(error)
    return "suggested"


@cache
def _space() -> Workspace:
    """Open one folder for all files, removed with the process."""
    folder = TemporaryDirectory()
    atexit.register(folder.cleanup)
    return Workspace.open(folder.name)


def stored(path: Path, number: int) -> str:
    """Import a file into SQLite, then again, which must bring nothing."""
    for again in (False, True):
        reports = _space().import_([path], brand=f"brand {number % 9}", timezone="UTC")
        for report in reports:
            if report.error is not None:
                return _told(report.error)
            if again and (report.posts or report.readings or not report.already_imported):
                raise BrokenPromiseError("brought twice")
    return "stored"


def _told(error: BaliseError) -> str:
    """See that an error is one on the input, and is one line in each language."""
    if not isinstance(error, InputError):
        raise BrokenPromiseError(f"{type(error).__name__} is no InputError") from error
    for tongue in TONGUES:
        said = tongue.error(error)
        if "{" in said.replace(str(error.facts.get("file", "")), "") and "{" not in str(
            error.facts
        ):
            raise BrokenPromiseError(f"place left: {said[:200]}") from error
        if "\n" in said or len(said) > LONGEST:
            raise BrokenPromiseError(f"no one line: {said[:200]!r}") from error
    return type(error).__name__


def _read(path: Path, seed: Seed, zone: str) -> int:
    mapping = parse(seed.mapping) if seed.mapping else None
    export = open_export(path, mapping)
    batches = list(export.batches(Context.of((), timezone=zone)))
    for batch in batches:
        _check(batch)
    is_posts = all(isinstance(p, tuple) and isinstance(p[0], PostTable) for p in export.parts)
    if is_posts:
        _every_row(batches)
    if pickle.loads(pickle.dumps(batches)) != batches:  # noqa: S301 - our own
        raise BrokenPromiseError("another batch comes out of the other process")
    return sum(batch.rows for batch in batches)


def _every_row(batches: list[Batch]) -> None:
    """See that each row is a post, a day of a known one, or a finding that says so."""
    rows = sum(batch.rows for batch in batches)
    told = sum(len(b.posts) + sum(f.drops_row for f in b.findings) for b in batches)
    days = sum(r.day is not None for b in batches for r in b.readings)
    many = any(f.code == "findings-more" for b in batches for f in b.findings)
    if not many and not told <= rows <= told + days:
        raise BrokenPromiseError(f"{rows} rows, {told} told, {days} days")


def _check(batch: Batch) -> None:
    for wrong in _wrong(batch):
        raise BrokenPromiseError(wrong)


def _wrong(batch: Batch) -> Iterator[str]:
    for found in batch.findings:
        if found.line < 0 or not all(tongue.finding(found) for tongue in TONGUES):
            yield f"finding {found}"
    for post in batch.posts:
        yield from _wrong_post(post)
    for reading in batch.readings:
        if reading.as_of.tzinfo is not UTC or not all(map(_finite, reading.values.values())):
            yield f"reading {reading}"
    for one in batch.outcomes:
        if one.starts > one.ends or not all(map(_finite, one.values.values())):
            yield f"outcome {one}"


def _wrong_post(post: Post) -> Iterator[str]:
    if post.published_at.utcoffset() != timedelta(0):
        yield f"time without a zone: {post.published_at}"
    if not FIRST <= post.published_at.year <= LAST:
        yield f"post of {post.published_at}"
    if post.kind not in KINDS or not post.uid.startswith(f"{post.network}:"):
        yield f"post {post.uid} of kind {post.kind}"
    if not _finite(post.duration_s) or not _finite(post.followers):
        yield f"post with {post.duration_s}, {post.followers}"


def _finite(value: float | None) -> bool:
    return value is None or math.isfinite(value)
