"""Made-up strategies for the tests: the least that is allowed, and one with every table."""

LEAST = """\
[strategy]
name = "Shop"

[[objectives]]
name = "clicks"
stage = "conversion"
kpi = "link_clicks"
aggregate = "total"
target = 1200
starts = 2026-12-01
ends = 2027-02-28

[[accounts]]
network = "instagram"
handle = "shop"
"""

FULL = """\
# What we want this spring.
[strategy]
name = "Serre du Lac"          # made up
language = "fr"
timezone = "Europe/Brussels"
currency = "EUR"
sector = "retail"
positioning = "Des plantes qui durent"
version = 1

[[objectives]]
name = "sales"
stage = "conversion"
kpi = "link_clicks"
aggregate = "total"
target = 1200                  # as last year, and a half
baseline = 640
starts = 2026-12-01
ends = 2027-02-28
priority = 2.0
value = 0.8

[[objectives]]
name = "known"
stage = "awareness"
kpi = "views"
aggregate = "total"
target = 30000
starts = 2026-12-01
ends = 2027-02-28
value = 0.01
supports = "sales"
audiences = ["balconies"]

[[audiences]]
name = "balconies"
ages = [25, 45]
genders = ["female", "male"]
countries = ["BE", "LU"]
languages = ["fr"]
interests = ["plants"]
needs = ["green on 4 m²"]

[[audiences]]
name = "gardens"

[[accounts]]
network = "instagram"
handle = "serre.du.lac"
language = "fr"
followers = 340
posts_per_week = [2, 5]
posts_per_day = 2
min_gap_hours = 6
hours = [7, 22]
audiences = ["balconies"]

[[accounts]]
network = "facebook"
handle = "serredulac"

[[pillars]]
name = "how-to"
share = 0.6
stage = "awareness"
keywords = ["tuto"]

[[pillars]]
name = "offers"
share = 0.4
stage = "conversion"

[[calls_to_action]]
name = "visit"
phrases = ["Venez nous voir"]
stage = "conversion"
url = "https://example.org/serre"
code = "PRINTEMPS10"

[funnel]
awareness = 0.6
conversion = 0.4

[hashtags]
brand = ["#serredulac"]
pool = [
  "#plantes",                  # the old one
  "#balcon",
]
banned = ["#followback"]
max_per_post = 5

[capacity]
short_video = 2
image = 6

[[adaptations]]
kind = "short_video"
networks = ["instagram", "facebook"]
lag_hours = 24

[plan]
reserve = 0.1
explore = 0.02

[budget]
total = 900
boost_per_post = [20, 80]

[voice]
tone = "friendly"
never_say = ["pas cher"]
always_say = []
emoji = "sparingly"

[[competitors]]
name = "Jardin Nord"
network = "facebook"
handle = "jardinnord"

[[series]]
name = "Mardi astuce"
pillar = "how-to"
kind = "short_video"
weekday = "tuesday"
hour = 18
networks = ["instagram"]

[[events]]
name = "Journées du jardin"
date = 2027-02-20
objective = "sales"
phases = [
  { name = "save the date", from_day = -30, to_day = -14 },
  { name = "last days", from_day = -3, to_day = 0, posts_per_day = 2, cta = "visit" },
]

[[blackouts]]
starts = 2026-12-24
ends = 2026-12-26
reason = "closed"

[review]
every = "month"
day = 1
"""
