from __future__ import annotations

import math

import numpy as np
import pytest

from balise.domain.fitted import Seasoned
from balise.learn import fit
from balise.learn.growing import draw
from balise.learn.maturity import prior
from balise.simulate import World


@pytest.fixture(scope="module")
def world() -> World:
    return World(3, weeks=10)


def test_what_has_settled_stays_and_what_is_young_grows(world: World) -> None:
    posts = [post for post in world.posts() if post.network == "facebook"][:3]
    drawn = draw(prior(), posts, [(10.0, 2000.0), (10.0, 9.0), (math.nan, 9.0)], 400, 1)
    assert (drawn[:, 0] == 10).all()
    assert (drawn[:, 1] >= 10).all()
    assert np.median(drawn[:, 1]) > 10.5
    assert np.isnan(drawn[:, 2]).all()


def test_a_post_that_is_hardly_out_tells_nothing(world: World) -> None:
    drawn = draw(prior(), world.posts()[:1], [(0.0, 0.0)], 50, 1)
    assert np.isnan(drawn).all()


def test_a_figure_without_a_curve_is_left_as_it_is(world: World) -> None:
    assert draw(None, world.posts()[:1], [(0.2, 1.0)], 3, 1).tolist() == [[0.2]] * 3


def test_posts_of_a_network_are_wrong_together(world: World) -> None:
    two = [post for post in world.posts() if post.network == "facebook"][:2]
    drawn = np.log(draw(prior(), two, [(500.0, 9.0), (500.0, 9.0)], 4000, 1))
    assert np.corrcoef(drawn.T)[0, 1] > 0.3


def test_a_fit_tells_how_its_accounts_scatter_as_its_forecasts_do(world: World) -> None:
    found = fit(world.history(library="pandas"))
    assert isinstance(found, Seasoned)
    posts = list(world.posts()[:40])
    (sd, free), *_ = found.scatter(posts)
    assert free > 10
    whole = np.array(found.expect(posts))[:, 1] ** 2
    drawn = found.draw(posts, 4000).var(axis=0)
    scatter = np.array(found.scatter(posts))[:, 0] ** 2
    assert np.allclose(whole - drawn, scatter, atol=0.05)
    assert sd == pytest.approx(math.sqrt(scatter[0]))


def test_a_fit_grows_counts_and_leaves_rates(world: World) -> None:
    frame = world.history(library="pandas")
    frame = frame[frame["network"] != "x"]
    read = [(5.0, 2.0)]
    counts = fit(frame).grown(world.posts()[:1], read, 50)
    rates = fit(frame, kpi="engagement_rate_by_views").grown(world.posts()[:1], read, 50)
    assert counts.max() > 5
    assert (rates == 5).all()
