"""A made-up brand, the strategy that it might follow, and what its posts say."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

from balise import learn
from balise.learn.features import levels, local
from balise.learn.rows import account_of, follow
from balise.refine.beliefs import beliefs
from balise.simulate.brand import QUINCAILLERIE
from balise.simulate.truth import BRAND_HASHTAG, HASHTAGS
from balise.strategy import Strategy

if TYPE_CHECKING:
    from balise.domain.refinement import Belief
    from balise.simulate import World

_ACCOUNTS = "".join(
    f"""
[[accounts]]
network = "{one.network}"
handle = "{one.handle}"
posts_per_week = [1, 5]
posts_per_day = 2              # at most
min_gap_hours = 2
hours = [7, 22]
"""
    for one in QUINCAILLERIE.presences
)
_PILLARS = "".join(
    f"""
[[pillars]]
name = "{name}"
share = {share}
"""
    for name, share in (("how-to", 0.35), ("shop", 0.3), ("workshops", 0.15), ("community", 0.2))
)
_ASKS = "".join(
    f"""
# Ask: {name}.
[[calls_to_action]]
name = "{name}"
"""
    for name in ("comment", "save", "book", "visit")
)
_TAGS = ",\n".join(f'  "#{tag}"' for tag in HASHTAGS[:10])

STRATEGY = f"""\
# Made up, as all of this brand.
[strategy]
name = "Quincaillerie du Parc (données inventées)"
language = "fr"
timezone = "Europe/Brussels"

[[objectives]]
name = "talk"
stage = "consideration"
kpi = "engagement"
aggregate = "total"
target = 20000
starts = 2026-11-02
ends = 2027-01-24
{_ACCOUNTS}{_PILLARS}{_ASKS}
[hashtags]
brand = ["#{BRAND_HASHTAG}"]
pool = [
{_TAGS},
]

# What two people can make.
[capacity]
image = 3
carousel = 1
short_video = 2                # the phone will do
link = 1
text = 1
"""


def told(world: World, text: str = STRATEGY, **options: Any) -> tuple[Belief, ...]:
    """Learn from a world and hold the strategy against it."""
    fit = learn.fit(world.history(), timezone=world.brand.timezone)
    return beliefs(
        Strategy.parse(text),
        {"engagement": fit.estimates()},
        counts=counted(world),
        weekly=weekly(world),
        **options,
    )


def counted(world: World) -> dict[str, Counter[tuple[str, str]]]:
    """Count the posts of each account with each level."""
    zones = {one.id: world.brand.timezone for one in world.brand.presences}
    found: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for post, after, _ in follow(world.posts(), zones):
        own = levels(post, timezone=world.brand.timezone)
        found[account_of(post)].update([*own, *after])
    return dict(found)


def weekly(world: World) -> dict[str, list[int]]:
    """Count the posts of each account week by week."""
    found: dict[str, list[int]] = {one.id: [0] * world.weeks for one in world.brand.presences}
    for post in world.posts():
        week = (local(post, world.brand.timezone).date() - world.start).days // 7
        found[account_of(post)][min(week, world.weeks - 1)] += 1
    return found


def length(starts: date, ends: date) -> int:
    """Count days, both ends included."""
    return (ends - starts).days + 1
