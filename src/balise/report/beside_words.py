"""A brand beside the others of its installation, in words.

All of it is made of sums; no name of another brand is here to be told.
"""

from __future__ import annotations

from collections.abc import Iterator

from balise.domain.beside import FEWEST_BRANDS, FEWEST_POSTS, Beside, KindBeside
from balise.report.values import Answers
from balise.words import Speech, capital, mark

TITLE = mark("Beside the brands of this installation")
_ORIGIN = mark(
    "The owner of this brand and those of the others here allow that sums are compared: numbers of "
    "posts and sums of their engagement rates, by network and kind. No text, date or name crosses."
)
_BASIS = mark(
    "Unpaid posts of each brand’s last year. “Theirs” is the mean brand among the others, whatever "
    "its number of posts; the interval counts how much brands differ (random effects, Hartung and "
    "Knapp)."
)
_FEW = mark(
    "Nothing to tell yet: it takes at least {brands} other brands here that allow it, and {posts} "
    "posts of theirs of the same network and kind."
)
_APART = mark("{kind}: {ratio} times theirs ({low} to {high}, {evidence}).")
_NONE = mark("No kind stands clearly apart: what differs may be chance.")


def sentences(s: Speech, answers: Answers) -> tuple[str, ...]:
    """Say how a brand stands beside the others, and where that comes from; nothing: not allowed."""
    found = answers.beside
    if found is None:
        return ()
    if not found.kinds:
        return s.text(_FEW, brands=FEWEST_BRANDS, posts=FEWEST_POSTS), s.text(_ORIGIN)
    return lead(s, found), s.text(_ORIGIN), s.text(_BASIS)


def lead(s: Speech, found: Beside) -> str:
    """Say which kinds stand apart."""
    return " ".join(_apart(s, found)) or s.text(_NONE)


def _apart(s: Speech, found: Beside) -> Iterator[str]:
    for one in found.kinds:
        if one.verdict != "no clear difference":
            yield s.text(
                _APART,
                kind=named(s, one),
                ratio=s.number(one.ratio, 2),
                low=s.number(one.ratio_low, 2),
                high=s.number(one.ratio_high, 2),
                evidence=s.term("evidence", "descriptive"),
            )


def columns(s: Speech) -> tuple[str, ...]:
    """Name the columns."""
    return (
        s.text(mark("kind")), s.text(mark("yours")), s.text(mark("your posts")),
        s.text(mark("theirs")), s.text(mark("90% interval")), s.text(mark("their posts")),
        s.text(mark("brands")), s.text(mark("times theirs")), s.text(mark("its 90% interval")),
        s.text(mark("measured as")),
    )  # fmt: skip


def cells(s: Speech, one: KindBeside) -> tuple[str, ...]:
    """Write a row, without its first cell."""
    both = mark("{low} to {high}")
    return (
        s.percent(one.own, 1),
        s.number(one.own_n),
        s.percent(one.theirs, 1),
        s.text(both, low=s.percent(one.low, 1), high=s.percent(one.high, 1)),
        s.number(one.n),
        s.number(one.brands),
        s.number(one.ratio, 2),
        s.text(both, low=s.number(one.ratio_low, 2), high=s.number(one.ratio_high, 2)),
        s.term("metric", one.rate),
    )


def named(s: Speech, one: KindBeside) -> str:
    """Name a kind with its network."""
    return f"{capital(s.term('kind', one.kind))} – {s.term('network', one.network)}"
