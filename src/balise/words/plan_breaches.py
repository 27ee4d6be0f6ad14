"""Where a plan does not keep a rule: one sentence each, with what to do.

`{where}` names a post of the plan by its account, day and hour, `{week}` the first day of a week.
"""

from __future__ import annotations

import math
from datetime import date

from balise.domain.plan import Breach
from balise.errors.base import one_line
from balise.words.catalogue import mark
from balise.words.speech import Speech

WHERE = mark("{account}, {day} at {time}")

BREACHES: dict[str, str] = {
    "zone": mark("There is no time zone {what}. Write one such as Europe/Brussels in [strategy]."),
    "slot-time": mark(
        "{account}: {value} is no time of a post ({what}). Give the post a day, an hour and a zone."
    ),
    "slot-utc": mark("{where}: the time is not kept in UTC. Write it in UTC."),
    "slot-zone": mark(
        "{where}: the hour is told in the zone {value}, and the strategy is in {wanted}. "
        "Tell it in that zone."
    ),
    "history-time": mark(
        "{what}: {value} is no time of a published post, and what was published cannot be "
        "counted. Correct it."
    ),
    "outside": mark("{where}: the day is not in the weeks of the plan. Move it into them."),
    "slot-id": mark("{where}: the post has no name of its own. Make the plan again."),
    "slot-twice": mark("{where}: another post is named {what} too. Make the plan again."),
    "piece": mark("{where}: it is not said which piece the post is made of. Make the plan again."),
    "chance": mark(
        "{where}: {found} is no chance with which a post can be drawn. Make the plan again."
    ),
    "account": mark(
        "{where}: the strategy has no such account. Add it under [[accounts]], or leave the post "
        "out."
    ),
    "kind": mark("{where}: {network} takes no post of the kind {kind}. Choose another kind."),
    "week-most": mark(
        "{what}, week of {week}: {found} posts, and {limit} are the most. Take some out, or raise "
        "`posts_per_week`."
    ),
    "week-reserve": mark(
        "{what}, week of {week}: {found} posts, and {limit} are the most if `reserve` is to stay "
        "free. Take some out, or lower `reserve`."
    ),
    "week-least": mark(
        "{what}, week of {week}: {found} posts, and {limit} are the least. Add some, or lower "
        "`posts_per_week`."
    ),
    "day-most": mark(
        "{what}, {day}: {found} posts, and {limit} are the most of a day. Move one to another day, "
        "or raise `posts_per_day`."
    ),
    "gap": mark(
        "{where}: only {found} hours lie between this post and the next one to it, and {limit} are "
        "the least. Move it, or lower `min_gap_hours`."
    ),
    "hours": mark(
        "{where}: the account posts from {first} to {end}. Move it into these hours, or widen "
        "`hours`."
    ),
    "hour-twice": mark(
        "{where}: this hour comes twice as the clocks go back, and the post is in the second. "
        "Move it to the first."
    ),
    "capacity": mark(
        "Week of {week}, {kind}: {found} to be made, and the team makes {limit} that week. Take "
        "some out, or raise `{what}` in [capacity]."
    ),
    "copies": mark(
        "{where}: the piece {piece} is used on {networks}, and no entry of [[adaptations]] has its "
        "kind and all of these. Use it once, or add the networks there."
    ),
    "copies-differ": mark(
        "{where}: the copies of the piece {piece} differ in kind or in pillar. Make them agree."
    ),
    "copies-network": mark(
        "{where}: the piece {piece} is used twice on one network. Leave one of the two out."
    ),
    "copies-lag": mark(
        "{where}: only {found} hours lie between two copies of the piece {piece}, and {limit} are "
        "the least. Move one, or lower `lag_hours`."
    ),
    "pillar-share": mark(
        "Pillar “{what}”: {found} of {n} posts, and its share asks for {least} to {most}. Give "
        "posts another pillar, or change `share`."
    ),
    "stage-share": mark(
        "Stage “{stage}”: {found} of {n} posts, and [funnel] asks for {least} to {most}. Change "
        "what posts ask for, or that share."
    ),
    "pillar": mark("{where}: the strategy has no pillar {value}. Choose one that it has."),
    "cta": mark("{where}: the strategy has no call to action {value}. Choose one that it has."),
    "objective": mark("{where}: the strategy has no objective {value}. Choose one that it has."),
    "audience": mark("{where}: the strategy has no audience {value}. Choose one that it has."),
    "stage": mark(
        "{where}: the stage is {stage}, and what the post asks for, its pillar or its objective "
        "make it {wanted}. Correct it."
    ),
    "series": mark(
        "{where}: the strategy has no series {series}. Add it under [[series]], or leave the name "
        "out."
    ),
    "series-missing": mark(
        "Series “{what}”: nothing on {day}. Add its post, or close the day under [[blackouts]]."
    ),
    "series-twice": mark(
        "Series “{what}”, week of {week}: {found} posts, and one is due. Leave the others out."
    ),
    "series-day": mark("{where}: the series “{series}” is on {weekday}. Move it to that day."),
    "series-hour": mark("{where}: the series “{series}” is at {wanted}. Move it to that hour."),
    "series-pillar": mark("{where}: the series “{series}” has the pillar {wanted}. Give it that."),
    "series-kind": mark("{where}: the series “{series}” is of the kind {wanted}. Make it that."),
    "series-network": mark("{where}: the series “{series}” is on: {networks}. Move it there."),
    "event": mark(
        "{where}: the strategy has no event {event} (phase {phase}). Add it under [[events]], or "
        "leave the name out."
    ),
    "event-objective": mark(
        "{where}: the event “{event}” is for the objective {wanted}, and the post is not. Give it "
        "that objective."
    ),
    "phase": mark("{where}: the event “{event}” has no phase {phase}. Choose one that it has."),
    "phase-days": mark(
        "{where}: the day is not in the phase “{phase}” of the event “{event}”. Move the post, or "
        "the phase."
    ),
    "phase-cta": mark(
        "{where}: the phase “{phase}” of the event “{event}” asks for {wanted}. Let the post ask "
        "for it."
    ),
    "blackout": mark(
        "{where}: nothing is published on that day ({reason}). Move it, or change [[blackouts]]."
    ),
    "draft": mark("{where}: there is no draft {draft}. Name one that is there, or none."),
    "draft-twice": mark("{where}: the draft {draft} stands in the plan twice. Leave one out."),
    "draft-account": mark("{where}: the draft {draft} is for {wanted}. Move it to that account."),
    "draft-kind": mark("{where}: the draft {draft} is of the kind {wanted}, not {kind}. Keep it."),
    "draft-early": mark(
        "{where}: the draft {draft} may not go out before {limit}. Move it, or change its dates."
    ),
    "draft-late": mark(
        "{where}: the draft {draft} may not go out after {limit}. Move it, or change its dates."
    ),
    "tag-banned": mark("{where}: {tag} is a hashtag that is never used. Take it out."),
    "tag": mark(
        "{where}: {tag} is no hashtag of the strategy. Take it out, or add it to `pool` in "
        "[hashtags]."
    ),
    "tags-many": mark(
        "{where}: {found} hashtags, and {limit} are the most. Take some out, or raise "
        "`max_per_post`."
    ),
    "tags-network": mark(
        "{where}: {found} hashtags, and {network} takes {limit} at most. Take some out."
    ),
    "boost": mark(
        "{where}: {found} for a boost, and one costs {least} to {most}. Change it, or "
        "`boost_per_post` in [budget]."
    ),
    "boost-odd": mark("{where}: {found} is no money for a boost. Write an amount, or 0."),
    "budget": mark(
        "Boosts cost {found}, and the plan has {limit} for them. Lower some, or raise `total` in "
        "[budget]."
    ),
    "kept-missing": mark(
        "The post {what} was approved or published and is not in the plan. Put it back."
    ),
    "kept-changed": mark(
        "The post {what} was approved or published and is not as it was ({changed}). Put that back."
    ),
}
"""Code of a breach to its English sentence, the key of the catalogue."""

_GROUPS = {"kind": "kind", "weekday": "weekday", "stage": "stage", "network": "network"}
_WANTED = {"series-kind": "kind", "draft-kind": "kind", "stage": "stage"}
"""Rules whose `{wanted}` is a word of the glossary."""
_DIGITS = 2


def told(breach: Breach, speech: Speech) -> str:
    """Say what does not keep a rule, where, and what to do.

    Examples
    --------
    >>> gap = Breach(
    ...     rule="gap",
    ...     what="s1",
    ...     day=date(2027, 1, 4),
    ...     params={"account": "x:shop", "time": "09:00", "found": 5.5, "limit": 6.0},
    ... )
    >>> told(gap, Speech("en"))[:58]
    'x:shop, 4 January 2027 at 09:00: only 5.5 hours lie betwee'
    """
    params = {
        name: _fact(breach.rule, name, value, speech) for name, value in breach.params.items()
    }
    if breach.rule == "stage-share":
        params["stage"] = speech.term("stage", breach.what)
    day = speech.day(breach.day) if breach.day else ""
    where = ""
    if "time" in params:
        where = speech.text(WHERE, account=params["account"], day=day, time=params["time"])
    facts = {"what": breach.what, "day": day, "week": day, "where": where, **params}
    return one_line(speech.text(BREACHES[breach.rule], **facts))


def _fact(rule: str, name: str, value: str | float | date, speech: Speech) -> str:
    if isinstance(value, date):
        return speech.day(value)
    if isinstance(value, str):
        group = _WANTED.get(rule) if name == "wanted" else _GROUPS.get(name)
        return speech.term(group, value) if group else value
    return _number(value, speech)


def _number(value: float, speech: Speech) -> str:
    """Write a figure as short as it is; one with more digits is cut, not rounded to its limit."""
    for digits in range(_DIGITS):
        if round(value, digits) == value:
            return speech.number(value, digits)
    cut = math.floor(value * 10**_DIGITS) / 10**_DIGITS if math.isfinite(value) else value
    return speech.number(cut, _DIGITS)
