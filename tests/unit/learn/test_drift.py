"""A shift of a level is noticed about as soon as it can be, and seldom where there is none."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from tests.unit.learn import cusum

from balise import learn
from balise.learn import drift
from balise.learn.drift import ONE_IN, SIZES, Seen, expected_delay, first_alert, threshold, watch
from balise.learn.frames import seen_in
from balise.simulate import World
from balise.simulate.truth import Strength

DAY = datetime(2026, 1, 1, tzinfo=UTC)


def made(residuals: np.ndarray, *, sd: float = 0.8, mean: float = 2.0) -> list[Seen]:
    return [
        Seen(uid=f"x:{i}", at=DAY + timedelta(hours=8 * i), y=mean + 1.5 + sd * r, mean=mean, sd=sd)
        for i, r in enumerate(residuals)
    ]


def false_alerts(series: np.ndarray, free: float) -> tuple[float, float]:
    """Posts to a false alert, from one start of the watch to the next, with its standard error."""
    lengths: list[float] = []
    for u in series:
        found = watch("x:a", made(u), free)
        ends = [int(one.noticed_post[2:]) + 1 for one in found.shifts]
        lengths += np.diff([0, *ends]).tolist()
        lengths.append(found.current + 0.5j)  # type: ignore[arg-type]
    alerts = sum(not isinstance(x, complex) for x in lengths)
    posts = sum(x.real for x in lengths)
    return posts / alerts, posts / alerts / np.sqrt(alerts)


@pytest.mark.parametrize("free", [1e6, 5.0])
def test_a_false_alert_comes_once_in_200_posts_whatever_the_tails(free: float) -> None:
    rng = np.random.default_rng(11)
    spread = np.sqrt(free / (free - 2))
    one_in, error = false_alerts(rng.standard_t(free, (30, 1200)) / spread, free)
    assert abs(one_in - ONE_IN) < 3 * error
    assert error < 20


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("way", [1, -1])
@pytest.mark.parametrize("before", [0, 50])
def test_a_shift_is_noticed_nearly_as_soon_as_by_who_knows_its_size(
    size: float, way: int, before: int
) -> None:
    z = np.random.default_rng(13).standard_normal((3000, 400 + before))
    z[:, before:] += way * size
    best = cusum.delays(cusum.path(z, size) >= cusum.bound(size, ONE_IN), before)
    mine = cusum.delays(drift.known_level(z) >= threshold(), before)
    assert cusum.median(mine) <= 1.25 * cusum.median(best)


def test_both_are_held_to_the_same_share_of_false_alerts() -> None:
    z = np.random.default_rng(14).standard_normal((3000, 2000))
    paths = {0.0: drift.known_level(z) >= threshold()}
    paths |= {size: cusum.path(z, size) >= cusum.bound(size, ONE_IN) for size in (0.25, 1.0)}
    for size, over in paths.items():
        lengths = cusum.delays(over, 0)
        assert lengths.mean() == pytest.approx(ONE_IN, abs=3 * lengths.std() / 54), size


def test_a_level_told_by_very_many_posts_is_as_good_as_known() -> None:
    old = 20_000
    z = np.concatenate([np.zeros(old), np.random.default_rng(15).standard_normal(30) + 0.5])
    total = np.concatenate([[0.0], np.cumsum(z)])
    k = np.arange(old, old + 30)
    after = old + 30 - k
    mean = (total[-1] - total[k]) / after
    known = drift._ratio(mean, 1 / after)
    assert drift._ratio(mean - total[k] / k, 1 / after + 1 / k) == pytest.approx(known, rel=0.01)


@pytest.mark.parametrize("size", [0.5, 1.0, 2.0])
@pytest.mark.parametrize("before", [40, 100])
def test_the_delay_that_is_told_is_the_delay_that_comes(size: float, before: int) -> None:
    rng = np.random.default_rng(16)
    found = []
    for _ in range(150):
        z = rng.standard_normal(before + 100)
        z[before:] += size
        alert = first_alert(z, threshold())
        if alert is None or alert[1] >= before:
            found.append(alert[1] - before + 1 if alert else 101)
    told = expected_delay(size, before)
    assert told is not None
    assert told == pytest.approx(np.median(found), rel=0.3, abs=2)


def test_larger_shifts_and_longer_memories_are_quicker() -> None:
    delays = [expected_delay(size) or ONE_IN for size in (0.1, 0.25, 0.5, 1.0, 2.0, 5.0)]
    assert delays == sorted(delays, reverse=True)
    assert (expected_delay(0.25, 60) or ONE_IN) > (expected_delay(0.25, 600) or 0)
    assert expected_delay(0.01) is None


def test_what_is_told_of_a_shift_is_where_it_was_and_how_large() -> None:
    rng = np.random.default_rng(17)
    held = near = 0
    for _ in range(50):
        u = rng.standard_normal(200)
        u[120:] -= 1.5
        shifts = [one for one in watch("x:a", made(u), 1e6).shifts if one.after >= 40]
        if not shifts:
            continue
        last = shifts[-1]
        near += abs(int(last.first_post[2:]) - 120) <= 5
        held += last.low <= np.exp(-1.5 * 0.8) <= last.high
    assert near >= 40
    assert held >= 37


def test_one_post_that_went_round_the_world_is_no_new_level() -> None:
    u = 0.8 * (-1.0) ** np.arange(80)
    for far in (5.0, 50.0):
        u[40] = far
        assert watch("x:a", made(u), 4.0).shifts == ()


def test_the_level_itself_and_its_units_do_not_matter() -> None:
    u = np.random.default_rng(18).standard_normal(150)
    u[90:] += 1.2
    one = watch("x:a", made(u), 8.0)
    other = watch("x:a", made(u + 40, mean=-7.0), 8.0)
    assert [s.first_post for s in one.shifts] == [s.first_post for s in other.shifts] != []
    assert one.shifts[0].multiplier == pytest.approx(other.shifts[0].multiplier)


def test_a_fall_and_a_rise_of_the_same_size_mirror_one_another() -> None:
    u = np.random.default_rng(19).standard_normal(150)
    u[90:] += 1.2
    up, down = (watch("x:a", made(way * u), 8.0).shifts for way in (1, -1))
    assert [s.first_post for s in up] == [s.first_post for s in down]
    assert up[0].multiplier == pytest.approx(1 / down[0].multiplier)


def test_few_posts_are_watched_in_silence() -> None:
    for n in (0, 1, drift.LEARN):
        found = watch("x:a", made(np.zeros(n)), 8.0)
        assert (found.posts, found.shifts) == (n, ())


def test_the_drift_that_a_fit_follows_does_not_hide_a_shift() -> None:
    """The forecast follows a level that has halved; what stays steady does not."""
    world = World(5, weeks=40, strength=Strength(drift=0.0, volume=3.0))
    posts = world.history(datetime(2027, 6, 1, tzinfo=UTC), library="pandas")
    half = posts["published_at"] >= posts["published_at"].sort_values().iloc[len(posts) * 2 // 3]
    for name in ("reactions", "comments", "shares"):
        posts.loc[half, name] = (posts.loc[half, name] * 0.4).round()
    fit = learn.fit(posts, timezone="Europe/Brussels")
    seen = [one for one in seen_in(posts, "engagement") if one.y is not None]
    asked = [one.post for one in seen]
    y, late = np.array([one.y for one in seen], float), half.to_numpy(bool)
    for expect, least in ((fit.steady, 0.6), (fit.expect, 0.0)):
        left = y - np.array([mean for mean, _ in expect(asked)])
        gap = left[~late].mean() - left[late].mean()
        assert least <= gap <= least + 0.45, expect
