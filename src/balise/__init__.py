"""Balise: a social-media strategy engine that learns from your own exports."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from balise.strategy import Strategy

__version__ = "0.1.0"
_ROOMS = frozenset({"experiment", "ingest", "learn", "plan", "simulate"})
"""Rooms that notebooks use by `balise.<room>`."""
__all__ = ["Strategy", "__version__"]


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for: `import balise` itself stays quick."""
    if name in _ROOMS:
        return import_module(f"balise.{name}")
    if name != "Strategy":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from balise.strategy import Strategy  # noqa: PLC0415 - see above

    return Strategy
