"""A made-up shop with all that a strategy can ask of a plan, on one to seven networks."""

from __future__ import annotations

from datetime import date

from balise import Strategy, learn, simulate
from balise.domain.fitted import Fitted

START = date(2027, 1, 4)
ZONE = "Europe/Brussels"
NETWORKS = ("instagram", "facebook", "tiktok", "linkedin", "x", "threads", "youtube")
_BRAND = """
[strategy]
name = "Made-up shop"
language = "en"
timezone = "Europe/Brussels"
[[objectives]]
name = "sales"
stage = "conversion"
kpi = "link_clicks"
aggregate = "total"
target = 1200
starts = 2027-01-04
ends = 2027-04-30
value = 0.8
[[objectives]]
name = "known"
stage = "awareness"
kpi = "engagement"
aggregate = "total"
target = 20000
starts = 2027-01-04
ends = 2027-04-30
[[pillars]]
name = "how-to"
share = 0.4
stage = "consideration"
[[pillars]]
name = "stories"
share = 0.3
stage = "awareness"
[[pillars]]
name = "offers"
share = 0.3
stage = "conversion"
[[calls_to_action]]
name = "visit"
phrases = ["Come"]
stage = "conversion"
[[calls_to_action]]
name = "comment"
phrases = ["Tell us"]
stage = "consideration"
[funnel]
awareness = 0.3
consideration = 0.4
conversion = 0.3
[hashtags]
brand = ["#b"]
pool = ["#c", "#d", "#e"]
max_per_post = 3
[capacity]
video = 1
short_video = 2
image = 8
text = 6
carousel = 2
document = 1
[[adaptations]]
kind = "short_video"
networks = ["instagram", "tiktok", "youtube"]
lag_hours = 24
[[series]]
name = "Tuesday tip"
pillar = "how-to"
kind = "image"
weekday = "tuesday"
hour = 18
[[events]]
name = "Garden days"
date = 2027-02-20
objective = "sales"
phases = [
  { name = "save the date", from_day = -30, to_day = -14 },
  { name = "last days", from_day = -3, to_day = 0, posts_per_day = 2, cta = "visit" },
]
[[blackouts]]
starts = 2027-02-05
ends = 2027-02-06
"""


def shop(accounts: int, per_day: int = 1) -> Strategy:
    """Give the shop on some networks, with so many posts a day on each at most."""
    each = [
        f'[[accounts]]\nnetwork = "{name}"\nhandle = "shop"\nfollowers = {300 * n}\n'
        f"posts_per_week = [2, 5]\nposts_per_day = {per_day}\nmin_gap_hours = 6\nhours = [7, 22]\n"
        for n, name in enumerate(NETWORKS[:accounts], start=1)
    ]
    return Strategy.parse(_BRAND + "".join(each))


def fits() -> dict[str, Fitted]:
    """Learn both KPIs from what a made-up brand published."""
    history = simulate.World(3).history()
    return {
        kpi: learn.fit(history, kpi=kpi, timezone=ZONE) for kpi in ("engagement", "link_clicks")
    }
