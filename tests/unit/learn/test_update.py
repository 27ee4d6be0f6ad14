"""A fit brought up to date with a few posts is the one of all posts, at the same variances."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from balise.domain.design import Sums, Young
from balise.domain.ports import Change
from balise.learn import Fit, fit_sums, from_bytes, update
from balise.learn.cells import Laid, lay_out, lay_over, newcomers
from balise.learn.columns import choose
from balise.learn.model import _weighed
from balise.learn.posterior import Posterior, expect
from balise.learn.process import Array
from balise.learn.rows import Row
from balise.learn.sums import gather, total
from balise.learn.young import Ageing

KINDS = ("image", "text", "video")
LEVELS = [*(("kind", kind) for kind in KINDS), *(("hour", str(hour)) for hour in range(6))]
DESIGN = choose(dict.fromkeys(LEVELS, 500), kpi="engagement")
PLACE = {(c.factor, c.level): c.index for c in DESIGN.columns}
NOTHING = total([], DESIGN)


def rows(seed: int, n: int, accounts: int, weeks: range = range(100, 140)) -> list[Row]:
    chance = np.random.default_rng(seed)
    found = []
    for _ in range(n):
        account, kind = int(chance.integers(accounts)), str(chance.choice(KINDS))
        hour = ("hour", str(chance.integers(6)))
        places = {0, *(PLACE[level] for level in (("kind", kind), hour) if level in PLACE)}
        y = 3 + account % 5 + (kind == "video") + float(chance.normal(0, 0.5))
        week = int(chance.integers(weeks.start, weeks.stop))
        name = f"x:account-{account}"
        found.append(Row(account=name, week=week, kind=kind, y=y, active=tuple(sorted(places))))
    return found


def parted(accounts: int = 6) -> tuple[Sums, Sums, Sums]:
    """Sums of posts that stay, of a block as it was, and of the block with more posts in it."""
    stay = gather(rows(1, 900, accounts, range(100, 136)), DESIGN)
    was = rows(2, 60, accounts - 1, range(136, 140))
    return (
        stay,
        gather(was, DESIGN),
        gather([*was, *rows(3, 40, accounts - 1, range(136, 140))], DESIGN),
    )


def equations(
    posterior: Posterior, sums: Sums, young: dict[str, list[Laid]]
) -> tuple[Array, Array]:
    """S and r of sums, account by account, as `balise.learn.model` has them."""
    width = len(posterior.design.columns)
    whole, moment = np.zeros((width, width)), np.zeros(width)
    laid = {one.cells.account: one for one in newcomers(posterior.cells, width)}
    laid |= {one.cells.account: one for one in lay_out(sums, posterior.kinds, width)}
    for account, settled in laid.items():
        scales = posterior.own[account]
        one = lay_over(settled, young.get(account, []), posterior.kinds, scales.noise)
        if not len(one.cells.count):
            continue
        cells, g = _weighed(one, scales), one.cells.dense()
        through = cells.columns - g * (one.cells.count / scales.noise)[:, None]
        upper = np.zeros(width * width)
        upper[one.where] = one.gram / scales.noise
        square = upper.reshape(width, width)
        whole += g.T @ through + square + np.triu(square, 1).T
        moment += one.gy / scales.noise + through.T @ one.cells.mean
    return whole, moment


def test_it_is_the_posterior_of_all_posts_at_the_same_variances() -> None:
    stay, before, after = parted()
    known = fit_sums(DESIGN, stay + before).posterior
    found = update.renew(known, before, after, [])
    old, new = (equations(known, stay + block, {}) for block in (before, after))
    precision = np.linalg.inv(known.coefficients.covariance)
    wanted = precision + new[0] - old[0]
    mean = np.linalg.solve(wanted, precision @ known.coefficients.mean + new[1] - old[1])
    np.testing.assert_allclose(found.coefficients.mean, mean, atol=1e-8)
    np.testing.assert_allclose(found.coefficients.covariance, np.linalg.inv(wanted), atol=1e-9)
    assert np.abs(found.coefficients.mean - known.coefficients.mean).max() > 1e-4


def test_its_cells_are_those_of_all_posts() -> None:
    stay, before, after = parted()
    known = fit_sums(DESIGN, stay + before).posterior
    found = update.renew(known, before, after, [])
    wanted = {
        one.cells.account: one.cells for one in lay_out(stay + after, known.kinds, len(PLACE))
    }
    assert found.cells.keys() == wanted.keys()
    for account, cells in found.cells.items():
        other = wanted[account]
        assert (cells.place.week == other.place.week).all()
        assert (cells.place.kind == other.place.kind).all()
        np.testing.assert_allclose(cells.count, other.count)
        np.testing.assert_allclose(cells.mean, other.mean)
        np.testing.assert_allclose(cells.dense(), other.dense())


def test_young_posts_are_laid_over_as_in_a_whole_fit() -> None:
    stay, before, after = parted()
    first = {"x:account-0": [laid(0, 139)], "x:account-1": [laid(1, 139)]}
    later = {"x:account-0": [laid(0, 140), laid(0, 141)], "x:account-1": [laid(1, 139)]}
    known = learnt_with(stay + before, first)
    found = update.renew(known, before, after, [one for some in later.values() for one in some])
    old = equations(known, stay + before, first)
    new = equations(known, stay + after, later)
    precision = np.linalg.inv(known.coefficients.covariance)
    wanted = precision + new[0] - old[0]
    mean = np.linalg.solve(wanted, precision @ known.coefficients.mean + new[1] - old[1])
    np.testing.assert_allclose(found.coefficients.mean, mean, atol=1e-8)
    assert found.cells["x:account-0"].young == 2
    assert found.cells["x:account-0"].place.week[-2:].tolist() == [140, 141]


def laid(account: int, week: int) -> Laid:
    places = (0, PLACE["kind", "video"]) if ("kind", "video") in PLACE else (0,)
    return Laid(
        account=f"x:account-{account}", week=week, kind="video", y=6.0, variance=0.2, active=places
    )


def learnt_with(sums: Sums, young: dict[str, list[Laid]]) -> Posterior:
    from balise.learn.model import learn  # noqa: PLC0415 - without the integration over variances

    return learn(DESIGN, sums, young=[one for some in young.values() for one in some])


def test_nothing_changed_leaves_everything() -> None:
    stay, before, _ = parted()
    known = fit_sums(DESIGN, stay + before).posterior
    found = update.renew(known, before, before, [])
    np.testing.assert_allclose(found.coefficients.mean, known.coefficients.mean, atol=1e-9)
    assert update.changed(before, before) == 0


def test_many_updates_drift_no_further_than_rounding() -> None:
    stay, before, after = parted()
    known = fit_sums(DESIGN, stay + before).posterior
    found = known
    for _ in range(50):
        found = update.renew(update.renew(found, before, after, []), after, before, [])
    np.testing.assert_allclose(found.coefficients.mean, known.coefficients.mean, atol=1e-7)
    np.testing.assert_allclose(
        found.coefficients.covariance, known.coefficients.covariance, atol=1e-8
    )


def change(before: Sums, after: Sums, young: tuple[Young, ...] = ()) -> Change:
    return Change(
        snapshot="now", before=before, after=after, touched=frozenset(after.n), young=young
    )


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> tuple[Fit, Sums, Sums]:
    monkeypatch.setattr(update, "WHOLE_BELOW", 500)
    monkeypatch.setattr(update, "MOST_CHANGED", 0.2)
    stay, before, after = parted()
    return fit_sums(DESIGN, stay + before, ageing=Ageing()), before, after


def test_forecasts_and_effects_move_with_the_posts(large: tuple[Fit, Sums, Sums]) -> None:
    fit, before, after = large
    found = fit.updated(change(before, after))
    assert found is not None
    assert found.renewed == update.changed(before, after) > 0
    post = rows(9, 1, 1)
    assert expect(found.posterior, post)[0] != expect(fit.posterior, post)[0]
    assert sum(e.n for e in found.estimates()) > sum(e.n for e in fit.estimates())


def test_effects_of_a_fit_read_again_are_those_worked_out_anew(
    large: tuple[Fit, Sums, Sums],
) -> None:
    fit, before, after = large
    kept = from_bytes(fit.to_bytes()).updated(change(before, after))
    assert kept is not None
    assert kept.posterior.parts  # of accounts that did not change
    bare = replace(kept, posterior=replace(kept.posterior, parts={}))
    for one, other in zip(kept.estimates(), bare.estimates(), strict=True):
        assert one.verdict == other.verdict
        assert one.multiplier == pytest.approx(other.multiplier, rel=1e-9)
    assert from_bytes(kept.to_bytes()).to_bytes() == kept.to_bytes()


def test_a_new_account_or_kind_takes_learning_anew(large: tuple[Fit, Sums, Sums]) -> None:
    fit, before, _ = large
    some = rows(4, 1, 1)[0]
    for stranger in (replace(some, account="x:new"), replace(some, kind="poll")):
        assert fit.updated(change(NOTHING, gather([stranger], DESIGN))) is None
    late = Young(account="x:new", week=140, kind="text", value=3.0, age_h=1e6, active=(0,))
    assert (
        fit.updated(replace(change(before, before, (late,)), touched=frozenset({"x:new"}))) is None
    )


def test_few_posts_or_many_changes_take_learning_anew(
    large: tuple[Fit, Sums, Sums], monkeypatch: pytest.MonkeyPatch
) -> None:
    fit, before, after = large
    assert fit.updated(change(before, after)) is not None
    assert replace(fit, renewed=400).updated(change(before, after)) is None
    monkeypatch.setattr(update, "WHOLE_BELOW", 5_000)
    assert fit.updated(change(before, after)) is None
