"""A strategy that cannot be used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from balise.errors.input import InputError

if TYPE_CHECKING:
    from balise.domain.reading import Finding


class StrategyError(InputError):
    """A strategy with mistakes; `findings` tells each with its line, and warnings too."""

    template = "{file}, line {line}: {first} Mistakes in all: {n}."

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All that was found, in the order of the lines."""
        found: Any = self.facts.get("findings", ())
        return tuple(found)


class StrategyPathError(InputError):
    """A change of a strategy at a place that it does not have."""

    template = "The strategy has no {path}. There are: {known}."
