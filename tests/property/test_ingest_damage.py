"""Exports whose bytes are changed at random: only findings and errors made on purpose come out."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from tests.unit.ingest.audience_made import AUDIENCE
from tests.unit.ingest.exports_made import MADE, Made
from tests.unit.ingest.networks_json_made import NETWORKS_JSON
from tests.unit.ingest.reads import read_bytes

from balise.errors import BaliseError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ROUNDS = 40
POISON = (
    b'"', b"\n", b",", b";", b"\x00", b"\xff", b"\xc3", b"99/99/9999", b"1.5E+17", b"-", b"%",
    b"12/31/9999 23:59", b"01/01/0001", b"9" * 30, b"Infinity", b"[", b"{", b"null", b"\r", b"\t",
)  # fmt: skip


def _flipped(data: bytes, draw: random.Random) -> bytes:
    at = draw.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << draw.randrange(8)]) + data[at + 1 :]


def _cut(data: bytes, draw: random.Random) -> bytes:
    at = draw.randrange(len(data))
    return data[:at] + data[at + draw.choice((1, 2, 7, 40, 10_000)) :]


def _poisoned(data: bytes, draw: random.Random) -> bytes:
    at = draw.randrange(len(data) + 1)
    return data[:at] + draw.choice(POISON) + data[at + draw.choice((0, 0, 1, 10)) :]


def _shuffled(data: bytes, draw: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    at = draw.randrange(len(lines))
    kept = lines[:at] + lines[at + 1 :]
    return b"".join(draw.choice((kept, [*lines, lines[at]], [*lines[at:], *lines[:at]])))


CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _flipped,
    _cut,
    _poisoned,
    _poisoned,
    _shuffled,
)


@pytest.mark.parametrize("made", [*MADE, *AUDIENCE, *NETWORKS_JSON], ids=lambda made: made.name)
def test_it_survives_damage(made: Made, tmp_path: Path) -> None:
    draw = random.Random(made.name)  # noqa: S311 - the same damage on every run
    whole = made.make()
    for _ in range(ROUNDS):
        data = whole
        for _ in range(draw.choice((1, 1, 2, 4))):
            data = draw.choice(CHANGES)(data, draw) or b"\n"
        try:
            read = read_bytes(tmp_path, data, made.name)
        except BaliseError:
            continue
        assert all(found.message for found in read.findings)
        assert all(post.published_at.utcoffset() is not None for post in read.posts)
        _accounts_for_every_row(made, read.rows, len(read.posts) + read.dropped)


def _accounts_for_every_row(made: Made, rows: int, told: int) -> None:
    """A table of posts loses no row in silence; tables of days have rows and no posts."""
    alone = made.posts and "," not in made.format
    assert not alone or told >= rows or "daily" in made.format
