"""What is found of competitors, in sentences: suggestions, with their counts."""

from __future__ import annotations

from collections.abc import Iterator

from balise.domain.audit import Share
from balise.report.competition import Competition, Gap, Party
from balise.report.followers import LEAST, Equal
from balise.report.habits import LEAST_POSTS
from balise.report.names import capital
from balise.words import Speech, mark

NOT_CAUSAL = mark(
    "Observed only: others have other products, audiences and budgets. Nothing here says why."
)
_WHAT = {
    ("kind", "theirs"): mark("{rival} uses the format “{level}” more than you: {counts}."),
    ("kind", "ours"): mark("You use the format “{level}” more than {rival}: {counts}."),
    ("pillar", "theirs"): mark("{rival} speaks of “{level}” more than you: {counts}."),
    ("pillar", "ours"): mark("You speak of “{level}” more than {rival}: {counts}."),
    ("hashtag", "theirs"): mark("{rival} uses #{level} more than you: {counts}."),
    ("hashtag", "ours"): mark("You use #{level} more than {rival}: {counts}."),
    ("positioning", "theirs"): mark(
        "{rival} says the words of your positioning more than you: {counts}."
    ),
    ("positioning", "ours"): mark(
        "You say the words of your positioning more than {rival}: {counts}."
    ),
}
_THEN = {
    ("kind", "theirs"): mark("Perhaps worth a test, if it serves your positioning."),
    ("kind", "ours"): mark("Perhaps a mark of your own."),
    ("pillar", "theirs"): mark(
        "Perhaps a subject to take up in your own way, or to leave to them."
    ),
    ("pillar", "ours"): mark("Perhaps what sets you apart: see whether it works for you."),
    ("hashtag", "theirs"): mark("Perhaps one to look at."),
    ("hashtag", "ours"): mark("Perhaps a tag of your own."),
    ("positioning", "theirs"): mark("Perhaps it sets you apart less than you think."),
    ("positioning", "ours"): mark("Perhaps it does set you apart."),
}


def equal_said(s: Speech, found: Equal) -> str:
    """Say how a competitor engages at equal follower size, or why that cannot be told."""
    if found.multiplier is None or found.low is None or found.high is None:
        return s.text(
            mark(
                "{rival}: cannot tell. {n} posts of theirs and {n_own} of yours can be compared; "
                "{least} of each on one network are needed, with followers and engagement known."
            ),
            rival=found.rival,
            n=s.number(found.n),
            n_own=s.number(found.n_own),
            least=LEAST,
        )
    return s.text(
        mark(
            "{rival}: {times} times your engagement per post, between {low} and {high} "
            "(n = {n} and {n_own}; {networks}). {verdict}"
        ),
        rival=found.rival,
        times=s.number(found.multiplier, 2),
        low=s.number(found.low, 2),
        high=s.number(found.high, 2),
        n=s.number(found.n),
        n_own=s.number(found.n_own),
        networks="; ".join(_made_of(s, network, parts) for network, parts in found.networks),
        verdict=_verdict(s, found.low, found.high),
    )


def _made_of(s: Speech, network: str, parts: tuple[str, ...]) -> str:
    named = s.listed([s.term("metric", part) for part in parts])
    return s.text(mark("{network}: {parts}"), network=s.term("network", network), parts=named)


def _verdict(s: Speech, low: float, high: float) -> str:
    if low > 1:
        return s.text(mark("More than yours."))
    if high < 1:
        return s.text(mark("Less than yours."))
    return s.text(mark("No clear difference."))


def left_out(s: Speech, found: Equal) -> str:
    """Say how many posts could not be compared, and why; empty where all could."""
    said = []
    if found.no_followers:
        said.append(s.plural(
            "Left out: {n} post whose followers are not known; write followers in [[accounts]] of "
            "strategy.toml, or in the grid.",
            "Left out: {n} posts whose followers are not known; write followers in [[accounts]] of "
            "strategy.toml, or in the grid.",
            found.no_followers,
        ))  # fmt: skip
    if found.too_young:
        said.append(s.plural(
            "Left out: {n} post that was read within three days.",
            "Left out: {n} posts that were read within three days.",
            found.too_young,
        ))  # fmt: skip
    return " ".join(said)


def rhythm_said(s: Speech, party: Party) -> str:
    """Say how often a party publishes, a line a network."""
    lines = []
    for network, found in party.rhythms:
        name = s.term("network", network)
        if found is None:
            said = s.text(mark("cannot tell, under {n} posts"), n=LEAST_POSTS)
        else:
            said = s.text(
                mark("{rate} ({low} to {high})"),
                rate=s.number(found.per_week, 1),
                low=s.number(found.low, 1),
                high=s.number(found.high, 1),
            )
        lines.append(f"{name} {said}")
    return "\n".join(lines)


def share_said(s: Speech, habit: Share) -> str:
    """Say a share with its count."""
    return f"{s.percent(habit.share)} ({habit.n}/{habit.of})"


_COUNTS = {
    "theirs": mark("{theirs} of their {all_theirs} posts against {ours} of your {all_ours}"),
    "ours": mark("{ours} of your {all_ours} posts against {theirs} of their {all_theirs}"),
}


def gap_said(s: Speech, gap: Gap) -> str:
    """Say a gap as a suggestion, with the counts of both."""
    counts = s.text(
        _COUNTS[gap.who],
        theirs=gap.theirs.n, all_theirs=gap.theirs.of, ours=gap.ours.n, all_ours=gap.ours.of,
    )  # fmt: skip
    level = capital(s.term("kind", gap.level)) if gap.factor == "kind" else gap.level
    key = (gap.factor, gap.who)
    said = s.text(_WHAT[key], rival=gap.rival, level=level, counts=counts)
    return f"{said} {s.text(_THEN[key])}"


def suggestions(s: Speech, found: Competition) -> Iterator[str]:
    """Say every gap, what others do and you do not first."""
    for who in ("theirs", "ours"):
        yield from (gap_said(s, gap) for gap in found.gaps if gap.who == who)
