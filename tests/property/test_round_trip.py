"""Exports that are written, read, written again: posts and bytes stay what they were."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from tests.often import often
from tests.unit.ingest.export_writers import (
    HANDLE,
    LOS_ANGELES,
    WRITERS,
    Measured,
    Shape,
    Writer,
    archive,
    linkedin,
    linkedin_link,
    same,
)
from tests.unit.ingest.reads import Read

from balise.domain.post import Post
from balise.ingest import Context, open_export
from balise.ingest.mapping_check import parse
from balise.simulate.ids import x_id

if TYPE_CHECKING:
    from collections.abc import Sequence

FIRST, LAST = datetime(2012, 1, 2), datetime(2036, 12, 30)  # noqa: DTZ001 - made aware below
MOMENTS = st.datetimes(FIRST, LAST).map(lambda at: at.replace(tzinfo=UTC, microsecond=0))
PIECES = st.one_of(
    st.sampled_from(
        ["\n", "\r\n", "\n\n", '"', '""', "'", ",", ";", "\t", "|", "=1+1", "@moulin", "+3", "-1",
         "#pain", "&amp;", "&", "<b>", "\u202e", "\u200fمرحبا", "שלום", "😀", "👩‍🍳", "é",
         "e\u0301", "\u00a0", "\u2028", "\u3000", "\x85", "www.example.org",
         "https://example.org/?a=b&c=d", "sep=;", "{n}", "%s", "[b]", "\\", "\\n", "12",
         "1.234,5", "2026-01-01", "N/A", "RT @a: ",
         "Total", "Lifetime", "Post ID", "\ufffd", "日本語", "𝕏", "İ", "ß"]
    ),
    st.text(
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff"), max_size=9
    ),
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=8).map(lambda parts: " ".join(parts).strip())
FRENCH = st.lists(
    st.sampled_from(
        ["Une journée à la forêt", "nos pâtissiers préférés", "où l’on goûte\nle pain", "ça, c’est",
         "«\u00a0déjà\u00a0»", "5 € ; l’été", "très réussi", '"brûlé"', "Noël à l’hôtel", "=1+1"]
    ),
    min_size=4, max_size=8,
).map(" ".join)  # fmt: skip
COUNTS = st.none() | st.integers(0, 10**9)
HOUR = timedelta(hours=1)
WIDE = ("utf-16", "utf-16-le", "utf-16-be")
SHAPES = st.builds(
    Shape,
    delimiter=st.sampled_from(",;\t"),
    encoding=st.sampled_from(("utf-8", "utf-8-sig", *WIDE)),
    end=st.sampled_from(("\n", "\r\n", "\r")),
    all_quoted=st.booleans(),
    declared=st.booleans(),
)
Told = tuple[datetime, str, list[int | None]]


def told(texts: st.SearchStrategy[str], least: int) -> st.SearchStrategy[list[Told]]:
    """Draw when posts were published, what they say and what came of them."""
    figures = st.lists(COUNTS, min_size=13, max_size=13)
    return st.lists(st.tuples(MOMENTS, texts, figures), min_size=least, max_size=5)


ROWS = told(TEXTS, 1)


def measured(writer: Writer, rows: Sequence[Told]) -> list[Measured]:
    """Make posts that an export can tell of."""
    made: list[Measured] = []
    for n, (at, text, figures) in enumerate(rows):
        values = known(writer.figures, figures)
        if not values.get("views", 1):
            del values["views"]  # beside people who were reached, the network has it wrong
        if "watch_time_s" in values:
            values["watch_time_s"] = values["watch_time_s"] % 10**6 * 900  # quarters of an hour
        made.append((writer.post(at, text, n), values))
    return made


def known(names: Sequence[str], figures: Sequence[int | None]) -> dict[str, float]:
    """Name the figures that are known."""
    return {
        name: float(value)
        for name, value in zip(names, figures, strict=False)
        if name and value is not None
    }


def read(data: bytes, name: str, mapping: str = "") -> Read:
    """Read an export in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        export = open_export(path, parse(mapping) if mapping else None)
        batches = list(export.batches(Context.of(())))
    return Read(
        format=export.format,
        posts=[post for batch in batches for post in batch.posts],
        readings=[reading for batch in batches for reading in batch.readings],
        findings=[found for batch in batches for found in batch.findings],
        rows=sum(batch.rows for batch in batches),
    )


def again(found: Read) -> list[Measured]:
    """Join the posts that were read with their figures."""
    told = {reading.post_uid: reading.values for reading in found.readings}
    return [(post, told.get(post.uid, {})) for post in found.posts]


def facts(posts: Sequence[Measured]) -> list[tuple[object, ...]]:
    """Give what an export must keep of posts."""
    return [(post.uid, post.text, post.url, dict(values)) for post, values in posts]


def is_when(found: datetime, at: datetime, precision: str) -> bool:
    """Tell whether a time was read as it can be: two hours of a year have the same name."""
    if precision == "day":
        return found.date() == at.astimezone(LOS_ANGELES).date()
    cut = at.replace(second=0) if precision == "minute" else at
    return abs(found - cut) in ({timedelta(0), HOUR} if precision == "minute" else {timedelta(0)})


def goes_round(writer: Writer, rows: Sequence[Told], shape: Shape) -> None:
    """Write, read and write again."""
    first = measured(writer, rows)
    whole = writer.write(first, shape)
    found = read(whole, writer.name, writer.mapping)
    assert found.format == writer.format
    assert facts(again(found)) == facts(first)
    assert found.rows == len(rows)
    for one, (post, _) in zip(found.posts, first, strict=True):
        assert is_when(one.published_at, post.published_at, writer.precision)
        assert one.kind == post.kind or not writer.kinds
    assert writer.write(again(found), shape) == whole


@pytest.mark.parametrize("writer", WRITERS, ids=lambda writer: writer.format)
@settings(max_examples=often(120), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=ROWS, shape=SHAPES)
def test_it_writes_again_what_it_read(writer: Writer, rows: list[Told], shape: Shape) -> None:
    goes_round(writer, rows, shape)


@pytest.mark.parametrize("writer", WRITERS, ids=lambda writer: writer.format)
@settings(max_examples=20, deadline=None)
@given(rows=told(FRENCH, 2), shape=SHAPES)
def test_it_reads_the_code_page_of_windows(writer: Writer, rows: list[Told], shape: Shape) -> None:
    spelt = Shape(delimiter=shape.delimiter, encoding="cp1252", end=shape.end)
    goes_round(writer, rows, spelt)


@settings(max_examples=40, deadline=None)
@given(rows=ROWS)
def test_it_writes_the_archive_of_x_again(rows: list[Told]) -> None:
    first: list[Measured] = []
    for n, (at, text, figures) in enumerate(rows):
        native = x_id(at, n)
        url = f"https://x.com/{HANDLE}/status/{native}"
        own = text.replace("RT @", "RT ")  # the counts of a repost are those of another post
        post = Post(
            uid=f"x:{native}", network="x", account=HANDLE, published_at=at, url=url, text=own
        )
        first.append((post, known(("reactions", "shares"), figures)))
    whole = archive(first)
    found = read(whole, "tweets.js")
    assert facts(again(found)) == facts(first)
    assert [post.published_at for post in found.posts] == [at for at, *_ in rows]
    assert same(archive(again(found)), whole)


@settings(max_examples=15, deadline=None)
@given(rows=ROWS)
def test_it_writes_the_workbook_of_linkedin_again(rows: list[Told]) -> None:
    names = ("impressions", "clicks_all", "reactions", "comments", "shares")
    first: list[Measured] = []
    for n, (at, text, figures) in enumerate(rows):
        url = linkedin_link(at, n)
        uid = f"linkedin:{url.rpartition(':')[2]}"
        held = text.replace("\r\n", "\n")  # XML has one line end
        post = Post(
            uid=uid, network="linkedin", account=HANDLE, published_at=at, url=url, text=held
        )
        first.append((post, known(names, figures)))
    found = read(linkedin(first), "page.xlsx")
    assert facts(again(found)) == facts(first)
    assert [post.published_at for post in found.posts] == [at for at, *_ in rows]
    assert facts(again(read(linkedin(again(found)), "page.xlsx"))) == facts(first)
