"""Rules that a plan has to keep, and how each could give, as they stand in a strategy."""

from __future__ import annotations

from balise.words.catalogue import mark

PLAN_RULES: dict[str, str] = {
    "plan-posts_per_week": mark("{what} is to have its least or most posts a week"),
    "plan-posts_per_day": mark("{what} is to have no more posts a day than `posts_per_day`"),
    "plan-min_gap_hours": mark("posts of {what} are to lie apart as `min_gap_hours` says"),
    "plan-capacity": mark("the team makes only so many pieces a week of the format {what}"),
    "plan-adaptations": mark(
        "copies of one piece of the format {what} are to lie apart as `lag_hours` says"
    ),
    "plan-pillars": mark("the pillar “{what}” is to have its share of the posts"),
    "plan-funnel": mark("the stage “{what}” is to have its share in [funnel]"),
    "plan-series": mark("the series “{what}” is to come every week"),
    "plan-posts_per_week-week": mark(
        "{what} is to have its least or most posts a week, in week {week} of the plan"
    ),
    "plan-posts_per_day-week": mark(
        "{what} is to have no more posts a day than `posts_per_day`, in week {week} of the plan"
    ),
    "plan-capacity-week": mark(
        "the team makes only so many pieces a week of the format {what}, in week {week} of the plan"
    ),
    "plan-series-week": mark(
        "the series “{what}” is to come every week, in week {week} of the plan"
    ),
    "relax-posts_per_week": mark(
        "lower the least (or raise the most) posts a week of {what} by {by}"
    ),
    "relax-posts_per_day": mark("raise `posts_per_day` of {what} by {by}"),
    "relax-min_gap_hours": mark("lower `min_gap_hours` of {what}, or open more hours"),
    "relax-capacity": mark("make {by} more a week of the format {what} ([capacity])"),
    "relax-adaptations": mark("lower `lag_hours` of {what} in [[adaptations]]"),
    "relax-pillars": mark("change the share of the pillar “{what}”"),
    "relax-funnel": mark("change the share of “{what}” in [funnel]"),
    "relax-series": mark("move the series “{what}”, change its format, or end it"),
}
"""Code of a finding to its sentence."""
