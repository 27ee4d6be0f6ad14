"""The model with nothing fixed: its variances drawn by NUTS, to hold the closed form against.

`balise.learn.fit` finds the variances and then treats them as known. Here they are drawn from
their posterior (`balise.learn.equations`), so that what is not known of them is in every interval.
It needs `pip install "balise[bayes]"`, and minutes where `fit` needs seconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy.special import ndtr

from balise.domain.design import Design, Sums
from balise.domain.estimate import Estimate, Evidence
from balise.errors import NotEnoughPostsError
from balise.learn import effects, equations, frames, posterior
from balise.learn.cells import AccountCells, lay_out
from balise.learn.contrasts import Contrast, contrasts, with_evidence
from balise.learn.fit import rows_of
from balise.learn.own import every, shared
from balise.learn.posterior import Posterior
from balise.learn.prior import Coefficients, groups_of
from balise.learn.process import Array, Scales
from balise.learn.small import multiplied, shown
from balise.learn.units import QUANTILES, in_unit

_HALVINGS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Chains:
    """How long to sample: `draws` kept of each of `chains` chains after `warmup` steps.

    A few hundred are enough, for only the variances are drawn.
    """

    draws: int = 300
    warmup: int = 300
    chains: int = 1
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Draws:
    """K draws of the variances; given them, b and f are known as in the closed form.

    Parameters
    ----------
    design, kinds, cells, randomised
        As in `balise.learn.posterior.Posterior`.
    known
        The sums as the equations take them.
    drawn
        Site of `equations.model` -> its draws, the first axis K long: `scales` the logarithms of
        `Scales`, `noise` and the log of `unrest` of each account in the order of `cells`, `spread`
        of each group.
    r_hat
        The largest split R-hat of a variance: near 1 where the chains agree (Vehtari et al.,
        Bayesian Analysis 16, 2021, say under 1.01).
    divergences
        Steps of NUTS that went astray; more than a few, and the draws are not to be trusted.
    """

    design: Design
    kinds: Mapping[str, int]
    cells: Mapping[str, AccountCells]
    known: equations.Material
    drawn: Mapping[str, Array]
    r_hat: float
    divergences: int
    randomised: frozenset[tuple[str, str]] = frozenset()
    backend: str = ""

    def posteriors(self) -> Iterator[Posterior]:
        """Give each draw as what is believed where the variances are known."""
        jax, _, _ = equations.libraries()
        for k in range(len(self.drawn["scales"])):
            one = {name: values[k] for name, values in self.drawn.items()}
            with jax.enable_x64(new_val=True):
                mean, covariance = equations.coefficients(self.known, one)
            scales = Scales.of(one["scales"])
            ratio, unrest = one["noise"] / scales.noise, np.exp(one["unrest"])
            own = [
                scales.own(noise=r, unrest=h)
                for r, h in zip(ratio.tolist(), unrest.tolist(), strict=True)
            ]
            yield Posterior(
                design=self.design,
                kinds=self.kinds,
                scales=scales,
                coefficients=Coefficients(
                    mean=mean,
                    covariance=covariance,
                    variances=dict(zip(self.known.groups.names, one["spread"], strict=True)),
                ),
                cells=self.cells,
                own=dict(zip(self.cells, own, strict=True)),
                randomised=self.randomised,
            )

    def told(self, asked: Sequence[Contrast]) -> tuple[Array, Array]:
        """Give mean and standard deviation of contrasts in each draw, each of shape (K, n)."""
        found = np.array([shared(each, asked, every(each)) for each in self.posteriors()])
        return found[:, :, 0], found[:, :, 1]

    def estimates(self) -> tuple[Estimate, ...]:
        """Estimate the effect of every reported level for all accounts, as `Fit.estimates`.

        `multiplier` is that of the mean, `low` and `high` are quantiles of the draws; verdicts
        follow the same rule.
        """
        first = next(self.posteriors())
        asked = contrasts(self.design, effects.posts(first))
        mean, sd = self.told(asked)
        moments = np.column_stack([mean.mean(axis=0), np.sqrt(variance(mean, sd))])
        ends = np.array([_quantile(mean, sd, level) for level in (0.05, 0.95)]).T
        seen = shown(first)
        better = ndtr(mean / sd).mean(axis=0)
        told = effects.judge(first, asked, moments.tolist())
        within = [multiplied(e, seen.at(c)) for e, c in zip(ends, asked, strict=True)]
        return tuple(
            replace(one, low=float(low), high=float(high), p_better=float(chance))
            for one, (low, high), chance in zip(told, within, better, strict=True)
        )

    def effects(self) -> Any:
        """Return the effects as a frame with the columns of `Fit.effects`."""
        return frames.frame_of(effects.table(self.estimates()), self.backend)

    def predict(self, posts: Any) -> Any:
        """Forecast the outcome of each post, with the columns of `Fit.predict`."""
        asked = frames.posts_of(posts)
        rows = rows_of(asked, self.design)
        found = np.array([posterior.expect(each, rows) for each in self.posteriors()])
        mean, sd = found[:, 0], found[:, 1]
        told: dict[str, list[Any]] = {
            "post_uid": [post.uid for post in asked],
            "mean_log": mean.mean(axis=0).tolist(),
            "sd_log": np.sqrt(variance(mean, sd)).tolist(),
        }
        for name, level in QUANTILES.items():
            told[name] = in_unit(_quantile(mean, sd, level), self.design.kpi).tolist()
        return frames.frame_of(told, frames.backend_of(posts))


def sample(
    design: Design,
    sums: Sums,
    *,
    evidence: Iterable[Evidence] = (),
    run: Chains | None = None,
    backend: str = "",
) -> Draws:
    """Draw all that is unknown by NUTS, from the same sums as `balise.learn.fit_sums`.

    Parameters
    ----------
    design, sums
        The columns and the sums, as of `balise.learn.gather.gathered`.
    evidence
        What experiments found of this KPI.
    run
        How long; the default takes a minute or so for the posts of one brand.
    backend
        The library of the frames that `effects` returns.

    Returns
    -------
    Draws
        The same for the same sums, run and version of JAX.

    Raises
    ------
    ExtraMissingError
        NumPyro is not installed.
    NotEnoughPostsError
        The sums hold no post.

    Examples
    --------
    >>> from balise.learn.sums import total
    >>> nothing = Design(id="d", kpi="engagement", timezone="UTC", columns=())
    >>> sample(nothing, total([], nothing))
    Traceback (most recent call last):
        ...
    balise.errors.learn.NotEnoughPostsError: ...
    """
    if not sums.cells:
        raise NotEnoughPostsError(n=0, kpi=design.kpi, needed=1)
    run = run or Chains()
    wide, experiments, randomised = with_evidence(design, sums, evidence)
    kinds = {kind: i for i, kind in enumerate(sorted({cell.kind for cell in sums.cells}))}
    accounts = lay_out(sums, kinds, len(wide.columns))
    known = equations.material(accounts, groups_of(wide), experiments)
    drawn, r_hat, divergences = _run(known, run)
    return Draws(
        design=wide,
        kinds=kinds,
        cells={one.cells.account: one.cells for one in accounts},
        known=known,
        drawn=drawn,
        r_hat=r_hat,
        divergences=divergences,
        randomised=randomised,
        backend=backend,
    )


def _run(known: equations.Material, run: Chains) -> tuple[dict[str, Array], float, int]:
    jax, _, numpyro = equations.libraries()
    util = numpyro.infer.util
    # Single precision would lose the likelihood; the setting is that of this call alone.
    with jax.enable_x64(new_val=True):
        potential = jax.jit(lambda z: util.potential_energy(equations.model, (known,), {}, z))
        constrain = jax.jit(
            lambda z: jax.lax.map(
                lambda one: util.constrain_fn(
                    equations.model, (known,), {}, one, return_deterministic=True
                ),
                z,
            )
        )
        chains, divergences = [], 0
        for key in jax.random.split(jax.random.key(run.seed), run.chains):
            # Told the potential, NumPyro need not run the model step by step to find it.
            mcmc = numpyro.infer.MCMC(
                numpyro.infer.NUTS(potential_fn=potential),
                num_warmup=run.warmup,
                num_samples=run.draws,
                progress_bar=False,
            )
            mcmc.run(key, init_params=equations.start(known), extra_fields=("diverging",))
            divergences += int(mcmc.get_extra_fields()["diverging"].sum())
            chains.append({k: np.asarray(v) for k, v in constrain(mcmc.get_samples()).items()})
    joined = {name: np.stack([chain[name] for chain in chains]) for name in chains[0]}
    split = numpyro.diagnostics.split_gelman_rubin
    r_hat = max(float(np.max(split(values))) for values in joined.values())
    return {k: v.reshape(-1, *v.shape[2:]) for k, v in joined.items()}, r_hat, divergences


def variance(mean: Array, sd: Array) -> Array:
    """Give the variance of mixtures of normals over the first axis.

    Examples
    --------
    >>> variance(np.array([[0.0], [2.0]]), np.array([[1.0], [1.0]])).tolist()
    [2.0]
    """
    return np.asarray(mean.var(axis=0) + (sd**2).mean(axis=0))


def _quantile(mean: Array, sd: Array, level: float) -> Array:
    """Quantile of each mixture of normals, by halving: mean and sd of shape (K, n)."""
    low, high = (mean - 9 * sd).min(axis=0), (mean + 9 * sd).max(axis=0)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        above = ndtr((middle - mean) / sd).mean(axis=0) > level
        low, high = np.where(above, low, middle), np.where(above, middle, high)
    return np.asarray((low + high) / 2)
