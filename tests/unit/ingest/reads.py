"""Reads an export as an import does, and keeps all that came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from balise.ingest import open_export
from balise.ingest.layout import Context

if TYPE_CHECKING:
    from pathlib import Path

    from balise.domain.post import Post
    from balise.domain.reading import Finding, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What one file gave."""

    format: str
    posts: list[Post]
    readings: list[Reading]
    findings: list[Finding]
    rows: int

    @property
    def codes(self) -> list[str]:
        """The codes of what was found, in order."""
        return [found.code for found in self.findings]

    @property
    def dropped(self) -> int:
        """How many rows were left out."""
        return sum(found.drops_row for found in self.findings)

    def values(self, uid: str) -> dict[str, float]:
        """Give the figures of a post."""
        (reading,) = [one for one in self.readings if one.post_uid == uid]
        return dict(reading.values)


def read_file(path: Path, *, context: Context | None = None) -> Read:
    """Read a file."""
    export = open_export(path)
    batches = list(export.batches(context or Context.of(())))
    return Read(
        format=export.format,
        posts=[post for batch in batches for post in batch.posts],
        readings=[reading for batch in batches for reading in batch.readings],
        findings=[found for batch in batches for found in batch.findings],
        rows=sum(batch.rows for batch in batches),
    )


def read_bytes(folder: Path, data: bytes, name: str = "export.csv") -> Read:
    """Read bytes as a file of that name."""
    path = folder / name
    path.write_bytes(data)
    return read_file(path)
