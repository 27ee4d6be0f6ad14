"""The closed form against NUTS on the same sums, and both against the equations written plainly."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from balise import learn
from balise.domain.design import Design, Sums
from balise.domain.estimate import Evidence
from balise.errors import ExtraMissingError
from balise.learn import contrasts, effects, equations, nuts, own
from balise.learn.cells import lay_out
from balise.learn.columns import active, choose, places
from balise.learn.gather import gathered
from balise.learn.model import learn as held_at_modes
from balise.learn.posterior import expect
from balise.learn.prior import groups_of
from balise.learn.process import Place, Scales, covariance
from balise.learn.rows import Row
from balise.learn.sums import gather

Make = Callable[..., pd.DataFrame]
MEAN_OFF, SD_OFF = 0.15, 0.15


def installed() -> bool:
    try:
        equations.libraries()
    except ExtraMissingError:
        return False
    return True


needs_numpyro = pytest.mark.skipif(
    not installed(), reason='NumPyro is not installed: pip install "balise[bayes]"'
)


def few_columns(world: Make, **truth: Any) -> pd.DataFrame:
    """A world without hashtags, so that NUTS is quick."""
    frame = world(**truth)
    return frame.drop(columns="hashtags")


def small() -> tuple[Design, list[Row]]:
    """Forty posts of two accounts, of two kinds, some with a call to action."""
    chance = np.random.default_rng(0)
    design = choose({("kind", "a"): 9, ("kind", "b"): 9, ("cta", "buy"): 9}, kpi="engagement")
    rows = []
    for i in range(40):
        kind, cta = "ab"[i % 3 % 2], "buy" if i % 5 else ""
        levels = active([("kind", kind), ("cta", cta)], places(design))
        y = float(chance.normal(3))
        rows.append(Row(account=f"x:{i % 2}", week=i // 7, kind=kind, y=y, active=levels))
    return design, rows


def matrix(design: Design, rows: list[Row]) -> np.ndarray:
    columns = range(len(design.columns))
    return np.array([[float(i in row.active) for i in columns] for row in rows])


def places_of(rows: list[Row]) -> Place:
    return Place(
        week=np.array([row.week for row in rows], float),
        kind=np.array(["ab".index(row.kind) for row in rows]),
    )


@pytest.fixture(scope="module")
def reference(world: Make) -> tuple[Design, Sums, pd.DataFrame]:
    frame = few_columns(world, accounts=10, posts=60, seed=3)
    last = frame.groupby("account").tail(3)
    design, sums, _ = gathered(frame.drop(last.index))
    return design, sums, last


@pytest.fixture(scope="module")
def drawn(reference: tuple[Design, Sums, pd.DataFrame]) -> nuts.Draws:
    design, sums, _ = reference
    return nuts.sample(design, sums, run=nuts.Chains(draws=150, warmup=150), backend="pandas")


@needs_numpyro
def test_the_chain_is_fit_to_be_compared_with(drawn: nuts.Draws) -> None:
    assert drawn.r_hat < 1.1
    assert drawn.divergences < 4


@needs_numpyro
def test_effects_are_those_of_nuts(
    reference: tuple[Design, Sums, pd.DataFrame], drawn: nuts.Draws
) -> None:
    design, sums, _ = reference
    fit = learn.fit_sums(design, sums)
    asked = contrasts.contrasts(design, effects.posts(fit.posterior))
    ours = np.array(own.shared(fit.posterior, asked, own.every(fit.posterior)))
    each, sd = drawn.told(asked)
    mean, sd = each.mean(axis=0), np.sqrt(nuts.variance(each, sd))
    off = np.abs(ours[:, 0] - mean) / sd
    names = [(one.factor, one.level) for one in asked]
    assert {name: x for name, x in zip(names, off.tolist(), strict=True) if x > MEAN_OFF} == {}
    assert ours[:, 1] / sd == pytest.approx(np.ones(len(asked)), abs=SD_OFF)


@needs_numpyro
def test_forecasts_are_those_of_nuts(
    reference: tuple[Design, Sums, pd.DataFrame], drawn: nuts.Draws
) -> None:
    design, sums, last = reference
    ours, theirs = learn.fit_sums(design, sums).predict(last), drawn.predict(last)
    assert list(ours.columns) == list(theirs.columns)
    off = (ours["mean_log"] - theirs["mean_log"]) / theirs["sd_log"]
    assert off.abs().max() <= MEAN_OFF
    ratio = (ours["sd_log"] / theirs["sd_log"]).to_numpy()
    assert ratio == pytest.approx(np.ones(len(last)), abs=SD_OFF)
    for name in ("q05", "q50", "q95"):
        # Two whole numbers may lie on either side of a half.
        apart = (ours[name] - theirs[name]).abs()
        assert (apart <= np.maximum(MEAN_OFF * (1 + theirs[name]), 1)).all()


@needs_numpyro
def test_effects_come_in_the_same_columns_and_claim_what_is_there(
    reference: tuple[Design, Sums, pd.DataFrame], drawn: nuts.Draws
) -> None:
    design, sums, _ = reference
    ours, theirs = learn.fit_sums(design, sums, backend="pandas").effects(), drawn.effects()
    assert list(theirs.columns) == list(ours.columns)
    verdicts = theirs[theirs["factor"] == "kind"].set_index("level")["verdict"]
    assert verdicts["video"] == "better"
    assert verdicts["text"] == "worse"
    assert (theirs["low"] < theirs["multiplier"]).all()
    assert (theirs["multiplier"] < theirs["high"]).all()


@needs_numpyro
def test_the_same_seed_gives_the_same_draws_and_leaves_jax_as_it_was(world: Make) -> None:
    jax, jnp, _ = equations.libraries()
    design, sums, _ = gathered(few_columns(world, accounts=2, posts=12))
    run = nuts.Chains(draws=4, warmup=4, seed=5)
    before = jnp.zeros(1).dtype
    found = Evidence(
        factor="kind", level="video", kpi="engagement", log_effect=3.0, sd=0.01, experiment_id="e"
    )
    one, other = (nuts.sample(design, sums, evidence=[found], run=run) for _ in range(2))
    assert all((one.drawn[name] == other.drawn[name]).all() for name in one.drawn)
    assert jnp.zeros(1).dtype == before
    assert jax.config.jax_enable_x64 == (before == np.float64)
    # What an experiment found this surely holds whatever the variances are.
    video = contrasts.told(design, sums, [found])[0].contrast
    for each in one.posteriors():
        assert each.coefficients.mean @ video == pytest.approx(3.0, abs=0.05)
    told = {(e.factor, e.level): e.evidence for e in one.estimates()}
    assert told["kind", "video"] == "randomised"


@needs_numpyro
def test_its_likelihood_is_that_of_one_gaussian_over_every_post() -> None:
    """All that is left out is the constant, so differences between variances must agree."""
    jax, _, numpyro = equations.libraries()
    design, rows = small()
    sums = gather(rows, design)
    known = equations.material(
        lay_out(sums, {"a": 0, "b": 1}, len(design.columns)), groups_of(design), []
    )

    unrest = np.array([-0.5, 0.8])

    def told(scales: Scales, noise: list[float], spread: list[float]) -> float:
        values = {
            "scales": scales.logs(), "noise": np.array(noise), "unrest": unrest,
            "tight": np.array(spread),
        }  # fmt: skip
        with jax.enable_x64(new_val=True):
            trace = numpyro.handlers.trace(
                numpyro.handlers.substitute(equations.model, values)
            ).get_trace(known)
            return float(trace["posts"]["fn"].log_factor)

    def dense(scales: Scales, noise: list[float], spread: list[float]) -> float:
        x, place = matrix(design, rows), places_of(rows)
        account = np.array([int(row.account[-1]) for row in rows])
        tau = np.array([100.0**2, *np.array(spread)[known.groups.of[1:]]])
        whole = x @ np.diag(tau) @ x.T + np.diag(np.array(noise)[account])
        for i, factor in enumerate(np.exp(unrest).tolist()):
            here = np.outer(account == i, account == i)
            whole = whole + here * covariance(scales.own(unrest=factor), place, place)
        y = np.array([row.y for row in rows])
        return -0.5 * float(np.linalg.slogdet(whole)[1] + y @ np.linalg.solve(whole, y))

    first = (Scales(), [0.6, 0.9], [0.02, 0.004])
    second = (Scales(level=0.5, kind=0.2, drift=0.3, weeks=2.0, noise=0.3), [0.4, 0.3], [0.3, 0.1])
    assert told(*second) - told(*first) == pytest.approx(dense(*second) - dense(*first), abs=1e-6)


@needs_numpyro
def test_the_closed_form_is_what_nuts_finds_with_nothing_integrated_out() -> None:
    """Every b and every f is drawn, post by post; the variances are held where the fit has them."""
    jax, jnp, numpyro = equations.libraries()
    dist = numpyro.distributions
    design, rows = small()
    found = held_at_modes(design, gather(rows, design))
    spots = sorted({(row.account, row.week, row.kind) for row in rows})
    spot = np.array([spots.index((row.account, row.week, row.kind)) for row in rows])
    place = Place(
        week=np.array([week for _, week, _ in spots], float),
        kind=np.array([found.kinds[kind] for _, _, kind in spots]),
    )
    whose = np.array([account for account, _, _ in spots])
    process = np.zeros((len(spots), len(spots)))
    for name, scales in found.own.items():
        process += np.outer(whose == name, whose == name) * covariance(scales, place, place)
    root = np.linalg.cholesky(process + 1e-9 * np.eye(len(spots)))
    tau = [found.coefficients.variances.get(c.group, 100.0**2) for c in design.columns]
    sd = np.sqrt([found.own[row.account].noise for row in rows])
    x, y = matrix(design, rows), np.array([row.y for row in rows])

    def plainly() -> None:
        b = numpyro.sample("b", dist.Normal(0.0, np.sqrt(tau)).to_event(1))
        f = root @ numpyro.sample("z", dist.Normal(jnp.zeros(len(spots)), 1.0).to_event(1))
        mean = numpyro.deterministic("mean", x @ b + f[spot])
        numpyro.sample("y", dist.Normal(mean, sd), obs=y)

    with jax.enable_x64(new_val=True):
        mcmc = numpyro.infer.MCMC(
            numpyro.infer.NUTS(plainly), num_warmup=300, num_samples=1500, progress_bar=False
        )
        mcmc.run(jax.random.key(2))
        drawn = {name: np.asarray(values) for name, values in mcmc.get_samples().items()}
    mean, spread = expect(found, rows)
    expected = np.sqrt(spread**2 - sd**2)
    assert drawn["mean"].std(axis=0) == pytest.approx(expected, rel=0.1)
    assert np.abs(drawn["mean"].mean(axis=0) - mean).max() < 0.1 * expected.min()
    own_sd = np.sqrt(found.coefficients.covariance.diagonal())[1:]
    assert drawn["b"].std(axis=0)[1:] == pytest.approx(own_sd, rel=0.1)
    assert np.abs(drawn["b"].mean(axis=0) - found.coefficients.mean)[1:].max() < 0.1 * own_sd.min()


def test_without_the_extra_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def refuse(name: str, *rest: Any) -> Any:
        if name.split(".", maxsplit=1)[0] in {"jax", "numpyro"}:
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", refuse)
    design, rows = small()
    with pytest.raises(ExtraMissingError, match=r"balise\[bayes\]") as raised:
        nuts.sample(design, gather(rows, design))
    assert "\n" not in str(raised.value)


def test_quantiles_of_a_mixture_are_those_of_its_parts() -> None:
    mean, sd = np.array([[0.0], [10.0]]), np.array([[1.0], [1.0]])
    assert nuts._quantile(mean, sd, 0.25) == pytest.approx([0.0], abs=1e-6)
    assert nuts._quantile(mean, sd, 0.75) == pytest.approx([10.0], abs=1e-6)
