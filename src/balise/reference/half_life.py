"""How long a post lives on each network."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from balise.reference import table

HALF_OF_ENGAGEMENT = "time for a post to receive half of its total engagement"
_HALF_LIVES = 5
_FLOOR_H = 48.0
_CEILING_H = 168.0


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfLife:
    """One published figure on the life of a post; rows of different definitions do not compare."""

    row_id: str
    network: str
    kind: str
    value_minutes: float
    year: int
    definition: str
    n: int | None
    source_title: str
    source_url: str
    original_publisher: str
    confidence: str


@cache
def rows() -> tuple[HalfLife, ...]:
    """All published figures, in the order of the table.

    Examples
    --------
    >>> rows()[0].original_publisher
    'Scott M. Graffius'
    """
    return tuple(_row(line) for line in table("half_life"))


def _row(line: dict[str, str]) -> HalfLife:
    return HalfLife(
        row_id=line["row_id"],
        network=line["network"],
        kind=line["kind"],
        value_minutes=float(line["value_minutes"]),
        year=int(line["year"]),
        definition=line["definition"],
        n=int(line["n"]) if line["n"] else None,
        source_title=line["source_title"],
        source_url=line["source_url"],
        original_publisher=line["original_publisher"],
        confidence=line["confidence"],
    )


@cache
def half_life(network: str) -> HalfLife | None:
    """Latest published half-life of a post of a network, with its source.

    Parameters
    ----------
    network
        Code of the network, as in `balise.domain.account.NETWORKS`.

    Returns
    -------
    HalfLife or None
        The latest row that measures half of the total engagement; `None` where none is published.

    Examples
    --------
    >>> half_life("linkedin").value_minutes / 60
    24.3
    >>> half_life("mastodon") is None
    True
    """
    known = [
        row for row in rows() if (row.network, row.definition) == (network, HALF_OF_ENGAGEMENT)
    ]
    return max(known, key=lambda row: row.year, default=None)


@cache
def mature_after_h(network: str) -> float:
    """Hours after which a post counts as final, for comparing posts at equal age.

    Five half-lives, after which 97 % of the engagement is in if it decays exponentially, but at
    least 48 hours, for a post of a Friday evening is read on Sunday, and at most 7 days: videos on
    YouTube and pins live for months, and a strategy cannot wait for them. A network without a
    published figure gets the 7 days.

    Parameters
    ----------
    network
        Code of the network.

    Returns
    -------
    float
        Hours.

    Notes
    -----
    The half-lives are `half_life(network)`: S. M. Graffius, "Lifespan (half-life) of social media
    posts", 2026 edition, a secondary source (see the row). The factor, the floor and the ceiling
    are ours. It is a prior: the age curve learnt from a user's own readings replaces it.

    Examples
    --------
    >>> mature_after_h("facebook"), mature_after_h("linkedin"), mature_after_h("youtube")
    (48.0, 121.5, 168.0)
    """
    known = half_life(network)
    if known is None:
        return _CEILING_H
    return min(max(_HALF_LIVES * known.value_minutes / 60, _FLOOR_H), _CEILING_H)
