"""A labelled, made-up brand with a known truth: for the demo, the tests and the closed loop."""

from __future__ import annotations

from balise.simulate.brand import QUINCAILLERIE, Brand, Presence, is_made_up
from balise.simulate.doing import kept
from balise.simulate.download import exports
from balise.simulate.layouts.readme import NAME as NOTE
from balise.simulate.truth import Strength
from balise.simulate.world import World

__all__ = [
    "NOTE",
    "QUINCAILLERIE",
    "Brand",
    "Presence",
    "Strength",
    "World",
    "exports",
    "is_made_up",
    "kept",
]
