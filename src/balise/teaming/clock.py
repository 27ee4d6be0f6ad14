"""What time it is: asked in one place, so that a test can tell another."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """Give the time."""
    return datetime.now(UTC)
