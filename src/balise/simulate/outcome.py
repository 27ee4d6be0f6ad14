"""From the worth of a post to the figures a network shows, and to those it showed earlier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from balise.domain.post import Post
from balise.simulate.ageing import share_reached
from balise.simulate.entry import Entry

_DF, _CUT, _CUT_SD = 5, 4.0, 1.22  # Student noise, cut so that its exponential has a mean
_RATES = {"facebook": 0.045, "instagram": 0.06, "x": 0.03, "tiktok": 0.05}
_SPLITS = {
    "facebook": (0.78, 0.13, 0.09),
    "instagram": (0.9, 0.06, 0.04),
    "x": (0.72, 0.13, 0.15),
    "tiktok": (0.9, 0.06, 0.04),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A post with its final figures; `pace` stretches the time in which they come in."""

    post: Post
    totals: Mapping[str, float]
    pace: float

    def values(self, as_of: datetime | None = None) -> dict[str, float]:
        """Give the figures as they stood at `as_of`, or the final ones."""
        if as_of is None:
            return dict(self.totals)
        share = self.share(as_of)
        return {name: float(total * share // 1) for name, total in self.totals.items()}

    def share(self, as_of: datetime) -> float:
        """Give the share of the final figures that had come in at `as_of`."""
        age_h = (as_of - self.post.published_at) / timedelta(hours=1)
        return share_reached(self.post.network, age_h, self.pace)


def noise(rng: np.random.Generator) -> float:
    """Draw Student noise of about unit variance."""
    return float(np.clip(rng.standard_t(_DF), -_CUT, _CUT)) / _CUT_SD


def figures(
    rng: np.random.Generator, entry: Entry, latent: float, *, has_link: bool, boost: float
) -> dict[str, float]:
    """Draw the final figures of a post.

    `latent` is its expected engagement, luck included; `boost` multiplies how often it is shown.
    """
    network = entry.network
    count = int(rng.poisson(latent))
    parts = rng.multinomial(count, _SPLITS.get(network, _SPLITS["facebook"]))
    exposure = boost * latent / _RATES.get(network, 0.04) * float(np.exp(rng.normal(0, 0.3)))
    seen = float(max(round(exposure), count + 1))
    table = dict(zip(("reactions", "comments", "shares"), map(float, parts), strict=True))
    clicks = float(rng.poisson(0.012 * seen)) if has_link else None
    spread = float(rng.uniform(0.55, 0.9))
    aside = [float(n) for n in rng.poisson([0.006 * seen, 0.0008 * seen, 0.01 * seen])]
    if network == "x":
        table |= {"impressions": seen, "saves": aside[0] // 3, "detail_expands": aside[2]}
        table |= {"profile_visits": aside[1], "link_clicks": clicks or 0.0}
        return table | {"engagements": count + aside[1] + aside[2] + (clicks or 0.0)}
    table["views"] = seen
    if network == "tiktok":
        return table
    table["reach"] = max(seen * spread // 1, 1.0)
    if network == "instagram":
        return table | {"saves": aside[0], "follows": aside[1]}
    return table | {"other_clicks": aside[2]} | ({} if clicks is None else {"link_clicks": clicks})
