"""What posts say, laid out so that each belief of a strategy finds its evidence."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from balise.domain.estimate import Estimate
from balise.domain.hashtag import fold
from balise.domain.proposal import Action, Proposal
from balise.domain.refinement import Belief
from balise.strategy.document import Strategy

Counts = Mapping[str, Mapping[tuple[str, str], int]]
_PROMISING = 0.8
"""Probability of being better from which an open question is worth a test. It claims nothing."""
_YEAR = 52
_MANY = 2_000
_HIGHEST = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A strategy and what posts say.

    Parameters
    ----------
    strategy
        With its text.
    kpi, estimates
        What weighs most among the objectives that posts tell of, and its effects over all accounts.
    others
        Effects on the KPIs of other objectives, which may object.
    counts
        Posts by account (`<network>:<handle>`) and level (`("hour", "18")`).
    weekly
        Posts of each account week by week, oldest first.
    """

    strategy: Strategy
    kpi: str
    estimates: Sequence[Estimate]
    others: Sequence[Sequence[Estimate]] = ()
    counts: Counts = field(default_factory=dict)
    weekly: Mapping[str, Sequence[int]] = field(default_factory=dict)

    def of(self, factor: str) -> dict[str, Estimate]:
        """Give the effects of a factor over all accounts, by level."""
        mine = [e for e in self.estimates if e.factor == factor and e.scope == "all"]
        return {e.level: e for e in mine if not math.isnan(e.multiplier)}

    def is_torn(self, estimate: Estimate) -> bool:
        """Whether what is clear for this KPI is as clearly the other way for another."""
        other = {"better": "worse", "worse": "better"}.get(estimate.verdict)
        return other is not None and any(
            (e.factor, e.level, e.scope, e.verdict)
            == (estimate.factor, estimate.level, estimate.scope, other)
            for every in self.others
            for e in every
        )

    def lack(self, estimate: Estimate) -> str:
        """Say why nothing may be asked on this estimate; empty where it may.

        A figure that is only observed carries no decision: accounts differ in more than that.
        """
        if estimate.n == 0:
            return "unseen"
        if estimate.evidence == "descriptive":
            return "observed"
        if estimate.verdict == "not enough data":
            return "few"
        return "torn" if self.is_torn(estimate) else ""

    def is_promising(self, estimate: Estimate) -> bool:
        """Whether a test would pay: likely better, not clear, and settled within a year."""
        is_open = estimate.verdict in {"no clear difference", "not enough data"}
        return (
            is_open
            and estimate.evidence != "descriptive"
            and estimate.more_posts is not None
            and estimate.p_better >= _PROMISING
            and estimate.more_posts <= self.a_week * _YEAR
        )

    @property
    def a_week(self) -> float:
        """Posts of all accounts in a usual week; where that is not known, hardly any limit."""
        if not any(self.weekly.values()):
            return _MANY
        return sum(sum(weeks) / len(weeks) for weeks in self.weekly.values() if weeks)

    @property
    def weeks(self) -> int:
        """How many weeks posts are told of."""
        return max((len(weeks) for weeks in self.weekly.values()), default=0)

    def share_of(self, account: str) -> float:
        """Tell the share of all posts that an account has; alike where it is not known."""
        if not self.counts:
            return 1 / len(self.strategy.accounts)
        total = sum(posts_of(one) for one in self.counts.values())
        return posts_of(self.counts.get(account, {})) / total if total else 0.0

    def at(self, account: str, levels: Sequence[tuple[str, str]]) -> float:
        """Tell the share of the posts of an account that have one of some levels.

        Where its own are not known, that of all accounts.
        """
        if self.counts:
            its = self.counts.get(account, {})
            return sum(its.get(level, 0) for level in levels) / max(posts_of(its), 1)
        asked = {level for _, level in levels}
        every = self.of(levels[0][0]) if levels else {}
        total = sum(e.n for e in every.values())
        return sum(e.n for level, e in every.items() if level in asked) / max(total, 1)


def posts_of(counts: Mapping[tuple[str, str], int]) -> int:
    """Count posts: each has one format."""
    return sum(n for (factor, _), n in counts.items() if factor == "kind")


def unknown(factor: str, level: str) -> Estimate:
    """Make the estimate of what no post tells of."""
    nan = math.nan
    return Estimate(
        factor=factor, level=level, scope="all", n=0, multiplier=nan, low=nan, high=nan,
        p_better=0.5, verdict="not enough data", evidence="descriptive",
    )  # fmt: skip


def shifted(mix: Mapping[str, Estimate], level: str, to: float) -> float:
    """Tell what it gains to give a level of a factor another share of the posts.

    The effects are posterior ones, drawn towards none the fewer posts there are; the other levels
    keep their proportions.

    Examples
    --------
    >>> from dataclasses import replace
    >>> one = replace(unknown("kind", "image"), n=50, multiplier=1.0)
    >>> mix = {"image": one, "video": replace(one, level="video", multiplier=2.0)}
    >>> round(shifted(mix, "video", 0.75), 3)
    0.167
    """
    mine = mix[level]
    rest = [e for name, e in mix.items() if name != level]
    n = sum(e.n for e in rest)
    if not n:
        return 0.0
    others = sum(e.n * e.multiplier for e in rest) / n
    now = mine.n / (mine.n + n)
    return _mean(mine, others, to) / _mean(mine, others, now) - 1


def _mean(mine: Estimate, others: float, share: float) -> float:
    return share * mine.multiplier + (1 - share) * others


def without(estimate: Estimate, share: float) -> float:
    """Tell what it gains to leave out what a share of posts has, such as a hashtag.

    The multiplier is against the typical post, which has it now and then.

    Examples
    --------
    >>> from dataclasses import replace
    >>> round(without(replace(unknown("hashtag", "ad"), multiplier=0.5), 0.5), 2)
    0.6
    """
    share = min(share, _HIGHEST)
    bare = math.pow(estimate.multiplier, -share / (1 - share))
    return bare / (share * estimate.multiplier + (1 - share) * bare) - 1


def belief(  # noqa: PLR0913 - the fields of two nouns, all of them named where it is called
    topic: str,
    path: str,
    estimate: Estimate,
    *,
    action: Action = "keep",
    before: str,
    after: str | None = None,
    gain: float = 0.0,
    touched: float = math.nan,
    lack: str = "",
    scope: str = "all",
) -> Belief:
    """Put a belief together; without `after` nothing would change in the strategy."""
    return Belief(
        topic=topic,
        level=estimate.level,
        scope=scope,
        touched=touched,
        lack=lack,
        proposal=Proposal(
            path=path,
            action=action,
            before=before,
            after=before if after is None else after,
            estimate=estimate,
            expected_gain=gain,
        ),
    )


def same(one: str, other: str) -> bool:
    """Whether two names are the same, whatever their case and their sign.

    Examples
    --------
    >>> same("#Été", "été"), same("visit", "visits")
    (True, False)
    """
    return folded(one) == folded(other)


def folded(name: str) -> str:
    """Give the key under which spellings of a name are the same."""
    return fold(name.strip())
