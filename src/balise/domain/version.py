"""A strategy as it stood on a day, with what was known then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from balise.domain.estimate import Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a brand knew: its files and posts, its newest post, and what made its latest fits.

    `view` names the files that were visible, as that of a `Ledger` does; `fits` go by KPI.
    """

    files: int = 0
    posts: int = 0
    view: str = ""
    last_post_at: datetime | None = None
    fits: Mapping[str, Provenance] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyVersion:
    """One version of a strategy; they are counted from 1, and none is ever changed.

    `digest` is the SHA-256 of `text`, the whole file with its comments.
    """

    brand: str
    number: int
    made_at: datetime
    text: str
    digest: str
    known: Known
