"""`strategy.toml`: what is wanted by when, of whom, where; read, checked, compared and written."""

from __future__ import annotations

from balise.strategy.alignment import Alignment, align
from balise.strategy.changes import Change, diff
from balise.strategy.document import Strategy
from balise.strategy.weights import weights

__all__ = ["Alignment", "Change", "Strategy", "align", "diff", "weights"]
