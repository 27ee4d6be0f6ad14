from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from balise import learn

Make = Callable[..., pd.DataFrame]


def test_a_newcomer_is_placed_by_how_it_posts(world: Make) -> None:
    frame = world(accounts=40, posts=40, size=0.0)
    number = frame["account"].str.removeprefix("account").astype(int)
    talks = number % 2 == 0
    log = np.log1p(frame["reactions"]).groupby(number).transform(lambda y: y - y.mean())
    frame = frame.assign(
        reactions=np.expm1(np.maximum(log + np.where(talks, 6, 3), 0)),
        text=np.where(talks, "a long and winding story " * 5, ""),
    )
    fit = learn.fit(frame)
    asked = frame[number < 2].assign(account=frame["account"] + " new")
    mean = fit.predict(asked)["mean_log"].groupby(number[number < 2].to_numpy()).mean()
    assert mean[0] - mean[1] > 1.5


def test_few_accounts_teach_nothing_of_one_more(world: Make) -> None:
    assert learn.fit(world(accounts=3, posts=20)).posterior.newcomers() is None
