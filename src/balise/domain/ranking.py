"""Where and in which formats to speak to an audience: an order, its reasons and how sure it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Standing = Literal["keep", "drop", "cannot tell"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where a figure comes from. `confidence` is `official`, `reported` or `secondary`."""

    title: str
    url: str
    publisher: str
    year: int
    population: str
    confidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A reason as a code with its facts; `balise.strategy.ranking_words` says it."""

    code: str
    params: Mapping[str, str | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """What an account's own posts of one kind got on one network.

    `mean` and `sd` are of the log of the KPI of single posts, over `n` of them.
    """

    network: str
    kind: str
    n: int
    mean: float
    sd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """What a team can do in a week, and what things take; what is empty has our defaults.

    Parameters
    ----------
    hours
        Hours of work a week for the networks, `None`: no limit is known.
    pieces
        Pieces a week by kind, as `[capacity]` has them; a kind that is not named is not made. They
        give the hours where `hours` is `None`. Empty: every kind can be made.
    hours_per_piece
        By kind, in place of `balise.strategy.effort.HOURS`.
    rhythm
        Least useful posts a week by network, in place of published cadences.
    """

    hours: float | None = None
    pieces: Mapping[str, float] = field(default_factory=dict)
    hours_per_piece: Mapping[str, float] = field(default_factory=dict)
    rhythm: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A network or a format in a ranking.

    Parameters
    ----------
    name
        Code of the network, or the kind.
    score, low, high
        Median and 90 % interval. Of a network: points, 100 where all of the audience use it and
        posts do there as on the average network. Of a format: what a post gets against the
        network's average format.
    p_first, p_above_next
        Chance to be the first, and to be truly above the one that follows.
    p_kept
        Chance to belong to the best choice: worth its while, and within capacity; of a format,
        that none that costs no more gets much more.
    verdict
        `keep` from 80 % on, `drop` up to 20 %, `cannot tell` between.
    hours
        A week at the least useful rhythm; of a format, for one piece.
    """

    name: str
    score: float
    low: float
    high: float
    p_first: float
    p_above_next: float
    p_kept: float
    verdict: Standing
    hours: float
    has_account: bool
    reasons: tuple[Ground, ...]
    sources: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """A ranking of networks or of formats, best first.

    Parameters
    ----------
    subject
        `networks`, or the network whose formats are ranked.
    audience
        Name of the audience; empty where all are taken together.
    p_order, p_lead
        Chance that the whole order is the true one, and that the first three are the true first
        three, in whatever order.
    capacity, needed
        Hours a week that there are (`None`: not known), and that the least useful rhythm takes on
        every network that has an account (without any: that is worth its while).
    choice, p_choice
        What fits capacity and is worth most by the medians, and the chance that it is the best
        choice (NaN of formats, where `choice` is what to keep).
    drops, frees
        What to give up where capacity is too small, and the hours a week that this frees.
    parts
        The same for each audience, where there are several.
    """

    subject: str
    audience: str
    ranked: tuple[Ranked, ...]
    p_order: float
    p_lead: float
    capacity: float | None
    needed: float
    choice: tuple[str, ...]
    p_choice: float
    drops: tuple[str, ...]
    frees: float
    seed: int
    parts: tuple[Ranking, ...] = ()

    @property
    def verdict(self) -> Literal["clear", "cannot tell"]:
        """`clear` where the first is the true first with a chance of 80 % or more."""
        clear = bool(self.ranked) and self.ranked[0].p_first >= 0.8  # noqa: PLR2004 - as `keep`
        return "clear" if clear else "cannot tell"
