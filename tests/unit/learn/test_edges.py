"""Where the rules of learning begin and end, and what the equations say when they are written out.

The dense forms here follow the docstrings of the modules, not their code.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pandas as pd
import pytest

from balise import learn
from balise.domain.design import Cell, Column, Counts, Design
from balise.domain.estimate import Evidence
from balise.domain.post import Post
from balise.errors import (
    FitFormatError,
    KpiUnknownError,
    NotEnoughPostsError,
    PostsTooRecentError,
    TimeZoneUnknownError,
)
from balise.learn import kpi, model, posterior, saved, sums
from balise.learn.cells import account_cells, lay_out
from balise.learn.columns import choose
from balise.learn.contrasts import contrasts, levels_behind, told
from balise.learn.effects import LEAST_POSTS, more_posts
from balise.learn.features import bin_of, levels
from balise.learn.frames import frame_of
from balise.learn.met import Met
from balise.learn.model import _judges, _spread
from balise.learn.newcomers import LEAST, learn_newcomers
from balise.learn.own import scopes_of, wrong_sign
from balise.learn.posterior import by_account, expect, freedom
from balise.learn.prior import _posterior, groups_of, solve
from balise.learn.process import (
    NOISE_WORTH,
    Place,
    Scales,
    Scatter,
    _account_loss,
    covariance,
    inverse_of,
    learn_scales,
)
from balise.learn.rows import Row, follow, row, week_of
from balise.reference.half_life import mature_after_h

Make = Callable[..., pd.DataFrame]
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def a_post(**given: object) -> Post:
    usual: dict[str, object] = {"uid": "x:1", "network": "x", "account": "a", "published_at": AT}
    return Post(**{**usual, **given})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("factor", "field", "edges"),
    [
        ("length", "text", {0: "0", 1: "1-40", 40: "1-40", 41: "41-80", 80: "41-80",
                            81: "81-140", 140: "81-140", 141: "141-280", 280: "141-280",
                            281: "281-600", 600: "281-600", 601: "601+"}),
        ("title length", "title", {0: "0", 1: "1-30", 30: "1-30", 31: "31-50", 50: "31-50",
                                   51: "51-70", 70: "51-70", 71: "71-90", 90: "71-90",
                                   91: "91+"}),
    ],
)  # fmt: skip
def test_a_length_belongs_to_the_bin_that_ends_with_it(
    factor: str, field: str, edges: dict[int, str]
) -> None:
    found = {
        n: dict(levels(a_post(**{field: "a" * n}), timezone="UTC"))[factor] for n in edges
    }  # fmt: skip
    assert found == edges


def test_the_form_of_a_post_is_told_once_each() -> None:
    post = a_post(
        text="Why? Wow! 3 https://example.org @anne #a #b #c \U0001f600", pillar="craft",
        language="fr", is_paid=True, cta="buy", kind="link",
    )  # fmt: skip
    assert Counter(factor for factor, _ in levels(post, timezone="UTC") if factor != "word") == {
        "network": 1, "kind": 1, "hour": 1, "weekday": 1, "cta": 1, "pillar": 1, "language": 1,
        "paid": 1, "length": 1, "title length": 1, "hashtag count": 1, "question": 1,
        "exclamation": 1, "number": 1, "link": 1, "mention": 1, "emoji": 1, "hashtag": 3,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("tags", "told_"), [((), "0"), (("a",), "1"), (("a", "b"), "2"), (("a", "b", "c"), "3+")]
)
def test_three_hashtags_are_many(tags: tuple[str, ...], told_: str) -> None:
    assert dict(levels(a_post(hashtags=tags), timezone="UTC"))["hashtag count"] == told_
    written = a_post(text=" ".join(f"#{tag}" for tag in tags))
    assert dict(levels(written, timezone="UTC"))["hashtag count"] == told_
    assert bin_of(2.5, (0, 2)) == "3+"


GAPS = [
    (0.25, "0-15min"), (0.5, "15-30min"), (1, "30-60min"), (2, "1-2h"), (4, "2-4h"), (8, "4-8h"),
    (16, "8-16h"), (24, "16-24h"), (48, "1-2d"), (168, "2-7d"),
]  # fmt: skip


@pytest.mark.parametrize(("hours", "name"), GAPS)
def test_a_gap_belongs_to_the_bin_that_ends_with_it(hours: float, name: str) -> None:
    following = [named for _, named in GAPS[1:]] + ["7d+"]
    later = following[[named for _, named in GAPS].index(name)]
    for extra, expected in ((0, name), (1, later)):
        second = a_post(published_at=AT + timedelta(hours=hours, seconds=extra))
        (_, (_, found, _)) = follow([a_post(), second], {"": "UTC"})
        assert dict(found)["gap"] == expected


def test_a_post_without_an_hour_has_no_gap_and_is_yet_an_earlier_one() -> None:
    posts = [a_post(precision="day"), a_post(published_at=AT + timedelta(hours=3))]
    first, second = (dict(found) for _, found, _ in follow(posts, {"": "UTC"}))
    assert not {"gap", "post of the day"} & set(first)
    assert (second["gap"], second["post of the day"]) == ("2-4h", "2")
    assert row(posts[1], 1.5, [0, 3]) == Row(
        account="x:a", week=week_of(AT), kind="other", y=1.5, active=(0, 3)
    )


def test_the_zone_of_an_account_decides_on_which_day_a_post_is() -> None:
    late = [a_post(published_at=AT.replace(hour=h)) for h in (22, 23)]
    for zone, days in (("UTC", ["1", "2"]), ("Europe/Brussels", ["1", "1"])):
        found = [dict(f)["post of the day"] for _, f, _ in follow(late, {"x:a": zone, "": "Q"})]
        assert found == days
    with pytest.raises(TimeZoneUnknownError):
        list(follow(late, {"": "Mars/Phobos"}))


def levels_of(design: Design, factor: str) -> list[str]:
    return [c.level for c in design.columns if c.factor == factor]


def test_columns_begin_with_the_fewest_posts_and_end_with_the_most() -> None:
    counts = {("kind", "text"): 10_000, ("hashtag", "five"): 5, ("hashtag", "four"): 4}
    counts |= {("word", "rare"): 19, ("word", "told"): 20, ("word", "half"): 5_000}
    counts |= {("word", "most"): 5_001, ("pillar", "one"): 1, ("hour", "3"): 1}
    design = choose(counts, kpi="engagement")
    assert levels_of(design, "hashtag") == ["five"]
    assert levels_of(design, "word") == ["half", "told"]
    assert levels_of(design, "pillar") == ["one"]
    assert levels_of(design, "hour") == [str(h) for h in range(24)]
    assert levels_of(design, "weekday") == []
    few = choose({("kind", "text"): 20, ("word", "nine"): 9, ("word", "ten"): 10}, kpi="saves")
    assert levels_of(few, "word") == ["ten"]


@pytest.mark.parametrize(("factor", "most"), [("hashtag", 500), ("word", 500), ("pillar", 200)])
def test_the_most_frequent_levels_are_kept(factor: str, most: int) -> None:
    counts = {("kind", "text"): 4_000, **{(factor, f"{n:04}"): 1_000 - n for n in range(600)}}
    found = levels_of(choose(counts, kpi="engagement"), factor)
    assert found == [f"{n:04}" for n in range(most)]


def outcome(post: Post, as_of: datetime | None = None, **values: float) -> float | None:
    return kpi.outcome(post, values, as_of, "engagement")


def test_only_a_publication_of_known_time_that_has_settled_teaches() -> None:
    assert outcome(a_post(), reactions=3.0) == pytest.approx(math.log(4))
    assert outcome(a_post(is_reply=True), reactions=3.0) is None
    assert outcome(a_post(is_repost=True), reactions=3.0) is None
    assert outcome(a_post(precision="unknown"), reactions=3.0) is None
    assert outcome(a_post(precision="month"), reactions=3.0) is not None
    assert outcome(a_post(), reactions=math.inf) is None
    settled = AT + timedelta(hours=mature_after_h("x"))
    assert outcome(a_post(), settled, reactions=3.0) is not None
    assert outcome(a_post(), settled - timedelta(seconds=1), reactions=3.0) is None


def test_a_kpi_that_teaches_nothing_is_refused_for_its_reason() -> None:
    with pytest.raises(NotEnoughPostsError) as none:
        kpi.refuse([], "saves")
    assert (none.value.facts["n"], none.value.facts["needed"]) == (0, 1)
    with pytest.raises(KpiUnknownError) as other:
        kpi.refuse([{"views": 3.0}], "engagement")
    assert other.value.facts["known"] == "views"
    with pytest.raises(PostsTooRecentError) as recent:
        kpi.refuse([{"saves": 3.0}, {"views": 1.0}, {"saves": 0.0}], "saves")
    assert recent.value.facts["n"] == 2
    with pytest.raises(KpiUnknownError, match="reach, views"):
        kpi.refuse([{"views": 3.0}, {"reach": 1.0}], "saves")


@pytest.mark.parametrize(
    ("level", "hours"),
    [
        ("00-03", ["0", "1", "2"]), ("21-24", ["21", "22", "23"]), ("7", ["7"]),
        ("22 - 02", ["22", "23", "0", "1"]), ("5-5", [str((5 + h) % 24) for h in range(24)]),
        ("0-24", [str(h) for h in range(24)]),
    ],
)  # fmt: skip
def test_a_block_of_hours_holds_each_of_its_hours(level: str, hours: list[str]) -> None:
    assert [hour for _, hour in levels_behind("hour", level)] == hours
    assert levels_behind("length", level) == [("length", level)]
    assert levels_behind("hour", "noon") == [("hour", "noon")]


def test_a_contrast_is_against_the_posts_as_they_occur() -> None:
    counts = {
        ("kind", "text"): 30,
        ("kind", "image"): 10,
        ("question", "yes"): 8,
        ("cta", "buy"): 1,
    }
    design = choose(counts, kpi="engagement")
    n = np.array([40.0, *(counts[c.factor, c.level] for c in design.columns[1:])])
    found = {(c.factor, c.level): c for c in contrasts(design, n)}
    assert set(found) == {("kind", "text"), ("kind", "image"), ("question", "yes")}
    place = {(c.factor, c.level): c.index for c in design.columns}
    image = found["kind", "image"].vector
    assert image[place["kind", "image"]] == pytest.approx(0.75)
    assert image[place["kind", "text"]] == pytest.approx(-0.75)
    assert found["question", "yes"].vector.sum() == pytest.approx(1 - 8 / 40)
    assert [c.n for c in found.values()] == [30, 10, 8]
    assert [c.level for c in contrasts(design, np.append(n[:-1], 0.0))] == ["text", "image"]


def test_what_an_experiment_told_is_laid_on_the_columns_that_are_there() -> None:
    rows_ = [
        Row(account="x:a", week=w, kind="text", y=1.0, active=(0, 1 + (w > 1))) for w in range(8)
    ]
    design = choose({("hour", "3"): 1}, kpi="engagement")
    design = replace(design, columns=design.columns[:4])
    found = told(design, sums.gather(rows_, design), [
        Evidence(factor="hour", level="00-03", kpi="engagement", log_effect=0.5, sd=0.1,
                 experiment_id=""),
        Evidence(factor="cta", level="buy", kpi="engagement", log_effect=0.5, sd=0.1,
                 experiment_id=""),
        Evidence(factor="hour", level="0", kpi="engagement", log_effect=-0.2, sd=0.3,
                 experiment_id=""),
    ])  # fmt: skip
    assert [(one.effect, one.sd) for one in found] == [(0.5, 0.1), (-0.2, 0.3)]
    assert found[0].contrast == pytest.approx(np.zeros(4))  # every post is in that block
    assert found[1].contrast == pytest.approx([0, 1 - 2 / 8, -6 / 8, 0])


@pytest.mark.parametrize(
    ("mean", "sd", "n", "more"),
    [
        (0.205, 0.1, 40, 1), (0.206, 0.1, 40, None), (0.0099, 0.001, 40, None),
        (0.0101, 0.01, 40, 126), (0.0101, 0.1, 40, None), (-0.1, 0.1, 40, 161),
        (0.2, 0.1, 2, 6), (0.2, 0.1, 0, 8),
    ],
)  # fmt: skip
def test_more_posts_are_asked_for_until_an_effect_is_settled(
    mean: float, sd: float, n: int, more: int | None
) -> None:
    assert more_posts(mean, sd, 0.05, n) == more


def test_signs_are_as_unsure_as_the_normal_distribution_says() -> None:
    assert wrong_sign(1.645, 1.0) == pytest.approx(0.05, abs=1e-4)
    assert wrong_sign(-2.326, 1.0) == pytest.approx(0.01, abs=1e-4)
    assert wrong_sign(1.0, 0.0) == 0.5


@pytest.mark.parametrize("n", [LEAST_POSTS - 1, LEAST_POSTS])
def test_eight_posts_are_enough_to_say_something(world: Make, n: int) -> None:
    frame = world(accounts=2, posts=60)
    tagged = [["rare"] if i < n else [] for i in range(len(frame))]
    effects = learn.fit(frame.assign(hashtags=pd.Series(tagged))).effects()
    (one,) = effects[effects["level"] == "rare"].to_dict("records")
    assert one["n"] == n
    assert (one["verdict"] == "not enough data") == (n < LEAST_POSTS)


@pytest.mark.parametrize("n", [19, 20])
def test_twenty_posts_of_a_kind_make_an_accounts_own_effect(world: Make, n: int) -> None:
    usual = world(accounts=5, posts=100, kinds={"video": 0.0, "text": 0.0})
    odd = world(accounts=1, posts=120, noise=0.3, kinds={"video": 0.0, "text": 0.0})
    odd = odd.assign(account="odd", post_uid="o" + odd["post_uid"], hashtags=None)
    kinds = np.where(np.arange(len(odd)) < n, "video", "text")
    odd = odd.assign(kind=kinds, reactions=np.where(kinds == "video", 400.0, 40.0))
    effects = learn.fit(pd.concat([usual, odd], ignore_index=True)).effects()
    own = effects[effects["scope"] == "odd"].set_index("level")
    assert len(own) == (2 if n == 20 else 0)
    if n == 20:
        assert own.loc["video", "verdict"] == "better"
        assert (own.loc["video", "n"], own.loc["text", "n"]) == (20, 100)


def test_an_account_goes_by_its_handle_unless_two_share_it(world: Make) -> None:
    one, other = world(accounts=2, posts=12), world(accounts=1, posts=12)
    other = other.assign(network="facebook", post_uid="f" + other["post_uid"])
    fit = learn.fit(pd.concat([one, other], ignore_index=True))
    assert scopes_of(fit.posterior) == {
        "x:account0": "x:account0", "x:account1": "account1",
        "facebook:account0": "facebook:account0",
    }  # fmt: skip
    assert by_account([Row(account=a, week=0, kind="", y=0, active=()) for a in "bab"]) == {
        "a": [1], "b": [0, 2],
    }  # fmt: skip


@pytest.mark.parametrize("accounts", [LEAST - 1, LEAST])
def test_eight_accounts_teach_of_one_more(world: Make, accounts: int) -> None:
    found = learn.fit(world(accounts=accounts, posts=6)).posterior.newcomers()
    assert (found is None) == (accounts < LEAST)


def test_the_level_of_a_newcomer_is_the_regression_written_out() -> None:
    chance = np.random.default_rng(4)
    design = Design(
        id="", kpi="engagement", timezone="UTC",
        columns=tuple(
            Column(index=i, factor=f, level=str(i), group=f)
            for i, f in enumerate(("baseline", "kind", "kind", "hashtag"))
        ),
    )  # fmt: skip
    habits = chance.random((12, 2))
    cells = {}
    for i, (one, other) in enumerate(habits):
        made = account_cells(f"x:{i}", [_cell(i, 10, one, other)], {"text": 0}, 4)
        cells[f"x:{i}"] = made
    kept = np.array([(c.columns.T @ c.count / c.count.sum())[1:3] for c in cells.values()])
    levels_ = kept @ np.array([3.0, -2.0]) + 0.1 * chance.standard_normal(12)
    levels_ = levels_ - levels_.mean()
    variances = np.full(12, 0.02)
    found = learn_newcomers(design, cells, levels_, variances)
    away = kept - kept.mean(axis=0)
    whole = found.gain * away @ away.T + np.diag(found.left + variances)
    asked = np.array([1.0, 0.9, 0.1, 5.0])
    near = found.gain * away @ (asked[1:3] - kept.mean(axis=0))
    mean, variance = found.level(asked)
    assert mean == pytest.approx(near @ np.linalg.solve(whole, levels_))
    own = found.gain * float(((asked[1:3] - kept.mean(axis=0)) ** 2).sum())
    assert variance == pytest.approx(own - near @ np.linalg.solve(whole, near) + found.left)
    assert mean == pytest.approx((asked[1:3] - kept.mean(axis=0)) @ [3, -2], abs=0.4)

    def likelihood(gain: float, left: float) -> float:
        matrix = gain * away @ away.T + np.diag(left + variances)
        _, size = np.linalg.slogdet(matrix)
        return float(size + levels_ @ np.linalg.solve(matrix, levels_))

    best = likelihood(found.gain, found.left)
    for up, down in ((1.5, 1.0), (1 / 1.5, 1.0), (1.0, 1.5), (1.0, 1 / 1.5)):
        assert likelihood(found.gain * up, found.left * down) > best - 0.3


def _cell(i: int, n: int, one: float, other: float) -> Cell:
    counts = [n, round(n * one), round(n * other), i]
    return Cell(
        account=f"x:{i}", week=0, kind="text", n=n, y=float(n),
        g=Counts(index=array("i", range(4)), count=array("i", counts)),
    )  # fmt: skip


def test_the_process_is_that_of_its_equation() -> None:
    scales = Scales(level=2.0, kind=0.5, drift=0.25, taste=0.1, weeks=4.0, noise=0.7)
    one = Place(week=np.array([0.0, 3.0]), kind=np.array([0, 1]))
    other = Place(week=np.array([1.0]), kind=np.array([1]))
    assert covariance(scales, one, other)[:, 0] == pytest.approx(
        [2 + 0.25 * math.exp(-1 / 4), 2 + 0.5 + 0.35 * math.exp(-2 / 4)]
    )
    half = np.array([[2.0, 0.0], [0.5, 1.5]])
    assert inverse_of(half) == pytest.approx(np.linalg.inv(half @ half.T))


def test_the_loss_of_an_account_is_its_likelihood_written_out() -> None:
    scales = Scales(level=1.0, kind=0.2, drift=0.3, weeks=5.0, noise=0.7)
    place = Place(week=np.array([0.0, 2.0, 2.0]), kind=np.array([0, 0, 1]))
    residual = np.diag([1.0, 2.0, 3.0]) + 0.1
    scatter = Scatter(
        place=place, count=np.array([1.0, 2.0, 4.0]), residual=residual, ratio=1.3, unrest=2.0,
        within=9.0, freedom=4.0,
    )  # fmt: skip
    moving = Scales(level=1.0, kind=0.2, drift=0.6, taste=0.08, weeks=5.0, noise=0.7)
    v = covariance(moving, place, place) + np.diag(0.7 * 1.3 / scatter.count)
    noise = 0.7 * 1.3
    loss = 0.5 * np.linalg.slogdet(v)[1] + 0.5 * np.trace(np.linalg.solve(v, residual))
    loss += 0.5 * (4 * math.log(noise) + 9 / noise)
    assert _account_loss(scatter, scales)[0] == pytest.approx(loss)


def test_scales_go_back_to_their_medians_where_nothing_is_seen() -> None:
    found = learn_scales([], Scales(level=9.0, kind=1.0, drift=0.01, weeks=30.0, noise=3.0))
    assert found.logs() == pytest.approx(Scales().logs(), abs=0.02)
    assert np.exp(Scales().logs()) == pytest.approx([2.0, 0.08, 0.12, 0.04, 8.0, 0.6])


def test_coefficients_are_those_of_the_normal_equations_and_their_prior() -> None:
    design = choose(
        {("kind", "a"): 9, ("kind", "b"): 9, ("hour", "1"): 9, ("cta", "buy"): 3}, kpi="engagement"
    )
    width, chance = len(design.columns), np.random.default_rng(2)
    x = chance.random((60, width)) < 0.3
    gram, moment = (x.T @ x.astype(float)), x.T @ chance.normal(size=60)
    groups = groups_of(design)
    found = solve(gram, moment, groups)
    prior = np.zeros((width, width))
    prior[0, 0] = 1e-4
    for i, name in enumerate(groups.names):
        mine = np.flatnonzero(groups.of == i)
        alike = np.eye(len(mine))
        if name in groups.root:
            alike = groups.root[name][1] @ groups.root[name][1].T
        prior[np.ix_(mine, mine)] = np.linalg.inv(found.variances[name] * alike)
    whole = np.linalg.inv(gram + prior)
    # The last step of the search moves the variances by less than a hundredth.
    assert found.covariance == pytest.approx(whole, rel=0.05, abs=2e-3)
    assert found.mean == pytest.approx(whole @ moment, rel=0.05, abs=5e-3)
    mean, factor = _posterior(gram, moment, np.full(width, 2.0))
    assert inverse_of(factor) == pytest.approx(np.linalg.inv(gram + 2 * np.eye(width)))
    assert mean == pytest.approx(inverse_of(factor) @ moment)


def test_forecasts_have_the_freedom_that_their_noise_leaves(world: Make) -> None:
    frame = world(accounts=2, posts=30)
    state = learn.fit(frame).posterior
    asked = [
        Row(account=name, week=week_of(AT), kind="text", y=0.0, active=(0,))
        for name in ("x:account0", "x:new")
    ]
    _, sd = expect(state, asked)
    told_ = freedom(state, asked, sd)
    noise = [state.own["x:account0"].noise, state.scales.noise]
    assert told_ == pytest.approx(
        [(n + NOISE_WORTH) * (s**2 / v) ** 2 for n, s, v in zip((30, 0), sd, noise, strict=True)]
    )


def test_the_accounts_that_judge_are_of_every_size() -> None:
    design = choose({("kind", "text"): 9}, kpi="engagement")

    def accounts(*sizes: int) -> list[int]:
        rows_ = [
            Row(account=f"x:{i:03}", week=w, kind="text", y=0.0, active=(0, 1))
            for i, size in enumerate(sizes)
            for w in range(size)
        ]
        return _judges(lay_out(sums.gather(rows_, design), {"text": 0}, 2))

    assert accounts(3, 1, 2) == [0, 2, 1]
    assert len(accounts(*[1] * 40)) == 40
    assert accounts(*range(1, 42)) == list(range(40, -1, -2))


def test_the_accounts_that_variances_are_found_from_cost_no_more_than_they_may() -> None:
    work = [float(size**3) for size in range(1, 101)]
    assert _spread(work, sum(work)) == list(range(100))
    some = _spread(work, sum(work) / 10)
    assert len(some) == 10
    assert some[-1] == 99  # the largest is among them, and the others are of every size
    assert max(np.diff([-1, *some])) == 10
    assert _spread([9.0], 1.0) == [0]
    assert _spread([], 1.0) == []


def test_what_few_accounts_tell_of_the_variances_is_near_what_all_tell(
    world: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    posts = world(accounts=12, posts=60)
    whole = learn.fit(posts)
    monkeypatch.setattr(model, "_STUDIED", 5e6)
    some = learn.fit(posts)
    assert some.posterior.scales != whole.posterior.scales
    theirs, ours = (fit.predict(posts)[["mean_log", "sd_log"]].to_numpy() for fit in (whole, some))
    assert np.abs(ours[:, 0] - theirs[:, 0]).max() < 0.5 * theirs[:, 1].min()
    assert np.abs(np.log(ours[:, 1] / theirs[:, 1])).max() < 0.2


def test_the_account_whose_process_was_asked_for_first_is_forgotten_first(
    world: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = learn.fit(world(accounts=3, posts=20)).posterior
    monkeypatch.setattr(posterior, "_KEPT", 2)
    names = list(state.cells)
    for name in names:
        state.conditioned(name)
    assert list(state._known) == names[1:]


def test_bytes_of_another_version_are_refused(world: Make) -> None:
    fit = learn.fit(world(accounts=1, posts=8), seed=3)
    assert (learn.from_bytes(fit.to_bytes()).seed, learn.from_bytes(fit.to_bytes()).backend) == (
        3, "pandas",
    )  # fmt: skip
    design = choose({("kind", "text"): 9}, kpi="engagement")
    as_sums = sums.to_bytes(sums.gather([], design))
    with pytest.raises(FitFormatError):
        saved.from_bytes(as_sums)
    for module, data in ((saved, fit.to_bytes()), (sums, as_sums)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(module, "FORMAT", module.FORMAT + 1)
            with pytest.raises(FitFormatError, match=str(module.FORMAT - 1)):
                module.from_bytes(data)


def test_words_that_were_met_are_kept_up_to_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("balise.learn.met._MOST", 2)
    asked: list[str] = []
    met = Met(lambda word: asked.append(word) or [word.upper()])  # type: ignore[func-returns-value]
    assert list(met.among(["a", "b", "a", "b"])) == ["A", "B", "A", "B"]
    assert (asked, len(met)) == (["a", "b"], 2)
    assert met["c"] == ("C",)
    assert len(met) == 1
    assert (met["x" * 40], met["y" * 41]) == (("X" * 40,), ("Y" * 41,))
    assert set(met) == {"c", "x" * 40}


@pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow", "other"])
def test_a_frame_is_of_the_library_that_is_asked_for(library: str) -> None:
    made = frame_of({"n": [1]}, library)
    assert type(made).__module__.split(".")[0] == ("pandas" if library == "other" else library)
