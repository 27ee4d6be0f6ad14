"""A plan that cannot be made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from balise.errors.input import InputError

if TYPE_CHECKING:
    from balise.domain.reading import Finding


class PlanConflictError(InputError):
    """Rules that no plan keeps together: the fewest of them, and what would help."""

    template = "No plan keeps all of this at once: {rules}. One of these would help: {remedies}."

    @property
    def rules(self) -> tuple[Finding, ...]:
        """The rules in conflict."""
        return _found(self.facts.get("rules"))

    @property
    def remedies(self) -> tuple[Finding, ...]:
        """What would help, each by itself."""
        return _found(self.facts.get("remedies"))


def _found(told: Any) -> tuple[Finding, ...]:
    """Give what was found; nothing where only its words were kept."""
    return () if told is None or isinstance(told, str) else tuple(told)


class PlanTangleError(PlanConflictError):
    """Rules that no plan keeps together, beside others that conflict too."""

    template = (
        "No plan keeps all of this at once: {rules}. Other rules conflict as well: relax one of "
        "these, and plan again."
    )


class PlanTimeError(InputError):
    """A search that ended before it had found any plan."""

    template = (
        "No plan was found within {seconds} seconds, and none was shown to be impossible. "
        "Plan fewer weeks at once."
    )


class WeeksError(InputError):
    """A number of weeks that cannot be planned."""

    template = "{weeks} weeks cannot be planned. Give a number from 1 to {most}."
