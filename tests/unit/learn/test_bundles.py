"""Hashtags that always come together are one row, with what would take them apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pandas as pd
import pytest

from balise import learn
from balise.domain.estimate import Estimate
from balise.learn import Fit, bundles, from_bytes
from balise.learn.columns import choose
from balise.learn.contrasts import levels_behind
from balise.learn.rows import Row
from balise.learn.sums import gather
from balise.report import Material, answer, blocks

START = datetime(2026, 1, 1, 9, tzinfo=UTC)


def fitted(tags: list[list[str]], y: np.ndarray | None = None) -> Fit:
    logs = np.random.default_rng(3).normal(3, 0.3, len(tags)) if y is None else y
    return learn.fit(
        pd.DataFrame(
            {
                "post_uid": [f"x:{i}" for i in range(len(tags))],
                "network": "x",
                "account": "a",
                "kind": "text",
                "published_at": [START + timedelta(hours=31 * i) for i in range(len(tags))],
                "hashtags": tags,
                "reactions": np.expm1(logs),
            }
        )
    )


def hashtags(fit: Fit) -> dict[str, Estimate]:
    return {e.level: e for e in fit.estimates() if e.factor == "hashtag"}


ALWAYS = [["b", "A"] if i % 2 else ["c"] if i % 3 else [] for i in range(120)]


def test_what_always_comes_together_is_one_row_in_place_of_each() -> None:
    found = hashtags(fitted(ALWAYS))
    assert set(found) == {"#a + #b", "c"}
    bundle = found["#a + #b"]
    assert bundle.n == 60
    assert bundle.split == 8
    assert found["c"].split is None


@pytest.mark.parametrize(
    ("tags", "told"),
    [(["A", "b"], ["#a + #b"]), (["b", "c"], ["b", "c"]), (["A"], ["a"]), ([], [])],
)
def test_a_forecast_does_not_tell_apart_what_came_together(
    tags: list[str], told: list[str]
) -> None:
    fit = fitted(ALWAYS, np.random.default_rng(5).normal(3, 0.3, len(ALWAYS)))
    post = pd.DataFrame(
        {
            "post_uid": ["x:new"],
            "network": "x",
            "account": "a",
            "kind": "text",
            "published_at": [START + timedelta(days=200)],
            "hashtags": [tags],
        }
    )
    found = fit.explain(post)
    assert found.loc[found["factor"] == "hashtag", "level"].tolist() == told
    assert np.log(found["multiplier"]).sum() == pytest.approx(fit.predict(post)["mean_log"][0])
    if told == ["#a + #b"]:
        effect = hashtags(fit)["#a + #b"]
        assert found.set_index("level").loc["#a + #b", "high"] == pytest.approx(
            effect.high, rel=0.2
        )


def test_the_frame_notes_it_and_a_kept_fit_does_too() -> None:
    fit = fitted(ALWAYS)
    for each in (fit, from_bytes(fit.to_bytes())):
        frame = each.effects()
        noted = frame[frame["note"] == "not separable"]
        assert noted["level"].tolist() == ["#a + #b"]
        assert set(frame["note"]) == {"", "not separable"}


def test_the_effect_of_a_bundle_is_that_of_all_of_it() -> None:
    rng = np.random.default_rng(4)
    has = np.arange(600) % 2
    others = [rng.choice(list("cdefgh"), 2, replace=False).tolist() for _ in has]
    y = rng.normal(4, 0.3, len(has)) + 0.6 * has
    tags = [["a", "b"] if one else two for one, two in zip(has, others, strict=True)]
    bundle = hashtags(fitted(tags, y))["#a + #b"]
    assert bundle.verdict == "better"
    assert bundle.low < np.exp(0.3) < bundle.high  # half of the posts have it


@pytest.mark.parametrize(("alone", "is_bundle"), [(0, True), (2, True), (4, False), (20, False)])
def test_a_few_posts_apart_are_not_enough_to_tell(alone: int, is_bundle: bool) -> None:  # noqa: FBT001
    tags = [["a", "b"]] * 30 + [["a"]] * alone + [[]] * 60
    assert ("#a + #b" in hashtags(fitted(tags))) is is_bundle


@pytest.mark.parametrize("n", [6, 30, 200])
def test_the_posts_that_are_asked_for_do_take_a_bundle_apart(n: int) -> None:
    tags = [["a", "b"]] * n + [[]] * (2 * n)
    split = hashtags(fitted(tags))["#a + #b"].split
    assert split is not None
    assert set(hashtags(fitted([*tags, *[["a"]] * split]))) == {"a", "b"}
    if split > bundles.LEAST:
        assert "#a + #b" in hashtags(fitted([*tags, *[["a"]] * (split - 1)]))


def test_three_that_come_together_are_one_bundle() -> None:
    tags = [["a", "b", "c"]] * 20 + [[]] * 30
    found = hashtags(fitted(tags))
    assert list(found) == ["#a + #b + #c"]
    assert found["#a + #b + #c"].n == 20


def test_a_hashtag_of_every_post_is_no_bundle_with_another_such() -> None:
    assert set(hashtags(fitted([["a", "b"]] * 40))) == {"a", "b"}


def test_bundles_are_those_of_all_accounts_together() -> None:
    design = choose(
        {("kind", "text"): 18, ("hashtag", "a"): 9, ("hashtag", "b"): 9}, kpi="engagement"
    )
    both = [Row(account="x:1", week=0, kind="text", y=0.0, active=(0, 1, 2, 3))] * 9
    none = [Row(account="x:1", week=0, kind="text", y=0.0, active=(0, 1))] * 9
    apart = [Row(account="x:2", week=0, kind="text", y=0.0, active=(0, 1, 2))] * 9
    assert bundles.find(design, gather([*both, *none], design)) != ()
    assert bundles.find(design, gather([*both, *none, *apart], design)) == ()
    wider = choose({("kind", "text"): 18, ("hashtag", "c"): 9}, kpi="engagement", base=design)
    assert [b.level for b in bundles.find(wider, gather([*both, *none], design))] == ["#a + #b"]


def test_the_levels_behind_a_bundle_are_its_hashtags() -> None:
    assert levels_behind("hashtag", "#a + #b") == [("hashtag", "a"), ("hashtag", "b")]
    assert levels_behind("hashtag", "a") == [("hashtag", "a")]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "not separable. 8 posts with #a without #b would tell."),
        ("fr", "indissociables. 8 publications avec #a sans #b les départageraient."),
    ],
)
def test_the_report_says_which_posts_would_tell(language: str, said: str) -> None:
    fit = fitted(ALWAYS)
    found = answer(replace(Material(brand="Shop", posts=()), fit=fit))
    told = [line for block in blocks(found, language) for line in block.sentences]
    assert any(line.startswith("#a ") and line.endswith(said) for line in told)
