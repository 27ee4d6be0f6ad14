"""From a strategy and what was learnt to a calendar that knows its odds."""

from __future__ import annotations

from balise.plan.make import make

__all__ = ["make"]
