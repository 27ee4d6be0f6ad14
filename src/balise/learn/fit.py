"""A fit: what was learnt of one KPI, and what can be asked of it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.linalg import LinAlgError
from numpy.typing import NDArray

from balise.domain.design import Design, Sums
from balise.domain.estimate import Estimate, Evidence
from balise.domain.metric import RATES
from balise.domain.ports import Change
from balise.domain.post import Post
from balise.domain.reason import Reason
from balise.errors import ConditionError, NotEnoughPostsError
from balise.learn import (
    columns,
    effects,
    explain,
    frames,
    growing,
    own,
    posterior,
    rows,
    saved,
    update,
)
from balise.learn.contrasts import with_evidence
from balise.learn.cores import one_each
from balise.learn.curve import Curve, Lifetime
from balise.learn.exposure import exposed
from balise.learn.features import levels
from balise.learn.gather import gathered
from balise.learn.health import too_bad
from balise.learn.kpi import accumulates, is_rate
from balise.learn.maturity import prior
from balise.learn.model import learn
from balise.learn.posterior import Posterior
from balise.learn.prior import groups_of
from balise.learn.rows import Row
from balise.learn.spread import integrate
from balise.learn.units import outcomes
from balise.learn.young import Ageing, corrected

_LEAST = 1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Fit:
    """What was learnt of one KPI from all the posts of all accounts.

    Parameters
    ----------
    posterior
        What is believed after the data.
    seed
        Given to `fit`; nothing in a fit is drawn at random, it is kept for provenance.
    backend
        The library of the frames that `effects` returns.
    curve
        How posts age, as far as it was asked.
    renewed
        Posts that changed since the variances were found, and were put in at those (`updated`).
    """

    posterior: Posterior
    seed: int = 0
    backend: str = ""
    curve: Curve | None = None
    renewed: int = 0

    @property
    def kpi(self) -> str:
        """Return the KPI that was learnt."""
        return self.posterior.design.kpi

    @one_each
    def predict(self, posts: Any) -> Any:
        """Forecast the outcome of each post.

        Parameters
        ----------
        posts
            Post frame; outcome columns are not looked at, but for the exposure of a rate where it
            is there: fewer views leave more to chance.

        Returns
        -------
        frame
            One row a post in the same order: post_uid, mean_log and sd_log (of log1p of a count,
            log of a rate), q05 to q95 of the outcome in the KPI's unit: whole numbers of a count.
        """
        asked = frames.posts_of(posts)
        rows_ = self._rows(asked)
        mean, sd = posterior.expect(self.posterior, rows_)
        if is_rate(self.kpi):
            exposures = frames.floats_of(posts, RATES[self.kpi])
            sd = exposed(sd, exposures, *posterior.singles(self.posterior, rows_))
        free = posterior.freedom(self.posterior, rows_, sd)
        found: dict[str, list[Any]] = {
            "post_uid": [post.uid for post in asked],
            "mean_log": mean.tolist(),
            "sd_log": sd.tolist(),
            **outcomes(mean, sd, free, self.kpi),
        }
        return frames.frame_of(found, frames.backend_of(posts))

    @one_each
    def expect(self, posts: Sequence[Post]) -> list[tuple[float, float]]:
        """Forecast posts: mean and standard deviation of each outcome on the log scale."""
        mean, sd = posterior.expect(self.posterior, self._rows(posts))
        return list(zip(mean.tolist(), sd.tolist(), strict=True))

    @one_each
    def quantiles(self, posts: Sequence[Post]) -> list[tuple[float, float, float]]:
        """Forecast posts as `predict` does: 5 %, 50 % and 95 % of each outcome, in its unit."""
        rows_ = self._rows(posts)
        mean, sd = posterior.expect(self.posterior, rows_)
        told = outcomes(mean, sd, posterior.freedom(self.posterior, rows_, sd), self.kpi)
        return list(zip(told["q05"], told["q50"], told["q95"], strict=True))

    @one_each
    def steady(self, posts: Sequence[Post]) -> list[tuple[float, float]]:
        """Expect posts as `expect` does, at the lasting level of their account: without its drift.

        The standard deviation is that of single posts around it, the account's own spread.
        """
        mean, sd = posterior.steady(self.posterior, self._rows(posts))
        return list(zip(mean.tolist(), sd.tolist(), strict=True))

    @one_each
    def draw(self, posts: Any, n: int, *, seed: int = 0) -> NDArray[np.float64]:
        """Draw the expected outcome of posts jointly from the posterior.

        Parameters
        ----------
        posts
            Post frame, or a sequence of `Post`.
        n
            How many draws.
        seed
            The same seed gives the same draws.

        Returns
        -------
        array (n, rows)
            On the log scale.
        """
        asked = posts if _are_posts(posts) else frames.posts_of(posts)
        return posterior.draw(self.posterior, self._rows(asked), n, seed)

    @one_each
    def scatter(self, posts: Sequence[Post]) -> list[tuple[float, float]]:
        """Tell how far single posts lie from what is expected of them: sd, degrees of freedom."""
        return posterior.scatter(self.posterior, self._rows(posts))

    def grown(
        self, posts: Sequence[Post], read: Sequence[tuple[float, float]], n: int, *, seed: int = 0
    ) -> NDArray[np.float64]:
        """Draw what figures, each with its age in hours, will be (`balise.learn.growing`)."""
        curve = (self.curve or prior()) if accumulates(self.kpi) else None
        return growing.draw(curve, posts, read, n, seed)

    @one_each
    def estimates(self) -> tuple[Estimate, ...]:
        """Return the effects as values, with how many more posts would settle each."""
        return effects.estimates(self.posterior)

    def effects(self) -> Any:
        """Return the effects as a frame, one row a factor, level and scope.

        Multipliers are of the KPI itself: of a count, not of 1 + count (`balise.learn.small`).

        Returns
        -------
        frame
            factor, level, scope, n, multiplier, low, high, p_better, verdict, evidence,
            more_posts (NaN where settled or out of reach), note (`not separable` of hashtags that
            always come together: one row, its level `#a + #b`).
        """
        return frames.frame_of(effects.table(self.estimates()), self.backend)

    @one_each
    def explain(self, posts: Any) -> Any:
        """Take each forecast apart in multipliers.

        Returns
        -------
        frame
            post_uid, factor, level, multiplier, low, high (90 %). The multipliers of a post
            multiply to exp(mean_log): the KPI itself for a rate, 1 + the KPI for a count.
        """
        asked = frames.posts_of(posts)
        found = explain.table(self.posterior, asked, self._rows(asked))
        return frames.frame_of(found, frames.backend_of(posts))

    @one_each
    def reasons(self, posts: Sequence[Post]) -> list[tuple[Reason, ...]]:
        """Take the forecasts of posts apart as `explain` does."""
        return explain.reasons(self.posterior, posts, self._rows(posts))

    @one_each
    def to_bytes(self) -> bytes:
        """Return all of the fit, to be read by `from_bytes`.

        One that can be `updated` takes along what its effects hang on account by account.
        """
        is_large = self._posts() >= update.WHOLE_BELOW
        parts = own.every(self.posterior) if is_large else {}
        return saved.to_bytes(
            replace(self.posterior, parts=parts),
            seed=self.seed,
            backend=self.backend,
            curve=self.curve.to_dict() if self.curve else None,
            renewed=self.renewed,
        )

    @one_each
    def updated(self, change: Change) -> Fit | None:
        """Put what changed since into the fit, all variances held (`balise.learn.update`).

        Returns
        -------
        Fit or None
            None where learning anew is the better answer: few posts in all, more than a fiftieth of
            them changed since the variances were found, a rate, or an account or a kind is new.
        """
        whole = self._posts()
        renewed = self.renewed + update.changed(change.before, change.after)
        if is_rate(self.kpi) or whole < update.WHOLE_BELOW or renewed > update.MOST_CHANGED * whole:
            return None
        touched = change.before.n.keys() | change.after.n.keys() | change.touched
        curve = self.curve or prior()
        late = corrected(Ageing(young=change.young, ages=change.ages, curve=curve))
        young = [one for one in late if one.account in touched]
        if not update.knows(self.posterior, change.after, young):
            return None
        try:
            found = update.renew(self.posterior, change.before, change.after, young)
        except (LinAlgError, ConditionError):
            return None
        return replace(self, posterior=found, renewed=renewed)

    def lifetimes(self) -> tuple[Lifetime, ...]:
        """Tell the half-life of a post, by network and kind."""
        networks = sorted({account.partition(":")[0] for account in self.posterior.cells})
        return (self.curve or prior()).lifetimes(networks)

    def _posts(self) -> float:
        return sum(float(cells.count.sum()) for cells in self.posterior.cells.values())

    def _rows(self, posts: Sequence[Post]) -> list[Row]:
        return rows_of(posts, self.posterior.design)


def fit(  # noqa: PLR0913 - what a fit is told, each by its name
    posts: Any,
    *,
    kpi: str = "engagement",
    timezone: str | Mapping[str, str] | None = None,
    evidence: Iterable[Evidence] = (),
    seed: int = 0,
    curve: Curve | None = None,
) -> Fit:
    """Learn what drives a KPI, from all the posts of all the accounts of a frame together.

    Parameters
    ----------
    posts
        Post frame of any library that narwhals reads. Posts whose KPI is not known teach nothing.
        Those that were read too young for their network
        (`balise.reference.half_life.mature_after_h`), where `as_of` tells, enter corrected to full
        age and count the less for what that leaves unsure (`balise.learn.young`).
    kpi
        `engagement`, a rate, or a canonical metric.
    timezone
        IANA name, or account -> name; hours and weekdays are told in it. None: UTC.
    evidence
        What experiments found; it enters beside the posts.
    seed
        Kept for provenance.
    curve
        How posts age (`balise.learn.maturity.fit`); None: by published half-lives, widely.

    Returns
    -------
    Fit

    Raises
    ------
    ColumnMissingError, CellError, PostsIncompleteError, KpiUnknownError, NotEnoughPostsError,
    PostsTooRecentError, TimeZoneUnknownError, EvidenceError, ConditionError
        See `balise.errors`.

    Examples
    --------
    >>> import pandas as pd
    >>> posts = pd.DataFrame(
    ...     {
    ...         "post_uid": ["x:1", "x:2"],
    ...         "network": "x",
    ...         "account": "a",
    ...         "published_at": pd.to_datetime(["2026-03-02 08:00", "2026-03-03 18:00"]),
    ...         "kind": ["text", "image"],
    ...         "reactions": [4.0, 9.0],
    ...     }
    ... )
    >>> list(fit(posts).predict(posts).columns[:3])
    ['post_uid', 'mean_log', 'sd_log']
    """
    design, sums, ageing = gathered(posts, kpi=kpi, timezone=timezone, curve=curve)
    backend = frames.backend_of(posts)
    return fit_sums(design, sums, evidence=evidence, seed=seed, backend=backend, ageing=ageing)


@one_each
def fit_sums(  # noqa: PLR0913 - as `fit`
    design: Design,
    sums: Sums,
    *,
    evidence: Iterable[Evidence] = (),
    seed: int = 0,
    backend: str = "",
    ageing: Ageing | None = None,
) -> Fit:
    """Learn from sums alone: the same model as `fit`, without a frame and without posts.

    Parameters
    ----------
    design, sums
        The columns, and the sums over the mature posts with a known KPI (`sums.gather`).
    evidence
        What experiments found of this KPI; levels that the design lacks are appended to it.
    seed, backend
        As in `Fit`.
    ageing
        Posts that were read too young for the sums, and how posts age.

    Raises
    ------
    NotEnoughPostsError
        The sums hold no post.
    ConditionError
        Double precision does not carry the equations (`balise.learn.health`).
    """
    n = sum(sums.n.values())
    if n < _LEAST:
        raise NotEnoughPostsError(n=n, kpi=design.kpi, needed=_LEAST)
    wide, experiments, randomised = with_evidence(design, sums, evidence)
    young = corrected(ageing) if ageing else ()
    try:
        found = learn(wide, sums, experiments, randomised=randomised, young=young)
        unsure = integrate(found.coefficients, groups_of(wide))
    except LinAlgError as error:
        raise too_bad(math.inf) from error
    return Fit(
        posterior=replace(found, coefficients=unsure),
        seed=seed,
        backend=backend,
        curve=ageing.curve if ageing else None,
    )


def from_bytes(data: bytes) -> Fit:
    """Read what `Fit.to_bytes` wrote.

    Raises
    ------
    FitFormatError
        The bytes are no fit, or one of a later version.
    """
    found, told = saved.from_bytes(data)
    curve = told.pop("curve")
    return Fit(posterior=found, curve=Curve.from_dict(curve) if curve else None, **told)


def rows_of(posts: Iterable[Post], design: Design) -> list[Row]:
    """Make rows of posts to come, in the order given.

    What hangs on the posts before (`gap`, `post of the day`) is left at the typical post: a frame
    of posts to come may hold many candidates for one place.
    """
    index, zones = columns.places(design), rows.zones_of(design)
    found = []
    for post in posts:
        zone = zones.get(rows.account_of(post), design.timezone)
        found.append(rows.row(post, 0.0, columns.active(levels(post, timezone=zone), index)))
    return found


def _are_posts(posts: Any) -> bool:
    return isinstance(posts, Sequence) and all(isinstance(post, Post) for post in posts)
