from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd
from hypothesis import given, settings, strategies as st
from tests.often import often

from balise import learn
from balise.errors import BaliseError

FIGURES = st.one_of(
    st.sampled_from([0.0, 1.0, -1.0, 7.0, 1e15, 1e18, 5e-324, np.nan, np.inf, -np.inf]),
    st.floats(width=64),
    st.integers(0, 10_000).map(float),
)
EARLIEST, LATEST = -8_000_000_000, 9_000_000_000
TIMES = st.one_of(
    st.just(datetime(2026, 3, 2, tzinfo=UTC)),
    st.integers(EARLIEST, LATEST).map(
        lambda second: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=second)
    ),
    st.none(),
)
NAMES = st.sampled_from(["", "a", "b", "\x00", "a:b"])
POST = st.fixed_dictionaries(
    {
        "post_uid": st.integers(0, 20).map(lambda i: f"x:{i}"),
        "network": NAMES,
        "account": NAMES,
        "published_at": TIMES,
        "kind": st.sampled_from(["text", "image", "", "never"]),
        "text": st.text(max_size=12),
        "hashtags": st.lists(st.text(max_size=3), max_size=3),
        "reactions": FIGURES,
        "impressions": FIGURES,
    }
)
FORECAST = ["mean_log", "sd_log", "q05", "q25", "q50", "q75", "q95"]
KPIS = st.sampled_from(["engagement", "impressions", "engagement_rate_by_impressions"])


def frame(posts: list[dict[str, Any]]) -> pd.DataFrame:
    made = pd.DataFrame(posts)
    return made.assign(published_at=pd.to_datetime(made["published_at"], utc=True))


@settings(deadline=None, max_examples=often(30))
@given(posts=st.lists(POST, min_size=1, max_size=10), kpi=KPIS, order=st.randoms())
def test_whatever_a_few_posts_hold_they_are_told_widely_or_refused(
    posts: list[dict[str, Any]], kpi: str, order: Any
) -> None:
    given_ = frame(posts)
    try:
        fit = learn.fit(given_, kpi=kpi, timezone="Europe/Paris")
    except BaliseError:
        return
    told, found = fit.predict(given_), fit.effects()
    assert np.isfinite(told[FORECAST].to_numpy(float)).all()
    assert (told["sd_log"] > 0).all()
    assert np.isfinite(found[["multiplier", "low", "high", "p_better"]].to_numpy(float)).all()
    assert not set(found["verdict"]) & {"better", "worse"}
    assert np.isfinite(fit.explain(given_)[["multiplier", "low", "high"]].to_numpy(float)).all()
    assert np.isfinite(fit.draw(given_, 3)).all()
    order.shuffle(posts)
    again = learn.fit(frame(posts), kpi=kpi, timezone="Europe/Paris")
    assert again.to_bytes() == fit.to_bytes()
