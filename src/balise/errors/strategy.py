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


class StarterUnknownError(InputError):
    """A starter strategy that there is none of."""

    template = "There is no starter {name}. There are: {known}."


class AnswerError(InputError):
    """An answer that cannot be used, with what to write instead."""

    template = "“{answer}” cannot be used. Write {expected}."


class StrategyThereError(InputError):
    """A file that is there and would be lost."""

    template = "{file} is there already and was left as it is. Give --force to replace it."


class ProposalStaleError(InputError):
    """A proposal for a value that has been changed since it was made."""

    template = (
        "{path} is {found} in the strategy and no longer {before}: the proposal was made for an "
        "earlier version, and nothing was changed. Look back again: balise refine"
    )
