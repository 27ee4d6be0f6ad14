"""Files that `bench/fuzz.py` made and that once broke something, as small as they can be."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from tests.unit.ingest.hostile_made import X_HEAD, x_row


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A file, what once came of it, and what comes of it now: an error, or so many rows."""

    was: str
    name: str
    make: Callable[[], bytes]
    mapping: str = ""
    error: str = ""
    rows: int = 0


def _nameless() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(zipfile.ZipInfo(""), "x")
        archive.writestr("posts.csv", X_HEAD + x_row(1))
    return packed.getvalue()


_TILL = 'kind = "outcome"\nname = "till"\n[columns]\nWhen = "day"\nHow = "amount"'

CASES = (
    Case(
        was="a member without a name ended with an IndexError",
        name="nameless.zip",
        make=_nameless,
        rows=1,
    ),
    Case(
        was="a mark that nobody gave was divided by no answers",
        name="marks.csv",
        make=lambda: b"Week,Score,Answers\n2026-W21,4/5,0\n2026-W22,4/5,-2\n",
        rows=2,
    ),
    Case(
        was="an error named columns whose titles go over two lines, on two lines",
        name="lines.csv",
        make=lambda: b'"Pain\nfrais",Beurre\n1,2\n3,4\n',
        error="FormatUnknownError",
    ),
    Case(
        was="an error of a mapping named such columns on two lines too",
        name="lines-mapped.csv",
        make=lambda: b'"Pain\nfrais",Beurre\n1,2\n3,4\n',
        mapping=_TILL,
        error="MappingColumnError",
    ),
    Case(
        was="two columns of one figure, one of them beyond the header, ended with an IndexError",
        name="wide.csv",
        make=lambda: b"When;How\n13/05/2026;3;4\n14/05/2026;;5\n",
        mapping=_TILL + '\n"#3" = "amount"',
        rows=2,
    ),
    Case(
        was="a cell of one long word was searched for an address for minutes",
        name="long-word.csv",
        make=(X_HEAD + x_row(1, "a" * 200_000)).encode,
        rows=1,
    ),
)
"""What was found is kept: each is read, suggested for, and told of in every language."""
