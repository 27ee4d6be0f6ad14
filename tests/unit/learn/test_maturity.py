"""How posts age: made-up posts whose curve is known."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray
from scipy import special

from balise.domain.reading import Aged
from balise.errors import ColumnMissingError, FitFormatError
from balise.learn import maturity
from balise.learn.curve import Curve, from_bytes
from balise.reference.half_life import half_life

AGES = (3.0, 6.0, 12.0, 24.0, 48.0, 96.0, 168.0, 336.0, 672.0)
HALF_LIFE, SIGMA = 12.0, 1.4


def a_brand(
    posts: int = 16, *, seed: int = 0, kinds: Sequence[str] = ("image", "video"), own: float = 0.4
) -> list[Aged]:
    """Make posts of two accounts, read nine times: videos live three times as long as images."""
    chance = np.random.default_rng(seed)
    found = []
    for account in ("a", "b"):
        for kind in kinds:
            middle = math.log(HALF_LIFE * (3 if kind == "video" else 1))
            for n in range(posts):
                mu, final = middle + own * chance.normal(), math.exp(chance.normal(6, 1))
                share = special.ndtr((np.log(AGES) - mu) / SIGMA)
                counts = np.cumsum(chance.poisson(final * np.diff(share, prepend=0)))
                found += _read(f"instagram:{account}{kind}{n}", account, kind, counts)
    return found


def _read(uid: str, account: str, kind: str, counts: NDArray[np.int64]) -> list[Aged]:
    return [
        Aged(uid, account, kind, age, float(count)) for age, count in zip(AGES, counts, strict=True)
    ]


def a_frame(read: Sequence[Aged]) -> pd.DataFrame:
    at = pd.Timestamp("2026-03-02", tz="UTC")
    return pd.DataFrame(
        {
            "post_uid": [one.uid for one in read],
            "account": [one.account for one in read],
            "kind": [one.kind for one in read],
            "published_at": at,
            "metric": "views",
            "value": [one.value for one in read],
            "as_of": [at + pd.Timedelta(hours=one.age_h) for one in read],
        }
    )


@pytest.fixture(scope="module")
def curve() -> Curve:
    return maturity.learn(a_brand(), "views")


def test_it_finds_how_long_each_kind_lives(curve: Curve) -> None:
    found = {one.kind: one for one in curve.lifetimes()}
    for kind, hours in (("image", HALF_LIFE), ("video", 3 * HALF_LIFE)):
        assert found[kind].low < hours < found[kind].high
        assert found[kind].hours == pytest.approx(hours, rel=0.35)
        assert (found[kind].posts, found[kind].is_own) == (32, True)


def test_nine_intervals_in_ten_hold_what_came(curve: Curve) -> None:
    held = []
    for seed in (1, 2, 3):
        new = a_brand(20, seed=seed)
        for i in range(0, len(new), len(AGES)):
            post = new[i : i + len(AGES)]
            for first, then in ((1, 5), (2, 6), (3, 8)):
                one, other = post[first], post[then]
                _, low, high = curve.predict(
                    one.value, one.age_h, other.age_h, account=one.account, kind=one.kind
                )
                held.append(low - 0.5 <= other.value <= high + 0.5)
    assert len(held) == 720
    assert 0.85 <= np.mean(held) <= 0.96


def test_forecasts_are_not_drawn_to_one_side(curve: Curve) -> None:
    wrong = []
    new = a_brand(40, seed=9)
    for i in range(0, len(new), len(AGES)):
        one, other = new[i + 2], new[i + 6]
        median, _, _ = curve.predict(
            one.value, one.age_h, other.age_h, account=one.account, kind=one.kind
        )
        wrong.append(math.log((median + 1) / (other.value + 1)))
    assert abs(np.median(wrong)) < 0.06


def test_a_frame_of_any_library_gives_the_same_curve() -> None:
    pl = pytest.importorskip("polars")
    frame = a_frame(a_brand(3))
    one, other = maturity.fit(frame), maturity.fit(pl.from_pandas(frame))
    assert one.metric == other.metric == "views"
    assert one.to_bytes() == other.to_bytes()


def test_the_order_of_readings_does_not_matter() -> None:
    read = a_brand(3)
    assert maturity.learn(read[::-1]).to_bytes() == maturity.learn(read).to_bytes()


def test_it_survives_being_written(curve: Curve) -> None:
    again = from_bytes(curve.to_bytes())
    asked = {"account": "a", "kind": "video", "network": "instagram"}
    assert again.predict(40, 5, 90, **asked) == curve.predict(40, 5, 90, **asked)
    assert again.lifetimes(["x"]) == curve.lifetimes(["x"])


@pytest.mark.parametrize("data", [b"", b"[]", b'{"format": 9}', b"\xff"])
def test_bytes_that_are_no_curve_are_refused(data: bytes) -> None:
    with pytest.raises(FitFormatError):
        from_bytes(data)


def test_without_readings_it_rests_on_the_published_half_life_and_says_so() -> None:
    empty = a_frame([])
    (one,) = maturity.fit(empty).lifetimes(["facebook"])
    known = half_life("facebook")
    assert known is not None
    assert one.hours == pytest.approx(known.value_minutes / 60)
    assert (one.is_own, one.published, one.kind, one.posts) == (False, known, "", 0)
    assert one.high / one.low > 20


def test_a_network_without_a_published_half_life_is_told_as_wide_as_networks_differ() -> None:
    prior = maturity.prior()
    _, low, high = prior.predict(100, 24, 240, network="facebook")
    _, least, most = prior.predict(100, 24, 240, network="mastodon")
    assert most - least > high - low
    (one,) = prior.lifetimes(["mastodon"])
    assert (one.is_own, one.published) == (False, None)


def test_a_few_posts_make_no_half_life_of_ones_own() -> None:
    few, enough = (maturity.learn(a_brand(n, kinds=["image"])).lifetimes() for n in (2, 3))
    assert [(one.posts, one.is_own, one.kind) for one in few] == [(4, False, "")]
    assert [(one.posts, one.is_own, one.kind) for one in enough] == [(6, True, "image")]


def test_readings_narrow_what_is_told(curve: Curve) -> None:
    asked = {"network": "instagram", "kind": "image", "account": "a"}
    _, low, high = maturity.prior().predict(100, 6, 96, **asked)
    _, least, most = curve.predict(100, 6, 96, **asked)
    assert most / least < 0.7 * high / low


def test_the_less_is_known_of_a_post_the_wider_the_interval(curve: Curve) -> None:
    places = [
        {"network": "instagram", "kind": "image", "account": "a"},
        {"network": "instagram", "kind": "image", "account": "new"},
        {"network": "instagram", "kind": "story", "account": "new"},
    ]
    widths = []
    for place in places:
        _, low, high = curve.predict(100, 6, 96, **place)
        widths.append(high / low)
    assert widths == sorted(widths)


def test_an_account_may_be_named_with_its_network(curve: Curve) -> None:
    plain = curve.predict(9, 6, 96, network="instagram", kind="image", account="a")
    whole = curve.predict(9, 6, 96, network="instagram", kind="image", account="instagram:a")
    assert plain == whole


def test_a_post_that_was_read_once_teaches_nothing() -> None:
    once = [one for one in a_brand() if one.age_h == AGES[3]]
    assert maturity.learn(once).to_bytes() == maturity.learn([]).to_bytes()


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_nothing_is_told_of_a_figure_that_is_not_known(curve: Curve, value: float) -> None:
    assert all(map(math.isnan, curve.predict(value, 6, 96)))


@pytest.mark.parametrize("age", [0.0, -3.0, math.nan])
def test_a_figure_read_at_age_0_tells_nothing(curve: Curve, age: float) -> None:
    assert all(map(math.isnan, curve.predict(5, age, 96)))


def test_a_post_has_nothing_when_it_comes_out_and_what_it_has_now(curve: Curve) -> None:
    assert curve.predict(50, 6, 0) == (0, 0, 0)
    assert curve.predict(50, 6, 6) == (50, 50, 50)


def test_it_tells_what_a_post_had_before(curve: Curve) -> None:
    median, low, high = curve.predict(200, 96, 6, account="a", kind="image")
    assert 0 <= low < median < high <= 200


def test_a_post_without_any_reaction_may_still_get_some(curve: Curve) -> None:
    median, low, high = curve.predict(0, 6, 96, account="a", kind="image")
    assert low == 0 <= median < high


def test_figures_that_networks_correct_downwards_do_not_bend_the_curve() -> None:
    read = a_brand()
    purged = [
        one._replace(value=one.value * 0.5) if one.age_h == AGES[-1] and i % 36 < 9 else one
        for i, one in enumerate(read)
    ]
    one, other = maturity.learn(read).lifetimes()[0], maturity.learn(purged).lifetimes()[0]
    assert other.hours == pytest.approx(one.hours, rel=0.25)


def test_a_frame_without_times_is_refused() -> None:
    with pytest.raises(ColumnMissingError, match="as_of"):
        maturity.fit(a_frame([]).drop(columns="as_of"))


def test_the_metric_read_most_is_the_one_learnt_from() -> None:
    frame = a_frame(a_brand(3))
    other = frame.head(9).assign(metric="shares")
    both = pd.concat([other, frame])
    assert maturity.fit(both).to_bytes() == maturity.fit(frame).to_bytes()
    assert maturity.fit(both, metric="shares").metric == "shares"


def test_many_posts_are_thinned_the_same_way_each_time() -> None:
    kept = maturity._some([[one] * 2 for one in a_brand(200)])
    assert len(kept) <= maturity._MOST
    assert {post[0].kind for post in kept} == {"image", "video"}
