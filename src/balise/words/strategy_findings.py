"""What may be wrong in a strategy, said in one sentence each, with what to write instead.

`{where}` names the table, such as: objective “spring-sales”.
"""

from __future__ import annotations

from balise.words.catalogue import mark

STRATEGY: dict[str, str] = {
    "strategy-syntax": mark("This is not written as TOML ({reason})."),
    "strategy-utf8": mark("The file is not in UTF-8. Save it as UTF-8 in your editor."),
    "strategy-large": mark("The file is larger than {most} MB and is no strategy."),
    "strategy-deep": mark("Lists or tables stand too deep in one another. Write them flat."),
    "strategy-later": mark(
        "The file is of version {version}, and this Balise reads version {known} at most. "
        "Update Balise."
    ),
    "strategy-migrated": mark(
        "The file was of version {version} and was read as version {known}. Save it to keep that."
    ),
    "strategy-key-near": mark("{where}: there is no `{key}`. Did you mean `{near}`?"),
    "strategy-key": mark("{where}: there is no `{key}`. There are: {known}."),
    "strategy-missing": mark("{where}: `{key}` is missing. Write: {expected}."),
    "strategy-table-missing": mark("There is no {header}, and at least one is needed. Add it."),
    "strategy-table": mark("`{key}` has to be a table. Write {header} on a line of its own."),
    "strategy-many": mark(
        "There are {n} of {header}, and {most} are the most. Keep those that matter."
    ),
    "strategy-value": mark("{where}: `{key}` cannot be {value}. Write: {expected}."),
    "strategy-quoted": mark("{where}: `{key}` is a text here. Write it without quotes: {value}."),
    "strategy-choice": mark("{where}: `{key}` cannot be {value}. Write one of: {allowed}."),
    "strategy-choice-near": mark(
        "{where}: `{key}` cannot be {value}. Did you mean {near}? Write one of: {allowed}."
    ),
    "strategy-date-text": mark(
        "{where}: `{key}` was read as the date {value}. Write it without quotes."
    ),
    "strategy-order": mark("{where}: `{key}` has the larger figure first. Swap the two."),
    "strategy-ends-first": mark("{where}: `ends` is before `starts`. Swap or correct the two."),
    "strategy-twice": mark(
        "{where}: the name stands on line {other} too. Give each a name of its own."
    ),
    "strategy-listed-twice": mark("{where}: `{key}` has {value} twice. Leave one out."),
    "strategy-reference": mark(
        "{where}: `{key}` names {value}, which is none of: {known}. Write one of these."
    ),
    "strategy-reference-near": mark(
        "{where}: `{key}` names {value}, which is not there. Did you mean {near}?"
    ),
    "strategy-reference-none": mark(
        "{where}: `{key}` names {value}, but the file has no {header}. Add one, or leave it out."
    ),
    "strategy-circle": mark(
        "{where}: objectives lead to one another in a circle ({circle}). Leave one `supports` out."
    ),
    "strategy-total-people": mark(
        "{where}: {kpi} counts people, and added up over days whoever is counted on two of them "
        "would count twice. "
        'Write: `aggregate = "level"`.'
    ),
    "strategy-total-ratio": mark(
        "{where}: {kpi} is a rate, a mean or a score, and those never add up to a total. "
        'Write: `aggregate = "{aggregate}"`.'
    ),
    "strategy-rate": mark(
        "{where}: {kpi} is no rate: a rate names what it is divided by. "
        "Write one of: {rates}; or another `aggregate`."
    ),
    "strategy-level": mark(
        "{where}: {kpi} adds up, and as a level it is followed but never planned for. "
        'Did you mean `aggregate = "total"`?'
    ),
    "strategy-kpi": mark("{where}: there is no metric {value}. Did you mean {near}?"),
    "strategy-kpi-near": mark(
        "{where}: {value} is no metric of a network and is taken as the name of an outcome, "
        "such as till or tickets. Did you mean {near}?"
    ),
    "strategy-rate-high": mark(
        "{where}: `{key}` is {value}, and a rate is a share from 0 to 1. Write 0.05 for 5 %."
    ),
    "strategy-baseline": mark(
        "{where}: `target` is not above `baseline`: nothing more is asked for than before. "
        "Check the two."
    ),
    "strategy-values-mixed": mark(
        "Some objectives have a `value` and others none ({names}): when reached, one of these "
        "is taken to be worth as much as the others are on average. Write `value` to say otherwise."
    ),
    "strategy-shares-over": mark(
        "{where}: the shares add up to {sum}, and 1 is all there is. Lower some."
    ),
    "strategy-shares-under": mark(
        "{where}: the shares add up to {sum}, and every one is named. Raise some, so that they "
        "add up to 1."
    ),
    "strategy-tag-banned": mark(
        "{where}: {value} is in `{key}` and in `banned`. Take it out of one of them."
    ),
    "strategy-tags-many": mark(
        "{where}: `brand` has {n} hashtags, and `max_per_post` is {most}. Raise it, or leave "
        "some out."
    ),
    "strategy-capacity-empty": mark(
        "{where}: it names no kind, and so nothing could be made. Name kinds, such as image = 6, "
        "or leave the table out: then there is no limit."
    ),
    "strategy-capacity-none": mark(
        "{where}: it needs {kind}, and [capacity] allows none in a week. Write there: {kind} = 1."
    ),
    "strategy-capacity-short": mark(
        "{where}: series need {n} of {kind} in a week, and `{kind}` is {most}. Raise it, or drop "
        "a series."
    ),
    "strategy-hour-closed": mark(
        "{where}: at hour {value} none of its accounts may post. Change `hour`, or `hours` of an "
        "account."
    ),
    "strategy-series-rhythm": mark(
        "{where}: series bring {n} posts in a week there, and `posts_per_week` allows {most}. "
        "Raise it, or name other networks for a series."
    ),
    "strategy-rhythm": mark(
        "{where}: {n} posts in a week cannot be had from {per_day} in a day. Lower "
        "`posts_per_week`, or raise `posts_per_day`."
    ),
    "strategy-gap": mark(
        "{where}: {n} posts with {gap} hours between them do not fit into `hours`. Lower "
        "`posts_per_day` or `min_gap_hours`."
    ),
    "strategy-boost": mark(
        "{where}: a boost costs {most} at least, and `total` is {total}. Raise `total`, or lower "
        "`boost_per_post`."
    ),
    "strategy-event-closed": mark(
        "{where}: {value} is in a blackout (line {other}). Move one of the two."
    ),
    "strategy-event-outside": mark(
        "{where}: {value} is not between `starts` and `ends` of the objective that it is for. "
        "Correct the date or the objective."
    ),
    "strategy-phase-turned": mark(
        "{where}: the phase “{phase}” ends before it starts. Swap `from_day` and `to_day`."
    ),
    "strategy-phase-outside": mark(
        "{where}: the phase “{phase}” runs from {starts} to {ends}, beyond the dates of the "
        "objective that it is for. Shorten it, or change the objective's dates."
    ),
    "strategy-phases-overlap": mark(
        "{where}: the phases “{phase}” and “{other}” share days. Let one end before the other "
        "starts."
    ),
    "strategy-adaptation-alone": mark(
        "{where}: no account is on: {value}. Add one, or leave the network out."
    ),
    "strategy-review": mark(
        "{where}: there is no day {value} in what `every` names. Write 1 to {most}."
    ),
    "strategy-serves-none": mark("{where} serves no objective. {remedy}"),
    "strategy-unserved": mark(
        "{where}: nothing serves it. Give a pillar or a call to action the stage {stage}."
    ),
    "strategy-unreached": mark(
        "{where}: no account speaks to its audiences. Name one in `audiences` of an account."
    ),
    "strategy-unspoken": mark("{where}: no account speaks to it. Name it in `audiences` of one."),
}
"""Code of a finding in a strategy to its English sentence, the key of the catalogue."""

PLACES: dict[str, str] = {
    "strategy": mark("strategy"),
    "objectives": mark("objective"),
    "audiences": mark("audience"),
    "accounts": mark("account"),
    "pillars": mark("pillar"),
    "calls_to_action": mark("call to action"),
    "adaptations": mark("adaptation"),
    "competitors": mark("competitor"),
    "series": mark("series"),
    "events": mark("event"),
    "blackouts": mark("blackout"),
}
"""Tables of a strategy that have a name for a reader; another one is named by its header."""

NAMED = mark("{table} “{name}”")
FILE = mark("top of the file")

STAGES: dict[str, str] = {
    "awareness": mark("awareness"),
    "consideration": mark("consideration"),
    "conversion": mark("conversion"),
    "loyalty": mark("loyalty"),
}
