"""There is not enough, or not the right thing, to learn from."""

from __future__ import annotations

from balise.errors.base import BaliseError


class LearnError(BaliseError):
    """The model cannot answer."""


class KpiUnknownError(LearnError, ValueError):
    """A KPI that no post has."""

    template = "No post has the metric {kpi}. Metrics found: {known}."


class NotEnoughPostsError(LearnError):
    """Fewer posts than a fit needs."""

    template = (
        "There are {n} posts with the metric {kpi}; "
        "at least {needed} are needed to learn from them."
    )


class PostsTooRecentError(NotEnoughPostsError):
    """Posts whose figures were all read before they had settled."""

    template = (
        "All posts with the metric {kpi} ({n}) were exported too soon after publication to be "
        "compared. Export them again in a few days."
    )


class ConditionError(LearnError, ArithmeticError):
    """Equations that double precision cannot solve."""

    template = (
        "What the posts tell of {what} cannot be worked out: its condition is {condition}, "
        "and beyond {most} no figure could be trusted. Look for an experiment, a figure or a "
        "number of posts of absurd size."
    )


class FitFormatError(LearnError, ValueError):
    """Bytes that are no saved fit, or one of a later version."""

    template = "This is not a fit that this version of Balise can read ({reason})."
